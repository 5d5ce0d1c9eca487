#include "op.h"

#include "app/registry.h"
#include "exchange/import_job.h"

#include <sys/mman.h>
#include <unistd.h>

/* Imports in the background: dry run first, then the same file for real, once; each user sees only her own. */

static struct actor local = {.role = ROLE_LOCAL, .name = {"local:prueba", 12}, .origin = {"cli", 3}};
static struct actor director = {.role = ROLE_DIRECTOR, .name = {"directora", 9}, .origin = {"web", 3}};
static struct actor other = {.role = ROLE_DIRECTOR, .name = {"otra", 4}, .origin = {"web", 3}};

static int open_all(void **state)
{
    (void)state;
    secret_init();
    registry_start();
    op_open(RUNNER_INLINE);
    op_do(&local, "unit.add", "{\"code\":\"ADEL\",\"kind\":\"agency\",\"name\":\"ADEL de prueba\"}");
    const struct record *unit = op_out;
    director.agency = other.agency = unit->agency;
    director.unit = other.unit = unit->id;
    director.user = id_new();
    other.user = id_new();
    runner_close(op_runner);
    struct text problem = TEXT_NONE;
    return runner_open(store_url(), RUNNER_SERVING, &op_arena, &op_runner, &problem) == ERR_OK ? 0 : -1;
}

static int close_all(void **state)
{
    (void)state;
    import_job_end_all();
    op_close();
    return 0;
}

static enum err start(const struct actor *actor, const char *csv, struct str *id)
{
    int fd = memfd_create("prueba", MFD_CLOEXEC);
    struct str bytes = str_of(csv);
    assert_int_equal(write(fd, bytes.ptr, bytes.len), (ssize_t)bytes.len);
    return import_job_start(op_runner, &op_arena, *actor, LANG_ES, S("organisations"), S("prueba.csv"), fd,
                            (struct import_job_options){.for_real = false}, id);
}

static struct import_job_view wait_for(const struct actor *actor, struct str id)
{
    struct import_job_view view = {.running = true};
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(import_job_look(&op_arena, *actor, id, &view), ERR_OK);
        if (!view.running) {
            break;
        }
        assert_in_range(view.percent, 0, 99);
        usleep(10000);
    }
    assert_false(view.running);
    return view;
}

static size_t organisations(void)
{
    op_do(&director, "organisation.list", "{}");
    return ((struct list *)op_out)->rows.len;
}

static void test_dry_then_real_once(void **state)
{
    (void)state;
    struct str id;
    assert_int_equal(start(&director, "code,unit,name,kind\nO-1,ADEL,Una,ngo\nO-2,ADEL,Otra,bank\n", &id), ERR_OK);
    struct import_job_view view = wait_for(&director, id);
    assert_int_equal(view.err, ERR_OK);
    assert_int_equal(view.output.rows, 2);
    assert_int_equal(view.output.added, 2);
    assert_false(view.imported);
    assert_int_equal(organisations(), 0);

    assert_int_equal(import_job_again(op_runner, director, id, (struct import_job_options){.for_real = true}), ERR_OK);
    view = wait_for(&director, id);
    assert_true(view.imported);
    assert_int_equal(organisations(), 2);

    /* Once more changes nothing: it is the button pressed twice. */
    int64_t started = view.started_at;
    assert_int_equal(import_job_again(op_runner, director, id, (struct import_job_options){.for_real = true}), ERR_OK);
    view = wait_for(&director, id);
    assert_int_equal(view.started_at, started);
    assert_int_equal(view.output.added, 2);
}

static void test_refused_by_cell(void **state)
{
    (void)state;
    struct str id;
    assert_int_equal(start(&director, "code,unit,name,kind\nO-3,ADEL,Una,ngo\nO-4,ADEL,,hada\nO-5,NADA,Dos,ngo\n", &id), ERR_OK);
    struct import_job_view view = wait_for(&director, id);
    assert_int_equal(view.err, ERR_INVALID);
    assert_true(view.opened);
    assert_int_equal(view.fault.total, 2);
    assert_true(str_eq(view.fault.items[0].cell, S("prueba.csv:3:name")) || str_eq(view.fault.items[1].cell, S("prueba.csv:3:name")));
    assert_int_equal(organisations(), 2);
}

static void test_what_must_be_named(void **state)
{
    (void)state;
    struct str id;
    assert_int_equal(start(&director, "code;unit;name;kind\nO-6;ADEL;Asociaci\xf3n;ngo\n", &id), ERR_OK);
    struct import_job_view view = wait_for(&director, id);
    assert_int_equal(view.err, ERR_INVALID);
    assert_false(view.opened);
    struct import_job_options options = {.encoding = S("windows-1252")};
    assert_int_equal(import_job_again(op_runner, director, id, options), ERR_OK);
    view = wait_for(&director, id);
    assert_int_equal(view.err, ERR_OK);
    assert_string_equal(str_c(&op_arena, view.options.encoding), "windows-1252");
}

static void test_others_see_nothing(void **state)
{
    (void)state;
    struct str id;
    struct import_job_view view;
    assert_int_equal(start(&director, "code,unit,name,kind\nO-7,ADEL,Una,ngo\n", &id), ERR_OK);
    assert_int_equal(import_job_look(&op_arena, other, id, &view), ERR_NOT_FOUND);
    assert_int_equal(import_job_again(op_runner, other, id, (struct import_job_options){.for_real = true}), ERR_NOT_FOUND);
    struct import_job_view *views;
    assert_int_equal(import_job_list(&op_arena, other, &views), 0);
    wait_for(&director, id);
    assert_in_range(import_job_list(&op_arena, director, &views), 4, 32);
    assert_true(str_eq(views[0].id, id));
}

/* Places are given to new jobs from those that nobody looks at; running out of them never loses one that runs. */
static void test_places_are_given_on(void **state)
{
    (void)state;
    struct str id;
    for (int i = 0; i < 40; i++) {
        assert_int_equal(start(&other, "code,unit,name,kind\nO-8,ADEL,Una,ngo\n", &id), ERR_OK);
        assert_int_equal(wait_for(&other, id).err, ERR_OK);
    }
    struct import_job_view *views;
    assert_in_range(import_job_list(&op_arena, other, &views), 28, 32);
}

/* After a restart the job is gone, and what became of its file is not. */
static void test_a_restart_forgets_nothing_that_matters(void **state)
{
    (void)state;
    struct str id;
    struct import_job_view view;
    char json[100];
    assert_int_equal(start(&director, "code,unit,name,kind\nO-71,ADEL,Una,ngo\n", &id), ERR_OK);
    wait_for(&director, id);
    snprintf(json, sizeof json, "{\"code\":\"" STR_FMT "\"}", STR_ARG(id));
    op_fails(&director, "import.outcome", json, ERR_NOT_FOUND); /* a trial saves nothing */
    assert_int_equal(import_job_again(op_runner, director, id, (struct import_job_options){.for_real = true}), ERR_OK);
    wait_for(&director, id);
    import_job_end_all();
    assert_int_equal(import_job_look(&op_arena, director, id, &view), ERR_NOT_FOUND);
    op_do(&director, "import.outcome", json);
    assert_int_equal(((const struct import_output *)op_out)->added, 1);
    op_do(&director, "organisation.get", "{\"code\":\"O-71\"}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dry_then_real_once), cmocka_unit_test(test_refused_by_cell),    cmocka_unit_test(test_what_must_be_named),
        cmocka_unit_test(test_others_see_nothing), cmocka_unit_test(test_places_are_given_on),
        cmocka_unit_test(test_a_restart_forgets_nothing_that_matters),
    };
    return cmocka_run_group_tests_name("op_import_job", tests, open_all, close_all);
}
