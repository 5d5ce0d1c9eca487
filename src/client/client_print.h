/* client/client_print.h: a client on paper: the request for advice F1 (domain 3.3, 8.3 to 8.5) and the consent to use data
 * (domain 15), with what is recorded already or blank for the field.
 */
#ifndef ADELANTE_CLIENT_PRINT_H
#define ADELANTE_CLIENT_PRINT_H

#include "http/route.h"

extern const struct route client_print_routes[];
extern const size_t client_print_route_count;

#endif
