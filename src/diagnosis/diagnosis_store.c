#include "diagnosis/diagnosis.h"

#include "advice/service_store.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, " \
    "t.enterprise, t.adviser, t.instrument, t.date, t.remarks, t.score, t.state, t.annulled, " \
    "t.annul_reason"

const struct entity_store diagnosis_store = {
    .insert = SQL_INIT("INSERT INTO diagnosis (agency, id, version, created_seq, changed_seq, source_line, "
                       "code, unit, enterprise, adviser, instrument, date, remarks, score, state, annulled, "
                       "annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, "
                       "?15, ?16, ?17)"),
    .update = SQL_INIT("UPDATE diagnosis SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = "
                       "?6, code = ?7, unit = ?8, enterprise = ?9, adviser = ?10, instrument = ?11, date = "
                       "?12, remarks = ?13, score = ?14, state = ?15, annulled = ?16, annul_reason = ?17 "
                       "WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM diagnosis t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM diagnosis t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM diagnosis t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.date AS label FROM diagnosis t WHERE t.agency = ?1 AND t.id = ?2"),
};

#undef COLUMNS
#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.diagnosis, " \
    "t.question, t.value, t.annulled, t.annul_reason"

const struct entity_store diagnosis_answer_store = {
    .insert = SQL_INIT("INSERT INTO diagnosis_answer (agency, id, version, created_seq, changed_seq, "
                       "source_line, code, unit, diagnosis, question, value, annulled, annul_reason) VALUES "
                       "(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)"),
    .update = SQL_INIT("UPDATE diagnosis_answer SET version = ?3, created_seq = ?4, changed_seq = ?5, "
                       "source_line = ?6, code = ?7, unit = ?8, diagnosis = ?9, question = ?10, value = ?11, "
                       "annulled = ?12, annul_reason = ?13 WHERE agency = ?1 AND id = ?2 AND version = ?3 - "
                       "1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM diagnosis_answer t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM diagnosis_answer t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM diagnosis_answer t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.value AS label FROM diagnosis_answer t WHERE t.agency = ?1 AND t.id = ?2"),
};

enum { BY_ENTERPRISE, BY_PERSON, NEWEST, ANSWERS, PREVIOUS, STATEMENT_COUNT };
static const struct sql statements[STATEMENT_COUNT] = {
    [BY_ENTERPRISE] = SQL_INIT("SELECT t.id FROM diagnosis t WHERE " SCOPE("t") " AND t.agency = ?5 AND t.enterprise = ?6 AND t.annulled = 0 "
                               "ORDER BY t.date DESC, t.id DESC LIMIT ?7"),
    [BY_PERSON] = SQL_INIT("SELECT t.id FROM diagnosis t WHERE " SCOPE("t") " AND t.agency = ?5 AND t.annulled = 0 AND t.enterprise IN "
                           "(SELECT a.enterprise FROM affiliation a WHERE a.agency = ?5 AND a.person = ?6 AND a.annulled = 0) "
                           "ORDER BY t.date DESC, t.id DESC LIMIT ?7"),
    [NEWEST] = SQL_INIT(SERVICE_NEWEST("diagnosis", "date", "")),
    [ANSWERS] = SQL_INIT("SELECT t.id FROM diagnosis_answer t WHERE " SCOPE("t")
                         " AND t.agency = ?5 AND t.diagnosis = ?6 AND t.annulled = 0 ORDER BY t.id LIMIT ?7"),
    [PREVIOUS] = SQL_INIT("SELECT t.code FROM diagnosis t WHERE " SCOPE("t") " AND t.agency = ?5 AND t.enterprise = ?6 AND t.instrument = ?7 "
                          "AND t.state = 'complete' AND t.annulled = 0 AND (t.date, t.id) < (?8, ?9) ORDER BY t.date DESC, t.id DESC LIMIT 1"),
};
const struct db_statements diagnosis_statements = {"diagnosis_store", statements, STATEMENT_COUNT};

enum { ANSWERS_MOST = 500 };

enum err diagnosis_store_by_client(struct ctx *ctx, bool is_person, struct id agency, struct id id, int64_t limit, struct list *out)
{
    return service_store_by_id(ctx, &diagnosis_entity, statements[is_person ? BY_PERSON : BY_ENTERPRISE], agency, id, limit, out);
}

enum err diagnosis_store_newest(struct ctx *ctx, const struct service_newest_input *in, struct list *out)
{
    return service_store_newest(ctx, &diagnosis_entity, statements[NEWEST], "date", in, out);
}

enum err diagnosis_store_answers(struct ctx *ctx, const struct diagnosis *diagnosis, struct list *out)
{
    return service_store_by_id(ctx, &diagnosis_answer_entity, statements[ANSWERS], diagnosis->record.agency, diagnosis->record.id, ANSWERS_MOST, out);
}

enum err diagnosis_store_previous(struct ctx *ctx, const struct diagnosis *diagnosis, struct str *out)
{
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(ctx->db, statements[PREVIOUS], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_id(stmt, 5, diagnosis->record.agency);
    db_bind_id(stmt, 6, diagnosis->enterprise.id);
    db_bind_id(stmt, 7, diagnosis->instrument.id);
    db_bind_date(stmt, 8, diagnosis->date);
    db_bind_id(stmt, 9, diagnosis->record.id);
    TRY(db_step(stmt, &row));
    *out = row ? db_column_text(stmt, 0, ctx->arena) : STR_NONE;
    db_reset(stmt);
    return ERR_OK;
}
