#include "advice/plan_print.h"

#include "advice/plan.h"
#include "advice/plan_action.h"
#include "client/desk_web.h"
#include "party/print_web.h"

static struct paper_box labelled(struct paper_box box, struct str label)
{
    box.label = label;
    return box;
}

static struct str ref_name(const struct ref *ref)
{
    return str_is_empty(ref->label) ? ref->code : ref->label;
}

/* Who does it: the kind, and the name where it is known. */
static struct str responsible_of(struct paper *paper, const struct plan_action *action)
{
    const struct field *field = shape_find(&plan_action_entity.shape, S("responsible_kind"));
    struct str kind = field_display(paper->arena, field, action, paper->lang);
    struct str name = !str_is_empty(action->responsible) ? action->responsible
                      : str_eq_c(action->responsible_kind, "adviser") ? ref_name(&action->staff)
                                                                      : STR_NONE;
    return str_is_empty(name) ? kind : str_format(paper->arena, STR_FMT ": " STR_FMT, STR_ARG(kind), STR_ARG(name));
}

/* actions: NULL for a blank form, which has ten empty lines. */
static void put_actions(const struct print *print, const struct rows *actions)
{
    struct paper *paper = print->paper;
    enum lang lang = paper->lang;
    const struct paper_column columns[] = {
        {.label = S("N.º"), .width = 3},
        {.label = text_in(TEXT("Acción", "Action"), lang), .width = 30},
        {.label = text_in(TEXT("Responsable", "Responsible"), lang), .width = 19},
        {.label = text_in(TEXT("Inicio", "Start"), lang), .width = 9},
        {.label = text_in(TEXT("Fin", "End"), lang), .width = 9},
        {.label = text_in(TEXT("Estado", "State"), lang), .width = 9},
    };
    size_t shown = actions == NULL ? COUNT_OF(columns) - 1 : COUNT_OF(columns);
    paper_table(paper, text_in(TEXT("Acciones", "Actions"), lang), columns, shown, 2);
    for (size_t i = 0; actions == NULL && i < 10; i++) {
        paper_cell(paper, str_format(paper->arena, "%zu", i + 1));
        for (size_t k = 1; k < shown; k++) {
            paper_cell(paper, STR_NONE);
        }
    }
    for (size_t i = 0; actions != NULL && i < actions->len; i++) {
        const struct plan_action *action = (const struct plan_action *)actions->items + i;
        paper_cell(paper, str_format(paper->arena, "%zu", i + 1));
        paper_cell(paper, action->text);
        paper_cell(paper, responsible_of(paper, action));
        paper_cell(paper, date_display(paper->arena, action->starts_on));
        paper_cell(paper, date_display(paper->arena, action->ends_on));
        paper_cell(paper, field_display(paper->arena, shape_find(&plan_action_entity.shape, S("state")), action, lang));
    }
}

/* sheet: NULL for a blank form. */
static void put_plan(const struct print *print, const struct plan_sheet *sheet)
{
    struct paper *paper = print->paper;
    enum lang lang = paper->lang;
    const struct shape *shape = &plan_entity.shape;
    const struct plan *plan = sheet == NULL ? NULL : &sheet->plan;
    const struct paper_box boxes[] = {
        labelled(print_field(print, shape, "enterprise", plan, 8),
                 text_in(TEXT("Empresa, grupo o iniciativa", "Enterprise, group or venture"), lang)),
        labelled(print_field(print, shape, "starts_on", plan, 4), text_in(TEXT("Fecha de inicio", "Start"), lang)),
        labelled(print_field(print, shape, "name", plan, 8),
                 text_in(TEXT("Nombre del proyecto de mejora", "Name of the improvement project"), lang)),
        labelled(print_field(print, shape, "ends_on", plan, 4),
                 text_in(TEXT("Fecha estimada de cierre", "Estimated end"), lang)),
        print_field(print, shape, "adviser", plan, 12),
    };
    paper_boxes(paper, boxes, COUNT_OF(boxes));
    put_actions(print, sheet == NULL ? NULL : &sheet->actions);
    if (sheet == NULL) {
        paper_note(paper,
                   text_in(TEXT("Responsable: asesor(a), empresa, consultor(a), docente o estudiante, con su nombre.",
                                "Responsible: adviser, enterprise, consultant, teacher or student, with the name."), lang));
        paper_lines(paper, text_in(TEXT("Impactos que se esperan", "Impacts expected"), lang), 4);
    } else {
        const struct paper_box impacts[] = {
            {.label = text_in(TEXT("Impactos que se esperan", "Impacts expected"), lang), .value = plan->impacts, .lines = 4},
        };
        paper_boxes(paper, impacts, COUNT_OF(impacts));
    }
    struct str document = sheet == NULL || str_is_empty(sheet->owner_document)
                              ? STR_NONE
                              : str_format(paper->arena, "DUI " STR_FMT, STR_ARG(sheet->owner_document));
    const struct paper_signature signatures[] = {
        print_signer(print, TEXT("Cliente", "Client"), sheet == NULL ? STR_NONE : sheet->owner_name, document),
        print_signer(print, TEXT("Asesor(a)", "Adviser"), plan == NULL ? STR_NONE : plan->adviser.label, STR_NONE),
        print_signature(print, "director"),
    };
    paper_signatures(paper, signatures, COUNT_OF(signatures));
}

#define PLAN_TITLE TEXT("Plan de acción del proyecto de mejora (F2)", "Action plan of the improvement project (F2)")

static enum err plan_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct plan_sheet sheet;
    shape_clear(&plan_sheet_shape, &sheet);
    TRY(desk_ask(&visit, "plan.sheet", DESK_VALUES({"code", request_param(req, "code")}), &sheet));
    struct print print = {
        .title = PLAN_TITLE,
        .unit = sheet.plan.record.unit.code,
        .on = sheet.plan.starts_on,
        .number = sheet.plan.record.code,
        .back = URL(visit.arena, "/plans/{}", sheet.plan.record.code),
        .back_label = plan_entity.label,
        .place = PLACE_SERVICES,
    };
    TRY(print_begin(&visit, &print));
    put_plan(&print, &sheet);
    return print_end(&visit, &print);
}

static enum err blank_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct print print = {.title = PLAN_TITLE, .place = PLACE_SERVICES};
    print_blank(&visit, &print);
    TRY(print_begin(&visit, &print));
    put_plan(&print, NULL);
    return print_end(&visit, &print);
}

const struct route plan_print_routes[] = {
    {.method = METHOD_GET, .pattern = "/plans/{code}/print", .handler = plan_page},
    {.method = METHOD_GET, .pattern = "/plans/{code}/print.pdf", .handler = plan_page},
    {.method = METHOD_GET, .pattern = "/print/plan", .handler = blank_page},
    {.method = METHOD_GET, .pattern = "/print/plan.pdf", .handler = blank_page},
};
const size_t plan_print_route_count = COUNT_OF(plan_print_routes);
