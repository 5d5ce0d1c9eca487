/* The gate and the router. The first line is a request's target, the others are its headers. */
#include <string.h>

#include "base/utf8.h"
#include "http/guard.h"
#include "http/route.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum err handler(struct request *req, struct response *resp)
{
    (void)req;
    (void)resp;
    return ERR_OK;
}

static const struct route routes[] = {
    {METHOD_GET, "/", handler},
    {METHOD_GET, "/clients", handler},
    {METHOD_GET, "/clients/new", handler},
    {METHOD_GET, "/clients/{id}", handler},
    {METHOD_GET, "/clients/{id}/{what}", handler},
    {METHOD_GET, "/assets/{etag}/{name*}", handler},
};

static void check_target(struct arena *arena, struct str target)
{
    struct str path;
    struct str query;
    if (guard_target(arena, target, &path, &query) != ERR_OK) {
        return;
    }
    assert(path.len > 0 && path.ptr[0] == '/' && utf8_is_text(path) && memchr(path.ptr, '\\', path.len) == NULL);
    struct str rest = path;
    struct str segment;
    while (str_split(&rest, '/', &segment)) {
        assert(!str_eq_c(segment, ".") && !str_eq_c(segment, ".."));
    }
    assert(str_find(path, S("//")) == SIZE_MAX);
    struct router *router = router_new(arena);
    const struct route *route = NULL;
    struct header params[8];
    size_t param_count = 0;
    unsigned allowed = 0;
    router_add(router, routes, COUNT_OF(routes));
    if (router_find(router, METHOD_GET, path, &route, params, &param_count, &allowed) == ERR_OK) {
        for (size_t i = 0; i < param_count; i++) {
            assert(params[i].value.len > 0);
            assert(params[i].value.ptr >= path.ptr && params[i].value.ptr + params[i].value.len <= path.ptr + path.len);
        }
    }
}

static void check_headers(struct str lines)
{
    static struct header headers[GUARD_HEADER_COUNT + 1];
    struct str line;
    size_t count = 0;
    bool is_chunked = false;
    int64_t length = -1;
    while (count < COUNT_OF(headers) && str_split(&lines, '\n', &line)) {
        size_t colon = str_find(line, S(":"));
        size_t name_len = colon == SIZE_MAX ? line.len : colon;
        headers[count++] = (struct header){str_slice(line, 0, name_len), str_slice(line, name_len + 1, line.len)};
    }
    if (guard_headers(headers, count, true, &is_chunked, &length) == ERR_OK) {
        assert(count <= GUARD_HEADER_COUNT && length >= -1 && (!is_chunked || length == -1));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = {0};
    struct str rest = {(const char *)data, size};
    struct str target = S("");
    if (str_split(&rest, '\n', &target)) {
        check_target(&arena, target);
        check_headers(rest);
    }
    arena_release(&arena);
    return 0;
}
