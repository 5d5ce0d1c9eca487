#include "check.h"

#include <pthread.h>
#include <string.h>

#include "base/date.h"
#include "base/secret.h"

static void known_hashes(UNUSED void **state)
{
    struct hash empty = hash_of(S(""));
    check_str(hash_hex(&check_arena, &empty), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    struct hash none = hash_of(STR_NONE);
    assert_true(hash_eq(&empty, &none));
    struct hash whole = hash_of(S("abc"));
    check_str(hash_hex(&check_arena, &whole), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    struct hasher hasher;
    hash_start(&hasher);
    hash_add(&hasher, S("a"));
    hash_add(&hasher, STR_NONE);
    hash_add(&hasher, S("bc"));
    struct hash parts = hash_finish(&hasher);
    assert_true(hash_eq(&whole, &parts));
    assert_false(hash_eq(&whole, &empty));
}

static void hexadecimal(UNUSED void **state)
{
    struct str bytes = STR_NONE;
    assert_true(hex_parse(&check_arena, S("00fFa0"), &bytes));
    assert_int_equal(bytes.len, 3);
    assert_memory_equal(bytes.ptr, "\x00\xFF\xA0", 3);
    check_str(hex_format(&check_arena, bytes), "00ffa0");
    assert_true(hex_parse(&check_arena, S(""), &bytes));
    assert_int_equal(bytes.len, 0);
    check_str(hex_format(&check_arena, STR_NONE), "");
    assert_false(hex_parse(&check_arena, S("0"), &bytes));
    assert_false(hex_parse(&check_arena, S("0g"), &bytes));
    assert_false(hex_parse(&check_arena, S("00 11"), &bytes));
    assert_false(hex_parse(&check_arena, S("000"), &bytes));
}

static void base64url_without_padding(UNUSED void **state)
{
    check_str(base64url_format(&check_arena, S("\xFB\xFF")), "-_8");
    check_str(base64url_format(&check_arena, S("")), "");
    check_str(base64url_format(&check_arena, S("Man")), "TWFu");
}

static void comparison_of_secrets(UNUSED void **state)
{
    assert_true(bytes_eq_secret(S("abc"), S("abc")));
    assert_false(bytes_eq_secret(S("abc"), S("abd")));
    assert_false(bytes_eq_secret(S("abc"), S("ab")));
    assert_false(bytes_eq_secret(S(""), S("a")));
    assert_true(bytes_eq_secret(STR_NONE, S("")));
}

static void tokens_differ(UNUSED void **state)
{
    struct str first = token_new(&check_arena, S("adl_"), 20);
    struct str second = token_new(&check_arena, S("adl_"), 20);
    assert_true(str_starts(first, S("adl_")));
    assert_int_equal(first.len, 4 + 27);
    assert_false(str_eq(first, second));
}

static void passwords_fast(UNUSED void **state)
{
    setenv("ADELANTE_FAST_PASSWORDS", "1", 1);
    struct str stored = password_hash(&check_arena, S("correcto caballo ñandú"));
    assert_true(str_starts(stored, S("$argon2id$v=19$m=8,t=1,p=1$")));
    assert_true(password_verify(stored, S("correcto caballo ñandú")));
    assert_false(password_verify(stored, S("correcto caballo nandu")));
    assert_false(password_verify(stored, STR_NONE));
    assert_false(password_needs_rehash(stored));
    assert_false(str_eq(stored, password_hash(&check_arena, S("correcto caballo ñandú"))));
}

static void passwords_as_in_production(UNUSED void **state)
{
    setenv("ADELANTE_FAST_PASSWORDS", "1", 1);
    struct str weak = password_hash(&check_arena, S("secreto de antes"));
    unsetenv("ADELANTE_FAST_PASSWORDS");
    /* The parameters are those of the stored text, whatever the rule of today. */
    assert_true(password_verify(weak, S("secreto de antes")));
    assert_true(password_needs_rehash(weak));
    struct str stored = password_hash(&check_arena, S("secreto de hoy"));
    assert_true(str_starts(stored, S("$argon2id$v=19$m=65536,t=3,p=1$")));
    assert_false(password_needs_rehash(stored));
    assert_true(password_verify(stored, S("secreto de hoy")));
    setenv("ADELANTE_FAST_PASSWORDS", "1", 1);
    assert_true(password_verify(stored, S("secreto de hoy")));
    assert_false(password_verify(stored, S("secreto de Hoy")));
}

static void nothing_stored_takes_as_long(UNUSED void **state)
{
    static const struct str absent[] = {{NULL, 0}, {"", 0}, {"x", 1}, {"$argon2id$v=19$rubbish", 22}};
    unsetenv("ADELANTE_FAST_PASSWORDS");
    struct str stored = password_hash(&check_arena, S("clave de prueba"));
    int64_t start = clock_monotonic();
    assert_false(password_verify(stored, S("otra clave")));
    int64_t known = clock_monotonic() - start;
    for (size_t i = 0; i < COUNT_OF(absent); i++) {
        start = clock_monotonic();
        assert_false(password_verify(absent[i], S("otra clave")));
        int64_t unknown = clock_monotonic() - start;
        /* A machine under load is allowed its moods; a shortcut would be a thousand times faster. */
        assert_true(unknown > known / 10);
    }
    assert_true(password_needs_rehash(STR_NONE));
    setenv("ADELANTE_FAST_PASSWORDS", "1", 1);
}

static void *hash_run(void *out)
{
    struct arena arena = {0};
    *(bool *)out = password_verify(password_hash(&arena, S("a la vez")), S("a la vez"));
    arena_release(&arena);
    return NULL;
}

static void more_threads_than_slots(UNUSED void **state)
{
    pthread_t threads[16];
    bool right[16] = {false};
    for (size_t i = 0; i < COUNT_OF(threads); i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, hash_run, &right[i]), 0);
    }
    for (size_t i = 0; i < COUNT_OF(threads); i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_true(right[i]);
    }
}

/* The last one: from here on the process is seeded. */
static void a_seed_replays(UNUSED void **state)
{
    uint64_t first[4];
    uint64_t second[4];
    random_seed(42);
    random_bytes(first, sizeof(first));
    struct str salted = password_hash(&check_arena, S("semilla"));
    random_seed(42);
    random_bytes(second, sizeof(second));
    assert_memory_equal(first, second, sizeof(first));
    assert_true(str_eq(salted, password_hash(&check_arena, S("semilla"))));
    random_bytes(second, sizeof(second));
    assert_memory_not_equal(first, second, sizeof(first));
    random_seed(43);
    random_bytes(second, sizeof(second));
    assert_memory_not_equal(first, second, sizeof(first));
}

int main(void)
{
    secret_init();
    secret_init();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_hashes),
        cmocka_unit_test(hexadecimal),
        cmocka_unit_test(base64url_without_padding),
        cmocka_unit_test(comparison_of_secrets),
        cmocka_unit_test(tokens_differ),
        cmocka_unit_test(passwords_fast),
        cmocka_unit_test(passwords_as_in_production),
        cmocka_unit_test(nothing_stored_takes_as_long),
        cmocka_unit_test(more_threads_than_slots),
        cmocka_unit_test(a_seed_replays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
