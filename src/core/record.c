#include "core/record.h"

#include "base/map.h"
#include "core/audit.h"
#include "core/flow.h"
#include "db/db.h"
#include "format/json.h"

#include <string.h>

/* ---- inputs that every noun shares -------------------------------------------------------- */

static const struct field code_fields[] = {
    FIELD_TEXT(struct record_code_input, code, .max = 120, .required = true, .label = T("Código", "Code")),
};
const struct shape record_code_shape = SHAPE("record_code", struct record_code_input, code_fields);

static const struct field annul_fields[] = {
    FIELD_TEXT(struct record_annul_input, code, .max = 120, .required = true, .label = T("Código", "Code")),
    FIELD_TEXT(struct record_annul_input, reason, .max = 500, .min = 3, .required = true,
               .label = T("Motivo de la anulación", "Reason for the annulment")),
    FIELD_INT(struct record_annul_input, version, .label = T("Versión que vio", "Version seen")),
};
const struct shape record_annul_shape = SHAPE("record_annul", struct record_annul_input, annul_fields);

static const struct field list_fields[] = {
    FIELD_TEXT(struct record_list_input, after, .max = 120, .label = T("Desde después de", "After")),
    FIELD_INT(struct record_list_input, limit, .min = 1, .max = 500, .initial = "50", .label = T("Cuántos", "How many")),
};
const struct shape record_list_shape = SHAPE("record_list", struct record_list_input, list_fields);

static struct record *head_of(void *row)
{
    return row;
}

static bool is_listed(const struct field *field)
{
    return field->type == FIELD_TYPE_REFS || field->type == FIELD_TYPE_SHARES;
}

/* ---- reading rows -------------------------------------------------------------------------- */

static void read_column(struct db_stmt *stmt, int column, struct arena *arena, const char *currency, const struct field *field,
                        void *row)
{
    switch (field->type) {
    case FIELD_TYPE_TEXT:
    case FIELD_TYPE_CHOICE:
    case FIELD_TYPE_CHOICES:
    case FIELD_TYPE_CATALOGUE:
        *FIELD_AT(struct str, field, row) = db_column_text(stmt, column, arena);
        break;
    case FIELD_TYPE_INT:
    case FIELD_TYPE_PERCENT:
    case FIELD_TYPE_MINUTES:
    case FIELD_TYPE_TIME:
    case FIELD_TYPE_INSTANT:
        *FIELD_AT(int64_t, field, row) = db_column_int_or_none(stmt, column);
        break;
    case FIELD_TYPE_BOOL:
        *FIELD_AT(enum answer, field, row) = db_column_is_null(stmt, column) ? ANSWER_NONE
                                             : db_column_int(stmt, column) != 0 ? ANSWER_YES
                                                                                : ANSWER_NO;
        break;
    case FIELD_TYPE_DATE:
        *FIELD_AT(struct date, field, row) = db_column_date(stmt, column);
        break;
    case FIELD_TYPE_MONEY: {
        int64_t minor = db_column_int_or_none(stmt, column);
        *FIELD_AT(struct money, field, row) = minor == INT_NONE ? MONEY_NONE : money_of(minor, currency);
        break;
    }
    case FIELD_TYPE_ID:
        *FIELD_AT(struct id, field, row) = db_column_id(stmt, column);
        break;
    case FIELD_TYPE_REF:
        *FIELD_AT(struct ref, field, row) = (struct ref){.id = db_column_id(stmt, column)};
        break;
    default:
        break;
    }
}

/* Statements name columns in the order of the fields: the one that is probably meant is looked at first. */
static const struct field *field_of_column(const struct shape *shape, struct str name, size_t *next)
{
    for (size_t i = *next; i < shape->count && i < *next + 2; i++) {
        if (str_eq_c(name, shape->fields[i].name)) {
            *next = i + 1;
            return &shape->fields[i];
        }
    }
    return shape_find(shape, name);
}

FALLIBLE record_read(struct ctx *ctx, struct db_stmt *stmt, const struct entity *entity, void *row)
{
    shape_clear(&entity->shape, row);
    struct record *head = head_of(row);
    size_t next = 0;
    int columns = db_column_count(stmt);
    for (int i = 0; i < columns; i++) {
        struct str name = str_of(db_column_name(stmt, i));
        if (str_eq(name, S("agency"))) {
            head->agency = db_column_id(stmt, i);
        } else if (str_eq(name, S("id"))) {
            head->id = db_column_id(stmt, i);
        } else if (str_eq(name, S("version"))) {
            head->version = db_column_int(stmt, i);
        } else if (str_eq(name, S("created_seq"))) {
            head->created_seq = db_column_int(stmt, i);
        } else if (str_eq(name, S("changed_seq"))) {
            head->changed_seq = db_column_int(stmt, i);
        } else if (str_eq(name, S("source_line"))) {
            head->source_line = db_column_int_or_none(stmt, i);
        } else {
            const struct field *field = field_of_column(&entity->shape, name, &next);
            if (field != NULL) {
                read_column(stmt, i, ctx->arena, ctx->currency, field, row);
            }
        }
    }
    return ERR_OK;
}

static enum err read_link(struct ctx *ctx, const struct entity_link *link, const struct field *field, void *row)
{
    struct record *head = head_of(row);
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, link->select, &stmt));
    db_bind_id(stmt, 1, head->agency);
    db_bind_id(stmt, 2, head->id);
    bool shares = field->type == FIELD_TYPE_SHARES;
    size_t size = shares ? sizeof(struct share) : sizeof(struct ref);
    char *items = NULL;
    size_t len = 0;
    size_t cap = 0;
    for (;;) {
        bool more = false;
        TRY(db_step(stmt, &more));
        if (!more) {
            break;
        }
        if (len == cap) {
            cap = cap == 0 ? 4 : cap * 2;
            char *grown = arena_array(ctx->arena, cap, size);
            if (len > 0) {
                memcpy(grown, items, len * size);
            }
            items = grown;
        }
        if (shares) {
            ((struct share *)(void *)items)[len++] =
                (struct share){.to = {.id = db_column_id(stmt, 0)}, .percent = db_column_int(stmt, 1)};
        } else {
            ((struct ref *)(void *)items)[len++] =
                (struct ref){.id = db_column_id(stmt, 0), .agency = link->across ? db_column_id(stmt, 1) : ID_NONE};
        }
    }
    if (shares) {
        *FIELD_AT(struct shares, field, row) = (struct shares){(struct share *)(void *)items, len};
    } else {
        *FIELD_AT(struct refs, field, row) = (struct refs){(struct ref *)(void *)items, len};
    }
    return ERR_OK;
}

FALLIBLE record_read_links(struct ctx *ctx, const struct entity *entity, void *row)
{
    for (size_t i = 0; i < entity->store->link_count; i++) {
        const struct entity_link *link = &entity->store->links[i];
        const struct field *field = shape_find(&entity->shape, str_of(link->field));
        assert(field != NULL && is_listed(field));
        TRY(read_link(ctx, link, field, row));
    }
    return ERR_OK;
}

/* "agency/code" (the agency by its code, or in a page's cursor by its id): the scope narrowed to that agency;
 * otherwise the scope as it is. */
static enum err split_code(struct ctx *ctx, struct str code, struct scope *scope, struct str *out);

struct known_ref {
    struct id agency;
    struct id id;
};

/* Whose record the current row is, and which. */
static struct known_ref read_key(struct db_stmt *stmt)
{
    struct known_ref key = {ID_NONE, ID_NONE};
    int columns = db_column_count(stmt);
    for (int i = 0; i < columns && (id_is_none(key.agency) || id_is_none(key.id)); i++) {
        const char *name = db_column_name(stmt, i);
        if (strcmp(name, "agency") == 0) {
            key.agency = db_column_id(stmt, i);
        } else if (strcmp(name, "id") == 0) {
            key.id = db_column_id(stmt, i);
        }
    }
    return key;
}

static const struct sql reached_select =
    SQL_INIT("SELECT agency FROM unit WHERE id = agency AND agency BETWEEN ?1 AND ?2 ORDER BY agency /*scan*/");

/* The agencies of a scope: mostly one, which needs no asking. */
static enum err reach(struct ctx *ctx, const struct scope *scope, struct id **out, size_t *count)
{
    if (id_eq(scope->agency_low, scope->agency_high)) {
        *out = ARENA_NEW(ctx->arena, struct id);
        **out = scope->agency_low;
        *count = 1;
        return ERR_OK;
    }
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, reached_select, &stmt));
    db_bind_blob(stmt, 1, (struct str){(const char *)scope->agency_low.bytes, 16});
    db_bind_blob(stmt, 2, (struct str){(const char *)scope->agency_high.bytes, 16});
    size_t cap = 0;
    for (*count = 0;; ++*count) {
        bool row = false;
        TRY(db_step(stmt, &row));
        if (!row) {
            return ERR_OK;
        }
        if (*count == cap) {
            struct id *larger = ARENA_ARRAY(ctx->arena, struct id, cap * 2 + 8);
            for (size_t i = 0; i < *count; i++) {
                larger[i] = (*out)[i];
            }
            *out = larger;
            cap = cap * 2 + 8;
        }
        (*out)[*count] = db_column_id(stmt, 0);
    }
}

/* Finds by code; *matches says how many were there (0, 1 or 2 for "several"). Either the whole record is wanted or its key. */
static enum err find_in_scope(struct ctx *ctx, const struct entity *entity, struct scope scope, struct str code, void *out,
                              struct known_ref *key, int *matches)
{
    struct id *agencies = NULL;
    size_t count = 0;
    TRY(reach(ctx, &scope, &agencies, &count));
    *matches = 0;
    for (size_t i = 0; i < count && *matches < 2; i++) {
        struct db_stmt *stmt;
        bool row = false;
        scope.agency_low = scope.agency_high = agencies[i];
        TRY(db_prepare(ctx->db, entity->store->by_code, &stmt));
        scope_bind(stmt, &scope);
        db_bind_text(stmt, 5, code);
        TRY(db_step(stmt, &row));
        if (row && ++*matches == 1) {
            if (out != NULL) {
                TRY(record_read(ctx, stmt, entity, out));
            } else {
                *key = read_key(stmt);
            }
        }
        db_reset(stmt);
    }
    return ERR_OK;
}

static const struct sql agency_select =
    SQL_INIT("SELECT agency FROM unit WHERE code = ?1 AND kind IN ('agency', 'network') AND agency BETWEEN ?2 AND ?3 "
             "AND agency = id /*scan*/");

static enum err split_code(struct ctx *ctx, struct str code, struct scope *scope, struct str *out)
{
    *scope = ctx->scope;
    *out = code;
    size_t slash = str_find(code, S("/"));
    if (slash == SIZE_MAX) {
        return ERR_OK;
    }
    struct id agency;
    if (id_parse(str_slice(code, 0, slash), &agency)) {
        if (id_cmp(agency, scope->agency_low) < 0 || id_cmp(agency, scope->agency_high) > 0) {
            return ERR_NOT_FOUND;
        }
        scope->agency_low = agency;
        scope->agency_high = agency;
        *out = str_slice(code, slash + 1, code.len);
        return ERR_OK;
    }
    struct db_stmt *stmt;
    bool row = false;
    TRY(db_prepare(ctx->db, agency_select, &stmt));
    db_bind_text(stmt, 1, str_slice(code, 0, slash));
    db_bind_blob(stmt, 2, (struct str){(const char *)scope->agency_low.bytes, 16});
    db_bind_blob(stmt, 3, (struct str){(const char *)scope->agency_high.bytes, 16});
    TRY(db_step(stmt, &row));
    if (row) {
        scope->agency_low = db_column_id(stmt, 0);
        scope->agency_high = scope->agency_low;
        *out = str_slice(code, slash + 1, code.len);
        db_reset(stmt);
    }
    return ERR_OK;
}

FALLIBLE record_find_code(struct ctx *ctx, const struct entity *entity, struct str code, void *out)
{
    struct scope scope;
    struct str plain;
    TRY(split_code(ctx, code, &scope, &plain));
    int matches = 0;
    TRY(find_in_scope(ctx, entity, scope, plain, out, NULL, &matches));
    if (matches == 0) {
        return ERR_NOT_FOUND;
    }
    if (matches > 1) {
        return ctx_fault(ctx, "code", code, TEXT("Varias agencias usan ese código.", "Several agencies use that code."),
                         TEXT("Escriba agencia/código.", "Write agency/code."));
    }
    return record_read_links(ctx, entity, out);
}

FALLIBLE record_find_id(struct ctx *ctx, const struct entity *entity, struct id id, void *out)
{
    struct scope scope = ctx->scope;
    struct id *agencies = NULL;
    size_t count = 0;
    TRY(reach(ctx, &scope, &agencies, &count));
    for (size_t i = 0; i < count; i++) {
        struct db_stmt *stmt;
        bool row = false;
        scope.agency_low = scope.agency_high = agencies[i];
        TRY(db_prepare(ctx->db, entity->store->by_id, &stmt));
        scope_bind(stmt, &scope);
        db_bind_id(stmt, 5, id);
        TRY(db_step(stmt, &row));
        if (row) {
            TRY(record_read(ctx, stmt, entity, out));
            db_reset(stmt);
            return record_read_links(ctx, entity, out);
        }
    }
    return ERR_NOT_FOUND;
}

/* ---- references: codes to ids ---------------------------------------------------------------- */

static struct str cache_key(struct ctx *ctx, const struct entity *target, bool across, struct id agency, struct str code)
{
    struct buf key = BUF(ctx->arena);
    buf_put_c(&key, target->dataset);
    buf_put_char(&key, across ? '*' : '/');
    buf_put(&key, (struct str){(const char *)agency.bytes, 16});
    buf_put(&key, code);
    return buf_str(&key);
}

/* What a code of a reference names: inside the agency of the record, or, while that is not known yet, in the whole scope. Across
 * agencies the record's own comes first, unless the code says which one. */
static enum err find_target(struct ctx *ctx, const struct entity *target, bool across, struct id agency, struct str given,
                            struct known_ref *out, int *matches)
{
    struct scope scope;
    struct str code;
    TRY(split_code(ctx, given, &scope, &code));
    struct scope own = scope;
    *matches = 0;
    if (!id_is_none(agency) && id_cmp(agency, scope.agency_low) >= 0 && id_cmp(agency, scope.agency_high) <= 0) {
        own.agency_low = agency;
        own.agency_high = agency;
        TRY(find_in_scope(ctx, target, own, code, NULL, out, matches));
    }
    return *matches == 0 && (across || id_is_none(agency)) ? find_in_scope(ctx, target, scope, code, NULL, out, matches)
                                                           : ERR_OK;
}

static void take_target(struct record *head, struct ref *ref, bool across, struct known_ref target)
{
    ref->id = target.id;
    if (across) {
        ref->agency = target.agency;
    } else {
        head->agency = target.agency;
    }
}

static enum err resolve_ref(struct ctx *ctx, const struct field *field, bool across, struct record *head, struct ref *ref)
{
    if (!id_is_none(ref->id) || str_is_empty(ref->code)) {
        return ERR_OK;
    }
    const struct entity *target = field->target;
    if (ctx->ref_cache != NULL) {
        struct arena_mark mark = arena_mark(ctx->arena);
        const struct known_ref *known = map_find(ctx->ref_cache, cache_key(ctx, target, across, head->agency, ref->code));
        arena_rewind(ctx->arena, mark);
        if (known != NULL) {
            take_target(head, ref, across, *known);
            return ERR_OK;
        }
    }
    struct known_ref found = {ID_NONE, ID_NONE};
    int matches = 0;
    TRY(find_target(ctx, target, across, head->agency, ref->code, &found, &matches));
    if (matches == 0) {
        struct text rule = {
            .es = str_format(ctx->arena, "No hay un registro con ese código en: %s, o no está a su alcance.", target->plural.es).ptr,
            .en = str_format(ctx->arena, "There is no record with that code in: %s, or it is out of your reach.", target->plural.en).ptr,
        };
        return ctx_fault(ctx, field->name, ref->code, rule,
                         TEXT("Revise el código, o registre primero lo que falta.",
                              "Check the code, or record what is missing first."));
    }
    if (matches > 1) {
        return ctx_fault(ctx, field->name, ref->code,
                         TEXT("Varias agencias usan ese código.", "Several agencies use that code."),
                         TEXT("Escriba agencia/código.", "Write agency/code."));
    }
    struct id agency_before = head->agency;
    take_target(head, ref, across, found);
    if (ctx->ref_cache != NULL) {
        struct known_ref *known = ARENA_NEW(ctx->ref_cache->arena, struct known_ref);
        *known = found;
        map_set(ctx->ref_cache, cache_key(ctx, target, across, agency_before, ref->code), known);
    }
    return ERR_OK;
}

static bool goes_across(const struct entity *entity, const struct field *field)
{
    for (size_t i = 0; i < entity->store->link_count; i++) {
        const struct entity_link *link = &entity->store->links[i];
        if (strcmp(link->field, field->name) == 0) {
            return link->across;
        }
    }
    return false;
}

static enum err resolve_field(struct ctx *ctx, const struct entity *entity, const struct field *field, void *row)
{
    struct record *head = head_of(row);
    if (field->type == FIELD_TYPE_REF) {
        return resolve_ref(ctx, field, false, head, FIELD_AT(struct ref, field, row));
    }
    if (field->type == FIELD_TYPE_REFS) {
        struct refs *refs = FIELD_AT(struct refs, field, row);
        bool across = goes_across(entity, field);
        for (size_t i = 0; i < refs->len; i++) {
            TRY(resolve_ref(ctx, field, across, head, &refs->items[i]));
        }
    } else if (field->type == FIELD_TYPE_SHARES) {
        struct shares *shares = FIELD_AT(struct shares, field, row);
        for (size_t i = 0; i < shares->len; i++) {
            TRY(resolve_ref(ctx, field, false, head, &shares->items[i].to));
        }
    }
    return ERR_OK;
}

FALLIBLE record_resolve(struct ctx *ctx, const struct entity *entity, void *row)
{
    bool faulty = false;
    /* The unit first: it says which agency the record belongs to. */
    const struct field *unit = shape_find(&entity->shape, S("unit"));
    if (unit != NULL && !unit->computed) {
        struct record *head = head_of(row);
        if (id_is_none(head->unit.id) && str_is_empty(head->unit.code)) {
            head->unit.id = ctx->scope.unit;
            if (id_is_none(head->agency)) {
                head->agency = ctx->scope.agency;
            }
        }
        enum err err = resolve_field(ctx, entity, unit, row);
        if (err != ERR_OK && err != ERR_INVALID) {
            return err;
        }
        faulty = err == ERR_INVALID;
    }
    /* Units themselves belong to no unit, and a unit's parent may lie in another agency. */
    struct id own_agency = head_of(row)->agency;
    if (unit == NULL) {
        head_of(row)->agency = ID_NONE;
    }
    for (size_t i = 0; i < entity->shape.count; i++) {
        const struct field *field = &entity->shape.fields[i];
        if (field == unit || (field->computed && field->type != FIELD_TYPE_REF)) {
            continue;
        }
        enum err err = resolve_field(ctx, entity, field, row);
        if (err != ERR_OK && err != ERR_INVALID) {
            return err;
        }
        faulty |= err == ERR_INVALID;
    }
    if (unit == NULL && !id_is_none(own_agency)) {
        head_of(row)->agency = own_agency;
    }
    return faulty ? ERR_INVALID : ERR_OK;
}

/* ---- references: ids to codes and labels ------------------------------------------------------ */

struct known_label {
    struct str code;
    struct str label;
};

static const struct sql agency_code = SQL_INIT("SELECT code FROM unit WHERE agency = ?1 AND id = ?1");

static enum err look_up_label(struct ctx *ctx, struct sql sql, struct id agency, struct id id, struct known_label *out)
{
    struct db_stmt *stmt;
    bool row = false;
    TRY(db_prepare(ctx->db, sql, &stmt));
    db_bind_id(stmt, 1, agency);
    if (!id_is_none(id)) {
        db_bind_id(stmt, 2, id);
    }
    TRY(db_step(stmt, &row));
    if (row) {
        out->code = db_column_text(stmt, 0, ctx->arena);
        out->label = id_is_none(id) ? STR_NONE : db_column_text(stmt, 1, ctx->arena);
    }
    db_reset(stmt);
    return ERR_OK;
}

/* The code alone, or agency/code if the target lies in another agency than the record. */
static enum err label_ref(struct ctx *ctx, const struct entity *target, struct id agency, struct map *known, struct ref *ref)
{
    if (id_is_none(ref->id) || !str_is_empty(ref->code)) {
        return ERR_OK;
    }
    bool elsewhere = !id_is_none(ref->agency) && !id_eq(ref->agency, agency);
    struct id of = elsewhere ? ref->agency : agency;
    struct str key = {(const char *)ref->id.bytes, 16};
    struct known_label *label = map_find(known, key);
    if (label == NULL) {
        label = ARENA_NEW(ctx->arena, struct known_label);
        TRY(look_up_label(ctx, target->store->label, of, ref->id, label));
        map_set(known, key, label);
    }
    ref->code = label->code;
    ref->label = label->label;
    if (elsewhere) {
        struct known_label whose = {0};
        TRY(look_up_label(ctx, agency_code, of, ID_NONE, &whose));
        ref->code = str_format(ctx->arena, STR_FMT "/" STR_FMT, STR_ARG(whose.code), STR_ARG(label->code));
    }
    return ERR_OK;
}

FALLIBLE record_label(struct ctx *ctx, const struct entity *entity, void *rows, size_t count)
{
    struct map known = MAP(ctx->arena);
    for (size_t n = 0; n < count; n++) {
        char *row = (char *)rows + n * entity->shape.size;
        struct id agency = head_of(row)->agency;
        for (size_t i = 0; i < entity->shape.count; i++) {
            const struct field *field = &entity->shape.fields[i];
            if (field->type == FIELD_TYPE_REF) {
                TRY(label_ref(ctx, field->target, agency, &known, FIELD_AT(struct ref, field, row)));
            } else if (field->type == FIELD_TYPE_REFS) {
                struct refs *refs = FIELD_AT(struct refs, field, row);
                for (size_t k = 0; k < refs->len; k++) {
                    TRY(label_ref(ctx, field->target, agency, &known, &refs->items[k]));
                }
            } else if (field->type == FIELD_TYPE_SHARES) {
                struct shares *shares = FIELD_AT(struct shares, field, row);
                for (size_t k = 0; k < shares->len; k++) {
                    TRY(label_ref(ctx, field->target, agency, &known, &shares->items[k].to));
                }
            }
        }
    }
    return ERR_OK;
}

/* ---- writing --------------------------------------------------------------------------------- */

static void bind_field(struct db_stmt *stmt, int at, const struct field *field, const void *row)
{
    switch (field->type) {
    case FIELD_TYPE_TEXT:
    case FIELD_TYPE_CHOICE:
    case FIELD_TYPE_CHOICES:
    case FIELD_TYPE_CATALOGUE: {
        struct str value = FIELD_GET(struct str, field, row);
        if (str_is_empty(value)) {
            db_bind_null(stmt, at);
        } else {
            db_bind_text(stmt, at, value);
        }
        break;
    }
    case FIELD_TYPE_INT:
    case FIELD_TYPE_PERCENT:
    case FIELD_TYPE_MINUTES:
    case FIELD_TYPE_TIME:
    case FIELD_TYPE_INSTANT:
        db_bind_int_or_null(stmt, at, FIELD_GET(int64_t, field, row));
        break;
    case FIELD_TYPE_BOOL: {
        enum answer answer = FIELD_GET(enum answer, field, row);
        db_bind_int_or_null(stmt, at, answer == ANSWER_NONE ? INT_NONE : answer == ANSWER_YES);
        break;
    }
    case FIELD_TYPE_DATE:
        db_bind_date(stmt, at, FIELD_GET(struct date, field, row));
        break;
    case FIELD_TYPE_MONEY:
        db_bind_int_or_null(stmt, at, FIELD_AT(const struct money, field, row)->minor);
        break;
    case FIELD_TYPE_ID:
        db_bind_id(stmt, at, FIELD_GET(struct id, field, row));
        break;
    case FIELD_TYPE_REF:
        db_bind_id(stmt, at, FIELD_AT(const struct ref, field, row)->id);
        break;
    default:
        assert(false); /* a field of this type is not stored */
    }
}

static enum err write_link(struct ctx *ctx, const struct entity_link *link, const struct field *field, const struct record *head,
                           const void *row, bool remove_first)
{
    struct db_stmt *stmt;
    if (remove_first) {
        TRY(db_prepare(ctx->db, link->remove, &stmt));
        db_bind_id(stmt, 1, head->agency);
        db_bind_id(stmt, 2, head->id);
        TRY(db_send(stmt));
    }
    bool shares = field->type == FIELD_TYPE_SHARES;
    size_t len = shares ? FIELD_AT(const struct shares, field, row)->len : FIELD_AT(const struct refs, field, row)->len;
    if (len == 0) {
        return ERR_OK;
    }
    TRY(db_prepare(ctx->db, link->insert, &stmt));
    for (size_t i = 0; i < len; i++) {
        db_bind_id(stmt, 1, head->agency);
        db_bind_id(stmt, 2, head->id);
        db_bind_int(stmt, 3, (int64_t)i);
        if (shares) {
            const struct share *share = &FIELD_AT(const struct shares, field, row)->items[i];
            db_bind_id(stmt, 4, share->to.id);
            db_bind_int(stmt, 5, share->percent);
        } else {
            const struct ref *ref = &FIELD_AT(const struct refs, field, row)->items[i];
            db_bind_id(stmt, 4, ref->id);
            if (link->across) {
                db_bind_id(stmt, 5, id_is_none(ref->agency) ? head->agency : ref->agency);
            }
        }
        TRY(db_send(stmt));
    }
    return ERR_OK;
}

static enum err exists_fault(struct ctx *ctx, const struct entity *entity, const struct record *head)
{
    struct text rule = {
        .es = str_format(ctx->arena, "Ya existe en %s un registro con ese código, o igual a este.", entity->plural.es).ptr,
        .en = str_format(ctx->arena, "A record with that code, or equal to this one, already exists in %s.", entity->plural.en).ptr,
    };
    ctx_fault(ctx, "code", head->code, rule,
              TEXT("Use otro código, o corrija el registro que ya existe.", "Use another code, or correct the existing record."));
    return ERR_EXISTS;
}

static enum err store_row(struct ctx *ctx, const struct entity *entity, const void *row, bool is_new)
{
    const struct record *head = row;
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, is_new ? entity->store->insert : entity->store->update, &stmt));
    db_bind_id(stmt, 1, head->agency);
    db_bind_id(stmt, 2, head->id);
    db_bind_int(stmt, 3, head->version);
    db_bind_int(stmt, 4, head->created_seq);
    db_bind_int(stmt, 5, head->changed_seq);
    db_bind_int_or_null(stmt, 6, head->source_line);
    int at = 7;
    for (size_t i = 0; i < entity->shape.count; i++) {
        if (!is_listed(&entity->shape.fields[i])) {
            bind_field(stmt, at++, &entity->shape.fields[i], row);
        }
    }
    /* Of an update the number of changed rows matters. */
    enum err err = is_new ? db_send(stmt) : db_run(stmt);
    if (err == ERR_EXISTS) {
        return exists_fault(ctx, entity, head);
    }
    TRY(err);
    if (!is_new && db_changes(stmt) != 1) {
        return ERR_CONFLICT;
    }
    for (size_t i = 0; i < entity->store->link_count; i++) {
        const struct entity_link *link = &entity->store->links[i];
        const struct field *field = shape_find(&entity->shape, str_of(link->field));
        TRY(write_link(ctx, link, field, head, row, !is_new));
    }
    return ERR_OK;
}

static const struct sql counter_next =
    SQL_INIT("INSERT INTO code_counter (agency, dataset, last) VALUES (?1, ?2, 1) "
             "ON CONFLICT (agency, dataset) DO UPDATE SET last = code_counter.last + 1 RETURNING last");

/* The next free code of the program's own series: codes that people gave may lie in its way. */
static enum err make_code(struct ctx *ctx, const struct entity *entity, struct record *head)
{
    for (int attempt = 0; attempt < 10000; attempt++) {
        struct db_stmt *stmt;
        bool row = false;
        TRY(db_prepare(ctx->db, counter_next, &stmt));
        db_bind_id(stmt, 1, head->agency);
        db_bind_text(stmt, 2, str_of(entity->dataset));
        TRY(db_step(stmt, &row));
        int64_t number = db_column_int(stmt, 0);
        db_reset(stmt);
        struct str code = str_format(ctx->arena, "%s-%06lld", entity->code_prefix, (long long)number);
        struct scope scope = ctx->scope;
        scope.agency_low = head->agency;
        scope.agency_high = head->agency;
        struct known_ref taken;
        int matches = 0;
        TRY(find_in_scope(ctx, entity, scope, code, NULL, &taken, &matches));
        if (matches == 0) {
            head->code = code;
            return ERR_OK;
        }
    }
    return ERR_INTERNAL;
}

/* {"field":[before,after],…} of the fields that differ. */
static void write_changes(struct ctx *ctx, const struct entity *entity, const void *row, const void *before)
{
    struct buf *out = ARENA_NEW(ctx->arena, struct buf);
    *out = BUF(ctx->arena);
    struct json_writer writer = json_writer(out);
    json_open_object(&writer);
    for (size_t i = 0; i < entity->shape.count; i++) {
        const struct field *field = &entity->shape.fields[i];
        bool none = field_is_none(field, row);
        if (before == NULL ? none : field_eq(field, row, before)) {
            continue;
        }
        json_key(&writer, str_of(field->name));
        json_open_array(&writer);
        if (before == NULL || field_is_none(field, before)) {
            json_null(&writer);
        } else {
            json_text(&writer, field_plain(ctx->arena, field, before));
        }
        if (none) {
            json_null(&writer);
        } else {
            json_text(&writer, field_plain(ctx->arena, field, row));
        }
        json_close_array(&writer);
    }
    json_close_object(&writer);
    ctx->changes = out;
}

/* A change to her own clients only: an adviser reads her unit's records and changes those that name her, or nobody. */
static enum err own_check(struct ctx *ctx, const struct entity *entity, const void *before)
{
    if (ctx->actor.role != ROLE_ADVISER) {
        return ERR_OK;
    }
    const struct field *adviser = shape_find(&entity->shape, S("adviser"));
    if (adviser == NULL || adviser->type != FIELD_TYPE_REF || field_is_none(adviser, before)) {
        return ERR_OK;
    }
    const struct ref *ref = FIELD_AT(const struct ref, adviser, before);
    if (id_eq(ref->id, ctx->actor.staff)) {
        return ERR_OK;
    }
    ctx_fault(ctx, "adviser", ref->code, TEXT("Este registro es de otra persona asesora.", "This record belongs to another adviser."),
              TEXT("Pídale el cambio a ella o a la dirección del centro.", "Ask her, or the centre's director, for the change."));
    return ERR_DENIED;
}

FALLIBLE record_find_seen(struct ctx *ctx, const struct entity *entity, struct str code, int64_t version, void *out)
{
    TRY(record_find_code(ctx, entity, code, out));
    const struct record *record = out;
    TRY(own_check(ctx, entity, out));
    if (record->annulled == ANSWER_YES) {
        return ctx_fault(ctx, "code", record->code, TEXT("El registro está anulado.", "The record is annulled."),
                         TEXT("Un registro anulado no se cambia; registre uno nuevo.",
                              "An annulled record is not changed; record a new one."));
    }
    if (version == INT_NONE) {
        return ERR_PRECONDITION;
    }
    if (record->version != version) {
        (void)ctx_fault(ctx, "version", str_format(ctx->arena, "%lld", (long long)version),
                        TEXT("Otra persona cambió el registro mientras tanto.",
                             "Somebody changed the record in the meantime."),
                        TEXT("Vea el registro como está ahora y repita la acción si todavía corresponde.",
                             "Look at the record as it is now and repeat the action if it still applies."));
        return ERR_CONFLICT;
    }
    return ERR_OK;
}

static void set_subject(struct ctx *ctx, const struct entity *entity, const struct record *head)
{
    ctx->subject = str_format(ctx->arena, "%s/" STR_FMT, entity->dataset, STR_ARG(head->code));
    ctx->subject_id = head->id;
    ctx->subject_unit = head->unit.id;
    ctx->subject_version = head->version;
}

FALLIBLE record_write(struct ctx *ctx, const struct entity *entity, void *row, const void *before)
{
    struct record *head = head_of(row);
    if (before == NULL) {
        head->id = id_new();
        head->version = 1;
        head->created_seq = ctx->seq;
    } else {
        const struct record *old = before;
        head->agency = old->agency;
        head->id = old->id;
        head->version = old->version + 1;
        head->created_seq = old->created_seq;
    }
    head->changed_seq = ctx->seq;
    enum err resolved = record_resolve(ctx, entity, row);
    if (resolved != ERR_OK && resolved != ERR_INVALID) {
        return resolved;
    }
    enum err shape = shape_check(ctx->fault, &entity->shape, row);
    if (resolved != ERR_OK || shape != ERR_OK) {
        return ERR_INVALID;
    }
    if (entity->flow != NULL) {
        TRY(flow_check(ctx, entity, row, before));
    }
    if (entity->check != NULL) {
        TRY(entity->check(ctx, row, before));
    }
    if (id_is_none(head->agency)) {
        return ctx_fault(ctx, "unit", head->unit.code, TEXT("No se sabe de qué agencia es el registro.", "It is not known whose record this is."),
                         TEXT("Escriba la unidad, o agencia/código.", "Write the unit, or agency/code."));
    }
    if (str_is_empty(head->code)) {
        TRY(make_code(ctx, entity, head));
    } else if (before == NULL && (str_find(head->code, S("/")) != SIZE_MAX || str_find(head->code, S(";")) != SIZE_MAX)) {
        return ctx_fault(ctx, "code", head->code, TEXT("Un código no lleva barra «/» ni punto y coma.", "A code holds no slash and no semicolon."),
                         TEXT("Use letras, cifras, guion o punto.", "Use letters, digits, hyphen or dot."));
    }
    TRY(store_row(ctx, entity, row, before == NULL));
    if (entity->written != NULL) {
        TRY(entity->written(ctx, row, before));
    }
    if (entity->touches != NULL) {
        entity->touches(ctx, row);
        if (before != NULL) {
            entity->touches(ctx, before);
        }
    }
    if (!ctx->importing) {
        set_subject(ctx, entity, head);
        write_changes(ctx, entity, row, before);
    }
    return ERR_OK;
}

/* ---- the verbs ---------------------------------------------------------------------------------- */

FALLIBLE record_add(struct ctx *ctx, const void *in, void *out)
{
    const struct entity *entity = ctx->op->entity;
    memcpy(out, in, entity->shape.size);
    struct record *head = head_of(out);
    head->agency = ID_NONE;
    head->source_line = INT_NONE;
    head->annulled = ANSWER_NONE;
    head->annul_reason = STR_NONE;
    shape_fill(ctx->arena, &entity->shape, out);
    TRY(record_write(ctx, entity, out, NULL));
    return record_label(ctx, entity, out, 1);
}

struct record_told record_told(const struct ctx *ctx)
{
    return (struct record_told){ctx->subject, ctx->subject_id, ctx->subject_version, ctx->subject_unit, ctx->changes};
}

void record_tell(struct ctx *ctx, const struct record_told *told)
{
    ctx->subject = told->subject;
    ctx->subject_id = told->subject_id;
    ctx->subject_version = told->subject_version;
    ctx->subject_unit = told->subject_unit;
    ctx->changes = told->changes;
}

/* The fields that others changed after the version the caller saw, with what they wrote. *untold: some of those versions came
 * with another record's change or from a file, and which fields they changed is not known. */
static enum err others_changes(struct ctx *ctx, const struct record *current, int64_t seen, struct map *out, bool *untold)
{
    struct audit_change *changes = NULL;
    size_t count = 0;
    TRY(audit_changes(ctx, current->agency, current->id, seen, &changes, &count));
    for (size_t i = 0; i < count; i++) {
        struct json *body = NULL;
        struct str problem;
        if (json_parse(ctx->arena, changes[i].body, &body, &problem) != ERR_OK || body->type != JSON_OBJECT) {
            return ERR_CORRUPT;
        }
        for (size_t k = 0; k < body->len; k++) {
            map_set(out, body->members[k].key, &changes[i]);
        }
    }
    *untold = (int64_t)count < current->version - seen;
    return ERR_OK;
}

static enum err ask_which(struct ctx *ctx, const struct field *field, const struct audit_change *other, const void *in, const void *before)
{
    struct str theirs = field_plain(ctx->arena, field, before);
    struct text rule = {
        .es = str_format(ctx->arena, "" STR_FMT " lo cambió mientras tanto; ahora dice: «" STR_FMT "».",
                         STR_ARG(other == NULL ? S("Otra operación") : other->actor), STR_ARG(theirs)).ptr,
        .en = str_format(ctx->arena, "" STR_FMT " changed it in the meantime; it now says: “" STR_FMT "”.",
                         STR_ARG(other == NULL ? S("Another operation") : other->actor), STR_ARG(theirs)).ptr,
    };
    return fault_add(ctx->fault, str_of(field->name), field_plain(ctx->arena, field, in), rule,
                     TEXT("Decida cuál vale y guarde de nuevo.", "Decide which holds and save again."));
}

static enum err apply_given(struct ctx *ctx, const struct entity *entity, const void *in, const struct map *others, bool untold,
                            const void *before, void *row)
{
    bool conflict = false;
    for (size_t i = 0; i < entity->shape.count; i++) {
        const struct field *field = &entity->shape.fields[i];
        if (field->computed || str_eq_c(S("code"), field->name) || (ctx->given != NULL && !ctx->given[i])) {
            continue;
        }
        const struct audit_change *other = map_find(others, str_of(field->name));
        if ((other != NULL || untold) && !field_eq(field, in, before)) {
            conflict = ask_which(ctx, field, other, in, before) == ERR_INVALID;
            continue;
        }
        field_copy(field, in, row);
    }
    return conflict ? ERR_CONFLICT : ERR_OK;
}

FALLIBLE record_set(struct ctx *ctx, const void *in, void *out)
{
    const struct entity *entity = ctx->op->entity;
    const struct record *asked = in;
    void *before = arena_alloc(ctx->arena, entity->shape.size);
    TRY(record_find_code(ctx, entity, asked->code, before));
    TRY(record_label(ctx, entity, before, 1));
    struct record *current = head_of(before);
    TRY(own_check(ctx, entity, before));
    if (current->annulled == ANSWER_YES) {
        return ctx_fault(ctx, "code", current->code, TEXT("El registro está anulado.", "The record is annulled."),
                         TEXT("Un registro anulado no se cambia; registre uno nuevo.",
                              "An annulled record is not changed; record a new one."));
    }
    if (asked->version > current->version) {
        struct text rule = {
            .es = str_format(ctx->arena, "El registro va por la versión %lld.", (long long)current->version).ptr,
            .en = str_format(ctx->arena, "The record is at version %lld.", (long long)current->version).ptr,
        };
        ctx_fault(ctx, "version", str_format(ctx->arena, "%lld", (long long)asked->version), rule,
                  TEXT("Véalo de nuevo y use la versión que lea.", "Look at it again and use the version that you read."));
        return ERR_CONFLICT;
    }
    void *wanted = arena_alloc(ctx->arena, entity->shape.size);
    memcpy(wanted, in, entity->shape.size);
    head_of(wanted)->agency = current->agency;
    TRY(record_resolve(ctx, entity, wanted));
    struct map others = MAP(ctx->arena);
    bool untold = false;
    if (asked->version > 0 && asked->version < current->version) {
        TRY(others_changes(ctx, current, asked->version, &others, &untold));
    }
    memcpy(out, before, entity->shape.size);
    TRY(apply_given(ctx, entity, wanted, &others, untold, before, out));
    struct record *head = head_of(out);
    head->annulled = current->annulled;
    head->annul_reason = current->annul_reason;
    TRY(record_write(ctx, entity, out, before));
    return record_label(ctx, entity, out, 1);
}

FALLIBLE record_annul_row(struct ctx *ctx, const struct entity *entity, const void *before, struct str code, struct str reason, void *out)
{
    memcpy(out, before, entity->shape.size);
    struct record *head = head_of(out);
    head->code = code;
    head->annulled = ANSWER_YES;
    head->annul_reason = reason;
    head->version += 1;
    head->changed_seq = ctx->seq;
    /* Annulment bypasses the noun's own check: a record that became invalid must still be annullable. */
    TRY(store_row(ctx, entity, out, false));
    if (entity->written != NULL) {
        TRY(entity->written(ctx, out, before));
    }
    if (entity->touches != NULL) {
        entity->touches(ctx, out);
    }
    return ERR_OK;
}

FALLIBLE record_annul(struct ctx *ctx, const void *in, void *out)
{
    const struct entity *entity = ctx->op->entity;
    const struct record_annul_input *input = in;
    void *before = arena_alloc(ctx->arena, entity->shape.size);
    TRY(record_find_code(ctx, entity, input->code, before));
    TRY(record_label(ctx, entity, before, 1));
    struct record *current = head_of(before);
    if (input->version != INT_NONE && input->version != current->version) {
        ctx_fault(ctx, "version", str_format(ctx->arena, "%lld", (long long)input->version),
                  TEXT("El registro cambió mientras tanto.", "The record changed in the meantime."),
                  TEXT("Véalo de nuevo antes de anularlo.", "Look at it again before you annul it."));
        return ERR_CONFLICT;
    }
    if (current->annulled == ANSWER_YES) {
        return ctx_fault(ctx, "code", current->code, TEXT("El registro ya está anulado.", "The record is already annulled."),
                         TEXT("No hay nada que hacer.", "There is nothing to do."));
    }
    TRY(record_annul_row(ctx, entity, before, current->code, input->reason, out));
    ctx->reason = input->reason;
    set_subject(ctx, entity, head_of(out));
    write_changes(ctx, entity, out, before);
    return ERR_OK;
}

FALLIBLE record_get(struct ctx *ctx, const void *in, void *out)
{
    const struct entity *entity = ctx->op->entity;
    const struct record_code_input *input = in;
    TRY(record_find_code(ctx, entity, input->code, out));
    set_subject(ctx, entity, head_of(out));
    return record_label(ctx, entity, out, 1);
}

struct str record_cursor(struct ctx *ctx, const struct record *last)
{
    if (id_eq(ctx->scope.agency_low, ctx->scope.agency_high)) {
        return last->code;
    }
    return str_format(ctx->arena, STR_FMT "/" STR_FMT, STR_ARG(id_format(ctx->arena, last->agency)), STR_ARG(last->code));
}

FALLIBLE record_list(struct ctx *ctx, const void *in, void *out)
{
    const struct entity *entity = ctx->op->entity;
    const struct record_list_input *input = in;
    struct list *list = out;
    int64_t limit = input->limit == INT_NONE ? 50 : input->limit;
    struct scope after_scope;
    struct str after;
    TRY(split_code(ctx, input->after.ptr == NULL ? S("") : input->after, &after_scope, &after));
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, entity->store->page, &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_blob(stmt, 5, (struct str){(const char *)after_scope.agency_low.bytes, 16});
    db_bind_text(stmt, 6, after);
    db_bind_int(stmt, 7, limit + 1);
    /* Lists are asked for with wide limits and hold little. */
    size_t size = entity->shape.size;
    size_t room = 16;
    char *rows = arena_array(ctx->arena, room, size);
    size_t len = 0;
    for (;;) {
        bool row = false;
        TRY(db_step(stmt, &row));
        if (!row) {
            break;
        }
        if (len == room) {
            char *larger = arena_array(ctx->arena, room *= 4, size);
            memcpy(larger, rows, len * size);
            rows = larger;
        }
        TRY(record_read(ctx, stmt, entity, rows + len++ * entity->shape.size));
    }
    bool more = (int64_t)len > limit;
    len -= more;
    for (size_t i = 0; i < len; i++) {
        TRY(record_read_links(ctx, entity, rows + i * entity->shape.size));
    }
    TRY(record_label(ctx, entity, rows, len));
    *list = (struct list){.shape = &entity->shape, .rows = {rows, len}, .total = INT_NONE};
    if (more) {
        const struct record *last = (const struct record *)(const void *)(rows + (len - 1) * entity->shape.size);
        list->next = record_cursor(ctx, last);
    }
    return ERR_OK;
}
