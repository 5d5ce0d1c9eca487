#include "exchange/mapping.h"

#include "base/utf8.h"
#include "client/enterprise.h"
#include "client/person.h"
#include "party/unit.h"

#include <string.h>

const struct choice mapping_date_orders[] = {
    {"dmy", T("día/mes/año", "day/month/year"), "dma"},
    {"mdy", T("mes/día/año", "month/day/year"), "mda"},
    {"ymd", T("año-mes-día", "year-month-day"), "amd"},
    {0},
};
const struct choice mapping_decimals[] = {
    {"point", T("punto (1,234.50)", "point (1,234.50)"), "punto"},
    {"comma", T("coma (1.234,50)", "comma (1.234,50)"), "coma"},
    {0},
};

static const struct field fields[] = {
    RECORD_CODE(struct mapping),
    RECORD_UNIT(struct mapping),
    FIELD_TEXT(struct mapping, dataset, .required = true, .max = 60, .label = T("Conjunto de datos", "Dataset")),
    FIELD_TEXT(struct mapping, name, .required = true, .max = 100, .label = T("Nombre", "Name"),
               .hint = T("Por ejemplo: control de asesorías 2026.", "For example: log of advice 2026.")),
    FIELD_TEXT(struct mapping, columns, .max = 20000, .label = T("Columnas", "Columns"),
               .hint = T("Una línea por columna: encabezado = campo; «-» la deja fuera.", "A line a column: heading = field; “-” leaves it out.")),
    FIELD_TEXT(struct mapping, constants, .max = 4000, .label = T("Valores fijos", "Constant values"),
               .hint = T("Una línea por campo: campo = valor.", "A line a field: field = value.")),
    FIELD_TEXT(struct mapping, translations, .max = 60000, .privacy = PRIVACY_PERSONAL, .label = T("Valores que se traducen", "Values that are translated"),
               .hint = T("Una línea por valor: campo: valor del archivo = valor.", "A line a value: field: value in the file = value.")),
    FIELD_CHOICE(struct mapping, date_order, .choices = mapping_date_orders, .label = T("Orden de las fechas", "Order of dates")),
    FIELD_CHOICE(struct mapping, decimal, .choices = mapping_decimals, .label = T("Signo decimal", "Decimal sign")),
    RECORD_ANNULMENT(struct mapping),
};
const struct entity mapping_entity = {
    .shape = SHAPE("import_mapping", struct mapping, fields),
    .dataset = "import_mappings",
    .code_prefix = "MAP",
    .label = T("Correspondencia de columnas", "Mapping of columns"),
    .plural = T("Correspondencias de columnas", "Mappings of columns"),
    .store = &mapping_store,
    .check = mapping_check,
};

/* ---- what centres call their columns ------------------------------------------------------------------ */

static const struct {
    const char *field;
    const char *words; /* folded, '|' between */
} called[] = {
    {"code", "codigo|correlativo|no|num|numero|n|id|expediente|no de expediente"},
    {"name", "nombre de la empresa|nombre empresa|empresa|negocio|nombre del negocio|razon social|cliente|company|business"},
    {"trade_name", "nombre comercial|marca"},
    {"given_names", "nombres|nombre|primer nombre|first name"},
    {"surnames", "apellidos|apellido|last name|surname"},
    {"dui", "numero de dui|no dui|dui no|documento|documento unico"},
    {"nit", "numero de nit|no nit"},
    {"sex", "sexo|genero|gender|m f"},
    {"birth_date", "nacimiento|fecha nacimiento|fecha de nac|nac"},
    {"phone", "tel|telefono|telefono fijo|telephone"},
    {"mobile", "cel|celular|movil|whatsapp|telefono celular|cellphone"},
    {"email", "correo|correo electronico|e mail|mail"},
    {"address", "direccion|domicilio"},
    {"district", "municipio|distrito|lugar|localidad|municipality"},
    {"registered_on", "fecha de ingreso|fecha de inscripcion|fecha registro|ingreso|registered"},
    {"adviser", "asesor|asesora|asesor a|tecnico|consultor responsable|advisor"},
    {"unit", "centro|oficina|sede|cdmype"},
    {"date", "fecha|fecha de la sesion|fecha de asesoria|dia|day"},
    {"enterprises", "empresa|negocio|cliente|nombre de la empresa|nombre del cliente|company|client"},
    {"enterprise", "empresa|negocio|cliente|nombre de la empresa|company"},
    {"persons", "persona|participante|empresario|empresaria|nombre del participante|person"},
    {"person", "persona|participante|nombre|nombre completo|nombre del participante|asistente|dui|attendee"},
    {"kind", "tipo|clase|tipo de servicio|tipo de asesoria|servicio|type"},
    {"modality", "modalidad|forma"},
    {"start_time", "hora de inicio|hora inicio|desde"},
    {"end_time", "hora final|hora de fin|hasta"},
    {"contact_minutes", "minutos|duracion|tiempo|minutes|duration"},
    {"summary", "resumen|temas tratados|observaciones|actividades|descripcion|comentarios|notes"},
    {"event", "evento|curso|capacitacion|codigo del evento|course"},
    {"present", "asistio|asistencia|presente|attended"},
    {"topic", "tema|curso|capacitacion|nombre del evento|nombre del curso|course"},
    {"starts_on", "inicio|fecha de inicio|desde"},
    {"ends_on", "fin|fecha final|fecha de finalizacion|hasta"},
    {"title", "nombre|titulo|asistencia tecnica|contrato|nombre de la consultoria|consultoria"},
    {"consultant", "consultor|consultora|proveedor|contratista"},
    {"signed_on", "fecha de firma|fecha de contrato|fecha del contrato|firma"},
    {"total", "monto|monto total|costo|costo total|valor|valor del contrato|amount"},
    {"sector", "rubro|sector economico|giro"},
    {"activity_text", "actividad|actividad economica|giro|a que se dedica"},
    {"evidence", "respaldo|medio de verificacion|documento de respaldo"},
};

const struct field *mapping_named(struct arena *arena, const struct shape *shape, struct str heading)
{
    const struct field *field = shape_find(shape, heading);
    if (field != NULL) {
        return field;
    }
    struct str folded = utf8_fold(arena, heading);
    for (size_t i = 0; i < shape->count; i++) {
        const struct field *candidate = &shape->fields[i];
        if (str_eq(folded, utf8_fold(arena, str_of(candidate->name))) ||
            str_eq(folded, utf8_fold(arena, str_of(candidate->label.es))) ||
            str_eq(folded, utf8_fold(arena, str_of(candidate->label.en)))) {
            return candidate;
        }
    }
    return NULL;
}

/* Letters and digits alone, one blank between words: "No. de Expediente:" is "no de expediente". */
static struct str plain_words(struct arena *arena, struct str text)
{
    struct str folded = utf8_fold(arena, text);
    struct buf out = BUF(arena);
    for (size_t i = 0; i < folded.len; i++) {
        unsigned char c = (unsigned char)folded.ptr[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80;
        if (letter) {
            buf_put_char(&out, (char)c);
        } else if (out.len > 0 && out.ptr[out.len - 1] != ' ') {
            buf_put_char(&out, ' ');
        }
    }
    return out.len == 0 ? S("") : str_trim(buf_str(&out));
}

const struct field *mapping_suggest(struct arena *arena, const struct shape *shape, struct str heading)
{
    const struct field *named = mapping_named(arena, shape, heading);
    if (named != NULL) {
        return named;
    }
    struct str words = plain_words(arena, heading);
    for (size_t i = 0; i < COUNT_OF(called); i++) {
        const struct field *field = shape_find(shape, str_of(called[i].field));
        struct str rest = str_of(called[i].words);
        struct str word;
        while (field != NULL && str_split(&rest, '|', &word)) {
            if (str_eq(word, words)) {
                return field;
            }
        }
    }
    return NULL;
}

/* ---- lines ------------------------------------------------------------------------------------------------- */

void mapping_put_line(struct buf *out, struct str left, struct str right)
{
    if (out->len > 0) {
        buf_put_char(out, '\n');
    }
    for (size_t i = 0; i < left.len; i++) {
        buf_put_char(out, left.ptr[i] == '\n' || left.ptr[i] == '\r' ? ' ' : left.ptr[i]);
    }
    buf_put_c(out, " = ");
    buf_put(out, right);
}

struct line {
    struct str whole;
    struct str left;
    struct str right;
};

/* "left = right", parted at the last sign. */
static bool next_line(struct str *rest, struct line *out)
{
    while (str_split(rest, '\n', &out->whole)) {
        out->whole = str_trim(out->whole);
        size_t at = out->whole.len;
        if (at == 0) {
            continue;
        }
        while (at > 0 && out->whole.ptr[at - 1] != '=') {
            at--;
        }
        out->left = at == 0 ? STR_NONE : str_trim(str_slice(out->whole, 0, at - 1));
        out->right = at == 0 ? STR_NONE : str_trim(str_slice(out->whole, at, out->whole.len));
        return true;
    }
    return false;
}

static enum err refuse_line(struct fault *fault, const char *field, const struct line *line, struct text rule)
{
    return fault_add(fault, str_of(field), line->whole, rule,
                     TEXT("Escriba «encabezado = campo», «campo = valor» o «campo: valor del archivo = valor».",
                          "Write “heading = field”, “field = value” or “field: value in the file = value”."));
}

static const struct field *settable(const struct entity *entity, struct str name)
{
    const struct field *field = shape_find(&entity->shape, name);
    return field == NULL || field->computed ? NULL : field;
}

static struct str *keep(struct arena *arena, struct str value)
{
    struct str *kept = ARENA_NEW(arena, struct str);
    *kept = value;
    return kept;
}

static enum err read_columns(struct arena *arena, struct fault *fault, const struct mapping *mapping, struct mapping_plan *out)
{
    struct str rest = mapping->columns;
    struct line line;
    enum err err = ERR_OK;
    while (next_line(&rest, &line)) {
        if (str_is_empty(line.left) || (!str_eq(line.right, S("-")) && settable(out->entity, line.right) == NULL)) {
            err = refuse_line(fault, "columns", &line, TEXT("Ese campo no existe, o lo calcula el programa.",
                                                            "That field does not exist, or the program computes it."));
            continue;
        }
        map_set(&out->columns, utf8_fold(arena, line.left), keep(arena, line.right));
    }
    return err;
}

static enum err read_constants(struct arena *arena, struct fault *fault, const struct mapping *mapping, struct mapping_plan *out)
{
    struct str rest = mapping->constants;
    struct line line;
    enum err err = ERR_OK;
    void *row = shape_new(arena, &out->entity->shape);
    out->constants = ARENA_ARRAY(arena, struct mapping_constant, out->entity->shape.count);
    while (next_line(&rest, &line)) {
        const struct field *field = settable(out->entity, line.left);
        if (field == NULL || out->constant_count == out->entity->shape.count) {
            err = refuse_line(fault, "constants", &line, TEXT("Ese campo no existe, o lo calcula el programa.",
                                                              "That field does not exist, or the program computes it."));
            continue;
        }
        if (field_parse(fault, field, line.right, "USD", row) != ERR_OK) {
            err = ERR_INVALID;
            continue;
        }
        out->constants[out->constant_count++] = (struct mapping_constant){field, line.right};
    }
    return err;
}

static struct str value_key(struct arena *arena, struct str field, struct str value)
{
    return str_format(arena, STR_FMT "\n" STR_FMT, STR_ARG(field), STR_ARG(utf8_fold(arena, str_trim(value))));
}

static enum err read_translations(struct arena *arena, struct fault *fault, const struct mapping *mapping, struct mapping_plan *out)
{
    struct str rest = mapping->translations;
    struct line line;
    enum err err = ERR_OK;
    while (next_line(&rest, &line)) {
        size_t colon = str_find(line.left, S(":"));
        struct str name = str_trim(str_slice(line.left, 0, colon));
        if (colon == SIZE_MAX || settable(out->entity, name) == NULL) {
            err = refuse_line(fault, "translations", &line, TEXT("La línea no dice de qué campo es el valor.",
                                                                 "The line does not say of which field the value is."));
            continue;
        }
        struct str value = str_trim(str_slice(line.left, colon + 1, line.left.len));
        map_set(&out->values, value_key(arena, name, value), keep(arena, line.right));
    }
    return err;
}

FALLIBLE mapping_read(struct arena *arena, struct fault *fault, const struct mapping *mapping, struct mapping_plan *out)
{
    *out = (struct mapping_plan){.entity = entity_find_dataset(mapping->dataset), .columns = MAP(arena), .values = MAP(arena),
                                 .date_order = mapping->date_order};
    if (out->entity == NULL || out->entity == &mapping_entity) {
        return fault_add(fault, S("dataset"), mapping->dataset, TEXT("No hay un conjunto de datos con ese nombre.", "There is no dataset of that name."),
                         TEXT("Vea los nombres con: adelante describe datasets.", "See the names with: adelante describe datasets."));
    }
    enum err columns = read_columns(arena, fault, mapping, out);
    enum err constants = read_constants(arena, fault, mapping, out);
    enum err translations = read_translations(arena, fault, mapping, out);
    return columns == ERR_OK && constants == ERR_OK ? translations : ERR_INVALID;
}

enum err mapping_check(struct ctx *ctx, void *row, const void *before)
{
    (void)before;
    struct mapping_plan plan;
    return mapping_read(ctx->arena, ctx->fault, row, &plan);
}

/* ---- use ----------------------------------------------------------------------------------------------------- */

const struct field *mapping_column(const struct mapping_plan *plan, struct arena *arena, struct str heading, bool *left_out)
{
    const struct str *name = map_find(&plan->columns, utf8_fold(arena, str_trim(heading)));
    *left_out = name != NULL && str_eq(*name, S("-"));
    return name == NULL || *left_out ? NULL : shape_find(&plan->entity->shape, *name);
}

const struct str *mapping_decided(const struct mapping_plan *plan, struct arena *arena, const char *name, struct str value)
{
    const struct field *field = shape_find(&plan->entity->shape, str_of(name));
    bool is_client = str_eq_c(S("code"), name) || (field != NULL && (field->target == &person_entity || field->target == &enterprise_entity));
    const struct str marks[] = {plan->row, plan->hint, S("")};
    for (size_t i = is_client ? 0 : COUNT_OF(marks) - 1; i < COUNT_OF(marks); i++) {
        struct str marked = value;
        if (i < COUNT_OF(marks) - 1) {
            if (str_is_empty(marks[i])) {
                continue;
            }
            marked = str_format(arena, STR_FMT STR_FMT, STR_ARG(str_trim(value)), STR_ARG(marks[i]));
        }
        const struct str *decided = map_find(&plan->values, value_key(arena, str_of(name), marked));
        if (decided != NULL) {
            return decided;
        }
    }
    return NULL;
}

/* Three numbers with / - or . between: in the order that our files write, the year in full. */
static struct str date_in_order(struct arena *arena, struct str order, struct str text)
{
    int64_t parts[3];
    size_t at = 0;
    size_t count = 0;
    text = str_trim(text);
    while (count < 3 && at < text.len) {
        size_t from = at;
        while (at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9') {
            at++;
        }
        if (!str_to_int(str_slice(text, from, at), &parts[count])) {
            return text;
        }
        count++;
        at += at < text.len && strchr("/-.", text.ptr[at]) != NULL;
    }
    if (count != 3 || at < text.len) {
        return text;
    }
    const char *letters = "dmy";
    int64_t named[3] = {0};
    for (size_t i = 0; i < 3; i++) {
        named[strchr(letters, order.ptr[i]) - letters] = parts[i];
    }
    if (named[2] < 100) {
        named[2] += 2000;
    }
    return str_format(arena, "%04lld-%02lld-%02lld", (long long)named[2], (long long)named[1], (long long)named[0]);
}

struct str mapping_value(const struct mapping_plan *plan, struct arena *arena, const struct field *field, struct str text)
{
    if (str_is_empty(str_trim(text))) {
        return text;
    }
    const struct str *value = mapping_decided(plan, arena, field->name, text);
    if (value != NULL && !str_eq(*value, S("*"))) {
        return str_eq(*value, S("-")) ? S("") : *value;
    }
    if (field->type == FIELD_TYPE_DATE && plan->date_order.len == 3) {
        return date_in_order(arena, plan->date_order, text);
    }
    return text;
}

struct str mapping_client_name(struct arena *arena, const struct entity *entity, const void *row)
{
    if (entity == &person_entity) {
        const struct person *person = row;
        return str_format(arena, STR_FMT " " STR_FMT, STR_ARG(person->given_names), STR_ARG(person->surnames));
    }
    return entity == &enterprise_entity ? ((const struct enterprise *)row)->name : S("");
}
