/* html/chart.h: pictures of numbers, drawn on the server as SVG with a title, a description and the table behind.
 *
 * Colours come from classes (no inline style); numbers are written by base/money. Missing is not zero: a value without
 * data (INT_NONE) leaves a gap and reads as an em dash.
 */
#ifndef ADELANTE_HTML_CHART_H
#define ADELANTE_HTML_CHART_H

#include "core/field.h"
#include "html/html.h"

/* ---- tiles: the figures of a statement ---------------------------------------------------- */

struct tile {
    struct str label;
    struct value value;     /* VALUE_NONE: an em dash */
    struct str text;        /* shown instead of the value if given */
    struct str note;        /* "meta 250 · 96 %" */
    struct url url;         /* opens the rows behind it; none: not a link */
    bool meter;             /* draw percent as a bar */
    int64_t percent;        /* hundredths of a per cent of the target: 9600; over 10000 fills the bar */
    enum tone tone;         /* of the meter */
};
void chart_tiles_open(struct html *html);
void chart_tile(struct html *html, const struct tile *tile);
void chart_tiles_close(struct html *html);
/* On target (from 95 %) ok, near (from 75 %) warn, off bad. */
enum tone chart_tone(int64_t percent);
/* The bar alone, for table cells. */
void chart_meter(struct html *html, int64_t percent, enum tone tone, struct str label);
/* As people read it: 1,234 · $ 1,234.00 · 12.50 · — */
struct str chart_value(struct arena *arena, struct value value);

/* ---- charts ---------------------------------------------------------------------------------- */

struct series {
    struct str name;
    const int64_t *values; /* one per label; INT_NONE: no data; negative values are drawn by chart_bars only as text */
};
struct chart {
    struct str title;       /* what it shows, as a sentence: "Sesiones por mes, 2014" */
    struct str description; /* what one sees in it; may be empty */
    struct str category;    /* the heading of the labels' column in the table behind: "Mes" */
    const struct str *labels;
    size_t count;
    const struct series *series; /* at most 2 for columns and bars, 5 for stacks */
    size_t series_count;
    enum value_kind kind;   /* counts, minor units of money, or hundredths */
    const struct url *urls; /* one per label, may be NULL: opens the rows behind (bars, and the table behind) */
    bool stacked;           /* columns: up to 5 series one above the other instead of 2 side by side */
    bool table_open;        /* show the table behind without asking */
};
/* Upright bars side by side, for months: labels are shortened to three letters. */
void chart_columns(struct html *html, const struct chart *chart);
/* Lying bars, for names: largest first is the caller's business. */
void chart_bars(struct html *html, const struct chart *chart);
/* One lying bar per label, its series one behind the other (shares of a whole: money by source). */
void chart_stack(struct html *html, const struct chart *chart);
/* A line without axes, as high as the text, for a table cell; first series only; no table behind. */
void chart_spark(struct html *html, struct str title, const int64_t *values, size_t count);
/* The twelve month names in the page's language, for .labels. */
const struct str *chart_months(struct html *html);

#endif
