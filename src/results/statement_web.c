#include "results/statement_web.h"

#include "advice/service.h"
#include "format/csv.h"
#include "format/xlsx.h"
#include "html/chart.h"
#include "html/table.h"
#include "results/coverage_web.h"
#include "results/indicator.h"
#include "results/years_web.h"
#include "territory/territory.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { YEARS_SHOWN = 12 };

/* ---- what is asked ------------------------------------------------------------------------------------- */

struct asked {
    struct visit *visit;
    struct statement_input question; /* from and to are always set */
    struct years years;              /* those of the calendar, with services */
};

/* The period of the address, else the year that home shows too. */
static enum err read_question(struct visit *visit, struct asked *asked)
{
    const struct request *req = visit->req;
    *asked = (struct asked){.visit = visit};
    shape_clear(&statement_input_shape, &asked->question);
    struct statement_input *question = &asked->question;
    question->unit = request_query(req, "unit");
    question->territory = request_query(req, "territory");
    question->agreement = request_query(req, "agreement");
    question->map = str_eq(request_query(req, "map"), S("today")) ? S("today") : S("then");
    enum err err = years_find(visit, question->unit, 1, &asked->years);
    if (err == ERR_INVALID || err == ERR_NOT_FOUND) {
        return err;
    }
    TRY(err);
    bool whole = date_parse(request_query(req, "from"), &question->from) && date_parse(request_query(req, "to"), &question->to);
    if (!whole) {
        int year = years_choose(&asked->years, request_query(req, "year"));
        question->from = years_from(&asked->years, year);
        question->to = years_to(&asked->years, year);
    }
    return ERR_OK;
}

static struct url with_question(struct arena *arena, struct url url, const struct statement_input *question)
{
    url = url_with(arena, url, "from", date_iso(arena, question->from));
    url = url_with(arena, url, "to", date_iso(arena, question->to));
    url = url_with(arena, url, "unit", question->unit);
    url = url_with(arena, url, "territory", question->territory);
    url = url_with(arena, url, "agreement", question->agreement);
    return str_eq(question->map, S("today")) ? url_with(arena, url, "map", question->map) : url;
}

static bool is_year(const struct statement_input *question, int year)
{
    return date_cmp(question->from, DATE(year, 1, 1)) == 0 && date_cmp(question->to, DATE(year, 12, 31)) == 0;
}

static struct str period_words(const struct asked *asked)
{
    const struct statement_input *question = &asked->question;
    struct arena *arena = asked->visit->arena;
    if (is_year(question, question->from.year)) {
        return str_format(arena, "%d", question->from.year);
    }
    return str_format(arena, STR_FMT " – " STR_FMT, STR_ARG(date_display(arena, question->from)),
                      STR_ARG(date_display(arena, question->to)));
}

/* ---- pickers ----------------------------------------------------------------------------------------------- */

static void put_years(const struct asked *asked)
{
    struct visit *visit = asked->visit;
    struct table_filter filters[YEARS_SHOWN];
    size_t count = asked->years.count < YEARS_SHOWN ? asked->years.count : YEARS_SHOWN;
    for (size_t i = 0; i < count; i++) {
        struct statement_input question = asked->question;
        question.from = DATE(asked->years.items[i], 1, 1);
        question.to = DATE(asked->years.items[i], 12, 31);
        filters[i] = (struct table_filter){
            .label = str_format(visit->arena, "%d", asked->years.items[i]),
            .url = with_question(visit->arena, URL(visit->arena, "/results"), &question),
            .current = is_year(&asked->question, asked->years.items[i]),
            .count = INT_NONE,
        };
    }
    if (count > 0) {
        table_filters(visit->html, TR(visit->html, "Año", "Year"), filters, count);
    }
}

/* The department of the statement with its municipalities and districts; the departments where it is the country. */
static struct desk_options territory_options(struct visit *visit, struct str territory)
{
    struct arena *arena = visit->arena;
    struct form_option *items = ARENA_ARRAY(arena, struct form_option, territory_district_count + 64);
    size_t count = 0;
    items[count++] = (struct form_option){.code = S(""), .label = text_in(TEXT("El de la unidad", "The unit's"), visit->lang)};
    items[count++] = (struct form_option){.code = S("SV"), .label = text_in(TEXT("Todo el país", "The whole country"), visit->lang)};
    const struct territory_department *department = str_is_empty(territory) ? NULL : territory_department_of(territory);
    for (size_t i = 0; i < territory_department_count; i++) {
        if (department == NULL || department == &territory_departments[i]) {
            struct str code = str_of(territory_departments[i].code);
            items[count++] = (struct form_option){.code = code, .label = territory_area_name(arena, code, visit->lang)};
        }
    }
    for (size_t i = 0; i < territory_municipality_count && department != NULL; i++) {
        struct str code = str_of(territory_municipalities[i].code);
        if (territory_department_of(code) == department) {
            items[count++] = (struct form_option){.code = code, .label = territory_area_name(arena, code, visit->lang)};
        }
    }
    for (size_t i = 0; i < territory_district_count && department != NULL; i++) {
        struct str code = str_of(territory_district_list[i].code);
        if (territory_department_of(code) == department) {
            items[count++] = (struct form_option){.code = code, .label = territory_area_name(arena, code, visit->lang)};
        }
    }
    return (struct desk_options){items, count};
}

static void put_pickers(const struct asked *asked, const struct desk_lists *lists, struct str territory)
{
    struct visit *visit = asked->visit;
    struct html *html = visit->html;
    struct arena *arena = visit->arena;
    const struct form_option maps[] = {
        {.code = S("then"), .label = TR(html, "Como era entonces", "As it was then")},
        {.code = S("today"), .label = TR(html, "Municipios de hoy", "Municipalities of today")},
    };
    put_years(asked);
    form_filter_open(html, URL(arena, "/results"), TR(html, "Qué se quiere ver", "What to see"));
    form_filter_date(html, "from", TR(html, "Desde", "From"), asked->question.from);
    form_filter_date(html, "to", TR(html, "Hasta", "To"), asked->question.to);
    if (lists->units.count > 1) {
        struct desk_options units = desk_with_all(arena, lists->units, TR(html, "La mía", "Mine"));
        form_filter_select(html, "unit", TR(html, "Unidad", "Unit"), units.items, units.count, asked->question.unit);
    }
    struct desk_options places = territory_options(visit, territory);
    form_filter_select(html, "territory", TR(html, "Territorio", "Territory"), places.items, places.count,
                       asked->question.territory);
    form_filter_select(html, "map", TR(html, "Mapa", "Map"), maps, COUNT_OF(maps), asked->question.map);
    if (lists->agreements.count > 0) {
        struct desk_options agreements = desk_with_all(arena, lists->agreements, TR(html, "Todos", "All"));
        form_filter_select(html, "agreement", TR(html, "Convenio", "Agreement"), agreements.items, agreements.count,
                           asked->question.agreement);
    }
    form_filter_close(html, TR(html, "Ver", "Show"));
}

/* ---- the statement ------------------------------------------------------------------------------------------- */

static const struct statement_figure *figure_named(const struct statement *statement, const char *code)
{
    const struct statement_figure *figures = statement->figures.items;
    for (size_t i = 0; i < statement->figures.len; i++) {
        if (str_eq_c(figures[i].code, code)) {
            return &figures[i];
        }
    }
    return NULL;
}

static struct url figure_url(const struct asked *asked, const struct statement_figure *figure)
{
    struct arena *arena = asked->visit->arena;
    if (figure->value.kind == VALUE_NONE || !visit_may(asked->visit, PERM_RECORD_READ)) {
        return (struct url){STR_NONE};
    }
    return with_question(arena, URL(arena, "/results/{}", figure->code), &asked->question);
}

static struct str measure_words(struct visit *visit, struct str measure)
{
    struct text words = indicator_measure_label(measure);
    return words.es == NULL ? measure : text_in(words, visit->lang);
}

/* "130 de 208" */
static struct str data_words(struct visit *visit, const struct statement_figure *figure)
{
    if (figure->of == INT_NONE || figure->of == 0 || figure->with_data == INT_NONE) {
        return STR_NONE;
    }
    /* Of municipalities people ask how many there are, not how many enterprises said where they are. */
    int64_t had = str_eq(figure->measure, S("municipalities")) ? figure->value.amount : figure->with_data;
    return str_format(visit->arena, STR_FMT " %s " STR_FMT, STR_ARG(count_display(visit->arena, had)),
                      visit->lang == LANG_ES ? "de" : "of", STR_ARG(count_display(visit->arena, figure->of)));
}

static struct str with_data_words(struct visit *visit, const struct statement_figure *figure)
{
    struct str words = data_words(visit, figure);
    return str_is_empty(words) ? words
                               : str_format(visit->arena, "%s " STR_FMT, visit->lang == LANG_ES ? "con datos" : "with data",
                                            STR_ARG(words));
}

static struct str shown_value(struct visit *visit, struct value value, enum answer hidden)
{
    return hidden == ANSWER_YES ? text_in(TEXT("menos de 5", "fewer than 5"), visit->lang) : chart_value(visit->arena, value);
}

static struct str tile_note(struct visit *visit, const struct statement_figure *figure)
{
    if (figure->value.kind == VALUE_NONE) {
        return text_in(figure->reason, visit->lang);
    }
    if (str_eq(figure->code, S("municipalities_covered")) && figure->of != INT_NONE) {
        return str_format(visit->arena, "%s " STR_FMT, visit->lang == LANG_ES ? "de" : "of",
                          STR_ARG(count_display(visit->arena, figure->of)));
    }
    return figure->with_data == figure->of ? STR_NONE : with_data_words(visit, figure);
}

/* The seven that an agency states at the end of its year, with the two that keep the first four from being added. */
static void put_tiles(const struct asked *asked, const struct statement *statement)
{
    static const char *const headlines[] = {"municipalities_covered", "enterprises_advised", "enterprises_trained",
                                            "enterprises_assisted", "clients_served", "services_delivered",
                                            "sales_increase", "financing_negotiated", "resources_mobilised"};
    struct visit *visit = asked->visit;
    chart_tiles_open(visit->html);
    for (size_t i = 0; i < COUNT_OF(headlines); i++) {
        const struct statement_figure *figure = figure_named(statement, headlines[i]);
        if (figure != NULL) {
            chart_tile(visit->html, &(struct tile){
                                        .label = text_in(figure->label, visit->lang),
                                        .value = figure->value,
                                        .text = figure->hidden == ANSWER_YES ? shown_value(visit, figure->value, ANSWER_YES) : STR_NONE,
                                        .note = tile_note(visit, figure),
                                        .url = figure_url(asked, figure),
                                    });
        }
    }
    chart_tiles_close(visit->html);
}

/* Stands where the mistake is made: under the three counts that people add. */
static void put_not_added(const struct asked *asked, const struct statement *statement)
{
    static const char *const counts[] = {"enterprises_advised", "enterprises_trained", "enterprises_assisted"};
    struct visit *visit = asked->visit;
    struct html *html = visit->html;
    struct str numbers[3];
    for (size_t i = 0; i < COUNT_OF(counts); i++) {
        const struct statement_figure *figure = figure_named(statement, counts[i]);
        if (figure == NULL || figure->value.kind != VALUE_COUNT) {
            return;
        }
        numbers[i] = count_display(visit->arena, figure->value.amount);
    }
    H(html, "<p class=\"card\"><strong>");
    h_text(html, str_format(visit->arena, STR_FMT ", " STR_FMT " %s " STR_FMT " %s", STR_ARG(numbers[0]), STR_ARG(numbers[1]),
                            visit->lang == LANG_ES ? "y" : "and", STR_ARG(numbers[2]),
                            visit->lang == LANG_ES ? "no se suman" : "are not added"));
    H(html, "</strong>: ");
    HT(html, "una misma empresa puede haber sido asesorada, capacitada y asistida.",
       "one enterprise may have been advised, trained and assisted.");
    const struct statement_figure *served = figure_named(statement, "clients_served");
    if (served != NULL && served->value.kind == VALUE_COUNT) {
        HT(html, " Clientes distintos atendidos: ", " Different clients served: ");
        H(html, "<strong>");
        h_count(html, served->value.amount);
        H(html, "</strong>.");
    }
    H(html, "</p>");
}

static void put_elsewhere(const struct asked *asked, const struct statement *statement)
{
    struct html *html = asked->visit->html;
    if (statement->enterprises_elsewhere <= 0 && statement->persons_elsewhere <= 0) {
        return;
    }
    H(html, "<p class=\"note\">");
    HT(html, "Atendidas con sede o domicilio fuera del territorio, o sin distrito, que no se incluyen: empresas ",
       "Served, with a home outside the territory or without a district, and not included: enterprises ");
    h_count(html, statement->enterprises_elsewhere);
    HT(html, ", personas ", ", persons ");
    h_count(html, statement->persons_elsewhere);
    H(html, ". ");
    struct statement_input all = asked->question;
    all.territory = S("SV");
    h_link(html, with_question(asked->visit->arena, URL(asked->visit->arena, "/results"), &all), TR(html, "Incluirlas", "Include them"));
    H(html, "</p>");
}

static void put_verified(const struct asked *asked, const struct statement *statement)
{
    struct visit *visit = asked->visit;
    struct html *html = visit->html;
    if (statement->records <= 0) {
        return;
    }
    int64_t percent = percent_hundredths(statement->verified, statement->records);
    H(html, "<p class=\"note\">");
    HT(html, "Se apoya en ", "It rests on ");
    h_count(html, statement->records);
    HT(html, " registros; ", " records; ");
    h_count(html, statement->verified);
    h_text(html, str_format(visit->arena, " (%lld %%) ", (long long)((percent + 50) / 100)));
    HT(html, "verificados o validados por una segunda persona.", "verified or validated by a second person.");
    H(html, "</p>");
    chart_meter(html, percent, chart_tone(percent), TR(html, "Registros verificados", "Verified records"));
}

static void put_value(struct visit *visit, struct table *table, struct value value, enum answer hidden)
{
    table_cell_open(visit->html, table);
    h_text(visit->html, shown_value(visit, value, hidden));
    table_cell_close(visit->html, table);
}

static void put_state_word(struct html *html, struct str word, int64_t count, bool *first)
{
    if (count > 0) {
        h_text(html, *first ? S("") : S(" · "));
        h_count(html, count);
        h_text(html, S(" "));
        h_text(html, word);
        *first = false;
    }
}

static void put_states(struct visit *visit, struct table *table, const struct statement_verification *states)
{
    struct html *html = visit->html;
    bool first = true;
    table_cell_open(html, table);
    H(html, "<span class=\"quiet\">");
    put_state_word(html, TR(html, "validados", "validated"), states->validated, &first);
    put_state_word(html, TR(html, "verificados", "verified"), states->verified, &first);
    put_state_word(html, TR(html, "con evidencia", "with evidence"), states->with_evidence, &first);
    put_state_word(html, TR(html, "declarados", "declared"), states->declared, &first);
    H(html, "</span>");
    table_cell_close(html, table);
}

static void put_figure(const struct asked *asked, struct table *table, const struct statement_figure *figure)
{
    struct visit *visit = asked->visit;
    struct html *html = visit->html;
    struct str note = text_in(figure->note, visit->lang);
    if (figure->value.kind == VALUE_NONE && figure->hidden != ANSWER_YES) {
        note = text_in(figure->reason, visit->lang);
    }
    table_row(html, table);
    table_link_note(html, table, figure_url(asked, figure), text_in(figure->label, visit->lang), note);
    put_value(visit, table, figure->value, figure->hidden);
    table_text(html, table, measure_words(visit, figure->measure));
    table_text(html, table, data_words(visit, figure));
    put_states(visit, table, &figure->verification);
    table_row_end(html, table);
    const struct statement_part *parts = figure->parts.items;
    for (size_t i = 0; i < figure->parts.len; i++) {
        table_row(html, table);
        table_cell_open(html, table);
        H(html, "<span class=\"quiet\">– ");
        h_t(html, parts[i].label);
        H(html, "</span>");
        table_cell_close(html, table);
        put_value(visit, table, parts[i].value, parts[i].hidden);
        table_text(html, table, measure_words(visit, parts[i].measure));
        table_text(html, table, STR_NONE);
        table_text(html, table, STR_NONE);
        table_row_end(html, table);
    }
}

/* What has a value in one table; what has none, with its reason, behind a fold. */
static void put_figures(const struct asked *asked, const struct statement *statement, bool with_value)
{
    static const struct column columns[] = {
        {.label = T("Cifra", "Figure")},
        {.label = T("Valor", "Value"), .number = true},
        {.label = T("Medida", "Measure"), .minor = true},
        {.label = T("Con datos", "With data"), .minor = true},
        {.label = T("Registros por verificación", "Records by verification"), .minor = true},
    };
    struct html *html = asked->visit->html;
    struct table table = {
        .caption = with_value ? TR(html, "Todas las cifras del período", "Every figure of the period")
                              : TR(html, "Cifras sin datos en el período", "Figures without data in the period"),
        .columns = columns,
        .count = COUNT_OF(columns),
    };
    table_open(html, &table);
    const struct statement_figure *figures = statement->figures.items;
    for (size_t i = 0; i < statement->figures.len; i++) {
        bool has = figures[i].value.kind != VALUE_NONE || figures[i].hidden == ANSWER_YES;
        if (has == with_value) {
            put_figure(asked, &table, &figures[i]);
        }
    }
    table_close(html, &table);
}

static size_t count_without(const struct statement *statement)
{
    const struct statement_figure *figures = statement->figures.items;
    size_t count = 0;
    for (size_t i = 0; i < statement->figures.len; i++) {
        count += figures[i].value.kind == VALUE_NONE && figures[i].hidden != ANSWER_YES ? 1 : 0;
    }
    return count;
}

static struct str lead_of(const struct asked *asked, const struct statement *statement)
{
    struct visit *visit = asked->visit;
    struct str lead = str_format(visit->arena, STR_FMT " · " STR_FMT,
                                 STR_ARG(str_is_empty(statement->unit_name) ? text_in(TEXT("Todas las unidades", "All units"), visit->lang)
                                                                            : statement->unit_name),
                                 STR_ARG(text_in(statement->territory_name, visit->lang)));
    if (!str_is_empty(statement->agreement_title)) {
        lead = str_format(visit->arena, STR_FMT " · " STR_FMT, STR_ARG(lead), STR_ARG(statement->agreement_title));
    }
    return lead;
}

static enum err ask_statement(const struct asked *asked, struct statement **out)
{
    *out = shape_new(asked->visit->arena, &statement_shape);
    return visit_run(asked->visit, op_find(S("results.statement")), &asked->question, *out);
}

/* A question that cannot be asked: what is wrong with it, and the way back to one that can. */
static enum err show_refusal(struct visit *visit)
{
    struct fault fault = visit->call.fault;
    visit_refused(visit, ERR_INVALID);
    visit_page(visit, TEXT("Resultados", "Results"), PLACE_RESULTS);
    page_faults(visit->html, &fault);
    H(visit->html, "<p>");
    h_button_link(visit->html, URL(visit->arena, "/results"), TR(visit->html, "Volver a los resultados", "Back to the results"), true);
    H(visit->html, "</p>");
    return visit_end(visit);
}

static enum err statement_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct asked asked;
    struct statement *statement;
    enum err err = read_question(&visit, &asked);
    if (err == ERR_OK) {
        err = ask_statement(&asked, &statement);
    }
    if (err == ERR_INVALID) {
        return show_refusal(&visit);
    }
    TRY(err);
    struct desk_lists lists = {0};
    TRY(desk_units(&visit, &lists.units, &lists.own_unit, &lists.own_territory));
    TRY(desk_agreements(&visit, &lists.agreements));
    struct page_link actions[] = {
        {.label = text_in(TEXT("Imprimir", "Print"), visit.lang),
         .url = with_question(visit.arena, URL(visit.arena, "/results/print"), &asked.question)},
        {.label = text_in(TEXT("Hoja de cálculo", "Spreadsheet"), visit.lang),
         .url = with_question(visit.arena, URL(visit.arena, "/results/statement.xlsx"), &asked.question)},
        {.label = S("CSV"), .url = with_question(visit.arena, URL(visit.arena, "/results/statement.csv"), &asked.question)},
        {.label = text_in(TEXT("Informes", "Reports"), visit.lang), .url = URL(visit.arena, "/reports")},
    };
    visit.page.actions = actions;
    visit.page.action_count = COUNT_OF(actions);
    visit.page.lead = lead_of(&asked, statement);
    const char *title = str_c(visit.arena, str_format(visit.arena, STR_FMT " " STR_FMT,
                                                      STR_ARG(text_in(TEXT("Resultados", "Results"), visit.lang)),
                                                      STR_ARG(period_words(&asked))));
    visit_page(&visit, (struct text){title, title}, PLACE_RESULTS);
    struct html *html = visit.html;
    put_pickers(&asked, &lists, statement->territory);
    put_tiles(&asked, statement);
    put_not_added(&asked, statement);
    H(html, "<div class=\"two\"><section class=\"card\">");
    TRY(coverage_show(&visit, &asked.question, statement->territory, period_words(&asked)));
    H(html, "</section><section class=\"card\"><h2>");
    HT(html, "En qué se apoya", "What it rests on");
    H(html, "</h2>");
    put_elsewhere(&asked, statement);
    put_verified(&asked, statement);
    H(html, "<p class=\"note\">");
    HT(html, "Cada cifra se abre en los registros que la forman. Calculado el ", "Every figure opens to the records that made it. Computed on ");
    h_text(html, instant_display(visit.arena, statement->as_of));
    H(html, ".</p></section></div><section class=\"card\">");
    put_figures(&asked, statement, true);
    if (count_without(statement) > 0) {
        H(html, "<details class=\"screen\"><summary>");
        HT(html, "Cifras sin datos y por qué", "Figures without data and why");
        H(html, "</summary>");
        put_figures(&asked, statement, false);
        H(html, "</details>");
    }
    H(html, "</section>");
    return visit_end(&visit);
}

/* ---- files ------------------------------------------------------------------------------------------------------ */

static struct str file_name(const struct asked *asked, const char *ending)
{
    struct arena *arena = asked->visit->arena;
    return str_format(arena, "%s-" STR_FMT "-" STR_FMT ".%s", asked->visit->lang == LANG_ES ? "resultados" : "results",
                      STR_ARG(date_iso(arena, asked->question.from)), STR_ARG(date_iso(arena, asked->question.to)), ending);
}

static enum err csv_file(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct asked asked;
    struct statement *statement;
    TRY(read_question(&visit, &asked));
    TRY(ask_statement(&asked, &statement));
    struct rows rows = statement_rows(visit.arena, statement, visit.lang);
    struct buf out = BUF(visit.arena);
    struct csv_writer writer = csv_writer(&out, ',');
    for (size_t i = 0; i < statement_row_shape.count; i++) {
        csv_value(&writer, str_of(statement_row_shape.fields[i].name));
    }
    csv_end_row(&writer);
    for (size_t n = 0; n < rows.len; n++) {
        const void *row = (const char *)rows.items + n * statement_row_shape.size;
        for (size_t i = 0; i < statement_row_shape.count; i++) {
            const struct field *field = &statement_row_shape.fields[i];
            struct str value = field_plain(visit.arena, field, row);
            if (field->type == FIELD_TYPE_TEXT) {
                csv_text(&writer, value);
            } else {
                csv_value(&writer, value);
            }
        }
        csv_end_row(&writer);
    }
    response_attachment(resp, file_name(&asked, "csv"));
    response_body(resp, "text/csv; charset=utf-8", buf_str(&out));
    return ERR_OK;
}

static void write_row(struct xlsx_writer *writer, const struct statement_row *row)
{
    xlsx_write_text(writer, row->code);
    xlsx_write_text(writer, row->label);
    if (row->value.kind == VALUE_NONE) {
        xlsx_write_blank(writer);
    } else if (row->value.kind == VALUE_COUNT) {
        xlsx_write_integer(writer, row->value.amount);
    } else {
        xlsx_write_hundredths(writer, row->value.amount);
    }
    xlsx_write_text(writer, row->measure);
    const int64_t counts[] = {row->with_data, row->of};
    for (size_t i = 0; i < COUNT_OF(counts); i++) {
        if (counts[i] == INT_NONE) {
            xlsx_write_blank(writer);
        } else {
            xlsx_write_integer(writer, counts[i]);
        }
    }
    xlsx_write_end_row(writer);
}

static enum err write_workbook(const struct asked *asked, const struct statement *statement, const char *path)
{
    struct visit *visit = asked->visit;
    struct rows rows = statement_rows(visit->arena, statement, visit->lang);
    const struct statement_row *row = rows.items;
    const struct xlsx_column columns[] = {
        {text_in(TEXT("Código", "Code"), visit->lang), 26},       {text_in(TEXT("Cifra", "Figure"), visit->lang), 46},
        {text_in(TEXT("Valor", "Value"), visit->lang), 16},       {text_in(TEXT("Medida", "Measure"), visit->lang), 16},
        {text_in(TEXT("Con dato", "With data"), visit->lang), 12}, {text_in(TEXT("De", "Of"), visit->lang), 12},
    };
    struct xlsx_writer *writer = NULL;
    TRY(xlsx_write_open(visit->arena, path, statement->as_of, &writer));
    xlsx_write_sheet(writer, period_words(asked), columns, COUNT_OF(columns));
    for (size_t i = 0; i < rows.len; i++) {
        write_row(writer, &row[i]);
    }
    return xlsx_write_close(writer);
}

/* The file has no name any more when it is sent. */
static enum err send_workbook(const struct asked *asked, const struct statement *statement, const char *folder)
{
    struct response *resp = asked->visit->resp;
    const char *path = str_c(asked->visit->arena, str_format(asked->visit->arena, "%s/results.xlsx", folder));
    TRY(write_workbook(asked, statement, path));
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat info;
    bool known = fd >= 0 && fstat(fd, &info) == 0;
    unlink(path);
    if (!known) {
        if (fd >= 0) {
            close(fd);
        }
        return ERR_IO;
    }
    response_attachment(resp, file_name(asked, "xlsx"));
    response_file(resp, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", fd, info.st_size);
    return ERR_OK;
}

static enum err xlsx_file(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct asked asked;
    struct statement *statement;
    TRY(read_question(&visit, &asked));
    TRY(ask_statement(&asked, &statement));
    const char *root = getenv("TMPDIR");
    char *folder = arena_alloc(visit.arena, 4096);
    snprintf(folder, 4096, "%s/adelante-XXXXXX", root == NULL ? "/tmp" : root);
    if (mkdtemp(folder) == NULL) {
        return ERR_IO;
    }
    enum err err = send_workbook(&asked, statement, folder);
    rmdir(folder);
    return err;
}

/* ---- one figure and its records ---------------------------------------------------------------------------------------- */

static void put_rule(struct visit *visit, const struct indicator *indicator)
{
    struct html *html = visit->html;
    page_facts_open(html);
    page_fact(html, TR(html, "Qué se cuenta", "What is counted"), text_in(indicator->rule, visit->lang));
    page_fact(html, TR(html, "Fecha que manda", "Date that decides"), text_in(indicator->dated_by, visit->lang));
    page_fact(html, TR(html, "Cómo", "How"), text_in(indicator_rule_label(indicator->how), visit->lang));
    page_facts_close(html);
}

static struct str dataset_word(struct visit *visit, struct str dataset)
{
    const struct entity *entity = entity_find_dataset(dataset);
    return entity == NULL ? dataset : text_in(entity->label, visit->lang);
}

static void put_client(struct visit *visit, struct table *table, const struct statement_record *record)
{
    struct html *html = visit->html;
    table_cell_open(html, table);
    if (!str_is_empty(record->enterprise)) {
        h_link(html, desk_client_url(visit->arena, S("enterprise"), record->enterprise), record->enterprise);
    }
    if (!str_is_empty(record->person)) {
        h_text(html, str_is_empty(record->enterprise) ? S("") : S(" "));
        h_link(html, desk_client_url(visit->arena, S("person"), record->person), record->person);
    }
    table_cell_close(html, table);
}

static void put_record(struct visit *visit, struct table *table, const struct statement_record *record)
{
    struct html *html = visit->html;
    table_row(html, table);
    table_link_note(html, table, desk_record_url(visit->arena, record->dataset, record->code), record->code, dataset_word(visit, record->dataset));
    table_date(html, table, record->date);
    put_client(visit, table, record);
    table_text(html, table, str_is_empty(record->district)
                                ? STR_NONE
                                : territory_districts.name_of(visit->arena, record->district, DATE_NONE, visit->lang));
    table_chip(html, table, desk_verification_tone(record->verification),
               desk_word(visit, service_verifications, record->verification));
    table_value(html, table, record->contribution);
    table_row_end(html, table);
}

static void add_values(const struct list *list, struct value *sum)
{
    const struct statement_record *records = list->rows.items;
    for (size_t i = 0; i < list->rows.len; i++) {
        if (records[i].contribution.kind != VALUE_NONE) {
            sum->kind = records[i].contribution.kind;
            sum->amount += records[i].contribution.amount;
        }
    }
}

static enum err ask_records(const struct asked *asked, struct str code, struct str after, int64_t limit, struct list *out)
{
    struct statement_explain_input *in = shape_new(asked->visit->arena, &statement_explain_input_shape);
    in->question = asked->question;
    in->indicator = code;
    in->after = after;
    in->limit = limit;
    *out = (struct list){.total = INT_NONE};
    return visit_run(asked->visit, op_find(S("results.explain")), in, out);
}

/* What the pages before this one contribute, so that the last page ends with the figure. */
static enum err sum_before(const struct asked *asked, struct str code, struct str after, struct value *sum)
{
    enum { PAGES_MOST = 40 };
    struct str at = STR_NONE;
    int64_t end = 0;
    if (!str_to_int(after, &end) || end <= 0) {
        return ERR_OK;
    }
    for (int page = 0; page < PAGES_MOST; page++) {
        int64_t from = 0;
        bool begun = str_to_int(at, &from);
        int64_t left = end - (begun ? from : 0);
        struct list list;
        TRY(ask_records(asked, code, at, left < 500 ? left : 500, &list));
        add_values(&list, sum);
        at = list.next;
        if (str_is_empty(at) || left <= 500) {
            return ERR_OK;
        }
    }
    sum->kind = VALUE_NONE; /* too far to be said */
    return ERR_OK;
}

static void put_foot(struct visit *visit, struct table *table, struct value sum, bool last)
{
    struct html *html = visit->html;
    table_foot(html, table);
    table_row(html, table);
    table_text(html, table, last ? TR(html, "Suma de todos los registros", "Sum of all records")
                                 : TR(html, "Suma hasta aquí", "Sum up to here"));
    for (int i = 0; i < 4; i++) {
        table_text(html, table, STR_NONE);
    }
    table_value(html, table, sum);
    table_row_end(html, table);
}

static void put_records(const struct asked *asked, struct str code, const struct list *list, struct str after, struct value sum)
{
    static const struct column columns[] = {
        {.label = T("Registro", "Record")},        {.label = T("Fecha", "Date")},
        {.label = T("Cliente", "Client")},         {.label = T("Distrito", "District"), .minor = true},
        {.label = T("Verificación", "Verification")}, {.label = T("Aporta a la cifra", "Adds to the figure"), .number = true},
    };
    struct visit *visit = asked->visit;
    struct url here = with_question(visit->arena, URL(visit->arena, "/results/{}", code), &asked->question);
    struct table table = {
        .caption = TR(visit->html, "Los registros que la forman", "The records that made it"),
        .columns = columns,
        .count = COUNT_OF(columns),
        .total = list->total,
        .next = str_is_empty(list->next) ? (struct url){STR_NONE} : url_with(visit->arena, here, "after", list->next),
        .first = str_is_empty(after) ? (struct url){STR_NONE} : here,
    };
    table_open(visit->html, &table);
    const struct statement_record *records = list->rows.items;
    for (size_t i = 0; i < list->rows.len; i++) {
        put_record(visit, &table, &records[i]);
    }
    if (sum.kind != VALUE_NONE) {
        put_foot(visit, &table, sum, str_is_empty(list->next));
    }
    table_close(visit->html, &table);
}

static void set_crumb(const struct asked *asked)
{
    struct visit *visit = asked->visit;
    struct page_link *crumb = ARENA_NEW(visit->arena, struct page_link);
    *crumb = (struct page_link){
        .label = str_format(visit->arena, STR_FMT " " STR_FMT, STR_ARG(text_in(TEXT("Resultados", "Results"), visit->lang)),
                            STR_ARG(period_words(asked))),
        .url = with_question(visit->arena, URL(visit->arena, "/results"), &asked->question)};
    visit->page.crumbs = crumb;
    visit->page.crumb_count = 1;
}

static enum err figure_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct str code = request_param(req, "indicator");
    struct str after = request_query(req, "after");
    enum indicator_code which;
    if (!indicator_find(code, &which)) {
        return ERR_NOT_FOUND;
    }
    struct asked asked;
    struct statement *statement;
    struct list list;
    struct value sum = {VALUE_NONE, 0};
    enum err err = read_question(&visit, &asked);
    if (err == ERR_OK) {
        err = ask_statement(&asked, &statement);
    }
    if (err == ERR_OK) {
        err = ask_records(&asked, code, after, 50, &list);
    }
    if (err == ERR_INVALID) {
        return show_refusal(&visit);
    }
    TRY(err);
    TRY(sum_before(&asked, code, after, &sum));
    add_values(&list, &sum);
    const struct indicator *indicator = indicator_at(which);
    const struct statement_figure *figure = figure_named(statement, indicator->code);
    assert(figure != NULL);
    set_crumb(&asked);
    visit.page.lead = lead_of(&asked, statement);
    visit_page(&visit, figure->label, PLACE_RESULTS);
    struct html *html = visit.html;
    H(html, "<div class=\"two\"><section class=\"card\">");
    put_rule(&visit, indicator);
    H(html, "</section><div>");
    chart_tiles_open(html);
    chart_tile(html, &(struct tile){.label = measure_words(&visit, figure->measure), .value = figure->value,
                                    .note = with_data_words(&visit, figure)});
    chart_tiles_close(html);
    if (figure->note.es != NULL) {
        page_notice(html, TONE_WARN, text_in(figure->note, visit.lang));
    }
    H(html, "</div></div>");
    if (list.rows.len == 0) {
        page_empty(html, TR(html, "No hay registros que mostrar", "There are no records to show"),
                   text_in(figure->reason, visit.lang), (struct url){STR_NONE}, STR_NONE);
    } else {
        H(html, "<section class=\"card\">");
        put_records(&asked, code, &list, after, sum);
        H(html, "</section>");
    }
    return visit_end(&visit);
}

const struct route statement_routes[] = {
    {.method = METHOD_GET, .pattern = "/results", .handler = statement_page},
    {.method = METHOD_GET, .pattern = "/results/statement.csv", .handler = csv_file},
    {.method = METHOD_GET, .pattern = "/results/statement.xlsx", .handler = xlsx_file},
    {.method = METHOD_GET, .pattern = "/results/{indicator}", .handler = figure_page},
};
const size_t statement_route_count = COUNT_OF(statement_routes);
