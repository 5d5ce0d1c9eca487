#include "fund/score_sheet.h"

/* Writes down the fund's three sheets as they are known, to be corrected where another call differs. Codes: HOJA-A and so on. */
static enum err run_plan(struct ctx *ctx, const void *in, void *out)
{
    (void)in;
    struct score_sheet *added = ARENA_ARRAY(ctx->arena, struct score_sheet, SCORE_PLANS);
    size_t count = 0;
    for (size_t i = 0; i < SCORE_PLANS; i++) {
        const struct score_plan *plan = &score_sheet_plans[i];
        struct score_sheet *sheet = &added[count];
        shape_clear(&score_sheet_entity.shape, sheet);
        struct str code = str_format(ctx->arena, "HOJA-%s", plan->letter);
        enum err found = record_find_code(ctx, &score_sheet_entity, code, sheet);
        if (found == ERR_OK) {
            continue;
        }
        if (found != ERR_NOT_FOUND) {
            return found;
        }
        shape_clear(&score_sheet_entity.shape, sheet);
        sheet->record.agency = ctx->scope.agency;
        sheet->record.source_line = INT_NONE;
        sheet->record.unit = (struct ref){.id = ctx->scope.unit};
        sheet->record.code = code;
        sheet->letter = str_of(plan->letter);
        sheet->stage = str_of(plan->stage);
        sheet->name_es = str_of(plan->name.es);
        sheet->name_en = str_of(plan->name.en);
        sheet->edition = S("1");
        sheet->max = 1000;
        sheet->pass_mark = 700;
        sheet->source = text_in(TEXT("Máximos y mínimo como se conocen; redacción propia, por confirmar",
                                     "Maxima and minimum as they are known; wording of our own, yet to be confirmed"), ctx->lang);
        shape_fill(ctx->arena, &score_sheet_entity.shape, sheet);
        TRY(record_write(ctx, &score_sheet_entity, sheet, NULL));
        struct record_told told = record_told(ctx);
        for (size_t k = 0; k < plan->count; k++) {
            const struct score_plan_item *line = &plan->items[k];
            struct score_item item;
            shape_clear(&score_item_entity.shape, &item);
            item.record.agency = ctx->scope.agency;
            item.record.source_line = INT_NONE;
            item.record.code = str_format(ctx->arena, "HOJA-%s-%zu", plan->letter, k + 1);
            item.sheet = (struct ref){.id = sheet->record.id, .code = code};
            item.number = (int64_t)k + 1;
            item.criterion_es = str_of(line->criterion.es);
            item.criterion_en = str_of(line->criterion.en);
            item.name_es = str_of(line->name.es);
            item.name_en = str_of(line->name.en);
            item.max = line->points * 100;
            shape_fill(ctx->arena, &score_item_entity.shape, &item);
            TRY(record_write(ctx, &score_item_entity, &item, NULL));
        }
        record_tell(ctx, &told);
        count++;
    }
    struct list *list = out;
    *list = (struct list){.shape = &score_sheet_entity.shape, .rows = {added, count}, .total = (int64_t)count};
    return record_label(ctx, &score_sheet_entity, added, count);
}

const struct op score_sheet_ops[] = {
    RECORD_OPS("score_sheet", "score_sheets", score_sheet_entity, PERM_AGREEMENT_READ, PERM_AGREEMENT_WRITE,
               "una hoja de puntaje", "a score sheet", false),
    RECORD_OPS("score_item", "score_items", score_item_entity, PERM_AGREEMENT_READ, PERM_AGREEMENT_WRITE,
               "un criterio de una hoja", "an item of a sheet", false),
    CHILDREN_OP("score_item", "items", score_item_entity, "sheet", "score_sheets", PERM_AGREEMENT_READ,
                "los criterios de una hoja", "the items of a sheet"),
    {.name = "score_sheet.plan", .http = "POST /score_sheet_plan",
     .label = T("Cargar las tres hojas de puntaje del fondo",
                "Load the fund's three score sheets"), .permission = PERM_AGREEMENT_WRITE, .kind = OP_WRITE,
     .output = &score_sheet_entity.shape, .answer = ANSWER_LIST, .entity = &score_sheet_entity, .run = run_plan},
};
const size_t score_sheet_op_count = COUNT_OF(score_sheet_ops);
