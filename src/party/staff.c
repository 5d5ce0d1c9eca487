#include "party/staff.h"

#include "core/ctx.h"
#include "party/contact.h"
#include "party/unit.h"

const struct choice staff_specialities[] = {
    {"business", T("Empresarial", "Business"), "EMPRESARIAL"},
    {"finance", T("Financiera", "Finance"), "FINANCIERO|FINANZAS"},
    {"ict", T("Tecnologías (TIC)", "Technology (ICT)"), "TIC|TECNOLOGÍA"},
    {"women", T("Empresarialidad femenina", "Women's enterprise"), "EMPRESARIALIDAD FEMENINA|GÉNERO"},
    {"administration", T("Administración", "Administration"), "ADMINISTRATIVO|ADMINISTRACIÓN"},
    {"management", T("Dirección", "Management"), "DIRECCIÓN|GERENCIA"},
    {NULL, T(NULL, NULL), NULL},
};

static const struct field staff_fields[] = {
    RECORD_CODE(struct staff),
    RECORD_UNIT(struct staff),
    FIELD_TEXT(struct staff, name, .required = true, .max = 250, .label = T("Nombre", "Name")),
    FIELD_TEXT(struct staff, position, .max = 120, .label = T("Cargo", "Position")),
    FIELD_CHOICE(struct staff, speciality, .choices = staff_specialities, .label = T("Especialidad", "Speciality")),
    FIELD_TEXT(struct staff, email, .max = 100, .rule = contact_email, .privacy = PRIVACY_INTERNAL,
               .label = T("Correo", "E-mail")),
    FIELD_DATE(struct staff, from_on, .label = T("Trabaja desde", "Works from")),
    FIELD_DATE(struct staff, to_on, .label = T("Hasta", "Until"), .hint = T("Vacío si sigue.", "Empty if still there.")),
    RECORD_ANNULMENT(struct staff),
};

static enum err staff_check(struct ctx *ctx, void *row_, const void *before)
{
    (void)before;
    const struct staff *row = row_;
    if (!date_is_none(row->to_on) && !date_is_none(row->from_on) && date_cmp(row->to_on, row->from_on) < 0) {
        return ctx_fault(ctx, "to_on", date_iso(ctx->arena, row->to_on),
                         TEXT("El último día no puede ser anterior al primero.", "The last day cannot be before the first."),
                         TEXT("Corrija una de las dos fechas.", "Correct one of the two dates."));
    }
    return ERR_OK;
}

const struct entity staff_entity = {
    .shape = SHAPE("staff", struct staff, staff_fields),
    .dataset = "staff",
    .code_prefix = "W",
    .label = T("Persona del equipo", "Member of staff"),
    .plural = T("Personal", "Staff"),
    .store = &staff_store,
    .check = staff_check,
};
