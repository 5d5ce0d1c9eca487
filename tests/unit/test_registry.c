#include "check.h"

#include "app/registry.h"
#include "app/web.h"
#include "client/desk_web.h"
#include "core/flow.h"
#include "base/map.h"

#include <string.h>

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

/* A refusal of a step speaks both languages and says what is missing and who can supply it. */
static void assert_says_who(const struct entity *entity, const struct flow_move *move, struct str state, const struct fault *fault)
{
    bool good = fault->count == 1 && str_eq_c(fault->items[0].field, entity->flow->field);
    if (good) {
        const struct fault_item *item = &fault->items[0];
        const char *role_es = strstr(item->remedy.es, "; lo hace: ");
        const char *role_en = strstr(item->remedy.en, "; done by: ");
        bool next = role_es != NULL && strlen(role_es) > 14 && role_en != NULL && strlen(role_en) > 14;
        bool said = move->otherwise.es != NULL && move->otherwise.en != NULL && strcmp(item->remedy.es, move->otherwise.es) == 0 &&
                    strstr(item->remedy.es, "dirección") != NULL;
        bool beyond = strstr(item->remedy.es, "ya pasó") != NULL && strstr(item->remedy.en, "beyond that state") != NULL;
        good = strstr(item->rule.es, "se hace en el estado") != NULL && strstr(item->rule.en, "is done in the state") != NULL && (next || beyond || said);
    }
    if (!good) {
        print_error("%s.%s from " STR_FMT "\n", entity->shape.name, move->name, STR_ARG(state));
        fail();
    }
}

/* domain.md section 9: every step of every noun from every state that it does not start in. */
static void no_step_starts_in_another_state(void **state)
{
    (void)state;
    size_t count;
    size_t tried = 0;
    const struct entity *const *entities = entity_all(&count);
    for (size_t i = 0; i < count; i++) {
        const struct flow *flow = entities[i]->flow;
        const struct field *field = flow == NULL ? NULL : shape_find(&entities[i]->shape, str_of(flow->field));
        for (const struct choice *choice = field == NULL ? NULL : field->choices; choice != NULL && choice->code != NULL; choice++) {
            for (size_t k = 0; k < flow->count; k++) {
                if (flow_names(flow->moves[k].from, str_of(choice->code))) {
                    continue;
                }
                struct ctx ctx = {.arena = &arena, .fault = ARENA_NEW(&arena, struct fault)};
                *ctx.fault = (struct fault){.arena = &arena};
                void *before = shape_new(&arena, &entities[i]->shape);
                void *row = shape_new(&arena, &entities[i]->shape);
                *FIELD_AT(struct str, field, before) = str_of(choice->code);
                assert_int_equal(flow_apply(&ctx, entities[i], flow->moves[k].name, NULL, row, before), ERR_INVALID);
                assert_says_who(entities[i], &flow->moves[k], str_of(choice->code), ctx.fault);
                assert_true(str_is_empty(flow_state(entities[i], row)));
                tried++;
            }
        }
    }
    assert_true(tried > 150);
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
        cmocka_unit_test(no_step_starts_in_another_state),
        cmocka_unit_test(addresses_lead_to_pages),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
