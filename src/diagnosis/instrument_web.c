#include "diagnosis/diagnosis_web.h"
#include "diagnosis/instrument.h"
#include "html/table.h"

#include <string.h>

static const char *const first[] = {"name", "name_en", "edition", "theme", "valid_from", "valid_to", "origin", NULL};
static const char *const keeping[] = {"unit", "code", NULL};
static const struct desk_group groups[] = {
    {.names = first},
    {.legend = T("Unidad y código", "Unit and code"), .names = keeping, .folded = true},
    {.names = NULL},
};
const struct desk_noun instrument_noun = {
    .name = "instrument",
    .entity = &instrument_entity,
    .path = "instruments",
    .place = PLACE_SERVICES,
    .write = PERM_AGREEMENT_WRITE,
    .new_title = T("Nuevo instrumento", "New instrument"),
    .edit_title = T("Corregir el instrumento", "Correct the instrument"),
    .saved = T("Instrumento guardado. Agregue ahora sus preguntas.", "Instrument saved. Now add its questions."),
    .list = "/instruments",
    .list_label = T("Instrumentos", "Instruments"),
    .groups = groups,
};

static const char *const question_first[] = {"instrument", "category", "subcategory", "text", "kind", "weight", "full_number", NULL};
static const char *const question_english[] = {"category_en", "subcategory_en", "text_en", NULL};
static const char *const question_keeping[] = {"position", "code", NULL};
static const struct desk_group question_groups[] = {
    {.names = question_first},
    {.legend = T("En inglés", "In English"), .names = question_english, .folded = true},
    {.legend = T("Orden y código", "Place and code"), .names = question_keeping, .folded = true},
    {.names = NULL},
};

static enum err begin_question(struct visit *visit, struct desk_form *form, bool *elsewhere)
{
    struct str code = request_query(visit->req, "instrument");
    if (str_is_empty(code)) {
        *elsewhere = true;
        return visit_go(visit, URL(visit->arena, "/instruments"), TEXT("Elija primero el instrumento.", "Choose the instrument first."));
    }
    desk_preset(visit, form, "instrument", code);
    desk_preset(visit, form, "category", request_query(visit->req, "category"));
    form->back = URL(visit->arena, "/instruments/{}", code);
    return ERR_OK;
}

static bool draw_question(struct visit *visit, const struct desk_form *form, const struct field *field)
{
    if (strcmp(field->name, "instrument") == 0) {
        desk_hidden(visit, form, field);
        return true;
    }
    return false;
}

const struct desk_noun instrument_question_noun = {
    .name = "instrument_question",
    .entity = &instrument_question_entity,
    .path = "instrument_questions",
    .place = PLACE_SERVICES,
    .write = PERM_AGREEMENT_WRITE,
    .new_title = T("Agregar una pregunta", "Add a question"),
    .edit_title = T("Corregir la pregunta", "Correct the question"),
    .saved = T("Pregunta guardada.", "Question saved."),
    .list = "/instruments",
    .list_label = T("Instrumentos", "Instruments"),
    .groups = question_groups,
    .begin = begin_question,
    .draw = draw_question,
};

static struct str in_language(const struct visit *visit, struct str es, struct str en)
{
    return visit->lang == LANG_ES || str_is_empty(en) ? es : en;
}

static void put_questions(struct visit *visit, const struct list *list)
{
    static const struct column columns[] = {
        {.label = T("Pregunta", "Question")},
        {.label = T("Categoría", "Category")},
        {.label = T("Se responde", "Answered by"), .minor = true},
        {.label = T("Peso", "Weight"), .number = true},
    };
    struct html *html = visit->html;
    struct table table = {.caption = TR(html, "Preguntas", "Questions"), .columns = columns, .count = COUNT_OF(columns)};
    const struct instrument_question *rows = list->rows.items;
    table_open(html, &table);
    for (size_t i = 0; i < list->rows.len; i++) {
        table_row(html, &table);
        table_link_note(html, &table, URL(visit->arena, "/instrument_questions/{}", rows[i].record.code),
                        in_language(visit, rows[i].text, rows[i].text_en), in_language(visit, rows[i].subcategory, rows[i].subcategory_en));
        table_text(html, &table, in_language(visit, rows[i].category, rows[i].category_en));
        table_text(html, &table, desk_word(visit, instrument_question_kinds, rows[i].kind));
        table_count(html, &table, rows[i].weight);
        table_row_end(html, &table);
    }
    table_close(html, &table);
}

static enum err instrument_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct instrument row;
    struct list questions = {0};
    shape_clear(&instrument_entity.shape, &row);
    TRY(desk_get(&visit, &instrument_entity, request_param(req, "code"), &row));
    TRY(desk_ask(&visit, "instrument_question.by_instrument", DESK_VALUES({"code", row.record.code}), &questions));
    desk_page(&visit, &instrument_noun, in_language(&visit, row.name, row.name_en), &row);
    struct html *html = visit.html;
    H(html, "<section class=\"card stack\">");
    put_questions(&visit, &questions);
    if (visit_may(&visit, PERM_AGREEMENT_WRITE)) {
        H(html, "<p class=\"screen\"><a class=\"btn alt\"");
        h_url(html, "href", "/instrument_questions/new?instrument={}", row.record.code);
        H(html, ">");
        HT(html, "Agregar una pregunta", "Add a question");
        H(html, "</a></p>");
    }
    H(html, "</section>");
    desk_facts(&visit, &instrument_noun, &row, NULL);
    desk_foot(&visit, &instrument_noun, &row);
    return visit_end(&visit);
}

static enum err question_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct instrument_question row;
    shape_clear(&instrument_question_entity.shape, &row);
    TRY(desk_get(&visit, &instrument_question_entity, request_param(req, "code"), &row));
    desk_page(&visit, &instrument_question_noun, in_language(&visit, row.text, row.text_en), &row);
    H(visit.html, "<p>");
    h_link(visit.html, URL(visit.arena, "/instruments/{}", row.instrument.code), row.instrument.label);
    H(visit.html, "</p>");
    desk_facts(&visit, &instrument_question_noun, &row, (const char *const[]){"instrument", NULL});
    desk_foot(&visit, &instrument_question_noun, &row);
    return visit_end(&visit);
}

static enum err list_page(struct request *req, struct response *resp)
{
    static const struct column columns[] = {
        {.label = T("Instrumento", "Instrument")},
        {.label = T("Edición", "Edition")},
        {.label = T("Se usa desde", "Used from")},
        {.label = T("Hasta", "Until")},
    };
    struct visit visit;
    VISIT(&visit, req, resp);
    struct list list = {0};
    TRY(desk_ask(&visit, "instrument.list", DESK_VALUES({"limit", S("100")}), &list));
    struct page_link action = {.label = text_in(instrument_noun.new_title, visit.lang), .url = URL(visit.arena, "/instruments/new")};
    bool may = visit_may(&visit, PERM_AGREEMENT_WRITE);
    visit.page.actions = may ? &action : NULL;
    visit.page.action_count = may ? 1 : 0;
    visit_page(&visit, TEXT("Instrumentos de diagnóstico", "Diagnostic instruments"), PLACE_SERVICES);
    struct html *html = visit.html;
    struct table table = {.caption = TR(html, "Instrumentos", "Instruments"), .columns = columns, .count = COUNT_OF(columns)};
    const struct instrument *rows = list.rows.items;
    bool has_own = false;
    H(html, "<section class=\"card stack\">");
    table_open(html, &table);
    for (size_t i = 0; i < list.rows.len; i++) {
        has_own = has_own || str_eq(rows[i].record.code, S(INSTRUMENT_ICT_CODE));
        if (rows[i].record.annulled != ANSWER_YES) {
            table_row(html, &table);
            table_link(html, &table, URL(visit.arena, "/instruments/{}", rows[i].record.code), in_language(&visit, rows[i].name, rows[i].name_en));
            table_text(html, &table, rows[i].edition);
            table_date(html, &table, rows[i].valid_from);
            table_date(html, &table, rows[i].valid_to);
            table_row_end(html, &table);
        }
    }
    table_close(html, &table);
    if (may && !has_own) {
        H(html, "<p>");
        HT(html, "El programa trae un Diagnóstico TIC con las categorías de los CDMYPE; la redacción de sus preguntas es propia del proyecto.",
           "The program brings an ICT diagnosis with the categories of the CDMYPEs; the wording of its questions is the project's own.");
        H(html, "</p>");
        page_post_open(html, URL(visit.arena, "/instruments/load"), visit.csrf);
        page_post_hidden(html, "request_id", id_format(visit.arena, id_new()));
        page_post_close(html, TR(html, "Cargar el Diagnóstico TIC", "Load the ICT diagnosis"), true);
    }
    H(html, "</section>");
    return visit_end(&visit);
}

static enum err load_post(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    struct instrument out;
    shape_clear(&instrument_entity.shape, &out);
    TRY(desk_change(&visit, "instrument.load", NULL, 0, &out));
    return visit_go(&visit, URL(visit.arena, "/instruments/{}", out.record.code), TEXT("Instrumento cargado.", "Instrument loaded."));
}

const struct route instrument_routes[] = {
    {.method = METHOD_GET, .pattern = "/instruments", .handler = list_page},
    {.method = METHOD_POST, .pattern = "/instruments/load", .handler = load_post},
    {.method = METHOD_GET, .pattern = "/instruments/{code}", .handler = instrument_page},
    {.method = METHOD_GET, .pattern = "/instrument_questions/{code}", .handler = question_page},
    DESK_ROUTES("/instruments", instrument_noun),
    DESK_ROUTES("/instrument_questions", instrument_question_noun),
};
const size_t instrument_route_count = COUNT_OF(instrument_routes);
