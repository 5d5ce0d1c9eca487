#include "html/chart.h"

#include "html/table.h"

/* User units of the drawings: 360 wide fits a phone without shrinking its letters. */
#define CHART_WIDTH 360
#define PLOT_HEIGHT 150
#define PLOT_TOP 10
#define AXIS_BELOW 20

/* ---- tiles and meters --------------------------------------------------------------------------- */

struct str chart_value(struct arena *arena, struct value value)
{
    switch (value.kind) {
    case VALUE_COUNT:
        return value.amount == INT_NONE ? S("—") : count_display(arena, value.amount);
    case VALUE_MONEY:
        return value.amount == INT_NONE ? S("—") : money_symbol(arena, money_of(value.amount, "USD"));
    case VALUE_HUNDREDTHS:
        return value.amount == INT_NONE ? S("—") : hundredths_plain(arena, value.amount);
    case VALUE_NONE:
        break;
    }
    return S("—");
}

enum tone chart_tone(int64_t percent)
{
    return percent >= 9500 ? TONE_OK : percent >= 7500 ? TONE_WARN : TONE_BAD;
}

void chart_meter(struct html *html, int64_t percent, enum tone tone, struct str label)
{
    static const char *const classes[] = {[TONE_PLAIN] = "fill", [TONE_OK] = "fill ok", [TONE_WARN] = "fill warn",
                                          [TONE_BAD] = "fill bad"};
    int64_t shown = percent < 0 ? 0 : percent > 10000 ? 10000 : percent;
    H(html, "<svg class=\"meter\" viewBox=\"0 0 10000 6\" preserveAspectRatio=\"none\" role=\"img\"");
    h_attr(html, "aria-label", label);
    H(html, "><rect class=\"track\" width=\"10000\" height=\"6\"/><rect height=\"6\"");
    h_attr(html, "class", str_of(classes[tone]));
    h_attr_int(html, "width", shown);
    H(html, "/></svg>");
}

void chart_tiles_open(struct html *html)
{
    H(html, "<div class=\"tiles\">");
}

void chart_tile(struct html *html, const struct tile *tile)
{
    struct str name = tile->value.kind == VALUE_MONEY ? S("tile money") : S("tile");
    bool linked = !url_is_none(tile->url);
    if (linked) {
        H(html, "<a");
        h_href(html, tile->url);
    } else {
        H(html, "<div");
    }
    h_attr(html, "class", name);
    H(html, "><strong>");
    h_text(html, str_is_empty(tile->text) ? chart_value(html->arena, tile->value) : tile->text);
    H(html, "</strong> <span>");
    h_text(html, tile->label);
    H(html, "</span>");
    if (tile->meter) {
        struct str percent = count_display(html->arena, (tile->percent + 50) / 100);
        chart_meter(html, tile->percent, tile->tone,
                    str_format(html->arena, STR_FMT " %s", STR_ARG(percent), html->lang == LANG_ES ? "% de la meta" : "% of the target"));
    }
    if (!str_is_empty(tile->note)) {
        H(html, " <small>");
        h_text(html, tile->note);
        H(html, "</small>");
    }
    if (linked) {
        H(html, "</a>");
    } else {
        H(html, "</div>");
    }
}

void chart_tiles_close(struct html *html)
{
    H(html, "</div>");
}

/* ---- what charts share ---------------------------------------------------------------------------- */

static struct str series_class(size_t i)
{
    static const char *const classes[] = {"s1", "s2", "s3", "s4", "s5"};
    assert(i < COUNT_OF(classes));
    return str_of(classes[i]);
}

static struct value chart_at(const struct chart *chart, size_t series, size_t i)
{
    return (struct value){chart->kind, chart->series[series].values[i]};
}

/* The first n letters: labels of months stand under narrow bars. */
static struct str cut_letters(struct str s, size_t n)
{
    size_t at = 0;
    size_t letters = 0;
    while (at < s.len && (letters < n || ((unsigned char)s.ptr[at] & 0xC0) == 0x80)) {
        letters += ((unsigned char)s.ptr[at] & 0xC0) != 0x80;
        at++;
        if (letters == n && (at == s.len || ((unsigned char)s.ptr[at] & 0xC0) != 0x80)) {
            break;
        }
    }
    return str_slice(s, 0, at);
}

static void put_legend(struct html *html, const struct chart *chart)
{
    if (chart->series_count < 2) {
        return;
    }
    H(html, "<ul class=\"legend\">");
    for (size_t i = 0; i < chart->series_count; i++) {
        H(html, "<li><svg class=\"swatch\" viewBox=\"0 0 10 10\" aria-hidden=\"true\"><rect width=\"10\" height=\"10\"");
        h_attr(html, "class", series_class(i));
        H(html, "/></svg>");
        h_text(html, chart->series[i].name);
        H(html, "</li>");
    }
    H(html, "</ul>");
}

static void figure_begin(struct html *html, const struct chart *chart)
{
    H(html, "<figure class=\"chart\"><figcaption>");
    h_text(html, chart->title);
    H(html, "</figcaption>");
    put_legend(html, chart);
}

static void put_title(struct html *html, const struct chart *chart)
{
    struct str title_id = html_id(html, "title");
    struct str desc_id = html_id(html, "desc");
    H(html, " role=\"img\"");
    h_attr(html, "aria-labelledby", str_format(html->arena, STR_FMT " " STR_FMT, STR_ARG(title_id), STR_ARG(desc_id)));
    H(html, "><title");
    h_attr(html, "id", title_id);
    H(html, ">");
    h_text(html, chart->title);
    H(html, "</title><desc");
    h_attr(html, "id", desc_id);
    H(html, ">");
    h_text(html, str_is_empty(chart->description) ? TR(html, "Los valores están en la tabla que sigue.",
                                                       "The values are in the table that follows.")
                                                  : chart->description);
    H(html, "</desc>");
}

static struct text same_text(struct html *html, struct str s)
{
    const char *c = str_c(html->arena, s);
    return TEXT(c, c);
}

static void put_table(struct html *html, const struct chart *chart)
{
    struct column *columns = ARENA_ARRAY(html->arena, struct column, chart->series_count + 1);
    columns[0] = (struct column){.label = same_text(html, chart->category)};
    for (size_t s = 0; s < chart->series_count; s++) {
        columns[s + 1] = (struct column){.label = same_text(html, chart->series[s].name), .number = true};
    }
    struct table table = {.caption = chart->title, .caption_hidden = true, .columns = columns,
                          .count = chart->series_count + 1, .plain = true};
    H(html, "<details");
    if (chart->table_open) {
        H(html, " open");
    }
    H(html, "><summary>");
    HT(html, "Ver como tabla", "See as a table");
    H(html, "</summary>");
    table_open(html, &table);
    for (size_t i = 0; i < chart->count; i++) {
        table_row(html, &table);
        table_link(html, &table, chart->urls == NULL ? (struct url){STR_NONE} : chart->urls[i], chart->labels[i]);
        for (size_t s = 0; s < chart->series_count; s++) {
            table_value(html, &table, chart_at(chart, s, i));
        }
        table_row_end(html, &table);
    }
    table_close(html, &table);
    H(html, "</details>");
}

static int64_t largest(const struct chart *chart)
{
    int64_t max = 0;
    for (size_t s = 0; s < chart->series_count; s++) {
        for (size_t i = 0; i < chart->count; i++) {
            int64_t value = chart->series[s].values[i];
            max = value != INT_NONE && value > max ? value : max;
        }
    }
    return max;
}

/* ---- upright bars ------------------------------------------------------------------------------------ */

/* Steps of 1, 2 or 5 times a power of ten, at most four of them; whole dollars for money. */
static int64_t nice_step(int64_t max)
{
    static const int64_t leads[] = {1, 2, 5};
    for (int64_t power = 1;; power *= 10) {
        for (size_t i = 0; i < COUNT_OF(leads); i++) {
            if (max <= 4 * leads[i] * power) {
                return leads[i] * power;
            }
        }
    }
}

struct plot {
    int64_t unit; /* what one step of the axis counts: 100 for money and hundredths */
    int64_t step;
    int64_t top;
    double left;
};

/* What lies below series s in the column of label i. */
static int64_t stack_height(const struct chart *chart, size_t s, size_t i)
{
    int64_t sum = 0;
    for (size_t k = 0; k < s; k++) {
        int64_t value = chart->series[k].values[i];
        sum += value == INT_NONE || value < 0 ? 0 : value;
    }
    return sum;
}

static int64_t highest_stack(const struct chart *chart)
{
    int64_t highest = 0;
    for (size_t i = 0; i < chart->count; i++) {
        int64_t height = stack_height(chart, chart->series_count, i);
        highest = height > highest ? height : highest;
    }
    return highest;
}

static struct plot plot_of(struct html *html, const struct chart *chart)
{
    struct plot plot = {.unit = chart->kind == VALUE_COUNT ? 1 : 100};
    int64_t max = ((chart->stacked ? highest_stack(chart) : largest(chart)) + plot.unit - 1) / plot.unit;
    plot.step = nice_step(max < 1 ? 1 : max);
    plot.top = (max < 1 ? 1 : (max + plot.step - 1) / plot.step) * plot.step;
    plot.left = 10 + 6.2 * (double)count_display(html->arena, plot.top).len;
    return plot;
}

static void put_axis(struct html *html, const struct plot *plot)
{
    for (int64_t tick = 0; tick <= plot->top; tick += plot->step) {
        double y = PLOT_TOP + PLOT_HEIGHT * (1 - (double)tick / (double)plot->top);
        buf_format(html->out, "<line class=\"grid\" x1=\"%.1f\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>", plot->left, CHART_WIDTH, y, y);
        buf_format(html->out, "<text class=\"end\" x=\"%.1f\" y=\"%.1f\">", plot->left - 5, y + 3.5);
        h_text(html, count_display(html->arena, tick));
        H(html, "</text>");
    }
}

static void put_column(struct html *html, const struct chart *chart, const struct plot *plot, size_t s, size_t i)
{
    int64_t value = chart->series[s].values[i];
    if (value == INT_NONE) {
        return;
    }
    double slot = (CHART_WIDTH - plot->left) / (double)chart->count;
    double width = slot * 0.76 / (chart->stacked ? 1 : (double)chart->series_count);
    double share = value < 0 ? 0 : (double)value / ((double)plot->top * (double)plot->unit);
    double below = chart->stacked ? (double)stack_height(chart, s, i) / ((double)plot->top * (double)plot->unit) : 0;
    double x = plot->left + slot * ((double)i + 0.12) + (chart->stacked ? 0 : width * (double)s);
    H(html, "<rect");
    h_attr(html, "class", series_class(s));
    buf_format(html->out, " x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"><title>", x,
               PLOT_TOP + PLOT_HEIGHT * (1 - below - share), width, PLOT_HEIGHT * share);
    h_text(html, chart->labels[i]);
    if (chart->stacked) {
        H(html, ", ");
        h_text(html, chart->series[s].name);
    }
    H(html, ": ");
    h_text(html, chart_value(html->arena, chart_at(chart, s, i)));
    H(html, "</title></rect>");
}

void chart_columns(struct html *html, const struct chart *chart)
{
    assert(chart->series_count >= 1 && chart->series_count <= (chart->stacked ? 5 : 2) && chart->count > 0);
    struct plot plot = plot_of(html, chart);
    figure_begin(html, chart);
    buf_format(html->out, "<svg class=\"columns\" viewBox=\"0 0 %d %d\"", CHART_WIDTH, PLOT_TOP + PLOT_HEIGHT + AXIS_BELOW);
    put_title(html, chart);
    put_axis(html, &plot);
    double slot = (CHART_WIDTH - plot.left) / (double)chart->count;
    for (size_t i = 0; i < chart->count; i++) {
        for (size_t s = 0; s < chart->series_count; s++) {
            put_column(html, chart, &plot, s, i);
        }
        buf_format(html->out, "<text class=\"mid\" x=\"%.1f\" y=\"%d\">", plot.left + slot * ((double)i + 0.5),
                   PLOT_TOP + PLOT_HEIGHT + 15);
        h_text(html, cut_letters(chart->labels[i], chart->count > 6 ? 3 : 8));
        H(html, "</text>");
    }
    H(html, "</svg>");
    put_table(html, chart);
    H(html, "</figure>");
}

/* ---- lying bars: the picture is the table itself ----------------------------------------------------- */

static void put_bar(struct html *html, struct str name, int64_t value, int64_t max)
{
    int64_t width = value == INT_NONE || value < 0 || max == 0 ? 0 : (int64_t)(10000.0 * (double)value / (double)max);
    H(html, "<svg class=\"bar-line\" viewBox=\"0 0 10000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\"><rect height=\"10\"");
    h_attr(html, "class", name);
    h_attr_int(html, "width", width);
    H(html, "/></svg>");
}

void chart_bars(struct html *html, const struct chart *chart)
{
    assert(chart->series_count >= 1 && chart->series_count <= 2);
    int64_t max = largest(chart);
    figure_begin(html, chart);
    if (!str_is_empty(chart->description)) {
        H(html, "<p class=\"note\">");
        h_text(html, chart->description);
        H(html, "</p>");
    }
    /* Roles in words: on a phone the rows become grids, and browsers then forget that this is a table. */
    H(html, "<table class=\"bars\" role=\"table\"><caption class=\"hide\">");
    h_text(html, chart->title);
    H(html, "</caption><thead class=\"hide\" role=\"rowgroup\"><tr role=\"row\"><th scope=\"col\" role=\"columnheader\">");
    h_text(html, chart->category);
    H(html, "</th><td role=\"cell\"></td>");
    for (size_t s = 0; s < chart->series_count; s++) {
        H(html, "<th scope=\"col\" role=\"columnheader\">");
        h_text(html, chart->series[s].name);
        H(html, "</th>");
    }
    H(html, "</tr></thead><tbody role=\"rowgroup\">");
    for (size_t i = 0; i < chart->count; i++) {
        H(html, "<tr role=\"row\"><th scope=\"row\" role=\"rowheader\">");
        h_link(html, chart->urls == NULL ? (struct url){STR_NONE} : chart->urls[i], chart->labels[i]);
        H(html, "</th><td class=\"bar-cell\" role=\"cell\">");
        for (size_t s = 0; s < chart->series_count; s++) {
            put_bar(html, series_class(s), chart->series[s].values[i], max);
        }
        H(html, "</td>");
        for (size_t s = 0; s < chart->series_count; s++) {
            H(html, "<td class=\"n\" role=\"cell\">");
            h_text(html, chart_value(html->arena, chart_at(chart, s, i)));
            H(html, "</td>");
        }
        H(html, "</tr>");
    }
    H(html, "</tbody></table></figure>");
}

/* ---- stacks --------------------------------------------------------------------------------------------- */

static int64_t stack_total(const struct chart *chart, size_t i)
{
    int64_t total = 0;
    for (size_t s = 0; s < chart->series_count; s++) {
        int64_t value = chart->series[s].values[i];
        total += value == INT_NONE || value < 0 ? 0 : value;
    }
    return total;
}

static void put_stack(struct html *html, const struct chart *chart, size_t i, int64_t max)
{
    H(html, "<svg class=\"stack-line\" viewBox=\"0 0 10000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
    int64_t before = 0;
    for (size_t s = 0; s < chart->series_count; s++) {
        int64_t value = chart->series[s].values[i];
        if (value == INT_NONE || value <= 0) {
            continue;
        }
        H(html, "<rect height=\"10\"");
        h_attr(html, "class", series_class(s));
        buf_format(html->out, " x=\"%.0f\" width=\"%.0f\"><title>", 10000.0 * (double)before / (double)max,
                   10000.0 * (double)value / (double)max);
        h_text(html, chart->series[s].name);
        H(html, ": ");
        h_text(html, chart_value(html->arena, chart_at(chart, s, i)));
        H(html, "</title></rect>");
        before += value;
    }
    H(html, "</svg>");
}

void chart_stack(struct html *html, const struct chart *chart)
{
    assert(chart->series_count >= 1 && chart->series_count <= 5);
    int64_t max = 1;
    for (size_t i = 0; i < chart->count; i++) {
        int64_t total = stack_total(chart, i);
        max = total > max ? total : max;
    }
    figure_begin(html, chart);
    if (!str_is_empty(chart->description)) {
        H(html, "<p class=\"note\">");
        h_text(html, chart->description);
        H(html, "</p>");
    }
    H(html, "<ul class=\"stacks\">");
    for (size_t i = 0; i < chart->count; i++) {
        H(html, "<li><span>");
        h_link(html, chart->urls == NULL ? (struct url){STR_NONE} : chart->urls[i], chart->labels[i]);
        H(html, "</span> <span class=\"n\">");
        h_text(html, chart_value(html->arena, (struct value){chart->kind, stack_total(chart, i)}));
        H(html, "</span>");
        put_stack(html, chart, i, max);
        H(html, "</li>");
    }
    H(html, "</ul>");
    put_table(html, chart);
    H(html, "</figure>");
}

/* ---- sparklines -------------------------------------------------------------------------------------------- */

void chart_spark(struct html *html, struct str title, const int64_t *values, size_t count)
{
    int64_t max = 1;
    for (size_t i = 0; i < count; i++) {
        max = values[i] > max ? values[i] : max;
    }
    H(html, "<svg class=\"spark\" viewBox=\"0 0 100 24\" role=\"img\"");
    h_attr(html, "aria-label", title);
    H(html, "><title>");
    h_text(html, title);
    H(html, "</title><path d=\"");
    bool drawing = false;
    for (size_t i = 0; i < count; i++) {
        if (values[i] == INT_NONE) {
            drawing = false;
            continue;
        }
        double x = count > 1 ? 3 + 94.0 * (double)i / (double)(count - 1) : 50;
        double y = 21 - 18.0 * (double)(values[i] < 0 ? 0 : values[i]) / (double)max;
        /* A point alone between two gaps is drawn as a dot by its round cap. */
        buf_format(html->out, "%s%.1f %.1f", drawing ? "L" : "M", x, y);
        if (!drawing) {
            H(html, "h0");
        }
        drawing = true;
    }
    H(html, "\"/></svg>");
}

const struct str *chart_months(struct html *html)
{
    struct str *months = ARENA_ARRAY(html->arena, struct str, 12);
    for (int i = 0; i < 12; i++) {
        months[i] = str_of(date_month_name(i + 1, html->lang));
    }
    return months;
}
