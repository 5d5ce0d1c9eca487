#include "coordination/duty.h"

#include "core/flow.h"

struct complete_input {
    struct flow_input flow;
    struct date done_on;
    struct str evidence;
};
static const struct field complete_fields[] = {
    FLOW_FIELDS(struct complete_input),
    FIELD_DATE(struct complete_input, done_on, .required = true, .past = true, .label = T("Cumplida el", "Done on")),
    FIELD_TEXT(struct complete_input, evidence, .required = true, .max = 500, .label = T("Número o constancia", "Number or receipt")),
};
static const struct shape complete_shape = SHAPE("duty_complete", struct complete_input, complete_fields);

struct year_input {
    int64_t year;
};
static const struct field year_fields[] = {
    FIELD_INT(struct year_input, year, .required = true, .min = 1990, .max = 2100, .label = T("Año", "Year")),
};
static const struct shape year_shape = SHAPE("duty_year", struct year_input, year_fields);

static enum err run_year(struct ctx *ctx, const void *in, void *out)
{
    const struct year_input *input = in;
    int year = (int)input->year;
    return duty_store_between(ctx, DATE(year, 1, 1), DATE(year, 12, 31), out);
}

/* Adds the duties of the year that are not there yet: after it, those that are due because of it. */
static enum err run_plan(struct ctx *ctx, const void *in, void *out)
{
    const struct year_input *input = in;
    struct duty *added = ARENA_ARRAY(ctx->arena, struct duty, duty_plan_count);
    size_t count = 0;
    for (size_t i = 0; i < duty_plan_count; i++) {
        const struct duty_plan *plan = &duty_plans[i];
        struct duty *duty = &added[count];
        struct str code = str_format(ctx->arena, "%s-%lld", plan->code, (long long)input->year);
        enum err found = record_find_code(ctx, &duty_entity, code, duty);
        if (found == ERR_OK) {
            continue;
        }
        if (found != ERR_NOT_FOUND) {
            return found;
        }
        shape_clear(&duty_entity.shape, duty);
        duty->record.source_line = INT_NONE;
        duty->record.code = code;
        duty->record.unit = (struct ref){.id = ctx->scope.unit};
        duty->title = text_in(plan->title, LANG_ES);
        duty->kind = str_of(plan->kind);
        duty->basis = text_in(plan->basis, LANG_ES);
        duty->addressee = text_in(plan->addressee, LANG_ES);
        duty->due_on = duty_due((int)input->year, plan->months_after);
        shape_fill(ctx->arena, &duty_entity.shape, duty);
        duty->record.agency = ctx->scope.agency;
        TRY(record_write(ctx, &duty_entity, duty, NULL));
        count++;
    }
    struct list *list = out;
    *list = (struct list){.shape = &duty_entity.shape, .rows = {added, count}, .total = (int64_t)count};
    return record_label(ctx, &duty_entity, added, count);
}

#define MOVE(move, input, es, en) FLOW_OP("duty", "duties", duty_entity, move, input, PERM_AGREEMENT_WRITE, es, en)

const struct op duty_ops[] = {
    RECORD_OPS("duty", "duties", duty_entity, PERM_AGREEMENT_READ, PERM_AGREEMENT_WRITE, "una obligación", "a duty", false),
    MOVE("complete", complete_shape, "Registrar que una obligación se cumplió", "Record that a duty was done"),
    MOVE("waive", flow_reason_shape, "Registrar que una obligación no aplica", "Record that a duty does not apply"),
    {.name = "duty.of_year", .http = "GET /years/{year}/duties", .label = T("Listar las obligaciones que vencen en un año", "List the duties due in a year"),
     .permission = PERM_AGREEMENT_READ, .kind = OP_READ, .input = &year_shape, .output = &duty_entity.shape, .answer = ANSWER_LIST,
     .entity = &duty_entity, .run = run_year},
    {.name = "duty.plan", .http = "POST /years/{year}/duties", .label = T("Planificar las obligaciones de un año", "Plan the duties of a year"),
     .permission = PERM_AGREEMENT_WRITE, .kind = OP_WRITE, .input = &year_shape, .output = &duty_entity.shape, .answer = ANSWER_LIST,
     .entity = &duty_entity, .run = run_plan},
};
const size_t duty_op_count = COUNT_OF(duty_ops);
