/* html/widget.h: one question of a form: its label, hint, boxes and error. For form.c alone; pages use html/form.h.
 *
 * A widget knows where it stands and what it holds as text; which one fits a field is decided in form.c.
 */
#ifndef ADELANTE_HTML_WIDGET_H
#define ADELANTE_HTML_WIDGET_H

#include "html/form.h"

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
/* How something is typed. */
struct widget_typing {
    const char *type;
    const char *mode;
    struct str list;   /* id of a datalist */
    struct str prefix; /* $ */
    struct str suffix; /* %, min */
    const char *size;  /* class of the width: short, medium; NULL: full */
    int64_t max_length;
};

/* name as it is sent; label and hint in the page's language. Takes the faults of that name from the form. */
struct widget widget_of(struct html *html, const struct form_view *form, struct str name, struct str label, struct str hint);
/* What was given for the name; of a fresh form the initial value. */
struct str widget_given(const struct form_view *form, struct str name, struct str initial);
struct str widget_id(struct html *html, const struct form_view *form, struct str name);

/* The frame of a widget with one box, and its aria-* attributes, for inputs that form.c writes itself. */
void widget_begin(struct html *html, const struct widget *widget);
void widget_end(struct html *html, const struct widget *widget);
void widget_states(struct html *html, const struct widget *widget);

void widget_input(struct html *html, const struct widget *widget, const struct widget_typing *typing);
void widget_textarea(struct html *html, const struct widget *widget, int64_t max);
void widget_radios(struct html *html, const struct widget *widget, const struct form_option *options, size_t count,
                   bool may_be_empty);
void widget_checkboxes(struct html *html, const struct widget *widget, const struct form_option *options, size_t count);
void widget_select(struct html *html, const struct widget *widget, const struct form_option *options, size_t count);
/* A code typed by hand, with suggestions; several of them; a percentage beside each option. */
void widget_code(struct html *html, const struct widget *widget, const struct form_option *options, size_t count);
void widget_codes(struct html *html, const struct widget *widget, const struct form_option *options, size_t count);
void widget_shares(struct html *html, const struct widget *widget, const struct form_option *options, size_t count);
/* The <option>s of a select. */
void widget_options(struct html *html, const struct form_option *options, size_t count, struct str value);

#endif
