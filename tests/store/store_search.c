/* client.search over an imported population of made-up people: each of the 200 committed pairs finds its person among the
 * first five. */
#include "operations.h"

#include "../unit/shared_data.h"
#include "base/log.h"
#include "exchange/import_ops.h"

static const struct op *const tables[] = {unit_ops, staff_ops, person_ops, client_ops, import_ops};
static size_t counts[COUNT_OF(tables)];

static struct str data_file(const char *name)
{
    const char *source = getenv("ADELANTE_SOURCE");
    struct str text = read_whole(
        &store_arena, str_format(&store_arena, "%s/tests/unit/data/%s", source == NULL ? "." : source, name).ptr);
    assert_true(text.len > 0);
    return text;
}

/* The population as a file of the dataset persons. */
static const char *write_persons(void)
{
    const char *path = str_format(&store_arena, "/tmp/adelante-persons-%d.csv", (int)getpid()).ptr;
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    struct str rest = data_file("search_population.csv");
    struct str line;
    (void)str_split(&rest, '\n', &line);
    fputs("code,unit,given_names,surnames\n", file);
    for (int number = 1; str_split(&rest, '\n', &line);) {
        size_t blanks = 0;
        size_t at = line.len;
        while (at > 0 && blanks < 2) {
            blanks += line.ptr[--at] == ' ' ? 1 : 0;
        }
        if (line.len > 0) {
            fprintf(file, "P-%05d,LU-C1,%.*s,%.*s\n", number++, (int)at, line.ptr, (int)(line.len - at - 1), line.ptr + at + 1);
        }
    }
    fclose(file);
    return path;
}

static int setup(void **state)
{
    (void)state;
    log_set_level(LOG_ERROR);
    world_open();
    world_units();
    const size_t all[] = {unit_op_count, staff_op_count, person_op_count, client_op_count, import_op_count};
    memcpy(counts, all, sizeof(all));
    op_register(tables, counts, COUNT_OF(tables));
    const char *path = write_persons();
    struct str answer = world_do("import.run", str_format(&store_arena, "{\"dataset\":\"persons\",\"path\":\"%s\"}", path).ptr);
    unlink(path);
    int64_t added = 0;
    assert_true(str_to_int(world_value(answer, "added"), &added));
    assert_true(added >= 2000);
    return 0;
}

static int teardown(void **state)
{
    world_close();
    return store_teardown(state);
}

static bool is_found(struct str query, struct str expected)
{
    struct str lines =
        world_do("client.search", str_format(&store_arena, "{\"limit\":5,\"text\":\"" STR_FMT "\"}", STR_ARG(query)).ptr);
    for (size_t i = 0; i < 5; i++) {
        struct str name = world_value(lines, str_format(&store_arena, "items[%zu].name", i).ptr);
        if (str_eq(name, expected)) {
            return true;
        }
    }
    return false;
}

static void two_hundred_pairs(void **state)
{
    (void)state;
    struct str rest = data_file("search_pairs.csv");
    struct str line;
    size_t pairs = 0;
    size_t missed = 0;
    (void)str_split(&rest, '\n', &line);
    while (str_split(&rest, '\n', &line)) {
        struct str query;
        struct str expected;
        if (str_split(&line, ',', &query) && str_split(&line, ',', &expected)) {
            pairs++;
            if (!is_found(query, expected)) {
                print_error("%.*s does not find %.*s\n", STR_ARG(query), STR_ARG(expected));
                missed++;
            }
        }
    }
    assert_int_equal(pairs, 200);
    assert_int_equal(missed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(two_hundred_pairs)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
