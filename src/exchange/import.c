#include "exchange/import.h"

static const struct field input_fields[] = {
    FIELD_TEXT(struct import_input, dataset, .required = true, .max = 60, .label = T("Conjunto de datos", "Dataset")),
    FIELD_TEXT(struct import_input, path, .required = true, .max = 4096, .label = T("Archivo", "File")),
    FIELD_TEXT(struct import_input, name, .max = 255, .label = T("Nombre del archivo", "Name of the file")),
    FIELD_TEXT(struct import_input, encoding, .max = 40, .label = T("Codificación", "Encoding"),
               .hint = T("utf-8 o windows-1252; vacío: se reconoce o se pregunta",
                         "utf-8 or windows-1252; empty: recognised or asked for")),
    FIELD_TEXT(struct import_input, delimiter, .max = 10, .label = T("Separador", "Delimiter"),
               .hint = T("coma, ; o tab", "comma, ; or tab")),
    FIELD_TEXT(struct import_input, decimal, .max = 10, .label = T("Signo decimal", "Decimal sign"),
               .hint = T("punto o coma", "dot or comma")),
    FIELD_TEXT(struct import_input, sheet, .max = 60, .label = T("Hoja", "Sheet")),
    FIELD_TEXT(struct import_input, mapping, .max = 100, .label = T("Correspondencia de columnas", "Mapping of columns"),
               .hint = T("El código de una guardada.", "The code of a saved one.")),
    FIELD_TEXT(struct import_input, constants, .max = 2000, .label = T("Lo mismo para todas las filas", "The same for every row"),
               .hint = T("Líneas «campo = valor».", "Lines “field = value”.")),
    FIELD_BOOL(struct import_input, update, .initial = "false", .label = T("Actualizar los que ya existen", "Update existing records")),
    FIELD_BOOL(struct import_input, keep, .initial = "false", .label = T("Dejar como están los que ya existen", "Keep existing records as they are")),
};
const struct shape import_input_shape = SHAPE("import", struct import_input, input_fields);

static const struct field output_fields[] = {
    FIELD_TEXT(struct import_output, dataset, .max = 60, .label = T("Conjunto de datos", "Dataset")),
    FIELD_TEXT(struct import_output, file, .max = 255, .label = T("Archivo", "File")),
    FIELD_TEXT(struct import_output, sha256, .max = 64, .label = T("SHA-256", "SHA-256")),
    FIELD_LABEL(struct import_output, found, .label = T("Leído como", "Read as")),
    FIELD_INT(struct import_output, rows, .label = T("Filas", "Rows")),
    FIELD_INT(struct import_output, added, .label = T("Agregados", "Added")),
    FIELD_INT(struct import_output, changed, .label = T("Cambiados", "Changed")),
    FIELD_INT(struct import_output, unchanged, .label = T("Ya estaban iguales", "Already equal")),
    FIELD_INT(struct import_output, faults, .label = T("Faltas", "Faults")),
    FIELD_INT(struct import_output, warnings, .label = T("Avisos", "Warnings")),
    FIELD_LABEL(struct import_output, notices, .privacy = PRIVACY_PERSONAL, .label = T("Qué avisa", "What is warned of")),
    FIELD_BOOL(struct import_output, dry_run, .label = T("Ensayo sin guardar", "Dry run")),
};
const struct shape import_output_shape = SHAPE("import_report", struct import_output, output_fields);
