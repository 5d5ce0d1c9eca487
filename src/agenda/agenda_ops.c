#include "agenda/agenda.h"

#include "core/record.h"
#include "party/staff.h"

static enum err check_period(struct ctx *ctx, struct date from, struct date to)
{
    if (date_cmp(from, to) > 0) {
        return ctx_fault(ctx, "to", date_iso(ctx->arena, to), TEXT("El período termina antes de comenzar.", "The period ends before it begins."),
                         TEXT("Corrija una de las dos fechas.", "Correct one of the two dates."));
    }
    if (date_to_days(to) - date_to_days(from) >= AGENDA_DAYS_MOST) {
        return ctx_fault(ctx, "to", date_iso(ctx->arena, to),
                         text_format(ctx->arena, TEXT("La agenda se lee por períodos de hasta %d días.", "An agenda is read for at most %d days."),
                                     (int)AGENDA_DAYS_MOST),
                         TEXT("Pida un período más corto.", "Ask for a shorter period."));
    }
    return ERR_OK;
}

static enum err run_read(struct ctx *ctx, const void *in_, void *out)
{
    const struct agenda_input *in = in_;
    struct date from = date_is_none(in->from) ? agenda_week_of(date_is_none(in->to) ? ctx->today : in->to) : in->from;
    struct date to = date_is_none(in->to) ? date_add_days(from, 6) : in->to;
    struct staff adviser;
    shape_clear(&staff_entity.shape, &adviser);
    TRY(check_period(ctx, from, to));
    if (!str_is_empty(in->adviser.code)) {
        TRY(record_find_code(ctx, &staff_entity, in->adviser.code, &adviser));
    }
    return agenda_store_read(ctx, from, to, adviser.record.id, out);
}

const struct op agenda_ops[] = {
    {.name = "agenda.read", .http = "GET /agenda",
     .label = T("Ver la agenda: citas, eventos, acciones y reuniones de un período", "See the agenda: appointments, events, actions and meetings of a period"),
     .permission = PERM_RECORD_READ, .kind = OP_READ, .input = &agenda_input_shape, .output = &agenda_item_shape, .answer = ANSWER_LIST,
     .run = run_read},
};
const size_t agenda_op_count = COUNT_OF(agenda_ops);
