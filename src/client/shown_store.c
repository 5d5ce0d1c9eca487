#include "client/enterprise.h"
#include "client/identity.h"
#include "client/listing.h"
#include "client/person.h"
#include "client/shown.h"
#include "core/record.h"

/* Whatever the unit of a record: what is derived of an identity does not depend on who wrote last. */
#define OPEN_OF(what)                                                                                                  \
    "SELECT i.id FROM identity_" what " m JOIN identity i ON i.agency = m.agency AND i.id = m.identity "               \
    "WHERE m.member_agency = ?1 AND m." what " = ?2 AND m.agency = ?1 AND i.annulled = 0 AND i.unmerged_on IS NULL LIMIT 1"

enum { OPEN_ENTERPRISE, OPEN_PERSON, STATEMENTS };
static const struct sql statements[STATEMENTS] = {
    [OPEN_ENTERPRISE] = SQL_INIT(OPEN_OF("enterprise")),
    [OPEN_PERSON] = SQL_INIT(OPEN_OF("person")),
};
const struct db_statements shown_statements = {"shown_store", statements, STATEMENTS};

FALLIBLE shown_identity_of(struct ctx *ctx, char kind, struct id agency, struct id client, struct id *out)
{
    struct db_stmt *stmt;
    bool row;
    TRY(db_prepare(ctx->db, statements[kind == 'p' ? OPEN_PERSON : OPEN_ENTERPRISE], &stmt));
    db_bind_id(stmt, 1, agency);
    db_bind_id(stmt, 2, client);
    TRY(db_step(stmt, &row));
    *out = row ? db_column_id(stmt, 0) : ID_NONE;
    db_reset(stmt);
    return ERR_OK;
}

/* A row of the agency by its id, in whichever unit. */
static enum err read_row(struct ctx *ctx, const struct entity *entity, struct id agency, struct id id, void *row, bool *found)
{
    struct scope whole = {.agency_low = agency, .agency_high = agency, .tree_from = 0, .tree_to = INT64_MAX};
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, entity->store->by_id, &stmt));
    scope_bind(stmt, &whole);
    db_bind_id(stmt, 5, id);
    TRY(db_step(stmt, found));
    if (*found) {
        TRY(record_read(ctx, stmt, entity, row));
    }
    db_reset(stmt);
    return ERR_OK;
}

FALLIBLE shown_apply(struct ctx *ctx, const struct identity *identity, bool open)
{
    bool persons = str_eq_c(identity->kind, "person");
    char kind = persons ? 'p' : 'e';
    const struct entity *entity = persons ? &person_entity : &enterprise_entity;
    const struct refs *members = persons ? &identity->persons : &identity->enterprises;
    const void **rows = ARENA_ARRAY(ctx->arena, const void *, members->len);
    size_t count = 0;
    for (size_t i = 0; i < members->len; i++) {
        struct record *row = shape_new(ctx->arena, &entity->shape);
        bool found = false;
        if (id_eq(identity_agency_of(identity, &members->items[i]), identity->record.agency)) {
            TRY(read_row(ctx, entity, identity->record.agency, members->items[i].id, row, &found));
        }
        if (!found) {
            continue;
        }
        if (!open || i > 0) {
            TRY(listing_show(ctx, kind, row, false, row->id));
        }
        if (row->annulled != ANSWER_YES || i == 0) {
            rows[count++] = row;
        }
    }
    if (!open || count == 0) {
        return ERR_OK;
    }
    void *shown = shape_new(ctx->arena, &entity->shape);
    shown_take(&entity->shape, identity->shown, rows, count, shown);
    const struct record *home = rows[shown_from(&entity->shape, identity->shown, rows, count, shape_find(&entity->shape, S("district")))];
    return listing_show(ctx, kind, shown, true, home->id);
}

FALLIBLE shown_follow(struct ctx *ctx, char kind, struct id agency, struct id client)
{
    struct identity identity;
    struct id id;
    bool found;
    TRY(shown_identity_of(ctx, kind, agency, client, &id));
    if (id_is_none(id)) {
        return ERR_OK;
    }
    shape_clear(&identity_entity.shape, &identity);
    TRY(read_row(ctx, &identity_entity, agency, id, &identity, &found));
    if (!found) {
        return ERR_OK;
    }
    TRY(record_read_links(ctx, &identity_entity, &identity));
    return shown_apply(ctx, &identity, true);
}
