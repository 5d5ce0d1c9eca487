#include "agreement/agreement_web.h"

#include "account/pick.h"
#include "account/record_web.h"
#include "agreement/agreement.h"
#include "core/record.h"
#include "evidence/evidence_web.h"
#include "html/table.h"
#include "party/party_web.h"

static void draw_fields(struct visit *visit, const struct form_view *form, bool is_new)
{
    struct html *html = visit->html;
    struct pick units = pick_records(visit, "unit.list", "name");
    struct pick parties = pick_records(visit, "organisation.list", "name");
    if (is_new) {
        form_named(html, form, "code");
    }
    form_named(html, form, "title");
    form_named(html, form, "kind");
    form_named(html, form, "programme");
    form_named(html, form, "object");
    form_named(html, form, "state");
    form_row_open(html);
    form_named(html, form, "signed_on");
    form_named(html, form, "valid_from");
    form_named(html, form, "valid_to");
    form_row_close(html);
    form_group_open(html, TR(html, "Las partes", "The parties"),
                    TR(html, "Escriba el código o el nombre y elija de la lista.", "Write the code or the name and choose from the list."));
    static const char *const roles[] = {"funders", "operators", "cooperators", "beneficiaries"};
    for (size_t i = 0; i < COUNT_OF(roles); i++) {
        form_named_options(html, form, roles[i], parties.options, parties.count);
    }
    form_group_close(html);
    form_named_options(html, form, "unit", units.options, units.count);
    form_named(html, form, "public");
}

static const struct record_web pages = {
    .entity = &agreement_entity,
    .path = "/agreements",
    .place = PLACE_AGREEMENTS,
    .add = T("Registrar un convenio", "Record an agreement"),
    .correct = T("Corregir el convenio", "Correct the agreement"),
    .saved = T("Convenio guardado.", "Agreement saved."),
    .fields = draw_fields,
};

static enum tone state_tone(const struct agreement *agreement)
{
    if (agreement->record.annulled == ANSWER_YES) {
        return TONE_BAD;
    }
    return agreement_covers(agreement, clock_today()) ? TONE_OK
           : str_eq_c(agreement->state, "negotiation") ? TONE_WARN
                                                       : TONE_PLAIN;
}

static struct str state_word(struct visit *visit, const struct agreement *agreement)
{
    if (agreement->record.annulled == ANSWER_YES) {
        return text_in(TEXT("Anulado", "Annulled"), visit->lang);
    }
    return field_display(visit->arena, shape_find(&agreement_entity.shape, S("state")), agreement, visit->lang);
}

static struct str validity(struct visit *visit, const struct agreement *agreement)
{
    if (date_is_none(agreement->valid_from) && date_is_none(agreement->valid_to)) {
        return STR_NONE;
    }
    return str_format(visit->arena, STR_FMT " – " STR_FMT, STR_ARG(date_display(visit->arena, agreement->valid_from)),
                      STR_ARG(date_display(visit->arena, agreement->valid_to)));
}

static struct str party_names(struct visit *visit, const struct refs *refs)
{
    struct buf names = BUF(visit->arena);
    for (size_t i = 0; i < refs->len; i++) {
        buf_put_c(&names, i == 0 ? "" : ", ");
        buf_put(&names, str_is_empty(refs->items[i].label) ? refs->items[i].code : refs->items[i].label);
    }
    return buf_str(&names);
}

static enum err list_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct record_list_input in = {.after = request_query(req, "after"), .limit = 50};
    struct list list = {.total = INT_NONE};
    TRY(visit_run(&visit, op_find(S("agreement.list")), &in, &list));
    bool may = record_web_may_write(&visit, &pages);
    struct page_link add;
    party_web_add_action(&visit, may, &add, "/agreements/new", pages.add);
    visit_page(&visit, TEXT("Convenios", "Agreements"), PLACE_AGREEMENTS);
    party_web_tabs(&visit, PARTY_TAB_AGREEMENTS);
    struct html *html = visit.html;
    if (list.rows.len == 0 && str_is_empty(in.after)) {
        page_empty(html, TR(html, "Ningún convenio todavía", "No agreement yet"),
                   TR(html, "Registre el primero: los servicios podrán decir quién los paga.",
                      "Record the first one: services can then say who pays for them."),
                   may ? URL(visit.arena, "/agreements/new") : (struct url){STR_NONE}, text_in(pages.add, visit.lang));
        return visit_end(&visit);
    }
    static const struct column columns[] = {
        {.label = T("Convenio", "Agreement")},
        {.label = T("Financian", "Funders")},
        {.label = T("Operan", "Operators"), .minor = true},
        {.label = T("Vigencia", "Validity")},
        {.label = T("Estado", "State")},
    };
    struct table table = {.caption = TR(html, "Convenios", "Agreements"), .caption_hidden = true, .columns = columns,
                          .count = COUNT_OF(columns), .total = INT_NONE};
    if (!str_is_empty(list.next)) {
        table.next = URL(visit.arena, "/agreements?after={}", list.next);
    }
    if (!str_is_empty(in.after)) {
        table.first = URL(visit.arena, "/agreements");
    }
    table_open(html, &table);
    const struct agreement *agreements = list.rows.items;
    for (size_t i = 0; i < list.rows.len; i++) {
        table_row(html, &table);
        table_link_note(html, &table, record_web_url(visit.arena, &pages, agreements[i].record.code), agreements[i].title,
                        agreements[i].record.code);
        table_text(html, &table, party_names(&visit, &agreements[i].funders));
        table_text(html, &table, party_names(&visit, &agreements[i].operators));
        table_text(html, &table, validity(&visit, &agreements[i]));
        table_chip(html, &table, state_tone(&agreements[i]), state_word(&visit, &agreements[i]));
        table_row_end(html, &table);
    }
    table_close(html, &table);
    return visit_end(&visit);
}

static void show_parties(struct visit *visit, const struct agreement *agreement)
{
    const struct {
        struct text label;
        const struct refs *refs;
    } roles[] = {
        {T("Financian", "Funders"), &agreement->funders},
        {T("Operan", "Operators"), &agreement->operators},
        {T("Cooperan", "Co-operators"), &agreement->cooperators},
        {T("Se benefician", "Beneficiaries"), &agreement->beneficiaries},
    };
    struct html *html = visit->html;
    H(html, "<section class=\"card\"><h2>");
    HT(html, "Las partes", "The parties");
    H(html, "</h2>");
    page_facts_open(html);
    for (size_t i = 0; i < COUNT_OF(roles); i++) {
        H(html, "<div><dt>");
        h_t(html, roles[i].label);
        H(html, "</dt><dd>");
        for (size_t k = 0; k < roles[i].refs->len; k++) {
            const struct ref *ref = &roles[i].refs->items[k];
            if (k > 0) {
                H(html, "<br>");
            }
            h_link(html, URL(visit->arena, "/organisations/{}", ref->code), str_is_empty(ref->label) ? ref->code : ref->label);
        }
        if (roles[i].refs->len == 0) {
            H(html, "—");
        }
        H(html, "</dd></div>");
    }
    page_facts_close(html);
    H(html, "</section>");
}

static enum err detail_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct agreement agreement;
    TRY(record_web_get(&visit, &pages, &agreement));
    struct page_link crumb = {.label = text_in(TEXT("Convenios", "Agreements"), visit.lang), .url = URL(visit.arena, "/agreements")};
    struct page_link actions[] = {
        {.label = text_in(TEXT("Sus resultados", "Its results"), visit.lang),
         .url = URL(visit.arena, "/results?agreement={}", agreement.record.code)},
        {.label = text_in(TEXT("Corregir", "Correct"), visit.lang),
         .url = URL(visit.arena, "/agreements/{}/edit", agreement.record.code), .primary = true},
    };
    visit.page.crumbs = &crumb;
    visit.page.crumb_count = 1;
    visit.page.actions = actions;
    visit.page.action_count = record_web_may_write(&visit, &pages) ? 2 : 1;
    visit.page.lead = agreement.programme;
    visit_page(&visit, (struct text){str_c(visit.arena, agreement.title), NULL}, PLACE_AGREEMENTS);
    struct html *html = visit.html;
    H(html, "<div class=\"half\"><section class=\"card\">");
    page_facts_open(html);
    page_fact_chip(html, TR(html, "Estado", "State"), state_tone(&agreement), state_word(&visit, &agreement));
    static const char *const except[] = {"title", "programme", "state", "funders", "operators", "cooperators", "beneficiaries",
                                         "annulled", "annul_reason", NULL};
    page_facts_shape(html, &agreement_entity.shape, &agreement, except);
    page_facts_close(html);
    H(html, "</section>");
    show_parties(&visit, &agreement);
    H(html, "</div>");
    evidence_panel(&visit, agreement_entity.dataset, agreement.record.code);
    record_web_annulment(&visit, &pages, &agreement);
    return visit_end(&visit);
}

static enum err new_form(struct request *req, struct response *resp)
{
    return record_web_new(req, resp, &pages);
}

static enum err add_form(struct request *req, struct response *resp)
{
    return record_web_add(req, resp, &pages);
}

static enum err edit_form(struct request *req, struct response *resp)
{
    return record_web_edit(req, resp, &pages);
}

static enum err set_form(struct request *req, struct response *resp)
{
    return record_web_set(req, resp, &pages);
}

static enum err annul_form(struct request *req, struct response *resp)
{
    return record_web_annul(req, resp, &pages);
}

const struct route agreement_routes[] = {
    {.method = METHOD_GET, .pattern = "/agreements", .handler = list_page},
    {.method = METHOD_GET, .pattern = "/agreements/new", .handler = new_form},
    {.method = METHOD_POST, .pattern = "/agreements/new", .handler = add_form},
    {.method = METHOD_GET, .pattern = "/agreements/{code}", .handler = detail_page},
    {.method = METHOD_GET, .pattern = "/agreements/{code}/edit", .handler = edit_form},
    {.method = METHOD_POST, .pattern = "/agreements/{code}/edit", .handler = set_form},
    {.method = METHOD_POST, .pattern = "/agreements/{code}/annul", .handler = annul_form},
};
const size_t agreement_route_count = COUNT_OF(agreement_routes);
