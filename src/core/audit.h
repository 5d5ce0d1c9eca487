/* core/audit.h: the append-only record of every operation and the Merkle tree over it (security.md 7).
 *
 * One sequence and one tree per agency, and one for acts above or before any agency: its agency id is zero but for a last
 * byte of 1. In records and in ctx->seq a number of that last tree is negative. The canonical record is a list of `name:length:value` lines, so that a
 * separate program can rebuild leaf (SHA-256 of 0x00 and the canonical record) and tree (RFC 6962). Personal values stand
 * apart in audit_value, bound by a salted hash.
 *
 * Invariants: records are never changed; sequence without gaps; the head is written in the same transaction.
 */
#ifndef ADELANTE_AUDIT_H
#define ADELANTE_AUDIT_H

#include "base/secret.h"
#include "core/ctx.h"

/* Takes the tree's head and sets ctx->seq; on PostgreSQL other writers of the same tree wait from here to COMMIT. */
FALLIBLE audit_begin(struct ctx *ctx);
/* Writes the record, its values and the head. */
FALLIBLE audit_append(struct ctx *ctx);
/* Who made the record with this number (record.created_seq): the user, ID_NONE for the local operator. */
FALLIBLE audit_actor_of(struct ctx *ctx, struct id agency, int64_t seq, struct id *user);
/* For the separation of duties: whether it was the actor, by whatever name, or another user of the same member of staff. */
FALLIBLE audit_is_own(struct ctx *ctx, struct id agency, int64_t seq, bool *out);
/* The number of the newest record of the operation on the subject; 0 if there is none (it came from a file). */
FALLIBLE audit_last_of(struct ctx *ctx, struct id agency, struct id subject, const char *operation, int64_t *seq);

/* One line of a record's history. */
struct audit_change {
    int64_t seq;
    int64_t at;
    struct str actor;
    struct str operation;
    int64_t version;
    struct str reason;
    struct str body; /* JSON {"field":[before,after],…} */
};
/* Changes of one record with a version greater than after_version, oldest first. */
FALLIBLE audit_changes(struct ctx *ctx, struct id agency, struct id subject, int64_t after_version,
                       struct audit_change **out, size_t *count);
/* The record with this number (as in record.created_seq); its body says which file an import read. ERR_NOT_FOUND. */
FALLIBLE audit_get(struct ctx *ctx, struct id agency, int64_t seq, struct audit_change *out);

/* Recomputes every leaf and root. Each finding is a line in *report. */
struct db;
FALLIBLE audit_verify(struct db *db, struct arena *arena, struct buf *report, int *findings, int64_t *records);

#endif
