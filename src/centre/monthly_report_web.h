/* centre/monthly_report_web.h: the monthly reports of a centre: their list, texts and steps; the report itself is at /reports/monthly. */
#ifndef ADELANTE_MONTHLY_REPORT_WEB_H
#define ADELANTE_MONTHLY_REPORT_WEB_H

#include "http/route.h"

extern const struct route monthly_report_routes[];
extern const size_t monthly_report_route_count;

#endif
