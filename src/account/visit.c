#include "account/visit.h"

#include "account/account_ops.h"
#include "account/memo_web.h"
#include "http/guard.h"

#include <string.h>

#define COOKIE_SESSION "session"
#define COOKIE_LANGUAGE "lang"
#define COOKIE_FLASH "flash"

/* ---- who comes ------------------------------------------------------------------------------- */

static void choose_language(struct visit *visit)
{
    struct str chosen = request_cookie(visit->req, COOKIE_LANGUAGE);
    if (str_eq(chosen, S("en")) || str_eq(chosen, S("es"))) {
        visit->lang = str_eq(chosen, S("en")) ? LANG_EN : LANG_ES;
    } else if (!str_is_empty(request_header(visit->req, "Accept-Language"))) {
        visit->lang = request_language(visit->req);
    }
}

enum err visit_begin_open(struct visit *visit, struct request *req, struct response *resp)
{
    *visit = (struct visit){
        .req = req,
        .resp = resp,
        .site = req->app,
        .arena = req->arena,
        .actor = {.role = ROLE_NONE, .name = S("anonymous"), .origin = S("web")},
    };
    visit->lang = visit->site->lang;
    choose_language(visit);
    visit->secret = request_cookie(req, COOKIE_SESSION);
    if (str_is_empty(visit->secret)) {
        return ERR_OK;
    }
    enum lang own = visit->lang;
    struct actor actor;
    enum err err = account_session_actor(visit->site->runner, visit->arena, visit->secret, &actor, &own, &visit->full_name);
    if (err == ERR_UNAUTHENTICATED) {
        visit->secret = STR_NONE;
        return ERR_OK;
    }
    TRY(err);
    visit->actor = actor;
    visit->actor.origin = S("web");
    if (str_is_empty(request_cookie(req, COOKIE_LANGUAGE))) {
        visit->lang = own;
    }
    visit->csrf = guard_csrf_token(visit->arena, visit->secret);
    return ERR_OK;
}

enum err visit_begin(struct visit *visit, struct request *req, struct response *resp)
{
    TRY(visit_begin_open(visit, req, resp));
    if (visit->actor.role != ROLE_NONE) {
        return ERR_OK;
    }
    struct str target = req->method == METHOD_GET ? req->target : S("/");
    response_redirect(resp, url_with(visit->arena, URL(visit->arena, "/sign-in"), "return", target).value);
    return ERR_UNAUTHENTICATED;
}

enum err visit_begin_post(struct visit *visit, struct request *req, struct response *resp)
{
    TRY(visit_begin(visit, req, resp));
    TRY(request_form(req, &visit->form));
    return guard_change(req, visit->secret, form_get(visit->form, "csrf"));
}

bool visit_may(const struct visit *visit, enum permission permission)
{
    return role_may(visit->actor.role, permission);
}

/* ---- operations --------------------------------------------------------------------------------- */

/* Faults found while the form was read stay: the operation is not run at all when there are any. */
static void new_call(struct visit *visit)
{
    visit->call = (struct call){
        .arena = visit->arena, .actor = visit->actor, .lang = visit->lang, .fault = {.arena = visit->arena}};
}

FALLIBLE visit_run(struct visit *visit, const struct op *op, const void *in, void *out)
{
    assert(op != NULL);
    new_call(visit);
    visit->resp->log_op = op->name;
    return op_run(visit->site->runner, &visit->call, op, in, out);
}

static struct hash form_hash(struct visit *visit)
{
    struct hasher hasher;
    hash_start(&hasher);
    hash_add(&hasher, visit->req->path);
    for (size_t i = 0; i < visit->form->len; i++) {
        const struct form_field *field = &visit->form->fields[i];
        if (str_eq(field->name, S("csrf"))) {
            continue; /* masked anew for every page */
        }
        hash_add(&hasher, str_format(visit->arena, "\n%zu:%zu:", field->name.len, field->value.len));
        hash_add(&hasher, field->name);
        hash_add(&hasher, field->value);
    }
    return hash_finish(&hasher);
}

FALLIBLE visit_change(struct visit *visit, const struct op *op, const void *in, const bool *given, void *out)
{
    assert(op != NULL && visit->form != NULL);
    if (visit->call.fault.total > 0) {
        return ERR_INVALID;
    }
    new_call(visit);
    visit->call.given = given;
    visit->call.request_id = form_get(visit->form, "request_id");
    visit->call.body_hash = form_hash(visit);
    visit->resp->log_op = op->name;
    enum err err = op_run(visit->site->runner, &visit->call, op, in, out);
    if (err == ERR_OK && visit->call.replayed && op->answer == ANSWER_RECORD && op->output != NULL) {
        struct fault fault = {.arena = visit->arena};
        err = op_read_answer(&fault, op, visit->call.answer_json, out);
    }
    return err;
}

static struct form_pair *form_pairs(struct visit *visit, size_t *count)
{
    struct form_pair *pairs = ARENA_ARRAY(visit->arena, struct form_pair, visit->form->len);
    *count = 0;
    for (size_t i = 0; i < visit->form->len; i++) {
        if (!visit->form->fields[i].is_file) {
            pairs[(*count)++] = (struct form_pair){visit->form->fields[i].name, visit->form->fields[i].value};
        }
    }
    return pairs;
}

struct map *visit_given(struct visit *visit)
{
    size_t count = 0;
    struct form_pair *pairs = form_pairs(visit, &count);
    struct map *given = ARENA_NEW(visit->arena, struct map);
    *given = form_given(visit->arena, pairs, count);
    return given;
}

FALLIBLE visit_input(struct visit *visit, const struct op *op, void *in, bool *given)
{
    assert(op->input != NULL && visit->form != NULL);
    if (visit->call.fault.arena == NULL) {
        new_call(visit);
    }
    struct fault *fault = &visit->call.fault;
    size_t before = fault->total;
    const struct map *sent = visit_given(visit);
    for (size_t i = 0; i < op->input->count; i++) {
        const struct field *field = &op->input->fields[i];
        const struct str *value = map_find(sent, str_of(field->name));
        if (value == NULL || field->computed) {
            continue;
        }
        enum err err = field_parse(fault, field, *value, "USD", in);
        (void)err; /* counted in fault->total */
        if (given != NULL) {
            given[i] = true;
        }
    }
    if (op->entity != NULL && op->input == &op->entity->shape) {
        int64_t version = 0;
        if (str_to_int(form_get(visit->form, "version"), &version) && version > 0) {
            ((struct record *)in)->version = version;
        }
    }
    if (fault->total > before && !op->partial) {
        shape_check_rest(fault, op->input, in);
    }
    return fault->total == before ? ERR_OK : ERR_INVALID;
}

struct str visit_request_key(struct visit *visit)
{
    struct str sent = visit->form == NULL ? STR_NONE : form_get(visit->form, "request_id");
    return str_is_empty(sent) ? id_format(visit->arena, id_new()) : sent;
}

/* ---- the page --------------------------------------------------------------------------------------- */

static void take_flash(struct visit *visit)
{
    struct str flash = request_cookie(visit->req, COOKIE_FLASH);
    struct str text;
    if (!str_is_empty(flash) && hex_parse(visit->arena, flash, &text) && str_is_empty(visit->page.flash)) {
        visit->page.flash = text;
        visit->page.flash_tone = TONE_OK;
        response_cookie(visit->resp, visit->req, COOKIE_FLASH, S(""), 0);
    }
}

static struct str agency_name(struct visit *visit)
{
    struct memo_list kept;
    if (memo_get(visit, "agency", &kept)) {
        return kept.items[0].label;
    }
    struct memo_item item = {.id = ID_NONE};
    int64_t state = memo_state(visit);
    enum err err = account_agency_name(visit->site->runner, visit->arena, visit->actor, &item.label);
    if (err != ERR_OK) {
        return STR_NONE; /* the page itself matters more than a name in its frame */
    }
    memo_put(visit, "agency", state, &(struct memo_list){&item, 1});
    return item.label;
}

void visit_sign_page(struct visit *visit, struct page *page)
{
    static const enum permission needed[PLACE_COUNT] = {
        [PLACE_HOME] = PERM_SELF,
        [PLACE_CLIENTS] = PERM_RECORD_READ,
        [PLACE_SERVICES] = PERM_RECORD_READ,
        [PLACE_AGREEMENTS] = PERM_AGREEMENT_READ,
        [PLACE_RESULTS] = PERM_RESULTS_READ,
    };
    if (visit->actor.role == ROLE_NONE) {
        return;
    }
    page->user = visit->full_name;
    page->role = text_in(role_info(visit->actor.role)->label, visit->lang);
    page->csrf = visit->csrf;
    page->agency = agency_name(visit);
    page->places = 0;
    for (unsigned i = PLACE_HOME; i < PLACE_COUNT; i++) {
        page->places |= visit_may(visit, needed[i]) ? 1U << i : 0;
    }
}

void visit_page(struct visit *visit, struct text title, enum place place)
{
    struct page *page = &visit->page;
    page->title = text_in(title, visit->lang);
    page->place = place;
    page->assets = &visit->site->assets;
    page->version = visit->site->version;
    page->here = url_local(visit->arena, visit->req->target);
    visit_sign_page(visit, page);
    take_flash(visit);
    visit->writer = html_start(&visit->resp->body, visit->lang);
    visit->html = &visit->writer;
    page_open(visit->html, page);
}

enum err visit_end(struct visit *visit)
{
    page_close(visit->html, &visit->page);
    response_body(visit->resp, "text/html; charset=utf-8", buf_str(&visit->resp->body));
    return ERR_OK;
}

enum err visit_go(struct visit *visit, struct url to, struct text message)
{
    if (message.es != NULL) {
        struct str text = str_slice(text_in(message, visit->lang), 0, 400);
        response_cookie(visit->resp, visit->req, COOKIE_FLASH, hex_format(visit->arena, text), 60);
    }
    response_redirect(visit->resp, to.value);
    return ERR_OK;
}

bool visit_shows_again(enum err err)
{
    return err == ERR_INVALID || err == ERR_CONFLICT || err == ERR_EXISTS;
}

void visit_refused(struct visit *visit, enum err err)
{
    visit->resp->status = err_info(err)->http_status;
    visit->resp->log_error = err_info(err)->code;
}

void visit_set_language(struct visit *visit, enum lang lang)
{
    visit->lang = lang;
    response_cookie(visit->resp, visit->req, COOKIE_LANGUAGE, lang == LANG_EN ? S("en") : S("es"), 365 * 24 * 3600);
}

void visit_open_session(struct visit *visit, struct str secret)
{
    response_cookie(visit->resp, visit->req, COOKIE_SESSION, secret, -1);
}

void visit_close_session(struct visit *visit)
{
    response_cookie(visit->resp, visit->req, COOKIE_SESSION, S(""), 0);
}
