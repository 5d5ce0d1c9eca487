#include "html/form.h"

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

/* ---- one field: where it stands, what it holds, what is wrong with it ------------------------------ */

struct widget {
    const struct form_view *form;
    struct str name;
    struct str label;
    struct str hint;
    bool required;
    struct str value; /* as text, as it would be given */
    struct str id;
    struct str hint_id;  /* empty: no hint */
    struct str error_id; /* empty: nothing is wrong */
};

/* funding[1].percent and funding.percent are faults of the field funding. */
static bool fault_is_of(const struct fault_item *item, struct str name)
{
    if (!str_starts(item->field, name)) {
        return false;
    }
    return item->field.len == name.len || item->field.ptr[name.len] == '[' || item->field.ptr[name.len] == '.';
}

static bool is_wrong(const struct form_view *form, struct str name)
{
    for (size_t i = 0; form->fault != NULL && i < form->fault->count; i++) {
        if (fault_is_of(&form->fault->items[i], name)) {
            return true;
        }
    }
    return false;
}

static struct str field_id(struct html *html, const struct form_view *form, struct str name)
{
    return str_format(html->arena, STR_FMT "f-" STR_FMT, STR_ARG(form->id_prefix), STR_ARG(name));
}

static struct widget widget_of(struct html *html, const struct form_view *form, struct str name, struct str label,
                               struct str hint)
{
    struct widget widget = {.form = form, .name = name, .label = label, .hint = hint, .id = field_id(html, form, name)};
    if (!str_is_empty(hint)) {
        widget.hint_id = str_format(html->arena, STR_FMT "-hint", STR_ARG(widget.id));
    }
    if (is_wrong(form, name)) {
        widget.error_id = str_format(html->arena, STR_FMT "-error", STR_ARG(widget.id));
    }
    return widget;
}

static struct str given_or(const struct form_view *form, struct str name, struct str initial)
{
    if (form->given == NULL) {
        return initial;
    }
    const struct str *value = map_find(form->given, name);
    return value == NULL ? S("") : *value;
}

static struct str value_of(struct html *html, const struct form_view *form, const struct field *field)
{
    struct str initial = str_of(field->initial);
    if (form->row != NULL) {
        initial = field_plain(html->arena, field, form->row);
    }
    return given_or(form, str_of(field->name), initial);
}

static void put_described(struct html *html, const struct widget *widget)
{
    bool hint = !str_is_empty(widget->hint_id);
    bool error = !str_is_empty(widget->error_id);
    if (hint || error) {
        H(html, " aria-describedby=\"");
        h_text(html, widget->hint_id);
        if (hint && error) {
            H(html, " ");
        }
        h_text(html, widget->error_id);
        H(html, "\"");
    }
}

static void put_states(struct html *html, const struct widget *widget)
{
    if (widget->required) {
        H(html, " aria-required=\"true\"");
    }
    if (!str_is_empty(widget->error_id)) {
        H(html, " aria-invalid=\"true\"");
    }
    put_described(html, widget);
}

static void put_label_text(struct html *html, const struct widget *widget)
{
    h_text(html, widget->label);
    if (widget->required) {
        H(html, " <span class=\"must\">");
        HT(html, "obligatorio", "required");
        H(html, "</span>");
    }
}

static void put_hint(struct html *html, const struct widget *widget)
{
    if (!str_is_empty(widget->hint_id)) {
        H(html, "<p class=\"hint\"");
        h_attr(html, "id", widget->hint_id);
        H(html, ">");
        h_text(html, widget->hint);
        H(html, "</p>");
    }
}

static void put_error(struct html *html, const struct widget *widget)
{
    if (str_is_empty(widget->error_id)) {
        return;
    }
    H(html, "<p class=\"error\"");
    h_attr(html, "id", widget->error_id);
    H(html, ">");
    bool first = true;
    for (size_t i = 0; i < widget->form->fault->count; i++) {
        const struct fault_item *item = &widget->form->fault->items[i];
        if (!fault_is_of(item, widget->name)) {
            continue;
        }
        if (!first) {
            H(html, "<br>");
        }
        first = false;
        h_t(html, item->rule);
        H(html, " ");
        h_t(html, item->remedy);
    }
    H(html, "</p>");
}

static void field_begin(struct html *html, const struct widget *widget)
{
    H(html, "<div");
    h_attr(html, "class", str_is_empty(widget->error_id) ? S("field") : S("field bad"));
    H(html, "><label");
    h_attr(html, "for", widget->id);
    H(html, ">");
    put_label_text(html, widget);
    H(html, "</label>");
    put_hint(html, widget);
}

static void field_end(struct html *html, const struct widget *widget)
{
    put_error(html, widget);
    H(html, "</div>");
}

/* A question with several boxes: the fieldset takes the id, so that the summary's link lands on it. */
static void group_begin(struct html *html, const struct widget *widget, bool one_of)
{
    H(html, "<fieldset tabindex=\"-1\"");
    h_attr(html, "class", str_is_empty(widget->error_id) ? S("field choices") : S("field choices bad"));
    h_attr(html, "id", widget->id);
    if (one_of) {
        H(html, " role=\"radiogroup\"");
        put_states(html, widget);
    } else {
        put_described(html, widget);
    }
    H(html, "><legend>");
    put_label_text(html, widget);
    H(html, "</legend>");
    put_hint(html, widget);
}

static void group_end(struct html *html, const struct widget *widget)
{
    put_error(html, widget);
    H(html, "</fieldset>");
}

/* ---- widgets -------------------------------------------------------------------------------------- */

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

struct input {
    const char *type;
    const char *mode;
    struct str list;   /* id of a datalist */
    struct str prefix; /* $ */
    struct str suffix; /* %, min */
    const char *size;  /* class of the width: short, medium; NULL: full */
    int64_t max_length;
};

static void put_affix(struct html *html, struct str affix)
{
    if (!str_is_empty(affix)) {
        H(html, "<span class=\"affix\" aria-hidden=\"true\">");
        h_text(html, affix);
        H(html, "</span>");
    }
}

static void put_input(struct html *html, const struct widget *widget, const struct input *input, struct str id,
                      struct str value)
{
    bool affixed = !str_is_empty(input->prefix) || !str_is_empty(input->suffix);
    if (affixed) {
        H(html, "<span class=\"affixed\">");
    }
    put_affix(html, input->prefix);
    H(html, "<input");
    h_attr(html, "type", str_of(input->type));
    h_attr(html, "id", id);
    h_attr(html, "name", widget->name);
    if (!str_is_empty(value)) {
        h_attr(html, "value", value);
    }
    if (input->mode != NULL) {
        h_attr(html, "inputmode", str_of(input->mode));
    }
    if (input->size != NULL) {
        h_attr(html, "class", str_of(input->size));
    }
    if (!str_is_empty(input->list)) {
        h_attr(html, "list", input->list);
    }
    if (input->max_length > 0) {
        h_attr_int(html, "maxlength", input->max_length);
    }
    H(html, " autocomplete=\"off\"");
    put_states(html, widget);
    H(html, ">");
    put_affix(html, input->suffix);
    if (affixed) {
        H(html, "</span>");
    }
}

static void draw_input(struct html *html, const struct widget *widget, const struct input *input)
{
    field_begin(html, widget);
    put_input(html, widget, input, widget->id, widget->value);
    field_end(html, widget);
}

static void draw_textarea(struct html *html, const struct widget *widget, int64_t max)
{
    field_begin(html, widget);
    H(html, "<textarea autocomplete=\"off\"");
    h_attr(html, "id", widget->id);
    h_attr(html, "name", widget->name);
    h_attr_int(html, "rows", max > 1000 ? 6 : 3);
    h_attr_int(html, "maxlength", max);
    put_states(html, widget);
    /* A browser drops the first line end after the tag. */
    H(html, ">\n");
    h_text(html, widget->value);
    H(html, "</textarea>");
    field_end(html, widget);
}

static bool has_code(struct str joined, struct str code)
{
    struct str rest = joined;
    struct str part;
    while (str_split(&rest, ';', &part)) {
        if (str_eq(str_trim(part), code)) {
            return true;
        }
    }
    return false;
}

static void put_box(struct html *html, const struct widget *widget, const char *type, const struct form_option *option,
                    bool checked)
{
    H(html, "<label class=\"pick\"><input");
    h_attr(html, "type", str_of(type));
    h_attr(html, "name", widget->name);
    h_attr(html, "value", option->code);
    if (checked) {
        H(html, " checked");
    }
    H(html, "><span>");
    h_text(html, option->label);
    H(html, "</span></label>");
}

static void draw_radios(struct html *html, const struct widget *widget, const struct form_option *options, size_t count,
                        bool may_be_empty)
{
    group_begin(html, widget, true);
    H(html, "<div class=\"picks\">");
    for (size_t i = 0; i < count; i++) {
        put_box(html, widget, "radio", &options[i], str_eq(options[i].code, widget->value));
    }
    if (may_be_empty) {
        const struct form_option none = {.code = S(""), .label = TR(html, "Sin dato", "Not stated")};
        put_box(html, widget, "radio", &none, str_is_empty(widget->value));
    }
    H(html, "</div>");
    group_end(html, widget);
}

static void draw_checkboxes(struct html *html, const struct widget *widget, const struct form_option *options, size_t count)
{
    group_begin(html, widget, false);
    /* Present even when nothing is ticked: "none" is an answer, an absent name is not. */
    form_hidden(html, str_c(html->arena, widget->name), S(""));
    H(html, "<div class=\"picks\">");
    for (size_t i = 0; i < count; i++) {
        put_box(html, widget, "checkbox", &options[i], has_code(widget->value, options[i].code));
    }
    H(html, "</div>");
    group_end(html, widget);
}

static void put_option(struct html *html, struct str code, struct str label, bool selected)
{
    H(html, "<option");
    h_attr(html, "value", code);
    if (selected) {
        H(html, " selected");
    }
    H(html, ">");
    h_text(html, label);
    H(html, "</option>");
}

static void put_options(struct html *html, const struct form_option *options, size_t count, struct str value)
{
    struct str group = STR_NONE;
    for (size_t i = 0; i < count; i++) {
        if (!str_eq(options[i].group, group)) {
            if (!str_is_empty(group)) {
                H(html, "</optgroup>");
            }
            group = options[i].group;
            if (!str_is_empty(group)) {
                H(html, "<optgroup");
                h_attr(html, "label", group);
                H(html, ">");
            }
        }
        put_option(html, options[i].code, options[i].label, str_eq(options[i].code, value));
    }
    if (!str_is_empty(group)) {
        H(html, "</optgroup>");
    }
}

static const struct form_option *find_option(const struct form_option *options, size_t count, struct str code)
{
    for (size_t i = 0; i < count; i++) {
        if (str_eq(options[i].code, code)) {
            return &options[i];
        }
    }
    return NULL;
}

static void draw_select(struct html *html, const struct widget *widget, const struct form_option *options, size_t count)
{
    field_begin(html, widget);
    H(html, "<select");
    h_attr(html, "id", widget->id);
    h_attr(html, "name", widget->name);
    put_states(html, widget);
    H(html, ">");
    put_option(html, S(""), TR(html, "Elija…", "Choose…"), false);
    if (!str_is_empty(widget->value) && find_option(options, count, widget->value) == NULL) {
        /* A value that is no longer offered stays as it was given. */
        put_option(html, widget->value, widget->value, true);
    }
    put_options(html, options, count, widget->value);
    H(html, "</select>");
    field_end(html, widget);
}

static struct str put_datalist(struct html *html, const struct form_option *options, size_t count)
{
    if (count == 0) {
        return STR_NONE;
    }
    struct str id = html_id(html, "list");
    H(html, "<datalist");
    h_attr(html, "id", id);
    H(html, ">");
    for (size_t i = 0; i < count; i++) {
        put_option(html, options[i].code, options[i].label, false);
    }
    H(html, "</datalist>");
    return id;
}

/* The code is what is sent; beside it stands whom it names, when that is known. */
static void draw_code(struct html *html, const struct widget *widget, const struct form_option *options, size_t count)
{
    field_begin(html, widget);
    struct input input = {.type = "text", .list = put_datalist(html, options, count), .size = "medium"};
    put_input(html, widget, &input, widget->id, widget->value);
    const struct form_option *option = find_option(options, count, widget->value);
    if (option != NULL) {
        H(html, " <span class=\"quiet\">");
        h_text(html, option->label);
        H(html, "</span>");
    }
    field_end(html, widget);
}

/* One text field a code and two to spare; all are sent under one name. */
static void draw_codes(struct html *html, const struct widget *widget, const struct form_option *options, size_t count)
{
    group_begin(html, widget, false);
    struct input input = {.type = "text", .list = put_datalist(html, options, count), .size = "medium"};
    struct widget one = *widget;
    struct str rest = widget->value;
    struct str code;
    size_t n = 0;
    size_t spare = 2;
    for (;;) {
        bool more = str_split(&rest, ';', &code);
        if (!more && spare-- == 0) {
            break;
        }
        n++;
        H(html, "<div class=\"code-line\"><label");
        struct str id = str_format(html->arena, STR_FMT "-%zu", STR_ARG(widget->id), n);
        h_attr(html, "for", id);
        H(html, ">");
        buf_format(html->out, "%zu.", n);
        H(html, "</label>");
        put_input(html, &one, &input, id, more ? str_trim(code) : STR_NONE);
        const struct form_option *option = more ? find_option(options, count, str_trim(code)) : NULL;
        if (option != NULL) {
            H(html, " <span class=\"quiet\">");
            h_text(html, option->label);
            H(html, "</span>");
        }
        H(html, "</div>");
    }
    group_end(html, widget);
}

static struct str share_of(struct str shares, struct str code)
{
    struct str rest = shares;
    struct str part;
    while (str_split(&rest, ';', &part)) {
        size_t colon = str_find(part, S(":"));
        if (colon != SIZE_MAX && str_eq(str_trim(str_slice(part, 0, colon)), code)) {
            return str_trim(str_slice(part, colon + 1, part.len));
        }
    }
    return STR_NONE;
}

static void draw_shares(struct html *html, const struct widget *widget, const struct form_option *options, size_t count)
{
    group_begin(html, widget, false);
    form_hidden(html, str_c(html->arena, widget->name), S(""));
    const struct input input = {.type = "text", .mode = "decimal", .suffix = S("%"), .size = "short"};
    for (size_t i = 0; i < count; i++) {
        struct widget one = *widget;
        one.name = str_format(html->arena, STR_FMT ":" STR_FMT, STR_ARG(widget->name), STR_ARG(options[i].code));
        struct str id = str_format(html->arena, STR_FMT "-%zu", STR_ARG(widget->id), i + 1);
        H(html, "<div class=\"share-line\"><label");
        h_attr(html, "for", id);
        H(html, ">");
        h_text(html, options[i].label);
        H(html, "</label>");
        put_input(html, &one, &input, id, share_of(widget->value, options[i].code));
        H(html, "</div>");
    }
    group_end(html, widget);
}

/* ---- from the field table ---------------------------------------------------------------------------- */

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
        draw_radios(html, widget, options, count, !field->required);
    } else {
        draw_select(html, widget, options, count);
    }
}

static void draw_bool(struct html *html, const struct widget *widget, const struct field *field)
{
    const struct form_option answers[] = {
        {.code = S("true"), .label = TR(html, "Sí", "Yes")},
        {.code = S("false"), .label = TR(html, "No", "No")},
    };
    draw_radios(html, widget, answers, 2, !field->required && field->initial == NULL);
}

/* A browser's date and time fields hold nothing but whole values: what was mistyped is shown again as text. */
static void draw_date(struct html *html, struct widget *widget)
{
    struct date date;
    struct input input = {.type = "date", .size = "medium"};
    if (date_parse(widget->value, &date)) {
        widget->value = date_iso(html->arena, date);
    } else if (!str_is_empty(widget->value)) {
        input.type = "text";
        input.mode = "numeric";
    }
    draw_input(html, widget, &input);
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
    draw_input(html, widget, &(struct input){.type = as_time ? "time" : "text", .mode = as_time ? NULL : "numeric", .size = "short"});
}

/* Never type=number: a browser sends nothing at all for what it cannot read there, and the mistake would be lost. */
static void draw_number(struct html *html, const struct widget *widget, const char *mode, struct str prefix, struct str suffix)
{
    draw_input(html, widget, &(struct input){.type = "text", .mode = mode, .prefix = prefix, .suffix = suffix, .size = "short"});
}

static void draw_text(struct html *html, const struct widget *widget, const struct field *field)
{
    int64_t max = field->max > 0 ? field->max : 200;
    if (max > TEXTAREA_FROM) {
        draw_textarea(html, widget, max);
        return;
    }
    const struct keyboard *keyboard = keyboard_of(widget->name);
    draw_input(html, widget,
               &(struct input){.type = keyboard->type, .mode = keyboard->mode, .max_length = max,
                               .size = keyboard->mode != NULL && max <= 60 ? "medium" : NULL});
}

static void draw_reference(struct html *html, const struct widget *widget, const struct field *field,
                           const struct form_option *options, size_t count)
{
    if (field->type == FIELD_TYPE_REFS && options != NULL && count <= CHECKBOX_LIMIT) {
        draw_checkboxes(html, widget, options, count);
    } else if (field->type == FIELD_TYPE_REFS) {
        draw_codes(html, widget, options, count);
    } else if (options != NULL && count <= SELECT_LIMIT) {
        draw_select(html, widget, options, count);
    } else {
        draw_code(html, widget, options, count);
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
        draw_checkboxes(html, &widget, choices, choice_count);
        break;
    }
    case FIELD_TYPE_CATALOGUE:
    case FIELD_TYPE_REF:
    case FIELD_TYPE_REFS:
        draw_reference(html, &widget, field, options, count);
        break;
    case FIELD_TYPE_SHARES:
        if (options != NULL) {
            draw_shares(html, &widget, options, count);
        } else {
            draw_input(html, &widget, &(struct input){.type = "text"});
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
        draw_input(html, &widget, &(struct input){.type = "text"});
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
    struct str value = secret ? STR_NONE : given_or(form, widget.name, input->value);
    field_begin(html, &widget);
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
    put_states(html, &widget);
    H(html, ">");
    field_end(html, &widget);
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
    struct str value = given_or(form, widget.name, checked ? S("true") : S(""));
    H(html, "<div");
    h_attr(html, "class", str_is_empty(widget.error_id) ? S("field") : S("field bad"));
    H(html, "><label class=\"pick\"><input type=\"checkbox\" value=\"true\"");
    h_attr(html, "id", widget.id);
    h_attr(html, "name", widget.name);
    if (str_eq_c(value, "true")) {
        H(html, " checked");
    }
    put_states(html, &widget);
    H(html, "><span>");
    h_text(html, label);
    H(html, "</span></label>");
    field_end(html, &widget);
}

void form_select(struct html *html, const struct form_view *form, const char *name, struct str label, struct str hint,
                 const struct form_option *options, size_t count, struct str selected)
{
    struct widget widget = widget_of(html, form, str_of(name), label, hint);
    widget.value = given_or(form, widget.name, selected);
    draw_select(html, &widget, options, count);
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
            struct str id = field_id(html, form, str_of(field->name));
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
    put_options(html, options, count, selected);
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
