/* account/bound.h: what a partner is bound to, in words as people give it and as the operations take it (core/scope.h).
 *
 * Invariants: only a partner reader is bound, to one of the three; agreements and bodies are of the unit's agency.
 */
#ifndef ADELANTE_ACCOUNT_BOUND_H
#define ADELANTE_ACCOUNT_BOUND_H

#include "core/ctx.h"

struct bound_words {
    struct str territory;
    struct str agreements;   /* codes joined by ';' */
    struct str organisation;
};
/* Every fault names its field. */
FALLIBLE bound_resolve(struct ctx *ctx, struct str role, struct id agency, const struct bound_words *words, struct bound *out);
/* The codes of what a bound names, as the actor may read them. */
FALLIBLE bound_name(struct ctx *ctx, const struct bound *bound, struct bound_words *out);
/* As it is stored: the agreements' ids in one text. */
struct str bound_agreements_text(struct arena *arena, const struct bound *bound);
void bound_agreements_read(struct str text, struct bound *out);

#endif
