#include "check.h"

#include <pthread.h>
#include <signal.h>

#include "base/seam.h"

static void fail_variable_run(void)
{
    setenv("ADELANTE_FAIL", "commit:3", 1);
    bool right = !seam_fails(SEAM_DB) && !seam_fails(SEAM_COMMIT) && !seam_fails(SEAM_COMMIT) &&
                 seam_fails(SEAM_COMMIT) && !seam_fails(SEAM_COMMIT) && seam_calls(SEAM_COMMIT) == 4;
    if (!right) {
        abort();
    }
}

static void misspelt_run(void)
{
    setenv("ADELANTE_FAIL", "database:3", 1);
    seam_fails(SEAM_DB);
}

static void without_number_run(void)
{
    setenv("ADELANTE_FAIL", "db", 1);
    seam_fails(SEAM_DB);
}

static void kill_run(void)
{
    setenv("ADELANTE_KILL", "import.before_commit", 1);
    seam_point("import.after_commit");
    seam_point("import.before_commit");
}

static void kill_elsewhere_run(void)
{
    setenv("ADELANTE_KILL", "import.before_commit:3", 1);
    seam_point("import.before_commit");
    seam_point("import.before_commit");
    seam_point("import.before");
}

static void kill_third_run(void)
{
    kill_elsewhere_run();
    seam_point("import.before_commit");
}

static void kill_misspelt_run(void)
{
    setenv("ADELANTE_KILL", "import.before_commit:x", 1);
    seam_point("other");
}

/* Must run before this process itself reads the environment. */
static void armed_by_the_environment(UNUSED void **state)
{
    assert_int_equal(check_signal_of(fail_variable_run), 0);
    assert_int_equal(check_signal_of(misspelt_run), SIGABRT);
    assert_int_equal(check_signal_of(without_number_run), SIGABRT);
    assert_int_equal(check_signal_of(kill_run), SIGKILL);
    assert_int_equal(check_signal_of(kill_elsewhere_run), 0);
    assert_int_equal(check_signal_of(kill_third_run), SIGKILL);
    assert_int_equal(check_signal_of(kill_misspelt_run), SIGABRT);
}

static void disarmed_never_fails(UNUSED void **state)
{
    for (int i = 0; i < 1000; i++) {
        assert_false(seam_fails(SEAM_FILE));
    }
    assert_int_equal(seam_calls(SEAM_FILE), 0);
    seam_point("anywhere");
}

static void the_nth_call_fails_once(UNUSED void **state)
{
    for (int64_t nth = 1; nth < 50; nth++) {
        seam_fail(SEAM_DB, nth);
        for (int64_t call = 1; call < 60; call++) {
            assert_int_equal(seam_fails(SEAM_DB), call == nth);
        }
        assert_int_equal(seam_calls(SEAM_DB), 59);
        assert_false(seam_fails(SEAM_SOCKET));
    }
    seam_fail(SEAM_DB, 0);
    assert_false(seam_fails(SEAM_DB));
    assert_int_equal(seam_calls(SEAM_DB), 0);
}

static _Atomic int failures;

static void *calls_run(UNUSED void *none)
{
    for (int i = 0; i < 10000; i++) {
        failures += seam_fails(SEAM_SOCKET) ? 1 : 0;
    }
    return NULL;
}

static void one_of_many_threads_fails(UNUSED void **state)
{
    pthread_t threads[4];
    seam_fail(SEAM_SOCKET, 20000);
    for (size_t i = 0; i < COUNT_OF(threads); i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, calls_run, NULL), 0);
    }
    for (size_t i = 0; i < COUNT_OF(threads); i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
    }
    assert_int_equal(failures, 1);
    assert_int_equal(seam_calls(SEAM_SOCKET), 40000);
    seam_fail(SEAM_SOCKET, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(armed_by_the_environment),
        cmocka_unit_test(disarmed_never_fails),
        cmocka_unit_test(the_nth_call_fails_once),
        cmocka_unit_test(one_of_many_threads_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
