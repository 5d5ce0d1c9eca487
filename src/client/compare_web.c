#include "client/compare_web.h"

#include "client/client_web.h"
#include "client/enterprise.h"
#include "client/person.h"
#include "client/shown.h"
#include "html/table.h"

#include <string.h>

const struct desk_noun *compare_noun(struct str kind)
{
    return str_eq_c(kind, "person") ? &person_noun : str_eq_c(kind, "enterprise") ? &enterprise_noun : NULL;
}

struct str compare_name(struct arena *arena, const struct desk_noun *noun, const void *row)
{
    if (noun == &person_noun) {
        return person_name(arena, row);
    }
    const struct enterprise *enterprise = row;
    return enterprise->name;
}

static struct str kind_of(const struct compare *compare)
{
    return str_of(compare->noun->entity->shape.name);
}

static struct str code_of(const void *row)
{
    const struct record *record = row;
    return record->code;
}

static const struct field *field_named(const struct compare *compare, const char *name)
{
    const struct field *field = shape_find(&compare->noun->entity->shape, str_of(name));
    assert(field != NULL);
    return field;
}

static struct str shown_value(const struct compare *compare, const struct field *field, size_t at)
{
    struct visit *visit = compare->visit;
    return field_is_none(field, compare->rows[at]) ? S("—") : field_display(visit->arena, field, compare->rows[at], visit->lang);
}

void compare_heads(const struct compare *compare)
{
    static const char *const facts[] = {"unit", "adviser", "registered_on", "status"};
    struct visit *visit = compare->visit;
    struct html *html = visit->html;
    H(html, "<div class=\"pair\">");
    for (size_t i = 0; i < compare->count; i++) {
        H(html, "<section class=\"card\"><h2>");
        h_link(html, url_with(visit->arena, desk_client_url(visit->arena, kind_of(compare), code_of(compare->rows[i])), "own", S("1")),
               compare_name(visit->arena, compare->noun, compare->rows[i]));
        H(html, "</h2><p class=\"quiet\">");
        h_text(html, code_of(compare->rows[i]));
        H(html, "</p>");
        page_facts_open(html);
        for (size_t k = 0; k < COUNT_OF(facts); k++) {
            const struct field *field = field_named(compare, facts[k]);
            page_fact(html, text_in(field->label, visit->lang), shown_value(compare, field, i));
        }
        page_facts_close(html);
        H(html, "</section>");
    }
    H(html, "</div>");
}

/* ---- what differs ------------------------------------------------------------------------------------------------- */

static bool differs(const struct compare *compare, const struct field *field)
{
    size_t first = compare->count;
    for (size_t i = 0; i < compare->count; i++) {
        if (field_is_none(field, compare->rows[i])) {
            continue;
        }
        if (first == compare->count) {
            first = i;
        } else if (!field_eq(field, compare->rows[first], compare->rows[i])) {
            return true;
        }
    }
    return false;
}

static void put_value(const struct compare *compare, const char *name, struct str label, size_t at, bool checked)
{
    struct html *html = compare->visit->html;
    struct str code = code_of(compare->rows[at]);
    H(html, "<label class=\"pick\">");
    if (compare->choosing) {
        H(html, "<input type=\"radio\"");
        h_attr(html, "name", str_format(html->arena, "show.%s", name));
        h_attr(html, "value", code);
        if (checked) {
            H(html, " checked");
        }
        H(html, ">");
    }
    H(html, "<span>");
    h_text(html, label);
    if (!str_eq(label, code)) {
        H(html, " <span class=\"quiet\">");
        h_text(html, code);
        H(html, "</span>");
    }
    if (!compare->choosing && checked) {
        H(html, " ");
        h_chip(html, TONE_OK, TR(html, "se muestra", "shown"));
    }
    H(html, "</span></label>");
}

static void open_values(const struct compare *compare, struct str label, bool differing)
{
    struct html *html = compare->visit->html;
    H(html, "<fieldset class=\"choices\"><legend>");
    h_text(html, label);
    if (differing) {
        H(html, " ");
        h_chip(html, TONE_WARN, TR(html, "distinto", "differs"));
    }
    H(html, "</legend><div class=\"pair\">");
}

void compare_differences(const struct compare *compare)
{
    const struct shape *shape = &compare->noun->entity->shape;
    struct html *html = compare->visit->html;
    if (compare->choosing) {
        struct str first = shown_choice(compare->shown, "code");
        open_values(compare, TR(html, "Código que queda", "Code that stays"), false);
        for (size_t i = 0; i < compare->count; i++) {
            struct str code = code_of(compare->rows[i]);
            put_value(compare, "code", code, i, str_is_empty(first) ? i == 0 : str_eq(first, code));
        }
        H(html, "</div></fieldset>");
    }
    for (size_t f = 0; f < shape->count; f++) {
        const struct field *field = &shape->fields[f];
        if (!shown_is_chosen(field) || !differs(compare, field)) {
            continue;
        }
        size_t from = shown_from(shape, compare->shown, compare->rows, compare->count, field);
        open_values(compare, text_in(field->label, html->lang), true);
        for (size_t i = 0; i < compare->count; i++) {
            if (!field_is_none(field, compare->rows[i])) {
                put_value(compare, field->name, shown_value(compare, field, i), i, i == from);
            }
        }
        H(html, "</div></fieldset>");
    }
}

/* ---- the rest ------------------------------------------------------------------------------------------------------- */

static bool is_known(const struct compare *compare, const struct field *field)
{
    for (size_t i = 0; i < compare->count; i++) {
        if (!field_is_none(field, compare->rows[i])) {
            return true;
        }
    }
    return false;
}

static bool is_everywhere(const struct compare *compare, const struct field *field)
{
    for (size_t i = 0; i < compare->count; i++) {
        if (field_is_none(field, compare->rows[i])) {
            return false;
        }
    }
    return true;
}

void compare_rest(const struct compare *compare)
{
    static const char *const never[] = {"code", "annulled", "annul_reason"};
    struct visit *visit = compare->visit;
    struct html *html = visit->html;
    const struct shape *shape = &compare->noun->entity->shape;
    struct column *columns = ARENA_ARRAY(visit->arena, struct column, compare->count + 2);
    columns[0] = (struct column){.label = T("Dato", "Field")};
    for (size_t i = 0; i < compare->count; i++) {
        const char *code = str_c(visit->arena, code_of(compare->rows[i]));
        columns[i + 1] = (struct column){.label = {code, code}};
    }
    columns[compare->count + 1] = (struct column){.label = T("Comparación", "Comparison")};
    struct table table = {.caption = TR(html, "Lo demás", "The rest"), .caption_hidden = true, .columns = columns,
                          .count = compare->count + 2, .total = INT_NONE};
    H(html, "<details><summary>");
    HT(html, "Lo que es igual o está en uno solo", "What is the same, or in one only");
    H(html, "</summary>");
    table_open(html, &table);
    for (size_t f = 0; f < shape->count; f++) {
        const struct field *field = &shape->fields[f];
        bool left_out = !is_known(compare, field) || (shown_is_chosen(field) && differs(compare, field));
        for (size_t k = 0; k < COUNT_OF(never); k++) {
            left_out = left_out || strcmp(field->name, never[k]) == 0;
        }
        if (left_out) {
            continue;
        }
        table_row(html, &table);
        table_text(html, &table, text_in(field->label, visit->lang));
        for (size_t i = 0; i < compare->count; i++) {
            table_text(html, &table, shown_value(compare, field, i));
        }
        table_text(html, &table,
                   differs(compare, field)         ? TR(html, "distinto", "differs")
                   : is_everywhere(compare, field) ? TR(html, "igual", "the same")
                                                   : TR(html, "no en todos", "not in all"));
        table_row_end(html, &table);
    }
    table_close(html, &table);
    H(html, "</details>");
}

struct str compare_sent(struct visit *visit, const struct desk_noun *noun)
{
    struct str shown = STR_NONE;
    const struct shape *shape = &noun->entity->shape;
    for (size_t f = 0; f < shape->count; f++) {
        const char *name = shape->fields[f].name;
        struct str code = form_get(visit->form, str_c(visit->arena, str_format(visit->arena, "show.%s", name)));
        if (!str_is_empty(code)) {
            shown = shown_with(visit->arena, shown, str_of(name), code);
        }
    }
    return shown;
}
