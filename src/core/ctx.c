#include "core/ctx.h"

#include <string.h>

/* From this many clients on, an operation is said to touch all of them. */
#define TOUCHED_MOST 4096

enum err ctx_fault(struct ctx *ctx, const char *field, struct str value, struct text rule, struct text remedy)
{
    return fault_add(ctx->fault, str_of(field), value, rule, remedy);
}

void ctx_warn(struct ctx *ctx, const char *field, struct str value, struct text rule, struct text remedy)
{
    if (ctx->warnings != NULL) {
        enum err noted = fault_add(ctx->warnings, str_of(field), value, rule, remedy);
        (void)noted; /* always ERR_INVALID, which a warning is not */
    }
}

void ctx_touch(struct ctx *ctx, char kind, struct id agency, struct id client)
{
    if (ctx->touched_all || id_is_none(client)) {
        return;
    }
    if (ctx->touched == NULL) {
        ctx->touched = ARENA_NEW(ctx->arena, struct map);
        *ctx->touched = MAP(ctx->arena);
    }
    if (ctx->touched->len >= TOUCHED_MOST) {
        ctx->touched_all = true;
        return;
    }
    char key[33];
    key[0] = kind;
    memcpy(key + 1, agency.bytes, 16);
    memcpy(key + 17, client.bytes, 16);
    map_set(ctx->touched, (struct str){key, sizeof(key)}, ctx);
}
