#include "client/desk_table_web.h"

#include "account/pick.h"
#include "agreement/agreement.h"
#include "client/enterprise.h"
#include "client/person.h"
#include "core/children.h"
#include "core/flow.h"
#include "html/table.h"
#include "party/organisation.h"
#include "party/staff.h"
#include "party/unit.h"

static struct url parent_page(struct visit *visit, const struct field *field, struct str code)
{
    return desk_record_url(visit->arena, str_of(field->target->dataset), code);
}

/* ---- cells -------------------------------------------------------------------------------------------- */

static void put_rows(struct visit *visit, const struct desk_noun *noun, struct table *table, const char *const *names, struct rows rows)
{
    const struct shape *shape = &noun->entity->shape;
    struct html *html = visit->html;
    const struct field *fields[12];
    struct column columns[12] = {0};
    size_t count = 0;
    for (; names[count] != NULL; count++) {
        assert(count < COUNT_OF(fields));
        fields[count] = shape_find(shape, str_of(names[count]));
        assert(fields[count] != NULL);
        enum field_type type = fields[count]->type;
        columns[count] = (struct column){
            .label = fields[count]->label,
            .number = type == FIELD_TYPE_MONEY || type == FIELD_TYPE_INT || type == FIELD_TYPE_PERCENT,
            .minor = count > 3,
        };
    }
    table->columns = columns;
    table->count = count;
    table_open(html, table);
    for (size_t r = 0; r < rows.len; r++) {
        const void *row = (const char *)rows.items + r * shape->size;
        const struct record *record = row;
        table_row(html, table);
        struct str head = field_display(visit->arena, fields[0], row, visit->lang);
        table_link_note(html, table, desk_record_url(visit->arena, str_of(noun->entity->dataset), record->code),
                        str_is_empty(head) ? record->code : head, str_eq(head, record->code) ? STR_NONE : record->code);
        for (size_t i = 1; i < count; i++) {
            if (noun->entity->flow != NULL && str_eq_c(str_of(fields[i]->name), noun->entity->flow->field)) {
                table_chip(html, table, record->annulled == ANSWER_YES ? TONE_BAD : TONE_PLAIN,
                           record->annulled == ANSWER_YES ? TR(html, "Anulado", "Annulled")
                                                          : field_display(visit->arena, fields[i], row, visit->lang));
            } else {
                table_field(html, table, fields[i], row);
            }
        }
        table_row_end(html, table);
    }
    table_close(html, table);
}

/* ---- the list ------------------------------------------------------------------------------------------ */

enum err desk_table_list(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    const struct desk_table *about = req->route->data;
    const struct desk_noun *noun = about->noun;
    struct str after = request_query(req, "after");
    struct list list = {0};
    TRY(desk_ask(&visit, str_c(visit.arena, str_format(visit.arena, "%s.list", noun->name)),
                 DESK_VALUES({"limit", S("50")}, {"after", after}), &list));
    struct url here = url_local(visit.arena, str_of(noun->list));
    struct url add = url_local(visit.arena, str_format(visit.arena, "/%s/new", noun->path));
    struct page_link action = {.label = text_in(noun->new_title, visit.lang), .url = add, .primary = true};
    bool may = !about->only_within && visit_may(&visit, noun->write);
    visit.page.actions = may ? &action : NULL;
    visit.page.action_count = may ? 1 : 0;
    visit_page(&visit, noun->entity->plural, noun->place);
    if (about->tabs != NULL) {
        about->tabs(&visit);
    }
    struct html *html = visit.html;
    if (list.rows.len == 0 && str_is_empty(after)) {
        page_empty(html, TR(html, "Todavía no hay nada aquí", "Nothing here yet"), text_in(about->empty, visit.lang),
                   may ? add : (struct url){STR_NONE}, text_in(noun->new_title, visit.lang));
        return visit_end(&visit);
    }
    struct table table = {
        .caption = text_in(noun->entity->plural, visit.lang),
        .caption_hidden = true,
        .total = INT_NONE,
        .next = str_is_empty(list.next) ? (struct url){STR_NONE} : url_with(visit.arena, here, "after", list.next),
        .first = str_is_empty(after) ? (struct url){STR_NONE} : here,
    };
    H(html, "<section class=\"card\">");
    put_rows(&visit, noun, &table, about->columns, list.rows);
    H(html, "</section>");
    return visit_end(&visit);
}

/* ---- one record ------------------------------------------------------------------------------------------ */

enum err desk_table_show(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    const struct desk_table *about = req->route->data;
    const struct desk_noun *noun = about->noun;
    struct record *row = shape_new(visit.arena, &noun->entity->shape);
    TRY(desk_get(&visit, noun->entity, request_param(req, "code"), row));
    const struct field *title = shape_find(&noun->entity->shape, str_of(about->title));
    struct str head = about->head != NULL ? about->head(&visit, row) : field_display(visit.arena, title, row, visit.lang);
    desk_page(&visit, noun, str_is_empty(head) ? row->code : head, row);
    if (about->tabs != NULL) {
        about->tabs(&visit);
    }
    const char *const except[] = {about->title, NULL};
    desk_facts(&visit, noun, row, except);
    if (about->more != NULL) {
        TRY(about->more(&visit, row));
    }
    desk_foot(&visit, noun, row);
    return visit_end(&visit);
}

/* ---- parts ------------------------------------------------------------------------------------------------- */

enum err desk_table_part(struct visit *visit, const struct desk_part *part, const struct record *parent)
{
    struct html *html = visit->html;
    const struct op *op = op_find(str_of(part->op));
    struct list list = {0};
    struct children_input in = {.code = parent->code, .limit = INT_NONE};
    TRY(pick_run(visit, op, &in, &list));
    bool may = part->add.es != NULL && visit_may(visit, part->noun->write) && parent->annulled != ANSWER_YES;
    if (list.rows.len == 0 && !may) {
        return ERR_OK;
    }
    H(html, "<section class=\"card\">");
    if (part->folded) {
        H(html, "<details><summary>");
        h_text(html, str_format(visit->arena, STR_FMT " (%zu)", STR_ARG(text_in(part->heading, visit->lang)), list.rows.len));
        H(html, "</summary>");
    } else {
        H(html, "<h2>");
        h_t(html, part->heading);
        H(html, "</h2>");
    }
    if (list.rows.len > 0) {
        struct table table = {.caption = text_in(part->heading, visit->lang), .caption_hidden = true, .total = INT_NONE};
        put_rows(visit, part->noun, &table, part->columns, list.rows);
    }
    if (may) {
        struct url add = url_with(visit->arena, url_local(visit->arena, str_format(visit->arena, "/%s/new", part->noun->path)),
                                  part->noun->entity->parent, parent->code);
        H(html, "<p class=\"screen\"><a class=\"btn alt\"");
        h_href(html, add);
        H(html, ">");
        h_t(html, part->add);
        H(html, "</a></p>");
    }
    if (part->folded) {
        H(html, "</details>");
    }
    H(html, "</section>");
    return ERR_OK;
}

enum err desk_table_begin(struct visit *visit, struct desk_form *form, bool *elsewhere)
{
    const struct entity *entity = form->noun->entity;
    (void)elsewhere;
    if (entity->parent == NULL) {
        return ERR_OK;
    }
    struct str code = request_query(visit->req, entity->parent);
    const struct field *field = shape_find(&entity->shape, str_of(entity->parent));
    if (!str_is_empty(code)) {
        desk_preset(visit, form, entity->parent, code);
        form->back = parent_page(visit, field, code);
    }
    return ERR_OK;
}

/* ---- lists to choose from -------------------------------------------------------------------------------------- */

/* The field by which people know a noun's records. */
static const char *name_of(const struct entity *entity)
{
    static const char *const names[] = {"name", "name_es", "title", "person", "text", "topic", "date"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const struct field *field = shape_find(&entity->shape, str_of(names[i]));
        if (field != NULL && field->type == FIELD_TYPE_TEXT) {
            return names[i];
        }
    }
    return "code";
}

bool desk_table_draw(struct visit *visit, const struct desk_form *form, const struct field *field)
{
    static const struct entity *const served[] = {&staff_entity, &unit_entity, &organisation_entity, &agreement_entity, &enterprise_entity,
                                                  &person_entity};
    if (field->type != FIELD_TYPE_REF && field->type != FIELD_TYPE_REFS) {
        return false;
    }
    for (size_t i = 0; i < COUNT_OF(served); i++) {
        if (field->target == served[i] && (field->type == FIELD_TYPE_REF || i > 2) && field->target != &agreement_entity) {
            return false; /* desk_field has a list of its own, or there are too many of them */
        }
    }
    const char *list = str_c(visit->arena, str_format(visit->arena, "%s.list", field->target->shape.name));
    struct pick pick = pick_records(visit, list, name_of(field->target));
    form_field_options(visit->html, &form->view, field, pick.options, pick.count);
    return true;
}
