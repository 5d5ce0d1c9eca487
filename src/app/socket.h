/* app/socket.h: one request to the server that holds the database, over its local socket. */
#ifndef ADELANTE_SOCKET_H
#define ADELANTE_SOCKET_H

#include "base/base.h"

struct socket_request {
    const char *path;   /* of the socket */
    const char *target; /* /local/ops/import.run?dry_run=true */
    enum lang lang;
    struct str request_id;
    struct str body; /* JSON */
};
/* ERR_IO: nobody answers there. */
FALLIBLE socket_post(struct arena *arena, const struct socket_request *request, int *status, struct str *reply);

#endif
