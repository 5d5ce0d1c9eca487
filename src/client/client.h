/* client/client.h: what persons and enterprises have in common: choices, consent, and the tables of this room. */
#ifndef ADELANTE_CLIENT_H
#define ADELANTE_CLIENT_H

#include "core/ctx.h"
#include "core/op.h"

extern const struct choice client_zones[];
extern const struct choice client_statuses[];
extern const struct choice client_provenances[];
extern const struct choice client_markets[];
extern const struct choice client_consent_scopes[];

struct client_consent {
    struct date on;
    struct str text;
    struct str scopes;
    struct date revoked_on;
};
/* Consent is dated, names its text and its purposes, and is not revoked before it was given. Adds every fault. */
enum err client_check_consent(struct ctx *ctx, const struct client_consent *consent);

extern const struct op person_ops[];
extern const size_t person_op_count;
extern const struct op enterprise_ops[];
extern const size_t enterprise_op_count;
extern const struct op affiliation_ops[];
extern const size_t affiliation_op_count;
extern const struct op move_ops[];
extern const size_t move_op_count;
extern const struct op identity_ops[];
extern const size_t identity_op_count;
extern const struct op client_ops[]; /* client.list, client.search */
extern const size_t client_op_count;

#endif
