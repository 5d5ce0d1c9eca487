#include "fund/score_sheet.h"

#include "party/unit.h"

#define SCORE_SHEET_COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.letter, " \
    "t.stage, t.name_es, t.name_en, t.edition, t.max, t.pass_mark, t.confirmed, t.source, t.annulled, " \
    "t.annul_reason"

const struct entity_store score_sheet_store = {
    .insert = SQL_INIT("INSERT INTO score_sheet (agency, id, version, created_seq, changed_seq, source_line, "
                       "code, unit, letter, stage, name_es, name_en, edition, max, pass_mark, confirmed, "
                       "source, annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, "
                       "?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)"),
    .update = SQL_INIT("UPDATE score_sheet SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = "
                       "?6, code = ?7, unit = ?8, letter = ?9, stage = ?10, name_es = ?11, name_en = ?12, "
                       "edition = ?13, max = ?14, pass_mark = ?15, confirmed = ?16, source = ?17, annulled = "
                       "?18, annul_reason = ?19 WHERE agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " SCORE_SHEET_COLUMNS " FROM score_sheet t WHERE " LENT_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " SCORE_SHEET_COLUMNS " FROM score_sheet t WHERE " LENT_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " SCORE_SHEET_COLUMNS " FROM score_sheet t WHERE " LENT_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.name_es AS label FROM score_sheet t WHERE t.agency = ?1 AND t.id = ?2"),
};

#define SCORE_ITEM_COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.sheet, " \
    "t.number, t.criterion_es, t.criterion_en, t.name_es, t.name_en, t.max, t.annulled, t.annul_reason"

const struct entity_store score_item_store = {
    .insert = SQL_INIT("INSERT INTO score_item (agency, id, version, created_seq, changed_seq, source_line, "
                       "code, unit, sheet, number, criterion_es, criterion_en, name_es, name_en, max, "
                       "annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, "
                       "?13, ?14, ?15, ?16, ?17)"),
    .update = SQL_INIT("UPDATE score_item SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = "
                       "?6, code = ?7, unit = ?8, sheet = ?9, number = ?10, criterion_es = ?11, criterion_en = "
                       "?12, name_es = ?13, name_en = ?14, max = ?15, annulled = ?16, annul_reason = ?17 WHERE "
                       "agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " SCORE_ITEM_COLUMNS " FROM score_item t WHERE " LENT_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " SCORE_ITEM_COLUMNS " FROM score_item t WHERE " LENT_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " SCORE_ITEM_COLUMNS " FROM score_item t WHERE " LENT_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .by_parent = SQL_INIT("SELECT " SCORE_ITEM_COLUMNS " FROM score_item t WHERE " LENT_FIND("t")
                          " AND t.agency = ?5 AND t.sheet = ?6 AND t.annulled = 0 ORDER BY t.number, t.id LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.name_es AS label FROM score_item t WHERE t.agency = ?1 AND t.id = ?2"),
};
