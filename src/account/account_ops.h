/* account/account_ops.h: what people and programs do with accounts. */
#ifndef ADELANTE_ACCOUNT_OPS_H
#define ADELANTE_ACCOUNT_OPS_H

#include "account/account.h"

extern const struct op account_ops[];
extern const size_t account_op_count;

/* Signed in: the secret goes into the cookie. */
struct account_entry {
    struct str secret;
    struct str name;
    enum lang lang;
};
/* By name and password. ERR_UNAUTHENTICATED: wrong, unknown or inactive, all alike and in equal time. ERR_TOO_MANY:
 * *wait_seconds says how long to wait. The password is verified on the calling thread, outside any transaction. */
FALLIBLE account_sign_in(struct runner *runner, struct arena *arena, struct str name, struct str password, struct str address,
                         struct account_entry *out, int64_t *wait_seconds);
/* By a one-time link's token. ERR_UNAUTHENTICATED: unknown, used or too old. */
FALLIBLE account_enter(struct runner *runner, struct arena *arena, struct str token, struct str address, struct account_entry *out);
FALLIBLE account_sign_out(struct runner *runner, struct arena *arena, struct str secret);
/* The signed-in actor behind a cookie. ERR_UNAUTHENTICATED: none, ended or expired. */
FALLIBLE account_session_actor(struct runner *runner, struct arena *arena, struct str secret, struct actor *out, enum lang *lang,
                               struct str *full_name);
/* The short name of the actor's agency (of the network for its people), its name if it has no short one. */
FALLIBLE account_agency_name(struct runner *runner, struct arena *arena, struct actor actor, struct str *out);
/* The actor behind an API token. */
FALLIBLE account_token_actor(struct runner *runner, struct arena *arena, struct str token, struct actor *out);
/* A one-time link for a user: "/enter/…". actor must hold PERM_USERS. */
FALLIBLE account_link_for(struct runner *runner, struct arena *arena, struct actor actor, struct str name, struct str *path);
/* Sets the caller's own password: the old one is asked if there is one, but
 * not in a session that a one-time link opened (she may have forgotten it). ERR_INVALID with a fault, ERR_DENIED: the old one is wrong. */
FALLIBLE account_set_password(struct runner *runner, struct arena *arena, struct actor actor, struct str before, struct str password,
                              struct fault *fault);

#endif
