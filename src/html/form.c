#include "html/widget.h"

#define SELECT_LIMIT 60
#define CHECKBOX_LIMIT 12
#define RADIO_LIMIT 4
#define TEXTAREA_FROM 300

/* ---- what was sent ------------------------------------------------------------------------------ */

/* The value leads, so that a pointer to it is a pointer to the whole. */
struct joined {
    struct str value;
    struct buf buf;
};

struct map form_given(struct arena *arena, const struct form_pair *pairs, size_t count)
{
    struct map given = MAP(arena);
    for (size_t i = 0; i < count; i++) {
        struct str name = pairs[i].name;
        struct str code = STR_NONE;
        size_t colon = str_find(name, S(":"));
        if (colon != SIZE_MAX) {
            code = str_slice(name, colon + 1, name.len);
            name = str_slice(name, 0, colon);
        }
        struct joined *joined = map_find(&given, name);
        if (joined == NULL) {
            joined = ARENA_NEW(arena, struct joined);
            *joined = (struct joined){.value = S(""), .buf = BUF(arena)};
            map_set(&given, name, joined);
        }
        if (str_is_empty(pairs[i].value)) {
            continue;
        }
        if (joined->buf.len > 0) {
            buf_put_char(&joined->buf, ';');
        }
        if (!str_is_empty(code)) {
            buf_put(&joined->buf, code);
            buf_put_char(&joined->buf, ':');
        }
        buf_put(&joined->buf, pairs[i].value);
        joined->value = buf_str(&joined->buf);
    }
    return given;
}

/* ---- from the field table ---------------------------------------------------------------------------- */

static struct str value_of(struct html *html, const struct form_view *form, const struct field *field)
{
    struct str initial = str_of(field->initial);
    if (form->row != NULL) {
        initial = field_plain(html->arena, field, form->row);
    }
    return widget_given(form, str_of(field->name), initial);
}

/* How a text is typed, by the names that datasets.md and the law give to things. */
struct keyboard {
    const char *name;
    const char *type;
    const char *mode;
};
static const struct keyboard keyboards[] = {
    {"email", "email", "email"}, {"phone", "tel", "tel"},      {"mobile", "tel", "tel"},      {"website", "text", "url"},
    {"dui", "text", "numeric"},  {"nit", "text", "numeric"},   {"nrc", "text", "numeric"},
};
static const struct keyboard plain_keyboard = {"", "text", NULL};

static const struct keyboard *keyboard_of(struct str name)
{
    for (size_t i = 0; i < COUNT_OF(keyboards); i++) {
        if (str_eq_c(name, keyboards[i].name)) {
            return &keyboards[i];
        }
    }
    return &plain_keyboard;
}

const struct form_option *form_options_of(struct html *html, const struct choice *choices, size_t *count)
{
    size_t n = 0;
    while (choices[n].code != NULL) {
        n++;
    }
    struct form_option *options = ARENA_ARRAY(html->arena, struct form_option, n);
    for (size_t i = 0; i < n; i++) {
        options[i] = (struct form_option){.code = str_of(choices[i].code), .label = text_in(choices[i].label, html->lang)};
    }
    *count = n;
    return options;
}

static void draw_choice(struct html *html, const struct widget *widget, const struct field *field)
{
    size_t count;
    const struct form_option *options = form_options_of(html, field->choices, &count);
    if (count <= RADIO_LIMIT) {
        widget_radios(html, widget, options, count, !field->required);
    } else {
        widget_select(html, widget, options, count);
    }
}

static void draw_bool(struct html *html, const struct widget *widget, const struct field *field)
{
    const struct form_option answers[] = {
        {.code = S("true"), .label = TR(html, "Sí", "Yes")},
        {.code = S("false"), .label = TR(html, "No", "No")},
    };
    widget_radios(html, widget, answers, 2, !field->required && field->initial == NULL);
}

/* A browser's date and time fields hold nothing but whole values: what was mistyped is shown again as text. */
static void draw_date(struct html *html, struct widget *widget)
{
    struct date date;
    struct widget_typing input = {.type = "date", .size = "medium"};
    if (date_parse(widget->value, &date)) {
        widget->value = date_iso(html->arena, date);
    } else if (!str_is_empty(widget->value)) {
        input.type = "text";
        input.mode = "numeric";
    }
    widget_input(html, widget, &input);
}

static bool is_time(struct str s)
{
    int64_t hours;
    int64_t minutes;
    return s.len == 5 && s.ptr[2] == ':' && str_to_int(str_slice(s, 0, 2), &hours) && str_to_int(str_slice(s, 3, 5), &minutes) &&
           hours >= 0 && hours < 24 && minutes >= 0 && minutes < 60;
}

static void draw_time(struct html *html, const struct widget *widget)
{
    bool as_time = str_is_empty(widget->value) || is_time(widget->value);
    widget_input(html, widget, &(struct widget_typing){.type = as_time ? "time" : "text", .mode = as_time ? NULL : "numeric", .size = "short"});
}

/* Never type=number: a browser sends nothing at all for what it cannot read there, and the mistake would be lost. */
static void draw_number(struct html *html, const struct widget *widget, const char *mode, struct str prefix, struct str suffix)
{
    widget_input(html, widget, &(struct widget_typing){.type = "text", .mode = mode, .prefix = prefix, .suffix = suffix, .size = "short"});
}

static void draw_text(struct html *html, const struct widget *widget, const struct field *field)
{
    int64_t max = field->max > 0 ? field->max : 200;
    if (max > TEXTAREA_FROM) {
        widget_textarea(html, widget, max);
        return;
    }
    const struct keyboard *keyboard = keyboard_of(widget->name);
    widget_input(html, widget,
               &(struct widget_typing){.type = keyboard->type, .mode = keyboard->mode, .max_length = max,
                               .size = keyboard->mode != NULL && max <= 60 ? "medium" : NULL});
}

static void draw_reference(struct html *html, const struct widget *widget, const struct field *field,
                           const struct form_option *options, size_t count)
{
    if (field->type == FIELD_TYPE_REFS && options != NULL && count <= CHECKBOX_LIMIT) {
        widget_checkboxes(html, widget, options, count);
    } else if (field->type == FIELD_TYPE_REFS) {
        widget_codes(html, widget, options, count);
    } else if (options != NULL && count <= SELECT_LIMIT) {
        widget_select(html, widget, options, count);
    } else {
        widget_code(html, widget, options, count);
    }
}

static void draw_field(struct html *html, const struct form_view *form, const struct field *field,
                       const struct form_option *options, size_t count)
{
    struct widget widget = widget_of(html, form, str_of(field->name), text_in(field->label, html->lang),
                                     text_in(field->hint, html->lang));
    widget.required = field->required;
    widget.value = value_of(html, form, field);
    switch (field->type) {
    case FIELD_TYPE_TEXT:
        draw_text(html, &widget, field);
        break;
    case FIELD_TYPE_CHOICE:
        draw_choice(html, &widget, field);
        break;
    case FIELD_TYPE_CHOICES: {
        size_t choice_count;
        const struct form_option *choices = form_options_of(html, field->choices, &choice_count);
        widget_checkboxes(html, &widget, choices, choice_count);
        break;
    }
    case FIELD_TYPE_CATALOGUE:
    case FIELD_TYPE_REF:
    case FIELD_TYPE_REFS:
        draw_reference(html, &widget, field, options, count);
        break;
    case FIELD_TYPE_SHARES:
        if (options != NULL) {
            widget_shares(html, &widget, options, count);
        } else {
            widget_input(html, &widget, &(struct widget_typing){.type = "text"});
        }
        break;
    case FIELD_TYPE_INT:
        draw_number(html, &widget, "numeric", STR_NONE, STR_NONE);
        break;
    case FIELD_TYPE_MINUTES:
        draw_number(html, &widget, "numeric", STR_NONE, S("min"));
        break;
    case FIELD_TYPE_PERCENT:
        draw_number(html, &widget, "decimal", STR_NONE, S("%"));
        break;
    case FIELD_TYPE_MONEY:
        draw_number(html, &widget, "decimal", S("$"), STR_NONE);
        break;
    case FIELD_TYPE_TIME:
        draw_time(html, &widget);
        break;
    case FIELD_TYPE_BOOL:
        draw_bool(html, &widget, field);
        break;
    case FIELD_TYPE_DATE:
        draw_date(html, &widget);
        break;
    case FIELD_TYPE_INSTANT:
    case FIELD_TYPE_ID:
    case FIELD_TYPE_STRINGS:
        widget_input(html, &widget, &(struct widget_typing){.type = "text"});
        break;
    case FIELD_TYPE_VALUE:
    case FIELD_TYPE_LABEL:
    case FIELD_TYPE_RECORD:
    case FIELD_TYPE_ROWS:
        break; /* output, or the API's own: no person types them */
    }
}

void form_field(struct html *html, const struct form_view *form, const struct field *field)
{
    form_field_options(html, form, field, NULL, 0);
}

void form_field_options(struct html *html, const struct form_view *form, const struct field *field,
                        const struct form_option *options, size_t count)
{
    if (!field->computed) {
        draw_field(html, form, field, options, count);
    }
}

void form_named(struct html *html, const struct form_view *form, const char *name)
{
    form_named_options(html, form, name, NULL, 0);
}

void form_named_options(struct html *html, const struct form_view *form, const char *name, const struct form_option *options,
                        size_t count)
{
    const struct field *field = shape_find(form->shape, str_of(name));
    assert(field != NULL);
    form_field_options(html, form, field, options, count);
}

void form_fields(struct html *html, const struct form_view *form, const char *const *except)
{
    for (size_t i = 0; i < form->shape->count; i++) {
        const struct field *field = &form->shape->fields[i];
        bool left_out = false;
        for (const char *const *name = except; !left_out && name != NULL && *name != NULL; name++) {
            left_out = str_eq_c(str_of(field->name), *name);
        }
        if (!left_out) {
            form_field(html, form, field);
        }
    }
}

/* ---- widgets without a table ---------------------------------------------------------------------------- */

void form_input(struct html *html, const struct form_view *form, const struct form_input *input)
{
    struct widget widget = widget_of(html, form, str_of(input->name), input->label, input->hint);
    widget.required = input->required;
    const char *type = input->type == NULL ? "text" : input->type;
    bool secret = str_eq_c(str_of(type), "password") || str_eq_c(str_of(type), "file");
    struct str value = secret ? STR_NONE : widget_given(form, widget.name, input->value);
    widget_begin(html, &widget);
    H(html, "<input");
    h_attr(html, "type", str_of(type));
    h_attr(html, "id", widget.id);
    h_attr(html, "name", widget.name);
    if (!str_is_empty(value)) {
        h_attr(html, "value", value);
    }
    h_attr(html, "autocomplete", input->autocomplete == NULL ? S("off") : str_of(input->autocomplete));
    if (input->mode != NULL) {
        h_attr(html, "inputmode", str_of(input->mode));
    }
    if (input->accept != NULL) {
        h_attr(html, "accept", str_of(input->accept));
    }
    if (input->camera) {
        H(html, " capture=\"environment\"");
    }
    widget_states(html, &widget);
    H(html, ">");
    widget_end(html, &widget);
}

void form_hidden(struct html *html, const char *name, struct str value)
{
    H(html, "<input type=\"hidden\"");
    h_attr(html, "name", str_of(name));
    h_attr(html, "value", value);
    H(html, ">");
}

void form_checkbox(struct html *html, const struct form_view *form, const char *name, struct str label, bool checked)
{
    struct widget widget = widget_of(html, form, str_of(name), label, STR_NONE);
    struct str value = widget_given(form, widget.name, checked ? S("true") : S(""));
    H(html, "<div");
    h_attr(html, "class", str_is_empty(widget.error_id) ? S("field") : S("field bad"));
    H(html, "><label class=\"pick\"><input type=\"checkbox\" value=\"true\"");
    h_attr(html, "id", widget.id);
    h_attr(html, "name", widget.name);
    if (str_eq_c(value, "true")) {
        H(html, " checked");
    }
    widget_states(html, &widget);
    H(html, "><span>");
    h_text(html, label);
    H(html, "</span></label>");
    widget_end(html, &widget);
}

void form_select(struct html *html, const struct form_view *form, const char *name, struct str label, struct str hint,
                 const struct form_option *options, size_t count, struct str selected)
{
    struct widget widget = widget_of(html, form, str_of(name), label, hint);
    widget.value = widget_given(form, widget.name, selected);
    widget_select(html, &widget, options, count);
}

/* ---- the form itself ---------------------------------------------------------------------------------------- */

/* The label of the field a fault belongs to, and whether the form can be expected to show it. */
static const struct field *fault_field(const struct form_view *form, const struct fault_item *item)
{
    if (form->shape == NULL) {
        return NULL;
    }
    size_t end = 0;
    while (end < item->field.len && item->field.ptr[end] != '[' && item->field.ptr[end] != '.') {
        end++;
    }
    const struct field *field = shape_find(form->shape, str_slice(item->field, 0, end));
    return field == NULL || field->computed ? NULL : field;
}

static void put_summary(struct html *html, const struct form_view *form)
{
    H(html, "<div class=\"flash bad\" role=\"alert\" tabindex=\"-1\" data-focus><p><strong>");
    if (form->fault->total == 1) {
        HT(html, "Hay un dato que corregir; no se guardó nada.", "One thing must be corrected; nothing was saved.");
    } else {
        HT(html, "Hay datos que corregir; no se guardó nada.", "Some things must be corrected; nothing was saved.");
    }
    H(html, "</strong></p><ul>");
    for (size_t i = 0; i < form->fault->count; i++) {
        const struct fault_item *item = &form->fault->items[i];
        const struct field *field = fault_field(form, item);
        H(html, "<li>");
        if (field != NULL) {
            H(html, "<a");
            struct str id = widget_id(html, form, str_of(field->name));
            h_href(html, (struct url){str_format(html->arena, "#" STR_FMT, STR_ARG(id))});
            H(html, ">");
            h_t(html, field->label);
            H(html, "</a>: ");
        }
        h_t(html, item->rule);
        if (field == NULL) {
            H(html, " ");
            h_t(html, item->remedy);
        }
        H(html, "</li>");
    }
    H(html, "</ul></div>");
}

void form_open(struct html *html, const struct form_view *form)
{
    H(html, "<form class=\"entry\" method=\"post\"");
    html_url(html, S("action"), form->action);
    if (form->upload) {
        H(html, " enctype=\"multipart/form-data\"");
    } else {
        H(html, " data-guard");
        h_attr_t(html, "data-leave", TEXT("Hay cambios sin guardar.", "There are unsaved changes."));
    }
    H(html, ">");
    if (!str_is_empty(form->csrf)) {
        form_hidden(html, "csrf", form->csrf);
    }
    if (!str_is_empty(form->request_id)) {
        form_hidden(html, "request_id", form->request_id);
    }
    if (form->version > 0) {
        form_hidden(html, "version", str_format(html->arena, "%lld", (long long)form->version));
    }
    if (form->fault != NULL && form->fault->count > 0) {
        put_summary(html, form);
    }
}

void form_group_open(struct html *html, struct str legend, struct str hint)
{
    H(html, "<fieldset class=\"group\"><legend>");
    h_text(html, legend);
    H(html, "</legend>");
    if (!str_is_empty(hint)) {
        H(html, "<p class=\"hint\">");
        h_text(html, hint);
        H(html, "</p>");
    }
}

void form_group_close(struct html *html)
{
    H(html, "</fieldset>");
}

void form_row_open(struct html *html)
{
    H(html, "<div class=\"fields\">");
}

void form_row_close(struct html *html)
{
    H(html, "</div>");
}

void form_close(struct html *html, const struct form_view *form, struct str submit, struct url cancel)
{
    H(html, "<div class=\"buttons\"><button class=\"btn\">");
    h_text(html, submit);
    H(html, "</button>");
    if (form->second != NULL) {
        H(html, "<button class=\"btn alt\"");
        h_attr(html, "name", str_of(form->second->name));
        h_attr(html, "value", str_of(form->second->value));
        H(html, ">");
        h_text(html, form->second->label);
        H(html, "</button>");
    }
    if (!url_is_none(cancel)) {
        H(html, "<a class=\"btn quiet-btn\"");
        h_href(html, cancel);
        H(html, ">");
        HT(html, "Cancelar", "Cancel");
        H(html, "</a>");
    }
    H(html, "</div></form>");
}

/* ---- filters ------------------------------------------------------------------------------------------------ */

void form_filter_open(struct html *html, struct url action, struct str label)
{
    H(html, "<form class=\"pick-bar screen\" method=\"get\"");
    html_url(html, S("action"), action);
    h_attr(html, "aria-label", label);
    H(html, ">");
}

void form_filter_select(struct html *html, const char *name, struct str label, const struct form_option *options,
                        size_t count, struct str selected)
{
    H(html, "<label><span>");
    h_text(html, label);
    H(html, "</span><select");
    h_attr(html, "name", str_of(name));
    H(html, ">");
    widget_options(html, options, count, selected);
    H(html, "</select></label>");
}

static void filter_input(struct html *html, const char *type, const char *name, struct str label, struct str value)
{
    H(html, "<label><span>");
    h_text(html, label);
    H(html, "</span><input");
    h_attr(html, "type", str_of(type));
    h_attr(html, "name", str_of(name));
    h_attr(html, "value", value);
    H(html, "></label>");
}

void form_filter_date(struct html *html, const char *name, struct str label, struct date value)
{
    filter_input(html, "date", name, label, date_iso(html->arena, value));
}

void form_filter_text(struct html *html, const char *name, struct str label, struct str value)
{
    filter_input(html, "search", name, label, value);
}

void form_filter_close(struct html *html, struct str submit)
{
    H(html, "<button class=\"btn alt\">");
    h_text(html, submit);
    H(html, "</button></form>");
}
