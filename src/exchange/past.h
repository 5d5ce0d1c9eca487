/* exchange/past.h: imports that were made: who brought which file when, and taking a whole one back.
 *
 * Undoing annuls every record that the import made, in one transaction with one audit record, and gives their codes free, so that
 * the corrected file can come in again. It is refused, naming each of them, where a record was changed since, or another record
 * that is in force names it, or a document supports it; and where the import changed records that were there before, because what
 * they said then is for a person to restore.
 */
#ifndef ADELANTE_PAST_H
#define ADELANTE_PAST_H

#include "core/op.h"
#include "exchange/import.h"

struct past {
    struct id agency; /* of its audit record; not part of the shape */
    int64_t seq;      /* likewise */
    struct id id;
    int64_t at;
    struct str actor;
    struct id user; /* not part of the shape */
    struct str dataset;
    struct str file;
    struct str sha256;
    struct str mapping;
    int64_t rows;
    int64_t added;
    int64_t changed;
    int64_t unchanged;
    int64_t undone_at;
    struct str undone_by;
    struct str undo_reason;
};
struct past_list_input {
    int64_t limit;
};
struct past_undo_input {
    struct id id;
    struct str reason;
};
extern const struct op past_ops[];
extern const size_t past_op_count;

/* In past_store.c. */
FALLIBLE past_store_add(struct ctx *ctx, const struct import_output *output, struct str mapping);
/* Those in scope, newest first; at most 200. */
FALLIBLE past_store_list(struct ctx *ctx, int64_t limit, struct past **out, size_t *count);
FALLIBLE past_store_find(struct ctx *ctx, struct id id, struct past *out); /* ERR_NOT_FOUND */
FALLIBLE past_store_undone(struct ctx *ctx, const struct past *past, struct str reason);
extern const struct db_statements past_statements;

#endif
