#include "op.h"

#include "app/registry.h"
#include "base/seam.h"
#include "client/duplicate.h"
#include "client/listing.h"
#include "results/facts.h"
#include "results/statement.h"

/* Possible duplicates: found while typing and as a worklist, judged by an adviser and the direction, merged and split again. */

static struct actor local = {.role = ROLE_LOCAL, .name = {"local:prueba", 12}, .origin = {"cli", 3}};
static struct actor adviser = {.role = ROLE_ADVISER, .name = {"asesora", 7}, .origin = {"web", 3}};
static struct actor director = {.role = ROLE_DIRECTOR, .name = {"directora", 9}, .origin = {"web", 3}};
static struct actor auditor = {.role = ROLE_AUDITOR, .name = {"auditor", 7}, .origin = {"web", 3}};
static struct actor south = {.role = ROLE_DIRECTOR, .name = {"director", 8}, .origin = {"web", 3}};

static void place(struct actor *actor, const struct record *unit)
{
    actor->agency = unit->agency;
    actor->unit = unit->id;
    actor->user = id_new();
}

static const char *const persons[] = {
    "{\"code\":\"P-1\",\"unit\":\"CN\",\"given_names\":\"Ana María\",\"surnames\":\"Pérez Quintanilla\",\"dui\":\"90000001-7\","
    "\"birth_date\":\"1980-03-09\",\"sex\":\"female\",\"mobile\":\"70000101\",\"district\":\"1408\"}",
    "{\"code\":\"P-2\",\"unit\":\"CN\",\"given_names\":\"Ana\",\"surnames\":\"Quintanilla Peres\",\"birth_date\":\"1980-09-03\",\"sex\":\"female\","
    "\"mobile\":\"7000-0101\",\"email\":\"ana@ejemplo.sv\",\"district\":\"1408\"}",
    "{\"code\":\"P-3\",\"unit\":\"CN\",\"given_names\":\"Ana María\",\"surnames\":\"Pérez de Zelaya\",\"birth_date\":\"1980-03-09\","
    "\"sex\":\"female\",\"mobile\":\"70000101\",\"district\":\"1408\"}",
    /* A sister; and one with a valid DUI of her own. */
    "{\"code\":\"P-4\",\"unit\":\"CN\",\"given_names\":\"Rosa\",\"surnames\":\"Pérez Quintanilla\",\"birth_date\":\"1980-03-09\",\"sex\":\"female\","
    "\"mobile\":\"70000101\",\"district\":\"1408\"}",
    "{\"code\":\"P-5\",\"unit\":\"CN\",\"given_names\":\"Ana María\",\"surnames\":\"Pérez Quintanilla\",\"dui\":\"91234567-7\","
    "\"birth_date\":\"1980-03-09\",\"sex\":\"female\",\"mobile\":\"70000101\",\"district\":\"1408\"}",
    "{\"code\":\"P-6\",\"unit\":\"CN\",\"given_names\":\"Jorge\",\"surnames\":\"Ceibal\",\"district\":\"1411\"}",
};

static int open_all(void **state)
{
    (void)state;
    secret_init();
    registry_start();
    clock_set(INT64_C(1798000000000000)); /* 2026-12-23 */
    op_open(RUNNER_INLINE);
    op_do(&local, "unit.add", "{\"code\":\"RED\",\"kind\":\"network\",\"name\":\"Red de prueba\",\"fiscal_year_start\":1}");
    op_do(&local, "unit.add", "{\"code\":\"NORTE\",\"kind\":\"agency\",\"name\":\"Agencia Norte\",\"parent\":\"RED\",\"fiscal_year_start\":1}");
    op_do(&local, "unit.add", "{\"code\":\"SUR\",\"kind\":\"agency\",\"name\":\"Agencia Sur\",\"parent\":\"RED\",\"fiscal_year_start\":1}");
    place(&south, op_out);
    op_do(&local, "unit.add", "{\"code\":\"CN\",\"kind\":\"centre\",\"name\":\"Centro Norte\",\"parent\":\"NORTE\"}");
    place(&adviser, op_out);
    place(&director, op_out);
    place(&auditor, op_out);
    op_do(&local, "staff.add", "{\"code\":\"ST-N\",\"unit\":\"CN\",\"name\":\"Ana Prueba\"}");
    for (size_t i = 0; i < COUNT_OF(persons); i++) {
        op_do(&local, "person.add", persons[i]);
    }
    op_do(&local, "person.add", "{\"code\":\"P-9\",\"unit\":\"SUR\",\"given_names\":\"Ana María\",\"surnames\":\"Pérez Quintanilla\",\"district\":\"1408\"}");
    op_do(&local, "enterprise.add", "{\"code\":\"E-1\",\"unit\":\"CN\",\"name\":\"Textiles Xochipan, S.A. de C.V.\",\"phone\":\"26000101\",\"district\":\"1408\"}");
    op_do(&local, "enterprise.add", "{\"code\":\"E-2\",\"unit\":\"CN\",\"name\":\"TEXTILES XOCHIPAN SA DE CV\",\"phone\":\"2600-0101\",\"district\":\"1408\"}");
    for (int i = 1; i <= 2; i++) {
        char json[400];
        snprintf(json, sizeof json, "{\"unit\":\"CN\",\"date\":\"2026-0%d-05\",\"kind\":\"advice_business\",\"modality\":\"office\",\"adviser\":\"ST-N\","
                 "\"contact_minutes\":60,\"enterprises\":[\"E-%d\"],\"persons\":[\"P-%d\"],\"state\":\"held\"}", i, i, i);
        op_do(&local, "session.add", json);
    }
    return 0;
}

static int close_all(void **state)
{
    facts_stop(op_runner);
    op_close();
    clock_set(0);
    return store_teardown(state);
}

static const struct pair_line *pair_of(const char *first, const char *second)
{
    const struct list *list = op_out;
    const struct pair_line *lines = list->rows.items;
    for (size_t i = 0; i < list->rows.len; i++) {
        if ((str_eq_c(lines[i].first, first) && str_eq_c(lines[i].second, second)) ||
            (str_eq_c(lines[i].first, second) && str_eq_c(lines[i].second, first))) {
            return &lines[i];
        }
    }
    return NULL;
}

static int64_t counted(const struct actor *actor, const char *name)
{
    op_do(actor, "duplicate.count", "{}");
    size_t at = str_find(op_call.answer_json, str_format(&op_arena, "\"%s\":", name));
    assert_true(at != SIZE_MAX);
    return atoll(op_call.answer_json.ptr + at + strlen(name) + 3);
}

static int64_t figure(const char *code)
{
    op_do(&director, "results.statement", "{\"from\":\"2026-01-01\",\"to\":\"2026-12-31\",\"unit\":\"CN\"}");
    const struct statement *statement = op_out;
    const struct statement_figure *figures = statement->figures.items;
    for (size_t i = 0; i < statement->figures.len; i++) {
        if (str_eq_c(figures[i].code, code)) {
            return figures[i].value.kind == VALUE_NONE ? -1 : figures[i].value.amount;
        }
    }
    fail();
    return -1;
}

/* Every client with all its values and versions, byte for byte. */
static struct str exported(const char *dataset)
{
    op_do(&local, str_format(&op_arena, "%s.list", dataset).ptr, "{\"limit\":500}");
    return str_copy(&op_arena, op_call.answer_json);
}

/* ---- while typing ------------------------------------------------------------------------------------------------ */

static void likeness_is_told_while_typing(void **state)
{
    (void)state;
    op_do(&adviser, "client.similar", "{\"kind\":\"person\",\"given_names\":\"ANA\",\"surnames\":\"Perez\",\"dui\":\"900000017\"}");
    const struct list *list = op_out;
    const struct pair_line *lines = list->rows.items;
    assert_true(list->rows.len >= 1);
    assert_true(str_eq_c(lines[0].first, "P-1"));
    assert_true(str_eq_c(lines[0].sureness, "high"));
    op_says("mismo DUI");
    op_do(&adviser, "client.similar", "{\"kind\":\"enterprise\",\"name\":\"Textiles Xochipán\",\"district\":\"1408\"}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 2);
    op_do(&adviser, "client.similar", "{\"kind\":\"person\",\"given_names\":\"Nadie\",\"surnames\":\"Parecido\"}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 0);
    /* Another agency sees its own only. */
    op_do(&south, "client.similar", "{\"kind\":\"person\",\"given_names\":\"Ana María\",\"surnames\":\"Pérez Quintanilla\",\"district\":\"1408\"}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 1);
    op_says("\"P-9\"");
    op_refused(&adviser, "client.similar", "{\"given_names\":\"Ana\"}", "kind", "");
}

/* ---- the worklist ------------------------------------------------------------------------------------------------- */

static void pairs_are_listed(void **state)
{
    (void)state;
    op_do(&adviser, "duplicate.open", "{}");
    const struct pair_line *swapped = pair_of("P-1", "P-2");
    assert_non_null(swapped);
    assert_true(str_find(swapped->why, S("día y mes intercambiados")) != SIZE_MAX);
    assert_non_null(pair_of("E-1", "E-2"));
    const struct pair_line *documents = pair_of("P-1", "P-5");
    assert_non_null(documents);
    assert_true(str_eq_c(documents->sureness, "possible"));
    assert_null(pair_of("P-1", "P-6"));
    int64_t all = (int64_t)((const struct list *)op_out)->rows.len;
    assert_int_equal(counted(&adviser, "open"), all);
    assert_int_equal(counted(&south, "open"), 0);
    op_do(&south, "duplicate.open", "{}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 0);
    op_do(&adviser, "duplicate.open", "{\"kind\":\"enterprise\",\"sureness\":\"high\"}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 1);
    /* Page by page comes the same. */
    int64_t seen = 0;
    struct str after = S("");
    do {
        op_do(&adviser, "duplicate.open", str_format(&op_arena, "{\"limit\":2,\"after\":\"%s\"}", str_c(&op_arena, after)).ptr);
        seen += (int64_t)((const struct list *)op_out)->rows.len;
        after = ((const struct list *)op_out)->next;
    } while (!str_is_empty(after));
    assert_int_equal(seen, all);
    op_refused(&adviser, "duplicate.open", "{\"after\":\"nada\"}", "after", "");
    op_do(&adviser, "duplicate.pair", "{\"kind\":\"person\",\"first\":\"P-1\",\"second\":\"P-5\"}");
    op_says("\"documents_differ\":true");
    op_do(&adviser, "duplicate.pair", "{\"kind\":\"enterprise\",\"first\":\"E-1\",\"second\":\"E-2\"}");
    op_says("{\"dataset\":\"sessions\",\"label\":\"Sesiones\",\"first\":1,\"second\":1}");
    /* Of one unit. */
    op_do(&adviser, "duplicate.open", "{\"unit\":\"CN\"}");
    assert_int_equal(((const struct list *)op_out)->rows.len, all);
    op_do(&local, "duplicate.open", "{\"unit\":\"SUR\"}");
    assert_int_equal(((const struct list *)op_out)->rows.len, 0);
    op_refused(&adviser, "duplicate.open", "{\"unit\":\"SUR\"}", "unit", "No hay una unidad");
}

static void a_judgement_is_remembered(void **state)
{
    (void)state;
    int64_t open = counted(&adviser, "open");
    const char *sisters = "{\"kind\":\"person\",\"first\":\"P-4\",\"second\":\"P-1\",\"verdict\":\"distinct\",\"reason\":\"Son gemelas\"}";
    op_refused(&adviser, "duplicate.judge", "{\"kind\":\"person\",\"first\":\"P-1\",\"second\":\"P-4\",\"verdict\":\"distinct\"}", "reason", "motivo");
    op_fails(&auditor, "duplicate.judge", sisters, ERR_DENIED);
    op_do(&adviser, "duplicate.judge", sisters);
    op_says("\"asesora\"");
    struct str code = str_copy(&op_arena, ((const struct duplicate *)op_out)->record.code);
    op_do(&adviser, "duplicate.open", "{\"state\":\"distinct\"}");
    assert_non_null(pair_of("P-1", "P-4"));
    assert_int_equal(counted(&adviser, "open"), open - 1);
    /* Twice; and by somebody else. */
    op_refused(&adviser, "duplicate.judge", sisters, "second_person", "ya hay una decisión");
    op_refused(&director, "duplicate.judge", "{\"kind\":\"person\",\"first\":\"P-1\",\"second\":\"P-4\",\"verdict\":\"same\"}", "second_person",
               "ya hay una decisión");
    /* It outlives a change of the record, and can be taken back. */
    op_do(&local, "person.set", "{\"code\":\"P-4\",\"version\":1,\"address\":\"Barrio El Centro\"}");
    op_do(&adviser, "duplicate.open", "{\"state\":\"distinct\"}");
    assert_non_null(pair_of("P-1", "P-4"));
    op_do(&adviser, "duplicate.withdraw", str_format(&op_arena, "{\"code\":\"%s\",\"version\":1,\"reason\":\"Me equivoqué\"}", str_c(&op_arena, code)).ptr);
    op_do(&adviser, "duplicate.open", "{}");
    assert_non_null(pair_of("P-1", "P-4"));
    op_refused(&adviser, "duplicate.withdraw", str_format(&op_arena, "{\"code\":\"%s\",\"version\":2,\"reason\":\"Otra vez\"}", str_c(&op_arena, code)).ptr,
               "state", "Ahora es");
    op_do(&adviser, "duplicate.judge", "{\"kind\":\"person\",\"first\":\"P-1\",\"second\":\"P-4\",\"verdict\":\"later\"}");
    op_do(&adviser, "duplicate.judge", sisters);
}

static void what_cannot_be_merged(void **state)
{
    (void)state;
    op_refused(&adviser, "duplicate.judge", "{\"kind\":\"person\",\"first\":\"P-1\",\"second\":\"P-1\",\"verdict\":\"same\"}", "second_person", "sí mismo");
    op_refused(&adviser, "duplicate.judge", "{\"kind\":\"person\",\"first\":\"P-1\",\"second\":\"SUR/P-9\",\"verdict\":\"same\"}", "second", "No hay");
    op_refused(&local, "duplicate.judge", "{\"kind\":\"person\",\"first\":\"NORTE/P-1\",\"second\":\"SUR/P-9\",\"verdict\":\"same\"}", "second_person",
               "agencias distintas");
    op_refused(&adviser, "duplicate.judge", "{\"kind\":\"person\",\"first\":\"P-1\",\"second\":\"E-1\",\"verdict\":\"same\"}", "second", "No hay");
    op_refused(&adviser, "duplicate.add", "{\"first_person\":\"P-1\",\"second_enterprise\":\"E-1\"}", "first_person", "dos");
    op_refused(&adviser, "duplicate.add", "{\"first_person\":\"P-1\",\"second_person\":\"P-6\",\"state\":\"confirmed\"}", "state", "empieza");
    /* Two valid DUIs: only with a reason. */
    op_refused(&director, "duplicate.judge", "{\"kind\":\"person\",\"first\":\"P-1\",\"second\":\"P-5\",\"verdict\":\"same\"}", "reason", "documentos");
    op_do(&adviser, "duplicate.judge", "{\"kind\":\"person\",\"first\":\"P-1\",\"second\":\"P-5\",\"verdict\":\"same\"}");
    struct str code = str_copy(&op_arena, ((const struct duplicate *)op_out)->record.code);
    op_refused(&director, "duplicate.confirm", str_format(&op_arena, "{\"code\":\"%s\",\"version\":1}", str_c(&op_arena, code)).ptr, "reason", "documentos");
    op_do(&adviser, "duplicate.withdraw", str_format(&op_arena, "{\"code\":\"%s\",\"version\":1,\"reason\":\"Son dos\"}", str_c(&op_arena, code)).ptr);
}

/* ---- merging and splitting ------------------------------------------------------------------------------------------- */

static void an_adviser_proposes_the_direction_confirms(void **state)
{
    (void)state;
    struct str people = exported("person");
    struct str firms = exported("enterprise");
    int64_t served = figure("clients_served");
    int64_t advised = figure("persons_advised");
    assert_int_equal(served, 2);

    op_do(&adviser, "duplicate.judge", "{\"kind\":\"person\",\"first\":\"P-2\",\"second\":\"P-1\",\"verdict\":\"same\",\"reason\":\"Misma persona\"}");
    assert_true(str_eq_c(((const struct duplicate *)op_out)->state, "proposed"));
    struct str code = str_copy(&op_arena, ((const struct duplicate *)op_out)->record.code);
    assert_int_equal(figure("persons_advised"), advised);
    op_fails(&adviser, "duplicate.confirm", str_format(&op_arena, "{\"code\":\"%s\",\"version\":1}", str_c(&op_arena, code)).ptr, ERR_DENIED);
    op_do(&director, "duplicate.judge", "{\"kind\":\"person\",\"first\":\"P-1\",\"second\":\"P-2\",\"verdict\":\"same\"}");
    assert_true(str_eq_c(((const struct duplicate *)op_out)->state, "confirmed"));
    assert_true(str_eq_c(((const struct duplicate *)op_out)->proposed_by, "asesora"));
    assert_true(str_eq_c(((const struct duplicate *)op_out)->decided_by, "directora"));
    assert_int_equal(figure("persons_advised"), advised - 1);
    op_do(&adviser, "duplicate.open", "{\"state\":\"merged\"}");
    assert_non_null(pair_of("P-1", "P-2"));
    op_refused(&director, "duplicate.judge", "{\"kind\":\"person\",\"first\":\"P-1\",\"second\":\"P-2\",\"verdict\":\"same\"}", "second_person",
               "ya hay una decisión");
    op_refused(&director, "identity.merge", "{\"persons\":[\"P-1\",\"P-3\"],\"reason\":\"La misma\"}", "persons", "ya está unido");

    /* A third joins the two; undone again, the two stay. */
    op_do(&director, "duplicate.judge", "{\"kind\":\"person\",\"first\":\"P-3\",\"second\":\"P-1\",\"verdict\":\"same\"}");
    struct str third = str_copy(&op_arena, ((const struct duplicate *)op_out)->record.code);
    op_do(&director, "duplicate.undo", str_format(&op_arena, "{\"code\":\"%s\",\"version\":2,\"reason\":\"Era la cuñada\"}", str_c(&op_arena, third)).ptr);
    op_do(&adviser, "duplicate.open", "{\"state\":\"merged\"}");
    assert_non_null(pair_of("P-1", "P-2"));
    assert_null(pair_of("P-1", "P-3"));

    op_do(&director, "duplicate.judge", "{\"kind\":\"enterprise\",\"first\":\"E-1\",\"second\":\"E-2\",\"verdict\":\"same\"}");
    struct str firm = str_copy(&op_arena, ((const struct duplicate *)op_out)->identity.code);
    assert_int_equal(figure("clients_served"), served - 1);

    /* Undone: the figures and every byte of the clients as before. */
    op_do(&director, "duplicate.undo", str_format(&op_arena, "{\"code\":\"%s\",\"version\":2,\"reason\":\"Eran dos\"}", str_c(&op_arena, code)).ptr);
    op_do(&director, "identity.unmerge", str_format(&op_arena, "{\"code\":\"%s\",\"reason\":\"Eran dos\"}", str_c(&op_arena, firm)).ptr);
    assert_int_equal(figure("clients_served"), served);
    assert_int_equal(figure("persons_advised"), advised);
    assert_true(str_eq(people, exported("person")));
    assert_true(str_eq(firms, exported("enterprise")));
    op_do(&adviser, "duplicate.open", "{}");
    assert_non_null(pair_of("E-1", "E-2"));
    op_do(&adviser, "duplicate.list", "{}");
    op_says("\"undone\"");
}

/* ---- what is shown -------------------------------------------------------------------------------------------------- */

static struct str shown_of(const char *code)
{
    op_do(&adviser, "client.shown", str_format(&op_arena, "{\"kind\":\"person\",\"code\":\"%s\"}", code).ptr);
    return op_call.answer_json;
}

/* Code, name and status of the lines of the list that stand for the words. */
static struct str listed(const char *op, const char *json)
{
    struct buf out = BUF(&op_arena);
    op_do(&adviser, op, json);
    const struct list *list = op_out;
    const struct listing_line *lines = list->rows.items;
    for (size_t i = 0; i < list->rows.len; i++) {
        buf_format(&out, STR_FMT "=" STR_FMT ";", STR_ARG(lines[i].code), STR_ARG(lines[i].name));
    }
    return buf_str(&out);
}

static void people_choose_what_is_shown(void **state)
{
    (void)state;
    struct str people = exported("person");
    struct str before = listed("client.list", "{\"kind\":\"person\"}");
    op_refused(&adviser, "duplicate.judge", "{\"kind\":\"person\",\"first\":\"P-1\",\"second\":\"P-3\",\"verdict\":\"same\",\"shown\":\"phone:P-2\"}",
               "shown", "no es de los que se unen");
    op_refused(&adviser, "duplicate.judge", "{\"kind\":\"person\",\"first\":\"P-1\",\"second\":\"P-3\",\"verdict\":\"same\",\"shown\":\"annulled:P-1\"}",
               "shown", "No es un dato");
    /* The adviser proposes with a choice; the direction takes it over. */
    op_do(&adviser, "duplicate.judge",
          "{\"kind\":\"person\",\"first\":\"P-1\",\"second\":\"P-3\",\"verdict\":\"same\",\"shown\":\"code:P-3;surnames:P-1;email:P-1\"}");
    op_do(&director, "duplicate.judge", "{\"kind\":\"person\",\"first\":\"P-1\",\"second\":\"P-3\",\"verdict\":\"same\"}");
    struct str identity = str_copy(&op_arena, ((const struct duplicate *)op_out)->identity.code);
    struct str shown = shown_of("P-1");
    assert_true(str_find(shown, S("\"first\":\"P-3\"")) != SIZE_MAX);
    assert_true(str_find(shown, S("\"code\":\"P-3\"")) != SIZE_MAX);
    /* Chosen; not chosen and only the other has one. */
    assert_true(str_find(shown, S("\"surnames\":\"Pérez Quintanilla\"")) != SIZE_MAX);
    assert_true(str_find(shown, S("\"dui\":\"90000001-7\"")) != SIZE_MAX);
    assert_true(str_find(shown, S("{\"field\":\"surnames\",\"record\":\"P-3\",\"value\":\"Pérez de Zelaya\",\"shown\":false}")) != SIZE_MAX);
    assert_true(str_find(listed("client.list", "{\"kind\":\"person\"}"), S("P-3=Ana María Pérez Quintanilla;")) != SIZE_MAX);
    assert_true(str_find(listed("client.list", "{\"kind\":\"person\"}"), S("P-1=")) == SIZE_MAX);
    /* Found by what is not shown, and by the other's values: always the first record. */
    assert_true(str_starts(listed("client.search", "{\"text\":\"Ana Zelaya\"}"), S("P-3=Ana María Pérez Quintanilla;")));
    assert_true(str_eq(listed("client.search", "{\"text\":\"90000001-7\"}"), S("P-3=Ana María Pérez Quintanilla;")));
    /* A correction of either record is seen. */
    op_do(&local, "person.set", "{\"code\":\"P-1\",\"version\":1,\"surnames\":\"Pérez Quintanilla Cruz\"}");
    assert_true(str_find(listed("client.list", "{\"kind\":\"person\"}"), S("P-3=Ana María Pérez Quintanilla Cruz;")) != SIZE_MAX);
    op_do(&local, "person.set", "{\"code\":\"P-1\",\"version\":2,\"surnames\":\"Pérez Quintanilla\"}");
    struct str merged = listed("client.list", "{}");
    op_do(&local, "client.rebuild", "{}");
    assert_true(str_eq(merged, listed("client.list", "{}")));
    people = exported("person");

    /* Chosen again, by the direction alone, of the version seen. */
    const char *again = str_format(&op_arena, "{\"code\":\"%s\",\"version\":1,\"shown\":\"code:P-1;surnames:P-3\"}", str_c(&op_arena, identity)).ptr;
    op_fails(&adviser, "identity.choose", again, ERR_DENIED);
    op_do(&director, "identity.choose", again);
    op_fails(&director, "identity.choose", again, ERR_CONFLICT);
    assert_true(str_find(listed("client.list", "{\"kind\":\"person\"}"), S("P-1=Ana María Pérez de Zelaya;")) != SIZE_MAX);
    assert_true(str_find(listed("client.list", "{\"kind\":\"person\"}"), S("P-3=")) == SIZE_MAX);
    op_refused(&director, "identity.choose",
               str_format(&op_arena, "{\"code\":\"%s\",\"version\":2,\"shown\":\"phone:P-9\"}", str_c(&op_arena, identity)).ptr, "shown", "no es de los");

    /* Split: every byte of the records and of the list as before. */
    op_do(&director, "identity.unmerge", str_format(&op_arena, "{\"code\":\"%s\",\"reason\":\"Eran dos\"}", str_c(&op_arena, identity)).ptr);
    assert_true(str_eq(people, exported("person")));
    assert_true(str_eq(before, listed("client.list", "{\"kind\":\"person\"}")));
    op_refused(&director, "identity.choose",
               str_format(&op_arena, "{\"code\":\"%s\",\"version\":3,\"shown\":\"\"}", str_c(&op_arena, identity)).ptr, "code", "separada");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(likeness_is_told_while_typing), cmocka_unit_test(pairs_are_listed), cmocka_unit_test(a_judgement_is_remembered),
        cmocka_unit_test(what_cannot_be_merged), cmocka_unit_test(an_adviser_proposes_the_direction_confirms),
        cmocka_unit_test(people_choose_what_is_shown),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
