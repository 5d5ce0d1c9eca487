#include "core/flow.h"

#include "core/record.h"

#include <stdio.h>
#include <string.h>

#define STATES_MOST 32

static const struct field input_fields[] = {
    {.name = "code", .type = FIELD_TYPE_TEXT, .offset = offsetof(struct flow_input, code), .required = true, .max = 100,
     .label = T("Código", "Code")},
    {.name = "version", .type = FIELD_TYPE_INT, .offset = offsetof(struct flow_input, version), .required = true, .min = 1,
     .max = INT64_MAX, .label = T("Versión que se vio", "Version seen")},
};
const struct shape flow_input_shape = SHAPE("flow", struct flow_input, input_fields);

static const struct field reason_fields[] = {
    FLOW_FIELDS(struct flow_reason_input),
    FIELD_TEXT(struct flow_reason_input, reason, .required = true, .max = 500, .label = T("Motivo", "Reason")),
};
const struct shape flow_reason_shape = SHAPE("flow_reason", struct flow_reason_input, reason_fields);

static const struct field *state_field(const struct entity *entity)
{
    const struct field *field = shape_find(&entity->shape, str_of(entity->flow->field));
    assert(field != NULL && field->type == FIELD_TYPE_CHOICE);
    return field;
}

struct str flow_state(const struct entity *entity, const void *row)
{
    return FIELD_GET(struct str, state_field(entity), row);
}

bool flow_names(const char *states, struct str state)
{
    struct str rest = str_of(states);
    struct str one;
    while (str_split(&rest, ' ', &one)) {
        if (str_eq(one, state)) {
            return true;
        }
    }
    return false;
}

const struct flow_move *flow_find(const struct entity *entity, struct str name)
{
    for (size_t i = 0; entity->flow != NULL && i < entity->flow->count; i++) {
        if (str_eq_c(name, entity->flow->moves[i].name)) {
            return &entity->flow->moves[i];
        }
    }
    return NULL;
}

const struct op *flow_op(const struct entity *entity, const struct flow_move *move)
{
    char name[120];
    int len = snprintf(name, sizeof name, "%s.%s", entity->shape.name, move->name);
    assert(len > 0 && (size_t)len < sizeof name);
    const struct op *op = op_find((struct str){name, (size_t)len});
    assert(op != NULL);
    return op;
}

/* ---- words ---------------------------------------------------------------------------------------- */

static const char *state_label(const struct entity *entity, struct str state, enum lang lang)
{
    const struct choice *choice = choice_find(state_field(entity)->choices, state);
    return choice == NULL ? "—" : lang == LANG_ES ? choice->label.es : choice->label.en;
}

/* "Identificada, Gestionada" of "identified submitted". */
static const char *labels_of(struct arena *arena, const struct entity *entity, const char *states, enum lang lang)
{
    struct buf out = BUF(arena);
    struct str rest = str_of(states);
    struct str one;
    while (str_split(&rest, ' ', &one)) {
        buf_format(&out, "%s%s", out.len == 0 ? "" : ", ", state_label(entity, one, lang));
    }
    return str_c(arena, buf_str(&out));
}

/* The first step of the shortest way from the state to one of those wanted; NULL if none leads there. */
static const struct flow_move *step_towards(const struct flow *flow, struct str state, const char *wanted)
{
    struct str states[STATES_MOST] = {state};
    const struct flow_move *first[STATES_MOST] = {NULL};
    size_t count = 1;
    for (size_t at = 0; at < count; at++) {
        if (flow_names(wanted, states[at])) {
            return first[at];
        }
        for (size_t i = 0; i < flow->count; i++) {
            const struct flow_move *move = &flow->moves[i];
            bool known = move->to == NULL || !flow_names(move->from, states[at]);
            for (size_t k = 0; k < count && !known; k++) {
                known = str_eq_c(states[k], move->to);
            }
            if (!known && count < STATES_MOST) {
                states[count] = str_of(move->to);
                first[count++] = first[at] == NULL ? move : first[at];
            }
        }
    }
    return NULL;
}

/* "Asesoría, Dirección del centro": the roles that may take the step. */
static const char *roles_of(struct arena *arena, const struct op *op, enum lang lang)
{
    struct buf out = BUF(arena);
    for (enum role role = 0; role < ROLE_COUNT; role++) {
        if (role != ROLE_LOCAL && role_may(role, op->permission)) {
            buf_format(&out, "%s" STR_FMT, out.len == 0 ? "" : ", ", STR_ARG(text_in(role_info(role)->label, lang)));
        }
    }
    return str_c(arena, buf_str(&out));
}

/* What comes before the step and who takes it; or that it is behind the record. */
static struct text what_is_missing(struct ctx *ctx, const struct entity *entity, const struct flow_move *move, struct str state)
{
    const struct flow_move *next = step_towards(entity->flow, state, move->from);
    if (next == NULL) {
        return TEXT("El registro ya pasó de ese estado. Si fue un error, pida a la dirección que lo anule o lo corrija.",
                    "The record is beyond that state. If that was a mistake, ask the director to annul or correct it.");
    }
    const struct op *op = flow_op(entity, next);
    return (struct text){
        str_format(ctx->arena, "Falta antes «%s»; lo hace: %s.", next->label.es, roles_of(ctx->arena, op, LANG_ES)).ptr,
        str_format(ctx->arena, "“%s” comes first; done by: %s.", next->label.en, roles_of(ctx->arena, op, LANG_EN)).ptr,
    };
}

static enum err refuse_start(struct ctx *ctx, const struct entity *entity, const struct flow_move *move, struct str state)
{
    struct text rule = {
        str_c(ctx->arena, str_format(ctx->arena, "«%s» se hace en el estado: %s. Ahora es: %s.", move->label.es,
                                     labels_of(ctx->arena, entity, move->from, LANG_ES), state_label(entity, state, LANG_ES))),
        str_c(ctx->arena, str_format(ctx->arena, "“%s” is done in the state: %s. It is now: %s.", move->label.en,
                                     labels_of(ctx->arena, entity, move->from, LANG_EN), state_label(entity, state, LANG_EN))),
    };
    return ctx_fault(ctx, entity->flow->field, state, rule,
                     move->otherwise.es != NULL ? move->otherwise : what_is_missing(ctx, entity, move, state));
}

/* The moves that start in a state, as remedy. */
static struct text ways_on(struct ctx *ctx, const struct entity *entity, struct str state)
{
    struct buf es = BUF(ctx->arena);
    struct buf en = BUF(ctx->arena);
    for (size_t i = 0; i < entity->flow->count; i++) {
        const struct flow_move *move = &entity->flow->moves[i];
        if (move->to != NULL && flow_names(move->from, state)) {
            buf_format(&es, "%s%s", es.len == 0 ? "El estado cambia con: " : ", ", move->label.es);
            buf_format(&en, "%s%s", en.len == 0 ? "The state changes by: " : ", ", move->label.en);
        }
    }
    if (es.len == 0) {
        return TEXT("Este estado es final.", "This state is final.");
    }
    buf_put_char(&es, '.');
    buf_put_char(&en, '.');
    return (struct text){str_c(ctx->arena, buf_str(&es)), str_c(ctx->arena, buf_str(&en))};
}

/* ---- the check in every write ----------------------------------------------------------------------- */

static bool has_move(const struct flow *flow, struct str from, struct str to)
{
    for (size_t i = 0; i < flow->count; i++) {
        const struct flow_move *move = &flow->moves[i];
        if (move->to != NULL && str_eq_c(to, move->to) && flow_names(move->from, from)) {
            return true;
        }
    }
    return false;
}

enum err flow_check(struct ctx *ctx, const struct entity *entity, const void *row, const void *before)
{
    const struct flow *flow = entity->flow;
    struct str state = flow_state(entity, row);
    bool moving = ctx->move != NULL && ctx->move >= flow->moves && ctx->move < flow->moves + flow->count;
    bool afterwards = flow->afterwards != NULL && ctx->op != NULL && flow_names(flow->afterwards, str_of(ctx->op->name));
    if (ctx->importing || moving || afterwards) {
        return ERR_OK; /* a file tells what happened elsewhere; flow_apply has checked its own move */
    }
    bool direction = flow->correctable && role_is_direction(ctx->actor.role);
    if (before == NULL) {
        if (flow->entry == NULL || direction || flow_names(flow->entry, state)) {
            return ERR_OK;
        }
        struct text rule = {
            str_c(ctx->arena, str_format(ctx->arena, "Un registro nuevo empieza en: %s.",
                                         labels_of(ctx->arena, entity, flow->entry, LANG_ES))),
            str_c(ctx->arena, str_format(ctx->arena, "A new record begins in: %s.",
                                         labels_of(ctx->arena, entity, flow->entry, LANG_EN))),
        };
        return ctx_fault(ctx, flow->field, state, rule,
                         TEXT("Regístrelo en ese estado; los siguientes se alcanzan paso a paso.",
                              "Record it in that state; the next ones are reached step by step."));
    }
    struct str was = flow_state(entity, before);
    if (str_eq(state, was) || direction || (flow->correctable && has_move(flow, was, state))) {
        return ERR_OK;
    }
    return ctx_fault(ctx, flow->field, state,
                     flow->correctable ? TEXT("Ese estado no sigue al que el registro tiene.",
                                              "That state does not follow the one recorded.")
                                       : TEXT("El estado no se corrige a mano: lo cambian los pasos del proceso.",
                                              "The state is not corrected by hand: the steps of the process change it."),
                     ways_on(ctx, entity, was));
}

/* ---- moving ----------------------------------------------------------------------------------------------- */

/* Every field of the input that the noun has too, where it is given. */
static void take_given(struct ctx *ctx, const struct shape *input, const void *in, const struct shape *shape, void *row)
{
    for (size_t i = 0; i < input->count; i++) {
        const struct field *from = &input->fields[i];
        if (str_eq_c(S("code"), from->name) || str_eq_c(S("version"), from->name) || field_is_none(from, in)) {
            continue;
        }
        const struct field *to = shape_find(shape, str_of(from->name));
        if (to != NULL && to->type == from->type) {
            field_carry(from, in, to, row);
        } else if (str_eq_c(S("reason"), from->name) && from->type == FIELD_TYPE_TEXT) {
            ctx->reason = FIELD_GET(struct str, from, in);
        }
    }
}

enum err flow_apply(struct ctx *ctx, const struct entity *entity, const char *name, const void *in, void *row, const void *before)
{
    const struct flow_move *move = flow_find(entity, str_of(name));
    assert(move != NULL);
    struct str state = flow_state(entity, before);
    if (!flow_names(move->from, state)) {
        return refuse_start(ctx, entity, move, state);
    }
    if (in != NULL) {
        take_given(ctx, flow_op(entity, move)->input, in, &entity->shape, row);
    }
    if (move->to != NULL) {
        *FIELD_AT(struct str, state_field(entity), row) = str_of(move->to);
    }
    if (move->guard != NULL) {
        TRY(move->guard(ctx, row, before, in));
    }
    const struct flow_move *outer = ctx->move;
    ctx->move = move;
    enum err err = record_write(ctx, entity, row, before);
    ctx->move = outer;
    TRY(err);
    return record_label(ctx, entity, row, 1);
}

enum err flow_run(struct ctx *ctx, const void *in, void *out)
{
    const struct entity *entity = ctx->op->entity;
    const struct flow_input *input = in;
    const char *dot = strchr(ctx->op->name, '.');
    assert(dot != NULL);
    void *before = shape_new(ctx->arena, &entity->shape);
    TRY(record_find_seen(ctx, entity, input->code, input->version, before));
    memcpy(out, before, entity->shape.size);
    return flow_apply(ctx, entity, dot + 1, in, out, before);
}
