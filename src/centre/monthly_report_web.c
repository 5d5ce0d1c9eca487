#include "centre/monthly_report_web.h"

#include "centre/monthly_report.h"
#include "client/desk_flow_web.h"
#include "client/desk_table_web.h"

static const char *const first[] = {"month", "agreement", "introduction", "objective", "activities", "news", "conclusion", "recommendation", NULL};
static const char *const keeping[] = {"unit", "code", NULL};
static const struct desk_group groups[] = {
    {.names = first}, {.legend = T("Unidad y código", "Unit and code"), .names = keeping, .folded = true}, {.names = NULL}};
static const char *const columns[] = {"month", "edition", "state", "closed_on", "sent_on", "answered_on", NULL};
static const char *const not_facts[] = {"sheet_es", "sheet_en", "sheet_hash", "annulled", "annul_reason", NULL};
static enum err show(struct visit *visit, const struct desk_noun *noun, struct str code, const struct fault *fault);
static const struct desk_noun noun = {
    .name = "monthly_report", .entity = &monthly_report_entity, .path = "monthly_reports", .place = PLACE_RESULTS, .write = PERM_SERVICE_WRITE,
    .new_title = T("Nuevo informe mensual", "New monthly report"), .edit_title = T("Textos del informe", "Texts of the report"),
    .saved = T("Informe guardado.", "Report saved."), .list = "/monthly_reports", .list_label = T("Informes mensuales", "Monthly reports"),
    .groups = groups, .show = show,
};

static struct str name_of(struct visit *visit, const struct monthly_report *row)
{
    return str_format(visit->arena, "%s %d%s", date_month_name(row->month.month, visit->lang), row->month.year,
                      row->edition > 1 ? text_in(TEXT(", edición nueva", ", new edition"), visit->lang).ptr : "");
}

static void draw_report_links(struct visit *visit, const struct monthly_report *row)
{
    struct html *html = visit->html;
    struct str month = str_slice(date_iso(visit->arena, row->month), 0, 7);
    H(html, "<p class=\"row screen\">");
    h_button_link(html, URL(visit->arena, "/reports/monthly?unit={}&month={}", row->record.unit.code, month), TR(html, "Ver el informe", "See the report"), true);
    h_button_link(html, URL(visit->arena, "/reports/monthly/print.pdf?unit={}&month={}", row->record.unit.code, month), S("PDF"), false);
    H(html, "</p>");
    if (monthly_report_is_kept(row)) {
        H(html, "<p class=\"note\">");
        HT(html, "Huella de lo que se cerró (SHA-256): ", "Fingerprint of what was closed (SHA-256): ");
        H(html, "<code>");
        h_text(html, row->sheet_hash);
        H(html, "</code></p>");
    }
}

/* Whoever may opens a closed report again, with the reason. */
static void draw_reopen(struct visit *visit, const struct monthly_report *row)
{
    struct html *html = visit->html;
    if (!visit_may(visit, op_find(S("monthly_report.reopen"))->permission) || !monthly_report_is_kept(row)) {
        return;
    }
    const struct shape *shape = op_find(S("monthly_report.reopen"))->input;
    struct form_view view = {.action = URL(visit->arena, "/monthly_reports/{}/reopen", row->record.code), .csrf = visit->csrf,
                             .request_id = visit_request_key(visit), .version = row->record.version, .given = visit->form == NULL ? NULL : visit_given(visit), .shape = shape,
                             .id_prefix = S("reopen-")};
    H(html, "<details class=\"card\"><summary>");
    HT(html, "Abrir otra vez, como edición nueva", "Open again, as a new edition");
    H(html, "</summary>");
    form_open(html, &view);
    form_named(html, &view, "reason");
    form_close(html, &view, TR(html, "Abrir otra vez", "Open again"), (struct url){STR_NONE});
    H(html, "</details>");
}

static enum err show(struct visit *visit, const struct desk_noun *of, struct str code, const struct fault *fault)
{
    struct record_code_input in = {.code = code};
    struct monthly_report row;
    shape_clear(&monthly_report_entity.shape, &row);
    TRY(visit_run(visit, op_find(S("monthly_report.get")), &in, &row));
    desk_page(visit, of, name_of(visit, &row), &row);
    if (fault != NULL) {
        page_faults(visit->html, fault);
    }
    draw_report_links(visit, &row);
    desk_facts(visit, of, &row, not_facts);
    desk_foot(visit, of, &row);
    draw_reopen(visit, &row);
    return visit_end(visit);
}

static enum err report_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    return show(&visit, &noun, request_param(req, "code"), NULL);
}

static enum err reopen(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    const struct op *op = op_find(S("monthly_report.reopen"));
    void *in = shape_new(visit.arena, op->input);
    struct monthly_report next;
    shape_clear(&monthly_report_entity.shape, &next);
    *FIELD_AT(struct str, shape_find(op->input, S("code")), in) = request_param(req, "code");
    enum err err = visit_input(&visit, op, in, NULL);
    if (err == ERR_OK) {
        err = visit_change(&visit, op, in, NULL, &next);
    }
    if (err != ERR_OK && visit_shows_again(err)) {
        struct fault fault = visit.call.fault;
        visit_refused(&visit, err);
        return show(&visit, &noun, request_param(req, "code"), &fault);
    }
    TRY(err);
    return visit_go(&visit, URL(visit.arena, "/monthly_reports/{}", next.record.code), TEXT("Edición nueva abierta.", "New edition opened."));
}

static const struct desk_table table = {
    .noun = &noun, .columns = columns, .title = "month",
    .empty = T("Registre el del mes que pasó: las cifras ya están calculadas, usted escribe la introducción y la conclusión.",
               "Record that of the month that passed: the figures are computed already, you write the introduction and the conclusion."),
};
const struct route monthly_report_routes[] = {
    DESK_ROUTES("/monthly_reports", noun),
    {.method = METHOD_POST, .pattern = "/monthly_reports/{code}/reopen", .handler = reopen},
    {.method = METHOD_GET, .pattern = "/monthly_reports", .handler = desk_table_list, .data = &table},
    {.method = METHOD_GET, .pattern = "/monthly_reports/{code}", .handler = report_page},
};
const size_t monthly_report_route_count = COUNT_OF(monthly_report_routes);
