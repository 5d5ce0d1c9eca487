#include "assistance/share_rule.h"
#include "client/enterprise.h"
#include "core/record.h"

struct for_input {
    struct str code; /* of the enterprise */
    struct date on;
};
static const struct field for_fields[] = {
    FIELD_TEXT(struct for_input, code, .required = true, .max = 120, .label = T("Empresa", "Enterprise")),
    FIELD_DATE(struct for_input, on, .label = T("Fecha", "Date"), .hint = T("Vacía: hoy.", "Empty: today.")),
};
static const struct shape for_shape = SHAPE("share_rule_for", struct for_input, for_fields);

static enum err run_for(struct ctx *ctx, const void *in, void *out)
{
    const struct for_input *input = in;
    struct enterprise enterprise;
    shape_clear(&enterprise_entity.shape, &enterprise);
    TRY(record_find_code(ctx, &enterprise_entity, input->code, &enterprise));
    struct ref ref = {.id = enterprise.record.id};
    struct share_rule *rule = shape_new(ctx->arena, &share_rule_entity.shape);
    bool found = false;
    TRY(share_rule_for(ctx, enterprise.record.agency, &(struct refs){&ref, 1},
                       date_is_none(input->on) ? ctx->today : input->on, rule, &found));
    TRY(record_label(ctx, &share_rule_entity, rule, found ? 1 : 0));
    *(struct list *)out =
        (struct list){.shape = &share_rule_entity.shape, .rows = {rule, found ? 1 : 0}, .total = INT_NONE};
    return ERR_OK;
}

const struct op share_rule_ops[] = {
    RECORD_OPS("share_rule", "share_rules", share_rule_entity, PERM_RECORD_READ, PERM_PROCUREMENT_APPROVE,
               "una regla de aporte", "a rule of the client's share", false),
    {.name = "share_rule.for", .http = "GET /enterprises/{code}/share_rules",
     .label = T("Ver la regla de aporte que corresponde a una empresa, si la hay",
                "See the rule of the client's share that fits an enterprise, if any"),
     .permission = PERM_RECORD_READ, .kind = OP_READ, .input = &for_shape, .output = &share_rule_entity.shape,
     .answer = ANSWER_LIST, .entity = &share_rule_entity, .run = run_for},
};
const size_t share_rule_op_count = COUNT_OF(share_rule_ops);
