#include "territory/boundary.h"
#include "territory/territory.h"

const struct choice boundary_maps[] = {
    {"districts", T("Distritos (municipios hasta 2024)", "Districts (municipalities until 2024)"), "DISTRITOS"},
    {"municipalities", T("Municipios de hoy", "Municipalities of today"), "MUNICIPIOS"},
    {"departments", T("Departamentos", "Departments"), "DEPARTAMENTOS"},
    {NULL, T(NULL, NULL), NULL},
};

/* ---- territory.load ---------------------------------------------------------------------------- */

struct load_output {
    int64_t divisions;
};
static const struct field load_fields[] = {
    FIELD_INT(struct load_output, divisions, .label = T("Divisiones agregadas", "Divisions added")),
};
static const struct shape load_shape = SHAPE("territory_loaded", struct load_output, load_fields);

static enum err run_load(struct ctx *ctx, const void *in, void *out)
{
    (void)in;
    ctx->subject = S("territory");
    return territory_store_load(ctx, &((struct load_output *)out)->divisions);
}

/* ---- territory.list ------------------------------------------------------------------------------ */

struct list_input {
    struct str area;
    struct date on;
};
static const struct field list_input_fields[] = {
    FIELD_TEXT(struct list_input, area, .max = 120, .label = T("Territorio", "Territory"),
               .hint = T("Código de departamento, municipio o distrito; vacío: el país.",
                         "Code of a department, municipality or district; empty: the country.")),
    FIELD_DATE(struct list_input, on, .label = T("Mapa del día", "Map of the day"), .hint = T("Vacío: hoy.", "Empty: today.")),
};
static const struct shape list_input_shape = SHAPE("territory_list", struct list_input, list_input_fields);

struct place {
    struct str code;
    struct str name;
    struct str municipality;
    struct str municipality_name;
    struct str department;
    struct str department_name;
};
static const struct field place_fields[] = {
    FIELD_TEXT(struct place, code, .label = T("Código", "Code")),
    FIELD_TEXT(struct place, name, .label = T("Nombre", "Name")),
    FIELD_TEXT(struct place, municipality, .label = T("Código del municipio", "Code of the municipality")),
    FIELD_TEXT(struct place, municipality_name, .label = T("Municipio", "Municipality")),
    FIELD_TEXT(struct place, department, .label = T("Código del departamento", "Code of the department")),
    FIELD_TEXT(struct place, department_name, .label = T("Departamento", "Department")),
};
static const struct shape place_shape = SHAPE("territory_place", struct place, place_fields);

static enum err parse_area(struct ctx *ctx, struct str given, struct str *area)
{
    struct text rule;
    struct text remedy;
    if (territory_parse_area(ctx->arena, given, area, &rule, &remedy)) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "area", given, rule, remedy);
}

static enum err run_list(struct ctx *ctx, const void *in_, void *out)
{
    const struct list_input *in = in_;
    struct list *list = out;
    struct str area;
    TRY(parse_area(ctx, in->area, &area));
    const struct territory_district **districts;
    size_t count = territory_districts_of(ctx->arena, area, &districts);
    struct place *places = ARENA_ARRAY(ctx->arena, struct place, count);
    struct date on = date_is_none(in->on) ? ctx->today : in->on;
    for (size_t i = 0; i < count; i++) {
        struct str code = str_of(districts[i]->code);
        const struct territory_department *department = territory_department_of(code);
        places[i] = (struct place){
            .code = code,
            .name = str_of(districts[i]->name),
            .municipality = territory_municipality_of(code, on),
            .municipality_name = territory_municipality_name(code, on),
            .department = str_of(department->code),
            .department_name = str_of(department->name),
        };
    }
    *list = (struct list){.shape = &place_shape, .rows = {places, count}, .total = (int64_t)count};
    return ERR_OK;
}

/* ---- boundaries ------------------------------------------------------------------------------------ */

static const struct field ring_fields[] = {
    FIELD_TEXT(struct boundary_ring, code, .required = true, .max = 4, .label = T("Código", "Code")),
    FIELD_TEXT(struct boundary_ring, points, .required = true, .max = 1000000, .label = T("Puntos", "Points")),
    FIELD_TEXT(struct boundary_ring, source, .computed = true, .max = 300, .label = T("Fuente", "Source")),
};
const struct shape boundary_ring_shape = SHAPE("boundary_ring", struct boundary_ring, ring_fields);

static const struct field import_fields[] = {
    FIELD_CHOICE(struct boundary_import_input, map, .choices = boundary_maps, .required = true, .label = T("Mapa", "Map")),
    FIELD_TEXT(struct boundary_import_input, source, .required = true, .max = 300, .label = T("Fuente", "Source"),
               .hint = T("Autor y licencia; se muestra junto al mapa.", "Author and licence; shown beside the map.")),
    FIELD_ROWS(struct boundary_import_input, rings, .shape = &boundary_ring_shape, .required = true,
               .label = T("Contornos", "Outlines")),
};
static const struct shape import_shape = SHAPE("boundary_import", struct boundary_import_input, import_fields);
static const struct field boundary_list_fields[] = {
    FIELD_CHOICE(struct boundary_list_input, map, .choices = boundary_maps, .required = true, .label = T("Mapa", "Map")),
    FIELD_TEXT(struct boundary_list_input, area, .max = 120, .label = T("Territorio", "Territory")),
};
static const struct shape boundary_list_shape = SHAPE("boundary_list", struct boundary_list_input, boundary_list_fields);
static const struct field count_fields[] = {
    FIELD_INT(struct boundary_count, divisions, .label = T("Divisiones", "Divisions")),
    FIELD_INT(struct boundary_count, rings, .label = T("Contornos", "Outlines")),
};
static const struct shape count_shape = SHAPE("boundary_count", struct boundary_count, count_fields);

static bool is_on_map(struct str map, struct str code)
{
    enum territory_level level = territory_level_of(code);
    return str_eq_c(map, "districts")        ? level == TERRITORY_DISTRICT
           : str_eq_c(map, "municipalities") ? level == TERRITORY_MUNICIPALITY
                                             : level == TERRITORY_DEPARTMENT;
}

/* "x,y x,y x,y": at least three points, nothing but digits, signs, commas and single blanks. */
static bool is_ring(struct str points)
{
    size_t count = 0;
    struct str rest = points;
    struct str point;
    while (str_split(&rest, ' ', &point)) {
        int64_t x;
        int64_t y;
        size_t comma = str_find(point, S(","));
        if (comma == SIZE_MAX || !str_to_int(str_slice(point, 0, comma), &x) ||
            !str_to_int(str_slice(point, comma + 1, point.len), &y) || x < -18000000 || x > 18000000 || y < -9000000 ||
            y > 9000000) {
            return false;
        }
        count++;
    }
    return count >= 3;
}

static enum err check_ring(struct ctx *ctx, struct str map, const struct boundary_ring *ring)
{
    if (!is_on_map(map, ring->code)) {
        return ctx_fault(ctx, "rings[].code", ring->code,
                         TEXT("Ese código no es de una división de este mapa.", "That code is not of a division of this map."),
                         TEXT("Elija el mapa al que pertenece el archivo.", "Choose the map that the file belongs to."));
    }
    if (!is_ring(ring->points)) {
        return ctx_fault(ctx, "rings[].points", ring->points,
                         TEXT("Un contorno tiene al menos tres puntos x,y en cienmilésimas de grado.",
                              "An outline has at least three points x,y in hundred-thousandths of a degree."),
                         TEXT("Revise el archivo.", "Check the file."));
    }
    return ERR_OK;
}

static enum err run_import(struct ctx *ctx, const void *in_, void *out_)
{
    const struct boundary_import_input *in = in_;
    struct boundary_count *out = out_;
    const struct boundary_ring *rings = in->rings.items;
    enum err err = ERR_OK;
    for (size_t i = 0; i < in->rings.len; i++) {
        enum err one = check_ring(ctx, in->map, &rings[i]);
        err = one == ERR_OK ? err : one;
    }
    TRY(err);
    TRY(boundary_store_clear(ctx, in->map));
    *out = (struct boundary_count){0, 0};
    for (size_t i = 0; i < in->rings.len; i++) {
        bool first = true;
        for (size_t k = 0; first && k < i; k++) {
            first = !str_eq(rings[k].code, rings[i].code);
        }
        out->divisions += first ? 1 : 0;
        TRY(boundary_store_add(ctx, in->map, in->source, (int64_t)i, &rings[i]));
        out->rings++;
    }
    ctx->subject = str_format(ctx->arena, "boundaries/" STR_FMT, STR_ARG(in->map));
    return ERR_OK;
}

static bool is_inside(struct str area, struct str code)
{
    switch (territory_level_of(code)) {
    case TERRITORY_DISTRICT:
        return territory_contains(area, code);
    case TERRITORY_MUNICIPALITY:
        return str_is_empty(area) || str_eq(area, code) || (area.len == 2 && str_starts(code, area));
    default:
        return str_is_empty(area) || str_eq(area, code);
    }
}

static enum err run_boundary_list(struct ctx *ctx, const void *in_, void *out)
{
    const struct boundary_list_input *in = in_;
    struct list *list = out;
    struct str area;
    TRY(parse_area(ctx, in->area, &area));
    struct boundary_ring *rings;
    size_t count;
    TRY(boundary_store_list(ctx, in->map, &rings, &count));
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (is_inside(area, rings[i].code)) {
            rings[kept++] = rings[i];
        }
    }
    *list = (struct list){.shape = &boundary_ring_shape, .rows = {rings, kept}, .total = (int64_t)kept};
    return ERR_OK;
}

const struct op territory_ops[] = {
    {.name = "territory.load", .label = T("Cargar los códigos del territorio", "Load the codes of the territory"),
     .permission = PERM_SYSTEM, .kind = OP_WRITE, .output = &load_shape, .answer = ANSWER_RECORD, .run = run_load},
    {.name = "territory.list", .http = "GET /territory/districts", .label = T("Listar los distritos", "List the districts"),
     .permission = PERM_CATALOGUE_READ, .kind = OP_READ, .input = &list_input_shape, .output = &place_shape,
     .answer = ANSWER_LIST, .run = run_list},
    {.name = "territory.boundaries_import", .label = T("Importar contornos del mapa", "Import outlines of the map"),
     .permission = PERM_SYSTEM, .kind = OP_WRITE, .input = &import_shape, .output = &count_shape, .answer = ANSWER_RECORD,
     .long_running = true, .run = run_import},
    {.name = "territory.boundary_list", .http = "GET /territory/boundaries",
     .label = T("Ver contornos del mapa", "See outlines of the map"), .permission = PERM_CATALOGUE_READ, .kind = OP_READ,
     .input = &boundary_list_shape, .output = &boundary_ring_shape, .answer = ANSWER_LIST, .run = run_boundary_list},
};
const size_t territory_op_count = COUNT_OF(territory_ops);
