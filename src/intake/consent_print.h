/* intake/consent_print.h: the consent to use data as a sheet to sign, with the agency's text of the day, the purposes to mark and
 * the rights of the person concerned (domain 15).
 */
#ifndef ADELANTE_CONSENT_PRINT_H
#define ADELANTE_CONSENT_PRINT_H

#include "http/route.h"

extern const struct route consent_print_routes[];
extern const size_t consent_print_route_count;

#endif
