#include "client/activity.h"

struct list_input {
    struct str text;
    int64_t limit;
};
static const struct field list_input_fields[] = {
    FIELD_TEXT(struct list_input, text, .max = 100, .label = T("Palabras", "Words"),
               .hint = T("De su nombre, o el comienzo del código; vacío: todas.", "Of its name, or the beginning of the code; empty: all.")),
    FIELD_INT(struct list_input, limit, .min = 1, .max = 1000, .initial = "50", .label = T("Cuántas", "How many")),
};
static const struct shape list_input_shape = SHAPE("activity_list", struct list_input, list_input_fields);

struct line {
    struct str code;
    struct str name;
};
static const struct field line_fields[] = {
    FIELD_TEXT(struct line, code, .label = T("Código", "Code")),
    FIELD_TEXT(struct line, name, .label = T("Nombre", "Name")),
};
static const struct shape line_shape = SHAPE("activity", struct line, line_fields);

static enum err run_list(struct ctx *ctx, const void *in_, void *out)
{
    const struct list_input *in = in_;
    struct list *list = out;
    size_t most = in->limit == INT_NONE ? 50 : (size_t)in->limit;
    const struct activity **found = ARENA_ARRAY(ctx->arena, const struct activity *, most);
    size_t count = activity_search(ctx->arena, in->text, ctx->today, found, most);
    struct line *lines = ARENA_ARRAY(ctx->arena, struct line, count);
    for (size_t i = 0; i < count; i++) {
        lines[i] = (struct line){str_of(found[i]->code), str_of(found[i]->name)};
    }
    *list = (struct list){.shape = &line_shape, .rows = {lines, count}, .total = INT_NONE};
    return ERR_OK;
}

const struct op activity_ops[] = {
    {.name = "activity.list", .http = "GET /activities", .label = T("Buscar actividades económicas", "Search economic activities"),
     .permission = PERM_CATALOGUE_READ, .kind = OP_READ, .input = &list_input_shape, .output = &line_shape,
     .answer = ANSWER_LIST, .run = run_list},
};
const size_t activity_op_count = COUNT_OF(activity_ops);
