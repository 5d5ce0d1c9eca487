#include "reports/reports.h"
#include "territory/territory.h"

/* What was done in a territory: for a municipality that is a member, or for any area that is asked for. */

struct input {
    struct str territory;
    struct date from;
    struct date to;
    struct str map;
};
static const struct field fields[] = {
    FIELD_TEXT(struct input, territory, .max = 80, .label = T("Territorio", "Territory"),
               .hint = T("Código o nombre; vacío: el suyo.", "Code or name; empty: your own.")),
    REPORTS_PERIOD(struct input),
    FIELD_CHOICE(struct input, map, .choices = statement_maps, .initial = "then", .label = T("Mapa", "Map")),
};
const struct shape on_territory_shape = SHAPE("report_territory_input", struct input, fields);

static enum err count_by(struct ctx *ctx, const struct statement_input *question, struct str map, struct str by, struct list *out)
{
    struct statement_cube_input in = {.question = *question, .by = by, .of = S("enterprises")};
    in.question.map = map;
    *out = (struct list){0};
    return reports_ask(ctx, "results.cube", &in, out);
}

static void put_cells(struct report *report, const struct statement_cell *cell)
{
    if (cell->hidden == ANSWER_YES) {
        report_cell_hidden(report);
        report_cell_hidden(report);
    } else {
        report_cell_count(report, cell->services);
        report_cell_count(report, cell->clients);
    }
}

static void put_by(struct report *report, struct text caption, struct text label, const struct list *list)
{
    const struct report_head heads[] = {
        {label, 44, false}, {T("Servicios", "Services"), 14, true}, {T("Empresas", "Enterprises"), 14, true}};
    const struct statement_cell *cells = list->rows.items;
    report_table(report, caption, heads, COUNT_OF(heads));
    for (size_t i = 0; i < list->rows.len; i++) {
        report_cell_in(report, cells[i].first_label);
        put_cells(report, &cells[i]);
    }
    report_end_table(report, TEXT("Ningún servicio en el período.", "No service in the period."));
}

/* Each district with the municipality that it was in on the last day, and the one of today. */
static void put_districts(struct ctx *ctx, struct report *report, const struct list *list, struct date on)
{
    static const struct report_head heads[] = {
        {T("Distrito", "District"), 26, false},
        {T("Municipio de entonces", "Municipality then"), 26, false},
        {T("Municipio de hoy", "Municipality today"), 26, false},
        {T("Servicios", "Services"), 12, true},
        {T("Empresas", "Enterprises"), 12, true},
    };
    const struct statement_cell *cells = list->rows.items;
    report_table(report, TEXT("Por distrito", "By district"), heads, COUNT_OF(heads));
    for (size_t i = 0; i < list->rows.len; i++) {
        struct str code = cells[i].first;
        bool known = territory_district(code) != NULL;
        report_cell_in(report, cells[i].first_label);
        report_cell(report, known ? territory_municipality_name(code, on) : STR_NONE);
        report_cell(report, known ? territory_municipality_name(code, ctx->today) : STR_NONE);
        put_cells(report, &cells[i]);
    }
    report_end_table(report, TEXT("Ningún servicio en el período.", "No service in the period."));
}

FALLIBLE on_territory_run(struct ctx *ctx, const void *in, void *out)
{
    const struct input *input = in;
    struct report *report = out;
    struct statement statement;
    struct list list;
    const struct statement_input question = {.from = input->from, .to = input->to, .territory = input->territory, .map = input->map};
    shape_clear(&statement_shape, &statement);
    TRY(reports_ask(ctx, "results.statement", &question, &statement));
    report_begin(report, ctx, TEXT("Lo que se hizo en el territorio", "What was done in the territory"), text_in(statement.territory_name, ctx->lang));
    report->number = statement.territory;
    report->unit = statement.unit;
    report_period(report, input->from, input->to);
    report_heading(report, TEXT("Resultados", "Results"));
    reports_figures(report, &statement);
    report_heading(report, TEXT("Qué y dónde", "What and where"));
    TRY(count_by(ctx, &question, input->map, S("kind"), &list));
    put_by(report, TEXT("Por clase de servicio", "By kind of service"), TEXT("Servicio", "Service"), &list);
    TRY(count_by(ctx, &question, input->map, S("district"), &list));
    put_districts(ctx, report, &list, input->to);
    TRY(count_by(ctx, &question, S("then"), S("municipality"), &list));
    put_by(report, TEXT("Municipios del mapa de entonces", "Municipalities on the map of then"), TEXT("Municipio", "Municipality"), &list);
    TRY(count_by(ctx, &question, S("today"), S("municipality"), &list));
    put_by(report, TEXT("Municipios del mapa de hoy", "Municipalities on the map of today"), TEXT("Municipio", "Municipality"), &list);
    if (ctx->scope.detail == DETAIL_AGGREGATE) {
        report_note(report, TEXT("«< 5» dice que fueron menos de cinco empresas, o que con esa cifra se sabría otra así.",
                                 "“< 5” says that they were fewer than five enterprises, or that the figure would give away another such."));
    }
    return ERR_OK;
}
