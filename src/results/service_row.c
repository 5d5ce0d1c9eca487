#include "results/service_row.h"

const struct choice service_row_list[] = {
    {"service_attention", T("Atenciones", "Contacts"), NULL},
    {"service_business_advice", T("Asesorías empresariales", "Business advice"), NULL},
    {"service_ict_advice", T("Asesorías TIC", "ICT advice"), NULL},
    {"service_assistance", T("Asistencias técnicas", "Technical assistance"), NULL},
    {"service_own_assistance", T("AT no contratada", "Assistance not contracted"), NULL},
    {"service_training_finance", T("Capacitaciones educación financiera", "Training in financial education"), NULL},
    {"service_training_ict", T("Capacitaciones TIC", "ICT training"), NULL},
    {"service_own_training", T("Capacitaciones no contratadas", "Training not contracted"), NULL},
    {"service_link", T("Vinculaciones", "Links"), NULL},
    {"service_link_export", T("Vinculaciones PROESA", "Links with PROESA"), NULL},
    {"service_other_advice", T("Otras asesorías", "Other advice"), NULL},
    {"service_other_training", T("Otras capacitaciones contratadas", "Other contracted training"), NULL},
    {0},
};

#define SESSIONS_ES "Sesiones realizadas en el período"
#define SESSIONS_EN "Sessions held in the period"
const struct text service_row_rules[SERVICE_ROW_COUNT] = {
    [SERVICE_ROW_ATTENTION] = T(SESSIONS_ES " que son una atención.", SESSIONS_EN " that are a contact."),
    [SERVICE_ROW_BUSINESS_ADVICE] = T(SESSIONS_ES " de asesoría empresarial.", SESSIONS_EN " of business advice."),
    [SERVICE_ROW_ICT_ADVICE] = T(SESSIONS_ES " de asesoría en TIC.", SESSIONS_EN " of ICT advice."),
    [SERVICE_ROW_ASSISTANCE] = T("Contratos de asistencia firmados en el período.", "Contracts of assistance signed in the period."),
    [SERVICE_ROW_OWN_ASSISTANCE] =
        T("Asistencias dadas sin contratar, entregadas en el período.", "Assistance given without a contract, delivered in the period."),
    [SERVICE_ROW_TRAINING_FINANCE] = T("Cursos contratados de finanzas con asistencia en el período.",
                                       "Contracted courses in finance with attendance in the period."),
    [SERVICE_ROW_TRAINING_ICT] =
        T("Cursos contratados de TIC con asistencia en el período.", "Contracted ICT courses with attendance in the period."),
    [SERVICE_ROW_OWN_TRAINING] =
        T("Cursos sin contratar con asistencia en el período.", "Courses without a contract with attendance in the period."),
    [SERVICE_ROW_LINK] = T("Vinculaciones del período, sin las de PROESA.", "Links of the period, without those with PROESA."),
    [SERVICE_ROW_LINK_EXPORT] = T("Vinculaciones del período con PROESA.", "Links of the period with PROESA."),
    [SERVICE_ROW_OTHER_ADVICE] = T(SESSIONS_ES " de otra clase: financiera, femenina, planes de negocio.",
                                   SESSIONS_EN " of another kind: financial, women's, business plans."),
    [SERVICE_ROW_OTHER_TRAINING] = T("Cursos contratados de otros temas con asistencia en el período.",
                                     "Contracted courses on other themes with attendance in the period."),
};

bool service_row_find(struct str code, enum service_row *out)
{
    for (enum service_row row = 0; row < SERVICE_ROW_COUNT; row++) {
        if (str_eq_c(code, service_row_list[row].code)) {
            *out = row;
            return true;
        }
    }
    return false;
}
