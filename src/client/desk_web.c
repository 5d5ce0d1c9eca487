#include "client/desk_web.h"

#include "account/memo_web.h"
#include "account/seen_web.h"
#include "agreement/agreement.h"
#include "client/client.h"
#include "client/desk_flow_web.h"
#include "client/duplicate_web.h"
#include "client/enterprise.h"
#include "client/listing.h"
#include "client/person.h"
#include "core/record.h"
#include "evidence/evidence_web.h"
#include "html/widget.h"
#include "party/organisation.h"
#include "party/staff.h"
#include "party/unit.h"
#include "territory/territory.h"

#include <string.h>

/* ---- asking -------------------------------------------------------------------------------------- */

static enum err make_input(struct visit *visit, const struct op *op, const struct desk_value *values, size_t count, void **out)
{
    struct fault fault = {.arena = visit->arena};
    void *in = op->input == NULL ? NULL : shape_new(visit->arena, op->input);
    for (size_t i = 0; i < count; i++) {
        const struct field *field = shape_find(op->input, str_of(values[i].name));
        assert(field != NULL);
        if (!str_is_empty(values[i].value)) {
            enum err err = field_parse(&fault, field, values[i].value, "USD", in);
            (void)err; /* counted in fault.total */
        }
    }
    *out = in;
    if (fault.total > 0) {
        visit->call.fault = fault;
        return ERR_INVALID;
    }
    return ERR_OK;
}

FALLIBLE desk_ask(struct visit *visit, const char *op_name, const struct desk_value *values, size_t count, void *out)
{
    const struct op *op = op_find(str_of(op_name));
    void *in;
    TRY(make_input(visit, op, values, count, &in));
    return visit_run(visit, op, in, out);
}

FALLIBLE desk_change(struct visit *visit, const char *op_name, const struct desk_value *values, size_t count, void *out)
{
    const struct op *op = op_find(str_of(op_name));
    void *in;
    visit->call.fault = (struct fault){.arena = visit->arena};
    TRY(make_input(visit, op, values, count, &in));
    return visit_change(visit, op, in, NULL, out);
}

FALLIBLE desk_get(struct visit *visit, const struct entity *entity, struct str code, void *row)
{
    const struct op *op = op_find(str_format(visit->arena, "%s.get", entity->shape.name));
    const struct record_code_input in = {.code = code};
    return visit_run(visit, op, &in, row);
}

/* ---- lists to choose from ----------------------------------------------------------------------- */

enum { OPTIONS_MOST = 500 };

/* The rows of X.list as options; nothing if the visitor may not read them. */
static enum err ask_list(struct visit *visit, const char *op, struct list *out)
{
    *out = (struct list){0};
    enum err err = desk_ask(visit, op, DESK_VALUES({"limit", S("500")}), out);
    return err == ERR_DENIED ? ERR_OK : err;
}

static enum err keep_staff(struct visit *visit, struct memo_list *out)
{
    struct list list;
    int64_t state = memo_state(visit);
    TRY(ask_list(visit, "staff.list", &list));
    const struct staff *rows = list.rows.items;
    *out = (struct memo_list){ARENA_ARRAY(visit->arena, struct memo_item, list.rows.len), 0};
    struct date today = clock_today();
    for (size_t i = 0; i < list.rows.len; i++) {
        bool gone = !date_is_none(rows[i].to_on) && date_cmp(rows[i].to_on, today) < 0;
        if (rows[i].record.annulled != ANSWER_YES && !gone) {
            out->items[out->count++] = (struct memo_item){rows[i].record.id, rows[i].record.code, rows[i].name, STR_NONE};
        }
    }
    memo_put(visit, "staff.list", state, out);
    return ERR_OK;
}

static struct desk_options options_of(struct arena *arena, const struct memo_list *list)
{
    struct form_option *items = ARENA_ARRAY(arena, struct form_option, list->count);
    for (size_t i = 0; i < list->count; i++) {
        items[i] = (struct form_option){.code = list->items[i].code, .label = list->items[i].label};
    }
    return (struct desk_options){items, list->count};
}

FALLIBLE desk_staff(struct visit *visit, struct desk_options *out, struct str *own)
{
    struct memo_list list;
    if (!memo_get(visit, "staff.list", &list)) {
        TRY(keep_staff(visit, &list));
    }
    *out = options_of(visit->arena, &list);
    *own = STR_NONE;
    for (size_t i = 0; i < list.count; i++) {
        if (!id_is_none(visit->actor.staff) && id_eq(list.items[i].id, visit->actor.staff)) {
            *own = list.items[i].code;
        }
    }
    return ERR_OK;
}

static enum err keep_units(struct visit *visit, struct memo_list *out)
{
    struct list list;
    int64_t state = memo_state(visit);
    TRY(ask_list(visit, "unit.list", &list));
    const struct unit *rows = list.rows.items;
    *out = (struct memo_list){ARENA_ARRAY(visit->arena, struct memo_item, list.rows.len), 0};
    for (size_t i = 0; i < list.rows.len; i++) {
        if (rows[i].record.annulled != ANSWER_YES) {
            out->items[out->count++] =
                (struct memo_item){rows[i].record.id, rows[i].record.code, rows[i].name, rows[i].territory};
        }
    }
    memo_put(visit, "unit.list", state, out);
    return ERR_OK;
}

FALLIBLE desk_units(struct visit *visit, struct desk_options *out, struct str *own, struct str *territory)
{
    struct memo_list list;
    if (!memo_get(visit, "unit.list", &list)) {
        TRY(keep_units(visit, &list));
    }
    *out = options_of(visit->arena, &list);
    *own = STR_NONE;
    *territory = STR_NONE;
    for (size_t i = 0; i < list.count; i++) {
        if (id_eq(list.items[i].id, visit->actor.unit)) {
            *own = list.items[i].code;
            *territory = list.items[i].note;
        }
    }
    if (str_is_empty(*own) && list.count == 1) {
        *own = list.items[0].code;
    }
    return ERR_OK;
}

static enum err keep_agreements(struct visit *visit, struct memo_list *out)
{
    struct list list;
    int64_t state = memo_state(visit);
    TRY(ask_list(visit, "agreement.list", &list));
    const struct agreement *rows = list.rows.items;
    *out = (struct memo_list){ARENA_ARRAY(visit->arena, struct memo_item, list.rows.len), 0};
    for (size_t i = 0; i < list.rows.len; i++) {
        if (rows[i].record.annulled != ANSWER_YES && !str_eq(rows[i].state, S("negotiation"))) {
            out->items[out->count++] = (struct memo_item){rows[i].record.id, rows[i].record.code, rows[i].title, S("")};
        }
    }
    memo_put(visit, "agreement.list", state, out);
    return ERR_OK;
}

FALLIBLE desk_agreements(struct visit *visit, struct desk_options *out)
{
    struct memo_list list;
    if (!memo_get(visit, "agreement.list", &list)) {
        TRY(keep_agreements(visit, &list));
    }
    *out = options_of(visit->arena, &list);
    return ERR_OK;
}

static enum err keep_organisations(struct visit *visit, struct memo_list *out)
{
    struct list list;
    int64_t state = memo_state(visit);
    TRY(ask_list(visit, "organisation.list", &list));
    const struct organisation *rows = list.rows.items;
    *out = (struct memo_list){ARENA_ARRAY(visit->arena, struct memo_item, list.rows.len), 0};
    for (size_t i = 0; i < list.rows.len; i++) {
        if (rows[i].record.annulled != ANSWER_YES) {
            out->items[out->count++] = (struct memo_item){rows[i].record.id, rows[i].record.code, rows[i].name, S("")};
        }
    }
    memo_put(visit, "organisation.list", state, out);
    return ERR_OK;
}

static enum err list_organisations(struct visit *visit, struct desk_options *out)
{
    struct memo_list list;
    if (!memo_get(visit, "organisation.list", &list)) {
        TRY(keep_organisations(visit, &list));
    }
    *out = options_of(visit->arena, &list);
    return ERR_OK;
}

static void add_department(struct form_option *items, size_t *count, const struct territory_department *department)
{
    size_t len;
    const struct territory_district *districts = territory_department_districts(department, &len);
    struct str group = str_of(department->name);
    for (size_t i = 0; i < len; i++) {
        items[(*count)++] =
            (struct form_option){.code = str_of(districts[i].code), .label = str_of(districts[i].name), .group = group};
    }
}

struct desk_options desk_districts(struct arena *arena, struct str first)
{
    struct form_option *items = ARENA_ARRAY(arena, struct form_option, territory_district_count);
    size_t count = 0;
    const struct territory_department *leading = str_is_empty(first) ? NULL : territory_department_of(first);
    if (leading != NULL) {
        add_department(items, &count, leading);
    }
    for (size_t i = 0; i < territory_department_count; i++) {
        if (&territory_departments[i] != leading) {
            add_department(items, &count, &territory_departments[i]);
        }
    }
    return (struct desk_options){items, count};
}

FALLIBLE desk_lists_get(struct visit *visit, struct desk_lists *out)
{
    *out = (struct desk_lists){0};
    TRY(desk_staff(visit, &out->staff, &out->own_staff));
    TRY(desk_units(visit, &out->units, &out->own_unit, &out->own_territory));
    TRY(desk_agreements(visit, &out->agreements));
    TRY(list_organisations(visit, &out->organisations));
    out->districts = desk_districts(visit->arena, out->own_territory);
    return ERR_OK;
}

struct desk_options desk_with_all(struct arena *arena, struct desk_options options, struct str label)
{
    struct form_option *items = ARENA_ARRAY(arena, struct form_option, options.count + 1);
    items[0] = (struct form_option){.code = S(""), .label = label};
    if (options.count > 0) {
        memcpy(items + 1, options.items, options.count * sizeof(items[0]));
    }
    return (struct desk_options){items, options.count + 1};
}

struct str desk_word(const struct visit *visit, const struct choice *choices, struct str code)
{
    const struct choice *choice = str_is_empty(code) ? NULL : choice_find(choices, code);
    return choice == NULL ? code : text_in(choice->label, visit->lang);
}

enum tone desk_verification_tone(struct str verification)
{
    if (str_eq(verification, S("verified")) || str_eq(verification, S("validated"))) {
        return TONE_OK;
    }
    if (str_eq(verification, S("objected"))) {
        return TONE_BAD;
    }
    return str_eq(verification, S("with_evidence")) ? TONE_PLAIN : TONE_WARN;
}

/* ---- addresses ------------------------------------------------------------------------------------ */

struct url desk_client_url(struct arena *arena, struct str kind, struct str code)
{
    return URL(arena, "/clients/{}/{}", kind, code);
}

struct url desk_record_url(struct arena *arena, struct str dataset, struct str code)
{
    if (str_eq(dataset, S("enterprises"))) {
        return URL(arena, "/clients/enterprise/{}", code);
    }
    if (str_eq(dataset, S("persons"))) {
        return URL(arena, "/clients/person/{}", code);
    }
    static const char *const without_page[] = {"affiliations", "moves", "remarks", "certificates",
                                               "import_mappings"};
    for (size_t i = 0; i < COUNT_OF(without_page); i++) {
        if (str_eq_c(dataset, without_page[i])) {
            return (struct url){STR_NONE};
        }
    }
    return URL(arena, "/{}/{}", dataset, code);
}

static struct url noun_url(struct arena *arena, const struct desk_noun *noun, struct str code)
{
    return desk_record_url(arena, str_of(noun->entity->dataset), code);
}

static struct url under(struct arena *arena, struct url url, const char *last)
{
    return url_local(arena, str_format(arena, STR_FMT "/%s", STR_ARG(url.value), last));
}

static struct url new_url(struct arena *arena, const struct desk_noun *noun)
{
    return url_local(arena, str_format(arena, "/%s/new", noun->path));
}

void desk_service_tabs(struct visit *visit, int current)
{
    struct html *html = visit->html;
    struct page_link links[] = {
        {.label = TR(html, "Sesiones", "Sessions"), .url = URL(visit->arena, "/services")},
        {.label = TR(html, "Capacitación", "Training"), .url = URL(visit->arena, "/events")},
        {.label = TR(html, "Asistencia técnica", "Assistance"), .url = URL(visit->arena, "/assistances")},
        {.label = TR(html, "Vínculos", "Links"), .url = URL(visit->arena, "/links")},
        {.label = TR(html, "Planes", "Plans"), .url = URL(visit->arena, "/plans")},
        {.label = TR(html, "Diagnósticos", "Diagnoses"), .url = URL(visit->arena, "/diagnoses")},
        {.label = TR(html, "Agenda", "Agenda"), .url = URL(visit->arena, "/agenda")},
        {.label = TR(html, "Remisiones", "Referrals"), .url = URL(visit->arena, "/referrals")},
        {.label = TR(html, "Fondos", "Funds"), .url = URL(visit->arena, "/fund")},
        {.label = TR(html, "Impresos", "Forms"), .url = URL(visit->arena, "/print")},
    };
    links[current < 0 ? (int)COUNT_OF(links) - 1 : current].current = true;
    page_tabs(html, TR(html, "Clases de servicio", "Kinds of service"), links, COUNT_OF(links));
}

void desk_client_tabs(struct visit *visit, int current)
{
    struct html *html = visit->html;
    struct page_link links[] = {
        {.label = TR(html, "Todos", "All"), .url = URL(visit->arena, "/clients")},
        {.label = TR(html, "Solicitudes (F1)", "Applications (F1)"), .url = URL(visit->arena, "/intakes")},
        {.label = TR(html, "Sin servicio en doce meses", "No service for twelve months"), .url = URL(visit->arena, "/dormant")},
        {.label = TR(html, "Duplicados", "Duplicates"), .url = URL(visit->arena, "/duplicates")},
    };
    links[current].current = true;
    page_tabs(html, TR(html, "Clientes", "Clients"), links, COUNT_OF(links) - (duplicate_web_may(visit) || current == 3 ? 0 : 1));
}

/* ---- one question --------------------------------------------------------------------------------------- */

static struct str text_of(struct visit *visit, const struct desk_form *form, const struct field *field)
{
    struct str initial = form->row == NULL ? str_of(field->initial) : field_plain(visit->arena, field, form->row);
    return widget_given(&form->view, str_of(field->name), initial);
}

void desk_hidden(struct visit *visit, const struct desk_form *form, const struct field *field)
{
    form_hidden(visit->html, field->name, text_of(visit, form, field));
}

void desk_radios(struct visit *visit, const struct desk_form *form, const struct field *field)
{
    size_t count;
    const struct form_option *options = form_options_of(visit->html, field->choices, &count);
    desk_radio_list(visit, form, field, options, count, text_of(visit, form, field));
}

void desk_radio_list(struct visit *visit, const struct desk_form *form, const struct field *field,
                     const struct form_option *options, size_t count, struct str value)
{
    struct widget widget = widget_of(visit->html, &form->view, str_of(field->name), text_in(field->label, visit->lang),
                                     text_in(field->hint, visit->lang));
    widget.required = field->required;
    widget.value = value;
    widget_radios(visit->html, &widget, options, count, false);
}

void desk_tick_list(struct visit *visit, const struct desk_form *form, const struct field *field, const struct form_option *options,
                    size_t count)
{
    struct widget widget = widget_of(visit->html, &form->view, str_of(field->name), text_in(field->label, visit->lang),
                                     text_in(field->hint, visit->lang));
    widget.required = field->required;
    widget.value = text_of(visit, form, field);
    widget_checkboxes(visit->html, &widget, options, count);
}

static bool has_option(const struct form_option *options, size_t count, struct str code)
{
    for (size_t i = 0; i < count; i++) {
        if (str_eq(options[i].code, code)) {
            return true;
        }
    }
    return false;
}

/* Of a client named by code in a form that is shown again. */
static struct str client_name(struct visit *visit, const struct field *field, struct str code)
{
    struct list found = {0};
    enum err err = desk_ask(visit, "client.search", DESK_VALUES({"text", code}, {"limit", S("3")}), &found);
    const struct listing_line *lines = found.rows.items;
    for (size_t i = 0; err == ERR_OK && i < found.rows.len; i++) {
        if (str_eq(lines[i].code, code) && str_eq_c(lines[i].kind, field->target->shape.name)) {
            return lines[i].name;
        }
    }
    return code;
}

/* Those named already as boxes, and a line for one more by its code. */
static void draw_clients(struct visit *visit, const struct desk_form *form, const struct field *field)
{
    struct html *html = visit->html;
    struct str joined = text_of(visit, form, field);
    const struct refs *refs = form->row == NULL ? NULL : &FIELD_GET(struct refs, field, form->row);
    struct form_option options[200];
    size_t count = 0;
    struct str rest = joined;
    struct str code;
    while (count < COUNT_OF(options) && str_split(&rest, ';', &code)) {
        code = str_trim(code);
        if (str_is_empty(code)) {
            continue;
        }
        options[count] = (struct form_option){.code = code, .label = code};
        for (size_t i = 0; refs != NULL && i < refs->len; i++) {
            if (str_eq(refs->items[i].code, code) && !str_is_empty(refs->items[i].label)) {
                options[count].label = refs->items[i].label;
            }
        }
        if (str_eq(options[count].label, code) && count < 12) {
            options[count].label = client_name(visit, field, code);
        }
        count++;
    }
    for (size_t i = 0; field->target == &person_entity && i < form->people.count && count < COUNT_OF(options); i++) {
        if (!has_option(options, count, form->people.items[i].code)) {
            options[count++] = form->people.items[i];
        }
    }
    struct widget widget = widget_of(html, &form->view, str_of(field->name), text_in(field->label, visit->lang),
                                     text_in(field->hint, visit->lang));
    if (count > 0) {
        widget.value = joined;
        widget_checkboxes(html, &widget, options, count);
        struct str id = html_id(html, "more");
        H(html, "<details><summary>");
        HT(html, "Agregar por código a: ", "Add by code to: ");
        h_t(html, field->label);
        H(html, "</summary><div class=\"field\"><label");
        h_attr(html, "for", id);
        H(html, ">");
        HT(html, "Código; varios se separan con punto y coma", "Code; several are separated by semicolons");
        H(html, "</label><input autocomplete=\"off\" class=\"medium\"");
        h_attr(html, "id", id);
        h_attr(html, "name", str_of(field->name));
        H(html, "></div></details>");
    } else {
        widget.hint = TR(html, "El código; varios se separan con punto y coma.", "The code; several are separated by semicolons.");
        widget.hint_id = str_format(visit->arena, STR_FMT "-hint", STR_ARG(widget.id));
        widget.required = field->required;
        widget_input(html, &widget, &(struct widget_typing){.type = "text", .size = "medium"});
    }
}

static void draw_choice_list(struct visit *visit, const struct desk_form *form, const struct field *field,
                             struct desk_options options)
{
    struct str value = text_of(visit, form, field);
    if (!field->required || str_is_empty(value)) {
        options = desk_with_all(visit->arena, options, TR(visit->html, "Elija…", "Choose…"));
    }
    form_select(visit->html, &form->view, field->name, text_in(field->label, visit->lang), text_in(field->hint, visit->lang),
                options.items, options.count, value);
}

static void draw_reference(struct visit *visit, const struct desk_form *form, const struct field *field)
{
    const struct desk_lists *lists = &form->lists;
    if (field->target == &staff_entity && lists->staff.count > 0) {
        draw_choice_list(visit, form, field, lists->staff);
    } else if (field->target == &unit_entity && lists->units.count == 1) {
        desk_hidden(visit, form, field);
    } else if (field->target == &unit_entity) {
        draw_choice_list(visit, form, field, lists->units);
    } else if (field->target == &organisation_entity && lists->organisations.count > 0) {
        form_field_options(visit->html, &form->view, field, lists->organisations.items, lists->organisations.count);
    } else {
        form_field(visit->html, &form->view, field);
    }
}

static void draw_field(struct visit *visit, const struct desk_form *form, const struct field *field)
{
    if (!form->is_new && strcmp(field->name, "code") == 0) {
        return; /* a record keeps its code */
    }
    if (form->noun->draw != NULL && form->noun->draw(visit, form, field)) {
        return;
    }
    switch (field->type) {
    case FIELD_TYPE_REF:
        draw_reference(visit, form, field);
        break;
    case FIELD_TYPE_REFS:
        draw_clients(visit, form, field);
        break;
    case FIELD_TYPE_SHARES:
        if (form->lists.agreements.count > 0) {
            form_field_options(visit->html, &form->view, field, form->lists.agreements.items, form->lists.agreements.count);
        }
        break;
    case FIELD_TYPE_CATALOGUE:
        draw_choice_list(visit, form, field, form->lists.districts);
        break;
    default:
        form_field(visit->html, &form->view, field);
    }
}

void desk_field(struct visit *visit, const struct desk_form *form, const char *name)
{
    const struct field *field = shape_find(form->view.shape, str_of(name));
    assert(field != NULL);
    draw_field(visit, form, field);
}

static bool is_wrong_in(const struct fault *fault, const struct desk_group *group)
{
    for (const char *const *name = group->names; *name != NULL; name++) {
        for (size_t i = 0; fault != NULL && i < fault->count; i++) {
            if (str_starts(fault->items[i].field, str_of(*name))) {
                return true;
            }
        }
    }
    return false;
}

/* A browser cannot point at an empty required box in a closed fold. */
static bool lacks_in(struct visit *visit, const struct desk_form *form, const struct desk_group *group)
{
    for (const char *const *name = group->names; *name != NULL; name++) {
        const struct field *field = shape_find(&form->noun->entity->shape, str_of(*name));
        if (field->required && str_is_empty(text_of(visit, form, field))) {
            return true;
        }
    }
    return false;
}

static void draw_group(struct visit *visit, const struct desk_form *form, const struct desk_group *group)
{
    struct html *html = visit->html;
    bool headed = group->legend.es != NULL;
    if (group->folded) {
        H(html, "<details");
        if (is_wrong_in(form->view.fault, group) || lacks_in(visit, form, group)) {
            H(html, " open");
        }
        H(html, "><summary>");
        h_t(html, group->legend);
        H(html, "</summary><div class=\"entry\">");
    } else if (headed) {
        form_group_open(html, text_in(group->legend, visit->lang), STR_NONE);
    }
    for (const char *const *name = group->names; *name != NULL; name++) {
        desk_field(visit, form, *name);
    }
    if (group->folded) {
        H(html, "</div></details>");
    } else if (headed) {
        form_group_close(html);
    }
}

void desk_preset(struct visit *visit, struct desk_form *form, const char *name, struct str value)
{
    const struct field *field = shape_find(&form->noun->entity->shape, str_of(name));
    assert(field != NULL);
    struct fault fault = {.arena = visit->arena};
    if (!str_is_empty(value)) {
        enum err err = field_parse(&fault, field, value, "USD", form->row);
        (void)err; /* a bad value from an address is no value */
    }
}

/* ---- new and edit ------------------------------------------------------------------------------------------- */

static const struct desk_noun *noun_of(const struct request *req)
{
    return req->route->data;
}

static struct url back_of(struct visit *visit)
{
    struct str back = visit->form == NULL ? request_query(visit->req, "back") : form_get(visit->form, "back");
    return str_is_empty(back) ? (struct url){STR_NONE} : url_local(visit->arena, back);
}

static enum err begin_form(struct visit *visit, const struct desk_noun *noun, struct desk_form *form)
{
    *form = (struct desk_form){.noun = noun, .back = back_of(visit)};
    struct call call = visit->call;
    TRY(desk_lists_get(visit, &form->lists));
    visit->call = call;
    form->view = (struct form_view){
        .csrf = visit->csrf,
        .request_id = visit_request_key(visit),
        .shape = &noun->entity->shape,
        .version = INT_NONE,
    };
    return ERR_OK;
}

static enum err show_form(struct visit *visit, struct desk_form *form, enum err err)
{
    const struct desk_noun *noun = form->noun;
    struct record *record = form->row;
    struct url cancel = !url_is_none(form->back)   ? form->back
                        : form->is_new ? url_local(visit->arena, str_of(noun->list))
                                       : noun_url(visit->arena, noun, record->code);
    if (err != ERR_OK) {
        visit_refused(visit, err);
        struct fault *fault = ARENA_NEW(visit->arena, struct fault);
        *fault = visit->call.fault; /* questions ask further operations for their labels */
        form->view.fault = fault;
    }
    form->view.row = form->row;
    visit->page.narrow = true;
    visit_page(visit, form->is_new ? noun->new_title : noun->edit_title, noun->place);
    struct html *html = visit->html;
    if (err == ERR_CONFLICT) {
        seen_web_notice(visit, form->others);
    }
    if (!str_is_empty(form->notice)) {
        page_notice(html, TONE_WARN, form->notice);
    }
    form_open(html, &form->view);
    if (!url_is_none(form->back)) {
        form_hidden(html, "back", form->back.value);
    }
    if (!form->is_new) {
        if (err == ERR_INVALID) {
            seen_web_keep(visit);
        } else {
            seen_web_put(visit, &noun->entity->shape, form->row);
        }
    }
    for (const struct desk_group *group = noun->groups; group->names != NULL; group++) {
        draw_group(visit, form, group);
    }
    form_close(html, &form->view, TR(html, "Guardar", "Save"), cancel);
    return visit_end(visit);
}

static enum err begin_new(struct visit *visit, const struct desk_noun *noun, struct desk_form *form, bool *elsewhere)
{
    TRY(begin_form(visit, noun, form));
    form->is_new = true;
    form->row = shape_new(visit->arena, &noun->entity->shape);
    shape_fill(visit->arena, &noun->entity->shape, form->row);
    form->view.action = new_url(visit->arena, noun);
    const struct field *unit = shape_find(&noun->entity->shape, S("unit"));
    if (unit != NULL && !unit->computed) {
        desk_preset(visit, form, "unit", form->lists.own_unit);
    }
    *elsewhere = false;
    return noun->begin == NULL ? ERR_OK : noun->begin(visit, form, elsewhere);
}

enum err desk_new(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    const struct desk_noun *noun = noun_of(req);
    if (!visit_may(&visit, noun->write)) {
        return ERR_DENIED;
    }
    struct desk_form form;
    bool elsewhere;
    TRY(begin_new(&visit, noun, &form, &elsewhere));
    return elsewhere ? ERR_OK : show_form(&visit, &form, ERR_OK);
}

static enum err show_typed(struct visit *visit, const struct desk_noun *noun, void *row, enum err err)
{
    struct desk_form form;
    TRY(begin_form(visit, noun, &form));
    form.is_new = true;
    form.row = row;
    form.view.action = new_url(visit->arena, noun);
    form.view.given = visit_given(visit);
    return show_form(visit, &form, err);
}

enum err desk_add(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    const struct desk_noun *noun = noun_of(req);
    if (noun->sent != NULL) {
        noun->sent(&visit);
    }
    const struct op *op = op_find(noun->add == NULL ? str_format(visit.arena, "%s.add", noun->name) : str_of(noun->add));
    struct record *in = shape_new(visit.arena, &noun->entity->shape);
    struct record *out = shape_new(visit.arena, &noun->entity->shape);
    enum err err = visit_input(&visit, op, in, NULL);
    bool answered = false;
    if (err == ERR_OK && noun->ask != NULL) {
        TRY(noun->ask(&visit, noun, &answered));
    }
    if (answered) {
        return ERR_OK;
    }
    if (err == ERR_OK) {
        err = visit_change(&visit, op, in, NULL, out);
    }
    if (err == ERR_OK) {
        struct url back = back_of(&visit);
        return visit_go(&visit, url_is_none(back) ? noun_url(visit.arena, noun, out->code) : back, noun->saved);
    }
    return visit_shows_again(err) ? show_typed(&visit, noun, in, err) : err;
}

enum err desk_type_on(struct visit *visit, const struct desk_noun *noun)
{
    return show_typed(visit, noun, shape_new(visit->arena, &noun->entity->shape), ERR_OK);
}

static enum err begin_edit(struct visit *visit, const struct desk_noun *noun, struct str code, struct desk_form *form)
{
    struct call call = visit->call;
    struct record *row = shape_new(visit->arena, &noun->entity->shape);
    TRY(desk_get(visit, noun->entity, code, row));
    visit->call = call;
    TRY(begin_form(visit, noun, form));
    form->row = row;
    form->view.version = row->version;
    form->view.action = under(visit->arena, noun_url(visit->arena, noun, row->code), "edit");
    return ERR_OK;
}

enum err desk_edit(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    const struct desk_noun *noun = noun_of(req);
    if (!visit_may(&visit, noun->write)) {
        return ERR_DENIED;
    }
    struct desk_form form;
    TRY(begin_edit(&visit, noun, request_param(req, "code"), &form));
    return show_form(&visit, &form, ERR_OK);
}

enum err desk_set(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    const struct desk_noun *noun = noun_of(req);
    const struct shape *shape = &noun->entity->shape;
    if (noun->sent != NULL) {
        noun->sent(&visit);
    }
    const struct op *op = op_find(str_format(visit.arena, "%s.set", noun->name));
    struct record *in = shape_new(visit.arena, shape);
    struct record *out = shape_new(visit.arena, shape);
    bool *given = ARENA_ARRAY(visit.arena, bool, shape->count);
    enum err err = visit_input(&visit, op, in, given);
    in->code = request_param(req, "code");
    if (err == ERR_OK) {
        seen_web_only_changed(&visit, shape, in, given);
        err = visit_change(&visit, op, in, given, out);
    }
    if (err == ERR_OK) {
        struct url back = back_of(&visit);
        return visit_go(&visit, url_is_none(back) ? noun_url(visit.arena, noun, out->code) : back,
                        seen_web_saved(&visit, TEXT("Cambios guardados.", "Changes saved."), shape, out, given, in->version,
                                       out->version));
    }
    if (!visit_shows_again(err)) {
        return err;
    }
    struct desk_form form;
    TRY(begin_edit(&visit, noun, request_param(req, "code"), &form));
    form.view.given = seen_web_given(&visit, shape, form.row, given);
    form.others = err == ERR_CONFLICT ? seen_web_others(&visit, shape, form.row, given) : STR_NONE;
    if (err == ERR_INVALID) {
        form.view.version = in->version;
    } else {
        form.view.request_id = id_format(visit.arena, id_new());
    }
    return show_form(&visit, &form, err);
}

/* What a new form sets by itself is nothing that was typed of the client. */
static bool is_of_form(const struct field *field)
{
    static const char *const names[] = {"code", "unit", "adviser", "registered_on", "status"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        if (strcmp(field->name, names[i]) == 0) {
            return true;
        }
    }
    return field->computed;
}

static bool says_nothing(const struct field *field, const void *row)
{
    return field_is_none(field, row) || (field->type == FIELD_TYPE_CHOICE && str_eq_c(FIELD_GET(struct str, field, row), "not_stated"));
}

static struct str typed_of(const struct map *sent, const struct field *field)
{
    const struct str *typed = map_find(sent, str_of(field->name));
    return typed == NULL || is_of_form(field) || str_eq_c(*typed, "not_stated") ? STR_NONE : str_trim(*typed);
}

struct str desk_typed_otherwise(struct visit *visit, const struct shape *shape, const void *row, bool missing_too)
{
    const struct map *sent = visit_given(visit);
    void *parsed = shape_new(visit->arena, shape);
    struct buf rest = BUF(visit->arena);
    for (size_t i = 0; i < shape->count; i++) {
        const struct field *field = &shape->fields[i];
        struct fault fault = {.arena = visit->arena};
        struct str typed = typed_of(sent, field);
        if (str_is_empty(typed) || (says_nothing(field, row) && !missing_too)) {
            continue;
        }
        if (field_parse(&fault, field, typed, "USD", parsed) != ERR_OK || !field_eq(field, row, parsed)) {
            buf_format(&rest, "%s" STR_FMT ": " STR_FMT, rest.len == 0 ? "" : "; ", STR_ARG(text_in(field->label, visit->lang)), STR_ARG(typed));
        }
    }
    return rest.len == 0 ? STR_NONE : buf_str(&rest);
}

/* The record's values, and where it says nothing what was typed. */
static const struct map *completed(struct visit *visit, const struct shape *shape, const void *row)
{
    const struct map *sent = visit_given(visit);
    struct map *given = ARENA_NEW(visit->arena, struct map);
    *given = MAP(visit->arena);
    for (size_t i = 0; i < shape->count; i++) {
        const struct field *field = &shape->fields[i];
        struct str typed = typed_of(sent, field);
        struct str *value = ARENA_NEW(visit->arena, struct str);
        *value = !str_is_empty(typed) && says_nothing(field, row) ? typed : field_plain(visit->arena, field, row);
        map_set(given, str_of(field->name), value);
    }
    return given;
}

enum err desk_complete(struct visit *visit, const struct desk_noun *noun, struct str code)
{
    struct desk_form form;
    TRY(begin_edit(visit, noun, code, &form));
    struct str rest = desk_typed_otherwise(visit, &noun->entity->shape, form.row, false);
    form.view.given = completed(visit, &noun->entity->shape, form.row);
    form.view.request_id = id_format(visit->arena, id_new());
    form.notice = text_in(TEXT("Lo que faltaba se llenó con lo que usted escribió; guárdelo si es correcto.",
                               "What was missing was filled with what you typed; save it if it is right."),
                          visit->lang);
    if (!str_is_empty(rest)) {
        form.notice = str_format(visit->arena, STR_FMT " " STR_FMT " " STR_FMT ".", STR_ARG(form.notice),
                                 STR_ARG(text_in(TEXT("El registro dice otra cosa que esto:", "The record says otherwise than this:"), visit->lang)),
                                 STR_ARG(rest));
    }
    return show_form(visit, &form, ERR_OK);
}

/* ---- annulment and verification ---------------------------------------------------------------------------------- */

enum err desk_annul(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    const struct desk_noun *noun = noun_of(req);
    struct str code = request_param(req, "code");
    void *out = shape_new(visit.arena, &noun->entity->shape);
    enum err err = desk_change(&visit, str_c(visit.arena, str_format(visit.arena, "%s.annul", noun->name)),
                               DESK_VALUES({"code", code}, {"reason", form_get(visit.form, "reason")},
                                           {"version", form_get(visit.form, "version")}),
                               out);
    if (err == ERR_OK) {
        return visit_go(&visit, noun_url(visit.arena, noun, code), TEXT("Registro anulado.", "Record annulled."));
    }
    return visit_shows_again(err) ? desk_refuse(&visit, noun, code, err) : err;
}

enum err desk_verify(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    const struct desk_noun *noun = noun_of(req);
    struct str code = request_param(req, "code");
    void *out = shape_new(visit.arena, &noun->entity->shape);
    if (op_find(str_format(visit.arena, "%s.verify", noun->name)) == NULL) {
        return ERR_NOT_FOUND; /* clients are not verified, their consent and documents are */
    }
    enum err err = desk_change(&visit, str_c(visit.arena, str_format(visit.arena, "%s.verify", noun->name)),
                               DESK_VALUES({"code", code}, {"verification", form_get(visit.form, "verification")},
                                           {"evidence", form_get(visit.form, "evidence")},
                                           {"version", form_get(visit.form, "version")}),
                               out);
    if (err == ERR_OK) {
        return visit_go(&visit, noun_url(visit.arena, noun, code), TEXT("Verificación guardada.", "Verification saved."));
    }
    return visit_shows_again(err) ? desk_refuse(&visit, noun, code, err) : err;
}

enum err desk_refuse(struct visit *visit, const struct desk_noun *noun, struct str code, enum err err)
{
    struct fault fault = visit->call.fault;
    if (noun->show != NULL) {
        visit_refused(visit, err);
        return noun->show(visit, noun, code, &fault);
    }
    void *row = shape_new(visit->arena, &noun->entity->shape);
    TRY(desk_get(visit, noun->entity, code, row));
    visit_refused(visit, err);
    desk_page(visit, noun, code, row);
    page_faults(visit->html, &fault);
    desk_facts(visit, noun, row, NULL);
    desk_foot(visit, noun, row);
    return visit_end(visit);
}

/* ---- choosing a client ------------------------------------------------------------------------------------------- */

enum err desk_choose_client(struct visit *visit, const struct desk_noun *noun, struct url self, bool enterprises_only)
{
    /* What the page that led here knew already: a free hour and whose it is. */
    static const char *const carried[] = {"at", "adviser"};
    struct str asked = request_query(visit->req, "q");
    struct list found = {0};
    for (size_t i = 0; i < COUNT_OF(carried); i++) {
        self = url_with(visit->arena, self, carried[i], request_query(visit->req, carried[i]));
    }
    if (!str_is_empty(str_trim(asked))) {
        TRY(desk_ask(visit, "client.search", DESK_VALUES({"text", str_trim(asked)}, {"limit", S("12")}), &found));
    }
    visit->page.narrow = true;
    visit_page(visit, noun->new_title, noun->place);
    struct html *html = visit->html;
    H(html, "<section class=\"card\"><h2>");
    HT(html, "¿Con qué cliente?", "With which client?");
    H(html, "</h2>");
    form_filter_open(html, self, TR(html, "Buscar un cliente", "Find a client"));
    for (size_t i = 0; i < COUNT_OF(carried); i++) {
        if (!str_is_empty(request_query(visit->req, carried[i]))) {
            form_hidden(html, carried[i], request_query(visit->req, carried[i]));
        }
    }
    form_filter_text(html, "q", TR(html, "Nombre, código, DUI, NIT o teléfono", "Name, code, DUI, NIT or telephone"), asked);
    form_filter_close(html, TR(html, "Buscar", "Search"));
    const struct listing_line *lines = found.rows.items;
    if (found.rows.len > 0) {
        H(html, "<ul class=\"stacks\">");
    }
    for (size_t i = 0; i < found.rows.len; i++) {
        if (enterprises_only && !str_eq(lines[i].kind, S("enterprise"))) {
            continue;
        }
        bool person = str_eq(lines[i].kind, S("person"));
        H(html, "<li><a class=\"btn alt\"");
        h_href(html, url_with(visit->arena, self, person ? "person" : "enterprise", lines[i].code));
        H(html, ">");
        h_text(html, lines[i].name);
        H(html, "</a><span class=\"quiet\">");
        h_text(html, lines[i].code);
        H(html, "</span></li>");
    }
    if (found.rows.len > 0) {
        H(html, "</ul>");
    } else if (!str_is_empty(asked)) {
        page_notice(html, TONE_WARN, TR(html, "No se encontró a nadie con ese nombre o número.", "Nobody was found by that name or number."));
    }
    H(html, "</section>");
    return visit_end(visit);
}

/* ---- the page of a record ---------------------------------------------------------------------------------------- */

void desk_page(struct visit *visit, const struct desk_noun *noun, struct str title, const void *row)
{
    const struct record *record = row;
    struct page_link *crumbs = ARENA_NEW(visit->arena, struct page_link);
    *crumbs = (struct page_link){.label = text_in(noun->list_label, visit->lang), .url = url_local(visit->arena, str_of(noun->list))};
    visit->page.crumbs = crumbs;
    visit->page.crumb_count = 1;
    if (visit_may(visit, noun->write) && record->annulled != ANSWER_YES) {
        struct page_link *edit = ARENA_NEW(visit->arena, struct page_link);
        *edit = (struct page_link){.label = text_in(TEXT("Corregir", "Edit"), visit->lang),
                                   .url = under(visit->arena, noun_url(visit->arena, noun, record->code), "edit")};
        if (visit->page.action_count == 0) {
            visit->page.actions = edit;
            visit->page.action_count = 1;
        }
    }
    if (noun->prints) {
        struct page_link *links = ARENA_ARRAY(visit->arena, struct page_link, visit->page.action_count + 1);
        for (size_t i = 0; i < visit->page.action_count; i++) {
            links[i] = visit->page.actions[i];
        }
        links[visit->page.action_count++] = (struct page_link){
            .label = text_in(TEXT("Imprimir", "Print"), visit->lang),
            .url = under(visit->arena, noun_url(visit->arena, noun, record->code), "print")};
        visit->page.actions = links;
    }
    if (str_is_empty(visit->page.lead)) {
        visit->page.lead = str_format(visit->arena, STR_FMT " · " STR_FMT, STR_ARG(text_in(noun->entity->label, visit->lang)),
                                      STR_ARG(record->code));
    }
    const char *name = str_c(visit->arena, title);
    visit_page(visit, (struct text){name, name}, noun->place);
    if (record->annulled == ANSWER_YES) {
        page_notice(visit->html, TONE_BAD,
                    str_format(visit->arena, STR_FMT " " STR_FMT,
                               STR_ARG(TR(visit->html, "Este registro está anulado y no cuenta en ningún resultado. Motivo:",
                                          "This record is annulled and counts in no result. Reason:")),
                               STR_ARG(record->annul_reason)));
    }
}

static bool is_client(const struct field *field, const char **kind)
{
    *kind = field->target == &person_entity ? "person" : "enterprise";
    return field->target == &person_entity || field->target == &enterprise_entity;
}

/* Each on its own line, with the way to its page. */
static void put_clients(struct html *html, const struct field *field, const char *kind, const struct ref *items, size_t count)
{
    H(html, "<div><dt>");
    h_t(html, field->label);
    H(html, "</dt>");
    for (size_t i = 0; i < count; i++) {
        H(html, "<dd>");
        h_link(html, desk_client_url(html->arena, str_of(kind), items[i].code),
               str_is_empty(items[i].label) ? items[i].code : items[i].label);
        H(html, "</dd>");
    }
    H(html, "</div>");
}

static void put_fact(struct html *html, const struct field *field, const void *row)
{
    const char *kind;
    if (field->type == FIELD_TYPE_REFS && is_client(field, &kind)) {
        const struct refs *refs = &FIELD_GET(struct refs, field, row);
        put_clients(html, field, kind, refs->items, refs->len);
    } else if (field->type == FIELD_TYPE_REF && is_client(field, &kind)) {
        put_clients(html, field, kind, &FIELD_GET(struct ref, field, row), 1);
    } else if (str_eq_c(S("verification"), field->name)) {
        struct str code = FIELD_GET(struct str, field, row);
        page_fact_chip(html, text_in(field->label, html->lang), desk_verification_tone(code),
                       field_display(html->arena, field, row, html->lang));
    } else {
        page_fact_field(html, field, row);
    }
}

void desk_facts(struct visit *visit, const struct desk_noun *noun, const void *row, const char *const *except)
{
    static const char *const never[] = {"code", "annulled", "annul_reason"};
    struct html *html = visit->html;
    H(html, "<section class=\"card\">");
    page_facts_open(html);
    for (size_t i = 0; i < noun->entity->shape.count; i++) {
        const struct field *field = &noun->entity->shape.fields[i];
        bool left_out = field_is_none(field, row);
        for (size_t k = 0; k < COUNT_OF(never); k++) {
            left_out = left_out || strcmp(field->name, never[k]) == 0;
        }
        for (const char *const *name = except; name != NULL && *name != NULL; name++) {
            left_out = left_out || strcmp(field->name, *name) == 0;
        }
        if (!left_out) {
            put_fact(html, field, row);
        }
    }
    page_facts_close(html);
    H(html, "</section>");
}

static void put_verification(struct visit *visit, const struct desk_noun *noun, const struct record *record, const struct op *op)
{
    struct html *html = visit->html;
    const struct field *now = shape_find(&noun->entity->shape, S("verification"));
    struct form_view view = {
        .action = under(visit->arena, noun_url(visit->arena, noun, record->code), "verify"),
        .csrf = visit->csrf,
        .request_id = id_format(visit->arena, id_new()),
        .version = record->version,
        .shape = op->input,
        .id_prefix = S("v-"),
    };
    H(html, "<details><summary>");
    HT(html, "Verificar", "Verify");
    H(html, "</summary>");
    form_open(html, &view);
    size_t count;
    const struct form_option *options = form_options_of(html, now->choices, &count);
    form_select(html, &view, "verification", text_in(now->label, html->lang), text_in(now->hint, html->lang), options, count,
                FIELD_GET(struct str, now, record));
    form_named(html, &view, "evidence");
    form_close(html, &view, TR(html, "Guardar la verificación", "Save the verification"), (struct url){STR_NONE});
    H(html, "</details>");
}

static void put_annulment(struct visit *visit, const struct desk_noun *noun, const struct record *record)
{
    struct html *html = visit->html;
    struct form_view view = {
        .action = under(visit->arena, noun_url(visit->arena, noun, record->code), "annul"),
        .csrf = visit->csrf,
        .request_id = id_format(visit->arena, id_new()),
        .version = record->version,
        .shape = &record_annul_shape,
        .id_prefix = S("a-"),
    };
    H(html, "<details><summary>");
    HT(html, "Anular este registro", "Annul this record");
    H(html, "</summary>");
    form_open(html, &view);
    form_named(html, &view, "reason");
    form_close(html, &view, TR(html, "Anular", "Annul"), (struct url){STR_NONE});
    H(html, "</details>");
}

void desk_foot(struct visit *visit, const struct desk_noun *noun, const void *row)
{
    if (((const struct record *)row)->annulled != ANSWER_YES) {
        desk_flow_steps(visit, noun, row);
    }
    desk_judgement(visit, noun, row);
}

void desk_judgement(struct visit *visit, const struct desk_noun *noun, const void *row)
{
    const struct record *record = row;
    struct html *html = visit->html;
    if (record->annulled == ANSWER_YES) {
        evidence_panel(visit, noun->entity->dataset, record->code);
        return;
    }
    evidence_panel(visit, noun->entity->dataset, record->code);
    const struct op *verify = op_find(str_format(visit->arena, "%s.verify", noun->name));
    bool verifies = verify != NULL && visit_may(visit, verify->permission);
    bool annuls = visit_may(visit, PERM_ANNUL);
    if (!verifies && !annuls) {
        return;
    }
    H(html, "<section class=\"card screen\">");
    if (verifies) {
        put_verification(visit, noun, record, verify);
    }
    if (annuls) {
        put_annulment(visit, noun, record);
    }
    H(html, "</section>");
}
