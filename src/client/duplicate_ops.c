#include "client/duplicate.h"
#include "client/enterprise.h"
#include "client/person.h"
#include "core/flow.h"
#include "core/record.h"

/* ---- the moves -------------------------------------------------------------------------------------------------- */

struct reason_input {
    struct flow_input flow;
    struct str reason;
    struct str shown;
};
#define SHOWN(s)                                                                                                          \
    FIELD_TEXT(s, shown, .max = 2000, .label = T("Datos que se mostrarán", "Values to be shown"),                         \
               .hint = T("Por dato, el registro cuyo valor se muestra: phone:P-2; code:P-2 lo pone primero.",             \
                         "By field, the record whose value is shown: phone:P-2; code:P-2 puts it first."))
static const struct field optional_fields[] = {
    FLOW_FIELDS(struct reason_input),
    FIELD_TEXT(struct reason_input, reason, .max = 500, .label = T("Motivo", "Reason"),
               .hint = T("Obligatorio si los documentos son válidos y distintos.", "Needed if the documents are valid and not the same.")),
    SHOWN(struct reason_input),
};
static const struct shape optional_shape = SHAPE("duplicate_confirm", struct reason_input, optional_fields);
static const struct field needed_fields[] = {
    FLOW_FIELDS(struct reason_input),
    FIELD_TEXT(struct reason_input, reason, .required = true, .min = 3, .max = 500, .label = T("Motivo", "Reason")),
};
static const struct shape needed_shape = SHAPE("duplicate_reason", struct reason_input, needed_fields);

/* ---- duplicate.judge: what a person says of a pair, whatever was said before -------------------------------------- */

struct judge_input {
    struct str kind;
    struct str first;
    struct str second;
    struct str verdict;
    struct str reason;
    struct str shown;
};
static const struct choice verdicts[] = {
    {"same", T("Son el mismo", "They are the same"), "MISMO"},
    {"distinct", T("No es duplicado", "Not a duplicate"), "DISTINTOS"},
    {"later", T("Decidir después", "Decide later"), "DESPUÉS"},
    {NULL, T(NULL, NULL), NULL},
};
static const struct field judge_fields[] = {
    FIELD_CHOICE(struct judge_input, kind, .required = true, .choices = pair_kinds, .label = T("Tipo", "Kind")),
    FIELD_TEXT(struct judge_input, first, .required = true, .max = 120, .label = T("Un registro", "One record"),
               .hint = T("Su código.", "Its code.")),
    FIELD_TEXT(struct judge_input, second, .required = true, .max = 120, .label = T("El otro registro", "The other record")),
    FIELD_CHOICE(struct judge_input, verdict, .required = true, .choices = verdicts, .label = T("Decisión", "Decision")),
    FIELD_TEXT(struct judge_input, reason, .max = 500, .label = T("Motivo", "Reason")),
    SHOWN(struct judge_input),
};
static const struct shape judge_shape = SHAPE("duplicate_judge", struct judge_input, judge_fields);

static enum err find_client(struct ctx *ctx, bool person, const char *field, struct str code, struct record *out)
{
    const struct entity *entity = person ? &person_entity : &enterprise_entity;
    struct record *row = shape_new(ctx->arena, &entity->shape);
    enum err err = record_find_code(ctx, entity, code, row);
    if (err == ERR_NOT_FOUND) {
        return ctx_fault(ctx, field, code, TEXT("No hay un registro con ese código.", "There is no record of that code."),
                         TEXT("Busque el código en la lista de clientes.", "Look the code up in the list of clients."));
    }
    *out = *row;
    return err;
}

static enum err begin_judgement(struct ctx *ctx, const struct judge_input *in, const struct record *first, const struct record *second,
                                bool person, struct duplicate *row)
{
    shape_clear(&duplicate_entity.shape, row);
    row->record.annulled = ANSWER_NO;
    row->record.source_line = INT_NONE;
    *(person ? &row->first_person : &row->first_enterprise) = (struct ref){.id = first->id, .code = first->code};
    *(person ? &row->second_person : &row->second_enterprise) = (struct ref){.id = second->id, .code = second->code};
    row->state = str_eq_c(in->verdict, "same") ? S("proposed") : in->verdict;
    row->reason = in->reason;
    row->shown = in->shown;
    ctx->reason = in->reason;
    TRY(record_write(ctx, &duplicate_entity, row, NULL));
    return record_label(ctx, &duplicate_entity, row, 1);
}

static enum err run_judge(struct ctx *ctx, const void *in_, void *out)
{
    const struct judge_input *in = in_;
    struct duplicate *row = out;
    bool person = str_eq_c(in->kind, "person");
    bool same = str_eq_c(in->verdict, "same");
    bool confirms = same && role_may(ctx->actor.role, PERM_MERGE);
    struct record first = {0};
    struct record second = {0};
    struct id known;
    TRY(find_client(ctx, person, "first", in->first, &first));
    TRY(find_client(ctx, person, "second", in->second, &second));
    TRY(duplicate_store_in_force(ctx, person, first.agency, first.id, second.id, ID_NONE, &known));
    struct duplicate was;
    shape_clear(&duplicate_entity.shape, &was);
    if (!id_is_none(known)) {
        TRY(record_find_id(ctx, &duplicate_entity, known, &was));
    }
    const char *move = confirms ? "confirm" : same ? "propose" : str_eq_c(in->verdict, "distinct") ? "distinguish" : NULL;
    /* What cannot follow the judgement in force is refused by the check of a new one, which says who decided and when. */
    bool follows = !id_is_none(known) && move != NULL && flow_names(flow_find(&duplicate_entity, str_of(move))->from, was.state);
    if (!follows) {
        TRY(begin_judgement(ctx, in, &first, &second, person, row));
        if (!confirms) {
            return ERR_OK;
        }
        was = *row;
    }
    *row = was;
    row->reason = str_is_empty(in->reason) ? was.reason : in->reason;
    row->shown = str_is_empty(in->shown) ? was.shown : in->shown;
    return flow_apply(ctx, &duplicate_entity, move, NULL, row, &was);
}

#define MOVE(move, input, permission, es, en) FLOW_OP("duplicate", "duplicates", duplicate_entity, move, input, permission, es, en)

const struct op duplicate_ops[] = {
    RECORD_OPS("duplicate", "duplicates", duplicate_entity, PERM_RECORD_READ, PERM_MERGE_PROPOSE, "una decisión sobre un posible duplicado",
               "a decision on a possible duplicate", false),
    {.name = "duplicate.judge", .http = "POST /duplicates/judge",
     .label = T("Decidir sobre un posible duplicado", "Decide on a possible duplicate"), .permission = PERM_MERGE_PROPOSE,
     .kind = OP_WRITE, .input = &judge_shape, .output = &duplicate_entity.shape, .answer = ANSWER_RECORD,
     .entity = &duplicate_entity, .run = run_judge},
    MOVE("confirm", optional_shape, PERM_MERGE, "Confirmar que dos registros son uno", "Confirm that two records are one"),
    MOVE("propose", optional_shape, PERM_MERGE_PROPOSE, "Proponer que dos registros se unan", "Propose that two records be merged"),
    MOVE("distinguish", needed_shape, PERM_MERGE_PROPOSE, "Anotar que dos registros no son duplicados",
         "Note that two records are no duplicates"),
    MOVE("withdraw", needed_shape, PERM_MERGE_PROPOSE, "Retirar una decisión sobre un posible duplicado",
         "Take back a decision on a possible duplicate"),
    MOVE("undo", needed_shape, PERM_MERGE, "Deshacer una unión confirmada", "Undo a confirmed merge"),
};
const size_t duplicate_op_count = COUNT_OF(duplicate_ops);
