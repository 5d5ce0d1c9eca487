#include "app/web.h"

#include "account/account_web.h"
#include "account/user_web.h"
#include "account/visit.h"
#include "advice/plan_print.h"
#include "advice/plan_web.h"
#include "advice/session_page_web.h"
#include "advice/session_print.h"
#include "advice/session_web.h"
#include "agenda/agenda_print.h"
#include "agenda/agenda_web.h"
#include "agenda/calendar_web.h"
#include "alliance/agreement_web.h"
#include "alliance/ecosystem_web.h"
#include "assistance/assistance_print.h"
#include "assistance/assistance_web.h"
#include "assistance/consultant_web.h"
#include "assistance/contract_print.h"
#include "assistance/part_web.h"
#include "centre/monthly_report_web.h"
#include "centre/target_desk_web.h"
#include "centre/today_web.h"
#include "client/client_print.h"
#include "client/alike_web.h"
#include "client/client_web.h"
#include "client/duplicate_web.h"
#include "client/group_member_web.h"
#include "coordination/coordination_web.h"
#include "coordination/meeting_print.h"
#include "finance/link_web.h"
#include "finance/referral_web.h"
#include "fund/fund_page_web.h"
#include "fund/fund_print.h"
#include "fund/fund_web.h"
#include "evidence/evidence_web.h"
#include "exchange/export_web.h"
#include "exchange/import_web.h"
#include "exchange/mapping_web.h"
#include "exchange/past_web.h"
#include "overview/forms_web.h"
#include "intake/consent_print.h"
#include "intake/intake_print.h"
#include "diagnosis/diagnosis_web.h"
#include "intake/intake_web.h"
#include "overview/home_web.h"
#include "overview/search_web.h"
#include "overview/timeline_web.h"
#include "party/letterhead_web.h"
#include "party/organisation_web.h"
#include "party/signatory_web.h"
#include "party/staff_web.h"
#include "party/unit_web.h"
#include "policy/policy_web.h"
#include "reports/reports_web.h"
#include "project/picture_web.h"
#include "project/project_web.h"
#include "results/measure_web.h"
#include "results/shared_web.h"
#include "results/statement_print.h"
#include "results/statement_web.h"
#include "training/certificate_web.h"
#include "training/enrolment_web.h"
#include "training/certificate_print.h"
#include "training/event_print.h"
#include "training/event_web.h"

/* One line a room. */
#define PAGE_TABLES(X) \
    X(account) \
    X(user) \
    X(unit) \
    X(signatory) \
    X(letterhead) \
    X(staff) \
    X(organisation) \
    X(agreement) \
    X(evidence) \
    X(import) \
    X(export) \
    X(past) \
    X(mapping) \
    X(home) \
    X(quality) \
    X(target_desk) \
    X(monthly_report) \
    X(forms) \
    X(search) \
    X(client) \
    X(group_member) \
    X(alike) \
    X(duplicate) \
    X(pair) \
    X(identity) \
    X(plan) \
    X(diagnosis) \
    X(instrument) \
    X(intake) \
    X(intake_print) \
    X(consent_print) \
    X(consent_text) \
    X(client_print) \
    X(session) \
    X(session_page) \
    X(session_print) \
    X(agenda) \
    X(agenda_print) \
    X(calendar) \
    X(plan_print) \
    X(event) \
    X(event_print) \
    X(certificate_print) \
    X(enrolment) \
    X(certificate) \
    X(assistance) \
    X(consultant) \
    X(part) \
    X(assistance_print) \
    X(contract_print) \
    X(link) \
    X(referral) \
    X(fund) \
    X(fund_page) \
    X(fund_print) \
    X(coordination) \
    X(meeting_print) \
    X(ecosystem) \
    X(project) \
    X(picture) \
    X(policy) \
    X(reports) \
    X(measure) \
    X(shared) \
    X(statement) \
    X(statement_print) \
    X(timeline)

void web_add_routes(struct router *router)
{
#define X(room) router_add(router, room##_routes, room##_route_count);
    PAGE_TABLES(X)
#undef X
}

void web_error_page(struct request *req, struct response *resp, enum err err)
{
    struct visit visit;
    enum err begun = visit_begin_open(&visit, req, resp);
    if (begun != ERR_OK) {
        /* The page must come even when the database cannot say who is there. */
        visit.actor.role = ROLE_NONE;
        visit.secret = STR_NONE;
    }
    struct page page = {
        .assets = &visit.site->assets,
        .version = visit.site->version,
        .here = req->method == METHOD_GET ? url_local(req->arena, req->target) : URL(req->arena, "/"),
    };
    visit_sign_page(&visit, &page);
    const struct err_info *info = err_info(err);
    resp->status = info->http_status;
    resp->log_error = info->code;
    if (err == ERR_BUSY || err == ERR_RETRY || err == ERR_UNKNOWN) {
        response_header(resp, "Retry-After", S("2"));
    }
    struct buf body = BUF(req->arena);
    struct html html = html_start(&body, visit.lang);
    page_error(&html, &page, err, STR_NONE, req->id);
    response_body(resp, "text/html; charset=utf-8", buf_str(&body));
}
