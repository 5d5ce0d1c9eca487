/* reports/reports_web.h: every report as page, sheet, PDF, workbook, CSV and JSON, from the one description (core/report.h).
 *
 * The pages know no report by name: they list the operations that answer one, and ask what their input's table asks.
 */
#ifndef ADELANTE_REPORTS_WEB_H
#define ADELANTE_REPORTS_WEB_H

#include "http/route.h"

extern const struct route reports_routes[];
extern const size_t reports_route_count;

#endif
