#include "assistance/extension.h"

#include "advice/service_store.h"
#include "assistance/part.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, " \
    "t.assistance, t.asked_by, t.asked_on, t.new_ends_on, t.reason, t.state, t.decided_on, " \
    "t.decided_by, t.decision_reason, t.annulled, t.annul_reason"

const struct entity_store extension_store = {
    .insert = SQL_INIT("INSERT INTO extension (agency, id, version, created_seq, changed_seq, source_line, code, "
                       "unit, assistance, asked_by, asked_on, new_ends_on, reason, state, decided_on, decided_by, "
                       "decision_reason, annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
                       "?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)"),
    .update = SQL_INIT("UPDATE extension SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = ?6, "
                       "code = ?7, unit = ?8, assistance = ?9, asked_by = ?10, asked_on = ?11, new_ends_on = ?12, "
                       "reason = ?13, state = ?14, decided_on = ?15, decided_by = ?16, decision_reason = ?17, "
                       "annulled = ?18, annul_reason = ?19 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM extension t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM extension t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM extension t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.new_ends_on AS label FROM extension t WHERE t.agency = ?1 AND t.id = ?2"),
};

enum { BY_ASSISTANCE, STATEMENT_COUNT };
static const struct sql statements[STATEMENT_COUNT] = {
    [BY_ASSISTANCE] =
        SQL_INIT("SELECT t.id FROM extension t WHERE " SCOPE("t") " AND t.agency = ?5 AND t.assistance = ?6 AND "
                                                                  "t.annulled = 0 ORDER BY t.asked_on, t.id "
                                                                  "LIMIT ?7"),
};
const struct db_statements extension_statements = {"extension_store", statements, STATEMENT_COUNT};

enum err extension_store_by_assistance(struct ctx *ctx, struct id agency, struct id assistance, struct list *out)
{
    return service_store_by_id(ctx, &extension_entity, statements[BY_ASSISTANCE], agency, assistance,
                               PART_LIST_MOST, out);
}
