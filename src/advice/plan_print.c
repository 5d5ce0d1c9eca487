#include "advice/plan_print.h"

#include "party/print_web.h"

static void put_blank(const struct print *print)
{
    struct paper *paper = print->paper;
    enum lang lang = paper->lang;
    const struct paper_box boxes[] = {
        {.label = text_in(TEXT("Empresa, grupo o iniciativa", "Enterprise, group or venture"), lang), .width = 8},
        {.label = text_in(TEXT("Fecha", "Date"), lang), .width = 4},
        {.label = text_in(TEXT("Nombre del proyecto de mejora", "Name of the improvement project"), lang), .width = 8},
        {.label = text_in(TEXT("Fecha estimada de cierre", "Estimated end"), lang), .width = 4},
        {.label = text_in(TEXT("Asesor(a)", "Adviser"), lang), .width = 12},
    };
    paper_boxes(paper, boxes, COUNT_OF(boxes));
    const struct paper_column columns[] = {
        {.label = S("N.º"), .width = 3},
        {.label = text_in(TEXT("Acción", "Action"), lang), .width = 34},
        {.label = text_in(TEXT("Responsable", "Responsible"), lang), .width = 16},
        {.label = text_in(TEXT("Inicio", "Start"), lang), .width = 10},
        {.label = text_in(TEXT("Fin", "End"), lang), .width = 10},
    };
    paper_table(paper, text_in(TEXT("Acciones", "Actions"), lang), columns, COUNT_OF(columns), 2);
    for (int i = 1; i <= 10; i++) {
        paper_cell(paper, str_format(paper->arena, "%d", i));
        for (size_t k = 1; k < COUNT_OF(columns); k++) {
            paper_cell(paper, STR_NONE);
        }
    }
    paper_note(paper, text_in(TEXT("Responsable: asesor(a), empresa, consultor(a), docente o estudiante, con su nombre.",
                                   "Responsible: adviser, enterprise, consultant, teacher or student, with the name."), lang));
    paper_lines(paper, text_in(TEXT("Impactos que se esperan", "Impacts expected"), lang), 4);
    const struct paper_signature signatures[] = {
        print_signer(print, TEXT("Cliente", "Client"), STR_NONE, STR_NONE),
        print_signer(print, TEXT("Asesor(a)", "Adviser"), STR_NONE, STR_NONE),
        print_signature(print, "director"),
    };
    paper_signatures(paper, signatures, COUNT_OF(signatures));
}

static enum err blank_sheet(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct print print = {.title = TEXT("Plan de acción del proyecto de mejora (F2)", "Action plan of the improvement project (F2)"),
                          .place = PLACE_SERVICES};
    print_blank(&visit, &print);
    TRY(print_begin(&visit, &print));
    put_blank(&print);
    return print_end(&visit, &print);
}

const struct route plan_print_routes[] = {
    {.method = METHOD_GET, .pattern = "/print/plan", .handler = blank_sheet},
    {.method = METHOD_GET, .pattern = "/print/plan.pdf", .handler = blank_sheet},
};
const size_t plan_print_route_count = COUNT_OF(plan_print_routes);
