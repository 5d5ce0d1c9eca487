#include "coordination/meeting.h"

#define COLUMNS \
    "t.agency, t.id, t.version, t.created_seq, t.changed_seq, t.source_line, t.code, t.unit, t.organ, t.date, " \
    "t.start_time, t.call, t.convened_on, t.place, t.district, t.agenda, t.guests, t.present, t.needed, " \
    "t.minutes, t.book, t.folio, t.minutes_hash, t.state, t.annulled, t.annul_reason"

static const struct entity_link links[] = {
    {.field = "members",
     .insert = SQL_INIT("INSERT INTO meeting_member (agency, meeting, position, membership) VALUES (?1, ?2, "
                        "?3, ?4)"),
     .remove = SQL_INIT("DELETE FROM meeting_member WHERE agency = ?1 AND meeting = ?2"),
     .select = SQL_INIT("SELECT membership FROM meeting_member WHERE agency = ?1 AND meeting = ?2 ORDER BY "
                        "position")},
    {.field = "officers",
     .insert = SQL_INIT("INSERT INTO meeting_officer (agency, meeting, position, board_term) VALUES (?1, ?2, "
                        "?3, ?4)"),
     .remove = SQL_INIT("DELETE FROM meeting_officer WHERE agency = ?1 AND meeting = ?2"),
     .select = SQL_INIT("SELECT board_term FROM meeting_officer WHERE agency = ?1 AND meeting = ?2 ORDER BY "
                        "position")},
};

const struct entity_store meeting_store = {
    .insert = SQL_INIT("INSERT INTO meeting (agency, id, version, created_seq, changed_seq, source_line, code, "
                       "unit, organ, date, start_time, call, convened_on, place, district, agenda, guests, "
                       "present, needed, minutes, book, folio, minutes_hash, state, annulled, annul_reason) "
                       "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, "
                       "?18, ?19, ?20, ?21, ?22, ?23, ?24, ?25, ?26)"),
    .update = SQL_INIT("UPDATE meeting SET version = ?3, created_seq = ?4, changed_seq = ?5, source_line = ?6, "
                       "code = ?7, unit = ?8, organ = ?9, date = ?10, start_time = ?11, call = ?12, "
                       "convened_on = ?13, place = ?14, district = ?15, agenda = ?16, guests = ?17, present = "
                       "?18, needed = ?19, minutes = ?20, book = ?21, folio = ?22, minutes_hash = ?23, state = "
                       "?24, annulled = ?25, annul_reason = ?26 WHERE agency = ?1 AND id = ?2 AND version = ?3 "
                       "- 1"),
    .by_code = SQL_INIT("SELECT " COLUMNS " FROM meeting t WHERE " SCOPE_KEY("t") " AND t.code = ?5"),
    .by_id = SQL_INIT("SELECT " COLUMNS " FROM meeting t WHERE " SCOPE_KEY("t") " AND t.id = ?5"),
    .page = SQL_INIT("SELECT " COLUMNS " FROM meeting t WHERE " SCOPE_PAGE("t") " AND (t.agency, t.code) > (?5, ?6) "
                     "ORDER BY t.agency, t.code LIMIT ?7"),
    .by_parent = SQL_INIT("SELECT " COLUMNS " FROM meeting t WHERE " SCOPE("t")
                          " AND t.agency = ?5 AND t.organ = ?6 AND t.annulled = 0 ORDER BY t.date DESC, t.id LIMIT ?7"),
    .label = SQL_INIT("SELECT t.code, t.date AS label FROM meeting t WHERE t.agency = ?1 AND t.id = ?2"),
    .links = links,
    .link_count = COUNT_OF(links),
};
