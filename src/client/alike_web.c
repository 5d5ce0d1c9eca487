#include "client/alike_web.h"

#include "client/desk_web.h"
#include "client/pair.h"
#include "format/json.h"
#include "territory/territory.h"

#include <string.h>

/* From which likelihood on, in hundredths of a per cent, a person is stopped. Those below are shown with them. */
#define ASKED_FROM 5000
enum { SHOWN_MOST = 6, VALUES_MOST = 16 };

enum alike_answer alike_answered(const struct visit *visit)
{
    struct str answer = form_get(visit->form, "alike");
    return str_eq_c(answer, "none")   ? ALIKE_NONE_OF_THEM
           : str_eq_c(answer, "back") ? ALIKE_BACK
           : str_is_empty(answer)     ? ALIKE_NOT_ASKED
                                      : ALIKE_SAME;
}

struct str alike_same(const struct visit *visit, bool person)
{
    struct str answer = form_get(visit->form, "alike");
    struct str kind = person ? S("person/") : S("enterprise/");
    return str_starts(answer, kind) ? str_slice(answer, kind.len, answer.len) : STR_NONE;
}

/* ---- who is alike ------------------------------------------------------------------------------------------------- */

static const char *const person_fields[] = {"given_names", "surnames", "dui", "nit", "other_document", "sex", "birth_date", "phone",
                                            "mobile", "email", "district", "address"};
static const char *const enterprise_fields[] = {"name", "trade_name", "nit", "nrc", "phone", "district", "address", "sector", "activity"};

/* Nothing to look for before there is a name. */
static bool is_named(const struct visit *visit, bool person)
{
    return !str_is_empty(str_trim(form_get(visit->form, person ? "surnames" : "name")));
}

static enum err find_alike(struct visit *visit, bool person, struct list *out)
{
    struct desk_value values[VALUES_MOST] = {{"kind", person ? S("person") : S("enterprise")}, {"limit", S("6")}};
    const char *const *fields = person ? person_fields : enterprise_fields;
    size_t count = 2;
    *out = (struct list){0};
    for (size_t i = 0; i < (person ? COUNT_OF(person_fields) : COUNT_OF(enterprise_fields)); i++) {
        values[count++] = (struct desk_value){fields[i], str_trim(form_get(visit->form, fields[i]))};
    }
    assert(count <= VALUES_MOST);
    struct call call = visit->call;
    enum err err = is_named(visit, person) ? desk_ask(visit, "client.similar", values, count, out) : ERR_OK;
    visit->call = call;
    return err == ERR_INVALID ? ERR_OK : err; /* a value that cannot be read is told when it is saved */
}

static bool is_likely(const struct list *list)
{
    const struct pair_line *lines = list->rows.items;
    return list->rows.len > 0 && lines[0].likeness >= ASKED_FROM;
}

static struct str note_of(const struct visit *visit, const struct pair_line *line)
{
    struct buf out = BUF(visit->arena);
    struct str place = territory_districts.name_of(visit->arena, line->first_district, DATE_NONE, visit->lang);
    buf_put(&out, line->first);
    if (!str_is_empty(line->first_detail)) {
        buf_format(&out, " · " STR_FMT, STR_ARG(line->first_detail));
    }
    if (!str_is_empty(place)) {
        buf_format(&out, " · " STR_FMT, STR_ARG(place));
    }
    return buf_str(&out);
}

/* ---- the page that asks --------------------------------------------------------------------------------------------- */

static void put_candidate(struct visit *visit, const struct pair_line *line)
{
    struct html *html = visit->html;
    H(html, "<section class=\"card\"><h3>");
    h_text(html, line->first_name);
    H(html, " ");
    h_chip(html, line->likeness >= 7500 ? TONE_WARN : TONE_PLAIN, desk_word(visit, pair_surenesses, line->sureness));
    H(html, "</h3><p class=\"quiet\">");
    h_text(html, note_of(visit, line));
    H(html, "</p><p>");
    h_text(html, line->why);
    H(html, "</p><p class=\"row\"><button type=\"submit\" class=\"btn\" name=\"alike\"");
    h_attr(html, "value", str_format(visit->arena, STR_FMT "/" STR_FMT, STR_ARG(line->kind), STR_ARG(line->first)));
    H(html, ">");
    if (str_eq_c(line->kind, "person")) {
        HT(html, "Es esta persona", "It is this person");
    } else {
        HT(html, "Es esta empresa", "It is this enterprise");
    }
    H(html, "</button> <a class=\"btn alt\" target=\"_blank\" rel=\"noopener\"");
    h_href(html, desk_client_url(visit->arena, line->kind, line->first));
    H(html, ">");
    HT(html, "Ver en otra pestaña", "See in another tab");
    H(html, "</a></p></section>");
}

static void put_candidates(struct visit *visit, struct text title, const struct list *list)
{
    struct html *html = visit->html;
    const struct pair_line *lines = list->rows.items;
    if (!is_likely(list)) {
        return;
    }
    H(html, "<h2>");
    h_t(html, title);
    H(html, "</h2>");
    for (size_t i = 0; i < list->rows.len; i++) {
        put_candidate(visit, &lines[i]);
    }
}

/* All that was typed goes along, but what the form writes itself. */
static void carry_along(struct visit *visit)
{
    static const char *const own[] = {"csrf", "request_id", "version", "alike"};
    for (size_t i = 0; i < visit->form->len; i++) {
        const struct form_field *field = &visit->form->fields[i];
        bool left_out = field->is_file;
        for (size_t k = 0; k < COUNT_OF(own); k++) {
            left_out = left_out || str_eq_c(field->name, own[k]);
        }
        if (!left_out) {
            form_hidden(visit->html, str_c(visit->arena, field->name), field->value);
        }
    }
}

FALLIBLE alike_ask(struct visit *visit, struct url action, bool person, bool enterprise, bool *asked)
{
    struct list persons = {0};
    struct list enterprises = {0};
    *asked = false;
    if (person) {
        TRY(find_alike(visit, true, &persons));
    }
    if (enterprise) {
        TRY(find_alike(visit, false, &enterprises));
    }
    if (!is_likely(&persons) && !is_likely(&enterprises)) {
        return ERR_OK;
    }
    *asked = true;
    visit->page.narrow = true;
    visit->page.lead = text_in(TEXT("Todavía no se guardó nada. Lo que escribió se conserva.",
                                    "Nothing has been saved yet. What you typed is kept."),
                               visit->lang);
    visit_page(visit, TEXT("¿Es alguien que ya está?", "Is it one of these?"), PLACE_CLIENTS);
    struct html *html = visit->html;
    const struct form_view view = {.action = action, .csrf = visit->csrf, .request_id = form_get(visit->form, "request_id"), .version = INT_NONE};
    form_open(html, &view);
    carry_along(visit);
    put_candidates(visit, TEXT("Personas parecidas", "Persons who are alike"), &persons);
    put_candidates(visit, TEXT("Empresas parecidas", "Enterprises that are alike"), &enterprises);
    H(html, "<p class=\"buttons row\"><button type=\"submit\" class=\"btn\" name=\"alike\" value=\"none\">");
    HT(html, "No es ninguno: guardar como nuevo", "None of them: save as new");
    H(html, "</button> <button type=\"submit\" class=\"btn alt\" name=\"alike\" value=\"back\">");
    HT(html, "Volver a lo que escribí", "Back to what I typed");
    H(html, "</button></p></form>");
    return visit_end(visit);
}

/* ---- while typing ----------------------------------------------------------------------------------------------------- */

void alike_place(struct html *html, bool person)
{
    H(html, "<div role=\"status\" class=\"alike\"");
    h_attr(html, "data-alike", person ? S("/clients/alike?kind=person") : S("/clients/alike?kind=enterprise"));
    h_attr(html, "data-title", TR(html, "¿Es alguien que ya está?", "Is it one of these?"));
    H(html, "></div>");
}

/* A POST, so that no name stands in an address. */
static enum err alike_post(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    struct list list;
    TRY(find_alike(&visit, str_eq_c(request_query(req, "kind"), "person"), &list));
    struct buf body = BUF(visit.arena);
    struct json_writer writer = json_writer(&body);
    const struct pair_line *lines = list.rows.items;
    json_open_object(&writer);
    json_key(&writer, S("items"));
    json_open_array(&writer);
    for (size_t i = 0; i < list.rows.len && is_likely(&list) && i < 3; i++) {
        json_open_object(&writer);
        json_key(&writer, S("url"));
        json_text(&writer, desk_client_url(visit.arena, lines[i].kind, lines[i].first).value);
        json_key(&writer, S("name"));
        json_text(&writer, lines[i].first_name);
        json_key(&writer, S("note"));
        json_text(&writer, str_format(visit.arena, STR_FMT " · " STR_FMT, STR_ARG(note_of(&visit, &lines[i])), STR_ARG(lines[i].why)));
        json_close_object(&writer);
    }
    json_close_array(&writer);
    json_close_object(&writer);
    response_body(resp, "application/json", buf_str(&body));
    return ERR_OK;
}

const struct route alike_routes[] = {
    {.method = METHOD_POST, .pattern = "/clients/alike", .handler = alike_post},
};
const size_t alike_route_count = COUNT_OF(alike_routes);
