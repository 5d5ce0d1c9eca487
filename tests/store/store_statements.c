/* Every statement that the rooms declare is prepared on the engine, the nouns' reads are run with values of the right types,
 * and no read by code or id may walk through a whole table. A new noun or list of statements is a line here. */
#include "store.h"

#include "app/registry.h"

#include "base/log.h"

#include "advice/service_store.h"
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
#include "alliance/ecosystem.h"
#include "alliance/contribution.h"
#include "alliance/instalment.h"
#include "assistance/assistance.h"
#include "client/client.h"
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
#include "client/affiliation.h"
#include "client/enterprise.h"
#include "client/duplicate.h"
#include "client/identity.h"
#include "client/listing.h"
#include "client/move.h"
#include "client/person.h"
#include "client/shown.h"
#include "coordination/duty.h"
#include "coordination/meeting.h"
#include "coordination/membership.h"
#include "coordination/resolution.h"
#include "evidence/evidence.h"
#include "exchange/mapping.h"
#include "exchange/past.h"
#include "finance/disbursement.h"
#include "finance/link.h"
#include "finance/referral.h"
#include "fund/fund_application.h"
#include "party/holiday.h"
#include "party/letterhead.h"
#include "client/status.h"
#include "diagnosis/diagnosis.h"
#include "diagnosis/instrument.h"
#include "intake/consent_text.h"
#include "intake/intake.h"
#include "party/consultant.h"
#include "party/organisation.h"
#include "party/party.h"
#include "party/signatory.h"
#include "party/staff.h"
#include "party/unit.h"
#include "policy/policy_tag.h"
#include "reports/reports.h"
#include "project/execution.h"
#include "project/money_flow.h"
#include "project/places.h"
#include "results/facts.h"
#include "results/milestone.h"
#include "results/remark.h"
#include "results/service_row.h"
#include "results/snapshot.h"
#include "results/statement_store.h"
#include "territory/boundary.h"
#include "training/attendance.h"
#include "training/certificate.h"
#include "training/enrolment.h"
#include "training/event.h"

static const struct db_statements *const lists[] = {
    &agreement_statements,
    &territory_statements,
    &boundary_statements,
    &unit_statements,
    &signatory_statements,
    &letterhead_statements,
    &about_statements,
    &document_statements,
    &identity_statements,
    &pair_statements,
    &duplicate_statements,
    &shown_statements,
    &listing_statements,
    &service_statements,
    &status_statements,
    &service_row_statements,
    &monthly_report_statements,
    &target_statements,
    &work_statements,
    &plan_statements,
    &instrument_statements,
    &diagnosis_statements,
    &plan_action_statements,
    &session_statements,
    &session_adviser_statements,
    &agenda_statements,
    &calendar_statements,
    &event_statements,
    &enrolment_statements,
    &certificate_statements,
    &attendance_statements,
    &assistance_statements,
    &share_rule_statements,
    &offer_statements,
    &extension_statements,
    &deliverable_statements,
    &reception_statements,
    &fiscal_document_statements,
    &payment_statements,
    &disbursement_statements,
    &link_statements,
    &holiday_statements,
    &fund_call_statements,
    &fund_application_statements,
    &snapshot_statements,
    &consent_text_statements,
    &intake_statements,
    &facts_statements,
    &statement_statements,
    &milestone_statements,
    &membership_statements,
    &board_term_statements,
    &resolution_statements,
    &duty_statements,
    &evidence_statements,
    &past_statements,
    &mapping_statements,
    &alliance_statements,
    &ecosystem_statements,
    &policy_tag_statements,
    &reports_statements,
    &execution_statements,
    &money_flow_statements,
    &places_statements,
    &referral_statements,
};

static int failures;

static struct db *migrated(void)
{
    struct db *db = store_empty();
    struct text problem = TEXT_NONE;
    enum err err = migrate_run(db, 0, &store_arena, &problem);
    if (err != ERR_OK) {
        print_error("%s\n", problem.en);
    }
    assert_int_equal(err, ERR_OK);
    return db;
}

static struct db_stmt *try_prepare(struct db *db, const char *owner, struct sql sql)
{
    struct db_stmt *stmt = NULL;
    if (sql.text != NULL && db_prepare(db, sql, &stmt) != ERR_OK) {
        print_error("%s: %s\n    %s\n", owner, db_problem(db), sql.text);
        failures++;
        return NULL;
    }
    return stmt;
}

static void run_read(struct db *db, const char *owner, struct sql sql, bool page)
{
    struct db_stmt *stmt = try_prepare(db, owner, sql);
    bool row = false;
    if (stmt == NULL) {
        return;
    }
    db_bind_id(stmt, 1, id_new());
    db_bind_id(stmt, 2, id_new());
    db_bind_int(stmt, 3, 0);
    db_bind_int(stmt, 4, INT64_MAX);
    if (page) {
        db_bind_id(stmt, 5, id_new());
        db_bind_text(stmt, 6, S("S-1"));
        db_bind_int(stmt, 7, 50);
    } else if (strstr(sql.text, ".code = ?5") != NULL || strstr(sql.text, " code = ?5") != NULL) {
        db_bind_text(stmt, 5, S("S-1"));
    } else {
        db_bind_id(stmt, 5, id_new());
    }
    if (db_step(stmt, &row) != ERR_OK) {
        print_error("%s: %s\n    %s\n", owner, db_problem(db), sql.text);
        failures++;
    }
    db_reset(stmt);
}

static void test_statements_are_prepared(void **state)
{
    (void)state;
    struct db *db = migrated();
    failures = 0;
    for (size_t i = 0; i < COUNT_OF(lists); i++) {
        for (size_t at = 0; at < lists[i]->count; at++) {
            try_prepare(db, lists[i]->owner, lists[i]->list[at]);
        }
    }
    assert_int_equal(failures, 0);
    db_close(db);
}

static void test_nouns_are_prepared(void **state)
{
    (void)state;
    struct db *db = migrated();
    failures = 0;
    size_t noun_count;
    const struct entity *const *entities = entity_all(&noun_count);
    for (size_t i = 0; i < noun_count; i++) {
        const struct entity_store *store = entities[i]->store;
        const char *name = entities[i]->shape.name;
        try_prepare(db, name, store->insert);
        try_prepare(db, name, store->update);
        try_prepare(db, name, store->label);
        for (size_t at = 0; at < store->link_count; at++) {
            try_prepare(db, name, store->links[at].insert);
            try_prepare(db, name, store->links[at].remove);
            try_prepare(db, name, store->links[at].select);
        }
        run_read(db, name, store->by_code, false);
        run_read(db, name, store->by_id, false);
        run_read(db, name, store->page, true);
        if (store->by_parent.text != NULL) {
            try_prepare(db, name, store->by_parent);
        }
    }
    assert_int_equal(failures, 0);
    db_close(db);
}

static void refuse_scan(struct db *db, const char *owner, struct sql sql)
{
    struct str plan;
    struct str line;
    if (sql.text == NULL) {
        return;
    }
    assert_ok(db_plan(db, sql, &store_arena, &plan));
    struct str rest = plan;
    while (str_split(&rest, '\n', &line)) {
        if (str_find(line, store_is_postgres() ? S("Seq Scan") : S("SCAN")) != SIZE_MAX &&
            str_find(line, S("CONSTANT")) == SIZE_MAX) {
            print_error("%s: " STR_FMT "\n    %s\n", owner, STR_ARG(line), sql.text);
            failures++;
        }
    }
}

static void test_nouns_are_sought(void **state)
{
    (void)state;
    struct db *db = migrated();
    failures = 0;
    size_t noun_count;
    const struct entity *const *entities = entity_all(&noun_count);
    for (size_t i = 0; i < noun_count; i++) {
        const struct entity_store *store = entities[i]->store;
        const char *name = entities[i]->shape.name;
        refuse_scan(db, name, store->update);
        refuse_scan(db, name, store->by_code);
        refuse_scan(db, name, store->by_id);
        refuse_scan(db, name, store->page);
        refuse_scan(db, name, store->by_parent);
        for (size_t at = 0; at < store->link_count; at++) {
            refuse_scan(db, name, store->links[at].remove);
            refuse_scan(db, name, store->links[at].select);
        }
    }
    assert_int_equal(failures, 0);
    db_close(db);
}

int main(void)
{
    registry_start();
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(test_statements_are_prepared, store_teardown),
        cmocka_unit_test_teardown(test_nouns_are_prepared, store_teardown),
        cmocka_unit_test_teardown(test_nouns_are_sought, store_teardown),
    };
    log_set_level(LOG_ERROR);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
