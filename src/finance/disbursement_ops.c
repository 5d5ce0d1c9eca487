#include "core/record.h"
#include "finance/disbursement.h"
#include "finance/link.h"

enum { LIST_MOST = 500 };

static enum err run_by_link(struct ctx *ctx, const void *in, void *out)
{
    const struct record_code_input *input = in;
    struct link link;
    shape_clear(&link_entity.shape, &link);
    TRY(record_find_code(ctx, &link_entity, input->code, &link));
    ctx->subject = str_format(ctx->arena, "links/" STR_FMT, STR_ARG(link.record.code));
    ctx->subject_id = link.record.id;
    ctx->subject_unit = link.record.unit.id;
    return disbursement_store_by_link(ctx, link.record.agency, link.record.id, LIST_MOST, out);
}

const struct op disbursement_ops[] = {
    RECORD_OPS("disbursement", "disbursements", disbursement_entity, PERM_RECORD_READ, PERM_FINANCE_WRITE, "un desembolso",
               "a disbursement", true),
    {.name = "disbursement.by_link", .http = "GET /links/{code}/disbursements",
     .label = T("Ver los desembolsos de una vinculación", "See the disbursements of a link"), .permission = PERM_RECORD_READ,
     .kind = OP_READ, .input = &record_code_shape, .output = &disbursement_entity.shape, .answer = ANSWER_LIST,
     .entity = &disbursement_entity, .leaves_access = true, .run = run_by_link},
};
const size_t disbursement_op_count = COUNT_OF(disbursement_ops);
