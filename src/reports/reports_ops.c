#include "reports/reports.h"

const struct op reports_ops[] = {
    {.name = "report.agreement", .http = "GET /reports/agreement",
     .label = T("Informe de un convenio: metas, resultados, dinero y evidencias", "Report of an agreement: targets, results, money and evidence"),
     .permission = PERM_AGREEMENT_READ, .kind = OP_READ, .input = &on_agreement_shape, .output = &report_shape, .answer = ANSWER_RECORD,
     .long_running = true, .run = on_agreement_run}, /* a statement for each period of a target */
    {.name = "report.policy", .http = "GET /reports/policy",
     .label = T("Informe de una política: qué se hizo bajo cada eje", "Report of a policy: what was done under each axis"),
     .permission = PERM_RESULTS_READ, .kind = OP_READ, .input = &on_policy_shape, .output = &report_shape, .answer = ANSWER_RECORD,
     .run = on_policy_run},
};
const size_t reports_op_count = COUNT_OF(reports_ops);
