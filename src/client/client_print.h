/* client/client_print.h: a client on paper: the request for advice F1 (domain 3.3, 8.3 to 8.5), with what is recorded already or
 * blank for the field. The consent is printed by intake/consent_print.h, which knows the texts.
 */
#ifndef ADELANTE_CLIENT_PRINT_H
#define ADELANTE_CLIENT_PRINT_H

#include "client/enterprise.h"
#include "client/person.h"
#include "http/route.h"
#include "party/print_web.h"

/* A client as it is known; NULL: blank. */
struct client_print {
    const struct person *person;
    const struct enterprise *enterprise;
};
/* The client of a route with {kind} and {code}, the person who signs for an enterprise, and the common members of the sheet. */
FALLIBLE client_print_read(struct visit *visit, struct print *print, struct client_print *out);

/* Parts of an F1, for the room that keeps signed ones: who applies, and the enterprise; NULL leaves the boxes blank. */
void client_print_applicant(const struct print *print, const struct person *row);
void client_print_business(const struct print *print, const struct enterprise *row);

extern const struct route client_print_routes[];
extern const size_t client_print_route_count;

#endif
