#include "assistance/payment.h"

#include "advice/service_store.h"
#include "assistance/part.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, " \
    "t.assistance, t.state, t.amount, t.client_part, t.operator_part, t.natural_person, t.base, " \
    "t.withheld, t.net, t.authorised_on, t.authorised_by, t.paid_on, t.paid_by, t.method, " \
    "t.reference, t.settled_on, t.evidence, t.annulled, t.annul_reason"

const struct entity_store payment_store = {
    .insert = SQL_INIT("INSERT INTO payment (agency, id, version, created_seq, changed_seq, source_line, code, "
                       "unit, assistance, state, amount, client_part, operator_part, natural_person, base, "
                       "withheld, net, authorised_on, authorised_by, paid_on, paid_by, method, reference, "
                       "settled_on, evidence, annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, "
                       "?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27)"),
    .update = SQL_INIT("UPDATE payment SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = ?6, code "
                       "= ?7, unit = ?8, assistance = ?9, state = ?10, amount = ?11, client_part = ?12, "
                       "operator_part = ?13, natural_person = ?14, base = ?15, withheld = ?16, net = ?17, "
                       "authorised_on = ?18, authorised_by = ?19, paid_on = ?20, paid_by = ?21, method = ?22, "
                       "reference = ?23, settled_on = ?24, evidence = ?25, annulled = ?26, annul_reason = ?27 WHERE "
                       "agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM payment t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM payment t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM payment t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.state AS label FROM payment t WHERE t.agency = ?1 AND t.id = ?2"),
};

enum { BY_ASSISTANCE, STATEMENT_COUNT };
static const struct sql statements[STATEMENT_COUNT] = {
    [BY_ASSISTANCE] = SQL_INIT("SELECT t.id FROM payment t WHERE " SCOPE("t")
                               " AND t.agency = ?5 AND t.assistance = ?6 AND t.annulled = 0 ORDER BY t.id LIMIT ?7"),
};
const struct db_statements payment_statements = {"payment_store", statements, STATEMENT_COUNT};

enum err payment_store_by_assistance(struct ctx *ctx, struct id agency, struct id assistance, struct list *out)
{
    return service_store_by_id(ctx, &payment_entity, statements[BY_ASSISTANCE], agency, assistance,
                               PART_LIST_MOST, out);
}
