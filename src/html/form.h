/* html/form.h: forms drawn from field tables, and the filters above lists.
 *
 * One column; the label above, the hint under it, the error in words beside it, the keyboard that fits. A form that
 * failed is drawn again from what the person gave (`given`), never from what the program made of it.
 *
 *     struct form_view form = {.action = URL(arena, "/sessions"), .csrf = csrf, .given = given, .fault = &call.fault,
 *                         .shape = &session_entity.shape, .row = &row, .version = INT_NONE};
 *     form_open(html, &form);
 *     form_field(html, &form, shape_find(&session_entity.shape, S("date")));
 *     form_field_options(html, &form, adviser_field, options, option_count);
 *     form_close(html, &form, TR(html, "Guardar", "Save"), URL(arena, "/sessions"));
 *
 * (format/form.h reads what a browser sent, this file draws; their names do not collide.)
 *
 * Several values of one name (checkboxes, references, shares) come back as several pairs; form_given joins them into
 * the text that field_parse reads: "A;B", "A-1:60.00;A-2:40.00".
 */
#ifndef ADELANTE_HTML_FORM_H
#define ADELANTE_HTML_FORM_H

#include "base/map.h"
#include "core/fault.h"
#include "core/field.h"
#include "html/html.h"

/* Another way to send the same form: save_and_new. */
struct form_button {
    const char *name;
    const char *value;
    struct str label;
};
struct form_view {
    struct url action;
    struct str csrf;
    struct str request_id;   /* idempotency key: the same on every showing of this form */
    int64_t version;         /* of the record as shown; 0 or INT_NONE: none is sent */
    const struct map *given; /* field name -> struct str *: what was sent; NULL for a fresh form */
    const struct fault *fault; /* NULL: nothing is wrong */
    const struct shape *shape;
    const void *row;         /* values to begin with; NULL: each field's .initial */
    struct str id_prefix;    /* two forms on a page: a prefix for the ids of the second */
    bool upload;             /* multipart, for files */
    const struct form_button *second; /* beside the main button; NULL: none */
};
/* A choice of a reference or a catalogue. */
struct form_option {
    struct str code;
    struct str label;
    struct str group; /* select: consecutive options of one group stand under its name; empty: none */
};

/* Pairs as a form was sent, in order, joined by name: "x" twice gives "a;b" (empty ones are left out), and a pair named
 * "x:CODE" gives "CODE:value" within x. The map's values are struct str *. */
struct form_pair {
    struct str name;
    struct str value;
};
struct map form_given(struct arena *arena, const struct form_pair *pairs, size_t count);

/* <form method="post">, the hidden fields csrf, request_id and version, and a summary of the faults with links. */
void form_open(struct html *html, const struct form_view *form);
/* One field of a table with the widget of its type. Choices of up to four are radio buttons, more a select. A REF, REFS or
 * CATALOGUE is a text field for the code. Computed fields are left out. */
void form_field(struct html *html, const struct form_view *form, const struct field *field);
/* The same with options: REF and CATALOGUE: a select up to 60 options, else a text field with suggestions; REFS: checkboxes
 * up to 12, else text fields with suggestions; SHARES: a percentage beside each option. */
void form_field_options(struct html *html, const struct form_view *form, const struct field *field,
                        const struct form_option *options, size_t count);
/* By name; asserts that the shape has it. */
void form_named(struct html *html, const struct form_view *form, const char *name);
void form_named_options(struct html *html, const struct form_view *form, const char *name, const struct form_option *options,
                        size_t count);
/* All fields of the shape but the computed ones and those named in `except` (NULL-terminated; may be NULL). */
void form_fields(struct html *html, const struct form_view *form, const char *const *except);

/* Widgets that no field table describes. Value and error come from `given` and `fault` as above. */
struct form_input {
    const char *name;
    struct str label;
    struct str hint;
    const char *type;         /* text, password, email, search, file, date; NULL: text */
    const char *autocomplete; /* username, current-password, new-password, one-time-code; NULL: off */
    const char *mode;         /* inputmode: numeric, decimal; NULL: none */
    const char *accept;       /* file: the types that are offered; NULL: all */
    bool camera;              /* file: straight from a telephone's camera; not shown where there is none */
    struct str value;         /* to begin with; never shown for passwords */
    bool required;
};
void form_input(struct html *html, const struct form_view *form, const struct form_input *input);
void form_hidden(struct html *html, const char *name, struct str value);
void form_checkbox(struct html *html, const struct form_view *form, const char *name, struct str label, bool checked);
void form_select(struct html *html, const struct form_view *form, const char *name, struct str label, struct str hint,
                 const struct form_option *options, size_t count, struct str selected);

/* A fieldset with its legend. */
void form_group_open(struct html *html, struct str legend, struct str hint);
void form_group_close(struct html *html);
/* Fields that belong together on one line on a desk (from, to). */
void form_row_open(struct html *html);
void form_row_close(struct html *html);
/* The buttons and </form>. `cancel` may be none. */
void form_close(struct html *html, const struct form_view *form, struct str submit, struct url cancel);

/* ---- filters above lists and reports: GET, small, beside one another ------------------------ */

void form_filter_open(struct html *html, struct url action, struct str label);
void form_filter_select(struct html *html, const char *name, struct str label, const struct form_option *options,
                        size_t count, struct str selected);
void form_filter_date(struct html *html, const char *name, struct str label, struct date value);
void form_filter_text(struct html *html, const char *name, struct str label, struct str value);
void form_filter_close(struct html *html, struct str submit);

/* Options from a closed list of a field table, in the page's language. */
const struct form_option *form_options_of(struct html *html, const struct choice *choices, size_t *count);

#endif
