#include "reports/reports.h"

const struct op reports_ops[] = {
    {.name = "report.agreement", .http = "GET /reports/agreement",
     .label = T("Informe de un convenio: metas, resultados, dinero y evidencias", "Report of an agreement: targets, results, money and evidence"),
     .permission = PERM_AGREEMENT_OWN, .kind = OP_READ, .input = &on_agreement_shape, .output = &report_shape, .answer = ANSWER_RECORD,
     .bounded = true, .long_running = true, .run = on_agreement_run}, /* a statement for each period of a target */
    {.name = "report.policy", .http = "GET /reports/policy",
     .label = T("Informe de una política: qué se hizo bajo cada eje", "Report of a policy: what was done under each axis"),
     .permission = PERM_RESULTS_READ, .kind = OP_READ, .input = &on_policy_shape, .output = &report_shape, .answer = ANSWER_RECORD,
     .run = on_policy_run},
    {.name = "report.territory", .http = "GET /reports/territory",
     .label = T("Informe de un territorio: qué se hizo en él, con el mapa de entonces y el de hoy",
                "Report of a territory: what was done in it, on the map of then and of today"),
     .permission = PERM_RESULTS_READ, .kind = OP_READ, .input = &on_territory_shape, .output = &report_shape, .answer = ANSWER_RECORD,
     .bounded = true, .run = on_territory_run},
    {.name = "report.body", .http = "GET /reports/body",
     .label = T("Informe de un organismo: convenios y dinero de las organizaciones que dependen de él, sumados",
                "Report of a body: agreements and money of the organisations below it, added up"),
     .permission = PERM_AGREEMENT_OWN, .kind = OP_READ, .input = &on_body_shape, .output = &report_shape, .answer = ANSWER_RECORD,
     .bounded = true, .run = on_body_run},
    {.name = "report.sheet", .http = "GET /reports/sheet",
     .label = T("Ficha de buena práctica: antecedentes, descripción, valor agregado y resultados, de los datos",
                "Good-practice sheet: background, description, added value and results, from the data"),
     .permission = PERM_AGREEMENT_READ, .kind = OP_READ, .input = &on_sheet_shape, .output = &report_shape, .answer = ANSWER_RECORD,
     .run = on_sheet_run},
};
const size_t reports_op_count = COUNT_OF(reports_ops);
