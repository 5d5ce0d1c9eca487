#include "client/group_member.h"

#include "client/enterprise.h"
#include "party/unit.h"

enum { MEMBERS_MOST = 500 };

static const struct field fields[] = {
    RECORD_CODE(struct group_member),
    RECORD_UNIT_COMPUTED(struct group_member),
    FIELD_REF(struct group_member, enterprise, .required = true, .target = &enterprise_entity, .label = T("Grupo", "Group")),
    FIELD_REF(struct group_member, member, .required = true, .target = &enterprise_entity, .label = T("Integrante", "Member"),
              .hint = T("El código de la empresa que lo integra.", "The code of the enterprise that belongs to it.")),
    FIELD_TEXT(struct group_member, role, .max = 120, .label = T("Papel en el grupo", "Role in the group")),
    FIELD_DATE(struct group_member, from_on, .label = T("Desde", "From"), .hint = T("Vacía: desde el inicio.", "Empty: from the beginning.")),
    FIELD_DATE(struct group_member, to_on, .label = T("Hasta", "Until"), .hint = T("Vacía si sigue.", "Empty if it lasts.")),
    RECORD_ANNULMENT(struct group_member),
};

bool group_member_is_on(const struct group_member *row, struct date on)
{
    return (date_is_none(row->from_on) || date_cmp(row->from_on, on) <= 0) && (date_is_none(row->to_on) || date_cmp(on, row->to_on) <= 0);
}

static bool overlap(const struct group_member *a, const struct group_member *b)
{
    bool a_ends_before = !date_is_none(a->to_on) && !date_is_none(b->from_on) && date_cmp(a->to_on, b->from_on) < 0;
    bool b_ends_before = !date_is_none(b->to_on) && !date_is_none(a->from_on) && date_cmp(b->to_on, a->from_on) < 0;
    return !a_ends_before && !b_ends_before;
}

static enum err check_once(struct ctx *ctx, const struct group_member *row)
{
    struct list list = {0};
    TRY(children_of(ctx, &group_member_entity, row->record.agency, row->enterprise.id, MEMBERS_MOST, &list));
    const struct group_member *others = list.rows.items;
    for (size_t i = 0; i < list.rows.len; i++) {
        bool itself = id_eq(others[i].record.id, row->record.id);
        if (!itself && id_eq(others[i].member.id, row->member.id) && overlap(&others[i], row)) {
            return ctx_fault(ctx, "member", row->member.code,
                             text_format(ctx->arena, TEXT("Ya es integrante en esas fechas: %s.", "It is a member on those days already: %s."),
                                         str_c(ctx->arena, others[i].record.code)),
                             TEXT("Corrija las fechas, o termine antes la otra.", "Correct the dates, or end the other one before."));
        }
    }
    return ERR_OK;
}

static enum err group_member_check(struct ctx *ctx, void *row_, const void *before)
{
    struct group_member *row = row_;
    struct enterprise group;
    (void)before;
    shape_clear(&enterprise_entity.shape, &group);
    TRY(record_find_id(ctx, &enterprise_entity, row->enterprise.id, &group));
    row->record.unit = (struct ref){.id = group.record.unit.id};
    if (row->record.annulled == ANSWER_YES) {
        return ERR_OK;
    }
    if (!str_eq_c(group.category, "group")) {
        return ctx_fault(ctx, "enterprise", row->enterprise.code, TEXT("Solo un grupo tiene integrantes.", "Only a group has members."),
                         TEXT("Elija un cliente de categoría grupo.", "Choose a client of the category group."));
    }
    if (id_eq(row->member.id, row->enterprise.id)) {
        return ctx_fault(ctx, "member", row->member.code, TEXT("Un grupo no es integrante de sí mismo.", "A group is not a member of itself."),
                         TEXT("Elija otra empresa.", "Choose another enterprise."));
    }
    if (!date_is_none(row->from_on) && !date_is_none(row->to_on) && date_cmp(row->to_on, row->from_on) < 0) {
        return ctx_fault(ctx, "to_on", date_iso(ctx->arena, row->to_on), TEXT("Termina antes de comenzar.", "It ends before it begins."),
                         TEXT("Corrija una de las dos fechas.", "Correct one of the two dates."));
    }
    return check_once(ctx, row);
}

const struct entity group_member_entity = {
    .shape = SHAPE("group_member", struct group_member, fields),
    .dataset = "group_members",
    .code_prefix = "IG",
    .label = T("Integrante de un grupo", "Member of a group"),
    .plural = T("Integrantes de grupos", "Members of groups"),
    .store = &group_member_store,
    .parent = "enterprise",
    .check = group_member_check,
};
