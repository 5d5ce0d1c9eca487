#include "diagnosis/instrument.h"

#include "advice/service.h"
#include "party/unit.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.name, " \
    "t.name_en, t.edition, t.theme, t.valid_from, t.valid_to, t.origin, t.annulled, t.annul_reason"

const struct entity_store instrument_store = {
    .insert = SQL_INIT("INSERT INTO instrument (agency, id, version, created_seq, changed_seq, source_line, "
                       "code, unit, name, name_en, edition, theme, valid_from, valid_to, origin, annulled, "
                       "annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, "
                       "?15, ?16, ?17)"),
    .update = SQL_INIT("UPDATE instrument SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line "
                       "= ?6, code = ?7, unit = ?8, name = ?9, name_en = ?10, edition = ?11, theme = ?12, "
                       "valid_from = ?13, valid_to = ?14, origin = ?15, annulled = ?16, annul_reason = ?17 "
                       "WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM instrument t WHERE " LENT_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM instrument t WHERE " LENT_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM instrument t WHERE " LENT_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.name AS label FROM instrument t WHERE t.agency = ?1 AND t.id = ?2"),
};

#undef COLUMNS
#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, " \
    "t.instrument, t.position, t.category, t.category_en, t.subcategory, t.subcategory_en, t.text, " \
    "t.text_en, t.kind, t.weight, t.full_number, t.annulled, t.annul_reason"

const struct entity_store instrument_question_store = {
    .insert = SQL_INIT("INSERT INTO instrument_question (agency, id, version, created_seq, changed_seq, "
                       "source_line, code, unit, instrument, position, category, category_en, subcategory, "
                       "subcategory_en, text, text_en, kind, weight, full_number, annulled, annul_reason) VALUES "
                       "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, "
                       "?19, ?20, ?21)"),
    .update = SQL_INIT("UPDATE instrument_question SET version = ?3, created_seq = ?4, changed_seq = ?5, "
                       "source_line = ?6, code = ?7, unit = ?8, instrument = ?9, position = ?10, category = "
                       "?11, category_en = ?12, subcategory = ?13, subcategory_en = ?14, text = ?15, text_en "
                       "= ?16, kind = ?17, weight = ?18, full_number = ?19, annulled = ?20, annul_reason = ?21 "
                       "WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM instrument_question t WHERE " LENT_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM instrument_question t WHERE " LENT_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM instrument_question t WHERE " LENT_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.text AS label FROM instrument_question t WHERE t.agency = ?1 AND t.id = ?2"),
};

enum { QUESTIONS, ANSWERED, LAST, STATEMENT_COUNT };
static const struct sql statements[STATEMENT_COUNT] = {
    [QUESTIONS] = SQL_INIT("SELECT t.id FROM instrument_question t WHERE t.agency = ?1 AND t.instrument = ?2 AND t.annulled = 0 "
                           "ORDER BY t.position, t.id"),
    [ANSWERED] = SQL_INIT("SELECT t.id FROM diagnosis_answer t JOIN diagnosis d ON d.agency = t.agency AND d.id = t.diagnosis "
                          "WHERE t.agency = ?1 AND t.question = ?2 AND t.annulled = 0 AND d.annulled = 0 AND d.state = 'complete' LIMIT 1"),
    [LAST] = SQL_INIT("SELECT coalesce(max(t.position), 0) FROM instrument_question t WHERE t.agency = ?1 AND t.instrument = ?2"),
};
const struct db_statements instrument_statements = {"instrument_store", statements, STATEMENT_COUNT};

enum { QUESTIONS_MOST = 500 };

static enum err begin(struct ctx *ctx, int statement, struct id agency, struct id id, struct db_stmt **out, bool *row)
{
    TRY(db_prepare(ctx->db, statements[statement], out));
    db_bind_id(*out, 1, agency);
    db_bind_id(*out, 2, id);
    return db_step(*out, row);
}

enum err instrument_store_questions(struct ctx *ctx, struct id agency, struct id instrument, struct list *out)
{
    struct id *ids = ARENA_ARRAY(ctx->arena, struct id, QUESTIONS_MOST);
    size_t count = 0;
    struct db_stmt *stmt;
    bool row;
    TRY(begin(ctx, QUESTIONS, agency, instrument, &stmt, &row));
    while (row && count < QUESTIONS_MOST) {
        ids[count++] = db_column_id(stmt, 0);
        TRY(db_step(stmt, &row));
    }
    db_reset(stmt);
    return service_read_list(ctx, &instrument_question_entity, ids, count, out);
}

enum err instrument_store_is_answered(struct ctx *ctx, struct id agency, struct id question, bool *out)
{
    struct db_stmt *stmt;
    TRY(begin(ctx, ANSWERED, agency, question, &stmt, out));
    db_reset(stmt);
    return ERR_OK;
}

enum err instrument_store_last(struct ctx *ctx, struct id agency, struct id instrument, int64_t *out)
{
    struct db_stmt *stmt;
    bool row;
    TRY(begin(ctx, LAST, agency, instrument, &stmt, &row));
    *out = row ? db_column_int(stmt, 0) : 0;
    db_reset(stmt);
    return ERR_OK;
}
