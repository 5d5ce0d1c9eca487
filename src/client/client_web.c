#include "client/client_web.h"

#include "client/activity.h"
#include "client/affiliation.h"
#include "client/alike_web.h"
#include "client/client.h"
#include "client/enterprise.h"
#include "client/identity.h"
#include "client/listing.h"
#include "client/move.h"
#include "client/person.h"
#include "client/size.h"
#include "html/table.h"
#include "territory/territory.h"

/* ---- forms ------------------------------------------------------------------------------------------- */

static const char *const person_first[] = {"given_names", "surnames", "sex", "birth_date", "dui", "same_document_reason", "mobile", "district", NULL};
static const char *const person_contact[] = {"phone", "email", "zone", "address", "nit", "other_document_type",
                                             "other_document", NULL};
static const char *const person_profile[] = {"stage", "motive", "education", "provenance", "disability", "indigenous",
                                             "returned_migrant", NULL};
static const char *const consent[] = {"consent_on", "consent_text", "consent_scopes", "consent_revoked_on", NULL};
static const char *const keeping[] = {"unit", "adviser", "registered_on", "code", NULL};
static const struct desk_group person_groups[] = {
    {.names = person_first},
    {.legend = T("Consentimiento", "Consent"), .names = consent, .folded = true},
    {.legend = T("Más de contacto y documentos", "More contact and documents"), .names = person_contact, .folded = true},
    {.legend = T("Perfil", "Profile"), .names = person_profile, .folded = true},
    {.legend = T("Unidad, asesor(a) y registro", "Unit, adviser and registration"), .names = keeping, .folded = true},
    {.names = NULL},
};

static const char *const enterprise_first[] = {"name", "trade_name", "district", "sector", "led_by", "phone", NULL};
static const char *const enterprise_business[] = {"category", "constitution", "started_on", "activity", "activity_text",
                                                  "products", "markets", "members", NULL};
static const char *const enterprise_size[] = {"annual_sales", "workers", "size_override", "size_override_reason",
                                              "formal_accounting", "nit", "nrc", "same_document_reason", NULL};
static const char *const enterprise_contact[] = {"email", "website", "zone", "address", "provenance", "show_in_catalogue", NULL};
static const struct desk_group enterprise_groups[] = {
    {.names = enterprise_first},
    {.legend = T("El negocio", "The business"), .names = enterprise_business, .folded = true},
    {.legend = T("Ventas, personal y registro fiscal", "Sales, staff and tax numbers"), .names = enterprise_size, .folded = true},
    {.legend = T("Consentimiento", "Consent"), .names = consent, .folded = true},
    {.legend = T("Más de contacto", "More contact"), .names = enterprise_contact, .folded = true},
    {.legend = T("Unidad, asesor(a) y registro", "Unit, adviser and registration"), .names = keeping, .folded = true},
    {.names = NULL},
};

static enum err begin_client(struct visit *visit, struct desk_form *form, bool *elsewhere)
{
    (void)elsewhere;
    desk_preset(visit, form, "adviser", form->lists.own_staff);
    desk_preset(visit, form, "registered_on", date_iso(visit->arena, clock_today()));
    if (form->noun == &enterprise_noun) {
        desk_preset(visit, form, "name", request_query(visit->req, "name"));
    }
    return ERR_OK;
}

static bool has_fault(const struct fault *fault, const char *const *fields, size_t count)
{
    for (size_t i = 0; fault != NULL && i < fault->count; i++) {
        for (size_t k = 0; k < count; k++) {
            if (str_eq_c(fault->items[i].field, fields[k])) {
                return true;
            }
        }
    }
    return false;
}

/* Asked only of who has met another record with the same document. */
static bool is_reason_asked(const struct desk_form *form, const struct field *field)
{
    static const char *const documents[] = {"dui", "nit", "nrc", "same_document_reason"};
    return has_fault(form->view.fault, documents, COUNT_OF(documents)) || (form->row != NULL && !field_is_none(field, form->row));
}

static void draw_activity(struct visit *visit, const struct desk_form *form, const struct field *field)
{
    const struct activity **found = ARENA_ARRAY(visit->arena, const struct activity *, activity_count);
    size_t count = activity_search(visit->arena, S(""), clock_today(), found, activity_count);
    struct form_option *options = ARENA_ARRAY(visit->arena, struct form_option, count);
    for (size_t i = 0; i < count; i++) {
        options[i] = (struct form_option){.code = str_of(found[i]->code), .label = str_of(found[i]->name)};
    }
    form_field_options(visit->html, &form->view, field, options, count);
}

/* Is it one of those who are there? Asked before a new one is saved. */
static enum err ask_alike(struct visit *visit, const struct desk_noun *noun, bool *answered)
{
    bool person = noun == &person_noun;
    *answered = true;
    switch (alike_answered(visit)) {
    case ALIKE_BACK:
        return desk_type_on(visit, noun);
    case ALIKE_SAME:
        return desk_complete(visit, noun, alike_same(visit, person));
    case ALIKE_NOT_ASKED:
        return alike_ask(visit, person ? URL(visit->arena, "/clients/person/new") : URL(visit->arena, "/clients/enterprise/new"), person,
                         !person, answered);
    default:
        *answered = false;
        return ERR_OK;
    }
}

static bool draw_client(struct visit *visit, const struct desk_form *form, const struct field *field)
{
    if (str_eq_c(S("same_document_reason"), field->name)) {
        return !is_reason_asked(form, field);
    }
    if (form->is_new && str_eq_c(S("district"), field->name)) {
        alike_place(visit->html, form->noun == &person_noun);
    }
    if (field->catalogue == &activities) {
        draw_activity(visit, form, field); /* a word of the name is typed, and the browser offers those that have it */
        return true;
    }
    return false;
}

const struct desk_noun person_noun = {
    .name = "person",
    .entity = &person_entity,
    .path = "clients/person",
    .place = PLACE_CLIENTS,
    .write = PERM_CLIENT_WRITE,
    .new_title = T("Nueva persona", "New person"),
    .edit_title = T("Corregir los datos de la persona", "Correct the person's data"),
    .prints = true,
    .saved = T("Persona registrada.", "Person recorded."),
    .list = "/clients",
    .list_label = T("Clientes", "Clients"),
    .groups = person_groups,
    .begin = begin_client,
    .ask = ask_alike,
    .draw = draw_client,
};
const struct desk_noun enterprise_noun = {
    .name = "enterprise",
    .entity = &enterprise_entity,
    .path = "clients/enterprise",
    .place = PLACE_CLIENTS,
    .write = PERM_CLIENT_WRITE,
    .new_title = T("Nueva empresa o grupo", "New enterprise or group"),
    .edit_title = T("Corregir los datos de la empresa", "Correct the enterprise's data"),
    .prints = true,
    .saved = T("Empresa registrada.", "Enterprise recorded."),
    .list = "/clients",
    .list_label = T("Clientes", "Clients"),
    .groups = enterprise_groups,
    .begin = begin_client,
    .ask = ask_alike,
    .draw = draw_client,
};

/* ---- the list -------------------------------------------------------------------------------------------- */

struct filter {
    struct str q;
    struct str kind;
    struct str status;
    struct str district;
    struct str adviser;
};

static struct url list_url(struct visit *visit, const struct filter *filter)
{
    struct url url = URL(visit->arena, "/clients");
    url = url_with(visit->arena, url, "kind", filter->kind);
    url = url_with(visit->arena, url, "status", filter->status);
    url = url_with(visit->arena, url, "district", filter->district);
    return url_with(visit->arena, url, "adviser", filter->adviser);
}

static struct desk_options statuses(struct visit *visit)
{
    size_t count;
    struct html words = {.arena = visit->arena, .lang = visit->lang};
    const struct form_option *items = form_options_of(&words, client_statuses, &count);
    return (struct desk_options){items, count};
}

/* Those of the visitor's department when there is one: the list of the whole country is long. */
static struct desk_options near_districts(struct arena *arena, struct str territory, struct str chosen)
{
    struct desk_options all = desk_districts(arena, territory);
    if (str_is_empty(territory) || (!str_is_empty(chosen) && !territory_contains(territory, chosen))) {
        return all;
    }
    size_t count = 0;
    while (count < all.count && territory_contains(territory, all.items[count].code)) {
        count++;
    }
    struct form_option *items = ARENA_ARRAY(arena, struct form_option, count);
    for (size_t i = 0; i < count; i++) {
        items[i] = (struct form_option){.code = all.items[i].code, .label = all.items[i].label};
    }
    return (struct desk_options){items, count};
}

static void put_kinds(struct visit *visit, const struct filter *filter)
{
    struct html *html = visit->html;
    struct filter all = *filter;
    struct filter enterprises = *filter;
    struct filter persons = *filter;
    all.kind = STR_NONE;
    enterprises.kind = S("enterprise");
    persons.kind = S("person");
    const struct table_filter filters[] = {
        {TR(html, "Todos", "All"), list_url(visit, &all), str_is_empty(filter->kind), INT_NONE},
        {TR(html, "Empresas", "Enterprises"), list_url(visit, &enterprises), str_eq(filter->kind, S("enterprise")), INT_NONE},
        {TR(html, "Personas", "Persons"), list_url(visit, &persons), str_eq(filter->kind, S("person")), INT_NONE},
    };
    table_filters(html, TR(html, "Clase de cliente", "Kind of client"), filters, COUNT_OF(filters));
}

static void put_pickers(struct visit *visit, const struct filter *filter, struct desk_options staff, struct str territory)
{
    struct html *html = visit->html;
    struct arena *arena = visit->arena;
    form_filter_open(html, URL(arena, "/clients"), TR(html, "Buscar y filtrar clientes", "Find and filter clients"));
    form_filter_text(html, "q", TR(html, "Nombre, código, documento o teléfono", "Name, code, document or telephone"), filter->q);
    if (!str_is_empty(filter->kind)) {
        form_hidden(html, "kind", filter->kind);
    }
    struct desk_options status = desk_with_all(arena, statuses(visit), TR(html, "Todos", "All"));
    form_filter_select(html, "status", TR(html, "Estado", "Status"), status.items, status.count, filter->status);
    struct desk_options districts =
        desk_with_all(arena, near_districts(arena, territory, filter->district), TR(html, "Todos", "All"));
    form_filter_select(html, "district", TR(html, "Distrito", "District"), districts.items, districts.count, filter->district);
    if (staff.count > 0) {
        struct desk_options advisers = desk_with_all(arena, staff, TR(html, "Todos", "All"));
        form_filter_select(html, "adviser", TR(html, "Asesor(a)", "Adviser"), advisers.items, advisers.count, filter->adviser);
    }
    form_filter_close(html, TR(html, "Buscar", "Search"));
}

static enum tone status_tone(struct str status)
{
    if (str_eq(status, S("active")) || str_eq(status, S("follow_up"))) {
        return TONE_OK;
    }
    return str_eq(status, S("prospect")) ? TONE_PLAIN : TONE_WARN;
}

/* The code, and the trade name where it says more than the name. */
static struct str note_of(struct arena *arena, const struct listing_line *line)
{
    if (str_is_empty(line->detail) || str_eq(line->detail, line->name)) {
        return line->code;
    }
    return str_format(arena, STR_FMT " · " STR_FMT, STR_ARG(line->code), STR_ARG(line->detail));
}

/* Without its department where that is the visitor's own. */
static struct str place_of(struct visit *visit, struct str territory, struct str district)
{
    const struct territory_district *place = territory_district(district);
    if (place != NULL && !str_is_empty(territory) && territory_contains(territory, district)) {
        return str_of(place->name);
    }
    return territory_districts.name_of(visit->arena, district, DATE_NONE, visit->lang);
}

static void put_lines(struct visit *visit, const struct filter *filter, const struct list *list, struct str after,
                      struct str territory)
{
    static const struct column columns[] = {
        {.label = T("Cliente", "Client")},
        {.label = T("Clase", "Kind")},
        {.label = T("Distrito", "District")},
        {.label = T("Estado", "Status")},
        {.label = T("Asesor(a)", "Adviser"), .minor = true},
    };
    struct html *html = visit->html;
    struct url here = list_url(visit, filter);
    struct table table = {
        .caption = TR(html, "Clientes", "Clients"),
        .caption_hidden = true,
        .columns = columns,
        .count = COUNT_OF(columns),
        .next = str_is_empty(list->next) ? (struct url){STR_NONE} : url_with(visit->arena, here, "after", list->next),
        .first = str_is_empty(after) ? (struct url){STR_NONE} : here,
    };
    table_open(html, &table);
    const struct listing_line *lines = list->rows.items;
    for (size_t i = 0; i < list->rows.len; i++) {
        const struct listing_line *line = &lines[i];
        bool person = str_eq(line->kind, S("person"));
        table_row(html, &table);
        table_link_note(html, &table, desk_client_url(visit->arena, line->kind, line->code), line->name, note_of(visit->arena, line));
        struct str size = desk_word(visit, size_classes, line->size_class);
        table_text(html, &table,
                   person ? TR(html, "Persona", "Person")
                   : str_is_empty(size) ? TR(html, "Empresa", "Enterprise")
                          : str_format(visit->arena, STR_FMT " · " STR_FMT, STR_ARG(TR(html, "Empresa", "Enterprise")), STR_ARG(size)));
        table_text(html, &table, place_of(visit, territory, line->district));
        table_chip(html, &table, status_tone(line->status), desk_word(visit, client_statuses, line->status));
        table_text(html, &table, str_is_empty(line->adviser.label) ? line->adviser.code : line->adviser.label);
        table_row_end(html, &table);
    }
    table_close(html, &table);
}

static void put_new_buttons(struct visit *visit)
{
    if (!visit_may(visit, PERM_CLIENT_WRITE)) {
        return;
    }
    struct page_link *links = ARENA_ARRAY(visit->arena, struct page_link, 3);
    links[0] = (struct page_link){.label = text_in(TEXT("Nueva solicitud (F1)", "New application (F1)"), visit->lang),
                                  .url = URL(visit->arena, "/intakes/new"), .primary = true};
    links[1] = (struct page_link){.label = text_in(TEXT("Nueva empresa", "New enterprise"), visit->lang),
                                  .url = URL(visit->arena, "/clients/enterprise/new")};
    links[2] = (struct page_link){.label = text_in(TEXT("Nueva persona", "New person"), visit->lang),
                                  .url = URL(visit->arena, "/clients/person/new")};
    visit->page.actions = links;
    visit->page.action_count = 3;
}

static enum err list_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct filter filter = {
        .q = str_trim(request_query(req, "q")),
        .kind = request_query(req, "kind"),
        .status = request_query(req, "status"),
        .district = request_query(req, "district"),
        .adviser = request_query(req, "adviser"),
    };
    struct str after = request_query(req, "after");
    struct desk_options staff;
    struct desk_options units;
    struct str own;
    struct str territory;
    TRY(desk_staff(&visit, &staff, &own));
    TRY(desk_units(&visit, &units, &own, &territory));
    struct list list = {0};
    if (!str_is_empty(filter.q)) {
        TRY(desk_ask(&visit, "client.search", DESK_VALUES({"text", filter.q}, {"limit", S("50")}), &list));
        after = STR_NONE;
    } else {
        enum err err = desk_ask(&visit, "client.list",
                                DESK_VALUES({"kind", filter.kind}, {"status", filter.status}, {"district", filter.district},
                                            {"adviser", filter.adviser}, {"after", after}, {"limit", S("50")}),
                                &list);
        if (err == ERR_INVALID) {
            return visit_go(&visit, URL(visit.arena, "/clients"), TEXT_NONE);
        }
        TRY(err);
    }
    put_new_buttons(&visit);
    visit.page.query = filter.q;
    visit_page(&visit, TEXT("Clientes", "Clients"), PLACE_CLIENTS);
    struct html *html = visit.html;
    desk_client_tabs(&visit, 0);
    put_pickers(&visit, &filter, staff, territory);
    if (str_is_empty(filter.q)) {
        put_kinds(&visit, &filter);
    }
    if (list.rows.len > 0) {
        H(html, "<section class=\"card\">");
        put_lines(&visit, &filter, &list, after, territory);
        H(html, "</section>");
    } else if (!str_is_empty(filter.q)) {
        page_empty(html, TR(html, "Nadie con ese nombre o número", "Nobody by that name or number"),
                   TR(html, "Pruebe con un apellido, el DUI o el teléfono. Los errores de una letra se perdonan.",
                      "Try a surname, the DUI or the telephone. One wrong letter is forgiven."),
                   (struct url){STR_NONE}, STR_NONE);
    } else {
        page_empty(html, TR(html, "Todavía no hay clientes aquí", "No clients here yet"),
                   TR(html, "Registre la primera empresa o persona, o quite los filtros.",
                      "Record the first enterprise or person, or remove the filters."),
                   URL(visit.arena, "/clients"), TR(html, "Ver todos", "See all"));
    }
    return visit_end(&visit);
}

/* ---- what is done on a client's page ---------------------------------------------------------------------- */

static const struct desk_noun *noun_of_kind(struct str kind)
{
    return str_eq(kind, S("person")) ? &person_noun : str_eq(kind, S("enterprise")) ? &enterprise_noun : NULL;
}

static enum err finish(struct visit *visit, const struct desk_noun *noun, enum err err, struct text message)
{
    struct str code = request_param(visit->req, "code");
    if (err == ERR_OK) {
        return visit_go(visit, desk_record_url(visit->arena, str_of(noun->entity->dataset), code), message);
    }
    return visit_shows_again(err) ? desk_refuse(visit, noun, code, err) : err;
}

static enum err merge_post(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    const struct desk_noun *noun = noun_of_kind(request_param(req, "kind"));
    if (noun == NULL) {
        return ERR_NOT_FOUND;
    }
    struct str both = str_format(visit.arena, STR_FMT ";" STR_FMT, STR_ARG(request_param(req, "code")),
                                 STR_ARG(form_get(visit.form, "other")));
    void *out = shape_new(visit.arena, &identity_entity.shape);
    enum err err = desk_change(&visit, "identity.merge",
                               DESK_VALUES({noun == &person_noun ? "persons" : "enterprises", both},
                                           {"reason", form_get(visit.form, "reason")}),
                               out);
    return finish(&visit, noun, err, TEXT("Los dos registros cuentan desde ahora como uno.",
                                          "The two records count as one from now on."));
}

static enum err affiliation_post(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    const struct desk_noun *noun = noun_of_kind(request_param(req, "kind"));
    if (noun == NULL) {
        return ERR_NOT_FOUND;
    }
    bool person = noun == &person_noun;
    void *out = shape_new(visit.arena, &affiliation_entity.shape);
    enum err err = desk_change(&visit, "affiliation.add",
                               DESK_VALUES({person ? "person" : "enterprise", request_param(req, "code")},
                                           {person ? "enterprise" : "person", str_trim(form_get(visit.form, "other"))},
                                           {"relation", form_get(visit.form, "relation")},
                                           {"from_on", form_get(visit.form, "from_on")}),
                               out);
    return finish(&visit, noun, err, TEXT("Relación registrada.", "Affiliation recorded."));
}

static enum err move_post(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    const struct desk_noun *noun = noun_of_kind(request_param(req, "kind"));
    if (noun == NULL) {
        return ERR_NOT_FOUND;
    }
    void *out = shape_new(visit.arena, &move_entity.shape);
    enum err err = desk_change(&visit, "move.add",
                               DESK_VALUES({noun == &person_noun ? "person" : "enterprise", request_param(req, "code")},
                                           {"district", form_get(visit.form, "district")},
                                           {"moved_on", form_get(visit.form, "moved_on")},
                                           {"address", form_get(visit.form, "address")}),
                               out);
    return finish(&visit, noun, err, TEXT("Traslado registrado.", "Move recorded."));
}

const struct route client_routes[] = {
    {.method = METHOD_GET, .pattern = "/clients", .handler = list_page},
    DESK_ROUTES("/clients/person", person_noun),
    DESK_ROUTES("/clients/enterprise", enterprise_noun),
    {.method = METHOD_POST, .pattern = "/clients/{kind}/{code}/merge", .handler = merge_post},
    {.method = METHOD_POST, .pattern = "/clients/{kind}/{code}/affiliation", .handler = affiliation_post},
    {.method = METHOD_POST, .pattern = "/clients/{kind}/{code}/move", .handler = move_post},
};
const size_t client_route_count = COUNT_OF(client_routes);
