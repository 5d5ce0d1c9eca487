#include "account/user_web.h"

#include "account/account.h"
#include "account/pick.h"
#include "account/visit.h"
#include "core/record.h"
#include "html/table.h"

#define DAY (INT64_C(24) * 3600 * 1000000)

/* ---- the list ------------------------------------------------------------------------------------ */

static void show_tabs(struct visit *visit, bool tokens)
{
    struct page_link tabs[] = {
        {.label = text_in(TEXT("Usuarios", "Users"), visit->lang), .url = URL(visit->arena, "/users"), .current = !tokens},
        {.label = text_in(TEXT("Fichas de la API", "API tokens"), visit->lang), .url = URL(visit->arena, "/tokens"), .current = tokens},
    };
    page_tabs(visit->html, text_in(TEXT("Quién entra", "Who enters"), visit->lang), tabs, COUNT_OF(tabs));
}

static enum err users_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct record_list_input in = {.after = request_query(req, "after"), .limit = 50};
    struct list list = {.total = INT_NONE};
    TRY(visit_run(&visit, op_find(S("user.list")), &in, &list));
    struct page_link add = {.label = text_in(TEXT("Agregar usuario", "Add a user"), visit.lang), .url = URL(visit.arena, "/users/new"),
                            .primary = true};
    visit.page.actions = &add;
    visit.page.action_count = 1;
    visit_page(&visit, TEXT("Usuarios", "Users"), PLACE_NONE);
    show_tabs(&visit, false);
    static const struct column columns[] = {
        {.label = T("Nombre", "Name")},
        {.label = T("Rol", "Role")},
        {.label = T("Unidad", "Unit")},
        {.label = T("Contraseña", "Password"), .minor = true},
        {.label = T("Estado", "State")},
    };
    struct html *html = visit.html;
    struct table table = {
        .caption = TR(html, "Usuarios", "Users"), .caption_hidden = true, .columns = columns, .count = COUNT_OF(columns),
        .total = INT_NONE,
    };
    if (!str_is_empty(list.next)) {
        table.next = URL(visit.arena, "/users?after={}", list.next);
    }
    if (!str_is_empty(in.after)) {
        table.first = URL(visit.arena, "/users");
    }
    table_open(html, &table);
    const struct user *users = list.rows.items;
    for (size_t i = 0; i < list.rows.len; i++) {
        table_row(html, &table);
        table_link_note(html, &table, URL(visit.arena, "/users/{}", users[i].name), users[i].full_name, users[i].name);
        table_field(html, &table, shape_find(&user_shape, S("role")), &users[i]);
        table_text(html, &table, users[i].unit);
        table_text(html, &table, users[i].has_password == ANSWER_YES ? TR(html, "sí", "yes") : TR(html, "todavía no", "not yet"));
        bool active = users[i].active == ANSWER_YES;
        table_chip(html, &table, active ? TONE_OK : TONE_PLAIN, active ? TR(html, "activo", "active") : TR(html, "inactivo", "inactive"));
        table_row_end(html, &table);
    }
    table_close(html, &table);
    return visit_end(&visit);
}

/* ---- one user ------------------------------------------------------------------------------------- */

static void draw_fields(struct visit *visit, const struct form_view *form, bool is_new)
{
    struct html *html = visit->html;
    const struct user *row = form->row;
    if (is_new) {
        form_named(html, form, "name");
    } else {
        form_hidden(html, "name", row->name);
    }
    form_named(html, form, "full_name");
    form_named(html, form, "role");
    struct pick units = pick_records(visit, "unit.list", "name");
    if (units.count > 0) {
        form_select(html, form, "unit", TR(html, "Unidad", "Unit"), TR(html, "Alcanza esta unidad y las que dependen de ella.",
                    "Reaches this unit and those below it."), units.options, units.count, row == NULL ? STR_NONE : row->unit);
    } else {
        form_named(html, form, "unit");
    }
    form_named(html, form, "staff");
    form_group_open(html, TR(html, "Lectura de socio", "Partner reader"),
                    TR(html, "Sin límite lee las cifras de toda la unidad. Escriba uno de los tres, o ninguno.",
                       "Without a limit the figures of the whole unit are read. Write one of the three, or none."));
    form_named(html, form, "territory");
    form_named(html, form, "agreements");
    form_named(html, form, "organisation");
    form_group_close(html);
    form_named(html, form, "email");
    form_named(html, form, "lang");
    if (!is_new) {
        form_named(html, form, "active");
    }
}

static void draw_form(struct visit *visit, const struct user *row, bool is_new, bool refused)
{
    struct form_view form = {
        .action = is_new ? URL(visit->arena, "/users/new") : URL(visit->arena, "/users/{}", row->name),
        .csrf = visit->csrf,
        .request_id = visit_request_key(visit),
        .version = is_new ? INT_NONE : row->version,
        .given = refused ? visit_given(visit) : NULL,
        .fault = refused ? &visit->call.fault : NULL,
        .shape = &user_shape,
        .row = row,
    };
    form_open(visit->html, &form);
    draw_fields(visit, &form, is_new);
    form_close(visit->html, &form, TR(visit->html, "Guardar", "Save"), URL(visit->arena, "/users"));
}

static enum err show_new(struct visit *visit, bool refused)
{
    struct page_link crumb = {.label = text_in(TEXT("Usuarios", "Users"), visit->lang), .url = URL(visit->arena, "/users")};
    visit->page.crumbs = &crumb;
    visit->page.crumb_count = 1;
    visit->page.narrow = true;
    visit_page(visit, TEXT("Agregar usuario", "Add a user"), PLACE_NONE);
    H(visit->html, "<section class=\"card\">");
    draw_form(visit, NULL, true, refused);
    H(visit->html, "</section>");
    return visit_end(visit);
}

static enum err new_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    return visit_may(&visit, PERM_USERS) ? show_new(&visit, false) : ERR_DENIED;
}

static bool is_refusal(enum err err)
{
    return err == ERR_INVALID || err == ERR_EXISTS || err == ERR_CONFLICT;
}

static enum err new_post(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    struct user *in = shape_new(visit.arena, &user_shape);
    struct user *out = shape_new(visit.arena, &user_shape);
    shape_fill(visit.arena, &user_shape, in);
    const struct op *op = op_find(S("user.add"));
    enum err err = visit_input(&visit, op, in, NULL);
    if (err == ERR_OK) {
        err = visit_change(&visit, op, in, NULL, out);
    }
    if (is_refusal(err)) {
        visit_refused(&visit, err);
        return show_new(&visit, true);
    }
    TRY(err);
    return visit_go(&visit, URL(visit.arena, "/users/{}", out->name),
                    TEXT("Usuario agregado. Haga ahora su enlace de entrada.", "User added. Now make the sign-in link."));
}

/* Links and tokens are shown once and kept nowhere: not in the answer of a repeated request either. */
static void show_secret(struct visit *visit, struct str title, struct str value, struct str note)
{
    struct html *html = visit->html;
    H(html, "<section class=\"flash ok\" role=\"status\"><h2>");
    h_text(html, title);
    H(html, "</h2><p class=\"scroll\" tabindex=\"0\"><code>");
    h_text(html, value);
    H(html, "</code></p><p>");
    h_text(html, note);
    H(html, "</p></section>");
}

static enum err get_user(struct visit *visit, struct str name, struct user *out)
{
    struct user_link in = {.name = name};
    shape_clear(&user_shape, out);
    return pick_run(visit, op_find(S("user.get")), &in, out);
}

/* link: the address just made, or none. */
static enum err show_user(struct visit *visit, const struct user *user, bool refused, struct str link)
{
    struct page_link crumb = {.label = text_in(TEXT("Usuarios", "Users"), visit->lang), .url = URL(visit->arena, "/users")};
    visit->page.crumbs = &crumb;
    visit->page.crumb_count = 1;
    visit->page.lead = user->name;
    visit_page(visit, (struct text){str_c(visit->arena, user->full_name), NULL}, PLACE_NONE);
    struct html *html = visit->html;
    if (!str_is_empty(link)) {
        show_secret(visit, TR(html, "Enlace de una sola vez", "One-time link"), link,
                    TR(html, "Entréguelo solo a esa persona. Sirve una vez, durante 24 horas, y no se vuelve a mostrar.",
                       "Give it to that person only. It works once, within 24 hours, and is not shown again."));
    }
    H(html, "<div class=\"two\"><section class=\"card\">");
    draw_form(visit, user, false, refused);
    H(html, "</section><section class=\"card stack\"><h2>");
    HT(html, "Enlace de entrada", "Sign-in link");
    H(html, "</h2><p>");
    HT(html, "Para quien entra por primera vez u olvidó su contraseña.", "For whoever enters for the first time or forgot the password.");
    H(html, "</p>");
    H(html, "<div>");
    page_post_open(html, URL(visit->arena, "/users/{}/link", user->name), visit->csrf);
    page_post_close(html, TR(html, "Hacer un enlace", "Make a link"), true);
    H(html, "</div></section></div>");
    return visit_end(visit);
}

static enum err user_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct user user;
    TRY(get_user(&visit, request_param(req, "name"), &user));
    return show_user(&visit, &user, false, STR_NONE);
}

static enum err user_post(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    struct user *in = shape_new(visit.arena, &user_shape);
    struct user *out = shape_new(visit.arena, &user_shape);
    const struct op *op = op_find(S("user.set"));
    enum err err = visit_input(&visit, op, in, NULL);
    in->name = request_param(req, "name");
    if (err == ERR_OK) {
        err = visit_change(&visit, op, in, NULL, out);
    }
    if (is_refusal(err)) {
        struct user user;
        visit_refused(&visit, err);
        TRY(get_user(&visit, in->name, &user));
        return show_user(&visit, &user, true, STR_NONE);
    }
    TRY(err);
    return visit_go(&visit, URL(visit.arena, "/users/{}", in->name), TEXT("Usuario guardado.", "User saved."));
}

static enum err link_post(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    struct user user;
    TRY(get_user(&visit, request_param(req, "name"), &user));
    struct user_link in = {.name = user.name};
    struct user_link out = {.path = STR_NONE};
    enum err err = visit_run(&visit, op_find(S("user.link")), &in, &out);
    if (err == ERR_INVALID) {
        visit_refused(&visit, err);
        return show_user(&visit, &user, true, STR_NONE);
    }
    TRY(err);
    struct str link = str_format(visit.arena, "%s://" STR_FMT STR_FMT, req->is_secure ? "https" : "http",
                                 STR_ARG(request_header(req, "Host")), STR_ARG(out.path));
    return show_user(&visit, &user, false, link);
}

/* ---- tokens ------------------------------------------------------------------------------------------- */

static const struct form_option lives[] = {
    {.code = {"30", 2}, .label = {"30", 2}}, {.code = {"90", 2}, .label = {"90", 2}}, {.code = {"365", 3}, .label = {"365", 3}},
};

static void draw_token_form(struct visit *visit, bool refused)
{
    struct html *html = visit->html;
    struct form_view form = {
        .action = URL(visit->arena, "/tokens"),
        .csrf = visit->csrf,
        .version = INT_NONE,
        .given = refused ? visit_given(visit) : NULL,
        .fault = refused ? &visit->call.fault : NULL,
        .shape = &api_token_shape,
    };
    H(html, "<section class=\"card\"><h2>");
    HT(html, "Crear una ficha", "Make a token");
    H(html, "</h2>");
    form_open(html, &form);
    form_named(html, &form, "name");
    form_named(html, &form, "role");
    struct pick units = pick_records(visit, "unit.list", "name");
    form_select(html, &form, "unit", TR(html, "Unidad", "Unit"), STR_NONE, units.options, units.count, STR_NONE);
    form_named(html, &form, "territory");
    form_named(html, &form, "agreements");
    form_named(html, &form, "organisation");
    form_select(html, &form, "days", TR(html, "Días que sirve", "Days it works"), STR_NONE, lives, COUNT_OF(lives), S("90"));
    form_close(html, &form, TR(html, "Crear", "Make"), (struct url){STR_NONE});
    H(html, "</section>");
}

static void show_token_table(struct visit *visit, const struct list *list)
{
    static const struct column columns[] = {
        {.label = T("Para qué es", "What it is for")},
        {.label = T("Rol", "Role")},
        {.label = T("Unidad", "Unit")},
        {.label = T("Vence", "Expires")},
        {.label = T("Estado", "State")},
    };
    struct html *html = visit->html;
    struct table table = {.caption = TR(html, "Fichas", "Tokens"), .columns = columns, .count = COUNT_OF(columns), .total = INT_NONE};
    if (list->rows.len == 0) {
        page_empty(html, TR(html, "Ninguna ficha todavía", "No token yet"),
                   TR(html, "Cree una para que un programa lea o escriba por la API.", "Make one so that a program can read or write by the API."),
                   (struct url){STR_NONE}, STR_NONE);
        return;
    }
    table_open(html, &table);
    const struct api_token *tokens = list->rows.items;
    for (size_t i = 0; i < list->rows.len; i++) {
        table_row(html, &table);
        table_text(html, &table, tokens[i].name);
        table_field(html, &table, shape_find(&api_token_shape, S("role")), &tokens[i]);
        table_text(html, &table, tokens[i].unit);
        table_text(html, &table, instant_display(visit->arena, tokens[i].expires_at));
        if (tokens[i].active == ANSWER_YES) {
            table_cell_open(html, &table);
            page_post_open(html, URL(visit->arena, "/tokens/{}/revoke", tokens[i].id), visit->csrf);
            page_post_close(html, TR(html, "Revocar", "Revoke"), false);
            table_cell_close(html, &table);
        } else {
            table_chip(html, &table, TONE_PLAIN, TR(html, "no sirve", "does not work"));
        }
        table_row_end(html, &table);
    }
    table_close(html, &table);
}

static enum err show_tokens(struct visit *visit, bool refused, struct str secret)
{
    struct list list = {.total = INT_NONE};
    TRY(pick_run(visit, op_find(S("token.list")), NULL, &list));
    visit_page(visit, TEXT("Fichas de la API", "API tokens"), PLACE_NONE);
    show_tabs(visit, true);
    struct html *html = visit->html;
    if (!str_is_empty(secret)) {
        show_secret(visit, TR(html, "La ficha", "The token"), secret,
                    TR(html, "Cópiela ahora: no se vuelve a mostrar.", "Copy it now: it is not shown again."));
    }
    H(html, "<div class=\"two\"><div>");
    show_token_table(visit, &list);
    H(html, "</div>");
    draw_token_form(visit, refused);
    H(html, "</div>");
    return visit_end(visit);
}

static enum err tokens_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    return show_tokens(&visit, false, STR_NONE);
}

static enum err tokens_post(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    const struct op *op = op_find(S("token.add"));
    struct api_token *in = shape_new(visit.arena, &api_token_shape);
    struct api_token *out = shape_new(visit.arena, &api_token_shape);
    enum err err = visit_input(&visit, op, in, NULL);
    int64_t days = 0;
    if (str_to_int(form_get(visit.form, "days"), &days) && days >= 1 && days <= 730) {
        in->expires_at = clock_now() + days * DAY;
    }
    if (err == ERR_OK) {
        err = visit_run(&visit, op, in, out);
    }
    if (is_refusal(err)) {
        visit_refused(&visit, err);
        return show_tokens(&visit, true, STR_NONE);
    }
    TRY(err);
    return show_tokens(&visit, false, out->token);
}

static enum err revoke_post(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    struct record_code_input in = {.code = request_param(req, "id")};
    TRY(visit_change(&visit, op_find(S("token.revoke")), &in, NULL, NULL));
    return visit_go(&visit, URL(visit.arena, "/tokens"), TEXT("Ficha revocada.", "Token revoked."));
}

const struct route user_routes[] = {
    {.method = METHOD_GET, .pattern = "/users", .handler = users_page},
    {.method = METHOD_GET, .pattern = "/users/new", .handler = new_page},
    {.method = METHOD_POST, .pattern = "/users/new", .handler = new_post},
    {.method = METHOD_GET, .pattern = "/users/{name}", .handler = user_page},
    {.method = METHOD_POST, .pattern = "/users/{name}", .handler = user_post},
    {.method = METHOD_POST, .pattern = "/users/{name}/link", .handler = link_post},
    {.method = METHOD_GET, .pattern = "/tokens", .handler = tokens_page},
    {.method = METHOD_POST, .pattern = "/tokens", .handler = tokens_post},
    {.method = METHOD_POST, .pattern = "/tokens/{id}/revoke", .handler = revoke_post},
};
const size_t user_route_count = COUNT_OF(user_routes);
