#include "client/desk_flow_web.h"

#include "core/flow.h"
#include "core/record.h"

/* The questions of a step: all of its input but which record in which version. */
static size_t questions_of(const struct shape *input)
{
    size_t count = 0;
    for (size_t i = 0; i < input->count; i++) {
        count += !str_eq_c(S("code"), input->fields[i].name) && !str_eq_c(S("version"), input->fields[i].name);
    }
    return count;
}

static struct url step_url(struct visit *visit, const struct desk_noun *noun, struct str code, const struct flow_move *move)
{
    struct url record = desk_record_url(visit->arena, str_of(noun->entity->dataset), code);
    return url_local(visit->arena, str_format(visit->arena, STR_FMT "/move/%s", STR_ARG(record.value), move->name));
}

static bool has_references(const struct shape *input)
{
    for (size_t i = 0; i < input->count; i++) {
        enum field_type type = input->fields[i].type;
        if (type == FIELD_TYPE_REF || type == FIELD_TYPE_REFS || type == FIELD_TYPE_SHARES || type == FIELD_TYPE_CATALOGUE) {
            return true;
        }
    }
    return false;
}

/* The step's input with what the record says already. */
static void *known_of(struct visit *visit, const struct entity *entity, const struct shape *input, const void *row)
{
    void *known = shape_new(visit->arena, input);
    for (size_t i = 0; i < input->count; i++) {
        const struct field *to = &input->fields[i];
        const struct field *from = shape_find(&entity->shape, str_of(to->name));
        if (from != NULL && from->type == to->type) {
            field_carry(from, row, to, known);
        }
    }
    return known;
}

/* A page is also shown again after a refused form that is no step. */
static bool was_refused(const struct visit *visit, const struct flow_move *move)
{
    for (size_t i = 0; visit->form != NULL && i < visit->req->param_count; i++) {
        if (str_eq_c(visit->req->params[i].name, "move")) {
            return str_eq_c(visit->req->params[i].value, move->name);
        }
    }
    return false;
}

static void put_move_form(struct visit *visit, const struct desk_noun *noun, const struct record *record,
                          const struct flow_move *move, const struct op *op)
{
    struct html *html = visit->html;
    bool refused = was_refused(visit, move);
    struct desk_form form = {
        .noun = noun,
        .view = {
            .action = step_url(visit, noun, record->code, move),
            .csrf = visit->csrf,
            .request_id = id_format(visit->arena, id_new()),
            .version = record->version,
            .shape = op->input,
            .given = refused ? visit_given(visit) : NULL,
            .row = known_of(visit, noun->entity, op->input, record),
            .id_prefix = str_format(visit->arena, "%s-", move->name),
        },
    };
    if (has_references(op->input) && desk_lists_get(visit, &form.lists) != ERR_OK) {
        return;
    }
    H(html, "<details");
    if (refused) {
        H(html, " open");
    }
    H(html, "><summary>");
    h_text(html, text_in(move->label, visit->lang));
    H(html, "</summary>");
    form_open(html, &form.view);
    for (size_t i = 0; i < op->input->count; i++) {
        const struct field *field = &op->input->fields[i];
        if (!str_eq_c(S("code"), field->name) && !str_eq_c(S("version"), field->name)) {
            desk_field(visit, &form, field->name);
        }
    }
    form_close(html, &form.view, text_in(move->label, visit->lang), (struct url){STR_NONE});
    H(html, "</details>");
}

static void put_move_button(struct visit *visit, const struct desk_noun *noun, const struct record *record,
                            const struct flow_move *move)
{
    struct html *html = visit->html;
    page_post_open(html, step_url(visit, noun, record->code, move), visit->csrf);
    page_post_hidden(html, "version", str_format(visit->arena, "%lld", (long long)record->version));
    page_post_hidden(html, "request_id", id_format(visit->arena, id_new()));
    page_post_close(html, text_in(move->label, visit->lang), !move->weighty);
}

void desk_flow_steps(struct visit *visit, const struct desk_noun *noun, const void *row)
{
    const struct entity *entity = noun->entity;
    const struct record *record = row;
    struct html *html = visit->html;
    bool is_open = false;
    for (int round = 0; entity->flow != NULL && record->annulled != ANSWER_YES && round < 3; round++) {
        /* Plain steps as buttons first, then those that ask, then those that end something. */
        bool row_open = false;
        for (size_t i = 0; i < entity->flow->count; i++) {
            const struct flow_move *move = &entity->flow->moves[i];
            const struct op *op = flow_op(entity, move);
            bool asks = questions_of(op->input) > 0;
            if (!flow_names(move->from, flow_state(entity, row)) || !visit_may(visit, op->permission) ||
                round != (asks ? 1 : move->weighty ? 2 : 0)) {
                continue;
            }
            if (!is_open) {
                H(html, "<section class=\"card screen\"><h2>");
                HT(html, "Siguiente paso", "Next step");
                H(html, "</h2>");
                is_open = true;
            }
            if (asks) {
                put_move_form(visit, noun, record, move, op);
                continue;
            }
            if (!row_open) {
                H(html, "<div class=\"row\">");
                row_open = true;
            }
            put_move_button(visit, noun, record, move);
        }
        if (row_open) {
            H(html, "</div>");
        }
    }
    if (is_open) {
        H(html, "</section>");
    }
}

enum err desk_flow_post(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    const struct desk_noun *noun = req->route->data;
    struct str code = request_param(req, "code");
    const struct flow_move *move = flow_find(noun->entity, request_param(req, "move"));
    if (move == NULL) {
        return ERR_NOT_FOUND;
    }
    const struct op *op = flow_op(noun->entity, move);
    struct flow_input *in = shape_new(visit.arena, op->input);
    enum err err = visit_input(&visit, op, in, NULL);
    in->code = code;
    void *out = shape_new(visit.arena, &noun->entity->shape);
    if (err == ERR_OK) {
        err = visit_change(&visit, op, in, NULL, out);
    }
    if (err == ERR_OK) {
        const struct choice *state = choice_find(shape_find(&noun->entity->shape, str_of(noun->entity->flow->field))->choices,
                                                 flow_state(noun->entity, out));
        struct text said = state == NULL ? noun->saved
                                         : text_words(visit.arena, TEXT("Registrado. Estado: %s.", "Recorded. State: %s."),
                                                      state->label);
        struct str back = form_get(visit.form, "back"); /* a step taken from a page that shows several records */
        return visit_go(&visit, str_is_empty(back) ? desk_record_url(visit.arena, str_of(noun->entity->dataset), code)
                                                   : url_local(visit.arena, back), said);
    }
    return visit_shows_again(err) ? desk_refuse(&visit, noun, code, err) : err;
}
