/* fund/fund_web.h: the fund's calls, applications, sheets and holidays on screen; the page of one application is
 * fund_page_web.h. */
#ifndef ADELANTE_FUND_WEB_H
#define ADELANTE_FUND_WEB_H

#include "client/desk_table_web.h"
#include "http/route.h"

extern const struct desk_noun fund_application_noun;
extern const struct desk_noun fund_document_noun;
extern const struct desk_noun fund_observation_noun;
extern const struct desk_noun fund_budget_noun;
extern const struct desk_noun fund_activity_noun;
extern const struct desk_noun fund_expense_noun;
extern const struct desk_noun fund_invoice_noun;
extern const struct route fund_routes[];
extern const size_t fund_route_count;

/* The places of the fund; the application list, or the portfolio, is the current one. */
void fund_application_tabs(struct visit *visit);
void fund_portfolio_tabs(struct visit *visit);
enum tone fund_state_tone(struct str state);

#endif
