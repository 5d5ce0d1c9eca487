#include "fund/fund_web.h"

#include "account/pick.h"
#include "client/enterprise.h"
#include "client/person.h"
#include "fund/fund_page_web.h"
#include "fund/fund_portfolio_web.h"
#include "fund/fund_sheet.h"
#include "html/chart.h"
#include "html/table.h"

enum tab { TAB_OVERVIEW, TAB_APPLICATIONS, TAB_CALLS, TAB_PORTFOLIO, TAB_SHEETS, TAB_HOLIDAYS };

static void tabs(struct visit *visit, enum tab current)
{
    static const struct {
        struct text label;
        const char *path;
    } all[] = {
        [TAB_OVERVIEW] = {T("Seguimiento", "Follow-up"), "/fund"},
        [TAB_APPLICATIONS] = {T("Solicitudes", "Applications"), "/fund_applications"},
        [TAB_CALLS] = {T("Convocatorias", "Calls"), "/fund_calls"},
        [TAB_PORTFOLIO] = {T("Cartera", "Portfolio"), "/fund/portfolio"},
        [TAB_SHEETS] = {T("Hojas de puntaje", "Score sheets"), "/score_sheets"},
        [TAB_HOLIDAYS] = {T("Asuetos", "Holidays"), "/holidays"},
    };
    struct page_link links[COUNT_OF(all)];
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        links[i] = (struct page_link){.label = text_in(all[i].label, visit->lang),
                                      .url = url_local(visit->arena, str_of(all[i].path)),
                                      .current = i == (size_t)current};
    }
    page_tabs(visit->html, text_in(TEXT("Fondos", "Funds"), visit->lang), links, COUNT_OF(links));
}

void fund_application_tabs(struct visit *visit)
{
    tabs(visit, TAB_APPLICATIONS);
}

void fund_portfolio_tabs(struct visit *visit)
{
    tabs(visit, TAB_PORTFOLIO);
}

static void call_tabs(struct visit *visit)
{
    tabs(visit, TAB_CALLS);
}

static void sheet_tabs(struct visit *visit)
{
    tabs(visit, TAB_SHEETS);
}

static void holiday_tabs(struct visit *visit)
{
    tabs(visit, TAB_HOLIDAYS);
}

enum tone fund_state_tone(struct str state)
{
    if (flow_names("denied withdrawn", state)) {
        return TONE_BAD;
    }
    return flow_names("observed approved ratified", state) ? TONE_WARN : flow_names("executed settled closed",
                                                                                    state) ? TONE_OK : TONE_PLAIN;
}

/* ---- forms ----------------------------------------------------------------------------------------------------------- */

/* Those of one parent to choose from: name is the field that tells them apart. */
static bool options_of(struct visit *visit, const struct desk_form *form, const struct field *field, const char *op,
                       struct str parent, const char *name)
{
    struct list list = {0};
    struct children_input in = {.code = parent, .limit = INT_NONE};
    if (str_is_empty(parent) || pick_run(visit, op_find(str_of(op)), &in, &list) != ERR_OK) {
        return false;
    }
    const struct shape *shape = list.shape;
    const struct field *label = shape_find(shape, str_of(name));
    struct form_option *options = ARENA_ARRAY(visit->arena, struct form_option, list.rows.len + 1);
    for (size_t i = 0; i < list.rows.len; i++) {
        const struct record *record = (const void *)((const char *)list.rows.items + i * shape->size);
        options[i] = (struct form_option){.code = record->code,
                                          .label = field_display(visit->arena, label, record, visit->lang)};
    }
    form_field_options(visit->html, &form->view, field, options, list.rows.len);
    return true;
}

/* What a form's field holds: as sent, or as recorded. */
static struct str held(struct visit *visit, const struct desk_form *form, const char *name)
{
    const struct field *field = shape_find(&form->noun->entity->shape, str_of(name));
    struct str sent = visit->form == NULL ? STR_NONE : form_get(visit->form, name);
    return !str_is_empty(sent) || form->row == NULL ? sent : FIELD_GET(struct ref, field, form->row).code;
}

static bool draw_application(struct visit *visit, const struct desk_form *form, const struct field *field)
{
    if (str_eq_c(S("line"), field->name)) {
        return options_of(visit, form, field, "fund_line.of_call", held(visit, form, "call"),
                          "name_es") || desk_table_draw(visit, form, field);
    }
    return desk_table_draw(visit, form, field);
}

static bool draw_part(struct visit *visit, const struct desk_form *form, const struct field *field)
{
    struct str application = held(visit, form, "application");
    if (str_eq_c(S("application"), field->name)) {
        desk_hidden(visit, form, field);
        return true;
    }
    if (str_eq_c(S("requirement"), field->name) && !str_is_empty(application)) {
        struct fund_application *row = shape_new(visit->arena, &fund_application_entity.shape);
        return desk_get(visit, &fund_application_entity, application, row) == ERR_OK &&
               options_of(visit, form, field, "fund_requirement.of_call", row->call.code, "name_es");
    }
    if (str_eq_c(S("activity"), field->name)) {
        return options_of(visit, form, field, "application_activity.of_application", application, "name");
    }
    if (str_eq_c(S("budget"), field->name)) {
        return options_of(visit, form, field, "application_budget.of_application", application, "name");
    }
    return desk_table_draw(visit, form, field);
}

static enum err begin_part(struct visit *visit, struct desk_form *form, bool *elsewhere)
{
    TRY(desk_table_begin(visit, form, elsewhere));
    struct str requirement = request_query(visit->req, "requirement");
    if (!str_is_empty(requirement)) {
        desk_preset(visit, form, "requirement", requirement);
    }
    static const char *const days[] = {"received_on", "made_on", "issued_on", "date", "scored_on"};
    for (size_t i = 0; i < COUNT_OF(days); i++) {
        if (shape_find(&form->noun->entity->shape, str_of(days[i])) != NULL) {
            desk_preset(visit, form, days[i], date_iso(visit->arena, clock_today()));
        }
    }
    return ERR_OK;
}

/* An application begins with who applies; ?call= fills in the call. */
static enum err begin_application(struct visit *visit, struct desk_form *form, bool *elsewhere)
{
    struct str enterprise = request_query(visit->req, "enterprise");
    struct str person = request_query(visit->req, "person");
    struct str call = request_query(visit->req, "call");
    struct url self = url_local(visit->arena, S("/fund_applications/new"));
    if (str_is_empty(enterprise) && str_is_empty(person)) {
        *elsewhere = true;
        return desk_choose_client(visit, form->noun, str_is_empty(call) ? self : url_with(visit->arena, self, "call", call),
                                  false);
    }
    bool firm = !str_is_empty(enterprise);
    const struct entity *entity = firm ? &enterprise_entity : &person_entity;
    struct record *client = shape_new(visit->arena, &entity->shape);
    TRY(desk_get(visit, entity, firm ? enterprise : person, client));
    desk_preset(visit, form, "unit", client->unit.code);
    desk_preset(visit, form, "enterprise", enterprise);
    desk_preset(visit, form, "person", person);
    desk_preset(visit, form, "identified_on", date_iso(visit->arena, clock_today()));
    if (!str_is_empty(call)) {
        desk_preset(visit, form, "call", call);
    }
    return ERR_OK;
}

/* ---- nouns -------------------------------------------------------------------------------------------------------------- */

#define CODE_GROUP {.legend = T("Código", "Code"), .names = code_only, .folded = true}
static const char *const code_only[] = {"code", NULL};

static const char *const call_first[] = {"name", "organisation", "programme", "opens_on", "closes_on", "classes", "unit", NULL};
static const char *const call_money[] = {"split", "fund_percent", "max_amount", "payment", "sheets", NULL};
static const char *const call_invoice[] = {"invoice_days", "office_district", "public_offices", NULL};
static const char *const call_keeping[] = {"agreement", "confirmed", "source", "notes", "code", NULL};
static const struct desk_group call_groups[] = {
    {.names = call_first},
    {.legend = T("Reparto y puntaje", "Split and points"), .names = call_money},
    {.legend = T("Plazo de la factura", "Term of the invoice"), .names = call_invoice, .folded = true},
    {.legend = T("Convenio, fuente y código", "Agreement, source and code"), .names = call_keeping, .folded = true},
    {.names = NULL},
};
static const struct desk_noun call_noun = {
    .name = "fund_call", .entity = &fund_call_entity, .path = "fund_calls", .place = PLACE_SERVICES, .write = PERM_AGREEMENT_WRITE,
    .new_title = T("Nueva convocatoria", "New call"), .edit_title = T("Corregir la convocatoria", "Correct the call"),
    .saved = T("Convocatoria guardada.", "Call saved."), .list = "/fund_calls", .list_label = T("Convocatorias", "Calls"),
    .groups = call_groups, .begin = desk_table_begin, .draw = desk_table_draw,
};

static const char *const line_first[] = {"call", "number", "name_es", "name_en", "max_percent", "max_amount", "confirmed",
                                         NULL};
static const struct desk_group line_groups[] = {{.names = line_first}, CODE_GROUP, {.names = NULL}};
static const struct desk_noun line_noun = {
    .name = "fund_line", .entity = &fund_line_entity, .path = "fund_lines", .place = PLACE_SERVICES, .write = PERM_AGREEMENT_WRITE,
    .new_title = T("Nueva línea", "New line"), .edit_title = T("Corregir la línea",
                                                               "Correct the line"), .saved = T("Línea guardada.",
                                                                                               "Line saved."),
    .list = "/fund_calls", .list_label = T("Convocatorias",
                                           "Calls"), .groups = line_groups, .begin = desk_table_begin, .draw = desk_table_draw,
};
static const char *const requirement_first[] = {"call", "number", "name_es", "name_en", "applies_to", "required",
                                                "confirmed", NULL};
static const struct desk_group requirement_groups[] = {{.names = requirement_first}, CODE_GROUP, {.names = NULL}};
static const struct desk_noun requirement_noun = {
    .name = "fund_requirement", .entity = &fund_requirement_entity, .path = "fund_requirements", .place = PLACE_SERVICES, .write = PERM_AGREEMENT_WRITE,
    .new_title = T("Nuevo documento que se pide",
                   "New document asked for"), .edit_title = T("Corregir el documento que se pide",
                                                              "Correct the document asked for"),
    .saved = T("Documento guardado.", "Document saved."), .list = "/fund_calls", .list_label = T("Convocatorias",
                                                                                                 "Calls"), .groups = requirement_groups,
    .begin = desk_table_begin, .draw = desk_table_draw,
};
static const char *const sheet_first[] = {"letter", "name_es", "name_en", "stage", "edition", "max", "pass_mark",
                                          "confirmed", "source", "unit", NULL};
static const struct desk_group sheet_groups[] = {{.names = sheet_first}, CODE_GROUP, {.names = NULL}};
static const struct desk_noun sheet_noun = {
    .name = "score_sheet", .entity = &score_sheet_entity, .path = "score_sheets", .place = PLACE_SERVICES, .write = PERM_AGREEMENT_WRITE,
    .new_title = T("Nueva hoja de puntaje", "New score sheet"), .edit_title = T("Corregir la hoja de puntaje",
                                                                                "Correct the score sheet"),
    .saved = T("Hoja guardada.", "Sheet saved."), .list = "/score_sheets", .list_label = T("Hojas de puntaje",
                                                                                           "Score sheets"), .groups = sheet_groups,
};
static const char *const item_first[] = {"sheet", "number", "criterion_es", "criterion_en", "name_es", "name_en", "max", NULL};
static const struct desk_group item_groups[] = {{.names = item_first}, CODE_GROUP, {.names = NULL}};
static const struct desk_noun item_noun = {
    .name = "score_item", .entity = &score_item_entity, .path = "score_items", .place = PLACE_SERVICES, .write = PERM_AGREEMENT_WRITE,
    .new_title = T("Nuevo criterio", "New item"), .edit_title = T("Corregir el criterio",
                                                                  "Correct the item"), .saved = T("Criterio guardado.",
                                                                                                  "Item saved."),
    .list = "/score_sheets", .list_label = T("Hojas de puntaje",
                                             "Score sheets"), .groups = item_groups, .begin = desk_table_begin, .draw = desk_table_draw,
};
static const char *const holiday_first[] = {"date", "name_es", "name_en", "reach", "district", "basis", "confirmed",
                                            "working", "unit", NULL};
static const struct desk_group holiday_groups[] = {{.names = holiday_first}, CODE_GROUP, {.names = NULL}};
static const struct desk_noun holiday_noun = {
    .name = "holiday", .entity = &holiday_entity, .path = "holidays", .place = PLACE_SERVICES, .write = PERM_AGREEMENT_WRITE,
    .new_title = T("Nuevo asueto", "New holiday"), .edit_title = T("Corregir el asueto",
                                                                   "Correct the holiday"), .saved = T("Asueto guardado.",
                                                                                                      "Holiday saved."),
    .list = "/holidays", .list_label = T("Asuetos", "Holidays"), .groups = holiday_groups,
};

static const char *const application_first[] = {"call", "line", "enterprise", "person", "title", "kind", "kind_note",
                                                "identified_on", "formulator", NULL};
static const char *const application_profile[] = {"problem", "objective", "expected_results", "requested", NULL};
static const char *const application_keeping[] = {"unit", "agreement", "evidence", "code", NULL};
static const struct desk_group application_groups[] = {
    {.names = application_first},
    {.legend = T("Perfil y monto", "Profile and amount"), .names = application_profile},
    {.legend = T("Unidad, convenio y código", "Unit, agreement and code"), .names = application_keeping, .folded = true},
    {.names = NULL},
};
const struct desk_noun fund_application_noun = {
    .name = "fund_application", .entity = &fund_application_entity, .path = "fund_applications", .place = PLACE_SERVICES, .write = PERM_FINANCE_WRITE,
    .new_title = T("Nueva solicitud a un fondo", "New application to a fund"), .edit_title = T("Corregir la solicitud",
                                                                                               "Correct the application"),
    .saved = T("Solicitud guardada.",
               "Application saved."), .prints = true, .list = "/fund_applications", .list_label = T("Solicitudes",
                                                                                                    "Applications"),
    .groups = application_groups, .begin = begin_application, .draw = draw_application, .show = fund_page_show,
};

#define PART_NOUN(noun, name_, entity_, path_, write_, groups_, new_, edit_, saved_)                                                    \
    const struct desk_noun noun = {                                                                                                     \
        .name = name_, .entity = &(entity_), .path = path_, .place = PLACE_SERVICES, .write = (write_), .new_title = new_,               \
        .edit_title = edit_, .saved = saved_, .list = "/fund_applications", .list_label = T("Solicitudes", "Applications"),             \
        .groups = groups_, .begin = begin_part, .draw = draw_part}

static const char *const document_first[] = {"application", "requirement", "status", "received_on", "note", "evidence", NULL};
static const struct desk_group document_groups[] = {{.names = document_first}, CODE_GROUP, {.names = NULL}};
PART_NOUN(fund_document_noun, "application_document", application_document_entity, "application_documents",
          PERM_FINANCE_WRITE, document_groups,
          T("Documento entregado", "Document handed in"), T("Corregir el documento",
                                                            "Correct the document"), T("Documento anotado.",
                                                                                       "Document recorded."));
static const char *const observation_first[] = {"application", "text", "made_by", "made_on", NULL};
static const struct desk_group observation_groups[] = {{.names = observation_first}, CODE_GROUP, {.names = NULL}};
PART_NOUN(fund_observation_noun, "application_observation", application_observation_entity, "application_observations",
          PERM_FINANCE_WRITE,
          observation_groups, T("Nueva observación", "New observation"), T("Corregir la observación",
                                                                           "Correct the observation"),
          T("Observación guardada.", "Observation saved."));
static const char *const score_first[] = {"application", "item", "points", "scored_on", "evaluator", "note", NULL};
static const struct desk_group score_groups[] = {{.names = score_first}, CODE_GROUP, {.names = NULL}};
static PART_NOUN(score_noun, "application_score", application_score_entity, "application_scores", PERM_FUND_DECIDE,
                 score_groups,
                 T("Nuevo puntaje", "New points"), T("Corregir el puntaje",
                                                     "Correct the points"), T("Puntaje guardado.", "Points saved."));
static const char *const budget_first[] = {"application", "name", "source", "nature", "provider", "amount", NULL};
static const struct desk_group budget_groups[] = {{.names = budget_first}, CODE_GROUP, {.names = NULL}};
PART_NOUN(fund_budget_noun, "application_budget", application_budget_entity, "application_budgets", PERM_FINANCE_WRITE,
          budget_groups,
          T("Nueva línea del presupuesto", "New line of the budget"), T("Corregir la línea",
                                                                        "Correct the line"), T("Línea guardada.",
                                                                                               "Line saved."));
static const char *const activity_first[] = {"application", "name", "starts_on", "ends_on", "planned", NULL};
static const struct desk_group activity_groups[] = {{.names = activity_first}, CODE_GROUP, {.names = NULL}};
PART_NOUN(fund_activity_noun, "application_activity", application_activity_entity, "application_activities",
          PERM_FINANCE_WRITE, activity_groups,
          T("Nueva actividad", "New activity"), T("Corregir la actividad",
                                                  "Correct the activity"), T("Actividad guardada.", "Activity saved."));
static const char *const expense_first[] = {"application", "activity", "budget", "date", "payee", "document", "amount",
                                            "evidence", NULL};
static const struct desk_group expense_groups[] = {{.names = expense_first}, CODE_GROUP, {.names = NULL}};
PART_NOUN(fund_expense_noun, "application_expense", application_expense_entity, "application_expenses", PERM_FINANCE_WRITE,
          expense_groups,
          T("Nuevo pago", "New payment"), T("Corregir el pago", "Correct the payment"), T("Pago guardado.", "Payment saved."));
static const char *const invoice_first[] = {"application", "number", "issued_on", "amount", "delivered_on", "delivered_to",
                                            "evidence", NULL};
static const struct desk_group invoice_groups[] = {{.names = invoice_first}, CODE_GROUP, {.names = NULL}};
PART_NOUN(fund_invoice_noun, "application_invoice", application_invoice_entity, "application_invoices", PERM_FINANCE_WRITE,
          invoice_groups,
          T("Nueva factura", "New invoice"), T("Corregir la factura",
                                               "Correct the invoice"), T("Factura guardada.", "Invoice saved."));

/* ---- lists and pages ---------------------------------------------------------------------------------------------------------- */

static const char *const call_columns[] = {"name", "programme", "opens_on", "closes_on", "fund_percent", "confirmed", NULL};
static const char *const line_columns[] = {"name_es", "max_percent", "max_amount", "confirmed", NULL};
static const char *const line_columns_en[] = {"name_en", "max_percent", "max_amount", "confirmed", NULL};
static const char *const requirement_columns_en[] = {"name_en", "applies_to", "required", "confirmed", NULL};
static const char *const item_columns_en[] = {"name_en", "criterion_en", "max", NULL};
static const char *const requirement_columns[] = {"name_es", "applies_to", "required", "confirmed", NULL};
static const char *const application_columns[] = {"title", "enterprise", "state", "requested", "approved", "call", NULL};
static const char *const sheet_columns[] = {"name_es", "letter", "stage", "edition", "max", "pass_mark", NULL};
static const char *const item_columns[] = {"name_es", "criterion_es", "max", NULL};
static const char *const document_columns[] = {"requirement", "status", "received_on", NULL};
static const char *const observation_columns[] = {"text", "made_on", "state", NULL};
static const char *const score_columns[] = {"item", "points", "scored_on", "evaluator", NULL};
static const char *const budget_columns[] = {"name", "source", "nature", "amount", NULL};
static const char *const activity_columns[] = {"name", "starts_on", "ends_on", "progress", "state", NULL};
static const char *const expense_columns[] = {"payee", "date", "amount", "activity", "budget", NULL};
static const char *const invoice_columns[] = {"number", "issued_on", "amount", "delivered_on", NULL};

/* Names in the reader's language; without one of it the code stands there. */
static const char *const *in_language(const struct visit *visit, const char *const *es, const char *const *en)
{
    return visit->lang == LANG_EN ? en : es;
}

static enum err more_of_call(struct visit *visit, const void *row)
{
    const struct fund_call *call = row;
    struct html *html = visit->html;
    if (call->confirmed != ANSWER_YES) {
        page_notice(html, TONE_WARN,
                    TR(html, "Las bases de esta convocatoria no están confirmadas: revíselas con el texto oficial del fondo.",
                                        "The terms of this call are not confirmed: check them against the fund's official text."));
    }
    const struct desk_part lines = {.noun = &line_noun, .op = "fund_line.of_call",
                                    .columns = in_language(visit, line_columns, line_columns_en),
                                    .heading = T("Líneas", "Lines"),
                                    .add = T("Agregar una línea", "Add a line")};
    const struct desk_part documents = {.noun = &requirement_noun, .op = "fund_requirement.of_call",
                                        .columns = in_language(visit, requirement_columns, requirement_columns_en),
                                        .heading = T("Documentos que pide",
                                                     "Documents that it asks for"), .add = T("Agregar un documento",
                                                                                             "Add a document"),
                                        .folded = true};
    const struct desk_part applications = {.noun = &fund_application_noun, .op = "fund_application.of_call",
                                           .columns = application_columns,
                                           .heading = T("Solicitudes", "Applications"),
                                           .add = fund_call_is_open(call,
                                                                    clock_today()) ? (struct text)T("Nueva solicitud",
                                                                                                    "New application") : TEXT_NONE};
    TRY(desk_table_part(visit, &applications, row));
    TRY(desk_table_part(visit, &lines, row));
    TRY(desk_table_part(visit, &documents, row));
    struct list present = {0};
    struct children_input in = {.code = call->record.code, .limit = 1};
    TRY(pick_run(visit, op_find(S("fund_line.of_call")), &in, &present));
    if (present.rows.len == 0 && visit_may(visit, PERM_AGREEMENT_WRITE) && call->record.annulled != ANSWER_YES) {
        H(html, "<section class=\"card screen\">");
        page_post_open(html, URL(visit->arena, "/fund_calls/{}/plan", call->record.code), visit->csrf);
        page_post_hidden(html, "request_id", id_format(visit->arena, id_new()));
        page_post_close(html, TR(html, "Empezar con las líneas y los documentos habituales",
                                 "Begin with the usual lines and documents"), false);
        H(html, "</section>");
    }
    return ERR_OK;
}

static struct str head_of_sheet(struct visit *visit, const void *row)
{
    const struct score_sheet *sheet = row;
    return str_format(visit->arena, STR_FMT ". " STR_FMT, STR_ARG(sheet->letter),
                      STR_ARG(fund_name(sheet->name_es, sheet->name_en, visit->lang)));
}

static enum err more_of_sheet(struct visit *visit, const void *row)
{
    const struct desk_part items = {.noun = &item_noun, .op = "score_item.of_sheet",
                                    .columns = in_language(visit, item_columns, item_columns_en),
                                    .heading = T("Criterios", "Items"),
                                    .add = T("Agregar un criterio", "Add an item")};
    return desk_table_part(visit, &items, row);
}

#define TABLE(name, noun_, columns_, title_, tabs_, empty_, ...)                                                                    \
    static const struct desk_table name = {.noun = &(noun_), .columns = columns_, .title = title_, .tabs = tabs_, .empty = empty_, __VA_ARGS__}
TABLE(call_table, call_noun, call_columns, "name", call_tabs,
      T("Registre la primera: quién convoca, hasta cuándo, qué paga el fondo y qué documentos pide.",
        "Record the first one: who calls, until when, what the fund pays and which documents it asks for."),
      .more = more_of_call);
TABLE(line_table, line_noun, line_columns, "name_es", call_tabs,
      T("Las líneas se registran en su convocatoria.", "Lines are recorded in their call."), .only_within = true);
TABLE(requirement_table, requirement_noun, requirement_columns, "name_es", call_tabs,
      T("Los documentos se registran en su convocatoria.", "Documents are recorded in their call."), .only_within = true);
TABLE(application_table, fund_application_noun, application_columns, "title", fund_application_tabs,
      T("Registre una candidata: la solicitud la lleva paso a paso hasta liquidar el proyecto.",
        "Record a candidate: its application leads step by step to the settled project."), .head = NULL);
TABLE(sheet_table, sheet_noun, sheet_columns, "name_es", sheet_tabs,
      T("Cargue las tres hojas del fondo desde «Seguimiento».", "Load the fund's three sheets from “Follow-up”."),
      .head = head_of_sheet, .more = more_of_sheet);
TABLE(item_table, item_noun, item_columns, "name_es", sheet_tabs,
      T("Los criterios se registran en su hoja.", "Items are recorded in their sheet."), .only_within = true);
#define PART_EMPTY T("Se registra en su solicitud.", "It is recorded in its application.")
TABLE(document_table, fund_document_noun, document_columns, "requirement", fund_application_tabs, PART_EMPTY,
      .only_within = true);
TABLE(observation_table, fund_observation_noun, observation_columns, "text", fund_application_tabs, PART_EMPTY,
      .only_within = true);
TABLE(score_table, score_noun, score_columns, "item", fund_application_tabs, PART_EMPTY, .only_within = true);
TABLE(budget_table, fund_budget_noun, budget_columns, "name", fund_application_tabs, PART_EMPTY, .only_within = true);
TABLE(activity_table, fund_activity_noun, activity_columns, "name", fund_application_tabs, PART_EMPTY, .only_within = true);
TABLE(expense_table, fund_expense_noun, expense_columns, "payee", fund_application_tabs, PART_EMPTY, .only_within = true);
TABLE(invoice_table, fund_invoice_noun, invoice_columns, "number", fund_application_tabs, PART_EMPTY, .only_within = true);
static const struct desk_table holiday_table = {.noun = &holiday_noun, .columns = item_columns, .title = "name_es",
                                                .tabs = holiday_tabs};

/* ---- holidays of a year ----------------------------------------------------------------------------------------------------------- */

static int year_asked(struct visit *visit)
{
    int64_t year = 0;
    bool good = str_to_int(request_query(visit->req, "year"), &year) && year >= 1990 && year <= 2100;
    return good ? (int)year : clock_today().year;
}

static enum err holidays_page(struct request *req, struct response *resp)
{
    static const struct column columns[] = {
        {.label = T("Fecha", "Date")}, {.label = T("Asueto", "Holiday")}, {.label = T("Dónde rige", "Where it holds")},
        {.label = T("Base legal", "Legal basis"), .minor = true}, {.label = T("Estado", "State")},
    };
    struct visit visit;
    VISIT(&visit, req, resp);
    int year = year_asked(&visit);
    struct list list = {0};
    TRY(desk_ask(&visit, "holiday.of_year", DESK_VALUES({"year", str_format(visit.arena, "%d", year)}), &list));
    struct page_link add = {.label = text_in(holiday_noun.new_title, visit.lang), .url = URL(visit.arena, "/holidays/new"),
                            .primary = true};
    visit.page.actions = &add;
    visit.page.action_count = visit_may(&visit, PERM_AGREEMENT_WRITE) ? 1 : 0;
    visit_page(&visit, TEXT("Asuetos", "Holidays"), PLACE_SERVICES);
    holiday_tabs(&visit);
    struct html *html = visit.html;
    struct table_filter years[3];
    for (int i = 0; i < 3; i++) {
        struct str label = str_format(visit.arena, "%d", year + i - 1);
        years[i] = (struct table_filter){.label = label, .url = url_with(visit.arena, URL(visit.arena, "/holidays"), "year",
                                                                         label), .current = i == 1, .count = INT_NONE};
    }
    table_filters(html, TR(html, "Año", "Year"), years, COUNT_OF(years));
    struct table table = {.caption = str_format(visit.arena, STR_FMT " %d", STR_ARG(TR(html, "Asuetos de", "Holidays of")),
                                                year),
                          .columns = columns, .count = COUNT_OF(columns), .total = INT_NONE};
    H(html, "<section class=\"card\">");
    table_open(html, &table);
    const struct holiday *rows = list.rows.items;
    bool unwritten = false;
    for (size_t i = 0; i < list.rows.len; i++) {
        const struct holiday *row = &rows[i];
        bool stored = row->record.version != INT_NONE && row->record.version > 0;
        struct str name = visit.lang == LANG_EN && !str_is_empty(row->name_en) ? row->name_en : row->name_es;
        unwritten = unwritten || !stored;
        table_row(html, &table);
        table_date(html, &table, row->date);
        if (stored) {
            table_link(html, &table, URL(visit.arena, "/holidays/{}", row->record.code), name);
        } else {
            table_text(html, &table, name);
        }
        table_field(html, &table, shape_find(&holiday_entity.shape, S("reach")), row);
        table_text(html, &table, row->basis);
        bool working = row->working == ANSWER_YES;
        table_chip(html, &table, working ? TONE_BAD : row->confirmed == ANSWER_YES ? TONE_OK : TONE_WARN,
                   working ? TR(html, "Se trabaja", "Worked") : row->confirmed == ANSWER_YES ? TR(html, "Confirmado",
                                                                                                  "Confirmed") : TR(html,
                                                                                                                    "Por confirmar", "To be confirmed"));
        table_row_end(html, &table);
    }
    table_close(html, &table);
    if (unwritten && visit_may(&visit, PERM_AGREEMENT_WRITE)) {
        H(html, "<p class=\"note\">");
        HT(html, "Los asuetos de ley valen sin anotarlos. Anótelos para corregir alguno.",
           "The law's holidays hold without being written down. Write them down to correct one.");
        H(html, "</p>");
        page_post_open(html, URL(visit.arena, "/holidays/plan"), visit.csrf);
        page_post_hidden(html, "year", str_format(visit.arena, "%d", year));
        page_post_hidden(html, "request_id", id_format(visit.arena, id_new()));
        page_post_close(html, TR(html, "Anotar los asuetos del año", "Write down the year's holidays"), false);
    }
    H(html, "</section>");
    return visit_end(&visit);
}

static enum err holidays_plan(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    struct list added = {0};
    struct str year = form_get(visit.form, "year");
    TRY(desk_change(&visit, "holiday.plan", DESK_VALUES({"year", year}), &added));
    return visit_go(&visit, url_with(visit.arena, URL(visit.arena, "/holidays"), "year", year),
                    TEXT("Asuetos anotados.", "Holidays written down."));
}

static enum err call_plan(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    struct list added = {0};
    struct str code = request_param(req, "code");
    TRY(desk_change(&visit, "fund_call.plan", DESK_VALUES({"code", code}), &added));
    return visit_go(&visit, URL(visit.arena, "/fund_calls/{}", code),
                    TEXT("Convocatoria completada; revise lo que está por confirmar.",
                                                                              "Call filled in; check what is yet to be confirmed."));
}

static enum err sheets_plan(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    struct list added = {0};
    TRY(visit_change(&visit, op_find(S("score_sheet.plan")), NULL, NULL, &added));
    return visit_go(&visit, URL(visit.arena, "/score_sheets"), TEXT("Hojas cargadas.", "Sheets loaded."));
}

/* ---- follow-up ---------------------------------------------------------------------------------------------------------------------- */

static void put_alerts(struct visit *visit, const struct list *list)
{
    static const struct column columns[] = {
        {.label = T("Solicitud", "Application")}, {.label = T("Ratificada el", "Ratified on"), .minor = true},
        {.label = T("La factura vence el", "Invoice due on")}, {.label = T("Días hábiles", "Working days")},
    };
    struct html *html = visit->html;
    H(html, "<section class=\"card\"><h2>");
    HT(html, "Facturas por entregar", "Invoices to be handed in");
    H(html, "</h2>");
    if (list->rows.len == 0) {
        H(html, "<p class=\"note\">");
        HT(html, "Ninguna: no hay solicitudes ratificadas sin factura.",
           "None: no application is ratified without its invoice.");
        H(html, "</p></section>");
        return;
    }
    struct table table = {.caption = TR(html, "Facturas por entregar", "Invoices to be handed in"), .caption_hidden = true,
                          .columns = columns,
                          .count = COUNT_OF(columns), .total = INT_NONE};
    const struct fund_alert *rows = list->rows.items;
    table_open(html, &table);
    for (size_t i = 0; i < list->rows.len; i++) {
        const struct fund_alert *row = &rows[i];
        bool late = row->late == ANSWER_YES;
        struct text words = text_format(visit->arena, late ? TEXT("%lld de atraso",
                                                                  "%lld late") : TEXT("faltan %lld", "%lld left"),
                                        (long long)(late ? -row->days : row->days));
        table_row(html, &table);
        table_link_note(html, &table, URL(visit->arena, "/fund_applications/{}", row->application), row->title, row->client);
        table_date(html, &table, row->ratified_on);
        table_date(html, &table, row->due);
        table_chip(html, &table, late ? TONE_BAD : row->days <= 2 ? TONE_WARN : TONE_OK, text_in(words, visit->lang));
        table_row_end(html, &table);
    }
    table_close(html, &table);
    H(html, "</section>");
}

static void put_newest(struct visit *visit, const struct list *list)
{
    static const struct column columns[] = {
        {.label = T("Iniciativa", "Initiative")}, {.label = T("Solicitante", "Applicant")}, {.label = T("Estado", "State")},
        {.label = T("Solicitado", "Asked for"), .number = true}, {.label = T("Aprobado", "Approved"), .number = true,
                                                                  .minor = true},
    };
    struct html *html = visit->html;
    struct table table = {.caption = TR(html, "Solicitudes recientes", "Recent applications"), .columns = columns,
                          .count = COUNT_OF(columns), .total = INT_NONE};
    const struct fund_application *rows = list->rows.items;
    H(html, "<section class=\"card\">");
    table_open(html, &table);
    for (size_t i = 0; i < list->rows.len; i++) {
        const struct fund_application *row = &rows[i];
        table_row(html, &table);
        table_link_note(html, &table, URL(visit->arena, "/fund_applications/{}", row->record.code), row->title,
                        row->record.code);
        table_text(html, &table, id_is_none(row->enterprise.id) ? row->person.label : row->enterprise.label);
        table_chip(html, &table, fund_state_tone(row->state), desk_word(visit, fund_application_states, row->state));
        table_money(html, &table, row->requested);
        table_money(html, &table, row->approved);
        table_row_end(html, &table);
    }
    table_close(html, &table);
    H(html, "</section>");
}

static void put_totals(struct visit *visit, const struct list *portfolio)
{
    struct html *html = visit->html;
    const struct fund_portfolio_line *lines = portfolio->rows.items;
    int64_t open = 0;
    int64_t sums[3] = {0};
    for (size_t i = 0; i < portfolio->rows.len; i++) {
        open += flow_names("closed denied withdrawn", lines[i].state) ? 0 : lines[i].applications;
        bool counts = !flow_names("denied withdrawn", lines[i].state);
        sums[0] += counts ? lines[i].approved.minor : 0;
        sums[1] += lines[i].disbursed.minor;
        sums[2] += lines[i].executed.minor;
    }
    const struct {
        struct text label;
        enum value_kind kind;
        int64_t amount;
    } tiles[] = {
        {T("Solicitudes en curso", "Applications under way"), VALUE_COUNT, open},
        {T("Aprobado por fondos", "Approved by funds"), VALUE_MONEY, sums[0]},
        {T("Desembolsado", "Disbursed"), VALUE_MONEY, sums[1]},
        {T("Ejecutado, de toda fuente", "Executed, from every source"), VALUE_MONEY, sums[2]},
    };
    chart_tiles_open(html);
    for (size_t i = 0; i < COUNT_OF(tiles); i++) {
        chart_tile(html, &(struct tile){.label = text_in(tiles[i].label, visit->lang),
                                        .value = {tiles[i].kind, tiles[i].amount}});
    }
    chart_tiles_close(html);
}

static enum err overview_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct list alerts = {0};
    struct list newest = {0};
    struct list portfolio = {0};
    struct list sheets = {0};
    TRY(desk_ask(&visit, "fund_application.alerts", NULL, 0, &alerts));
    TRY(desk_ask(&visit, "fund_application.newest", DESK_VALUES({"limit", S("20")}), &newest));
    TRY(desk_ask(&visit, "fund_call.portfolio", NULL, 0, &portfolio));
    TRY(desk_ask(&visit, "score_sheet.list", DESK_VALUES({"limit", S("1")}), &sheets));
    struct page_link add = {.label = text_in(fund_application_noun.new_title, visit.lang),
                            .url = URL(visit.arena, "/fund_applications/new"), .primary = true};
    visit.page.actions = &add;
    visit.page.action_count = visit_may(&visit, PERM_FINANCE_WRITE) ? 1 : 0;
    visit_page(&visit, TEXT("Fondos y proyectos cofinanciados", "Funds and co-financed projects"), PLACE_SERVICES);
    tabs(&visit, TAB_OVERVIEW);
    struct html *html = visit.html;
    put_totals(&visit, &portfolio);
    put_alerts(&visit, &alerts);
    if (newest.rows.len > 0) {
        put_newest(&visit, &newest);
    }
    if (sheets.rows.len == 0 && visit_may(&visit, PERM_AGREEMENT_WRITE)) {
        H(html, "<section class=\"card\"><h2>");
        HT(html, "Para empezar", "To begin");
        H(html, "</h2><p class=\"note\">");
        HT(html, "Cargue las tres hojas de puntaje del fondo y registre una convocatoria.",
           "Load the fund's three score sheets and record a call.");
        H(html, "</p>");
        page_post_open(html, URL(visit.arena, "/score_sheets/plan"), visit.csrf);
        page_post_hidden(html, "request_id", id_format(visit.arena, id_new()));
        page_post_close(html, TR(html, "Cargar las hojas de puntaje", "Load the score sheets"), false);
        H(html, "</section>");
    }
    return visit_end(&visit);
}

#define PLAIN_ROUTES(path, table, noun) DESK_TABLE_ROUTES(path, table), DESK_ROUTES(path, noun)

const struct route fund_routes[] = {
    {.method = METHOD_GET, .pattern = "/fund", .handler = overview_page},
    {.method = METHOD_GET, .pattern = "/fund/portfolio", .handler = fund_portfolio_page},
    {.method = METHOD_GET, .pattern = "/fund/portfolio.xlsx", .handler = fund_portfolio_workbook},
    {.method = METHOD_POST, .pattern = "/holidays/plan", .handler = holidays_plan},
    {.method = METHOD_POST, .pattern = "/fund_calls/{code}/plan", .handler = call_plan},
    {.method = METHOD_POST, .pattern = "/score_sheets/plan", .handler = sheets_plan},
    {.method = METHOD_GET, .pattern = "/holidays", .handler = holidays_page},
    {.method = METHOD_GET, .pattern = "/holidays/{code}", .handler = desk_table_show, .data = &holiday_table},
    DESK_ROUTES("/holidays", holiday_noun),
    PLAIN_ROUTES("/fund_calls", call_table, call_noun),
    PLAIN_ROUTES("/fund_lines", line_table, line_noun),
    PLAIN_ROUTES("/fund_requirements", requirement_table, requirement_noun),
    PLAIN_ROUTES("/score_sheets", sheet_table, sheet_noun),
    PLAIN_ROUTES("/score_items", item_table, item_noun),
    {.method = METHOD_GET, .pattern = "/fund_applications", .handler = desk_table_list, .data = &application_table},
    DESK_ROUTES("/fund_applications", fund_application_noun),
    PLAIN_ROUTES("/application_documents", document_table, fund_document_noun),
    PLAIN_ROUTES("/application_observations", observation_table, fund_observation_noun),
    PLAIN_ROUTES("/application_scores", score_table, score_noun),
    PLAIN_ROUTES("/application_budgets", budget_table, fund_budget_noun),
    PLAIN_ROUTES("/application_activities", activity_table, fund_activity_noun),
    PLAIN_ROUTES("/application_expenses", expense_table, fund_expense_noun),
    PLAIN_ROUTES("/application_invoices", invoice_table, fund_invoice_noun),
};
const size_t fund_route_count = COUNT_OF(fund_routes);
