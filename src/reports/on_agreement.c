#include "alliance/agreement_report.h"
#include "alliance/alliance.h"
#include "alliance/instalment.h"
#include "core/record.h"
#include "evidence/evidence.h"
#include "reports/reports.h"

/* The report of one agreement: what it is, its targets beside their results, its money, what shows it, what was reported. */

struct input {
    struct str agreement;
    struct date from;
    struct date to;
};
static const struct field fields[] = {
    FIELD_TEXT(struct input, agreement, .required = true, .max = 100, .label = T("Convenio", "Agreement")),
    FIELD_DATE(struct input, from, .label = T("Desde", "From"), .hint = T("Vacía: desde que vale.", "Empty: since it is valid.")),
    FIELD_DATE(struct input, to, .label = T("Hasta", "Until"), .hint = T("Vacía: hasta hoy o hasta que venció.", "Empty: until today or its end.")),
};
const struct shape on_agreement_shape = SHAPE("report_agreement_input", struct input, fields);

/* What agreement.report takes. */
struct asked {
    struct str code;
    struct date from;
    struct date to;
};

static struct str names_of(struct ctx *ctx, const struct refs *refs)
{
    struct buf buf = BUF(ctx->arena);
    for (size_t i = 0; i < refs->len; i++) {
        buf_put_c(&buf, i == 0 ? "" : "; ");
        buf_put(&buf, str_is_empty(refs->items[i].label) ? refs->items[i].code : refs->items[i].label);
    }
    return buf_str(&buf);
}

static struct str word_of(struct ctx *ctx, const struct choice *choices, struct str code)
{
    const struct choice *choice = str_is_empty(code) ? NULL : choice_find(choices, code);
    return choice == NULL ? code : text_in(choice->label, ctx->lang);
}

static void put_facts(struct ctx *ctx, struct report *report, const struct alliance_report *facts)
{
    const struct agreement *agreement = &facts->agreement;
    struct str from = date_display(ctx->arena, agreement->valid_from);
    struct str to = date_display(ctx->arena, facts->valid_to);
    report_text(report, TEXT("Objeto:", "Object:"), agreement->object);
    report_text(report, TEXT("Estado:", "State:"), word_of(ctx, agreement_states, agreement->state));
    report_text(report, TEXT("Vigencia:", "Validity:"), str_format(ctx->arena, STR_FMT " – " STR_FMT, STR_ARG(from), STR_ARG(to)));
    report_text(report, TEXT("Financian:", "Funders:"), names_of(ctx, &agreement->funders));
    report_text(report, TEXT("Operan:", "Operators:"), names_of(ctx, &agreement->operators));
    report_text(report, TEXT("Cooperan:", "Co-operators:"), names_of(ctx, &agreement->cooperators));
    report_text(report, TEXT("Se benefician:", "Beneficiaries:"), names_of(ctx, &agreement->beneficiaries));
}

static void put_targets(struct ctx *ctx, struct report *report, const struct alliance_report *facts)
{
    static const struct report_head heads[] = {
        {T("Indicador", "Indicator"), 34, false}, {T("Desde", "From"), 12, false},      {T("Hasta", "Until"), 12, false},
        {T("Meta", "Target"), 14, true},          {T("Resultado", "Result"), 14, true}, {T("Cumplimiento", "Achievement"), 14, true},
        {T("Semáforo", "Light"), 11, false},
    };
    report_heading(report, TEXT("Metas", "Targets"));
    report_table(report, TEXT("Metas y resultados", "Targets and results"), heads, COUNT_OF(heads));
    const struct alliance_target *rows = facts->targets.items;
    for (size_t i = 0; i < facts->targets.len; i++) {
        report_cell_in(report, rows[i].label);
        report_cell_date(report, rows[i].from);
        report_cell_date(report, rows[i].to);
        report_cell_value(report, rows[i].target);
        report_cell_value(report, rows[i].result);
        report_cell_percent(report, rows[i].percent);
        report_cell(report, word_of(ctx, target_lights, rows[i].light));
    }
    report_end_table(report, TEXT("El convenio no tiene metas en el período.", "The agreement has no targets in the period."));
    if (facts->targets.len > 0) {
        report_note(report, TEXT("Verde desde 95 % de la meta, ámbar desde 80 %, si no rojo. Vale la versión más nueva de cada meta.",
                                 "Green from 95 % of the target, amber from 80 %, else red. The newest version of each target holds."));
    }
}

static enum err put_results(struct ctx *ctx, struct report *report, const struct alliance_report *facts)
{
    struct statement statement;
    const struct statement_input in = {
        .from = facts->from, .to = facts->to, .territory = S("SV"), .map = S("then"), .agreement = facts->agreement.record.code};
    shape_clear(&statement_shape, &statement);
    TRY(reports_ask(ctx, "results.statement", &in, &statement));
    report_heading(report, TEXT("Resultados", "Results"));
    reports_figures(report, &statement);
    return ERR_OK;
}

/* A funder reads how much others pay too, and not who they are. */
static void put_shared_sum(struct report *report, const struct alliance_report *facts)
{
    const struct alliance_shared *rows = facts->shared.items;
    int64_t services = 0;
    for (size_t i = 0; i < facts->shared.len; i++) {
        services += rows[i].services;
    }
    struct str count = services < 5 ? S("< 5") : count_display(report->arena, services);
    report_text(report, TEXT("Servicios que otros convenios también pagan:", "Services that other agreements pay too:"), count);
}

/* Of those who read figures alone, small numbers are hidden. */
static void put_count(struct ctx *ctx, struct report *report, int64_t count)
{
    if (ctx->scope.detail == DETAIL_AGGREGATE && count > 0 && count < 5) {
        report_cell_hidden(report);
    } else {
        report_cell_count(report, count);
    }
}

static void put_shared(struct ctx *ctx, struct report *report, const struct alliance_report *facts)
{
    static const struct report_head heads[] = {
        {T("Convenio", "Agreement"), 50, false}, {T("Código", "Code"), 16, false}, {T("Servicios que ambos pagan", "Services that both pay"), 20, true}};
    const struct alliance_shared *rows = facts->shared.items;
    if (facts->shared.len == 0) {
        return;
    }
    if (!bound_is_none(&ctx->actor.bound)) {
        put_shared_sum(report, facts);
        return;
    }
    report_table(report, TEXT("Compartido con otros convenios", "Shared with other agreements"), heads, COUNT_OF(heads));
    for (size_t i = 0; i < facts->shared.len; i++) {
        report_cell(report, rows[i].title);
        report_cell(report, rows[i].agreement);
        report_cell_count(report, rows[i].services);
    }
    report_note(report, TEXT("Lo compartido aparece en el informe de cada convenio y cuenta una vez en el total de la agencia.",
                             "What is shared stands in the report of each agreement and counts once in the agency's total."));
}

static enum err put_money(struct ctx *ctx, struct report *report, const struct alliance_report *facts)
{
    static const struct report_head heads[] = {
        {T("Parte", "Party"), 34, false},
        {T("Comprometido en efectivo", "Committed in cash"), 16, true},
        {T("Cuotas previstas", "Instalments planned"), 16, true},
        {T("Recibido", "Received"), 16, true},
        {T("En especie", "In kind"), 16, true},
    };
    static const struct report_head parts[] = {
        {T("N.º", "No."), 8, true},           {T("Prevista", "Planned"), 12, false},   {T("Monto", "Amount"), 16, true},
        {T("Condición", "Condition"), 34, false}, {T("Estado", "State"), 14, false}, {T("Recibida", "Received on"), 12, false},
        {T("Recibido", "Received"), 16, true},
    };
    report_heading(report, TEXT("Dinero", "Money"));
    report_table(report, TEXT("Dinero por parte", "Money by party"), heads, COUNT_OF(heads));
    const struct alliance_party *rows = facts->parties.items;
    for (size_t i = 0; i < facts->parties.len; i++) {
        report_cell(report, rows[i].name);
        report_cell_money(report, rows[i].cash);
        report_cell_money(report, rows[i].planned);
        report_cell_money(report, rows[i].received);
        report_cell_money(report, rows[i].in_kind);
    }
    report_end_table(report, TEXT("No hay aportes ni cuotas registrados.", "No contributions or instalments are recorded."));
    struct list list;
    TRY(children_of(ctx, &instalment_entity, facts->agreement.record.agency, facts->agreement.record.id, 500, &list));
    const struct instalment *instalments = list.rows.items;
    report_table(report, TEXT("Cuotas", "Instalments"), parts, COUNT_OF(parts));
    for (size_t i = 0; i < list.rows.len; i++) {
        report_cell_count(report, instalments[i].number);
        report_cell_date(report, instalments[i].planned_on);
        report_cell_money(report, instalments[i].amount);
        report_cell(report, instalments[i].condition);
        report_cell(report, word_of(ctx, instalment_states, instalments[i].state));
        report_cell_date(report, instalments[i].received_on);
        report_cell_money(report, instalments[i].received);
    }
    report_end_table(report, TEXT("El convenio no tiene cuotas.", "The agreement has no instalments."));
    report_note(report, TEXT("El dinero del convenio es propio de la agencia y no entra en los recursos movilizados; efectivo y especie no se suman.",
                             "The agreement's money is the agency's own and does not enter the resources mobilised; cash and in kind are not added."));
    return ERR_OK;
}

static enum err put_evidence(struct ctx *ctx, struct report *report, const struct alliance_report *facts)
{
    static const struct report_head heads[] = {
        {T("Documento", "Document"), 36, false}, {T("Tipo", "Kind"), 20, false}, {T("Fecha", "Date"), 12, false}, {T("De", "Of"), 22, false}};
    static const struct report_head services[] = {
        {T("Servicios", "Services"), 30, false}, {T("En el período", "In the period"), 14, true}, {T("Con documento", "With a document"), 16, true}};
    struct id agency = facts->agreement.record.agency;
    struct id id = facts->agreement.record.id;
    struct rows documents;
    TRY(reports_store_documents(ctx, agency, id, &documents));
    report_heading(report, TEXT("Índice de evidencias", "Index of evidence"));
    report_table(report, TEXT("Documentos del convenio", "Documents of the agreement"), heads, COUNT_OF(heads));
    const struct reports_document *rows = documents.items;
    for (size_t i = 0; i < documents.len; i++) {
        bool open = str_eq(rows[i].confidentiality, S("public")) || str_eq(rows[i].confidentiality, S("internal"));
        if (!open && ctx->scope.detail == DETAIL_AGGREGATE) {
            continue;
        }
        const struct entity *entity = entity_find_dataset(rows[i].dataset);
        struct str kind = word_of(ctx, evidence_kinds, rows[i].kind);
        report_cell(report, str_is_empty(rows[i].title) ? kind : rows[i].title);
        report_cell(report, kind);
        report_cell_date(report, rows[i].date);
        report_cell(report, str_format(ctx->arena, STR_FMT " " STR_FMT, STR_ARG(entity == NULL ? rows[i].dataset : text_in(entity->label, ctx->lang)),
                                       STR_ARG(rows[i].record)));
    }
    report_end_table(report, TEXT("Ningún documento está adjunto al convenio.", "No document is attached to the agreement."));
    struct reports_evidenced evidenced[REPORTS_SERVICE_KINDS];
    TRY(reports_store_evidenced(ctx, agency, id, facts->from, facts->to, evidenced));
    report_table(report, TEXT("Servicios que el convenio paga", "Services that the agreement pays"), services, COUNT_OF(services));
    for (size_t i = 0; i < REPORTS_SERVICE_KINDS; i++) {
        report_cell_in(report, entity_find_dataset(evidenced[i].dataset)->plural);
        put_count(ctx, report, evidenced[i].records);
        put_count(ctx, report, evidenced[i].with_document);
    }
    return ERR_OK;
}

static enum err put_told(struct ctx *ctx, struct report *report, const struct alliance_report *facts)
{
    static const struct report_head heads[] = {
        {T("Informe", "Report"), 16, false},     {T("Desde", "From"), 12, false}, {T("Hasta", "Until"), 12, false},
        {T("Fecha límite", "Due on"), 12, false}, {T("Estado", "State"), 14, false}, {T("Enviado", "Sent on"), 12, false},
        {T("A quién", "Addressee"), 24, false},
    };
    struct list list;
    TRY(children_of(ctx, &agreement_report_entity, facts->agreement.record.agency, facts->agreement.record.id, 500, &list));
    const struct agreement_report *rows = list.rows.items;
    report_heading(report, TEXT("Informes", "Reports"));
    report_table(report, TEXT("Calendario de informes", "Calendar of reports"), heads, COUNT_OF(heads));
    for (size_t i = 0; i < list.rows.len; i++) {
        report_cell(report, word_of(ctx, agreement_report_kinds, rows[i].kind));
        report_cell_date(report, rows[i].from_on);
        report_cell_date(report, rows[i].to_on);
        report_cell_date(report, rows[i].due_on);
        report_cell(report, word_of(ctx, agreement_report_states, rows[i].state));
        report_cell_date(report, rows[i].sent_on);
        report_cell(report, str_is_empty(rows[i].addressee.label) ? rows[i].addressee.code : rows[i].addressee.label);
    }
    report_end_table(report, TEXT("El convenio no tiene calendario de informes.", "The agreement has no calendar of reports."));
    return ERR_OK;
}

/* Who reads all agreements reads this one; a partner only one that it is bound to. What is not, says no more than what is not there. */
static enum err check_reach(struct ctx *ctx, struct str code)
{
    const struct bound *bound = &ctx->actor.bound;
    if (bound_is_none(bound) && role_may(ctx->actor.role, PERM_AGREEMENT_READ)) {
        return ERR_OK;
    }
    struct agreement agreement;
    shape_clear(&agreement_entity.shape, &agreement);
    TRY(record_find_code(ctx, &agreement_entity, code, &agreement));
    return bound_has_agreement(bound, agreement.record.id) ? ERR_OK : ERR_NOT_FOUND;
}

FALLIBLE on_agreement_run(struct ctx *ctx, const void *in, void *out)
{
    const struct input *input = in;
    struct report *report = out;
    struct alliance_report facts;
    const struct asked asked = {input->agreement, input->from, input->to};
    TRY(check_reach(ctx, input->agreement));
    shape_clear(&alliance_report_shape, &facts);
    TRY(reports_ask(ctx, "agreement.report", &asked, &facts));
    report_begin(report, ctx, TEXT("Informe del convenio", "Report of the agreement"), facts.agreement.title);
    report->number = facts.agreement.record.code;
    report->unit = facts.agreement.record.unit.code;
    report_period(report, facts.from, facts.to);
    put_facts(ctx, report, &facts);
    put_targets(ctx, report, &facts);
    TRY(put_results(ctx, report, &facts));
    put_shared(ctx, report, &facts);
    TRY(put_money(ctx, report, &facts));
    TRY(put_evidence(ctx, report, &facts));
    return put_told(ctx, report, &facts);
}
