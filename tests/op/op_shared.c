#include "op.h"

#include "advice/session.h"
#include "base/secret.h"
#include "client/client.h"
#include "party/party.h"
#include "party/staff.h"
#include "results/shared.h"

/* A national office reads the clients who consented to it, and nobody else. */

static struct actor local = {.role = ROLE_LOCAL, .name = {"local:prueba", 12}, .origin = {"cli", 3}};
static struct actor national = {.role = ROLE_NATIONAL_READER, .name = {"nacional", 8}, .origin = {"web", 3}};
static struct actor partner = {.role = ROLE_PARTNER_READER, .name = {"socia", 5}, .origin = {"web", 3}};

#define CONSENT(scopes) ",\"consent_on\":\"2014-02-01\",\"consent_text\":\"F1-2014\",\"consent_scopes\":[" scopes "]"
#define ENTERPRISE(code, unit, more) \
    "{\"code\":\"" code "\",\"unit\":\"" unit "\",\"name\":\"Taller " code "\",\"district\":\"1408\",\"phone\":\"5555-0001\"" more "}"

static int open_all(void **state)
{
    (void)state;
    secret_init();
    clock_set(INT64_C(1416744000000000)); /* 2014-11-23T12:00:00Z */
    static const struct op *const tables[] = {unit_ops, staff_ops, person_ops, enterprise_ops, session_ops, shared_ops};
    static size_t counts[COUNT_OF(tables)];
    const size_t now[COUNT_OF(tables)] = {unit_op_count, staff_op_count, person_op_count, enterprise_op_count, session_op_count, shared_op_count};
    memcpy(counts, now, sizeof counts);
    op_register(tables, counts, COUNT_OF(tables));
    op_open(RUNNER_INLINE);
    op_do(&local, "unit.add", "{\"code\":\"ADEL\",\"kind\":\"agency\",\"name\":\"ADEL de prueba\"}");
    const struct record *unit = op_out;
    national.agency = partner.agency = unit->agency;
    national.unit = partner.unit = unit->id;
    national.user = partner.user = id_new();
    op_do(&local, "unit.add", "{\"code\":\"OTRA\",\"kind\":\"agency\",\"name\":\"Otra agencia\"}");
    op_do(&local, "staff.add", "{\"code\":\"ST-1\",\"unit\":\"ADEL\",\"name\":\"Ana Prueba\"}");
    op_do(&local, "enterprise.add", ENTERPRISE("E-1", "ADEL", CONSENT("\"services\",\"share_national\"")));
    op_do(&local, "enterprise.add", ENTERPRISE("E-2", "ADEL", CONSENT("\"services\"")));
    op_do(&local, "enterprise.add", ENTERPRISE("E-3", "ADEL", ""));
    op_do(&local, "enterprise.add", ENTERPRISE("E-4", "OTRA", CONSENT("\"share_national\"")));
    op_do(&local, "person.add", "{\"code\":\"P-1\",\"unit\":\"ADEL\",\"given_names\":\"Ana\",\"surnames\":\"Inventada\",\"disability\":\"yes\""
                                CONSENT("\"share_national\"") "}");
    op_do(&local, "session.add", "{\"code\":\"S-1\",\"unit\":\"ADEL\",\"date\":\"2014-03-05\",\"kind\":\"advice_business\",\"adviser\":\"ST-1\","
                                 "\"contact_minutes\":60,\"enterprises\":[\"E-1\",\"E-2\"],\"summary\":\"Lo que dijo la clienta\"}");
    return 0;
}

static int close_all(void **state)
{
    op_close();
    clock_set(0);
    return store_teardown(state);
}

static bool says(const char *words)
{
    return str_find(op_call.answer_json, str_of(words)) != SIZE_MAX;
}

static void who_consents_is_read(void **state)
{
    (void)state;
    op_do(&national, "shared.enterprises", "{}");
    assert_true(says("\"code\":\"E-1\"") && says("5555-0001"));
    assert_false(says("E-2") || says("E-3") || says("E-4"));
    op_do(&national, "shared.enterprise", "{\"code\":\"E-1\"}");
    op_fails(&national, "shared.enterprise", "{\"code\":\"E-2\"}", ERR_NOT_FOUND);
    op_fails(&national, "shared.enterprise", "{\"code\":\"E-4\"}", ERR_NOT_FOUND);
    /* Nothing sensitive, and of a service neither the other client nor what was written down. */
    op_do(&national, "shared.person", "{\"code\":\"P-1\"}");
    assert_true(says("Inventada"));
    assert_false(says("disability"));
    op_do(&national, "shared.services", "{\"kind\":\"enterprise\",\"code\":\"E-1\"}");
    assert_true(says("\"code\":\"S-1\"") && says("\"minutes\":60"));
    assert_false(says("E-2") || says("clienta"));
    op_fails(&national, "shared.services", "{\"kind\":\"enterprise\",\"code\":\"E-2\"}", ERR_NOT_FOUND);
}

static void nobody_else_may(void **state)
{
    (void)state;
    op_fails(&partner, "shared.enterprises", "{}", ERR_DENIED);
    op_fails(&national, "enterprise.get", "{\"code\":\"E-1\"}", ERR_DENIED);
    op_fails(&national, "session.get", "{\"code\":\"S-1\"}", ERR_DENIED);
}

static void a_revocation_holds_at_once(void **state)
{
    (void)state;
    op_do(&local, "enterprise.set", "{\"code\":\"E-1\",\"version\":1,\"consent_revoked_on\":\"2014-06-01\"}");
    op_fails(&national, "shared.enterprise", "{\"code\":\"E-1\"}", ERR_NOT_FOUND);
    op_do(&national, "shared.enterprises", "{}");
    assert_false(says("E-1"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(who_consents_is_read),
        cmocka_unit_test(nobody_else_may),
        cmocka_unit_test(a_revocation_holds_at_once),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
