#include "agenda/agenda_print.h"

#include "agenda/agenda_web.h"
#include "party/print_web.h"

/* ---- the agenda -------------------------------------------------------------------------------------- */

static struct str who(const struct agenda_view *view, enum lang lang)
{
    return str_is_empty(view->adviser) ? text_in(TEXT("Todo el equipo", "The whole team"), lang) : view->adviser_name;
}

static void put_agenda(const struct print *print, const struct agenda_view *view, const struct list *list)
{
    struct paper *paper = print->paper;
    enum lang lang = paper->lang;
    bool all = str_is_empty(view->adviser);
    const struct paper_column columns[] = {
        {.label = text_in(TEXT("Día", "Day"), lang), .width = 10},
        {.label = text_in(TEXT("Hora", "Hour"), lang), .width = 11},
        {.label = text_in(TEXT("Asunto", "Subject"), lang), .width = 26},
        {.label = text_in(TEXT("Con quién", "With whom"), lang), .width = 22},
        {.label = text_in(TEXT("Lugar", "Place"), lang), .width = 16},
        {.label = text_in(TEXT("Estado", "State"), lang), .width = 12},
        {.label = text_in(TEXT("Asesor(a)", "Adviser"), lang), .width = 16},
    };
    size_t count = COUNT_OF(columns) - !all;
    paper->is_wide = true;
    paper->lead = str_format(paper->arena, STR_FMT " · " STR_FMT, STR_ARG(who(view, lang)), STR_ARG(agenda_period(paper->arena, view, lang)));
    paper_table(paper, STR_NONE, columns, count, 1);
    const struct agenda_item *items = list->rows.items;
    for (size_t i = 0; i < list->rows.len; i++) {
        const struct agenda_item *item = &items[i];
        paper_cell(paper, date_display(paper->arena, item->date));
        paper_cell(paper, agenda_hours(paper->arena, item));
        paper_cell(paper, item->title);
        paper_cell(paper, item->client);
        paper_cell(paper, item->place);
        paper_cell(paper, item->state);
        if (all) {
            paper_cell(paper, item->adviser);
        }
    }
    if (list->rows.len == 0) {
        paper_note(paper, text_in(TEXT("Nada en este período.", "Nothing in this period."), lang));
    }
}

static enum err agenda_sheet(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct agenda_view view;
    struct list list = {0};
    TRY(agenda_view_of(&visit, &view));
    bool month = str_eq(view.view, S("month"));
    struct date from = month ? agenda_month_of(view.on) : view.from;
    struct date to = month ? date_add_days(date_add_months(from, 1), -1) : view.to;
    TRY(agenda_view_read(&visit, &view, from, to, &list));
    struct print print = {
        .title = TEXT("Agenda", "Agenda"),
        .on = from,
        .file = str_format(visit.arena, "agenda-" STR_FMT, STR_ARG(date_iso(visit.arena, from))),
        .back = agenda_url(visit.arena, "/agenda", &view, view.view, view.on),
        .back_label = T("Agenda", "Agenda"),
        .place = PLACE_SERVICES,
    };
    TRY(print_begin(&visit, &print));
    put_agenda(&print, &view, &list);
    return print_end(&visit, &print);
}

/* ---- the trips of a month ------------------------------------------------------------------------------- */

static bool is_trip(const struct agenda_item *item)
{
    return item->away == ANSWER_YES && item->off != ANSWER_YES;
}

/* When one has to leave or is back: half of the way before and after, where the way is known. */
static struct str clock_text(struct arena *arena, int64_t minutes, int64_t way)
{
    if (minutes == INT_NONE) {
        return S("");
    }
    int64_t at = minutes + (way == INT_NONE ? 0 : way);
    at = at < 0 ? 0 : at > 24 * 60 - 1 ? 24 * 60 - 1 : at;
    return str_format(arena, "%02d:%02d", (int)(at / 60), (int)(at % 60));
}

static void put_trips(const struct print *print, const struct agenda_view *view, const struct list *list)
{
    struct paper *paper = print->paper;
    struct arena *arena = paper->arena;
    enum lang lang = paper->lang;
    bool all = str_is_empty(view->adviser);
    const struct paper_column columns[] = {
        {.label = text_in(TEXT("Fecha", "Date"), lang), .width = 13},
        {.label = text_in(TEXT("Salida", "Leaves"), lang), .width = 9},
        {.label = text_in(TEXT("Regreso", "Returns"), lang), .width = 10},
        {.label = text_in(TEXT("Destino", "Destination"), lang), .width = 16},
        {.label = text_in(TEXT("Participantes", "Participants"), lang), .width = 18},
        {.label = text_in(TEXT("Objetivo", "Purpose"), lang), .width = 16},
        {.label = text_in(TEXT("Estado", "State"), lang), .width = 12},
        {.label = all ? text_in(TEXT("Responsable", "In charge"), lang) : text_in(TEXT("Observación", "Remark"), lang), .width = 15},
    };
    size_t trips = 0;
    paper->is_wide = true;
    paper->lead = str_format(arena, STR_FMT " · " STR_FMT, STR_ARG(who(view, lang)), STR_ARG(agenda_period(arena, view, lang)));
    paper_table(paper, STR_NONE, columns, COUNT_OF(columns), 2);
    const struct agenda_item *items = list->rows.items;
    for (size_t i = 0; i < list->rows.len; i++) {
        const struct agenda_item *item = &items[i];
        if (!is_trip(item)) {
            continue;
        }
        int64_t half = item->travel_minutes == INT_NONE ? 0 : item->travel_minutes / 2;
        paper_cell(paper, date_display(arena, item->date));
        paper_cell(paper, clock_text(arena, item->start_time, -half));
        paper_cell(paper, clock_text(arena, item->end_time, half));
        paper_cell(paper, item->place);
        paper_cell(paper, item->client);
        paper_cell(paper, item->title);
        paper_cell(paper, item->state);
        paper_cell(paper, all ? item->adviser : S(""));
        trips++;
    }
    paper_empty_rows(paper, trips < 6 ? 6 - trips : 2);
    paper_note(paper, text_in(TEXT("Sesiones programadas o realizadas como visita o en un evento. La salida y el regreso cuentan la mitad del viaje antes "
                                   "y la mitad después, cuando se conoce.",
                                   "Sessions scheduled or held as a visit or at an event. Leaving and returning take half of the way before and half "
                                   "after, where it is known."),
                              lang));
    const struct paper_signature signatures[] = {
        print_signer(print, TEXT("Solicita", "Asks for it"), view->adviser_name, STR_NONE),
        print_signature(print, "director"),
        print_signature(print, "executive"),
    };
    paper_signatures(paper, signatures, COUNT_OF(signatures));
}

/* ?on=2014-11-01: the month of that day. */
static enum err trips_sheet(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct agenda_view view;
    struct list list = {0};
    TRY(agenda_view_of(&visit, &view));
    view.view = S("month");
    struct date from = agenda_month_of(view.on);
    struct date to = date_add_days(date_add_months(from, 1), -1);
    TRY(agenda_view_read(&visit, &view, from, to, &list));
    struct print print = {
        .title = TEXT("Solicitud de salidas y transporte", "Request for trips and transport"),
        .on = from,
        .file = str_format(visit.arena, "salidas-%04d-%02d", from.year, from.month),
        .back = agenda_url(visit.arena, "/agenda", &view, view.view, view.on),
        .back_label = T("Agenda", "Agenda"),
        .place = PLACE_SERVICES,
    };
    TRY(print_begin(&visit, &print));
    put_trips(&print, &view, &list);
    return print_end(&visit, &print);
}

const struct route agenda_print_routes[] = {
    {.method = METHOD_GET, .pattern = "/agenda/print", .handler = agenda_sheet},
    {.method = METHOD_GET, .pattern = "/agenda/print.pdf", .handler = agenda_sheet},
    {.method = METHOD_GET, .pattern = "/agenda/trips/print", .handler = trips_sheet},
    {.method = METHOD_GET, .pattern = "/agenda/trips/print.pdf", .handler = trips_sheet},
};
const size_t agenda_print_route_count = COUNT_OF(agenda_print_routes);
