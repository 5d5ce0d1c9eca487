/* fund/score_sheet.h: the sheets that applications are judged by, as data: items with their maximum, and the points to pass
 * (domain.md 4.2).
 *
 * Invariant: the maxima of a sheet's items never exceed the sheet's. Points are hundredths.
 */
#ifndef ADELANTE_SCORE_SHEET_H
#define ADELANTE_SCORE_SHEET_H

#include "core/children.h"

struct score_sheet {
    struct record record;
    struct str letter;
    struct str stage; /* technical: before the committee; committee */
    struct str name_es;
    struct str name_en;
    struct str edition;
    int64_t max;
    int64_t pass_mark;
    enum answer confirmed;
    struct str source;
};
struct score_item {
    struct record record; /* the unit is the sheet's */
    struct ref sheet;
    int64_t number;
    struct str criterion_es;
    struct str criterion_en;
    struct str name_es;
    struct str name_en;
    int64_t max;
};
extern const struct entity score_sheet_entity;
extern const struct entity score_item_entity;
extern const struct entity_store score_sheet_store;
extern const struct entity_store score_item_store;
extern const struct op score_sheet_ops[];
extern const size_t score_sheet_op_count;

/* The three sheets of the fund, as they are known (domain.md 4.2). */
struct score_plan_item {
    struct text criterion;
    struct text name;
    int points;
};
struct score_plan {
    const char *letter;
    const char *stage;
    struct text name;
    const struct score_plan_item *items;
    size_t count;
};
enum { SCORE_PLANS = 3 };
extern const struct score_plan score_sheet_plans[SCORE_PLANS];

#endif
