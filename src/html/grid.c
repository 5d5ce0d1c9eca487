#include "html/grid.h"

static bool is_present(const struct grid *grid, size_t person, size_t day)
{
    return grid->present != NULL && grid->present[person * grid->day_count + day];
}

static struct str day_month(struct html *html, struct date day)
{
    return str_format(html->arena, "%d/%02d", day.day, day.month);
}

static void put_day_heading(struct html *html, const struct grid *grid, size_t d)
{
    static const struct text weekdays[] = {T("lun", "Mon"), T("mar", "Tue"), T("mié", "Wed"), T("jue", "Thu"),
                                           T("vie", "Fri"), T("sáb", "Sat"), T("dom", "Sun")};
    struct date day = grid->days[d];
    H(html, "<th scope=\"col\"><span class=\"quiet\">");
    h_t(html, weekdays[date_weekday(day) - 1]);
    H(html, "</span> <span class=\"day\">");
    h_text(html, day_month(html, day));
    H(html, "</span>");
    if (!grid->read_only) {
        H(html, "<label class=\"tick\"><input type=\"checkbox\" name=\"all\"");
        h_attr(html, "value", date_iso(html->arena, day));
        h_attr_int(html, "data-day", (int64_t)d);
        struct str words = date_words(html->arena, day, html->lang);
        h_attr(html, "aria-label", str_format(html->arena, "%s, " STR_FMT,
                                              html->lang == LANG_ES ? "Todos presentes" : "All present", STR_ARG(words)));
        H(html, "></label>");
    }
    H(html, "</th>");
}

static void put_cell(struct html *html, const struct grid *grid, size_t p, size_t d)
{
    bool present = is_present(grid, p, d);
    H(html, "<td>");
    if (grid->read_only) {
        h_text(html, present ? TR(html, "Sí", "Yes") : S("—"));
    } else {
        struct str day = date_iso(html->arena, grid->days[d]);
        struct str label = date_words(html->arena, grid->days[d], html->lang);
        H(html, "<label class=\"tick\"><input type=\"checkbox\" name=\"present\"");
        h_attr(html, "value", str_format(html->arena, STR_FMT "/" STR_FMT, STR_ARG(grid->persons[p].code), STR_ARG(day)));
        h_attr(html, "aria-label",
               str_format(html->arena, STR_FMT ", " STR_FMT, STR_ARG(grid->persons[p].name), STR_ARG(label)));
        h_attr_int(html, "data-day", (int64_t)d);
        if (present) {
            H(html, " checked");
        }
        H(html, "></label>");
    }
    H(html, "</td>");
}

static void put_totals(struct html *html, const struct grid *grid)
{
    H(html, "<tfoot><tr><th scope=\"row\">");
    HT(html, "Presentes", "Present");
    H(html, "</th>");
    for (size_t d = 0; d < grid->day_count; d++) {
        int64_t count = 0;
        for (size_t p = 0; p < grid->person_count; p++) {
            count += is_present(grid, p, d);
        }
        H(html, "<td");
        h_attr_int(html, "data-total", (int64_t)d);
        H(html, ">");
        h_count(html, count);
        H(html, "</td>");
    }
    H(html, "</tr></tfoot>");
}

void grid_draw(struct html *html, const struct grid *grid)
{
    H(html, "<div class=\"scroll\" role=\"region\" tabindex=\"0\"");
    h_attr(html, "aria-label", grid->caption);
    H(html, "><table class=\"attendance\" data-grid><caption class=\"hide\">");
    h_text(html, grid->caption);
    H(html, "</caption><thead><tr><th scope=\"col\">");
    HT(html, "Participante", "Participant");
    if (!grid->read_only) {
        H(html, "<span class=\"hint\">");
        HT(html, "La casilla bajo cada día marca a todos.", "The box under each day marks everybody.");
        H(html, "</span>");
    }
    H(html, "</th>");
    for (size_t d = 0; d < grid->day_count; d++) {
        put_day_heading(html, grid, d);
    }
    H(html, "</tr></thead><tbody>");
    for (size_t p = 0; p < grid->person_count; p++) {
        const struct grid_person *person = &grid->persons[p];
        H(html, "<tr><th scope=\"row\">");
        h_text(html, person->name);
        if (!str_is_empty(person->note)) {
            H(html, "<span class=\"quiet\">");
            h_text(html, person->note);
            H(html, "</span>");
        }
        if (!grid->read_only) {
            H(html, "<input type=\"hidden\" name=\"listed\"");
            h_attr(html, "value", person->code);
            H(html, ">");
        }
        H(html, "</th>");
        for (size_t d = 0; d < grid->day_count; d++) {
            put_cell(html, grid, p, d);
        }
        H(html, "</tr>");
    }
    H(html, "</tbody>");
    put_totals(html, grid);
    H(html, "</table></div>");
}

/* ---- what was sent -------------------------------------------------------------------------------- */

static size_t find_day(const struct grid *grid, struct str given)
{
    struct date date;
    if (!date_parse_iso(given, &date)) {
        return SIZE_MAX;
    }
    for (size_t d = 0; d < grid->day_count; d++) {
        if (date_cmp(grid->days[d], date) == 0) {
            return d;
        }
    }
    return SIZE_MAX;
}

static struct str given_text(const struct map *given, struct str name)
{
    const struct str *value = map_find(given, name);
    return value == NULL ? STR_NONE : *value;
}

void grid_given(const struct map *given, const struct grid *grid, bool *present)
{
    struct map persons = MAP(given->arena);
    for (size_t p = 0; p < grid->person_count; p++) {
        map_set(&persons, grid->persons[p].code, (void *)(uintptr_t)(p + 1));
    }
    for (size_t i = 0; i < grid->person_count * grid->day_count; i++) {
        present[i] = false;
    }
    struct str rest = given_text(given, S("present"));
    struct str cell;
    while (str_split(&rest, ';', &cell)) {
        /* The day is the last ten letters: a person's code may hold a slash itself. */
        if (cell.len < 12 || cell.ptr[cell.len - 11] != '/') {
            continue;
        }
        uintptr_t person = (uintptr_t)map_find(&persons, str_slice(cell, 0, cell.len - 11));
        size_t day = find_day(grid, str_slice(cell, cell.len - 10, cell.len));
        if (person > 0 && day != SIZE_MAX) {
            present[(person - 1) * grid->day_count + day] = true;
        }
    }
    rest = given_text(given, S("all"));
    while (str_split(&rest, ';', &cell)) {
        size_t day = find_day(grid, cell);
        for (size_t p = 0; day != SIZE_MAX && p < grid->person_count; p++) {
            present[p * grid->day_count + day] = true;
        }
    }
}
