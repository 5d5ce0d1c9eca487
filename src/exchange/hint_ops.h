/* exchange/hint_ops.h: what a row of a file says about somebody beside the name: documents, telephone, e-mail.
 *
 * An attendance list has a column of names and columns of DUI and telephones, which no field of ours takes. They tell two people of
 * one name apart: what is decided for "María López [91234567-8]" is not decided for another María López. Where a file says nothing
 * but the name, its rows can be told apart by their number ("María López [#12 0a1b2c3d]", with the beginning of the file's SHA-256,
 * so that another file's row 12 is another row).
 */
#ifndef ADELANTE_HINT_OPS_H
#define ADELANTE_HINT_OPS_H

#include "core/entity.h"
#include "format/sheet.h"

struct hint_columns {
    unsigned char *kinds; /* per heading */
    size_t count;
    bool of_person; /* otherwise of an enterprise */
};
struct hint {
    struct str dui; /* digits; empty: not said */
    struct str nit;
    struct str phone;
    struct str email;
    struct str mark; /* " [91234567-8 7777-1234]"; empty if nothing is said */
};
/* fields: per heading, NULL where the column is not taken. In datasets of clients the columns of their own documents, otherwise those
 * that no field takes and that are headed so. */
struct hint_columns hint_columns_of(struct arena *arena, const struct entity *entity, const struct str *headings,
                                    const struct field *const *fields, size_t count);
struct hint hint_of(struct arena *arena, const struct hint_columns *columns, const struct sheet_row *cells);
/* " [#12 0a1b2c3d]" */
struct str hint_row_mark(struct arena *arena, struct str sha256, int64_t number);

#endif
