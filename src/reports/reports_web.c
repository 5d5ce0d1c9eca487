#include "reports/reports_web.h"

#include "account/pick.h"
#include "client/desk_web.h"
#include "core/report.h"
#include "html/table.h"
#include "http/spool.h"
#include "party/print_web.h"
#include "results/coverage_web.h"

#include <string.h>
#include <sys/stat.h>

/* ---- the list ----------------------------------------------------------------------------------------------- */

static enum err list_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    static const struct column columns[] = {{.label = T("Informe", "Report")}, {.label = T("Qué dice", "What it says")}};
    visit.page.lead = text_in(TEXT("Cada uno como página, PDF, libro de Excel, CSV y JSON, en el idioma en que usted lee.",
                                   "Each as a page, PDF, Excel workbook, CSV and JSON, in the language that you read."), visit.lang);
    visit_page(&visit, TEXT("Informes", "Reports"), PLACE_RESULTS);
    struct html *html = visit.html;
    struct table table = {.caption = TR(html, "Informes", "Reports"), .caption_hidden = true, .columns = columns,
                          .count = COUNT_OF(columns), .total = INT_NONE};
    table_open(html, &table);
    const struct op *op;
    for (size_t i = 0; (op = report_at(&visit.actor, i)) != NULL; i++) {
        struct str label = text_in(op_label(visit.arena, op), visit.lang);
        size_t colon = str_find(label, S(": "));
        table_row(html, &table);
        table_link(html, &table, URL(visit.arena, "/reports/{}", report_name(op)), str_slice(label, 0, colon == SIZE_MAX ? label.len : colon));
        table_text(html, &table, colon == SIZE_MAX ? STR_NONE : str_slice(label, colon + 2, label.len));
        table_row_end(html, &table);
    }
    table_close(html, &table);
    return visit_end(&visit);
}

/* ---- asking ------------------------------------------------------------------------------------------------- */

struct asked {
    struct visit *visit;
    const struct op *op;
    void *in;
    bool ready; /* everything that is required was given */
    struct report report;
};

/* The period that people mostly ask for: this year until today. */
static struct str given_or_usual(struct visit *visit, const struct field *field)
{
    struct str given = request_query(visit->req, field->name);
    if (!str_is_empty(given) || !field->required || field->type != FIELD_TYPE_DATE) {
        return given;
    }
    struct date today = clock_today();
    return date_iso(visit->arena, strcmp(field->name, "from") == 0 ? DATE(today.year, 1, 1) : today);
}

/* Reads the question; ERR_NOT_FOUND: no such report. */
static enum err read_question(struct asked *asked)
{
    struct visit *visit = asked->visit;
    asked->op = report_find(request_param(visit->req, "name"));
    if (asked->op == NULL) {
        return ERR_NOT_FOUND;
    }
    if (!op_may(&visit->actor, asked->op)) {
        return ERR_DENIED;
    }
    const struct shape *shape = asked->op->input;
    struct fault fault = {.arena = visit->arena};
    asked->in = shape == NULL ? NULL : shape_new(visit->arena, shape);
    asked->ready = true;
    for (size_t i = 0; shape != NULL && i < shape->count; i++) {
        struct str value = given_or_usual(visit, &shape->fields[i]);
        if (!str_is_empty(value)) {
            enum err err = field_parse(&fault, &shape->fields[i], value, "USD", asked->in);
            (void)err; /* counted in fault.total */
        } else if (shape->fields[i].required) {
            asked->ready = false;
        }
    }
    visit->call.fault = fault;
    return fault.total > 0 ? ERR_INVALID : ERR_OK;
}

static enum err run(struct asked *asked)
{
    TRY(read_question(asked));
    shape_clear(&report_shape, &asked->report);
    return asked->ready ? visit_run(asked->visit, asked->op, asked->in, &asked->report) : ERR_OK;
}

/* ---- the page -------------------------------------------------------------------------------------------------- */

/* Records that a text field of a question names, by the list that offers them. */
static const struct {
    const char *field;
    const char *list;
    const char *label;
} offers[] = {
    {"agreement", "agreement.list", "title"},
    {"agreement", "agreement.own", "title"},
    {"policy", "policy.list", "name_es"},
    {"organisation", "organisation.list", "name"},
    {"unit", "unit.list", "name"},
    {"instrument", "instrument.list", "name_es"},
};

static void draw_text(struct visit *visit, const struct field *field)
{
    struct html *html = visit->html;
    struct str given = request_query(visit->req, field->name);
    for (size_t i = 0; i < COUNT_OF(offers); i++) {
        const struct op *list = op_find(str_of(offers[i].list));
        if (strcmp(offers[i].field, field->name) != 0 || list == NULL || !op_may(&visit->actor, list)) {
            continue;
        }
        struct pick pick = pick_records(visit, offers[i].list, offers[i].label);
        struct desk_options options = {pick.options, pick.count};
        if (!field->required) {
            options = desk_with_all(visit->arena, options, S("–"));
        }
        form_filter_select(html, field->name, text_in(field->label, visit->lang), options.items, options.count, given);
        return;
    }
    form_filter_text(html, field->name, text_in(field->label, visit->lang), given);
}

static void draw_question(const struct asked *asked)
{
    struct visit *visit = asked->visit;
    struct html *html = visit->html;
    const struct shape *shape = asked->op->input;
    if (shape == NULL || shape->count == 0) {
        return;
    }
    form_filter_open(html, URL(visit->arena, "/reports/{}", report_name(asked->op)), TR(html, "Qué se quiere ver", "What to see"));
    for (size_t i = 0; i < shape->count; i++) {
        const struct field *field = &shape->fields[i];
        if (field->type == FIELD_TYPE_DATE) {
            struct date date = DATE_NONE;
            bool given = date_parse_iso(given_or_usual(visit, field), &date);
            form_filter_date(html, field->name, text_in(field->label, visit->lang), given ? date : DATE_NONE);
        } else if (field->choices != NULL && field->type == FIELD_TYPE_CHOICE) {
            size_t count;
            const struct form_option *options = form_options_of(html, field->choices, &count);
            struct str value = request_query(visit->req, field->name);
            form_filter_select(html, field->name, text_in(field->label, visit->lang), options, count,
                               str_is_empty(value) ? str_of(field->initial) : value);
        } else {
            draw_text(visit, field);
        }
    }
    form_filter_close(html, TR(html, "Ver", "Show"));
}

static void draw_table(struct visit *visit, const struct report_part *part)
{
    struct html *html = visit->html;
    const struct report_column *heads = part->columns.items;
    struct column *columns = ARENA_ARRAY(visit->arena, struct column, part->columns.len);
    for (size_t i = 0; i < part->columns.len; i++) {
        const char *label = str_c(visit->arena, heads[i].label);
        columns[i] = (struct column){.label = {label, label}, .number = heads[i].number == ANSWER_YES};
    }
    struct table table = {.caption = part->label, .columns = columns, .count = part->columns.len, .total = INT_NONE};
    const struct report_row *rows = part->rows.items;
    table_open(html, &table);
    for (size_t r = 0; r < part->rows.len; r++) {
        const struct report_cell *cells = rows[r].cells.items;
        table_row(html, &table);
        for (size_t c = 0; c < part->columns.len; c++) {
            table_text(html, &table, cells[c].text);
        }
        table_row_end(html, &table);
    }
    table_close(html, &table);
}

/* Each heading begins a card. */
static void draw_report(struct visit *visit, const struct report *report)
{
    struct html *html = visit->html;
    const struct report_part *parts = report->parts.items;
    H(html, "<section class=\"card stack\"><h2>");
    h_text(html, report->title);
    H(html, "</h2><p>");
    h_lines(html, report->lead);
    H(html, "</p>");
    for (size_t i = 0; i < report->parts.len; i++) {
        const struct report_part *part = &parts[i];
        if (str_eq(part->kind, S("heading"))) {
            H(html, "</section><section class=\"card stack\"><h2>");
            h_text(html, part->text);
            H(html, "</h2>");
        } else if (str_eq(part->kind, S("table"))) {
            draw_table(visit, part);
        } else if (str_eq(part->kind, S("break"))) {
            continue;
        } else if (str_eq(part->kind, S("note"))) {
            H(html, "<p class=\"note\">");
            h_lines(html, part->text);
            H(html, "</p>");
        } else {
            H(html, "<p>");
            if (!str_is_empty(part->label) && !str_eq(part->label, part->text)) {
                H(html, "<strong>");
                h_text(html, part->label);
                H(html, "</strong> ");
            }
            h_lines(html, part->text);
            H(html, "</p>");
        }
    }
    H(html, "</section>");
}

static struct url with_query(const struct asked *asked, const char *tail)
{
    struct visit *visit = asked->visit;
    struct str query = visit->req->query;
    return url_local(visit->arena, str_format(visit->arena, "/reports/" STR_FMT "%s%s" STR_FMT, STR_ARG(report_name(asked->op)), tail,
                                              str_is_empty(query) ? "" : "?", STR_ARG(query)));
}

static void draw_ways_out(const struct asked *asked)
{
    struct html *html = asked->visit->html;
    H(html, "<p class=\"row screen\">");
    h_button_link(html, with_query(asked, "/print.pdf"), S("PDF"), true);
    h_button_link(html, with_query(asked, "/table.xlsx"), S("Excel"), false);
    h_button_link(html, with_query(asked, "/table.csv"), S("CSV"), false);
    h_button_link(html, with_query(asked, "/table.json"), S("JSON"), false);
    H(html, "</p>");
}

/* The map that belongs to what was done in a territory; its numbers stand in the tables. */
static enum err draw_picture(const struct asked *asked)
{
    struct visit *visit = asked->visit;
    if (!str_eq(report_name(asked->op), S("territory"))) {
        return ERR_OK;
    }
    const struct report *report = &asked->report;
    struct str map = request_query(visit->req, "map");
    const struct statement_input question = {.from = report->from, .to = report->to, .unit = report->unit, .territory = report->number,
                                             .map = str_is_empty(map) ? S("then") : map};
    struct str period = str_format(visit->arena, STR_FMT " – " STR_FMT, STR_ARG(date_display(visit->arena, report->from)),
                                   STR_ARG(date_display(visit->arena, report->to)));
    H(visit->html, "<section class=\"card\">");
    TRY(coverage_show(visit, &question, report->number, period));
    H(visit->html, "</section>");
    return ERR_OK;
}

static enum err report_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct asked asked = {.visit = &visit};
    enum err err = run(&asked);
    if (err != ERR_OK && err != ERR_INVALID) {
        return err;
    }
    struct page_link crumb = {.label = text_in(TEXT("Informes", "Reports"), visit.lang), .url = URL(visit.arena, "/reports")};
    visit.page.crumbs = &crumb;
    visit.page.crumb_count = 1;
    struct fault fault = visit.call.fault;
    if (err == ERR_INVALID) {
        visit_refused(&visit, err);
    }
    visit_page(&visit, op_label(visit.arena, asked.op), PLACE_RESULTS);
    draw_question(&asked);
    if (err == ERR_INVALID) {
        page_faults(visit.html, &fault);
    } else if (asked.ready) {
        draw_ways_out(&asked);
        draw_report(&visit, &asked.report);
        TRY(draw_picture(&asked));
    }
    return visit_end(&visit);
}

/* ---- files ------------------------------------------------------------------------------------------------------- */

static struct str file_stem(const struct asked *asked)
{
    const struct report *report = &asked->report;
    struct str number = report->number;
    return str_format(asked->visit->arena, STR_FMT "%s" STR_FMT, STR_ARG(report_name(asked->op)), str_is_empty(number) ? "" : "-", STR_ARG(number));
}

static enum err print_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct asked asked = {.visit = &visit};
    TRY(run(&asked));
    if (!asked.ready) {
        return ERR_INVALID;
    }
    const char *title = str_c(visit.arena, asked.report.title);
    struct print print = {
        .title = {title, title},
        .unit = asked.report.unit,
        .number = asked.report.number,
        .file = file_stem(&asked),
        .back = with_query(&asked, ""),
        .back_label = TEXT("El informe", "The report"),
        .place = PLACE_RESULTS,
    };
    TRY(print_begin(&visit, &print));
    report_paper(&asked.report, print.paper);
    return print_end(&visit, &print);
}

/* A workbook needs a file to be written to: one without a name, reached through its descriptor. */
static enum err send_workbook(const struct asked *asked)
{
    int fd = -1;
    TRY(spool_open(&fd));
    struct visit *visit = asked->visit;
    enum err err = report_xlsx(visit->arena, &asked->report, str_format(visit->arena, "/proc/self/fd/%d", fd).ptr);
    struct stat stat;
    if (err == ERR_OK && fstat(fd, &stat) != 0) {
        err = ERR_IO;
    }
    if (err != ERR_OK) {
        spool_close(fd);
        return err;
    }
    response_file(visit->resp, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", fd, (int64_t)stat.st_size);
    return ERR_OK;
}

static enum err file(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct asked asked = {.visit = &visit};
    struct str name = request_param(req, "file");
    struct buf *out = ARENA_NEW(visit.arena, struct buf);
    *out = BUF(visit.arena);
    const char *ending;
    TRY(run(&asked));
    if (!asked.ready) {
        return ERR_INVALID;
    }
    if (str_eq(name, S("table.xlsx"))) {
        ending = "xlsx";
        TRY(send_workbook(&asked));
    } else if (str_eq(name, S("table.csv"))) {
        ending = "csv";
        report_csv(&asked.report, out);
        response_body(resp, "text/csv; charset=utf-8", buf_str(out));
    } else if (str_eq(name, S("table.json"))) {
        ending = "json";
        shape_write_json(out, &report_shape, &asked.report, PRIVACY_INTERNAL);
        response_body(resp, "application/json", buf_str(out));
    } else {
        return ERR_NOT_FOUND;
    }
    response_attachment(resp, str_format(visit.arena, STR_FMT ".%s", STR_ARG(file_stem(&asked)), ending));
    return ERR_OK;
}

const struct route reports_routes[] = {
    {.method = METHOD_GET, .pattern = "/reports", .handler = list_page},
    {.method = METHOD_GET, .pattern = "/reports/{name}", .handler = report_page},
    {.method = METHOD_GET, .pattern = "/reports/{name}/print", .handler = print_page},
    {.method = METHOD_GET, .pattern = "/reports/{name}/print.pdf", .handler = print_page},
    {.method = METHOD_GET, .pattern = "/reports/{name}/{file}", .handler = file},
};
const size_t reports_route_count = COUNT_OF(reports_routes);
