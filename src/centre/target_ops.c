#include "centre/target.h"
#include "party/staff.h"
#include "party/unit.h"

static const struct field progress_fields[] = {
    FIELD_DATE(struct target_progress_input, from, .label = T("Desde", "From"), .hint = T("Vacía: hoy.", "Empty: today.")),
    FIELD_DATE(struct target_progress_input, to, .label = T("Hasta", "Until"), .hint = T("Vacía: hoy.", "Empty: today.")),
    FIELD_TEXT(struct target_progress_input, adviser, .max = 60, .label = T("Asesor(a)", "Adviser")),
};
const struct shape target_progress_shape = SHAPE("target_progress_input", struct target_progress_input, progress_fields);

static const struct field line_fields[] = {
    FIELD_TEXT(struct target_line, code, .label = T("Código", "Code")),
    FIELD_TEXT(struct target_line, unit, .label = T("Unidad", "Unit")),
    FIELD_TEXT(struct target_line, adviser, .label = T("Asesor(a)", "Adviser")),
    FIELD_TEXT(struct target_line, adviser_name, .label = T("Nombre", "Name")),
    FIELD_TEXT(struct target_line, indicator, .label = T("Qué se mide", "What is measured")),
    FIELD_LABEL(struct target_line, label, .label = T("Qué se mide, en palabras", "What is measured, in words")),
    FIELD_DATE(struct target_line, from, .label = T("Desde", "From")),
    FIELD_DATE(struct target_line, to, .label = T("Hasta", "Until")),
    FIELD_VALUE(struct target_line, target, .label = T("Meta", "Target")),
    FIELD_VALUE(struct target_line, result, .label = T("Resultado", "Result")),
    FIELD_PERCENT(struct target_line, percent, .label = T("Cumplimiento", "Achievement")),
    FIELD_CHOICE(struct target_line, light, .choices = target_lights, .label = T("Semáforo", "Traffic light")),
    FIELD_INT(struct target_line, version, .label = T("Versión de la meta", "Version of the target")),
};
const struct shape target_line_shape = SHAPE("target_line", struct target_line, line_fields);

enum err target_scope(struct ctx *ctx, struct id unit, struct scope *out, struct str *out_code)
{
    struct unit found;
    shape_clear(&unit_entity.shape, &found);
    TRY(record_find_id(ctx, &unit_entity, unit, &found));
    *out = ctx->scope;
    out->agency_low = out->agency_high = found.record.agency;
    out->tree_from = found.tree_from;
    out->tree_to = found.tree_to;
    *out_code = found.record.code;
    return ERR_OK;
}

/* An adviser's own and the unit's; everybody's for who directs; those of one adviser where she is named. */
static enum err find_staff(struct ctx *ctx, struct str code, struct id *out)
{
    *out = ctx->actor.role == ROLE_ADVISER ? ctx->actor.staff : ID_NONE;
    if (str_is_empty(code)) {
        return ERR_OK;
    }
    struct staff staff;
    shape_clear(&staff_entity.shape, &staff);
    enum err err = record_find_code(ctx, &staff_entity, code, &staff);
    *out = staff.record.id;
    return err != ERR_NOT_FOUND ? err
                                : ctx_fault(ctx, "adviser", code, TEXT("No hay una persona del equipo con ese código.", "There is no member of staff of that code."),
                                            TEXT("Use un código de la lista del equipo.", "Use a code of the list of staff."));
}

static enum err weigh(struct ctx *ctx, const struct target *target, struct target_results *results, struct target_line *out)
{
    *out = (struct target_line){
        .code = target->record.code,
        .unit = target->record.unit.code,
        .adviser = target->adviser.code,
        .adviser_name = target->adviser.label,
        .indicator = target->indicator,
        .label = target_label(target->indicator),
        .from = target->from_on,
        .to = target->to_on,
        .target = target_value(target->count, target->amount),
        .version = target->version_number,
    };
    struct date until = date_cmp(target->to_on, ctx->today) > 0 && date_cmp(target->from_on, ctx->today) <= 0 ? ctx->today : target->to_on;
    if (date_cmp(target->from_on, ctx->today) <= 0) {
        TRY(target_result(results, target->indicator, target->from_on, until, &out->result));
    }
    out->percent = target_percent(out->result, out->target);
    bool over = date_cmp(target->to_on, ctx->today) < 0;
    out->light = out->percent == INT_NONE || !over ? STR_NONE : target_light(out->percent);
    return ERR_OK;
}

static enum err run_progress(struct ctx *ctx, const void *in, void *out)
{
    const struct target_progress_input *input = in;
    struct list *list = out;
    struct id staff;
    struct list found;
    struct date from = date_is_none(input->from) ? ctx->today : input->from;
    struct date to = date_is_none(input->to) ? ctx->today : input->to;
    TRY(find_staff(ctx, input->adviser, &staff));
    TRY(target_store_holding(ctx, from, to, staff, &found));
    const struct target *targets = found.rows.items;
    struct target_line *lines = ARENA_ARRAY(ctx->arena, struct target_line, found.rows.len);
    struct target_results results = {0};
    for (size_t i = 0; i < found.rows.len; i++) {
        if (i == 0 || !id_eq(targets[i].record.unit.id, targets[i - 1].record.unit.id) || !id_eq(targets[i].adviser.id, results.staff)) {
            results = (struct target_results){.ctx = ctx, .staff = targets[i].adviser.id, .room = found.rows.len};
            TRY(target_scope(ctx, targets[i].record.unit.id, &results.scope, &results.unit));
        }
        TRY(weigh(ctx, &targets[i], &results, &lines[i]));
    }
    *list = (struct list){.shape = &target_line_shape, .rows = {lines, found.rows.len}, .total = (int64_t)found.rows.len};
    return ERR_OK;
}

const struct op target_ops[] = {
    RECORD_OPS("target", "targets", target_entity, PERM_AGREEMENT_READ, PERM_AGREEMENT_WRITE, "una meta", "a target", false),
    {.name = "target.progress", .http = "GET /progress/targets", .label = T("Ver las metas junto a sus resultados", "See the targets beside their results"),
     .permission = PERM_AGREEMENT_READ, .kind = OP_READ, .input = &target_progress_shape, .output = &target_line_shape, .answer = ANSWER_LIST,
     .long_running = true, .run = run_progress},
};
const size_t target_op_count = COUNT_OF(target_ops);
