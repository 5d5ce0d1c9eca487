#include "http/guard.h"

#include <string.h>
#include <strings.h>

#include "base/secret.h"
#include "base/utf8.h"

/* ---- headers of every answer --------------------------------------------------------------- */

const struct guard_security_header guard_security_headers[] = {
    {"Content-Security-Policy",
     "default-src 'none'; style-src 'self'; manifest-src 'self'; img-src 'self' data:; font-src 'self'; "
     "script-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()"},
};
const size_t guard_security_header_count = COUNT_OF(guard_security_headers);
const char guard_sandbox_policy[] = "sandbox; default-src 'none'; frame-ancestors 'none'";

/* ---- gate: target ------------------------------------------------------------------------ */

/* unreserved, sub-delims, ":", "@" (RFC 3986 pchar) and the signs for segments, escapes and the query. Browsers also
 * send | [ ] { } ^ ` and quotes as they are within a query. */
static bool is_target_byte(unsigned char c, bool is_query)
{
    if (c <= 0x20 || c >= 0x7f || c == '#' || c == '\\') {
        return false;
    }
    return is_query || (c != '"' && c != '<' && c != '>' && c != '^' && c != '`' && c != '{' && c != '|' && c != '}');
}

static FALLIBLE guard_segment(struct arena *arena, struct str raw, struct buf *path)
{
    struct str segment;
    if (!form_decode(arena, raw, false, &segment) || !utf8_is_text(segment)) {
        return ERR_MALFORMED;
    }
    if (str_eq_c(segment, ".") || str_eq_c(segment, "..")) {
        return ERR_MALFORMED;
    }
    for (size_t i = 0; i < segment.len; i++) {
        unsigned char c = (unsigned char)segment.ptr[i];
        if (c < 0x20 || c == 0x7f || c == '/' || c == '\\') {
            return ERR_MALFORMED;
        }
    }
    buf_put(path, segment);
    return ERR_OK;
}

FALLIBLE guard_target(struct arena *arena, struct str target, struct str *path, struct str *query)
{
    if (target.len > GUARD_LINE_LIMIT) {
        return ERR_TOO_LARGE;
    }
    const char *mark = target.len == 0 ? NULL : memchr(target.ptr, '?', target.len);
    size_t path_len = mark == NULL ? target.len : (size_t)(mark - target.ptr);
    for (size_t i = 0; i < target.len; i++) {
        if (!is_target_byte((unsigned char)target.ptr[i], i >= path_len)) {
            return ERR_MALFORMED;
        }
    }
    if (path_len == 0 || target.ptr[0] != '/') {
        return ERR_MALFORMED;
    }
    struct buf buf = BUF(arena);
    struct str rest = str_slice(target, 1, path_len);
    struct str segment;
    buf_put_char(&buf, '/');
    while (str_split(&rest, '/', &segment)) {
        if (buf.len > 1) {
            buf_put_char(&buf, '/');
        }
        /* Only the last one may be empty: a slash at the end, which no route has, so that it is not found. */
        if (segment.len == 0 && rest.ptr != NULL) {
            return ERR_MALFORMED;
        }
        TRY(guard_segment(arena, segment, &buf));
    }
    *path = buf_str(&buf);
    *query = mark == NULL ? S("") : str_slice(target, path_len + 1, target.len);
    return ERR_OK;
}

/* ---- gate: headers ----------------------------------------------------------------------- */

static bool is_token(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        bool is_alnum = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!is_alnum && (c == '\0' || strchr("!#$%&'*+-.^_`|~", c) == NULL)) {
            return false;
        }
    }
    return s.len > 0;
}

static bool is_field_value(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char c = (unsigned char)s.ptr[i];
        if ((c < 0x20 && c != '\t') || c == 0x7f) {
            return false;
        }
    }
    return true;
}

static bool is_host(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        bool is_alnum = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (!is_alnum && (c == '\0' || strchr(".-_:[]", c) == NULL)) {
            return false;
        }
    }
    return s.len > 0 && s.len <= 260;
}

static bool has_name(const struct header *header, const char *name)
{
    return header->name.len == strlen(name) && strncasecmp(header->name.ptr, name, header->name.len) == 0;
}

struct framing {
    size_t hosts;
    size_t lengths;
    size_t encodings;
    int64_t length;
};

static FALLIBLE guard_header(const struct header *header, struct framing *framing)
{
    if (!is_token(header->name) || !is_field_value(header->value)) {
        return ERR_MALFORMED;
    }
    if (header->name.len + header->value.len + 4 > GUARD_LINE_LIMIT) {
        return ERR_TOO_LARGE;
    }
    bool is_good = true;
    if (has_name(header, "Host")) {
        framing->hosts++;
        is_good = is_host(header->value);
    } else if (has_name(header, "Content-Length")) {
        framing->lengths++;
        is_good = header->value.len > 0 && header->value.ptr[0] >= '0' && header->value.ptr[0] <= '9' &&
                  str_to_int(header->value, &framing->length);
    } else if (has_name(header, "Transfer-Encoding")) {
        framing->encodings++;
        is_good = header->value.len == 7 && strncasecmp(header->value.ptr, "chunked", 7) == 0;
    } else if (has_name(header, "Expect")) {
        is_good = header->value.len == 12 && strncasecmp(header->value.ptr, "100-continue", 12) == 0;
    }
    return is_good ? ERR_OK : ERR_MALFORMED;
}

FALLIBLE guard_headers(const struct header *headers, size_t count, bool is_http_1_1, bool *is_chunked,
                       int64_t *length)
{
    struct framing framing = {.length = -1};
    size_t size = 0;
    if (count > GUARD_HEADER_COUNT) {
        return ERR_TOO_LARGE;
    }
    for (size_t i = 0; i < count; i++) {
        TRY(guard_header(&headers[i], &framing));
        size += headers[i].name.len + headers[i].value.len + 4;
    }
    if (size > GUARD_HEADERS_LIMIT) {
        return ERR_TOO_LARGE;
    }
    if (framing.hosts > 1 || (framing.hosts == 0 && is_http_1_1) || framing.lengths > 1 || framing.encodings > 1 ||
        (framing.encodings == 1 && (framing.lengths == 1 || !is_http_1_1))) {
        return ERR_MALFORMED;
    }
    *is_chunked = framing.encodings == 1;
    *length = framing.length;
    return ERR_OK;
}

/* ---- changes only from our own pages ------------------------------------------------------- */

#define HMAC_BLOCK 64

/* RFC 2104 over SHA-256. */
static struct hash hmac(struct str key, struct str message)
{
    unsigned char block[HMAC_BLOCK] = {0};
    if (key.len > HMAC_BLOCK) {
        struct hash short_key = hash_of(key);
        memcpy(block, short_key.bytes, HASH_SIZE);
    } else if (key.len > 0) {
        memcpy(block, key.ptr, key.len);
    }
    struct hash inner = {{0}};
    struct hasher hasher;
    for (int round = 0; round < 2; round++) {
        unsigned char pad[HMAC_BLOCK];
        for (size_t i = 0; i < HMAC_BLOCK; i++) {
            pad[i] = block[i] ^ (round == 0 ? 0x36 : 0x5c);
        }
        hash_start(&hasher);
        hash_add(&hasher, (struct str){(const char *)pad, HMAC_BLOCK});
        hash_add(&hasher, round == 0 ? message : (struct str){(const char *)inner.bytes, HASH_SIZE});
        inner = hash_finish(&hasher);
    }
    return inner;
}

#define CSRF_PURPOSE S("adelante form token")

struct str guard_csrf_token(struct arena *arena, struct str session_secret)
{
    struct hash token = hmac(session_secret, CSRF_PURPOSE);
    unsigned char masked[2 * HASH_SIZE];
    random_bytes(masked, HASH_SIZE);
    for (size_t i = 0; i < HASH_SIZE; i++) {
        masked[HASH_SIZE + i] = masked[i] ^ token.bytes[i];
    }
    return hex_format(arena, (struct str){(const char *)masked, sizeof(masked)});
}

static int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

bool guard_csrf_is_valid(struct str session_secret, struct str token)
{
    unsigned char masked[2 * HASH_SIZE];
    if (session_secret.len == 0 || token.len != 2 * sizeof(masked)) {
        return false;
    }
    for (size_t i = 0; i < sizeof(masked); i++) {
        int high = hex_digit(token.ptr[2 * i]);
        int low = hex_digit(token.ptr[2 * i + 1]);
        if (high < 0 || low < 0) {
            return false;
        }
        masked[i] = (unsigned char)(high * 16 + low);
    }
    struct hash given;
    for (size_t i = 0; i < HASH_SIZE; i++) {
        given.bytes[i] = masked[i] ^ masked[HASH_SIZE + i];
    }
    struct hash expected = hmac(session_secret, CSRF_PURPOSE);
    return hash_eq(&given, &expected);
}

bool guard_is_same_origin(const struct request *req)
{
    struct str site = request_header(req, "Sec-Fetch-Site");
    if (site.ptr != NULL && !str_eq_c(site, "same-origin") && !str_eq_c(site, "none")) {
        return false;
    }
    struct str origin = request_header(req, "Origin");
    /* With our Referrer-Policy browsers send "null" even for our own forms; Sec-Fetch-Site and the token decide. */
    if (origin.ptr == NULL || str_eq_c(origin, "null")) {
        return true;
    }
    struct str scheme = req->is_secure ? S("https://") : S("http://");
    struct str host = request_header(req, "Host");
    return str_starts(origin, scheme) && origin.len == scheme.len + host.len &&
           strncasecmp(origin.ptr + scheme.len, host.ptr, host.len) == 0;
}

FALLIBLE guard_change(const struct request *req, struct str session_secret, struct str token)
{
    return guard_is_same_origin(req) && guard_csrf_is_valid(session_secret, token) ? ERR_OK : ERR_DENIED;
}
