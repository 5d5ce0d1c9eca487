#include "client/client_web.h"
#include "client/compare_web.h"
#include "client/duplicate_web.h"
#include "client/enterprise.h"
#include "client/identity.h"
#include "client/person.h"
#include "html/table.h"

/* ---- what was merged ------------------------------------------------------------------------------------------------- */

static const struct refs *members_of(const struct identity *row)
{
    return str_eq_c(row->kind, "person") ? &row->persons : &row->enterprises;
}

static struct str names_of(struct arena *arena, const struct refs *members, bool codes)
{
    struct buf out = BUF(arena);
    for (size_t i = 0; i < members->len; i++) {
        const struct ref *ref = &members->items[i];
        buf_format(&out, "%s" STR_FMT, i == 0 ? "" : " · ", STR_ARG(codes || str_is_empty(ref->label) ? ref->code : ref->label));
    }
    return buf_str(&out);
}

static enum err list_page(struct request *req, struct response *resp)
{
    static const struct column columns[] = {
        {.label = T("Registros", "Records")}, {.label = T("Tipo", "Kind")}, {.label = T("Unidas el", "Merged on")},
        {.label = T("Motivo", "Reason")},     {.label = T("Estado", "State")},
    };
    struct visit visit;
    VISIT(&visit, req, resp);
    struct list list = {0};
    struct str after = request_query(req, "after");
    TRY(desk_ask(&visit, "identity.list", DESK_VALUES({"after", after}, {"limit", S("50")}), &list));
    visit.page.lead = text_in(TEXT("Registros que cuentan como un solo cliente. Cada uno se conserva entero y se puede separar.",
                                   "Records that count as one client. Each is kept whole and can be split off."),
                              visit.lang);
    visit_page(&visit, TEXT("Uniones de duplicados", "Merges of duplicates"), PLACE_CLIENTS);
    desk_client_tabs(&visit, 3);
    TRY(duplicate_web_tabs(&visit, DUPLICATE_MERGED));
    struct html *html = visit.html;
    const struct identity *rows = list.rows.items;
    struct url here = URL(visit.arena, "/identities");
    struct table table = {
        .caption = TR(html, "Uniones de duplicados", "Merges of duplicates"), .caption_hidden = true, .columns = columns,
        .count = COUNT_OF(columns), .total = INT_NONE,
        .next = str_is_empty(list.next) ? (struct url){STR_NONE} : url_with(visit.arena, here, "after", list.next),
        .first = str_is_empty(after) ? (struct url){STR_NONE} : here,
    };
    if (list.rows.len == 0) {
        page_empty(html, TR(html, "Ninguna unión todavía", "No merge yet"),
                   TR(html, "Se hacen desde la lista de posibles duplicados o desde la página de un cliente.",
                      "They are made from the list of possible duplicates or from a client's page."),
                   URL(visit.arena, "/duplicates"), TR(html, "Posibles duplicados", "Possible duplicates"));
        return visit_end(&visit);
    }
    table_open(html, &table);
    for (size_t i = 0; i < list.rows.len; i++) {
        const struct refs *members = members_of(&rows[i]);
        table_row(html, &table);
        table_link_note(html, &table, desk_record_url(visit.arena, S("identities"), rows[i].record.code), names_of(visit.arena, members, false),
                        names_of(visit.arena, members, true));
        table_text(html, &table, desk_word(&visit, identity_kinds, rows[i].kind));
        table_date(html, &table, rows[i].merged_on);
        table_text(html, &table, rows[i].reason);
        table_chip(html, &table, identity_is_open(&rows[i]) ? TONE_OK : TONE_PLAIN,
                   identity_is_open(&rows[i]) ? TR(html, "Unidos", "Merged") : TR(html, "Separados", "Split"));
        table_row_end(html, &table);
    }
    table_close(html, &table);
    return visit_end(&visit);
}

/* ---- one merge --------------------------------------------------------------------------------------------------------- */

static enum err gather(struct visit *visit, struct str code, struct identity *row, struct compare *compare)
{
    shape_clear(&identity_entity.shape, row);
    TRY(desk_get(visit, &identity_entity, code, row));
    const struct refs *members = members_of(row);
    *compare = (struct compare){.visit = visit, .noun = compare_noun(row->kind), .shown = row->shown};
    for (size_t i = 0; i < members->len && compare->count < COMPARE_MOST; i++) {
        void *client = shape_new(visit->arena, &compare->noun->entity->shape);
        enum err err = desk_get(visit, compare->noun->entity, members->items[i].code, client);
        if (err == ERR_NOT_FOUND) {
            continue; /* another unit's */
        }
        TRY(err);
        compare->rows[compare->count++] = client;
    }
    return compare->count == 0 ? ERR_NOT_FOUND : ERR_OK;
}

static void put_facts(struct visit *visit, const struct identity *row)
{
    struct html *html = visit->html;
    H(html, "<section class=\"card\">");
    page_facts_open(html);
    page_fact(html, TR(html, "Unidas el", "Merged on"), date_display(visit->arena, row->merged_on));
    if (!date_is_none(row->unmerged_on)) {
        page_fact(html, TR(html, "Separadas el", "Split on"), date_display(visit->arena, row->unmerged_on));
    }
    page_fact(html, TR(html, "Motivo", "Reason"), row->reason);
    page_fact_chip(html, TR(html, "Estado", "State"), identity_is_open(row) ? TONE_OK : TONE_PLAIN,
                   identity_is_open(row) ? TR(html, "Unidos", "Merged") : TR(html, "Separados", "Split"));
    page_facts_close(html);
    H(html, "</section>");
}

static struct form_view form_of(struct visit *visit, const struct identity *row, const char *verb, const struct fault *fault)
{
    return (struct form_view){
        .action = URL(visit->arena, "/identities/{}/{}", row->record.code, str_of(verb)),
        .csrf = visit->csrf, .request_id = id_format(visit->arena, id_new()), .version = row->record.version, .fault = fault,
        .id_prefix = str_of(verb),
    };
}

static void put_choice(struct visit *visit, const struct identity *row, struct compare *compare, const struct fault *fault)
{
    struct html *html = visit->html;
    const struct form_view view = form_of(visit, row, "choose", fault);
    compare->choosing = visit_may(visit, PERM_MERGE) && identity_is_open(row);
    if (!compare->choosing) {
        H(html, "<section class=\"card stack\"><h2>");
        HT(html, "Lo que es distinto", "What differs");
        H(html, "</h2>");
        compare_differences(compare);
        H(html, "</section>");
        return;
    }
    form_open(html, &view);
    form_group_open(html, TR(html, "Qué se muestra", "What is shown"), STR_NONE);
    compare_differences(compare);
    form_group_close(html);
    form_close(html, &view, TR(html, "Guardar lo que se muestra", "Save what is shown"), (struct url){STR_NONE});
}

static void put_split(struct visit *visit, const struct identity *row)
{
    struct html *html = visit->html;
    const struct form_view view = form_of(visit, row, "unmerge", NULL);
    if (!visit_may(visit, PERM_MERGE) || !identity_is_open(row)) {
        return;
    }
    H(html, "<details class=\"screen\"><summary>");
    HT(html, "Separar", "Split");
    H(html, "</summary><p class=\"note\">");
    HT(html, "Cada registro vuelve a contar por sí solo, con sus propios datos, tal como estaban.",
       "Each record counts by itself again, with its own values, as they were.");
    H(html, "</p>");
    form_open(html, &view);
    form_input(html, &view, &(struct form_input){.name = "reason", .required = true, .label = TR(html, "Motivo", "Reason")});
    form_close(html, &view, TR(html, "Separar", "Split"), (struct url){STR_NONE});
    H(html, "</details>");
}

static enum err show(struct visit *visit, const struct identity *row, struct compare *compare, const struct fault *fault)
{
    struct page_link crumbs[] = {
        {.label = text_in(TEXT("Uniones de duplicados", "Merges of duplicates"), visit->lang), .url = URL(visit->arena, "/identities")}};
    visit->page.crumbs = crumbs;
    visit->page.crumb_count = 1;
    visit->page.lead = str_format(visit->arena, STR_FMT " · " STR_FMT, STR_ARG(text_in(identity_entity.label, visit->lang)), STR_ARG(row->record.code));
    const char *name = str_c(visit->arena, compare_name(visit->arena, compare->noun, compare->rows[0]));
    visit_page(visit, (struct text){name, name}, PLACE_CLIENTS);
    put_facts(visit, row);
    compare_heads(compare);
    put_choice(visit, row, compare, fault);
    compare_rest(compare);
    put_split(visit, row);
    return visit_end(visit);
}

static enum err merge_page(struct request *req, struct response *resp)
{
    struct visit visit;
    struct identity row;
    struct compare compare;
    VISIT(&visit, req, resp);
    TRY(gather(&visit, request_param(req, "code"), &row, &compare));
    return show(&visit, &row, &compare, NULL);
}

static enum err finish(struct visit *visit, enum err err, struct text message)
{
    struct identity row;
    struct compare compare;
    struct str code = request_param(visit->req, "code");
    if (err == ERR_OK) {
        return visit_go(visit, URL(visit->arena, "/identities/{}", code), message);
    }
    if (!visit_shows_again(err)) {
        return err;
    }
    struct fault *fault = ARENA_NEW(visit->arena, struct fault);
    *fault = visit->call.fault;
    TRY(gather(visit, code, &row, &compare));
    visit_refused(visit, err);
    return show(visit, &row, &compare, fault);
}

static enum err choose_post(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    struct identity row;
    struct compare compare;
    TRY(gather(&visit, request_param(req, "code"), &row, &compare));
    void *out = shape_new(visit.arena, &identity_entity.shape);
    enum err err = desk_change(&visit, "identity.choose",
                               DESK_VALUES({"code", row.record.code}, {"version", form_get(visit.form, "version")},
                                           {"shown", compare_sent(&visit, compare.noun)}),
                               out);
    return finish(&visit, err, TEXT("Desde ahora se muestran esos datos.", "Those values are shown from now on."));
}

static enum err unmerge_post(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    void *out = shape_new(visit.arena, &identity_entity.shape);
    enum err err = desk_change(&visit, "identity.unmerge",
                               DESK_VALUES({"code", request_param(req, "code")}, {"reason", form_get(visit.form, "reason")}), out);
    return finish(&visit, err, TEXT("Los registros vuelven a contar por separado.", "The records count apart again."));
}

const struct route identity_routes[] = {
    {.method = METHOD_GET, .pattern = "/identities", .handler = list_page},
    {.method = METHOD_GET, .pattern = "/identities/{code}", .handler = merge_page},
    {.method = METHOD_POST, .pattern = "/identities/{code}/choose", .handler = choose_post},
    {.method = METHOD_POST, .pattern = "/identities/{code}/unmerge", .handler = unmerge_post},
};
const size_t identity_route_count = COUNT_OF(identity_routes);
