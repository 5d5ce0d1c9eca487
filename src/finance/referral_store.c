#include "finance/referral.h"

#include "core/children.h"
#include "db/db.h"
#include "party/unit.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.direction, " \
    "t.enterprise, t.person, t.institution, t.date, t.need, t.shared, t.agreed_on, t.state, t.answered_on, " \
    "t.decline_reason, t.outcome, t.closed_on, t.outcome_note, t.annulled, t.annul_reason"

const struct entity_store referral_store = {
    .insert = SQL_INIT("INSERT INTO referral (agency, id, version, created_seq, changed_seq, source_line, "
                       "code, unit, direction, enterprise, person, institution, date, need, shared, agreed_on, "
                       "state, answered_on, decline_reason, outcome, closed_on, outcome_note, annulled, "
                       "annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, "
                       "?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24)"),
    .update = SQL_INIT("UPDATE referral SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = "
                       "?6, code = ?7, unit = ?8, direction = ?9, enterprise = ?10, person = ?11, institution "
                       "= ?12, date = ?13, need = ?14, shared = ?15, agreed_on = ?16, state = ?17, answered_on "
                       "= ?18, decline_reason = ?19, outcome = ?20, closed_on = ?21, outcome_note = ?22, "
                       "annulled = ?23, annul_reason = ?24 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM referral t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM referral t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM referral t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.need AS label FROM referral t WHERE t.agency = ?1 AND t.id = ?2"),
};

static const struct sql statements[] = {
    SQL_INIT("SELECT " COLUMNS " FROM referral t WHERE " SCOPE("t") " AND t.state = 'sent' AND t.annulled = 0 ORDER BY t.date, t.id LIMIT ?5"),
};
const struct db_statements referral_statements = {"referral_store", statements, COUNT_OF(statements)};

enum err referral_store_waiting(struct ctx *ctx, int64_t limit, struct list *out)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[0], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_int(stmt, 5, limit);
    return children_read(ctx, &referral_entity, stmt, limit, out);
}
