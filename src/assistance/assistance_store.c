#include "assistance/assistance.h"

#include "advice/service_store.h"

#include <string.h>

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, " \
    "t.title, t.theme, t.delivery, t.procedure, t.objective, t.specific_objectives, t.products, " \
    "t.weeks, t.premises_percent, t.offer_content, t.offers_due_on, t.offers_due_time, t.maximum, " \
    "t.sent_on, t.consultant, t.contractor, t.adviser, t.chosen_by, t.chosen_on, t.choice_reason, " \
    "t.selected_by, t.approved_on, t.approved_by, t.share_reason, t.waiver, t.operator_signed_on, " \
    "t.consultant_signed_on, t.client_signed_on, t.signed_on, t.starts_on, t.ends_on, t.hours, " \
    "t.total, t.client_percent, t.operator_percent, t.client_share, t.operator_share, " \
    "t.share_rule, t.client_paid_on, t.client_receipt, t.state, t.delivered_on, t.part_accepted, " \
    "t.act, t.act_on, t.act_signed_by, t.act_reason, t.terminated_on, t.termination_cause, " \
    "t.notice_on, t.termination_reason, t.accepted_amount, t.evaluation, t.evaluation_note, " \
    "t.reportable, t.evidence, t.verification, t.annulled, t.annul_reason"

static const struct entity_link links[] = {
    {.field = "invited",
     .insert = SQL_INIT("INSERT INTO assistance_invited (agency, assistance, position, consultant) VALUES "
                        "(?1, ?2, ?3, ?4)"),
     .remove = SQL_INIT("DELETE FROM assistance_invited WHERE agency = ?1 AND assistance = ?2"),
     .select = SQL_INIT("SELECT consultant FROM assistance_invited WHERE agency = ?1 AND assistance = ?2 "
                        "ORDER BY position")},
    {.field = "enterprises",
     .insert = SQL_INIT("INSERT INTO assistance_enterprise (agency, assistance, position, enterprise) VALUES "
                        "(?1, ?2, ?3, ?4)"),
     .remove = SQL_INIT("DELETE FROM assistance_enterprise WHERE agency = ?1 AND assistance = ?2"),
     .select = SQL_INIT("SELECT enterprise FROM assistance_enterprise WHERE agency = ?1 AND assistance = ?2 "
                        "ORDER BY position")},
    {.field = "funding",
     .insert = SQL_INIT("INSERT INTO assistance_funding (agency, assistance, position, agreement, percent) "
                        "VALUES (?1, ?2, ?3, ?4, ?5)"),
     .remove = SQL_INIT("DELETE FROM assistance_funding WHERE agency = ?1 AND assistance = ?2"),
     .select = SQL_INIT("SELECT agreement, percent FROM assistance_funding WHERE agency = ?1 AND assistance = "
                        "?2 ORDER BY position")},
};

const struct entity_store assistance_store = {
    .insert = SQL_INIT("INSERT INTO assistance (agency, id, version, created_seq, changed_seq, source_line, code, "
                       "unit, title, theme, delivery, procedure, objective, specific_objectives, products, weeks, "
                       "premises_percent, offer_content, offers_due_on, offers_due_time, maximum, sent_on, "
                       "consultant, contractor, adviser, chosen_by, chosen_on, choice_reason, selected_by, "
                       "approved_on, approved_by, share_reason, waiver, operator_signed_on, consultant_signed_on, "
                       "client_signed_on, signed_on, starts_on, ends_on, hours, total, client_percent, "
                       "operator_percent, client_share, operator_share, share_rule, client_paid_on, client_receipt, "
                       "state, delivered_on, part_accepted, act, act_on, act_signed_by, act_reason, terminated_on, "
                       "termination_cause, notice_on, termination_reason, accepted_amount, evaluation, "
                       "evaluation_note, reportable, evidence, verification, annulled, annul_reason) VALUES (?1, "
                       "?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, "
                       "?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, ?31, ?32, ?33, ?34, ?35, ?36, ?37, ?38, ?39, "
                       "?40, ?41, ?42, ?43, ?44, ?45, ?46, ?47, ?48, ?49, ?50, ?51, ?52, ?53, ?54, ?55, ?56, ?57, "
                       "?58, ?59, ?60, ?61, ?62, ?63, ?64, ?65, ?66, ?67)"),
    .update = SQL_INIT("UPDATE assistance SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = ?6, "
                       "code = ?7, unit = ?8, title = ?9, theme = ?10, delivery = ?11, procedure = ?12, objective = "
                       "?13, specific_objectives = ?14, products = ?15, weeks = ?16, premises_percent = ?17, "
                       "offer_content = ?18, offers_due_on = ?19, offers_due_time = ?20, maximum = ?21, sent_on = "
                       "?22, consultant = ?23, contractor = ?24, adviser = ?25, chosen_by = ?26, chosen_on = ?27, "
                       "choice_reason = ?28, selected_by = ?29, approved_on = ?30, approved_by = ?31, share_reason "
                       "= ?32, waiver = ?33, operator_signed_on = ?34, consultant_signed_on = ?35, client_signed_on "
                       "= ?36, signed_on = ?37, starts_on = ?38, ends_on = ?39, hours = ?40, total = ?41, "
                       "client_percent = ?42, operator_percent = ?43, client_share = ?44, operator_share = ?45, "
                       "share_rule = ?46, client_paid_on = ?47, client_receipt = ?48, state = ?49, delivered_on = "
                       "?50, part_accepted = ?51, act = ?52, act_on = ?53, act_signed_by = ?54, act_reason = ?55, "
                       "terminated_on = ?56, termination_cause = ?57, notice_on = ?58, termination_reason = ?59, "
                       "accepted_amount = ?60, evaluation = ?61, evaluation_note = ?62, reportable = ?63, evidence "
                       "= ?64, verification = ?65, annulled = ?66, annul_reason = ?67 WHERE agency = ?1 AND id = ?2 "
                       "AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM assistance t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM assistance t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM assistance t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.title AS label FROM assistance t WHERE t.agency = ?1 AND t.id = ?2"),
    .links = links,
    .link_count = COUNT_OF(links),
};

enum { BY_ENTERPRISE, OPEN, FILTER, STATEMENT_COUNT };
static const struct sql statements[STATEMENT_COUNT] = {
    [BY_ENTERPRISE] = SQL_INIT("SELECT t.id FROM assistance_enterprise l CROSS JOIN assistance t WHERE " SCOPE("t")
                               " AND l.agency = ?5 AND l.enterprise = ?6 AND t.agency = l.agency AND t.id = "
                               "l.assistance "
                               "AND t.annulled = 0 ORDER BY t.signed_on DESC NULLS FIRST, t.id DESC LIMIT ?7"),
    [OPEN] = SQL_INIT("SELECT t.code, t.title, t.ends_on FROM assistance t WHERE t.agency = ?1 AND t.contractor "
                      "= ?2 AND t.id <> ?3 AND t.state IN ('contracted', 'delivered') AND t.annulled = 0 ORDER "
                      "BY t.signed_on, t.code LIMIT ?4"),
    [FILTER] = SQL_INIT("SELECT t.id FROM assistance t WHERE " SCOPE("t") " AND t.id < ?5 AND t.annulled = 0 "
                        "AND (?6 = '' OR t.state = ?6) AND (?7 = 0 OR t.adviser = ?8) AND (?9 = 0 OR "
                        "t.contractor = ?10) "
                        "ORDER BY t.id DESC LIMIT ?11 /*scan*/"),
};
const struct db_statements assistance_statements = {"assistance_store", statements, STATEMENT_COUNT};

enum err assistance_store_by_client(struct ctx *ctx, bool is_person, struct id agency, struct id id, int64_t limit,
                                    struct list *out)
{
    if (is_person) {
        return service_read_list(ctx, &assistance_entity, NULL, 0, out);
    }
    return service_store_by_id(ctx, &assistance_entity, statements[BY_ENTERPRISE], agency, id, limit, out);
}

enum err assistance_store_open(struct ctx *ctx, struct id agency, struct id contractor, struct id except,
                               struct assistance_open *out, size_t most, size_t *count)
{
    struct db_stmt *stmt;
    bool row;
    *count = 0;
    TRY(db_prepare(ctx->db, statements[OPEN], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_id(stmt, 2, contractor);
    /* NULL would differ from nothing; the consultant's own id is surely no assistance's. */
    db_bind_id(stmt, 3, id_is_none(except) ? contractor : except);
    db_bind_int(stmt, 4, (int64_t)most);
    TRY(db_step(stmt, &row));
    while (row && *count < most) {
        out[(*count)++] =
            (struct assistance_open){db_column_text(stmt, 0, ctx->arena), db_column_text(stmt, 1, ctx->arena),
                                     db_column_date(stmt, 2)};
        TRY(db_step(stmt, &row));
    }
    db_reset(stmt);
    return ERR_OK;
}

static void bind_wanted(struct db_stmt *stmt, int at, struct id wanted, struct id any)
{
    db_bind_int(stmt, at, id_is_none(wanted) ? 0 : 1);
    db_bind_id(stmt, at + 1, id_is_none(wanted) ? any : wanted);
}

enum err assistance_store_filter(struct ctx *ctx, const struct assistance_filter *filter, struct list *out)
{
    struct id *ids = ARENA_ARRAY(ctx->arena, struct id, (size_t)filter->limit + 1);
    size_t count = 0;
    struct id last = filter->after;
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(ctx->db, statements[FILTER], &stmt));
    scope_bind(stmt, &ctx->scope);
    if (id_is_none(last)) {
        memset(last.bytes, 0xff, sizeof last.bytes);
    }
    db_bind_id(stmt, 5, last);
    db_bind_text(stmt, 6, str_is_empty(filter->state) ? S("") : filter->state);
    bind_wanted(stmt, 7, filter->adviser, last);
    bind_wanted(stmt, 9, filter->contractor, last);
    db_bind_int(stmt, 11, filter->limit + 1);
    TRY(db_step(stmt, &row));
    while (row && count <= (size_t)filter->limit) {
        ids[count++] = db_column_id(stmt, 0);
        TRY(db_step(stmt, &row));
    }
    db_reset(stmt);
    bool more = count > (size_t)filter->limit;
    count -= more;
    TRY(service_read_list(ctx, &assistance_entity, ids, count, out));
    if (more) {
        out->next = id_format(ctx->arena, ids[count - 1]);
    }
    return ERR_OK;
}
