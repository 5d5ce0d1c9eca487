#include "assistance/share_rule.h"

#include "advice/service_store.h"
#include "party/unit.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, " \
    "t.rank, t.led_by, t.age_from, t.age_to, t.zone, t.district, t.size_class, t.percent, " \
    "t.valid_from, t.valid_to, t.notes, t.annulled, t.annul_reason"

const struct entity_store share_rule_store = {
    .insert = SQL_INIT("INSERT INTO share_rule (agency, id, version, created_seq, changed_seq, source_line, code, "
                       "unit, rank, led_by, age_from, age_to, zone, district, size_class, percent, valid_from, "
                       "valid_to, notes, annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, "
                       "?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)"),
    .update = SQL_INIT("UPDATE share_rule SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = ?6, "
                       "code = ?7, unit = ?8, rank = ?9, led_by = ?10, age_from = ?11, age_to = ?12, zone = ?13, "
                       "district = ?14, size_class = ?15, percent = ?16, valid_from = ?17, valid_to = ?18, notes = "
                       "?19, annulled = ?20, annul_reason = ?21 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM share_rule t WHERE " LENT_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM share_rule t WHERE " LENT_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM share_rule t WHERE " LENT_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.code AS label FROM share_rule t WHERE t.agency = ?1 AND t.id = ?2"),
};

enum { ON_DAY, OWNER, STATEMENT_COUNT };
static const struct sql statements[STATEMENT_COUNT] = {
    [ON_DAY] = SQL_INIT("SELECT t.id FROM share_rule t WHERE " LENT_FIND("t") " AND t.agency = ?5 AND t.annulled = 0 "
                        "AND t.valid_from <= ?6 AND (t.valid_to IS NULL OR t.valid_to >= ?6) "
                        "ORDER BY t.rank, t.code /*scan*/"),
    [OWNER] = SQL_INIT("SELECT p.id, p.birth_date, p.sex FROM affiliation f JOIN person p ON p.agency = "
                       "f.agency AND p.id = f.person WHERE f.agency = ?1 AND f.enterprise = ?2 AND f.annulled = "
                       "0 AND f.relation IN ('owner', 'representative') AND (f.from_on IS NULL OR f.from_on <= "
                       "?3) AND (f.to_on IS NULL OR f.to_on >= ?3) ORDER BY CASE f.relation WHEN 'owner' THEN 0 "
                       "ELSE 1 END, f.code LIMIT 1"),
};
const struct db_statements share_rule_statements = {"share_rule_store", statements, STATEMENT_COUNT};

enum { RULES_MOST = 500 };

enum err share_rule_store_on(struct ctx *ctx, struct id agency, struct date on, struct list *out)
{
    struct id *ids = ARENA_ARRAY(ctx->arena, struct id, RULES_MOST);
    size_t count = 0;
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(ctx->db, statements[ON_DAY], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_id(stmt, 5, agency);
    db_bind_date(stmt, 6, on);
    TRY(db_step(stmt, &row));
    while (row && count < RULES_MOST) {
        ids[count++] = db_column_id(stmt, 0);
        TRY(db_step(stmt, &row));
    }
    db_reset(stmt);
    return service_read_list(ctx, &share_rule_entity, ids, count, out);
}

enum err share_rule_store_owner(struct ctx *ctx, struct id agency, struct id enterprise, struct date on,
                                struct share_owner *out)
{
    struct db_stmt *stmt;
    bool row;
    *out = (struct share_owner){.person = ID_NONE, .birth = DATE_NONE};
    TRY(db_prepare(ctx->db, statements[OWNER], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_id(stmt, 2, enterprise);
    db_bind_date(stmt, 3, on);
    TRY(db_step(stmt, &row));
    if (row) {
        *out = (struct share_owner){db_column_id(stmt, 0), db_column_date(stmt, 1),
                                    db_column_text(stmt, 2, ctx->arena)};
    }
    db_reset(stmt);
    return ERR_OK;
}
