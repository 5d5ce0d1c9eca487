#include "project/project.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.title, " \
    "t.object, t.results, t.responsible, t.territory, t.starts_on, t.ends_on, t.state, t.approved_on, " \
    "t.closed_on, t.annulled, t.annul_reason"

static const struct entity_link links[] = {
    {.field = "agreements",
     .insert = SQL_INIT("INSERT INTO project_agreement (agency, project, position, agreement) VALUES (?1, ?2, "
                        "?3, ?4)"),
     .remove = SQL_INIT("DELETE FROM project_agreement WHERE agency = ?1 AND project = ?2"),
     .select = SQL_INIT("SELECT agreement FROM project_agreement WHERE agency = ?1 AND project = ?2 ORDER BY "
                        "position")},
};

const struct entity_store project_store = {
    .insert = SQL_INIT("INSERT INTO project (agency, id, version, created_seq, changed_seq, source_line, code, "
                       "unit, title, object, results, responsible, territory, starts_on, ends_on, state, "
                       "approved_on, closed_on, annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, "
                       "?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)"),
    .update = SQL_INIT("UPDATE project SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = ?6, "
                       "code = ?7, unit = ?8, title = ?9, object = ?10, results = ?11, responsible = ?12, "
                       "territory = ?13, starts_on = ?14, ends_on = ?15, state = ?16, approved_on = ?17, "
                       "closed_on = ?18, annulled = ?19, annul_reason = ?20 WHERE agency = ?1 AND id = ?2 AND "
                       "version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM project t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM project t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM project t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.title AS label FROM project t WHERE t.agency = ?1 AND t.id = ?2"),
    .links = links,
    .link_count = COUNT_OF(links),
};
