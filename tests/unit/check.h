/* unit/check.h: what every unit test includes first, cmocka itself and checks for our own types. */
#ifndef ADELANTE_TEST_CHECK_H
#define ADELANTE_TEST_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/base.h"

/* The arena of the test program, never given back before its end. */
UNUSED static struct arena check_arena;

UNUSED static void check_str_at(struct str actual, const char *expected, const char *file, int line)
{
    if (!str_eq_c(actual, expected)) {
        print_error("%s:%d: \"" STR_FMT "\" instead of \"%s\"\n", file, line, STR_ARG(actual), expected);
        _fail(file, line);
    }
}
/* The bytes of a struct str are those of a literal. */
#define check_str(actual, expected) check_str_at((actual), (expected), __FILE__, __LINE__)

/* Runs the function in a child process and returns the signal that ended it, 0 if it returned. */
UNUSED static int check_signal_of(void (*run)(void))
{
    pid_t child = fork();
    if (child == 0) {
        /* The message of the failing assertion is expected and would only confuse. */
        close(STDERR_FILENO);
        run();
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

#endif
