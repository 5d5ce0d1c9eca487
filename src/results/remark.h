/* results/remark.h: a sentence printed beside a figure of the statements whose period overlaps, such as "assumed". */
#ifndef ADELANTE_REMARK_H
#define ADELANTE_REMARK_H

#include "core/ctx.h"
#include "core/entity.h"
#include "core/op.h"

struct remark {
    struct record record;
    struct str indicator; /* its code, as in indicators */
    struct date from_on;
    struct date to_on;
    struct str text_es;
    struct str text_en;
};
extern const struct entity_store remark_store;
extern const struct entity remark_entity;
extern const struct op remark_ops[];
extern const size_t remark_op_count;

enum err remark_check(struct ctx *ctx, void *row, const void *before);

#endif
