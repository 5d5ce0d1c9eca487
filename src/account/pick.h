/* account/pick.h: what pages gather beside their main operation: options of a reference field, one more record.
 *
 * Invariant: the faults of the visit's last operation stay as they are, so that a refused form can be drawn after it.
 */
#ifndef ADELANTE_PICK_H
#define ADELANTE_PICK_H

#include "account/visit.h"

#define PICK_MOST 500 /* records that are offered; more are named by their code */

struct pick {
    const struct form_option *options;
    size_t count;
};
/* The records that a list operation (unit.list) answers, by code and a text field of theirs; annulled ones are left out.
 * None where the visitor may not read them. */
struct pick pick_records(struct visit *visit, const char *list_op, const char *label_field);
/* visit_run that leaves visit->call as it was. */
FALLIBLE pick_run(struct visit *visit, const struct op *op, const void *in, void *out);

#endif
