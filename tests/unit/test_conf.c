#include "check.h"

#include <signal.h>
#include <string.h>

#include "base/conf.h"
#include "base/log.h"

static void defaults_are_in_force(UNUSED void **state)
{
    for (size_t i = 0; i < conf_setting_count; i++) {
        unsetenv(conf_settings[i].variable);
    }
    assert_string_equal(conf_get("db"), "var/adelante.db");
    assert_string_equal(conf_get("listen"), "127.0.0.1:8080");
    assert_string_equal(conf_get("lang"), "es");
    assert_string_equal(conf_get("log"), "info");
    assert_string_equal(conf_get("workers"), "0");
    assert_string_equal(conf_get("request_seconds"), "30");
    assert_string_equal(conf_get("session_idle_minutes"), "30");
    assert_string_equal(conf_get("session_hours"), "12");
    assert_string_equal(conf_get("batch_requests"), "64");
    assert_string_equal(conf_get("batch_microseconds"), "2000");
    assert_string_equal(conf_get("file_megabytes"), "10");
    assert_int_equal(conf_setting_count, 12);
}

static void the_table_is_complete(UNUSED void **state)
{
    for (size_t i = 0; i < conf_setting_count; i++) {
        const struct setting *setting = &conf_settings[i];
        assert_memory_equal(setting->variable, "ADELANTE_", 9);
        assert_int_equal(strlen(setting->variable), 9 + strlen(setting->name));
        for (size_t j = 0; setting->name[j] != '\0'; j++) {
            char upper = setting->name[j] == '_' ? '_' : (char)(setting->name[j] - 'a' + 'A');
            assert_int_equal(setting->variable[9 + j], upper);
        }
        assert_true(strlen(setting->label.es) > 5 && strlen(setting->label.en) > 5);
        assert_string_not_equal(setting->label.es, setting->label.en);
    }
}

static void an_override_beats_the_variable_beats_the_default(UNUSED void **state)
{
    setenv("ADELANTE_LANG", "en", 1);
    assert_string_equal(conf_get("lang"), "en");
    setenv("ADELANTE_LANG", "", 1);
    assert_string_equal(conf_get("lang"), "es");
    setenv("ADELANTE_LANG", "en", 1);
    char value[] = "fr";
    assert_true(conf_set("lang", value));
    value[0] = 'x';
    const char *before = conf_get("lang");
    assert_string_equal(before, "fr");
    assert_true(conf_set("lang", "es"));
    assert_string_equal(before, "fr");
    assert_string_equal(conf_get("lang"), "es");
    assert_false(conf_set("colour", "red"));
}

static void unknown_run(void)
{
    conf_get("colour");
}

static void an_unknown_name_is_a_fault_of_the_program(UNUSED void **state)
{
    assert_int_equal(check_signal_of(unknown_run), SIGABRT);
}

/* What the function writes to standard error. */
static struct str written_by(void (*run)(void))
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    int saved = dup(STDERR_FILENO);
    dup2(ends[1], STDERR_FILENO);
    run();
    dup2(saved, STDERR_FILENO);
    close(saved);
    close(ends[1]);
    char *text = arena_alloc(&check_arena, 65536);
    size_t len = 0;
    ssize_t got = 0;
    while ((got = read(ends[0], text + len, 65536 - len)) > 0) {
        len += (size_t)got;
    }
    close(ends[0]);
    return (struct str){text, len};
}

static void log_run(void)
{
    log_set_level(LOG_INFO);
    log_write(LOG_DEBUG, "what=hidden");
    log_write(LOG_INFO, "what=%s n=%d", "one\ntwo\x1b[2J", 3);
}

static void say_run(void)
{
    say("Uno\n\t%s\r", "dos");
}

static void long_run(void)
{
    say("%*d", 20000, 5);
}

static void log_lines_cannot_be_forged(UNUSED void **state)
{
    struct str line = written_by(log_run);
    assert_int_equal(str_find(line, S("Z info what=one two [2J n=3\n")), 23);
    assert_int_equal(str_find(line, S("\n")), line.len - 1);
    assert_int_equal(line.ptr[10], 'T');
    check_str(written_by(say_run), "Uno\n\tdos \n");
    assert_int_equal(written_by(long_run).len, 20001);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(defaults_are_in_force),
        cmocka_unit_test(the_table_is_complete),
        cmocka_unit_test(an_override_beats_the_variable_beats_the_default),
        cmocka_unit_test(an_unknown_name_is_a_fault_of_the_program),
        cmocka_unit_test(log_lines_cannot_be_forged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
