#include "client/desk_newest_web.h"

#include "html/form.h"

static struct url here(struct visit *visit, const struct desk_newest *newest)
{
    struct arena *arena = visit->arena;
    struct url url = url_local(arena, str_of(newest->path));
    const struct {
        const char *name;
        struct str value;
    } parts[] = {{"from", date_iso(arena, newest->from)}, {"to", date_iso(arena, newest->to)}, {"adviser", newest->adviser}};
    for (size_t i = 0; i < COUNT_OF(parts); i++) {
        url = str_is_empty(parts[i].value) ? url : url_with(arena, url, parts[i].name, parts[i].value);
    }
    return url;
}

static enum err ask(struct visit *visit, const char *op, const struct desk_newest *newest, struct list *out)
{
    *out = (struct list){.total = INT_NONE};
    return desk_ask(visit, op,
                    DESK_VALUES({"limit", S("50")}, {"from", date_iso(visit->arena, newest->from)}, {"to", date_iso(visit->arena, newest->to)},
                                {"adviser", newest->adviser}, {"after", newest->after}),
                    out);
}

enum err desk_newest_ask(struct visit *visit, const char *op, const char *path, struct desk_newest *newest, struct list *out)
{
    struct str own;
    *newest = (struct desk_newest){.path = path, .adviser = request_query(visit->req, "adviser"), .after = request_query(visit->req, "after")};
    newest->from = date_parse(request_query(visit->req, "from"), &newest->from) ? newest->from : DATE_NONE;
    newest->to = date_parse(request_query(visit->req, "to"), &newest->to) ? newest->to : DATE_NONE;
    TRY(desk_staff(visit, &newest->staff, &own));
    enum err err = ask(visit, op, newest, out);
    if (err == ERR_INVALID || err == ERR_NOT_FOUND) {
        *newest = (struct desk_newest){.path = path, .from = DATE_NONE, .to = DATE_NONE, .staff = newest->staff};
        err = ask(visit, op, newest, out);
    }
    newest->next = out->next;
    return err;
}

bool desk_newest_filters(const struct desk_newest *newest)
{
    return !date_is_none(newest->from) || !date_is_none(newest->to) || !str_is_empty(newest->adviser) || !str_is_empty(newest->after);
}

void desk_newest_bar(struct visit *visit, const struct desk_newest *newest)
{
    struct html *html = visit->html;
    form_filter_open(html, url_local(visit->arena, str_of(newest->path)), TR(html, "Filtrar por fecha y asesor(a)", "Filter by date and adviser"));
    form_filter_date(html, "from", TR(html, "Desde", "From"), newest->from);
    form_filter_date(html, "to", TR(html, "Hasta", "Until"), newest->to);
    if (newest->staff.count > 0) {
        struct desk_options advisers = desk_with_all(visit->arena, newest->staff, TR(html, "Todos", "All"));
        form_filter_select(html, "adviser", TR(html, "Asesor(a)", "Adviser"), advisers.items, advisers.count, newest->adviser);
    }
    form_filter_close(html, TR(html, "Ver", "Show"));
}

void desk_newest_pages(struct visit *visit, const struct desk_newest *newest, struct table *table)
{
    struct url url = here(visit, newest);
    table->next = str_is_empty(newest->next) ? (struct url){STR_NONE} : url_with(visit->arena, url, "after", newest->next);
    table->first = str_is_empty(newest->after) ? (struct url){STR_NONE} : url;
}

void desk_newest_none(struct visit *visit)
{
    struct html *html = visit->html;
    H(html, "<section class=\"card\"><p>");
    HT(html, "Nada en esas fechas y de esa persona.", "Nothing in those days and of that person.");
    H(html, "</p></section>");
}
