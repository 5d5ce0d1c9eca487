/* account/account_store.h: all SQL of users, sessions, links and tokens. */
#ifndef ADELANTE_ACCOUNT_STORE_H
#define ADELANTE_ACCOUNT_STORE_H

#include "account/account.h"
#include "db/db.h"

/* Users. ERR_NOT_FOUND. by_name and by_id see every user (sign-in); in_scope and list hold to ctx->scope. */
FALLIBLE account_store_user_by_name(struct ctx *ctx, struct str name, struct user *out);
FALLIBLE account_store_user_in_scope(struct ctx *ctx, struct str name, struct user *out);
FALLIBLE account_store_user_list(struct ctx *ctx, struct str after, int64_t limit, struct user **out, size_t *count);
FALLIBLE account_store_user_insert(struct ctx *ctx, const struct user *user);
FALLIBLE account_store_user_update(struct ctx *ctx, const struct user *user);
FALLIBLE account_store_password_set(struct ctx *ctx, struct id user, struct str hash);

/* Sessions. */
FALLIBLE account_store_session_insert(struct ctx *ctx, const struct hash *token, struct id id, struct id user, int64_t now,
                                      int64_t expires, struct str address, bool by_link);
/* Whether this session of the user was opened by a one-time link. */
FALLIBLE account_store_session_by_link(struct ctx *ctx, struct id user, struct id session, bool *out);
/* The user behind a session that has not ended; seen_at and expires_at for the caller to judge. */
FALLIBLE account_store_session_find(struct ctx *ctx, const struct hash *token, struct user *user, struct user_session *session);
FALLIBLE account_store_session_seen(struct ctx *ctx, const struct hash *token, int64_t now);
FALLIBLE account_store_session_end(struct ctx *ctx, const struct hash *token, int64_t now);
FALLIBLE account_store_sessions_end_all(struct ctx *ctx, struct id user, int64_t now);
FALLIBLE account_store_session_list(struct ctx *ctx, struct id user, struct user_session **out, size_t *count);

/* The short name of the actor's agency, else its name; none if there is no such unit. */
FALLIBLE account_store_agency_name(struct ctx *ctx, struct str *out);

/* Links. */
FALLIBLE account_store_link_insert(struct ctx *ctx, const struct hash *token, struct id user, int64_t expires);
/* Marks it used and gives its user; ERR_NOT_FOUND: unknown, used or expired. */
FALLIBLE account_store_link_use(struct ctx *ctx, const struct hash *token, int64_t now, struct user *out);

/* Failures in a row. */
FALLIBLE account_store_failures(struct ctx *ctx, struct str subject, int64_t *failures, int64_t *last_at);
FALLIBLE account_store_failure_add(struct ctx *ctx, struct str subject, int64_t now);
FALLIBLE account_store_failure_clear(struct ctx *ctx, struct str subject);

/* Tokens. */
FALLIBLE account_store_token_insert(struct ctx *ctx, const struct api_token *token, struct id id, const struct user *holder,
                                    const struct hash *hash);
FALLIBLE account_store_token_find(struct ctx *ctx, const struct hash *hash, int64_t now, struct actor *out);
FALLIBLE account_store_token_list(struct ctx *ctx, struct api_token **out, struct bound **bounds, size_t *count);
FALLIBLE account_store_token_revoke(struct ctx *ctx, struct id id, int64_t now);

extern const struct db_statements account_statements;

#endif
