/* core/op.h: operations (verbs) and the runner.
 *
 * Every read and every write goes through op_run: permission, scope, validation, one transaction,
 * audit, retry, idempotency. Web, API, command line, import and jobs are thin callers.
 */
#ifndef ADELANTE_OP_H
#define ADELANTE_OP_H

#include "core/ctx.h"
#include "core/entity.h"
#include "core/field.h"
#include "core/perm.h"
#include "core/runner.h"

enum op_kind { OP_READ, OP_WRITE };
enum op_answer {
    ANSWER_NOTHING,
    ANSWER_RECORD, /* out is a struct of .output */
    ANSWER_LIST,   /* out is a struct list */
};
/* A page of records. Keyset paging: `next` is handed back as `after`. */
struct list {
    const struct shape *shape;
    struct rows rows;
    struct str next; /* empty at the end */
    int64_t total;   /* INT_NONE when it was not counted */
};

struct op {
    const char *name;  /* session.add */
    const char *http;  /* "POST /sessions", "GET /sessions/{code}"; NULL: not over HTTP */
    struct text label; /* what it does, in words; a noun's list may leave it out (op_label) */
    enum permission permission;
    enum op_kind kind;
    const struct shape *input;  /* NULL: none */
    const struct shape *output; /* NULL: none */
    enum op_answer answer;
    const struct entity *entity; /* the noun it is about, NULL if none */
    bool leaves_access;          /* reading a person's detail, or exporting: leaves an access record */
    bool partial;                /* input may be partial (PATCH): absent fields keep their values; needs `version` */
    bool bounded;                /* holds to the bound of a partner (scope.h) */
    bool open;                   /* PERM_PUBLIC operations that run before there is an actor */
    bool unaudited;              /* what leaves no audit record: the time of last use of a session, nothing else */
    bool long_running;           /* imports and exports: no interactive deadline; runs outside the group commit */
    /* in and out are zeroed-to-none structs of the shapes. For .partial, `given` (in ctx->given) tells which fields came. */
    enum err (*run)(struct ctx *ctx, const void *in, void *out);
};

/* Internal operations of a room (signing in) are op structs of their own, not in its table: they cannot be called by name. */
struct call {
    struct arena *arena;
    struct actor actor;
    enum lang lang;
    struct str request_id; /* idempotency key, 1 to 80 printable characters; empty: none */
    struct hash body_hash; /* of the input as it came, for the repeated key with another body */
    bool dry_run;
    const bool *given;     /* for .partial: per field of the input shape */
    /* filled by op_run */
    struct fault fault;
    int64_t seq;           /* audit number of a write */
    bool replayed;         /* the first answer of this request id, again */
    bool want_json;        /* set answer_json also for reads and writes without a request id */
    struct str answer_json; /* the answer as JSON, for replays and the API; made for every write with a request id */
};

/* The whole life of one operation; see DESIGN.md "one write, followed through". `out` is ready for the caller when ERR_OK. */
FALLIBLE op_run(struct runner *runner, struct call *call, const struct op *op, const void *in, void *out);

/* Whether the actor may call it at all: by her role, and by what she is bound to. */
bool op_may(const struct actor *actor, const struct op *op);

/* Reads an operation's input as JSON: `version` is taken beside the fields of a noun. given: see ctx. */
FALLIBLE op_read_input(struct fault *fault, const struct op *op, struct str json, const char *currency, void *in, bool *given);
/* A record as op_write_answer wrote it, computed fields and version too (the answer of a replayed request). */
FALLIBLE op_read_answer(struct fault *fault, const struct op *op, struct str json, void *out);
/* What the actor's request with this key was answered, as JSON; STR_NONE if there was none, or none that was committed. */
FALLIBLE op_find_answer(struct ctx *ctx, const char *operation, struct str request_id, struct str *out);

void op_register(const struct op *const *tables, const size_t *counts, size_t table_count);
const struct op *op_find(struct str name);
/* The i-th of all operations, NULL at the end. */
const struct op *op_at(size_t i);
/* What it does, in words: its label, or of a list without one "Listar sesiones", "List sessions" by the noun's plural. */
struct text op_label(struct arena *arena, const struct op *op);
/* The operation behind a method and a path below /api/v1, with {parameters} taken from the path; NULL if there is none. */
struct op_path_value {
    struct str name;
    struct str value;
};
const struct op *op_find_http(struct str method, struct str path, struct op_path_value *values, size_t *value_count);
#define OP_PATH_VALUES 4
/* Answers as JSON: one record, or {"items":[…],"next":…,"total":…}. */
void op_write_answer(struct buf *out, const struct op *op, const void *answer, enum privacy most);

#endif
