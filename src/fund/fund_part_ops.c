#include "fund/fund_part.h"

struct answer_input {
    struct flow_input flow;
    struct str answer;
    struct date answered_on;
};
static const struct field answer_fields[] = {
    FLOW_FIELDS(struct answer_input),
    FIELD_TEXT(struct answer_input, answer, .required = true, .max = 1000, .label = T("Respuesta", "Answer")),
    FIELD_DATE(struct answer_input, answered_on, .past = true, .label = T("Respondida el", "Answered on")),
};
static const struct shape answer_shape = SHAPE("observation_answer", struct answer_input, answer_fields);

struct report_input {
    struct flow_input flow;
    int64_t progress;
    struct str evidence;
};
static const struct field report_fields[] = {
    FLOW_FIELDS(struct report_input),
    FIELD_PERCENT(struct report_input, progress, .required = true, .max = 10000, .label = T("Avance", "Progress")),
    FIELD_TEXT(struct report_input, evidence, .max = 500, .label = T("Evidencia", "Evidence")),
};
static const struct shape report_shape = SHAPE("activity_report", struct report_input, report_fields);

struct finish_input {
    struct flow_input flow;
    struct str evidence;
};
static const struct field finish_fields[] = {
    FLOW_FIELDS(struct finish_input),
    FIELD_TEXT(struct finish_input, evidence, .max = 500, .label = T("Evidencia", "Evidence")),
};
static const struct shape finish_shape = SHAPE("activity_finish", struct finish_input, finish_fields);

#define PART_OPS(noun, plural, write_, es, en, es_plural, en_plural)                                                     \
    RECORD_OPS("application_" #noun, "application_" plural, application_##noun##_entity, PERM_RECORD_READ, write_, es, en, false), \
        CHILDREN_OP("application_" #noun, plural, application_##noun##_entity, "application", "fund_applications", PERM_RECORD_READ,  \
                    es_plural, en_plural)

const struct op fund_part_ops[] = {
    PART_OPS(document, "documents", PERM_FINANCE_WRITE, "un documento de una solicitud", "a document of an application",
             "los documentos de una solicitud",
             "the documents of an application"),
    PART_OPS(observation, "observations", PERM_FINANCE_WRITE, "una observación", "an observation",
             "las observaciones de una solicitud",
             "the observations of an application"),
    FLOW_OP("application_observation", "application_observations", application_observation_entity, "answer", answer_shape,
            PERM_FINANCE_WRITE,
            "Responder una observación", "Answer an observation"),
    PART_OPS(score, "scores", PERM_FUND_DECIDE, "un puntaje", "points", "los puntajes de una solicitud",
             "the points of an application"),
    PART_OPS(budget, "budgets", PERM_FINANCE_WRITE, "una línea del presupuesto", "a line of the budget",
             "el presupuesto de una solicitud",
             "the budget of an application"),
    PART_OPS(activity, "activities", PERM_FINANCE_WRITE, "una actividad", "an activity", "las actividades de un proyecto",
             "the activities of a project"),
    FLOW_OP("application_activity", "application_activities", application_activity_entity, "report", report_shape,
            PERM_FINANCE_WRITE,
            "Registrar el avance de una actividad", "Record the progress of an activity"),
    FLOW_OP("application_activity", "application_activities", application_activity_entity, "finish", finish_shape,
            PERM_FINANCE_WRITE,
            "Registrar que una actividad terminó", "Record that an activity is finished"),
    PART_OPS(expense, "expenses", PERM_FINANCE_WRITE, "un pago de un proyecto", "a payment of a project",
             "los pagos de un proyecto", "the payments of a project"),
    PART_OPS(invoice, "invoices", PERM_FINANCE_WRITE, "una factura al fondo", "an invoice to the fund",
             "las facturas de una solicitud",
             "the invoices of an application"),
};
const size_t fund_part_op_count = COUNT_OF(fund_part_ops);
