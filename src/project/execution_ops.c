#include "project/execution.h"

#include "agreement/agreement.h"
#include "alliance/alliance.h"
#include "core/record.h"
#include "project/project.h"

struct read_input {
    struct str code;
};
static const struct field read_fields[] = {
    FIELD_TEXT(struct read_input, code, .required = true, .max = 120, .label = T("Código", "Code")),
};
static const struct shape read_shape = SHAPE("execution_input", struct read_input, read_fields);

static int64_t minor(struct money money)
{
    return money_is_none(money) ? 0 : money.minor;
}

enum err execution_read_project(struct ctx *ctx, const struct project *project, struct execution_project *out)
{
    TRY(execution_store_project(ctx, project->record.agency, project->record.id, out));
    int64_t committed = 0;
    int64_t budgeted = 0;
    int64_t spent = 0;
    int64_t pending = 0;
    int64_t own = 0;
    const struct execution_funder *funders = out->funders.items;
    for (size_t i = 0; i < out->funders.len; i++) {
        committed += funders[i].committed.minor;
        budgeted += funders[i].budgeted.minor;
        spent += funders[i].spent.minor;
        pending += funders[i].pending.minor;
        own += funders[i].own == ANSWER_YES ? funders[i].committed.minor : 0;
    }
    int64_t given = 0;
    const struct execution_in_kind *in_kind = out->in_kind.items;
    for (size_t i = 0; i < out->in_kind.len; i++) {
        given += in_kind[i].given.minor;
    }
    out->project = project->record.code;
    out->title = project->title;
    out->cash_committed = money_of(committed, ctx->currency);
    out->cash_budgeted = money_of(budgeted, ctx->currency);
    out->cash_spent = money_of(spent, ctx->currency);
    out->cash_pending = money_of(pending, ctx->currency);
    out->in_kind_given = money_of(given, ctx->currency);
    out->cash_own = money_of(own, ctx->currency);
    out->cash_mobilised = money_of(committed - own, ctx->currency);
    out->leverage = own == 0 ? INT_NONE : (committed - own) / own * 100 + (committed - own) % own * 100 / own;
    out->leverage_rule = TEXT("Efectivo que dan otros entre el efectivo propio de la agencia; lo dado en especie no entra.",
                              "Cash given by others divided by the agency's own cash; what is given in kind does not enter.");
    return ERR_OK;
}

static enum err run_project(struct ctx *ctx, const void *in, void *out)
{
    const struct read_input *input = in;
    struct project project;
    TRY(record_find_code(ctx, &project_entity, input->code, &project));
    return execution_read_project(ctx, &project, out);
}

static struct execution_party *party_of(struct execution_agreement *out, struct str organisation, struct str name)
{
    struct execution_party *parties = out->parties.items;
    for (size_t i = 0; i < out->parties.len; i++) {
        if (str_eq(parties[i].organisation, organisation)) {
            return &parties[i];
        }
    }
    struct execution_party *party = &parties[out->parties.len++];
    *party = (struct execution_party){.organisation = organisation, .name = name};
    return party;
}

static struct execution_in_kind *in_kind_of(struct execution_agreement *out, struct str organisation, struct str name)
{
    struct execution_in_kind *rows = out->in_kind.items;
    for (size_t i = 0; i < out->in_kind.len; i++) {
        if (str_eq(rows[i].organisation, organisation)) {
            return &rows[i];
        }
    }
    struct execution_in_kind *row = &rows[out->in_kind.len++];
    *row = (struct execution_in_kind){.organisation = organisation, .name = name};
    return row;
}

/* The agreement's own rows: what each party promised, planned and paid; then what projects did with it. */
static enum err join_parties(struct ctx *ctx, const struct agreement *agreement, struct execution_agreement *out)
{
    struct rows promised;
    struct rows given = out->in_kind;
    TRY(alliance_store_parties(ctx, agreement->record.agency, agreement->record.id, &promised));
    const struct alliance_party *rows = promised.items;
    const struct execution_line *lines = out->lines.items;
    const struct execution_in_kind *gifts = given.items;
    out->parties = (struct rows){ARENA_ARRAY(ctx->arena, struct execution_party, promised.len + out->lines.len + 1), 0};
    out->in_kind = (struct rows){ARENA_ARRAY(ctx->arena, struct execution_in_kind, promised.len + given.len + 1), 0};
    for (size_t i = 0; i < promised.len; i++) {
        struct execution_party *party = party_of(out, rows[i].organisation, rows[i].name);
        party->committed = money_of(minor(rows[i].cash), ctx->currency);
        party->planned = money_of(minor(rows[i].planned), ctx->currency);
        party->received = money_of(minor(rows[i].received), ctx->currency);
        if (minor(rows[i].in_kind) > 0) {
            in_kind_of(out, rows[i].organisation, rows[i].name)->promised = rows[i].in_kind;
        }
    }
    for (size_t i = 0; i < out->lines.len; i++) {
        struct execution_party *party = party_of(out, lines[i].funder, lines[i].organisation);
        party->budgeted = money_of(minor(party->budgeted) + lines[i].budget.minor, ctx->currency);
        party->spent = money_of(minor(party->spent) + lines[i].spent.minor, ctx->currency);
        party->pending = money_of(minor(party->pending) + lines[i].pending.minor, ctx->currency);
    }
    for (size_t i = 0; i < given.len; i++) {
        in_kind_of(out, gifts[i].organisation, gifts[i].name)->given = gifts[i].given;
    }
    return ERR_OK;
}

static enum err run_agreement(struct ctx *ctx, const void *in, void *out_)
{
    const struct read_input *input = in;
    struct execution_agreement *out = out_;
    struct agreement agreement;
    TRY(record_find_code(ctx, &agreement_entity, input->code, &agreement));
    TRY(execution_store_agreement(ctx, agreement.record.agency, agreement.record.id, out));
    TRY(join_parties(ctx, &agreement, out));
    out->agreement = agreement.record.code;
    out->title = agreement.title;
    int64_t sums[4] = {0};
    struct execution_party *parties = out->parties.items;
    for (size_t i = 0; i < out->parties.len; i++) {
        parties[i].balance = money_of(minor(parties[i].received) - minor(parties[i].spent), ctx->currency);
        const struct money amounts[] = {parties[i].planned, parties[i].received, parties[i].spent, parties[i].pending};
        for (size_t k = 0; k < COUNT_OF(amounts); k++) {
            sums[k] += minor(amounts[k]);
        }
    }
    int64_t promised = 0;
    int64_t given = 0;
    const struct execution_in_kind *in_kind = out->in_kind.items;
    for (size_t i = 0; i < out->in_kind.len; i++) {
        promised += minor(in_kind[i].promised);
        given += minor(in_kind[i].given);
    }
    out->cash_planned = money_of(sums[0], ctx->currency);
    out->cash_received = money_of(sums[1], ctx->currency);
    out->cash_spent = money_of(sums[2], ctx->currency);
    out->cash_pending = money_of(sums[3], ctx->currency);
    out->in_kind_promised = money_of(promised, ctx->currency);
    out->in_kind_given = money_of(given, ctx->currency);
    return ERR_OK;
}

const struct op execution_ops[] = {
    {.name = "project.execution", .http = "GET /projects/{code}/execution",
     .label = T("Ver el dinero de un proyecto: presupuesto, gasto, especie y apalancamiento",
                "See the money of a project: budget, spending, in kind and leverage"),
     .permission = PERM_AGREEMENT_READ, .kind = OP_READ, .input = &read_shape, .output = &execution_project_shape, .answer = ANSWER_RECORD,
     .run = run_project},
    {.name = "agreement.execution", .http = "GET /agreements/{code}/execution",
     .label = T("Ver la ejecución de un convenio: previsto, recibido y gastado por línea y financiador",
                "See the execution of an agreement: planned, received and spent by line and funder"),
     .permission = PERM_AGREEMENT_READ, .kind = OP_READ, .input = &read_shape, .output = &execution_agreement_shape, .answer = ANSWER_RECORD,
     .run = run_agreement},
};
const size_t execution_op_count = COUNT_OF(execution_ops);
