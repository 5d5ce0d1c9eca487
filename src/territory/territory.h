/* territory/territory.h: El Salvador's departments, municipalities and districts, with validity in time (domain 7.3).
 *
 * The district is what records keep: its four digits (department + old municipality number) were a municipality until
 * 2024-04-30 and are a district of one of the 44 municipalities since 2024-05-01. The facts are part of the program
 * (sv.c), so every question here is answered without a database. An area is the code of a department ("14"), a
 * municipality of today ("1419"), a district ("1408"), or empty for the whole country: the numbers never collide.
 */
#ifndef ADELANTE_TERRITORY_H
#define ADELANTE_TERRITORY_H

#include "base/date.h"
#include "core/field.h"

/* The first day of the 44 municipalities. */
#define TERRITORY_REFORM DATE(2024, 5, 1)

struct territory_department {
    const char *code; /* 14 */
    const char *name;
    const char *iso; /* SV-UN */
};
struct territory_municipality {
    const char *code; /* 1419: the number of the tax authority's CAT-013 behind the department's */
    const char *name; /* La Unión Norte */
    const char *ocha; /* SV07001 */
};
struct territory_district {
    const char *code; /* 1408 */
    const char *name;
    const char *municipality; /* since the reform: 1420 */
};
/* In the order of their codes. In sv.c. */
extern const struct territory_department territory_departments[];
extern const size_t territory_department_count; /* 14 */
extern const struct territory_municipality territory_municipalities[];
extern const size_t territory_municipality_count; /* 44 */
extern const struct territory_district territory_district_list[];
extern const size_t territory_district_count; /* 262 */

/* By code; NULL if there is none. */
const struct territory_district *territory_district(struct str code);
const struct territory_municipality *territory_municipality(struct str code);
/* Of an area of any level. */
const struct territory_department *territory_department_of(struct str area);
/* The code of the municipality that the district was or belonged to on the date (no date: today's map): before the reform
 * its own, from then on one of the 44. STR_NONE for an unknown district. */
struct str territory_municipality_of(struct str district, struct date on);
/* The name of that municipality: "La Unión" in 2014, "La Unión Sur" since 2024-05-01. */
struct str territory_municipality_name(struct str district, struct date on);

enum territory_level { TERRITORY_NONE, TERRITORY_COUNTRY, TERRITORY_DEPARTMENT, TERRITORY_MUNICIPALITY, TERRITORY_DISTRICT };
/* Empty is the country; TERRITORY_NONE is no area. */
enum territory_level territory_level_of(struct str area);
bool territory_is_area(struct str area); /* a department, municipality or district; not empty */
/* Whether the district lies in the area. */
bool territory_contains(struct str area, struct str district);
/* "Departamento de La Unión", "Municipio de La Unión Sur", "Distrito de La Unión", "El Salvador": always with the level,
 * since all three bear the name. */
struct str territory_area_name(struct arena *arena, struct str area, enum lang lang);
/* The districts of a department: *count static rows in the order of their codes. */
const struct territory_district *territory_department_districts(const struct territory_department *department, size_t *count);
/* The districts of an area in the order of their codes; items point to static rows. */
size_t territory_districts_of(struct arena *arena, struct str area, const struct territory_district ***out);
/* How many municipalities the area had on the date: La Unión 18 until 2024-04-30, 2 from 2024-05-01. A district counts as
 * the one that it was or lies in. */
size_t territory_municipality_count_of(struct str area, struct date on);

/* What was given (a code, a name that is unique, "name, department") as a district's code. False with rule and remedy: an
 * ambiguous name is refused with all candidates and their codes. */
bool territory_parse_district(struct arena *arena, struct str given, struct str *code, struct text *rule,
                              struct text *remedy);
/* The same for an area: departments and municipalities by code or name as well; a name that exists at several levels is
 * refused with the codes. Empty stays empty. */
bool territory_parse_area(struct arena *arena, struct str given, struct str *code, struct text *rule, struct text *remedy);

/* For fields: .catalogue = &territory_districts. Names are shown as "La Unión, La Unión" (district, department). */
extern const struct catalogue territory_districts;

#endif
