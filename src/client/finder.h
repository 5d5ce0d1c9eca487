/* client/finder.h: answers client.search: collects candidates by the rows of listing.h with bounded reads and ranks them
 * by search.h. */
#ifndef ADELANTE_FINDER_H
#define ADELANTE_FINDER_H

#include "client/listing.h"

/* The clients in scope that answer a text best, best first. A code, a document or a telephone finds its client before any
 * name does. */
FALLIBLE finder_find(struct ctx *ctx, struct str text, size_t limit, struct listing_line **out, size_t *count);

#endif
