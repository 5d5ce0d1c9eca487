/* tests/store/store.h: where a store test finds its database, and how it begins with an empty one. */
#ifndef ADELANTE_TEST_STORE_H
#define ADELANTE_TEST_STORE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "db/db.h"
#include "db/migrate.h"

#define assert_ok(expression)                                                                    \
    do {                                                                                         \
        enum err assert_err = (expression);                                                      \
        if (assert_err != ERR_OK) {                                                              \
            print_error("%s: %s\n", #expression, err_info(assert_err)->name);                    \
        }                                                                                        \
        assert_int_equal(assert_err, ERR_OK);                                                    \
    } while (0)
#define assert_err(expression, expected) assert_int_equal((expression), (expected))
#define assert_str(value, expected)                                                              \
    do {                                                                                         \
        struct str assert_value = (value);                                                       \
        if (!str_eq(assert_value, S(expected))) {                                                \
            print_error("\"" STR_FMT "\" is not \"%s\"\n", STR_ARG(assert_value), expected);     \
        }                                                                                        \
        assert_true(str_eq(assert_value, S(expected)));                                          \
    } while (0)

static struct arena store_arena;
static char store_folder[64];

static inline bool store_is_postgres(void)
{
    const char *url = getenv("ADELANTE_TEST_DB");
    return url != NULL && strncmp(url, "postgres", 8) == 0;
}

static inline const char *store_url(void)
{
    const char *url = getenv("ADELANTE_TEST_DB");
    if (url != NULL && url[0] != '\0') {
        return url;
    }
    if (store_folder[0] == '\0') {
        snprintf(store_folder, sizeof(store_folder), "/tmp/adelante-store-XXXXXX");
        assert_non_null(mkdtemp(store_folder));
    }
    return str_format(&store_arena, "%s/store.db", store_folder).ptr;
}

/* Removes a SQLite database and what stands beside it, and the folder that store_url made. */
static inline void store_remove(const char *path)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-journal", ".lock"};
    for (size_t i = 0; i < COUNT_OF(endings); i++) {
        unlink(str_format(&store_arena, "%s%s", path, endings[i]).ptr);
    }
    if (store_folder[0] != '\0' && rmdir(store_folder) == 0) {
        store_folder[0] = '\0';
    }
}

/* An open connection (DB_CREATE) to a database without any table. */
static inline struct db *store_empty(void)
{
    const char *url = store_url();
    struct db *db = NULL;
    struct text problem;
    if (!store_is_postgres()) {
        store_remove(url);
        url = store_url();
    }
    enum err err = db_open(url, DB_CREATE, &store_arena, &db, &problem);
    if (err != ERR_OK) {
        print_error("%s: %s\n", url, problem.en);
    }
    assert_int_equal(err, ERR_OK);
    if (store_is_postgres()) {
        assert_ok(db_execute(db, SQL("DO $do$ DECLARE t text; BEGIN FOR t IN SELECT tablename FROM pg_tables WHERE "
                                     "schemaname = 'public' LOOP EXECUTE format('DROP TABLE %I CASCADE', t); END LOOP; "
                                     "END $do$")));
    }
    return db;
}

/* Another connection to the same database. */
static inline struct db *store_other(enum db_mode mode)
{
    struct db *db = NULL;
    struct text problem;
    enum err err = db_open(store_url(), mode, &store_arena, &db, &problem);
    if (err != ERR_OK) {
        print_error("%s\n", problem.en);
    }
    assert_int_equal(err, ERR_OK);
    return db;
}

static inline int store_teardown(void **state)
{
    (void)state;
    if (!store_is_postgres()) {
        store_remove(store_url());
    }
    arena_release(&store_arena);
    return 0;
}

#endif
