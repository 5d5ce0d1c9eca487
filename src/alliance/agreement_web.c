#include "alliance/agreement_web.h"

#include "account/pick.h"
#include "account/record_web.h"
#include "alliance/addendum.h"
#include "alliance/agreement_report.h"
#include "alliance/agreement_target.h"
#include "alliance/alliance.h"
#include "alliance/contribution.h"
#include "alliance/instalment.h"
#include "client/desk_flow_web.h"
#include "client/desk_table_web.h"
#include "evidence/evidence_web.h"
#include "html/chart.h"
#include "html/table.h"
#include "html/widget.h"
#include "party/party_web.h"
#include "results/target_web.h"

static void draw_fields(struct visit *visit, const struct form_view *form, bool is_new)
{
    struct html *html = visit->html;
    struct pick units = pick_records(visit, "unit.list", "name");
    struct pick parties = pick_records(visit, "organisation.list", "name");
    if (is_new) {
        form_named(html, form, "code");
    }
    form_named(html, form, "title");
    form_named(html, form, "kind");
    form_named(html, form, "programme");
    form_named(html, form, "object");
    form_named(html, form, "indicators");
    form_named(html, form, "state");
    form_row_open(html);
    form_named(html, form, "signed_on");
    form_named(html, form, "valid_from");
    form_named(html, form, "valid_to");
    form_row_close(html);
    form_group_open(html, TR(html, "Las partes", "The parties"),
                    TR(html, "Escriba el código o el nombre y elija de la lista.", "Write the code or the name and choose from the list."));
    static const char *const roles[] = {"funders", "operators", "cooperators", "beneficiaries"};
    for (size_t i = 0; i < COUNT_OF(roles); i++) {
        form_named_options(html, form, roles[i], parties.options, parties.count);
    }
    form_group_close(html);
    form_named_options(html, form, "unit", units.options, units.count);
    form_named(html, form, "public");
}

static const struct record_web pages = {
    .entity = &agreement_entity,
    .path = "/agreements",
    .place = PLACE_AGREEMENTS,
    .add = T("Registrar un convenio", "Record an agreement"),
    .correct = T("Corregir el convenio", "Correct the agreement"),
    .saved = T("Convenio guardado.", "Agreement saved."),
    .fields = draw_fields,
};

static enum tone state_tone(const struct agreement *agreement)
{
    if (agreement->record.annulled == ANSWER_YES) {
        return TONE_BAD;
    }
    return agreement_covers(agreement, clock_today()) ? TONE_OK
           : str_eq_c(agreement->state, "negotiation") ? TONE_WARN
                                                       : TONE_PLAIN;
}

static struct str state_word(struct visit *visit, const struct agreement *agreement)
{
    if (agreement->record.annulled == ANSWER_YES) {
        return text_in(TEXT("Anulado", "Annulled"), visit->lang);
    }
    return field_display(visit->arena, shape_find(&agreement_entity.shape, S("state")), agreement, visit->lang);
}

static struct str validity(struct visit *visit, const struct agreement *agreement)
{
    if (date_is_none(agreement->valid_from) && date_is_none(agreement->valid_to)) {
        return STR_NONE;
    }
    return str_format(visit->arena, STR_FMT " – " STR_FMT, STR_ARG(date_display(visit->arena, agreement->valid_from)),
                      STR_ARG(date_display(visit->arena, agreement->valid_to)));
}

static struct str party_names(struct visit *visit, const struct refs *refs)
{
    struct buf names = BUF(visit->arena);
    for (size_t i = 0; i < refs->len; i++) {
        buf_put_c(&names, i == 0 ? "" : ", ");
        buf_put(&names, str_is_empty(refs->items[i].label) ? refs->items[i].code : refs->items[i].label);
    }
    return buf_str(&names);
}

static enum err list_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct record_list_input in = {.after = request_query(req, "after"), .limit = 50};
    struct list list = {.total = INT_NONE};
    TRY(visit_run(&visit, op_find(S("agreement.list")), &in, &list));
    bool may = record_web_may_write(&visit, &pages);
    struct page_link add;
    party_web_add_action(&visit, may, &add, "/agreements/new", pages.add);
    visit_page(&visit, TEXT("Convenios", "Agreements"), PLACE_AGREEMENTS);
    party_web_tabs(&visit, PARTY_TAB_AGREEMENTS);
    struct html *html = visit.html;
    if (list.rows.len == 0 && str_is_empty(in.after)) {
        page_empty(html, TR(html, "Ningún convenio todavía", "No agreement yet"),
                   TR(html, "Registre el primero: los servicios podrán decir quién los paga.",
                      "Record the first one: services can then say who pays for them."),
                   may ? URL(visit.arena, "/agreements/new") : (struct url){STR_NONE}, text_in(pages.add, visit.lang));
        return visit_end(&visit);
    }
    H(html, "<p>");
    h_link(html, URL(visit.arena, "/agreements/due"), TR(html, "Lo que vence en los próximos 60 días", "What falls due in the next 60 days"));
    H(html, "</p>");
    static const struct column columns[] = {
        {.label = T("Convenio", "Agreement")},
        {.label = T("Financian", "Funders")},
        {.label = T("Operan", "Operators"), .minor = true},
        {.label = T("Vigencia", "Validity")},
        {.label = T("Estado", "State")},
    };
    struct table table = {.caption = TR(html, "Convenios", "Agreements"), .caption_hidden = true, .columns = columns,
                          .count = COUNT_OF(columns), .total = INT_NONE};
    if (!str_is_empty(list.next)) {
        table.next = URL(visit.arena, "/agreements?after={}", list.next);
    }
    if (!str_is_empty(in.after)) {
        table.first = URL(visit.arena, "/agreements");
    }
    table_open(html, &table);
    const struct agreement *agreements = list.rows.items;
    for (size_t i = 0; i < list.rows.len; i++) {
        table_row(html, &table);
        table_link_note(html, &table, record_web_url(visit.arena, &pages, agreements[i].record.code), agreements[i].title,
                        agreements[i].record.code);
        table_text(html, &table, party_names(&visit, &agreements[i].funders));
        table_text(html, &table, party_names(&visit, &agreements[i].operators));
        table_text(html, &table, validity(&visit, &agreements[i]));
        table_chip(html, &table, state_tone(&agreements[i]), state_word(&visit, &agreements[i]));
        table_row_end(html, &table);
    }
    table_close(html, &table);
    return visit_end(&visit);
}

static void show_parties(struct visit *visit, const struct agreement *agreement)
{
    const struct {
        struct text label;
        const struct refs *refs;
    } roles[] = {
        {T("Financian", "Funders"), &agreement->funders},
        {T("Operan", "Operators"), &agreement->operators},
        {T("Cooperan", "Co-operators"), &agreement->cooperators},
        {T("Se benefician", "Beneficiaries"), &agreement->beneficiaries},
    };
    struct html *html = visit->html;
    H(html, "<section class=\"card\"><h2>");
    HT(html, "Las partes", "The parties");
    H(html, "</h2>");
    page_facts_open(html);
    for (size_t i = 0; i < COUNT_OF(roles); i++) {
        H(html, "<div><dt>");
        h_t(html, roles[i].label);
        H(html, "</dt><dd>");
        for (size_t k = 0; k < roles[i].refs->len; k++) {
            const struct ref *ref = &roles[i].refs->items[k];
            if (k > 0) {
                H(html, "<br>");
            }
            h_link(html, URL(visit->arena, "/organisations/{}", ref->code), str_is_empty(ref->label) ? ref->code : ref->label);
        }
        if (roles[i].refs->len == 0) {
            H(html, "—");
        }
        H(html, "</dd></div>");
    }
    page_facts_close(html);
    H(html, "</section>");
}

/* ---- the parts of an agreement ------------------------------------------------------------------------------ */

static const char *const keeping[] = {"code", NULL};
#define KEEPING {.legend = T("Código", "Code"), .names = keeping, .folded = true}, {.names = NULL}

static const char *const contribution_first[] = {"agreement", "organisation", "kind", "amount", "description", NULL};
static const struct desk_group contribution_groups[] = {{.names = contribution_first}, KEEPING};
static const char *const contribution_columns[] = {"organisation", "kind", "amount", "description", NULL};
static const struct desk_noun contribution_noun = {
    .name = "contribution", .entity = &contribution_entity, .path = "contributions", .place = PLACE_AGREEMENTS, .write = PERM_AGREEMENT_WRITE,
    .new_title = T("Nuevo aporte", "New contribution"), .edit_title = T("Corregir el aporte", "Correct the contribution"),
    .saved = T("Aporte guardado.", "Contribution saved."), .list = "/agreements", .list_label = T("Convenios", "Agreements"),
    .groups = contribution_groups, .begin = desk_table_begin, .draw = desk_table_draw,
};
static const char *const instalment_first[] = {"agreement", "number", "organisation", "planned_on", "amount", "condition", NULL};
static const struct desk_group instalment_groups[] = {{.names = instalment_first}, KEEPING};
static const char *const instalment_columns[] = {"planned_on", "organisation", "amount", "state", "received", NULL};
static const struct desk_noun instalment_noun = {
    .name = "instalment", .entity = &instalment_entity, .path = "instalments", .place = PLACE_AGREEMENTS, .write = PERM_AGREEMENT_WRITE,
    .new_title = T("Nueva cuota", "New instalment"), .edit_title = T("Corregir la cuota", "Correct the instalment"),
    .saved = T("Cuota guardada.", "Instalment saved."), .list = "/agreements", .list_label = T("Convenios", "Agreements"),
    .groups = instalment_groups, .begin = desk_table_begin, .draw = desk_table_draw,
};
static const char *const report_first[] = {"agreement", "kind", "from_on", "to_on", "due_on", "addressee", NULL};
static const struct desk_group report_groups[] = {{.names = report_first}, KEEPING};
static const char *const report_columns[] = {"due_on", "kind", "from_on", "to_on", "state", NULL};
static const struct desk_noun report_noun = {
    .name = "agreement_report", .entity = &agreement_report_entity, .path = "agreement_reports", .place = PLACE_AGREEMENTS,
    .write = PERM_AGREEMENT_WRITE, .new_title = T("Nuevo informe", "New report"), .edit_title = T("Corregir el informe", "Correct the report"),
    .saved = T("Informe guardado.", "Report saved."), .list = "/agreements", .list_label = T("Convenios", "Agreements"),
    .groups = report_groups, .begin = desk_table_begin, .draw = desk_table_draw,
};
static const char *const addendum_first[] = {"agreement", "number", "signed_on", "subject", "valid_to", "amount", "document", NULL};
static const struct desk_group addendum_groups[] = {{.names = addendum_first}, KEEPING};
static const char *const addendum_columns[] = {"subject", "signed_on", "valid_to", "amount", NULL};
static const struct desk_noun addendum_noun = {
    .name = "addendum", .entity = &addendum_entity, .path = "addenda", .place = PLACE_AGREEMENTS, .write = PERM_AGREEMENT_WRITE,
    .new_title = T("Nueva adenda", "New addendum"), .edit_title = T("Corregir la adenda", "Correct the addendum"),
    .saved = T("Adenda guardada.", "Addendum saved."), .list = "/agreements", .list_label = T("Convenios", "Agreements"),
    .groups = addendum_groups, .begin = desk_table_begin, .draw = desk_table_draw,
};
static const char *const target_first[] = {"agreement", "indicator", "from_on", "to_on", "count", "amount", "decided_on", "basis", NULL};
static const struct desk_group target_groups[] = {{.names = target_first}, KEEPING};
static const char *const target_columns[] = {"indicator", "from_on", "to_on", "count", "amount", "version_number", NULL};

static bool draw_target(struct visit *visit, const struct desk_form *form, const struct field *field)
{
    return target_web_draw(visit, form, field) || desk_table_draw(visit, form, field);
}
static const struct desk_noun target_noun = {
    .name = "agreement_target", .entity = &agreement_target_entity, .path = "agreement_targets", .place = PLACE_AGREEMENTS,
    .write = PERM_AGREEMENT_WRITE, .new_title = T("Nueva meta", "New target"), .edit_title = T("Corregir la meta", "Correct the target"),
    .saved = T("Meta guardada.", "Target saved."), .list = "/agreements", .list_label = T("Convenios", "Agreements"),
    .groups = target_groups, .begin = desk_table_begin, .draw = draw_target,
};
#define PART_TABLE(part, title_)                                                                                      \
    static const struct desk_table part##_table = {.noun = &part##_noun, .columns = part##_columns, .title = title_,  \
                                                   .only_within = true,                                               \
                                                   .empty = T("Se registran en su convenio.", "They are recorded in their agreement.")}
PART_TABLE(contribution, "organisation");
PART_TABLE(instalment, "planned_on");
PART_TABLE(report, "due_on");
PART_TABLE(addendum, "subject");
PART_TABLE(target, "indicator");

/* The agreement's steps and refusals use the desk; its forms are its own. */
static const struct desk_noun agreement_noun = {
    .name = "agreement", .entity = &agreement_entity, .path = "agreements", .place = PLACE_AGREEMENTS, .write = PERM_AGREEMENT_WRITE,
    .saved = T("Convenio guardado.", "Agreement saved."), .list = "/agreements", .list_label = T("Convenios", "Agreements"),
};

static enum tone tone_of_light(struct str light)
{
    return str_eq(light, S("green")) ? TONE_OK : str_eq(light, S("amber")) ? TONE_WARN : TONE_BAD;
}

static void put_achievement(struct visit *visit, const struct alliance_target *line)
{
    struct html *html = visit->html;
    if (line->percent == INT_NONE) {
        H(html, "—");
        return;
    }
    struct str percent = str_format(visit->arena, "%lld %%", (long long)(line->percent / 100));
    struct str light = desk_word(visit, target_lights, line->light);
    chart_meter(html, line->percent, tone_of_light(line->light), str_format(visit->arena, STR_FMT " (" STR_FMT ")", STR_ARG(percent), STR_ARG(light)));
    h_text(html, str_format(visit->arena, STR_FMT " · " STR_FMT, STR_ARG(percent), STR_ARG(light)));
}

/* The targets of single months: a line for each indicator and year, a column for each month. The rows come sorted by indicator. */
static void put_months(struct visit *visit, const struct rows *rows)
{
    struct html *html = visit->html;
    struct column columns[13] = {{.label = T("Indicador", "Indicator")}};
    for (int month = 1; month <= 12; month++) {
        columns[month].number = true;
        for (enum lang lang = LANG_ES; lang <= LANG_EN; lang++) {
            struct str name = str_of(date_month_name(month, lang));
            *(lang == LANG_EN ? &columns[month].label.en : &columns[month].label.es) = str_c(visit->arena, str_slice(name, 0, 3));
        }
    }
    struct table table = {.caption = TR(html, "Metas de cada mes: resultado y meta", "Targets of each month: result and target"), .columns = columns,
                          .count = COUNT_OF(columns), .total = INT_NONE, .plain = true};
    const struct alliance_target *lines = rows->items;
    H(html, "<section class=\"card\">");
    table_open(html, &table);
    for (size_t i = 0; i < rows->len; i++) {
        const struct alliance_target *months[12] = {NULL};
        const struct alliance_target *first = &lines[i];
        if (!date_is_month(first->from, first->to)) {
            continue;
        }
        bool shown = false; /* by an earlier line of the same indicator and year */
        for (size_t k = 0; k < rows->len; k++) {
            const struct alliance_target *line = &lines[k];
            if (str_eq(line->indicator, first->indicator) && line->from.year == first->from.year && date_is_month(line->from, line->to)) {
                shown = shown || k < i;
                months[line->from.month - 1] = line;
            }
        }
        if (shown) {
            continue;
        }
        table_row(html, &table);
        table_text(html, &table, str_format(visit->arena, STR_FMT " %d", STR_ARG(text_in(first->label, visit->lang)), first->from.year));
        for (size_t month = 0; month < COUNT_OF(months); month++) {
            table_cell_open(html, &table);
            if (months[month] != NULL) {
                h_text(html, str_format(visit->arena, STR_FMT " / " STR_FMT, STR_ARG(chart_value(visit->arena, months[month]->result)),
                                        STR_ARG(chart_value(visit->arena, months[month]->target))));
                if (months[month]->percent != INT_NONE) {
                    chart_meter(html, months[month]->percent, tone_of_light(months[month]->light),
                                desk_word(visit, target_lights, months[month]->light));
                }
            }
            table_cell_close(html, &table);
        }
        table_row_end(html, &table);
    }
    table_close(html, &table);
    H(html, "</section>");
}

static void put_targets(struct visit *visit, const struct rows *rows)
{
    static const struct column columns[] = {
        {.label = T("Indicador", "Indicator")},
        {.label = T("Período", "Period")},
        {.label = T("Meta", "Target"), .number = true},
        {.label = T("Resultado", "Result"), .number = true},
        {.label = T("Cumplimiento", "Achievement")},
    };
    enum { MONTHS_LISTED = 3 }; /* so many targets of single months stand in the list, more in a table of their own */
    struct html *html = visit->html;
    struct table table = {.caption = TR(html, "Metas y resultados", "Targets and results"), .columns = columns, .count = COUNT_OF(columns),
                          .total = INT_NONE};
    const struct alliance_target *lines = rows->items;
    size_t monthly = 0;
    for (size_t i = 0; i < rows->len; i++) {
        monthly += date_is_month(lines[i].from, lines[i].to) ? 1 : 0;
    }
    bool apart = monthly > MONTHS_LISTED;
    H(html, "<section class=\"card\">");
    table_open(html, &table);
    for (size_t i = 0; i < rows->len; i++) {
        const struct alliance_target *line = &lines[i];
        if (apart && date_is_month(line->from, line->to)) {
            continue;
        }
        table_row(html, &table);
        table_text(html, &table, text_in(line->label, visit->lang));
        table_text(html, &table, date_span(visit->arena, line->from, line->to, visit->lang));
        table_value(html, &table, line->target);
        table_value(html, &table, line->result);
        table_cell_open(html, &table);
        put_achievement(visit, line);
        table_cell_close(html, &table);
        table_row_end(html, &table);
    }
    table_close(html, &table);
    H(html, "<p class=\"note\">");
    HT(html, "Verde desde 95 % de la meta, ámbar desde 80 %, rojo por debajo.", "Green from 95 % of the target, amber from 80 %, red below.");
    H(html, "</p></section>");
    if (apart) {
        put_months(visit, rows);
    }
}

static void put_money(struct visit *visit, const struct rows *rows)
{
    static const struct column columns[] = {
        {.label = T("Parte", "Party")},
        {.label = T("Comprometido en efectivo", "Committed in cash"), .number = true},
        {.label = T("Cuotas previstas", "Instalments planned"), .number = true},
        {.label = T("Recibido", "Received"), .number = true},
        {.label = T("En especie (aparte)", "In kind (apart)"), .number = true},
    };
    struct html *html = visit->html;
    struct table table = {.caption = TR(html, "Dinero por parte", "Money by party"), .columns = columns, .count = COUNT_OF(columns),
                          .total = INT_NONE};
    const struct alliance_party *lines = rows->items;
    struct money sums[4] = {MONEY_NONE, MONEY_NONE, MONEY_NONE, MONEY_NONE};
    H(html, "<section class=\"card\">");
    table_open(html, &table);
    for (size_t i = 0; i < rows->len; i++) {
        const struct money amounts[] = {lines[i].cash, lines[i].planned, lines[i].received, lines[i].in_kind};
        table_row(html, &table);
        table_link(html, &table, URL(visit->arena, "/organisations/{}", lines[i].organisation), lines[i].name);
        for (size_t k = 0; k < COUNT_OF(amounts); k++) {
            table_money(html, &table, amounts[k]);
            sums[k] = money_is_none(amounts[k]) ? sums[k] : money_add(sums[k], amounts[k]);
        }
        table_row_end(html, &table);
    }
    table_foot(html, &table);
    table_row(html, &table);
    table_text(html, &table, TR(html, "En total", "In all"));
    for (size_t k = 0; k < COUNT_OF(sums); k++) {
        table_money(html, &table, sums[k]);
    }
    table_row_end(html, &table);
    table_close(html, &table);
    H(html, "<p class=\"note\">");
    HT(html, "Es dinero propio de la agencia: no entra en los recursos movilizados. Lo que es en especie no se suma a lo que es en efectivo.",
       "It is the agency's own money: it does not enter the resources mobilised. What is in kind is not added to cash.");
    H(html, "</p></section>");
}

static void put_shared(struct visit *visit, const struct rows *rows)
{
    static const struct column columns[] = {
        {.label = T("Convenio", "Agreement")}, {.label = T("Servicios que ambos pagan", "Services that both pay"), .number = true}};
    struct html *html = visit->html;
    struct table table = {.caption = TR(html, "Compartido con otros convenios", "Shared with other agreements"), .columns = columns,
                          .count = COUNT_OF(columns), .total = INT_NONE};
    const struct alliance_shared *lines = rows->items;
    H(html, "<section class=\"card\">");
    table_open(html, &table);
    for (size_t i = 0; i < rows->len; i++) {
        table_row(html, &table);
        table_link_note(html, &table, URL(visit->arena, "/agreements/{}", lines[i].agreement), lines[i].title, lines[i].agreement);
        table_count(html, &table, lines[i].services);
        table_row_end(html, &table);
    }
    table_close(html, &table);
    H(html, "<p class=\"note\">");
    HT(html, "Cada informe los muestra; en la cifra de la agencia cuentan una sola vez.",
       "Each report shows them; in the agency's figure they count once.");
    H(html, "</p></section>");
}

/* The calendar of reports is planned at once, from the validity. */
static void put_plan(struct visit *visit, const struct agreement *agreement)
{
    struct html *html = visit->html;
    const struct op *op = op_find(S("agreement_report.plan"));
    struct form_view view = {
        .action = URL(visit->arena, "/agreements/{}/plan-reports", agreement->record.code),
        .csrf = visit->csrf,
        .request_id = id_format(visit->arena, id_new()),
        .version = INT_NONE,
        .shape = op->input,
        .id_prefix = S("plan-"),
    };
    H(html, "<section class=\"card screen\"><details><summary>");
    HT(html, "Planificar el calendario de informes", "Plan the calendar of reports");
    H(html, "</summary>");
    form_open(html, &view);
    form_named(html, &view, "kind");
    form_named(html, &view, "days");
    form_close(html, &view, TR(html, "Planificar", "Plan"), (struct url){STR_NONE});
    H(html, "</details></section>");
}

static enum err put_parts(struct visit *visit, const struct agreement *agreement)
{
    const struct desk_part parts[] = {
        {.noun = &target_noun, .op = "agreement_target.of_agreement", .columns = target_columns, .heading = T("Metas acordadas", "Targets agreed"),
         .add = T("Registrar una meta", "Record a target"), .folded = true},
        {.noun = &contribution_noun, .op = "contribution.of_agreement", .columns = contribution_columns,
         .heading = T("Aportes de las partes", "Contributions of the parties"), .add = T("Registrar un aporte", "Record a contribution"), .folded = true},
        {.noun = &instalment_noun, .op = "instalment.of_agreement", .columns = instalment_columns, .heading = T("Cuotas", "Instalments"),
         .add = T("Registrar una cuota", "Record an instalment"), .folded = true},
        {.noun = &report_noun, .op = "agreement_report.of_agreement", .columns = report_columns, .heading = T("Informes", "Reports"),
         .add = T("Registrar un informe", "Record a report"), .folded = true},
        {.noun = &addendum_noun, .op = "addendum.of_agreement", .columns = addendum_columns, .heading = T("Adendas", "Addenda"),
         .add = T("Registrar una adenda", "Record an addendum"), .folded = true},
    };
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        TRY(desk_table_part(visit, &parts[i], &agreement->record));
    }
    if (record_web_may_write(visit, &pages) && agreement->record.annulled != ANSWER_YES) {
        put_plan(visit, agreement);
    }
    return ERR_OK;
}

static enum err detail_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct agreement agreement;
    struct alliance_report report;
    TRY(record_web_get(&visit, &pages, &agreement));
    shape_clear(&alliance_report_shape, &report);
    TRY(desk_ask(&visit, "agreement.report", DESK_VALUES({"code", agreement.record.code}), &report));
    struct page_link crumb = {.label = text_in(TEXT("Convenios", "Agreements"), visit.lang), .url = URL(visit.arena, "/agreements")};
    struct page_link actions[] = {
        {.label = text_in(TEXT("Sus resultados", "Its results"), visit.lang),
         .url = URL(visit.arena, "/results?agreement={}", agreement.record.code)},
        {.label = text_in(TEXT("Informe", "Report"), visit.lang),
         .url = URL(visit.arena, "/reports/agreement?agreement={}", agreement.record.code)},
        {.label = text_in(TEXT("Su ejecución", "Its execution"), visit.lang),
         .url = URL(visit.arena, "/agreements/{}/execution", agreement.record.code)},
        {.label = text_in(TEXT("Corregir", "Correct"), visit.lang),
         .url = URL(visit.arena, "/agreements/{}/edit", agreement.record.code), .primary = true},
    };
    visit.page.crumbs = &crumb;
    visit.page.crumb_count = 1;
    visit.page.actions = actions;
    visit.page.action_count = record_web_may_write(&visit, &pages) ? COUNT_OF(actions) : COUNT_OF(actions) - 1;
    visit.page.lead = agreement.programme;
    visit_page(&visit, (struct text){str_c(visit.arena, agreement.title), NULL}, PLACE_AGREEMENTS);
    struct html *html = visit.html;
    H(html, "<div class=\"half\"><section class=\"card\">");
    page_facts_open(html);
    page_fact_chip(html, TR(html, "Estado", "State"), state_tone(&agreement), state_word(&visit, &agreement));
    static const char *const except[] = {"title", "programme", "state", "funders", "operators", "cooperators", "beneficiaries",
                                         "annulled", "annul_reason", NULL};
    page_facts_shape(html, &agreement_entity.shape, &agreement, except);
    page_facts_close(html);
    H(html, "</section>");
    show_parties(&visit, &agreement);
    H(html, "</div>");
    if (report.targets.len > 0) {
        put_targets(&visit, &report.targets);
    }
    if (report.parties.len > 0) {
        put_money(&visit, &report.parties);
    }
    if (report.shared.len > 0) {
        put_shared(&visit, &report.shared);
    }
    TRY(put_parts(&visit, &agreement));
    evidence_panel(&visit, agreement_entity.dataset, agreement.record.code);
    desk_flow_steps(&visit, &agreement_noun, &agreement);
    record_web_annulment(&visit, &pages, &agreement);
    return visit_end(&visit);
}

static enum err plan_post(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    struct str code = request_param(req, "code");
    struct list added = {0};
    enum err err = desk_change(&visit, "agreement_report.plan",
                               DESK_VALUES({"code", code}, {"kind", form_get(visit.form, "kind")}, {"days", form_get(visit.form, "days")}),
                               &added);
    if (err == ERR_OK) {
        return visit_go(&visit, URL(visit.arena, "/agreements/{}", code), TEXT("Calendario planificado.", "Calendar planned."));
    }
    return err == ERR_INVALID ? desk_refuse(&visit, &agreement_noun, code, err) : err;
}

/* ---- what falls due ------------------------------------------------------------------------------------------------ */

static enum err alerts_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct list list = {0};
    TRY(desk_ask(&visit, "agreement.alerts", NULL, 0, &list));
    struct page_link crumb = {.label = text_in(TEXT("Convenios", "Agreements"), visit.lang), .url = URL(visit.arena, "/agreements")};
    visit.page.crumbs = &crumb;
    visit.page.crumb_count = 1;
    visit_page(&visit, TEXT("Lo que vence en los convenios", "What falls due in agreements"), PLACE_AGREEMENTS);
    struct html *html = visit.html;
    if (list.rows.len == 0) {
        page_empty(html, TR(html, "Nada vence en los próximos 60 días", "Nothing falls due in the next 60 days"), STR_NONE, (struct url){STR_NONE},
                   STR_NONE);
        return visit_end(&visit);
    }
    static const struct column columns[] = {
        {.label = T("Convenio", "Agreement")}, {.label = T("Qué", "What")}, {.label = T("Fecha", "Date")}, {.label = T("Faltan", "Left")}};
    struct table table = {.caption = TR(html, "Por fecha", "By date"), .caption_hidden = true, .columns = columns, .count = COUNT_OF(columns),
                          .total = INT_NONE};
    const struct alliance_alert *rows = list.rows.items;
    H(html, "<section class=\"card\">");
    table_open(html, &table);
    for (size_t i = 0; i < list.rows.len; i++) {
        int64_t days = rows[i].days;
        table_row(html, &table);
        table_link_note(html, &table, desk_record_url(visit.arena, rows[i].dataset, rows[i].code), rows[i].title, rows[i].code);
        table_text(html, &table, desk_word(&visit, alliance_alert_kinds, rows[i].kind));
        table_date(html, &table, rows[i].due);
        struct text words = days < 0 ? text_format(visit.arena, TEXT("%lld días de atraso", "%lld days late"), (long long)-days)
                                     : text_format(visit.arena, TEXT("%lld días", "%lld days"), (long long)days);
        table_chip(html, &table, days < 0 ? TONE_BAD : days <= 30 ? TONE_WARN : TONE_PLAIN, text_in(words, visit.lang));
        table_row_end(html, &table);
    }
    table_close(html, &table);
    H(html, "</section>");
    return visit_end(&visit);
}

static enum err new_form(struct request *req, struct response *resp)
{
    return record_web_new(req, resp, &pages);
}

static enum err add_form(struct request *req, struct response *resp)
{
    return record_web_add(req, resp, &pages);
}

static enum err edit_form(struct request *req, struct response *resp)
{
    return record_web_edit(req, resp, &pages);
}

static enum err set_form(struct request *req, struct response *resp)
{
    return record_web_set(req, resp, &pages);
}

static enum err annul_form(struct request *req, struct response *resp)
{
    return record_web_annul(req, resp, &pages);
}

const struct route agreement_routes[] = {
    {.method = METHOD_GET, .pattern = "/agreements", .handler = list_page},
    {.method = METHOD_GET, .pattern = "/agreements/new", .handler = new_form},
    {.method = METHOD_POST, .pattern = "/agreements/new", .handler = add_form},
    {.method = METHOD_GET, .pattern = "/agreements/due", .handler = alerts_page},
    {.method = METHOD_GET, .pattern = "/agreements/{code}", .handler = detail_page},
    {.method = METHOD_POST, .pattern = "/agreements/{code}/plan-reports", .handler = plan_post},
    {.method = METHOD_POST, .pattern = "/agreements/{code}/move/{move}", .handler = desk_flow_post, .data = &agreement_noun},
    {.method = METHOD_GET, .pattern = "/agreements/{code}/edit", .handler = edit_form},
    {.method = METHOD_POST, .pattern = "/agreements/{code}/edit", .handler = set_form},
    {.method = METHOD_POST, .pattern = "/agreements/{code}/annul", .handler = annul_form},
    DESK_TABLE_ROUTES("/contributions", contribution_table),
    DESK_ROUTES("/contributions", contribution_noun),
    DESK_TABLE_ROUTES("/instalments", instalment_table),
    DESK_ROUTES("/instalments", instalment_noun),
    DESK_TABLE_ROUTES("/agreement_reports", report_table),
    DESK_ROUTES("/agreement_reports", report_noun),
    DESK_TABLE_ROUTES("/addenda", addendum_table),
    DESK_ROUTES("/addenda", addendum_noun),
    DESK_TABLE_ROUTES("/agreement_targets", target_table),
    DESK_ROUTES("/agreement_targets", target_noun),
};
const size_t agreement_route_count = COUNT_OF(agreement_routes);
