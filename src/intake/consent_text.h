/* intake/consent_text.h: the words that people sign, as dated rows: the sworn statement, the consent, the agreement to be
 * surveyed and the adviser's pledge, in each language. A unit lends its texts to the units below it.
 *
 * Invariant: what somebody has signed keeps its words; a new wording is a new row with its day.
 */
#ifndef ADELANTE_CONSENT_TEXT_H
#define ADELANTE_CONSENT_TEXT_H

#include "core/ctx.h"
#include "core/entity.h"
#include "core/op.h"

struct consent_text {
    struct record record;
    struct str kind;
    struct str edition; /* the agency's name for this wording: 2026-1 */
    struct str language;
    struct str text;
    struct date valid_from;
    struct date valid_to;
};
/* consent_text.in_use (GET /in_use/consent_texts): what is signed on a day, one a kind. */
struct consent_text_words {
    struct str kind;
    struct str code; /* empty: the program's own wording, until the agency has one */
    struct str text;
};
extern const struct choice consent_text_kinds[];
extern const struct choice consent_text_languages[];
extern const struct entity_store consent_text_store;
extern const struct entity consent_text_entity;
extern const struct op consent_text_ops[];
extern const size_t consent_text_op_count;
extern const struct db_statements consent_text_statements;

/* The text of a kind and language in use in the agency on the day. Where the agency has none at all, the program's own wording is
 * recorded first, for the whole agency. ERR_NOT_FOUND if every text of the kind ends before or begins after the day. */
FALLIBLE consent_text_on(struct ctx *ctx, struct id agency, struct str kind, struct str language, struct date day, struct ref *out);

/* The program's own wording; empty for a kind or language that there is none of. */
struct str consent_text_own(struct str kind, struct str language);

/* In consent_text_store.c. */

/* ID_NONE if there is none. The unit with the fewest units below it comes first, then the newest. */
FALLIBLE consent_text_store_on(struct ctx *ctx, struct id agency, struct str kind, struct str language, struct date day, struct id *out);
FALLIBLE consent_text_store_any(struct ctx *ctx, struct id agency, struct str kind, struct str language, bool *out);
/* Whether a signed or authorised F1 names the text. */
FALLIBLE consent_text_store_is_signed(struct ctx *ctx, struct id agency, struct id id, bool *out);

#endif
