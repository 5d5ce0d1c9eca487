#include "http/route.h"

#include <string.h>

/* One segment of a path; the root stands for "/". */
struct node {
    struct str literal;  /* of the edge that leads here */
    struct node *next;   /* sibling */
    struct node *first;  /* children with a literal edge */
    struct node *param;  /* child for {name} */
    struct node *tail;   /* child for {name*} */
    const struct route *routes[8];
    size_t route_count;
};
struct router {
    struct arena *arena;
    struct node root;
    const struct route **all;
    size_t count;
    size_t cap;
};
#define PARAM_LIMIT COUNT_OF(((struct request *)0)->params)

struct router *router_new(struct arena *arena)
{
    struct router *router = ARENA_NEW(arena, struct router);
    router->arena = arena;
    return router;
}

static bool is_param(struct str segment)
{
    return segment.len > 2 && segment.ptr[0] == '{' && segment.ptr[segment.len - 1] == '}';
}

static bool is_tail(struct str segment)
{
    return is_param(segment) && segment.len > 3 && segment.ptr[segment.len - 2] == '*';
}

static struct node *child_new(struct router *router, struct node **place, struct str literal)
{
    struct node *node = ARENA_NEW(router->arena, struct node);
    node->literal = literal;
    node->next = *place;
    *place = node;
    return node;
}

static struct node *literal_child(const struct node *node, struct str segment)
{
    for (struct node *child = node->first; child != NULL; child = child->next) {
        if (str_eq(child->literal, segment)) {
            return child;
        }
    }
    return NULL;
}

static struct node *child_for(struct router *router, struct node *node, struct str segment)
{
    if (is_tail(segment)) {
        return node->tail != NULL ? node->tail : child_new(router, &node->tail, STR_NONE);
    }
    if (is_param(segment)) {
        return node->param != NULL ? node->param : child_new(router, &node->param, STR_NONE);
    }
    assert(segment.len > 0 && memchr(segment.ptr, '{', segment.len) == NULL);
    struct node *child = literal_child(node, segment);
    return child != NULL ? child : child_new(router, &node->first, segment);
}

static void add_one(struct router *router, const struct route *route)
{
    struct str rest = str_of(route->pattern);
    assert(rest.len > 0 && rest.ptr[0] == '/' && route->handler != NULL);
    assert(method_parse(str_of(method_name(route->method))) == route->method);
    rest = str_slice(rest, 1, rest.len);
    struct node *node = &router->root;
    struct str segment;
    size_t params = 0;
    while (str_split(&rest, '/', &segment)) {
        node = child_for(router, node, segment);
        params += is_param(segment);
        assert(!is_tail(segment) || rest.len == 0);
    }
    assert(params <= PARAM_LIMIT);
    for (size_t i = 0; i < node->route_count; i++) {
        assert(node->routes[i]->method != route->method && "one handler for a method and pattern");
    }
    assert(node->route_count < COUNT_OF(node->routes));
    node->routes[node->route_count++] = route;
    if (router->count == router->cap) {
        size_t cap = router->cap == 0 ? 64 : router->cap * 2;
        const struct route **all = ARENA_ARRAY(router->arena, const struct route *, cap);
        if (router->count > 0) {
            memcpy(all, router->all, router->count * sizeof(struct route *));
        }
        router->all = all;
        router->cap = cap;
    }
    router->all[router->count++] = route;
}

void router_add(struct router *router, const struct route *routes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        add_one(router, &routes[i]);
    }
}

struct search {
    enum method method;
    const struct route *route;
    unsigned allowed;
};

/* Goes down the literal edge first and comes back for the parameter's when that leads nowhere. A node without this
 * method is remembered, and the search goes on: /clients/new may be read where /clients/{id} takes a DELETE. */
static bool search_below(const struct node *node, struct str rest, bool is_end, struct search *search)
{
    if (is_end) {
        for (size_t i = 0; i < node->route_count; i++) {
            const struct route *route = node->routes[i];
            if (route->method == search->method ||
                (search->method == METHOD_HEAD && route->method == METHOD_GET)) {
                search->route = route;
                return true;
            }
            search->allowed |= (unsigned)route->method;
        }
        return false;
    }
    const char *slash = rest.len == 0 ? NULL : memchr(rest.ptr, '/', rest.len);
    struct str segment = slash == NULL ? rest : str_slice(rest, 0, (size_t)(slash - rest.ptr));
    struct str below = slash == NULL ? S("") : str_slice(rest, segment.len + 1, rest.len);
    const struct node *literal = literal_child(node, segment);
    if (literal != NULL && search_below(literal, below, slash == NULL, search)) {
        return true;
    }
    if (node->param != NULL && segment.len > 0 && search_below(node->param, below, slash == NULL, search)) {
        return true;
    }
    return node->tail != NULL && rest.len > 0 && search_below(node->tail, S(""), true, search);
}

static size_t fill_params(const struct route *route, struct str path, struct header *params)
{
    struct str pattern = str_slice(str_of(route->pattern), 1, SIZE_MAX);
    struct str rest = str_slice(path, 1, path.len);
    struct str segment;
    size_t count = 0;
    while (str_split(&pattern, '/', &segment)) {
        const char *slash = rest.len == 0 ? NULL : memchr(rest.ptr, '/', rest.len);
        size_t len = slash == NULL || is_tail(segment) ? rest.len : (size_t)(slash - rest.ptr);
        if (is_param(segment)) {
            struct str name = str_slice(segment, 1, segment.len - (is_tail(segment) ? 2 : 1));
            params[count++] = (struct header){name, str_slice(rest, 0, len)};
        }
        rest = str_slice(rest, len + 1, rest.len);
    }
    return count;
}

enum err router_find(const struct router *router, enum method method, struct str path, const struct route **route,
                     struct header *params, size_t *param_count, unsigned *allowed)
{
    struct search search = {.method = method};
    struct str rest = str_slice(path, 1, path.len);
    *allowed = 0;
    *param_count = 0;
    if (!search_below(&router->root, rest, rest.len == 0, &search)) {
        *allowed = search.allowed | ((search.allowed & METHOD_GET) != 0 ? (unsigned)METHOD_HEAD : 0U);
        return search.allowed == 0 ? ERR_NOT_FOUND : ERR_METHOD;
    }
    *route = search.route;
    *param_count = fill_params(search.route, path, params);
    return ERR_OK;
}

struct str router_allow(struct arena *arena, unsigned allowed)
{
    struct buf buf = BUF(arena);
    for (unsigned bit = METHOD_GET; bit <= METHOD_OPTIONS; bit <<= 1) {
        if ((allowed & bit) != 0) {
            buf_put_c(&buf, buf.len > 0 ? ", " : "");
            buf_put_c(&buf, method_name((enum method)bit));
        }
    }
    return buf.len == 0 ? S("") : buf_str(&buf);
}

size_t router_count(const struct router *router)
{
    return router->count;
}

const struct route *router_at(const struct router *router, size_t index)
{
    assert(index < router->count);
    return router->all[index];
}
