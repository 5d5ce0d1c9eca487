#include "assistance/assistance.h"

#include "advice/service_store.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.title, t.theme, " \
    "t.delivery, t.consultant, t.adviser, t.signed_on, t.starts_on, t.ends_on, t.hours, t.total, " \
    "t.client_percent, t.operator_percent, t.client_share, t.operator_share, t.client_paid_on, t.state, " \
    "t.part_accepted, t.act, t.act_on, t.reportable, t.evidence, t.verification, t.annulled, t.annul_reason"

static const struct entity_link links[] = {
    {.field = "enterprises",
     .insert = SQL_INIT("INSERT INTO assistance_enterprise (agency, assistance, position, enterprise) VALUES "
                        "(?1, ?2, ?3, ?4)"),
     .remove = SQL_INIT("DELETE FROM assistance_enterprise WHERE agency = ?1 AND assistance = ?2"),
     .select = SQL_INIT("SELECT enterprise FROM assistance_enterprise WHERE agency = ?1 AND assistance = ?2 "
                        "ORDER BY position")},
    {.field = "funding",
     .insert = SQL_INIT("INSERT INTO assistance_funding (agency, assistance, position, agreement, percent) "
                        "VALUES (?1, ?2, ?3, ?4, ?5)"),
     .remove = SQL_INIT("DELETE FROM assistance_funding WHERE agency = ?1 AND assistance = ?2"),
     .select = SQL_INIT("SELECT agreement, percent FROM assistance_funding WHERE agency = ?1 AND assistance = "
                        "?2 ORDER BY position")},
};

const struct entity_store assistance_store = {
    .insert = SQL_INIT("INSERT INTO assistance (agency, id, version, created_seq, changed_seq, source_line, "
                       "code, unit, title, theme, delivery, consultant, adviser, signed_on, starts_on, "
                       "ends_on, hours, total, client_percent, operator_percent, client_share, operator_share, "
                       "client_paid_on, state, part_accepted, act, act_on, reportable, evidence, verification, "
                       "annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
                       "?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, "
                       "?30, ?31, ?32)"),
    .update = SQL_INIT("UPDATE assistance SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = "
                       "?6, code = ?7, unit = ?8, title = ?9, theme = ?10, delivery = ?11, consultant = ?12, "
                       "adviser = ?13, signed_on = ?14, starts_on = ?15, ends_on = ?16, hours = ?17, total = "
                       "?18, client_percent = ?19, operator_percent = ?20, client_share = ?21, operator_share "
                       "= ?22, client_paid_on = ?23, state = ?24, part_accepted = ?25, act = ?26, act_on = "
                       "?27, reportable = ?28, evidence = ?29, verification = ?30, annulled = ?31, "
                       "annul_reason = ?32 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM assistance t WHERE " SCOPE_FIND("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM assistance t WHERE " SCOPE_FIND("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM assistance t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.title AS label FROM assistance t WHERE t.agency = ?1 AND t.id = ?2"),
    .links = links,
    .link_count = COUNT_OF(links),
};

enum { BY_ENTERPRISE, STATEMENT_COUNT };
static const struct sql statements[STATEMENT_COUNT] = {
    [BY_ENTERPRISE] = SQL_INIT("SELECT t.id FROM assistance_enterprise l CROSS JOIN assistance t WHERE " SCOPE("t")
                               " AND l.agency = ?5 AND l.enterprise = ?6 AND t.agency = l.agency AND t.id = l.assistance "
                               "AND t.annulled = 0 ORDER BY t.signed_on DESC NULLS FIRST, t.id DESC LIMIT ?7"),
};
const struct db_statements assistance_statements = {"assistance_store", statements, STATEMENT_COUNT};

enum err assistance_store_by_client(struct ctx *ctx, bool is_person, struct id agency, struct id id, int64_t limit,
                                    struct list *out)
{
    if (is_person) {
        return service_read_list(ctx, &assistance_entity, NULL, 0, out);
    }
    return service_store_by_id(ctx, &assistance_entity, statements[BY_ENTERPRISE], agency, id, limit, out);
}
