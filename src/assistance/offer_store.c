#include "assistance/offer.h"

#include "advice/service_store.h"
#include "assistance/part.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, " \
    "t.assistance, t.consultant, t.received_on, t.received_time, t.signed, t.price, t.weeks, " \
    "t.summary, t.rank, t.set_aside, t.admissible, t.reasons, t.annulled, t.annul_reason"

const struct entity_store offer_store = {
    .insert = SQL_INIT("INSERT INTO offer (agency, id, version, created_seq, changed_seq, source_line, code, unit, "
                       "assistance, consultant, received_on, received_time, signed, price, weeks, summary, rank, "
                       "set_aside, admissible, reasons, annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, "
                       "?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)"),
    .update = SQL_INIT("UPDATE offer SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = ?6, code = "
                       "?7, unit = ?8, assistance = ?9, consultant = ?10, received_on = ?11, received_time = ?12, "
                       "signed = ?13, price = ?14, weeks = ?15, summary = ?16, rank = ?17, set_aside = ?18, "
                       "admissible = ?19, reasons = ?20, annulled = ?21, annul_reason = ?22 WHERE agency = ?1 AND "
                       "id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM offer t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM offer t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM offer t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.code AS label FROM offer t WHERE t.agency = ?1 AND t.id = ?2"),
};

enum { BY_ASSISTANCE, STATEMENT_COUNT };
static const struct sql statements[STATEMENT_COUNT] = {
    [BY_ASSISTANCE] =
        SQL_INIT("SELECT t.id FROM offer t WHERE " SCOPE("t") " AND t.agency = ?5 AND t.assistance = ?6 AND "
                                                              "t.annulled = 0 ORDER BY t.rank NULLS LAST, "
                                                              "t.price, t.code LIMIT ?7"),
};
const struct db_statements offer_statements = {"offer_store", statements, STATEMENT_COUNT};

enum err offer_store_by_assistance(struct ctx *ctx, struct id agency, struct id assistance, struct list *out)
{
    return service_store_by_id(ctx, &offer_entity, statements[BY_ASSISTANCE], agency, assistance, PART_LIST_MOST, out);
}
