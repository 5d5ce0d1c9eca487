#include "policy/policy.h"

#include "party/organisation.h"
#include "party/unit.h"

static const struct choice policy_kinds[] = {
    {"national_policy", T("Política nacional", "National policy"), "política nacional"},
    {"territorial_plan", T("Plan de un territorio", "Plan of a territory"), "plan territorial"},
    {"programme", T("Programa", "Programme"), "PROGRAMA"},
    {0},
};
static const struct choice axis_kinds[] = {
    {"strategic", T("Estratégico", "Strategic"), "ESTRATEGICO|estratégico"},
    {"transversal", T("Transversal", "Transversal"), "TRANSVERSAL"},
    {0},
};

#define NAMES(s)                                                                                                     \
    FIELD_TEXT(s, name_es, .required = true, .max = 300, .label = T("Nombre en español", "Name in Spanish")),        \
        FIELD_TEXT(s, name_en, .max = 300, .label = T("Nombre en inglés", "Name in English"))
#define NUMBER(s) FIELD_TEXT(s, number, .max = 20, .label = T("Número", "Number"))
#define CONFIRMED(s)                                                                                                 \
    FIELD_BOOL(s, confirmed, .initial = "false", .label = T("Confirmado", "Confirmed"),                              \
               .hint = T("Se leyó en el texto oficial; si no, es una lectura habitual por revisar.",                 \
                         "It was read in the official text; otherwise it is a usual reading to be checked."))

static const struct field policy_fields[] = {
    RECORD_CODE(struct policy),
    RECORD_UNIT(struct policy),
    NAMES(struct policy),
    FIELD_CHOICE(struct policy, kind, .required = true, .choices = policy_kinds, .label = T("Tipo", "Kind")),
    FIELD_TEXT(struct policy, edition, .max = 60, .label = T("Edición", "Edition")),
    FIELD_REF(struct policy, owner, .target = &organisation_entity, .label = T("De quién es", "Owner")),
    FIELD_CHOICE(struct policy, level, .choices = organisation_levels, .label = T("Nivel", "Level")),
    FIELD_DATE(struct policy, valid_from, .label = T("Vigente desde", "Valid from")),
    FIELD_DATE(struct policy, valid_to, .label = T("Vigente hasta", "Valid until")),
    CONFIRMED(struct policy),
    FIELD_TEXT(struct policy, source, .max = 300, .label = T("Fuente", "Source")),
    RECORD_ANNULMENT(struct policy),
};
static const struct field axis_fields[] = {
    RECORD_CODE(struct policy_axis),
    RECORD_UNIT_COMPUTED(struct policy_axis),
    FIELD_REF(struct policy_axis, policy, .required = true, .target = &policy_entity, .label = T("Política", "Policy")),
    NUMBER(struct policy_axis),
    NAMES(struct policy_axis),
    FIELD_CHOICE(struct policy_axis, kind, .required = true, .choices = axis_kinds, .initial = "strategic", .label = T("Tipo de eje", "Kind of axis")),
    CONFIRMED(struct policy_axis),
    RECORD_ANNULMENT(struct policy_axis),
};
static const struct field line_fields[] = {
    RECORD_CODE(struct policy_line),
    RECORD_UNIT_COMPUTED(struct policy_line),
    FIELD_REF(struct policy_line, axis, .required = true, .target = &policy_axis_entity, .label = T("Eje", "Axis")),
    NUMBER(struct policy_line),
    NAMES(struct policy_line),
    CONFIRMED(struct policy_line),
    RECORD_ANNULMENT(struct policy_line),
};
static const struct field action_fields[] = {
    RECORD_CODE(struct policy_action),
    RECORD_UNIT_COMPUTED(struct policy_action),
    FIELD_REF(struct policy_action, line, .required = true, .target = &policy_line_entity, .label = T("Línea de acción", "Line of action")),
    NUMBER(struct policy_action),
    NAMES(struct policy_action),
    CONFIRMED(struct policy_action),
    RECORD_ANNULMENT(struct policy_action),
};

struct str policy_name(struct str name_es, struct str name_en, enum lang lang)
{
    return lang == LANG_EN && !str_is_empty(name_en) ? name_en : name_es;
}

static enum err policy_check(struct ctx *ctx, void *row, const void *before)
{
    const struct policy *policy = row;
    (void)before;
    if (!date_is_none(policy->valid_from) && !date_is_none(policy->valid_to) && date_cmp(policy->valid_to, policy->valid_from) < 0) {
        return ctx_fault(ctx, "valid_to", date_iso(ctx->arena, policy->valid_to),
                         TEXT("Una política no termina antes de comenzar.", "A policy does not end before it begins."),
                         TEXT("Corrija una de las dos fechas.", "Correct one of the two dates."));
    }
    return ERR_OK;
}

/* A part belongs to the unit of what it is a part of. */
static enum err take_unit(struct ctx *ctx, const struct entity *above, const struct ref *ref, struct record *part)
{
    struct record *record = shape_new(ctx->arena, &above->shape);
    TRY(record_find_id(ctx, above, ref->id, record));
    part->unit = (struct ref){.id = record->unit.id};
    return ERR_OK;
}

static enum err axis_check(struct ctx *ctx, void *row, const void *before)
{
    struct policy_axis *axis = row;
    (void)before;
    return take_unit(ctx, &policy_entity, &axis->policy, &axis->record);
}

static enum err line_check(struct ctx *ctx, void *row, const void *before)
{
    struct policy_line *line = row;
    (void)before;
    return take_unit(ctx, &policy_axis_entity, &line->axis, &line->record);
}

static enum err action_check(struct ctx *ctx, void *row, const void *before)
{
    struct policy_action *action = row;
    (void)before;
    return take_unit(ctx, &policy_line_entity, &action->line, &action->record);
}

const struct entity policy_entity = {
    .shape = SHAPE("policy", struct policy, policy_fields), .dataset = "policies", .code_prefix = "PO", .label = T("Política o plan", "Policy or plan"),
    .plural = T("Políticas y planes", "Policies and plans"), .store = &policy_store, .check = policy_check,
};
const struct entity policy_axis_entity = {
    .shape = SHAPE("policy_axis", struct policy_axis, axis_fields), .dataset = "policy_axes", .code_prefix = "EJ", .label = T("Eje", "Axis"),
    .plural = T("Ejes", "Axes"), .store = &policy_axis_store, .parent = "policy", .check = axis_check,
};
const struct entity policy_line_entity = {
    .shape = SHAPE("policy_line", struct policy_line, line_fields), .dataset = "policy_lines", .code_prefix = "LI",
    .label = T("Línea de acción", "Line of action"), .plural = T("Líneas de acción", "Lines of action"), .store = &policy_line_store,
    .parent = "axis", .check = line_check,
};
const struct entity policy_action_entity = {
    .shape = SHAPE("policy_action", struct policy_action, action_fields), .dataset = "policy_actions", .code_prefix = "AE",
    .label = T("Acción estratégica", "Strategic action"), .plural = T("Acciones estratégicas", "Strategic actions"),
    .store = &policy_action_store, .parent = "line", .check = action_check,
};
