#include "training/event.h"

#include "advice/service_store.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.kind, " \
    "t.topic, t.theme, t.delivery, t.adviser, t.audience, t.starts_on, t.ends_on, t.start_time, t.end_time, " \
    "t.hours, t.district, t.place, t.trainer, t.capacity, t.call_text, t.called_on, t.enrol_until, t.terms, " \
    "t.offers_until, t.offers, t.contract, t.contract_amount, t.reportable, t.state, t.evidence, " \
    "t.verification, t.annulled, t.annul_reason"

static const struct entity_link links[] = {
    {.field = "funding",
     .insert = SQL_INIT("INSERT INTO event_funding (agency, event, position, agreement, percent) VALUES (?1, "
                        "?2, ?3, ?4, ?5)"),
     .remove = SQL_INIT("DELETE FROM event_funding WHERE agency = ?1 AND event = ?2"),
     .select = SQL_INIT("SELECT agreement, percent FROM event_funding WHERE agency = ?1 AND event = ?2 ORDER "
                        "BY position")},
};

const struct entity_store event_store = {
    .insert = SQL_INIT("INSERT INTO event (agency, id, version, created_seq, changed_seq, source_line, code, "
                       "unit, kind, topic, theme, delivery, adviser, audience, starts_on, ends_on, "
                       "start_time, end_time, hours, district, place, trainer, capacity, call_text, "
                       "called_on, enrol_until, terms, offers_until, offers, contract, contract_amount, "
                       "reportable, state, evidence, verification, annulled, annul_reason) VALUES (?1, ?2, "
                       "?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, "
                       "?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37)"),
    .update = SQL_INIT("UPDATE event SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = ?6, "
                       "code = ?7, unit = ?8, kind = ?9, topic = ?10, theme = ?11, delivery = ?12, adviser = "
                       "?13, audience = ?14, starts_on = ?15, ends_on = ?16, start_time = ?17, end_time = "
                       "?18, hours = ?19, district = ?20, place = ?21, trainer = ?22, capacity = ?23, "
                       "call_text = ?24, called_on = ?25, enrol_until = ?26, terms = ?27, offers_until = "
                       "?28, offers = ?29, contract = ?30, contract_amount = ?31, reportable = ?32, state = "
                       "?33, evidence = ?34, verification = ?35, annulled = ?36, annul_reason = ?37 WHERE "
                       "agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM event t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM event t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM event t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.topic AS label FROM event t WHERE t.agency = ?1 AND t.id = ?2"),
    .links = links,
    .link_count = COUNT_OF(links),
};

enum { BRIEF, ATTENDED, ATTENDED_BY, NEWEST, PLACES, STATEMENT_COUNT };
static const struct sql statements[STATEMENT_COUNT] = {
    [BRIEF] = SQL_INIT("SELECT t.unit, t.starts_on, t.ends_on, t.state, t.annulled, t.capacity, t.enrol_until"
                       " FROM event t WHERE " SCOPE("t") " AND t.agency = ?5 AND t.id = ?6"),
    [ATTENDED] = SQL_INIT("SELECT min(t.date), max(t.date) FROM attendance t WHERE " SCOPE("t")
                          " AND t.agency = ?5 AND t.event = ?6 AND t.annulled = 0"),
    [ATTENDED_BY] = SQL_INIT("SELECT DISTINCT t.person, t.enterprise FROM attendance t WHERE " SCOPE("t")
                             " AND t.agency = ?5 AND t.event = ?6 AND t.annulled = 0"),
    [NEWEST] = SQL_INIT(SERVICE_NEWEST("event", "starts_on", "")),
    [PLACES] = SQL_INIT("SELECT (SELECT count(*) FROM enrolment n WHERE n.agency = t.agency AND n.event = t.id AND n.annulled = 0 "
                        "AND n.state = 'enrolled'), (SELECT count(*) FROM enrolment n WHERE n.agency = t.agency AND n.event = t.id "
                        "AND n.annulled = 0 AND n.state = 'waiting'), (SELECT count(DISTINCT a.person) FROM attendance a WHERE "
                        "a.agency = t.agency AND a.event = t.id AND a.annulled = 0 AND a.present = 1), (SELECT count(DISTINCT a.person) "
                        "FROM attendance a WHERE a.agency = t.agency AND a.event = t.id AND a.annulled = 0 AND a.present = 1 AND NOT "
                        "EXISTS (SELECT 1 FROM enrolment n WHERE n.agency = a.agency AND n.event = a.event AND n.person = a.person AND "
                        "n.annulled = 0 AND n.state = 'enrolled')), (SELECT count(DISTINCT a.date) FROM attendance a WHERE a.agency = "
                        "t.agency AND a.event = t.id AND a.annulled = 0 AND a.present = 1) FROM event t WHERE " SCOPE("t")
                        " AND t.agency = ?5 AND t.id = ?6"),
};
const struct db_statements event_statements = {"event_store", statements, STATEMENT_COUNT};

enum err event_store_brief(struct ctx *ctx, struct id agency, struct id id, struct event_brief *out)
{
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(ctx->db, statements[BRIEF], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_id(stmt, 5, agency);
    db_bind_id(stmt, 6, id);
    TRY(db_step(stmt, &row));
    if (!row) {
        return ERR_NOT_FOUND;
    }
    out->unit = db_column_id(stmt, 0);
    out->starts_on = db_column_date(stmt, 1);
    out->ends_on = db_column_date(stmt, 2);
    out->state = db_column_text(stmt, 3, ctx->arena);
    out->annulled = db_column_int(stmt, 4) != 0;
    out->capacity = db_column_int_or_none(stmt, 5);
    out->enrol_until = db_column_date(stmt, 6);
    db_reset(stmt);
    return ERR_OK;
}

enum err event_store_places(struct ctx *ctx, struct id agency, struct id id, struct event_places *out)
{
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(ctx->db, statements[PLACES], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_id(stmt, 5, agency);
    db_bind_id(stmt, 6, id);
    TRY(db_step(stmt, &row));
    if (!row) {
        return ERR_NOT_FOUND;
    }
    out->enrolled = db_column_int(stmt, 0);
    out->waiting = db_column_int(stmt, 1);
    out->attended = db_column_int(stmt, 2);
    out->walk_ins = db_column_int(stmt, 3);
    out->days = db_column_int(stmt, 4);
    db_reset(stmt);
    return ERR_OK;
}

enum err event_store_attended(struct ctx *ctx, struct id agency, struct id id, struct date *out_first, struct date *out_last)
{
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(ctx->db, statements[ATTENDED], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_id(stmt, 5, agency);
    db_bind_id(stmt, 6, id);
    TRY(db_step(stmt, &row));
    *out_first = row ? db_column_date(stmt, 0) : DATE_NONE;
    *out_last = row ? db_column_date(stmt, 1) : DATE_NONE;
    db_reset(stmt);
    return ERR_OK;
}

enum err event_store_touch(struct ctx *ctx, struct id agency, struct id id)
{
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(ctx->db, statements[ATTENDED_BY], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_id(stmt, 5, agency);
    db_bind_id(stmt, 6, id);
    TRY(db_step(stmt, &row));
    while (row) {
        ctx_touch(ctx, 'p', agency, db_column_id(stmt, 0));
        if (!db_column_is_null(stmt, 1)) {
            ctx_touch(ctx, 'e', agency, db_column_id(stmt, 1));
        }
        TRY(db_step(stmt, &row));
    }
    db_reset(stmt);
    return ERR_OK;
}

enum err event_store_newest(struct ctx *ctx, const struct service_newest_input *in, struct list *out)
{
    return service_store_newest(ctx, &event_entity, statements[NEWEST], "starts_on", in, out);
}
