#include "training/enrolment.h"

#include "advice/service_store.h"
#include "base/utf8.h"
#include "core/record.h"

#include <stdlib.h>

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.event, " \
    "t.person, t.enterprise, t.enrolled_on, t.state, t.note, t.annulled, t.annul_reason"

const struct entity_store enrolment_store = {
    .insert = SQL_INIT("INSERT INTO enrolment (agency, id, version, created_seq, changed_seq, source_line, "
                       "code, unit, event, person, enterprise, enrolled_on, state, note, annulled, "
                       "annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, "
                       "?15, ?16)"),
    .update = SQL_INIT("UPDATE enrolment SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = "
                       "?6, code = ?7, unit = ?8, event = ?9, person = ?10, enterprise = ?11, enrolled_on = "
                       "?12, state = ?13, note = ?14, annulled = ?15, annul_reason = ?16 WHERE agency = ?1 "
                       "AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM enrolment t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM enrolment t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM enrolment t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.enrolled_on AS label FROM enrolment t WHERE t.agency = ?1 AND t.id = ?2"),
};

#define LIST_MOST 2000

enum { OTHER, HAS_PLACE, NEXT, BY_EVENT, LINES, STATEMENT_COUNT };
static const struct sql statements[STATEMENT_COUNT] = {
    [OTHER] = SQL_INIT("SELECT t.code FROM enrolment t WHERE " SCOPE("t") " AND t.agency = ?5 AND t.event = ?6 AND t.person = ?7 "
                       "AND t.annulled = 0 AND t.state <> 'withdrawn' AND t.id <> ?8"),
    [HAS_PLACE] = SQL_INIT("SELECT 1 FROM enrolment t WHERE " SCOPE("t") " AND t.agency = ?5 AND t.event = ?6 AND t.person = ?7 "
                           "AND t.annulled = 0 AND t.state = 'enrolled'"),
    [NEXT] = SQL_INIT("SELECT t.id FROM enrolment t WHERE " SCOPE("t") " AND t.agency = ?5 AND t.event = ?6 AND t.annulled = 0 "
                      "AND t.state = 'waiting' ORDER BY t.enrolled_on, t.id LIMIT 1"),
    [BY_EVENT] = SQL_INIT("SELECT t.id FROM enrolment t WHERE " SCOPE("t") " AND t.agency = ?5 AND t.event = ?6 AND t.annulled = 0 "
                          "ORDER BY t.state, t.enrolled_on, t.id LIMIT ?7"),
    [LINES] = SQL_INIT("SELECT p.code, p.given_names, p.surnames, coalesce(p.mobile, p.phone), p.dui, p.nit, n.state, "
                       "(SELECT count(*) FROM attendance a WHERE a.agency = t.agency AND a.event = t.id AND a.person = p.id AND "
                       "a.annulled = 0 AND a.present = 1), (SELECT e.name FROM enterprise e WHERE e.agency = t.agency AND e.id = "
                       "coalesce(n.enterprise, (SELECT a.enterprise FROM attendance a WHERE a.agency = t.agency AND a.event = "
                       "t.id AND a.person = p.id AND a.annulled = 0 AND a.enterprise IS NOT NULL ORDER BY a.date DESC LIMIT 1))) FROM event t JOIN person p ON p.agency = t.agency AND p.id IN "
                       "(SELECT i.person FROM enrolment i WHERE i.agency = ?5 AND i.event = ?6 AND i.annulled = 0 AND i.state <> "
                       "'withdrawn' UNION SELECT a.person FROM attendance a WHERE a.agency = ?5 AND a.event = ?6 AND a.annulled = 0) "
                       "LEFT JOIN enrolment n ON n.agency = t.agency AND n.event = t.id AND n.person = p.id AND n.annulled = 0 AND "
                       "n.state <> 'withdrawn' WHERE " SCOPE("t") " AND t.agency = ?5 AND t.id = ?6"),
};
const struct db_statements enrolment_statements = {"enrolment_store", statements, STATEMENT_COUNT};

static enum err prepare(struct ctx *ctx, int statement, struct id agency, struct id event, struct db_stmt **out)
{
    TRY(db_prepare(ctx->db, statements[statement], out));
    scope_bind(*out, &ctx->scope);
    db_bind_id(*out, 5, agency);
    db_bind_id(*out, 6, event);
    return ERR_OK;
}

enum err enrolment_store_other(struct ctx *ctx, const struct enrolment *enrolment, struct str *out_code)
{
    struct db_stmt *stmt;
    bool row;
    TRY(prepare(ctx, OTHER, enrolment->record.agency, enrolment->event.id, &stmt));
    db_bind_id(stmt, 7, enrolment->person.id);
    db_bind_id(stmt, 8, enrolment->record.id);
    TRY(db_step(stmt, &row));
    *out_code = row ? db_column_text(stmt, 0, ctx->arena) : STR_NONE;
    db_reset(stmt);
    return ERR_OK;
}

enum err enrolment_store_has_place(struct ctx *ctx, struct id agency, struct id event, struct id person, bool *out)
{
    struct db_stmt *stmt;
    TRY(prepare(ctx, HAS_PLACE, agency, event, &stmt));
    db_bind_id(stmt, 7, person);
    TRY(db_step(stmt, out));
    db_reset(stmt);
    return ERR_OK;
}

enum err enrolment_store_next(struct ctx *ctx, struct id agency, struct id event, struct id *out)
{
    struct db_stmt *stmt;
    bool row;
    TRY(prepare(ctx, NEXT, agency, event, &stmt));
    TRY(db_step(stmt, &row));
    *out = row ? db_column_id(stmt, 0) : ID_NONE;
    db_reset(stmt);
    return ERR_OK;
}

enum err enrolment_store_by_event(struct ctx *ctx, struct id agency, struct id event, struct list *out)
{
    return service_store_by_id(ctx, &enrolment_entity, statements[BY_EVENT], agency, event, LIST_MOST, out);
}

struct named_line {
    struct str key;
    struct enrolment_line line;
};

static int by_key(const void *a, const void *b)
{
    const struct named_line *x = a;
    const struct named_line *y = b;
    int order = str_cmp(x->key, y->key);
    return order != 0 ? order : str_cmp(x->line.person, y->line.person);
}

enum err enrolment_store_lines(struct ctx *ctx, struct id agency, struct id event, struct rows *out)
{
    struct db_stmt *stmt;
    bool row;
    struct named_line *lines = ARENA_ARRAY(ctx->arena, struct named_line, LIST_MOST);
    size_t count = 0;
    TRY(prepare(ctx, LINES, agency, event, &stmt));
    TRY(db_step(stmt, &row));
    while (row && count < LIST_MOST) {
        struct named_line *at = &lines[count++];
        at->line = (struct enrolment_line){
            .person = db_column_text(stmt, 0, ctx->arena),
            .name = str_format(ctx->arena, STR_FMT " " STR_FMT, STR_ARG(db_column_peek(stmt, 1)), STR_ARG(db_column_peek(stmt, 2))),
            .phone = db_column_text(stmt, 3, ctx->arena),
            .dui = db_column_text(stmt, 4, ctx->arena),
            .nit = db_column_text(stmt, 5, ctx->arena),
            .state = db_column_text(stmt, 6, ctx->arena),
            .days = db_column_int(stmt, 7),
            .enterprise = db_column_text(stmt, 8, ctx->arena),
        };
        at->key = utf8_sort_key(ctx->arena, at->line.name);
        TRY(db_step(stmt, &row));
    }
    db_reset(stmt);
    qsort(lines, count, sizeof(*lines), by_key);
    struct enrolment_line *sorted = ARENA_ARRAY(ctx->arena, struct enrolment_line, count + 1);
    for (size_t i = 0; i < count; i++) {
        sorted[i] = lines[i].line;
    }
    *out = (struct rows){sorted, count};
    return ERR_OK;
}
