/* evidence/evidence_web.h: documents beside the record they support, and their own pages. */
#ifndef ADELANTE_EVIDENCE_WEB_H
#define ADELANTE_EVIDENCE_WEB_H

#include "account/visit.h"
#include "http/route.h"

/* A card of the record's page: its documents with small pictures, and for whoever may change the record a form that takes a photo,
 * a scan or a PDF, also straight from a telephone's camera. Without documents and without that right nothing is drawn;
 * if they cannot be read, the page says so and goes on. */
void evidence_panel(struct visit *visit, const char *dataset, struct str code);

extern const struct route evidence_routes[];
extern const size_t evidence_route_count;

#endif
