/* diagnosis/instrument.h: sets of questions as data: an instrument in its edition, categories, sub-categories, and questions with
 * their kind and weight (domain.md 3.3 step 2, 8.6). A unit lends its instruments to the units below it.
 *
 * Invariant: a question that a complete diagnosis has answered keeps its words, kind and weight; a change is a new edition.
 */
#ifndef ADELANTE_INSTRUMENT_H
#define ADELANTE_INSTRUMENT_H

#include "core/ctx.h"
#include "core/entity.h"
#include "core/op.h"

struct instrument {
    struct record record;
    struct str name;
    struct str name_en;
    struct str edition;
    struct str theme;
    struct date valid_from;
    struct date valid_to;
    struct str origin; /* whose wording it is */
};
struct instrument_question {
    struct record record; /* unit: the instrument's */
    struct ref instrument;
    int64_t position;
    struct str category;
    struct str category_en;
    struct str subcategory;
    struct str subcategory_en;
    struct str text;
    struct str text_en;
    struct str kind;
    int64_t weight;
    int64_t full_number; /* of a number: what scores 100; none: it is not scored */
};
extern const struct choice instrument_question_kinds[];
extern const struct entity_store instrument_store;
extern const struct entity_store instrument_question_store;
extern const struct entity instrument_entity;
extern const struct entity instrument_question_entity;
extern const struct op instrument_ops[];
extern const size_t instrument_op_count;
extern const struct db_statements instrument_statements;

/* The program's own instrument, "Diagnóstico TIC": its headings are those of the field (domain.md 3.3), the wording of the
 * questions is the project's own. */
#define INSTRUMENT_ICT_CODE "TIC-1"
struct instrument_own_question {
    const char *category;
    const char *category_en;
    const char *subcategory;
    const char *subcategory_en;
    const char *kind;
    int64_t weight;
    struct text text;
};
extern const struct instrument_own_question instrument_ict[];
extern const size_t instrument_ict_count;

/* In instrument_store.c. */

/* The questions in their order, without annulled ones. */
FALLIBLE instrument_store_questions(struct ctx *ctx, struct id agency, struct id instrument, struct list *out);
FALLIBLE instrument_store_is_answered(struct ctx *ctx, struct id agency, struct id question, bool *out);
FALLIBLE instrument_store_last(struct ctx *ctx, struct id agency, struct id instrument, int64_t *out);

#endif
