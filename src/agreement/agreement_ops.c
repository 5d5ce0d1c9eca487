#include "agreement/agreement.h"
#include "core/flow.h"
#include "core/record.h"

struct sign_input {
    struct flow_input flow;
    struct date signed_on;
    struct date valid_from;
    struct date valid_to;
};
static const struct field sign_fields[] = {
    FLOW_FIELDS(struct sign_input),
    FIELD_DATE(struct sign_input, signed_on, .required = true, .past = true, .label = T("Firmado el", "Signed on")),
    FIELD_DATE(struct sign_input, valid_from, .label = T("Vigente desde", "Valid from")),
    FIELD_DATE(struct sign_input, valid_to, .label = T("Vigente hasta", "Valid until")),
};
static const struct shape sign_shape = SHAPE("agreement_sign", struct sign_input, sign_fields);

#define MOVE(move, input, es, en) FLOW_OP("agreement", "agreements", agreement_entity, move, input, PERM_AGREEMENT_WRITE, es, en)

/* Those that a partner is bound to; others have agreement.list. */
static enum err run_own(struct ctx *ctx, const void *in, void *out)
{
    (void)in;
    const struct bound *bound = &ctx->actor.bound;
    struct list *list = out;
    struct agreement *rows = ARENA_ARRAY(ctx->arena, struct agreement, bound->agreement_count + 1);
    for (size_t i = 0; i < bound->agreement_count; i++) {
        TRY(record_find_id(ctx, &agreement_entity, bound->agreements[i], &rows[i]));
    }
    *list = (struct list){.shape = &agreement_entity.shape, .rows = {rows, bound->agreement_count}, .total = (int64_t)bound->agreement_count};
    return record_label(ctx, &agreement_entity, rows, bound->agreement_count);
}

const struct op agreement_ops[] = {
    RECORD_OPS("agreement", "agreements", agreement_entity, PERM_AGREEMENT_READ, PERM_AGREEMENT_WRITE, "un convenio",
               "an agreement", false),
    {.name = "agreement.own", .http = "GET /own_agreements",
     .label = T("Listar los convenios a los que se limita quien lee", "List the agreements that the reader is bound to"),
     .permission = PERM_AGREEMENT_OWN, .kind = OP_READ, .output = &agreement_entity.shape, .answer = ANSWER_LIST,
     .entity = &agreement_entity, .bounded = true, .run = run_own},
    MOVE("sign", sign_shape, "Registrar la firma de un convenio", "Record that an agreement was signed"),
    MOVE("start", flow_input_shape, "Registrar que un convenio entró en vigencia", "Record that an agreement came into force"),
    MOVE("expire", flow_input_shape, "Registrar que un convenio venció", "Record that an agreement expired"),
    MOVE("settle", flow_input_shape, "Registrar que un convenio se liquidó", "Record that an agreement was settled"),
    MOVE("terminate", flow_reason_shape, "Terminar un convenio anticipadamente", "Terminate an agreement early"),
};
const size_t agreement_op_count = COUNT_OF(agreement_ops);
