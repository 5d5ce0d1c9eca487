/* intake/intake_print.h: an F1 as it was told and signed, with the texts that were signed (domain 3.3, 11.3). Blank ones, and those
 * of clients without an F1, are printed by client/client_print.h.
 */
#ifndef ADELANTE_INTAKE_PRINT_H
#define ADELANTE_INTAKE_PRINT_H

#include "http/route.h"

extern const struct route intake_print_routes[];
extern const size_t intake_print_route_count;

#endif
