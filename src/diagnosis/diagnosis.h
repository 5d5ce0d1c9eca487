/* diagnosis/diagnosis.h: how an enterprise stands by the questions of an instrument: answers, and scores of 0 to 100 a category and
 * sub-category (domain.md 3.3 step 2, 8.6).
 *
 * open → complete (every question that counts is answered) → annulled, with a reason. A complete diagnosis is not changed: what
 * changed in the enterprise is another diagnosis, and the two are seen side by side.
 */
#ifndef ADELANTE_DIAGNOSIS_H
#define ADELANTE_DIAGNOSIS_H

#include "advice/service.h"
#include "core/ctx.h"
#include "core/entity.h"
#include "core/op.h"
#include "diagnosis/instrument.h"

struct diagnosis {
    struct record record;
    struct ref enterprise;
    struct ref adviser;
    struct ref instrument;
    struct date date;
    struct str remarks;
    int64_t score; /* of a complete one: hundredths of 0 to 100 */
    struct str state;
};
struct diagnosis_answer {
    struct record record; /* unit: the diagnosis's */
    struct ref diagnosis;
    struct ref question;
    struct str value; /* yes, no · 1 to 5 · a whole number · words */
};
extern const struct choice diagnosis_states[];
extern const struct entity_store diagnosis_store;
extern const struct entity_store diagnosis_answer_store;
extern const struct entity diagnosis_entity;
extern const struct entity diagnosis_answer_entity;
extern const struct op diagnosis_ops[];
extern const size_t diagnosis_op_count;
extern const struct db_statements diagnosis_statements;

/* ---- scores ---- */

/* What an answer scores, hundredths of 0 to 100; INT_NONE where it is not answered or not scored. yes 100, no 0; 1 to 5: 0, 25, 50,
 * 75, 100; a number in proportion to `full_number`, at most 100; words nothing. */
int64_t diagnosis_score_of(const struct instrument_question *question, struct str value);
/* Whether the question counts: scored by its kind, with a weight. */
bool diagnosis_counts(const struct instrument_question *question);
/* "sí", "x", "true" and the like become yes or no, numbers are checked; false with rule and remedy for what is no answer to the
 * question. An empty answer is none. */
bool diagnosis_parse(const struct instrument_question *question, struct str given, struct str *out, struct text *rule, struct text *remedy);

/* Weighted mean, rounded half up; nothing added: INT_NONE. */
struct diagnosis_mean {
    int64_t sum; /* of weight times score */
    int64_t weight;
};
void diagnosis_mean_add(struct diagnosis_mean *mean, int64_t weight, int64_t score);
int64_t diagnosis_mean_of(const struct diagnosis_mean *mean);

/* ---- diagnosis.sheet (GET /diagnoses/{code}/sheet): everything that a page or a printed sheet shows ---- */

struct diagnosis_line {
    struct str question; /* its code */
    struct text category;
    struct text subcategory;
    struct text text;
    struct str kind;
    int64_t weight;
    struct str value;
    int64_t score; /* hundredths */
};
/* One heading: of a category where the sub-category is empty. */
struct diagnosis_heading {
    struct text category;
    struct text subcategory;
    int64_t score; /* hundredths; INT_NONE: nothing answered that counts */
    int64_t questions;
    int64_t answered;
};
struct diagnosis_sheet {
    struct diagnosis diagnosis;
    struct text instrument_name;
    struct str edition;
    struct rows lines;    /* of struct diagnosis_line, in the instrument's order */
    struct rows headings; /* of struct diagnosis_heading: each category followed by its sub-categories */
    int64_t score;
    int64_t missing; /* questions that count and are not answered */
    struct str previous; /* code of the complete diagnosis before this one with the same instrument; empty if there is none */
};
extern const struct shape diagnosis_sheet_shape;

/* In diagnosis_store.c. */

FALLIBLE diagnosis_store_by_client(struct ctx *ctx, bool is_person, struct id agency, struct id id, int64_t limit, struct list *out);
FALLIBLE diagnosis_store_newest(struct ctx *ctx, const struct service_newest_input *in, struct list *out);
FALLIBLE diagnosis_store_answers(struct ctx *ctx, const struct diagnosis *diagnosis, struct list *out);
/* The code; STR_NONE if there is none. */
FALLIBLE diagnosis_store_previous(struct ctx *ctx, const struct diagnosis *diagnosis, struct str *out);

#endif
