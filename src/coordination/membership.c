#include "coordination/membership.h"

#include "party/organisation.h"
#include "party/unit.h"

const struct choice membership_classes[] = {
    {"founder", T("Fundador", "Founder"), "FUNDADOR|fundadora"},
    {"active", T("Activo", "Active"), "ACTIVO|activa"},
    {"honorary", T("Honorario", "Honorary"), "HONORARIO|honoraria"},
    {0},
};

static const struct field fields[] = {
    RECORD_CODE(struct membership),
    RECORD_UNIT(struct membership),
    FIELD_REF(struct membership, organisation, .required = true, .target = &organisation_entity,
              .label = T("Organización", "Organisation")),
    FIELD_CHOICE(struct membership, class, .required = true, .choices = membership_classes, .initial = "active",
                 .label = T("Clase de socio", "Class of member")),
    FIELD_DATE(struct membership, joined_on, .required = true, .past = true, .label = T("Ingresó el", "Joined on")),
    FIELD_DATE(struct membership, left_on, .past = true, .label = T("Salió el", "Left on")),
    FIELD_TEXT(struct membership, leave_reason, .max = 300, .label = T("Motivo de la salida", "Reason for leaving")),
    FIELD_TEXT(struct membership, representative, .max = 150, .label = T("Representante", "Representative")),
    FIELD_TEXT(struct membership, alternate, .max = 150, .label = T("Suplente", "Alternate")),
    FIELD_TEXT(struct membership, register_entry, .max = 80, .label = T("Asiento en el libro de socios", "Entry in the register of members"),
               .hint = T("Libro y folio.", "Book and folio.")),
    RECORD_ANNULMENT(struct membership),
};

static const struct field line_fields[] = {
    FIELD_CHOICE(struct composition_line, class, .choices = membership_classes, .label = T("Clase", "Class")),
    FIELD_CHOICE(struct composition_line, side, .choices = organisation_sides, .label = T("Sector", "Side")),
    FIELD_INT(struct composition_line, members, .label = T("Socios", "Members")),
};
static const struct shape line_shape = SHAPE("composition_line", struct composition_line, line_fields);
static const struct field composition_fields[] = {
    FIELD_DATE(struct composition, on, .label = T("Fecha", "Date")),
    FIELD_INT(struct composition, members, .label = T("Socios", "Members")),
    FIELD_INT(struct composition, public_members, .label = T("Del sector público", "Of the public side")),
    FIELD_ROWS(struct composition, lines, .shape = &line_shape, .label = T("Por clase y sector", "By class and side")),
};
const struct shape composition_shape = SHAPE("composition", struct composition, composition_fields);

static enum err membership_check(struct ctx *ctx, void *row, const void *before)
{
    const struct membership *membership = row;
    (void)before;
    if (membership->record.annulled == ANSWER_YES) {
        return ERR_OK;
    }
    if (!date_is_none(membership->left_on) && date_cmp(membership->left_on, membership->joined_on) < 0) {
        return ctx_fault(ctx, "left_on", date_iso(ctx->arena, membership->left_on),
                         TEXT("Nadie sale antes de ingresar.", "Nobody leaves before joining."),
                         TEXT("Corrija una de las dos fechas.", "Correct one of the two dates."));
    }
    struct str other;
    TRY(membership_store_overlap(ctx, membership, &other));
    if (!str_is_empty(other)) {
        return ctx_fault(ctx, "organisation", membership->organisation.code,
                         text_format(ctx->arena,
                                     TEXT("La organización ya es socia en esos días (%s).",
                                          "The organisation is a member on these days already (%s)."),
                                     str_c(ctx->arena, other)),
                         TEXT("Registre primero la salida de la anterior, o corrija las fechas.",
                              "Record first that it left, or correct the dates."));
    }
    return ERR_OK;
}

const struct entity membership_entity = {
    .shape = SHAPE("membership", struct membership, fields),
    .dataset = "memberships",
    .code_prefix = "SO",
    .label = T("Socio", "Member"),
    .plural = T("Socios", "Members"),
    .store = &membership_store,
    .parent = "organisation",
    .check = membership_check,
};
