/* agenda/calendar.h: a user's agenda as iCalendar (RFC 5545), under a secret address that she may renew and revoke.
 *
 * Invariants: the secret is known to whoever made it and is kept as its SHA-256 alone; an address reads what its user may read
 * today, and nothing once she is inactive or it is revoked; clients are named only if she asked for it.
 */
#ifndef ADELANTE_CALENDAR_H
#define ADELANTE_CALENDAR_H

#include "agenda/agenda.h"
#include "base/secret.h"

struct calendar_address {
    enum answer active;
    enum answer with_client;
    int64_t created_at;
};
extern const struct shape calendar_address_shape;
extern const struct op calendar_ops[];
extern const size_t calendar_op_count;

/* What is written beside the entries. */
struct calendar_about {
    struct str name;   /* of the calendar */
    struct id agency;  /* whose codes the entries have: part of their UIDs */
    enum lang lang;
    bool with_client;
    int64_t now;       /* instant: DTSTAMP */
};
/* The whole text: CRLF, lines folded at 75 octets between characters. An entry keeps its UID as long as its record has its code;
 * SEQUENCE follows the record's version. Hours are in UTC: El Salvador is UTC-6 all the year. */
struct str calendar_text(struct arena *arena, const struct calendar_about *about, const struct agenda_item *items, size_t count);

/* Whose address has this secret, and her agenda from two months ago to ten months ahead; about->now is left to the caller.
 * ERR_NOT_FOUND: no such address, revoked, or its user may not enter or read any more: all alike. */
FALLIBLE calendar_read(struct runner *runner, struct arena *arena, struct str secret, struct calendar_about *about, struct list *out);

/* In calendar_store.c. */

struct calendar_holder {
    struct actor actor;
    enum lang lang;
    bool with_client;
};
extern const struct db_statements calendar_statements;
FALLIBLE calendar_store_find(struct ctx *ctx, const struct hash *hash, struct calendar_holder *out); /* ERR_NOT_FOUND */
/* The user's address in use; ANSWER_NO in active if there is none. */
FALLIBLE calendar_store_get(struct ctx *ctx, struct id user, struct calendar_address *out);
FALLIBLE calendar_store_revoke(struct ctx *ctx, struct id user, int64_t now);
FALLIBLE calendar_store_insert(struct ctx *ctx, const struct hash *hash, struct id user, bool with_client, int64_t now);

#endif
