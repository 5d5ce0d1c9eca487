#include "exchange/export.h"

static const struct choice formats[] = {
    {.code = "csv", .label = T("CSV", "CSV")},
    {.code = "json", .label = T("JSON", "JSON")},
    {.code = "xlsx", .label = T("XLSX (Excel)", "XLSX (Excel)")},
    {.code = NULL},
};
static const struct field input_fields[] = {
    FIELD_TEXT(struct export_input, dataset, .required = true, .max = 60, .label = T("Conjunto de datos", "Dataset")),
    FIELD_CHOICE(struct export_input, format, .choices = formats, .initial = "csv", .label = T("Formato", "Format")),
    FIELD_TEXT(struct export_input, path, .max = 4096, .label = T("Archivo", "File")),
};
const struct shape export_input_shape = SHAPE("export", struct export_input, input_fields);

static const struct field output_fields[] = {
    FIELD_TEXT(struct export_output, dataset, .max = 60, .label = T("Conjunto de datos", "Dataset")),
    FIELD_INT(struct export_output, rows, .label = T("Filas", "Rows")),
};
const struct shape export_output_shape = SHAPE("export_report", struct export_output, output_fields);
