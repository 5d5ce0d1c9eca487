/* base/id.h: identifiers. A UUIDv7 (RFC 9562): 48 bits of milliseconds, then random bits, made anywhere. */
#ifndef ADELANTE_ID_H
#define ADELANTE_ID_H

#include "base/base.h"

struct id {
    uint8_t bytes[16]; /* all zero means "no id" */
};
#define ID_NONE ((struct id){{0}})
struct id id_new(void);
bool id_is_none(struct id id);
bool id_eq(struct id a, struct id b);
int id_cmp(struct id a, struct id b);
struct str id_format(struct arena *arena, struct id id); /* 8-4-4-4-12, lower case */
bool id_parse(struct str s, struct id *out);             /* the same, either case */

#endif
