/* app/describe.h: what there is, from the program's own tables. */
#ifndef ADELANTE_DESCRIBE_H
#define ADELANTE_DESCRIBE_H

#include "base/base.h"

/* what: ops, datasets, indicators, settings, errors, permissions. False if there is no such list. The JSON holds both
 * languages; the text is in one. */
bool describe_write(struct buf *out, struct str what, bool json, enum lang lang);

#endif
