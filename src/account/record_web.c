#include "account/record_web.h"

#include "account/account.h"
#include "account/pick.h"
#include "account/seen_web.h"
#include "core/record.h"

static const struct op *op_of(const struct visit *visit, const struct record_web *page, const char *verb)
{
    const struct op *op = op_find(str_format(visit->arena, "%s.%s", page->entity->shape.name, verb));
    assert(op != NULL);
    return op;
}

struct url record_web_url(struct arena *arena, const struct record_web *page, struct str code)
{
    struct str tail = URL(arena, "/{}", code).value;
    return url_local(arena, str_format(arena, "%s" STR_FMT, page->path, STR_ARG(tail)));
}

static struct url below(struct arena *arena, const struct record_web *page, struct str code, const char *rest)
{
    return url_local(arena, str_format(arena, STR_FMT "%s", STR_ARG(record_web_url(arena, page, code).value), rest));
}

bool record_web_may_write(const struct visit *visit, const struct record_web *page)
{
    return visit_may(visit, op_of(visit, page, "set")->permission);
}

FALLIBLE record_web_get(struct visit *visit, const struct record_web *page, void *out)
{
    struct record_code_input in = {.code = request_param(visit->req, "code")};
    shape_clear(&page->entity->shape, out);
    return pick_run(visit, op_of(visit, page, "get"), &in, out);
}

/* What a new record begins with: its fields' initial values, and the visitor's own unit. */
static const void *fresh(struct visit *visit, const struct record_web *page)
{
    const struct shape *shape = &page->entity->shape;
    void *row = shape_new(visit->arena, shape);
    shape_fill(visit->arena, shape, row);
    const struct field *unit = shape_find(shape, S("unit"));
    struct user *self = shape_new(visit->arena, &user_shape);
    if (unit != NULL && !unit->computed && pick_run(visit, op_find(S("account.self")), NULL, self) == ERR_OK) {
        ((struct record *)row)->unit.code = self->unit;
    }
    return row;
}

/* row: NULL for a new record. err: ERR_OK for a fresh form; after a refused correction `given` says what this person changed and
 * `version` which one she saw. */
static enum err show(struct visit *visit, const struct record_web *page, const void *row, enum err err, const bool *given, int64_t version)
{
    const struct record *head = row;
    struct arena *arena = visit->arena;
    struct url list = url_local(arena, str_of(page->path));
    struct page_link crumbs[] = {
        {.label = text_in(page->entity->plural, visit->lang), .url = list},
        {.label = head == NULL ? STR_NONE : head->code, .url = head == NULL ? list : record_web_url(arena, page, head->code)},
    };
    struct form_view form = {
        .action = head == NULL ? url_local(arena, str_format(arena, "%s/new", page->path)) : below(arena, page, head->code, "/edit"),
        .csrf = visit->csrf,
        .request_id = err == ERR_CONFLICT ? id_format(arena, id_new()) : visit_request_key(visit),
        .version = head == NULL ? INT_NONE : err == ERR_INVALID ? version : head->version,
        .given = err == ERR_OK ? NULL : given == NULL ? visit_given(visit) : seen_web_given(visit, &page->entity->shape, row, given),
        .fault = err == ERR_OK ? NULL : &visit->call.fault,
        .shape = &page->entity->shape,
        .row = head == NULL ? fresh(visit, page) : row,
    };
    if (err != ERR_OK) {
        visit_refused(visit, err);
    }
    visit->page.crumbs = crumbs;
    visit->page.crumb_count = head == NULL ? 1 : 2;
    visit->page.narrow = true;
    visit_page(visit, head == NULL ? page->add : page->correct, page->place);
    if (err == ERR_CONFLICT && given != NULL) {
        seen_web_notice(visit, seen_web_others(visit, &page->entity->shape, row, given));
    }
    H(visit->html, "<section class=\"card\">");
    form_open(visit->html, &form);
    if (head != NULL && err == ERR_INVALID) {
        seen_web_keep(visit);
    } else if (head != NULL) {
        seen_web_put(visit, &page->entity->shape, row);
    }
    page->fields(visit, &form, head == NULL);
    form_close(visit->html, &form, TR(visit->html, "Guardar", "Save"), head == NULL ? list : crumbs[1].url);
    H(visit->html, "</section>");
    return visit_end(visit);
}

static bool is_refusal(enum err err)
{
    return err == ERR_INVALID || err == ERR_EXISTS || err == ERR_CONFLICT;
}

enum err record_web_new(struct request *req, struct response *resp, const struct record_web *page)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    return record_web_may_write(&visit, page) ? show(&visit, page, NULL, ERR_OK, NULL, INT_NONE) : ERR_DENIED;
}

enum err record_web_add(struct request *req, struct response *resp, const struct record_web *page)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    const struct op *op = op_of(&visit, page, "add");
    void *in = shape_new(visit.arena, op->input);
    void *out = shape_new(visit.arena, op->output);
    enum err err = visit_input(&visit, op, in, NULL);
    if (err == ERR_OK) {
        err = visit_change(&visit, op, in, NULL, out);
    }
    if (is_refusal(err)) {
        return show(&visit, page, NULL, err, NULL, INT_NONE);
    }
    TRY(err);
    return visit_go(&visit, record_web_url(visit.arena, page, ((struct record *)out)->code), page->saved);
}

enum err record_web_edit(struct request *req, struct response *resp, const struct record_web *page)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    if (!record_web_may_write(&visit, page)) {
        return ERR_DENIED;
    }
    void *row = shape_new(visit.arena, &page->entity->shape);
    TRY(record_web_get(&visit, page, row));
    return show(&visit, page, row, ERR_OK, NULL, INT_NONE);
}

enum err record_web_set(struct request *req, struct response *resp, const struct record_web *page)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    const struct op *op = op_of(&visit, page, "set");
    void *in = shape_new(visit.arena, op->input);
    void *out = shape_new(visit.arena, op->output);
    bool *given = ARENA_ARRAY(visit.arena, bool, op->input->count);
    enum err err = visit_input(&visit, op, in, given);
    struct record *asked = in;
    asked->code = request_param(req, "code");
    if (err == ERR_OK) {
        seen_web_only_changed(&visit, op->input, in, given);
        err = visit_change(&visit, op, in, given, out);
    }
    if (is_refusal(err)) {
        void *row = shape_new(visit.arena, op->output);
        TRY(record_web_get(&visit, page, row));
        return show(&visit, page, row, err, given, asked->version);
    }
    TRY(err);
    return visit_go(&visit, record_web_url(visit.arena, page, asked->code),
                    seen_web_saved(&visit, page->saved, op->input, out, given, asked->version, ((struct record *)out)->version));
}

enum err record_web_annul(struct request *req, struct response *resp, const struct record_web *page)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    const struct op *op = op_of(&visit, page, "annul");
    struct record_annul_input in = {.version = INT_NONE};
    enum err err = visit_input(&visit, op, &in, NULL);
    in.code = request_param(req, "code");
    void *out = shape_new(visit.arena, op->output);
    if (err == ERR_OK) {
        err = visit_change(&visit, op, &in, NULL, out);
    }
    struct url back = record_web_url(visit.arena, page, in.code);
    if (is_refusal(err)) {
        const struct fault *fault = &visit.call.fault;
        visit_refused(&visit, err);
        visit.page.narrow = true;
        visit_page(&visit, TEXT("No se anuló", "It was not annulled"), page->place);
        page_faults(visit.html, fault);
        H(visit.html, "<p>");
        h_button_link(visit.html, back, TR(visit.html, "Volver al registro", "Back to the record"), true);
        H(visit.html, "</p>");
        return visit_end(&visit);
    }
    TRY(err);
    return visit_go(&visit, back, TEXT("Registro anulado.", "Record annulled."));
}

void record_web_annulment(struct visit *visit, const struct record_web *page, const void *row)
{
    const struct record *head = row;
    struct html *html = visit->html;
    if (head->annulled == ANSWER_YES) {
        page_notice(html, TONE_WARN, str_format(visit->arena, STR_FMT " " STR_FMT,
                                                STR_ARG(TR(html, "Este registro está anulado:", "This record is annulled:")),
                                                STR_ARG(head->annul_reason)));
        return;
    }
    if (!visit_may(visit, PERM_ANNUL)) {
        return;
    }
    struct form_view form = {
        .action = below(visit->arena, page, head->code, "/annul"),
        .csrf = visit->csrf,
        .request_id = visit_request_key(visit),
        .version = head->version,
        .id_prefix = S("annul"),
    };
    H(html, "<details class=\"screen\"><summary>");
    HT(html, "Anular este registro", "Annul this record");
    H(html, "</summary>");
    form_open(html, &form);
    form_input(html, &form, &(struct form_input){
        .name = "reason", .label = TR(html, "Motivo", "Reason"), .required = true,
        .hint = TR(html, "El registro queda a la vista, marcado, y deja de contar.",
                   "The record stays in sight, marked, and no longer counts.")});
    form_close(html, &form, TR(html, "Anular", "Annul"), (struct url){STR_NONE});
    H(html, "</details>");
}
