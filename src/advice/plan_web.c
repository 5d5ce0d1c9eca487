#include "advice/plan_web.h"

#include "advice/plan_action.h"
#include "client/desk_newest_web.h"
#include "client/enterprise.h"
#include "html/table.h"

#include <string.h>

/* ---- the forms ------------------------------------------------------------------------------------------ */

static const char *const plan_first[] = {"enterprise", "name", "adviser", "starts_on", "ends_on", "impacts", NULL};
static const char *const plan_signed[] = {"client_signed_on", "adviser_signed_on", NULL};
static const char *const plan_keeping[] = {"unit", "code", NULL};
static const struct desk_group plan_groups[] = {
    {.names = plan_first},
    {.legend = T("Firmas en papel", "Signatures on paper"), .names = plan_signed, .folded = true},
    {.legend = T("Unidad y código", "Unit and code"), .names = plan_keeping, .folded = true},
    {.names = NULL},
};

static enum err begin_plan(struct visit *visit, struct desk_form *form, bool *elsewhere)
{
    struct str code = request_query(visit->req, "enterprise");
    if (str_is_empty(code)) {
        *elsewhere = true;
        return desk_choose_client(visit, form->noun, URL(visit->arena, "/plans/new"), true);
    }
    struct enterprise client;
    shape_clear(&enterprise_entity.shape, &client);
    TRY(desk_get(visit, &enterprise_entity, code, &client));
    desk_preset(visit, form, "enterprise", code);
    desk_preset(visit, form, "unit", client.record.unit.code);
    desk_preset(visit, form, "adviser", str_is_empty(form->lists.own_staff) ? client.adviser.code : form->lists.own_staff);
    desk_preset(visit, form, "starts_on", date_iso(visit->arena, clock_today()));
    return ERR_OK;
}

const struct desk_noun plan_noun = {
    .name = "plan",
    .entity = &plan_entity,
    .path = "plans",
    .place = PLACE_SERVICES,
    .write = PERM_SERVICE_WRITE,
    .new_title = T("Nuevo plan de acción (F2)", "New action plan (F2)"),
    .edit_title = T("Corregir el plan de acción", "Correct the action plan"),
    .saved = T("Plan guardado. Agregue ahora sus acciones.", "Plan saved. Now add its actions."),
    .prints = true,
    .list = "/plans",
    .list_label = T("Planes de acción", "Action plans"),
    .groups = plan_groups,
    .begin = begin_plan,
};

static const char *const action_first[] = {"plan", "text", "responsible_kind", "responsible", "starts_on", "ends_on", NULL};
static const char *const action_more[] = {"staff", "position", "result", "code", NULL};
static const struct desk_group action_groups[] = {
    {.names = action_first},
    {.legend = T("Asesor(a) responsable, orden y resultado", "Responsible adviser, place and result"), .names = action_more,
     .folded = true},
    {.names = NULL},
};

static enum err begin_action(struct visit *visit, struct desk_form *form, bool *elsewhere)
{
    struct str code = request_query(visit->req, "plan");
    if (str_is_empty(code)) {
        *elsewhere = true;
        return visit_go(visit, URL(visit->arena, "/plans"), TEXT("Elija primero el plan.", "Choose the plan first."));
    }
    struct plan plan;
    shape_clear(&plan_entity.shape, &plan);
    TRY(desk_get(visit, &plan_entity, code, &plan));
    desk_preset(visit, form, "plan", plan.record.code);
    desk_preset(visit, form, "starts_on", date_iso(visit->arena, plan.starts_on));
    desk_preset(visit, form, "ends_on", date_iso(visit->arena, plan.ends_on));
    form->back = URL(visit->arena, "/plans/{}", plan.record.code);
    return ERR_OK;
}

static bool draw_action(struct visit *visit, const struct desk_form *form, const struct field *field)
{
    if (strcmp(field->name, "plan") == 0) {
        desk_hidden(visit, form, field);
        return true;
    }
    if (strcmp(field->name, "responsible_kind") == 0) {
        desk_radios(visit, form, field);
        return true;
    }
    return false;
}

const struct desk_noun plan_action_noun = {
    .name = "plan_action",
    .entity = &plan_action_entity,
    .path = "plan_actions",
    .place = PLACE_SERVICES,
    .write = PERM_SERVICE_WRITE,
    .new_title = T("Agregar una acción al plan", "Add an action to the plan"),
    .edit_title = T("Corregir la acción", "Correct the action"),
    .saved = T("Acción guardada.", "Action saved."),
    .list = "/plans",
    .list_label = T("Planes de acción", "Action plans"),
    .groups = action_groups,
    .begin = begin_action,
    .draw = draw_action,
};

/* ---- words ------------------------------------------------------------------------------------------------ */

struct str plan_web_left(struct visit *visit, int64_t days, enum tone *tone)
{
    *tone = days == INT_NONE || days > 7 ? TONE_PLAIN : days >= 0 ? TONE_WARN : TONE_BAD;
    if (days == INT_NONE) {
        return STR_NONE;
    }
    if (days == 0) {
        return text_in(TEXT("Termina hoy", "Ends today"), visit->lang);
    }
    struct text words = days == 1    ? TEXT("Falta 1 día", "1 day left")
                        : days == -1 ? TEXT("Atraso de 1 día", "1 day late")
                        : days > 0   ? text_format(visit->arena, TEXT("Faltan %d días", "%d days left"), (int)days)
                                     : text_format(visit->arena, TEXT("Atraso de %d días", "%d days late"), (int)-days);
    return text_in(words, visit->lang);
}

enum tone plan_web_tone(struct str state)
{
    if (str_eq(state, S("closed"))) {
        return TONE_OK;
    }
    if (str_eq(state, S("cancelled"))) {
        return TONE_BAD;
    }
    return str_eq(state, S("draft")) ? TONE_WARN : TONE_PLAIN;
}

static enum tone action_tone(struct str state)
{
    return str_eq(state, S("finished")) ? TONE_OK : str_eq(state, S("cancelled")) ? TONE_BAD : TONE_PLAIN;
}

/* Ana Cruz (asesora); the enterprise where nobody else was named. */
static struct str responsible_of(struct visit *visit, const struct plan_action *row)
{
    struct str kind = desk_word(visit, plan_action_responsibles, row->responsible_kind);
    struct str name = str_is_empty(row->staff.code) ? row->responsible : row->staff.label;
    return str_is_empty(name) ? kind : str_format(visit->arena, STR_FMT " (" STR_FMT ")", STR_ARG(name), STR_ARG(kind));
}

/* ---- the plan's page ---------------------------------------------------------------------------------------- */

/* One button for the step that comes next; the others are on the action's own page. */
static void put_next_step(struct visit *visit, const struct plan *plan, const struct plan_action *row)
{
    struct html *html = visit->html;
    bool created = str_eq(row->state, S("created"));
    if (!str_eq(plan->state, S("running")) || !plan_action_is_open(row) || !visit_may(visit, PERM_SERVICE_WRITE)) {
        H(html, "—");
        return;
    }
    page_post_open(html, URL(visit->arena, "/plan_actions/{}/move/{}", row->record.code, created ? S("start") : S("finish")), visit->csrf);
    page_post_hidden(html, "version", str_format(visit->arena, "%lld", (long long)row->record.version));
    page_post_hidden(html, "request_id", id_format(visit->arena, id_new()));
    page_post_hidden(html, "back", URL(visit->arena, "/plans/{}", plan->record.code).value);
    page_post_close(html, created ? TR(html, "Iniciar", "Start") : TR(html, "Finalizar", "Finish"), false);
}

/* The state, and how late it is where it is late. */
static void put_state(struct visit *visit, const struct plan *plan, const struct plan_action *row)
{
    struct str state = desk_word(visit, plan_action_states, row->state);
    int64_t left = plan_days_left(clock_today(), row->ends_on);
    enum tone tone = action_tone(row->state);
    if (plan_action_is_open(row) && plan_is_open(plan->state) && left < 0) {
        struct str words = plan_web_left(visit, left, &tone);
        state = str_format(visit->arena, STR_FMT " · " STR_FMT, STR_ARG(state), STR_ARG(words));
    }
    h_chip(visit->html, tone, state);
}

static void put_actions(struct visit *visit, const struct plan_sheet *sheet)
{
    static const struct column columns[] = {
        {.label = T("Acción", "Action")},
        {.label = T("Del", "From"), .minor = true},
        {.label = T("Al", "To")},
        {.label = T("Estado", "State")},
        {.label = T("Siguiente paso", "Next step")},
    };
    struct html *html = visit->html;
    bool steps = str_eq(sheet->plan.state, S("running")) && sheet->open_actions > 0;
    struct table table = {.caption = TR(html, "Acciones", "Actions"), .columns = columns, .count = COUNT_OF(columns) - !steps};
    const struct plan_action *rows = sheet->actions.items;
    table_open(html, &table);
    for (size_t i = 0; i < sheet->actions.len; i++) {
        const struct plan_action *row = &rows[i];
        table_row(html, &table);
        table_link_note(html, &table, URL(visit->arena, "/plan_actions/{}", row->record.code), row->text, responsible_of(visit, row));
        table_date(html, &table, row->starts_on);
        table_date(html, &table, row->ends_on);
        table_cell_open(html, &table);
        put_state(visit, &sheet->plan, row);
        table_cell_close(html, &table);
        if (steps) {
            table_cell_open(html, &table);
            put_next_step(visit, &sheet->plan, row);
            table_cell_close(html, &table);
        }
        table_row_end(html, &table);
    }
    table_close(html, &table);
}

static void put_signature(struct html *html, struct str label, struct date date)
{
    if (date_is_none(date)) {
        page_fact_chip(html, label, TONE_WARN, TR(html, "Falta", "Missing"));
    } else {
        page_fact(html, label, date_display(html->arena, date));
    }
}

static void put_head(struct visit *visit, const struct plan_sheet *sheet)
{
    struct html *html = visit->html;
    const struct plan *plan = &sheet->plan;
    enum tone tone;
    struct str left = plan_web_left(visit, sheet->days_left, &tone);
    page_facts_open(html);
    page_fact_chip(html, TR(html, "Estado", "State"), plan_web_tone(plan->state), desk_word(visit, plan_states, plan->state));
    page_fact_url(html, TR(html, "Empresa", "Enterprise"), plan->enterprise.label,
                  desk_client_url(visit->arena, S("enterprise"), plan->enterprise.code));
    page_fact(html, TR(html, "Asesor(a)", "Adviser"), plan->adviser.label);
    page_fact(html, TR(html, "Del", "From"), date_display(visit->arena, plan->starts_on));
    page_fact(html, TR(html, "Al (estimado)", "To (estimated)"), date_display(visit->arena, plan->ends_on));
    if (!str_is_empty(left)) {
        page_fact_chip(html, TR(html, "Tiempo", "Time"), tone, left);
    }
    put_signature(html, TR(html, "Firma del cliente", "Signed by the client"), plan->client_signed_on);
    put_signature(html, TR(html, "Firma de quien asesora", "Signed by the adviser"), plan->adviser_signed_on);
    put_signature(html, TR(html, "Firma de la dirección", "Signed by the director"), plan->director_signed_on);
    if (!date_is_none(plan->ended_on)) {
        page_fact(html, TR(html, "Terminó el", "Ended on"), date_display(visit->arena, plan->ended_on));
    }
    if (!str_is_empty(plan->close_reason)) {
        page_fact(html, TR(html, "Motivo", "Reason"), plan->close_reason);
    }
    page_facts_close(html);
}

static void put_impacts(struct html *html, struct str impacts)
{
    struct str rest = impacts;
    struct str line;
    H(html, "<section class=\"card\"><h2>");
    HT(html, "Impactos esperados", "Expected impacts");
    H(html, "</h2><ul>");
    while (str_split(&rest, '\n', &line)) {
        line = str_trim(line);
        if (!str_is_empty(line)) {
            H(html, "<li>");
            h_text(html, line);
            H(html, "</li>");
        }
    }
    H(html, "</ul></section>");
}

static enum err plan_page(struct request *req, struct response *resp)
{
    struct visit here;
    VISIT(&here, req, resp);
    struct visit *visit = &here;
    struct plan_sheet sheet;
    shape_clear(&plan_sheet_shape, &sheet);
    TRY(desk_ask(visit, "plan.sheet", DESK_VALUES({"code", request_param(req, "code")}), &sheet));
    const struct plan *plan = &sheet.plan;
    desk_page(visit, &plan_noun, plan->name, plan);
    struct html *html = visit->html;
    H(html, "<div class=\"two\"><div><section class=\"card stack\">");
    if (sheet.actions.len > 0) {
        put_actions(visit, &sheet);
    } else {
        page_empty(html, TR(html, "Todavía no tiene acciones", "No actions yet"),
                   TR(html, "Agregue lo que se hará, quién responde y de cuándo a cuándo.",
                      "Add what will be done, who is responsible and from when to when."),
                   (struct url){STR_NONE}, STR_NONE);
    }
    if (plan_is_open(plan->state) && plan->record.annulled != ANSWER_YES && visit_may(visit, PERM_SERVICE_WRITE)) {
        H(html, "<p class=\"row screen\"><a class=\"btn alt\"");
        h_url(html, "href", "/plan_actions/new?plan={}", plan->record.code);
        H(html, ">");
        HT(html, "Agregar una acción", "Add an action");
        H(html, "</a></p>");
    }
    H(html, "</section>");
    if (!str_is_empty(plan->impacts)) {
        put_impacts(html, plan->impacts);
    }
    H(html, "</div><div><section class=\"card\">");
    put_head(visit, &sheet);
    H(html, "</section>");
    desk_foot(visit, &plan_noun, plan);
    H(html, "</div></div>");
    return visit_end(visit);
}

/* ---- an action's page ------------------------------------------------------------------------------------------ */

static enum err action_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct plan_action row;
    shape_clear(&plan_action_entity.shape, &row);
    TRY(desk_get(&visit, &plan_action_entity, request_param(req, "code"), &row));
    desk_page(&visit, &plan_action_noun, row.text, &row);
    struct html *html = visit.html;
    H(html, "<p>");
    h_link(html, URL(visit.arena, "/plans/{}", row.plan.code), row.plan.label);
    H(html, "</p>");
    desk_facts(&visit, &plan_action_noun, &row, (const char *const[]){"plan", "text", NULL});
    desk_foot(&visit, &plan_action_noun, &row);
    return visit_end(&visit);
}

/* ---- the list ----------------------------------------------------------------------------------------------------- */

static void put_list(struct visit *visit, const struct desk_newest *newest, const struct list *list)
{
    static const struct column columns[] = {
        {.label = T("Proyecto de mejora", "Improvement project")}, {.label = T("Asesor(a)", "Adviser"), .minor = true},
        {.label = T("Del", "From"), .minor = true},                {.label = T("Al", "To")},
        {.label = T("Estado", "State")},                           {.label = T("Tiempo", "Time")},
    };
    struct html *html = visit->html;
    struct table table = {.caption = TR(html, "Los planes más recientes", "The newest plans"), .columns = columns,
                          .count = COUNT_OF(columns)};
    const struct plan *rows = list->rows.items;
    struct date today = clock_today();
    desk_newest_pages(visit, newest, &table);
    table_open(html, &table);
    for (size_t i = 0; i < list->rows.len; i++) {
        enum tone tone = TONE_PLAIN;
        struct str left = plan_is_open(rows[i].state) ? plan_web_left(visit, plan_days_left(today, rows[i].ends_on), &tone) : STR_NONE;
        table_row(html, &table);
        table_link_note(html, &table, URL(visit->arena, "/plans/{}", rows[i].record.code), rows[i].name, rows[i].enterprise.label);
        table_text(html, &table, rows[i].adviser.label);
        table_date(html, &table, rows[i].starts_on);
        table_date(html, &table, rows[i].ends_on);
        table_chip(html, &table, plan_web_tone(rows[i].state), desk_word(visit, plan_states, rows[i].state));
        if (str_is_empty(left)) {
            table_text(html, &table, STR_NONE);
        } else {
            table_chip(html, &table, tone, left);
        }
        table_row_end(html, &table);
    }
    table_close(html, &table);
}

static enum err list_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct list list = {0};
    struct desk_newest newest;
    TRY(desk_newest_ask(&visit, "plan.newest", "/plans", &newest, &list));
    struct page_link action = {.label = text_in(TEXT("Nuevo plan de acción", "New action plan"), visit.lang),
                               .url = URL(visit.arena, "/plans/new"), .primary = true};
    bool may = visit_may(&visit, PERM_SERVICE_WRITE);
    visit.page.actions = may ? &action : NULL;
    visit.page.action_count = may ? 1 : 0;
    visit_page(&visit, TEXT("Planes de acción", "Action plans"), PLACE_SERVICES);
    desk_service_tabs(&visit, 4);
    if (list.rows.len > 0 || desk_newest_filters(&newest)) {
        desk_newest_bar(&visit, &newest);
    }
    if (list.rows.len == 0 && desk_newest_filters(&newest)) {
        desk_newest_none(&visit);
    } else if (list.rows.len == 0) {
        page_empty(visit.html, TR(visit.html, "Todavía no hay planes de acción", "No action plans yet"),
                   TR(visit.html, "Busque a un cliente y escriba con él el primero.", "Find a client and write the first one together."),
                   URL(visit.arena, "/plans/new"), TR(visit.html, "Nuevo plan de acción", "New action plan"));
    } else {
        H(visit.html, "<section class=\"card\">");
        put_list(&visit, &newest, &list);
        H(visit.html, "</section>");
    }
    return visit_end(&visit);
}

const struct route plan_routes[] = {
    {.method = METHOD_GET, .pattern = "/plans", .handler = list_page},
    {.method = METHOD_GET, .pattern = "/plans/{code}", .handler = plan_page},
    {.method = METHOD_GET, .pattern = "/plan_actions/{code}", .handler = action_page},
    DESK_ROUTES("/plans", plan_noun),
    DESK_ROUTES("/plan_actions", plan_action_noun),
};
const size_t plan_route_count = COUNT_OF(plan_routes);
