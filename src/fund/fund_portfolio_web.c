#include "fund/fund_portfolio_web.h"

#include "format/xlsx.h"
#include "fund/fund_application.h"
#include "fund/fund_web.h"
#include "html/chart.h"
#include "html/table.h"
#include "http/spool.h"

#include <sys/stat.h>

static const struct column portfolio_columns[] = {
    {.label = T("Estado", "State")}, {.label = T("Solicitudes", "Applications"),
                                      .number = true}, {.label = T("Solicitado", "Asked for"), .number = true},
    {.label = T("Aprobado", "Approved"), .number = true}, {.label = T("Desembolsado", "Disbursed"), .number = true},
    {.label = T("Ejecutado", "Executed"), .number = true},
};

static void put_line(struct visit *visit, struct table *table, const struct fund_portfolio_line *line, struct str name)
{
    struct html *html = visit->html;
    table_row(html, table);
    table_text(html, table, name);
    table_count(html, table, line->applications);
    table_money(html, table, line->requested);
    table_money(html, table, line->approved);
    table_money(html, table, line->disbursed);
    table_money(html, table, line->executed);
    table_row_end(html, table);
}

/* The lines of one call, from `at`; where the next one begins. */
static size_t put_call(struct visit *visit, const struct list *list, size_t at)
{
    struct html *html = visit->html;
    const struct fund_portfolio_line *lines = list->rows.items;
    const struct fund_portfolio_line *first = &lines[at];
    struct fund_portfolio_line sum = *first;
    sum.applications = 0;
    sum.requested.minor = sum.approved.minor = sum.disbursed.minor = sum.executed.minor = 0;
    H(html, "<section class=\"card\"><h2>");
    h_link(html, URL(visit->arena, "/fund_calls/{}", first->call), first->name);
    H(html, "</h2>");
    struct table table = {.caption = first->name, .caption_hidden = true, .columns = portfolio_columns,
                          .count = COUNT_OF(portfolio_columns), .total = INT_NONE};
    struct str labels[16];
    int64_t counts[16];
    size_t count = 0;
    table_open(html, &table);
    for (; at < list->rows.len && str_eq(lines[at].call, first->call); at++) {
        struct str word = desk_word(visit, fund_application_states, lines[at].state);
        put_line(visit, &table, &lines[at], word);
        if (count < COUNT_OF(labels)) {
            labels[count] = word;
            counts[count++] = lines[at].applications;
        }
        sum.applications += lines[at].applications;
        sum.requested.minor += lines[at].requested.minor;
        sum.approved.minor += lines[at].approved.minor;
        sum.disbursed.minor += lines[at].disbursed.minor;
        sum.executed.minor += lines[at].executed.minor;
    }
    table_foot(html, &table);
    put_line(visit, &table, &sum, TR(html, "En total", "In all"));
    table_close(html, &table);
    const struct series series = {.name = TR(html, "Solicitudes", "Applications"), .values = counts};
    const struct chart chart = {.title = TR(html, "Solicitudes por estado", "Applications by state"),
                                .category = TR(html, "Estado", "State"), .labels = labels,
                                .count = count, .series = &series, .series_count = 1, .kind = VALUE_COUNT};
    chart_bars(html, &chart);
    H(html, "</section>");
    return at;
}

enum err fund_portfolio_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct list list = {0};
    struct str call = request_query(req, "call");
    TRY(desk_ask(&visit, "fund_call.portfolio", DESK_VALUES({"call", call}), &list));
    struct url file = URL(visit.arena, "/fund/portfolio.xlsx");
    struct page_link action = {.label = S("XLSX"), .url = str_is_empty(call) ? file : url_with(visit.arena, file, "call",
                                                                                               call)};
    visit.page.actions = &action;
    visit.page.action_count = list.rows.len > 0 ? 1 : 0;
    visit_page(&visit, TEXT("Cartera de fondos", "Portfolio of funds"), PLACE_SERVICES);
    fund_portfolio_tabs(&visit);
    if (list.rows.len == 0) {
        page_empty(visit.html, TR(visit.html, "Todavía no hay solicitudes", "No applications yet"),
                   TR(visit.html, "Aquí se ve, por convocatoria, cuántas hay en cada estado y cuánto dinero es.",
                      "Here one sees, call by call, how many there are in each state and how much money it is."),
                   (struct url){STR_NONE}, STR_NONE);
    }
    for (size_t at = 0; at < list.rows.len;) {
        at = put_call(&visit, &list, at);
    }
    return visit_end(&visit);
}

static enum err write_workbook(struct visit *visit, const struct list *list, int fd)
{
    static const struct text headings[] = {T("Convocatoria", "Call"), T("Nombre", "Name"), T("Estado", "State"),
                                           T("Solicitudes", "Applications"),
                                           T("Solicitado", "Asked for"), T("Aprobado",
                                                                           "Approved"), T("Desembolsado",
                                                                                          "Disbursed"), T("Ejecutado",
                                                                                                          "Executed")};
    struct xlsx_column columns[COUNT_OF(headings)];
    for (size_t i = 0; i < COUNT_OF(headings); i++) {
        columns[i] = (struct xlsx_column){.heading = text_in(headings[i], visit->lang), .width = i == 1 ? 40 : 16};
    }
    struct xlsx_writer *writer;
    TRY(xlsx_write_open(visit->arena, str_c(visit->arena, str_format(visit->arena, "/proc/self/fd/%d", fd)), clock_now(),
                        &writer));
    xlsx_write_sheet(writer, text_in(TEXT("Cartera", "Portfolio"), visit->lang), columns, COUNT_OF(columns));
    const struct fund_portfolio_line *lines = list->rows.items;
    for (size_t i = 0; i < list->rows.len; i++) {
        const struct fund_portfolio_line *line = &lines[i];
        const struct money amounts[] = {line->requested, line->approved, line->disbursed, line->executed};
        xlsx_write_text(writer, line->call);
        xlsx_write_text(writer, line->name);
        xlsx_write_text(writer, desk_word(visit, fund_application_states, line->state));
        xlsx_write_integer(writer, line->applications);
        for (size_t k = 0; k < COUNT_OF(amounts); k++) {
            xlsx_write_hundredths(writer, amounts[k].minor);
        }
        xlsx_write_end_row(writer);
    }
    return xlsx_write_close(writer);
}

enum err fund_portfolio_workbook(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct list list = {0};
    TRY(desk_ask(&visit, "fund_call.portfolio", DESK_VALUES({"call", request_query(req, "call")}), &list));
    int fd = -1;
    TRY(spool_open(&fd));
    enum err err = write_workbook(&visit, &list, fd);
    struct stat stat;
    if (err == ERR_OK && fstat(fd, &stat) != 0) {
        err = ERR_IO;
    }
    if (err != ERR_OK) {
        spool_close(fd);
        return err;
    }
    response_file(resp, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", fd, (int64_t)stat.st_size);
    response_attachment(resp, str_format(visit.arena, "fund-portfolio-" STR_FMT ".xlsx",
                                         STR_ARG(date_iso(visit.arena, clock_today()))));
    return ERR_OK;
}
