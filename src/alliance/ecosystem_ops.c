#include "alliance/ecosystem.h"

struct ecosystem_input {
    struct date from;
    struct date to;
};
static const struct field input_fields[] = {
    FIELD_DATE(struct ecosystem_input, from, .required = true, .label = T("Desde", "From")),
    FIELD_DATE(struct ecosystem_input, to, .required = true, .label = T("Hasta", "Until")),
};
static const struct shape input_shape = SHAPE("ecosystem_input", struct ecosystem_input, input_fields);

static enum err run_read(struct ctx *ctx, const void *in, void *out)
{
    const struct ecosystem_input *input = in;
    if (date_cmp(input->from, input->to) > 0) {
        return ctx_fault(ctx, "to", date_iso(ctx->arena, input->to), TEXT("El período termina antes de comenzar.", "The period ends before it begins."),
                         TEXT("Corrija una de las dos fechas.", "Correct one of the two dates."));
    }
    return ecosystem_store_read(ctx, input->from, input->to, out);
}

const struct op ecosystem_ops[] = {
    {.name = "ecosystem.read", .http = "GET /ecosystem",
     .label = T("Ver los actores por nivel y sector, y lo que hicieron juntos", "See the actors by level and side, and what they did together"),
     .permission = PERM_AGREEMENT_READ, .kind = OP_READ, .input = &input_shape, .output = &ecosystem_shape, .answer = ANSWER_RECORD,
     .run = run_read},
};
const size_t ecosystem_op_count = COUNT_OF(ecosystem_ops);
