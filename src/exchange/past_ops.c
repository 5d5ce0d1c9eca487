#include "exchange/past.h"

#include "base/map.h"
#include "core/record.h"
#include "evidence/evidence.h"

#include <string.h>

#define PAGE 500
#define CODE_MOST 60

static const struct field past_fields[] = {
    FIELD_ID(struct past, id, .label = T("Importación", "Import")),
    FIELD_INSTANT(struct past, at, .label = T("Hora", "Time")),
    FIELD_TEXT(struct past, actor, .max = 200, .label = T("Quién", "Who")),
    FIELD_TEXT(struct past, dataset, .max = 60, .label = T("Conjunto de datos", "Dataset")),
    FIELD_TEXT(struct past, file, .max = 255, .label = T("Archivo", "File")),
    FIELD_TEXT(struct past, sha256, .max = 64, .label = T("SHA-256", "SHA-256")),
    FIELD_TEXT(struct past, mapping, .max = 100, .label = T("Correspondencia de columnas", "Mapping of columns")),
    FIELD_INT(struct past, rows, .label = T("Filas", "Rows")),
    FIELD_INT(struct past, added, .label = T("Agregados", "Added")),
    FIELD_INT(struct past, changed, .label = T("Cambiados", "Changed")),
    FIELD_INT(struct past, unchanged, .label = T("Ya estaban iguales", "Already equal")),
    FIELD_INSTANT(struct past, undone_at, .label = T("Deshecha", "Undone")),
    FIELD_TEXT(struct past, undone_by, .max = 200, .label = T("Quién la deshizo", "Who undid it")),
    FIELD_TEXT(struct past, undo_reason, .max = 500, .label = T("Motivo", "Reason")),
};
static const struct shape past_shape = SHAPE("import_past", struct past, past_fields);

static const struct field list_fields[] = {
    FIELD_INT(struct past_list_input, limit, .min = 1, .max = 200, .initial = "50", .label = T("Cuántas", "How many")),
};
static const struct shape list_shape = SHAPE("import_list", struct past_list_input, list_fields);

static const struct field undo_fields[] = {
    FIELD_ID(struct past_undo_input, id, .required = true, .label = T("Importación", "Import")),
    FIELD_TEXT(struct past_undo_input, reason, .required = true, .min = 3, .max = 400, .label = T("Motivo", "Reason")),
};
static const struct shape undo_shape = SHAPE("import_undo", struct past_undo_input, undo_fields);

static enum err run_list(struct ctx *ctx, const void *in, void *out)
{
    const struct past_list_input *input = in;
    struct list *list = out;
    struct past *rows;
    size_t count;
    TRY(past_store_list(ctx, input->limit == INT_NONE ? 50 : input->limit, &rows, &count));
    *list = (struct list){.shape = &past_shape, .rows = {rows, count}, .next = S(""), .total = INT_NONE};
    return ERR_OK;
}

/* ---- going through a dataset --------------------------------------------------------------------------- */

typedef enum err row_visitor(void *self, const struct entity *entity, const void *row);

/* Every record in scope, page by page; what the visitor keeps it copies. */
static enum err walk(struct ctx *ctx, const struct entity *entity, row_visitor *visit, void *self)
{
    struct arena *call_arena = ctx->arena;
    struct arena page_arena = {0};
    struct op list_op = {.name = ctx->op->name, .entity = entity, .output = &entity->shape};
    const struct op *op = ctx->op;
    char after[200] = "";
    enum err err = ERR_OK;
    for (bool more = true; more && err == ERR_OK;) {
        struct record_list_input input = {.after = str_of(after), .limit = PAGE};
        struct list list = {0};
        ctx->op = &list_op;
        ctx->arena = &page_arena;
        err = record_list(ctx, &input, &list);
        ctx->op = op;
        ctx->arena = call_arena;
        for (size_t i = 0; err == ERR_OK && i < list.rows.len; i++) {
            err = visit(self, entity, (const char *)list.rows.items + i * entity->shape.size);
        }
        more = !str_is_empty(list.next);
        assert(list.next.len < sizeof(after));
        memcpy(after, list.next.len > 0 ? list.next.ptr : "", list.next.len);
        after[list.next.len] = '\0';
        arena_reset(&page_arena);
    }
    arena_release(&page_arena);
    return err;
}

/* ---- what stands in the way ----------------------------------------------------------------------------- */

struct undo {
    struct ctx *ctx;
    const struct past *past;
    const struct entity *entity;
    struct str reason;
    struct map made; /* ids of the records that the import made and that are in force */
    struct id *ids;
    size_t count;
    size_t cap;
    int64_t found;   /* records that it made, annulled since or not */
};

static struct str key_of(const struct id *id)
{
    return (struct str){(const char *)id->bytes, sizeof(id->bytes)};
}

static void refuse_record(struct undo *undo, const char *dataset, struct str code, struct text rule, struct text remedy)
{
    (void)ctx_fault(undo->ctx, "records", str_format(undo->ctx->arena, "%s/" STR_FMT, dataset, STR_ARG(code)), rule, remedy);
}

static enum err collect(void *self, const struct entity *entity, const void *row)
{
    struct undo *undo = self;
    const struct record *record = row;
    if (record->created_seq != undo->past->seq || (undo->past->seq > 0 && !id_eq(record->agency, undo->past->agency))) {
        return ERR_OK;
    }
    undo->found++;
    if (record->annulled == ANSWER_YES) {
        return ERR_OK;
    }
    if (record->changed_seq != record->created_seq) {
        refuse_record(undo, entity->dataset, record->code,
                      TEXT("Alguien cambió este registro después de la importación.", "Somebody changed this record after the import."),
                      TEXT("Anúlelo a mano si corresponde, y deshaga después la importación.",
                           "Annul it by hand if that is right, and undo the import then."));
        return ERR_OK;
    }
    if (undo->count == undo->cap) {
        size_t cap = undo->cap == 0 ? 1024 : undo->cap * 2;
        struct id *more = ARENA_ARRAY(undo->ctx->arena, struct id, cap);
        if (undo->count > 0) {
            memcpy(more, undo->ids, undo->count * sizeof(more[0]));
        }
        undo->ids = more;
        undo->cap = cap;
    }
    undo->ids[undo->count] = record->id;
    map_set(&undo->made, str_copy(undo->ctx->arena, key_of(&undo->ids[undo->count])), undo);
    undo->count++;
    bool has_documents = false;
    TRY(evidence_store_has(undo->ctx, record->agency, record->id, &has_documents));
    if (has_documents) {
        refuse_record(undo, entity->dataset, record->code,
                      TEXT("Este registro tiene documentos adjuntos.", "This record has documents attached."),
                      TEXT("Anule primero esos documentos.", "Annul those documents first."));
    }
    return ERR_OK;
}

static const struct ref *names_one(const struct undo *undo, const struct field *field, const void *row)
{
    const struct ref *refs = FIELD_AT(const struct ref, field, row);
    size_t len = 1;
    if (field->type == FIELD_TYPE_REFS) {
        refs = FIELD_AT(const struct refs, field, row)->items;
        len = FIELD_AT(const struct refs, field, row)->len;
    } else if (field->type == FIELD_TYPE_SHARES) {
        const struct shares *shares = FIELD_AT(const struct shares, field, row);
        for (size_t i = 0; i < shares->len; i++) {
            if (map_find(&undo->made, key_of(&shares->items[i].to.id)) != NULL) {
                return &shares->items[i].to;
            }
        }
        return NULL;
    }
    for (size_t i = 0; i < len; i++) {
        if (!id_is_none(refs[i].id) && map_find(&undo->made, key_of(&refs[i].id)) != NULL) {
            return &refs[i];
        }
    }
    return NULL;
}

static enum err look_for_names(void *self, const struct entity *entity, const void *row)
{
    struct undo *undo = self;
    const struct record *record = row;
    if (record->annulled == ANSWER_YES || (entity == undo->entity && map_find(&undo->made, key_of(&record->id)) != NULL)) {
        return ERR_OK;
    }
    for (size_t i = 0; i < entity->shape.count; i++) {
        const struct field *field = &entity->shape.fields[i];
        const struct ref *ref = field->target == undo->entity ? names_one(undo, field, row) : NULL;
        if (ref != NULL) {
            struct text rule = text_format(undo->ctx->arena,
                                           TEXT("Este registro se apoya en %s, que la importación trajo.",
                                                "This record rests on %s, which the import brought."),
                                           str_c(undo->ctx->arena, ref->code));
            refuse_record(undo, entity->dataset, record->code, rule,
                          TEXT("Anúlelo o corríjalo primero.", "Annul or correct it first."));
            return ERR_OK;
        }
    }
    return ERR_OK;
}

static bool names_dataset(const struct entity *entity, const struct entity *target)
{
    for (size_t i = 0; i < entity->shape.count; i++) {
        if (entity->shape.fields[i].target == target) {
            return true;
        }
    }
    return false;
}

static enum err look_for_obstacles(struct undo *undo)
{
    struct ctx *ctx = undo->ctx;
    size_t entities;
    const struct entity *const *all = entity_all(&entities);
    undo->made = MAP(ctx->arena);
    TRY(walk(ctx, undo->entity, collect, undo));
    if (undo->found < undo->past->added) {
        return ctx_fault(ctx, "id", undo->past->file,
                         TEXT("Parte de lo que trajo está fuera de su alcance.", "Part of what it brought is out of your reach."),
                         TEXT("La deshace quien alcanza todas sus unidades: la dirección de la agencia.",
                              "Whoever reaches all of its units undoes it: the agency's direction."));
    }
    for (size_t i = 0; i < entities && undo->count > 0; i++) {
        if (names_dataset(all[i], undo->entity)) {
            TRY(walk(ctx, all[i], look_for_names, undo));
        }
    }
    return ctx->fault->total > 0 ? ERR_INVALID : ERR_OK;
}

/* ---- undoing ------------------------------------------------------------------------------------------------ */

static enum err check_past(struct ctx *ctx, const struct past *past, const struct entity *entity)
{
    if (past->undone_at != INT_NONE) {
        return ctx_fault(ctx, "id", past->file, TEXT("Esa importación ya se deshizo.", "That import has been undone already."),
                         TEXT("No hay nada que hacer.", "There is nothing to do."));
    }
    if (!role_may(ctx->actor.role, PERM_ANNUL) && (id_is_none(past->user) || !id_eq(past->user, ctx->actor.user))) {
        (void)ctx_fault(ctx, "id", past->file, TEXT("Una importación la deshace quien la hizo, o la dirección.",
                                                    "An import is undone by whoever made it, or by the direction."),
                        TEXT("Pídalo a una de las dos.", "Ask one of the two."));
        return ERR_DENIED;
    }
    if (past->changed > 0) {
        return ctx_fault(ctx, "id", past->file,
                         text_format(ctx->arena, TEXT("Esa importación también cambió %lld registros que ya existían; lo que decían antes lo "
                                                      "restaura una persona.",
                                                      "That import also changed %lld records that existed; what they said before is for a "
                                                      "person to restore."),
                                     (long long)past->changed),
                         TEXT("Corrija esos registros con otro archivo, o uno por uno.", "Correct those records by another file, or one by one."));
    }
    if (entity == NULL || shape_find(&entity->shape, S("annulled")) == NULL) {
        return ctx_fault(ctx, "id", past->dataset, TEXT("Los registros de ese conjunto no se anulan.", "Records of that dataset are not annulled."),
                         TEXT("Corríjalos uno por uno.", "Correct them one by one."));
    }
    return ERR_OK;
}

/* The code that a record keeps, so that its own is free for the corrected file: "S-17~204". */
static struct str former_code(struct ctx *ctx, struct str code)
{
    struct str tail = str_format(ctx->arena, "~%lld", (long long)(ctx->seq < 0 ? -ctx->seq : ctx->seq));
    return str_format(ctx->arena, STR_FMT STR_FMT, STR_ARG(str_slice(code, 0, CODE_MOST - tail.len)), STR_ARG(tail));
}

static enum err annul_all(struct undo *undo)
{
    struct ctx *ctx = undo->ctx;
    struct arena *call_arena = ctx->arena;
    struct arena row_arena = {0};
    enum err err = ERR_OK;
    struct str reason = str_format(call_arena, STR_FMT " (" STR_FMT ")", STR_ARG(undo->reason), STR_ARG(str_slice(undo->past->file, 0, 80)));
    for (size_t i = 0; i < undo->count && err == ERR_OK; i++) {
        ctx->arena = &row_arena;
        void *before = shape_new(&row_arena, &undo->entity->shape);
        void *after = shape_new(&row_arena, &undo->entity->shape);
        err = record_find_id(ctx, undo->entity, undo->ids[i], before);
        if (err == ERR_OK) {
            err = record_annul_row(ctx, undo->entity, before, former_code(ctx, ((const struct record *)before)->code), reason, after);
        }
        ctx->arena = call_arena;
        arena_reset(&row_arena);
    }
    arena_release(&row_arena);
    return err;
}

static enum err run_undo(struct ctx *ctx, const void *in, void *out)
{
    const struct past_undo_input *input = in;
    struct past *past = out;
    TRY(past_store_find(ctx, input->id, past));
    struct undo undo = {.ctx = ctx, .past = past, .entity = entity_find_dataset(past->dataset), .reason = input->reason};
    TRY(check_past(ctx, past, undo.entity));
    ctx->touched_all = true;
    TRY(look_for_obstacles(&undo));
    TRY(annul_all(&undo));
    TRY(past_store_undone(ctx, past, input->reason));
    past->undone_at = clock_now();
    past->undone_by = ctx->actor.name;
    past->undo_reason = input->reason;
    ctx->reason = input->reason;
    ctx->subject = str_format(ctx->arena, "%s/" STR_FMT, undo.entity->dataset, STR_ARG(past->file));
    ctx->subject_unit = ctx->scope.unit;
    ctx->changes = ARENA_NEW(ctx->arena, struct buf);
    *ctx->changes = BUF(ctx->arena);
    buf_format(ctx->changes, "{\"annulled\":%zu,\"import\":", undo.count);
    shape_write_json(ctx->changes, &past_shape, past, PRIVACY_INTERNAL);
    buf_put_c(ctx->changes, "}");
    return ERR_OK;
}

const struct op past_ops[] = {
    {.name = "import.list", .http = "GET /imports", .label = T("Ver las importaciones que se hicieron", "See the imports that were made"),
     .permission = PERM_IMPORT, .kind = OP_READ, .input = &list_shape, .output = &past_shape, .answer = ANSWER_LIST, .run = run_list},
    {.name = "import.undo", .http = "POST /imports/undo", .label = T("Deshacer una importación entera", "Undo a whole import"),
     .permission = PERM_IMPORT, .kind = OP_WRITE, .input = &undo_shape, .output = &past_shape, .answer = ANSWER_RECORD,
     .long_running = true, .run = run_undo},
};
const size_t past_op_count = COUNT_OF(past_ops);
