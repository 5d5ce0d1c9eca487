#include "advice/session.h"

#include "advice/service_store.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.date, " \
    "t.start_time, t.end_time, t.kind, t.modality, t.adviser, t.preparation_minutes, t.contact_minutes, " \
    "t.travel_minutes, t.district, t.attendees, t.background, t.summary, t.next_appointment, t.signed, " \
    "t.reportable, t.state, t.not_held_reason, t.evidence, t.verification, t.annulled, t.annul_reason"

static const struct entity_link links[] = {
    {.field = "enterprises",
     .insert = SQL_INIT("INSERT INTO session_enterprise (agency, session, position, enterprise) VALUES (?1, "
                        "?2, ?3, ?4)"),
     .remove = SQL_INIT("DELETE FROM session_enterprise WHERE agency = ?1 AND session = ?2"),
     .select = SQL_INIT("SELECT enterprise FROM session_enterprise WHERE agency = ?1 AND session = ?2 ORDER BY "
                        "position")},
    {.field = "persons",
     .insert = SQL_INIT("INSERT INTO session_person (agency, session, position, person) VALUES (?1, ?2, ?3, "
                        "?4)"),
     .remove = SQL_INIT("DELETE FROM session_person WHERE agency = ?1 AND session = ?2"),
     .select = SQL_INIT("SELECT person FROM session_person WHERE agency = ?1 AND session = ?2 ORDER BY "
                        "position")},
    {.field = "actions",
     .insert = SQL_INIT("INSERT INTO session_action (agency, session, position, action) VALUES (?1, ?2, ?3, ?4)"),
     .remove = SQL_INIT("DELETE FROM session_action WHERE agency = ?1 AND session = ?2"),
     .select = SQL_INIT("SELECT action FROM session_action WHERE agency = ?1 AND session = ?2 ORDER BY position")},
    {.field = "funding",
     .insert = SQL_INIT("INSERT INTO session_funding (agency, session, position, agreement, percent) VALUES "
                        "(?1, ?2, ?3, ?4, ?5)"),
     .remove = SQL_INIT("DELETE FROM session_funding WHERE agency = ?1 AND session = ?2"),
     .select = SQL_INIT("SELECT agreement, percent FROM session_funding WHERE agency = ?1 AND session = ?2 "
                        "ORDER BY position")},
};

const struct entity_store session_store = {
    .insert = SQL_INIT("INSERT INTO session (agency, id, version, created_seq, changed_seq, source_line, code, "
                       "unit, date, start_time, end_time, kind, modality, adviser, preparation_minutes, "
                       "contact_minutes, travel_minutes, district, attendees, background, summary, "
                       "next_appointment, signed, reportable, state, not_held_reason, evidence, verification, "
                       "annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
                       "?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, "
                       "?30)"),
    .update = SQL_INIT("UPDATE session SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = ?6, "
                       "code = ?7, unit = ?8, date = ?9, start_time = ?10, end_time = ?11, kind = ?12, "
                       "modality = ?13, adviser = ?14, preparation_minutes = ?15, contact_minutes = ?16, "
                       "travel_minutes = ?17, district = ?18, attendees = ?19, background = ?20, summary = "
                       "?21, next_appointment = ?22, signed = ?23, reportable = ?24, state = ?25, "
                       "not_held_reason = ?26, evidence = ?27, verification = ?28, annulled = ?29, "
                       "annul_reason = ?30 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM session t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM session t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM session t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.date AS label FROM session t WHERE t.agency = ?1 AND t.id = ?2"),
    .links = links,
    .link_count = COUNT_OF(links),
};

enum { BY_ENTERPRISE, BY_PERSON, NEWEST, OVERLAP, APPOINTMENT_ENTERPRISE, APPOINTMENT_PERSON, STATEMENT_COUNT };
/* CROSS JOIN keeps SQLite from walking all sessions by date: the client's own come first. */
#define APPOINTED \
    " AND t.agency = l.agency AND t.id = l.session AND t.annulled = 0 AND t.state = 'scheduled' AND t.date = ?7 ORDER BY t.code LIMIT 1"
static const struct sql statements[STATEMENT_COUNT] = {
    [BY_ENTERPRISE] = SQL_INIT("SELECT t.id FROM session_enterprise l CROSS JOIN session t WHERE " SCOPE("t")
                               " AND l.agency = ?5 AND l.enterprise = ?6 AND t.agency = l.agency AND t.id = l.session "
                               "AND t.annulled = 0 ORDER BY t.date DESC, t.id DESC LIMIT ?7"),
    [BY_PERSON] = SQL_INIT("SELECT t.id FROM session_person l CROSS JOIN session t WHERE " SCOPE("t")
                           " AND l.agency = ?5 AND l.person = ?6 AND t.agency = l.agency AND t.id = l.session "
                           "AND t.annulled = 0 ORDER BY t.date DESC, t.id DESC LIMIT ?7"),
    [NEWEST] = SQL_INIT(SERVICE_NEWEST("session", "date", " OR EXISTS (SELECT 1 FROM session_adviser a WHERE a.agency = t.agency AND a.session = t.id AND a.adviser = ?10 AND a.annulled = 0)")),
    [OVERLAP] = SQL_INIT("SELECT t.code, t.start_time, t.end_time FROM session t WHERE " SCOPE("t")
                         " AND t.agency = ?5 AND t.date = ?6 AND t.annulled = 0 AND t.state NOT IN ('cancelled', 'missed') AND t.id <> ?8 "
                         "AND t.start_time < ?10 AND t.end_time > ?9 AND (t.adviser = ?7 OR EXISTS (SELECT 1 FROM session_adviser a "
                         "WHERE a.agency = t.agency AND a.session = t.id AND a.adviser = ?7 AND a.annulled = 0)) "
                         "ORDER BY t.start_time, t.code LIMIT 1"),
    [APPOINTMENT_ENTERPRISE] = SQL_INIT("SELECT t.code FROM session_enterprise l CROSS JOIN session t WHERE " SCOPE("t")
                                        " AND l.agency = ?5 AND l.enterprise = ?6" APPOINTED),
    [APPOINTMENT_PERSON] = SQL_INIT("SELECT t.code FROM session_person l CROSS JOIN session t WHERE " SCOPE("t")
                                    " AND l.agency = ?5 AND l.person = ?6" APPOINTED),
};
const struct db_statements session_statements = {"session_store", statements, STATEMENT_COUNT};

enum err session_store_by_client(struct ctx *ctx, bool is_person, struct id agency, struct id id, int64_t limit,
                                 struct list *out)
{
    return service_store_by_id(ctx, &session_entity, statements[is_person ? BY_PERSON : BY_ENTERPRISE], agency, id, limit, out);
}

enum err session_store_newest(struct ctx *ctx, const struct service_newest_input *in, struct list *out)
{
    return service_store_newest(ctx, &session_entity, statements[NEWEST], "date", in, out);
}

enum err session_store_overlap(struct ctx *ctx, const struct session *session, struct id adviser, struct session_span *out)
{
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(ctx->db, statements[OVERLAP], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_id(stmt, 5, session->record.agency);
    db_bind_date(stmt, 6, session->date);
    db_bind_id(stmt, 7, adviser);
    db_bind_id(stmt, 8, session->record.id);
    db_bind_int(stmt, 9, session->start_time);
    db_bind_int(stmt, 10, session->end_time);
    TRY(db_step(stmt, &row));
    *out = row ? (struct session_span){db_column_text(stmt, 0, ctx->arena), db_column_int(stmt, 1), db_column_int(stmt, 2)}
               : (struct session_span){STR_NONE, INT_NONE, INT_NONE};
    db_reset(stmt);
    return ERR_OK;
}

static enum err find_appointment(struct ctx *ctx, struct sql sql, struct id agency, struct id client, struct date day, struct str *out)
{
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(ctx->db, sql, &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_id(stmt, 5, agency);
    db_bind_id(stmt, 6, client);
    db_bind_date(stmt, 7, day);
    TRY(db_step(stmt, &row));
    *out = row ? db_column_text(stmt, 0, ctx->arena) : STR_NONE;
    db_reset(stmt);
    return ERR_OK;
}

enum err session_store_appointment(struct ctx *ctx, const struct session *session, struct date day, struct str *out)
{
    *out = STR_NONE;
    for (size_t i = 0; out->ptr == NULL && i < session->enterprises.len; i++) {
        TRY(find_appointment(ctx, statements[APPOINTMENT_ENTERPRISE], session->record.agency, session->enterprises.items[i].id, day, out));
    }
    for (size_t i = 0; out->ptr == NULL && session->enterprises.len == 0 && i < session->persons.len; i++) {
        TRY(find_appointment(ctx, statements[APPOINTMENT_PERSON], session->record.agency, session->persons.items[i].id, day, out));
    }
    return ERR_OK;
}
