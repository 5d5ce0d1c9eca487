#include "agenda/agenda_web.h"

#include "core/record.h"
#include "html/table.h"
#include "party/staff.h"

/* Hours that have a row of their own; what begins earlier or later stands in the first or the last. */
enum { HOUR_FIRST = 7, HOUR_LAST = 18, IN_MONTH = 4, IN_WEEK = 12, IN_HOUR = 4 };

static const struct text weekdays[] = {
    T("lun", "Mon"), T("mar", "Tue"), T("mié", "Wed"), T("jue", "Thu"), T("vie", "Fri"), T("sáb", "Sat"), T("dom", "Sun"),
};

/* ---- the address ------------------------------------------------------------------------------------ */

static void set_period(struct agenda_view *out)
{
    out->from = out->on;
    out->to = out->on;
    if (str_eq(out->view, S("week"))) {
        out->from = agenda_week_of(out->on);
        out->to = date_add_days(out->from, 6);
    } else if (str_eq(out->view, S("month"))) {
        struct date last = date_add_days(date_add_months(agenda_month_of(out->on), 1), -1);
        out->from = agenda_week_of(agenda_month_of(out->on));
        out->to = date_add_days(agenda_week_of(last), 6);
    }
}

FALLIBLE agenda_view_of(struct visit *visit, struct agenda_view *out)
{
    struct str own = STR_NONE;
    struct str asked = request_query(visit->req, "adviser");
    struct str view = request_query(visit->req, "view");
    *out = (struct agenda_view){.view = str_eq(view, S("day")) || str_eq(view, S("month")) ? view : S("week")};
    struct date earliest = DATE(1901, 1, 1);
    struct date latest = DATE(2198, 12, 31);
    if (!date_parse_iso(request_query(visit->req, "on"), &out->on) || date_cmp(out->on, earliest) < 0 || date_cmp(out->on, latest) > 0) {
        out->on = clock_today();
    }
    set_period(out);
    TRY(desk_staff(visit, &out->staff, &own));
    struct str code = !str_is_empty(asked) ? asked : visit->actor.role == ROLE_ADVISER ? own : S("");
    for (size_t i = 0; i < out->staff.count; i++) {
        if (str_eq(out->staff.items[i].code, code)) {
            out->adviser = code;
            out->adviser_name = out->staff.items[i].label;
        }
    }
    return ERR_OK;
}

FALLIBLE agenda_view_read(struct visit *visit, const struct agenda_view *view, struct date from, struct date to, struct list *out)
{
    return desk_ask(visit, "agenda.read",
                    DESK_VALUES({"from", date_iso(visit->arena, from)}, {"to", date_iso(visit->arena, to)}, {"adviser", view->adviser}), out);
}

struct url agenda_url(struct arena *arena, const char *path, const struct agenda_view *view, struct str kind, struct date on)
{
    struct url url = url_with(arena, url_local(arena, str_of(path)), "view", kind);
    url = url_with(arena, url, "on", date_iso(arena, on));
    return url_with(arena, url, "adviser", str_is_empty(view->adviser) ? S("all") : view->adviser);
}

struct str agenda_period(struct arena *arena, const struct agenda_view *view, enum lang lang)
{
    if (str_eq(view->view, S("month"))) {
        struct date first = agenda_month_of(view->on);
        return date_span(arena, first, date_add_days(date_add_months(first, 1), -1), lang);
    }
    struct str from = date_words(arena, view->from, lang);
    if (str_eq(view->view, S("day"))) {
        return from;
    }
    return str_format(arena, lang == LANG_ES ? "Del " STR_FMT " al " STR_FMT : STR_FMT " to " STR_FMT, STR_ARG(from),
                      STR_ARG(date_words(arena, view->to, lang)));
}

/* ---- one entry ------------------------------------------------------------------------------------------- */

static void put_class(struct html *html, const struct agenda_item *item)
{
    if (item->off == ANSWER_YES) {
        H(html, "<a class=\"slot off\"");
    } else if (item->scheduled == ANSWER_YES) {
        H(html, "<a class=\"slot planned\"");
    } else if (str_eq(item->kind, S("session"))) {
        H(html, "<a class=\"slot session\"");
    } else if (str_eq(item->kind, S("event"))) {
        H(html, "<a class=\"slot event\"");
    } else if (str_eq(item->kind, S("action"))) {
        H(html, "<a class=\"slot action\"");
    } else {
        H(html, "<a class=\"slot meeting\"");
    }
}

/* with_adviser: whose it is, where everybody's agenda is shown. */
static void put_item(struct visit *visit, const struct agenda_item *item, bool with_adviser, bool whole)
{
    struct html *html = visit->html;
    struct str hours = agenda_hours(visit->arena, item);
    put_class(html, item);
    h_href(html, desk_record_url(visit->arena, item->dataset, item->code));
    H(html, ">");
    if (!str_is_empty(hours)) {
        H(html, "<b>");
        h_text(html, whole ? hours : str_slice(hours, 0, 5));
        H(html, "</b> ");
    }
    if (str_eq(item->kind, S("action"))) {
        HT(html, "Vence: ", "Due: ");
    }
    h_text(html, str_eq(item->kind, S("session")) ? item->client : item->title);
    if (item->off == ANSWER_YES || (whole && str_eq(item->kind, S("session")) && item->scheduled != ANSWER_YES)) {
        H(html, " <i>");
        h_text(html, item->state);
        H(html, "</i>");
    }
    if (whole) {
        const struct str more[] = {str_eq(item->kind, S("session")) ? item->title : STR_NONE, item->modality, item->place,
                                   with_adviser ? item->adviser : STR_NONE};
        for (size_t i = 0; i < COUNT_OF(more); i++) {
            if (!str_is_empty(more[i])) {
                H(html, "<small>");
                h_text(html, more[i]);
                H(html, "</small>");
            }
        }
    } else if (with_adviser && !str_is_empty(item->adviser)) {
        H(html, "<small>");
        h_text(html, item->adviser);
        H(html, "</small>");
    }
    H(html, "</a>");
}

/* ---- one day ---------------------------------------------------------------------------------------------- */

struct day {
    struct visit *visit;
    const struct agenda_view *view;
    struct date date;
    const struct agenda_item *items;
    size_t count;
    bool may; /* whoever sees it may make appointments */
};

static bool is_month(const struct day *day)
{
    return str_eq(day->view->view, S("month"));
}

static bool is_whole(const struct day *day)
{
    return str_eq(day->view->view, S("day"));
}

static void put_more(const struct day *day, size_t left)
{
    struct html *html = day->visit->html;
    H(html, "<a class=\"more\"");
    h_href(html, agenda_url(day->visit->arena, "/agenda", day->view, S("day"), day->date));
    H(html, ">");
    h_text(html, str_format(day->visit->arena, html->lang == LANG_ES ? "y %zu más" : "and %zu more", left));
    H(html, "<span class=\"hide\">, ");
    h_text(html, date_display(day->visit->arena, day->date));
    H(html, "</span></a>");
}

/* Those of the day whose row it is (hour -1: without an hour), at most so many. */
static void put_those(const struct day *day, int hour, size_t most)
{
    size_t shown = 0;
    size_t left = 0;
    for (size_t i = 0; i < day->count; i++) {
        const struct agenda_item *item = &day->items[i];
        int at = item->start_time == INT_NONE ? -1 : (int)(item->start_time / 60);
        at = at < 0 ? -1 : at < HOUR_FIRST ? HOUR_FIRST : at > HOUR_LAST ? HOUR_LAST : at;
        if (hour != -2 && at != hour) {
            continue;
        }
        if (shown < most) {
            put_item(day->visit, item, str_is_empty(day->view->adviser), is_whole(day));
            shown++;
        } else {
            left++;
        }
    }
    if (left > 0) {
        put_more(day, left);
    }
}

static bool is_busy(const struct day *day, int hour)
{
    for (size_t i = 0; i < day->count; i++) {
        const struct agenda_item *item = &day->items[i];
        int64_t until = item->end_time == INT_NONE ? item->start_time + 60 : item->end_time;
        if (item->off != ANSWER_YES && item->start_time != INT_NONE && item->start_time < (hour + 1) * 60 && until > hour * 60) {
            return true;
        }
    }
    return false;
}

static struct url new_url(const struct day *day, int hour)
{
    struct arena *arena = day->visit->arena;
    struct str at = hour < 0 ? date_iso(arena, day->date) : str_format(arena, STR_FMT "T%02d:00", STR_ARG(date_iso(arena, day->date)), hour);
    return url_with(arena, URL(arena, "/sessions/new?at={}", at), "adviser", day->view->adviser);
}

static void put_free(const struct day *day, int hour)
{
    struct html *html = day->visit->html;
    H(html, "<a class=\"free\"");
    h_href(html, new_url(day, hour));
    H(html, ">+<span class=\"hide\"> ");
    HT(html, "Programar, ", "Schedule, ");
    h_text(html, str_format(day->visit->arena, STR_FMT " %02d:00", STR_ARG(date_display(day->visit->arena, day->date)), hour));
    H(html, "</span></a>");
}

/* A row for each hour: what stands in it, or the way to fill it. */
static void put_hours(const struct day *day)
{
    struct html *html = day->visit->html;
    bool may = day->may && date_cmp(day->date, clock_today()) >= 0;
    H(html, "<ol class=\"hours\"><li class=\"whole\">");
    put_those(day, -1, IN_WEEK);
    H(html, "</li>");
    for (int hour = HOUR_FIRST; hour <= HOUR_LAST; hour++) {
        bool busy = is_busy(day, hour);
        if (busy) {
            H(html, "<li class=\"busy\">");
        } else {
            H(html, "<li>");
        }
        H(html, "<span class=\"hour\">");
        h_text(html, str_format(day->visit->arena, "%02d", hour));
        H(html, "</span><div>");
        put_those(day, hour, IN_HOUR);
        if (!busy && may) {
            put_free(day, hour);
        }
        H(html, "</div></li>");
    }
    H(html, "</ol>");
}

static void put_day_head(const struct day *day)
{
    struct html *html = day->visit->html;
    struct str name = str_format(day->visit->arena, STR_FMT " %d", STR_ARG(text_in(weekdays[date_weekday(day->date) - 1], html->lang)),
                                 (int)day->date.day);
    bool today = date_cmp(day->date, clock_today()) == 0;
    bool outside = is_month(day) && day->date.month != day->view->on.month;
    if (today) {
        H(html, "<section class=\"day today\"");
    } else if (day->count == 0) {
        H(html, "<section class=\"day none\"");
    } else if (outside) {
        H(html, "<section class=\"day outside\"");
    } else {
        H(html, "<section class=\"day\"");
    }
    h_attr(html, "aria-label", date_words(day->visit->arena, day->date, html->lang));
    H(html, "><h3>");
    if (is_whole(day)) {
        h_text(html, name);
    } else {
        H(html, "<a");
        h_href(html, agenda_url(day->visit->arena, "/agenda", day->view, S("day"), day->date));
        H(html, ">");
        h_text(html, name);
        H(html, "</a>");
    }
    if (today) {
        H(html, " <span class=\"quiet\">");
        HT(html, "hoy", "today");
        H(html, "</span>");
    }
    H(html, "</h3>");
}

static void put_day(const struct day *day)
{
    struct html *html = day->visit->html;
    put_day_head(day);
    if (!is_month(day) && !str_is_empty(day->view->adviser)) {
        put_hours(day);
    } else {
        put_those(day, -2, is_month(day) ? IN_MONTH : is_whole(day) ? SIZE_MAX : IN_WEEK);
    }
    H(html, "</section>");
}

/* ---- the page ------------------------------------------------------------------------------------------------ */

static void put_grid(struct visit *visit, const struct agenda_view *view, const struct list *list)
{
    struct html *html = visit->html;
    const struct agenda_item *items = list->rows.items;
    size_t at = 0;
    struct day day = {.visit = visit, .view = view, .may = visit_may(visit, PERM_SERVICE_WRITE)};
    if (str_eq(view->view, S("month"))) {
        H(html, "<div class=\"agenda month\">");
    } else if (str_eq(view->view, S("day"))) {
        H(html, "<div class=\"agenda one\">");
    } else if (str_is_empty(view->adviser)) {
        H(html, "<div class=\"agenda\">");
    } else {
        H(html, "<div class=\"agenda week\">");
    }
    for (struct date date = view->from; date_cmp(date, view->to) <= 0; date = date_add_days(date, 1)) {
        size_t first = at;
        while (at < list->rows.len && date_cmp(items[at].date, date) == 0) {
            at++;
        }
        day.date = date;
        day.items = items + first;
        day.count = at - first;
        put_day(&day);
    }
    H(html, "</div>");
}

static void put_ways(struct visit *visit, const struct agenda_view *view)
{
    struct html *html = visit->html;
    struct arena *arena = visit->arena;
    bool month = str_eq(view->view, S("month"));
    int days = str_eq(view->view, S("day")) ? 1 : 7;
    struct date before = month ? date_add_months(agenda_month_of(view->on), -1) : date_add_days(view->on, -days);
    struct date after = month ? date_add_months(agenda_month_of(view->on), 1) : date_add_days(view->on, days);
    const struct table_filter views[] = {
        {.label = TR(html, "Día", "Day"), .url = agenda_url(arena, "/agenda", view, S("day"), view->on), .current = days == 1 && !month, .count = INT_NONE},
        {.label = TR(html, "Semana", "Week"), .url = agenda_url(arena, "/agenda", view, S("week"), view->on), .current = days == 7 && !month, .count = INT_NONE},
        {.label = TR(html, "Mes", "Month"), .url = agenda_url(arena, "/agenda", view, S("month"), view->on), .current = month, .count = INT_NONE},
    };
    table_filters(html, TR(html, "Qué se muestra", "What is shown"), views, COUNT_OF(views));
    H(html, "<div class=\"row agenda-ways\"><h2>");
    h_text(html, agenda_period(arena, view, visit->lang));
    H(html, "</h2><nav class=\"row screen\"");
    h_attr_t(html, "aria-label", TEXT("Período", "Period"));
    H(html, ">");
    h_button_link(html, agenda_url(arena, "/agenda", view, view->view, before), TR(html, "Anterior", "Previous"), false);
    h_button_link(html, agenda_url(arena, "/agenda", view, view->view, clock_today()), TR(html, "Hoy", "Today"), false);
    h_button_link(html, agenda_url(arena, "/agenda", view, view->view, after), TR(html, "Siguiente", "Next"), false);
    H(html, "</nav></div>");
}

static void put_filter(struct visit *visit, const struct agenda_view *view)
{
    struct html *html = visit->html;
    struct form_option *options = ARENA_ARRAY(visit->arena, struct form_option, view->staff.count + 1);
    options[0] = (struct form_option){.code = S("all"), .label = TR(html, "Todos", "Everybody")};
    for (size_t i = 0; i < view->staff.count; i++) {
        options[i + 1] = view->staff.items[i];
    }
    form_filter_open(html, URL(visit->arena, "/agenda"), TR(html, "De quién y cuándo", "Whose and when"));
    form_hidden(html, "view", view->view);
    form_filter_select(html, "adviser", TR(html, "Asesor(a)", "Adviser"), options, view->staff.count + 1,
                       str_is_empty(view->adviser) ? S("all") : view->adviser);
    form_filter_date(html, "on", TR(html, "Día", "Day"), view->on);
    form_filter_close(html, TR(html, "Ver", "Show"));
}

static enum err agenda_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct agenda_view view;
    struct list list = {0};
    TRY(agenda_view_of(&visit, &view));
    TRY(agenda_view_read(&visit, &view, view.from, view.to, &list));
    struct arena *arena = visit.arena;
    struct date day = date_cmp(view.on, clock_today()) < 0 ? clock_today() : view.on;
    struct page_link actions[] = {
        {.label = text_in(TEXT("Programar una sesión", "Schedule a session"), visit.lang),
         .url = url_with(arena, URL(arena, "/sessions/new?at={}", date_iso(arena, day)), "adviser", view.adviser), .primary = true},
        {.label = text_in(TEXT("Imprimir", "Print"), visit.lang), .url = agenda_url(arena, "/agenda/print", &view, view.view, view.on)},
        {.label = text_in(TEXT("Salidas del mes", "Trips of the month"), visit.lang),
         .url = agenda_url(arena, "/agenda/trips/print", &view, view.view, view.on)},
        {.label = text_in(TEXT("En mi teléfono", "On my telephone"), visit.lang), .url = URL(arena, "/agenda/calendar")},
    };
    bool may = visit_may(&visit, PERM_SERVICE_WRITE);
    visit.page.actions = may ? actions : actions + 1;
    visit.page.action_count = COUNT_OF(actions) - !may;
    visit_page(&visit, TEXT("Agenda", "Agenda"), PLACE_SERVICES);
    desk_service_tabs(&visit, 6);
    put_filter(&visit, &view);
    put_ways(&visit, &view);
    put_grid(&visit, &view, &list);
    return visit_end(&visit);
}

const struct route agenda_routes[] = {
    {.method = METHOD_GET, .pattern = "/agenda", .handler = agenda_page},
};
const size_t agenda_route_count = COUNT_OF(agenda_routes);
