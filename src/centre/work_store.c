#include "centre/work.h"

#include "core/entity.h"

/* Every body gives dataset, code, title, who, due and adviser; where a record has no adviser its unit stands there, which is nobody's
 * staff. Parameters: ?1 to ?4 the scope, ?5 the last day, ?6 the member of staff, ?7 everybody's, ?8 how many, ?9 the first day. */
#define LIST(body)                                                                                                         \
    SQL_INIT("SELECT x.dataset, x.code, x.title, x.who, x.due, count(*) OVER () FROM (" body ") x "                        \
             "WHERE x.due BETWEEN ?9 AND ?5 AND (?7 = 1 OR x.adviser = ?6) ORDER BY x.due, x.dataset, x.code LIMIT ?8")
#define PERSON_NAME(p) p ".given_names || ' ' || " p ".surnames"
#define CLIENT_OF_SESSION(s)                                                                                               \
    "COALESCE((SELECT e.name FROM session_enterprise se JOIN enterprise e ON e.agency = se.agency AND e.id = se.enterprise " \
    "WHERE se.agency = " s ".agency AND se.session = " s ".id ORDER BY se.position LIMIT 1), "                             \
    "(SELECT " PERSON_NAME("p") " FROM session_person sp JOIN person p ON p.agency = sp.agency AND p.id = sp.person "      \
    "WHERE sp.agency = " s ".agency AND sp.session = " s ".id ORDER BY sp.position LIMIT 1))"
#define DOCUMENTED(t) "EXISTS (SELECT 1 FROM document_record dr WHERE dr.agency = " t ".agency AND dr.record = " t ".id)"
/* A client who is still one: neither closed nor only asked about. */
#define SERVED_STATUS(t) " AND " t ".annulled = 0 AND (" t ".status IS NULL OR " t ".status NOT IN ('prospect', 'closed'))"
#define PERSON_LACKS(lack)                                                                                                 \
    LIST("SELECT 'persons' AS dataset, t.code, " PERSON_NAME("t") " AS title, NULL AS who, t.registered_on AS due, "       \
         "COALESCE(t.adviser, t.unit) AS adviser FROM person t WHERE " SCOPE("t") SERVED_STATUS("t") " AND (" lack ")")
#define ENTERPRISE_LACKS(lack)                                                                                             \
    LIST("SELECT 'enterprises' AS dataset, t.code, t.name AS title, NULL AS who, t.registered_on AS due, "                 \
         "COALESCE(t.adviser, t.unit) AS adviser FROM enterprise t WHERE " SCOPE("t") SERVED_STATUS("t") " AND (" lack ")")
#define SESSION_LACKS(lack)                                                                                                \
    LIST("SELECT 'sessions' AS dataset, t.code, t.kind AS title, " CLIENT_OF_SESSION("t") " AS who, t.date AS due, "       \
         "t.adviser AS adviser FROM session t WHERE " SCOPE("t") " AND t.annulled = 0 AND t.state IN ('held', 'closed') AND (" lack ")")
#define UNVERIFIED " AND t.annulled = 0 AND (t.verification IS NULL OR t.verification IN ('declared', 'with_evidence'))"

static const struct sql statements[WORK_LIST_COUNT] = {
    /* What was agreed in a session stands until the client comes again. */
    [WORK_APPOINTMENTS] =
        LIST("SELECT 'sessions' AS dataset, s.code, s.kind AS title, " CLIENT_OF_SESSION("s") " AS who, s.date AS due, s.adviser AS adviser "
             "FROM session s WHERE " SCOPE("s") " AND s.state = 'scheduled' AND s.annulled = 0 UNION ALL "
             "SELECT 'sessions', s.code, s.kind, " CLIENT_OF_SESSION("s") ", s.next_appointment, s.adviser FROM session s WHERE " SCOPE("s")
             " AND s.state IN ('held', 'closed') AND s.annulled = 0 AND s.next_appointment IS NOT NULL "
             "AND NOT EXISTS (SELECT 1 FROM session_enterprise a JOIN session_enterprise b ON b.agency = a.agency AND b.enterprise = a.enterprise "
             "JOIN session o ON o.agency = b.agency AND o.id = b.session WHERE a.agency = s.agency AND a.session = s.id AND o.date > s.date "
             "AND o.annulled = 0) "
             "AND NOT EXISTS (SELECT 1 FROM session_person a JOIN session_person b ON b.agency = a.agency AND b.person = a.person "
             "JOIN session o ON o.agency = b.agency AND o.id = b.session WHERE a.agency = s.agency AND a.session = s.id AND o.date > s.date "
             "AND o.annulled = 0)"),
    [WORK_ACTIONS] =
        LIST("SELECT 'plan_actions' AS dataset, a.code, a.text AS title, e.name AS who, a.ends_on AS due, n.adviser AS adviser "
             "FROM plan_action a JOIN plan n ON n.agency = a.agency AND n.id = a.plan JOIN enterprise e ON e.agency = n.agency AND e.id = n.enterprise "
             "WHERE " SCOPE("a") " AND a.state IN ('created', 'started') AND a.annulled = 0 AND n.state IN ('agreed', 'running') AND n.annulled = 0"),
    [WORK_OWN_INTAKES] =
        LIST("SELECT 'intakes' AS dataset, i.code, COALESCE(i.observations, i.need) AS title, " PERSON_NAME("p") " AS who, i.date AS due, "
             "i.adviser AS adviser FROM intake i JOIN person p ON p.agency = i.agency AND p.id = i.person WHERE " SCOPE("i")
             " AND i.state IN ('draft', 'returned') AND i.annulled = 0"),
    [WORK_INTAKES] =
        LIST("SELECT 'intakes' AS dataset, i.code, i.need AS title, " PERSON_NAME("p") " AS who, "
             "COALESCE(i.adviser_signed_on, i.date) AS due, i.adviser AS adviser FROM intake i JOIN person p ON p.agency = i.agency AND p.id = i.person "
             "WHERE " SCOPE("i") " AND i.state = 'signed' AND i.annulled = 0"),
    [WORK_PLANS] =
        LIST("SELECT 'plans' AS dataset, n.code, n.name AS title, e.name AS who, n.adviser_signed_on AS due, n.adviser AS adviser FROM plan n "
             "JOIN enterprise e ON e.agency = n.agency AND e.id = n.enterprise WHERE " SCOPE("n") " AND n.state = 'draft' AND n.annulled = 0 "
             "AND n.client_signed_on IS NOT NULL AND n.adviser_signed_on IS NOT NULL"),
    [WORK_APPROVALS] =
        LIST("SELECT 'assistances' AS dataset, s.code, s.title AS title, s.consultant AS who, COALESCE(s.chosen_on, s.offers_due_on, s.sent_on) AS due, "
             "COALESCE(s.adviser, s.unit) AS adviser FROM assistance s WHERE " SCOPE("s") " AND s.state = 'consultant_selected' AND s.approved_on IS NULL "
             "AND s.annulled = 0 UNION ALL "
             "SELECT 'assistances', s.code, x.reason, s.consultant, x.asked_on, COALESCE(s.adviser, s.unit) FROM extension x JOIN assistance s ON "
             "s.agency = x.agency AND s.id = x.assistance WHERE " SCOPE("x") " AND x.state = 'requested' AND x.annulled = 0"),
    [WORK_PAYMENTS_HELD] =
        LIST("SELECT 'assistances' AS dataset, s.code, s.title AS title, s.consultant AS who, COALESCE(s.act_on, s.terminated_on) AS due, "
             "COALESCE(s.adviser, s.unit) AS adviser FROM payment y JOIN assistance s ON s.agency = y.agency AND s.id = y.assistance WHERE " SCOPE("y")
             " AND y.state = 'blocked' AND y.annulled = 0 AND s.state IN ('finished', 'terminated')"),
    [WORK_PAYMENTS_READY] =
        LIST("SELECT 'assistances' AS dataset, s.code, s.title AS title, s.consultant AS who, y.authorised_on AS due, "
             "COALESCE(s.adviser, s.unit) AS adviser FROM payment y JOIN assistance s ON s.agency = y.agency AND s.id = y.assistance WHERE " SCOPE("y")
             " AND y.state = 'authorised' AND y.annulled = 0"),
    [WORK_OFFERS] =
        LIST("SELECT 'assistances' AS dataset, s.code, s.title AS title, NULL AS who, COALESCE(s.offers_due_on, s.sent_on) AS due, "
             "COALESCE(s.adviser, s.unit) AS adviser FROM assistance s WHERE " SCOPE("s") " AND s.state = 'sent' AND s.annulled = 0 UNION ALL "
             "SELECT 'events', v.code, v.topic, NULL, COALESCE(v.offers_until, v.starts_on), COALESCE(v.adviser, v.unit) FROM event v WHERE " SCOPE("v")
             " AND v.state = 'sent' AND v.annulled = 0"),
    [WORK_CONTRACTS] =
        LIST("SELECT 'assistances' AS dataset, s.code, s.title AS title, s.consultant AS who, COALESCE(s.approved_on, s.offers_due_on, s.sent_on) AS due, "
             "COALESCE(s.adviser, s.unit) AS adviser FROM assistance s WHERE " SCOPE("s") " AND (s.state = 'offers_received' OR "
             "(s.state = 'consultant_selected' AND s.approved_on IS NOT NULL)) AND s.annulled = 0 UNION ALL "
             "SELECT 'events', v.code, v.topic, v.trainer, v.starts_on, COALESCE(v.adviser, v.unit) FROM event v WHERE " SCOPE("v")
             " AND v.state IN ('offers_received', 'consultant_selected') AND v.annulled = 0"),
    [WORK_REPORTS] =
        LIST("SELECT 'monthly_reports' AS dataset, t.code, t.state AS title, u.name AS who, COALESCE(t.answered_on, t.month) AS due, t.unit AS adviser "
             "FROM monthly_report t JOIN unit u ON u.agency = t.agency AND u.id = t.unit WHERE " SCOPE("t")
             " AND t.state IN ('in_review', 'observed') AND t.annulled = 0 AND NOT EXISTS (SELECT 1 FROM monthly_report n WHERE n.agency = t.agency "
             "AND n.unit = t.unit AND n.month = t.month AND n.edition > t.edition AND n.annulled = 0)"),
    [WORK_DUPLICATES] =
        LIST("SELECT 'duplicates' AS dataset, d.code, COALESCE(e.name, " PERSON_NAME("p") ") AS title, d.proposed_by AS who, d.proposed_on AS due, "
             "d.unit AS adviser FROM duplicate d LEFT JOIN enterprise e ON e.agency = d.agency AND e.id = d.first_enterprise "
             "LEFT JOIN person p ON p.agency = d.agency AND p.id = d.first_person WHERE " SCOPE("d") " AND d.state = 'proposed' AND d.annulled = 0"),
    [WORK_LATE_SERVICES] =
        LIST("SELECT 'events' AS dataset, v.code, v.topic AS title, v.trainer AS who, v.ends_on AS due, COALESCE(v.adviser, v.unit) AS adviser "
             "FROM event v WHERE " SCOPE("v") " AND v.state NOT IN ('finished', 'cancelled') AND v.annulled = 0 UNION ALL "
             "SELECT 'assistances', s.code, s.title, s.consultant, s.ends_on, COALESCE(s.adviser, s.unit) FROM assistance s WHERE " SCOPE("s")
             " AND s.state IN ('contracted', 'delivered') AND s.ends_on IS NOT NULL AND s.annulled = 0"),
    [WORK_LATE_SESSIONS] =
        LIST("SELECT 'sessions' AS dataset, s.code, s.kind AS title, " CLIENT_OF_SESSION("s") " AS who, s.date AS due, s.adviser AS adviser "
             "FROM session s WHERE " SCOPE("s") " AND s.state = 'scheduled' AND s.annulled = 0"),
    [WORK_LATE_PLANS] =
        LIST("SELECT 'plans' AS dataset, n.code, n.name AS title, e.name AS who, n.ends_on AS due, n.adviser AS adviser FROM plan n "
             "JOIN enterprise e ON e.agency = n.agency AND e.id = n.enterprise WHERE " SCOPE("n") " AND n.state IN ('agreed', 'running') AND n.annulled = 0 "
             "UNION ALL SELECT 'plan_actions', a.code, a.text, e.name, a.ends_on, n.adviser FROM plan_action a JOIN plan n ON n.agency = a.agency "
             "AND n.id = a.plan JOIN enterprise e ON e.agency = n.agency AND e.id = n.enterprise WHERE " SCOPE("a")
             " AND a.state IN ('created', 'started') AND a.annulled = 0 AND n.state IN ('agreed', 'running') AND n.annulled = 0"),
    [WORK_UNVERIFIED] =
        LIST("SELECT 'snapshots' AS dataset, t.code, t.kind AS title, e.name AS who, t.reference_date AS due, COALESCE(t.captured_by, t.unit) AS adviser "
             "FROM snapshot t JOIN enterprise e ON e.agency = t.agency AND e.id = t.enterprise WHERE " SCOPE("t") UNVERIFIED " UNION ALL "
             "SELECT 'milestones', t.code, t.kind, COALESCE(e.name, " PERSON_NAME("p") "), t.date, t.unit FROM milestone t LEFT JOIN enterprise e ON "
             "e.agency = t.agency AND e.id = t.enterprise LEFT JOIN person p ON p.agency = t.agency AND p.id = t.person WHERE " SCOPE("t") UNVERIFIED
             " UNION ALL SELECT 'links', t.code, t.kind, COALESCE(e.name, " PERSON_NAME("p") "), t.date, t.unit FROM link t LEFT JOIN enterprise e ON "
             "e.agency = t.agency AND e.id = t.enterprise LEFT JOIN person p ON p.agency = t.agency AND p.id = t.person WHERE " SCOPE("t")
             " AND t.state IN ('approved', 'disbursed', 'closed')" UNVERIFIED),
    [WORK_AGREEMENTS] =
        LIST("SELECT x0.dataset, x0.code, a.title, x0.kind AS who, x0.due, a.unit AS adviser FROM ("
             "SELECT t.agency, t.id AS agreement, 'agreements' AS dataset, t.code, 'end' AS kind, COALESCE(t.extended_to, t.valid_to) AS due FROM agreement t "
             "WHERE " SCOPE("t") " AND t.state IN ('signed', 'in_force') AND t.annulled = 0 UNION ALL "
             "SELECT t.agency, t.agreement, 'instalments', t.code, 'instalment', t.planned_on FROM instalment t WHERE " SCOPE("t")
             " AND t.state IN ('planned', 'claimed') AND t.annulled = 0 UNION ALL "
             "SELECT t.agency, t.agreement, 'agreement_reports', t.code, 'report', t.due_on FROM agreement_report t WHERE " SCOPE("t")
             " AND t.state IN ('pending', 'observed') AND t.annulled = 0) x0 JOIN agreement a ON a.agency = x0.agency AND a.id = x0.agreement "
             "WHERE a.annulled = 0"),
    [WORK_FUND_INVOICES] =
        LIST("SELECT 'fund_applications' AS dataset, t.code, t.title AS title, COALESCE(e.name, " PERSON_NAME("p") ") AS who, t.invoice_due_on AS due, "
             "COALESCE(t.formulator, t.unit) AS adviser FROM fund_application t LEFT JOIN enterprise e ON e.agency = t.agency AND e.id = t.enterprise "
             "LEFT JOIN person p ON p.agency = t.agency AND p.id = t.person WHERE " SCOPE("t") " AND t.state = 'ratified' AND t.annulled = 0"),
    [WORK_RESOLUTIONS] =
        LIST("SELECT 'resolutions' AS dataset, t.code, t.text AS title, t.owner AS who, t.due_on AS due, t.unit AS adviser FROM resolution t WHERE " SCOPE("t")
             " AND t.state IN ('open', 'started') AND t.annulled = 0"),
    [WORK_DUTIES] =
        LIST("SELECT 'duties' AS dataset, t.code, t.title AS title, t.owner AS who, t.due_on AS due, t.unit AS adviser FROM duty t WHERE " SCOPE("t")
             " AND t.state = 'pending' AND t.annulled = 0"),
    [WORK_PERSON_CONSENT] = PERSON_LACKS("t.consent_on IS NULL OR t.consent_revoked_on IS NOT NULL"),
    [WORK_PERSON_SEX] = PERSON_LACKS("t.sex IS NULL"),
    [WORK_PERSON_BIRTH] = PERSON_LACKS("t.birth_date IS NULL"),
    [WORK_PERSON_DISTRICT] = PERSON_LACKS("t.district IS NULL"),
    [WORK_PERSON_DOCUMENT] = PERSON_LACKS("t.dui IS NULL AND t.other_document IS NULL"),
    [WORK_ENTERPRISE_CONSENT] = ENTERPRISE_LACKS("t.consent_on IS NULL OR t.consent_revoked_on IS NOT NULL"),
    [WORK_ENTERPRISE_SIZE] = ENTERPRISE_LACKS("(t.annual_sales IS NULL OR t.workers IS NULL) AND t.size_override IS NULL"),
    [WORK_ENTERPRISE_LED_BY] = ENTERPRISE_LACKS("t.led_by IS NULL"),
    [WORK_ENTERPRISE_NIT] = ENTERPRISE_LACKS("t.nit IS NULL"),
    [WORK_ENTERPRISE_OPENING] =
        ENTERPRISE_LACKS("NOT EXISTS (SELECT 1 FROM snapshot n WHERE n.agency = t.agency AND n.enterprise = t.id AND n.kind = 'initial' "
                         "AND n.annulled = 0) AND EXISTS (SELECT 1 FROM session_enterprise se JOIN session s ON s.agency = se.agency AND s.id = se.session "
                         "WHERE se.agency = t.agency AND se.enterprise = t.id AND s.state IN ('held', 'closed') AND s.annulled = 0)"),
    [WORK_SESSION_CONTACT] = SESSION_LACKS("t.contact_minutes IS NULL OR t.contact_minutes = 0"),
    [WORK_SESSION_SUMMARY] = SESSION_LACKS("t.summary IS NULL"),
    [WORK_EVENT_ATTENDANCE] =
        LIST("SELECT 'events' AS dataset, t.code, t.topic AS title, t.trainer AS who, t.ends_on AS due, COALESCE(t.adviser, t.unit) AS adviser "
             "FROM event t WHERE " SCOPE("t") " AND t.annulled = 0 AND t.state <> 'cancelled' AND NOT EXISTS (SELECT 1 FROM attendance a "
             "WHERE a.agency = t.agency AND a.event = t.id AND a.annulled = 0)"),
    [WORK_SNAPSHOT_EVIDENCE] =
        LIST("SELECT 'snapshots' AS dataset, t.code, t.kind AS title, e.name AS who, t.reference_date AS due, COALESCE(t.captured_by, t.unit) AS adviser "
             "FROM snapshot t JOIN enterprise e ON e.agency = t.agency AND e.id = t.enterprise WHERE " SCOPE("t")
             " AND t.annulled = 0 AND t.evidence IS NULL AND NOT " DOCUMENTED("t")),
    [WORK_LINK_EVIDENCE] =
        LIST("SELECT 'links' AS dataset, t.code, t.kind AS title, COALESCE(e.name, " PERSON_NAME("p") ") AS who, t.date AS due, "
             "COALESCE(e.adviser, p.adviser, t.unit) AS adviser FROM link t LEFT JOIN enterprise e ON e.agency = t.agency AND e.id = t.enterprise "
             "LEFT JOIN person p ON p.agency = t.agency AND p.id = t.person WHERE " SCOPE("t")
             " AND t.annulled = 0 AND t.state IN ('approved', 'disbursed', 'closed') AND t.evidence IS NULL AND NOT " DOCUMENTED("t")),
    [WORK_MILESTONE_EVIDENCE] =
        LIST("SELECT 'milestones' AS dataset, t.code, t.kind AS title, COALESCE(e.name, " PERSON_NAME("p") ") AS who, t.date AS due, "
             "COALESCE(e.adviser, p.adviser, t.unit) AS adviser FROM milestone t LEFT JOIN enterprise e ON e.agency = t.agency AND e.id = t.enterprise "
             "LEFT JOIN person p ON p.agency = t.agency AND p.id = t.person WHERE " SCOPE("t")
             " AND t.annulled = 0 AND t.evidence IS NULL AND NOT " DOCUMENTED("t")),
};
const struct db_statements work_statements = {"work_store", statements, WORK_LIST_COUNT};

enum err work_store_list(struct ctx *ctx, enum work_list list, struct date from, struct date until, struct id staff, int64_t limit,
                         struct rows *out, int64_t *out_count)
{
    assert(list < WORK_LIST_COUNT && limit > 0);
    struct work_item *items = ARENA_ARRAY(ctx->arena, struct work_item, (size_t)limit);
    size_t count = 0;
    struct db_stmt *stmt;
    *out_count = 0;
    TRY(db_prepare(ctx->db, statements[list], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_date(stmt, 5, until);
    db_bind_id(stmt, 6, id_is_none(staff) ? ctx->scope.agency : staff);
    db_bind_int(stmt, 7, id_is_none(staff));
    db_bind_int(stmt, 8, limit);
    db_bind_date(stmt, 9, from);
    bool more = false;
    TRY(db_step(stmt, &more));
    while (more && count < (size_t)limit) {
        struct date due = db_column_date(stmt, 4);
        items[count++] = (struct work_item){
            .dataset = db_column_text(stmt, 0, ctx->arena),
            .code = db_column_text(stmt, 1, ctx->arena),
            .title = db_column_text(stmt, 2, ctx->arena),
            .who = db_column_text(stmt, 3, ctx->arena),
            .date = due,
            .days = date_is_none(due) ? INT_NONE : date_to_days(due) - date_to_days(ctx->today),
        };
        *out_count = db_column_int(stmt, 5);
        TRY(db_step(stmt, &more));
    }
    db_reset(stmt);
    *out = (struct rows){items, count};
    return ERR_OK;
}
