#include "centre/today_web.h"

#include "alliance/alliance.h"
#include "centre/target_desk_web.h"
#include "centre/work.h"
#include "client/desk_web.h"

#include <string.h>

/* How a section's day is to be read, and where the whole list stands. */
static const struct {
    const char *code;
    bool since; /* waits since then, rather than until then */
    const char *path;
} ways[] = {
    {"appointments", false, "/agenda"}, {"actions_due", false, "/plans"},       {"own_intakes", true, "/intakes"},
    {"intakes", true, "/intakes"},        {"plans", true, "/plans"},              {"approvals", true, "/assistances"},
    {"payments_held", true, "/assistances"}, {"payments_ready", true, "/assistances"}, {"offers", false, "/assistances"},
    {"contracts", true, "/assistances"},  {"reports", true, "/monthly_reports"}, {"duplicates", true, "/duplicates"},
    {"late_services", false, "/events"},
    {"late_sessions", false, "/agenda"}, {"late_plans", false, "/plans"},      {"unverified", true, NULL},             {"fund_invoices", false, "/fund"},
    {"agreements", false, "/agreements/due"},
    {"resolutions", false, "/resolutions"}, {"duties", false, "/duties"},
};

static size_t way_of(struct str section)
{
    size_t i = 0;
    while (i + 1 < COUNT_OF(ways) && !str_eq_c(section, ways[i].code)) {
        i++;
    }
    return i;
}

static void draw_day(struct visit *visit, const struct work_item *item, bool since)
{
    struct html *html = visit->html;
    H(html, "<span class=\"when\">");
    if (since) {
        HT(html, "desde ", "since ");
    } else if (item->days == 0) {
        h_chip(html, TONE_WARN, TR(html, "hoy", "today"));
    } else if (item->days == 1) {
        h_chip(html, TONE_PLAIN, TR(html, "mañana", "tomorrow"));
    } else if (item->days < 0) {
        h_chip(html, TONE_BAD, TR(html, "atrasado", "late"));
    }
    H(html, " ");
    h_date(html, item->date);
    H(html, "</span>");
}

static void draw_item(struct visit *visit, const struct work_item *item, bool since)
{
    struct html *html = visit->html;
    struct str title = str_is_empty(item->title) ? item->code : item->title;
    H(html, "<li><span class=\"what\">");
    h_link(html, desk_record_url(visit->arena, item->dataset, item->code), title);
    if (!str_is_empty(item->who)) {
        H(html, " <span class=\"quiet\">");
        /* What falls due in an agreement says what it is instead of whose. */
        h_text(html, str_eq(item->section, S("agreements")) ? desk_word(visit, alliance_alert_kinds, item->who) : item->who);
        H(html, "</span>");
    }
    H(html, "</span>");
    draw_day(visit, item, since);
    H(html, "</li>");
}

static void draw_section(struct visit *visit, const struct work_count *section, const struct rows *items)
{
    struct html *html = visit->html;
    size_t way = way_of(section->code);
    const struct work_item *rows = items->items;
    int64_t shown = 0;
    H(html, "<section class=\"card\"><h2>");
    h_t(html, section->label);
    H(html, " <span class=\"quiet\">");
    h_count(html, section->count);
    H(html, "</span></h2><ul class=\"waits\">");
    for (size_t i = 0; i < items->len; i++) {
        if (str_eq(rows[i].section, section->code)) {
            draw_item(visit, &rows[i], ways[way].since);
            shown++;
        }
    }
    H(html, "</ul>");
    if (section->count > shown && ways[way].path != NULL) {
        H(html, "<p class=\"note\">");
        h_link(html, url_local(visit->arena, str_of(ways[way].path)),
               str_format(visit->arena, STR_FMT " " STR_FMT, STR_ARG(count_display(visit->arena, section->count - shown)),
                          STR_ARG(TR(html, "más", "more"))));
        H(html, "</p>");
    }
    H(html, "</section>");
}

/* Records that lack a piece: the rules with something under them. */
static bool draw_quality(struct visit *visit, const struct list *rules)
{
    struct html *html = visit->html;
    const struct work_count *rows = rules->rows.items;
    int64_t all = 0;
    for (size_t i = 0; i < rules->rows.len; i++) {
        all += rows[i].count;
    }
    if (all == 0) {
        return false;
    }
    H(html, "<section class=\"card\"><h2>");
    HT(html, "Registros a los que les falta algo", "Records that lack something");
    H(html, "</h2><ul class=\"waits\">");
    for (size_t i = 0; i < rules->rows.len; i++) {
        if (rows[i].count == 0) {
            continue;
        }
        H(html, "<li><span class=\"what\">");
        h_link(html, URL(visit->arena, "/quality?rule={}", rows[i].code), text_in(rows[i].label, visit->lang));
        H(html, "</span><span class=\"when\">");
        h_count(html, rows[i].count);
        H(html, "</span></li>");
    }
    H(html, "</ul></section>");
    return true;
}

/* A name within a sentence: its first letter small. */
static struct str inner(struct arena *arena, struct str name)
{
    bool capital = name.len > 0 && name.ptr[0] >= 'A' && name.ptr[0] <= 'Z';
    return capital ? str_format(arena, "%c%.*s", name.ptr[0] + ('a' - 'A'), (int)(name.len - 1), name.ptr + 1) : name;
}

/* What is empty, in one sentence. */
static void draw_empty(struct visit *visit, const struct work_today *today, bool complete)
{
    struct buf names = BUF(visit->arena);
    const struct work_count *rows = today->sections.items;
    for (size_t i = 0; i < today->sections.len; i++) {
        if (rows[i].count == 0) {
            struct str label = text_in(rows[i].label, visit->lang);
            buf_put_c(&names, names.len > 0 ? ", " : "");
            buf_put(&names, inner(visit->arena, label));
        }
    }
    if (complete) {
        buf_put_c(&names, names.len > 0 ? ", " : "");
        buf_put(&names, text_in(TEXT("registros a los que les falta algo", "records that lack something"), visit->lang));
    }
    if (names.len > 0) {
        H(visit->html, "<p class=\"note card\">");
        HT(visit->html, "Al día, sin nada pendiente: ", "Up to date, nothing waits: ");
        h_text(visit->html, buf_str(&names));
        H(visit->html, ".</p>");
    }
}

/* The lists that today's work is taken from. */
static void draw_lists(struct visit *visit)
{
    static const struct {
        const char *path;
        struct text label;
    } lists[] = {{"/targets", T("Metas", "Targets")}, {"/quality", T("Calidad de los datos", "Data quality")},
                 {"/monthly_reports", T("Informes mensuales", "Monthly reports")}, {"/reports", T("Todos los informes", "All reports")}};
    H(visit->html, "<p class=\"row screen\">");
    for (size_t i = 0; i < COUNT_OF(lists); i++) {
        h_link(visit->html, url_local(visit->arena, str_of(lists[i].path)), text_in(lists[i].label, visit->lang));
        H(visit->html, " ");
    }
    H(visit->html, "</p>");
}

enum err today_show(struct visit *visit)
{
    const struct op *read = op_find(S("today.read"));
    const struct op *summary = op_find(S("quality.summary"));
    struct work_today today;
    struct list rules = {.total = INT_NONE};
    shape_clear(&work_today_shape, &today);
    TRY(visit_run(visit, read, shape_new(visit->arena, read->input), &today));
    if (today.sections.len == 0) {
        return ERR_OK;
    }
    TRY(visit_run(visit, summary, shape_new(visit->arena, summary->input), &rules));
    const struct work_count *rows = today.sections.items;
    H(visit->html, "<div class=\"wall\">");
    for (size_t i = 0; i < today.sections.len; i++) {
        if (rows[i].count > 0) {
            draw_section(visit, &rows[i], &today.items);
        }
    }
    struct list targets;
    TRY(target_desk_progress(visit, clock_today(), clock_today(), &targets));
    target_desk_show(visit, &targets);
    bool lacking = draw_quality(visit, &rules);
    H(visit->html, "</div>");
    draw_empty(visit, &today, !lacking);
    draw_lists(visit);
    return ERR_OK;
}
