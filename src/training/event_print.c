#include "training/event_print.h"

#include "client/desk_web.h"
#include "party/print_web.h"
#include "training/enrolment.h"
#include "training/event.h"

#define DAYS_MOST 10      /* a list a day up to here; longer events get one list to copy */
#define BLANK_LINES 22    /* of a list on which nobody stands yet */
#define WALK_INS 8        /* lines for those who come without enrolment */

struct sheet {
    struct event event;
    struct enrolment_sheet people;
};

static enum err read_sheet(struct visit *visit, struct print *print, struct sheet *out)
{
    struct str code = request_param(visit->req, "code");
    shape_clear(&event_entity.shape, &out->event);
    shape_clear(&enrolment_sheet_shape, &out->people);
    TRY(desk_get(visit, &event_entity, code, &out->event));
    TRY(desk_ask(visit, "event.sheet", DESK_VALUES({"code", code}), &out->people));
    print->unit = out->event.record.unit.code;
    print->number = out->event.record.code;
    print->back = URL(visit->arena, "/events/{}/print", code);
    print->back_label = TEXT("Evento", "Event");
    return ERR_OK;
}

/* ---- attendance ------------------------------------------------------------------------------------------------------ */

static struct paper_box labelled(struct paper_box box, struct str label)
{
    box.label = label;
    return box;
}

/* day: none leaves the date to be written. */
static void put_head(const struct print *print, const struct event *event, struct date day)
{
    struct paper *paper = print->paper;
    enum lang lang = paper->lang;
    const struct shape *shape = &event_entity.shape;
    const struct paper_box boxes[] = {
        print_field(print, shape, "topic", event, 6),
        {.label = text_in(TEXT("Fecha", "Date"), lang), .value = date_display(paper->arena, day), .width = 2},
        labelled(print_field(print, shape, "start_time", event, 2), text_in(TEXT("De las", "From"), lang)),
        labelled(print_field(print, shape, "end_time", event, 2), text_in(TEXT("A las", "To"), lang)),
        print_field(print, shape, "place", event, 4),
        print_field(print, shape, "district", event, 4),
        print_field(print, shape, "trainer", event, 4),
    };
    paper_boxes(paper, boxes, COUNT_OF(boxes));
}

/* Neither those who withdrew nor those who wait and never came. */
static bool is_expected(const struct enrolment_line *line)
{
    return line->days > 0 || str_is_empty(line->state) || str_eq_c(line->state, "enrolled");
}

static void put_lines(const struct print *print, const struct sheet *sheet)
{
    struct paper *paper = print->paper;
    enum lang lang = paper->lang;
    const struct paper_column columns[] = {
        {.label = S("N.º"), .width = 4},
        {.label = text_in(TEXT("Participante", "Participant"), lang), .width = 30},
        {.label = text_in(TEXT("Empresa", "Enterprise"), lang), .width = 26},
        {.label = text_in(TEXT("Teléfono", "Telephone"), lang), .width = 15},
        {.label = S("DUI"), .width = 12},
        {.label = S("NIT"), .width = 19},
        {.label = text_in(TEXT("Firma", "Signature"), lang), .width = 28},
    };
    paper_table(paper, STR_NONE, columns, COUNT_OF(columns), 2);
    const struct enrolment_line *lines = sheet->people.lines.items;
    int number = 0;
    for (size_t i = 0; i < sheet->people.lines.len; i++) {
        if (is_expected(&lines[i])) {
            const struct str cells[] = {str_format(paper->arena, "%d", ++number), lines[i].name, lines[i].enterprise,
                                        lines[i].phone, lines[i].dui, lines[i].nit, STR_NONE};
            for (size_t k = 0; k < COUNT_OF(cells); k++) {
                paper_cell(paper, cells[k]);
            }
        }
    }
    int blank = number == 0 ? BLANK_LINES : WALK_INS;
    if (sheet->event.capacity > number && sheet->event.capacity - number < 60) {
        blank = (int)sheet->event.capacity - number > blank ? (int)sheet->event.capacity - number : blank;
    }
    for (int i = 1; i <= blank; i++) {
        paper_cell(paper, str_format(paper->arena, "%d", number + i));
        for (size_t k = 1; k < COUNT_OF(columns); k++) {
            paper_cell(paper, STR_NONE);
        }
    }
}

static void put_foot(const struct print *print, const struct sheet *sheet, struct str address)
{
    struct paper *paper = print->paper;
    enum lang lang = paper->lang;
    const struct paper_signature signatures[] = {
        print_signer(print, TEXT("Capacitador(a)", "Trainer"), sheet->event.trainer, STR_NONE),
        print_signature(print, "administration"),
    };
    if (!str_is_empty(address)) {
        paper_code(paper, address,
                   text_in(TEXT("Para pasar esta lista al sistema, lea el código con el teléfono: abre la página del evento.\nQuienes "
                                "firman saben que sus datos se guardan para dar y medir este servicio.",
                                "To enter this list, read the code with the telephone: it opens the page of the event.\nThose who "
                                "sign know that their data are kept to give and measure this service."), lang));
    }
    paper_signatures(paper, signatures, COUNT_OF(signatures));
}

static void put_list(const struct print *print, const struct sheet *sheet, struct date day, struct str address)
{
    put_head(print, &sheet->event, day);
    put_lines(print, sheet);
    put_foot(print, sheet, address);
}

static enum err attendance_sheet(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct print print = {.title = TEXT("Lista de asistencia", "Attendance list"), .place = PLACE_SERVICES};
    struct sheet sheet;
    TRY(read_sheet(&visit, &print, &sheet));
    print.on = sheet.event.starts_on;
    TRY(print_begin(&visit, &print));
    print.paper->is_wide = true;
    struct str address = print_address(&visit, URL(visit.arena, "/events/{}", sheet.event.record.code));
    struct date one;
    int32_t days = date_to_days(sheet.event.ends_on) - date_to_days(sheet.event.starts_on) + 1;
    if (date_parse(request_query(req, "day"), &one)) {
        put_list(&print, &sheet, one, address);
    } else if (days > DAYS_MOST) {
        put_list(&print, &sheet, DATE_NONE, address);
    } else {
        for (int32_t i = 0; i < days; i++) {
            if (i > 0) {
                paper_break(print.paper);
            }
            put_list(&print, &sheet, date_add_days(sheet.event.starts_on, i), address);
        }
    }
    return print_end(&visit, &print);
}

static enum err blank_attendance(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct print print = {.title = TEXT("Lista de asistencia", "Attendance list"), .place = PLACE_SERVICES};
    print_blank(&visit, &print);
    TRY(print_begin(&visit, &print));
    print.paper->is_wide = true;
    struct sheet sheet;
    shape_clear(&event_entity.shape, &sheet.event);
    shape_clear(&enrolment_sheet_shape, &sheet.people);
    put_list(&print, &sheet, DATE_NONE, STR_NONE);
    return print_end(&visit, &print);
}

/* ---- the call ------------------------------------------------------------------------------------------------------------ */

static struct str days_words(struct arena *arena, const struct event *event, enum lang lang)
{
    struct str first = date_words(arena, event->starts_on, lang);
    if (date_cmp(event->starts_on, event->ends_on) >= 0) {
        return first;
    }
    struct str last = date_words(arena, event->ends_on, lang);
    return str_format(arena, lang == LANG_ES ? "Del " STR_FMT " al " STR_FMT : STR_FMT " to " STR_FMT, STR_ARG(first), STR_ARG(last));
}

static void put_call(const struct print *print, const struct event *event)
{
    struct paper *paper = print->paper;
    enum lang lang = paper->lang;
    const struct shape *shape = &event_entity.shape;
    struct str kind = field_display(paper->arena, shape_find(shape, S("kind")), event, lang);
    struct str day = date_is_none(event->called_on) ? STR_NONE : date_words(paper->arena, event->called_on, lang);
    paper_text(paper, STR_NONE, print_place_and_date(print, day));
    paper_text(paper, STR_NONE,
               str_format(paper->arena, lang == LANG_ES ? STR_FMT " invita a participar en la actividad siguiente."
                                                        : STR_FMT " invites you to take part in the following activity.",
                          STR_ARG(paper->name)));
    struct paper_box place = print_field(print, shape, "place", event, 8);
    const struct paper_box boxes[] = {
        {.label = kind, .value = event->topic},
        print_field(print, shape, "audience", event, 12),
        {.label = text_in(TEXT("Cuándo", "When"), lang), .value = days_words(paper->arena, event, lang), .width = 6},
        labelled(print_field(print, shape, "start_time", event, 2), text_in(TEXT("De las", "From"), lang)),
        labelled(print_field(print, shape, "end_time", event, 2), text_in(TEXT("A las", "To"), lang)),
        print_field(print, shape, "hours", event, 2),
        place,
        print_field(print, shape, "district", event, 4),
        print_field(print, shape, "trainer", event, 6),
        print_field(print, shape, "capacity", event, 2),
        print_field(print, shape, "enrol_until", event, 4),
    };
    paper_boxes(paper, boxes, COUNT_OF(boxes));
    paper_text(paper, STR_NONE, event->call_text);
    struct str contact = str_format(paper->arena, STR_FMT "%s" STR_FMT, STR_ARG(paper->contact),
                                    str_is_empty(paper->contact) || str_is_empty(paper->address) ? "" : "; ", STR_ARG(paper->address));
    paper_text(paper, text_in(TEXT("Inscripciones:", "Enrolment:"), lang), contact);
    paper_text(paper, STR_NONE, !str_eq_c(event->kind, "training") ? STR_NONE : text_in(TEXT("La participación no tiene costo.", "Taking part is free."), lang));
    const struct paper_signature signature = print_signature(print, "director");
    paper_signatures(paper, &signature, 1);
}

static enum err call_sheet(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct print print = {.title = TEXT("Convocatoria", "Call"), .place = PLACE_SERVICES};
    struct event event;
    shape_clear(&event_entity.shape, &event);
    TRY(desk_get(&visit, &event_entity, request_param(req, "code"), &event));
    print.unit = event.record.unit.code;
    print.number = event.record.code;
    print.on = event.called_on;
    print.back = URL(visit.arena, "/events/{}/print", event.record.code);
    print.back_label = TEXT("Evento", "Event");
    TRY(print_begin(&visit, &print));
    put_call(&print, &event);
    return print_end(&visit, &print);
}

/* ---- the sheets of one event --------------------------------------------------------------------------------------------- */

static enum err sheets_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct event event;
    shape_clear(&event_entity.shape, &event);
    TRY(desk_get(&visit, &event_entity, request_param(req, "code"), &event));
    struct page_link crumb = {.label = event.topic, .url = URL(visit.arena, "/events/{}", event.record.code)};
    visit.page.crumbs = &crumb;
    visit.page.crumb_count = 1;
    visit_page(&visit, TEXT("Imprimir", "Print"), PLACE_SERVICES);
    const struct print_form forms[] = {
        {TEXT("Lista de asistencia", "Attendance list"),
         TEXT("Una por día, con las personas inscritas y renglones para quien llegue sin inscripción.",
              "One a day, with those enrolled and lines for who comes without enrolment."),
         URL(visit.arena, "/events/{}/print/attendance", event.record.code)},
        {TEXT("Convocatoria", "Call"), TEXT("Para invitar: tema, fecha, lugar, cupo e inscripción.",
                                            "To invite: topic, date, place, capacity and enrolment."),
         URL(visit.arena, "/events/{}/print/call", event.record.code)},
        {TEXT("Certificados", "Certificates"),
         TEXT("Los emitidos, uno por hoja, con su código para comprobarlos.", "Those issued, one a sheet, with the code to check them."),
         URL(visit.arena, "/events/{}/print/certificates", event.record.code)},
    };
    print_list(&visit, TEXT("Impresos de este evento", "Forms of this event"), forms, COUNT_OF(forms));
    return visit_end(&visit);
}

const struct route event_print_routes[] = {
    {.method = METHOD_GET, .pattern = "/events/{code}/print", .handler = sheets_page},
    {.method = METHOD_GET, .pattern = "/events/{code}/print/attendance", .handler = attendance_sheet},
    {.method = METHOD_GET, .pattern = "/events/{code}/print/attendance.pdf", .handler = attendance_sheet},
    {.method = METHOD_GET, .pattern = "/events/{code}/print/call", .handler = call_sheet},
    {.method = METHOD_GET, .pattern = "/events/{code}/print/call.pdf", .handler = call_sheet},
    {.method = METHOD_GET, .pattern = "/print/attendance", .handler = blank_attendance},
    {.method = METHOD_GET, .pattern = "/print/attendance.pdf", .handler = blank_attendance},
};
const size_t event_print_route_count = COUNT_OF(event_print_routes);
