/* assistance/assistance_print.h: the papers of one assistance up to the choice: terms of reference, invitation, comparison of
 * offers (domain 3.4, 11.3); and what every paper of an assistance begins with. Contract and after: contract_print.h.
 */
#ifndef ADELANTE_ASSISTANCE_PRINT_H
#define ADELANTE_ASSISTANCE_PRINT_H

#include "assistance/sheet.h"
#include "client/enterprise.h"
#include "client/person.h"
#include "http/route.h"
#include "party/consultant.h"
#include "party/print_web.h"

struct dossier {
    struct sheet sheet;
    const struct assistance *row;
    const struct consultant *contractor; /* NULL: nobody was chosen */
    const struct person *owner;          /* of the first enterprise; NULL: nobody is recorded */
};
/* Reads all of the assistance named by the route, and the common members of the sheet but its title and day. */
FALLIBLE assistance_print_read(struct visit *visit, struct print *print, struct dossier *out);

/* The beneficiaries' names, and the number of the one tax document there is of each. */
struct str assistance_print_clients(struct arena *arena, const struct dossier *dossier);
/* The one who signs for the client: the owner, or whoever chose. */
struct str assistance_print_signer(struct arena *arena, const struct dossier *dossier);
/* The contractor's name as printed, "" if nobody was chosen. */
struct str assistance_print_contractor(const struct dossier *dossier);
/* "1. first\n2. second" of a text with one item a line. */
struct str assistance_print_numbered(struct arena *arena, struct str lines);

extern const struct route assistance_print_routes[];
extern const size_t assistance_print_route_count;

#endif
