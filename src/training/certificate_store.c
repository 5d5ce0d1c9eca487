#include "training/certificate.h"

#include "advice/service_store.h"
#include "core/record.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.event, " \
    "t.person, t.number, t.ordinal, t.issued_on, t.hours, t.days_attended, t.days_held, t.annulled, " \
    "t.annul_reason"

static const struct entity_link links[] = {
    {.field = "signatories",
     .insert = SQL_INIT("INSERT INTO certificate_signatory (agency, certificate, position, staff) VALUES (?1, ?2, ?3, ?4)"),
     .remove = SQL_INIT("DELETE FROM certificate_signatory WHERE agency = ?1 AND certificate = ?2"),
     .select = SQL_INIT("SELECT staff FROM certificate_signatory WHERE agency = ?1 AND certificate = ?2 ORDER BY position")},
};

const struct entity_store certificate_store = {
    .insert = SQL_INIT("INSERT INTO certificate (agency, id, version, created_seq, changed_seq, source_line, "
                       "code, unit, event, person, number, ordinal, issued_on, hours, days_attended, "
                       "days_held, annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
                       "?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)"),
    .update = SQL_INIT("UPDATE certificate SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line "
                       "= ?6, code = ?7, unit = ?8, event = ?9, person = ?10, number = ?11, ordinal = ?12, "
                       "issued_on = ?13, hours = ?14, days_attended = ?15, days_held = ?16, annulled = ?17, "
                       "annul_reason = ?18 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM certificate t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM certificate t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM certificate t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.number AS label FROM certificate t WHERE t.agency = ?1 AND t.id = ?2"),
    .links = links,
    .link_count = COUNT_OF(links),
};

#define LIST_MOST 2000

enum { LOOK_UP, PUBLIC, NUMBER, LAST_ORDINAL, EARNERS, BY_EVENT, STATEMENT_COUNT };
static const struct sql statements[STATEMENT_COUNT] = {
    [LOOK_UP] = SQL_INIT("SELECT agency, certificate FROM certificate_number WHERE number = ?1"),
    [PUBLIC] = SQL_INIT("SELECT t.number, t.annulled, v.topic, t.hours, v.starts_on, v.ends_on, t.issued_on, p.given_names, p.surnames, "
                        "u.name FROM certificate t JOIN event v ON v.agency = t.agency AND v.id = t.event JOIN person p ON p.agency = "
                        "t.agency AND p.id = t.person JOIN unit u ON u.agency = t.agency AND u.id = t.agency WHERE " SCOPE("t")
                        " AND t.agency = ?5 AND t.id = ?6"),
    [NUMBER] = SQL_INIT("INSERT INTO certificate_number (number, agency, certificate) VALUES (?1, ?2, ?3)"),
    [LAST_ORDINAL] = SQL_INIT("SELECT coalesce(max(ordinal), 0) FROM certificate WHERE agency = ?1"),
    [EARNERS] = SQL_INIT("SELECT t.person, count(DISTINCT t.date) FROM attendance t WHERE " SCOPE("t") " AND t.agency = ?5 AND t.event = "
                         "?6 AND t.annulled = 0 AND t.present = 1 AND NOT EXISTS (SELECT 1 FROM certificate c WHERE c.agency = t.agency "
                         "AND c.event = t.event AND c.person = t.person AND c.annulled = 0) GROUP BY t.person ORDER BY t.person"),
    [BY_EVENT] = SQL_INIT("SELECT t.id FROM certificate t WHERE " SCOPE("t") " AND t.agency = ?5 AND t.event = ?6 ORDER BY t.ordinal LIMIT ?7"),
};
const struct db_statements certificate_statements = {"certificate_store", statements, STATEMENT_COUNT};

/* The number says whose it is; from then on that agency alone is visible. */
enum err certificate_store_public(struct ctx *ctx, struct str number, struct certificate_public *out)
{
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(ctx->db, statements[LOOK_UP], &stmt));
    db_bind_text(stmt, 1, number);
    TRY(db_step(stmt, &row));
    if (!row) {
        return ERR_NOT_FOUND;
    }
    struct id agency = db_column_id(stmt, 0);
    struct id certificate = db_column_id(stmt, 1);
    db_reset(stmt);
    struct scope scope = {.agency_low = agency, .agency_high = agency, .tree_from = 0, .tree_to = INT64_MAX};
    TRY(db_set_scope(ctx->db, agency, agency));
    TRY(db_prepare(ctx->db, statements[PUBLIC], &stmt));
    scope_bind(stmt, &scope);
    db_bind_id(stmt, 5, agency);
    db_bind_id(stmt, 6, certificate);
    TRY(db_step(stmt, &row));
    if (!row) {
        return ERR_NOT_FOUND;
    }
    *out = (struct certificate_public){
        .number = db_column_text(stmt, 0, ctx->arena),
        .valid = db_column_int(stmt, 1) == 0 ? ANSWER_YES : ANSWER_NO,
        .topic = db_column_text(stmt, 2, ctx->arena),
        .hours = db_column_int_or_none(stmt, 3),
        .starts_on = db_column_date(stmt, 4),
        .ends_on = db_column_date(stmt, 5),
        .issued_on = db_column_date(stmt, 6),
        .name = certificate_shown_name(ctx->arena, db_column_text(stmt, 7, ctx->arena), db_column_text(stmt, 8, ctx->arena)),
        .agency = db_column_text(stmt, 9, ctx->arena),
    };
    db_reset(stmt);
    return ERR_OK;
}

enum err certificate_store_number(struct ctx *ctx, const struct certificate *certificate)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[NUMBER], &stmt));
    db_bind_text(stmt, 1, certificate->number);
    db_bind_id(stmt, 2, certificate->record.agency);
    db_bind_id(stmt, 3, certificate->record.id);
    return db_run(stmt);
}

enum err certificate_store_ordinal(struct ctx *ctx, struct id agency, int64_t *out_last)
{
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(ctx->db, statements[LAST_ORDINAL], &stmt));
    db_bind_id(stmt, 1, agency);
    TRY(db_step(stmt, &row));
    *out_last = row ? db_column_int(stmt, 0) : 0;
    db_reset(stmt);
    return ERR_OK;
}

enum err certificate_store_earners(struct ctx *ctx, struct id agency, struct id event, struct certificate_earner **out, size_t *count)
{
    struct db_stmt *stmt;
    bool row;
    *out = ARENA_ARRAY(ctx->arena, struct certificate_earner, LIST_MOST);
    *count = 0;
    TRY(db_prepare(ctx->db, statements[EARNERS], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_id(stmt, 5, agency);
    db_bind_id(stmt, 6, event);
    TRY(db_step(stmt, &row));
    while (row && *count < LIST_MOST) {
        (*out)[(*count)++] = (struct certificate_earner){db_column_id(stmt, 0), db_column_int(stmt, 1)};
        TRY(db_step(stmt, &row));
    }
    db_reset(stmt);
    return ERR_OK;
}

enum err certificate_store_by_event(struct ctx *ctx, struct id agency, struct id event, struct list *out)
{
    return service_store_by_id(ctx, &certificate_entity, statements[BY_EVENT], agency, event, LIST_MOST, out);
}
