#include "assistance/part.h"

#include "base/conf.h"
#include "core/audit.h"
#include "core/flow.h"
#include "core/record.h"

enum err part_parent(struct ctx *ctx, void *part_, struct assistance *out)
{
    struct part *part = part_;
    shape_clear(&assistance_entity.shape, out);
    TRY(record_find_id(ctx, &assistance_entity, part->assistance.id, out));
    part->record.unit = (struct ref){.id = out->record.unit.id};
    if (out->record.annulled == ANSWER_YES && part->record.annulled != ANSWER_YES && !ctx->importing) {
        return ctx_fault(ctx, "assistance", out->record.code,
                         TEXT("Esa asistencia técnica está anulada.", "That technical assistance is annulled."),
                         TEXT("Elija otra asistencia.", "Choose another assistance."));
    }
    return ERR_OK;
}

enum err part_in_state(struct ctx *ctx, const struct assistance *parent, const char *states, struct text what)
{
    if (ctx->importing || flow_names(states, parent->state)) {
        return ERR_OK;
    }
    const struct choice *now = choice_find(assistance_states, parent->state);
    return ctx_fault(ctx, "assistance", parent->record.code,
                     text_words(ctx->arena,
                                text_words(ctx->arena,
                                           TEXT("%s Esta asistencia está: %%s.", "%s This assistance is: %%s."),
                                           what), now == NULL ? TEXT("?", "?") : now->label),
                     TEXT("Vea en qué paso está la asistencia; el paso que falta lo registra quien lleva la "
                          "contratación.",
                          "Look where the assistance stands; whoever runs the hiring records the step that is "
                          "missing."));
}

enum err part_locked(struct ctx *ctx, const struct entity *entity, const char *const *names, const void *row,
                     const void *before, struct text rule, struct text remedy)
{
    enum err err = ERR_OK;
    for (size_t i = 0; !ctx->importing && names[i] != NULL; i++) {
        const struct field *field = shape_find(&entity->shape, str_of(names[i]));
        assert(field != NULL);
        if (before == NULL ? !field_is_none(field, row) : !field_eq(field, row, before)) {
            err = ctx_fault(ctx, names[i], field_plain(ctx->arena, field, row), rule, remedy);
        }
    }
    return err;
}

enum err part_may_approve(struct ctx *ctx, const char *field, struct money amount)
{
    struct money limit;
    if (!money_parse(str_of(conf_get("approval_limit")), ctx->currency, &limit)) {
        return ctx_fault(ctx, field, str_of(conf_get("approval_limit")),
                         TEXT("El límite de aprobación configurado no es un monto.",
                              "The approval limit that is set is no amount."),
                         TEXT("Quien administra el sistema corrige approval_limit.",
                              "The system administrator corrects approval_limit."));
    }
    if (money_is_none(amount) || amount.minor < limit.minor || ctx->actor.role == ROLE_EXECUTIVE ||
        ctx->actor.role == ROLE_LOCAL) {
        return ERR_OK;
    }
    return ctx_fault(ctx, field, money_plain(ctx->arena, amount),
                     text_format(ctx->arena,
                                 TEXT("Desde %s aprueba la dirección ejecutiva.",
                                      "From %s on the executive director approves."),
                                 str_c(ctx->arena, money_display(ctx->arena, limit))),
                     TEXT("Pídale a ella que lo apruebe.", "Ask the executive director to approve it."));
}

enum err part_is_own_step(struct ctx *ctx, const struct record *record, const char *operation, struct str name, bool *out)
{
    int64_t seq;
    *out = false;
    TRY(audit_last_of(ctx, record->agency, record->id, operation, &seq));
    if (seq == 0) {
        *out = str_eq(name, ctx->actor.name);
        return ERR_OK;
    }
    TRY(audit_is_own(ctx, record->agency, seq, out));
    *out = *out || str_eq(name, ctx->actor.name);
    return ERR_OK;
}

enum err part_add(struct ctx *ctx, const struct entity *entity, void *part)
{
    struct str subject = ctx->subject;
    struct id subject_id = ctx->subject_id;
    struct id subject_unit = ctx->subject_unit;
    int64_t subject_version = ctx->subject_version;
    struct buf *changes = ctx->changes;
    ((struct part *)part)->record.source_line = INT_NONE;
    shape_fill(ctx->arena, &entity->shape, part);
    TRY(record_write(ctx, entity, part, NULL));
    ctx->subject = subject;
    ctx->subject_id = subject_id;
    ctx->subject_unit = subject_unit;
    ctx->subject_version = subject_version;
    ctx->changes = changes;
    return ERR_OK;
}
