#include "check.h"

#include "db/address.h"

static struct arena arena;


static void parts_and_back(void **state)
{
    (void)state;
    static const struct {
        const char *url, *user, *password, *host, *database, *query;
    } rows[] = {
        {"postgresql://ana:se%40cret@db.example:5433/adelante?sslmode=require", "ana", "se%40cret", "db.example:5433", "adelante",
         "sslmode=require"},
        {"postgresql://postgres@127.0.0.1/", "postgres", "", "127.0.0.1", "", ""},
        {"postgresql:///adelante?host=/var/run/postgresql", "", "", "", "adelante", "host=/var/run/postgresql"},
        {"postgresql://ana:a@b@one:1,two:2/x", "ana", "a@b", "one:1,two:2", "x", ""},
        {"postgresql://[::1]:5432/x", "", "", "[::1]:5432", "x", ""},
    };
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        struct db_address address;
        assert_true(db_address_parse(str_of(rows[i].url), &address));
        check_str(address.user, rows[i].user);
        check_str(address.password, rows[i].password);
        check_str(address.host, rows[i].host);
        check_str(address.database, rows[i].database);
        check_str(address.query, rows[i].query);
        check_str(db_address_format(&arena, &address), rows[i].url);
    }
    struct db_address address;
    assert_true(db_address_parse(S("postgres://h"), &address));
    check_str(db_address_format(&arena, &address), "postgresql://h/");
    assert_false(db_address_parse(S("var/adelante.db"), &address));
    assert_false(db_address_parse(S("postgresql.db"), &address));
}

static void parameters(void **state)
{
    (void)state;
    struct db_address address;
    assert_true(db_address_parse(S("postgresql://a@h/d?sslmode=require&password=x&user=b"), &address));
    struct str value;
    assert_true(db_address_parameter(&address, S("user"), &value));
    check_str(value, "b");
    assert_false(db_address_parameter(&address, S("host"), &value));
    db_address_drop(&arena, &address, S("password"));
    db_address_drop(&arena, &address, S("passfile"));
    db_address_add(&arena, &address, S("passfile"), S("/srv/mi base/ñ.pgpass"));
    check_str(db_address_format(&arena, &address), "postgresql://a@h/d?sslmode=require&user=b&passfile=/srv/mi%20base/%C3%B1.pgpass");
}

static void passwords_are_not_shown(void **state)
{
    (void)state;
    check_str(db_address_shown(&arena, "postgresql://a:secret@h/d?password=secret&sslmode=require"),
              "postgresql://a@h/d?sslmode=require");
    check_str(db_address_shown(&arena, "var/adelante.db"), "var/adelante.db");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_and_back),
        cmocka_unit_test(parameters),
        cmocka_unit_test(passwords_are_not_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
