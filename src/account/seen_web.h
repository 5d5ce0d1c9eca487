/* account/seen_web.h: what a form showed, so that two people may correct one record at the same time and nothing is lost.
 *
 * A form carries a short mark of each value as it was shown. What differs from it when the form comes back is what this person
 * changed, and only that goes to the operation; what differs in the record is what somebody else changed meanwhile, and this
 * person is told so, field by field, whether the two met in a field or not.
 */
#ifndef ADELANTE_SEEN_WEB_H
#define ADELANTE_SEEN_WEB_H

#include "account/visit.h"

/* Inside a form: the marks of the row's values. */
void seen_web_put(struct visit *visit, const struct shape *shape, const void *row);
/* Inside a form that was refused as it is and not for what others did: the marks that it came with. */
void seen_web_keep(struct visit *visit);
/* Takes away from `given` what is as it was shown. A form without marks keeps all. */
void seen_web_only_changed(struct visit *visit, const struct shape *shape, const void *in, bool *given);
/* For the form shown again: what this person changed, and for the rest what the record says now. */
const struct map *seen_web_given(struct visit *visit, const struct shape *shape, const void *row, const bool *given);
/* "Nombre: Taller; Fecha: 01/02/2014": what others changed and this person did not; empty if nothing. row: as it is now. */
struct str seen_web_others(struct visit *visit, const struct shape *shape, const void *row, const bool *given);
/* Above a form after a conflict. */
void seen_web_notice(struct visit *visit, struct str others);
/* Where a change was saved: the message, and what others changed meanwhile. seen, now: versions; nobody else wrote if now is the
 * next after seen. */
struct text seen_web_saved(struct visit *visit, struct text message, const struct shape *shape, const void *row, const bool *given,
                           int64_t seen, int64_t now);

#endif
