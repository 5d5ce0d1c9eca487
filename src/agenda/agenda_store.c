#include "agenda/agenda.h"

#include "advice/plan_action.h"
#include "advice/session.h"
#include "coordination/meeting.h"
#include "db/db.h"
#include "territory/territory.h"
#include "training/event.h"

#include <stdlib.h>

enum { SESSIONS, EVENTS, EVENT_DAYS, ACTIONS, MEETINGS, STATEMENT_COUNT };
enum { ROWS_MOST = 3000, EVENT_DAYS_WHOLE = 7 };
/* ?5 agency, ?6 and ?7 the period, ?8 the adviser, ?9 whether anybody is meant, ?10 limit. */
#define WITHIN(date) SCOPE("t") " AND t.agency = ?5 AND " date " BETWEEN ?6 AND ?7 AND t.annulled = 0 "
#define OF(adviser) "AND (?9 = 1 OR " adviser " = ?8"
#define NAMED(what, column)                                                                                              \
    "(SELECT c." column " FROM session_" what " l JOIN " what " c ON c.agency = l.agency AND c.id = l." what                \
    " WHERE l.agency = t.agency AND l.session = t.id AND l.position = 0)"
#define NUMBER_OF(what) "(SELECT count(*) FROM session_" what " l WHERE l.agency = t.agency AND l.session = t.id)"
static const struct sql statements[STATEMENT_COUNT] = {
    [SESSIONS] = SQL_INIT("SELECT t.code, t.date, t.start_time, t.end_time, t.kind, t.modality, t.state, t.district, s.name, t.version, "
                          "t.travel_minutes, " NAMED("enterprise", "name") ", " NUMBER_OF("enterprise") ", " NAMED("person", "given_names") ", "
                          NAMED("person", "surnames") ", " NUMBER_OF("person") " FROM session t JOIN staff s ON s.agency = t.agency AND s.id = t.adviser "
                          "WHERE " WITHIN("t.date") OF("t.adviser") " OR EXISTS (SELECT 1 FROM session_adviser a WHERE a.agency = t.agency "
                          "AND a.session = t.id AND a.adviser = ?8 AND a.annulled = 0)) ORDER BY t.date, t.code LIMIT ?10"),
    [EVENTS] = SQL_INIT("SELECT t.id, t.code, t.starts_on, t.ends_on, t.start_time, t.end_time, t.kind, t.topic, t.state, t.district, t.place, s.name, "
                        "t.version FROM event t LEFT JOIN staff s ON s.agency = t.agency AND s.id = t.adviser WHERE " SCOPE("t")
                        " AND t.agency = ?5 AND t.starts_on <= ?7 AND t.ends_on >= ?6 AND t.annulled = 0 AND t.state <> 'cancelled' "
                        OF("t.adviser") ") ORDER BY t.starts_on, t.code LIMIT ?10"),
    [EVENT_DAYS] = SQL_INIT("SELECT DISTINCT a.date FROM attendance a WHERE a.agency = ?1 AND a.event = ?2 AND a.annulled = 0 "
                            "AND a.date BETWEEN ?3 AND ?4 ORDER BY a.date"),
    [ACTIONS] = SQL_INIT("SELECT t.code, t.ends_on, t.text, t.state, e.name, s.name, t.version FROM plan_action t "
                         "JOIN plan p ON p.agency = t.agency AND p.id = t.plan JOIN enterprise e ON e.agency = p.agency AND e.id = p.enterprise "
                         "LEFT JOIN staff s ON s.agency = p.agency AND s.id = COALESCE(t.staff, p.adviser) WHERE " WITHIN("t.ends_on")
                         "AND t.state IN ('created', 'started') AND p.annulled = 0 AND p.state IN ('draft', 'agreed', 'running') "
                         OF("p.adviser") " OR t.staff = ?8) ORDER BY t.ends_on, t.code LIMIT ?10"),
    [MEETINGS] = SQL_INIT("SELECT t.code, t.date, t.start_time, o.name, t.state, t.district, t.place, t.version FROM meeting t "
                          "JOIN organ o ON o.agency = t.agency AND o.id = t.organ WHERE " WITHIN("t.date") "ORDER BY t.date, t.code LIMIT ?8"),
};
const struct db_statements agenda_statements = {"agenda_store", statements, STATEMENT_COUNT};

/* ---- the list as it grows -------------------------------------------------------------------------- */

struct agenda {
    struct ctx *ctx;
    struct date from;
    struct date to;
    struct id adviser;
    struct agenda_item *items;
    size_t count;
    size_t room;
};

static struct agenda_item *add(struct agenda *agenda)
{
    if (agenda->count == agenda->room) {
        struct agenda_item *before = agenda->items;
        agenda->room = agenda->room == 0 ? 64 : agenda->room * 2;
        agenda->items = ARENA_ARRAY(agenda->ctx->arena, struct agenda_item, agenda->room);
        for (size_t i = 0; i < agenda->count; i++) {
            agenda->items[i] = before[i];
        }
    }
    struct agenda_item *item = &agenda->items[agenda->count++];
    shape_clear(&agenda_item_shape, item);
    item->scheduled = ANSWER_NO;
    item->off = ANSWER_NO;
    item->away = ANSWER_NO;
    return item;
}

static struct str word(const struct agenda *agenda, const struct choice *choices, struct str code)
{
    const struct choice *choice = choice_find(choices, code);
    return choice == NULL ? code : text_in(choice->label, agenda->ctx->lang);
}

/* "Casa comunal, Conchagua" */
static struct str place_of(const struct agenda *agenda, struct str district, struct str building, struct date on)
{
    struct str name = str_is_empty(district) ? STR_NONE : territory_districts.name_of(agenda->ctx->arena, district, on, agenda->ctx->lang);
    if (str_is_empty(building)) {
        return name;
    }
    return str_is_empty(name) ? building : str_format(agenda->ctx->arena, STR_FMT ", " STR_FMT, STR_ARG(building), STR_ARG(name));
}

static enum err ask(struct agenda *agenda, int statement, struct db_stmt **stmt, bool *row)
{
    struct ctx *ctx = agenda->ctx;
    bool anybody = id_is_none(agenda->adviser);
    TRY(db_prepare(ctx->db, statements[statement], stmt));
    scope_bind(*stmt, &ctx->scope);
    db_bind_id(*stmt, 5, ctx->scope.agency);
    db_bind_date(*stmt, 6, agenda->from);
    db_bind_date(*stmt, 7, agenda->to);
    if (statement == MEETINGS) {
        db_bind_int(*stmt, 8, ROWS_MOST);
    } else {
        db_bind_id(*stmt, 8, anybody ? ctx->scope.agency : agenda->adviser);
        db_bind_int(*stmt, 9, anybody);
        db_bind_int(*stmt, 10, ROWS_MOST);
    }
    return db_step(*stmt, row);
}

/* ---- each kind ----------------------------------------------------------------------------------------- */

/* The first by name, and how many more. */
static struct str with_others(const struct agenda *agenda, struct str first, int64_t count)
{
    if (count < 2) {
        return first;
    }
    return str_format(agenda->ctx->arena, agenda->ctx->lang == LANG_ES ? STR_FMT " y %lld más" : STR_FMT " and %lld more", STR_ARG(first),
                      (long long)(count - 1));
}

static struct str client_of(const struct agenda *agenda, struct db_stmt *stmt)
{
    struct arena *arena = agenda->ctx->arena;
    int64_t enterprises = db_column_int(stmt, 12);
    if (enterprises > 0) {
        return with_others(agenda, db_column_text(stmt, 11, arena), enterprises);
    }
    struct str name = str_format(arena, STR_FMT " " STR_FMT, STR_ARG(db_column_text(stmt, 13, arena)), STR_ARG(db_column_text(stmt, 14, arena)));
    return with_others(agenda, name, db_column_int(stmt, 15));
}

static enum err read_sessions(struct agenda *agenda)
{
    struct arena *arena = agenda->ctx->arena;
    struct db_stmt *stmt;
    bool row;
    TRY(ask(agenda, SESSIONS, &stmt, &row));
    while (row) {
        struct agenda_item *item = add(agenda);
        struct str state = db_column_text(stmt, 6, arena);
        struct str modality = db_column_text(stmt, 5, arena);
        item->kind = S("session");
        item->dataset = S("sessions");
        item->code = db_column_text(stmt, 0, arena);
        item->date = db_column_date(stmt, 1);
        item->start_time = db_column_int_or_none(stmt, 2);
        item->end_time = db_column_int_or_none(stmt, 3);
        item->title = word(agenda, session_kinds, db_column_text(stmt, 4, arena));
        item->modality = word(agenda, session_modalities, modality);
        item->away = str_eq(modality, S("visit")) || str_eq(modality, S("event")) ? ANSWER_YES : ANSWER_NO;
        item->state = word(agenda, session_states, state);
        item->scheduled = str_eq(state, S("scheduled")) ? ANSWER_YES : ANSWER_NO;
        item->off = str_eq(state, S("cancelled")) || str_eq(state, S("missed")) ? ANSWER_YES : ANSWER_NO;
        item->place = place_of(agenda, db_column_text(stmt, 7, arena), STR_NONE, item->date);
        item->adviser = db_column_text(stmt, 8, arena);
        item->version = db_column_int(stmt, 9);
        item->travel_minutes = db_column_int_or_none(stmt, 10);
        item->client = client_of(agenda, stmt);
        TRY(db_step(stmt, &row));
    }
    db_reset(stmt);
    return ERR_OK;
}

/* A line for one day of an event. */
static void add_day(struct agenda *agenda, const struct agenda_item *event, struct date day)
{
    if (date_cmp(day, agenda->from) < 0 || date_cmp(day, agenda->to) > 0) {
        return;
    }
    struct agenda_item *item = add(agenda);
    *item = *event;
    item->date = day;
}

/* A short event takes every day between its first and its last; of a long one only the days on which somebody was written down
 * are known, beside the first and the last. */
static enum err add_days(struct agenda *agenda, const struct agenda_item *event, struct id id, struct date first, struct date last)
{
    struct db_stmt *stmt;
    bool row;
    int32_t from = date_to_days(first);
    int32_t to = date_to_days(last);
    for (int32_t day = from; to - from < EVENT_DAYS_WHOLE && day <= to; day++) {
        add_day(agenda, event, date_from_days(day));
    }
    if (to - from < EVENT_DAYS_WHOLE) {
        return ERR_OK;
    }
    add_day(agenda, event, first);
    TRY(db_prepare(agenda->ctx->db, statements[EVENT_DAYS], &stmt));
    db_bind_id(stmt, 1, agenda->ctx->scope.agency);
    db_bind_id(stmt, 2, id);
    db_bind_date(stmt, 3, date_add_days(first, 1));
    db_bind_date(stmt, 4, date_add_days(last, -1));
    TRY(db_step(stmt, &row));
    while (row) {
        add_day(agenda, event, db_column_date(stmt, 0));
        TRY(db_step(stmt, &row));
    }
    db_reset(stmt);
    add_day(agenda, event, last);
    return ERR_OK;
}

struct span {
    struct id id;
    struct date first;
    struct date last;
    struct agenda_item item;
};

static enum err read_events(struct agenda *agenda)
{
    struct arena *arena = agenda->ctx->arena;
    struct span *spans = ARENA_ARRAY(arena, struct span, ROWS_MOST);
    size_t count = 0;
    struct db_stmt *stmt;
    bool row;
    TRY(ask(agenda, EVENTS, &stmt, &row));
    while (row && count < ROWS_MOST) {
        struct span *span = &spans[count++];
        struct agenda_item *item = &span->item;
        shape_clear(&agenda_item_shape, item);
        item->scheduled = ANSWER_NO;
        item->off = ANSWER_NO;
        item->away = ANSWER_NO;
        span->id = db_column_id(stmt, 0);
        span->first = db_column_date(stmt, 2);
        span->last = db_column_date(stmt, 3);
        item->kind = S("event");
        item->dataset = S("events");
        item->code = db_column_text(stmt, 1, arena);
        item->start_time = db_column_int_or_none(stmt, 4);
        item->end_time = db_column_int_or_none(stmt, 5);
        item->title = str_format(arena, STR_FMT ": " STR_FMT, STR_ARG(word(agenda, event_kinds, db_column_text(stmt, 6, arena))),
                                 STR_ARG(db_column_text(stmt, 7, arena)));
        item->state = word(agenda, event_states, db_column_text(stmt, 8, arena));
        item->place = place_of(agenda, db_column_text(stmt, 9, arena), db_column_text(stmt, 10, arena), span->first);
        item->adviser = db_column_text(stmt, 11, arena);
        item->version = db_column_int(stmt, 12);
        TRY(db_step(stmt, &row));
    }
    db_reset(stmt);
    for (size_t i = 0; i < count; i++) {
        TRY(add_days(agenda, &spans[i].item, spans[i].id, spans[i].first, spans[i].last));
    }
    return ERR_OK;
}

static enum err read_actions(struct agenda *agenda)
{
    struct arena *arena = agenda->ctx->arena;
    struct db_stmt *stmt;
    bool row;
    TRY(ask(agenda, ACTIONS, &stmt, &row));
    while (row) {
        struct agenda_item *item = add(agenda);
        item->kind = S("action");
        item->dataset = S("plan_actions");
        item->code = db_column_text(stmt, 0, arena);
        item->date = db_column_date(stmt, 1);
        item->title = db_column_text(stmt, 2, arena);
        item->state = word(agenda, plan_action_states, db_column_text(stmt, 3, arena));
        item->client = db_column_text(stmt, 4, arena);
        item->adviser = db_column_text(stmt, 5, arena);
        item->version = db_column_int(stmt, 6);
        TRY(db_step(stmt, &row));
    }
    db_reset(stmt);
    return ERR_OK;
}

static enum err read_meetings(struct agenda *agenda)
{
    struct arena *arena = agenda->ctx->arena;
    struct db_stmt *stmt;
    bool row;
    TRY(ask(agenda, MEETINGS, &stmt, &row));
    while (row) {
        struct agenda_item *item = add(agenda);
        struct str state = db_column_text(stmt, 4, arena);
        item->kind = S("meeting");
        item->dataset = S("meetings");
        item->code = db_column_text(stmt, 0, arena);
        item->date = db_column_date(stmt, 1);
        item->start_time = db_column_int_or_none(stmt, 2);
        item->title = db_column_text(stmt, 3, arena);
        item->state = word(agenda, meeting_states, state);
        item->off = str_eq(state, S("cancelled")) ? ANSWER_YES : ANSWER_NO;
        item->place = place_of(agenda, db_column_text(stmt, 5, arena), db_column_text(stmt, 6, arena), item->date);
        item->version = db_column_int(stmt, 7);
        TRY(db_step(stmt, &row));
    }
    db_reset(stmt);
    return ERR_OK;
}

/* By day, then what lasts the day, then by hour. */
static int in_order(const void *a, const void *b)
{
    const struct agenda_item *x = a;
    const struct agenda_item *y = b;
    int by_date = date_cmp(x->date, y->date);
    if (by_date != 0) {
        return by_date;
    }
    if (x->start_time != y->start_time) {
        return x->start_time < y->start_time ? -1 : 1; /* none is the least */
    }
    int by_kind = str_cmp(x->kind, y->kind);
    return by_kind != 0 ? by_kind : str_cmp(x->code, y->code);
}

enum err agenda_store_read(struct ctx *ctx, struct date from, struct date to, struct id adviser, struct list *out)
{
    struct agenda agenda = {.ctx = ctx, .from = from, .to = to, .adviser = adviser};
    TRY(read_sessions(&agenda));
    TRY(read_events(&agenda));
    TRY(read_actions(&agenda));
    TRY(read_meetings(&agenda));
    if (agenda.count > 1) {
        qsort(agenda.items, agenda.count, sizeof *agenda.items, in_order);
    }
    *out = (struct list){.shape = &agenda_item_shape, .rows = {agenda.items, agenda.count}, .next = S(""), .total = INT_NONE};
    return ERR_OK;
}
