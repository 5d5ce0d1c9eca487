#include "html/page.h"

struct place_row {
    struct text label;
    struct str path;
};
#define PLACE(es, en, path) {T(es, en), {path, sizeof(path) - 1}}
static const struct place_row places[PLACE_COUNT] = {
    [PLACE_HOME] = PLACE("Hoy", "Today", PAGE_PATH_HOME),
    [PLACE_CLIENTS] = PLACE("Clientes", "Clients", PAGE_PATH_CLIENTS),
    [PLACE_SERVICES] = PLACE("Servicios", "Services", PAGE_PATH_SERVICES),
    [PLACE_AGREEMENTS] = PLACE("Convenios", "Agreements", PAGE_PATH_AGREEMENTS),
    [PLACE_RESULTS] = PLACE("Resultados", "Results", PAGE_PATH_RESULTS),
};

static const char *const flash_classes[] = {[TONE_PLAIN] = "flash", [TONE_OK] = "flash ok", [TONE_WARN] = "flash warn",
                                            [TONE_BAD] = "flash bad"};

static void put_head(struct html *html, const struct page *page)
{
    H(html, "<!doctype html>\n<html");
    h_attr(html, "lang", html->lang == LANG_ES ? S("es") : S("en"));
    H(html, "><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
            "<meta name=\"theme-color\" content=\"#0b5c6b\"><meta name=\"format-detection\" content=\"telephone=no\"><title>");
    h_text(html, page->title);
    H(html, " · Adelante</title>");
    const struct page_assets *assets = page->assets;
    if (assets != NULL && !url_is_none(assets->style)) {
        H(html, "<link rel=\"stylesheet\"");
        h_href(html, assets->style);
        H(html, ">");
    }
    if (assets != NULL && !url_is_none(assets->icon)) {
        H(html, "<link rel=\"icon\" type=\"image/svg+xml\"");
        h_href(html, assets->icon);
        H(html, ">");
    }
    if (assets != NULL && !url_is_none(assets->manifest)) {
        H(html, "<link rel=\"manifest\"");
        h_href(html, assets->manifest);
        H(html, ">");
    }
    if (assets != NULL && !url_is_none(assets->script)) {
        H(html, "<script");
        html_url(html, S("src"), assets->script);
        H(html, " defer></script>");
    }
    H(html, "</head>");
}

static void put_hidden(struct html *html, struct str name, struct str value)
{
    H(html, "<input type=\"hidden\"");
    h_attr(html, "name", name);
    h_attr(html, "value", value);
    H(html, ">");
}

static void put_language(struct html *html, const struct page *page)
{
    bool to_english = html->lang == LANG_ES;
    H(html, "<form class=\"lang\" method=\"post\" action=\"" PAGE_PATH_LANGUAGE "\">");
    if (!str_is_empty(page->csrf)) {
        put_hidden(html, S("csrf"), page->csrf);
    }
    put_hidden(html, S("return"), url_is_none(page->here) ? S("/") : page->here.value);
    H(html, "<button name=\"lang\"");
    h_attr(html, "value", to_english ? S("en") : S("es"));
    h_attr(html, "lang", to_english ? S("en") : S("es"));
    H(html, ">");
    h_text(html, to_english ? S("English") : S("Español"));
    H(html, "</button></form>");
}

static void put_places(struct html *html, const struct page *page)
{
    H(html, "<nav class=\"places\"");
    h_attr_t(html, "aria-label", TEXT("Principal", "Main"));
    H(html, ">");
    for (int i = PLACE_HOME; i < PLACE_COUNT; i++) {
        if ((page->places & 1U << i) == 0) {
            continue;
        }
        H(html, "<a");
        h_href(html, (struct url){places[i].path});
        if (page->place == (enum place)i) {
            H(html, " aria-current=\"page\"");
        }
        H(html, ">");
        h_t(html, places[i].label);
        H(html, "</a>");
    }
    H(html, "</nav>");
}

#define ICON_SEARCH                                                                                             \
    "<svg class=\"icon\" viewBox=\"0 0 20 20\" aria-hidden=\"true\"><circle cx=\"8.5\" cy=\"8.5\" r=\"5.5\"/>" \
    "<path d=\"M13 13l5 5\"/></svg>"
#define ICON_PERSON                                                                                              \
    "<svg class=\"icon\" viewBox=\"0 0 20 20\" aria-hidden=\"true\"><circle cx=\"10\" cy=\"6.5\" r=\"3.5\"/>"    \
    "<path d=\"M3 18c.6-4 3.3-6 7-6s6.4 2 7 6\"/></svg>"

static void put_search(struct html *html, const struct page *page)
{
    H(html, "<a class=\"find tight\" href=\"" PAGE_PATH_SEARCH "\"");
    h_attr_t(html, "aria-label", TEXT("Buscar", "Search"));
    H(html, ">" ICON_SEARCH "</a><form class=\"find wide\" role=\"search\" method=\"get\" action=\"" PAGE_PATH_SEARCH
            "\"><input type=\"search\" name=\"q\" maxlength=\"100\"");
    h_attr_t(html, "aria-label", TEXT("Buscar cliente, código o documento", "Search client, code or document"));
    h_attr_t(html, "placeholder", TEXT("Buscar", "Search"));
    if (!str_is_empty(page->query)) {
        h_attr(html, "value", page->query);
    }
    H(html, "></form>");
}

static void put_menu(struct html *html, const struct page *page)
{
    H(html, "<details class=\"menu\"><summary");
    h_attr(html, "aria-label", str_format(html->arena, "%s " STR_FMT,
                                          html->lang == LANG_ES ? "Menú de" : "Menu of", STR_ARG(page->user)));
    H(html, ">" ICON_PERSON "<span class=\"wide\">");
    h_text(html, page->user);
    H(html, "</span></summary><div><p><strong>");
    h_text(html, page->user);
    H(html, "</strong>");
    if (!str_is_empty(page->role)) {
        H(html, "<br>");
        h_text(html, page->role);
    }
    H(html, "</p><a href=\"" PAGE_PATH_ACCOUNT "\">");
    HT(html, "Mi cuenta", "My account");
    H(html, "</a>");
    page_post_open(html, URL(html->arena, PAGE_PATH_SIGN_OUT), page->csrf);
    H(html, "<button>");
    HT(html, "Cerrar sesión", "Sign out");
    H(html, "</button></form></div></details>");
}

static void put_bar(struct html *html, const struct page *page)
{
    bool signed_in = !str_is_empty(page->user);
    H(html, "<a class=\"skip\" href=\"#main\">");
    HT(html, "Saltar al contenido", "Skip to the content");
    H(html, "</a><header class=\"bar\"><a class=\"brand\" href=\"/\">Adelante");
    if (!str_is_empty(page->agency)) {
        H(html, "<span>");
        h_text(html, page->agency);
        H(html, "</span>");
    }
    H(html, "</a>");
    if (signed_in) {
        put_places(html, page);
    }
    H(html, "<div class=\"end\">");
    if (signed_in && (page->places & 1U << PLACE_CLIENTS) != 0) {
        put_search(html, page);
    }
    put_language(html, page);
    if (signed_in) {
        put_menu(html, page);
    }
    H(html, "</div></header>");
}

static void put_issuer(struct html *html, const struct page_issuer *issuer)
{
    H(html, "<div class=\"letterhead\">");
    if (!url_is_none(issuer->logo)) {
        H(html, "<img alt=\"\""); /* the name stands beside it */
        html_url(html, S("src"), issuer->logo);
        H(html, ">");
    }
    H(html, "<p><strong>");
    h_text(html, issuer->name);
    H(html, "</strong><br><span class=\"quiet\">");
    h_text(html, issuer->line);
    H(html, "</span></p><p class=\"quiet\">");
    h_text(html, issuer->address);
    H(html, "<br>");
    h_text(html, issuer->contact);
    H(html, "</p></div>");
}

static void put_title(struct html *html, const struct page *page)
{
    if (page->crumb_count > 0) {
        H(html, "<nav class=\"crumbs\"");
        h_attr_t(html, "aria-label", TEXT("Ruta", "Path"));
        H(html, ">");
        for (size_t i = 0; i < page->crumb_count; i++) {
            h_link(html, page->crumbs[i].url, page->crumbs[i].label);
            H(html, "<span aria-hidden=\"true\">›</span>");
        }
        H(html, "</nav>");
    }
    if (page->issuer != NULL) {
        put_issuer(html, page->issuer);
    }
    H(html, "<div class=\"head\"><div><h1>");
    h_text(html, page->title);
    H(html, "</h1>");
    if (!str_is_empty(page->lead)) {
        H(html, "<p>");
        h_text(html, page->lead);
        H(html, "</p>");
    }
    H(html, "</div>");
    if (page->issuer != NULL && !str_is_empty(page->issuer->number)) {
        H(html, "<p class=\"number\">");
        h_text(html, page->issuer->number);
        H(html, "</p>");
    }
    if (page->action_count > 0) {
        H(html, "<div class=\"actions\">");
        for (size_t i = 0; i < page->action_count; i++) {
            h_button_link(html, page->actions[i].url, page->actions[i].label, page->actions[i].primary);
        }
        H(html, "</div>");
    }
    H(html, "</div>");
}

void page_open(struct html *html, const struct page *page)
{
    put_head(html, page);
    H(html, "<body>");
    put_bar(html, page);
    H(html, "<main id=\"main\" tabindex=\"-1\"");
    h_attr(html, "class", page->sheet ? S("sheet") : page->narrow ? S("narrow") : S("wide-page"));
    H(html, ">");
    if (!str_is_empty(page->flash)) {
        page_notice(html, page->flash_tone, page->flash);
    }
    put_title(html, page);
}

void page_close(struct html *html, const struct page *page)
{
    H(html, "</main><footer class=\"foot\"><p>Adelante");
    if (!str_is_empty(page->version)) {
        H(html, " ");
        h_text(html, page->version);
    }
    H(html, "</p></footer></body></html>\n");
    html_finish(html);
}

void page_error(struct html *html, const struct page *page, enum err err, struct str detail, struct str request_id)
{
    const struct err_info *info = err_info(err);
    struct page frame = *page;
    frame.title = text_in(TEXT(info->es, info->en), html->lang);
    frame.lead = STR_NONE;
    frame.narrow = true;
    frame.action_count = 0;
    frame.crumb_count = 0;
    page_open(html, &frame);
    H(html, "<section class=\"card\">");
    if (!str_is_empty(detail)) {
        H(html, "<p>");
        h_lines(html, detail);
        H(html, "</p>");
    }
    if (!str_is_empty(request_id)) {
        H(html, "<p class=\"note\">");
        HT(html, "Si pide ayuda, indique este número: ", "If you ask for help, give this number: ");
        H(html, "<code>");
        h_text(html, request_id);
        H(html, "</code></p>");
    }
    H(html, "<p class=\"row\">");
    if (err == ERR_UNAUTHENTICATED) {
        h_button_link(html, URL(html->arena, "/sign-in"), TR(html, "Iniciar sesión", "Sign in"), true);
    } else {
        h_button_link(html, URL(html->arena, "/"), TR(html, "Ir al inicio", "Go to the home page"), true);
    }
    H(html, "</p></section>");
    page_close(html, &frame);
}

void page_tabs(struct html *html, struct str label, const struct page_link *links, size_t count)
{
    H(html, "<nav class=\"tabs\"");
    h_attr(html, "aria-label", label);
    H(html, ">");
    for (size_t i = 0; i < count; i++) {
        H(html, "<a");
        h_href(html, links[i].url);
        if (links[i].current) {
            H(html, " aria-current=\"page\"");
        }
        H(html, ">");
        h_text(html, links[i].label);
        if (links[i].count > 0) {
            H(html, " <span class=\"quiet\">");
            h_count(html, links[i].count);
            H(html, "</span>");
        }
        H(html, "</a>");
    }
    H(html, "</nav>");
}

void page_empty(struct html *html, struct str title, struct str what_to_do, struct url url, struct str button)
{
    H(html, "<div class=\"empty\"><p class=\"empty-title\">");
    h_text(html, title);
    H(html, "</p><p>");
    h_text(html, what_to_do);
    H(html, "</p>");
    if (!url_is_none(url)) {
        H(html, "<p>");
        h_button_link(html, url, button, true);
        H(html, "</p>");
    }
    H(html, "</div>");
}

void page_notice(struct html *html, enum tone tone, struct str text)
{
    H(html, "<div");
    h_attr(html, "class", str_of(flash_classes[tone]));
    h_attr(html, "role", tone == TONE_BAD ? S("alert") : S("status"));
    H(html, "><p>");
    h_lines(html, text);
    H(html, "</p></div>");
}

static void put_fault(struct html *html, const struct fault_item *item)
{
    H(html, "<li>");
    struct str where = str_is_empty(item->cell) ? item->field : item->cell;
    if (!str_is_empty(where)) {
        H(html, "<code>");
        h_text(html, where);
        H(html, "</code> ");
    }
    if (!str_is_empty(item->value)) {
        H(html, "<q>");
        h_text(html, item->value);
        H(html, "</q> ");
    }
    h_t(html, item->rule);
    H(html, " ");
    h_t(html, item->remedy);
    H(html, "</li>");
}

void page_faults(struct html *html, const struct fault *fault)
{
    if (fault == NULL || fault->count == 0) {
        return;
    }
    H(html, "<div class=\"flash bad\" role=\"alert\"><p><strong>");
    h_count(html, (int64_t)fault->total);
    H(html, " ");
    if (fault->total == 1) {
        HT(html, "dato que corregir; no se guardó nada.", "thing to correct; nothing was saved.");
    } else {
        HT(html, "datos que corregir; no se guardó nada.", "things to correct; nothing was saved.");
    }
    H(html, "</strong></p><ul>");
    for (size_t i = 0; i < fault->count; i++) {
        put_fault(html, &fault->items[i]);
    }
    H(html, "</ul>");
    if (fault->total > fault->count) {
        H(html, "<p>");
        HT(html, "Se muestran los primeros ", "Shown are the first ");
        h_count(html, (int64_t)fault->count);
        H(html, ".</p>");
    }
    H(html, "</div>");
}

/* ---- facts ---------------------------------------------------------------------------------- */

void page_facts_open(struct html *html)
{
    H(html, "<dl class=\"facts\">");
}

static void fact_begin(struct html *html, struct str label)
{
    H(html, "<div><dt>");
    h_text(html, label);
    H(html, "</dt><dd>");
}

static void fact_end(struct html *html)
{
    H(html, "</dd></div>");
}

void page_fact(struct html *html, struct str label, struct str value)
{
    page_fact_url(html, label, value, (struct url){STR_NONE});
}

void page_fact_url(struct html *html, struct str label, struct str value, struct url url)
{
    fact_begin(html, label);
    if (str_is_empty(value)) {
        H(html, "—");
    } else if (url_is_none(url)) {
        h_lines(html, value);
    } else {
        h_link(html, url, value);
    }
    fact_end(html);
}

void page_fact_chip(struct html *html, struct str label, enum tone tone, struct str word)
{
    fact_begin(html, label);
    h_chip(html, tone, word);
    fact_end(html);
}

static struct url contact_url(struct html *html, const struct field *field, struct str value)
{
    struct str name = str_of(field->name);
    if (str_eq_c(name, "email")) {
        return url_mail(html->arena, value);
    }
    if (str_eq_c(name, "phone") || str_eq_c(name, "mobile")) {
        return url_phone(html->arena, value);
    }
    if (str_eq_c(name, "website")) {
        return url_web(html->arena, value);
    }
    return (struct url){STR_NONE};
}

void page_fact_field(struct html *html, const struct field *field, const void *row)
{
    struct str value = field_display(html->arena, field, row, html->lang);
    page_fact_url(html, text_in(field->label, html->lang), value, contact_url(html, field, value));
}

void page_facts_shape(struct html *html, const struct shape *shape, const void *row, const char *const *except)
{
    for (size_t i = 0; i < shape->count; i++) {
        const struct field *field = &shape->fields[i];
        bool left_out = field_is_none(field, row);
        for (const char *const *name = except; !left_out && name != NULL && *name != NULL; name++) {
            left_out = str_eq_c(str_of(field->name), *name);
        }
        if (!left_out) {
            page_fact_field(html, field, row);
        }
    }
}

void page_facts_close(struct html *html)
{
    H(html, "</dl>");
}

/* ---- single actions, progress, signatures ------------------------------------------------------ */

void page_post_open(struct html *html, struct url action, struct str csrf)
{
    H(html, "<form class=\"post\" method=\"post\"");
    html_url(html, S("action"), action);
    H(html, ">");
    if (!str_is_empty(csrf)) {
        put_hidden(html, S("csrf"), csrf);
    }
}

void page_post_hidden(struct html *html, const char *name, struct str value)
{
    put_hidden(html, str_of(name), value);
}

void page_post_close(struct html *html, struct str label, bool primary)
{
    H(html, "<button");
    h_attr(html, "class", primary ? S("btn") : S("btn alt"));
    H(html, ">");
    h_text(html, label);
    H(html, "</button></form>");
}

void page_progress(struct html *html, struct str message, int percent, struct url status, struct url again)
{
    int shown = percent < 0 ? 0 : percent > 100 ? 100 : percent;
    H(html, "<div class=\"card progress\"");
    h_attr(html, "data-progress", status.value);
    H(html, "><p role=\"status\">");
    h_text(html, message);
    H(html, "</p><progress max=\"100\"");
    h_attr_int(html, "value", shown);
    h_attr_t(html, "aria-label", TEXT("Avance", "Progress"));
    H(html, "></progress><p class=\"note\">");
    HT(html, "Puede cerrar esta página: el trabajo continúa. ", "You may close this page: the work goes on. ");
    h_link(html, again, TR(html, "Ver cómo va", "See how it goes"));
    H(html, "</p></div>");
}

void page_signature(struct html *html, struct str role, struct str name, struct str document)
{
    H(html, "<div class=\"sign\"><p>");
    h_text(html, str_is_empty(name) ? S("\302\240") : name);
    H(html, "</p><p class=\"note\">");
    h_text(html, role);
    if (!str_is_empty(document)) {
        H(html, " · ");
        h_text(html, document);
    }
    H(html, "</p></div>");
}
