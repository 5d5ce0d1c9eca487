#include "fund/fund_page_web.h"

#include "client/desk_flow_web.h"
#include "format/json.h"
#include "fund/fund_sheet.h"
#include "fund/fund_web.h"
#include "html/chart.h"
#include "html/table.h"
#include "html/widget.h"

static void open_card(struct visit *visit, struct text heading)
{
    H(visit->html, "<section class=\"card\"><h2>");
    h_t(visit->html, heading);
    H(visit->html, "</h2>");
}

static void note(struct visit *visit, struct text words)
{
    H(visit->html, "<p class=\"note\">");
    h_t(visit->html, words);
    H(visit->html, "</p>");
}

static bool is_live(const struct fund_application *row)
{
    return row->record.annulled != ANSWER_YES;
}

static bool may(const struct visit *visit, enum permission permission, const struct fund_application *row, const char *states)
{
    return visit_may(visit, permission) && is_live(row) && flow_names(states, row->state);
}

/* A button to the empty form of a part. */
static void put_add(struct visit *visit, const struct desk_noun *noun, const struct fund_application *row, struct text label)
{
    struct url url = url_with(visit->arena, url_local(visit->arena, str_format(visit->arena, "/%s/new", noun->path)),
                              "application", row->record.code);
    H(visit->html, "<p class=\"screen\"><a class=\"btn alt\"");
    h_href(visit->html, url);
    H(visit->html, ">");
    h_t(visit->html, label);
    H(visit->html, "</a></p>");
}

/* ---- where it stands ------------------------------------------------------------------------------------------------ */

static const char *const way[] = {"identified", "formulation", "technical_filter", "committee", "approved", "ratified",
                                  "invoiced",   "executing",   "executed",         "settled",   "closed"};

static void put_step(struct visit *visit, struct str word, struct date on, const char *class, bool current)
{
    struct html *html = visit->html;
    H(html, "<li");
    h_attr(html, "class", str_of(class));
    if (current) {
        H(html, " aria-current=\"step\"");
    }
    H(html, "><span>");
    h_text(html, word);
    H(html, "</span>");
    if (!date_is_none(on)) {
        H(html, "<span class=\"quiet\">");
        h_text(html, date_display(visit->arena, on));
        H(html, "</span>");
    }
    H(html, "</li>");
}

/* How far one that ended otherwise had come. */
static size_t reached(const struct fund_application *row)
{
    const struct date days[] = {row->finished_on, row->started_on, row->invoiced_on, row->ratified_on, row->submitted_on};
    static const size_t at[] = {8, 7, 6, 5, 2};
    for (size_t i = 0; i < COUNT_OF(days); i++) {
        if (!date_is_none(days[i])) {
            return at[i];
        }
    }
    return 0;
}

static void put_way(struct visit *visit, const struct fund_application *row)
{
    const struct date on[COUNT_OF(way)] = {row->identified_on, DATE_NONE, row->submitted_on, DATE_NONE, row->decided_on,
                                           row->ratified_on,
                                           row->invoiced_on, row->started_on, row->finished_on, row->settled_on, row->closed_on};
    struct html *html = visit->html;
    bool ended = flow_names("denied withdrawn", row->state);
    size_t at = reached(row);
    for (size_t i = 0; i < COUNT_OF(way) && !ended; i++) {
        at = str_eq_c(row->state, way[i]) || (str_eq_c(row->state, "observed") && i == 1) ? i : at;
        if (str_eq_c(row->state, way[i])) {
            break;
        }
    }
    H(html, "<ol class=\"steps\"");
    h_attr(html, "aria-label", TR(html, "En qué paso está", "Where it stands"));
    H(html, ">");
    for (size_t i = 0; i < COUNT_OF(way) && (!ended || i <= at); i++) {
        bool current = !ended && i == at;
        struct str word = desk_word(visit, fund_application_states, current ? row->state : str_of(way[i]));
        put_step(visit, word, on[i], i < at || (ended && i == at) ? "done" : current ? "now" : "to-come", current);
    }
    if (ended) {
        put_step(visit, desk_word(visit, fund_application_states, row->state), row->decided_on, "now ended", true);
    }
    H(html, "</ol>");
}

static struct text next_words(const struct fund_application *row)
{
    static const struct {
        const char *state;
        struct text words;
    } all[] = {
        {"identified", T("La dirección designa a quien formula; después empieza la formulación.",
                         "The direction names the formulator; then the formulation begins.")},
        {"formulation", T("Quien formula completa el perfil, los documentos y el presupuesto, y la presenta.",
                          "The formulator completes profile, documents and budget, and hands it in.")},
        {"observed", T("Quien formula responde las observaciones.", "The formulator answers the observations.")},
        {"technical_filter", T("El fondo llena las hojas del filtro técnico; la dirección anota los puntajes.",
                               "The fund fills in the sheets of the technical filter; the direction records the points.")},
        {"committee", T("El comité del fondo llena su hoja y decide.", "The fund's committee fills in its sheet and decides.")},
        {"approved", T("Falta la ratificación; la registra otra persona que quien registró la aprobación.",
                       "The ratification is missing; another person than who recorded the approval records it.")},
        {"ratified", T("Falta entregar la factura original, en papel, al fondo.",
                       "The original invoice is to be handed to the fund, in paper.")},
        {"invoiced", T("Anote las actividades y empiece la ejecución.", "Record the activities and begin the execution.")},
        {"executing", T("Registre pagos y avance; termina cuando terminan todas las actividades.",
                        "Record payments and progress; it ends when all activities are finished.")},
        {"executed", T("La dirección liquida: lo pagado contra el presupuesto, y lo que se devuelve.",
                       "The direction settles: what was paid against the budget, and what is given back.")},
        {"settled", T("Mida a la empresa y cierre el proyecto.", "Measure the enterprise and close the project.")},
    };
    for (size_t i = 0; i < COUNT_OF(all); i++) {
        if (str_eq_c(row->state, all[i].state)) {
            return all[i].words;
        }
    }
    return TEXT_NONE;
}

static void put_standing(struct visit *visit, const struct fund_sheet *sheet)
{
    const struct fund_application *row = &sheet->application;
    struct html *html = visit->html;
    H(html, "<section class=\"card stack\">");
    put_way(visit, row);
    struct text words = next_words(row);
    if (words.es != NULL) {
        note(visit, words);
    }
    H(html, "</section>");
    if (sheet->days_to_invoice != INT_NONE) {
        bool late = sheet->days_to_invoice < 0;
        const char *due = str_c(visit->arena, date_display(visit->arena, row->invoice_due_on));
        struct text alert = late ? text_format(visit->arena,
                                               TEXT("La factura venció el %s: %lld días hábiles de atraso.",
                                                    "The invoice was due on %s: %lld working days late."),
                                               due, (long long)-sheet->days_to_invoice)
                                 : text_format(visit->arena,
                                               TEXT("La factura vence el %s: faltan %lld días hábiles.",
                                                    "The invoice is due on %s: %lld working days left."),
                                               due, (long long)sheet->days_to_invoice);
        page_notice(html, late ? TONE_BAD : sheet->days_to_invoice <= 2 ? TONE_WARN : TONE_PLAIN, text_in(alert, visit->lang));
    }
}

/* ---- money by source --------------------------------------------------------------------------------------------------- */

static void put_terms(struct visit *visit, const struct fund_sheet *sheet)
{
    const struct fund_application *row = &sheet->application;
    struct html *html = visit->html;
    bool approved = !money_is_none(row->approved);
    const struct {
        struct text label;
        struct money amount;
        struct str note;
    } tiles[] = {
        {approved ? (struct text)T("Aprobado por el fondo",
                                   "Approved by the fund") : (struct text)T("Solicitado al fondo", "Asked of the fund"),
         approved ? row->approved : row->requested,
         approved ? str_format(visit->arena, STR_FMT " " STR_FMT, STR_ARG(TR(html, "solicitado:", "asked for:")),
                               STR_ARG(money_symbol(visit->arena, row->requested)))
                  : STR_NONE},
        {T("Aporte del beneficiario", "The beneficiary's share"), row->counterpart, STR_NONE},
        {T("Total a facturar", "Total to invoice"), row->total, STR_NONE},
    };
    chart_tiles_open(html);
    for (size_t i = 0; i < COUNT_OF(tiles); i++) {
        bool none = money_is_none(tiles[i].amount);
        chart_tile(html, &(struct tile){.label = text_in(tiles[i].label, visit->lang), .note = tiles[i].note,
                                        .value = {none ? VALUE_NONE : VALUE_MONEY, none ? 0 : tiles[i].amount.minor}});
    }
    chart_tiles_close(html);
}

static void put_sources(struct visit *visit, const struct fund_sheet *sheet)
{
    static const struct column columns[] = {
        {.label = T("Fuente", "Source")}, {.label = T("Efectivo", "Cash"),
                                           .number = true}, {.label = T("Pagado", "Paid"), .number = true},
        {.label = T("Especie", "In kind"), .number = true},
    };
    struct html *html = visit->html;
    struct table table = {.caption = TR(html, "Presupuesto por fuente", "Budget by source"), .caption_hidden = true,
                          .columns = columns,
                          .count = COUNT_OF(columns), .total = INT_NONE};
    const struct fund_source *sources = sheet->sources.items;
    open_card(visit, TEXT("Presupuesto por fuente", "Budget by source"));
    table_open(html, &table);
    for (size_t i = 0; i < sheet->sources.len; i++) {
        table_row(html, &table);
        table_text(html, &table, desk_word(visit, fund_sources, sources[i].source));
        table_money(html, &table, sources[i].cash);
        table_money(html, &table, sources[i].spent_cash);
        table_money(html, &table, sources[i].in_kind);
        table_row_end(html, &table);
    }
    table_close(html, &table);
    const char *percent = str_c(visit->arena, hundredths_plain(visit->arena, sheet->percent));
    note(visit, text_format(visit->arena, TEXT("El fondo paga %s %%. Efectivo y especie no se suman entre sí.",
                                               "The fund pays %s %%. Cash and kind are never added together."), percent));
    if (sheet->budget.len > 0) {
        static const struct column lines[] = {{.label = T("Qué se paga", "What is paid")}, {.label = T("Fuente", "Source")},
                                              {.label = T("Forma", "Form"), .minor = true},
                                              {.label = T("Monto", "Amount"), .number = true}};
        struct table detail = {.caption = TR(html, "Líneas del presupuesto", "Lines of the budget"), .columns = lines,
                               .count = COUNT_OF(lines), .total = INT_NONE};
        const struct application_budget *budget = sheet->budget.items;
        table_open(html, &detail);
        for (size_t i = 0; i < sheet->budget.len; i++) {
            table_row(html, &detail);
            table_link_note(html, &detail, URL(visit->arena, "/application_budgets/{}", budget[i].record.code),
                            budget[i].name, budget[i].provider);
            table_text(html, &detail, desk_word(visit, fund_sources, budget[i].source));
            table_text(html, &detail, desk_word(visit, fund_natures, budget[i].nature));
            table_money(html, &detail, budget[i].amount);
            table_row_end(html, &detail);
        }
        table_close(html, &detail);
    }
    if (may(visit, PERM_FINANCE_WRITE, &sheet->application, "identified formulation observed")) {
        put_add(visit, &fund_budget_noun, &sheet->application, TEXT("Agregar una línea", "Add a line"));
    }
    H(html, "</section>");
}

/* ---- documents ------------------------------------------------------------------------------------------------------------ */

static void put_checks(struct visit *visit, const struct fund_sheet *sheet)
{
    static const struct column columns[] = {{.label = T("Documento", "Document")}, {.label = T("Estado", "Status")}};
    struct html *html = visit->html;
    const struct fund_check *checks = sheet->checks.items;
    bool writes = may(visit, PERM_FINANCE_WRITE, &sheet->application, "identified formulation observed");
    if (sheet->checks.len == 0) {
        return;
    }
    struct table table = {.caption = TR(html, "Documentos que se piden", "Documents asked for"), .caption_hidden = true,
                          .columns = columns,
                          .count = COUNT_OF(columns), .total = INT_NONE};
    struct url add = url_with(visit->arena, URL(visit->arena, "/application_documents/new"), "application",
                              sheet->application.record.code);
    bool doubtful = false;
    open_card(visit, TEXT("Documentos", "Documents"));
    table_open(html, &table);
    for (size_t i = 0; i < sheet->checks.len; i++) {
        const struct fund_check *check = &checks[i];
        doubtful = doubtful || check->confirmed != ANSWER_YES;
        bool missing = str_is_empty(check->document);
        table_row(html, &table);
        if (!missing) {
            table_link(html, &table, URL(visit->arena, "/application_documents/{}", check->document), check->name);
        } else if (writes) {
            table_link(html, &table, url_with(visit->arena, add, "requirement", check->requirement), check->name);
        } else {
            table_text(html, &table, check->name);
        }
        bool waived = str_eq(check->status, S("waived"));
        table_chip(html, &table,
                   !missing ? waived ? TONE_PLAIN : TONE_OK : check->required == ANSWER_YES ? TONE_WARN : TONE_PLAIN,
                   !missing ? waived ? TR(html, "No se pide", "Not asked for") : TR(html, "Recibido", "Received")
                   : check->required == ANSWER_YES ? TR(html, "Falta", "Missing") : TR(html, "Si lo hay", "If there is one"));
        table_row_end(html, &table);
    }
    table_close(html, &table);
    if (doubtful) {
        note(visit, TEXT("La lista no está confirmada con el texto oficial del fondo.",
                         "The list is not confirmed by the fund's official text."));
    }
    H(html, "</section>");
}

/* ---- points ---------------------------------------------------------------------------------------------------------------- */

static struct str input_name(struct visit *visit, struct str item)
{
    return str_format(visit->arena, "s-" STR_FMT, STR_ARG(item));
}

static void put_score_form(struct visit *visit, const struct fund_sheet *sheet, const struct fund_result *result,
                           const struct map *given,
                           const struct fault *fault)
{
    struct html *html = visit->html;
    const struct fund_point *points = sheet->points.items;
    struct form_view form = {
        .action = URL(visit->arena, "/fund_applications/{}/score", sheet->application.record.code),
        .csrf = visit->csrf,
        .request_id = id_format(visit->arena, id_new()),
        .given = given,
        .fault = fault,
        .version = INT_NONE,
        .id_prefix = str_format(visit->arena, STR_FMT "-", STR_ARG(result->letter)),
    };
    H(html, "<details");
    if (fault != NULL) {
        H(html, " open");
    }
    H(html, "><summary>");
    h_text(html, text_in(text_format(visit->arena, TEXT("Anotar la hoja %s", "Record sheet %s"),
                                     str_c(visit->arena, result->letter)), visit->lang));
    H(html, "</summary>");
    form_open(html, &form);
    struct str evaluator = S("evaluator");
    struct widget who = widget_of(html, &form, evaluator, TR(html, "Evaluó", "Evaluated by"), STR_NONE);
    who.value = widget_given(&form, evaluator, STR_NONE);
    widget_input(html, &who, &(struct widget_typing){.type = "text", .size = "medium"});
    for (size_t i = 0; i < sheet->points.len; i++) {
        const struct fund_point *point = &points[i];
        if (!str_eq(point->sheet, result->sheet)) {
            continue;
        }
        struct str name = input_name(visit, point->item);
        struct str label = str_format(visit->arena, STR_FMT " (0 – " STR_FMT ")", STR_ARG(point->name),
                                      STR_ARG(hundredths_plain(visit->arena, point->max)));
        struct widget widget = widget_of(html, &form, name, label, STR_NONE);
        widget.value = widget_given(&form, name, point->points == INT_NONE ? STR_NONE : hundredths_plain(visit->arena,
                                                                                                         point->points));
        widget_input(html, &widget, &(struct widget_typing){.type = "text", .mode = "decimal", .size = "short"});
    }
    form_close(html, &form, TR(html, "Guardar los puntajes", "Save the points"), (struct url){STR_NONE});
    H(html, "</details>");
}

static void put_points_picture(struct visit *visit, const struct fund_sheet *sheet, const struct fund_result *result)
{
    struct html *html = visit->html;
    const struct fund_point *points = sheet->points.items;
    struct str *labels = ARENA_ARRAY(visit->arena, struct str, sheet->points.len + 1);
    int64_t *got = ARENA_ARRAY(visit->arena, int64_t, sheet->points.len + 1);
    int64_t *most = ARENA_ARRAY(visit->arena, int64_t, sheet->points.len + 1);
    size_t count = 0;
    for (size_t i = 0; i < sheet->points.len; i++) {
        if (str_eq(points[i].sheet, result->sheet)) {
            labels[count] = points[i].name;
            got[count] = points[i].points;
            most[count++] = points[i].max;
        }
    }
    const struct series series[] = {{.name = TR(html, "Puntos", "Points"), .values = got},
                                    {.name = TR(html, "Máximo", "Maximum"), .values = most}};
    const struct chart chart = {
        .title = str_format(visit->arena, STR_FMT " " STR_FMT ": " STR_FMT, STR_ARG(TR(html, "Hoja", "Sheet")),
                            STR_ARG(result->letter), STR_ARG(result->name)),
        .category = TR(html, "Criterio", "Item"),
        .labels = labels,
        .count = count,
        .series = series,
        .series_count = COUNT_OF(series),
        .kind = VALUE_HUNDREDTHS,
    };
    chart_bars(html, &chart);
}

static void put_results(struct visit *visit, const struct fund_sheet *sheet, const struct map *given, const struct fault *fault)
{
    struct html *html = visit->html;
    const struct fund_result *results = sheet->results.items;
    const struct fund_application *row = &sheet->application;
    if (sheet->results.len == 0 || flow_names("identified formulation observed", row->state)) {
        return;
    }
    open_card(visit, TEXT("Puntajes", "Points"));
    chart_tiles_open(html);
    for (size_t i = 0; i < sheet->results.len; i++) {
        const struct fund_result *result = &results[i];
        struct tile tile = {
            .label = str_format(visit->arena, STR_FMT ". " STR_FMT, STR_ARG(result->letter), STR_ARG(result->name)),
            .value = {result->points == INT_NONE ? VALUE_NONE : VALUE_HUNDREDTHS,
                      result->points == INT_NONE ? 0 : result->points},
            .note = text_in(text_format(visit->arena, TEXT("de %s; aprueba con %s", "of %s; passes with %s"),
                                        str_c(visit->arena, hundredths_plain(visit->arena,
                                                                             result->max)), str_c(visit->arena,
                                                                                                  hundredths_plain(visit->arena, result->pass_mark))),
                            visit->lang),
            .meter = result->points != INT_NONE && result->max > 0,
        };
        if (tile.meter) {
            tile.percent = result->points * 10000 / result->max;
            tile.tone = result->points >= result->pass_mark ? TONE_OK : result->missing > 0 ? TONE_WARN : TONE_BAD;
        }
        chart_tile(html, &tile);
    }
    chart_tiles_close(html);
    bool judging = flow_names("technical_filter committee", row->state);
    if (!judging) {
        H(html, "<details><summary>");
        HT(html, "Puntos por criterio", "Points by item");
        H(html, "</summary>");
    }
    for (size_t i = 0; i < sheet->results.len; i++) {
        if (results[i].points != INT_NONE) {
            put_points_picture(visit, sheet, &results[i]);
        }
    }
    if (!judging) {
        H(html, "</details>");
    }
    for (size_t i = 0; i < sheet->results.len; i++) {
        if (may(visit, PERM_FUND_DECIDE, row, str_eq(results[i].stage, S("technical")) ? "technical_filter" : "committee")) {
            put_score_form(visit, sheet, &results[i], given, fault);
        }
    }
    H(html, "</section>");
}

/* ---- execution --------------------------------------------------------------------------------------------------------------- */

static void put_activities(struct visit *visit, const struct fund_sheet *sheet)
{
    static const struct column columns[] = {
        {.label = T("Actividad", "Activity")}, {.label = T("Inicio", "Begin")}, {.label = T("Fin", "End")},
        {.label = T("Previsto", "Planned"), .number = true,
         .minor = true}, {.label = T("Ejecutado", "Executed"), .number = true},
        {.label = T("Avance", "Progress")},
    };
    struct html *html = visit->html;
    const struct fund_progress *lines = sheet->activities.items;
    const struct fund_application *row = &sheet->application;
    bool writes = may(visit, PERM_FINANCE_WRITE, row,
                      "formulation observed technical_filter committee approved ratified invoiced executing");
    if (sheet->activities.len == 0 && !writes) {
        return;
    }
    open_card(visit, TEXT("Ejecución por actividad", "Execution by activity"));
    if (sheet->activities.len > 0) {
        struct table table = {.caption = TR(html, "Ejecución por actividad", "Execution by activity"),
                              .caption_hidden = true, .columns = columns,
                              .count = COUNT_OF(columns), .total = INT_NONE};
        table_open(html, &table);
        for (size_t i = 0; i < sheet->activities.len; i++) {
            const struct fund_progress *line = &lines[i];
            bool finished = str_eq(line->state, S("finished"));
            int64_t progress = line->progress == INT_NONE ? 0 : line->progress;
            table_row(html, &table);
            table_link(html, &table, URL(visit->arena, "/application_activities/{}", line->activity), line->name);
            table_date(html, &table, line->starts_on);
            table_date(html, &table, line->ends_on);
            table_money(html, &table, line->planned);
            table_money(html, &table, line->executed);
            table_cell_open(html, &table);
            h_text(html, str_format(visit->arena, STR_FMT " %%", STR_ARG(hundredths_plain(visit->arena, progress))));
            chart_meter(html, progress, finished ? TONE_OK : TONE_WARN, line->name);
            table_cell_close(html, &table);
            table_row_end(html, &table);
        }
        table_close(html, &table);
    }
    if (writes) {
        put_add(visit, &fund_activity_noun, row, TEXT("Agregar una actividad", "Add an activity"));
    }
    H(html, "</section>");
}

/* Lists of parts that only matter from a step on. */
static enum err put_part(struct visit *visit, const struct fund_application *row, const struct desk_noun *noun,
                         const char *op, const char *const *columns,
                         struct text heading, struct text add, const char *states)
{
    const struct desk_part part = {.noun = noun, .op = op, .columns = columns, .heading = heading,
                                   .add = flow_names(states, row->state) ? add : TEXT_NONE};
    return desk_table_part(visit, &part, &row->record);
}

static void put_disbursements(struct visit *visit, const struct fund_sheet *sheet, const struct map *given,
                              const struct fault *fault)
{
    static const struct column columns[] = {{.label = T("Fecha", "Date")}, {.label = T("Monto", "Amount"), .number = true},
                                            {.label = T("Evidencia", "Evidence")}};
    struct html *html = visit->html;
    const struct fund_application *row = &sheet->application;
    bool writes = may(visit, PERM_FINANCE_WRITE, row, "invoiced executing executed");
    if (sheet->disbursements.len == 0 && !writes) {
        return;
    }
    open_card(visit, str_eq(sheet->call.payment, S("reimbursement")) ? (struct text)T("Reembolsos del fondo",
                                                                                      "Reimbursements of the fund")
                                                                     : (struct text)T("Desembolsos del fondo",
                                                                                      "Disbursements of the fund"));
    if (sheet->disbursements.len > 0) {
        struct table table = {.caption = TR(html, "Pagos del fondo", "Payments of the fund"), .caption_hidden = true,
                              .columns = columns, .count = COUNT_OF(columns),
                              .total = INT_NONE};
        const struct disbursement *rows = sheet->disbursements.items;
        table_open(html, &table);
        for (size_t i = 0; i < sheet->disbursements.len; i++) {
            table_row(html, &table);
            table_link(html, &table, URL(visit->arena, "/disbursements/{}", rows[i].record.code),
                       date_display(visit->arena, rows[i].date));
            table_money(html, &table, rows[i].amount);
            table_text(html, &table, rows[i].evidence);
            table_row_end(html, &table);
        }
        table_foot(html, &table);
        table_row(html, &table);
        table_text(html, &table, TR(html, "En total", "In all"));
        table_money(html, &table, sheet->disbursed);
        table_text(html, &table, STR_NONE);
        table_row_end(html, &table);
        table_close(html, &table);
    }
    if (writes) {
        struct form_view view = {.action = URL(visit->arena, "/fund_applications/{}/disburse", row->record.code),
                                 .csrf = visit->csrf,
                                 .request_id = id_format(visit->arena,
                                                         id_new()), .version = INT_NONE, .given = given, .fault = fault,
                                 .shape = op_find(S("fund_application.disburse"))->input, .id_prefix = S("di-")};
        H(html, "<details");
        if (fault != NULL) {
            H(html, " open");
        }
        H(html, "><summary>");
        HT(html, "Registrar un pago del fondo", "Record a payment of the fund");
        H(html, "</summary>");
        form_open(html, &view);
        form_named(html, &view, "amount");
        form_named(html, &view, "date");
        form_named(html, &view, "evidence");
        form_close(html, &view, TR(html, "Guardar el pago", "Save the payment"), (struct url){STR_NONE});
        H(html, "</details>");
    }
    H(html, "</section>");
}

static void put_impact(struct visit *visit, const struct fund_sheet *sheet)
{
    struct html *html = visit->html;
    const struct fund_application *row = &sheet->application;
    if (id_is_none(row->link.id) && str_is_empty(sheet->snapshot_after)) {
        return;
    }
    open_card(visit, TEXT("Impacto y cuenta", "Impact and account"));
    page_facts_open(html);
    const struct {
        struct text label;
        const char *pattern;
        struct str code;
    } facts[] = {
        {T("Vinculación que cuenta el dinero", "Link that counts the money"), "links", row->link.code},
        {T("Medición anterior", "Measurement before"), "snapshots", sheet->snapshot_before},
        {T("Medición posterior", "Measurement after"), "snapshots", sheet->snapshot_after},
    };
    for (size_t i = 0; i < COUNT_OF(facts); i++) {
        if (str_is_empty(facts[i].code)) {
            page_fact(html, text_in(facts[i].label, visit->lang), STR_NONE);
        } else {
            page_fact_url(html, text_in(facts[i].label, visit->lang), facts[i].code,
                          desk_record_url(visit->arena, str_of(facts[i].pattern), facts[i].code));
        }
    }
    page_facts_close(html);
    note(visit, TEXT("El dinero del fondo cuenta una vez, en la vinculación; los pagos del fondo son sus desembolsos.",
                     "The fund's money counts once, in the link; the fund's payments are its disbursements."));
    H(html, "</section>");
}

/* ---- the page ------------------------------------------------------------------------------------------------------------------- */

static const char *const expense_columns[] = {"payee", "date", "amount", "activity", "budget", "document", NULL};
static const char *const invoice_columns[] = {"number", "issued_on", "amount", "delivered_on", "delivered_to", NULL};
static const char *const observation_columns[] = {"text", "made_by", "made_on", "state", NULL};

static enum err put_parts(struct visit *visit, const struct fund_sheet *sheet, const struct map *given,
                          const struct fault *fault)
{
    const struct fund_application *row = &sheet->application;
    TRY(put_part(visit, row, &fund_observation_noun, "application_observation.of_application", observation_columns,
                 TEXT("Observaciones", "Observations"),
                 TEXT_NONE, ""));
    TRY(put_part(visit, row, &fund_invoice_noun, "application_invoice.of_application", invoice_columns,
                 TEXT("Facturas", "Invoices"),
                 TEXT("Registrar la factura", "Record the invoice"), "ratified"));
    put_activities(visit, sheet);
    TRY(put_part(visit, row, &fund_expense_noun, "application_expense.of_application", expense_columns,
                 TEXT("Pagos del proyecto", "Payments of the project"),
                 TEXT("Registrar un pago", "Record a payment"), "executing executed"));
    put_disbursements(visit, sheet, given, fault);
    put_impact(visit, sheet);
    return ERR_OK;
}

enum form_refused { FORM_NONE, FORM_SCORE, FORM_DISBURSE };

static enum err show(struct visit *visit, struct str code, const struct fault *fault, enum form_refused form, enum err err)
{
    static const char *const except[] = {"title", "call", "requested", "approved", "counterpart", "total", "link", "state",
                                         "invoice_due_on", NULL};
    struct fund_sheet sheet;
    struct fault refused = fault == NULL ? (struct fault){0} : *fault;
    shape_clear(&fund_sheet_shape, &sheet);
    TRY(desk_ask(visit, "fund_application.sheet", DESK_VALUES({"code", code}), &sheet));
    const struct fund_application *row = &sheet.application;
    const struct fault *in_form = form == FORM_NONE ? NULL : &refused;
    const struct map *given = form == FORM_NONE ? NULL : visit_given(visit);
    if (err != ERR_OK) {
        visit_refused(visit, err);
    }
    visit->page.lead = str_format(visit->arena, STR_FMT " · " STR_FMT, STR_ARG(row->call.label),
                                  STR_ARG(id_is_none(row->enterprise.id) ? row->person.label : row->enterprise.label));
    desk_page(visit, &fund_application_noun, row->title, row);
    if (fault != NULL && form == FORM_NONE) {
        page_faults(visit->html, &refused);
    }
    fund_application_tabs(visit);
    if (is_live(row)) {
        put_standing(visit, &sheet);
        put_terms(visit, &sheet);
        desk_flow_steps(visit, &fund_application_noun, row);
    }
    put_results(visit, &sheet, form == FORM_SCORE ? given : NULL, form == FORM_SCORE ? in_form : NULL);
    H(visit->html, "<div class=\"half\">");
    put_sources(visit, &sheet);
    put_checks(visit, &sheet);
    H(visit->html, "</div>");
    TRY(put_parts(visit, &sheet, form == FORM_DISBURSE ? given : NULL, form == FORM_DISBURSE ? in_form : NULL));
    desk_facts(visit, &fund_application_noun, row, except);
    desk_judgement(visit, &fund_application_noun, row);
    return visit_end(visit);
}

enum err fund_page_show(struct visit *visit, const struct desk_noun *noun, struct str code, const struct fault *fault)
{
    (void)noun;
    return show(visit, code, fault, FORM_NONE, ERR_OK);
}

static enum err application_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    return show(&visit, request_param(req, "code"), NULL, FORM_NONE, ERR_OK);
}

/* Only what is written is sent on: an item left empty keeps its points. */
static struct str given_scores(struct visit *visit, const struct fund_sheet *sheet)
{
    struct buf out = BUF(visit->arena);
    struct json_writer writer = json_writer(&out);
    const struct fund_point *points = sheet->points.items;
    json_open_object(&writer);
    json_key(&writer, S("code"));
    json_text(&writer, sheet->application.record.code);
    json_key(&writer, S("evaluator"));
    json_text(&writer, str_trim(form_get(visit->form, "evaluator")));
    json_key(&writer, S("scores"));
    json_open_array(&writer);
    for (size_t i = 0; i < sheet->points.len; i++) {
        struct str value = str_trim(form_get(visit->form, str_c(visit->arena, input_name(visit, points[i].item))));
        if (str_is_empty(value)) {
            continue;
        }
        json_open_object(&writer);
        json_key(&writer, S("item"));
        json_text(&writer, points[i].item);
        json_key(&writer, S("points"));
        json_text(&writer, value);
        json_close_object(&writer);
    }
    json_close_array(&writer);
    json_close_object(&writer);
    return buf_str(&out);
}

static enum err score_post(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    struct str code = request_param(req, "code");
    const struct op *op = op_find(S("fund_application.score"));
    struct fund_sheet sheet;
    struct fund_application out;
    shape_clear(&fund_sheet_shape, &sheet);
    shape_clear(&fund_application_entity.shape, &out);
    TRY(desk_ask(&visit, "fund_application.sheet", DESK_VALUES({"code", code}), &sheet));
    void *in = shape_new(visit.arena, op->input);
    visit.call.fault = (struct fault){.arena = visit.arena};
    enum err err = op_read_input(&visit.call.fault, op, given_scores(&visit, &sheet), "USD", in,
                                 ARENA_ARRAY(visit.arena, bool, op->input->count + 1));
    if (err == ERR_OK) {
        err = visit_change(&visit, op, in, NULL, &out);
    }
    if (err == ERR_OK) {
        return visit_go(&visit, URL(visit.arena, "/fund_applications/{}", code), TEXT("Puntajes guardados.", "Points saved."));
    }
    struct fault fault = visit.call.fault;
    return visit_shows_again(err) ? show(&visit, code, &fault, FORM_SCORE, err) : err;
}

static enum err disburse_post(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    struct str code = request_param(req, "code");
    struct disbursement out;
    shape_clear(&disbursement_entity.shape, &out);
    enum err err = desk_change(&visit, "fund_application.disburse",
                               DESK_VALUES({"code", code}, {"amount", form_get(visit.form, "amount")},
                                           {"date", form_get(visit.form, "date")},
                                           {"evidence", form_get(visit.form, "evidence")}),
                               &out);
    if (err == ERR_OK) {
        return visit_go(&visit, URL(visit.arena, "/fund_applications/{}", code),
                        TEXT("Pago del fondo guardado.", "Payment of the fund saved."));
    }
    struct fault fault = visit.call.fault;
    return visit_shows_again(err) ? show(&visit, code, &fault, FORM_DISBURSE, err) : err;
}

const struct route fund_page_routes[] = {
    {.method = METHOD_GET, .pattern = "/fund_applications/{code}", .handler = application_page},
    {.method = METHOD_POST, .pattern = "/fund_applications/{code}/score", .handler = score_post},
    {.method = METHOD_POST, .pattern = "/fund_applications/{code}/disburse", .handler = disburse_post},
};
const size_t fund_page_route_count = COUNT_OF(fund_page_routes);
