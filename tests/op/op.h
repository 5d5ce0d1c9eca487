/* op/op.h: what a scenario needs: an empty database, actors, and operations given and answered as JSON. */
#ifndef ADELANTE_TEST_OP_H
#define ADELANTE_TEST_OP_H

#include "store.h"

#include "core/op.h"

static struct runner *op_runner;
static struct arena op_arena;
/* Of the last operation. */
static struct call op_call;
static void *op_out;

/* One operation by name with its input as JSON. What it answers stands in op_call and op_out. */
static inline enum err op_ask(const struct actor *actor, const char *name, const char *json)
{
    const struct op *op = op_find(str_of(name));
    if (op == NULL) {
        print_error("no operation %s\n", name);
        return ERR_INTERNAL;
    }
    op_call = (struct call){.arena = &op_arena, .actor = *actor, .want_json = true, .fault = {.arena = &op_arena}};
    void *in = op->input == NULL ? NULL : shape_new(&op_arena, op->input);
    bool *given = ARENA_ARRAY(&op_arena, bool, (op->input == NULL ? 0 : op->input->count) + 1);
    enum err err = op_read_input(&op_call.fault, op, str_of(json), "USD", in, given);
    op_call.given = given;
    if (op->answer == ANSWER_LIST) {
        op_out = ARENA_NEW(&op_arena, struct list);
    } else {
        op_out = op->output == NULL ? NULL : shape_new(&op_arena, op->output);
    }
    return err != ERR_OK ? err : op_run(op_runner, &op_call, op, in, op_out);
}

static inline void op_print_faults(void)
{
    for (size_t i = 0; i < op_call.fault.count; i++) {
        const struct fault_item *item = &op_call.fault.items[i];
        print_error("  " STR_FMT " = " STR_FMT ": %s\n", STR_ARG(item->field), STR_ARG(item->value), item->rule.es);
    }
}

/* Must succeed. */
#define op_do(actor, verb, json)                                                                   \
    do {                                                                                           \
        enum err op_err = op_ask((actor), (verb), (json));                                         \
        if (op_err != ERR_OK) {                                                                    \
            print_error("line %d: %s: %s\n", __LINE__, (verb), err_info(op_err)->name);            \
            op_print_faults();                                                                     \
        }                                                                                          \
        assert_int_equal(op_err, ERR_OK);                                                          \
    } while (0)

/* Must fail so. */
#define op_fails(actor, verb, json, expected)                                                      \
    do {                                                                                           \
        enum err op_err = op_ask((actor), (verb), (json));                                         \
        if (op_err != (expected)) {                                                                \
            print_error("line %d: %s: %s\n", __LINE__, (verb), err_info(op_err)->name);            \
            op_print_faults();                                                                     \
        }                                                                                          \
        assert_int_equal(op_err, (expected));                                                      \
    } while (0)

/* Every fault of the last refusal says in both languages what is wrong and what to do about it. */
static inline bool op_speaks_whole(void)
{
    for (size_t i = 0; i < op_call.fault.count; i++) {
        const struct fault_item *item = &op_call.fault.items[i];
        const char *const words[] = {item->rule.es, item->rule.en, item->remedy.es, item->remedy.en};
        for (size_t k = 0; k < COUNT_OF(words); k++) {
            if (words[k] == NULL || words[k][0] == '\0') {
                return false;
            }
        }
    }
    return true;
}
/* Must be refused by a fault on the field, whose rule in Spanish says so. */
#define op_refused(actor, verb, json, field_, part)                                                \
    do {                                                                                           \
        op_fails((actor), (verb), (json), ERR_INVALID);                                            \
        bool op_found = false;                                                                     \
        for (size_t op_i = 0; op_i < op_call.fault.count; op_i++) {                                \
            op_found = op_found || (str_eq_c(op_call.fault.items[op_i].field, (field_)) &&         \
                                    str_find(str_of(op_call.fault.items[op_i].rule.es), S(part)) != SIZE_MAX); \
        }                                                                                          \
        if (!op_speaks_whole()) {                                                                  \
            print_error("line %d: a refusal without rule or remedy in both languages\n", __LINE__); \
            op_print_faults();                                                                     \
            fail();                                                                                \
        }                                                                                          \
        if (!op_found) {                                                                           \
            print_error("line %d: no fault on %s: %s\n", __LINE__, (field_), (part));              \
            op_print_faults();                                                                     \
        }                                                                                          \
        assert_true(op_found);                                                                     \
    } while (0)

/* The last answer holds the text. */
#define op_says(text)                                                                              \
    do {                                                                                           \
        if (str_find(op_call.answer_json, S(text)) == SIZE_MAX) {                                  \
            print_error("line %d: " STR_FMT "\n", __LINE__, STR_ARG(op_call.answer_json));         \
        }                                                                                          \
        assert_true(str_find(op_call.answer_json, S(text)) != SIZE_MAX);                           \
    } while (0)

/* An empty database with all tables, and a runner on it. */
static inline void op_open(enum runner_mode mode)
{
    struct text problem = TEXT_NONE;
    struct db *db = store_empty();
    if (migrate_run(db, 0, &op_arena, &problem) != ERR_OK) {
        print_error("%s\n", problem.en);
        fail();
    }
    db_close(db);
    enum err err = runner_open(store_url(), mode, &op_arena, &op_runner, &problem);
    if (err != ERR_OK) {
        print_error("%s: %s\n", err_info(err)->name, problem.en == NULL ? "" : problem.en);
    }
    assert_int_equal(err, ERR_OK);
}

static inline void op_close(void)
{
    runner_close(op_runner);
    arena_release(&op_arena);
}

#endif
