#include "exchange/export_ops.h"

#include "core/record.h"
#include "format/csv.h"
#include "format/xlsx.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#define PAGE 500

enum export_format { EXPORT_CSV, EXPORT_JSON, EXPORT_XLSX };
struct export {
    struct ctx *ctx;
    const struct entity *entity;
    enum export_format format;
    export_sink *sink;
    void *sink_self;
    int fd;
    struct buf out;
    struct csv_writer csv;
    struct xlsx_writer *xlsx;
    int64_t rows;
};

/* ---- where the bytes go --------------------------------------------------------------------- */

static enum err write_file(int fd, struct str bytes)
{
    while (bytes.len > 0) {
        ssize_t written = write(fd, bytes.ptr, bytes.len);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0) {
            return errno == ENOSPC ? ERR_DISK_FULL : ERR_IO;
        }
        bytes = str_slice(bytes, (size_t)written, bytes.len);
    }
    return ERR_OK;
}

static enum err flush(struct export *export)
{
    struct str bytes = buf_str(&export->out);
    export->out.len = 0;
    return export->fd >= 0 ? write_file(export->fd, bytes) : export->sink(export->sink_self, bytes);
}

/* ---- one row --------------------------------------------------------------------------------- */

/* Text that people wrote is guarded against being run as a formula; what the program writes is not. */
static bool is_free_text(const struct field *field)
{
    return field->type == FIELD_TYPE_TEXT || field->type == FIELD_TYPE_REF || field->type == FIELD_TYPE_REFS ||
           field->type == FIELD_TYPE_SHARES;
}

static void write_xlsx_cell(struct xlsx_writer *writer, struct arena *arena, const struct field *field, const void *row)
{
    if (field_is_none(field, row)) {
        xlsx_write_blank(writer);
        return;
    }
    switch (field->type) {
    case FIELD_TYPE_INT:
    case FIELD_TYPE_MINUTES:
        xlsx_write_integer(writer, FIELD_GET(int64_t, field, row));
        break;
    case FIELD_TYPE_PERCENT:
        xlsx_write_hundredths(writer, FIELD_GET(int64_t, field, row));
        break;
    case FIELD_TYPE_MONEY:
        xlsx_write_hundredths(writer, FIELD_GET(struct money, field, row).minor);
        break;
    case FIELD_TYPE_DATE:
        xlsx_write_date(writer, FIELD_GET(struct date, field, row));
        break;
    default:
        xlsx_write_text(writer, field_plain(arena, field, row));
        break;
    }
}

static void write_row(struct export *export, struct arena *arena, const void *row)
{
    const struct shape *shape = &export->entity->shape;
    if (export->format == EXPORT_JSON) {
        buf_put_c(&export->out, export->rows == 0 ? "\n" : ",\n");
        shape_write_json(&export->out, shape, row, PRIVACY_SENSITIVE);
        return;
    }
    for (size_t i = 0; i < shape->count; i++) {
        const struct field *field = &shape->fields[i];
        if (export->format == EXPORT_XLSX) {
            write_xlsx_cell(export->xlsx, arena, field, row);
        } else if (is_free_text(field)) {
            csv_text(&export->csv, field_plain(arena, field, row));
        } else {
            csv_value(&export->csv, field_plain(arena, field, row));
        }
    }
    if (export->format == EXPORT_XLSX) {
        xlsx_write_end_row(export->xlsx);
    } else {
        csv_end_row(&export->csv);
    }
}

/* ---- the whole -------------------------------------------------------------------------------- */

static void write_head(struct export *export)
{
    const struct shape *shape = &export->entity->shape;
    if (export->format == EXPORT_JSON) {
        buf_put_char(&export->out, '[');
    } else if (export->format == EXPORT_CSV) {
        for (size_t i = 0; i < shape->count; i++) {
            csv_value(&export->csv, str_of(shape->fields[i].name));
        }
        csv_end_row(&export->csv);
    } else {
        struct xlsx_column *columns = ARENA_ARRAY(export->ctx->arena, struct xlsx_column, shape->count);
        for (size_t i = 0; i < shape->count; i++) {
            columns[i].heading = str_of(shape->fields[i].name);
        }
        xlsx_write_sheet(export->xlsx, text_in(export->entity->plural, export->ctx->lang), columns, shape->count);
    }
}

static enum err write_pages(struct export *export)
{
    struct ctx *ctx = export->ctx;
    struct arena *call_arena = ctx->arena;
    struct arena page_arena = {0};
    struct op list_op = {.name = ctx->op->name, .entity = export->entity, .output = &export->entity->shape};
    const struct op *op = ctx->op;
    char after[160] = "";
    enum err err = ERR_OK;
    ctx->op = &list_op;
    ctx->arena = &page_arena;
    for (bool more = true; more && err == ERR_OK;) {
        struct record_list_input input = {.after = str_of(after), .limit = PAGE};
        struct list list = {0};
        err = record_list(ctx, &input, &list);
        for (size_t i = 0; err == ERR_OK && i < list.rows.len; i++) {
            write_row(export, &page_arena, (const char *)list.rows.items + i * export->entity->shape.size);
            export->rows++;
        }
        if (err == ERR_OK && export->format != EXPORT_XLSX) {
            err = flush(export);
        }
        more = !str_is_empty(list.next);
        assert(list.next.len < sizeof(after));
        for (size_t i = 0; i < list.next.len; i++) {
            after[i] = list.next.ptr[i];
        }
        after[list.next.len] = '\0';
        arena_reset(&page_arena);
    }
    ctx->op = op;
    ctx->arena = call_arena;
    arena_release(&page_arena);
    return err;
}

static enum err open_output(struct export *export, const struct export_input *input)
{
    struct ctx *ctx = export->ctx;
    export->fd = -1;
    if (str_is_empty(input->path)) {
        if (export->format == EXPORT_XLSX || input->sink == NULL) {
            return ctx_fault(ctx, "path", STR_NONE, TEXT("Falta el archivo que se escribirá.", "The file to write is missing."),
                             TEXT("Indique su ruta.", "Name its path."));
        }
        return ERR_OK;
    }
    const char *path = str_c(ctx->arena, input->path);
    enum err err = ERR_OK;
    if (export->format == EXPORT_XLSX) {
        err = xlsx_write_open(ctx->arena, path, clock_now(), &export->xlsx);
    } else {
        export->fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        err = export->fd < 0 ? ERR_IO : ERR_OK;
    }
    if (err != ERR_OK) {
        ctx_fault(ctx, "path", input->path, TEXT("El archivo no se puede escribir.", "The file cannot be written."),
                  TEXT("Revise la carpeta y los permisos.", "Check the folder and its permissions."));
    }
    return err;
}

static enum err close_output(struct export *export, enum err err)
{
    if (export->format == EXPORT_XLSX) {
        enum err closed = xlsx_write_close(export->xlsx);
        return err == ERR_OK ? closed : err;
    }
    if (export->format == EXPORT_JSON && err == ERR_OK) {
        buf_put_c(&export->out, "\n]\n");
    }
    if (err == ERR_OK) {
        err = flush(export);
    }
    if (export->fd >= 0) {
        if (err == ERR_OK && fsync(export->fd) != 0) {
            err = ERR_IO;
        }
        close(export->fd);
    }
    return err;
}

static enum err export_run(struct ctx *ctx, const void *in, void *out)
{
    const struct export_input *input = in;
    struct export_output *output = out;
    struct export export = {
        .ctx = ctx,
        .entity = entity_find_dataset(input->dataset),
        .sink = input->sink,
        .sink_self = input->sink_self,
        .out = BUF(ctx->arena),
        .format = str_eq(input->format, S("xlsx")) ? EXPORT_XLSX : str_eq(input->format, S("json")) ? EXPORT_JSON : EXPORT_CSV,
    };
    if (export.entity == NULL) {
        return ctx_fault(ctx, "dataset", input->dataset, TEXT("No hay un conjunto de datos con ese nombre.", "There is no dataset of that name."),
                         TEXT("Vea los nombres con: adelante describe datasets.", "See the names with: adelante describe datasets."));
    }
    export.csv = csv_writer(&export.out, ',');
    TRY(open_output(&export, input));
    write_head(&export);
    TRY(close_output(&export, write_pages(&export)));
    ctx->subject = str_of(export.entity->dataset);
    output->dataset = str_of(export.entity->dataset);
    output->rows = export.rows;
    return ERR_OK;
}

const struct op export_ops[] = {
    {.name = "export.run", .label = T("Exportar un conjunto de datos", "Export a dataset"), .permission = PERM_EXPORT,
     .kind = OP_READ, .input = &export_input_shape, .output = &export_output_shape, .answer = ANSWER_RECORD,
     .leaves_access = true, .long_running = true, .run = export_run},
};
const size_t export_op_count = COUNT_OF(export_ops);
