#include "fund/fund_print.h"

#include "client/desk_web.h"
#include "fund/fund_sheet.h"
#include "party/print_web.h"

static void put_head(const struct print *print, const struct fund_sheet *sheet)
{
    const struct fund_application *row = &sheet->application;
    const struct shape *shape = &fund_application_entity.shape;
    const struct paper_box boxes[] = {
        print_field(print, shape, "call", row, 8),        print_field(print, shape, "line", row, 4),
        print_field(print, shape, "enterprise", row, 6),  print_field(print, shape, "person", row, 6),
        print_field(print, shape, "title", row, 8),       print_field(print, shape, "kind", row, 4),
        print_field(print, shape, "formulator", row, 6),  print_field(print, shape, "submitted_on", row, 3),
        print_field(print, shape, "state", row, 3),       print_field(print, shape, "requested", row, 4),
        print_field(print, shape, "counterpart", row, 4), print_field(print, shape, "total", row, 4),
    };
    paper_boxes(print->paper, boxes, COUNT_OF(boxes));
}

static void put_words(const struct print *print, const struct fund_application *row)
{
    static const char *const names[] = {"problem", "objective", "expected_results"};
    for (size_t i = 0; i < COUNT_OF(names); i++) {
        const struct field *field = shape_find(&fund_application_entity.shape, str_of(names[i]));
        struct str words = FIELD_GET(struct str, field, row);
        paper_heading(print->paper, text_in(field->label, print->paper->lang));
        if (str_is_empty(words)) {
            paper_lines(print->paper, STR_NONE, 4);
        } else {
            paper_text(print->paper, STR_NONE, words);
        }
    }
}

static struct str word_of(const struct print *print, const struct choice *choices, struct str code)
{
    const struct choice *choice = choice_find(choices, code);
    return choice == NULL ? code : text_in(choice->label, print->paper->lang);
}

static void put_budget(const struct print *print, const struct fund_sheet *sheet)
{
    struct paper *paper = print->paper;
    enum lang lang = paper->lang;
    const struct paper_column columns[] = {
        {.label = text_in(TEXT("Qué se paga", "What is paid"), lang), .width = 40},
        {.label = text_in(TEXT("Fuente", "Source"), lang), .width = 18},
        {.label = text_in(TEXT("Forma", "Form"), lang), .width = 14},
        {.label = text_in(TEXT("Monto", "Amount"), lang), .width = 16, .is_number = true},
    };
    const struct application_budget *rows = sheet->budget.items;
    const struct fund_source *sources = sheet->sources.items;
    if (sheet->budget.len == 0) {
        return;
    }
    paper_table(paper, text_in(TEXT("Presupuesto", "Budget"), lang), columns, COUNT_OF(columns), 1);
    for (size_t i = 0; i < sheet->budget.len; i++) {
        paper_cell(paper, rows[i].name);
        paper_cell(paper, str_is_empty(rows[i].provider) ? word_of(print, fund_sources, rows[i].source) : rows[i].provider);
        paper_cell(paper, word_of(print, fund_natures, rows[i].nature));
        paper_cell(paper, money_display(paper->arena, rows[i].amount));
    }
    const struct paper_column totals[] = {
        {.label = text_in(TEXT("Fuente", "Source"), lang), .width = 30},
        {.label = text_in(TEXT("Efectivo", "Cash"), lang), .width = 20, .is_number = true},
        {.label = text_in(TEXT("Especie", "In kind"), lang), .width = 20, .is_number = true},
    };
    paper_table(paper, text_in(TEXT("Por fuente (efectivo y especie no se suman)",
                                    "By source (cash and kind are not added)"), lang), totals, COUNT_OF(totals), 1);
    for (size_t i = 0; i < sheet->sources.len; i++) {
        paper_cell(paper, word_of(print, fund_sources, sources[i].source));
        paper_cell(paper, money_display(paper->arena, sources[i].cash));
        paper_cell(paper, money_display(paper->arena, sources[i].in_kind));
    }
}

static void put_plan(const struct print *print, const struct fund_sheet *sheet)
{
    struct paper *paper = print->paper;
    enum lang lang = paper->lang;
    const struct paper_column columns[] = {
        {.label = text_in(TEXT("Actividad", "Activity"), lang), .width = 44},
        {.label = text_in(TEXT("Inicio", "Begin"), lang), .width = 14},
        {.label = text_in(TEXT("Fin", "End"), lang), .width = 14},
        {.label = text_in(TEXT("Monto previsto", "Amount planned"), lang), .width = 16, .is_number = true},
    };
    const struct fund_progress *rows = sheet->activities.items;
    if (sheet->activities.len > 0) {
        paper_table(paper, text_in(TEXT("Actividades", "Activities"), lang), columns, COUNT_OF(columns), 1);
    }
    for (size_t i = 0; i < sheet->activities.len; i++) {
        paper_cell(paper, rows[i].name);
        paper_cell(paper, date_display(paper->arena, rows[i].starts_on));
        paper_cell(paper, date_display(paper->arena, rows[i].ends_on));
        paper_cell(paper, money_display(paper->arena, rows[i].planned));
    }
}

static void put_documents(const struct print *print, const struct fund_sheet *sheet)
{
    struct paper *paper = print->paper;
    enum lang lang = paper->lang;
    const struct paper_column columns[] = {
        {.label = text_in(TEXT("Documento", "Document"), lang), .width = 60},
        {.label = text_in(TEXT("Estado", "Status"), lang), .width = 24},
    };
    const struct fund_check *rows = sheet->checks.items;
    if (sheet->checks.len > 0) {
        paper_table(paper, text_in(TEXT("Documentos que se adjuntan", "Documents attached"), lang), columns,
                    COUNT_OF(columns), 1);
    }
    for (size_t i = 0; i < sheet->checks.len; i++) {
        bool waived = str_eq(rows[i].status, S("waived"));
        struct text status = str_is_empty(rows[i].document) ? TEXT("Falta",
                                                                   "Missing") : waived ? TEXT("No se pide",
                                                                                              "Not asked for") : TEXT("Recibido", "Received");
        paper_cell(paper, rows[i].name);
        paper_cell(paper, text_in(status, lang));
    }
}

static enum err profile_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct fund_sheet sheet;
    shape_clear(&fund_sheet_shape, &sheet);
    TRY(desk_ask(&visit, "fund_application.sheet", DESK_VALUES({"code", request_param(req, "code")}), &sheet));
    const struct fund_application *row = &sheet.application;
    struct print print = {
        .title = TEXT("Perfil de la solicitud", "Profile of the application"),
        .unit = row->record.unit.code,
        .on = date_is_none(row->submitted_on) ? row->identified_on : row->submitted_on,
        .number = row->record.code,
        .back = URL(visit.arena, "/fund_applications/{}", row->record.code),
        .back_label = fund_application_entity.label,
        .place = PLACE_SERVICES,
    };
    TRY(print_begin(&visit, &print));
    put_head(&print, &sheet);
    put_words(&print, row);
    put_budget(&print, &sheet);
    put_plan(&print, &sheet);
    put_documents(&print, &sheet);
    const struct paper_signature signatures[] = {
        print_signer(&print, TEXT("Solicitante", "Applicant"), row->person.label, STR_NONE),
        print_signer(&print, TEXT("Formulador(a)", "Formulator"), row->formulator.label, STR_NONE),
        print_signature(&print, "director"),
    };
    paper_signatures(print.paper, signatures, COUNT_OF(signatures));
    return print_end(&visit, &print);
}

const struct route fund_print_routes[] = {
    {.method = METHOD_GET, .pattern = "/fund_applications/{code}/print", .handler = profile_page},
    {.method = METHOD_GET, .pattern = "/fund_applications/{code}/print.pdf", .handler = profile_page},
};
const size_t fund_print_route_count = COUNT_OF(fund_print_routes);
