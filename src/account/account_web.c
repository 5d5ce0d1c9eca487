#include "account/account_web.h"

#include "account/account_ops.h"
#include "account/visit.h"
#include "html/table.h"
#include "http/guard.h"

/* Forms that are sent before there is a session, and so without its token. */
static enum err open_post(struct visit *visit, struct request *req, struct response *resp)
{
    TRY(visit_begin_open(visit, req, resp));
    TRY(request_form(req, &visit->form));
    return guard_is_same_origin(req) ? ERR_OK : ERR_DENIED;
}

static enum err language_post(struct request *req, struct response *resp)
{
    struct visit visit;
    TRY(open_post(&visit, req, resp));
    struct str lang = form_get(visit.form, "lang");
    if (!str_eq(lang, S("es")) && !str_eq(lang, S("en"))) {
        return ERR_MALFORMED;
    }
    visit_set_language(&visit, str_eq(lang, S("en")) ? LANG_EN : LANG_ES);
    return visit_go(&visit, url_local(visit.arena, form_get(visit.form, "return")), TEXT_NONE);
}

/* ---- signing in --------------------------------------------------------------------------------- */

static enum err show_sign_in(struct visit *visit, struct str back, struct str problem)
{
    visit->page.narrow = true;
    visit_page(visit, TEXT("Iniciar sesión", "Sign in"), PLACE_NONE);
    struct html *html = visit->html;
    if (!str_is_empty(problem)) {
        page_notice(html, TONE_BAD, problem);
    }
    struct form_view form = {
        .action = URL(visit->arena, "/sign-in"),
        .version = INT_NONE,
        .given = visit->form == NULL ? NULL : visit_given(visit),
    };
    H(html, "<section class=\"card\">");
    form_open(html, &form);
    form_hidden(html, "return", url_local(visit->arena, back).value);
    form_input(html, &form, &(struct form_input){.name = "name", .label = TR(html, "Usuario", "User name"),
                                                 .autocomplete = "username", .required = true});
    form_input(html, &form, &(struct form_input){.name = "password", .label = TR(html, "Contraseña", "Password"),
                                                 .type = "password", .autocomplete = "current-password",
                                                     .hint = TR(html, "Si entró con un enlace porque la olvidó, déjela vacía.",
                                                                "If you came in by a link because you forgot it, leave it empty.")});
    form_close(html, &form, TR(html, "Entrar", "Sign in"), (struct url){STR_NONE});
    H(html, "</section><p class=\"note\">");
    HT(html, "¿Olvidó su contraseña? Pida un enlace de una sola vez a quien administra los usuarios.",
       "Forgotten your password? Ask whoever manages the users for a one-time link.");
    H(html, "</p>");
    return visit_end(visit);
}

static enum err sign_in_page(struct request *req, struct response *resp)
{
    struct visit visit;
    TRY(visit_begin_open(&visit, req, resp));
    struct str back = request_query(req, "return");
    if (visit.actor.role != ROLE_NONE) {
        return visit_go(&visit, url_local(visit.arena, back), TEXT_NONE);
    }
    return show_sign_in(&visit, back, STR_NONE);
}

static struct str wait_sentence(struct visit *visit, int64_t seconds)
{
    long long number = seconds < 120 ? seconds : (seconds + 59) / 60;
    const char *unit = visit->lang == LANG_ES ? (seconds < 120 ? "segundos" : "minutos") : seconds < 120 ? "seconds" : "minutes";
    return str_format(visit->arena, visit->lang == LANG_ES ? "Demasiados intentos. Espere %lld %s y pruebe de nuevo."
                                                           : "Too many attempts. Wait %lld %s and try again.",
                      number, unit);
}

static enum err sign_in_post(struct request *req, struct response *resp)
{
    struct visit visit;
    TRY(open_post(&visit, req, resp));
    struct str back = form_get(visit.form, "return");
    struct account_entry entry;
    int64_t wait = 0;
    enum err err = account_sign_in(visit.site->runner, visit.arena, str_trim(form_get(visit.form, "name")),
                                   form_get(visit.form, "password"), req->peer, &entry, &wait);
    if (err == ERR_OK) {
        visit_open_session(&visit, entry.secret);
        return visit_go(&visit, url_local(visit.arena, back), TEXT_NONE);
    }
    if (err == ERR_TOO_MANY) {
        visit_refused(&visit, err);
        response_header(resp, "Retry-After", str_format(visit.arena, "%lld", (long long)wait));
        return show_sign_in(&visit, back, wait_sentence(&visit, wait));
    }
    if (err != ERR_UNAUTHENTICATED) {
        return err;
    }
    /* One sentence whether the user is unknown, inactive or the password wrong: nobody learns which names exist. */
    visit_refused(&visit, ERR_INVALID);
    return show_sign_in(&visit, back, text_in(TEXT("El usuario o la contraseña no son correctos.",
                                                   "The user name or the password is not right."), visit.lang));
}

static enum err sign_out_post(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    TRY(account_sign_out(visit.site->runner, visit.arena, visit.secret));
    visit_close_session(&visit);
    return visit_go(&visit, URL(visit.arena, "/sign-in"), TEXT("Cerró la sesión.", "You have signed out."));
}

/* ---- one-time links --------------------------------------------------------------------------------- */

/* Looking at a link does not use it up: programs that read mail open every address in it. */
static enum err enter_page(struct request *req, struct response *resp)
{
    struct visit visit;
    TRY(visit_begin_open(&visit, req, resp));
    visit.page.narrow = true;
    visit_page(&visit, TEXT("Entrar a Adelante", "Enter Adelante"), PLACE_NONE);
    struct html *html = visit.html;
    H(html, "<section class=\"card stack\"><p>");
    HT(html, "Este enlace le abre una sesión una sola vez, en este navegador.",
       "This link opens a session for you once, in this browser.");
    H(html, "</p>");
    H(html, "<div>");
    page_post_open(html, URL(visit.arena, "/enter/{}", request_param(req, "token")), STR_NONE);
    page_post_close(html, TR(html, "Entrar", "Enter"), true);
    H(html, "</div></section>");
    return visit_end(&visit);
}

static enum err show_dead_link(struct visit *visit)
{
    visit_refused(visit, ERR_NOT_FOUND);
    visit->page.narrow = true;
    visit_page(visit, TEXT("Este enlace ya no sirve", "This link no longer works"), PLACE_NONE);
    struct html *html = visit->html;
    H(html, "<section class=\"card stack\"><p>");
    HT(html, "Un enlace sirve una sola vez y durante 24 horas. Pida otro a quien administra los usuarios, o entre con su contraseña.",
       "A link works once, within 24 hours. Ask whoever manages the users for another one, or sign in with your password.");
    H(html, "</p><p>");
    h_button_link(html, URL(visit->arena, "/sign-in"), TR(html, "Iniciar sesión", "Sign in"), true);
    H(html, "</p></section>");
    return visit_end(visit);
}

static enum err enter_post(struct request *req, struct response *resp)
{
    struct visit visit;
    TRY(open_post(&visit, req, resp));
    struct account_entry entry;
    enum err err = account_enter(visit.site->runner, visit.arena, request_param(req, "token"), req->peer, &entry);
    if (err == ERR_UNAUTHENTICATED) {
        return show_dead_link(&visit);
    }
    TRY(err);
    visit_open_session(&visit, entry.secret);
    return visit_go(&visit, URL(visit.arena, "/account/welcome"), TEXT_NONE);
}

/* ---- one's own account ---------------------------------------------------------------------------------- */

static enum err self_of(struct visit *visit, struct user *out)
{
    shape_clear(&user_shape, out);
    return visit_run(visit, op_find(S("account.self")), NULL, out);
}

/* fault: NULL for a fresh form. first: there was no password so far, and none need be set. */
static enum err show_password(struct visit *visit, bool first, const struct fault *fault)
{
    struct page_link crumb = {.label = text_in(TEXT("Mi cuenta", "My account"), visit->lang), .url = URL(visit->arena, "/account")};
    visit->page.narrow = true;
    if (!first) {
        visit->page.crumbs = &crumb;
        visit->page.crumb_count = 1;
    }
    visit_page(visit, first ? TEXT("Elija su contraseña", "Choose your password") : TEXT("Cambiar la contraseña", "Change the password"),
               PLACE_NONE);
    struct html *html = visit->html;
    struct form_view form = {
        .action = URL(visit->arena, "/account/password"), .csrf = visit->csrf, .version = INT_NONE, .fault = fault};
    H(html, "<section class=\"card\">");
    form_open(html, &form);
    if (!first) {
        form_input(html, &form, &(struct form_input){.name = "before", .label = TR(html, "Contraseña actual", "Present password"),
                                                     .type = "password", .autocomplete = "current-password", .required = true});
    }
    form_input(html, &form, &(struct form_input){
        .name = "password", .label = TR(html, "Contraseña nueva", "New password"), .type = "password",
        .hint = TR(html, "Doce caracteres o más: una frase de varias palabras es fácil de recordar y difícil de adivinar.",
                   "Twelve characters or more: a phrase of several words is easy to remember and hard to guess."),
        .autocomplete = "new-password", .required = true});
    form_input(html, &form, &(struct form_input){.name = "again", .label = TR(html, "Otra vez", "Once more"), .type = "password",
                                                 .autocomplete = "new-password", .required = true});
    form_close(html, &form, TR(html, "Guardar", "Save"), first ? (struct url){STR_NONE} : URL(visit->arena, "/account"));
    H(html, "</section>");
    if (first) {
        H(html, "<p>");
        h_button_link(html, URL(visit->arena, "/"), TR(html, "Ahora no", "Not now"), false);
        H(html, "</p><p class=\"note\">");
        HT(html, "Sin contraseña, para volver a entrar necesitará otro enlace.",
           "Without a password you will need another link to come back.");
        H(html, "</p>");
    }
    return visit_end(visit);
}

static enum err welcome_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct user user;
    TRY(self_of(&visit, &user));
    return user.has_password == ANSWER_YES ? visit_go(&visit, URL(visit.arena, "/"), TEXT_NONE) : show_password(&visit, true, NULL);
}

static enum err password_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct user user;
    TRY(self_of(&visit, &user));
    return show_password(&visit, user.has_password != ANSWER_YES, NULL);
}

static enum err password_post(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    struct user user;
    TRY(self_of(&visit, &user));
    struct fault fault = {.arena = visit.arena};
    struct str password = form_get(visit.form, "password");
    enum err err = ERR_OK;
    if (!str_eq(password, form_get(visit.form, "again"))) {
        err = fault_add(&fault, S("again"), STR_NONE, TEXT("Las dos no son iguales.", "The two are not the same."),
                        TEXT("Escríbala igual en los dos campos.", "Write the same in both fields."));
    }
    if (err == ERR_OK) {
        err = account_set_password(visit.site->runner, visit.arena, visit.actor, form_get(visit.form, "before"), password, &fault);
    }
    if (fault.total > 0) {
        visit_refused(&visit, ERR_INVALID);
        return show_password(&visit, user.has_password != ANSWER_YES, &fault);
    }
    TRY(err);
    bool first = user.has_password != ANSWER_YES;
    return visit_go(&visit, first ? URL(visit.arena, "/") : URL(visit.arena, "/account"),
                    TEXT("Contraseña guardada.", "Password saved."));
}

static void show_sessions(struct visit *visit, const struct list *list)
{
    struct html *html = visit->html;
    static const struct column columns[] = {
        {.label = T("Desde", "Since")},
        {.label = T("Último uso", "Last use")},
        {.label = T("Dirección", "Address")},
        {.label = T("Cuál", "Which")},
    };
    struct table table = {.caption = TR(html, "Sesiones abiertas", "Open sessions"), .caption_hidden = true,
                          .columns = columns, .count = COUNT_OF(columns)};
    H(html, "<section class=\"card stack\"><h2>");
    HT(html, "Sesiones abiertas", "Open sessions");
    H(html, "</h2>");
    table_open(html, &table);
    const struct user_session *sessions = list->rows.items;
    for (size_t i = 0; i < list->rows.len; i++) {
        bool own = id_eq(sessions[i].id, visit->actor.session);
        table_row(html, &table);
        table_text(html, &table, instant_display(visit->arena, sessions[i].created_at));
        table_text(html, &table, instant_display(visit->arena, sessions[i].seen_at));
        table_text(html, &table, sessions[i].address);
        if (own) {
            table_chip(html, &table, TONE_OK, TR(html, "esta", "this one"));
        } else {
            table_text(html, &table, TR(html, "otra", "another"));
        }
        table_row_end(html, &table);
    }
    table_close(html, &table);
    H(html, "<div>");
    page_post_open(html, URL(visit->arena, "/account/sessions/end"), visit->csrf);
    page_post_close(html, TR(html, "Cerrar todas, también esta", "End all of them, this one too"), false);
    H(html, "</div></section>");
}

/* What the menu has no place for: the offices of whoever may open them. */
static void show_offices(struct visit *visit)
{
    static const struct {
        enum permission permission;
        struct text label;
        struct text note;
        const char *path;
    } offices[] = {
        {PERM_USERS, T("Usuarios", "Users"), T("Quién entra y con qué rol", "Who enters, and in which role"), "/users"},
        {PERM_USERS, T("Fichas de la API", "API tokens"), T("Para programas que leen o escriben", "For programs that read or write"), "/tokens"},
        {PERM_IMPORT, T("Importar", "Import"), T("Un archivo CSV o XLSX, con informe por celda", "A CSV or XLSX file, with a report by cell"), "/import"},
        {PERM_EXPORT, T("Exportar", "Export"), T("Cada conjunto de datos en CSV o XLSX", "Every dataset as CSV or XLSX"), "/export"},
        {PERM_CATALOGUE_READ, T("Unidades", "Units"), T("Red, agencias, centros y antenas", "Network, agencies, centres and antennas"), "/units"},
        {PERM_RECORD_READ, T("Personal", "Staff"), T("Quién trabaja en cada unidad", "Who works in each unit"), "/staff"},
    };
    struct html *html = visit->html;
    H(html, "<section class=\"card\"><h2>");
    HT(html, "Administración", "Administration");
    H(html, "</h2><dl class=\"facts\">");
    for (size_t i = 0; i < COUNT_OF(offices); i++) {
        if (visit_may(visit, offices[i].permission)) {
            H(html, "<div><dt>");
            h_link(html, url_local(visit->arena, str_of(offices[i].path)), text_in(offices[i].label, visit->lang));
            H(html, "</dt><dd>");
            h_t(html, offices[i].note);
            H(html, "</dd></div>");
        }
    }
    H(html, "</dl></section>");
}

static enum err account_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct user user;
    TRY(self_of(&visit, &user));
    struct list sessions = {.total = INT_NONE};
    TRY(visit_run(&visit, op_find(S("account.sessions")), NULL, &sessions));
    struct page_link change = {.label = text_in(TEXT("Cambiar la contraseña", "Change the password"), visit.lang),
                               .url = URL(visit.arena, "/account/password")};
    visit.page.actions = &change;
    visit.page.action_count = 1;
    visit_page(&visit, TEXT("Mi cuenta", "My account"), PLACE_NONE);
    struct html *html = visit.html;
    H(html, "<div class=\"two\"><div>");
    H(html, "<section class=\"card\">");
    page_facts_open(html);
    static const char *const shown[] = {"name", "full_name", "role", "unit", "staff", "email", "lang", "has_password"};
    for (size_t i = 0; i < COUNT_OF(shown); i++) {
        page_fact_field(html, shape_find(&user_shape, str_of(shown[i])), &user);
    }
    page_facts_close(html);
    H(html, "</section>");
    show_sessions(&visit, &sessions);
    H(html, "</div>");
    show_offices(&visit);
    H(html, "</div>");
    return visit_end(&visit);
}

static enum err sessions_end_post(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    TRY(visit_change(&visit, op_find(S("account.end_sessions")), NULL, NULL, NULL));
    visit_close_session(&visit);
    return visit_go(&visit, URL(visit.arena, "/sign-in"), TEXT("Cerró todas sus sesiones.", "All your sessions are ended."));
}

const struct route account_routes[] = {
    {.method = METHOD_POST, .pattern = "/language", .handler = language_post},
    {.method = METHOD_GET, .pattern = "/sign-in", .handler = sign_in_page},
    {.method = METHOD_POST, .pattern = "/sign-in", .handler = sign_in_post},
    {.method = METHOD_POST, .pattern = "/sign-out", .handler = sign_out_post},
    {.method = METHOD_GET, .pattern = "/enter/{token}", .handler = enter_page},
    {.method = METHOD_POST, .pattern = "/enter/{token}", .handler = enter_post},
    {.method = METHOD_GET, .pattern = "/account", .handler = account_page},
    {.method = METHOD_GET, .pattern = "/account/welcome", .handler = welcome_page},
    {.method = METHOD_GET, .pattern = "/account/password", .handler = password_page},
    {.method = METHOD_POST, .pattern = "/account/password", .handler = password_post},
    {.method = METHOD_POST, .pattern = "/account/sessions/end", .handler = sessions_end_post},
};
const size_t account_route_count = COUNT_OF(account_routes);
