/* client/client_print.h: a client on paper: the request for advice F1 (domain 3.3, 8.3 to 8.5) and the consent to use data
 * (domain 15), with what is recorded already or blank for the field.
 */
#ifndef ADELANTE_CLIENT_PRINT_H
#define ADELANTE_CLIENT_PRINT_H

#include "client/enterprise.h"
#include "client/person.h"
#include "http/route.h"
#include "party/print_web.h"

/* Parts of an F1, for the room that keeps signed ones: who applies, and the enterprise; NULL leaves the boxes blank. */
void client_print_applicant(const struct print *print, const struct person *row);
void client_print_business(const struct print *print, const struct enterprise *row);

extern const struct route client_print_routes[];
extern const size_t client_print_route_count;

#endif
