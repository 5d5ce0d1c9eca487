/* assistance/offer.h: the bid of a consultant for an assistance (domain.md 3.4).
 *
 * Every bid that came is recorded and stays in the list of bidders, which the contract shows; one without signature or
 * after the deadline is not admissible, by the program, and may not be chosen. One bid a consultant.
 */
#ifndef ADELANTE_OFFER_H
#define ADELANTE_OFFER_H

#include "assistance/assistance.h"

struct offer {
    struct record record;
    struct ref assistance;
    struct ref consultant;
    struct date received_on;
    int64_t received_time;
    enum answer is_signed;
    struct money price;
    int64_t weeks;
    struct str summary;
    int64_t rank;
    struct str set_aside; /* why it is not admissible for a reason that the program does not see */
    enum answer admissible;
    struct str reasons;
};
extern const struct choice offer_reasons[];
extern const struct entity offer_entity;
extern const struct entity_store offer_store;
extern const struct op offer_ops[];
extern const size_t offer_op_count;
extern const struct db_statements offer_statements;

/* Why an offer is not admissible, codes of offer_reasons joined by ';'; empty: it is. Pure. */
struct str offer_judge(struct arena *arena, const struct offer *offer, const struct assistance *terms);

/* In offer_store.c: by rank, then price. */
FALLIBLE offer_store_by_assistance(struct ctx *ctx, struct id agency, struct id assistance, struct list *out);

#endif
