/* tests/store/operations.h: runs operations by name with JSON in and out, on an empty database with one small tree of units. */
#ifndef ADELANTE_TEST_OPERATIONS_H
#define ADELANTE_TEST_OPERATIONS_H

#include "store.h"

#include "agreement/agreement.h"
#include "base/secret.h"
#include "client/affiliation.h"
#include "client/client.h"
#include "client/duplicate.h"
#include "client/enterprise.h"
#include "client/identity.h"
#include "client/move.h"
#include "client/person.h"
#include "core/op.h"
#include "format/json.h"
#include "party/organisation.h"
#include "party/party.h"
#include "party/staff.h"
#include "party/unit.h"
#include "territory/boundary.h"

static struct runner *world;
static struct actor world_actor;
static struct str world_faults; /* of the last operation: field=value; … */

static const struct op *const world_tables[] = {
    unit_ops, staff_ops, organisation_ops, agreement_ops, person_ops, enterprise_ops, affiliation_ops, move_ops,
    identity_ops, client_ops, territory_ops, duplicate_ops, pair_ops,
};
static size_t world_counts[COUNT_OF(world_tables)];
static const struct entity *const world_entities[] = {
    &unit_entity, &staff_entity, &organisation_entity, &agreement_entity, &person_entity, &enterprise_entity,
    &affiliation_entity, &move_entity, &identity_entity, &duplicate_entity,
};

static inline void world_open(void)
{
    const size_t counts[] = {unit_op_count, staff_op_count, organisation_op_count, agreement_op_count, person_op_count,
                             enterprise_op_count, affiliation_op_count, move_op_count, identity_op_count, client_op_count,
                             territory_op_count, duplicate_op_count, pair_op_count};
    memcpy(world_counts, counts, sizeof(counts));
    secret_init();
    op_register(world_tables, world_counts, COUNT_OF(world_tables));
    entity_register(world_entities, COUNT_OF(world_entities));
    struct db *db = store_empty();
    struct text problem = TEXT_NONE;
    enum err err = migrate_run(db, 0, &store_arena, &problem);
    if (err != ERR_OK) {
        print_error("%s\n", problem.en);
    }
    assert_int_equal(err, ERR_OK);
    db_close(db);
    err = runner_open(store_url(), RUNNER_INLINE, &store_arena, &world, &problem);
    if (err != ERR_OK) {
        print_error("%s\n", problem.en);
    }
    assert_int_equal(err, ERR_OK);
    world_actor = (struct actor){.role = ROLE_LOCAL, .name = S("local:test"), .origin = S("cli")};
}

static inline void world_close(void)
{
    runner_close(world);
    world = NULL;
}

static inline enum err world_try(const char *name, const char *input, struct str *answer)
{
    const struct op *op = op_find(str_of(name));
    assert_non_null(op);
    struct call call = {.arena = &store_arena, .actor = world_actor, .lang = LANG_ES, .want_json = true};
    call.fault.arena = &store_arena;
    bool given[128] = {false};
    void *in = op->input == NULL ? NULL : shape_new(&store_arena, op->input);
    enum err err = ERR_OK;
    if (op->input != NULL) {
        err = op_read_input(&call.fault, op, str_of(input), "USD", in, given);
    }
    void *out = op->answer == ANSWER_LIST  ? arena_alloc(&store_arena, sizeof(struct list))
                : op->output != NULL ? shape_new(&store_arena, op->output)
                                           : NULL;
    call.given = given;
    if (err == ERR_OK) {
        err = op_run(world, &call, op, in, out);
    }
    struct buf faults = BUF(&store_arena);
    for (size_t i = 0; i < call.fault.count; i++) {
        const struct fault_item *item = &call.fault.items[i];
        buf_format(&faults, "%s" STR_FMT "=" STR_FMT " (%s)", i == 0 ? "" : "; ", STR_ARG(item->field), STR_ARG(item->value),
                   item->rule.es);
    }
    world_faults = faults.len == 0 ? S("") : buf_str(&faults);
    if (answer != NULL) {
        *answer = call.answer_json;
    }
    return err;
}

/* Runs an operation that must succeed and returns its answer as JSON. */
static inline struct str world_do(const char *name, const char *input)
{
    struct str answer = STR_NONE;
    enum err err = world_try(name, input, &answer);
    if (err != ERR_OK) {
        print_error("%s %s: %s %.*s\n", name, input, err_info(err)->name, STR_ARG(world_faults));
    }
    assert_int_equal(err, ERR_OK);
    return answer;
}

/* Runs an operation that must be refused with a fault at the field. */
static inline void world_refused(const char *name, const char *input, const char *field)
{
    enum err err = world_try(name, input, NULL);
    if (err != ERR_INVALID || str_find(world_faults, str_format(&store_arena, "%s=", field)) == SIZE_MAX) {
        print_error("%s %s: %s, not at %s: %.*s\n", name, input, err_info(err)->name, field, STR_ARG(world_faults));
        fail();
    }
}

/* The value of a member of a JSON text, as text; paths like items[0].code. */
static inline struct str world_value(struct str json, const char *path)
{
    struct json *whole = NULL;
    struct str problem;
    assert_ok(json_parse(&store_arena, json, &whole, &problem));
    const struct json *value = whole;
    struct str rest = str_of(path);
    struct str part;
    while (str_split(&rest, '.', &part) && value != NULL) {
        size_t bracket = str_find(part, S("["));
        struct str key = bracket == SIZE_MAX ? part : str_slice(part, 0, bracket);
        value = key.len > 0 ? json_find(value, key) : value;
        int64_t at;
        if (bracket != SIZE_MAX && value != NULL && str_to_int(str_slice(part, bracket + 1, part.len - 1), &at)) {
            value = (size_t)at < value->len ? value->items[at] : NULL;
        }
    }
    if (value == NULL || value->type == JSON_NULL) {
        return STR_NONE;
    }
    return value->type == JSON_TEXT   ? value->text
           : value->type == JSON_INT  ? str_format(&store_arena, "%lld", (long long)value->integer)
           : value->type == JSON_BOOL ? (value->truth ? S("true") : S("false"))
                                      : str_format(&store_arena, "%zu", value->len);
}

/* A network with an agency of two centres and one antenna, another agency, and an adviser. */
static inline void world_units(void)
{
    world_do("unit.add", "{\"code\":\"RED\",\"kind\":\"network\",\"name\":\"Red de agencias\"}");
    world_do("unit.add", "{\"code\":\"LU\",\"kind\":\"agency\",\"name\":\"Agencia de prueba\",\"parent\":\"RED\",\"territory\":\"14\"}");
    world_do("unit.add", "{\"code\":\"LU-C1\",\"kind\":\"centre\",\"name\":\"Centro uno\",\"parent\":\"LU\"}");
    world_do("unit.add", "{\"code\":\"LU-C2\",\"kind\":\"centre\",\"name\":\"Centro dos\",\"parent\":\"LU\"}");
    world_do("unit.add", "{\"code\":\"LU-A1\",\"kind\":\"antenna\",\"name\":\"Antena\",\"parent\":\"LU-C1\"}");
    world_do("unit.add", "{\"code\":\"MO\",\"kind\":\"agency\",\"name\":\"Otra agencia\",\"parent\":\"RED\"}");
    world_do("staff.add", "{\"code\":\"W1\",\"unit\":\"LU-C1\",\"name\":\"Asesora de Prueba\"}");
}

/* From here on the actor is a user of that role at the unit. */
static inline void world_act_as(enum role role, const char *unit)
{
    static const struct sql find = SQL_INIT("SELECT agency, id FROM unit WHERE code = ?1 /*scan*/");
    struct db *db;
    struct db_stmt *stmt;
    bool row;
    assert_ok(runner_reader(world, &db));
    assert_ok(db_begin_read(db));
    struct id high;
    memset(high.bytes, 255, sizeof(high.bytes));
    assert_ok(db_set_scope(db, ID_NONE, high));
    assert_ok(db_prepare(db, find, &stmt));
    db_bind_text(stmt, 1, str_of(unit));
    assert_ok(db_step(stmt, &row));
    assert_true(row);
    world_actor = (struct actor){.role = role, .agency = db_column_id(stmt, 0), .unit = db_column_id(stmt, 1),
                                 .user = id_new(), .name = S("usuaria"), .origin = S("web")};
    db_reset(stmt);
    db_rollback(db);
}
static inline void world_act_locally(void)
{
    world_actor = (struct actor){.role = ROLE_LOCAL, .name = S("local:test"), .origin = S("cli")};
}

#endif
