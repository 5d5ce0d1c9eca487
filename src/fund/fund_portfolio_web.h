/* fund/fund_portfolio_web.h: the applications of every call by state, with their money: as page and as workbook. Handlers of
 * fund_web.h's routes. */
#ifndef ADELANTE_FUND_PORTFOLIO_WEB_H
#define ADELANTE_FUND_PORTFOLIO_WEB_H

#include "http/route.h"

enum err fund_portfolio_page(struct request *req, struct response *resp);
enum err fund_portfolio_workbook(struct request *req, struct response *resp);

#endif
