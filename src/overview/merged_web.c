#include "overview/merged_web.h"

#include "client/client_web.h"
#include "client/identity.h"

static struct str kind_of(const struct desk_noun *noun)
{
    return str_of(noun->entity->shape.name);
}

static const struct identity *identity_named(const struct about *about, struct str code)
{
    const struct identity *rows = about->identities.items;
    for (size_t i = 0; i < about->identities.len && !str_is_empty(code); i++) {
        if (str_eq(rows[i].record.code, code)) {
            return &rows[i];
        }
    }
    return NULL;
}

/* As people read it. */
static struct str value_words(struct html *html, const struct field *field, const struct desk_noun *noun, struct str value)
{
    struct fault fault = {.arena = html->arena};
    void *row = shape_new(html->arena, &noun->entity->shape);
    return field_parse(&fault, field, value, "USD", row) == ERR_OK ? field_display(html->arena, field, row, html->lang) : value;
}

/* What the other records say, where that is not what is shown. */
static void put_other_values(const struct merged *merged)
{
    struct html *html = merged->visit->html;
    const struct shown_value *values = merged->shown->values.items;
    bool any = false;
    for (size_t i = 0; i < merged->shown->values.len; i++) {
        const struct field *field = shape_find(&merged->noun->entity->shape, values[i].field);
        if (values[i].shown == ANSWER_YES || field == NULL) {
            continue;
        }
        if (!any) {
            H(html, "<details><summary>");
            HT(html, "Otros valores guardados", "Other values kept");
            H(html, "</summary>");
            page_facts_open(html);
            any = true;
        }
        page_fact(html, text_in(field->label, html->lang),
                  str_format(html->arena, STR_FMT " (" STR_FMT ")", STR_ARG(value_words(html, field, merged->noun, values[i].value)),
                             STR_ARG(values[i].record)));
    }
    if (any) {
        page_facts_close(html);
        H(html, "</details>");
    }
}

void merged_put(const struct merged *merged)
{
    struct visit *visit = merged->visit;
    struct html *html = visit->html;
    const struct identity *merge = identity_named(merged->about, merged->shown->identity.code);
    if (merge == NULL) {
        return;
    }
    const struct refs *same = merged->noun == &person_noun ? &merge->persons : &merge->enterprises;
    H(html, "<section class=\"card\"><h2>");
    HT(html, "Cuenta como un solo cliente con", "Counts as one client with");
    H(html, "</h2>");
    for (size_t i = 0; i < same->len; i++) {
        if (str_eq(same->items[i].code, merged->row->code)) {
            continue;
        }
        H(html, "<p>");
        h_link(html, url_with(visit->arena, desk_client_url(visit->arena, kind_of(merged->noun), same->items[i].code), "own", S("1")),
               str_is_empty(same->items[i].label) ? same->items[i].code : same->items[i].label);
        H(html, " <span class=\"quiet\">");
        h_text(html, same->items[i].code);
        H(html, "</span></p>");
    }
    put_other_values(merged);
    H(html, "<p class=\"note\">");
    h_link(html, desk_record_url(visit->arena, S("identities"), merge->record.code),
           visit_may(visit, PERM_MERGE) ? TR(html, "Elegir qué se muestra, o separar", "Choose what is shown, or split")
                                        : TR(html, "Ver la unión", "See the merge"));
    H(html, "</p></section>");
}

void merged_put_standing(struct visit *visit, const struct desk_noun *noun, const struct shown_client *shown)
{
    struct html *html = visit->html;
    if (str_is_empty(shown->identity.code)) {
        return;
    }
    page_notice(html, TONE_PLAIN, TR(html, "Este registro está unido con otros. Aquí se ve tal como se registró.",
                                     "This record is merged with others. Here it is seen as it was recorded."));
    H(html, "<p>");
    h_link(html, desk_client_url(visit->arena, kind_of(noun), shown->first),
           TR(html, "Ver el cliente con los datos de todos sus registros", "See the client with the values of all its records"));
    H(html, "</p>");
}

void merged_put_compare(struct visit *visit, const struct desk_noun *noun, const struct record *row)
{
    struct html *html = visit->html;
    if (!visit_may(visit, PERM_MERGE_PROPOSE) || row->annulled == ANSWER_YES) {
        return;
    }
    H(html, "<details class=\"screen\"><summary>");
    HT(html, "Es el mismo cliente que otro registro", "Is the same client as another record");
    H(html, "</summary>");
    form_filter_open(html, URL(visit->arena, "/duplicates/pair"), TR(html, "Comparar con otro registro", "Compare with another record"));
    form_hidden(html, "kind", kind_of(noun));
    form_hidden(html, "first", row->code);
    form_filter_text(html, "second", TR(html, "Código del otro registro", "Code of the other record"), STR_NONE);
    form_filter_close(html, TR(html, "Comparar", "Compare"));
    H(html, "</details>");
}
