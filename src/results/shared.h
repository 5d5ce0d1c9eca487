/* results/shared.h: what a national office reads of single clients: those of the units below it who consented to it
 * (share_national, given and not revoked), and the services that they received. Nobody else is there for it.
 *
 * Invariants: consent is asked at every reading, so that a revocation holds at once; nothing sensitive is in the answer; a service
 * names no other client; every reading leaves an access record.
 */
#ifndef ADELANTE_SHARED_H
#define ADELANTE_SHARED_H

#include "core/op.h"

/* One thing that happened to a client. */
struct shared_service {
    struct str dataset;
    struct str code;
    struct date date;
    struct text kind;
    int64_t minutes;     /* INT_NONE: not measured in minutes */
    struct money amount; /* approved, or the contract's total */
    struct str verification;
};
extern const struct shape shared_service_shape;
extern const struct op shared_ops[]; /* shared.enterprises, shared.enterprise, shared.persons, shared.person, shared.services */
extern const size_t shared_op_count;

#endif
