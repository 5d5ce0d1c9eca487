#include "advice/service_store.h"

#include "core/record.h"
#include "party/staff.h"

#include <stdlib.h>
#include <string.h>

enum { AGENCIES, STATEMENT_COUNT };
static const struct sql statements[STATEMENT_COUNT] = {
    [AGENCIES] = SQL_INIT("SELECT u.agency FROM unit u WHERE u.id = u.agency AND u.agency BETWEEN ?1 AND ?2 "
                                    "AND u.tree_from BETWEEN ?3 AND ?4"),
};
const struct db_statements service_statements = {"service_store", statements, STATEMENT_COUNT};

enum err service_store_by_id(struct ctx *ctx, const struct entity *entity, struct sql sql, struct id agency, struct id id,
                             int64_t limit, struct list *out)
{
    struct id *ids = ARENA_ARRAY(ctx->arena, struct id, (size_t)limit);
    size_t count = 0;
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, sql, &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_id(stmt, 5, agency);
    db_bind_id(stmt, 6, id);
    db_bind_int(stmt, 7, limit);
    bool row;
    TRY(db_step(stmt, &row));
    while (row && count < (size_t)limit) {
        ids[count++] = db_column_id(stmt, 0);
        TRY(db_step(stmt, &row));
    }
    db_reset(stmt);
    return service_read_list(ctx, entity, ids, count, out);
}

struct dated {
    struct id id;
    struct str date;
};

static int newest_first(const void *a, const void *b)
{
    const struct dated *x = a;
    const struct dated *y = b;
    int by_date = str_cmp(y->date, x->date);
    return by_date != 0 ? by_date : id_cmp(y->id, x->id);
}

/* What a page of the newest asks, with its codes resolved. */
struct page {
    struct sql sql;
    int64_t limit;
    struct date from;
    struct date to;
    struct id adviser;
    struct str after_day;
    struct id after;
};

static enum err newest_of(struct ctx *ctx, const struct page *page, struct id agency, struct dated *found, size_t *count)
{
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, page->sql, &stmt));
    scope_bind(stmt, &ctx->scope);
    db_bind_id(stmt, 5, agency);
    db_bind_int(stmt, 6, page->limit);
    db_bind_date(stmt, 7, page->from);
    db_bind_date(stmt, 8, page->to);
    db_bind_int(stmt, 9, !id_is_none(page->adviser));
    db_bind_id(stmt, 10, page->adviser);
    db_bind_text(stmt, 11, page->after_day);
    db_bind_blob(stmt, 12, (struct str){(const char *)page->after.bytes, sizeof page->after.bytes});
    bool row;
    TRY(db_step(stmt, &row));
    for (int64_t n = 0; row && n < page->limit; n++) {
        found[*count].id = db_column_id(stmt, 0);
        found[*count].date = db_column_text(stmt, 1, ctx->arena);
        *count += 1;
        TRY(db_step(stmt, &row));
    }
    db_reset(stmt);
    return ERR_OK;
}

static enum err visible_agencies(struct ctx *ctx, struct id *agencies, size_t most, size_t *count)
{
    *count = 0;
    if (id_eq(ctx->scope.agency_low, ctx->scope.agency_high)) {
        agencies[(*count)++] = ctx->scope.agency_low;
        return ERR_OK;
    }
    struct db_stmt *stmt;
    TRY(db_prepare(ctx->db, statements[AGENCIES], &stmt));
    scope_bind(stmt, &ctx->scope);
    bool row;
    TRY(db_step(stmt, &row));
    while (row && *count < most) {
        agencies[(*count)++] = db_column_id(stmt, 0);
        TRY(db_step(stmt, &row));
    }
    db_reset(stmt);
    return ERR_OK;
}

/* The first page begins after every day; a later one after the record that the page before ended with. */
static enum err resolve(struct ctx *ctx, const struct entity *entity, const char *date, const struct service_newest_input *in,
                        struct page *page)
{
    page->from = date_is_none(in->from) ? DATE(1900, 1, 1) : in->from;
    page->to = date_is_none(in->to) ? DATE(2199, 12, 31) : in->to;
    page->after_day = date_iso(ctx->arena, DATE(2199, 12, 31));
    memset(page->after.bytes, 255, sizeof page->after.bytes);
    if (!str_is_empty(in->adviser)) {
        struct staff adviser;
        TRY(record_find_code(ctx, &staff_entity, in->adviser, &adviser));
        page->adviser = adviser.record.id;
    }
    if (!str_is_empty(in->after)) {
        struct record *last = shape_new(ctx->arena, &entity->shape);
        TRY(record_find_code(ctx, entity, in->after, last));
        page->after = last->id;
        page->after_day = field_plain(ctx->arena, shape_find(&entity->shape, str_of(date)), last);
    }
    return ERR_OK;
}

enum err service_store_newest(struct ctx *ctx, const struct entity *entity, struct sql sql, const char *date,
                              const struct service_newest_input *in, struct list *out)
{
    /* The network has tens of agencies; those beyond would only be missing from a list of news. */
    enum { MOST_AGENCIES = 500 };
    struct id *agencies = ARENA_ARRAY(ctx->arena, struct id, MOST_AGENCIES);
    size_t agency_count;
    size_t limit = in->limit == INT_NONE ? 50 : (size_t)in->limit;
    struct page page = {.sql = sql, .limit = (int64_t)limit + 1}; /* one more tells whether there is a next page */
    TRY(resolve(ctx, entity, date, in, &page));
    TRY(visible_agencies(ctx, agencies, MOST_AGENCIES, &agency_count));
    struct dated *found = ARENA_ARRAY(ctx->arena, struct dated, agency_count * (limit + 1) + 1);
    size_t count = 0;
    for (size_t i = 0; i < agency_count; i++) {
        TRY(newest_of(ctx, &page, agencies[i], found, &count));
    }
    qsort(found, count, sizeof *found, newest_first);
    bool more = count > limit;
    count = more ? limit : count;
    struct id *ids = ARENA_ARRAY(ctx->arena, struct id, count + 1);
    for (size_t i = 0; i < count; i++) {
        ids[i] = found[i].id;
    }
    TRY(service_read_list(ctx, entity, ids, count, out));
    if (more && out->rows.len > 0) {
        const char *rows = out->rows.items;
        out->next = record_cursor(ctx, (const struct record *)(const void *)(rows + (out->rows.len - 1) * entity->shape.size));
    }
    return ERR_OK;
}
