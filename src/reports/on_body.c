#include "core/record.h"
#include "party/organisation.h"
#include "reports/reports.h"

#include <string.h>

/* What a body and the organisations below it (organisation.parent) do with the agency, added up by organisation: a ministry sees
 * what its offices agreed and paid, and none of their records (D10). */

struct input {
    struct str organisation;
    struct date from;
    struct date to;
};
static const struct field fields[] = {
    FIELD_TEXT(struct input, organisation, .max = 100, .label = T("Organismo", "Body"),
               .hint = T("Vacío: el suyo.", "Empty: your own.")),
    REPORTS_PERIOD(struct input),
};
const struct shape on_body_shape = SHAPE("report_body_input", struct input, fields);

/* Bodies of the agency, and which of them belong to the asked one. */
struct tree {
    const struct reports_body *bodies;
    size_t count;
    bool *within;
};

static void spread(struct tree *tree)
{
    bool grew = true;
    while (grew) {
        grew = false;
        for (size_t i = 0; i < tree->count; i++) {
            for (size_t k = 0; k < tree->count && !tree->within[i] && !id_is_none(tree->bodies[i].parent); k++) {
                if (tree->within[k] && id_eq(tree->bodies[i].parent, tree->bodies[k].id)) {
                    tree->within[i] = true;
                    grew = true;
                }
            }
        }
    }
}

/* The asked body, in reach of the actor: everybody's who reads agreements, and to a body its own and those below it. */
static enum err find_body(struct ctx *ctx, struct str given, struct organisation *out)
{
    struct id own = ctx->actor.bound.organisation;
    if (!id_is_none(own) && str_is_empty(given)) {
        return record_find_id(ctx, &organisation_entity, own, out);
    }
    if (str_is_empty(given)) {
        return ctx_fault(ctx, "organisation", given, TEXT("Falta el organismo.", "The body is missing."),
                         TEXT("Elija una organización de la que otras dependan.", "Choose an organisation that others belong to."));
    }
    return record_find_code(ctx, &organisation_entity, given, out);
}

static size_t agreements_of(const struct rows *pairs, struct id organisation)
{
    const struct reports_party *rows = pairs->items;
    size_t count = 0;
    for (size_t i = 0; i < pairs->len; i++) {
        count += id_eq(rows[i].organisation, organisation);
    }
    return count;
}

static bool is_within(const struct tree *tree, struct id organisation)
{
    for (size_t i = 0; i < tree->count; i++) {
        if (tree->within[i] && id_eq(tree->bodies[i].id, organisation)) {
            return true;
        }
    }
    return false;
}

/* An agreement of two bodies counts once in the whole. */
static int64_t distinct_agreements(struct ctx *ctx, const struct tree *tree, const struct rows *pairs)
{
    const struct reports_party *rows = pairs->items;
    struct id *seen = ARENA_ARRAY(ctx->arena, struct id, pairs->len + 1);
    size_t count = 0;
    for (size_t i = 0; i < pairs->len; i++) {
        bool known = !is_within(tree, rows[i].organisation);
        for (size_t k = 0; k < count && !known; k++) {
            known = id_eq(seen[k], rows[i].agreement);
        }
        if (!known) {
            seen[count++] = rows[i].agreement;
        }
    }
    return (int64_t)count;
}

static void put_rows(struct ctx *ctx, struct report *report, const struct tree *tree, const struct rows *pairs)
{
    static const struct report_head heads[] = {
        {T("Organización", "Organisation"), 40, false},
        {T("Convenios vigentes", "Agreements in force"), 14, true},
        {T("Comprometido en efectivo", "Committed in cash"), 16, true},
        {T("Cuotas previstas", "Instalments planned"), 16, true},
        {T("Recibido", "Received"), 16, true},
        {T("En especie", "In kind"), 16, true},
    };
    struct money sums[4] = {MONEY_NONE, MONEY_NONE, MONEY_NONE, MONEY_NONE};
    report_table(report, TEXT("Por organización", "By organisation"), heads, COUNT_OF(heads));
    for (size_t i = 0; i < tree->count; i++) {
        const struct reports_body *body = &tree->bodies[i];
        if (!tree->within[i]) {
            continue;
        }
        const struct money amounts[] = {body->cash, body->planned, body->received, body->in_kind};
        report_cell(report, body->name);
        report_cell_count(report, (int64_t)agreements_of(pairs, body->id));
        for (size_t k = 0; k < COUNT_OF(amounts); k++) {
            report_cell_money(report, amounts[k]);
            sums[k] = money_add(sums[k], amounts[k]);
        }
    }
    report_cell_in(report, TEXT("En total", "In all"));
    report_cell_count(report, distinct_agreements(ctx, tree, pairs));
    for (size_t k = 0; k < COUNT_OF(sums); k++) {
        report_cell_money(report, sums[k]);
    }
}

FALLIBLE on_body_run(struct ctx *ctx, const void *in, void *out)
{
    const struct input *input = in;
    struct report *report = out;
    struct organisation body;
    struct rows bodies;
    struct rows pairs;
    TRY(reports_check_period(ctx, input->from, input->to));
    if (id_is_none(ctx->actor.bound.organisation) && !role_may(ctx->actor.role, PERM_AGREEMENT_READ)) {
        return ERR_DENIED;
    }
    shape_clear(&organisation_entity.shape, &body);
    TRY(find_body(ctx, input->organisation, &body));
    TRY(reports_store_bodies(ctx, body.record.agency, input->from, input->to, &bodies));
    TRY(reports_store_party_pairs(ctx, body.record.agency, input->from, input->to, &pairs));
    struct tree tree = {bodies.items, bodies.len, ARENA_ARRAY(ctx->arena, bool, bodies.len + 1)};
    struct id root = id_is_none(ctx->actor.bound.organisation) ? body.record.id : ctx->actor.bound.organisation;
    for (size_t i = 0; i < tree.count; i++) {
        tree.within[i] = id_eq(tree.bodies[i].id, root);
    }
    spread(&tree);
    if (!is_within(&tree, body.record.id)) {
        return ERR_NOT_FOUND; /* another body's */
    }
    if (!id_eq(root, body.record.id)) {
        memset(tree.within, 0, tree.count * sizeof(*tree.within));
        for (size_t i = 0; i < tree.count; i++) {
            tree.within[i] = id_eq(tree.bodies[i].id, body.record.id);
        }
        spread(&tree);
    }
    report_begin(report, ctx, TEXT("Lo que hacen los organismos con la agencia", "What the bodies do with the agency"), body.name);
    report->number = body.record.code;
    report->unit = body.record.unit.code;
    report_period(report, input->from, input->to);
    put_rows(ctx, report, &tree, &pairs);
    report_note(report, TEXT("Un convenio de dos organismos cuenta en el renglón de cada uno y una vez en el total. Efectivo y especie no se suman.",
                             "An agreement of two bodies counts on the line of each and once in the total. Cash and in kind are not added."));
    return ERR_OK;
}
