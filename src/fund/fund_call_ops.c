#include "fund/fund_call.h"

struct plan_input {
    struct str code;
};
static const struct field plan_fields[] = {
    FIELD_TEXT(struct plan_input, code, .required = true, .max = 100, .label = T("Código", "Code")),
};
static const struct shape plan_shape = SHAPE("fund_call_plan", struct plan_input, plan_fields);

struct portfolio_input {
    struct str call;
};
static const struct field portfolio_fields[] = {
    FIELD_TEXT(struct portfolio_input, call, .max = 100, .label = T("Convocatoria", "Call"),
               .hint = T("Vacía: todas.", "Empty: all of them.")),
};
static const struct shape portfolio_shape = SHAPE("fund_portfolio_input", struct portfolio_input, portfolio_fields);

static enum err run_portfolio(struct ctx *ctx, const void *in, void *out)
{
    const struct portfolio_input *input = in;
    struct list *list = out;
    struct fund_call call;
    shape_clear(&fund_call_entity.shape, &call);
    if (!str_is_empty(input->call)) {
        TRY(record_find_code(ctx, &fund_call_entity, input->call, &call));
    }
    *list = (struct list){.shape = &fund_portfolio_shape, .total = INT_NONE};
    return fund_call_store_portfolio(ctx, call.record.id, &list->rows);
}

static enum err refuse_planned(struct ctx *ctx, const struct fund_call *call)
{
    struct list lines;
    struct list documents;
    TRY(children_of(ctx, &fund_line_entity, call->record.agency, call->record.id, 1, &lines));
    TRY(children_of(ctx, &fund_requirement_entity, call->record.agency, call->record.id, 1, &documents));
    if (lines.rows.len + documents.rows.len == 0) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "code", call->record.code, TEXT("La convocatoria ya tiene líneas o documentos.",
                                                          "The call has lines or documents already."),
                     TEXT("Corríjalos uno por uno.", "Correct them one by one."));
}

/* Begins a call with the lines and documents that are usual, each marked as yet to be confirmed. */
static enum err run_plan(struct ctx *ctx, const void *in, void *out)
{
    const struct plan_input *input = in;
    struct fund_call call;
    shape_clear(&fund_call_entity.shape, &call);
    TRY(record_find_code(ctx, &fund_call_entity, input->code, &call));
    TRY(refuse_planned(ctx, &call));
    struct ref of = {.id = call.record.id, .code = call.record.code};
    struct fund_line *lines = ARENA_ARRAY(ctx->arena, struct fund_line, fund_plan_line_count);
    for (size_t i = 0; i < fund_plan_document_count; i++) {
        const struct fund_plan_document *plan = &fund_plan_documents[i];
        struct fund_requirement row;
        shape_clear(&fund_requirement_entity.shape, &row);
        row.record.agency = call.record.agency;
        row.record.source_line = INT_NONE;
        row.call = of;
        row.number = (int64_t)i + 1;
        row.name_es = str_of(plan->name.es);
        row.name_en = str_of(plan->name.en);
        row.applies_to = str_of(plan->applies_to);
        row.required = plan->required ? ANSWER_YES : ANSWER_NO;
        shape_fill(ctx->arena, &fund_requirement_entity.shape, &row);
        TRY(record_write(ctx, &fund_requirement_entity, &row, NULL));
    }
    for (size_t i = 0; i < fund_plan_line_count; i++) {
        shape_clear(&fund_line_entity.shape, &lines[i]);
        lines[i].record.agency = call.record.agency;
        lines[i].record.source_line = INT_NONE;
        lines[i].call = of;
        lines[i].number = (int64_t)i + 1;
        lines[i].name_es = str_of(fund_plan_lines[i].name.es);
        lines[i].name_en = str_of(fund_plan_lines[i].name.en);
        shape_fill(ctx->arena, &fund_line_entity.shape, &lines[i]);
        TRY(record_write(ctx, &fund_line_entity, &lines[i], NULL));
    }
    struct list *list = out;
    *list = (struct list){.shape = &fund_line_entity.shape, .rows = {lines, fund_plan_line_count}, .total = (int64_t)fund_plan_line_count};
    return record_label(ctx, &fund_line_entity, lines, fund_plan_line_count);
}

#define CALL_OPS(noun, plural, es, en) \
    RECORD_OPS(#noun, plural, noun##_entity, PERM_AGREEMENT_READ, PERM_AGREEMENT_WRITE, es, en, false)

const struct op fund_call_ops[] = {
    CALL_OPS(fund_call, "fund_calls", "una convocatoria", "a call"),
    CALL_OPS(fund_line, "fund_lines", "una línea de una convocatoria", "a line of a call"),
    CHILDREN_OP("fund_line", "lines", fund_line_entity, "call", "fund_calls", PERM_AGREEMENT_READ,
                "las líneas de una convocatoria", "the lines of a call"),
    CALL_OPS(fund_requirement, "fund_requirements", "un documento que se pide", "a document that is asked for"),
    CHILDREN_OP("fund_requirement", "requirements", fund_requirement_entity, "call", "fund_calls", PERM_AGREEMENT_READ,
                "los documentos que pide una convocatoria", "the documents that a call asks for"),
    {.name = "fund_call.plan", .http = "POST /fund_calls/{code}/plan",
     .label = T("Empezar una convocatoria con las líneas y los documentos habituales",
                "Begin a call with the usual lines and documents"),
     .permission = PERM_AGREEMENT_WRITE, .kind = OP_WRITE, .input = &plan_shape, .output = &fund_line_entity.shape, .answer = ANSWER_LIST,
     .entity = &fund_line_entity, .run = run_plan},
    {.name = "fund_call.portfolio", .http = "GET /fund_portfolio",
     .label = T("Ver la cartera: solicitudes y montos por convocatoria y estado",
                "See the portfolio: applications and amounts by call and state"),
     .permission = PERM_AGREEMENT_READ, .kind = OP_READ, .input = &portfolio_shape, .output = &fund_portfolio_shape, .answer = ANSWER_LIST,
     .run = run_portfolio},
};
const size_t fund_call_op_count = COUNT_OF(fund_call_ops);
