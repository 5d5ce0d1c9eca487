/* training/certificate_print.h: diplomas: one, or all of an event, each with its number and the code that leads to the public page
 * on which anybody can check it (domain 3.5).
 */
#ifndef ADELANTE_CERTIFICATE_PRINT_H
#define ADELANTE_CERTIFICATE_PRINT_H

#include "http/route.h"

extern const struct route certificate_print_routes[];
extern const size_t certificate_print_route_count;

#endif
