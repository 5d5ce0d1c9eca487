#include "coordination/membership.h"
#include "core/record.h"
#include "party/organisation.h"
#include "reports/reports.h"

/* The good-practice sheet (domain.md 6, D44): its six headings, written from what is recorded and from nothing else. */

struct input {
    struct str organisation;
    struct date from;
    struct date to;
};
static const struct field fields[] = {
    FIELD_TEXT(struct input, organisation, .required = true, .max = 100, .label = T("Agencia (organización)", "Agency (organisation)")),
    REPORTS_PERIOD(struct input),
};
const struct shape on_sheet_shape = SHAPE("report_sheet_input", struct input, fields);

/* What membership.composition takes. */
struct on_day {
    struct date on;
};

/* "noviembre de 2012", "November 2012". */
static struct str month_of(struct ctx *ctx, struct date date)
{
    return str_format(ctx->arena, ctx->lang == LANG_ES ? "%s de %d" : "%s %d", date_month_name(date.month, ctx->lang), (int)date.year);
}

static void put_background(struct ctx *ctx, struct report *report, const struct organisation *agency)
{
    bool es = ctx->lang == LANG_ES;
    report_heading(report, TEXT("Antecedentes", "Background"));
    if (!date_is_none(agency->promoted_on)) {
        report_text(report, TEXT_NONE, str_format(ctx->arena, "%s" STR_FMT ".", es ? "La agencia fue promovida en " : "The agency was founded in ",
                                                  STR_ARG(month_of(ctx, agency->promoted_on))));
    }
    if (!date_is_none(agency->constituted_on)) {
        report_text(report, TEXT_NONE, str_format(ctx->arena, "%s" STR_FMT ".", es ? "Se constituyó en " : "It was constituted in ",
                                                  STR_ARG(month_of(ctx, agency->constituted_on))));
    }
    if (date_is_none(agency->promoted_on) && date_is_none(agency->constituted_on)) {
        report_note(report, TEXT("La organización no dice cuándo se promovió ni cuándo se constituyó.",
                                 "The organisation does not say when it was founded or constituted."));
    }
}

static void put_agreement(struct ctx *ctx, struct report *report, const struct agreement *agreement)
{
    struct buf funders = BUF(ctx->arena);
    for (size_t i = 0; i < agreement->funders.len; i++) {
        const struct ref *ref = &agreement->funders.items[i];
        buf_put_c(&funders, i == 0 ? "" : "; ");
        buf_put(&funders, str_is_empty(ref->label) ? ref->code : ref->label);
    }
    report_cell(report, agreement->title);
    report_cell(report, agreement->programme);
    report_cell(report, buf_str(&funders));
    report_cell_date(report, agreement->valid_from);
    report_cell_date(report, agreement_last_day(agreement));
}

/* What it does with whom: the agreements in force in the period, and how many members it has. */
static enum err put_description(struct ctx *ctx, struct report *report, const struct organisation *agency, const struct input *input)
{
    static const struct report_head heads[] = {
        {T("Convenio", "Agreement"), 34, false}, {T("Programa", "Programme"), 18, false}, {T("Financian", "Funders"), 34, false},
        {T("Desde", "From"), 12, false},         {T("Hasta", "Until"), 12, false}};
    struct rows pairs;
    struct composition members;
    const struct on_day on = {input->to};
    shape_clear(&composition_shape, &members);
    TRY(reports_ask(ctx, "membership.composition", &on, &members));
    TRY(reports_store_party_pairs(ctx, agency->record.agency, input->from, input->to, &pairs));
    report_heading(report, TEXT("Descripción", "Description"));
    if (members.members > 0) {
        report_text(report, TEXT("Socios:", "Members:"), str_format(ctx->arena, "%lld, %lld %s", (long long)members.members, (long long)members.public_members,
                                                                   ctx->lang == LANG_ES ? "del sector público" : "of the public side"));
    }
    const struct reports_party *rows = pairs.items;
    report_table(report, TEXT("Convenios vigentes en el período", "Agreements in force in the period"), heads, COUNT_OF(heads));
    for (size_t i = 0; i < pairs.len; i++) {
        bool seen = false;
        for (size_t k = 0; k < i && !seen; k++) {
            seen = id_eq(rows[k].agreement, rows[i].agreement);
        }
        struct agreement *agreement = shape_new(ctx->arena, &agreement_entity.shape);
        enum err err = seen ? ERR_NOT_FOUND : record_find_id(ctx, &agreement_entity, rows[i].agreement, agreement);
        if (err == ERR_OK) {
            TRY(record_label(ctx, &agreement_entity, agreement, 1));
            put_agreement(ctx, report, agreement);
        } else if (err != ERR_NOT_FOUND) {
            return err;
        }
    }
    report_end_table(report, TEXT("Ningún convenio vigente en el período.", "No agreement in force in the period."));
    return ERR_OK;
}

static const struct statement_figure *figure_of(const struct statement *statement, const char *code)
{
    const struct statement_figure *figures = statement->figures.items;
    for (size_t i = 0; i < statement->figures.len; i++) {
        if (str_eq_c(figures[i].code, code)) {
            return &figures[i];
        }
    }
    return NULL;
}

/* Whom it brings together: parties of the agreements in force, by level and side. */
static void put_added_value(struct report *report, const struct statement *statement)
{
    static const struct report_head heads[] = {{T("Nivel y sector", "Level and side"), 50, false}, {T("Convenios", "Agreements"), 14, true}};
    const struct statement_figure *figure = figure_of(statement, "agreements_in_force");
    const struct statement_part *parts = figure == NULL ? NULL : figure->parts.items;
    report_heading(report, TEXT("Valor agregado", "Added value"));
    report_table(report, TEXT("Articulación de niveles y sectores", "Levels and sides brought together"), heads, COUNT_OF(heads));
    for (size_t i = 0; figure != NULL && i < figure->parts.len; i++) {
        report_cell_in(report, parts[i].label);
        report_cell_value(report, parts[i].value);
    }
    report_end_table(report, TEXT("Ningún convenio vigente el último día.", "No agreement in force on the last day."));
}

static void put_results(struct report *report, const struct statement *statement)
{
    static const char *const codes[] = {"municipalities_covered", "enterprises_advised", "enterprises_trained", "enterprises_assisted",
                                        "sales_increase", "financing_negotiated", "resources_mobilised"};
    static const struct report_head heads[] = {{T("Cifra", "Figure"), 50, false}, {T("Resultado", "Result"), 20, true}};
    report_heading(report, TEXT("Resultados", "Results"));
    report_table(report, TEXT("Resultados del período", "Results of the period"), heads, COUNT_OF(heads));
    for (size_t i = 0; i < COUNT_OF(codes); i++) {
        const struct statement_figure *figure = figure_of(statement, codes[i]);
        assert(figure != NULL);
        report_cell_in(report, figure->label);
        if (figure->hidden == ANSWER_YES) {
            report_cell_hidden(report);
        } else {
            report_cell_as(report, figure->value, statement_text_value(report->arena, figure->value, figure->measure));
        }
    }
    report_note(report, TEXT("Asesoradas, capacitadas y con asistencia técnica no se suman: una empresa pudo recibir las tres cosas.",
                             "Advised, trained and assisted are not added: an enterprise may have received all three."));
}

static void put_more(struct report *report, const struct organisation *agency)
{
    report_heading(report, TEXT("Para saber más", "To learn more"));
    report_text(report, TEXT_NONE, agency->website);
    report_text(report, TEXT_NONE, agency->email);
    report_text(report, TEXT_NONE, agency->phone);
    if (str_is_empty(agency->website) && str_is_empty(agency->email) && str_is_empty(agency->phone)) {
        report_note(report, TEXT("La organización no tiene sitio, correo ni teléfono registrados.",
                                 "The organisation has no site, e-mail or telephone recorded."));
    }
}

FALLIBLE on_sheet_run(struct ctx *ctx, const void *in, void *out)
{
    const struct input *input = in;
    struct report *report = out;
    struct organisation agency;
    struct statement statement;
    const struct statement_input question = {.from = input->from, .to = input->to, .map = S("then")};
    shape_clear(&organisation_entity.shape, &agency);
    shape_clear(&statement_shape, &statement);
    TRY(record_find_code(ctx, &organisation_entity, input->organisation, &agency));
    TRY(reports_ask(ctx, "results.statement", &question, &statement));
    report_begin(report, ctx, TEXT("Buena práctica", "Good practice"), agency.name);
    report->number = agency.record.code;
    report->unit = statement.unit;
    report_period(report, input->from, input->to);
    report_heading(report, TEXT("Título", "Title"));
    report_text(report, TEXT_NONE, str_format(ctx->arena, STR_FMT ": " STR_FMT, STR_ARG(text_in(statement.territory_name, ctx->lang)), STR_ARG(agency.name)));
    put_background(ctx, report, &agency);
    TRY(put_description(ctx, report, &agency, input));
    put_added_value(report, &statement);
    put_results(report, &statement);
    put_more(report, &agency);
    return ERR_OK;
}
