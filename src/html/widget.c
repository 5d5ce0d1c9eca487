#include "html/widget.h"

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

struct str widget_id(struct html *html, const struct form_view *form, struct str name)
{
    return str_format(html->arena, STR_FMT "f-" STR_FMT, STR_ARG(form->id_prefix), STR_ARG(name));
}

struct widget widget_of(struct html *html, const struct form_view *form, struct str name, struct str label,
                               struct str hint)
{
    struct widget widget = {.form = form, .name = name, .label = label, .hint = hint, .id = widget_id(html, form, name)};
    if (!str_is_empty(hint)) {
        widget.hint_id = str_format(html->arena, STR_FMT "-hint", STR_ARG(widget.id));
    }
    if (is_wrong(form, name)) {
        widget.error_id = str_format(html->arena, STR_FMT "-error", STR_ARG(widget.id));
    }
    return widget;
}

struct str widget_given(const struct form_view *form, struct str name, struct str initial)
{
    if (form->given == NULL) {
        return initial;
    }
    const struct str *value = map_find(form->given, name);
    return value == NULL ? S("") : *value;
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

void widget_states(struct html *html, const struct widget *widget)
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

void widget_begin(struct html *html, const struct widget *widget)
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

void widget_end(struct html *html, const struct widget *widget)
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
        widget_states(html, widget);
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

/* ---- boxes ------------------------------------------------------------------------------------------ */

static void put_affix(struct html *html, struct str affix)
{
    if (!str_is_empty(affix)) {
        H(html, "<span class=\"affix\" aria-hidden=\"true\">");
        h_text(html, affix);
        H(html, "</span>");
    }
}

static void put_input(struct html *html, const struct widget *widget, const struct widget_typing *typing, struct str id,
                      struct str value)
{
    bool affixed = !str_is_empty(typing->prefix) || !str_is_empty(typing->suffix);
    if (affixed) {
        H(html, "<span class=\"affixed\">");
    }
    put_affix(html, typing->prefix);
    H(html, "<input");
    h_attr(html, "type", str_of(typing->type));
    h_attr(html, "id", id);
    h_attr(html, "name", widget->name);
    if (!str_is_empty(value)) {
        h_attr(html, "value", value);
    }
    if (typing->mode != NULL) {
        h_attr(html, "inputmode", str_of(typing->mode));
    }
    if (typing->size != NULL) {
        h_attr(html, "class", str_of(typing->size));
    }
    if (!str_is_empty(typing->list)) {
        h_attr(html, "list", typing->list);
    }
    if (typing->max_length > 0) {
        h_attr_int(html, "maxlength", typing->max_length);
    }
    H(html, " autocomplete=\"off\"");
    widget_states(html, widget);
    H(html, ">");
    put_affix(html, typing->suffix);
    if (affixed) {
        H(html, "</span>");
    }
}

void widget_input(struct html *html, const struct widget *widget, const struct widget_typing *typing)
{
    widget_begin(html, widget);
    put_input(html, widget, typing, widget->id, widget->value);
    widget_end(html, widget);
}

void widget_textarea(struct html *html, const struct widget *widget, int64_t max)
{
    widget_begin(html, widget);
    H(html, "<textarea autocomplete=\"off\"");
    h_attr(html, "id", widget->id);
    h_attr(html, "name", widget->name);
    h_attr_int(html, "rows", max > 1000 ? 6 : 3);
    h_attr_int(html, "maxlength", max);
    widget_states(html, widget);
    /* A browser drops the first line end after the tag. */
    H(html, ">\n");
    h_text(html, widget->value);
    H(html, "</textarea>");
    widget_end(html, widget);
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

void widget_radios(struct html *html, const struct widget *widget, const struct form_option *options, size_t count,
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

void widget_checkboxes(struct html *html, const struct widget *widget, const struct form_option *options, size_t count)
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

void widget_options(struct html *html, const struct form_option *options, size_t count, struct str value)
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

void widget_select(struct html *html, const struct widget *widget, const struct form_option *options, size_t count)
{
    widget_begin(html, widget);
    H(html, "<select");
    h_attr(html, "id", widget->id);
    h_attr(html, "name", widget->name);
    widget_states(html, widget);
    H(html, ">");
    put_option(html, S(""), TR(html, "Elija…", "Choose…"), false);
    if (!str_is_empty(widget->value) && find_option(options, count, widget->value) == NULL) {
        /* A value that is no longer offered stays as it was given. */
        put_option(html, widget->value, widget->value, true);
    }
    widget_options(html, options, count, widget->value);
    H(html, "</select>");
    widget_end(html, widget);
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
void widget_code(struct html *html, const struct widget *widget, const struct form_option *options, size_t count)
{
    widget_begin(html, widget);
    struct widget_typing input = {.type = "text", .list = put_datalist(html, options, count), .size = "medium"};
    put_input(html, widget, &input, widget->id, widget->value);
    const struct form_option *option = find_option(options, count, widget->value);
    if (option != NULL) {
        H(html, " <span class=\"quiet\">");
        h_text(html, option->label);
        H(html, "</span>");
    }
    widget_end(html, widget);
}

/* One text field a code and two to spare; all are sent under one name. */
void widget_codes(struct html *html, const struct widget *widget, const struct form_option *options, size_t count)
{
    group_begin(html, widget, false);
    struct widget_typing input = {.type = "text", .list = put_datalist(html, options, count), .size = "medium"};
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

void widget_shares(struct html *html, const struct widget *widget, const struct form_option *options, size_t count)
{
    group_begin(html, widget, false);
    form_hidden(html, str_c(html->arena, widget->name), S(""));
    const struct widget_typing input = {.type = "text", .mode = "decimal", .suffix = S("%"), .size = "short"};
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
