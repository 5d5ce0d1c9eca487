#include "advice/session_adviser.h"

#include "core/children.h"
#include "party/staff.h"
#include "party/unit.h"

struct time_input {
    struct date from;
    struct date to;
    struct ref unit;
    struct ref adviser;
};
static const struct field time_fields[] = {
    FIELD_DATE(struct time_input, from, .label = T("Desde", "From"), .hint = T("Vacía: el 1 de enero del año.", "Empty: 1 January of the year.")),
    FIELD_DATE(struct time_input, to, .label = T("Hasta", "To"), .hint = T("Vacía: hoy.", "Empty: today.")),
    FIELD_REF(struct time_input, unit, .target = &unit_entity, .label = T("Unidad", "Unit"),
              .hint = T("Con las que están bajo ella; vacía: todas las suyas.", "With those below it; empty: all of yours.")),
    FIELD_REF(struct time_input, adviser, .target = &staff_entity, .label = T("Asesor(a)", "Adviser")),
};
static const struct shape time_shape = SHAPE("advice_time_input", struct time_input, time_fields);

static int64_t minutes_of(int64_t minutes)
{
    return minutes == INT_NONE ? 0 : minutes;
}

static struct adviser_time *add_line(struct session_time *out, struct ref who, int64_t preparation, int64_t contact, int64_t travel)
{
    struct adviser_time *line = (struct adviser_time *)out->lines.items + out->lines.len++;
    *line = (struct adviser_time){
        .adviser = who.code,
        .name = who.label,
        .sessions = 1,
        .preparation_minutes = minutes_of(preparation),
        .contact_minutes = minutes_of(contact),
        .travel_minutes = minutes_of(travel),
    };
    line->minutes = line->preparation_minutes + line->contact_minutes;
    out->adviser_minutes += line->minutes;
    out->travel_minutes += line->travel_minutes;
    return line;
}

/* reference/sbdc.md 2.4: one client, contact 1 h, one adviser with 1 h of preparation, another with none: client 2 h, advisers 2 h
 * and 1 h. */
static enum err run_time(struct ctx *ctx, const void *in, void *out_)
{
    const struct record_code_input *input = in;
    struct session_time *out = out_;
    struct session session;
    shape_clear(&session_entity.shape, &session);
    TRY(record_find_code(ctx, &session_entity, input->code, &session));
    TRY(record_label(ctx, &session_entity, &session, 1));
    struct list others = {0};
    TRY(children_of(ctx, &session_adviser_entity, session.record.agency, session.record.id, 100, &others));
    *out = (struct session_time){
        .session = session.record.code,
        .clients = (int64_t)(session.enterprises.len > 0 ? session.enterprises.len : session.persons.len),
        .client_minutes = minutes_of(session.contact_minutes) + minutes_of(session.preparation_minutes),
        .lines = {ARENA_ARRAY(ctx->arena, struct adviser_time, others.rows.len + 1), 0},
    };
    (void)add_line(out, session.adviser, session.preparation_minutes, session.contact_minutes, session.travel_minutes);
    const struct session_adviser *rows = others.rows.items;
    for (size_t i = 0; i < others.rows.len; i++) {
        int64_t contact = rows[i].contact_minutes == INT_NONE ? session.contact_minutes : rows[i].contact_minutes;
        (void)add_line(out, rows[i].adviser, rows[i].preparation_minutes, contact, rows[i].travel_minutes);
    }
    ctx->subject = str_format(ctx->arena, "sessions/" STR_FMT, STR_ARG(session.record.code));
    ctx->subject_id = session.record.id;
    ctx->subject_unit = session.record.unit.id;
    return ERR_OK;
}

/* The part of what the actor reaches that lies under the unit. */
static enum err narrow(struct ctx *ctx, const struct ref *unit, struct scope *scope)
{
    struct unit row;
    shape_clear(&unit_entity.shape, &row);
    *scope = ctx->scope;
    if (str_is_empty(unit->code)) {
        return ERR_OK;
    }
    TRY(record_find_code(ctx, &unit_entity, unit->code, &row));
    scope->tree_from = row.tree_from > scope->tree_from ? row.tree_from : scope->tree_from;
    scope->tree_to = row.tree_to < scope->tree_to ? row.tree_to : scope->tree_to;
    return ERR_OK;
}

static enum err run_hours(struct ctx *ctx, const void *in, void *out_)
{
    const struct time_input *input = in;
    struct advice_time *out = out_;
    struct scope scope;
    struct staff adviser;
    shape_clear(&staff_entity.shape, &adviser);
    out->to = date_is_none(input->to) ? ctx->today : input->to;
    out->from = date_is_none(input->from) ? (struct date){out->to.year, 1, 1} : input->from;
    if (date_cmp(out->from, out->to) > 0) {
        return ctx_fault(ctx, "to", date_iso(ctx->arena, out->to), TEXT("El período termina antes de comenzar.", "The period ends before it begins."),
                         TEXT("Corrija una de las dos fechas.", "Correct one of the two dates."));
    }
    TRY(narrow(ctx, &input->unit, &scope));
    if (!str_is_empty(input->adviser.code)) {
        TRY(record_find_code(ctx, &staff_entity, input->adviser.code, &adviser));
    }
    return session_adviser_store_time(ctx, &scope, adviser.record.id, out);
}

const struct op session_adviser_ops[] = {
    RECORD_OPS("session_adviser", "session_advisers", session_adviser_entity, PERM_RECORD_READ, PERM_SERVICE_WRITE,
               "a otra persona asesora de una sesión", "another adviser of a session", false),
    CHILDREN_OP("session_adviser", "session_advisers", session_adviser_entity, "session", "sessions", PERM_RECORD_READ,
                "los otros asesores de una sesión", "the other advisers of a session"),
    {.name = "session_adviser.time", .http = "GET /sessions/{code}/time",
     .label = T("Ver el tiempo del cliente y el de cada asesor(a) de una sesión", "See a session's client time and each adviser's time"),
     .permission = PERM_RECORD_READ, .kind = OP_READ, .input = &record_code_shape, .output = &session_time_shape, .answer = ANSWER_RECORD,
     .run = run_time},
    {.name = "session_adviser.hours", .http = "GET /hours/advisers",
     .label = T("Ver las horas por asesor(a) de un período", "See the hours by adviser of a period"), .permission = PERM_RECORD_READ,
     .kind = OP_READ, .input = &time_shape, .output = &advice_time_shape, .answer = ANSWER_RECORD, .run = run_hours},
};
const size_t session_adviser_op_count = COUNT_OF(session_adviser_ops);
