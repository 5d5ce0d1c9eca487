#include "reports/reports.h"

FALLIBLE reports_ask(struct ctx *ctx, const char *op, const void *in, void *out)
{
    const struct op *found = op_find(str_of(op));
    assert(found != NULL);
    return found->run(ctx, in, out);
}

FALLIBLE reports_check_period(struct ctx *ctx, struct date from, struct date to)
{
    if (date_cmp(from, to) <= 0) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "to", date_iso(ctx->arena, to), TEXT("El período termina antes de comenzar.", "The period ends before it begins."),
                     TEXT("Corrija una de las dos fechas.", "Correct one of the two dates."));
}

static void put_value(struct report *report, struct value value, struct str measure, enum answer hidden)
{
    if (hidden == ANSWER_YES) {
        report_cell_hidden(report);
    } else {
        report_cell_as(report, value, statement_text_value(report->arena, value, measure));
    }
}

void reports_figures(struct report *report, const struct statement *statement)
{
    static const struct report_head heads[] = {
        {T("Cifra", "Figure"), 44, false},
        {T("Resultado", "Result"), 18, true},
        {T("Con dato", "With data"), 18, true},
        {T("Verificados", "Verified"), 12, true},
    };
    report_table(report, TEXT("Resultados del período", "Results of the period"), heads, COUNT_OF(heads));
    const struct statement_figure *figures = statement->figures.items;
    for (size_t i = 0; i < statement->figures.len; i++) {
        const struct statement_figure *figure = &figures[i];
        if (figure->value.kind == VALUE_NONE && figure->hidden != ANSWER_YES) {
            continue;
        }
        report_cell_in(report, figure->label);
        put_value(report, figure->value, figure->measure, figure->hidden);
        report_cell(report, statement_text_data(report->arena, figure, report->in));
        int64_t verified = figure->verification.verified + figure->verification.validated;
        report_cell_count(report, figure->hidden == ANSWER_YES ? INT_NONE : verified);
        const struct statement_part *parts = figure->parts.items;
        for (size_t k = 0; k < figure->parts.len; k++) {
            if (parts[k].value.kind == VALUE_NONE && parts[k].hidden != ANSWER_YES) {
                continue;
            }
            report_cell(report, str_format(report->arena, "    " STR_FMT, STR_ARG(text_in(parts[k].label, report->in))));
            put_value(report, parts[k].value, parts[k].measure, parts[k].hidden);
            report_cell(report, STR_NONE);
            report_cell(report, STR_NONE);
        }
    }
    report_end_table(report, TEXT("Ningún registro del período puede responder.", "No record of the period can answer."));
    report_note(report, TEXT("Una empresa cuenta una vez en cada cifra, aunque haya recibido varios servicios; las cifras no se suman entre sí.",
                             "An enterprise counts once in each figure, however many services it received; the figures are not added."));
}
