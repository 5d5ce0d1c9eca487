#include "core/record.h"
#include "party/party.h"
#include "party/unit.h"

struct unit_move {
    struct str code;
    struct ref parent;
};
static const struct field move_fields[] = {
    FIELD_TEXT(struct unit_move, code, .required = true, .max = 60, .label = T("Código", "Code")),
    FIELD_REF(struct unit_move, parent, .target = &unit_entity, .required = true, .label = T("Pasa a depender de", "Moves to")),
};
static const struct shape move_shape = SHAPE("unit_move", struct unit_move, move_fields);

static enum err run_move(struct ctx *ctx, const void *in, void *out)
{
    const struct unit_move *move = in;
    struct unit *row = out;
    struct unit before;
    struct unit parent;
    shape_clear(&unit_entity.shape, &before);
    shape_clear(&unit_entity.shape, &parent);
    TRY(record_find_code(ctx, &unit_entity, move->code, &before));
    if (record_find_code(ctx, &unit_entity, move->parent.code, &parent) != ERR_OK) {
        return ctx_fault(ctx, "parent", move->parent.code,
                         TEXT("Esa unidad no existe o no está a su alcance.", "That unit does not exist or is out of your reach."),
                         TEXT("Escriba el código de una unidad existente.", "Write the code of an existing unit."));
    }
    *row = before;
    row->parent = (struct ref){.id = parent.record.id, .code = parent.record.code};
    return record_write(ctx, &unit_entity, row, &before);
}

const struct op unit_ops[] = {
    RECORD_OPS("unit", "units", unit_entity, PERM_CATALOGUE_READ, PERM_UNIT_WRITE, "una unidad", "a unit", false),
    {.name = "unit.move", .http = "POST /units/{code}/move", .label = T("Trasladar una unidad", "Move a unit"),
     .permission = PERM_UNIT_WRITE, .kind = OP_WRITE, .input = &move_shape, .output = &unit_entity.shape,
     .answer = ANSWER_RECORD, .entity = &unit_entity, .run = run_move},
};
const size_t unit_op_count = COUNT_OF(unit_ops);
