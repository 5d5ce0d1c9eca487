#include "project/money_flow.h"

#include "territory/territory.h"

const struct choice money_flow_forms[] = {
    {"cash", T("En efectivo", "In cash"), NULL}, {"in_kind", T("En especie", "In kind"), NULL}, {0}};
const struct choice money_flow_maps[] = {
    {"then", T("Como era entonces", "As it was then"), NULL}, {"today", T("Como es hoy", "As it is today"), NULL}, {0}};

static const struct field line_fields[] = {
    FIELD_CHOICE(struct money_flow_line, form, .choices = money_flow_forms, .label = T("Forma", "Form")),
    FIELD_INT(struct money_flow_line, step, .label = T("Paso", "Step")),
    FIELD_TEXT(struct money_flow_line, source, .label = T("Código de la fuente", "Code of the source")),
    FIELD_TEXT(struct money_flow_line, agreement, .label = T("Código del convenio", "Code of the agreement")),
    FIELD_TEXT(struct money_flow_line, place, .label = T("Código del municipio", "Code of the municipality")),
    FIELD_BOOL(struct money_flow_line, unspent, .label = T("Sin gastar", "Not spent")),
    FIELD_LABEL(struct money_flow_line, from_name, .label = T("De", "From")),
    FIELD_LABEL(struct money_flow_line, to_name, .label = T("A", "To")),
    FIELD_MONEY(struct money_flow_line, amount, .label = T("Monto", "Amount")),
};
static const struct shape line_shape = SHAPE("money_flow_line", struct money_flow_line, line_fields);
static const struct field flow_fields[] = {
    FIELD_DATE(struct money_flow, from, .label = T("Desde", "From")),
    FIELD_DATE(struct money_flow, to, .label = T("Hasta", "Until")),
    FIELD_CHOICE(struct money_flow, map, .choices = money_flow_maps, .label = T("Mapa", "Map")),
    FIELD_MONEY(struct money_flow, cash, .label = T("En efectivo", "In cash")),
    FIELD_MONEY(struct money_flow, in_kind, .label = T("En especie, aparte", "In kind, apart")),
    FIELD_ROWS(struct money_flow, lines, .shape = &line_shape, .label = T("Flujos", "Flows")),
};
const struct shape money_flow_shape = SHAPE("money_flow", struct money_flow, flow_fields);

struct flow_input {
    struct date from;
    struct date to;
    struct str map;
};
static const struct field input_fields[] = {
    FIELD_DATE(struct flow_input, from, .required = true, .label = T("Desde", "From")),
    FIELD_DATE(struct flow_input, to, .required = true, .label = T("Hasta", "Until")),
    FIELD_CHOICE(struct flow_input, map, .choices = money_flow_maps, .initial = "then", .label = T("Mapa", "Map")),
};
static const struct shape input_shape = SHAPE("money_flow_input", struct flow_input, input_fields);

struct joining {
    struct ctx *ctx;
    struct money_flow *flow;
    struct money_flow_line *lines;
    size_t count;
};

static struct text plain(struct ctx *ctx, struct str word)
{
    const char *text = str_c(ctx->arena, word);
    return (struct text){text, text};
}

/* The line of those ends, made if it is the first. */
static struct money_flow_line *line_of(struct joining *joining, const struct money_flow_line *like)
{
    for (size_t i = 0; i < joining->count; i++) {
        struct money_flow_line *line = &joining->lines[i];
        if (str_eq(line->form, like->form) && line->step == like->step && str_eq(line->source, like->source) &&
            str_eq(line->agreement, like->agreement) && str_eq(line->place, like->place) && line->unspent == like->unspent) {
            return line;
        }
    }
    struct money_flow_line *line = &joining->lines[joining->count++];
    *line = *like;
    line->amount = money_of(0, joining->ctx->currency);
    return line;
}

static void add(struct joining *joining, const struct money_flow_line *like, int64_t minor)
{
    struct money_flow_line *line = line_of(joining, like);
    line->amount = money_of(line->amount.minor + minor, joining->ctx->currency);
}

static struct text agreement_name(struct ctx *ctx, const struct money_sum *sum)
{
    return str_is_empty(sum->agreement) ? TEXT("Fuera de convenio", "Outside any agreement") : plain(ctx, sum->agreement_title);
}

static void add_source(struct joining *joining, const struct money_sum *sum)
{
    add(joining,
        &(struct money_flow_line){.form = sum->in_kind ? S("in_kind") : S("cash"), .step = MONEY_TO_AGREEMENT, .source = sum->organisation,
                                  .agreement = sum->agreement, .unspent = ANSWER_NO,
                                  .from_name = plain(joining->ctx, sum->organisation_name), .to_name = agreement_name(joining->ctx, sum)},
        sum->minor);
}

static void add_place(struct joining *joining, const struct money_sum *sum)
{
    struct date on = !str_eq_c(joining->flow->map, "then") ? DATE_NONE : sum->reformed ? TERRITORY_REFORM : DATE(2014, 1, 1);
    struct str place = str_is_empty(sum->district) ? STR_NONE : territory_municipality_of(sum->district, on);
    add(joining,
        &(struct money_flow_line){.form = sum->in_kind ? S("in_kind") : S("cash"), .step = MONEY_TO_PLACE, .agreement = sum->agreement,
                                  .place = place, .unspent = ANSWER_NO, .from_name = agreement_name(joining->ctx, sum),
                                  .to_name = str_is_empty(place) ? TEXT("Todo el territorio", "All the territory")
                                                                 : plain(joining->ctx, territory_municipality_name(sum->district, on))},
        sum->minor);
}

/* Both sides of an agreement's cash are made equal by what is left of it, or by what was spent before it came. */
static void balance(struct joining *joining)
{
    size_t count = joining->count;
    for (size_t i = 0; i < count; i++) {
        struct money_flow_line first = joining->lines[i];
        bool seen = false;
        int64_t difference = 0;
        if (!str_eq_c(first.form, "cash")) {
            continue;
        }
        for (size_t k = 0; k < count; k++) {
            const struct money_flow_line *line = &joining->lines[k];
            if (str_eq(line->form, first.form) && str_eq(line->agreement, first.agreement)) {
                seen = seen || k < i;
                difference += line->step == MONEY_TO_AGREEMENT ? line->amount.minor : -line->amount.minor;
            }
        }
        struct text agreement = first.step == MONEY_TO_AGREEMENT ? first.to_name : first.from_name;
        if (!seen && difference > 0) {
            add(joining,
                &(struct money_flow_line){.form = S("cash"), .step = MONEY_TO_PLACE, .agreement = first.agreement, .unspent = ANSWER_YES,
                                          .from_name = agreement, .to_name = TEXT("Todavía sin gastar", "Not spent yet")},
                difference);
        } else if (!seen && difference < 0) {
            add(joining,
                &(struct money_flow_line){.form = S("cash"), .step = MONEY_TO_AGREEMENT, .agreement = first.agreement, .unspent = ANSWER_NO,
                                          .from_name = TEXT("De antes, o adelantado", "From before, or advanced"), .to_name = agreement},
                -difference);
        }
    }
}

static int rank(const struct money_flow_line *line)
{
    return (str_eq_c(line->form, "in_kind") ? 10 : 0) + (int)line->step;
}

static void sort_lines(struct money_flow_line *lines, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        struct money_flow_line line = lines[i];
        size_t k = i;
        for (; k > 0 && rank(&lines[k - 1]) > rank(&line); k--) {
            lines[k] = lines[k - 1];
        }
        lines[k] = line;
    }
}

static enum err run_flow(struct ctx *ctx, const void *in, void *out)
{
    const struct flow_input *input = in;
    struct money_flow *flow = out;
    struct rows sums;
    if (date_cmp(input->from, input->to) > 0) {
        return ctx_fault(ctx, "to", date_iso(ctx->arena, input->to), TEXT("El período termina antes de comenzar.", "The period ends before it begins."),
                         TEXT("Corrija una de las dos fechas.", "Correct one of the two dates."));
    }
    *flow = (struct money_flow){.from = input->from, .to = input->to, .map = str_is_empty(input->map) ? S("then") : input->map};
    TRY(money_flow_store_read(ctx, input->from, input->to, &sums));
    const struct money_sum *rows = sums.items;
    struct joining joining = {ctx, flow, ARENA_ARRAY(ctx->arena, struct money_flow_line, sums.len * 3 + 1), 0};
    for (size_t i = 0; i < sums.len; i++) {
        /* Money outside any agreement has no instalments: its source is who gave what was spent. */
        if (!rows[i].spent || str_is_empty(rows[i].agreement)) {
            add_source(&joining, &rows[i]);
        }
        if (rows[i].spent || rows[i].in_kind) {
            add_place(&joining, &rows[i]);
        }
    }
    balance(&joining);
    sort_lines(joining.lines, joining.count);
    int64_t totals[2] = {0};
    for (size_t i = 0; i < joining.count; i++) {
        if (joining.lines[i].step == MONEY_TO_AGREEMENT) {
            totals[str_eq_c(joining.lines[i].form, "in_kind")] += joining.lines[i].amount.minor;
        }
    }
    flow->cash = money_of(totals[0], ctx->currency);
    flow->in_kind = money_of(totals[1], ctx->currency);
    flow->lines = (struct rows){joining.lines, joining.count};
    return ERR_OK;
}

const struct op money_flow_ops[] = {
    {.name = "money.flow", .http = "GET /money/flow",
     .label = T("Ver el dinero de la fuente al municipio, por convenio", "See the money from its source to the municipality, by agreement"),
     .permission = PERM_AGREEMENT_READ, .kind = OP_READ, .input = &input_shape, .output = &money_flow_shape, .answer = ANSWER_RECORD,
     .run = run_flow},
};
const size_t money_flow_op_count = COUNT_OF(money_flow_ops);
