#include "policy/policy_tag.h"

#include "policy/policy.h"

struct report_input {
    struct str code;
    struct date from;
    struct date to;
};
static const struct field report_fields[] = {
    FIELD_TEXT(struct report_input, code, .required = true, .max = 100, .label = T("Código", "Code")),
    FIELD_DATE(struct report_input, from, .required = true, .label = T("Desde", "From")),
    FIELD_DATE(struct report_input, to, .required = true, .label = T("Hasta", "Until")),
};
static const struct shape report_input_shape = SHAPE("policy_report_input", struct report_input, report_fields);

enum { LINES_MOST = 2000 };
struct gathering {
    struct policy_report_line *lines;
    struct id *parts;
    size_t count;
};

static void take_count(void *data, struct id part, size_t kind, int64_t count)
{
    struct gathering *gathering = data;
    for (size_t i = 0; i < gathering->count; i++) {
        if (id_eq(gathering->parts[i], part)) {
            struct policy_report_line *line = &gathering->lines[i];
            int64_t *columns[POLICY_KINDS] = {&line->sessions, &line->events, &line->assistances, &line->links, &line->agreements, &line->resolutions,
                                                &line->applications};
            *columns[kind] = count;
            line->total += count;
            return;
        }
    }
}

static void add_line(struct ctx *ctx, struct gathering *gathering, const char *level, const struct record *record, struct str number, struct str es,
                     struct str en, enum answer confirmed)
{
    if (gathering->count < LINES_MOST) {
        gathering->parts[gathering->count] = record->id;
        gathering->lines[gathering->count++] = (struct policy_report_line){
            .level = str_of(level), .code = record->code, .number = number, .name = policy_name(es, en, ctx->lang), .confirmed = confirmed};
    }
}

static enum err gather(struct ctx *ctx, const struct policy *policy, struct gathering *out)
{
    struct id agency = policy->record.agency;
    struct list axes;
    TRY(children_of(ctx, &policy_axis_entity, agency, policy->record.id, 500, &axes));
    for (size_t a = 0; a < axes.rows.len; a++) {
        const struct policy_axis *axis = &((const struct policy_axis *)axes.rows.items)[a];
        add_line(ctx, out, "axis", &axis->record, axis->number, axis->name_es, axis->name_en, axis->confirmed);
        struct list lines;
        TRY(children_of(ctx, &policy_line_entity, agency, axis->record.id, 500, &lines));
        for (size_t l = 0; l < lines.rows.len; l++) {
            const struct policy_line *line = &((const struct policy_line *)lines.rows.items)[l];
            add_line(ctx, out, "line", &line->record, line->number, line->name_es, line->name_en, line->confirmed);
            struct list actions;
            TRY(children_of(ctx, &policy_action_entity, agency, line->record.id, 500, &actions));
            for (size_t k = 0; k < actions.rows.len; k++) {
                const struct policy_action *action = &((const struct policy_action *)actions.rows.items)[k];
                add_line(ctx, out, "action", &action->record, action->number, action->name_es, action->name_en, action->confirmed);
            }
        }
    }
    return ERR_OK;
}

static enum err run_report(struct ctx *ctx, const void *in, void *out)
{
    const struct report_input *input = in;
    struct policy_report *report = out;
    struct policy policy;
    if (date_cmp(input->from, input->to) > 0) {
        return ctx_fault(ctx, "to", date_iso(ctx->arena, input->to), TEXT("El período termina antes de comenzar.", "The period ends before it begins."),
                         TEXT("Corrija una de las dos fechas.", "Correct one of the two dates."));
    }
    TRY(record_find_code(ctx, &policy_entity, input->code, &policy));
    struct gathering gathering = {ARENA_ARRAY(ctx->arena, struct policy_report_line, LINES_MOST), ARENA_ARRAY(ctx->arena, struct id, LINES_MOST), 0};
    TRY(gather(ctx, &policy, &gathering));
    TRY(policy_tag_store_counts(ctx, policy.record.agency, policy.record.id, input->from, input->to, take_count, &gathering));
    struct policy_report_untagged *untagged = ARENA_ARRAY(ctx->arena, struct policy_report_untagged, POLICY_KINDS);
    TRY(policy_tag_store_untagged(ctx, policy.record.agency, policy.record.id, input->from, input->to, untagged));
    *report = (struct policy_report){
        .code = policy.record.code,
        .name = policy_name(policy.name_es, policy.name_en, ctx->lang),
        .confirmed = policy.confirmed,
        .from = input->from,
        .to = input->to,
        .lines = {gathering.lines, gathering.count},
        .untagged = {untagged, POLICY_KINDS},
    };
    return ERR_OK;
}

const struct op policy_tag_ops[] = {
    RECORD_OPS("policy_tag", "policy_tags", policy_tag_entity, PERM_AGREEMENT_READ, PERM_TAG, "que un registro sirve a una acción",
               "that a record serves an action", false),
    CHILDREN_OP("policy_tag", "tags", policy_tag_entity, "action", "policy_actions", PERM_AGREEMENT_READ, "lo que sirve a una acción",
                "what serves an action"),
    {.name = "policy.report", .http = "GET /policies/{code}/report",
     .label = T("Ver qué se hizo bajo cada eje de una política", "See what was done under each axis of a policy"),
     .permission = PERM_RESULTS_READ, .kind = OP_READ, .input = &report_input_shape, .output = &policy_report_shape, .answer = ANSWER_RECORD,
     .run = run_report},
};
const size_t policy_tag_op_count = COUNT_OF(policy_tag_ops);
