#include "coordination/meeting.h"

#include "coordination/resolution.h"
#include "core/flow.h"

struct call_again_input {
    struct flow_input flow;
    struct date date;
    int64_t start_time;
};
static const struct field call_again_fields[] = {
    FLOW_FIELDS(struct call_again_input),
    FIELD_DATE(struct call_again_input, date, .required = true, .label = T("Fecha", "Date")),
    FIELD_TIME(struct call_again_input, start_time, .label = T("Hora", "Time")),
};
static const struct shape call_again_shape = SHAPE("meeting_call_again", struct call_again_input, call_again_fields);

struct freeze_input {
    struct flow_input flow;
    struct str minutes;
    struct str book;
    struct str folio;
};
static const struct field freeze_fields[] = {
    FLOW_FIELDS(struct freeze_input),
    FIELD_TEXT(struct freeze_input, minutes, .max = 20000, .label = T("Acta", "Minutes")),
    FIELD_TEXT(struct freeze_input, book, .max = 60, .label = T("Libro", "Book")),
    FIELD_TEXT(struct freeze_input, folio, .max = 30, .label = T("Folio", "Folio")),
};
static const struct shape freeze_shape = SHAPE("meeting_freeze", struct freeze_input, freeze_fields);

static enum err run_sheet(struct ctx *ctx, const void *in, void *out)
{
    const struct record_code_input *input = in;
    struct meeting_sheet *sheet = out;
    struct list list;
    TRY(record_find_code(ctx, &meeting_entity, input->code, &sheet->meeting));
    TRY(record_label(ctx, &meeting_entity, &sheet->meeting, 1));
    const struct meeting *meeting = &sheet->meeting;
    TRY(record_find_id(ctx, &organ_entity, meeting->organ.id, &sheet->organ));
    TRY(record_label(ctx, &organ_entity, &sheet->organ, 1));
    TRY(resolution_store_carried(ctx, meeting->record.agency, meeting->organ.id, meeting->record.id, meeting->date, &list));
    sheet->carried = list.rows;
    TRY(children_of(ctx, &resolution_entity, meeting->record.agency, meeting->record.id, 500, &list));
    sheet->resolutions = list.rows;
    return ERR_OK;
}

#define MEETING_MOVE(move, input, es, en) FLOW_OP("meeting", "meetings", meeting_entity, move, input, PERM_AGREEMENT_WRITE, es, en)

const struct op meeting_ops[] = {
    RECORD_OPS("meeting", "meetings", meeting_entity, PERM_AGREEMENT_READ, PERM_AGREEMENT_WRITE, "una reunión", "a meeting", false),
    CHILDREN_OP("meeting", "meetings", meeting_entity, "organ", "organs", PERM_AGREEMENT_READ, "las reuniones de un órgano",
                "the meetings of an organ"),
    {.name = "meeting.sheet", .http = "GET /meetings/{code}/sheet",
     .label = T("Ver una reunión con lo pendiente y sus acuerdos", "See a meeting with what is open and its resolutions"),
     .permission = PERM_AGREEMENT_READ, .kind = OP_READ, .input = &record_code_shape, .output = &meeting_sheet_shape,
     .answer = ANSWER_RECORD, .run = run_sheet},
    MEETING_MOVE("hold", flow_input_shape, "Registrar que una reunión se realizó", "Record that a meeting was held"),
    MEETING_MOVE("lack_quorum", flow_input_shape, "Registrar que no hubo quórum", "Record that there was no quorum"),
    MEETING_MOVE("call_again", call_again_shape, "Convocar una reunión por segunda vez", "Call a meeting a second time"),
    MEETING_MOVE("freeze", freeze_shape, "Cerrar el acta de una reunión", "Freeze the minutes of a meeting"),
    MEETING_MOVE("cancel", flow_reason_shape, "Cancelar una reunión", "Cancel a meeting"),
};
const size_t meeting_op_count = COUNT_OF(meeting_ops);
