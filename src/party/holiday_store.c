#include "party/holiday.h"

#include "core/children.h"
#include "party/unit.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.date, " \
    "t.name_es, t.name_en, t.reach, t.district, t.basis, t.confirmed, t.working, t.annulled, t.annul_reason"

const struct entity_store holiday_store = {
    .insert = SQL_INIT("INSERT INTO holiday (agency, id, version, created_seq, changed_seq, source_line, code, "
                       "unit, date, name_es, name_en, reach, district, basis, confirmed, working, annulled, "
                       "annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, "
                       "?15, ?16, ?17, ?18)"),
    .update = SQL_INIT("UPDATE holiday SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = ?6, "
                       "code = ?7, unit = ?8, date = ?9, name_es = ?10, name_en = ?11, reach = ?12, district = "
                       "?13, basis = ?14, confirmed = ?15, working = ?16, annulled = ?17, annul_reason = ?18 "
                       "WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM holiday t WHERE " LENT_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM holiday t WHERE " LENT_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM holiday t WHERE " LENT_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.name_es AS label FROM holiday t WHERE t.agency = ?1 AND t.id = ?2"),
};

enum { BETWEEN, STATEMENT_COUNT };
static const struct sql statements[STATEMENT_COUNT] = {
    [BETWEEN] = SQL_INIT("SELECT " COLUMNS " FROM holiday t WHERE " LENT_FIND("t")
                         " AND t.agency = ?5 AND t.date BETWEEN ?6 AND ?7 ORDER BY t.date, t.code LIMIT 2000"),
};
const struct db_statements holiday_statements = {"holiday_store", statements, STATEMENT_COUNT};

enum err holiday_store_between(struct ctx *ctx, struct id agency, struct date from, struct date to, struct list *out)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[BETWEEN], &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_id(stmt, 5, agency);
    db_bind_date(stmt, 6, DATE(from.year, 1, 1));
    db_bind_date(stmt, 7, DATE(to.year, 12, 31));
    return children_read(ctx, &holiday_entity, stmt, 2000, out);
}
