#include "client/enterprise.h"

#define COLUMNS                                                                                                        \
    "e.agency, e.id, e.version, e.created_seq, e.changed_seq, e.source_line, e.code, e.unit, e.adviser, "                  \
    "e.name, e.trade_name, e.category, e.constitution, e.nit, e.nrc, e.started_on, e.formal_accounting, "              \
    "e.sector, e.activity, e.activity_text, e.products, e.markets, e.led_by, e.phone, e.email, e.website, "            \
    "e.district, e.zone, e.address, e.annual_sales, e.workers, e.size_class, e.size_regime, e.size_override, "         \
    "e.size_override_reason, e.provenance, e.registered_on, e.status, e.show_in_catalogue, e.consent_on, "             \
    "e.consent_text, e.consent_scopes, e.consent_revoked_on, e.same_document_reason, e.annulled, e.annul_reason"

static const struct entity_link links[] = {
    {.field = "members",
     .insert = SQL_INIT("INSERT INTO enterprise_member (agency, enterprise, position, member) VALUES (?1, ?2, "
                        "?3, ?4)"),
     .remove = SQL_INIT("DELETE FROM enterprise_member WHERE agency = ?1 AND enterprise = ?2"),
     .select = SQL_INIT("SELECT member FROM enterprise_member WHERE agency = ?1 AND enterprise = ?2 ORDER BY "
                        "position")},
};

const struct entity_store enterprise_store = {
    .insert = SQL_INIT("INSERT INTO enterprise (agency, id, version, created_seq, changed_seq, source_line, "
                       "code, unit, adviser, name, trade_name, category, constitution, nit, nrc, started_on, "
                       "formal_accounting, sector, activity, activity_text, products, markets, led_by, phone, "
                       "email, website, district, zone, address, annual_sales, workers, size_class, size_regime, "
                       "size_override, size_override_reason, provenance, registered_on, status, "
                       "show_in_catalogue, consent_on, consent_text, consent_scopes, consent_revoked_on, "
                       "same_document_reason, annulled, annul_reason) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, "
                       "?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26, ?27, ?28, ?29, ?30, "
                       "?31, ?32, ?33, ?34, ?35, ?36, ?37, ?38, ?39, ?40, ?41, ?42, ?43, ?44, ?45, ?46)"),
    .update = SQL_INIT("UPDATE enterprise SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = "
                       "?6, code = ?7, unit = ?8, adviser = ?9, name = ?10, trade_name = ?11, category = ?12, "
                       "constitution = ?13, nit = ?14, nrc = ?15, started_on = ?16, formal_accounting = ?17, "
                       "sector = ?18, activity = ?19, activity_text = ?20, products = ?21, markets = ?22, led_by "
                       "= ?23, phone = ?24, email = ?25, website = ?26, district = ?27, zone = ?28, address = "
                       "?29, annual_sales = ?30, workers = ?31, size_class = ?32, size_regime = ?33, "
                       "size_override = ?34, size_override_reason = ?35, provenance = ?36, registered_on = ?37, "
                       "status = ?38, show_in_catalogue = ?39, consent_on = ?40, consent_text = ?41, "
                       "consent_scopes = ?42, consent_revoked_on = ?43, same_document_reason = ?44, annulled = ?45, annul_reason = ?46 WHERE "
                       "agency = ?1 AND id = ?2 AND version = ?3 - 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM enterprise e WHERE e.code = ?5 AND " SCOPE_KEY("e")),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM enterprise e WHERE e.id = ?5 AND " SCOPE_KEY("e")),
    .page = SQL_INIT("SELECT " COLUMNS " FROM enterprise e WHERE (e.agency, e.code) > (?5, ?6) AND " SCOPE_PAGE("e")
                     " ORDER BY e.agency, e.code LIMIT ?7"),
    .label = SQL_INIT("SELECT e.code, e.name FROM enterprise e WHERE e.agency = ?1 AND e.id = ?2"),
    .links = links,
    .link_count = COUNT_OF(links),
};
