#include "overview/size_web.h"

#include "account/pick.h"
#include "client/desk_web.h"
#include "client/size.h"
#include "html/table.h"
#include "results/snapshot.h"

struct sized {
    struct date on;
    int64_t sales;   /* minor units; INT_NONE: not known */
    int64_t workers;
    struct str rests_on;
    struct str by_hand; /* the class that somebody set, and why */
};

static int64_t sum(int64_t a, int64_t b)
{
    return a == INT_NONE ? b : b == INT_NONE ? a : a + b;
}

static struct sized of_snapshot(struct visit *visit, const struct snapshot *row)
{
    int64_t national = row->national_sales.minor == MONEY_MISSING ? INT_NONE : row->national_sales.minor;
    int64_t export = row->export_sales.minor == MONEY_MISSING ? INT_NONE : row->export_sales.minor;
    int64_t men = sum(row->jobs_male_fixed, row->jobs_male_temporary);
    int64_t women = sum(row->jobs_female_fixed, row->jobs_female_temporary);
    return (struct sized){
        .on = row->reference_date,
        .sales = row->window_months == 12 ? sum(national, export) : INT_NONE, /* the law speaks of a year's sales */
        .workers = sum(men, women),
        .rests_on = str_format(visit->arena, STR_FMT ": " STR_FMT, STR_ARG(text_in(snapshot_entity.label, visit->lang)),
                               STR_ARG(desk_word(visit, snapshot_kinds, row->kind))),
    };
}

static struct sized of_registration(struct visit *visit, const struct enterprise *enterprise)
{
    struct sized row = {
        .on = enterprise->registered_on,
        .sales = enterprise->annual_sales.minor == MONEY_MISSING ? INT_NONE : enterprise->annual_sales.minor,
        .workers = enterprise->workers,
        .rests_on = text_in(TEXT("Registro", "Registration"), visit->lang),
    };
    if (!str_is_empty(enterprise->size_override)) {
        row.by_hand = str_format(visit->arena, STR_FMT ": " STR_FMT, STR_ARG(desk_word(visit, size_overrides, enterprise->size_override)),
                                 STR_ARG(enterprise->size_override_reason));
    }
    return row;
}

static void draw_row(struct visit *visit, struct table *table, const struct sized *row)
{
    struct html *html = visit->html;
    struct size_result size = size_of(row->on, row->sales, row->workers);
    int64_t wage = size_minimum_wage(row->on);
    struct str law = desk_word(visit, size_regimes, str_of(size.regime));
    if (wage > 0) {
        law = str_format(visit->arena, STR_FMT "; " STR_FMT " $ %s", STR_ARG(law),
                         STR_ARG(text_in(TEXT("salario mínimo", "minimum wage"), visit->lang)),
                         str_c(visit->arena, money_display(visit->arena, (struct money){.minor = wage, .currency = "USD"})));
    }
    table_row(html, table);
    table_date(html, table, row->on);
    table_text(html, table, str_is_empty(row->by_hand) ? desk_word(visit, size_classes, str_of(size_code(size.class))) : row->by_hand);
    table_value(html, table, (struct value){row->sales == INT_NONE ? VALUE_NONE : VALUE_MONEY, row->sales});
    table_value(html, table, (struct value){row->workers == INT_NONE ? VALUE_NONE : VALUE_COUNT, row->workers});
    table_text(html, table, row->rests_on);
    table_text(html, table, law);
    table_row_end(html, table);
}

/* Insertion into the order of days, newest first. */
static void put_in(struct sized *rows, size_t *count, struct sized row)
{
    size_t at = *count;
    if (row.sales == INT_NONE && row.workers == INT_NONE && str_is_empty(row.by_hand)) {
        return;
    }
    while (at > 0 && date_cmp(rows[at - 1].on, row.on) < 0) {
        rows[at] = rows[at - 1];
        at--;
    }
    rows[at] = row;
    (*count)++;
}

FALLIBLE size_history_show(struct visit *visit, const struct enterprise *enterprise)
{
    static const struct column columns[] = {
        {.label = T("Fecha", "Date")}, {.label = T("Tamaño", "Size")}, {.label = T("Ventas del año", "Sales of the year"), .number = true},
        {.label = T("Personas", "People"), .number = true}, {.label = T("Según", "By")}, {.label = T("Ley", "Law")},
    };
    struct list list = {0};
    TRY(desk_ask(visit, "snapshot.by_client", DESK_VALUES({"kind", S("enterprise")}, {"code", enterprise->record.code}), &list));
    const struct snapshot *snapshots = list.rows.items;
    struct sized *rows = ARENA_ARRAY(visit->arena, struct sized, list.rows.len + 1);
    size_t count = 0;
    put_in(rows, &count, of_registration(visit, enterprise));
    for (size_t i = 0; i < list.rows.len; i++) {
        if (snapshots[i].record.annulled != ANSWER_YES) {
            put_in(rows, &count, of_snapshot(visit, &snapshots[i]));
        }
    }
    if (count == 0) {
        return ERR_OK;
    }
    struct html *html = visit->html;
    struct table table = {.caption = TR(html, "Tamaño según la ley de cada fecha", "Size by the law of each date"), .columns = columns,
                          .count = COUNT_OF(columns), .total = INT_NONE};
    H(html, "<section class=\"card\">");
    table_open(html, &table);
    for (size_t i = 0; i < count; i++) {
        draw_row(visit, &table, &rows[i]);
    }
    table_close(html, &table);
    H(html, "</section>");
    return ERR_OK;
}
