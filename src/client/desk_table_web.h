/* client/desk_table_web.h: the list and the page of a plain noun: columns by name, what hangs on the record, its steps.
 *
 * For nouns whose list is a table of their fields and whose page is their fields, steps and parts. What a person works in every
 * day has pages of its own.
 */
#ifndef ADELANTE_DESK_TABLE_WEB_H
#define ADELANTE_DESK_TABLE_WEB_H

#include "client/desk_web.h"

struct desk_table {
    const struct desk_noun *noun;
    const char *const *columns; /* fields of the noun, NULL-terminated; the first one is the link to the record */
    const char *title;          /* the field that heads its page */
    struct str (*head)(struct visit *visit, const void *row); /* the heading, where one field does not say it; may be NULL */
    struct text empty;          /* what the list says while there is nothing: why one would record the first */
    void (*tabs)(struct visit *visit); /* over list and page; may be NULL */
    /* More about one record below its fields: parts, pictures, sheets. May be NULL. */
    enum err (*more)(struct visit *visit, const void *row);
    bool only_within; /* records are made on their parent's page only: the list has no button */
};
/* Handlers; the route's data is the table. */
enum err desk_table_list(struct request *req, struct response *resp); /* GET /x */
enum err desk_table_show(struct request *req, struct response *resp); /* GET /x/{code} */
#define DESK_TABLE_ROUTES(path, table)                                                              \
    {.method = METHOD_GET, .pattern = path, .handler = desk_table_list, .data = &(table)},          \
    {.method = METHOD_GET, .pattern = path "/{code}", .handler = desk_table_show, .data = &(table)}

/* A card with the records under the one shown: the answer of a CHILDREN_OP. Whoever may gets a button that leads to the empty
 * form with the parent filled in; nothing at all if there are none and the visitor may not add. */
struct desk_part {
    const struct desk_noun *noun;
    const char *op;             /* resolution.of_meeting */
    const char *const *columns;
    struct text heading;
    struct text add;            /* "Nuevo acuerdo"; es NULL: none are added here */
    bool folded;                /* closed until asked for, with the number of records in its heading */
};
FALLIBLE desk_table_part(struct visit *visit, const struct desk_part *part, const struct record *parent);

/* A .begin for nouns with a parent: ?PARENT=code fills it in, and the visitor comes back to it. */
enum err desk_table_begin(struct visit *visit, struct desk_form *form, bool *elsewhere);
/* A .draw that offers the records of other nouns as a list to choose from, by name or title. */
bool desk_table_draw(struct visit *visit, const struct desk_form *form, const struct field *field);

#endif
