#include "advice/service.h"
#include "client/person.h"
#include "core/record.h"
#include "format/json.h"
#include "training/attendance.h"
#include "training/event.h"

#define LINES_MOST 2000

/* What event.attend is at, and what its audit record will say. */
struct attend {
    struct ctx *ctx;
    struct event event;
    struct attend_output *out;
    struct buf added;
    struct buf removed;
};

static void note(struct buf *buf, struct str person, struct date day)
{
    struct arena *arena = buf->arena;
    if (buf->len > 0) {
        buf_put_c(buf, "; ");
    }
    buf_put(buf, person);
    buf_put_char(buf, ' ');
    buf_put(buf, date_iso(arena, day));
}

static enum err line_fault(struct attend *at, size_t line, const char *member, struct str value, struct text rule,
                           struct text remedy)
{
    struct str field = str_format(at->ctx->arena, "lines[%zu].%s", line, member);
    return ctx_fault(at->ctx, str_c(at->ctx->arena, field), value, rule, remedy);
}

/* The days of a line, each once. */
static enum err read_days(struct attend *at, size_t number, const struct attend_line *line, struct date *days, size_t *count)
{
    enum err err = ERR_OK;
    *count = 0;
    for (size_t i = 0; i < line->days.len; i++) {
        struct date day;
        if (!date_parse(line->days.items[i], &day)) {
            err = line_fault(at, number, "days", line->days.items[i],
                             TEXT("Ese día no existe.", "That day does not exist."),
                             TEXT("Escriba la fecha como 2014-05-31 o 31/05/2014.", "Write the date as 2014-05-31 or 31/05/2014."));
            continue;
        }
        bool seen = false;
        for (size_t k = 0; k < *count; k++) {
            seen = seen || date_cmp(days[k], day) == 0;
        }
        if (!seen) {
            days[(*count)++] = day;
        }
    }
    return err;
}

static enum err add_day(struct attend *at, const struct attend_line *line, const struct person *person, struct date day)
{
    struct ctx *ctx = at->ctx;
    struct attendance *row = shape_new(ctx->arena, &attendance_entity.shape);
    row->record.agency = at->event.record.agency;
    row->record.source_line = INT_NONE;
    row->event = (struct ref){.id = at->event.record.id, .code = at->event.record.code};
    row->person = (struct ref){.id = person->record.id, .code = person->record.code};
    row->enterprise.code = line->enterprise;
    row->date = day;
    shape_fill(ctx->arena, &attendance_entity.shape, row);
    TRY(record_write(ctx, &attendance_entity, row, NULL));
    note(&at->added, person->record.code, day);
    at->out->added++;
    return ERR_OK;
}

/* Present on a day that is stored already: kept, or turned from absent to present. */
static enum err keep_day(struct attend *at, const struct attendance *stored)
{
    if (stored->present == ANSWER_YES) {
        at->out->kept++;
        return ERR_OK;
    }
    struct attendance row = *stored;
    row.present = ANSWER_YES;
    TRY(record_write(at->ctx, &attendance_entity, &row, stored));
    note(&at->added, stored->person.code, stored->date);
    at->out->added++;
    return ERR_OK;
}

static enum err take_back(struct attend *at, const struct attendance *stored)
{
    struct attendance row = *stored;
    row.record.annulled = ANSWER_YES;
    row.record.annul_reason = S("Retirada de la lista de asistencia / Removed from the attendance list");
    TRY(record_write(at->ctx, &attendance_entity, &row, stored));
    note(&at->removed, stored->person.code, stored->date);
    at->out->removed++;
    return ERR_OK;
}

static enum err attend_person(struct attend *at, size_t number, const struct attend_line *line)
{
    struct ctx *ctx = at->ctx;
    struct person person;
    shape_clear(&person_entity.shape, &person);
    enum err found = record_find_code(ctx, &person_entity, line->person, &person);
    if (found == ERR_NOT_FOUND) {
        return line_fault(at, number, "person", line->person,
                          TEXT("No hay una persona con ese código, o no está a su alcance.",
                               "There is no person with that code, or it is out of your reach."),
                          TEXT("Revise el código, o registre primero a la persona.",
                               "Check the code, or record the person first."));
    }
    TRY(found);
    struct date *days = ARENA_ARRAY(ctx->arena, struct date, line->days.len + 1);
    size_t day_count;
    TRY(read_days(at, number, line, days, &day_count));
    struct list stored;
    TRY(attendance_store_of_person(ctx, at->event.record.agency, at->event.record.id, person.record.id, &stored));
    const struct attendance *rows = stored.rows.items;
    enum err err = ERR_OK;
    for (size_t i = 0; i < day_count; i++) {
        size_t at_row = 0;
        while (at_row < stored.rows.len && date_cmp(rows[at_row].date, days[i]) != 0) {
            at_row++;
        }
        SERVICE_COLLECT(err, at_row < stored.rows.len ? keep_day(at, &rows[at_row]) : add_day(at, line, &person, days[i]));
    }
    for (size_t i = 0; i < stored.rows.len; i++) {
        bool named = false;
        for (size_t k = 0; k < day_count; k++) {
            named = named || date_cmp(rows[i].date, days[k]) == 0;
        }
        if (!named) {
            SERVICE_COLLECT(err, take_back(at, &rows[i]));
        }
    }
    return err;
}

/* One audit record for the whole grid: who was added and taken back on which days, under the event. */
static void describe(struct attend *at)
{
    struct ctx *ctx = at->ctx;
    ctx->subject = str_format(ctx->arena, "events/" STR_FMT, STR_ARG(at->event.record.code));
    ctx->subject_id = at->event.record.id;
    ctx->subject_unit = at->event.record.unit.id;
    ctx->subject_version = at->event.record.version;
    struct buf *changes = ARENA_NEW(ctx->arena, struct buf);
    *changes = BUF(ctx->arena);
    struct json_writer writer = json_writer(changes);
    json_open_object(&writer);
    json_key(&writer, S("attendance"));
    json_open_array(&writer);
    json_text(&writer, buf_str(&at->removed));
    json_text(&writer, buf_str(&at->added));
    json_close_array(&writer);
    json_close_object(&writer);
    ctx->changes = changes;
}

static enum err run_attend(struct ctx *ctx, const void *in, void *out)
{
    const struct attend_input *input = in;
    struct attend at = {.ctx = ctx, .out = out, .added = BUF(ctx->arena), .removed = BUF(ctx->arena)};
    *at.out = (struct attend_output){0};
    shape_clear(&event_entity.shape, &at.event);
    TRY(record_find_code(ctx, &event_entity, input->code, &at.event));
    at.out->code = at.event.record.code;
    if (input->lines.len > LINES_MOST) {
        return ctx_fault(ctx, "lines", str_format(ctx->arena, "%zu", input->lines.len),
                         TEXT("Una lista de asistencia lleva 2,000 personas como máximo.",
                              "An attendance list holds 2,000 people at most."),
                         TEXT("Guárdela en partes.", "Save it in parts."));
    }
    enum err err = ERR_OK;
    const struct attend_line *lines = input->lines.items;
    for (size_t i = 0; i < input->lines.len; i++) {
        SERVICE_COLLECT(err, attend_person(&at, i, &lines[i]));
    }
    if (err != ERR_OK) {
        return err;
    }
    describe(&at);
    return ERR_OK;
}

static enum err run_by_client(struct ctx *ctx, const void *in, void *out)
{
    struct service_client client;
    TRY(service_find_client(ctx, in, &client));
    return attendance_store_by_client(ctx, client.is_person, client.agency, client.id, client.limit, out);
}

static enum err run_by_event(struct ctx *ctx, const void *in, void *out)
{
    const struct record_code_input *input = in;
    struct event event;
    TRY(record_find_code(ctx, &event_entity, input->code, &event));
    ctx->subject = str_format(ctx->arena, "events/" STR_FMT, STR_ARG(event.record.code));
    ctx->subject_id = event.record.id;
    ctx->subject_unit = event.record.unit.id;
    return attendance_store_by_event(ctx, event.record.agency, event.record.id, out);
}

const struct op attendance_ops[] = {
    RECORD_OPS("attendance", "attendances", attendance_entity, PERM_RECORD_READ, PERM_TRAINING_WRITE, "una asistencia a evento",
               "an attendance", true),
    SERVICE_VERIFY_OP("attendance", "attendances", attendance_entity, "una asistencia a evento", "an attendance"),
    {.name = "event.attend", .http = "POST /events/{code}/attend",
     .label = T("Registrar la lista de asistencia de un evento", "Record the attendance list of an event"),
     .permission = PERM_TRAINING_WRITE, .kind = OP_WRITE, .input = &attend_input_shape, .output = &attend_output_shape,
     .answer = ANSWER_RECORD, .entity = &attendance_entity, .run = run_attend},
    SERVICE_BY_CLIENT_OP("attendance", "attendances", attendance_entity, "las asistencias a eventos", "attendances",
                         run_by_client),
    {.name = "attendance.by_event", .http = "GET /events/{code}/attendances",
     .label = T("Ver la lista de asistencia de un evento", "See the attendance list of an event"),
     .permission = PERM_RECORD_READ, .kind = OP_READ, .input = &record_code_shape, .output = &attendance_entity.shape,
     .answer = ANSWER_LIST, .entity = &attendance_entity, .leaves_access = true, .run = run_by_event},
};
const size_t attendance_op_count = COUNT_OF(attendance_ops);
