#include "intake/intake_print.h"

#include "client/client_print.h"
#include "client/desk_web.h"
#include "intake/intake.h"

static void put_head(const struct print *print, const struct intake *row)
{
    const struct shape *shape = &intake_entity.shape;
    const struct paper_box boxes[] = {
        print_field(print, shape, "provenance", row, 9),
        print_field(print, shape, "date", row, 3),
    };
    paper_boxes(print->paper, boxes, COUNT_OF(boxes));
}

static struct str count_of(struct arena *arena, int64_t count)
{
    return count == INT_NONE ? STR_NONE : count_display(arena, count);
}

/* Both, where both are known. */
static int64_t sum_of(int64_t one, int64_t other)
{
    return one == INT_NONE || other == INT_NONE ? INT_NONE : one + other;
}

static void put_jobs(const struct print *print, const struct intake *row)
{
    struct paper *paper = print->paper;
    enum lang lang = paper->lang;
    const struct paper_column columns[] = {
        {.label = text_in(TEXT("Empleos", "Jobs"), lang), .width = 20},
        {.label = text_in(TEXT("Fijos", "Fixed"), lang), .is_number = true},
        {.label = text_in(TEXT("Temporales", "Temporary"), lang), .is_number = true},
        {.label = text_in(TEXT("Total", "Total"), lang), .is_number = true, .is_strong = true},
    };
    const struct {
        struct text label;
        int64_t fixed;
        int64_t temporary;
    } rows[] = {
        {T("Hombres", "Men"), row->jobs_male_fixed, row->jobs_male_temporary},
        {T("Mujeres", "Women"), row->jobs_female_fixed, row->jobs_female_temporary},
    };
    paper_table(paper, STR_NONE, columns, COUNT_OF(columns), 1);
    for (size_t i = 0; i < COUNT_OF(rows); i++) {
        paper_cell(paper, text_in(rows[i].label, lang));
        paper_cell(paper, count_of(paper->arena, rows[i].fixed));
        paper_cell(paper, count_of(paper->arena, rows[i].temporary));
        paper_cell(paper, count_of(paper->arena, sum_of(rows[i].fixed, rows[i].temporary)));
    }
}

static void put_situation(const struct print *print, const struct intake *row)
{
    const struct shape *shape = &intake_entity.shape;
    enum lang lang = print->paper->lang;
    paper_heading(print->paper, text_in(TEXT("3. Situación: los últimos doce meses", "3. Situation: the last twelve months"), lang));
    const struct paper_box boxes[] = {
        print_field(print, shape, "national_sales", row, 4),  print_field(print, shape, "export_sales", row, 4),
        print_field(print, shape, "production_cost", row, 4), print_field(print, shape, "current_financing", row, 4),
        print_field(print, shape, "seed_capital", row, 4),    print_field(print, shape, "relation", row, 12),
        print_field(print, shape, "markets", row, 12),        print_field(print, shape, "products", row, 12),
    };
    paper_boxes(print->paper, boxes, COUNT_OF(boxes));
    put_jobs(print, row);
    const struct paper_box need[] = {print_field(print, shape, "need", row, 12)};
    paper_boxes(print->paper, need, COUNT_OF(need));
}

/* The words that are signed, each with its mark. */
static void put_texts(const struct print *print, const struct intake_sheet *sheet)
{
    struct paper *paper = print->paper;
    const struct intake *row = &sheet->intake;
    const struct {
        enum answer given;
        struct text label;
        struct str words;
    } texts[] = {
        {row->sworn, T("Declaración jurada.", "Sworn statement."), sheet->sworn_words},
        {row->consent, T("Consentimiento.", "Consent."), sheet->consent_words},
        {row->survey, T("Encuestas.", "Surveys."), sheet->survey_words},
        {row->pledge, T("Compromiso de quien asesora.", "Pledge of the adviser."), sheet->pledge_words},
    };
    paper_heading(paper, text_in(TEXT("4. Declaraciones", "4. Statements"), paper->lang));
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        if (!str_is_empty(texts[i].words)) {
            paper_text(paper,
                       str_format(paper->arena, "%s " STR_FMT, texts[i].given == ANSWER_YES ? "☒" : "☐",
                                  STR_ARG(text_in(texts[i].label, paper->lang))),
                       texts[i].words);
        }
    }
    const struct paper_box scopes[] = {print_field(print, &intake_entity.shape, "consent_scopes", row, 12)};
    paper_boxes(paper, scopes, COUNT_OF(scopes));
}

static void put_signatures(const struct print *print, const struct intake_sheet *sheet)
{
    struct paper *paper = print->paper;
    const struct intake *row = &sheet->intake;
    struct str document = str_is_empty(sheet->person.dui) ? STR_NONE : str_format(paper->arena, "DUI " STR_FMT, STR_ARG(sheet->person.dui));
    struct paper_signature director = print_signature(print, "director");
    if (!str_is_empty(row->authorised_by.label)) {
        director.name = row->authorised_by.label;
    }
    const struct paper_signature signatures[] = {
        print_signer(print, TEXT("Quien solicita", "Applicant"), person_name(paper->arena, &sheet->person), document),
        print_signer(print, TEXT("Asesor(a)", "Adviser"), row->adviser.label, STR_NONE),
        director,
    };
    paper_signatures(paper, signatures, COUNT_OF(signatures));
}

static enum err intake_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct intake_sheet sheet;
    shape_clear(&intake_sheet_shape, &sheet);
    TRY(desk_ask(&visit, "intake.sheet", DESK_VALUES({"code", request_param(req, "code")}), &sheet));
    struct print print = {
        .title = TEXT("Solicitud de asesoramiento (F1)", "Request for advice (F1)"),
        .unit = sheet.intake.record.unit.code,
        .on = date_is_none(sheet.intake.authorised_on) ? sheet.intake.date : sheet.intake.authorised_on,
        .number = sheet.intake.record.code,
        .back = URL(visit.arena, "/intakes/{}", sheet.intake.record.code),
        .back_label = intake_entity.label,
        .place = PLACE_CLIENTS,
    };
    TRY(print_begin(&visit, &print));
    put_head(&print, &sheet.intake);
    client_print_applicant(&print, &sheet.person);
    if (sheet.enterprises.len > 0) {
        client_print_business(&print, sheet.enterprises.items);
    }
    put_situation(&print, &sheet.intake);
    put_texts(&print, &sheet);
    put_signatures(&print, &sheet);
    return print_end(&visit, &print);
}

const struct route intake_print_routes[] = {
    {.method = METHOD_GET, .pattern = "/intakes/{code}/print", .handler = intake_page},
    {.method = METHOD_GET, .pattern = "/intakes/{code}/print.pdf", .handler = intake_page},
};
const size_t intake_print_route_count = COUNT_OF(intake_print_routes);
