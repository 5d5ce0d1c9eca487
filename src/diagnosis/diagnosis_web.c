#include "diagnosis/diagnosis_web.h"

#include "client/desk_newest_web.h"
#include "client/enterprise.h"
#include "core/flow.h"
#include "diagnosis/diagnosis.h"
#include "format/json.h"
#include "html/chart.h"
#include "html/table.h"
#include "html/widget.h"

#include <string.h>

/* ---- the form of a new one ------------------------------------------------------------------------------------ */

static const char *const first[] = {"enterprise", "instrument", "adviser", "date", "remarks", NULL};
static const char *const keeping[] = {"unit", "code", NULL};
static const struct desk_group groups[] = {
    {.names = first},
    {.legend = T("Unidad y código", "Unit and code"), .names = keeping, .folded = true},
    {.names = NULL},
};

/* Those in use on the day. */
static enum err list_instruments(struct visit *visit, struct desk_options *out)
{
    struct list list = {0};
    struct call call = visit->call;
    TRY(desk_ask(visit, "instrument.list", DESK_VALUES({"limit", S("100")}), &list));
    visit->call = call;
    const struct instrument *rows = list.rows.items;
    struct form_option *items = ARENA_ARRAY(visit->arena, struct form_option, list.rows.len);
    struct date today = clock_today();
    *out = (struct desk_options){items, 0};
    for (size_t i = 0; i < list.rows.len; i++) {
        bool early = !date_is_none(rows[i].valid_from) && date_cmp(rows[i].valid_from, today) > 0;
        bool over = !date_is_none(rows[i].valid_to) && date_cmp(rows[i].valid_to, today) < 0;
        if (rows[i].record.annulled != ANSWER_YES && !early && !over) {
            struct str name = visit->lang == LANG_ES || str_is_empty(rows[i].name_en) ? rows[i].name : rows[i].name_en;
            items[out->count++] = (struct form_option){.code = rows[i].record.code,
                                                       .label = str_format(visit->arena, STR_FMT " (" STR_FMT ")", STR_ARG(name), STR_ARG(rows[i].edition))};
        }
    }
    return ERR_OK;
}

static bool draw(struct visit *visit, const struct desk_form *form, const struct field *field)
{
    struct desk_options options;
    if (strcmp(field->name, "enterprise") == 0) {
        desk_hidden(visit, form, field);
        return true;
    }
    if (strcmp(field->name, "instrument") != 0 || list_instruments(visit, &options) != ERR_OK || options.count == 0) {
        return false;
    }
    struct str value = form->row == NULL ? STR_NONE : field_plain(visit->arena, field, form->row);
    value = widget_given(&form->view, S("instrument"), value);
    form_select(visit->html, &form->view, "instrument", text_in(field->label, visit->lang), STR_NONE, options.items, options.count, value);
    return true;
}

static enum err begin(struct visit *visit, struct desk_form *form, bool *elsewhere)
{
    struct desk_options options;
    struct str code = request_query(visit->req, "enterprise");
    TRY(list_instruments(visit, &options));
    if (options.count == 0) {
        *elsewhere = true;
        return visit_go(visit, URL(visit->arena, "/instruments"),
                        TEXT("Primero hace falta un instrumento con sus preguntas; la dirección lo carga aquí.",
                             "First an instrument with its questions is needed; the director loads it here."));
    }
    if (str_is_empty(code)) {
        *elsewhere = true;
        return desk_choose_client(visit, form->noun, URL(visit->arena, "/diagnoses/new"), true);
    }
    struct enterprise client;
    shape_clear(&enterprise_entity.shape, &client);
    TRY(desk_get(visit, &enterprise_entity, code, &client));
    desk_preset(visit, form, "enterprise", code);
    if (options.count == 1) {
        desk_preset(visit, form, "instrument", options.items[0].code);
    }
    desk_preset(visit, form, "unit", client.record.unit.code);
    desk_preset(visit, form, "adviser", str_is_empty(form->lists.own_staff) ? client.adviser.code : form->lists.own_staff);
    desk_preset(visit, form, "date", date_iso(visit->arena, clock_today()));
    return ERR_OK;
}

const struct desk_noun diagnosis_noun = {
    .name = "diagnosis",
    .entity = &diagnosis_entity,
    .path = "diagnoses",
    .place = PLACE_SERVICES,
    .write = PERM_SERVICE_WRITE,
    .new_title = T("Nuevo diagnóstico", "New diagnosis"),
    .edit_title = T("Corregir el diagnóstico", "Correct the diagnosis"),
    .saved = T("Diagnóstico abierto. Responda las preguntas.", "Diagnosis opened. Answer the questions."),
    .list = "/diagnoses",
    .list_label = T("Diagnósticos", "Diagnoses"),
    .groups = groups,
    .begin = begin,
    .draw = draw,
};

struct str diagnosis_web_score(struct visit *visit, int64_t score)
{
    if (score == INT_NONE) {
        return STR_NONE;
    }
    struct str value = chart_value(visit->arena, (struct value){VALUE_HUNDREDTHS, score});
    struct text words = text_format(visit->arena, TEXT("%s de 100", "%s of 100"), str_c(visit->arena, value));
    return text_in(words, visit->lang);
}

/* ---- answering: every question on one page ------------------------------------------------------------------------- */

static struct str input_name(struct visit *visit, const char *prefix, struct str question)
{
    return str_format(visit->arena, "%s" STR_FMT, prefix, STR_ARG(question));
}

static void put_question(struct visit *visit, const struct form_view *form, const struct diagnosis_line *line)
{
    struct html *html = visit->html;
    struct str name = input_name(visit, "q-", line->question);
    struct widget widget = widget_of(html, form, name, text_in(line->text, visit->lang), STR_NONE);
    widget.value = widget_given(form, name, line->value);
    form_hidden(html, str_c(visit->arena, input_name(visit, "s-", line->question)), str_is_empty(line->value) ? S("-") : line->value);
    if (str_eq(line->kind, S("yes_no"))) {
        const struct form_option options[] = {{.code = S("yes"), .label = TR(html, "Sí", "Yes")}, {.code = S("no"), .label = TR(html, "No", "No")}};
        widget_radios(html, &widget, options, COUNT_OF(options), false);
    } else if (str_eq(line->kind, S("scale"))) {
        static const char *const steps[] = {"1", "2", "3", "4", "5"};
        struct form_option options[COUNT_OF(steps)];
        for (size_t i = 0; i < COUNT_OF(steps); i++) {
            struct text label = i == 0 ? TEXT("1, nada", "1, not at all") : i == 4 ? TEXT("5, del todo", "5, fully") : (struct text){steps[i], steps[i]};
            options[i] = (struct form_option){.code = str_of(steps[i]), .label = text_in(label, visit->lang)};
        }
        widget_radios(html, &widget, options, COUNT_OF(options), false);
    } else if (str_eq(line->kind, S("number"))) {
        widget_input(html, &widget, &(struct widget_typing){.type = "text", .mode = "numeric", .size = "short"});
    } else {
        widget_textarea(html, &widget, 1000);
    }
}

static bool is_same(struct text a, struct text b)
{
    return strcmp(a.es, b.es) == 0;
}

static void put_answers(struct visit *visit, const struct diagnosis_sheet *sheet, const struct map *given, const struct fault *fault)
{
    struct html *html = visit->html;
    const struct diagnosis_line *lines = sheet->lines.items;
    static const struct form_button second = {.name = "finish", .value = "1"};
    struct form_button finish = second;
    finish.label = TR(html, "Guardar y completar", "Save and complete");
    struct form_view form = {
        .action = URL(visit->arena, "/diagnoses/{}/answer", sheet->diagnosis.record.code),
        .csrf = visit->csrf,
        .request_id = id_format(visit->arena, id_new()),
        .given = given,
        .fault = fault,
        .version = INT_NONE,
        .second = &finish,
    };
    form_open(html, &form);
    for (size_t i = 0; i < sheet->lines.len; i++) {
        if (i == 0 || !is_same(lines[i].category, lines[i - 1].category)) {
            if (i > 0) {
                form_group_close(html);
            }
            form_group_open(html, text_in(lines[i].category, visit->lang), STR_NONE);
        }
        if (i == 0 || !is_same(lines[i].subcategory, lines[i - 1].subcategory)) {
            H(html, "<h2>");
            h_t(html, lines[i].subcategory);
            H(html, "</h2>");
        }
        put_question(visit, &form, &lines[i]);
    }
    if (sheet->lines.len > 0) {
        form_group_close(html);
    }
    form_close(html, &form, TR(html, "Guardar las respuestas", "Save the answers"), (struct url){STR_NONE});
}

/* Only what this person changed is sent on: what others answered meanwhile stays. */
static struct str changed_answers(struct visit *visit, const struct diagnosis_sheet *sheet)
{
    struct buf out = BUF(visit->arena);
    struct json_writer writer = json_writer(&out);
    const struct diagnosis_line *lines = sheet->lines.items;
    json_open_object(&writer);
    json_key(&writer, S("code"));
    json_text(&writer, sheet->diagnosis.record.code);
    json_key(&writer, S("answers"));
    json_open_array(&writer);
    for (size_t i = 0; i < sheet->lines.len; i++) {
        struct str value = str_trim(form_get(visit->form, str_c(visit->arena, input_name(visit, "q-", lines[i].question))));
        struct str seen = form_get(visit->form, str_c(visit->arena, input_name(visit, "s-", lines[i].question)));
        if (str_is_empty(seen) || str_eq(value, str_eq(seen, S("-")) ? STR_NONE : seen)) {
            continue;
        }
        json_open_object(&writer);
        json_key(&writer, S("question"));
        json_text(&writer, lines[i].question);
        json_key(&writer, S("value"));
        json_text(&writer, value);
        json_key(&writer, S("seen"));
        json_text(&writer, seen);
        json_close_object(&writer);
    }
    json_close_array(&writer);
    json_close_object(&writer);
    return buf_str(&out);
}

/* ---- the result: a picture with the table behind, and what was before --------------------------------------------------- */

struct picture {
    struct str *labels;
    int64_t *now;
    int64_t *before;
    size_t count;
};

static int64_t score_in(const struct diagnosis_sheet *sheet, const struct diagnosis_heading *wanted)
{
    const struct diagnosis_heading *rows = sheet->headings.items;
    for (size_t i = 0; i < sheet->headings.len; i++) {
        if (is_same(rows[i].category, wanted->category) && is_same(rows[i].subcategory, wanted->subcategory)) {
            return rows[i].score;
        }
    }
    return INT_NONE;
}

static void put_picture(struct visit *visit, const struct diagnosis_sheet *sheet, const struct diagnosis_sheet *before)
{
    struct html *html = visit->html;
    const struct diagnosis_heading *rows = sheet->headings.items;
    struct picture picture = {ARENA_ARRAY(visit->arena, struct str, sheet->headings.len), ARENA_ARRAY(visit->arena, int64_t, sheet->headings.len),
                              ARENA_ARRAY(visit->arena, int64_t, sheet->headings.len), 0};
    for (size_t i = 0; i < sheet->headings.len; i++) {
        if (rows[i].subcategory.es[0] == '\0') {
            picture.labels[picture.count] = text_in(rows[i].category, visit->lang);
            picture.now[picture.count] = rows[i].score;
            picture.before[picture.count++] = before == NULL ? INT_NONE : score_in(before, &rows[i]);
        }
    }
    const struct series series[] = {
        {.name = before == NULL ? TR(html, "Puntaje", "Score") : date_display(visit->arena, sheet->diagnosis.date), .values = picture.now},
        {.name = before == NULL ? STR_NONE : date_display(visit->arena, before->diagnosis.date), .values = picture.before},
    };
    struct chart chart = {
        .title = TR(html, "Puntaje por categoría, de 0 a 100", "Score by category, 0 to 100"),
        .category = TR(html, "Categoría", "Category"),
        .labels = picture.labels,
        .count = picture.count,
        .series = series,
        .series_count = before == NULL ? 1 : 2,
        .kind = VALUE_HUNDREDTHS,
    };
    chart_bars(html, &chart);
}

/* How many were answered, or, where there is a diagnosis before, what it scored and what changed. */
static void put_headings(struct visit *visit, const struct diagnosis_sheet *sheet, const struct diagnosis_sheet *before)
{
    static const struct column alone[] = {
        {.label = T("Categoría y subcategoría", "Category and sub-category")},
        {.label = T("Puntaje", "Score"), .number = true},
        {.label = T("Respondidas", "Answered"), .number = true},
    };
    static const struct column compared[] = {
        {.label = T("Categoría y subcategoría", "Category and sub-category")},
        {.label = T("Ahora", "Now"), .number = true},
        {.label = T("Antes", "Before"), .number = true},
        {.label = T("Cambio", "Change"), .number = true},
    };
    struct html *html = visit->html;
    struct table table = {.caption = TR(html, "Puntajes", "Scores"), .columns = before == NULL ? alone : compared,
                          .count = before == NULL ? COUNT_OF(alone) : COUNT_OF(compared), .plain = true};
    const struct diagnosis_heading *rows = sheet->headings.items;
    table_open(html, &table);
    for (size_t i = 0; i < sheet->headings.len; i++) {
        table_row(html, &table);
        table_cell_open(html, &table);
        if (rows[i].subcategory.es[0] == '\0') {
            H(html, "<strong>");
            h_t(html, rows[i].category);
            H(html, "</strong>");
        } else {
            h_t(html, rows[i].subcategory);
        }
        table_cell_close(html, &table);
        table_value(html, &table, (struct value){rows[i].score == INT_NONE ? VALUE_NONE : VALUE_HUNDREDTHS, rows[i].score});
        if (before == NULL) {
            table_text(html, &table, str_format(visit->arena, "%lld/%lld", (long long)rows[i].answered, (long long)rows[i].questions));
        } else {
            int64_t was = score_in(before, &rows[i]);
            bool known = was != INT_NONE && rows[i].score != INT_NONE;
            table_value(html, &table, (struct value){was == INT_NONE ? VALUE_NONE : VALUE_HUNDREDTHS, was});
            table_value(html, &table, (struct value){known ? VALUE_HUNDREDTHS : VALUE_NONE, known ? rows[i].score - was : 0});
        }
        table_row_end(html, &table);
    }
    table_close(html, &table);
}

static struct str answer_words(struct visit *visit, const struct diagnosis_line *line)
{
    if (str_eq(line->kind, S("yes_no")) && !str_is_empty(line->value)) {
        return text_in(str_eq(line->value, S("yes")) ? TEXT("Sí", "Yes") : TEXT("No", "No"), visit->lang);
    }
    return line->value;
}

static void put_given(struct visit *visit, const struct diagnosis_sheet *sheet)
{
    static const struct column columns[] = {
        {.label = T("Pregunta", "Question")},
        {.label = T("Respuesta", "Answer")},
    };
    struct html *html = visit->html;
    struct table table = {.caption = TR(html, "Respuestas", "Answers"), .columns = columns, .count = COUNT_OF(columns)};
    const struct diagnosis_line *lines = sheet->lines.items;
    H(html, "<details><summary>");
    HT(html, "Ver las respuestas", "See the answers");
    H(html, "</summary>");
    table_open(html, &table);
    for (size_t i = 0; i < sheet->lines.len; i++) {
        table_row(html, &table);
        table_text(html, &table, text_in(lines[i].text, visit->lang));
        table_text(html, &table, answer_words(visit, &lines[i]));
        table_row_end(html, &table);
    }
    table_close(html, &table);
    H(html, "</details>");
}

static void put_head(struct visit *visit, const struct diagnosis_sheet *sheet)
{
    struct html *html = visit->html;
    const struct diagnosis *row = &sheet->diagnosis;
    bool complete = str_eq(row->state, S("complete"));
    H(html, "<section class=\"card\">");
    page_facts_open(html);
    page_fact_chip(html, TR(html, "Estado", "State"), complete ? TONE_OK : TONE_WARN, desk_word(visit, diagnosis_states, row->state));
    page_fact(html, TR(html, "Puntaje", "Score"), diagnosis_web_score(visit, sheet->score));
    page_fact_url(html, TR(html, "Empresa", "Enterprise"), row->enterprise.label,
                  desk_client_url(visit->arena, S("enterprise"), row->enterprise.code));
    page_fact(html, TR(html, "Fecha", "Date"), date_display(visit->arena, row->date));
    page_fact(html, TR(html, "Asesor(a)", "Adviser"), row->adviser.label);
    if (!complete) {
        page_fact(html, TR(html, "Preguntas sin responder", "Questions not answered"), str_format(visit->arena, "%lld", (long long)sheet->missing));
    }
    if (!str_is_empty(row->remarks)) {
        page_fact(html, TR(html, "Notas", "Notes"), row->remarks);
    }
    page_facts_close(html);
    H(html, "</section>");
}

static enum err show_page(struct visit *visit, struct str code, const struct map *given, enum err err)
{
    struct fault *fault = ARENA_NEW(visit->arena, struct fault);
    struct diagnosis_sheet sheet;
    struct diagnosis_sheet before;
    *fault = visit->call.fault;
    shape_clear(&diagnosis_sheet_shape, &sheet);
    shape_clear(&diagnosis_sheet_shape, &before);
    TRY(desk_ask(visit, "diagnosis.sheet", DESK_VALUES({"code", code}), &sheet));
    bool compared = !str_is_empty(sheet.previous);
    if (compared) {
        TRY(desk_ask(visit, "diagnosis.sheet", DESK_VALUES({"code", sheet.previous}), &before));
    }
    bool open = str_eq(sheet.diagnosis.state, S("open")) && sheet.diagnosis.record.annulled != ANSWER_YES && visit_may(visit, PERM_SERVICE_WRITE);
    if (err != ERR_OK) {
        visit_refused(visit, err);
    }
    visit->page.lead = str_format(visit->arena, STR_FMT " · " STR_FMT, STR_ARG(text_in(sheet.instrument_name, visit->lang)), STR_ARG(sheet.diagnosis.record.code));
    desk_page(visit, &diagnosis_noun, sheet.diagnosis.enterprise.label, &sheet.diagnosis);
    struct html *html = visit->html;
    put_head(visit, &sheet);
    if (open) {
        put_answers(visit, &sheet, given, err == ERR_OK ? NULL : fault);
    } else {
        H(html, "<div class=\"two\"><section class=\"card stack\">");
        put_picture(visit, &sheet, compared ? &before : NULL);
        put_given(visit, &sheet);
        H(html, "</section><section class=\"card\">");
        put_headings(visit, &sheet, compared ? &before : NULL);
        H(html, "</section></div>");
    }
    desk_foot(visit, &diagnosis_noun, &sheet.diagnosis);
    return visit_end(visit);
}

static enum err diagnosis_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    return show_page(&visit, request_param(req, "code"), NULL, ERR_OK);
}

static enum err answer_post(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    struct str code = request_param(req, "code");
    const struct op *op = op_find(S("diagnosis.answer"));
    struct diagnosis_sheet sheet;
    struct diagnosis out;
    shape_clear(&diagnosis_sheet_shape, &sheet);
    shape_clear(&diagnosis_entity.shape, &out);
    TRY(desk_ask(&visit, "diagnosis.sheet", DESK_VALUES({"code", code}), &sheet));
    void *in = shape_new(visit.arena, op->input);
    visit.call.fault = (struct fault){.arena = visit.arena};
    enum err err = op_read_input(&visit.call.fault, op, changed_answers(&visit, &sheet), "USD", in, ARENA_ARRAY(visit.arena, bool, op->input->count + 1));
    if (err == ERR_OK) {
        err = visit_change(&visit, op, in, NULL, &out);
    }
    bool finish = !str_is_empty(form_get(visit.form, "finish"));
    if (err == ERR_OK && finish) {
        struct diagnosis now;
        shape_clear(&diagnosis_entity.shape, &now);
        TRY(desk_get(&visit, &diagnosis_entity, code, &now));
        const struct op *complete = op_find(S("diagnosis.complete"));
        struct flow_input step = {.code = code, .version = now.record.version};
        err = visit_run(&visit, complete, &step, &out);
    }
    if (err == ERR_OK) {
        return visit_go(&visit, URL(visit.arena, "/diagnoses/{}", code),
                        finish ? TEXT("Diagnóstico completo.", "Diagnosis complete.") : TEXT("Respuestas guardadas.", "Answers saved."));
    }
    return visit_shows_again(err) ? show_page(&visit, code, visit_given(&visit), err) : err;
}

/* ---- the list --------------------------------------------------------------------------------------------------------------- */

static enum err list_page(struct request *req, struct response *resp)
{
    static const struct column columns[] = {
        {.label = T("Empresa", "Enterprise")},
        {.label = T("Fecha", "Date")},
        {.label = T("Asesor(a)", "Adviser"), .minor = true},
        {.label = T("Puntaje", "Score"), .number = true},
        {.label = T("Estado", "State")},
    };
    struct visit visit;
    VISIT(&visit, req, resp);
    struct list list = {0};
    struct desk_newest newest;
    TRY(desk_newest_ask(&visit, "diagnosis.newest", "/diagnoses", &newest, &list));
    struct page_link actions[] = {
        {.label = text_in(diagnosis_noun.new_title, visit.lang), .url = URL(visit.arena, "/diagnoses/new"), .primary = true},
        {.label = text_in(TEXT("Instrumentos", "Instruments"), visit.lang), .url = URL(visit.arena, "/instruments")},
    };
    bool may = visit_may(&visit, PERM_SERVICE_WRITE);
    visit.page.actions = may ? actions : actions + 1;
    visit.page.action_count = may ? 2 : 1;
    visit_page(&visit, diagnosis_noun.list_label, PLACE_SERVICES);
    struct html *html = visit.html;
    desk_service_tabs(&visit, 5);
    if (list.rows.len > 0 || desk_newest_filters(&newest)) {
        desk_newest_bar(&visit, &newest);
    }
    if (list.rows.len == 0 && desk_newest_filters(&newest)) {
        desk_newest_none(&visit);
        return visit_end(&visit);
    }
    if (list.rows.len == 0) {
        page_empty(html, TR(html, "Todavía no hay diagnósticos", "No diagnoses yet"),
                   TR(html, "Busque a una empresa y responda con ella las preguntas.", "Find an enterprise and answer the questions together."),
                   URL(visit.arena, "/diagnoses/new"), text_in(diagnosis_noun.new_title, visit.lang));
        return visit_end(&visit);
    }
    struct table table = {.caption = TR(html, "Los más recientes", "The newest"), .columns = columns, .count = COUNT_OF(columns)};
    desk_newest_pages(&visit, &newest, &table);
    const struct diagnosis *rows = list.rows.items;
    H(html, "<section class=\"card\">");
    table_open(html, &table);
    for (size_t i = 0; i < list.rows.len; i++) {
        table_row(html, &table);
        table_link_note(html, &table, URL(visit.arena, "/diagnoses/{}", rows[i].record.code), rows[i].enterprise.label, rows[i].instrument.label);
        table_date(html, &table, rows[i].date);
        table_text(html, &table, rows[i].adviser.label);
        table_value(html, &table, (struct value){rows[i].score == INT_NONE ? VALUE_NONE : VALUE_HUNDREDTHS, rows[i].score});
        table_chip(html, &table, str_eq(rows[i].state, S("complete")) ? TONE_OK : TONE_WARN, desk_word(&visit, diagnosis_states, rows[i].state));
        table_row_end(html, &table);
    }
    table_close(html, &table);
    H(html, "</section>");
    return visit_end(&visit);
}

/* An answer has no page of its own: its diagnosis. */
static enum err answer_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct diagnosis_answer row;
    shape_clear(&diagnosis_answer_entity.shape, &row);
    TRY(desk_get(&visit, &diagnosis_answer_entity, request_param(req, "code"), &row));
    return visit_go(&visit, URL(visit.arena, "/diagnoses/{}", row.diagnosis.code), TEXT_NONE);
}

const struct route diagnosis_routes[] = {
    {.method = METHOD_GET, .pattern = "/diagnoses", .handler = list_page},
    {.method = METHOD_GET, .pattern = "/diagnoses/{code}", .handler = diagnosis_page},
    {.method = METHOD_POST, .pattern = "/diagnoses/{code}/answer", .handler = answer_post},
    {.method = METHOD_GET, .pattern = "/diagnosis_answers/{code}", .handler = answer_page},
    DESK_ROUTES("/diagnoses", diagnosis_noun),
};
const size_t diagnosis_route_count = COUNT_OF(diagnosis_routes);
