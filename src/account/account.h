/* account/account.h: users, sessions, sign-in links and API tokens (security.md section 5, but for the second factor).
 *
 * Invariants: a password is stored as Argon2id, every other secret as SHA-256; a session ends after 30 minutes without use and
 * 12 hours in all (settings); a link works once, for 24 hours; failures slow down the next try for that account from
 * that address, growing from the fifth, never for ever. Failures of others, at another account or from another address, never
 * lock anybody out: from the fiftieth they cost four seconds a try.
 */
#ifndef ADELANTE_ACCOUNT_H
#define ADELANTE_ACCOUNT_H

#include "core/ctx.h"
#include "core/op.h"

struct user {
    struct id id;
    struct id agency;
    struct id unit_id;
    struct id staff_id;
    struct str name;
    struct str full_name;
    struct str role;
    struct str unit;  /* code */
    struct str staff; /* code */
    struct str email;
    struct str lang;
    enum answer active;
    enum answer has_password;
    int64_t version;
    struct str territory;    /* what a partner is bound to (core/scope.h): an area's code */
    struct str agreements;   /* codes of agreements, joined by ';' */
    struct str organisation; /* code of a body */
    struct bound bound;
    struct str password; /* the stored hash: never in a shape */
};
struct user_session {
    struct id id;
    int64_t created_at;
    int64_t seen_at;
    int64_t expires_at;
    struct str address;
};
struct api_token {
    struct str id;
    struct str name;
    struct str role;
    struct str unit;
    struct str territory; /* as of a user */
    struct str agreements;
    struct str organisation;
    int64_t created_at;
    int64_t expires_at;
    enum answer active;
    struct str token; /* shown once, when it is made */
};
struct user_link {
    struct str name;
    struct str path; /* /enter/<token> */
};

extern const struct shape user_shape;
extern const struct shape user_link_shape;
extern const struct shape user_session_shape;
extern const struct shape api_token_shape;
extern const struct choice account_roles[]; /* those a user can have */

/* 12 to 128 characters, not among the commonest, not the name itself. */
bool account_password_is_good(struct arena *arena, struct str password, struct str name, struct text *rule, struct text *remedy);
/* How long the next try must wait after so many failures in a row: 0 up to 4, then 1, 2, 4 … 900 seconds. */
int64_t account_delay_seconds(int64_t failures);
/* The same for all failures at an account, or from an address, whoever's they were: 0 up to 49, then 4 seconds. */
int64_t account_common_delay_seconds(int64_t failures);

#endif
