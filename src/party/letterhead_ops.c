#include "core/record.h"
#include "party/letterhead.h"
#include "party/party.h"
#include "party/unit.h"

static enum err run_letterhead(struct ctx *ctx, const void *in, void *out)
{
    const struct letterhead_input *input = in;
    struct letterhead *letterhead = out;
    struct party_unit unit;
    if (str_is_empty(input->unit)) {
        struct id id = ctx->scope.unit;
        if (id_is_none(id)) {
            TRY(letterhead_store_first_agency(ctx, &id));
        }
        TRY(party_unit_of(ctx, id, &unit));
    } else {
        struct unit row;
        shape_clear(&unit_entity.shape, &row);
        TRY(record_find_code(ctx, &unit_entity, input->unit, &row));
        TRY(party_unit_of(ctx, row.record.id, &unit));
    }
    TRY(letterhead_store_get(ctx, &unit, date_is_none(input->on) ? ctx->today : input->on, letterhead));
    if (input->wants_logo) {
        TRY(letterhead_store_logo(ctx, &unit, letterhead));
    }
    struct letterhead_signatory *rows = letterhead->signatories.items;
    for (size_t i = 0; i < letterhead->signatories.len && !role_may(ctx->actor.role, PERM_RECORD_READ); i++) {
        rows[i].document = STR_NONE;
    }
    return ERR_OK;
}

const struct op letterhead_ops[] = {
    {.name = "unit.letterhead", .http = "GET /letterhead",
     .label = T("Ver el membrete y los firmantes de una unidad", "See the letterhead and signatories of a unit"),
     .permission = PERM_CATALOGUE_READ, .kind = OP_READ, .input = &letterhead_input_shape, .output = &letterhead_shape,
     .answer = ANSWER_RECORD, .run = run_letterhead},
};
const size_t letterhead_op_count = COUNT_OF(letterhead_ops);
