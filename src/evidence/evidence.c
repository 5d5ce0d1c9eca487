#include "evidence/evidence.h"

#include "core/audit.h"
#include "core/record.h"
#include "party/unit.h"

#include <stdio.h>

const struct choice evidence_kinds[] = {
    {"photo", T("Foto", "Photo"), "foto|fotografía|imagen"},
    {"attendance_list", T("Lista de asistencia", "Attendance list"), "lista de asistencia|asistencia"},
    {"session_sheet", T("Bitácora firmada", "Signed session sheet"), "bitácora|bitacora"},
    {"contract", T("Contrato", "Contract"), "contrato"},
    {"agreement", T("Convenio", "Agreement"), "convenio|adenda"},
    {"act", T("Acta", "Act"), "acta|acta de recepción|conformidad"},
    {"report", T("Informe", "Report"), "informe|reporte|producto"},
    {"invoice", T("Factura o recibo", "Invoice or receipt"), "factura|recibo|comprobante"},
    {"statement", T("Estado financiero o declaración", "Financial statement or tax return"), "estado financiero|declaración de iva|iva"},
    {"identity", T("Documento de identidad", "Identity document"), "dui|nit|nrc|documento de identidad"},
    {"consent", T("Consentimiento o declaración jurada", "Consent or sworn statement"), "consentimiento|declaración jurada"},
    {"letter", T("Carta", "Letter"), "carta|nota"},
    {"quotation", T("Oferta o cotización", "Offer or quotation"), "oferta|cotización"},
    {"logo", T("Logotipo", "Logo"), "logotipo|logo"},
    {"other", T("Otro", "Other"), "otro|otros"},
    {0},
};

const struct choice evidence_confidentialities[] = {
    {"public", T("Público", "Public"), "público"},
    {"internal", T("Interno", "Internal"), "interno"},
    {"personal", T("Personal", "Personal"), "personal"},
    {"sensitive", T("Sensible", "Sensitive"), "sensible|confidencial"},
    {0},
};

static const struct field fields[] = {
    RECORD_CODE(struct evidence),
    RECORD_UNIT_COMPUTED(struct evidence),
    FIELD_CHOICE(struct evidence, kind, .required = true, .choices = evidence_kinds, .initial = "other",
                 .label = T("Clase de documento", "Kind of document")),
    FIELD_TEXT(struct evidence, title, .max = 200, .privacy = PRIVACY_PERSONAL, .label = T("Título", "Title"),
               .hint = T("Qué muestra, en pocas palabras.", "What it shows, in a few words.")),
    FIELD_DATE(struct evidence, date, .past = true, .label = T("Fecha del documento", "Date of the document")),
    FIELD_TEXT(struct evidence, records, .required = true, .max = 2000, .label = T("Registros que respalda", "Records it supports"),
               .hint = T("Conjunto y código, separados por punto y coma: sessions/S-17;enterprises/E-3",
                         "Dataset and code, separated by semicolons: sessions/S-17;enterprises/E-3")),
    FIELD_CHOICE(struct evidence, confidentiality, .required = true, .choices = evidence_confidentialities, .initial = "personal",
                 .label = T("Confidencialidad", "Confidentiality"),
                 .hint = T("Lo sensible lo abren solo la dirección, la auditoría y quien lo adjuntó.",
                           "What is sensitive is opened by direction, audit and whoever attached it alone.")),
    FIELD_DATE(struct evidence, retention_until, .label = T("Conservar hasta", "Keep until")),
    FIELD_TEXT(struct evidence, original_name, .max = 255, .privacy = PRIVACY_PERSONAL,
               .label = T("Nombre del archivo", "Name of the file")),
    FIELD_TEXT(struct evidence, sha256, .required = true, .min = 64, .max = 64, .label = T("SHA-256 del archivo", "SHA-256 of the file"),
               .hint = T("Lo da el archivo al guardarse.", "It comes from the file when it is stored.")),
    FIELD_TEXT(struct evidence, media_type, .computed = true, .max = 40, .label = T("Tipo", "Type")),
    FIELD_INT(struct evidence, size, .computed = true, .label = T("Tamaño en bytes", "Size in bytes")),
    FIELD_INT(struct evidence, width, .computed = true, .label = T("Ancho en puntos", "Width in pixels")),
    FIELD_INT(struct evidence, height, .computed = true, .label = T("Alto en puntos", "Height in pixels")),
    FIELD_INT(struct evidence, pages, .computed = true, .label = T("Páginas", "Pages")),
    RECORD_ANNULMENT(struct evidence),
};

struct str evidence_name(const struct evidence *row, enum lang lang)
{
    const struct choice *kind = choice_find(evidence_kinds, row->kind);
    return !str_is_empty(row->title) || kind == NULL ? row->title : text_in(kind->label, lang);
}

/* ---- the records that it supports --------------------------------------------------------------------- */

bool evidence_may_attach(enum role role, const struct entity *entity)
{
    char name[80];
    int len = snprintf(name, sizeof(name), "%s.set", entity->shape.name);
    const struct op *set = op_find((struct str){name, (size_t)len});
    return set != NULL && role_may(role, set->permission);
}

static enum err refuse_target(struct ctx *ctx, const char *field, struct str given, struct text rule)
{
    return ctx_fault(ctx, field, given, rule,
                     TEXT("Nombre cada registro por su conjunto y su código: sessions/S-17.",
                          "Name each record by its dataset and its code: sessions/S-17."));
}

FALLIBLE evidence_find_target(struct ctx *ctx, const char *field, struct str given, struct evidence_target *out)
{
    size_t slash = str_find(given, S("/"));
    struct str dataset = slash == SIZE_MAX ? given : str_slice(given, 0, slash);
    *out = (struct evidence_target){.entity = entity_find_dataset(dataset)};
    if (slash == SIZE_MAX || out->entity == NULL || out->entity == &evidence_entity) {
        return refuse_target(ctx, field, given, TEXT("No hay registros de ese conjunto.", "There are no records of that dataset."));
    }
    struct record *record = shape_new(ctx->arena, &out->entity->shape);
    enum err err = record_find_code(ctx, out->entity, str_slice(given, slash + 1, given.len), record);
    if (err == ERR_NOT_FOUND) {
        return refuse_target(ctx, field, given, TEXT("Ese registro no existe, o no está a su alcance.",
                                                     "That record does not exist, or is out of your reach."));
    }
    TRY(err);
    out->code = record->code;
    out->agency = record->agency;
    out->id = record->id;
    /* A unit is its own. */
    out->unit = id_is_none(record->unit.id) ? record->id : record->unit.id;
    return ERR_OK;
}

static enum err check_target(struct ctx *ctx, const struct evidence *row, const struct evidence_target *target)
{
    struct str given = str_format(ctx->arena, "%s/" STR_FMT, target->entity->dataset, STR_ARG(target->code));
    if (!ctx->importing && !evidence_may_attach(ctx->actor.role, target->entity)) {
        return ctx_fault(ctx, "records", given,
                         TEXT("Su rol no cambia registros de este conjunto, ni les adjunta documentos.",
                              "Your role changes no records of this dataset and attaches no documents to them."),
                         TEXT("Pídalo a quien los registra o a la dirección.", "Ask whoever records them, or the director."));
    }
    int64_t others = 0;
    TRY(evidence_store_count(ctx, target->agency, target->id, row->record.id, &others));
    if (others >= EVIDENCE_OF_ONE_MOST) {
        return ctx_fault(ctx, "records", given,
                         TEXT("Un registro lleva hasta 25 documentos.", "A record has up to 25 documents."),
                         TEXT("Junte páginas en un solo PDF, o anule lo que sobra.",
                              "Join pages into one PDF, or annul what is superfluous."));
    }
    return ERR_OK;
}

/* The records named, without repetitions; row->records is written anew. */
static enum err read_targets(struct ctx *ctx, struct evidence *row, struct evidence_target *out, size_t *count)
{
    struct buf names = BUF(ctx->arena);
    struct str rest = row->records;
    struct str part;
    *count = 0;
    while (str_split(&rest, ';', &part)) {
        struct evidence_target target;
        part = str_trim(part);
        if (part.len == 0) {
            continue;
        }
        TRY(evidence_find_target(ctx, "records", part, &target));
        bool known = false;
        for (size_t i = 0; i < *count; i++) {
            known = known || id_eq(out[i].id, target.id);
        }
        if (known) {
            continue;
        }
        if (*count == EVIDENCE_RECORDS_MOST) {
            return refuse_target(ctx, "records", row->records,
                                 TEXT("Un documento respalda hasta 20 registros.", "A document supports up to 20 records."));
        }
        if (*count > 0 && !id_eq(target.agency, out[0].agency)) {
            return refuse_target(ctx, "records", part, TEXT("Los registros de un documento son de una misma agencia.",
                                                            "The records of one document are of one agency."));
        }
        buf_format(&names, "%s%s/" STR_FMT, *count == 0 ? "" : ";", target.entity->dataset, STR_ARG(target.code));
        out[(*count)++] = target;
    }
    if (*count == 0) {
        return refuse_target(ctx, "records", row->records, TEXT("Falta el registro que respalda.", "The record it supports is missing."));
    }
    row->records = buf_str(&names);
    return ERR_OK;
}

static enum err take_file(struct ctx *ctx, struct evidence *row)
{
    struct evidence_file file;
    enum err err = evidence_store_find_file(ctx, row->record.agency, row->sha256, &file);
    if (err == ERR_NOT_FOUND) {
        return ctx_fault(ctx, "sha256", row->sha256, TEXT("Ese archivo no está guardado en la agencia.", "That file is not stored in the agency."),
                         TEXT("Guarde primero el archivo (file.add, o import documents --files CARPETA).",
                              "Store the file first (file.add, or import documents --files FOLDER)."));
    }
    TRY(err);
    row->media_type = file.media_type;
    row->size = file.size;
    row->width = file.width;
    row->height = file.height;
    row->pages = file.pages;
    return ERR_OK;
}

#define LOGO_BYTES_MOST (INT64_C(1) << 20)
#define LOGO_SIDE_LEAST 40
#define LOGO_SIDE_MOST 3000

static enum err refuse_logo(struct ctx *ctx, const char *field, struct str given, struct text rule)
{
    return ctx_fault(ctx, field, given, rule,
                     TEXT("Guárdelo como PNG o JPEG de unos 600 puntos de ancho y adjúntelo a su unidad.",
                          "Save it as a PNG or JPEG some 600 pixels wide and attach it to your unit."));
}

/* A logo stands on every sheet of its unit: a small picture that cairo draws, seen by everybody. */
static enum err check_logo(struct ctx *ctx, struct evidence *row, const struct evidence_target *targets, size_t count)
{
    if (!str_eq(row->kind, S("logo"))) {
        return ERR_OK;
    }
    if (count != 1 || targets[0].entity != &unit_entity) {
        return refuse_logo(ctx, "records", row->records, TEXT("Un logotipo es de una sola unidad: units/CÓDIGO.",
                                                              "A logo is that of one unit: units/CODE."));
    }
    if (!str_eq(row->media_type, S("image/png")) && !str_eq(row->media_type, S("image/jpeg"))) {
        return refuse_logo(ctx, "file", row->media_type, TEXT("Un logotipo es una imagen PNG o JPEG.", "A logo is a PNG or JPEG picture."));
    }
    if (row->size > LOGO_BYTES_MOST) {
        return refuse_logo(ctx, "file", str_format(ctx->arena, "%lld kB", (long long)(row->size >> 10)),
                           TEXT("Un logotipo tiene hasta 1 MB.", "A logo has up to 1 MB."));
    }
    if (row->width < LOGO_SIDE_LEAST || row->height < LOGO_SIDE_LEAST || row->width > LOGO_SIDE_MOST || row->height > LOGO_SIDE_MOST) {
        return refuse_logo(ctx, "file", str_format(ctx->arena, "%lld × %lld", (long long)row->width, (long long)row->height),
                           TEXT("Cada lado de un logotipo tiene de 40 a 3,000 puntos.", "Each side of a logo has 40 to 3,000 pixels."));
    }
    row->confidentiality = S("public");
    return ERR_OK;
}

/* The record's unit; of what the whole agency reads (agreements), that of whoever attaches it, who could else not see it. */
static enum err take_unit(struct ctx *ctx, struct evidence *row, struct id unit)
{
    struct record *found = shape_new(ctx->arena, &unit_entity.shape);
    enum err err = record_find_id(ctx, &unit_entity, unit, found);
    if (err != ERR_OK && err != ERR_NOT_FOUND) {
        return err;
    }
    row->record.unit = (struct ref){.id = err == ERR_OK ? unit : ctx->scope.unit};
    return ERR_OK;
}

enum err evidence_check(struct ctx *ctx, void *row_, const void *before_)
{
    struct evidence *row = row_;
    const struct evidence *before = before_;
    struct evidence_target targets[EVIDENCE_RECORDS_MOST];
    size_t count;
    if (before != NULL && !str_eq(row->sha256, before->sha256)) {
        return ctx_fault(ctx, "sha256", row->sha256, TEXT("El archivo de un documento no cambia.", "The file of a document does not change."),
                         TEXT("Anule este documento y adjunte el otro archivo.", "Annul this document and attach the other file."));
    }
    TRY(read_targets(ctx, row, targets, &count));
    if (!id_is_none(row->record.agency) && !id_eq(row->record.agency, targets[0].agency)) {
        return refuse_target(ctx, "records", row->records, TEXT("Los registros son de otra agencia que el documento.",
                                                                "The records are of another agency than the document."));
    }
    row->record.agency = targets[0].agency;
    bool same = before != NULL && str_eq(row->records, before->records);
    if (same) {
        row->record.unit = before->record.unit;
    } else {
        TRY(take_unit(ctx, row, targets[0].unit));
    }
    if (row->record.annulled == ANSWER_YES) {
        return take_file(ctx, row);
    }
    for (size_t i = 0; i < count && !same; i++) {
        TRY(check_target(ctx, row, &targets[i]));
    }
    if (!date_is_none(row->retention_until) && !date_is_none(row->date) && date_cmp(row->retention_until, row->date) < 0) {
        return ctx_fault(ctx, "retention_until", date_iso(ctx->arena, row->retention_until),
                         TEXT("No se conserva hasta antes de su propia fecha.", "It is not kept until before its own date."),
                         TEXT("Corrija una de las dos fechas.", "Correct one of the two dates."));
    }
    TRY(take_file(ctx, row));
    return check_logo(ctx, row, targets, count);
}

static enum err written(struct ctx *ctx, const void *row_, const void *before_)
{
    const struct evidence *before = before_;
    struct evidence row = *(const struct evidence *)row_;
    struct evidence_target targets[EVIDENCE_RECORDS_MOST];
    size_t count;
    if (before != NULL && str_eq(row.records, before->records)) {
        return ERR_OK;
    }
    TRY(read_targets(ctx, &row, targets, &count));
    return evidence_store_link(ctx, &row, targets, count);
}

FALLIBLE evidence_check_reader(struct ctx *ctx, const struct evidence *row)
{
    if (!str_eq(row->confidentiality, S("sensitive")) || role_may(ctx->actor.role, PERM_VERIFY) ||
        role_may(ctx->actor.role, PERM_AUDIT_READ)) {
        return ERR_OK;
    }
    struct id user;
    TRY(audit_actor_of(ctx, row->record.agency, row->record.created_seq, &user));
    if (!id_is_none(user) && id_eq(user, ctx->actor.user)) {
        return ERR_OK;
    }
    (void)ctx_fault(ctx, "confidentiality", row->confidentiality,
                    TEXT("El documento es sensible: lo abren la dirección, la auditoría y quien lo adjuntó.",
                         "The document is sensitive: direction, audit and whoever attached it open it."),
                    TEXT("Pida a la dirección que lo vea por usted.", "Ask the director to look at it for you."));
    return ERR_DENIED;
}

const struct entity evidence_entity = {
    .shape = SHAPE("document", struct evidence, fields),
    .dataset = "documents",
    .code_prefix = "DOC",
    .label = T("Documento", "Document"),
    .plural = T("Documentos", "Documents"),
    .store = &evidence_store,
    .sensitive_read = "document",
    .check = evidence_check,
    .written = written,
};
