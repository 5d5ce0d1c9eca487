/* overview/merged_web.h: what a client's page says where several records are the client: the others, the values that are kept
 * without being shown, and the way to compare it with another record. */
#ifndef ADELANTE_MERGED_WEB_H
#define ADELANTE_MERGED_WEB_H

#include "client/about.h"
#include "client/desk_web.h"
#include "client/shown_ops.h"

struct merged {
    struct visit *visit;
    const struct desk_noun *noun; /* of persons or enterprises */
    const struct record *row;     /* the record whose page it is */
    const struct about *about;
    const struct shown_client *shown;
};
/* A card; nothing where the record stands alone. */
void merged_put(const struct merged *merged);
/* On the page of a record as it stands, though it is merged; nothing where it stands alone. */
void merged_put_standing(struct visit *visit, const struct desk_noun *noun, const struct shown_client *shown);
/* A form to the page of two records, for those who may decide. */
void merged_put_compare(struct visit *visit, const struct desk_noun *noun, const struct record *row);

#endif
