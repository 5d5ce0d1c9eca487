#include "coordination/meeting_print.h"

#include "client/desk_web.h"
#include "coordination/meeting.h"
#include "coordination/resolution.h"
#include "party/print_web.h"

static void put_head(const struct print *print, const struct meeting_sheet *sheet)
{
    const struct meeting *row = &sheet->meeting;
    const struct shape *shape = &meeting_entity.shape;
    const struct paper_box boxes[] = {
        print_field(print, shape, "organ", row, 6),     print_field(print, shape, "date", row, 3),
        print_field(print, shape, "start_time", row, 3), print_field(print, shape, "call", row, 6),
        print_field(print, shape, "present", row, 3),   print_field(print, shape, "needed", row, 3),
        print_field(print, shape, "place", row, 6),     print_field(print, shape, "district", row, 6),
        print_field(print, shape, "members", row, 12),  print_field(print, shape, "officers", row, 12),
        print_field(print, shape, "guests", row, 12),   print_field(print, shape, "book", row, 6),
        print_field(print, shape, "folio", row, 6),
    };
    paper_boxes(print->paper, boxes, COUNT_OF(boxes));
}

/* caption: what these resolutions are; nothing where there are none. */
static void put_resolutions(struct paper *paper, struct text caption, const struct rows *list)
{
    enum lang lang = paper->lang;
    if (list->len == 0) {
        return;
    }
    const struct paper_column columns[] = {
        {.label = S("N.º"), .width = 7},
        {.label = text_in(TEXT("Acuerdo", "Resolution"), lang), .width = 42},
        {.label = text_in(TEXT("Responde", "Who answers"), lang), .width = 20},
        {.label = text_in(TEXT("Fecha límite", "Due on"), lang), .width = 11},
        {.label = text_in(TEXT("Estado", "State"), lang), .width = 11},
    };
    paper_table(paper, text_in(caption, lang), columns, COUNT_OF(columns), 1);
    const struct resolution *rows = list->items;
    for (size_t i = 0; i < list->len; i++) {
        paper_cell(paper, str_is_empty(rows[i].number) ? rows[i].record.code : rows[i].number);
        paper_cell(paper, rows[i].text);
        paper_cell(paper, str_is_empty(rows[i].owner) ? rows[i].organisation.label : rows[i].owner);
        paper_cell(paper, date_display(paper->arena, rows[i].due_on));
        paper_cell(paper, field_display(paper->arena, shape_find(&resolution_entity.shape, S("state")), &rows[i], lang));
    }
}

static void put_minutes(const struct print *print, const struct meeting_sheet *sheet)
{
    struct paper *paper = print->paper;
    enum lang lang = paper->lang;
    const struct meeting *row = &sheet->meeting;
    put_head(print, sheet);
    if (!str_is_empty(row->agenda)) {
        paper_heading(paper, text_in(TEXT("Agenda", "Agenda"), lang));
        paper_text(paper, STR_NONE, row->agenda);
    }
    put_resolutions(paper, TEXT("Pendiente de reuniones anteriores", "Open from earlier meetings"), &sheet->carried);
    paper_heading(paper, text_in(TEXT("Desarrollo", "Proceedings"), lang));
    if (str_is_empty(row->minutes)) {
        paper_lines(paper, STR_NONE, 12);
    } else {
        paper_text(paper, STR_NONE, row->minutes);
    }
    put_resolutions(paper, TEXT("Acuerdos", "Resolutions"), &sheet->resolutions);
    if (!str_is_empty(row->minutes_hash)) {
        paper_note(paper, str_format(paper->arena, lang == LANG_ES ? "Huella del acta cerrada (SHA-256): " STR_FMT
                                                                   : "Fingerprint of the frozen minutes (SHA-256): " STR_FMT,
                                     STR_ARG(row->minutes_hash)));
    }
    const struct paper_signature signatures[] = {print_signature(print, "president"), print_signature(print, "secretary")};
    paper_signatures(paper, signatures, COUNT_OF(signatures));
}

static enum err minutes_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct meeting_sheet sheet;
    shape_clear(&meeting_sheet_shape, &sheet);
    TRY(desk_ask(&visit, "meeting.sheet", DESK_VALUES({"code", request_param(req, "code")}), &sheet));
    struct print print = {
        .title = TEXT("Acta de reunión", "Minutes of a meeting"),
        .unit = sheet.meeting.record.unit.code,
        .on = sheet.meeting.date,
        .number = sheet.meeting.record.code,
        .back = URL(visit.arena, "/meetings/{}", sheet.meeting.record.code),
        .back_label = meeting_entity.label,
        .place = PLACE_AGREEMENTS,
    };
    TRY(print_begin(&visit, &print));
    put_minutes(&print, &sheet);
    return print_end(&visit, &print);
}

const struct route meeting_print_routes[] = {
    {.method = METHOD_GET, .pattern = "/meetings/{code}/print", .handler = minutes_page},
    {.method = METHOD_GET, .pattern = "/meetings/{code}/print.pdf", .handler = minutes_page},
};
const size_t meeting_print_route_count = COUNT_OF(meeting_print_routes);
