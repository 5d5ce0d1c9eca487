#include "core/children.h"

#include "db/db.h"

#include <string.h>

enum { CHILDREN_MOST = 500 };

static const struct field input_fields[] = {
    FIELD_TEXT(struct children_input, code, .required = true, .max = 120, .label = T("Código", "Code")),
    FIELD_INT(struct children_input, limit, .min = 1, .max = CHILDREN_MOST, .label = T("Cuántos como máximo", "How many at most")),
};
const struct shape children_shape = SHAPE("children", struct children_input, input_fields);

enum err children_read(struct ctx *ctx, const struct entity *entity, struct db_stmt *stmt, int64_t limit, struct list *out)
{
    size_t size = entity->shape.size;
    size_t most = (size_t)limit;
    size_t cap = most < 16 ? most : 16;
    char *rows = arena_array(ctx->arena, cap, size);
    size_t count = 0;
    bool more = false;
    TRY(db_step(stmt, &more));
    while (more && count < most) {
        if (count == cap) {
            cap = cap * 2 < most ? cap * 2 : most;
            char *grown = arena_array(ctx->arena, cap, size);
            memcpy(grown, rows, count * size);
            rows = grown;
        }
        void *row = rows + count * size;
        shape_clear(&entity->shape, row);
        TRY(record_read(ctx, stmt, entity, row));
        count++;
        TRY(db_step(stmt, &more));
    }
    db_reset(stmt);
    for (size_t i = 0; i < count; i++) {
        TRY(record_read_links(ctx, entity, rows + i * size));
    }
    *out = (struct list){.shape = &entity->shape, .rows = {rows, count}, .total = INT_NONE};
    return record_label(ctx, entity, rows, count);
}

enum err children_of(struct ctx *ctx, const struct entity *entity, struct id agency, struct id parent, int64_t limit, struct list *out)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, entity->store->by_parent, &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_id(stmt, 5, agency);
    db_bind_id(stmt, 6, parent);
    db_bind_int(stmt, 7, limit);
    return children_read(ctx, entity, stmt, limit, out);
}

enum err children_list(struct ctx *ctx, const void *in, void *out)
{
    const struct children_input *input = in;
    const struct entity *entity = ctx->op->entity;
    const struct field *parent = shape_find(&entity->shape, str_of(entity->parent));
    assert(parent != NULL && parent->type == FIELD_TYPE_REF);
    struct record *row = shape_new(ctx->arena, &parent->target->shape);
    TRY(record_find_code(ctx, parent->target, input->code, row));
    ctx->subject = str_format(ctx->arena, "%s/" STR_FMT, parent->target->dataset, STR_ARG(row->code));
    ctx->subject_id = row->id;
    ctx->subject_unit = row->unit.id;
    return children_of(ctx, entity, row->agency, row->id, input->limit == INT_NONE ? CHILDREN_MOST : input->limit, out);
}
