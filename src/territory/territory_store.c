#include "base/utf8.h"
#include "territory/boundary.h"
#include "territory/territory.h"

enum { DIVISION, CODE, STATEMENTS };
static const struct sql statements[STATEMENTS] = {
    [DIVISION] = SQL_INIT("INSERT INTO division (scheme, kind, code, parent, name, short_name, sort_key, valid_from, valid_to) "
                          "VALUES ('sv', ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT DO NOTHING"),
    [CODE] = SQL_INIT("INSERT INTO division_code (scheme, kind, division, other_scheme, code) VALUES ('sv', ?1, ?2, ?3, ?4) "
                      "ON CONFLICT DO NOTHING"),
};
const struct db_statements territory_statements = {"territory_store", statements, STATEMENTS};

struct division {
    const char *kind;
    const char *code;
    struct str parent;
    const char *name;
    struct str short_name;
    struct date from;
    struct date to;
};

static enum err add_division(struct ctx *ctx, const struct division *division, int64_t *added)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[DIVISION], &stmt));
    db_bind_text(stmt, 1, str_of(division->kind));
    db_bind_text(stmt, 2, str_of(division->code));
    db_bind_text(stmt, 3, division->parent);
    db_bind_text(stmt, 4, str_of(division->name));
    db_bind_text(stmt, 5, division->short_name);
    db_bind_text(stmt, 6, utf8_sort_key(ctx->arena, str_of(division->name)));
    db_bind_date(stmt, 7, division->from);
    db_bind_date(stmt, 8, division->to);
    TRY(db_run(stmt));
    *added += db_changes(stmt);
    return ERR_OK;
}

static enum err add_code(struct ctx *ctx, const char *kind, const char *division, const char *scheme, const char *code)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[CODE], &stmt));
    db_bind_text(stmt, 1, str_of(kind));
    db_bind_text(stmt, 2, str_of(division));
    db_bind_text(stmt, 3, str_of(scheme));
    db_bind_text(stmt, 4, str_of(code));
    return db_run(stmt);
}

/* "Norte" of "La Unión Norte". */
static struct str short_name(const struct territory_municipality *municipality)
{
    struct str name = str_of(municipality->name);
    struct str department = str_of(territory_department_of(str_of(municipality->code))->name);
    return str_starts(name, department) && name.len > department.len
               ? str_slice(name, department.len + 1, name.len)
               : name;
}

static enum err load_district(struct ctx *ctx, const struct territory_district *row, int64_t *added)
{
    struct str code = str_of(row->code);
    struct date last = date_add_days(TERRITORY_REFORM, -1);
    TRY(add_division(ctx, &(struct division){.kind = "municipality", .code = row->code, .parent = str_slice(code, 0, 2),
                                             .name = row->name, .short_name = str_of(row->name), .to = last},
                     added));
    TRY(add_division(ctx, &(struct division){.kind = "district", .code = row->code, .parent = str_of(row->municipality),
                                             .name = row->name, .short_name = str_of(row->name),
                                             .from = TERRITORY_REFORM},
                     added));
    TRY(add_code(ctx, "municipality", row->code, "national", row->code));
    return add_code(ctx, "district", row->code, "national", row->code);
}

FALLIBLE territory_store_load(struct ctx *ctx, int64_t *out_added)
{
    *out_added = 0;
    for (size_t i = 0; i < territory_department_count; i++) {
        const struct territory_department *row = &territory_departments[i];
        TRY(add_division(ctx, &(struct division){.kind = "department", .code = row->code, .name = row->name,
                                                 .short_name = str_of(row->name)},
                         out_added));
        TRY(add_code(ctx, "department", row->code, "national", row->code));
        TRY(add_code(ctx, "department", row->code, "iso", row->iso));
    }
    for (size_t i = 0; i < territory_municipality_count; i++) {
        const struct territory_municipality *row = &territory_municipalities[i];
        TRY(add_division(ctx, &(struct division){.kind = "municipality", .code = row->code,
                                                 .parent = str_slice(str_of(row->code), 0, 2), .name = row->name,
                                                 .short_name = short_name(row), .from = TERRITORY_REFORM},
                         out_added));
        TRY(add_code(ctx, "municipality", row->code, "mh2024", row->code + 2));
        TRY(add_code(ctx, "municipality", row->code, "ocha", row->ocha));
    }
    for (size_t i = 0; i < territory_district_count; i++) {
        TRY(load_district(ctx, &territory_district_list[i], out_added));
    }
    return ERR_OK;
}
