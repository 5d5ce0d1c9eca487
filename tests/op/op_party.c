#include "op.h"

#include "base/secret.h"
#include "party/letterhead.h"
#include "party/party.h"

/* Letterheads and signatories: what a unit leaves empty is the one above's, and names go by the date of the document. */

static struct actor local = {.role = ROLE_LOCAL, .name = {"local:prueba", 12}, .origin = {"cli", 3}};
static struct actor executive = {.role = ROLE_EXECUTIVE, .name = {"ejecutivo", 9}, .origin = {"web", 3}};
static struct actor adviser = {.role = ROLE_ADVISER, .name = {"asesora", 7}, .origin = {"web", 3}};
static struct actor national = {.role = ROLE_NATIONAL_READER, .name = {"nacional", 8}, .origin = {"web", 3}};
static struct actor stranger = {.role = ROLE_EXECUTIVE, .name = {"ajeno", 5}, .origin = {"web", 3}};

static void place(struct actor *actor)
{
    const struct record *unit = op_out;
    actor->agency = unit->agency;
    actor->unit = unit->id;
    actor->user = id_new();
}

static int open_all(UNUSED void **state)
{
    secret_init();
    clock_set(INT64_C(1416744000000000)); /* 2014-11-23T12:00:00Z */
    static const struct op *const tables[] = {unit_ops, signatory_ops, letterhead_ops};
    static size_t counts[COUNT_OF(tables)];
    counts[0] = unit_op_count;
    counts[1] = signatory_op_count;
    counts[2] = letterhead_op_count;
    op_register(tables, counts, COUNT_OF(tables));
    op_open(RUNNER_INLINE);
    op_do(&local, "unit.add", "{\"code\":\"ADEL\",\"kind\":\"agency\",\"name\":\"ADEL de prueba\",\"address\":\"Calle 1\","
                              "\"phone\":\"26040000\",\"place\":\"La Unión\"}");
    place(&executive);
    place(&national);
    op_do(&local, "unit.add", "{\"code\":\"CENTRO\",\"kind\":\"centre\",\"name\":\"Centro\",\"parent\":\"ADEL\","
                              "\"letterhead_name\":\"Centro de prueba\",\"phone\":\"2604-0001\"}");
    place(&adviser);
    op_do(&local, "unit.add", "{\"code\":\"OTRA\",\"kind\":\"agency\",\"name\":\"Otra agencia\"}");
    place(&stranger);
    return 0;
}

static int close_all(void **state)
{
    op_close();
    clock_set(0);
    return store_teardown(state);
}

static void what_is_empty_comes_from_above(UNUSED void **state)
{
    op_do(&adviser, "unit.letterhead", "{}");
    const struct letterhead *head = op_out;
    assert_str(head->unit, "CENTRO");
    assert_str(head->name, "Centro de prueba");
    assert_str(head->line, "ADEL de prueba");
    assert_str(head->address, "Calle 1");
    assert_str(head->phone, "+503 2604-0001");
    assert_str(head->place, "La Unión");
    op_do(&executive, "unit.letterhead", "{}");
    head = op_out;
    assert_str(head->name, "ADEL de prueba");
    assert_true(str_is_empty(head->line));
    op_do(&local, "unit.letterhead", "{}");
    assert_str(((const struct letterhead *)op_out)->unit, "ADEL");
    op_fails(&stranger, "unit.letterhead", "{\"unit\":\"CENTRO\"}", ERR_NOT_FOUND);
    op_fails(&adviser, "unit.letterhead", "{\"unit\":\"NADA\"}", ERR_NOT_FOUND);
}

#define SIGNATORY(code, unit, office, name, more) \
    "{\"code\":\"" code "\",\"unit\":\"" unit "\",\"office\":\"" office "\",\"name\":\"" name "\"" more "}"

static void names_go_by_the_date(UNUSED void **state)
{
    op_do(&executive, "signatory.add", SIGNATORY("F-1", "CENTRO", "director", "Ana Inventada",
                                                 ",\"from_on\":\"2013-01-15\",\"to_on\":\"2014-03-31\""));
    op_do(&executive, "signatory.add", SIGNATORY("F-2", "CENTRO", "director", "Luis Inventado",
                                                 ",\"position\":\"Director interino\",\"from_on\":\"2014-04-01\",\"document\":\"91234567-7\""));
    op_do(&executive, "signatory.add", SIGNATORY("F-3", "ADEL", "legal_representative", "Marta Inventada", ",\"from_on\":\"2012-11-01\""));
    op_do(&adviser, "unit.letterhead", "{\"on\":\"2014-03-31\"}");
    struct letterhead_signatory director = letterhead_find(op_out, "director");
    assert_str(director.name, "Ana Inventada");
    assert_str(letterhead_position(&director, LANG_ES), "Dirección del centro");
    op_do(&adviser, "unit.letterhead", "{\"on\":\"2014-04-01\"}");
    director = letterhead_find(op_out, "director");
    assert_str(director.name, "Luis Inventado");
    assert_str(letterhead_position(&director, LANG_ES), "Director interino");
    assert_str(letterhead_find(op_out, "legal_representative").name, "Marta Inventada");
    assert_true(str_is_empty(letterhead_find(op_out, "executive").name));
    op_do(&adviser, "unit.letterhead", "{\"on\":\"2012-12-01\"}");
    assert_int_equal(((const struct letterhead *)op_out)->signatories.len, 1);
    /* Who reads no records sees who signs, not the number of her document. */
    op_do(&national, "unit.letterhead", "{\"unit\":\"CENTRO\"}");
    director = letterhead_find(op_out, "director");
    assert_str(director.name, "Luis Inventado");
    assert_true(str_is_empty(director.document));
    op_fails(&national, "signatory.list", "{}", ERR_DENIED);
}

static void one_person_an_office_on_a_day(UNUSED void **state)
{
    op_refused(&executive, "signatory.add", SIGNATORY("F-4", "CENTRO", "director", "Otra Inventada", ",\"from_on\":\"2014-10-01\""),
               "from_on", "ya firma otra persona por esa oficina (F-2)");
    op_refused(&executive, "signatory.add",
               SIGNATORY("F-4", "CENTRO", "director", "Otra Inventada", ",\"from_on\":\"2014-10-01\",\"to_on\":\"2014-09-01\""), "to_on",
               "no puede ser anterior");
    op_refused(&executive, "signatory.add", SIGNATORY("F-4", "CENTRO", "director", "Otra Inventada", ""), "from_on", "");
    op_refused(&executive, "signatory.add", SIGNATORY("F-4", "CENTRO", "nadie", "Otra Inventada", ",\"from_on\":\"2014-10-01\""), "office", "");
    op_do(&executive, "signatory.add", SIGNATORY("F-5", "CENTRO", "other", "Una Inventada", ",\"from_on\":\"2014-10-01\""));
    op_do(&executive, "signatory.add", SIGNATORY("F-6", "CENTRO", "other", "Dos Inventada", ",\"from_on\":\"2014-10-01\""));
    op_do(&adviser, "unit.letterhead", "{}");
    assert_int_equal(((const struct letterhead *)op_out)->signatories.len, 4);
    op_fails(&adviser, "signatory.add", SIGNATORY("F-7", "CENTRO", "other", "Tres Inventada", ",\"from_on\":\"2014-10-01\""), ERR_DENIED);
    op_fails(&stranger, "signatory.get", "{\"code\":\"F-2\"}", ERR_NOT_FOUND);
    /* Annulled, it signs nothing any more, and its office is free. */
    op_do(&executive, "signatory.annul", "{\"code\":\"F-2\",\"version\":1,\"reason\":\"Nunca tomó el cargo.\"}");
    op_do(&executive, "signatory.add", SIGNATORY("F-8", "CENTRO", "director", "Otra Inventada", ",\"from_on\":\"2014-05-01\""));
    op_do(&adviser, "unit.letterhead", "{}");
    assert_str(letterhead_find(op_out, "director").name, "Otra Inventada");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_empty_comes_from_above),
        cmocka_unit_test(names_go_by_the_date),
        cmocka_unit_test(one_person_an_office_on_a_day),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
