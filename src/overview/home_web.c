#include "overview/home_web.h"

#include "account/account.h"
#include "account/pick.h"
#include "account/visit.h"
#include "advice/session.h"
#include "centre/target_desk_web.h"
#include "centre/today_web.h"
#include "client/duplicate_web.h"
#include "core/record.h"
#include "html/chart.h"
#include "html/table.h"
#include "party/party.h"
#include "party/unit.h"
#include "results/coverage_web.h"
#include "results/statement.h"
#include "results/years_web.h"
#include "training/event.h"

#define NEWEST 6

/* ---- which year ------------------------------------------------------------------------------------ */

struct home {
    struct visit *visit;
    struct str unit_name;
    struct str territory;
    struct years years;
    int year; /* named by the calendar year in which it begins */
    struct date from;
    struct date to;
};

static enum err run_cube(struct visit *visit, struct date from, struct date to, struct str by, struct list *out)
{
    struct statement_cube_input *in = shape_new(visit->arena, &statement_cube_input_shape);
    in->question.from = from;
    in->question.to = to;
    in->by = by;
    *out = (struct list){.total = INT_NONE};
    return visit_run(visit, op_find(S("results.cube")), in, out);
}

static void find_unit(struct home *home)
{
    struct visit *visit = home->visit;
    home->years.month = 1;
    struct user *self = shape_new(visit->arena, &user_shape);
    struct unit *unit = shape_new(visit->arena, &unit_entity.shape);
    if (pick_run(visit, op_find(S("account.self")), NULL, self) != ERR_OK) {
        return;
    }
    struct record_code_input in = {.code = self->unit};
    if (pick_run(visit, op_find(S("unit.get")), &in, unit) == ERR_OK) {
        home->unit_name = unit->name;
        home->territory = unit->territory;
        home->years.month = unit->fiscal_year_start == INT_NONE ? 1 : unit->fiscal_year_start;
    }
}

static struct str year_name(struct home *home, int year)
{
    return home->years.month == 1 ? str_format(home->visit->arena, "%d", year)
                            : str_format(home->visit->arena, "%d-%02d", year, (year + 1) % 100);
}

static void show_years(struct home *home)
{
    if (home->years.count < 2) {
        return;
    }
    struct table_filter filters[YEARS_MOST];
    for (size_t i = 0; i < home->years.count; i++) {
        struct str name = year_name(home, home->years.items[i]);
        filters[i] = (struct table_filter){
            .label = name,
            .url = URL(home->visit->arena, "/?year={}", str_format(home->visit->arena, "%d", home->years.items[i])),
            .current = home->years.items[i] == home->year,
            .count = INT_NONE,
        };
    }
    table_filters(home->visit->html, text_in(TEXT("Año", "Year"), home->visit->lang), filters, home->years.count);
}

/* ---- the figures -------------------------------------------------------------------------------------- */

static const char *const tiles[] = {"municipalities_covered", "enterprises_advised",  "enterprises_trained",
                                    "enterprises_assisted",   "clients_served",       "services_delivered",
                                    "sales_increase",         "financing_negotiated", "resources_mobilised"};

static const struct statement_figure *figure_of(const struct statement *statement, const char *code)
{
    const struct statement_figure *figures = statement->figures.items;
    for (size_t i = 0; i < statement->figures.len; i++) {
        if (str_eq_c(figures[i].code, code)) {
            return &figures[i];
        }
    }
    return NULL;
}

static struct str figure_note(struct visit *visit, const struct statement_figure *figure)
{
    if (figure->hidden == ANSWER_YES) {
        return text_in(TEXT("número pequeño, no se muestra", "a small number, not shown"), visit->lang);
    }
    const struct statement_verification *made = &figure->verification;
    int64_t all = made->declared + made->with_evidence + made->verified + made->validated;
    if (all <= 0) {
        return STR_NONE;
    }
    return str_format(visit->arena, STR_FMT " " STR_FMT " " STR_FMT " " STR_FMT,
                      STR_ARG(count_display(visit->arena, made->verified + made->validated)),
                      STR_ARG(text_in(TEXT("de", "of"), visit->lang)), STR_ARG(count_display(visit->arena, all)),
                      STR_ARG(text_in(TEXT("registros verificados", "records verified"), visit->lang)));
}

static struct url results_url(struct home *home)
{
    struct arena *arena = home->visit->arena;
    return URL(arena, "/results?from={}&to={}", date_iso(arena, home->from), date_iso(arena, home->to));
}

static void show_tiles(struct home *home, const struct statement *statement, const struct list *targets)
{
    struct html *html = home->visit->html;
    chart_tiles_open(html);
    for (size_t i = 0; i < COUNT_OF(tiles); i++) {
        const struct statement_figure *figure = figure_of(statement, tiles[i]);
        if (figure != NULL) {
            const struct target_line *target = target_desk_find(targets, statement->unit, figure->code, home->from, home->to);
            bool weighed = target != NULL && target->percent != INT_NONE;
            chart_tile(html, &(struct tile){
                .label = text_in(figure->label, home->visit->lang),
                .value = figure->value,
                .note = target != NULL ? target_desk_note(home->visit, target) : figure_note(home->visit, figure),
                .url = results_url(home),
                .meter = weighed,
                .percent = weighed ? target->percent : 0,
                .tone = weighed && !str_is_empty(target->light) ? chart_tone(target->percent) : TONE_PLAIN,
            });
        }
    }
    chart_tiles_close(html);
    H(html, "<div class=\"stack\"><p class=\"note\">");
    HT(html, "Asesoradas, capacitadas y asistidas no se suman: una misma empresa puede estar en las tres.",
       "Advised, trained and assisted are not added: one enterprise can be in all three.");
    H(html, "</p>");
}

/* ---- the months ------------------------------------------------------------------------------------------ */

enum line { LINE_ADVICE, LINE_TRAINING, LINE_ASSISTANCE, LINE_LINKS, LINE_COUNT };
static const struct text line_names[LINE_COUNT] = {
    T("Asesoría", "Advice"), T("Capacitación", "Training"), T("Asistencia técnica", "Technical assistance"), T("Vínculos", "Links"),
};

static enum line line_of(struct str kind)
{
    if (str_eq_c(kind, "training") || str_eq_c(kind, "fair") || str_eq_c(kind, "meeting")) {
        return LINE_TRAINING;
    }
    if (str_eq_c(kind, "assistance")) {
        return LINE_ASSISTANCE;
    }
    return str_starts(kind, S("link_")) ? LINE_LINKS : LINE_ADVICE;
}

/* 0 to 11 within the fiscal year; -1 outside. */
static int month_index(struct home *home, struct str code)
{
    struct date first;
    if (!date_parse_iso(str_format(home->visit->arena, STR_FMT "-01", STR_ARG(code)), &first)) {
        return -1;
    }
    int index = (first.year - home->from.year) * 12 + first.month - home->from.month;
    return index >= 0 && index < 12 ? index : -1;
}

static enum err show_months(struct home *home)
{
    struct visit *visit = home->visit;
    struct list list;
    TRY(run_cube(visit, home->from, home->to, S("kind;month"), &list));
    int64_t(*values)[12] = arena_array(visit->arena, LINE_COUNT, sizeof(*values));
    /* Months that have not begun have no number. */
    for (int i = 0; i < 12 * LINE_COUNT; i++) {
        values[i / 12][i % 12] = date_cmp(date_add_months(home->from, i % 12), clock_today()) > 0 ? INT_NONE : 0;
    }
    bool hidden = false;
    const struct statement_cell *cells = list.rows.items;
    for (size_t i = 0; i < list.rows.len; i++) {
        int month = month_index(home, cells[i].second);
        hidden |= cells[i].services == INT_NONE;
        if (month >= 0 && cells[i].services != INT_NONE) {
            int64_t *value = &values[line_of(cells[i].first)][month];
            *value = (*value == INT_NONE ? 0 : *value) + cells[i].services;
        }
    }
    struct series series[LINE_COUNT];
    for (int i = 0; i < LINE_COUNT; i++) {
        series[i] = (struct series){.name = text_in(line_names[i], visit->lang), .values = values[i]};
    }
    struct str labels[12];
    const struct str *names = chart_months(visit->html);
    for (int i = 0; i < 12; i++) {
        labels[i] = names[(home->from.month - 1 + i) % 12];
    }
    struct chart chart = {
        .title = str_format(visit->arena, STR_FMT ", " STR_FMT,
                            STR_ARG(text_in(TEXT("Servicios por mes", "Services by month"), visit->lang)),
                            STR_ARG(year_name(home, home->year))),
        .description = hidden ? text_in(TEXT("Los números pequeños no se muestran.", "Small numbers are not shown."), visit->lang) : STR_NONE,
        .category = text_in(TEXT("Mes", "Month"), visit->lang),
        .labels = labels,
        .count = 12,
        .series = series,
        .series_count = LINE_COUNT,
        .kind = VALUE_COUNT,
        .stacked = true,
    };
    H(visit->html, "<section class=\"card\">");
    chart_columns(visit->html, &chart);
    H(visit->html, "</section>");
    return ERR_OK;
}

/* ---- what came last ------------------------------------------------------------------------------------------ */

static struct str who(struct visit *visit, const struct refs *first, const struct refs *second)
{
    const struct refs *refs = first->len > 0 ? first : second;
    if (refs->len == 0) {
        return STR_NONE;
    }
    struct str name = str_is_empty(refs->items[0].label) ? refs->items[0].code : refs->items[0].label;
    return refs->len == 1 ? name : str_format(visit->arena, STR_FMT " + %zu", STR_ARG(name), refs->len - 1);
}

static enum err newest(struct visit *visit, const char *name, struct list *out)
{
    const struct op *op = op_find(str_of(name));
    *out = (struct list){.total = INT_NONE};
    void *in = shape_new(visit->arena, op->input);
    *FIELD_AT(int64_t, shape_find(op->input, S("limit")), in) = NEWEST;
    return visit_run(visit, op, in, out);
}

static void draw_sessions(struct visit *visit, const struct list *list)
{
    static const struct column columns[] = {
        {.label = T("Tema", "Topic")}, {.label = T("Cliente", "Client")}, {.label = T("Fecha", "Date")},
        {.label = T("Asesor(a)", "Adviser"), .minor = true},
    };
    struct html *html = visit->html;
    struct table table = {.caption = TR(html, "Últimas sesiones", "Newest sessions"), .columns = columns,
                          .count = COUNT_OF(columns), .total = INT_NONE};
    const struct session *sessions = list->rows.items;
    table_open(html, &table);
    for (size_t i = 0; i < list->rows.len; i++) {
        const struct session *session = &sessions[i];
        struct str kind = field_display(visit->arena, shape_find(&session_entity.shape, S("kind")), session, visit->lang);
        table_row(html, &table);
        table_link(html, &table, URL(visit->arena, "/sessions/{}", session->record.code), kind);
        table_text(html, &table, who(visit, &session->enterprises, &session->persons));
        table_date(html, &table, session->date);
        table_text(html, &table, str_is_empty(session->adviser.label) ? session->adviser.code : session->adviser.label);
        table_row_end(html, &table);
    }
    table_close(html, &table);
}

static void draw_events(struct visit *visit, const struct list *list)
{
    static const struct column columns[] = {
        {.label = T("Evento", "Event")}, {.label = T("Distrito", "District")}, {.label = T("Fecha", "Date")}};
    struct html *html = visit->html;
    struct table table = {.caption = TR(html, "Últimos eventos", "Newest events"), .columns = columns,
                          .count = COUNT_OF(columns), .total = INT_NONE};
    const struct event *events = list->rows.items;
    table_open(html, &table);
    for (size_t i = 0; i < list->rows.len; i++) {
        table_row(html, &table);
        table_link(html, &table, URL(visit->arena, "/events/{}", events[i].record.code), events[i].topic);
        table_field(html, &table, shape_find(&event_entity.shape, S("district")), &events[i]);
        table_date(html, &table, events[i].starts_on);
        table_row_end(html, &table);
    }
    table_close(html, &table);
}

static enum err show_newest(struct visit *visit)
{
    struct list sessions;
    struct list events;
    TRY(newest(visit, "session.newest", &sessions));
    TRY(newest(visit, "event.newest", &events));
    struct html *html = visit->html;
    if (sessions.rows.len == 0 && events.rows.len == 0) {
        page_empty(html, TR(html, "Todavía no hay servicios", "No services yet"),
                   TR(html, "Registre el primer cliente y su primera sesión, o importe las hojas que ya tiene.",
                      "Record the first client and the first session, or import the sheets you have."),
                   visit_may(visit, PERM_CLIENT_WRITE) ? URL(visit->arena, "/clients/enterprise/new") : (struct url){STR_NONE},
                   TR(html, "Nueva empresa", "New enterprise"));
        return ERR_OK;
    }
    H(html, "<div class=\"two\"><section class=\"card\">");
    draw_sessions(visit, &sessions);
    H(html, "</section><section class=\"card\">");
    draw_events(visit, &events);
    H(html, "</section></div>");
    return ERR_OK;
}

/* ---- the page -------------------------------------------------------------------------------------------------- */

static size_t quick_actions(struct visit *visit, struct page_link *out)
{
    static const struct {
        enum permission permission;
        struct text label;
        const char *path;
        bool primary;
    } actions[] = {
        {PERM_SERVICE_WRITE, T("Registrar sesión", "Record session"), "/sessions/new", true},
        {PERM_CLIENT_WRITE, T("Nuevo cliente", "New client"), "/clients/enterprise/new", false},
        {PERM_SHARED_READ, T("Clientes que comparten", "Clients who share"), "/shared", true},
        {PERM_USERS, T("Usuarios", "Users"), "/users", true},
        {PERM_USERS, T("Fichas de la API", "API tokens"), "/tokens", false},
    };
    size_t count = 0;
    for (size_t i = 0; i < COUNT_OF(actions); i++) {
        if (visit_may(visit, actions[i].permission)) {
            out[count++] = (struct page_link){.label = text_in(actions[i].label, visit->lang),
                                              .url = url_local(visit->arena, str_of(actions[i].path)),
                                              .primary = actions[i].primary};
        }
    }
    return count;
}

static enum err show_results(struct home *home)
{
    struct visit *visit = home->visit;
    struct statement_input *in = shape_new(visit->arena, &statement_input_shape);
    struct statement *statement = shape_new(visit->arena, &statement_shape);
    in->from = home->from;
    in->to = home->to;
    TRY(visit_run(visit, op_find(S("results.statement")), in, statement));
    struct list targets;
    TRY(target_desk_progress(visit, home->from, home->to, &targets));
    show_years(home);
    show_tiles(home, statement, &targets);
    H(visit->html, "<div class=\"half\">");
    TRY(show_months(home));
    H(visit->html, "<section class=\"card\">");
    struct statement_input everywhere = *in; /* beside the map it is said who came from elsewhere */
    everywhere.territory = S("SV");
    TRY(coverage_show(visit, &everywhere, home->territory, year_name(home, home->year)));
    H(visit->html, "</section></div></div>");
    return ERR_OK;
}

static enum err home_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct home home = {.visit = &visit};
    if (!bound_is_none(&visit.actor.bound)) {
        return visit_go(&visit, URL(visit.arena, "/reports"), TEXT_NONE);
    }
    bool results = visit_may(&visit, PERM_RESULTS_READ);
    find_unit(&home);
    if (results) {
        TRY(years_find(&visit, STR_NONE, home.years.month, &home.years));
    }
    home.year = years_choose(&home.years, request_query(req, "year"));
    home.from = years_from(&home.years, home.year);
    home.to = years_to(&home.years, home.year);
    struct page_link actions[6];
    visit.page.actions = actions;
    visit.page.action_count = quick_actions(&visit, actions);
    visit.page.lead = home.unit_name;
    const char *year = str_c(visit.arena, year_name(&home, home.year));
    struct text the_year = text_format(visit.arena, TEXT("El año %s", "The year %s"), year);
    bool works = visit_may(&visit, PERM_RECORD_READ);
    if (works) {
        struct str day = date_words(visit.arena, clock_today(), visit.lang);
        visit.page.lead = str_is_empty(home.unit_name) ? day : str_format(visit.arena, STR_FMT " · " STR_FMT, STR_ARG(day), STR_ARG(home.unit_name));
    }
    visit_page(&visit, works || !results ? TEXT("Hoy", "Today") : the_year, PLACE_HOME);
    if (works) {
        TRY(today_show(&visit));
        TRY(duplicate_web_notice(&visit));
    }
    if (works && results) {
        H(visit.html, "<h2>");
        h_t(visit.html, the_year);
        H(visit.html, "</h2>");
    }
    if (results) {
        TRY(show_results(&home));
    }
    if (works) {
        TRY(show_newest(&visit));
    }
    if (!results) {
        H(visit.html, "<p>");
        HT(visit.html, "Su rol administra el sistema y no lee datos de clientes.",
           "Your role manages the system and reads no data of clients.");
        H(visit.html, "</p>");
    }
    return visit_end(&visit);
}

const struct route home_routes[] = {
    {.method = METHOD_GET, .pattern = "/", .handler = home_page},
};
const size_t home_route_count = COUNT_OF(home_routes);
