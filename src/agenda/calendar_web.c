#include "agenda/calendar_web.h"

#include "agenda/calendar.h"
#include "client/desk_web.h"
#include "http/limit.h"
#include "party/print_web.h"

/* Questions of one address in ten minutes: a telephone asks a few times an hour, an office behind one address more often. */
enum { ASKED_MOST = 60, ASKED_SECONDS = 600, SECRET_SIZE = 32 };

/* ---- the page ------------------------------------------------------------------------------------------ */

static void put_state(struct visit *visit, const struct calendar_address *address)
{
    struct html *html = visit->html;
    H(html, "<section class=\"card\"><p>");
    HT(html, "Con una dirección secreta, el calendario de su teléfono o de su correo muestra su agenda y la mantiene al día. Quien conozca la "
             "dirección puede leerla sin entrar: no la comparta. Si se pierde un teléfono, cámbiela o revóquela aquí.",
       "With a secret address, the calendar of your telephone or mail shows your agenda and keeps it up to date. Whoever knows the address "
       "can read it without signing in: do not share it. If a telephone is lost, change it or revoke it here.");
    H(html, "</p>");
    page_facts_open(html);
    page_fact(html, TR(html, "Dirección en uso", "Address in use"),
              address->active == ANSWER_YES ? instant_display(visit->arena, address->created_at) : TR(html, "Ninguna", "None"));
    if (address->active == ANSWER_YES) {
        page_fact(html, TR(html, "Nombra a los clientes", "Names the clients"),
                  address->with_client == ANSWER_YES ? TR(html, "sí", "yes") : TR(html, "no", "no"));
    }
    page_facts_close(html);
    H(html, "</section>");
}

static void put_forms(struct visit *visit, const struct calendar_address *address)
{
    struct html *html = visit->html;
    bool in_use = address->active == ANSWER_YES;
    struct form_view view = {.action = URL(visit->arena, "/agenda/calendar"), .csrf = visit->csrf, .version = INT_NONE};
    H(html, "<section class=\"card\"><h2>");
    h_text(html, in_use ? TR(html, "Cambiar la dirección", "Change the address") : TR(html, "Crear la dirección", "Make the address"));
    H(html, "</h2>");
    if (in_use) {
        H(html, "<p class=\"note\">");
        HT(html, "La anterior deja de servir en ese momento.", "The one before stops working at once.");
        H(html, "</p>");
    }
    form_open(html, &view);
    form_checkbox(html, &view, "with_client", TR(html, "Nombrar a los clientes (si no, solo el servicio, la hora y el lugar)",
                                                 "Name the clients (otherwise only the service, the hour and the place)"),
                  address->with_client == ANSWER_YES);
    form_close(html, &view, in_use ? TR(html, "Cambiar", "Change") : TR(html, "Crear", "Make"), (struct url){STR_NONE});
    if (in_use) {
        page_post_open(html, URL(visit->arena, "/agenda/calendar/revoke"), visit->csrf);
        page_post_close(html, TR(html, "Revocar la dirección", "Revoke the address"), false);
    }
    H(html, "</section>");
}

static void open_page(struct visit *visit)
{
    struct page_link *link = ARENA_NEW(visit->arena, struct page_link);
    *link = (struct page_link){.label = text_in(TEXT("Agenda", "Agenda"), visit->lang), .url = URL(visit->arena, "/agenda")};
    visit->page.crumbs = link;
    visit->page.crumb_count = 1;
    visit->page.narrow = true;
    visit_page(visit, TEXT("La agenda en su teléfono", "The agenda on your telephone"), PLACE_SERVICES);
}

static enum err calendar_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct calendar_address address = {0};
    TRY(visit_run(&visit, op_find(S("calendar.get")), NULL, &address));
    open_page(&visit);
    put_state(&visit, &address);
    if (visit_may(&visit, PERM_RECORD_READ)) {
        put_forms(&visit, &address);
    }
    return visit_end(&visit);
}

/* The secret is made here and shown once; what is kept is its hash. */
static enum err renew_post(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    struct str secret = token_new(visit.arena, S(""), SECRET_SIZE);
    struct hash hash = hash_of(secret);
    struct calendar_address address = {0};
    TRY(desk_change(&visit, "calendar.renew",
                    DESK_VALUES({"digest", hash_hex(visit.arena, &hash)},
                                {"with_client", str_is_empty(form_get(visit.form, "with_client")) ? S("false") : S("true")}),
                    &address));
    open_page(&visit);
    struct html *html = visit.html;
    struct url path = url_local(visit.arena, str_format(visit.arena, "/calendar/" STR_FMT ".ics", STR_ARG(secret)));
    page_notice(html, TONE_OK, TR(html, "Esta es la dirección. Se muestra solo esta vez: cópiela ahora.",
                                  "This is the address. It is shown this once: copy it now."));
    H(html, "<section class=\"card\"><p><code id=\"address\">");
    h_text(html, print_address(&visit, path));
    H(html, "</code></p><p class=\"note\">");
    HT(html, "En el calendario elija «Agregar calendario por URL» o «Suscribirse» y péguela.",
       "In the calendar choose “Add calendar from URL” or “Subscribe” and paste it.");
    H(html, "</p></section>");
    put_state(&visit, &address);
    put_forms(&visit, &address);
    return visit_end(&visit);
}

static enum err revoke_post(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    struct calendar_address address = {0};
    TRY(visit_change(&visit, op_find(S("calendar.revoke")), NULL, NULL, &address));
    return visit_go(&visit, URL(visit.arena, "/agenda/calendar"), TEXT("Dirección revocada.", "Address revoked."));
}

/* ---- the calendar itself ----------------------------------------------------------------------------------- */

static enum err calendar_feed(struct request *req, struct response *resp)
{
    const struct site *site = req->app;
    struct str file = request_param(req, "file");
    int wait = 0;
    if (!limit_take(str_format(req->arena, "calendar " STR_FMT, STR_ARG(req->peer)), ASKED_MOST, ASKED_SECONDS, &wait)) {
        response_header(resp, "Retry-After", str_format(req->arena, "%d", wait));
        return ERR_TOO_MANY;
    }
    struct str secret = str_ends(file, S(".ics")) ? str_slice(file, 0, file.len - 4) : S("-");
    struct calendar_about about = {.name = S("Adelante"), .now = clock_now()};
    struct list list = {0};
    TRY(calendar_read(site->runner, req->arena, secret, &about, &list));
    response_header(resp, "X-Robots-Tag", S("noindex"));
    response_body(resp, "text/calendar; charset=utf-8", calendar_text(req->arena, &about, list.rows.items, list.rows.len));
    return ERR_OK;
}

const struct route calendar_routes[] = {
    {.method = METHOD_GET, .pattern = "/agenda/calendar", .handler = calendar_page},
    {.method = METHOD_POST, .pattern = "/agenda/calendar", .handler = renew_post},
    {.method = METHOD_POST, .pattern = "/agenda/calendar/revoke", .handler = revoke_post},
    {.method = METHOD_GET, .pattern = "/calendar/{file}", .handler = calendar_feed},
};
const size_t calendar_route_count = COUNT_OF(calendar_routes);
