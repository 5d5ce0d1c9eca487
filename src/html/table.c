#include "html/table.h"

#include "html/chart.h"

static void put_sort_link(struct html *html, const struct table *table, const struct column *column)
{
    struct str key = str_of(column->key);
    bool up = str_eq(table->sort, key);
    bool down = str_starts(table->sort, S("-")) && str_eq(str_slice(table->sort, 1, table->sort.len), key);
    struct str next = up ? str_format(html->arena, "-%s", column->key) : key;
    if (up || down) {
        h_attr(html, "aria-sort", up ? S("ascending") : S("descending"));
    }
    H(html, "><a");
    h_href(html, url_with(html->arena, table->here, "sort", next));
    H(html, ">");
    h_t(html, column->label);
    if (up || down) {
        H(html, " <span aria-hidden=\"true\">");
        h_text(html, up ? S("↑") : S("↓"));
        H(html, "</span>");
    }
    H(html, "</a>");
}

static struct str cell_class(const struct column *column)
{
    if (column->number) {
        return column->minor ? S("n minor") : S("n");
    }
    return column->minor ? S("minor") : STR_NONE;
}

static void put_class(struct html *html, const struct column *column)
{
    struct str name = cell_class(column);
    if (!str_is_empty(name)) {
        h_attr(html, "class", name);
    }
}

void table_open(struct html *html, struct table *table)
{
    table->at = 0;
    table->rows = 0;
    table->in_row = false;
    table->in_foot = false;
    if (table->plain) {
        H(html, "<div class=\"scroll\" role=\"region\" tabindex=\"0\"");
        h_attr(html, "aria-label", table->caption);
        H(html, ">");
    }
    H(html, "<table role=\"table\"");
    if (!table->plain) {
        H(html, " class=\"cards\"");
    }
    H(html, "><caption");
    if (table->caption_hidden) {
        H(html, " class=\"hide\"");
    }
    H(html, ">");
    h_text(html, table->caption);
    H(html, "</caption><thead role=\"rowgroup\"><tr role=\"row\">");
    for (size_t i = 0; i < table->count; i++) {
        const struct column *column = &table->columns[i];
        H(html, "<th scope=\"col\" role=\"columnheader\"");
        put_class(html, column);
        if (column->key != NULL && !url_is_none(table->here)) {
            put_sort_link(html, table, column);
        } else {
            H(html, ">");
            h_t(html, column->label);
        }
        H(html, "</th>");
    }
    H(html, "</tr></thead><tbody role=\"rowgroup\">");
}

void table_row(struct html *html, struct table *table)
{
    assert(!table->in_row);
    table->in_row = true;
    table->at = 0;
    table->rows++;
    H(html, "<tr role=\"row\">");
}

void table_row_end(struct html *html, struct table *table)
{
    assert(table->in_row && table->at == table->count);
    table->in_row = false;
    H(html, "</tr>");
}

void table_foot(struct html *html, struct table *table)
{
    assert(!table->in_row && !table->in_foot);
    table->in_foot = true;
    H(html, "</tbody><tfoot role=\"rowgroup\">");
}

static void put_paging(struct html *html, const struct table *table)
{
    bool counted = table->total > 0;
    if (!counted && url_is_none(table->next) && url_is_none(table->first)) {
        return;
    }
    H(html, "<nav class=\"paging\"");
    h_attr_t(html, "aria-label", TEXT("Más filas", "More rows"));
    H(html, ">");
    if (counted) {
        H(html, "<span class=\"quiet\">");
        h_count(html, table->total);
        HT(html, " en total", " in all");
        H(html, "</span>");
    }
    if (!url_is_none(table->first)) {
        h_button_link(html, table->first, TR(html, "Volver al principio", "Back to the beginning"), false);
    }
    if (!url_is_none(table->next)) {
        h_button_link(html, table->next, TR(html, "Ver más", "See more"), false);
    }
    H(html, "</nav>");
}

void table_close(struct html *html, struct table *table)
{
    assert(!table->in_row);
    if (table->in_foot) {
        H(html, "</tfoot></table>");
    } else {
        H(html, "</tbody></table>");
    }
    if (table->plain) {
        H(html, "</div>");
    }
    put_paging(html, table);
}

void table_cell_open(struct html *html, struct table *table)
{
    assert(table->in_row && table->at < table->count);
    const struct column *column = &table->columns[table->at];
    H(html, "<td role=\"cell\"");
    put_class(html, column);
    if (table->at > 0 && !table->plain) {
        h_attr_t(html, "data-label", column->label);
    }
    H(html, ">");
    table->at++;
}

void table_cell_close(struct html *html, struct table *table)
{
    (void)table;
    H(html, "</td>");
}

void table_text(struct html *html, struct table *table, struct str text)
{
    table_cell_open(html, table);
    if (str_is_empty(text) && !table->in_foot) {
        H(html, "—");
    }
    h_lines(html, text);
    table_cell_close(html, table);
}

void table_link(struct html *html, struct table *table, struct url url, struct str label)
{
    table_link_note(html, table, url, label, STR_NONE);
}

void table_link_note(struct html *html, struct table *table, struct url url, struct str label, struct str note)
{
    table_cell_open(html, table);
    h_link(html, url, label);
    if (!str_is_empty(note)) {
        H(html, "<br><span class=\"quiet\">");
        h_text(html, note);
        H(html, "</span>");
    }
    table_cell_close(html, table);
}

void table_count(struct html *html, struct table *table, int64_t count)
{
    table_cell_open(html, table);
    h_count(html, count);
    table_cell_close(html, table);
}

void table_money(struct html *html, struct table *table, struct money money)
{
    table_cell_open(html, table);
    h_text(html, money_is_none(money) ? S("—") : money_display(html->arena, money));
    table_cell_close(html, table);
}

void table_date(struct html *html, struct table *table, struct date date)
{
    table_cell_open(html, table);
    if (date_is_none(date)) {
        H(html, "—");
    } else {
        h_date(html, date);
    }
    table_cell_close(html, table);
}

void table_chip(struct html *html, struct table *table, enum tone tone, struct str word)
{
    table_cell_open(html, table);
    h_chip(html, tone, word);
    table_cell_close(html, table);
}

void table_field(struct html *html, struct table *table, const struct field *field, const void *row)
{
    table_text(html, table, field_display(html->arena, field, row, html->lang));
}

void table_value(struct html *html, struct table *table, struct value value)
{
    table_cell_open(html, table);
    h_text(html, chart_value(html->arena, value));
    table_cell_close(html, table);
}

static bool is_number(enum field_type type)
{
    return type == FIELD_TYPE_INT || type == FIELD_TYPE_PERCENT || type == FIELD_TYPE_MINUTES || type == FIELD_TYPE_MONEY ||
           type == FIELD_TYPE_VALUE;
}

void table_records(struct html *html, struct table *table, const struct shape *shape, const char *const *names,
                   struct rows rows, table_linker *link)
{
    size_t count = 0;
    while (names[count] != NULL) {
        count++;
    }
    const struct field **fields = ARENA_ARRAY(html->arena, const struct field *, count);
    struct column *columns = ARENA_ARRAY(html->arena, struct column, count);
    for (size_t i = 0; i < count; i++) {
        fields[i] = shape_find(shape, str_of(names[i]));
        assert(fields[i] != NULL);
        columns[i] = (struct column){.label = fields[i]->label, .number = is_number(fields[i]->type)};
    }
    table->columns = columns;
    table->count = count;
    table_open(html, table);
    for (size_t r = 0; r < rows.len; r++) {
        const void *row = (const char *)rows.items + r * shape->size;
        table_row(html, table);
        for (size_t i = 0; i < count; i++) {
            if (i == 0 && link != NULL) {
                table_link(html, table, link(html->arena, row), field_display(html->arena, fields[i], row, html->lang));
            } else {
                table_field(html, table, fields[i], row);
            }
        }
        table_row_end(html, table);
    }
    table_close(html, table);
}

void table_filters(struct html *html, struct str label, const struct table_filter *filters, size_t count)
{
    H(html, "<nav class=\"filters screen\"");
    h_attr(html, "aria-label", label);
    H(html, ">");
    for (size_t i = 0; i < count; i++) {
        H(html, "<a");
        h_href(html, filters[i].url);
        if (filters[i].current) {
            H(html, " aria-current=\"true\"");
        }
        H(html, ">");
        h_text(html, filters[i].label);
        if (filters[i].count != INT_NONE) {
            H(html, " <span class=\"quiet\">");
            h_count(html, filters[i].count);
            H(html, "</span>");
        }
        H(html, "</a>");
    }
    H(html, "</nav>");
}
