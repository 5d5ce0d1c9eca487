/* html/table.h: data tables: sticky header, sorting and paging by plain links, cards on a phone.
 *
 *     static const struct column columns[] = {{.label = T("Cliente", "Client"), .key = "name"}, {…, .number = true}};
 *     struct table table = {.caption = caption, .columns = columns, .count = COUNT_OF(columns)};
 *     table_open(html, &table);
 *     for (…) {
 *         table_row(html, &table);
 *         table_link(html, &table, URL(arena, "/clients/{}", code), name);
 *         table_count(html, &table, sessions);
 *         table_row_end(html, &table);
 *     }
 *     table_close(html, &table);
 *
 * Each cell function fills the next column; a row must fill them all (asserted).
 */
#ifndef ADELANTE_HTML_TABLE_H
#define ADELANTE_HTML_TABLE_H

#include "core/field.h"
#include "html/html.h"

struct column {
    struct text label;
    const char *key; /* the value of ?sort= ("name", descending "-name"); NULL: not sortable */
    bool number;     /* to the right, in tabular figures */
    bool minor;      /* left out on a phone */
};
struct table {
    struct str caption;    /* what the table shows; read to the blind always */
    bool caption_hidden;   /* and to others by the heading above it */
    const struct column *columns;
    size_t count;
    struct url here;       /* this list with its filters, without sort and after: what the sort links are made of */
    struct str sort;       /* "name", "-name": the order shown */
    struct url next;       /* keyset paging: the next page; none at the end */
    struct url first;      /* back to the first page; none on it */
    int64_t total;         /* rows in all; 0 or INT_NONE: not said */
    bool plain;            /* no cards on a phone: scrolls sideways in its own box (few narrow columns, sheets) */
    /* the table's own */
    size_t at;
    size_t rows;
    bool in_row;
    bool in_foot;
};
void table_open(struct html *html, struct table *table);
void table_row(struct html *html, struct table *table);
void table_row_end(struct html *html, struct table *table);
/* From here on rows are totals. */
void table_foot(struct html *html, struct table *table);
void table_close(struct html *html, struct table *table);

void table_text(struct html *html, struct table *table, struct str text); /* none: an em dash, blank in the foot */
/* The first column's usual cell: the name that opens the record, with a second grey line (may be empty). */
void table_link(struct html *html, struct table *table, struct url url, struct str label);
void table_link_note(struct html *html, struct table *table, struct url url, struct str label, struct str note);
void table_count(struct html *html, struct table *table, int64_t count);    /* INT_NONE: an em dash */
void table_money(struct html *html, struct table *table, struct money money); /* 41,250.75 */
void table_date(struct html *html, struct table *table, struct date date);
void table_chip(struct html *html, struct table *table, enum tone tone, struct str word);
void table_field(struct html *html, struct table *table, const struct field *field, const void *row);
/* A figure of VALUE kind, to the right: count, money or hundredths. */
void table_value(struct html *html, struct table *table, struct value value);
/* Anything else: markup between open and close. */
void table_cell_open(struct html *html, struct table *table);
void table_cell_close(struct html *html, struct table *table);

/* A whole table from records of a shape: the named fields as columns (NULL-terminated), the first one linked by `link`
 * (NULL: not linked). caption, here, sort, next, total are taken from `table`; its columns are filled in. */
typedef struct url table_linker(struct arena *arena, const void *row);
void table_records(struct html *html, struct table *table, const struct shape *shape, const char *const *names,
                   struct rows rows, table_linker *link);

/* Filters as plain links: a line of words, the current one marked. */
struct table_filter {
    struct str label;
    struct url url;
    bool current;
    int64_t count; /* INT_NONE: not said */
};
void table_filters(struct html *html, struct str label, const struct table_filter *filters, size_t count);

#endif
