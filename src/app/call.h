/* app/call.h: an operation called from the command line, wherever the database is held.
 *
 * Reads work beside a running server on a connection of their own. Writes (and reads that leave an access record) take the
 * database, or, if a server holds it, are sent to that server over its local socket.
 */
#ifndef ADELANTE_CALL_H
#define ADELANTE_CALL_H

#include "core/op.h"

struct caller {
    struct arena *arena;
    const char *url;
    enum lang lang;
    struct runner *runner; /* opened on first use; NULL before, and while a server answers for us */
    const bool *given;     /* for partial input: which fields the caller wrote */
    bool reading;          /* the runner only reads */
    bool remote;           /* a running server answers */
    bool json;             /* refusals go to standard output as problem documents */
};
struct reply {
    struct fault fault;
    struct str json; /* of the operation's output */
    struct text problem; /* why the call could not be made, if it could not */
};
/* The one who sits at this machine. */
struct actor call_actor(struct arena *arena);
/* Runs it; the answer as JSON. out may be NULL; where given it is filled unless a server answered (caller->remote). */
FALLIBLE call_op(struct caller *caller, const struct op *op, const void *in, bool dry_run, struct str request_id, void *out,
                 struct reply *answer);
/* A runner on this database for reading. */
FALLIBLE call_runner(struct caller *caller, bool writing, struct text *problem);
void call_close(struct caller *caller);
/* The local socket of the server that serves this database. */
const char *call_socket_path(struct arena *arena, const char *url);
/* The faults and the error: as people read them, on standard error and no more than the first CALL_FAULTS_SHOWN; or whole, for
 * scripts, on standard output (caller->json). */
#define CALL_FAULTS_SHOWN 40
void call_complain(const struct caller *caller, enum err err, const struct reply *answer);

#endif
