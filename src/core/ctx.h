/* core/ctx.h: the context of one operation: memory, connection, actor, scope, clock, faults.
 *
 * Made by op_run; lives for one attempt. Rooms pass it on and never keep it.
 */
#ifndef ADELANTE_CTX_H
#define ADELANTE_CTX_H

#include "base/base.h"
#include "base/date.h"
#include "base/id.h"
#include "base/map.h"
#include "core/fault.h"
#include "core/scope.h"

struct db;
struct flow_move;
struct op;
struct runner;
struct ctx {
    struct arena *arena;
    struct db *db; /* opaque to rooms: only stores use it */
    struct runner *runner;
    struct actor actor;
    struct scope scope;
    struct fault *fault;
    struct fault *warnings; /* what an import notes beside a row that it takes; NULL: not noted */
    enum lang lang;
    const struct op *op;
    struct date today;
    const char *currency; /* of the actor's agency */
    bool dry_run;
    const bool *given; /* for partial input: per field of the input shape; while importing, per field of the noun */
    struct map *ref_cache; /* codes already resolved, kept by an import; NULL otherwise */
    bool importing; /* set while rows of a file are applied: R5's twelve months are the importer's to decide */
    const struct flow_move *move; /* the step that is being taken (flow.h); NULL otherwise */
    /* What the audit record of a write will say. */
    int64_t seq;              /* its number, known from the start of the attempt */
    struct str subject;       /* "sessions/S-17" */
    struct id subject_id;
    int64_t subject_version;
    struct id subject_unit;
    struct str reason;
    struct buf *changes;      /* JSON of values before and after */
    struct map *touched;      /* enterprises and persons whose facts change, by their ids */
    bool touched_all;         /* too many to name: facts are loaded anew */
};

/* The fault list of the context; always returns ERR_INVALID. */
enum err ctx_fault(struct ctx *ctx, const char *field, struct str value, struct text rule, struct text remedy);
/* The same for what is no fault: kept where somebody reads it, otherwise nothing. */
void ctx_warn(struct ctx *ctx, const char *field, struct str value, struct text rule, struct text remedy);
/* kind is 'e' (enterprise record) or 'p' (person record). */
void ctx_touch(struct ctx *ctx, char kind, struct id agency, struct id client);

#endif
