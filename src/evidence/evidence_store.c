#include "evidence/evidence.h"

#include "base/seam.h"
#include "core/record.h"

#define COLUMNS                                                                                                   \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.kind, t.title, "   \
    "t.date, t.records, t.confidentiality, t.retention_until, t.original_name, t.sha256, t.media_type, t.size, "  \
    "t.width, t.height, t.pages, t.annulled, t.annul_reason"

const struct entity_store evidence_store = {
    .insert = SQL_INIT("INSERT INTO document (agency, id, version, created_seq, changed_seq, source_line, code, unit, kind, title, "
                       "date, records, confidentiality, retention_until, original_name, sha256, media_type, size, width, height, "
                       "pages, annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, "
                       "?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23)"),
    .update = SQL_INIT("UPDATE document SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = ?6, code = ?7, "
                       "unit = ?8, kind = ?9, title = ?10, date = ?11, records = ?12, confidentiality = ?13, retention_until = ?14, "
                       "original_name = ?15, sha256 = ?16, media_type = ?17, size = ?18, width = ?19, height = ?20, pages = ?21, "
                       "annulled = ?22, annul_reason = ?23 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM document t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM document t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM document t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.title AS label FROM document t WHERE t.agency = ?1 AND t.id = ?2"),
};

enum { FILE_INSERT, FILE_FIND, CHUNK_INSERT, CHUNKS, LINK_REMOVE, LINK_INSERT, BY_RECORD, OF_RECORD, FILES, STATEMENT_COUNT };
static const struct sql statements[STATEMENT_COUNT] = {
    [FILE_INSERT] = SQL_INIT("INSERT INTO file (agency, sha256, received_sha256, size, media_type, width, height, pages, "
                             "created_seq) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"),
    [FILE_FIND] = SQL_INIT("SELECT f.sha256, f.received_sha256, f.media_type, f.size, f.width, f.height, f.pages FROM file f "
                           "WHERE f.agency = ?1 AND f.sha256 = ?2"),
    [CHUNK_INSERT] = SQL_INIT("INSERT INTO file_chunk (agency, sha256, position, bytes) VALUES (?1, ?2, ?3, ?4)"),
    [CHUNKS] = SQL_INIT("SELECT c.bytes FROM file_chunk c WHERE c.agency = ?1 AND c.sha256 = ?2 ORDER BY c.position"),
    [LINK_REMOVE] = SQL_INIT("DELETE FROM document_record WHERE agency = ?1 AND document = ?2"),
    [LINK_INSERT] = SQL_INIT("INSERT INTO document_record (agency, document, position, dataset, record) "
                             "VALUES (?1, ?2, ?3, ?4, ?5)"),
    [BY_RECORD] = SQL_INIT("SELECT t.id FROM document_record r JOIN document t ON t.agency = r.agency AND t.id = r.document "
                           "WHERE " SCOPE("t") " AND r.agency = ?5 AND r.record = ?6 AND t.annulled = 0 "
                           "ORDER BY t.date, t.id LIMIT ?7"),
    [OF_RECORD] = SQL_INIT("SELECT COUNT(*) FROM document_record r JOIN document t ON t.agency = r.agency AND t.id = r.document "
                           "WHERE r.agency = ?1 AND r.record = ?2 AND t.id <> ?3 AND t.annulled = 0"),
    [FILES] = SQL_INIT("SELECT f.agency, f.sha256, f.size FROM file f WHERE (f.agency, f.sha256) > (?1, ?2) "
                       "ORDER BY f.agency, f.sha256 LIMIT 200"),
};
const struct db_statements evidence_statements = {"evidence_store", statements, STATEMENT_COUNT};

/* ---- files ------------------------------------------------------------------------------------------- */

FALLIBLE evidence_store_find_file(struct ctx *ctx, struct id agency, struct str sha256, struct evidence_file *out)
{
    struct db_stmt *stmt;
    bool row = false;
    TRY(db_prepare(ctx->db, statements[FILE_FIND], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_text(stmt, 2, sha256);
    TRY(db_step(stmt, &row));
    if (!row) {
        return ERR_NOT_FOUND;
    }
    *out = (struct evidence_file){
        .sha256 = db_column_text(stmt, 0, ctx->arena),
        .received_sha256 = db_column_text(stmt, 1, ctx->arena),
        .media_type = db_column_text(stmt, 2, ctx->arena),
        .size = db_column_int(stmt, 3),
        .width = db_column_int_or_none(stmt, 4),
        .height = db_column_int_or_none(stmt, 5),
        .pages = db_column_int_or_none(stmt, 6),
    };
    db_reset(stmt);
    return ERR_OK;
}

static FALLIBLE read_file(struct db *db, struct arena *arena, struct id agency, struct str sha256, evidence_sink *sink, void *self,
                          struct str *found)
{
    struct db_stmt *stmt;
    struct hasher hasher;
    hash_start(&hasher);
    TRY(db_prepare(db, statements[CHUNKS], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_text(stmt, 2, sha256);
    for (;;) {
        bool row = false;
        TRY(db_step(stmt, &row));
        if (!row) {
            break;
        }
        struct str piece = db_column_peek(stmt, 0);
        hash_add(&hasher, piece);
        enum err err = sink == NULL ? ERR_OK : sink(self, piece);
        if (err != ERR_OK) {
            db_reset(stmt);
            return err;
        }
    }
    struct hash hash = hash_finish(&hasher);
    *found = hash_hex(arena, &hash);
    return ERR_OK;
}

FALLIBLE evidence_store_read(struct ctx *ctx, struct id agency, struct str sha256, evidence_sink *sink, void *self)
{
    struct str found;
    TRY(read_file(ctx->db, ctx->arena, agency, sha256, sink, self, &found));
    return str_eq(found, sha256) ? ERR_OK : ERR_CORRUPT;
}

FALLIBLE evidence_store_add_file(struct ctx *ctx, struct id agency, const struct evidence_file *file, struct str bytes)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[FILE_INSERT], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_text(stmt, 2, file->sha256);
    db_bind_text(stmt, 3, file->received_sha256);
    db_bind_int(stmt, 4, file->size);
    db_bind_text(stmt, 5, file->media_type);
    db_bind_int_or_null(stmt, 6, file->width);
    db_bind_int_or_null(stmt, 7, file->height);
    db_bind_int_or_null(stmt, 8, file->pages);
    db_bind_int(stmt, 9, ctx->seq);
    TRY(db_run(stmt));
    int64_t position = 0;
    for (size_t at = 0; at < bytes.len; at += EVIDENCE_PIECE) {
        TRY(db_prepare(ctx->db, statements[CHUNK_INSERT], &stmt));
        db_bind_id(stmt, 1, agency);
        db_bind_text(stmt, 2, file->sha256);
        db_bind_int(stmt, 3, position++);
        db_bind_blob(stmt, 4, str_slice(bytes, at, at + EVIDENCE_PIECE));
        TRY(db_run(stmt));
        seam_point("file.piece");
    }
    return evidence_store_read(ctx, agency, file->sha256, NULL, NULL);
}

FALLIBLE evidence_store_verify(struct db *db, struct arena *arena, struct buf *report, int *findings, int64_t *files)
{
    struct id agency = ID_NONE;
    struct str after = S("");
    *files = 0;
    for (size_t got = 1; got > 0;) {
        struct id agencies[200];
        struct str names[200];
        struct db_stmt *stmt;
        TRY(db_prepare(db, statements[FILES], &stmt));
        db_bind_blob(stmt, 1, (struct str){(const char *)agency.bytes, sizeof(agency.bytes)});
        db_bind_text(stmt, 2, after);
        got = 0;
        bool row = false;
        TRY(db_step(stmt, &row));
        while (row && got < COUNT_OF(names)) {
            agencies[got] = db_column_id(stmt, 0);
            names[got++] = db_column_text(stmt, 1, arena);
            TRY(db_step(stmt, &row));
        }
        db_reset(stmt);
        for (size_t i = 0; i < got; i++) {
            struct str found;
            TRY(read_file(db, arena, agencies[i], names[i], NULL, NULL, &found));
            if (!str_eq(found, names[i])) {
                buf_format(report, "file " STR_FMT ": its bytes give " STR_FMT "\n", STR_ARG(names[i]), STR_ARG(found));
                *findings += 1;
            }
        }
        *files += (int64_t)got;
        agency = got > 0 ? agencies[got - 1] : agency;
        after = got > 0 ? names[got - 1] : after;
    }
    return ERR_OK;
}

/* ---- documents of a record ----------------------------------------------------------------------------- */

FALLIBLE evidence_store_count(struct ctx *ctx, struct id agency, struct id record, struct id except, int64_t *out)
{
    struct db_stmt *stmt;
    bool row = false;
    TRY(db_prepare(ctx->db, statements[OF_RECORD], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_id(stmt, 2, record);
    db_bind_blob(stmt, 3, (struct str){(const char *)except.bytes, sizeof(except.bytes)});
    TRY(db_step(stmt, &row));
    *out = row ? db_column_int(stmt, 0) : 0;
    db_reset(stmt);
    return ERR_OK;
}

FALLIBLE evidence_store_has(struct ctx *ctx, struct id agency, struct id record, bool *out)
{
    int64_t count = 0;
    TRY(evidence_store_count(ctx, agency, record, ID_NONE, &count));
    *out = count > 0;
    return ERR_OK;
}

FALLIBLE evidence_store_link(struct ctx *ctx, const struct evidence *row, const struct evidence_target *targets, size_t count)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[LINK_REMOVE], &stmt));
    db_bind_id(stmt, 1, row->record.agency);
    db_bind_id(stmt, 2, row->record.id);
    TRY(db_run(stmt));
    for (size_t i = 0; i < count; i++) {
        TRY(db_prepare(ctx->db, statements[LINK_INSERT], &stmt));
        db_bind_id(stmt, 1, row->record.agency);
        db_bind_id(stmt, 2, row->record.id);
        db_bind_int(stmt, 3, (int64_t)i);
        db_bind_text(stmt, 4, str_of(targets[i].entity->dataset));
        db_bind_id(stmt, 5, targets[i].id);
        TRY(db_run(stmt));
    }
    return ERR_OK;
}

FALLIBLE evidence_store_by_record(struct ctx *ctx, struct id agency, struct id record, struct list *out)
{
    struct id ids[EVIDENCE_OF_ONE_MOST];
    size_t count = 0;
    struct db_stmt *stmt;
    bool row = false;
    TRY(db_prepare(ctx->db, statements[BY_RECORD], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_id(stmt, 5, agency);
    db_bind_id(stmt, 6, record);
    db_bind_int(stmt, 7, EVIDENCE_OF_ONE_MOST);
    TRY(db_step(stmt, &row));
    while (row && count < COUNT_OF(ids)) {
        ids[count++] = db_column_id(stmt, 0);
        TRY(db_step(stmt, &row));
    }
    db_reset(stmt);
    struct evidence *rows = ARENA_ARRAY(ctx->arena, struct evidence, count + 1);
    for (size_t i = 0; i < count; i++) {
        TRY(record_find_id(ctx, &evidence_entity, ids[i], &rows[i]));
    }
    TRY(record_label(ctx, &evidence_entity, rows, count));
    *out = (struct list){.shape = &evidence_entity.shape, .rows = {rows, count}, .next = S(""), .total = (int64_t)count};
    return ERR_OK;
}
