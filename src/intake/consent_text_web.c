#include "html/table.h"
#include "intake/consent_text.h"
#include "intake/intake_web.h"

static const char *const first[] = {"kind", "language", "edition", "text", "valid_from", "valid_to", NULL};
static const char *const keeping[] = {"unit", "code", NULL};
static const struct desk_group groups[] = {
    {.names = first},
    {.legend = T("Unidad y código", "Unit and code"), .names = keeping, .folded = true},
    {.names = NULL},
};
static enum err begin(struct visit *visit, struct desk_form *form, bool *elsewhere)
{
    (void)elsewhere;
    desk_preset(visit, form, "valid_from", date_iso(visit->arena, clock_today()));
    desk_preset(visit, form, "kind", request_query(visit->req, "kind"));
    return ERR_OK;
}
const struct desk_noun consent_text_noun = {
    .name = "consent_text",
    .entity = &consent_text_entity,
    .path = "consent_texts",
    .place = PLACE_CLIENTS,
    .write = PERM_AGREEMENT_WRITE,
    .new_title = T("Nuevo texto que se firma", "New text that is signed"),
    .edit_title = T("Corregir el texto", "Correct the text"),
    .saved = T("Texto guardado.", "Text saved."),
    .list = "/consent_texts",
    .list_label = T("Textos que se firman", "Texts that are signed"),
    .groups = groups,
    .begin = begin,
};

static enum err text_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct consent_text row;
    shape_clear(&consent_text_entity.shape, &row);
    TRY(desk_get(&visit, &consent_text_entity, request_param(req, "code"), &row));
    desk_page(&visit, &consent_text_noun, str_format(visit.arena, STR_FMT ", " STR_FMT, STR_ARG(desk_word(&visit, consent_text_kinds, row.kind)),
                                                    STR_ARG(row.edition)), &row);
    desk_facts(&visit, &consent_text_noun, &row, NULL);
    desk_foot(&visit, &consent_text_noun, &row);
    return visit_end(&visit);
}

static void put_list(struct visit *visit, const struct list *list)
{
    static const struct column columns[] = {
        {.label = T("Texto", "Text")},
        {.label = T("Idioma", "Language")},
        {.label = T("Se usa desde", "Used from")},
        {.label = T("Hasta", "Until")},
        {.label = T("De la unidad", "Of the unit"), .minor = true},
    };
    struct html *html = visit->html;
    struct table table = {.caption = TR(html, "Los textos registrados", "The texts recorded"), .columns = columns, .count = COUNT_OF(columns)};
    const struct consent_text *rows = list->rows.items;
    H(html, "<section class=\"card\">");
    table_open(html, &table);
    for (size_t i = 0; i < list->rows.len; i++) {
        if (rows[i].record.annulled == ANSWER_YES) {
            continue;
        }
        table_row(html, &table);
        table_link_note(html, &table, URL(visit->arena, "/consent_texts/{}", rows[i].record.code),
                        desk_word(visit, consent_text_kinds, rows[i].kind), rows[i].edition);
        table_text(html, &table, desk_word(visit, consent_text_languages, rows[i].language));
        table_date(html, &table, rows[i].valid_from);
        table_date(html, &table, rows[i].valid_to);
        table_text(html, &table, str_is_empty(rows[i].record.unit.label) ? rows[i].record.unit.code : rows[i].record.unit.label);
        table_row_end(html, &table);
    }
    table_close(html, &table);
    H(html, "</section>");
}

/* What is signed today, in the page's language: the agency's words, or the program's until it has its own. */
static void put_in_use(struct visit *visit, const struct list *list)
{
    struct html *html = visit->html;
    const struct consent_text_words *rows = list->rows.items;
    H(html, "<section class=\"card stack\"><h2>");
    HT(html, "Lo que se firma hoy", "What is signed today");
    H(html, "</h2>");
    for (size_t i = 0; i < list->rows.len; i++) {
        H(html, "<h3>");
        h_text(html, desk_word(visit, consent_text_kinds, rows[i].kind));
        if (str_is_empty(rows[i].code)) {
            H(html, " ");
            h_chip(html, TONE_PLAIN, TR(html, "redacción del programa", "the program's wording"));
        }
        H(html, "</h3><p>");
        h_text(html, rows[i].text);
        H(html, "</p>");
    }
    H(html, "</section>");
}

static enum err list_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct list in_use = {0};
    struct list list = {0};
    TRY(desk_ask(&visit, "consent_text.in_use", DESK_VALUES({"language", visit.lang == LANG_ES ? S("es") : S("en")}), &in_use));
    TRY(desk_ask(&visit, "consent_text.list", DESK_VALUES({"limit", S("100")}), &list));
    struct page_link action = {.label = text_in(consent_text_noun.new_title, visit.lang), .url = URL(visit.arena, "/consent_texts/new"), .primary = true};
    bool may = visit_may(&visit, PERM_AGREEMENT_WRITE);
    visit.page.actions = may ? &action : NULL;
    visit.page.action_count = may ? 1 : 0;
    visit_page(&visit, consent_text_noun.list_label, PLACE_CLIENTS);
    put_in_use(&visit, &in_use);
    if (list.rows.len > 0) {
        put_list(&visit, &list);
    }
    return visit_end(&visit);
}

const struct route consent_text_routes[] = {
    {.method = METHOD_GET, .pattern = "/consent_texts", .handler = list_page},
    {.method = METHOD_GET, .pattern = "/consent_texts/{code}", .handler = text_page},
    DESK_ROUTES("/consent_texts", consent_text_noun),
};
const size_t consent_text_route_count = COUNT_OF(consent_text_routes);
