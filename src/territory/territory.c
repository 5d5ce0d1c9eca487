#include "territory/territory.h"

#include "base/utf8.h"

#include <string.h>

/* All three lists are in the order of their codes, of which `size` bytes are compared. */
static const void *find_code(const void *list, size_t count, size_t row_size, struct str code, size_t size)
{
    if (code.len != size || code.ptr == NULL) {
        return NULL;
    }
    size_t low = 0;
    size_t high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *row = (const char *)list + middle * row_size;
        /* The code is the first member of each kind of row. */
        const char *const *found = (const char *const *)(const void *)row;
        int order = memcmp(*found, code.ptr, size);
        if (order == 0) {
            return row;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return NULL;
}

const struct territory_district *territory_district(struct str code)
{
    return find_code(territory_district_list, territory_district_count, sizeof(territory_district_list[0]), code, 4);
}

const struct territory_municipality *territory_municipality(struct str code)
{
    return find_code(territory_municipalities, territory_municipality_count, sizeof(territory_municipalities[0]), code, 4);
}

const struct territory_department *territory_department_of(struct str area)
{
    return area.len < 2 ? NULL
                        : find_code(territory_departments, territory_department_count, sizeof(territory_departments[0]),
                                    str_slice(area, 0, 2), 2);
}

struct str territory_municipality_of(struct str district, struct date on)
{
    const struct territory_district *row = territory_district(district);
    if (row == NULL) {
        return STR_NONE;
    }
    bool old = !date_is_none(on) && date_cmp(on, TERRITORY_REFORM) < 0;
    return str_of(old ? row->code : row->municipality);
}

struct str territory_municipality_name(struct str district, struct date on)
{
    const struct territory_district *row = territory_district(district);
    if (row == NULL) {
        return STR_NONE;
    }
    bool old = !date_is_none(on) && date_cmp(on, TERRITORY_REFORM) < 0;
    return str_of(old ? row->name : territory_municipality(str_of(row->municipality))->name);
}

enum territory_level territory_level_of(struct str area)
{
    if (str_is_empty(area)) {
        return TERRITORY_COUNTRY;
    }
    if (area.len == 2 && territory_department_of(area) != NULL) {
        return TERRITORY_DEPARTMENT;
    }
    if (territory_municipality(area) != NULL) {
        return TERRITORY_MUNICIPALITY;
    }
    return territory_district(area) != NULL ? TERRITORY_DISTRICT : TERRITORY_NONE;
}

bool territory_is_area(struct str area)
{
    return territory_level_of(area) > TERRITORY_COUNTRY;
}

static bool holds(enum territory_level level, struct str area, const struct territory_district *district)
{
    switch (level) {
    case TERRITORY_COUNTRY:
        return true;
    case TERRITORY_DEPARTMENT:
        return memcmp(district->code, area.ptr, 2) == 0;
    case TERRITORY_MUNICIPALITY:
        return memcmp(district->municipality, area.ptr, 4) == 0;
    case TERRITORY_DISTRICT:
        return memcmp(district->code, area.ptr, 4) == 0;
    default:
        return false;
    }
}

bool territory_contains(struct str area, struct str district)
{
    const struct territory_district *row = territory_district(district);
    return row != NULL && holds(territory_level_of(area), area, row);
}

struct str territory_area_name(struct arena *arena, struct str area, enum lang lang)
{
    struct text pattern = TEXT("El Salvador%s", "El Salvador%s");
    const char *name = "";
    switch (territory_level_of(area)) {
    case TERRITORY_DEPARTMENT:
        pattern = TEXT("Departamento de %s", "Department of %s");
        name = territory_department_of(area)->name;
        break;
    case TERRITORY_MUNICIPALITY:
        pattern = TEXT("Municipio de %s", "Municipality of %s");
        name = territory_municipality(area)->name;
        break;
    case TERRITORY_DISTRICT:
        pattern = TEXT("Distrito de %s", "District of %s");
        name = territory_district(area)->name;
        break;
    case TERRITORY_COUNTRY:
        break;
    default:
        return STR_NONE;
    }
    return text_in(text_format(arena, pattern, name), lang);
}

const struct territory_district *territory_department_districts(const struct territory_department *department, size_t *count)
{
    size_t low = 0;
    size_t high = territory_district_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (memcmp(territory_district_list[middle].code, department->code, 2) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    *count = 0;
    while (low + *count < territory_district_count && memcmp(territory_district_list[low + *count].code, department->code, 2) == 0) {
        ++*count;
    }
    return &territory_district_list[low];
}

size_t territory_districts_of(struct arena *arena, struct str area, const struct territory_district ***out)
{
    const struct territory_district **list = ARENA_ARRAY(arena, const struct territory_district *, territory_district_count);
    enum territory_level level = territory_level_of(area);
    size_t count = 0;
    for (size_t i = 0; i < territory_district_count; i++) {
        if (holds(level, area, &territory_district_list[i])) {
            list[count++] = &territory_district_list[i];
        }
    }
    *out = list;
    return count;
}

size_t territory_municipality_count_of(struct str area, struct date on)
{
    bool old = !date_is_none(on) && date_cmp(on, TERRITORY_REFORM) < 0;
    enum territory_level level = territory_level_of(area);
    bool seen[128] = {false};
    size_t count = 0;
    assert(territory_municipality_count <= COUNT_OF(seen));
    for (size_t i = 0; i < territory_district_count; i++) {
        const struct territory_district *row = &territory_district_list[i];
        if (holds(level, area, row)) {
            /* Until the reform each of them was a municipality. */
            bool *of = old ? NULL : &seen[territory_municipality(str_of(row->municipality)) - territory_municipalities];
            count += old || !*of;
            if (!old) {
                *of = true;
            }
        }
    }
    return count;
}

/* ---- names as people write them --------------------------------------------------------------- */

static const struct text remedy_code =
    T("Escriba el código de cuatro dígitos, o el nombre con su departamento: «La Unión, La Unión».",
      "Write the code of four digits, or the name with its department: \"La Unión, La Unión\".");

/* "San José (La Fuente)" is also called San José: a name in brackets may be left out. */
static bool is_called(struct arena *arena, const char *name, struct str folded)
{
    if (str_eq(utf8_fold(arena, str_of(name)), folded)) {
        return true;
    }
    size_t bracket = str_find(str_of(name), S("("));
    return bracket != SIZE_MAX && str_eq(utf8_fold(arena, str_slice(str_of(name), 0, bracket)), folded);
}

/* Folds the whole country once for a search of one name: 262 short texts. */
static size_t districts_called(struct arena *arena, struct str name, struct str department,
                               const struct territory_district **found, size_t most)
{
    size_t count = 0;
    struct str folded = utf8_fold(arena, name);
    struct str folded_department = utf8_fold(arena, department);
    for (size_t i = 0; i < territory_district_count && !str_is_empty(folded); i++) {
        const struct territory_district *row = &territory_district_list[i];
        if (!is_called(arena, row->name, folded)) {
            continue;
        }
        const struct territory_department *of = territory_department_of(str_of(row->code));
        if (!str_is_empty(folded_department) && !str_eq(utf8_fold(arena, str_of(of->name)), folded_department) &&
            !str_eq_c(department, of->code)) {
            continue;
        }
        if (count < most) {
            found[count] = row;
        }
        count++;
    }
    return count;
}

static bool refuse_ambiguous(struct arena *arena, struct str given, const struct territory_district **found, size_t count,
                             struct text *rule, struct text *remedy)
{
    struct buf list = BUF(arena);
    for (size_t i = 0; i < count; i++) {
        buf_format(&list, "%s%s, %s (%s)", i == 0 ? "" : "; ", found[i]->name,
                   territory_department_of(str_of(found[i]->code))->name, found[i]->code);
    }
    *rule = text_format(arena,
                        TEXT("Hay %zu distritos que se llaman «%s»: %s.", "There are %zu districts called \"%s\": %s."),
                        count, str_c(arena, given), str_c(arena, buf_str(&list)));
    *remedy = remedy_code;
    return false;
}

bool territory_parse_district(struct arena *arena, struct str given, struct str *code, struct text *rule,
                              struct text *remedy)
{
    const struct territory_district *row = territory_district(given);
    if (row != NULL) {
        *code = str_of(row->code);
        return true;
    }
    struct str rest = given;
    struct str name = given;
    struct str department = STR_NONE;
    if (str_split(&rest, ',', &name)) {
        department = str_trim(rest);
    }
    const struct territory_district *found[16];
    size_t count = districts_called(arena, name, department, found, COUNT_OF(found));
    if (count == 1) {
        *code = str_of(found[0]->code);
        return true;
    }
    if (count > 1) {
        return refuse_ambiguous(arena, given, found, count < COUNT_OF(found) ? count : COUNT_OF(found), rule, remedy);
    }
    *rule = territory_municipality(given) != NULL
                ? TEXT("Ese es el código de un municipio de hoy; aquí se anota el distrito.",
                       "That is the code of a municipality of today; what is noted here is the district.")
                : TEXT("Ningún distrito de El Salvador tiene ese código ni ese nombre.",
                       "No district of El Salvador has that code or that name.");
    *remedy = remedy_code;
    return false;
}

bool territory_parse_area(struct arena *arena, struct str given, struct str *code, struct text *rule, struct text *remedy)
{
    if (territory_level_of(given) != TERRITORY_NONE) {
        *code = given;
        return true;
    }
    struct str folded = utf8_fold(arena, given);
    if (str_eq(folded, S("sv")) || str_eq(folded, S("el salvador"))) {
        *code = S("");
        return true;
    }
    const char *found[3] = {NULL, NULL, NULL};
    for (size_t i = 0; i < territory_department_count; i++) {
        if (str_eq(utf8_fold(arena, str_of(territory_departments[i].name)), folded)) {
            found[0] = territory_departments[i].code;
        }
    }
    for (size_t i = 0; i < territory_municipality_count; i++) {
        if (str_eq(utf8_fold(arena, str_of(territory_municipalities[i].name)), folded)) {
            found[1] = territory_municipalities[i].code;
        }
    }
    struct str district = STR_NONE;
    struct text district_rule = TEXT_NONE;
    bool one = territory_parse_district(arena, given, &district, &district_rule, remedy);
    if (found[0] != NULL && one && str_find(given, S(",")) == SIZE_MAX) {
        *rule = text_format(arena,
                            TEXT("«%s» es un departamento (%s) y un distrito (%s).",
                                 "\"%s\" is a department (%s) and a district (%s)."),
                            str_c(arena, given), found[0], str_c(arena, district));
        *remedy = TEXT("Escriba el código del que quiere decir.", "Write the code of the one you mean.");
        return false;
    }
    if (found[0] == NULL && found[1] == NULL) {
        *code = district;
        *rule = district_rule;
        return one;
    }
    *code = str_of(found[0] != NULL ? found[0] : found[1]);
    return true;
}

/* ---- the catalogue of fields ------------------------------------------------------------------- */

static struct str district_name_of(struct arena *arena, struct str code, struct date on, enum lang lang)
{
    (void)on;
    (void)lang;
    const struct territory_district *row = territory_district(code);
    return row == NULL ? STR_NONE
                       : str_format(arena, "%s, %s", row->name, territory_department_of(code)->name);
}

const struct catalogue territory_districts = {
    .name = "districts",
    .label = T("Distritos", "Districts"),
    .parse = territory_parse_district,
    .name_of = district_name_of,
};
