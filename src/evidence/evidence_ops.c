#include "evidence/evidence_ops.h"

#include "base/conf.h"
#include "base/seam.h"
#include "core/record.h"
#include "format/json.h"
#include "format/sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- inputs and answers ------------------------------------------------------------------------------- */

static const struct field file_input_fields[] = {
    FIELD_TEXT(struct evidence_file_input, path, .max = 4096, .label = T("Archivo en esta máquina", "File on this machine")),
    FIELD_TEXT(struct evidence_file_input, name, .max = 255, .label = T("Nombre del archivo", "Name of the file")),
    FIELD_TEXT(struct evidence_file_input, record, .max = 200, .label = T("Registro que respaldará", "Record it will support")),
};
static const struct shape file_input_shape = SHAPE("file_input", struct evidence_file_input, file_input_fields);

static const struct field file_output_fields[] = {
    FIELD_TEXT(struct evidence_file_output, sha256, .max = 64, .label = T("SHA-256", "SHA-256")),
    FIELD_TEXT(struct evidence_file_output, received_sha256, .max = 64, .label = T("SHA-256 como llegó", "SHA-256 as received")),
    FIELD_TEXT(struct evidence_file_output, media_type, .max = 40, .label = T("Tipo", "Type")),
    FIELD_INT(struct evidence_file_output, size, .label = T("Tamaño en bytes", "Size in bytes")),
    FIELD_INT(struct evidence_file_output, width, .label = T("Ancho en puntos", "Width in pixels")),
    FIELD_INT(struct evidence_file_output, height, .label = T("Alto en puntos", "Height in pixels")),
    FIELD_INT(struct evidence_file_output, pages, .label = T("Páginas", "Pages")),
    FIELD_BOOL(struct evidence_file_output, known, .label = T("Ya estaba guardado", "Was stored already")),
    FIELD_BOOL(struct evidence_file_output, cleaned, .label = T("Se quitaron datos de la cámara", "Data of the camera were taken out")),
};
const struct shape evidence_file_shape = SHAPE("file", struct evidence_file_output, file_output_fields);

static const struct field content_fields[] = {
    FIELD_TEXT(struct evidence_content_input, code, .required = true, .max = 120, .label = T("Código", "Code")),
    FIELD_TEXT(struct evidence_content_input, path, .max = 4096, .label = T("Archivo que se escribe", "File to write")),
};
static const struct shape content_shape = SHAPE("document_content", struct evidence_content_input, content_fields);

static const struct field record_fields[] = {
    FIELD_TEXT(struct evidence_of_input, dataset, .required = true, .max = 60, .label = T("Conjunto de datos", "Dataset")),
    FIELD_TEXT(struct evidence_of_input, code, .required = true, .max = 120, .label = T("Código", "Code")),
};
static const struct shape record_shape = SHAPE("document_record", struct evidence_of_input, record_fields);

struct verify_output {
    struct str code;
    struct str sha256;
    int64_t size;
    enum answer intact;
};
static const struct field verify_fields[] = {
    FIELD_TEXT(struct verify_output, code, .max = 120, .label = T("Código", "Code")),
    FIELD_TEXT(struct verify_output, sha256, .max = 64, .label = T("SHA-256", "SHA-256")),
    FIELD_INT(struct verify_output, size, .label = T("Tamaño en bytes", "Size in bytes")),
    FIELD_BOOL(struct verify_output, intact, .label = T("Intacto", "Intact")),
};
static const struct shape verify_shape = SHAPE("document_verify", struct verify_output, verify_fields);

/* ---- looking into what was sent ----------------------------------------------------------------------- */

static int64_t most_bytes(void)
{
    long megabytes = strtol(conf_get("file_megabytes"), NULL, 10);
    long most = (long)(SANDBOX_MEDIA_LIMIT >> 20);
    return (int64_t)(megabytes < 1 ? 1 : megabytes > most ? most : megabytes) << 20;
}

static enum err refuse_large(struct arena *arena, struct fault *fault, int64_t size)
{
    int64_t most = most_bytes() >> 20;
    struct text rule = text_format(arena, TEXT("Un archivo tiene hasta %lld MB; este tiene %lld.", "A file has up to %lld MB; this one has %lld."),
                                   (long long)most, (long long)((size + (1 << 20) - 1) >> 20));
    return fault_add(fault, S("file"), STR_NONE, rule,
                     TEXT("Escanee en grises a 150 o 200 puntos por pulgada, divida el PDF, o tome la foto con menos resolución.",
                          "Scan in grey at 150 or 200 dots per inch, split the PDF, or take the photo at a lower resolution."));
}

static struct str as_sent(struct arena *arena, struct str name, const struct problem *problem)
{
    return problem->value.ptr == NULL || str_eq(problem->value, S("PDF")) ? str_copy(arena, name) : problem->value;
}

static FALLIBLE hash_received(struct arena *arena, int fd, int64_t size, struct str *out)
{
    void *bytes = mmap(NULL, (size_t)size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (bytes == MAP_FAILED) {
        return ERR_IO;
    }
    struct hash hash = hash_of((struct str){bytes, (size_t)size});
    munmap(bytes, (size_t)size);
    *out = hash_hex(arena, &hash);
    return ERR_OK;
}

FALLIBLE evidence_intake_read(struct arena *arena, struct fault *fault, int fd, struct str name, struct evidence_intake *out)
{
    struct stat stat;
    struct media media;
    struct problem problem = {0};
    if (fstat(fd, &stat) != 0 || !S_ISREG(stat.st_mode)) {
        return ERR_IO;
    }
    if (stat.st_size > most_bytes()) {
        return refuse_large(arena, fault, stat.st_size);
    }
    enum err err = sandbox_media(arena, fd, &media, &problem);
    if (err != ERR_OK) {
        return fault_add(fault, S("file"), as_sent(arena, name, &problem), problem.rule, problem.remedy);
    }
    if (!media_fits_name(media.kind, name)) {
        return fault_add(fault, S("file"), name,
                         text_format(arena, TEXT("El nombre no corresponde a lo que es: %s.", "The name does not fit what it is: %s."),
                                     media_type(media.kind)),
                         text_format(arena, TEXT("Cámbiele el final del nombre por %s.", "Change the end of its name to %s."),
                                     media_ending(media.kind)));
    }
    struct hash hash = hash_of(media.bytes);
    bool picture = media_is_picture(media.kind);
    *out = (struct evidence_intake){
        .file = {.sha256 = hash_hex(arena, &hash),
                 .media_type = str_of(media_type(media.kind)),
                 .size = (int64_t)media.bytes.len,
                 .width = picture ? media.width : INT_NONE,
                 .height = picture ? media.height : INT_NONE,
                 .pages = !picture && media.pages > 0 ? media.pages : INT_NONE},
        .had_position = media.had_position,
        .bytes = media.bytes,
    };
    return hash_received(arena, fd, stat.st_size, &out->file.received_sha256);
}

static FALLIBLE read_path(struct ctx *ctx, const struct evidence_file_input *input, struct evidence_intake *out)
{
    int fd = str_is_empty(input->path) ? -1 : open(str_c(ctx->arena, input->path), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        return ctx_fault(ctx, "path", input->path, TEXT("El archivo no se puede leer.", "The file cannot be read."),
                         TEXT("Revise el nombre, la carpeta y los permisos.", "Check the name, the folder and the permissions."));
    }
    struct str name = input->name;
    size_t slash = input->path.len;
    while (slash > 0 && input->path.ptr[slash - 1] != '/') {
        slash--;
    }
    name = str_is_empty(name) ? str_slice(input->path, slash, input->path.len) : name;
    enum err err = evidence_intake_read(ctx->arena, ctx->fault, fd, name, out);
    close(fd);
    return err;
}

/* ---- files ----------------------------------------------------------------------------------------------- */

static enum err agency_of(struct ctx *ctx, const struct evidence_file_input *input, struct id *out)
{
    *out = ctx->scope.agency;
    if (!str_is_empty(input->record)) {
        struct evidence_target target;
        TRY(evidence_find_target(ctx, "record", input->record, &target));
        *out = target.agency;
    }
    if (id_is_none(*out)) {
        return ctx_fault(ctx, "record", STR_NONE, TEXT("No se sabe de qué agencia es el archivo.", "It is not known whose file this is."),
                         TEXT("Nombre el registro que respaldará: conjunto/código.", "Name the record it will support: dataset/code."));
    }
    return ERR_OK;
}

static void write_subject(struct ctx *ctx, const struct evidence_file_output *output)
{
    ctx->subject = str_format(ctx->arena, "files/" STR_FMT, STR_ARG(str_slice(output->sha256, 0, 16)));
    ctx->subject_unit = ctx->scope.unit;
    ctx->changes = ARENA_NEW(ctx->arena, struct buf);
    *ctx->changes = BUF(ctx->arena);
    shape_write_json(ctx->changes, &evidence_file_shape, output, PRIVACY_INTERNAL);
}

static enum err run_add_file(struct ctx *ctx, const void *in, void *out)
{
    const struct evidence_file_input *input = in;
    struct evidence_file_output *output = out;
    const struct evidence_intake *intake = input->intake;
    struct evidence_intake own;
    struct id agency;
    TRY(agency_of(ctx, input, &agency));
    if (intake == NULL) {
        TRY(read_path(ctx, input, &own));
        intake = &own;
    }
    struct evidence_file file;
    enum err err = evidence_store_find_file(ctx, agency, intake->file.sha256, &file);
    bool known = err == ERR_OK;
    if (err == ERR_NOT_FOUND) {
        file = intake->file;
        err = evidence_store_add_file(ctx, agency, &file, intake->bytes);
    }
    TRY(err);
    *output = (struct evidence_file_output){
        .sha256 = file.sha256,
        .received_sha256 = intake->file.received_sha256,
        .media_type = file.media_type,
        .size = file.size,
        .width = file.width,
        .height = file.height,
        .pages = file.pages,
        .known = known ? ANSWER_YES : ANSWER_NO,
        .cleaned = str_eq(intake->file.sha256, intake->file.received_sha256) ? ANSWER_NO : ANSWER_YES,
    };
    write_subject(ctx, output);
    seam_point("file.before_commit");
    return ERR_OK;
}

/* ---- documents --------------------------------------------------------------------------------------------- */

static void set_subject(struct ctx *ctx, const char *dataset, const struct record *record)
{
    ctx->subject = str_format(ctx->arena, "%s/" STR_FMT, dataset, STR_ARG(record->code));
    ctx->subject_id = record->id;
    ctx->subject_unit = record->unit.id;
}

static enum err find(struct ctx *ctx, struct str code, struct evidence *out)
{
    shape_clear(&evidence_entity.shape, out);
    TRY(record_find_code(ctx, &evidence_entity, code, out));
    set_subject(ctx, evidence_entity.dataset, &out->record);
    return ERR_OK;
}

static enum err write_piece(void *self, struct str bytes)
{
    const int *fd = self;
    while (bytes.len > 0) {
        ssize_t done = write(*fd, bytes.ptr, bytes.len);
        if (done < 0 && errno != EINTR) {
            return errno == ENOSPC ? ERR_DISK_FULL : ERR_IO;
        }
        bytes = str_slice(bytes, done < 0 ? 0 : (size_t)done, bytes.len);
    }
    return ERR_OK;
}

static enum err write_path(struct ctx *ctx, const struct evidence_content_input *input, const struct evidence *row)
{
    int fd = open(str_c(ctx->arena, input->path), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (fd < 0) {
        return ctx_fault(ctx, "path", input->path, TEXT("El archivo no se puede escribir.", "The file cannot be written."),
                         TEXT("Revise la carpeta y los permisos.", "Check the folder and its permissions."));
    }
    enum err err = evidence_store_read(ctx, row->record.agency, row->sha256, write_piece, &fd);
    if (close(fd) != 0 && err == ERR_OK) {
        err = ERR_IO;
    }
    return err;
}

static enum err run_content(struct ctx *ctx, const void *in, void *out)
{
    const struct evidence_content_input *input = in;
    struct evidence *row = out;
    TRY(find(ctx, input->code, row));
    TRY(evidence_check_reader(ctx, row));
    TRY(record_label(ctx, &evidence_entity, row, 1));
    return str_is_empty(input->path) ? evidence_store_read(ctx, row->record.agency, row->sha256, input->sink, input->sink_self)
                                     : write_path(ctx, input, row);
}

static enum err run_verify(struct ctx *ctx, const void *in, void *out)
{
    const struct record_code_input *input = in;
    struct verify_output *output = out;
    struct evidence row;
    TRY(find(ctx, input->code, &row));
    enum err err = evidence_store_read(ctx, row.record.agency, row.sha256, NULL, NULL);
    if (err != ERR_OK && err != ERR_CORRUPT) {
        return err;
    }
    *output = (struct verify_output){row.record.code, row.sha256, row.size, err == ERR_OK ? ANSWER_YES : ANSWER_NO};
    return ERR_OK;
}

static enum err run_by_record(struct ctx *ctx, const void *in, void *out)
{
    const struct evidence_of_input *input = in;
    struct evidence_target target;
    struct str given = str_format(ctx->arena, STR_FMT "/" STR_FMT, STR_ARG(input->dataset), STR_ARG(input->code));
    enum err err = evidence_find_target(ctx, "code", given, &target);
    if (err == ERR_INVALID && target.entity != NULL) {
        fault_clear(ctx->fault);
        return ERR_NOT_FOUND;
    }
    TRY(err);
    ctx->subject = str_format(ctx->arena, "%s/" STR_FMT, target.entity->dataset, STR_ARG(target.code));
    ctx->subject_id = target.id;
    ctx->subject_unit = target.unit;
    return evidence_store_by_record(ctx, target.agency, target.id, out);
}

const struct op evidence_ops[] = {
    RECORD_OPS("document", "documents", evidence_entity, PERM_RECORD_READ, PERM_EVIDENCE_WRITE, "un documento", "a document", true),
    {.name = "document.content", .label = T("Abrir el archivo de un documento", "Open the file of a document"),
     .permission = PERM_RECORD_READ, .kind = OP_READ, .input = &content_shape, .output = &evidence_entity.shape,
     .answer = ANSWER_RECORD, .entity = &evidence_entity, .leaves_access = true, .long_running = true, .run = run_content},
    {.name = "document.verify", .http = "GET /documents/{code}/verify",
     .label = T("Comprobar que el archivo de un documento está intacto", "Check that the file of a document is intact"),
     .permission = PERM_RECORD_READ, .kind = OP_READ, .input = &record_code_shape, .output = &verify_shape, .answer = ANSWER_RECORD,
     .entity = &evidence_entity, .run = run_verify},
    {.name = "document.by_record", .http = "GET /documents/of/{dataset}/{code}",
     .label = T("Ver los documentos de un registro", "See the documents of a record"), .permission = PERM_RECORD_READ,
     .kind = OP_READ, .input = &record_shape, .output = &evidence_entity.shape, .answer = ANSWER_LIST, .entity = &evidence_entity,
     .leaves_access = true, .run = run_by_record},
    {.name = "file.add", .label = T("Guardar el archivo de un documento", "Store the file of a document"),
     .permission = PERM_EVIDENCE_WRITE, .kind = OP_WRITE, .input = &file_input_shape, .output = &evidence_file_shape,
     .answer = ANSWER_RECORD, .long_running = true, .run = run_add_file},
};
const size_t evidence_op_count = COUNT_OF(evidence_ops);
