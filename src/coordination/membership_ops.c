#include "coordination/membership.h"

struct on_input {
    struct date on;
};
static const struct field on_fields[] = {
    FIELD_DATE(struct on_input, on, .label = T("Fecha", "Date"), .hint = T("Vacía: hoy.", "Empty: today.")),
};
static const struct shape on_shape = SHAPE("on", struct on_input, on_fields);

static enum err run_composition(struct ctx *ctx, const void *in, void *out)
{
    const struct on_input *input = in;
    return membership_store_composition(ctx, ctx->scope.agency, date_is_none(input->on) ? ctx->today : input->on, out);
}

const struct op membership_ops[] = {
    RECORD_OPS("membership", "memberships", membership_entity, PERM_AGREEMENT_READ, PERM_AGREEMENT_WRITE, "un socio", "a member", false),
    CHILDREN_OP("membership", "memberships", membership_entity, "organisation", "organisations", PERM_AGREEMENT_READ,
                "las membresías de una organización", "the memberships of an organisation"),
    {.name = "membership.composition", .http = "GET /composition", .label = T("Ver quiénes son socios en una fecha", "See who are members on a day"),
     .permission = PERM_AGREEMENT_READ, .kind = OP_READ, .input = &on_shape, .output = &composition_shape, .answer = ANSWER_RECORD,
     .run = run_composition},
};
const size_t membership_op_count = COUNT_OF(membership_ops);
