#include "op.h"

#include "account/account_ops.h"
#include "base/secret.h"
#include "party/party.h"

/* Signing in: passwords, links that work once, sessions that end, delays that grow, tokens of programs. Time is the test's. */

static struct actor local = {.role = ROLE_LOCAL, .name = {"local:prueba", 12}, .origin = {"cli", 3}};
static int64_t now;

static void wait_seconds(int64_t seconds)
{
    now += seconds * 1000000;
    clock_set(now);
}

static int open_all(void **state)
{
    (void)state;
    setenv("ADELANTE_FAST_PASSWORDS", "1", 1);
    secret_init();
    now = INT64_C(1416744000000000); /* 2014-11-23T12:00:00Z */
    clock_set(now);
    static const struct op *const tables[] = {unit_ops, account_ops};
    static size_t counts[COUNT_OF(tables)];
    const size_t numbers[COUNT_OF(tables)] = {unit_op_count, account_op_count};
    memcpy(counts, numbers, sizeof counts);
    op_register(tables, counts, COUNT_OF(tables));
    op_open(RUNNER_INLINE);
    op_do(&local, "unit.add", "{\"code\":\"ADEL\",\"kind\":\"agency\",\"name\":\"ADEL de prueba\"}");
    op_do(&local, "user.add", "{\"name\":\"ana\",\"full_name\":\"Ana Prueba\",\"role\":\"director\",\"unit\":\"ADEL\"}");
    op_do(&local, "user.add", "{\"name\":\"eva\",\"full_name\":\"Eva Prueba\",\"role\":\"adviser\",\"unit\":\"ADEL\"}");
    return 0;
}

static int close_all(void **state)
{
    op_close();
    clock_set(0);
    return store_teardown(state);
}

static struct str link_of(const char *name)
{
    struct str path;
    assert_int_equal(account_link_for(op_runner, &op_arena, local, str_of(name), &path), ERR_OK);
    assert_true(str_starts(path, S("/enter/")));
    return str_slice(path, 7, path.len);
}

static enum err enter(struct str token, struct str *secret)
{
    struct account_entry entry = {.secret = STR_NONE};
    enum err err = account_enter(op_runner, &op_arena, token, S("10.0.0.1"), &entry);
    *secret = entry.secret;
    return err;
}

static enum err who(struct str secret, struct actor *actor)
{
    enum lang lang;
    struct str name;
    return account_session_actor(op_runner, &op_arena, secret, actor, &lang, &name);
}

static int64_t wait;
static enum err sign_in(const char *name, const char *password, const char *address)
{
    struct account_entry entry;
    wait = 0;
    return account_sign_in(op_runner, &op_arena, str_of(name), str_of(password), str_of(address), &entry, &wait);
}

static void a_link_works_once_for_a_day(void **state)
{
    (void)state;
    struct str secret;
    struct actor actor;
    struct str token = link_of("ana");
    assert_int_equal(enter(token, &secret), ERR_OK);
    assert_int_equal(who(secret, &actor), ERR_OK);
    assert_str(actor.name, "ana");
    assert_int_equal(enter(token, &secret), ERR_UNAUTHENTICATED);
    assert_int_equal(enter(S("no-hay-tal-enlace"), &secret), ERR_UNAUTHENTICATED);
    token = link_of("ana");
    wait_seconds(24 * 3600 - 1);
    struct str late = link_of("ana");
    assert_int_equal(enter(token, &secret), ERR_OK);
    wait_seconds(24 * 3600 + 1);
    assert_int_equal(enter(late, &secret), ERR_UNAUTHENTICATED);
}

static void a_session_ends(void **state)
{
    (void)state;
    struct str secret;
    struct actor actor;
    assert_int_equal(enter(link_of("ana"), &secret), ERR_OK);
    for (int i = 0; i < 23; i++) { /* used every half hour, it lasts twelve hours and no longer */
        wait_seconds(30 * 60);
        assert_int_equal(who(secret, &actor), ERR_OK);
    }
    wait_seconds(30 * 60);
    assert_int_equal(who(secret, &actor), ERR_UNAUTHENTICATED);
    assert_int_equal(enter(link_of("ana"), &secret), ERR_OK);
    wait_seconds(30 * 60 + 1);
    assert_int_equal(who(secret, &actor), ERR_UNAUTHENTICATED); /* half an hour without use */
    assert_int_equal(enter(link_of("ana"), &secret), ERR_OK);
    assert_int_equal(account_sign_out(op_runner, &op_arena, secret), ERR_OK);
    assert_int_equal(who(secret, &actor), ERR_UNAUTHENTICATED);
    assert_int_equal(who(S(""), &actor), ERR_UNAUTHENTICATED);
}

static void passwords(void **state)
{
    (void)state;
    static const char *const refused[] = {"corta", "doce letras", "password1234", "ana", ""};
    struct str secret;
    struct actor actor;
    assert_int_equal(sign_in("ana", "", "10.0.0.1"), ERR_UNAUTHENTICATED); /* nobody has the empty password */
    assert_int_equal(enter(link_of("ana"), &secret), ERR_OK);
    assert_int_equal(who(secret, &actor), ERR_OK);
    for (size_t i = 0; i < COUNT_OF(refused); i++) {
        struct fault fault = {.arena = &op_arena};
        assert_int_equal(account_set_password(op_runner, &op_arena, actor, STR_NONE, str_of(refused[i]), &fault), ERR_INVALID);
        assert_int_equal(fault.total, 1);
    }
    struct fault fault = {.arena = &op_arena};
    assert_int_equal(account_set_password(op_runner, &op_arena, actor, STR_NONE, S("tres vacas en el cerro"), &fault), ERR_OK);
    assert_int_equal(sign_in("Ana", "tres vacas en el cerro", "10.0.0.1"), ERR_OK);
    assert_int_equal(sign_in("ana", "Tres vacas en el cerro", "10.0.0.1"), ERR_UNAUTHENTICATED);
    assert_int_equal(sign_in("nadie", "tres vacas en el cerro", "10.0.0.1"), ERR_UNAUTHENTICATED);
}

static void delays_grow(void **state)
{
    (void)state;
    static const int64_t expected[] = {0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900};
    for (size_t i = 0; i < COUNT_OF(expected); i++) {
        assert_int_equal(account_delay_seconds((int64_t)i), expected[i]);
    }
    assert_int_equal(account_delay_seconds(1000000), 900);
    for (int i = 0; i < 5; i++) {
        assert_int_equal(sign_in("ana", "no es esta, seguro", "10.0.0.2"), ERR_UNAUTHENTICATED);
    }
    /* The right one has to wait as well, or the delay would tell. */
    assert_int_equal(sign_in("ana", "tres vacas en el cerro", "10.0.0.2"), ERR_TOO_MANY);
    assert_int_equal(wait, 1);
    wait_seconds(2);
    assert_int_equal(sign_in("ana", "no es esta, seguro", "10.0.0.2"), ERR_UNAUTHENTICATED);
    assert_int_equal(sign_in("ana", "no es esta, seguro", "10.0.0.2"), ERR_TOO_MANY);
    assert_int_equal(wait, 2);
    wait_seconds(3);
    assert_int_equal(sign_in("ana", "tres vacas en el cerro", "10.0.0.2"), ERR_OK);
    for (int i = 0; i < 4; i++) { /* counted anew */
        assert_int_equal(sign_in("ana", "no es esta, seguro", "10.0.0.2"), ERR_UNAUTHENTICATED);
    }
    assert_int_equal(sign_in("ana", "tres vacas en el cerro", "10.0.0.2"), ERR_OK);
}

/* Whoever tries another's account, or other accounts from the same office, locks nobody out. */
static void others_failures_lock_nobody_out(void **state)
{
    (void)state;
    for (int i = 0; i < 20; i++) {
        enum err err = sign_in("ana", "no es esta, seguro", "10.6.6.6");
        assert_true(err == ERR_UNAUTHENTICATED || err == ERR_TOO_MANY);
        wait_seconds(wait);
        err = sign_in("eva", "no es esta, seguro", "10.0.0.3");
        assert_true(err == ERR_UNAUTHENTICATED || err == ERR_TOO_MANY);
        wait_seconds(wait);
    }
    assert_int_equal(sign_in("ana", "tres vacas en el cerro", "10.0.0.3"), ERR_OK);
    assert_int_equal(account_common_delay_seconds(49), 0);
    assert_int_equal(account_common_delay_seconds(50), 4);
    assert_int_equal(account_common_delay_seconds(1000000), 4);
}

static void tokens_of_programs(void **state)
{
    (void)state;
    struct actor actor;
    op_do(&local, "token.add", "{\"name\":\"Tablero\",\"role\":\"partner_reader\",\"unit\":\"ADEL\"}");
    struct api_token token = *(const struct api_token *)op_out;
    assert_true(str_starts(token.token, S("adl_")));
    assert_int_equal(account_token_actor(op_runner, &op_arena, token.token, &actor), ERR_OK);
    assert_int_equal(actor.role, ROLE_PARTNER_READER);
    op_do(&local, "token.list", "{}"); /* shown once, when it is made */
    assert_true(str_find(op_call.answer_json, token.token) == SIZE_MAX);
    struct str code = str_format(&op_arena, "{\"code\":\"" STR_FMT "\"}", STR_ARG(token.id));
    op_do(&local, "token.revoke", code.ptr);
    assert_int_equal(account_token_actor(op_runner, &op_arena, token.token, &actor), ERR_UNAUTHENTICATED);
    op_do(&local, "token.add", "{\"name\":\"Otro\",\"role\":\"auditor\",\"unit\":\"ADEL\"}");
    token = *(const struct api_token *)op_out;
    wait_seconds(INT64_C(90) * 24 * 3600 + 1);
    assert_int_equal(account_token_actor(op_runner, &op_arena, token.token, &actor), ERR_UNAUTHENTICATED);
    op_refused(&local, "token.add", "{\"name\":\"Eterno\",\"role\":\"auditor\",\"unit\":\"ADEL\",\"expires_at\":\"2099-01-01T00:00:00Z\"}",
               "expires_at", "dos años");
}

static void who_was_deactivated_is_out(void **state)
{
    (void)state;
    struct str secret;
    struct actor actor;
    assert_int_equal(enter(link_of("eva"), &secret), ERR_OK);
    assert_int_equal(who(secret, &actor), ERR_OK);
    op_do(&local, "user.set", "{\"name\":\"eva\",\"full_name\":\"Eva Prueba\",\"role\":\"adviser\",\"unit\":\"ADEL\",\"active\":false,\"version\":1}");
    assert_int_equal(who(secret, &actor), ERR_UNAUTHENTICATED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_link_works_once_for_a_day),
        cmocka_unit_test(a_session_ends),
        cmocka_unit_test(passwords),
        cmocka_unit_test(delays_grow),
        cmocka_unit_test(others_failures_lock_nobody_out),
        cmocka_unit_test(tokens_of_programs),
        cmocka_unit_test(who_was_deactivated_is_out),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
