/* evidence/evidence.h: documents behind records: photos, scans and PDFs (domain.md 8.18; architecture.md 5, files).
 *
 * A file is bytes by their SHA-256, kept once in an agency, in pieces, in the same database as everything else. A document is a
 * record like any other: what the file shows, and the records that it supports, each named as dataset/code. It belongs to the
 * unit of the first of them, or to that of whoever attached it where the record is read in the whole agency. Its file never changes; what was wrong is annulled, and no bytes are ever deleted.
 *
 * Invariants: a row of `file` is there only if all of its bytes were read again from the database and gave its SHA-256, within the
 * same transaction; whoever may change a record may give it documents, whoever may read it may see them, and of sensitive ones
 * only direction, audit, the officer for data protection and whoever brought it get the contents.
 */
#ifndef ADELANTE_EVIDENCE_H
#define ADELANTE_EVIDENCE_H

#include "core/ctx.h"
#include "core/entity.h"
#include "core/op.h"

#define EVIDENCE_RECORDS_MOST 20  /* records that one document supports */
#define EVIDENCE_OF_ONE_MOST 25   /* documents of one record */
#define EVIDENCE_PIECE ((size_t)256 * 1024)

struct evidence {
    struct record record; /* the unit is that of the first record */
    struct str kind;
    struct str title;
    struct date date;
    struct str records; /* "sessions/S-17;enterprises/E-3" */
    struct str confidentiality;
    struct date retention_until;
    struct str original_name;
    struct str sha256;
    struct str media_type;
    int64_t size;
    int64_t width;
    int64_t height;
    int64_t pages;
};
extern const struct choice evidence_kinds[];
extern const struct choice evidence_confidentialities[];
extern const struct entity_store evidence_store;
extern const struct entity evidence_entity;

/* A record that a document supports. */
struct evidence_target {
    const struct entity *entity;
    struct str code; /* without the agency */
    struct id agency;
    struct id id;
    struct id unit;
};
/* Finds "sessions/S-17" in scope. ERR_INVALID with a fault on `field`. */
FALLIBLE evidence_find_target(struct ctx *ctx, const char *field, struct str given, struct evidence_target *out);
/* Whether the actor may change records of that noun, and so give them documents. */
bool evidence_may_attach(enum role role, const struct entity *entity);
/* Of a sensitive document: the contents are for direction, audit, data protection and whoever brought it. ERR_DENIED. */
FALLIBLE evidence_check_reader(struct ctx *ctx, const struct evidence *row);
enum err evidence_check(struct ctx *ctx, void *row, const void *before);
/* What a list calls it: its title, or its kind. */
struct str evidence_name(const struct evidence *row, enum lang lang);

/* ---- files, in evidence_store.c -------------------------------------------------------------------- */

struct evidence_file {
    struct str sha256;
    struct str received_sha256;
    struct str media_type;
    int64_t size;
    int64_t width; /* INT_NONE where there is none */
    int64_t height;
    int64_t pages;
};
/* ERR_NOT_FOUND. */
FALLIBLE evidence_store_find_file(struct ctx *ctx, struct id agency, struct str sha256, struct evidence_file *out);
/* Stores the bytes and reads them again. ERR_CORRUPT: the database did not give back what it was given. */
FALLIBLE evidence_store_add_file(struct ctx *ctx, struct id agency, const struct evidence_file *file, struct str bytes);
typedef enum err evidence_sink(void *self, struct str bytes);
/* The bytes, piece by piece; sink may be NULL. ERR_CORRUPT: they do not give the SHA-256 that names them; some have been passed on. */
FALLIBLE evidence_store_read(struct ctx *ctx, struct id agency, struct str sha256, evidence_sink *sink, void *self);

/* ---- documents of a record -------------------------------------------------------------------------- */

/* Whether a document supports the record: for other rooms' rules. */
FALLIBLE evidence_store_has(struct ctx *ctx, struct id agency, struct id record, bool *out);
FALLIBLE evidence_store_count(struct ctx *ctx, struct id agency, struct id record, struct id except, int64_t *out);
FALLIBLE evidence_store_link(struct ctx *ctx, const struct evidence *row, const struct evidence_target *targets, size_t count);
/* Those that are not annulled, oldest first. */
FALLIBLE evidence_store_by_record(struct ctx *ctx, struct id agency, struct id record, struct list *out);

/* Every file of the database against its SHA-256, for `adelante db check`: a line of *report a finding. The scope is set. */
FALLIBLE evidence_store_verify(struct db *db, struct arena *arena, struct buf *report, int *findings, int64_t *files);
extern const struct db_statements evidence_statements;

#endif
