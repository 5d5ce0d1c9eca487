#include "assistance/reception.h"

#include "advice/service_store.h"
#include "assistance/part.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, " \
    "t.assistance, t.received_on, t.received_by, t.quantity, t.description, t.unit_price, " \
    "t.amount, t.recorded_by, t.annulled, t.annul_reason"

const struct entity_store reception_store = {
    .insert = SQL_INIT("INSERT INTO reception (agency, id, version, created_seq, changed_seq, source_line, code, "
                       "unit, assistance, received_on, received_by, quantity, description, unit_price, amount, "
                       "recorded_by, annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, "
                       "?12, ?13, ?14, ?15, ?16, ?17, ?18)"),
    .update = SQL_INIT("UPDATE reception SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = ?6, "
                       "code = ?7, unit = ?8, assistance = ?9, received_on = ?10, received_by = ?11, quantity = "
                       "?12, description = ?13, unit_price = ?14, amount = ?15, recorded_by = ?16, annulled = ?17, "
                       "annul_reason = ?18 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM reception t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM reception t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM reception t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.description AS label FROM reception t WHERE t.agency = ?1 AND t.id = ?2"),
};

enum { BY_ASSISTANCE, STATEMENT_COUNT };
static const struct sql statements[STATEMENT_COUNT] = {
    [BY_ASSISTANCE] =
        SQL_INIT("SELECT t.id FROM reception t WHERE " SCOPE("t") " AND t.agency = ?5 AND t.assistance = ?6 AND "
                                                                  "t.annulled = 0 ORDER BY t.received_on, t.id "
                                                                  "LIMIT ?7"),
};
const struct db_statements reception_statements = {"reception_store", statements, STATEMENT_COUNT};

enum err reception_store_by_assistance(struct ctx *ctx, struct id agency, struct id assistance, struct list *out)
{
    return service_store_by_id(ctx, &reception_entity, statements[BY_ASSISTANCE], agency, assistance,
                               PART_LIST_MOST, out);
}
