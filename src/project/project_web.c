#include "project/project_web.h"

#include "account/pick.h"
#include "agreement/agreement.h"
#include "client/desk_table_web.h"
#include "html/chart.h"
#include "html/table.h"
#include "html/widget.h"
#include "party/party_web.h"
#include "project/budget.h"
#include "project/execution.h"
#include "project/expense.h"
#include "project/in_kind.h"
#include "project/project.h"

static void tabs(struct visit *visit)
{
    party_web_tabs(visit, PARTY_TAB_PROJECTS);
    if (str_eq_c(S("/projects"), visit->req->route->pattern)) {
        H(visit->html, "<p>");
        h_link(visit->html, URL(visit->arena, "/money"), TR(visit->html, "De dónde viene y a dónde va el dinero", "Where the money comes from and goes"));
        H(visit->html, "</p>");
    }
}

/* ---- nouns ------------------------------------------------------------------------------------------------ */

/* The code of the project that a form is about: as given before, or from the row. */
static struct str project_code(const struct desk_form *form)
{
    const struct field *field = shape_find(&form->noun->entity->shape, S("project"));
    struct str value = form->row == NULL ? STR_NONE : FIELD_GET(struct ref, field, form->row).code;
    return widget_given(&form->view, S("project"), value);
}

/* Lines and funders of the form's project alone, by number and name. */
static bool draw_cell(struct visit *visit, const struct desk_form *form, const struct field *field)
{
    bool lines = str_eq_c(S("line"), field->name);
    if (!lines && !str_eq_c(S("funder"), field->name)) {
        return desk_table_draw(visit, form, field);
    }
    struct children_input in = {.code = project_code(form), .limit = INT_NONE};
    struct list list = {0};
    if (str_is_empty(in.code) || pick_run(visit, op_find(lines ? S("budget_line.of_project") : S("project_funder.of_project")), &in, &list) != ERR_OK) {
        return desk_table_draw(visit, form, field);
    }
    struct form_option *options = ARENA_ARRAY(visit->arena, struct form_option, list.rows.len + 1);
    for (size_t i = 0; i < list.rows.len; i++) {
        if (lines) {
            const struct budget_line *line = &((const struct budget_line *)list.rows.items)[i];
            options[i] = (struct form_option){
                .code = line->record.code, .label = str_format(visit->arena, STR_FMT " · " STR_FMT, STR_ARG(line->number), STR_ARG(line->name))};
        } else {
            const struct project_funder *funder = &((const struct project_funder *)list.rows.items)[i];
            options[i] = (struct form_option){.code = funder->record.code, .label = funder->organisation.label};
        }
    }
    form_field_options(visit->html, &form->view, field, options, list.rows.len);
    return true;
}

static const char *const keeping[] = {"code", NULL};
#define KEEPING {.legend = T("Código", "Code"), .names = keeping, .folded = true}, {.names = NULL}
#define NOUN(name_, path_, permission, new_es, new_en, edit_es, edit_en, saved_es, saved_en, draw_)                                     \
    static const struct desk_group name_##_groups[] = {{.names = name_##_first}, KEEPING};                                              \
    static const struct desk_noun name_##_noun = {                                                                                      \
        .name = #name_, .entity = &name_##_entity, .path = path_, .place = PLACE_AGREEMENTS, .write = permission,                       \
        .new_title = T(new_es, new_en), .edit_title = T(edit_es, edit_en), .saved = T(saved_es, saved_en), .list = "/projects",         \
        .list_label = T("Proyectos", "Projects"), .groups = name_##_groups, .begin = desk_table_begin, .draw = draw_,                   \
    }
#define PART_TABLE(name_, title_)                                                                                                       \
    static const struct desk_table name_##_table = {.noun = &name_##_noun, .columns = name_##_columns, .title = title_, .tabs = tabs,   \
                                                    .only_within = true,                                                                \
                                                    .empty = T("Se registran en su proyecto.", "They are recorded in their project.")}

static const char *const project_first[] = {"title", "object", "results", "agreements", "responsible", "territory", "starts_on", "ends_on", "unit", NULL};
static const char *const project_columns[] = {"title", "starts_on", "ends_on", "state", "responsible", NULL};
NOUN(project, "projects", PERM_AGREEMENT_WRITE, "Nuevo proyecto", "New project", "Corregir el proyecto", "Correct the project",
     "Proyecto guardado.", "Project saved.", desk_table_draw);

static const char *const project_funder_first[] = {"project", "organisation", "agreement", "amount", "own", "note", NULL};
static const char *const project_funder_columns[] = {"organisation", "agreement", "amount", "own", NULL};
NOUN(project_funder, "project_funders", PERM_AGREEMENT_WRITE, "Nuevo financiador", "New funder", "Corregir el financiador",
     "Correct the funder", "Financiador guardado.", "Funder saved.", desk_table_draw);
PART_TABLE(project_funder, "organisation");

static const char *const budget_line_first[] = {"project", "number", "name", "kind", NULL};
static const char *const budget_line_columns[] = {"name", "number", "kind", NULL};
NOUN(budget_line, "budget_lines", PERM_AGREEMENT_WRITE, "Nueva línea de presupuesto", "New budget line", "Corregir la línea",
     "Correct the line", "Línea guardada.", "Line saved.", desk_table_draw);
PART_TABLE(budget_line, "name");

static const char *const budget_amount_first[] = {"project", "line", "funder", "amount", "decided_on", "basis", NULL};
static const char *const budget_amount_columns[] = {"line", "funder", "amount", "version_number", "decided_on", NULL};
NOUN(budget_amount, "budget_amounts", PERM_AGREEMENT_WRITE, "Presupuestar una línea", "Budget a line", "Corregir el monto",
     "Correct the amount", "Presupuesto guardado.", "Budget saved.", draw_cell);
PART_TABLE(budget_amount, "line");

static const char *const expense_first[] = {"project", "line", "funder", "date", "supplier", "document_kind", "document_number",
                                            "description", "amount", "district", NULL};
static const char *const expense_columns[] = {"description", "date", "amount", "state", "supplier", "document_number", NULL};
NOUN(expense, "expenses", PERM_EXPENSE_WRITE, "Nuevo gasto", "New expense", "Corregir el gasto", "Correct the expense", "Gasto guardado.",
     "Expense saved.", draw_cell);
PART_TABLE(expense, "description");

static const char *const in_kind_first[] = {"project", "organisation", "agreement", "label", "given_on", "amount", "valuation", "district",
                                            "evidence", NULL};
static const char *const in_kind_columns[] = {"label", "organisation", "given_on", "amount", NULL};
NOUN(in_kind, "in_kind_contributions", PERM_EXPENSE_WRITE, "Nuevo aporte en especie", "New contribution in kind", "Corregir el aporte",
     "Correct the contribution", "Aporte guardado.", "Contribution saved.", desk_table_draw);
PART_TABLE(in_kind, "label");

/* ---- tables of money ------------------------------------------------------------------------------------------ */

static void put_lines(struct visit *visit, const struct rows *rows, bool with_project)
{
    const struct column columns[] = {
        {.label = T("Línea", "Line")},
        {.label = T("Con dinero de", "Money of")},
        {.label = T("Presupuestado", "Budgeted"), .number = true},
        {.label = T("Gastado", "Spent"), .number = true},
        {.label = T("Por aprobar", "To be approved"), .number = true},
        {.label = T("Queda", "Left"), .number = true},
    };
    struct html *html = visit->html;
    struct table table = {.caption = TR(html, "Presupuesto y gasto por línea y financiador, en efectivo", "Budget and spending by line and funder, in cash"),
                          .columns = columns, .count = COUNT_OF(columns), .total = INT_NONE};
    const struct execution_line *lines = rows->items;
    struct money sums[4] = {MONEY_NONE, MONEY_NONE, MONEY_NONE, MONEY_NONE};
    H(html, "<section class=\"card\">");
    table_open(html, &table);
    for (size_t i = 0; i < rows->len; i++) {
        const struct money amounts[] = {lines[i].budget, lines[i].spent, lines[i].pending, lines[i].left};
        table_row(html, &table);
        table_link_note(html, &table, with_project ? URL(visit->arena, "/projects/{}", lines[i].project) : URL(visit->arena, "/budget_lines/{}", lines[i].line),
                        str_format(visit->arena, STR_FMT " · " STR_FMT, STR_ARG(lines[i].number), STR_ARG(lines[i].name)),
                        with_project ? lines[i].project : STR_NONE);
        table_text(html, &table, lines[i].organisation);
        for (size_t k = 0; k < COUNT_OF(amounts); k++) {
            table_money(html, &table, amounts[k]);
            sums[k] = money_is_none(sums[k]) ? amounts[k] : money_add(sums[k], amounts[k]);
        }
        table_row_end(html, &table);
    }
    table_foot(html, &table);
    table_row(html, &table);
    table_text(html, &table, TR(html, "En total, en efectivo", "In all, in cash"));
    table_text(html, &table, STR_NONE);
    for (size_t k = 0; k < COUNT_OF(sums); k++) {
        table_money(html, &table, sums[k]);
    }
    table_row_end(html, &table);
    table_close(html, &table);
    H(html, "</section>");
}

static void put_in_kind(struct visit *visit, const struct rows *rows, bool with_promises)
{
    const struct column columns[] = {
        {.label = T("Quién aporta", "Given by")},
        {.label = T("Dado en especie", "Given in kind"), .number = true},
        {.label = T("Prometido en especie", "Promised in kind"), .number = true},
    };
    struct html *html = visit->html;
    struct table table = {.caption = TR(html, "En especie: nunca se suma a lo que es en efectivo", "In kind: never added to cash"),
                          .columns = columns, .count = with_promises ? 3 : 2, .total = INT_NONE};
    const struct execution_in_kind *lines = rows->items;
    H(html, "<section class=\"card\">");
    table_open(html, &table);
    for (size_t i = 0; i < rows->len; i++) {
        table_row(html, &table);
        table_link(html, &table, URL(visit->arena, "/organisations/{}", lines[i].organisation), lines[i].name);
        table_money(html, &table, lines[i].given);
        if (with_promises) {
            table_money(html, &table, lines[i].promised);
        }
        table_row_end(html, &table);
    }
    table_close(html, &table);
    H(html, "</section>");
}

struct figure_tile {
    struct text label;
    struct money money;
};

static void put_tiles(struct visit *visit, const struct figure_tile *tiles, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        chart_tile(visit->html, &(struct tile){.label = text_in(tiles[i].label, visit->lang), .text = money_symbol(visit->arena, tiles[i].money)});
    }
}

/* ---- one project ------------------------------------------------------------------------------------------------ */

static void put_leverage(struct visit *visit, const struct execution_project *money)
{
    struct html *html = visit->html;
    const struct figure_tile tiles[] = {
        {T("En efectivo: dan los financiadores", "In cash: given by funders"), money->cash_committed},
        {T("En efectivo: gastado y aprobado", "In cash: spent and approved"), money->cash_spent},
        {T("En efectivo: movilizado de otros", "In cash: mobilised from others"), money->cash_mobilised},
        {T("En especie: dado", "In kind: given"), money->in_kind_given},
    };
    chart_tiles_open(html);
    put_tiles(visit, tiles, COUNT_OF(tiles));
    chart_tile(html, &(struct tile){.label = TR(html, "Apalancamiento: de otros por cada dólar propio", "Leverage: of others for each dollar of its own"),
                                    .value = {money->leverage == INT_NONE ? VALUE_NONE : VALUE_HUNDREDTHS, money->leverage}});
    chart_tiles_close(html);
    H(html, "<p class=\"note\">");
    h_t(html, money->leverage_rule);
    H(html, "</p>");
}

static void put_funders(struct visit *visit, const struct rows *rows)
{
    static const struct column columns[] = {
        {.label = T("Financiador", "Funder")},
        {.label = T("Convenio", "Agreement")},
        {.label = T("Da en efectivo", "Gives in cash"), .number = true},
        {.label = T("Presupuestado", "Budgeted"), .number = true},
        {.label = T("Gastado", "Spent"), .number = true},
        {.label = T("Por aprobar", "To be approved"), .number = true},
    };
    struct html *html = visit->html;
    struct table table = {.caption = TR(html, "Financiadores, en efectivo", "Funders, in cash"), .columns = columns, .count = COUNT_OF(columns),
                          .total = INT_NONE};
    const struct execution_funder *lines = rows->items;
    H(html, "<section class=\"card\">");
    table_open(html, &table);
    for (size_t i = 0; i < rows->len; i++) {
        table_row(html, &table);
        table_link_note(html, &table, URL(visit->arena, "/project_funders/{}", lines[i].code), lines[i].name,
                        lines[i].own == ANSWER_YES ? TR(html, "dinero propio de la agencia", "the agency's own money") : STR_NONE);
        if (str_is_empty(lines[i].agreement)) {
            table_text(html, &table, TR(html, "Fuera de convenio", "Outside any"));
        } else {
            table_link(html, &table, URL(visit->arena, "/agreements/{}/execution", lines[i].agreement), lines[i].agreement);
        }
        table_money(html, &table, lines[i].committed);
        table_money(html, &table, lines[i].budgeted);
        table_money(html, &table, lines[i].spent);
        table_money(html, &table, lines[i].pending);
        table_row_end(html, &table);
    }
    table_close(html, &table);
    H(html, "</section>");
}

static enum err put_project(struct visit *visit, const void *row)
{
    const struct project *project = row;
    const struct desk_part parts[] = {
        {.noun = &expense_noun, .op = "expense.of_project", .columns = expense_columns, .heading = T("Gastos", "Expenses"),
         .add = T("Registrar un gasto", "Record an expense")},
        {.noun = &project_funder_noun, .op = "project_funder.of_project", .columns = project_funder_columns,
         .heading = T("Financiadores", "Funders"), .add = T("Registrar un financiador", "Record a funder"), .folded = true},
        {.noun = &budget_line_noun, .op = "budget_line.of_project", .columns = budget_line_columns,
         .heading = T("Líneas de presupuesto", "Budget lines"), .add = T("Registrar una línea", "Record a line"), .folded = true},
        {.noun = &budget_amount_noun, .op = "budget_amount.of_project", .columns = budget_amount_columns,
         .heading = T("Montos por línea y financiador, con sus versiones", "Amounts by line and funder, with their versions"),
         .add = T("Presupuestar una línea", "Budget a line"), .folded = true},
        {.noun = &in_kind_noun, .op = "in_kind.of_project", .columns = in_kind_columns, .heading = T("Aportes en especie", "Contributions in kind"),
         .add = T("Registrar un aporte en especie", "Record a contribution in kind"), .folded = true},
    };
    struct execution_project money;
    shape_clear(&execution_project_shape, &money);
    TRY(desk_ask(visit, "project.execution", DESK_VALUES({"code", project->record.code}), &money));
    if (money.funders.len > 0) {
        put_leverage(visit, &money);
        put_funders(visit, &money.funders);
    }
    if (money.lines.len > 0) {
        put_lines(visit, &money.lines, false);
    }
    if (money.in_kind.len > 0) {
        put_in_kind(visit, &money.in_kind, false);
    }
    for (size_t i = visit_may(visit, PERM_PAYMENT_READ) ? 0 : 1; i < COUNT_OF(parts); i++) {
        TRY(desk_table_part(visit, &parts[i], &project->record));
    }
    return ERR_OK;
}

static const struct desk_table project_table = {
    .noun = &project_noun, .columns = project_columns, .title = "title", .tabs = tabs, .more = put_project,
    .empty = T("Registre el primero: sus financiadores, su presupuesto y sus gastos quedan en un solo lugar.",
               "Record the first one: its funders, budget and expenses are in one place."),
};

/* ---- the execution of an agreement --------------------------------------------------------------------------- */

static void put_parties(struct visit *visit, const struct rows *rows)
{
    static const struct column columns[] = {
        {.label = T("Parte", "Party")},
        {.label = T("Comprometido", "Committed"), .number = true},
        {.label = T("Previsto en cuotas", "Planned in instalments"), .number = true},
        {.label = T("Recibido", "Received"), .number = true},
        {.label = T("Gastado", "Spent"), .number = true},
        {.label = T("Recibido menos gastado", "Received less spent"), .number = true},
    };
    struct html *html = visit->html;
    struct table table = {.caption = TR(html, "Previsto, recibido y gastado por parte, en efectivo", "Planned, received and spent by party, in cash"),
                          .columns = columns, .count = COUNT_OF(columns), .total = INT_NONE};
    const struct execution_party *lines = rows->items;
    H(html, "<section class=\"card\">");
    table_open(html, &table);
    for (size_t i = 0; i < rows->len; i++) {
        table_row(html, &table);
        table_link(html, &table, URL(visit->arena, "/organisations/{}", lines[i].organisation), lines[i].name);
        table_money(html, &table, lines[i].committed);
        table_money(html, &table, lines[i].planned);
        table_money(html, &table, lines[i].received);
        table_money(html, &table, lines[i].spent);
        table_money(html, &table, lines[i].balance);
        table_row_end(html, &table);
    }
    table_close(html, &table);
    H(html, "<p class=\"note\">");
    HT(html, "Es dinero propio de la agencia: no entra en los recursos movilizados. Gastado es lo que otra persona aprobó, con su documento.",
       "It is the agency's own money: it does not enter the resources mobilised. Spent is what another person approved, with its document.");
    H(html, "</p></section>");
}

static enum err execution_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct execution_agreement money;
    struct str code = request_param(req, "code");
    shape_clear(&execution_agreement_shape, &money);
    TRY(desk_ask(&visit, "agreement.execution", DESK_VALUES({"code", code}), &money));
    struct page_link crumbs[] = {
        {.label = text_in(TEXT("Convenios", "Agreements"), visit.lang), .url = URL(visit.arena, "/agreements")},
        {.label = money.title, .url = URL(visit.arena, "/agreements/{}", money.agreement)},
    };
    visit.page.crumbs = crumbs;
    visit.page.crumb_count = COUNT_OF(crumbs);
    visit.page.lead = money.title;
    visit_page(&visit, TEXT("Ejecución del convenio", "Execution of the agreement"), PLACE_AGREEMENTS);
    struct html *html = visit.html;
    const struct figure_tile tiles[] = {
        {T("En efectivo: previsto en cuotas", "In cash: planned in instalments"), money.cash_planned},
        {T("En efectivo: recibido", "In cash: received"), money.cash_received},
        {T("En efectivo: gastado y aprobado", "In cash: spent and approved"), money.cash_spent},
        {T("En efectivo: por aprobar", "In cash: to be approved"), money.cash_pending},
        {T("En especie: prometido", "In kind: promised"), money.in_kind_promised},
        {T("En especie: dado", "In kind: given"), money.in_kind_given},
    };
    chart_tiles_open(html);
    put_tiles(&visit, tiles, COUNT_OF(tiles));
    chart_tiles_close(html);
    if (money.parties.len == 0) {
        page_empty(html, TR(html, "Todavía no hay dinero registrado", "No money is recorded yet"),
                   TR(html, "Registre los aportes y las cuotas del convenio, y el proyecto que los gasta.",
                      "Record the agreement's contributions and instalments, and the project that spends them."),
                   URL(visit.arena, "/agreements/{}", money.agreement), TR(html, "Volver al convenio", "Back to the agreement"));
        return visit_end(&visit);
    }
    put_parties(&visit, &money.parties);
    if (money.lines.len > 0) {
        put_lines(&visit, &money.lines, true);
    }
    if (money.in_kind.len > 0) {
        put_in_kind(&visit, &money.in_kind, true);
    }
    return visit_end(&visit);
}

const struct route project_routes[] = {
    {.method = METHOD_GET, .pattern = "/agreements/{code}/execution", .handler = execution_page},
    DESK_TABLE_ROUTES("/projects", project_table),
    DESK_ROUTES("/projects", project_noun),
    DESK_TABLE_ROUTES("/project_funders", project_funder_table),
    DESK_ROUTES("/project_funders", project_funder_noun),
    DESK_TABLE_ROUTES("/budget_lines", budget_line_table),
    DESK_ROUTES("/budget_lines", budget_line_noun),
    DESK_TABLE_ROUTES("/budget_amounts", budget_amount_table),
    DESK_ROUTES("/budget_amounts", budget_amount_noun),
    DESK_TABLE_ROUTES("/expenses", expense_table),
    DESK_ROUTES("/expenses", expense_noun),
    DESK_TABLE_ROUTES("/in_kind_contributions", in_kind_table),
    DESK_ROUTES("/in_kind_contributions", in_kind_noun),
};
const size_t project_route_count = COUNT_OF(project_routes);
