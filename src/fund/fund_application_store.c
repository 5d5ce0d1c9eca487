#include "fund/fund_application.h"

#include "advice/service_store.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.call, t.line, " \
    "t.enterprise, t.person, t.title, t.kind, t.kind_note, t.problem, t.objective, t.expected_results, " \
    "t.identified_on, t.formulator, t.agreement, t.requested, t.approved, t.counterpart, t.total, " \
    "t.submitted_on, t.decided_on, t.decided_by, t.reason, t.ratified_on, t.ratification, t.ratified_by, " \
    "t.invoice_due_on, t.invoiced_on, t.started_on, t.finished_on, t.settled_on, t.returned, t.returned_on, " \
    "t.closed_on, t.impact_note, t.link, t.evidence, t.state, t.annulled, t.annul_reason"

const struct entity_store fund_application_store = {
    .insert = SQL_INIT("INSERT INTO fund_application (agency, id, version, created_seq, changed_seq, "
                       "source_line, code, unit, call, line, enterprise, person, title, kind, kind_note, "
                       "problem, objective, expected_results, identified_on, formulator, agreement, requested, "
                       "approved, counterpart, total, submitted_on, decided_on, decided_by, reason, "
                       "ratified_on, ratification, ratified_by, invoice_due_on, invoiced_on, started_on, "
                       "finished_on, settled_on, returned, returned_on, closed_on, impact_note, link, "
                       "evidence, state, annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, "
                       "?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, "
                       "?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37, ?38, ?39, ?40, ?41, ?42, ?43, "
                       "?44, ?45, ?46)"),
    .update = SQL_INIT("UPDATE fund_application SET version = ?3, created_seq = ?4, changed_seq = ?5, "
                       "source_line = ?6, code = ?7, unit = ?8, call = ?9, line = ?10, enterprise = ?11, "
                       "person = ?12, title = ?13, kind = ?14, kind_note = ?15, problem = ?16, objective = "
                       "?17, expected_results = ?18, identified_on = ?19, formulator = ?20, agreement = ?21, "
                       "requested = ?22, approved = ?23, counterpart = ?24, total = ?25, submitted_on = ?26, "
                       "decided_on = ?27, decided_by = ?28, reason = ?29, ratified_on = ?30, ratification = "
                       "?31, ratified_by = ?32, invoice_due_on = ?33, invoiced_on = ?34, started_on = ?35, "
                       "finished_on = ?36, settled_on = ?37, returned = ?38, returned_on = ?39, closed_on = "
                       "?40, impact_note = ?41, link = ?42, evidence = ?43, state = ?44, annulled = ?45, "
                       "annul_reason = ?46 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM fund_application t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM fund_application t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM fund_application t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .by_parent = SQL_INIT("SELECT " COLUMNS " FROM fund_application t WHERE " SCOPE("t")
                          " AND t.agency = ?5 AND t.call = ?6 AND t.annulled = 0 ORDER BY t.code, t.id LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.title AS label FROM fund_application t WHERE t.agency = ?1 AND t.id = ?2"),
};

enum { SAME, STRAY_LINK, OF_LINK, SNAPSHOT_BEFORE, SNAPSHOT_AFTER, DUE, BY_ENTERPRISE, BY_PERSON, NEWEST, STATEMENT_COUNT };
#define OF_CLIENT "((?3 = 1 AND t.enterprise = ?4) OR (?3 = 0 AND t.enterprise IS NULL AND t.person = ?4))"
static const struct sql statements[STATEMENT_COUNT] = {
    [SAME] = SQL_INIT("SELECT t.code FROM fund_application t WHERE t.agency = ?1 AND t.call = ?2 AND " OF_CLIENT
                      " AND t.title = ?5 AND t.id <> ?6 AND t.annulled = 0 AND t.state NOT IN ('denied', 'withdrawn') ORDER BY t.code LIMIT 1"),
    [STRAY_LINK] = SQL_INIT("SELECT t.code FROM link t WHERE t.agency = ?1 AND t.institution = ?2 AND " OF_CLIENT
                            " AND t.instrument = 'grant' AND t.date >= ?5 AND t.annulled = 0 AND t.state NOT IN ('denied', 'withdrawn') "
                            "AND NOT EXISTS (SELECT 1 FROM fund_application a WHERE a.agency = t.agency AND a.link = t.id AND a.annulled = 0) "
                            "ORDER BY t.code LIMIT 1"),
    [OF_LINK] = SQL_INIT("SELECT t.code FROM fund_application t WHERE t.agency = ?1 AND t.link = ?2 AND t.annulled = 0 ORDER BY t.code LIMIT 1"),
    [SNAPSHOT_BEFORE] = SQL_INIT("SELECT t.code FROM snapshot t WHERE t.agency = ?1 AND t.enterprise = ?2 AND t.reference_date <= ?3 "
                                 "AND t.annulled = 0 ORDER BY t.reference_date DESC, t.code DESC LIMIT 1"),
    [SNAPSHOT_AFTER] = SQL_INIT("SELECT t.code FROM snapshot t WHERE t.agency = ?1 AND t.enterprise = ?2 AND t.reference_date >= ?3 "
                                "AND t.annulled = 0 AND t.kind IN ('follow_up', 'final') ORDER BY t.reference_date, t.code LIMIT 1"),
    [DUE] = SQL_INIT("SELECT " COLUMNS " FROM fund_application t WHERE " SCOPE("t")
                     " AND t.annulled = 0 AND t.state = 'ratified' ORDER BY t.invoice_due_on, t.id LIMIT 200"),
    [BY_ENTERPRISE] = SQL_INIT("SELECT t.id FROM fund_application t WHERE " SCOPE("t")
                               " AND t.agency = ?5 AND t.enterprise = ?6 AND t.annulled = 0 ORDER BY t.identified_on DESC, t.id DESC LIMIT ?7"),
    [BY_PERSON] = SQL_INIT("SELECT t.id FROM fund_application t WHERE " SCOPE("t")
                           " AND t.agency = ?5 AND t.person = ?6 AND t.annulled = 0 ORDER BY t.identified_on DESC, t.id DESC LIMIT ?7"),
    /* As SERVICE_NEWEST, where the formulator is the adviser. */
    [NEWEST] = SQL_INIT("SELECT t.id, t.identified_on FROM fund_application t WHERE " SCOPE("t")
                        " AND t.agency = ?5 AND t.annulled = 0 AND t.identified_on >= ?7 AND t.identified_on <= ?8 AND "
                        "(?9 = 0 OR t.formulator = ?10) AND (t.identified_on, t.id) < (?11, ?12) ORDER BY t.identified_on DESC, t.id DESC LIMIT ?6"),
};
const struct db_statements fund_application_statements = {"fund_application_store", statements, STATEMENT_COUNT};

static void bind_client(struct db_stmt *stmt, const struct fund_application *row)
{
    bool firm = !id_is_none(row->enterprise.id);
    db_bind_int(stmt, 3, firm ? 1 : 0);
    db_bind_id(stmt, 4, firm ? row->enterprise.id : row->person.id);
}

/* The one text of the first row; empty: there is none. */
static enum err first_text(struct ctx *ctx, struct db_stmt *stmt, struct str *out)
{
    bool found = false;
    TRY(db_step(stmt, &found));
    *out = found ? db_column_text(stmt, 0, ctx->arena) : STR_NONE;
    db_reset(stmt);
    return ERR_OK;
}

enum err fund_application_store_same(struct ctx *ctx, const struct fund_application *row, struct str *out_code)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[SAME], &stmt));
    db_bind_id(stmt, 1, row->record.agency);
    db_bind_id(stmt, 2, row->call.id);
    bind_client(stmt, row);
    db_bind_text(stmt, 5, row->title);
    /* NULL would differ from nothing; the call's own id is surely no application's. */
    db_bind_id(stmt, 6, id_is_none(row->record.id) ? row->call.id : row->record.id);
    return first_text(ctx, stmt, out_code);
}

enum err fund_application_store_stray_link(struct ctx *ctx, const struct fund_application *row, const struct fund_call *call, struct str *out_code)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[STRAY_LINK], &stmt));
    db_bind_id(stmt, 1, row->record.agency);
    db_bind_id(stmt, 2, call->organisation.id);
    bind_client(stmt, row);
    db_bind_date(stmt, 5, call->opens_on);
    return first_text(ctx, stmt, out_code);
}

enum err fund_application_store_of_link(struct ctx *ctx, struct id agency, struct id link, struct str *out_code)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[OF_LINK], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_id(stmt, 2, link);
    return first_text(ctx, stmt, out_code);
}

static enum err find_snapshot(struct ctx *ctx, size_t statement, const struct fund_application *row, struct date on, struct str *out_code)
{
    struct db_stmt *stmt;
    *out_code = STR_NONE;
    if (id_is_none(row->enterprise.id) || date_is_none(on)) {
        return ERR_OK;
    }
    TRY(db_prepare(ctx->db, statements[statement], &stmt));
    db_bind_id(stmt, 1, row->record.agency);
    db_bind_id(stmt, 2, row->enterprise.id);
    db_bind_date(stmt, 3, on);
    return first_text(ctx, stmt, out_code);
}

enum err fund_application_store_impact(struct ctx *ctx, const struct fund_application *row, struct fund_impact *out)
{
    struct date start = date_is_none(row->started_on) ? ctx->today : row->started_on;
    TRY(find_snapshot(ctx, SNAPSHOT_BEFORE, row, start, &out->before));
    return find_snapshot(ctx, SNAPSHOT_AFTER, row, row->finished_on, &out->after);
}

enum err fund_application_store_due(struct ctx *ctx, struct list *out)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[DUE], &stmt));
    scope_bind(stmt, &ctx->scope);
    return children_read(ctx, &fund_application_entity, stmt, 200, out);
}

enum err fund_application_store_by_client(struct ctx *ctx, bool is_person, struct id agency, struct id id, int64_t limit, struct list *out)
{
    return service_store_by_id(ctx, &fund_application_entity, statements[is_person ? BY_PERSON : BY_ENTERPRISE], agency, id, limit, out);
}

enum err fund_application_store_newest(struct ctx *ctx, const struct service_newest_input *in, struct list *out)
{
    return service_store_newest(ctx, &fund_application_entity, statements[NEWEST], "identified_on", in, out);
}
