#include "policy/policy_tag.h"

#include "party/unit.h"
#include "policy/policy.h"

const struct choice policy_tag_datasets[] = {
    {"sessions", T("Sesiones", "Sessions"), "sesiones"},
    {"events", T("Eventos", "Events"), "eventos"},
    {"assistances", T("Asistencias técnicas", "Technical assistances"), "asistencias"},
    {"links", T("Vinculaciones", "Links"), "vinculaciones"},
    {"agreements", T("Convenios", "Agreements"), "convenios"},
    {"resolutions", T("Acuerdos", "Resolutions"), "acuerdos"},
    {"fund_applications", T("Solicitudes a fondos", "Applications to funds"), "solicitudes"},
    {0},
};
_Static_assert(COUNT_OF(policy_tag_datasets) == POLICY_KINDS + 1, "the report has a column for each");
static const struct choice report_levels[] = {
    {"axis", T("Eje", "Axis"), NULL}, {"line", T("Línea", "Line"), NULL}, {"action", T("Acción", "Action"), NULL}, {0}};

static const struct field fields[] = {
    RECORD_CODE(struct policy_tag),
    RECORD_UNIT_COMPUTED(struct policy_tag),
    FIELD_REF(struct policy_tag, action, .required = true, .target = &policy_action_entity, .label = T("Acción estratégica", "Strategic action")),
    FIELD_CHOICE(struct policy_tag, dataset, .required = true, .choices = policy_tag_datasets, .label = T("Qué la sirve", "What serves it")),
    FIELD_TEXT(struct policy_tag, record_code, .required = true, .max = 60, .label = T("Código del registro", "Code of the record")),
    FIELD_ID(struct policy_tag, subject, .computed = true, .label = T("Registro", "Record")),
    FIELD_TEXT(struct policy_tag, note, .max = 300, .label = T("Cómo la sirve", "How it serves it")),
    RECORD_ANNULMENT(struct policy_tag),
};

static const struct field line_fields[] = {
    FIELD_CHOICE(struct policy_report_line, level, .choices = report_levels, .label = T("Nivel", "Level")),
    FIELD_TEXT(struct policy_report_line, code, .label = T("Código", "Code")),
    FIELD_TEXT(struct policy_report_line, number, .label = T("Número", "Number")),
    FIELD_TEXT(struct policy_report_line, name, .label = T("Nombre", "Name")),
    FIELD_BOOL(struct policy_report_line, confirmed, .label = T("Confirmado", "Confirmed")),
    FIELD_INT(struct policy_report_line, sessions, .label = T("Sesiones", "Sessions")),
    FIELD_INT(struct policy_report_line, events, .label = T("Eventos", "Events")),
    FIELD_INT(struct policy_report_line, assistances, .label = T("Asistencias", "Assistances")),
    FIELD_INT(struct policy_report_line, links, .label = T("Vínculos", "Links")),
    FIELD_INT(struct policy_report_line, agreements, .label = T("Convenios", "Agreements")),
    FIELD_INT(struct policy_report_line, resolutions, .label = T("Acuerdos", "Resolutions")),
    FIELD_INT(struct policy_report_line, applications, .label = T("Solicitudes", "Applications")),
    FIELD_INT(struct policy_report_line, total, .label = T("En total", "In all")),
};
static const struct shape line_shape = SHAPE("policy_report_line", struct policy_report_line, line_fields);
static const struct field untagged_fields[] = {
    FIELD_CHOICE(struct policy_report_untagged, dataset, .choices = policy_tag_datasets, .label = T("Registros", "Records")),
    FIELD_INT(struct policy_report_untagged, records, .label = T("En el período", "In the period")),
    FIELD_INT(struct policy_report_untagged, tagged, .label = T("Sirven a la política", "Serve the policy")),
    FIELD_INT(struct policy_report_untagged, untagged, .label = T("Sin marcar", "Untagged")),
};
static const struct shape untagged_shape = SHAPE("policy_report_untagged", struct policy_report_untagged, untagged_fields);
static const struct field report_fields[] = {
    FIELD_TEXT(struct policy_report, code, .label = T("Código", "Code")),
    FIELD_TEXT(struct policy_report, name, .label = T("Política", "Policy")),
    FIELD_BOOL(struct policy_report, confirmed, .label = T("Confirmada", "Confirmed")),
    FIELD_DATE(struct policy_report, from, .label = T("Desde", "From")),
    FIELD_DATE(struct policy_report, to, .label = T("Hasta", "Until")),
    FIELD_ROWS(struct policy_report, lines, .shape = &line_shape, .label = T("Por eje, línea y acción", "By axis, line and action")),
    FIELD_ROWS(struct policy_report, untagged, .shape = &untagged_shape, .label = T("Lo que no se ha marcado", "What is not tagged")),
};
const struct shape policy_report_shape = SHAPE("policy_report", struct policy_report, report_fields);

static enum err policy_tag_check(struct ctx *ctx, void *row, const void *before)
{
    struct policy_tag *tag = row;
    struct policy_action action;
    (void)before;
    TRY(record_find_id(ctx, &policy_action_entity, tag->action.id, &action));
    tag->record.unit = (struct ref){.id = action.record.unit.id};
    if (tag->record.annulled == ANSWER_YES) {
        return ERR_OK;
    }
    const struct entity *entity = entity_find_dataset(tag->dataset);
    assert(entity != NULL);
    struct record *named = shape_new(ctx->arena, &entity->shape);
    enum err found = record_find_code(ctx, entity, tag->record_code, named);
    if (found == ERR_NOT_FOUND) {
        return ctx_fault(ctx, "record_code", tag->record_code,
                         TEXT("No hay un registro con ese código entre los que usted alcanza.", "There is no record of that code in your reach."),
                         TEXT("Revise el código; está en la página del registro.", "Check the code; it stands on the record's page."));
    }
    TRY(found);
    tag->subject = named->id;
    struct str same;
    TRY(policy_tag_store_same(ctx, tag, &same));
    if (!str_is_empty(same)) {
        return ctx_fault(ctx, "record_code", tag->record_code,
                         text_format(ctx->arena, TEXT("Ese registro ya sirve a esa acción (%s).", "That record serves that action already (%s)."),
                                     str_c(ctx->arena, same)),
                         TEXT("No hace falta marcarlo otra vez: cuenta una vez.", "There is no need to tag it again: it counts once."));
    }
    return ERR_OK;
}

const struct entity policy_tag_entity = {
    .shape = SHAPE("policy_tag", struct policy_tag, fields),
    .dataset = "policy_tags",
    .code_prefix = "SV",
    .label = T("Registro que sirve a una acción", "Record that serves an action"),
    .plural = T("Registros que sirven a acciones", "Records that serve actions"),
    .store = &policy_tag_store,
    .parent = "action",
    .check = policy_tag_check,
};
