#include "results/statement.h"

#include "results/indicator.h"

const struct choice statement_maps[] = {
    {"then", T("De entonces", "Of that time"), "entonces|de entonces"},
    {"today", T("De hoy", "Of today"), "hoy|de hoy"},
    {0},
};

const struct choice statement_kinds[] = {
    {"advice_business", T("Asesoría empresarial", "Business advice"), NULL},
    {"advice_finance", T("Asesoría financiera", "Financial advice"), NULL},
    {"advice_ict", T("Asesoría en TIC", "ICT advice"), NULL},
    {"advice_women", T("Empresarialidad femenina", "Women's enterprise"), NULL},
    {"attention", T("Atención", "Attention"), NULL},
    {"specialised_service", T("Servicio especializado", "Specialised service"), NULL},
    {"business_plan", T("Plan de negocio", "Business plan"), NULL},
    {"investment_plan", T("Plan de inversión", "Investment plan"), NULL},
    {"training", T("Capacitación", "Training"), NULL},
    {"fair", T("Feria", "Fair"), NULL},
    {"meeting", T("Reunión", "Meeting"), NULL},
    {"assistance", T("Asistencia técnica", "Technical assistance"), NULL},
    {"link_financial", T("Vínculo financiero", "Financial link"), NULL},
    {"link_non_reimbursable", T("Fondo no reembolsable", "Non-reimbursable fund"), NULL},
    {"link_commercial", T("Vínculo comercial", "Commercial link"), NULL},
    {"link_institutional", T("Vínculo institucional", "Institutional link"), NULL},
    {"link_academic", T("Vínculo académico", "Academic link"), NULL},
    {0},
};

const struct choice statement_dimensions[] = {
    {"kind", T("Servicio", "Service"), NULL},
    {"district", T("Distrito", "District"), NULL},
    {"municipality", T("Municipio", "Municipality"), NULL},
    {"month", T("Mes", "Month"), NULL},
    {"year", T("Año", "Year"), NULL},
    {"unit", T("Unidad", "Unit"), NULL},
    {"sex", T("Sexo", "Sex"), NULL},
    {"led_by", T("Dirección", "Leadership"), NULL},
    {"size", T("Tamaño", "Size"), NULL},
    {"sector", T("Sector", "Sector"), NULL},
    {"adviser_unit", T("Unidad de quien asesora", "Unit of the adviser"), NULL},
    {0},
};

static const struct choice countables[] = {
    {"enterprises", T("Empresas", "Enterprises"), NULL},
    {"persons", T("Personas", "Persons"), NULL},
    {0},
};

/* The members of a question, wherever the struct holds it. */
#define QUESTION(s, at)                                                                                                      \
    {.name = "from", .type = FIELD_TYPE_DATE, .offset = offsetof(s, at from), .required = true, .label = T("Desde", "From"),   \
     .hint = T("Primer día, incluido.", "First day, included.")},                                                             \
    {.name = "to", .type = FIELD_TYPE_DATE, .offset = offsetof(s, at to), .required = true, .label = T("Hasta", "To"),         \
     .hint = T("Último día, incluido.", "Last day, included.")},                                                              \
    {.name = "unit", .type = FIELD_TYPE_TEXT, .offset = offsetof(s, at unit), .max = 120, .label = T("Unidad", "Unit"),        \
     .hint = T("Código; vacío es la unidad más alta que usted alcanza.", "Code; empty is the highest unit you reach.")},      \
    {.name = "territory", .type = FIELD_TYPE_TEXT, .offset = offsetof(s, at territory), .max = 120,                           \
     .label = T("Territorio", "Territory"),                                                                                  \
     .hint = T("Código o nombre de un departamento, municipio o distrito.",                                                  \
               "Code or name of a department, municipality or district.")},                                                  \
    {.name = "map", .type = FIELD_TYPE_CHOICE, .offset = offsetof(s, at map), .choices = statement_maps, .initial = "then",   \
     .label = T("Mapa", "Map")},                                                                                             \
    {.name = "agreement", .type = FIELD_TYPE_TEXT, .offset = offsetof(s, at agreement), .max = 120,                           \
     .label = T("Convenio", "Agreement"), .hint = T("Código; vacío son todos.", "Code; empty is all.")}

static const struct field input_fields[] = {QUESTION(struct statement_input, )};
const struct shape statement_input_shape = SHAPE("statement_input", struct statement_input, input_fields);

static const struct field period_fields[] = {
    FIELD_DATE(struct statement_period, from, .label = T("Desde", "From")),
    FIELD_DATE(struct statement_period, to, .label = T("Hasta", "To")),
};
static const struct shape period_shape = SHAPE("period", struct statement_period, period_fields);

static const struct field part_fields[] = {
    FIELD_TEXT(struct statement_part, code, .label = T("Código", "Code")),
    FIELD_LABEL(struct statement_part, label, .label = T("Parte", "Part")),
    FIELD_VALUE(struct statement_part, value, .label = T("Valor", "Value")),
    FIELD_TEXT(struct statement_part, measure, .label = T("Medida", "Measure")),
    FIELD_BOOL(struct statement_part, hidden, .label = T("Oculto", "Hidden")),
};
const struct shape statement_part_shape = SHAPE("part", struct statement_part, part_fields);

static const struct field verification_fields[] = {
    FIELD_INT(struct statement_verification, declared, .label = T("Declarados", "Declared")),
    FIELD_INT(struct statement_verification, with_evidence, .label = T("Con evidencia", "With evidence")),
    FIELD_INT(struct statement_verification, verified, .label = T("Verificados", "Verified")),
    FIELD_INT(struct statement_verification, validated, .label = T("Validados", "Validated")),
};
static const struct shape verification_shape = SHAPE("figure_verification", struct statement_verification, verification_fields);

static const struct field figure_fields[] = {
    FIELD_TEXT(struct statement_figure, code, .label = T("Código", "Code")),
    FIELD_VALUE(struct statement_figure, value, .label = T("Valor", "Value")),
    FIELD_TEXT(struct statement_figure, measure, .label = T("Medida", "Measure")),
    FIELD_INT(struct statement_figure, with_data, .label = T("Con dato", "With data")),
    FIELD_INT(struct statement_figure, of, .label = T("De", "Of")),
    FIELD_LABEL(struct statement_figure, label, .label = T("Cifra", "Figure")),
    FIELD_ROWS(struct statement_figure, parts, .shape = &statement_part_shape, .label = T("Partes", "Parts")),
    FIELD_RECORD(struct statement_figure, verification, .shape = &verification_shape, .label = T("Verificación", "Verification")),
    FIELD_LABEL(struct statement_figure, note, .label = T("Nota", "Note")),
    FIELD_LABEL(struct statement_figure, reason, .label = T("Por qué no hay valor", "Why there is no value")),
    FIELD_INT(struct statement_figure, definition, .label = T("Versión de la definición", "Version of the definition")),
    FIELD_BOOL(struct statement_figure, hidden, .label = T("Oculto", "Hidden")),
};
const struct shape statement_figure_shape = SHAPE("figure", struct statement_figure, figure_fields);

static const struct field fields[] = {
    FIELD_RECORD(struct statement, period, .shape = &period_shape, .label = T("Período", "Period")),
    FIELD_TEXT(struct statement, unit, .label = T("Unidad", "Unit")),
    FIELD_TEXT(struct statement, unit_name, .label = T("Nombre de la unidad", "Name of the unit")),
    FIELD_TEXT(struct statement, territory, .label = T("Territorio", "Territory")),
    FIELD_INT(struct statement, enterprises_elsewhere, .label = T("Empresas de otros territorios, no incluidas", "Enterprises of other territories, left out")),
    FIELD_INT(struct statement, persons_elsewhere, .label = T("Personas de otros territorios, no incluidas", "Persons of other territories, left out")),
    FIELD_LABEL(struct statement, territory_name, .label = T("Nombre del territorio", "Name of the territory")),
    FIELD_TEXT(struct statement, map, .label = T("Mapa", "Map")),
    FIELD_TEXT(struct statement, agreement, .label = T("Convenio", "Agreement")),
    FIELD_TEXT(struct statement, agreement_title, .label = T("Título del convenio", "Title of the agreement")),
    FIELD_ROWS(struct statement, figures, .shape = &statement_figure_shape, .label = T("Cifras", "Figures")),
    FIELD_INT(struct statement, records, .label = T("Registros", "Records")),
    FIELD_INT(struct statement, verified, .label = T("Verificados", "Verified")),
    FIELD_INSTANT(struct statement, as_of, .label = T("Calculado", "Computed")),
};
const struct shape statement_shape = SHAPE("statement", struct statement, fields);

static const struct field explain_fields[] = {
    FIELD_TEXT(struct statement_explain_input, indicator, .required = true, .max = 60, .label = T("Indicador", "Indicator")),
    QUESTION(struct statement_explain_input, question.),
    FIELD_TEXT(struct statement_explain_input, after, .max = 120, .label = T("Desde después de", "After")),
    FIELD_INT(struct statement_explain_input, limit, .min = 1, .max = 500, .initial = "100", .label = T("Cuántos", "How many")),
};
const struct shape statement_explain_input_shape =
    SHAPE("statement_explain_input", struct statement_explain_input, explain_fields);

static const struct field record_fields[] = {
    FIELD_TEXT(struct statement_record, dataset, .label = T("Conjunto", "Dataset")),
    FIELD_TEXT(struct statement_record, code, .label = T("Código", "Code")),
    FIELD_DATE(struct statement_record, date, .label = T("Fecha", "Date")),
    FIELD_TEXT(struct statement_record, enterprise, .label = T("Empresa", "Enterprise")),
    FIELD_TEXT(struct statement_record, person, .label = T("Persona", "Person")),
    FIELD_TEXT(struct statement_record, identity, .label = T("Identidad", "Identity")),
    FIELD_TEXT(struct statement_record, unit, .label = T("Unidad", "Unit")),
    FIELD_TEXT(struct statement_record, district, .label = T("Distrito", "District")),
    FIELD_MONEY(struct statement_record, amount, .label = T("Monto", "Amount")),
    FIELD_MINUTES(struct statement_record, minutes, .label = T("Minutos", "Minutes")),
    FIELD_TEXT(struct statement_record, verification, .label = T("Verificación", "Verification")),
    FIELD_TEXT(struct statement_record, opening, .label = T("Apertura", "Opening")),
    FIELD_VALUE(struct statement_record, contribution, .label = T("Aporta", "Contributes")),
};
const struct shape statement_record_shape = SHAPE("statement_record", struct statement_record, record_fields);

static const struct field cube_fields[] = {
    QUESTION(struct statement_cube_input, question.),
    FIELD_CHOICES(struct statement_cube_input, by, .required = true, .choices = statement_dimensions,
                  .label = T("Por", "By"), .hint = T("Una a tres dimensiones.", "One to three dimensions.")),
    FIELD_CHOICES(struct statement_cube_input, kinds, .choices = statement_kinds, .label = T("Servicios", "Services")),
    FIELD_CHOICE(struct statement_cube_input, of, .choices = countables, .initial = "enterprises", .label = T("Quiénes", "Who")),
};
const struct shape statement_cube_input_shape = SHAPE("statement_cube_input", struct statement_cube_input, cube_fields);

static const struct field cell_fields[] = {
    FIELD_TEXT(struct statement_cell, first, .label = T("Primera", "First")),
    FIELD_LABEL(struct statement_cell, first_label, .label = T("Nombre", "Name")),
    FIELD_TEXT(struct statement_cell, second, .label = T("Segunda", "Second")),
    FIELD_LABEL(struct statement_cell, second_label, .label = T("Nombre", "Name")),
    FIELD_TEXT(struct statement_cell, third, .label = T("Tercera", "Third")),
    FIELD_LABEL(struct statement_cell, third_label, .label = T("Nombre", "Name")),
    FIELD_INT(struct statement_cell, services, .label = T("Servicios", "Services")),
    FIELD_INT(struct statement_cell, clients, .label = T("Clientes", "Clients")),
    FIELD_INT(struct statement_cell, minutes, .label = T("Minutos", "Minutes")),
    FIELD_BOOL(struct statement_cell, hidden, .label = T("Oculto", "Hidden")),
};
const struct shape statement_cell_shape = SHAPE("statement_cell", struct statement_cell, cell_fields);

static const struct field row_fields[] = {
    FIELD_TEXT(struct statement_row, code, .label = T("Código", "Code")),
    FIELD_TEXT(struct statement_row, label, .label = T("Cifra", "Figure")),
    FIELD_VALUE(struct statement_row, value, .label = T("Valor", "Value")),
    FIELD_TEXT(struct statement_row, measure, .label = T("Medida", "Measure")),
    FIELD_INT(struct statement_row, with_data, .label = T("Con dato", "With data")),
    FIELD_INT(struct statement_row, of, .label = T("De", "Of")),
};
const struct shape statement_row_shape = SHAPE("statement_row", struct statement_row, row_fields);

struct rows statement_rows(struct arena *arena, const struct statement *statement, enum lang lang)
{
    const struct statement_figure *figures = statement->figures.items;
    size_t count = statement->figures.len;
    for (size_t i = 0; i < statement->figures.len; i++) {
        count += figures[i].parts.len;
    }
    struct statement_row *rows = ARENA_ARRAY(arena, struct statement_row, count + 1);
    size_t at = 0;
    for (size_t i = 0; i < statement->figures.len; i++) {
        const struct statement_figure *figure = &figures[i];
        rows[at++] = (struct statement_row){figure->code,      text_in(figure->label, lang), figure->value, figure->measure,
                                            figure->with_data, figure->of};
        const struct statement_part *parts = figure->parts.items;
        for (size_t j = 0; j < figure->parts.len; j++) {
            rows[at++] = (struct statement_row){str_format(arena, STR_FMT "." STR_FMT, STR_ARG(figure->code), STR_ARG(parts[j].code)),
                                                text_in(parts[j].label, lang),
                                                parts[j].value,
                                                parts[j].measure,
                                                INT_NONE,
                                                INT_NONE};
        }
    }
    return (struct rows){rows, at};
}
