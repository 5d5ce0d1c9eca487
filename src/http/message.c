#include "http/message.h"

#include <string.h>
#include <strings.h>

#include "http/spool.h"

#define FLUSH_SIZE ((size_t)64 * 1024)
#define COOKIE_PREFIX "__Host-"

static const struct {
    const char *name;
    enum method method;
} methods[] = {
    {"GET", METHOD_GET},       {"HEAD", METHOD_HEAD},   {"POST", METHOD_POST},       {"PUT", METHOD_PUT},
    {"PATCH", METHOD_PATCH}, {"DELETE", METHOD_DELETE}, {"OPTIONS", METHOD_OPTIONS},
};

enum method method_parse(struct str name)
{
    for (size_t i = 0; i < COUNT_OF(methods); i++) {
        if (str_eq_c(name, methods[i].name)) {
            return methods[i].method;
        }
    }
    return METHOD_NONE;
}

const char *method_name(enum method method)
{
    for (size_t i = 0; i < COUNT_OF(methods); i++) {
        if (methods[i].method == method) {
            return methods[i].name;
        }
    }
    return "OTHER";
}

/* ---- request --------------------------------------------------------------------------- */

static bool equals_any_case(struct str s, const char *name)
{
    return s.len == strlen(name) && strncasecmp(s.ptr, name, s.len) == 0;
}

struct str request_header(const struct request *req, const char *name)
{
    for (size_t i = 0; i < req->header_count; i++) {
        if (equals_any_case(req->headers[i].name, name)) {
            return req->headers[i].value;
        }
    }
    return STR_NONE;
}

struct str request_param(const struct request *req, const char *name)
{
    for (size_t i = 0; i < req->param_count; i++) {
        if (str_eq_c(req->params[i].name, name)) {
            return req->params[i].value;
        }
    }
    assert(false && "a name of the route's pattern");
    return STR_NONE;
}

struct str request_query(const struct request *req, const char *name)
{
    return form_get(req->query_form, name);
}

struct str request_cookie(const struct request *req, const char *name)
{
    struct str key = req->is_secure ? str_format(req->arena, COOKIE_PREFIX "%s", name) : str_of(name);
    /* HTTP/2 proxies may hand cookies on in several headers. */
    for (size_t i = 0; i < req->header_count; i++) {
        if (equals_any_case(req->headers[i].name, "Cookie")) {
            struct str value = form_cookie(req->headers[i].value, key);
            if (value.ptr != NULL) {
                return value;
            }
        }
    }
    return STR_NONE;
}

struct str request_bearer(const struct request *req)
{
    struct str value = request_header(req, "Authorization");
    if (value.len < 7 || strncasecmp(value.ptr, "Bearer ", 7) != 0) {
        return STR_NONE;
    }
    return str_trim(str_slice(value, 7, value.len));
}

FALLIBLE request_form(const struct request *req, struct form **out)
{
    if (req->body.len == 0) {
        return form_parse_urlencoded(req->arena, S(""), out);
    }
    return form_parse(req->arena, request_header(req, "Content-Type"), req->body, out);
}

static struct str lower(struct arena *arena, struct str s)
{
    struct buf buf = BUF(arena);
    for (size_t i = 0; i < s.len; i++) {
        char c = s.ptr[i];
        buf_put_char(&buf, c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c);
    }
    return buf.len == 0 ? S("") : buf_str(&buf);
}

/* Cuts *rest at the next comma: one item of a list header, without its parameters. */
static bool next_item(struct str *rest, struct str *item, struct str *parameters)
{
    struct str whole;
    if (rest->ptr == NULL || !str_split(rest, ',', &whole)) {
        return false;
    }
    *parameters = whole;
    if (!str_split(parameters, ';', item)) {
        *item = S("");
    }
    *item = str_trim(*item);
    return true;
}

struct str request_content_type(const struct request *req)
{
    struct str rest = request_header(req, "Content-Type");
    struct str type = S("");
    if (rest.ptr == NULL || !str_split(&rest, ';', &type)) {
        return S("");
    }
    return lower(req->arena, str_trim(type));
}

bool request_accepts(const struct request *req, const char *type)
{
    struct str rest = request_header(req, "Accept");
    struct str item;
    struct str parameters;
    while (next_item(&rest, &item, &parameters)) {
        if (equals_any_case(item, type)) {
            return true;
        }
        if (str_eq_c(item, "*/*")) {
            return false;
        }
    }
    return false;
}

enum lang request_language(const struct request *req)
{
    struct str rest = request_header(req, "Accept-Language");
    struct str item;
    struct str parameters;
    int spanish = 0;
    int english = 0;
    while (next_item(&rest, &item, &parameters)) {
        int q = form_quality(parameters);
        if (item.len >= 2 && strncasecmp(item.ptr, "es", 2) == 0) {
            spanish = q > spanish ? q : spanish;
        } else if (item.len >= 2 && strncasecmp(item.ptr, "en", 2) == 0) {
            english = q > english ? q : english;
        }
    }
    return english > spanish ? LANG_EN : LANG_ES;
}

/* ---- entity tags --------------------------------------------------------------------------- */

static bool tag_is_listed(struct str list, struct str tag)
{
    struct str rest = list;
    struct str item;
    while (rest.ptr != NULL && str_split(&rest, ',', &item)) {
        item = str_trim(item);
        if (str_eq_c(item, "*")) {
            return true;
        }
        if (str_starts(item, S("W/"))) {
            item = str_slice(item, 2, item.len);
        }
        if (item.len == tag.len + 2 && item.ptr[0] == '"' && item.ptr[item.len - 1] == '"' &&
            str_eq(str_slice(item, 1, item.len - 1), tag)) {
            return true;
        }
    }
    return false;
}

bool request_if_match(const struct request *req, struct str tag)
{
    struct str list = request_header(req, "If-Match");
    if (tag.ptr == NULL) {
        return list.ptr != NULL;
    }
    return list.ptr != NULL && tag_is_listed(list, tag);
}

bool response_etag(struct response *resp, const struct request *req, struct str tag)
{
    response_header(resp, "ETag", str_format(resp->arena, "\"" STR_FMT "\"", STR_ARG(tag)));
    struct str list = request_header(req, "If-None-Match");
    if ((req->method & (METHOD_GET | METHOD_HEAD)) == 0 || list.ptr == NULL || !tag_is_listed(list, tag)) {
        return false;
    }
    resp->status = 304;
    resp->body.len = 0;
    return true;
}

/* ---- response ---------------------------------------------------------------------------- */

void response_header(struct response *resp, const char *name, struct str value)
{
    if (resp->header_count == resp->header_cap) {
        size_t cap = resp->header_cap == 0 ? 8 : resp->header_cap * 2;
        struct header *headers = ARENA_ARRAY(resp->arena, struct header, cap);
        if (resp->header_count > 0) {
            memcpy(headers, resp->headers, resp->header_count * sizeof(*headers));
        }
        resp->headers = headers;
        resp->header_cap = cap;
    }
    char *clean = arena_alloc(resp->arena, value.len + 1);
    for (size_t i = 0; i < value.len; i++) {
        unsigned char c = (unsigned char)value.ptr[i];
        clean[i] = c < 0x20 || c == 0x7f ? ' ' : (char)c;
    }
    resp->headers[resp->header_count++] = (struct header){str_of(name), {clean, value.len}};
}

void response_body(struct response *resp, const char *content_type, struct str body)
{
    resp->content_type = str_of(content_type);
    resp->body.ptr = (char *)(uintptr_t)body.ptr;
    resp->body.len = body.len;
    /* Full: a later append copies instead of writing into what was borrowed. */
    resp->body.cap = body.len;
}

FALLIBLE response_write(struct response *resp, struct str bytes)
{
    if (resp->body_fd < 0) {
        if (resp->body.len + bytes.len <= SPOOL_THRESHOLD) {
            buf_put(&resp->body, bytes);
            return ERR_OK;
        }
        TRY(spool_open(&resp->body_fd));
        resp->body_size = 0;
    }
    if (resp->body.len + bytes.len > FLUSH_SIZE) {
        TRY(response_flush(resp));
    }
    if (bytes.len > FLUSH_SIZE) {
        resp->body_size += (int64_t)bytes.len;
        return spool_write(resp->body_fd, bytes);
    }
    buf_put(&resp->body, bytes);
    return ERR_OK;
}

FALLIBLE response_flush(struct response *resp)
{
    if (resp->body_fd < 0 || resp->body.len == 0) {
        return ERR_OK;
    }
    TRY(spool_write(resp->body_fd, buf_str(&resp->body)));
    resp->body_size += (int64_t)resp->body.len;
    resp->body.len = 0;
    return ERR_OK;
}

void response_file(struct response *resp, const char *content_type, int fd, int64_t size)
{
    assert(resp->body_fd < 0);
    resp->content_type = str_of(content_type);
    resp->body.len = 0;
    resp->body_fd = fd;
    resp->body_size = size;
}

void response_attachment(struct response *resp, struct str file_name)
{
    struct buf value = BUF(resp->arena);
    buf_put_c(&value, "attachment; filename=\"");
    for (size_t i = 0; i < file_name.len; i++) {
        char c = file_name.ptr[i];
        buf_put_char(&value, c < 0x20 || c == 0x7f || c == '"' || c == '\\' || c == '/' ? '_' : c);
    }
    buf_put_c(&value, "\"; filename*=UTF-8''");
    form_encode(&value, file_name);
    response_header(resp, "Content-Disposition", buf_str(&value));
}

void response_redirect(struct response *resp, struct str location)
{
    bool is_ours = location.len > 0 && location.ptr[0] == '/' &&
                   (location.len == 1 || (location.ptr[1] != '/' && location.ptr[1] != '\\'));
    resp->status = 303;
    resp->body.len = 0;
    response_header(resp, "Location", is_ours ? location : S("/"));
}

void response_cookie(struct response *resp, const struct request *req, const char *name, struct str value,
                     int max_age)
{
    struct buf cookie = BUF(resp->arena);
    buf_format(&cookie, "%s%s=" STR_FMT "; Path=/; HttpOnly; SameSite=Lax", req->is_secure ? COOKIE_PREFIX : "", name,
               STR_ARG(value));
    if (req->is_secure) {
        buf_put_c(&cookie, "; Secure");
    }
    if (max_age >= 0) {
        buf_format(&cookie, "; Max-Age=%d", max_age);
    }
    response_header(resp, "Set-Cookie", buf_str(&cookie));
}
