#include "app/registry.h"

#include "account/account_ops.h"
#include "advice/plan.h"
#include "advice/plan_action.h"
#include "advice/session.h"
#include "advice/session_adviser.h"
#include "agenda/agenda.h"
#include "agenda/calendar.h"
#include "agreement/agreement.h"
#include "alliance/addendum.h"
#include "alliance/agreement_report.h"
#include "alliance/agreement_target.h"
#include "alliance/alliance.h"
#include "alliance/contribution.h"
#include "alliance/ecosystem.h"
#include "alliance/instalment.h"
#include "assistance/assistance.h"
#include "assistance/deliverable.h"
#include "assistance/extension.h"
#include "assistance/fiscal_document.h"
#include "assistance/offer.h"
#include "assistance/payment.h"
#include "assistance/reception.h"
#include "assistance/share_rule.h"
#include "centre/monthly_report.h"
#include "centre/target.h"
#include "centre/work.h"
#include "client/about.h"
#include "client/group_member.h"
#include "client/activity.h"
#include "client/affiliation.h"
#include "client/client.h"
#include "client/duplicate.h"
#include "client/enterprise.h"
#include "client/identity.h"
#include "client/move.h"
#include "client/person.h"
#include "client/shown_ops.h"
#include "coordination/duty.h"
#include "coordination/meeting.h"
#include "coordination/membership.h"
#include "coordination/resolution.h"
#include "client/status.h"
#include "core/op.h"
#include "diagnosis/diagnosis.h"
#include "diagnosis/instrument.h"
#include "evidence/evidence_ops.h"
#include "exchange/export_ops.h"
#include "exchange/import_ops.h"
#include "exchange/mapping.h"
#include "exchange/past.h"
#include "finance/disbursement.h"
#include "finance/link.h"
#include "finance/referral.h"
#include "fund/fund_part.h"
#include "party/holiday.h"
#include "party/consultant.h"
#include "party/letterhead.h"
#include "intake/consent_text.h"
#include "intake/convert_ops.h"
#include "intake/intake.h"
#include "party/organisation.h"
#include "party/party.h"
#include "party/signatory.h"
#include "party/staff.h"
#include "party/unit.h"
#include "policy/policy.h"
#include "policy/policy_tag.h"
#include "reports/reports.h"
#include "project/budget.h"
#include "project/execution.h"
#include "project/expense.h"
#include "project/in_kind.h"
#include "project/money_flow.h"
#include "project/places.h"
#include "project/project.h"
#include "results/milestone.h"
#include "results/remark.h"
#include "results/shared.h"
#include "results/snapshot.h"
#include "results/statement.h"
#include "territory/boundary.h"
#include "training/attendance.h"
#include "training/certificate.h"
#include "training/enrolment.h"
#include "training/event.h"

/* Parents first: the order of import. A line a noun, so that rooms can be added side by side. */
static const struct entity *const entities[] = {
    &unit_entity,
    &staff_entity,
    &signatory_entity,
    &organisation_entity,
    &agreement_entity,
    &contribution_entity,
    &instalment_entity,
    &addendum_entity,
    &agreement_report_entity,
    &agreement_target_entity,
    &project_entity,
    &project_funder_entity,
    &budget_line_entity,
    &budget_amount_entity,
    &expense_entity,
    &in_kind_entity,
    &person_entity,
    &enterprise_entity,
    &affiliation_entity,
    &move_entity,
    &group_member_entity,
    &plan_entity,
    &plan_action_entity,
    &session_entity,
    &session_adviser_entity,
    &instrument_entity,
    &instrument_question_entity,
    &diagnosis_entity,
    &diagnosis_answer_entity,
    &event_entity,
    &enrolment_entity,
    &attendance_entity,
    &certificate_entity,
    &consultant_entity,
    &share_rule_entity,
    &assistance_entity,
    &offer_entity,
    &extension_entity,
    &deliverable_entity,
    &reception_entity,
    &fiscal_document_entity,
    &payment_entity,
    &link_entity,
    &disbursement_entity,
    &referral_entity,
    &holiday_entity,
    &score_sheet_entity,
    &score_item_entity,
    &fund_call_entity,
    &fund_line_entity,
    &fund_requirement_entity,
    &fund_application_entity,
    &application_document_entity,
    &application_observation_entity,
    &application_score_entity,
    &application_budget_entity,
    &application_activity_entity,
    &application_expense_entity,
    &application_invoice_entity,
    &snapshot_entity,
    &consent_text_entity,
    &intake_entity,
    &milestone_entity,
    &identity_entity,
    &duplicate_entity,
    &remark_entity,
    &membership_entity,
    &organ_entity,
    &board_term_entity,
    &meeting_entity,
    &resolution_entity,
    &resolution_action_entity,
    &duty_entity,
    &policy_entity,
    &policy_axis_entity,
    &policy_line_entity,
    &policy_action_entity,
    &policy_tag_entity,
    &target_entity,
    &monthly_report_entity,
    &evidence_entity,
    &mapping_entity,
};

#define OP_TABLES(X) \
    X(account) \
    X(unit) \
    X(staff) \
    X(letterhead) \
    X(signatory) \
    X(organisation) \
    X(territory) \
    X(agreement) \
    X(contribution) \
    X(instalment) \
    X(addendum) \
    X(agreement_report) \
    X(agreement_target) \
    X(alliance) \
    X(ecosystem) \
    X(project) \
    X(budget) \
    X(expense) \
    X(in_kind) \
    X(execution) \
    X(money_flow) \
    X(places) \
    X(activity) \
    X(client) \
    X(person) \
    X(enterprise) \
    X(affiliation) \
    X(move) \
    X(group_member) \
    X(identity) \
    X(duplicate) \
    X(pair) \
    X(about) \
    X(shown) \
    X(session) \
    X(session_adviser) \
    X(agenda) \
    X(calendar) \
    X(plan) \
    X(plan_action) \
    X(status) \
    X(instrument) \
    X(diagnosis) \
    X(consent_text) \
    X(intake) \
    X(convert) \
    X(event) \
    X(event_flow) \
    X(enrolment) \
    X(attendance) \
    X(certificate) \
    X(consultant) \
    X(share_rule) \
    X(assistance) \
    X(offer) \
    X(extension) \
    X(deliverable) \
    X(reception) \
    X(fiscal_document) \
    X(payment) \
    X(link) \
    X(referral) \
    X(disbursement) \
    X(holiday) \
    X(score_sheet) \
    X(fund_call) \
    X(fund_application) \
    X(fund_part) \
    X(snapshot) \
    X(milestone) \
    X(remark) \
    X(statement) \
    X(shared) \
    X(membership) \
    X(organ) \
    X(meeting) \
    X(resolution) \
    X(duty) \
    X(policy) \
    X(policy_tag) \
    X(evidence) \
    X(target) \
    X(monthly_report) \
    X(work) \
    X(import) \
    X(past) \
    X(mapping) \
    X(reports) \
    X(export)

void registry_start(void)
{
    enum { OP_TABLE_COUNT = 0
#define X(noun) +1
        OP_TABLES(X)
#undef X
    };
    static const struct op *tables[OP_TABLE_COUNT];
    static size_t counts[OP_TABLE_COUNT];
    size_t at = 0;
#define X(noun)                   \
    tables[at] = noun##_ops;      \
    counts[at++] = noun##_op_count;
    OP_TABLES(X)
#undef X
    entity_register(entities, COUNT_OF(entities));
    op_register(tables, counts, at);
}
