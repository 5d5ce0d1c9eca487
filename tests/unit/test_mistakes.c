#include "check.h"

#include "app/registry.h"
#include "base/map.h"
#include "core/entity.h"
#include "db/migrate.h"

#include <string.h>

/* What other systems got wrong (docs/mistakes.md), looked for in every table of the program at once. */

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

typedef void field_test(const struct entity *entity, const struct field *field);

static size_t each_field(field_test *test)
{
    size_t count;
    size_t seen = 0;
    const struct entity *const *entities = entity_all(&count);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < entities[i]->shape.count; k++, seen++) {
            test(entities[i], &entities[i]->shape.fields[k]);
        }
    }
    return seen;
}

static void complain(const struct entity *entity, const struct field *field, const char *what)
{
    print_error("%s.%s: %s\n", entity->dataset, field->name, what);
    fail();
}

static enum err parse(const struct entity *entity, const struct field *field, const char *text)
{
    struct fault fault = {.arena = &arena};
    return field_parse(&fault, field, str_of(text), "USD", shape_new(&arena, &entity->shape));
}

/* 1: a list is kept by codes; a code stands once, is a word, and a position is nobody's code. */
static void list_has_codes(const struct entity *entity, const struct field *field)
{
    struct map seen = MAP(&arena);
    for (const struct choice *choice = field->choices; choice != NULL && choice->code != NULL; choice++) {
        if (map_find(&seen, str_of(choice->code)) != NULL) {
            complain(entity, field, "a code stands twice");
        }
        map_set(&seen, str_of(choice->code), &seen);
        if ((choice->code[0] < 'a' || choice->code[0] > 'z') && (choice->code[0] < 'A' || choice->code[0] > 'Z')) {
            complain(entity, field, "a code is a number");
        }
        if (!field->computed && parse(entity, field, choice->code) != ERR_OK) {
            complain(entity, field, "a code is not read");
        }
    }
    if (field->choices != NULL && !field->computed && (parse(entity, field, "0") == ERR_OK || parse(entity, field, "5") == ERR_OK)) {
        complain(entity, field, "a position is taken for a code");
    }
}

static void lists_are_codes_and_never_positions(void **state)
{
    (void)state;
    assert_true(each_field(list_has_codes) > 500);
}

/* 2: a place is a code of the catalogue in every table, and never a text of thirty letters. */
static void place_is_a_code(const struct entity *entity, const struct field *field)
{
    bool is_place = strstr(field->name, "district") != NULL || strstr(field->name, "municipality") != NULL;
    if (!is_place || field->computed || strcmp(entity->dataset, "units") == 0) {
        return;
    }
    if (field->type != FIELD_TYPE_CATALOGUE) {
        complain(entity, field, "a place is a text");
    }
    if (parse(entity, field, "La Unión Sur y alrededores") == ERR_OK || parse(entity, field, "9999") == ERR_OK) {
        complain(entity, field, "takes a place that there is not");
    }
}

static void places_are_codes(void **state)
{
    (void)state;
    (void)each_field(place_is_a_code);
}

/* 3: nothing is called a share without saying whose, by its name or by what people read. */
static void share_says_whose(const struct entity *entity, const struct field *field)
{
    if (strcmp(field->name, "share") == 0 || strcmp(field->name, "aporte") == 0 || strcmp(field->name, "percent") == 0) {
        bool says = strstr(field->label.es, "cliente") != NULL || strstr(field->label.es, "empresa") != NULL || strstr(field->label.es, "operador") != NULL;
        if ((field->type == FIELD_TYPE_PERCENT || field->type == FIELD_TYPE_MONEY) && !says) {
            complain(entity, field, "does not say whose share it is");
        }
    }
    if (strcmp(field->name, "client_percent") == 0 && field->type == FIELD_TYPE_PERCENT && strcmp(entity->dataset, "assistances") == 0) {
        const struct field *other = shape_find(&entity->shape, S("operator_percent"));
        if (other == NULL || other->type != FIELD_TYPE_PERCENT) {
            complain(entity, field, "the operator's share is missing");
        }
    }
}

static void shares_say_whose_they_are(void **state)
{
    (void)state;
    (void)each_field(share_says_whose);
}

/* 4: money is minor units in whole numbers, in the database too. */
static void no_column_is_a_fraction(void **state)
{
    (void)state;
    static const char *const fractions[] = {" REAL ", " DOUBLE", " FLOAT", " NUMERIC", " DECIMAL", "$REAL", "$FLOAT"};
    assert_true(migrate_count > 10);
    for (size_t i = 0; i < migrate_count; i++) {
        struct str sql = {migrate_list[i].sql, migrate_list[i].length};
        for (size_t k = 0; k < COUNT_OF(fractions); k++) {
            if (str_find(sql, str_of(fractions[k])) != SIZE_MAX) {
                print_error("%s: %s\n", migrate_list[i].name, fractions[k]);
                fail();
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_are_codes_and_never_positions),
        cmocka_unit_test(places_are_codes),
        cmocka_unit_test(shares_say_whose_they_are),
        cmocka_unit_test(no_column_is_a_fraction),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
