#include "exchange/import_ops.h"

#include "exchange/import_job.h"

#include "base/map.h"
#include "base/seam.h"
#include "base/utf8.h"
#include "core/record.h"
#include "db/db.h"
#include "exchange/hint_ops.h"
#include "exchange/mapping.h"
#include "exchange/past.h"
#include "format/json.h"
#include "format/sheet.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Codes remembered while a file is read; past this number the memory is emptied and begun anew. */
#define CACHE_MOST 200000
#define PASSES_MOST 40
/* Rows that go to the database together, where the engine lets them. */
#define BATCH_ROWS 100
#define BATCH_BYTES 1000000
/* Rows after which the database learns anew what its tables hold; then after eight times as many, and at the end. */
#define LEARN_FIRST 256
#define NOTICES_MOST 50

/* Rows read and not worked on yet. */
struct batch {
    struct arena arena;
    struct sheet_row rows[BATCH_ROWS];
    size_t len;
    size_t bytes;
};

struct import {
    struct ctx *ctx;
    const struct import_input *input;
    struct import_output *output;
    const struct entity *entity;
    struct sheet *sheet;
    struct mapping_plan *plan; /* NULL: the file's columns are ours */
    const struct field **columns; /* per heading; NULL: a computed field, read over */
    size_t column_count;
    struct hint_columns hints;
    bool applying;       /* import.run; otherwise only what a row says by itself is checked */
    bool search_existing; /* look every code up before adding */
    struct fault warnings; /* of rows that were taken */
    struct fault *fault; /* the call's; ctx->fault is the row's while a row is worked on */
    struct arena cache_arena;
    struct map cache;
    struct hasher manifest;
    int fd;
    int pass;
    bool may_defer;
    bool gathers;      /* rows are applied in batches, their statements on their way together */
    bool only_reading; /* the transaction is lost: the rest of the file is read for its faults alone */
    int64_t deferred; /* rows of this pass whose parent in the same file was not there yet */
};

/* ---- the file and its headings -------------------------------------------------------------------- */

static enum err add_problem(struct fault *fault, const struct problem *problem)
{
    struct str cell = fault->cell;
    fault->cell = problem->place;
    fault_add(fault, problem->column.ptr == NULL ? S("") : problem->column, problem->value, problem->rule, problem->remedy);
    fault->cell = cell;
    return ERR_INVALID;
}

static struct str known_columns(struct arena *arena, const struct shape *shape)
{
    struct buf list = BUF(arena);
    for (size_t i = 0; i < shape->count; i++) {
        buf_put_c(&list, i == 0 ? "" : ", ");
        buf_put_c(&list, shape->fields[i].name);
    }
    buf_put_char(&list, '\0');
    return buf_str(&list);
}

/* Whether the mapping gives every row a value. */
static bool is_constant(const struct import *import, const struct field *field)
{
    for (size_t i = 0; import->plan != NULL && i < import->plan->constant_count; i++) {
        if (import->plan->constants[i].field == field) {
            return true;
        }
    }
    return false;
}

static enum err read_headings(struct import *import)
{
    struct arena *arena = import->fault->arena;
    const struct shape *shape = &import->entity->shape;
    const struct str *headings = sheet_header(import->sheet, &import->column_count);
    import->columns = ARENA_ARRAY(arena, const struct field *, import->column_count);
    bool *seen = ARENA_ARRAY(arena, bool, shape->count);
    size_t before = import->fault->total;
    size_t unknown = 0;
    for (size_t i = 0; i < import->column_count; i++) {
        bool left_out = false;
        const struct field *field = import->plan == NULL ? NULL : mapping_column(import->plan, arena, headings[i], &left_out);
        if (left_out) {
            continue;
        }
        field = field == NULL ? mapping_named(arena, shape, headings[i]) : field;
        import->fault->cell = sheet_name(import->sheet);
        if (field == NULL) {
            /* The names are listed once; forty foreign columns would else be forty such lists. */
            fault_add(import->fault, headings[i], STR_NONE,
                      TEXT("Esa columna no existe en este conjunto de datos.", "That column does not exist in this dataset."),
                      unknown++ > 0
                          ? TEXT("Quítela o cambie su nombre por el de una columna.", "Take it out, or rename it to that of a column.")
                          : text_format(arena, TEXT("Quítela o cambie su nombre por uno de: %s.", "Take it out, or rename it to one of: %s."),
                                        known_columns(arena, shape).ptr));
            continue;
        }
        size_t index = (size_t)(field - shape->fields);
        if (seen[index]) {
            fault_add(import->fault, headings[i], STR_NONE, TEXT("Esa columna está dos veces.", "That column stands there twice."),
                      TEXT("Deje una sola.", "Leave only one."));
        }
        seen[index] = true;
        import->columns[i] = field->computed ? NULL : field;
    }
    for (size_t i = 0; i < shape->count; i++) {
        const struct field *field = &shape->fields[i];
        if (field->required && !field->computed && field->initial == NULL && !seen[i] && strcmp(field->name, "unit") != 0 &&
            !is_constant(import, field)) {
            fault_add(import->fault, str_of(field->name), STR_NONE, TEXT("Falta esta columna, que es obligatoria.", "This required column is missing."),
                      TEXT("Agréguela al archivo.", "Add it to the file."));
        }
    }
    import->fault->cell = STR_NONE;
    import->hints = hint_columns_of(arena, import->entity, headings, import->columns, import->column_count);
    return import->fault->total == before ? ERR_OK : ERR_INVALID;
}

/* Why the file cannot be read, and what to do about it. */
static enum err unreadable(struct fault *fault, struct str path, int number)
{
    if (number == ENOENT || number == ENOTDIR) {
        return fault_add(fault, S("path"), path, TEXT("No hay un archivo con ese nombre.", "There is no file of that name."),
                         TEXT("Revise el nombre y la carpeta.", "Check the name and the folder."));
    }
    if (number == EISDIR) {
        return fault_add(fault, S("path"), path, TEXT("Es una carpeta y no un archivo.", "That is a folder and not a file."),
                         TEXT("Nombre un archivo .csv o .xlsx de la carpeta.", "Name a .csv or .xlsx file in that folder."));
    }
    if (number == EACCES || number == EPERM) {
        return fault_add(fault, S("path"), path, TEXT("No tiene permiso de leer este archivo.", "You may not read this file."),
                         TEXT("Pida el permiso a su dueño, o copie el archivo a una carpeta propia.",
                              "Ask its owner for the permission, or copy the file into a folder of your own."));
    }
    return fault_add(fault, S("path"), path, TEXT("El archivo no se puede leer.", "The file cannot be read."),
                     TEXT("Cópielo a otro disco e intente de nuevo.", "Copy it to another disk and try again."));
}

static enum err hash_file(struct arena *arena, struct str path, struct str *out)
{
    int fd = open(str_c(arena, path), O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return ERR_NOT_FOUND;
    }
    struct stat state;
    if (fstat(fd, &state) == 0 && S_ISDIR(state.st_mode)) {
        close(fd);
        errno = EISDIR;
        return ERR_NOT_FOUND;
    }
    struct hasher hasher;
    hash_start(&hasher);
    static _Thread_local char chunk[65536];
    ssize_t got;
    while ((got = read(fd, chunk, sizeof(chunk))) > 0) {
        hash_add(&hasher, (struct str){chunk, (size_t)got});
    }
    close(fd);
    if (got < 0) {
        return ERR_IO;
    }
    struct hash hash = hash_finish(&hasher);
    *out = hash_hex(arena, &hash);
    return ERR_OK;
}

static enum err take_mapping(struct import *import, struct str *decimal)
{
    struct str code = import->input->mapping;
    struct arena *arena = import->fault->arena;
    struct mapping *mapping = shape_new(arena, &mapping_entity.shape);
    if (str_is_empty(code) && str_is_empty(import->input->constants)) {
        return ERR_OK;
    }
    if (str_is_empty(code)) {
        mapping->dataset = import->input->dataset;
        mapping->constants = import->input->constants;
        import->plan = ARENA_NEW(arena, struct mapping_plan);
        return mapping_read(arena, import->fault, mapping, import->plan);
    }
    enum err err = record_find_code(import->ctx, &mapping_entity, code, mapping);
    if (err == ERR_NOT_FOUND || (err == ERR_OK && !str_eq(mapping->dataset, import->input->dataset))) {
        return fault_add(import->fault, S("mapping"), code,
                         TEXT("No hay una correspondencia de columnas con ese código para este conjunto.",
                              "There is no mapping of columns of that code for this dataset."),
                         TEXT("Vea las que hay con import_mapping.list.", "See those there are with import_mapping.list."));
    }
    TRY(err);
    import->plan = ARENA_NEW(arena, struct mapping_plan);
    *decimal = str_is_empty(*decimal) ? mapping->decimal : *decimal;
    mapping->constants = str_format(arena, STR_FMT "\n" STR_FMT, STR_ARG(import->input->constants), STR_ARG(mapping->constants));
    return mapping_read(arena, import->fault, mapping, import->plan);
}

static enum err open_file(struct import *import)
{
    struct arena *arena = import->fault->arena;
    const struct import_input *input = import->input;
    import->entity = entity_find_dataset(input->dataset);
    if (import->entity == NULL) {
        return fault_add(import->fault, S("dataset"), input->dataset, TEXT("No hay un conjunto de datos con ese nombre.", "There is no dataset of that name."),
                         TEXT("Vea los nombres con: adelante describe datasets.", "See the names with: adelante describe datasets."));
    }
    if (hash_file(arena, input->path, &import->output->sha256) != ERR_OK) {
        return unreadable(import->fault, str_is_empty(input->name) ? input->path : input->name, errno);
    }
    struct sheet_options options = {
        .encoding = input->encoding, .delimiter = input->delimiter, .decimal = input->decimal, .sheet = input->sheet};
    struct problem problem = {0};
    TRY(take_mapping(import, &options.decimal));
    int fd = open(str_c(arena, input->path), O_RDONLY | O_CLOEXEC);
    if (fd < 0) {
        return ERR_NOT_FOUND;
    }
    struct str name = str_is_empty(input->name) ? input->path : input->name;
    size_t slash = name.len;
    while (slash > 0 && name.ptr[slash - 1] != '/' && name.ptr[slash - 1] != '\\') {
        slash--;
    }
    import->output->file = str_slice(name, slash, name.len);
    enum err err = sheet_open_fd(arena, fd, import->output->file, options, &import->sheet, &problem);
    if (err != ERR_OK) {
        close(fd);
        return add_problem(import->fault, &problem);
    }
    import->output->found = sheet_says(import->sheet);
    err = read_headings(import);
    if (err != ERR_OK) {
        sheet_close(import->sheet);
        close(fd);
        return err;
    }
    import->fd = fd;
    return ERR_OK;
}

/* ---- one row ------------------------------------------------------------------------------------------ */

/* Puts each fault of the row to its cell and hands it on. */
static void hand_on_faults(struct import *import, struct fault *row_fault, int64_t number, struct fault *to)
{
    for (size_t i = 0; i < row_fault->count; i++) {
        struct fault_item *item = &row_fault->items[i];
        size_t column = SIZE_MAX;
        for (size_t c = 0; c < import->column_count && column == SIZE_MAX; c++) {
            if (import->columns[c] != NULL && str_eq_c(item->field, import->columns[c]->name)) {
                column = c;
            }
        }
        if (column != SIZE_MAX) {
            item->cell = sheet_address(row_fault->arena, import->sheet, number, column);
        } else {
            item->cell = str_format(row_fault->arena, STR_FMT ":%lld", STR_ARG(sheet_name(import->sheet)), (long long)number);
        }
    }
    fault_append(to, row_fault);
}

/* What the mapping says of every row, where the row itself says nothing; and which client a name was decided to be. */
static void take_constants(struct import *import, void *row, bool *given)
{
    struct ctx *ctx = import->ctx;
    const struct shape *shape = &import->entity->shape;
    for (size_t i = 0; import->plan != NULL && i < import->plan->constant_count; i++) {
        const struct mapping_constant *constant = &import->plan->constants[i];
        if (field_is_none(constant->field, row)) {
            enum err err = field_parse(ctx->fault, constant->field, constant->value, ctx->currency, row);
            (void)err; /* counted in the faults */
            given[constant->field - shape->fields] = true;
        }
    }
    struct record *head = row;
    struct str name = import->plan != NULL && str_is_empty(head->code) ? mapping_client_name(ctx->arena, import->entity, row) : S("");
    const struct str *code = str_is_empty(name) ? NULL : mapping_decided(import->plan, ctx->arena, "code", name);
    if (code != NULL && !str_eq(*code, S("-")) && !str_eq(*code, S("*"))) {
        head->code = *code;
        given[shape_find(shape, S("code")) - shape->fields] = true;
    }
}

static enum err parse_row(struct import *import, const struct sheet_row *cells, void *row, bool *given)
{
    struct ctx *ctx = import->ctx;
    size_t before = ctx->fault->total;
    char decimal = sheet_decimal(import->sheet);
    if (import->plan != NULL && import->plan->values.len > 0) {
        import->plan->hint = hint_of(ctx->arena, &import->hints, cells).mark;
        import->plan->row = hint_row_mark(ctx->arena, import->output->sha256, cells->number);
    }
    for (size_t i = 0; i < cells->len; i++) {
        const struct field *field = import->columns[i];
        if (field == NULL) {
            continue;
        }
        struct str text = cells->cells[i].text;
        const char *as_written = text.ptr;
        if (import->plan != NULL && cells->cells[i].kind != XLSX_DATE) {
            text = mapping_value(import->plan, ctx->arena, field, text);
        }
        if (decimal != '.' && text.ptr == as_written && (field->type == FIELD_TYPE_MONEY || field->type == FIELD_TYPE_PERCENT || field->type == FIELD_TYPE_INT)) {
            text = csv_dialect_number(ctx->arena, text, decimal);
        }
        if (cells->cells[i].kind == XLSX_DATE && field->type == FIELD_TYPE_DATE && text.len > 10) {
            text = str_slice(text, 0, 10);
        }
        if (cells->cells[i].kind == XLSX_TIME && field->type == FIELD_TYPE_TIME && text.len == 8) {
            text = str_slice(text, 0, 5);
        }
        enum err err = field_parse(ctx->fault, field, text, ctx->currency, row);
        (void)err; /* counted in the faults */
        given[field - import->entity->shape.fields] = true;
    }
    take_constants(import, row, given);
    return ctx->fault->total == before ? ERR_OK : ERR_INVALID;
}

/* True if a reference of the row to its own dataset names a record that is not there yet. */
static enum err waits_for_parent(struct import *import, void *row, bool *out)
{
    const struct shape *shape = &import->entity->shape;
    struct ctx *ctx = import->ctx;
    *out = false;
    for (size_t i = 0; i < shape->count && !*out; i++) {
        const struct field *field = &shape->fields[i];
        if (field->target != import->entity || field->computed) {
            continue;
        }
        struct ref *refs = FIELD_AT(struct ref, field, row);
        size_t len = field_is_none(field, row) ? 0 : 1;
        if (field->type == FIELD_TYPE_REFS) {
            refs = FIELD_AT(struct refs, field, row)->items;
            len = FIELD_AT(struct refs, field, row)->len;
        }
        for (size_t k = 0; k < len && !*out; k++) {
            void *parent = arena_alloc(ctx->arena, shape->size);
            enum err err = record_find_code(ctx, import->entity, refs[k].code, parent);
            if (err != ERR_OK && err != ERR_NOT_FOUND && err != ERR_INVALID) {
                return err;
            }
            *out = err == ERR_NOT_FOUND;
        }
    }
    return ERR_OK;
}

static enum err change_row(struct import *import, void *row, const bool *given, void *before, int64_t number)
{
    struct ctx *ctx = import->ctx;
    const struct shape *shape = &import->entity->shape;
    struct record *old = before;
    struct record *wanted = row;
    wanted->agency = old->agency;
    TRY(record_resolve(ctx, import->entity, row));
    void *changed = arena_alloc(ctx->arena, shape->size);
    memcpy(changed, before, shape->size);
    const struct field *different = NULL;
    for (size_t i = 0; i < shape->count; i++) {
        const struct field *field = &shape->fields[i];
        if (given[i] && !field->computed && strcmp(field->name, "code") != 0 && !field_eq(field, row, before) &&
            !(field_is_none(field, row) && field->initial != NULL)) {
            different = different == NULL ? field : different;
            field_copy(field, row, changed);
        }
    }
    if (different == NULL || import->input->keep == ANSWER_YES) {
        import->output->unchanged++;
        return ERR_OK;
    }
    if (import->input->update != ANSWER_YES) {
        struct text rule = {
            .es = str_format(ctx->arena, "Ya existe y difiere en: %s.", different->label.es).ptr,
            .en = str_format(ctx->arena, "It exists already and differs in: %s.", different->label.en).ptr,
        };
        return ctx_fault(ctx, "code", wanted->code, rule,
                         TEXT("Importe con la opción de actualizar, o use otro código.",
                              "Import with the option to update, or use another code."));
    }
    ((struct record *)changed)->source_line = number;
    TRY(record_write(ctx, import->entity, changed, before));
    import->output->changed++;
    return ERR_OK;
}

static enum err apply_row(struct import *import, void *row, const bool *given, int64_t number)
{
    struct ctx *ctx = import->ctx;
    struct record *head = row;
    bool waits = false;
    TRY(waits_for_parent(import, row, &waits));
    if (waits && import->may_defer) {
        import->deferred++;
        return ERR_OK;
    }
    if (import->search_existing && !str_is_empty(head->code)) {
        void *before = arena_alloc(ctx->arena, import->entity->shape.size);
        enum err err = record_find_code(ctx, import->entity, head->code, before);
        if (err == ERR_OK) {
            return import->pass > 1 && ((struct record *)before)->created_seq == ctx->seq
                       ? ERR_OK
                       : change_row(import, row, given, before, number);
        }
        if (err != ERR_NOT_FOUND) {
            return err;
        }
    }
    head->source_line = number;
    shape_fill(ctx->arena, &import->entity->shape, row);
    /* A noun may take an absent column otherwise than an empty one (the enterprise of an attendance). */
    ctx->given = given;
    TRY(record_write(ctx, import->entity, row, NULL));
    hash_add(&import->manifest, str_format(ctx->arena, "%lld:" STR_FMT "\n", (long long)number,
                                           STR_ARG(id_format(ctx->arena, head->id))));
    import->output->added++;
    return ERR_OK;
}

/* A row that names no unit is one of the importer's own (record_resolve). */
static void take_own_unit(struct import *import, void *row)
{
    const struct field *unit = shape_find(&import->entity->shape, S("unit"));
    if (unit != NULL && !unit->computed && field_is_none(unit, row)) {
        ((struct record *)row)->unit.id = import->ctx->scope.unit;
    }
}

/* A fault of this row is noted and the next row read; any other error ends the import. */
static enum err work_on_row(struct import *import, const struct sheet_row *cells, struct arena *arena)
{
    struct ctx *ctx = import->ctx;
    struct fault row_fault = {.arena = arena};
    struct fault row_warnings = {.arena = arena};
    struct arena *call_arena = ctx->arena;
    ctx->arena = arena;
    ctx->fault = &row_fault;
    ctx->warnings = &row_warnings;
    void *row = shape_new(arena, &import->entity->shape);
    bool *given = ARENA_ARRAY(arena, bool, import->entity->shape.count);
    enum err err = parse_row(import, cells, row, given);
    bool parsed = err == ERR_OK;
    if (parsed) {
        if (import->applying && !import->only_reading) {
            err = apply_row(import, row, given, cells->number);
            import->only_reading = err == ERR_EXISTS || (err == ERR_INVALID && row_fault.total == 0);
        } else {
            shape_fill(arena, &import->entity->shape, row);
            take_own_unit(import, row);
            err = shape_check(&row_fault, &import->entity->shape, row);
        }
    }
    if (!parsed) {
        shape_check_rest(&row_fault, &import->entity->shape, row);
    }
    if (err == ERR_INVALID && row_fault.total == 0) {
        fault_add(&row_fault, S(""), STR_NONE, TEXT("La base de datos no admite este registro.", "The database does not admit this record."),
                  TEXT("Revise que sus referencias existan y que no repita otro registro.",
                       "Check that its references exist and that it does not repeat another record."));
    }
    if (row_fault.total > 0) {
        hand_on_faults(import, &row_fault, cells->number, import->fault);
        err = err == ERR_INVALID || err == ERR_EXISTS || err == ERR_OK ? ERR_OK : err;
    }
    if (row_warnings.total > 0) {
        hand_on_faults(import, &row_warnings, cells->number, &import->warnings);
    }
    ctx->fault = import->fault;
    ctx->warnings = NULL;
    ctx->arena = call_arena;
    return err;
}

/* ---- the file ------------------------------------------------------------------------------------------ */

/* What a batch changes outside the database. */
struct import_state {
    struct import_output output;
    struct fault fault;
    struct fault warnings;
    struct hasher manifest;
    int64_t deferred;
};

static struct import_state state_of(const struct import *import)
{
    return (struct import_state){*import->output, *import->fault, import->warnings, import->manifest, import->deferred};
}

static void forget_codes(struct import *import)
{
    arena_reset(&import->cache_arena);
    import->cache = MAP(&import->cache_arena);
}

static void go_back_to(struct import *import, const struct import_state *state)
{
    *import->output = state->output;
    *import->fault = state->fault;
    import->warnings = state->warnings;
    import->manifest = state->manifest;
    import->deferred = state->deferred;
    import->only_reading = false;
    forget_codes(import);
}

static enum err work_on_each(struct import *import, const struct batch *batch)
{
    struct arena row_arena = {0};
    enum err err = ERR_OK;
    for (size_t i = 0; i < batch->len && err == ERR_OK; i++) {
        err = work_on_row(import, &batch->rows[i], &row_arena);
        arena_reset(&row_arena);
    }
    arena_release(&row_arena);
    return err;
}

/* The rows' statements travel together. If one of them is refused it is not known whose it was: then the rows are taken back and worked
 * on one by one, so that the report names the cell. */
static enum err work_together(struct import *import, const struct batch *batch)
{
    struct db *db = import->ctx->db;
    struct import_state before = state_of(import);
    TRY(db_savepoint(db));
    db_gather(db);
    enum err err = work_on_each(import, batch);
    enum err settled = db_settle(db);
    err = settled != ERR_OK ? settled : err;
    if (err == ERR_OK && !import->only_reading) {
        return db_release(db);
    }
    if (err != ERR_OK && err != ERR_EXISTS && err != ERR_INVALID) {
        return err;
    }
    db_rollback_savepoint(db);
    go_back_to(import, &before);
    return work_on_each(import, batch);
}

static enum err work_on_batch(struct import *import, struct batch *batch)
{
    enum err err = ERR_OK;
    if (batch->len > 0) {
        err = import->only_reading ? work_on_each(import, batch) : work_together(import, batch);
    }
    batch->len = 0;
    batch->bytes = 0;
    arena_reset(&batch->arena);
    return err;
}

static void keep_row(struct batch *batch, const struct sheet_row *row)
{
    struct xlsx_cell *cells = ARENA_ARRAY(&batch->arena, struct xlsx_cell, row->len + 1);
    for (size_t i = 0; i < row->len; i++) {
        cells[i] = row->cells[i];
        cells[i].text = str_copy(&batch->arena, row->cells[i].text);
        batch->bytes += cells[i].text.len;
    }
    batch->rows[batch->len++] = (struct sheet_row){cells, row->len, row->number};
}

static enum err take_row(struct import *import, const struct sheet_row *row, struct batch *batch)
{
    if (!import->gathers) {
        enum err err = work_on_row(import, row, &batch->arena);
        arena_reset(&batch->arena);
        return err;
    }
    keep_row(batch, row);
    return batch->len < BATCH_ROWS && batch->bytes < BATCH_BYTES ? ERR_OK : work_on_batch(import, batch);
}

static enum err learn(struct import *import)
{
    return import->applying && !import->only_reading ? db_analyze(import->ctx->db) : ERR_OK;
}

static enum err next_row(struct import *import, struct batch *batch, bool *found)
{
    struct sheet_row cells;
    struct problem problem = {0};
    enum err err = sheet_next(import->sheet, &cells, found, &problem);
    if (err != ERR_OK) {
        /* The faults of the rows before it come first. */
        TRY(work_on_batch(import, batch));
        add_problem(import->fault, &problem);
        *found = err == ERR_INVALID;
        return *found ? ERR_OK : err;
    }
    return *found ? take_row(import, &cells, batch) : work_on_batch(import, batch);
}

static enum err read_rows(struct import *import)
{
    struct batch *batch = ARENA_NEW(import->ctx->arena, struct batch);
    int64_t learn_at = LEARN_FIRST;
    int64_t rows = 0;
    bool found = true;
    enum err err = ERR_OK;
    while (err == ERR_OK && found) {
        err = next_row(import, batch, &found);
        rows += found;
        if (import->cache.len > CACHE_MOST) {
            forget_codes(import);
        }
        if (import->input->progress != NULL && (rows & 255) == 0) {
            atomic_store(&import->input->progress->rows, rows);
            atomic_store(&import->input->progress->faults, (int64_t)import->fault->total);
        }
        if (import->applying && found) {
            seam_point("import.row");
        }
        if (err == ERR_OK && (rows == learn_at || (!found && rows > LEARN_FIRST))) {
            learn_at *= 8;
            err = work_on_batch(import, batch);
            err = err == ERR_OK ? learn(import) : err;
        }
    }
    import->output->rows = rows;
    arena_release(&batch->arena);
    /* A file that cannot be read on is a fault of the file like any other: it has been noted with its place. */
    bool noted = import->fault->total > 0 && (err == ERR_INVALID || err == ERR_MALFORMED || err == ERR_TOO_LARGE);
    return noted ? ERR_OK : err;
}

static enum err rewind_file(struct import *import)
{
    struct problem problem = {0};
    return sheet_rewind(import->sheet, &problem) == ERR_OK ? ERR_OK : add_problem(import->fault, &problem);
}

static enum err apply_file(struct import *import)
{
    for (import->pass = 1; import->pass <= PASSES_MOST; import->pass++) {
        int64_t added = import->output->added;
        import->deferred = 0;
        import->may_defer = true;
        TRY(read_rows(import));
        if (import->deferred == 0 || import->fault->total > 0) {
            return ERR_OK;
        }
        import->search_existing = true;
        TRY(rewind_file(import));
        if (import->output->added == added) {
            import->may_defer = false; /* no progress: the missing parents are faults */
            import->pass++;
            return read_rows(import);
        }
    }
    return ERR_OK;
}

static enum err has_rows(struct import *import, bool *out)
{
    struct ctx *ctx = import->ctx;
    struct record_list_input input = {.limit = 1};
    struct list list = {0};
    struct op list_op = {.name = "import.run", .entity = import->entity, .output = &import->entity->shape};
    const struct op *op = ctx->op;
    ctx->op = &list_op;
    enum err err = record_list(ctx, &input, &list);
    ctx->op = op;
    *out = err == ERR_OK && list.rows.len > 0;
    return err;
}

static void write_manifest(struct import *import)
{
    struct ctx *ctx = import->ctx;
    struct hash lines = hash_finish(&import->manifest);
    struct import_output *output = import->output;
    ctx->changes = ARENA_NEW(ctx->arena, struct buf);
    *ctx->changes = BUF(ctx->arena);
    struct buf report = BUF(ctx->arena);
    shape_write_json(&report, &import_output_shape, output, PRIVACY_INTERNAL);
    struct json_writer writer = json_writer(ctx->changes);
    json_open_object(&writer);
    json_key(&writer, S("import"));
    json_raw(&writer, buf_str(&report));
    json_key(&writer, S("lines_sha256"));
    json_text(&writer, hash_hex(ctx->arena, &lines));
    json_close_object(&writer);
    ctx->subject = str_format(ctx->arena, "%s/" STR_FMT, import->entity->dataset, STR_ARG(output->file));
    ctx->subject_unit = ctx->scope.unit;
    ctx->touched_all = true;
}

static const char *notices_in(struct import *import, enum lang lang)
{
    struct buf lines = BUF(import->ctx->arena);
    for (size_t i = 0; i < import->warnings.count; i++) {
        const struct fault_item *item = &import->warnings.items[i];
        buf_format(&lines, "%s" STR_FMT " " STR_FMT ": " STR_FMT " " STR_FMT, i == 0 ? "" : "\n", STR_ARG(item->cell), STR_ARG(item->value),
                   STR_ARG(text_in(item->rule, lang)), STR_ARG(text_in(item->remedy, lang)));
    }
    return str_c(import->ctx->arena, buf_str(&lines));
}

static void say_warnings(struct import *import)
{
    import->output->warnings = (int64_t)import->warnings.total;
    if (import->warnings.total > 0) {
        import->output->notices = (struct text){notices_in(import, LANG_ES), notices_in(import, LANG_EN)};
    }
}

static enum err import_file(struct ctx *ctx, const void *in, void *out, bool applying)
{
    struct import import = {
        .ctx = ctx,
        .input = in,
        .output = out,
        .applying = applying,
        .fault = ctx->fault,
        .warnings = {.arena = ctx->arena, .most = NOTICES_MOST},
    };
    shape_clear(&import_output_shape, out);
    import.output->dataset = import.input->dataset;
    import.output->added = import.output->changed = import.output->unchanged = 0;
    import.output->dry_run = ctx->dry_run || !applying ? ANSWER_YES : ANSWER_NO;
    TRY(open_file(&import));
    import.cache = MAP(&import.cache_arena);
    hash_start(&import.manifest);
    ctx->ref_cache = &import.cache;
    ctx->importing = true;
    if (import.input->progress != NULL) {
        atomic_store(&import.input->progress->pass, applying ? 2 : 1);
        atomic_store(&import.input->progress->rows, 0);
    }
    enum err err = ERR_OK;
    if (applying) {
        ctx->touched_all = true;
        import.gathers = db_gather(ctx->db);
        err = db_settle(ctx->db);
        err = err == ERR_OK ? has_rows(&import, &import.search_existing) : err;
        if (err == ERR_OK) {
            err = apply_file(&import);
        }
    } else {
        err = read_rows(&import);
    }
    sheet_close(import.sheet);
    close(import.fd);
    ctx->ref_cache = NULL;
    arena_release(&import.cache_arena);
    import.output->faults = (int64_t)import.fault->total;
    say_warnings(&import);
    TRY(err);
    if (import.fault->total > 0) {
        return ERR_INVALID;
    }
    if (applying) {
        write_manifest(&import);
        TRY(past_store_add(ctx, import.output, import.input->mapping));
        seam_point("import.before_commit");
    }
    return ERR_OK;
}

static enum err import_check(struct ctx *ctx, const void *in, void *out)
{
    return import_file(ctx, in, out, false);
}

static enum err import_run(struct ctx *ctx, const void *in, void *out)
{
    return import_file(ctx, in, out, true);
}

static enum err import_outcome(struct ctx *ctx, const void *in, void *out)
{
    const struct record_code_input *input = in;
    struct str answer = STR_NONE;
    TRY(op_find_answer(ctx, "import.run", import_job_key(ctx->arena, input->code), &answer));
    return str_is_empty(answer) ? ERR_NOT_FOUND : op_read_answer(ctx->fault, ctx->op, answer, out);
}

const struct op import_ops[] = {
    {.name = "import.check", .label = T("Revisar un archivo sin tocar la base", "Check a file without touching the database"),
     .permission = PERM_IMPORT, .kind = OP_READ, .input = &import_input_shape, .output = &import_output_shape,
     .answer = ANSWER_RECORD, .long_running = true, .run = import_check},
    {.name = "import.run", .label = T("Importar un archivo, todo o nada", "Import a file, all or nothing"), .permission = PERM_IMPORT,
     .kind = OP_WRITE, .input = &import_input_shape, .output = &import_output_shape, .answer = ANSWER_RECORD,
     .long_running = true, .run = import_run},
    {.name = "import.outcome", .http = "GET /import-jobs/{code}",
     .label = T("Ver qué fue de una importación", "See what became of an import"), .permission = PERM_IMPORT, .kind = OP_READ,
     .input = &record_code_shape, .output = &import_output_shape, .answer = ANSWER_RECORD, .run = import_outcome},
};
const size_t import_op_count = COUNT_OF(import_ops);
