#include <setjmp.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "http/route.h"

static struct arena arena;

static int release(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static enum err handler(struct request *req, struct response *resp)
{
    (void)req;
    (void)resp;
    return ERR_OK;
}

static const struct route first[] = {
    {METHOD_GET, "/", handler},
    {METHOD_GET, "/clients", handler},
    {METHOD_POST, "/clients", handler},
    {METHOD_GET, "/clients/{id}", handler},
    {METHOD_DELETE, "/clients/{id}", handler},
    {METHOD_GET, "/clients/{id}/sessions/{session}", handler},
};
static const struct route second[] = {
    {METHOD_GET, "/clients/new", handler},
    {METHOD_GET, "/clients/{client}/edit", handler},
    {METHOD_GET, "/clients/new/sessions/last", handler},
    {METHOD_GET, "/assets/{etag}/{name*}", handler},
};

static struct router *router;
static const struct route *found;
static struct header params[8];
static size_t param_count;
static unsigned allowed;

static enum err find(enum method method, const char *path)
{
    found = NULL;
    return router_find(router, method, str_of(path), &found, params, &param_count, &allowed);
}

static void assert_found(enum method method, const char *path, const char *pattern, size_t count)
{
    if (find(method, path) != ERR_OK || strcmp(found->pattern, pattern) != 0 || param_count != count) {
        fail_msg("%s gave %s with %zu", path, found == NULL ? "nothing" : found->pattern, param_count);
    }
}

static int set_up(void **state)
{
    (void)state;
    router = router_new(&arena);
    router_add(router, first, COUNT_OF(first));
    router_add(router, second, COUNT_OF(second));
    return 0;
}

static void test_longest_literal_wins(void **state)
{
    (void)state;
    assert_found(METHOD_GET, "/", "/", 0);
    assert_found(METHOD_GET, "/clients", "/clients", 0);
    assert_found(METHOD_GET, "/clients/new", "/clients/new", 0);
    assert_found(METHOD_GET, "/clients/newer", "/clients/{id}", 1);
    /* Down the literal edge and back again. */
    assert_found(METHOD_GET, "/clients/new/edit", "/clients/{client}/edit", 1);
    assert_true(str_eq_c(params[0].name, "client") && str_eq_c(params[0].value, "new"));
    assert_found(METHOD_GET, "/clients/new/sessions/last", "/clients/new/sessions/last", 0);
    assert_found(METHOD_GET, "/clients/new/sessions/4", "/clients/{id}/sessions/{session}", 2);
    assert_true(str_eq_c(params[0].value, "new") && str_eq_c(params[1].name, "session"));
    assert_true(str_eq_c(params[1].value, "4"));
    /* A literal node without the method does not hide the parameter's. */
    assert_found(METHOD_DELETE, "/clients/new", "/clients/{id}", 1);
}

static void test_tail(void **state)
{
    (void)state;
    assert_found(METHOD_GET, "/assets/abc/icons/home.svg", "/assets/{etag}/{name*}", 2);
    assert_true(str_eq_c(params[0].value, "abc"));
    assert_true(str_eq_c(params[1].name, "name") && str_eq_c(params[1].value, "icons/home.svg"));
    assert_int_equal(find(METHOD_GET, "/assets/abc"), ERR_NOT_FOUND);
    assert_int_equal(find(METHOD_GET, "/assets/abc/"), ERR_NOT_FOUND);
}

static void test_not_found_and_methods(void **state)
{
    (void)state;
    static const char *const absent[] = {"/client", "/clients/", "/clients/1/", "/clients/1/sessions", "/clients/1/edit/x"};
    for (size_t i = 0; i < COUNT_OF(absent); i++) {
        assert_int_equal(find(METHOD_GET, absent[i]), ERR_NOT_FOUND);
    }
    assert_found(METHOD_HEAD, "/clients", "/clients", 0);
    assert_int_equal(find(METHOD_PUT, "/clients"), ERR_METHOD);
    assert_true(str_eq_c(router_allow(&arena, allowed), "GET, HEAD, POST"));
    assert_int_equal(find(METHOD_PATCH, "/clients/new"), ERR_METHOD);
    assert_true(str_eq_c(router_allow(&arena, allowed), "GET, HEAD, DELETE"));
    assert_int_equal(find(METHOD_NONE, "/clients"), ERR_METHOD);
    assert_int_equal(find(METHOD_NONE, "/nowhere"), ERR_NOT_FOUND);
    assert_int_equal(router_count(router), COUNT_OF(first) + COUNT_OF(second));
    assert_string_equal(router_at(router, 6)->pattern, "/clients/new");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_longest_literal_wins),
        cmocka_unit_test(test_tail),
        cmocka_unit_test(test_not_found_and_methods),
    };
    return cmocka_run_group_tests(tests, set_up, release);
}
