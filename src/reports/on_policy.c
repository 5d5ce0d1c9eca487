#include "policy/policy_tag.h"
#include "reports/reports.h"

/* What the territory did under each axis of a policy; what serves no action is said. */

struct input {
    struct str policy;
    struct date from;
    struct date to;
};
static const struct field fields[] = {
    FIELD_TEXT(struct input, policy, .required = true, .max = 100, .label = T("Política", "Policy")),
    REPORTS_PERIOD(struct input),
};
const struct shape on_policy_shape = SHAPE("report_policy_input", struct input, fields);

/* What policy.report takes. */
struct asked {
    struct str code;
    struct date from;
    struct date to;
};

static void put_line(struct ctx *ctx, struct report *report, const struct policy_report_line *line)
{
    const char *inset = str_eq(line->level, S("axis")) ? "" : str_eq(line->level, S("line")) ? "    " : "        ";
    const int64_t counts[] = {line->sessions, line->events, line->assistances, line->links, line->agreements, line->resolutions, line->total};
    report_cell(report, str_format(ctx->arena, "%s" STR_FMT "%s" STR_FMT "%s", inset, STR_ARG(line->number), str_is_empty(line->number) ? "" : " ",
                                   STR_ARG(line->name), line->confirmed == ANSWER_YES ? "" : ctx->lang == LANG_ES ? " (por confirmar)" : " (to be confirmed)"));
    for (size_t i = 0; i < COUNT_OF(counts); i++) {
        report_cell_count(report, counts[i]);
    }
}

FALLIBLE on_policy_run(struct ctx *ctx, const void *in, void *out)
{
    static const struct report_head heads[] = {
        {T("Eje, línea o acción", "Axis, line or action"), 50, false}, {T("Sesiones", "Sessions"), 11, true},
        {T("Eventos", "Events"), 11, true},                            {T("Asistencias", "Assistances"), 12, true},
        {T("Vínculos", "Links"), 11, true},                            {T("Convenios", "Agreements"), 12, true},
        {T("Acuerdos", "Resolutions"), 12, true},                      {T("En total", "In all"), 11, true},
    };
    static const struct report_head rest[] = {
        {T("Registros", "Records"), 30, false}, {T("En el período", "In the period"), 14, true},
        {T("Sirven a la política", "Serve the policy"), 16, true}, {T("Sin marcar", "Untagged"), 14, true}};
    const struct input *input = in;
    struct report *report = out;
    struct policy_report facts;
    const struct asked asked = {input->policy, input->from, input->to};
    shape_clear(&policy_report_shape, &facts);
    TRY(reports_ask(ctx, "policy.report", &asked, &facts));
    report_begin(report, ctx, TEXT("Lo que el territorio hizo bajo cada eje", "What the territory did under each axis"), facts.name);
    report->number = facts.code;
    report_period(report, facts.from, facts.to);
    if (facts.confirmed != ANSWER_YES) {
        report_note(report, TEXT("Los ejes de esta política están por confirmar con el texto oficial.",
                                 "The axes of this policy are still to be confirmed by the official text."));
    }
    report_table(report, TEXT("Por eje, línea y acción", "By axis, line and action"), heads, COUNT_OF(heads));
    const struct policy_report_line *lines = facts.lines.items;
    for (size_t i = 0; i < facts.lines.len; i++) {
        put_line(ctx, report, &lines[i]);
    }
    report_end_table(report, TEXT("La política no tiene ejes registrados.", "The policy has no axes recorded."));
    report_note(report, TEXT("Cada registro cuenta una vez en cada renglón, aunque sirva a varias acciones.",
                             "Each record counts once on each line, even if it serves several actions."));
    report_table(report, TEXT("Lo que no se ha marcado", "What is not tagged"), rest, COUNT_OF(rest));
    const struct policy_report_untagged *untagged = facts.untagged.items;
    for (size_t i = 0; i < facts.untagged.len; i++) {
        const struct choice *choice = choice_find(policy_tag_datasets, untagged[i].dataset);
        report_cell_in(report, choice == NULL ? TEXT_NONE : choice->label);
        report_cell_count(report, untagged[i].records);
        report_cell_count(report, untagged[i].tagged);
        report_cell_count(report, untagged[i].untagged);
    }
    return ERR_OK;
}
