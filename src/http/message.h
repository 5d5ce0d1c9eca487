/* http/message.h: one request and the answer to it, as handlers see them.
 *
 * Knows no entity and no operation. Not for parsing the wire (server.c) and not for finding the
 * handler (route.h).
 *
 * Invariants: everything that a request points to lives until its handler has returned and the
 * answer is built; it has passed the gate (guard.h): the path is decoded, well-formed UTF-8 and free
 * of control characters, header values hold no control characters, the query is well formed.
 * What a response is given is copied or must come from req->arena or static memory.
 */
#ifndef ADELANTE_HTTP_MESSAGE_H
#define ADELANTE_HTTP_MESSAGE_H

#include "base/base.h"
#include "format/form.h"

enum method {
    METHOD_NONE = 0,
    METHOD_GET = 1 << 0,
    METHOD_HEAD = 1 << 1,
    METHOD_POST = 1 << 2,
    METHOD_PUT = 1 << 3,
    METHOD_PATCH = 1 << 4,
    METHOD_DELETE = 1 << 5,
    METHOD_OPTIONS = 1 << 6,
};
enum method method_parse(struct str name); /* METHOD_NONE for any other; names are upper case */
const char *method_name(enum method method);

struct header {
    struct str name;
    struct str value;
};

struct request {
    struct arena *arena; /* the worker's; everything in it ends with this request */
    enum method method;  /* HEAD is served by the GET handler: the body is left out on the wire */
    struct str path;     /* decoded: /clients/año */
    struct str target;   /* as sent: /clients/a%C3%B1o?q=x, for links back to the same page */
    struct str query;    /* as sent, without '?'; "" when there is none */
    const struct form *query_form;
    const struct route *route;
    struct header params[8]; /* of the route's pattern, decoded */
    size_t param_count;
    const struct header *headers; /* in the order sent */
    size_t header_count;
    struct str body;     /* whole; a large one is mapped from body_fd. "" when there is none */
    int body_fd;         /* an unlinked temporary file that holds the body, or -1 */
    struct str peer;     /* address of the client (from X-Forwarded-For behind a proxy), "unix" on the local socket */
    bool is_local_socket;
    int64_t peer_uid;    /* of the process at the other end of the local socket, else -1 */
    bool is_secure;      /* the browser came by https: cookies are __Host- and Secure */
    struct str id;       /* of this request, in the log line */
    void *app;           /* server_options.app */
    void *thread;        /* what the application's thread_start returned, e.g. its database connection */
    void *state;         /* free for the application's wrapper (actor, language …) */
};

/* The first header of that name, whatever its case; STR_NONE if absent. */
struct str request_header(const struct request *req, const char *name);
/* A {name} of the route's pattern. The name must be in the pattern (asserted). */
struct str request_param(const struct request *req, const char *name);
/* The first value of that name in the query; STR_NONE if absent. All of them: form_all(req->query_form, …). */
struct str request_query(const struct request *req, const char *name);
/* The cookie set by response_cookie under that name; STR_NONE if absent. */
struct str request_cookie(const struct request *req, const char *name);
/* "Bearer X" of Authorization gives X; STR_NONE if absent. */
struct str request_bearer(const struct request *req);
/* The body as a form (urlencoded or multipart). ERR_MEDIA_TYPE: it is neither; ERR_MALFORMED, ERR_TOO_LARGE: form.h.
 * A request without a body is an empty form. */
FALLIBLE request_form(const struct request *req, struct form **out);
/* The content type without parameters, lower case; "" if absent. */
struct str request_content_type(const struct request *req);
/* Accept names the type before any wildcard: request_accepts(req, "application/json"). */
bool request_accepts(const struct request *req, const char *type);
/* The better of the two languages in Accept-Language; Spanish unless English is preferred. */
enum lang request_language(const struct request *req);

struct response {
    struct arena *arena;
    int status;              /* 200 */
    struct str content_type; /* text/html; charset=utf-8 */
    struct buf body;         /* append to it, or response_body */
    struct header *headers;
    size_t header_count;
    size_t header_cap;
    int body_fd;             /* -1, or the file that holds the body from the start to its end */
    int64_t body_size;       /* of body_fd */
    bool no_store;           /* Cache-Control: no-store, which is how it begins; otherwise private, no-cache */
    bool is_immutable;       /* Cache-Control: public, immutable, one year */
    bool is_static;          /* the body is in static memory: it is sent without a copy */
    bool is_sandboxed;       /* a file that somebody else wrote: Content-Security-Policy: sandbox */
    bool is_compressible;    /* true; false for what must not be compressed */
    const char *log_op;      /* for the log line: operation */
    const char *log_error;   /* and error code */
};

/* Adds a header. CR, LF and other control characters in the value become blanks. */
void response_header(struct response *resp, const char *name, struct str value);
/* Sets type and whole body. The bytes are borrowed: they live in the request's arena or are static. */
void response_body(struct response *resp, const char *content_type, struct str body);
/* Appends to a body of any size: beyond 1 MiB it moves to an unlinked temporary file and is sent from there, so
 * that a long export takes constant memory and a slow reader holds no database transaction. ERR_DISK_FULL, ERR_IO. */
FALLIBLE response_write(struct response *resp, struct str bytes);
/* What response_write still holds goes to the file; the server calls it behind the handler. */
FALLIBLE response_flush(struct response *resp);
/* Sends the file from its start; the server closes fd. */
void response_file(struct response *resp, const char *content_type, int fd, int64_t size);
/* Content-Disposition: attachment; file_name may be any UTF-8. */
void response_attachment(struct response *resp, struct str file_name);
/* 303 See Other. location is a path of ours beginning with one '/', otherwise '/' is taken (no open redirects). */
void response_redirect(struct response *resp, struct str location);
/* HttpOnly, SameSite=Lax, Path=/; named __Host-<name> and Secure when req->is_secure.
 * max_age in seconds; 0 removes it, negative keeps it until the browser closes. */
void response_cookie(struct response *resp, const struct request *req, const char *name, struct str value,
                     int max_age);
/* Gives the answer the entity tag (without quotes). True when the client has it already (If-None-Match): the
 * status is then 304 and the handler returns at once. GET and HEAD only. Whether it may be stored: no_store. */
bool response_etag(struct response *resp, const struct request *req, struct str tag);
/* Whether If-Match names the tag: "x" or W/"x". STR_NONE as tag asks whether the header is there at all. */
bool request_if_match(const struct request *req, struct str tag);

#endif
