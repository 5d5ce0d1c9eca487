/* assistance/part_web.h: the forms of what belongs to an assistance: offers, extensions, products, receptions, fiscal
 * documents and the payment. They have no pages of their own: they are seen on the assistance's. */
#ifndef ADELANTE_ASSISTANCE_PART_WEB_H
#define ADELANTE_ASSISTANCE_PART_WEB_H

#include "client/desk_web.h"
#include "http/route.h"

extern const struct desk_noun part_offer_noun;
extern const struct desk_noun part_extension_noun;
extern const struct desk_noun part_deliverable_noun;
extern const struct desk_noun part_reception_noun;
extern const struct desk_noun part_document_noun;
extern const struct desk_noun part_payment_noun;
extern const struct route part_routes[];
extern const size_t part_route_count;

#endif
