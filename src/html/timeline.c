#include "html/timeline.h"

struct kind_row {
    struct text label;
    const char *name; /* class of the mark */
};
static const struct kind_row kinds[] = {
    [TIMELINE_ADVICE] = {T("Asesoría", "Advice"), "advice"},
    [TIMELINE_TRAINING] = {T("Capacitación", "Training"), "training"},
    [TIMELINE_ASSISTANCE] = {T("Asistencia técnica", "Technical assistance"), "assistance"},
    [TIMELINE_LINK] = {T("Vinculación", "Link"), "link"},
    [TIMELINE_SNAPSHOT] = {T("Medición", "Measurement"), "snapshot"},
    [TIMELINE_MILESTONE] = {T("Logro", "Milestone"), "milestone"},
    [TIMELINE_CHANGE] = {T("Cambio", "Change"), "change"},
};

/* A shape for each kind beside its word: not by colour alone. Literals, because markup can be nothing else. */
static void put_mark(struct html *html, enum timeline_kind kind)
{
    H(html, "<svg class=\"mark\" viewBox=\"0 0 20 20\" aria-hidden=\"true\"><g");
    h_attr(html, "class", str_of(kinds[kind].name));
    H(html, ">");
    switch (kind) {
    case TIMELINE_ADVICE:
        H(html, "<path d=\"M3 4h14v9h-7l-4 4v-4h-3z\"/>");
        break;
    case TIMELINE_TRAINING:
        H(html, "<path d=\"M10 3l8 4-8 4-8-4zM5 10v4c3 2.5 7 2.5 10 0v-4\"/>");
        break;
    case TIMELINE_ASSISTANCE:
        H(html, "<path d=\"M5 2h7l4 4v12h-11zM8 9h5M8 13h5\"/>");
        break;
    case TIMELINE_LINK:
        H(html, "<path d=\"M3 10h14M12 5l5 5-5 5\"/>");
        break;
    case TIMELINE_SNAPSHOT:
        H(html, "<path d=\"M3 17v-6h3v6zM9 17v-9h3v9zM15 17v-13h3v13z\"/>");
        break;
    case TIMELINE_MILESTONE:
        H(html, "<path d=\"M5 18v-15h10l-3 4 3 4h-10\"/>");
        break;
    case TIMELINE_CHANGE:
        H(html, "<circle cx=\"10\" cy=\"10\" r=\"5\"/>");
        break;
    }
    H(html, "</g></svg>");
}

static void put_item(struct html *html, const struct timeline_item *item)
{
    H(html, "<li>");
    put_mark(html, item->kind);
    H(html, "<div><p class=\"when\">");
    h_date(html, item->date);
    H(html, " · ");
    h_t(html, kinds[item->kind].label);
    if (!str_is_empty(item->state)) {
        H(html, " ");
        h_chip(html, item->tone, item->state);
    }
    H(html, "</p><p class=\"what\">");
    h_link(html, item->url, item->title);
    H(html, "</p>");
    if (!str_is_empty(item->detail)) {
        H(html, "<p class=\"detail\">");
        h_lines(html, item->detail);
        H(html, "</p>");
    }
    H(html, "</div></li>");
}

void timeline_draw(struct html *html, const struct timeline_item *items, size_t count)
{
    int year = 0;
    bool open = false;
    H(html, "<div class=\"timeline\">");
    for (size_t i = 0; i < count; i++) {
        if (!open || items[i].date.year != year) {
            if (open) {
                H(html, "</ol>");
            }
            year = items[i].date.year;
            H(html, "<h3>");
            h_int(html, year);
            H(html, "</h3><ol>");
            open = true;
        }
        put_item(html, &items[i]);
    }
    if (open) {
        H(html, "</ol>");
    }
    H(html, "</div>");
}
