#include "results/service_row.h"

#include "base/map.h"
#include "core/entity.h"

/* Parameters: ?1 to ?4 the scope, ?5 and ?6 the period, ?7 the member of staff, ?8 everybody's, ?9 the agreement, ?10 whoever pays.
 * What stands: neither annulled nor kept out of reports nor objected, as for the facts (facts_load.c). */
#define STANDS(t) t ".annulled = 0 AND COALESCE(" t ".reportable, 1) = 1 AND COALESCE(" t ".verification, '') <> 'objected'"
#define ASKED(t, what)                                                                                                     \
    " WHERE " SCOPE(t) " AND " STANDS(t) " AND (?10 = 1 OR EXISTS (SELECT 1 FROM " what "_funding f WHERE f.agency = " t   \
    ".agency AND f." what " = " t ".id AND f.agreement = ?9)) AND (?8 = 1 OR "
#define HELD "s.state IN ('held', 'closed')"
#define CONTRACTED "(x.state IN ('contracted', 'delivered', 'finished', 'rejected') OR (x.state = 'terminated' AND x.part_accepted = 1))"
#define OVER "COALESCE(x.act_on, x.terminated_on)"
#define PROESA "(o.short_name = 'PROESA' OR o.code = 'PROESA' OR o.code = 'ORG-PROESA')"

#define SESSION_ROW                                                                                                        \
    "CASE s.kind WHEN 'attention' THEN 'service_attention' WHEN 'advice_business' THEN 'service_business_advice' "         \
    "WHEN 'advice_ict' THEN 'service_ict_advice' ELSE 'service_other_advice' END"
#define TRAINING_ROW                                                                                                       \
    "CASE WHEN v.delivery = 'not_contracted' THEN 'service_own_training' WHEN v.theme = 'finance' THEN 'service_training_finance' " \
    "WHEN v.theme = 'ict' THEN 'service_training_ict' ELSE 'service_other_training' END"
#define ASSISTANCE_ROW "CASE WHEN x.delivery = 'not_contracted' THEN 'service_own_assistance' ELSE 'service_assistance' END"
#define LINK_ROW "CASE WHEN " PROESA " THEN 'service_link_export' ELSE 'service_link' END"
#define LINK_FROM                                                                                                          \
    " FROM link l LEFT JOIN organisation o ON o.agency = l.agency AND o.id = l.institution "                               \
    "LEFT JOIN enterprise e ON e.agency = l.agency AND e.id = l.enterprise LEFT JOIN person p ON p.agency = l.agency AND p.id = l.person"
#define ONE_IF(condition) "sum(CASE WHEN " condition " THEN 1 ELSE 0 END)"

enum { SESSIONS, TRAININGS, ASSISTANCES, LINKS, COUNTS, /* then who took part */
       SESSION_PERSONS = COUNTS, SESSION_ENTERPRISES, TRAINING_PERSONS, ASSISTANCE_ENTERPRISES, LINK_CLIENTS, IDENTITIES, STATEMENT_COUNT };
static const struct sql statements[STATEMENT_COUNT] = {
    /* row, services, running, finished */
    [SESSIONS] = SQL_INIT("SELECT " SESSION_ROW " AS line, " ONE_IF(HELD) ", " ONE_IF("s.state = 'scheduled'") ", " ONE_IF(HELD)
                          " FROM session s" ASKED("s", "session") "s.adviser = ?7) AND s.date BETWEEN ?5 AND ?6 GROUP BY 1"),
    [TRAININGS] = SQL_INIT("SELECT " TRAINING_ROW " AS line, "
                           ONE_IF("EXISTS (SELECT 1 FROM attendance t WHERE t.agency = v.agency AND t.event = v.id AND t.present = 1 AND "
                                  "t.annulled = 0 AND COALESCE(t.verification, '') <> 'objected' AND t.date BETWEEN ?5 AND ?6)") ", "
                           ONE_IF("v.ends_on > ?6") ", " ONE_IF("v.ends_on <= ?6 AND v.state IN ('executed', 'finished')")
                           " FROM event v" ASKED("v", "event") "v.adviser = ?7) AND v.kind = 'training' AND v.state <> 'cancelled' AND "
                           "v.starts_on <= ?6 AND v.ends_on >= ?5 GROUP BY 1"),
    [ASSISTANCES] = SQL_INIT("SELECT " ASSISTANCE_ROW " AS line, " ONE_IF("x.signed_on >= ?5") ", " ONE_IF(OVER " IS NULL OR " OVER " > ?6") ", "
                             ONE_IF(OVER " BETWEEN ?5 AND ?6") " FROM assistance x" ASKED("x", "assistance") "x.adviser = ?7) AND " CONTRACTED
                             " AND x.signed_on <= ?6 GROUP BY 1"),
    [LINKS] = SQL_INIT("SELECT " LINK_ROW " AS line, " ONE_IF("l.date >= ?5") ", " ONE_IF("l.state IN ('identified', 'submitted', 'approved')") ", "
                       ONE_IF("l.date >= ?5 AND l.state IN ('disbursed', 'closed')") LINK_FROM ASKED("l", "link")
                       "COALESCE(e.adviser, p.adviser) = ?7) AND l.state <> 'withdrawn' AND l.date <= ?6 GROUP BY 1"),
    /* row, owner, client */
    [SESSION_PERSONS] = SQL_INIT("SELECT DISTINCT " SESSION_ROW " AS line, CASE WHEN EXISTS (SELECT 1 FROM session_enterprise se WHERE "
                                 "se.agency = s.agency AND se.session = s.id) THEN 1 ELSE 0 END, sp.person FROM session s JOIN session_person sp ON "
                                 "sp.agency = s.agency AND sp.session = s.id" ASKED("s", "session") "s.adviser = ?7) AND s.date BETWEEN ?5 AND ?6 AND " HELD),
    [SESSION_ENTERPRISES] = SQL_INIT("SELECT DISTINCT " SESSION_ROW " AS line, 1, se.enterprise FROM session s JOIN session_enterprise se ON "
                                     "se.agency = s.agency AND se.session = s.id" ASKED("s", "session") "s.adviser = ?7) AND s.date BETWEEN ?5 AND ?6 AND "
                                     HELD " AND NOT EXISTS (SELECT 1 FROM session_person sp WHERE sp.agency = s.agency AND sp.session = s.id)"),
    [TRAINING_PERSONS] = SQL_INIT("SELECT DISTINCT " TRAINING_ROW " AS line, CASE WHEN t.enterprise IS NULL THEN 0 ELSE 1 END, t.person FROM event v "
                                  "JOIN attendance t ON t.agency = v.agency AND t.event = v.id" ASKED("v", "event") "v.adviser = ?7) AND "
                                  "v.kind = 'training' AND v.state <> 'cancelled' AND t.present = 1 AND t.annulled = 0 AND "
                                  "COALESCE(t.verification, '') <> 'objected' AND t.date BETWEEN ?5 AND ?6"),
    [ASSISTANCE_ENTERPRISES] = SQL_INIT("SELECT DISTINCT " ASSISTANCE_ROW " AS line, 1, ae.enterprise FROM assistance x JOIN assistance_enterprise ae ON "
                                        "ae.agency = x.agency AND ae.assistance = x.id" ASKED("x", "assistance") "x.adviser = ?7) AND " CONTRACTED
                                        " AND x.signed_on BETWEEN ?5 AND ?6"),
    [LINK_CLIENTS] = SQL_INIT("SELECT DISTINCT " LINK_ROW " AS line, CASE WHEN l.enterprise IS NULL THEN 0 ELSE 1 END, COALESCE(l.enterprise, l.person)"
                              LINK_FROM ASKED("l", "link") "COALESCE(e.adviser, p.adviser) = ?7) AND l.state <> 'withdrawn' AND l.date BETWEEN ?5 AND ?6"),
    [IDENTITIES] = SQL_INIT("SELECT m.agency, m.identity, m.enterprise AS client FROM identity i JOIN identity_enterprise m ON m.agency = i.agency AND "
                            "m.identity = i.id WHERE i.annulled = 0 AND i.unmerged_on IS NULL AND m.member_agency BETWEEN ?1 AND ?2 UNION ALL "
                            "SELECT m.agency, m.identity, m.person FROM identity i JOIN identity_person m ON m.agency = i.agency AND m.identity = i.id "
                            "WHERE i.annulled = 0 AND i.unmerged_on IS NULL AND m.member_agency BETWEEN ?1 AND ?2"),
};
const struct db_statements service_row_statements = {"service_row_store", statements, STATEMENT_COUNT};

/* ---- identities ------------------------------------------------------------------------------------------------------ */

/* Clients and identities as nodes; those that are joined lead to one root. */
struct node {
    struct node *parent;
};

static struct str id_bytes(const struct id *id)
{
    return (struct str){(const char *)id, sizeof(*id)};
}

static struct node *node_of(struct map *nodes, struct id id)
{
    struct node *node = map_find(nodes, id_bytes(&id));
    if (node == NULL) {
        node = ARENA_NEW(nodes->arena, struct node);
        node->parent = node;
        map_set(nodes, id_bytes(&id), node);
    }
    while (node->parent != node) {
        node = node->parent;
    }
    return node;
}

static enum err read_identities(struct ctx *ctx, const struct service_row_question *question, struct map *nodes)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[IDENTITIES], &stmt));
    db_bind_id(stmt, 1, question->scope.agency_low);
    db_bind_id(stmt, 2, question->scope.agency_high);
    bool more = false;
    TRY(db_step(stmt, &more));
    while (more) {
        struct node *identity = node_of(nodes, db_column_id(stmt, 1));
        struct node *client = node_of(nodes, db_column_id(stmt, 2));
        client->parent = identity;
        TRY(db_step(stmt, &more));
    }
    db_reset(stmt);
    return ERR_OK;
}

/* ---- counting --------------------------------------------------------------------------------------------------------- */

static enum err begin(struct ctx *ctx, const struct service_row_question *question, int statement, struct db_stmt **stmt)
{
    bool everybody = id_is_none(question->staff);
    bool whoever = id_is_none(question->agreement);
    TRY(db_prepare(ctx->db, statements[statement], stmt));
    scope_bind(*stmt, &question->scope);
    db_bind_date(*stmt, 5, question->from);
    db_bind_date(*stmt, 6, question->to);
    db_bind_id(*stmt, 7, everybody ? question->scope.agency_low : question->staff);
    db_bind_int(*stmt, 8, everybody);
    db_bind_id(*stmt, 9, whoever ? question->scope.agency_low : question->agreement);
    db_bind_int(*stmt, 10, whoever);
    return ERR_OK;
}

static enum err count_services(struct ctx *ctx, const struct service_row_question *question, int statement, struct service_row_line *out)
{
    struct db_stmt *stmt;
    TRY(begin(ctx, question, statement, &stmt));
    bool more = false;
    TRY(db_step(stmt, &more));
    while (more) {
        enum service_row row;
        if (service_row_find(db_column_text(stmt, 0, ctx->arena), &row)) {
            out[row].services = db_column_int(stmt, 1);
            out[row].running = db_column_int(stmt, 2);
            out[row].finished = db_column_int(stmt, 3);
        }
        TRY(db_step(stmt, &more));
    }
    db_reset(stmt);
    return ERR_OK;
}

/* Each client once in a row and column. */
static enum err count_clients(struct ctx *ctx, const struct service_row_question *question, int statement, struct map *nodes, struct map *seen,
                              struct service_row_line *out)
{
    struct db_stmt *stmt;
    TRY(begin(ctx, question, statement, &stmt));
    bool more = false;
    TRY(db_step(stmt, &more));
    while (more) {
        enum service_row row;
        if (service_row_find(db_column_text(stmt, 0, ctx->arena), &row)) {
            bool owner = db_column_int(stmt, 1) == 1;
            struct node *client = node_of(nodes, db_column_id(stmt, 2));
            struct str key = str_format(ctx->arena, "%d %d %p", (int)row, owner, (void *)client);
            if (map_find(seen, key) == NULL) {
                map_set(seen, key, client);
                *(owner ? &out[row].owners : &out[row].entrepreneurs) += 1;
            }
        }
        TRY(db_step(stmt, &more));
    }
    db_reset(stmt);
    return ERR_OK;
}

enum err service_row_count(struct ctx *ctx, const struct service_row_question *question, struct service_row_line out[SERVICE_ROW_COUNT])
{
    struct map nodes = MAP(ctx->arena);
    struct map seen = MAP(ctx->arena);
    for (size_t i = 0; i < SERVICE_ROW_COUNT; i++) {
        out[i] = (struct service_row_line){0};
    }
    TRY(read_identities(ctx, question, &nodes));
    for (int i = 0; i < COUNTS; i++) {
        TRY(count_services(ctx, question, i, out));
    }
    for (int i = SESSION_PERSONS; i <= LINK_CLIENTS; i++) {
        TRY(count_clients(ctx, question, i, &nodes, &seen, out));
    }
    return ERR_OK;
}
