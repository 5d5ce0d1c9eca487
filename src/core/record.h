/* core/record.h: the verbs that any noun has, written once: add, set, annul, get, list, export, import.
 *
 * A room declares its operations with these as their .run where nothing more is to be said, and
 * calls them from its own functions where there is.
 */
#ifndef ADELANTE_RECORD_H
#define ADELANTE_RECORD_H

#include "core/op.h"

/* in: a struct of the entity. Resolves references in scope (unknown: a fault that names field and value), fills
 * initials, checks shape and entity->check, makes id and code, inserts, audits. out: the stored record. */
FALLIBLE record_add(struct ctx *ctx, const void *in, void *out);
/* The input's code names the record, ctx->given the fields to change, `version` (struct record) the version seen. Changes of
 * different fields since that version are both kept; a change to the same field is ERR_CONFLICT with the other's value as a
 * fault. out: the stored record. */
FALLIBLE record_set(struct ctx *ctx, const void *in, void *out);
struct record_code_input {
    struct str code; /* or agency/code */
};
struct record_annul_input {
    struct str code;
    struct str reason;
    int64_t version;
};
struct record_list_input {
    struct str after;
    int64_t limit; /* 1 to 500, 50 if none */
};
extern const struct shape record_code_shape;
extern const struct shape record_annul_shape;
extern const struct shape record_list_shape;
FALLIBLE record_get(struct ctx *ctx, const void *in, void *out);
FALLIBLE record_list(struct ctx *ctx, const void *in, void *out);
FALLIBLE record_annul(struct ctx *ctx, const void *in, void *out);

/* The pieces, for rooms and for import. */
FALLIBLE record_find_code(struct ctx *ctx, const struct entity *entity, struct str code, void *out); /* ERR_NOT_FOUND */
/* Finds a record that a verb will change. version: the one that the person saw; another one stored is ERR_CONFLICT with a
 * fault, none is ERR_PRECONDITION. An annulled record is refused, and so is another adviser's (ERR_DENIED) to an adviser. */
FALLIBLE record_find_seen(struct ctx *ctx, const struct entity *entity, struct str code, int64_t version, void *out);
/* Where the page after this record begins, as `next` and `after` name it: the code, with its agency where the scope holds several. */
struct str record_cursor(struct ctx *ctx, const struct record *last);
FALLIBLE record_find_id(struct ctx *ctx, const struct entity *entity, struct id id, void *out);
FALLIBLE record_resolve(struct ctx *ctx, const struct entity *entity, void *row); /* codes to ids, in scope */
FALLIBLE record_label(struct ctx *ctx, const struct entity *entity, void *rows, size_t count); /* ids to codes and labels */
/* Checks and writes one record as add does, or as set does with every field given. */
FALLIBLE record_write(struct ctx *ctx, const struct entity *entity, void *row, const void *before);
/* The REFS and SHARES of a row that was read. */
FALLIBLE record_read_links(struct ctx *ctx, const struct entity *entity, void *row);
/* Annuls one record of several (the undoing of an import): writes it under `code`, which may be another than its own so that that is
 * free again. Says nothing to the audit: the operation does. out: the record as stored. */
FALLIBLE record_annul_row(struct ctx *ctx, const struct entity *entity, const void *before, struct str code, struct str reason, void *out);
/* Reads the current row of a statement by column names. */
FALLIBLE record_read(struct ctx *ctx, struct db_stmt *stmt, const struct entity *entity, void *row);

/* An operation may write several records, while its audit record tells of one: what it says so far, kept before the others are
 * written and set again after them. Their changes are then told by no audit record; record_set knows that (a later change that
 * saw an older version asks about every field that differs). */
struct record_told {
    struct str subject;
    struct id subject_id;
    int64_t subject_version;
    struct id subject_unit;
    struct buf *changes;
};
struct record_told record_told(const struct ctx *ctx);
void record_tell(struct ctx *ctx, const struct record_told *told);

/* The five operations of a plain noun:
 *   RECORD_OPS("session", "sessions", session_entity, PERM_SERVICE_WRITE, T("…"))
 * expands to rows session.add (POST /sessions), session.set (PATCH /sessions/{code}), session.annul
 * (POST /sessions/{code}/annul), session.get (GET /sessions/{code}), session.list (GET /sessions). */
#define RECORD_OPS(noun, plural, entity_, read_permission, write_permission, es, en, personal)                              \
    {.name = noun ".add", .http = "POST /" plural, .label = T("Registrar " es, "Record " en),                               \
     .permission = (write_permission), .kind = OP_WRITE, .input = &(entity_).shape, .output = &(entity_).shape,             \
     .answer = ANSWER_RECORD, .entity = &(entity_), .run = record_add},                                                     \
    {.name = noun ".set", .http = "PATCH /" plural "/{code}", .label = T("Corregir " es, "Correct " en),                    \
     .permission = (write_permission), .kind = OP_WRITE, .input = &(entity_).shape, .output = &(entity_).shape,             \
     .answer = ANSWER_RECORD, .entity = &(entity_), .partial = true, .run = record_set},                                    \
    {.name = noun ".annul", .http = "POST /" plural "/{code}/annul", .label = T("Anular " es, "Annul " en),                 \
     .permission = PERM_ANNUL, .kind = OP_WRITE, .input = &record_annul_shape, .output = &(entity_).shape,                  \
     .answer = ANSWER_RECORD, .entity = &(entity_), .run = record_annul},                                                   \
    {.name = noun ".get", .http = "GET /" plural "/{code}", .label = T("Ver " es, "See " en),                               \
     .permission = (read_permission), .kind = OP_READ, .input = &record_code_shape, .output = &(entity_).shape,             \
     .answer = ANSWER_RECORD, .entity = &(entity_), .leaves_access = (personal), .run = record_get},                        \
    {.name = noun ".list", .http = "GET /" plural, /* op_label says it by the entity's plural */                            \
     .permission = (read_permission), .kind = OP_READ, .input = &record_list_shape, .output = &(entity_).shape,             \
     .answer = ANSWER_LIST, .entity = &(entity_), .run = record_list}

#endif
