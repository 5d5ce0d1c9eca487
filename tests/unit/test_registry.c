#include "check.h"

#include "app/registry.h"
#include "app/web.h"
#include "client/desk_web.h"
#include "core/flow.h"
#include "base/map.h"

/* What the tables must agree on, over all rooms: names are given once, every step has its operation, every part its parent. */

static struct arena arena;

static int start(void **state)
{
    (void)state;
    registry_start();
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

static void take(struct map *seen, const char *what, const char *name)
{
    if (map_find(seen, str_of(name)) != NULL) {
        print_error("%s %s is registered twice\n", what, name);
        fail();
    }
    map_set(seen, str_of(name), seen);
}

static void names_are_given_once(void **state)
{
    (void)state;
    struct map datasets = MAP(&arena);
    struct map nouns = MAP(&arena);
    struct map ops = MAP(&arena);
    struct map addresses = MAP(&arena);
    size_t count;
    const struct entity *const *entities = entity_all(&count);
    for (size_t i = 0; i < count; i++) {
        take(&datasets, "dataset", entities[i]->dataset);
        take(&nouns, "noun", entities[i]->shape.name);
    }
    const struct op *op;
    size_t n = 0;
    for (; (op = op_at(n)) != NULL; n++) {
        take(&ops, "operation", op->name);
        if (op->http != NULL) {
            take(&addresses, "address", op->http);
        }
    }
    assert_true(count > 20 && n > 100);
}

static void parents_come_first(void **state)
{
    (void)state;
    struct map seen = MAP(&arena);
    size_t count;
    const struct entity *const *entities = entity_all(&count);
    for (size_t i = 0; i < count; i++) {
        map_set(&seen, str_of(entities[i]->dataset), &seen);
        for (size_t k = 0; k < entities[i]->shape.count; k++) {
            const struct field *field = &entities[i]->shape.fields[k];
            if (field->target != NULL && map_find(&seen, str_of(field->target->dataset)) == NULL) {
                print_error("%s names %s, which is imported after it\n", entities[i]->dataset, field->target->dataset);
                fail();
            }
        }
        if (entities[i]->parent != NULL) {
            const struct field *parent = shape_find(&entities[i]->shape, str_of(entities[i]->parent));
            assert_non_null(parent);
            assert_true(parent->type == FIELD_TYPE_REF);
            assert_non_null(entities[i]->store->by_parent.text);
        }
    }
}

static void every_step_has_its_operation(void **state)
{
    (void)state;
    size_t count;
    const struct entity *const *entities = entity_all(&count);
    for (size_t i = 0; i < count; i++) {
        const struct flow *flow = entities[i]->flow;
        if (flow == NULL) {
            continue;
        }
        const struct field *field = shape_find(&entities[i]->shape, str_of(flow->field));
        assert_non_null(field);
        for (size_t k = 0; k < flow->count; k++) {
            const struct flow_move *move = &flow->moves[k];
            const struct op *op = flow_op(entities[i], move);
            assert_true(op->entity == entities[i]);
            assert_true(move->to == NULL || choice_find(field->choices, str_of(move->to)) != NULL);
            struct str rest = str_of(move->from);
            struct str one;
            size_t states = 0;
            while (str_split(&rest, ' ', &one)) {
                assert_non_null(choice_find(field->choices, one));
                states++;
            }
            assert_true(states > 0);
        }
        struct str rest = str_of(flow->entry);
        struct str one;
        while (flow->entry != NULL && str_split(&rest, ' ', &one)) {
            assert_non_null(choice_find(field->choices, one));
        }
    }
}

/* A record's address leads to a page of its own, or there is none: no link ends at "not found". */
static void addresses_lead_to_pages(void **state)
{
    (void)state;
    struct router *router = router_new(&arena);
    web_add_routes(router);
    size_t wrong = 0;
    size_t count;
    const struct entity *const *entities = entity_all(&count);
    for (size_t i = 0; i < count; i++) {
        struct url url = desk_record_url(&arena, str_of(entities[i]->dataset), S("X-1"));
        const struct route *route = NULL;
        struct header params[8];
        size_t param_count = 0;
        unsigned allowed = 0;
        struct str plain = str_format(&arena, "/%s/X-1", entities[i]->dataset);
        struct str path = url_is_none(url) ? plain : url.value;
        bool has_page = router_find(router, METHOD_GET, path, &route, params, &param_count, &allowed) == ERR_OK &&
                        (param_count != 1 || !str_eq_c(params[0].name, "number")); /* a public number is no code */
        if (has_page == url_is_none(url)) {
            print_error("%s: %s\n", entities[i]->dataset, has_page ? "has a page that nothing leads to" : "has an address without a page");
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_given_once),
        cmocka_unit_test(parents_come_first),
        cmocka_unit_test(every_step_has_its_operation),
        cmocka_unit_test(addresses_lead_to_pages),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
