#include "fund/score_sheet.h"

#include "party/unit.h"

static const struct choice stages[] = {
    {"technical", T("Filtro técnico", "Technical filter"), "FILTRO_TECNICO|filtro técnico"},
    {"committee", T("Comité evaluador", "Evaluation committee"), "COMITE|comité"},
    {0},
};

#define NAMES(s, length)                                                                                             \
    FIELD_TEXT(s, name_es, .required = true, .max = length, .label = T("Nombre en español", "Name in Spanish")),     \
        FIELD_TEXT(s, name_en, .max = length, .label = T("Nombre en inglés", "Name in English"))

static const struct field sheet_fields[] = {
    RECORD_CODE(struct score_sheet),
    RECORD_UNIT(struct score_sheet),
    FIELD_TEXT(struct score_sheet, letter, .required = true, .max = 5, .label = T("Letra", "Letter")),
    FIELD_CHOICE(struct score_sheet, stage, .required = true, .choices = stages,
                 .label = T("Quién la llena", "Who fills it in")),
    NAMES(struct score_sheet, 150),
    FIELD_TEXT(struct score_sheet, edition, .required = true, .max = 60, .label = T("Versión", "Version"),
               .hint = T("Otra convocatoria puede tener otra: es otra hoja.",
                         "Another call may have another one: it is another sheet.")),
    FIELD_PERCENT(struct score_sheet, max, .required = true, .max = 100000, .label = T("Puntos en total", "Points in all")),
    FIELD_PERCENT(struct score_sheet, pass_mark, .required = true, .max = 100000,
                  .label = T("Puntos para aprobar", "Points to pass")),
    FIELD_BOOL(struct score_sheet, confirmed, .initial = "false", .label = T("Confirmada", "Confirmed"),
               .hint = T("Se leyó en el texto oficial del fondo.", "It was read in the fund's official text.")),
    FIELD_TEXT(struct score_sheet, source, .max = 300, .label = T("Fuente", "Source")),
    RECORD_ANNULMENT(struct score_sheet),
};
static const struct field item_fields[] = {
    RECORD_CODE(struct score_item),
    RECORD_UNIT_COMPUTED(struct score_item),
    FIELD_REF(struct score_item, sheet, .required = true, .target = &score_sheet_entity, .label = T("Hoja", "Sheet")),
    FIELD_INT(struct score_item, number, .required = true, .min = 1, .max = 200, .label = T("Número", "Number")),
    FIELD_TEXT(struct score_item, criterion_es, .max = 100, .label = T("Criterio en español", "Criterion in Spanish")),
    FIELD_TEXT(struct score_item, criterion_en, .max = 100, .label = T("Criterio en inglés", "Criterion in English")),
    NAMES(struct score_item, 300),
    FIELD_PERCENT(struct score_item, max, .required = true, .min = 1, .max = 100000,
                  .label = T("Puntos como máximo", "Points at most")),
    RECORD_ANNULMENT(struct score_item),
};

/* ---- the fund's own sheets ---------------------------------------------------------------------------------- */

#define PERTINENCE T("Pertinencia", "Pertinence")
#define RESULTS T("Resultados", "Results")
#define CAPACITY T("Capacidad", "Capacity")
#define FEASIBILITY T("Factibilidad", "Feasibility")
#define INNOVATION T("Innovación", "Innovation")
#define COMMITTEE T("Comité", "Committee")

static const struct score_plan_item pertinence[] = {
    {PERTINENCE, T("Elimina una limitante o resuelve un problema de la operación",
                   "Removes a limit or solves an operational problem"), 2},
    {PERTINENCE, T("El monto solicitado es coherente con el tipo de iniciativa",
                   "The amount asked suits the kind of initiative"), 1},
    {RESULTS, T("Los beneficios son o llegan a ser permanentes", "The benefits are or become permanent"), 1},
    {RESULTS, T("Efecto directo en ventas, mercados nuevos o participación de mercado",
                "Direct effect on sales, new markets or market share"), 2},
    {RESULTS, T("Los resultados esperados superan la inversión", "The expected results exceed the investment"), 1},
    {RESULTS, T("Se dicen los indicadores de resultado", "Result indicators are stated"), 1},
    {CAPACITY, T("Tiene la infraestructura física para ejecutar", "Has the physical infrastructure to execute"), 1},
    {CAPACITY, T("Puede continuar después de la ejecución", "Can continue after the execution"), 1},
};
static const struct score_plan_item innovation[] = {
    {FEASIBILITY, T("La solución elegida está claramente justificada", "The choice of solution is clearly justified"), 1},
    {FEASIBILITY, T("El cambio de tecnología, producto o proceso es claro y alcanzable en el plazo",
                    "The change of technology, product or process is clear and reachable in time"), 2},
    {FEASIBILITY, T("Se analizaron tecnología, equipo y proveedores; la relación costo-beneficio es viable",
                    "Technology, equipment and suppliers were analysed; cost and benefit are feasible"), 2},
    {INNOVATION, T("Es una innovación para este beneficiario, con efecto evidente en ventas",
                   "It is an innovation for this beneficiary, with an evident effect on sales"), 3},
    {INNOVATION, T("Fortalece otros procesos de la empresa", "It strengthens other processes of the firm"), 2},
};
static const struct score_plan_item committee[] = {
    {COMMITTEE, T("La persona propietaria conoce y domina la iniciativa", "The owner knows and masters the initiative"), 1},
    {COMMITTEE, T("Diversificación productiva", "Productive diversification"), 1},
    {COMMITTEE, T("Su testimonio puede servir a otras empresas del rubro",
                  "Its testimony can benefit other firms of the branch"), 1},
    {COMMITTEE, T("Los beneficios llegan dentro de seis meses del final", "Benefits come within six months of the end"), 1},
    {COMMITTEE, T("Los beneficios crecen o son estables", "Benefits grow or are stable"), 1},
    {COMMITTEE, T("Puede motivar otras inversiones en la zona", "May trigger other investment in the area"), 1},
    {COMMITTEE, T("Potencial de crear empleos", "Potential to create jobs"), 2},
    {COMMITTEE, T("Potencial de aumentar las ventas", "Potential to increase sales"), 2},
};
const struct score_plan score_sheet_plans[SCORE_PLANS] = {
    {"A", "technical", T("Pertinencia, resultados y capacidad", "Pertinence, results and capacity"), pertinence,
     COUNT_OF(pertinence)},
    {"B", "technical", T("Innovación y diversificación", "Innovation and diversification"), innovation, COUNT_OF(innovation)},
    {"C", "committee", T("Comité evaluador", "Evaluation committee"), committee, COUNT_OF(committee)},
};

/* ---- rules ------------------------------------------------------------------------------------------------------ */

/* What the items of a sheet add to, without one of them. */
static enum err items_sum(struct ctx *ctx, const struct record *sheet, struct id except, int64_t *out)
{
    struct list list;
    TRY(children_of(ctx, &score_item_entity, sheet->agency, sheet->id, 200, &list));
    const struct score_item *items = list.rows.items;
    *out = 0;
    for (size_t i = 0; i < list.rows.len; i++) {
        *out += id_eq(items[i].record.id, except) ? 0 : items[i].max;
    }
    return ERR_OK;
}

static enum err sheet_check(struct ctx *ctx, void *row, const void *before)
{
    const struct score_sheet *sheet = row;
    if (sheet->record.annulled == ANSWER_YES) {
        return ERR_OK;
    }
    enum err err = ERR_OK;
    if (sheet->pass_mark > sheet->max) {
        err = ctx_fault(ctx, "pass_mark", hundredths_plain(ctx->arena, sheet->pass_mark),
                        TEXT("Para aprobar no se piden más puntos de los que hay.",
                             "No more points are asked to pass than there are."),
                        TEXT("Corrija uno de los dos.", "Correct one of the two."));
    }
    int64_t sum = 0;
    if (before != NULL) {
        TRY(items_sum(ctx, &sheet->record, ID_NONE, &sum));
    }
    if (sum > sheet->max) {
        err = ctx_fault(ctx, "max", hundredths_plain(ctx->arena, sheet->max),
                        text_format(ctx->arena, TEXT("Los criterios de la hoja ya suman %s puntos.",
                                                     "The sheet's items add to %s points already."),
                                    str_c(ctx->arena, hundredths_plain(ctx->arena, sum))),
                        TEXT("Corrija antes los criterios.", "Correct the items first."));
    }
    return err;
}

static enum err item_check(struct ctx *ctx, void *row, const void *before)
{
    struct score_item *item = row;
    struct score_sheet sheet;
    (void)before;
    shape_clear(&score_sheet_entity.shape, &sheet);
    TRY(record_find_id(ctx, &score_sheet_entity, item->sheet.id, &sheet));
    item->record.unit = (struct ref){.id = sheet.record.unit.id};
    if (item->record.annulled == ANSWER_YES) {
        return ERR_OK;
    }
    int64_t sum = 0;
    TRY(items_sum(ctx, &sheet.record, item->record.id, &sum));
    if (sum + item->max <= sheet.max) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "max", hundredths_plain(ctx->arena, item->max),
                     text_format(ctx->arena,
                                 TEXT("Los criterios de esta hoja suman %s puntos como máximo; quedan %s.",
                                      "The items of this sheet add to %s points at most; %s are left."),
                                 str_c(ctx->arena, hundredths_plain(ctx->arena, sheet.max)),
                                 str_c(ctx->arena, hundredths_plain(ctx->arena, sheet.max - sum))),
                     TEXT("Baje los puntos de este criterio o de otro.", "Lower the points of this item or of another."));
}

const struct entity score_sheet_entity = {
    .shape = SHAPE("score_sheet", struct score_sheet, sheet_fields),
    .dataset = "score_sheets",
    .code_prefix = "HP",
    .label = T("Hoja de puntaje", "Score sheet"),
    .plural = T("Hojas de puntaje", "Score sheets"),
    .store = &score_sheet_store,
    .check = sheet_check,
};
const struct entity score_item_entity = {
    .shape = SHAPE("score_item", struct score_item, item_fields),
    .dataset = "score_items",
    .code_prefix = "HC",
    .label = T("Criterio de una hoja", "Item of a sheet"),
    .plural = T("Criterios de hojas de puntaje", "Items of score sheets"),
    .store = &score_item_store,
    .parent = "sheet",
    .check = item_check,
};
