/* http/guard.h: what stands in front of every handler and around every answer.
 *
 * Security section 5 (headers, changes only from our own pages) and section 6 (HTTP input).
 */
#ifndef ADELANTE_HTTP_GUARD_H
#define ADELANTE_HTTP_GUARD_H

#include "http/message.h"

/* The gate's limits. */
#define GUARD_LINE_LIMIT ((size_t)8 * 1024)
#define GUARD_HEADERS_LIMIT ((size_t)32 * 1024)
#define GUARD_HEADER_COUNT 100

/* Splits and decodes a request target: "/a/b%20c?q=1". ERR_MALFORMED: not beginning with one '/', an empty, '.' or
 * '..' segment, an encoded slash, backslash, NUL or control character, a '%' without two digits, anything that is
 * not UTF-8 when decoded, a byte that has no place in a target. ERR_TOO_LARGE: over GUARD_LINE_LIMIT. */
FALLIBLE guard_target(struct arena *arena, struct str target, struct str *path, struct str *query);
/* What is refused in a set of headers, whatever the parser made of them. ERR_MALFORMED: a name that is not a token, a
 * control character, Host missing (HTTP/1.1), empty, repeated or odd, Content-Length repeated, not a number or beside
 * Transfer-Encoding, Transfer-Encoding repeated, other than chunked or in HTTP/1.0, Expect other than 100-continue,
 * more than GUARD_HEADER_COUNT headers, a header over GUARD_LINE_LIMIT. *length is the declared length or -1. */
FALLIBLE guard_headers(const struct header *headers, size_t count, bool is_http_1_1, bool *is_chunked,
                       int64_t *length);

/* The headers of every answer (security 5), in a fixed order. */
struct guard_security_header {
    const char *name;
    const char *value;
};
extern const struct guard_security_header guard_security_headers[];
extern const size_t guard_security_header_count;
extern const char guard_sandbox_policy[]; /* instead of the Content-Security-Policy, for files */

/* A token for forms, derived from the session's secret and masked anew each time, so that it is safe in
 * compressed pages. */
struct str guard_csrf_token(struct arena *arena, struct str session_secret);
bool guard_csrf_is_valid(struct str session_secret, struct str token);
/* Whether a changing request comes from a page of ours, as far as the browser says: Sec-Fetch-Site is same-origin or
 * none where it is sent; Origin, unless "null", is https:// or http:// and our Host. */
bool guard_is_same_origin(const struct request *req);
/* Both of them: what every POST of a form needs. token is the form's field or the X-CSRF-Token header. ERR_DENIED. */
FALLIBLE guard_change(const struct request *req, struct str session_secret, struct str token);

#endif
