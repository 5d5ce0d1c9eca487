#include "advice/session_print.h"

#include "advice/session.h"
#include "client/desk_web.h"
#include "party/print_web.h"

static struct paper_box sized(struct paper_box box, int lines)
{
    box.lines = lines;
    return box;
}

/* row: NULL for a blank form. */
static void put_boxes(const struct print *print, const struct session *row)
{
    const struct shape *shape = &session_entity.shape;
    enum lang lang = print->paper->lang;
    struct paper_box client = print_field(print, shape, "enterprises", row, 8);
    client.label = text_in(TEXT("Empresa, grupo o iniciativa", "Enterprise, group or initiative"), lang);
    const struct paper_box boxes[] = {
        print_field(print, shape, "date", row, 3),
        print_field(print, shape, "start_time", row, 3),
        print_field(print, shape, "end_time", row, 3),
        print_field(print, shape, "next_appointment", row, 3),
        client,
        print_field(print, shape, "adviser", row, 4),
        sized(print_field(print, shape, "persons", row, 9), row == NULL ? 2 : 1),
        print_field(print, shape, "attendees", row, 3),
        print_field(print, shape, "kind", row, 12),
        print_field(print, shape, "modality", row, 8),
        print_field(print, shape, "district", row, 4),
        print_field(print, shape, "preparation_minutes", row, 4),
        print_field(print, shape, "contact_minutes", row, 4),
        print_field(print, shape, "travel_minutes", row, 4),
        sized(print_field(print, shape, "background", row, 12), row == NULL ? 5 : 3),
        sized(print_field(print, shape, "summary", row, 12), row == NULL ? 10 : 6),
        {.label = text_in(TEXT("Acciones del plan trabajadas y compromisos de cada parte",
                               "Plan actions worked on and what each side undertakes"), lang),
         .lines = row == NULL ? 5 : 4},
    };
    paper_boxes(print->paper, boxes, COUNT_OF(boxes));
}

static void put_session(const struct print *print, const struct session *row)
{
    put_boxes(print, row);
    struct str adviser = row == NULL ? STR_NONE : row->adviser.label;
    struct str client = row != NULL && row->persons.len == 1 ? row->persons.items[0].label : STR_NONE;
    const struct paper_signature signatures[] = {
        print_signer(print, TEXT("Cliente", "Client"), client, STR_NONE),
        print_signer(print, TEXT("Asesor(a)", "Adviser"), adviser, STR_NONE),
        print_signature(print, "director"),
    };
    paper_signatures(print->paper, signatures, COUNT_OF(signatures));
}

static enum err session_sheet(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct session row;
    shape_clear(&session_entity.shape, &row);
    TRY(desk_get(&visit, &session_entity, request_param(req, "code"), &row));
    struct print print = {
        .title = TEXT("Bitácora de asesoría", "Advisory log"),
        .unit = row.record.unit.code,
        .on = row.date,
        .number = row.record.code,
        .back = URL(visit.arena, "/sessions/{}", row.record.code),
        .back_label = TEXT("Sesión", "Session"),
        .place = PLACE_SERVICES,
    };
    TRY(print_begin(&visit, &print));
    put_session(&print, &row);
    return print_end(&visit, &print);
}

static enum err blank_sheet(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct print print = {.title = TEXT("Bitácora de asesoría", "Advisory log"), .place = PLACE_SERVICES};
    print_blank(&visit, &print);
    TRY(print_begin(&visit, &print));
    put_session(&print, NULL);
    return print_end(&visit, &print);
}

const struct route session_print_routes[] = {
    {.method = METHOD_GET, .pattern = "/sessions/{code}/print", .handler = session_sheet},
    {.method = METHOD_GET, .pattern = "/sessions/{code}/print.pdf", .handler = session_sheet},
    {.method = METHOD_GET, .pattern = "/print/session", .handler = blank_sheet},
    {.method = METHOD_GET, .pattern = "/print/session.pdf", .handler = blank_sheet},
};
const size_t session_print_route_count = COUNT_OF(session_print_routes);
