#include "coordination/resolution.h"

#include "core/flow.h"
#include "territory/territory.h"

struct complete_input {
    struct flow_input flow;
    struct date done_on;
    struct str evidence;
};
static const struct field complete_fields[] = {
    FLOW_FIELDS(struct complete_input),
    FIELD_DATE(struct complete_input, done_on, .required = true, .past = true, .label = T("Cumplido el", "Done on")),
    FIELD_TEXT(struct complete_input, evidence, .required = true, .max = 500, .label = T("Evidencia", "Evidence")),
};
static const struct shape complete_shape = SHAPE("complete", struct complete_input, complete_fields);

struct overdue_input {
    struct date on;
    int64_t limit;
};
static const struct field overdue_fields[] = {
    FIELD_DATE(struct overdue_input, on, .label = T("Fecha", "Date"), .hint = T("Vacía: hoy.", "Empty: today.")),
    FIELD_INT(struct overdue_input, limit, .min = 1, .max = 500, .label = T("Cuántos como máximo", "How many at most")),
};
static const struct shape overdue_shape = SHAPE("overdue", struct overdue_input, overdue_fields);

static enum err run_overdue(struct ctx *ctx, const void *in, void *out)
{
    const struct overdue_input *input = in;
    return resolution_store_overdue(ctx, date_is_none(input->on) ? ctx->today : input->on, input->limit == INT_NONE ? 100 : input->limit,
                                    out);
}

static enum err run_summary(struct ctx *ctx, const void *in, void *out)
{
    const struct overdue_input *input = in;
    struct resolution_summary *summary = out;
    TRY(resolution_store_summary(ctx, date_is_none(input->on) ? ctx->today : input->on, summary));
    struct resolution_line *lines = summary->lines.items;
    for (size_t i = 0; i < summary->lines.len; i++) {
        lines[i].territory_name =
            str_is_empty(lines[i].territory) ? STR_NONE : territory_area_name(ctx->arena, lines[i].territory, ctx->lang);
    }
    return ERR_OK;
}

#define MOVE(noun, plural, entity, move, input, es, en) FLOW_OP(noun, plural, entity, move, input, PERM_AGREEMENT_WRITE, es, en)

const struct op resolution_ops[] = {
    RECORD_OPS("resolution", "resolutions", resolution_entity, PERM_AGREEMENT_READ, PERM_AGREEMENT_WRITE, "un acuerdo", "a resolution",
               false),
    CHILDREN_OP("resolution", "resolutions", resolution_entity, "meeting", "meetings", PERM_AGREEMENT_READ, "los acuerdos de una reunión",
                "the resolutions of a meeting"),
    MOVE("resolution", "resolutions", resolution_entity, "start", flow_input_shape, "Registrar que un acuerdo se empezó",
         "Record that a resolution was started"),
    MOVE("resolution", "resolutions", resolution_entity, "complete", complete_shape, "Registrar que un acuerdo se cumplió",
         "Record that a resolution was done"),
    MOVE("resolution", "resolutions", resolution_entity, "drop", flow_reason_shape, "Dejar un acuerdo sin efecto", "Drop a resolution"),
    MOVE("resolution", "resolutions", resolution_entity, "reopen", flow_reason_shape, "Abrir de nuevo un acuerdo",
         "Open a resolution again"),
    {.name = "resolution.overdue", .http = "GET /overdue/resolutions", .label = T("Listar los acuerdos vencidos", "List the overdue resolutions"),
     .permission = PERM_AGREEMENT_READ, .kind = OP_READ, .input = &overdue_shape, .output = &resolution_entity.shape,
     .answer = ANSWER_LIST, .entity = &resolution_entity, .run = run_overdue},
    {.name = "resolution.summary", .http = "GET /summary/resolutions",
     .label = T("Ver los acuerdos por nivel y territorio", "See the resolutions by level and territory"),
     .permission = PERM_AGREEMENT_READ, .kind = OP_READ, .input = &overdue_shape, .output = &resolution_summary_shape,
     .answer = ANSWER_RECORD, .run = run_summary},
    RECORD_OPS("resolution_action", "resolution_actions", resolution_action_entity, PERM_AGREEMENT_READ, PERM_AGREEMENT_WRITE,
               "una acción de un acuerdo", "an action of a resolution", false),
    CHILDREN_OP("resolution_action", "resolution_actions", resolution_action_entity, "resolution", "resolutions", PERM_AGREEMENT_READ,
                "las acciones de un acuerdo", "the actions of a resolution"),
    MOVE("resolution_action", "resolution_actions", resolution_action_entity, "complete", complete_shape,
         "Registrar que una acción se hizo", "Record that an action was done"),
    MOVE("resolution_action", "resolution_actions", resolution_action_entity, "drop", flow_reason_shape,
         "Dejar una acción sin efecto", "Drop an action"),
};
const size_t resolution_op_count = COUNT_OF(resolution_ops);
