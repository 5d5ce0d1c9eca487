#include "results/statement.h"

#include "party/organisation.h"
#include "results/cube_ops.h"
#include "results/figure.h"
#include "results/question.h"
#include "results/statement_store.h"
#include "results/suppress.h"
#include "territory/territory.h"

#include <stdlib.h>
#include <string.h>

/* ---- one figure ------------------------------------------------------------------------------------------------ */

static struct str measure_of(const struct question *question, const char *measure, struct value value)
{
    if (value.kind == VALUE_MONEY || strcmp(measure, "money") == 0) {
        return str_of(question->currency);
    }
    return str_of(measure);
}

static struct str part_measure(const struct question *question, enum indicator_code code, const struct figure_part *part)
{
    static const char *const enterprises[] = {"falls", "women_led"};
    if (part->value.kind == VALUE_HUNDREDTHS) {
        return S("per_cent");
    }
    for (size_t i = 0; i < COUNT_OF(enterprises); i++) {
        if (strcmp(part->code, enterprises[i]) == 0) {
            return str_of("enterprises");
        }
    }
    return measure_of(question, indicator_at(code)->measure, part->value);
}

static void fill_parts(struct ctx *ctx, const struct question *question, enum indicator_code code, const struct figure *figure,
                       struct statement_figure *out)
{
    struct statement_part *parts = ARENA_ARRAY(ctx->arena, struct statement_part, figure->part_count + 1);
    for (size_t i = 0; i < figure->part_count; i++) {
        const struct figure_part *part = &figure->parts[i];
        bool unknown = figure->with_data == 0 && indicator_at(code)->how != RULE_NONE;
        parts[i] = (struct statement_part){
            .code = str_of(part->code),
            .label = indicator_part_label(str_of(part->code)),
            .value = unknown || (part->value.kind == VALUE_MONEY && question->asked.mixed_currency)
                         ? (struct value){VALUE_NONE, 0} : part->value,
            .measure = part_measure(question, code, part),
            .hidden = ANSWER_NO,
        };
    }
    out->parts = (struct rows){parts, figure->part_count};
}

static struct statement_figure figure_of(struct ctx *ctx, const struct question *question, enum indicator_code code,
                                         const struct figure *figure)
{
    const struct indicator *indicator = indicator_at(code);
    struct statement_figure out = {
        .code = str_of(indicator->code),
        .value = figure->value,
        .measure = measure_of(question, indicator->measure, figure->value),
        .with_data = figure->with_data,
        .of = figure->of,
        .label = indicator->label,
        .verification = {figure->states[0], figure->states[1], figure->states[2], figure->states[3]},
        .definition = indicator->version,
        .hidden = ANSWER_NO,
    };
    if (figure->value.kind == VALUE_NONE) {
        out.reason = indicator->how == RULE_NONE ? indicator->reason
                     : figure->with_data > 0
                         ? TEXT("Las unidades llevan monedas distintas, que no se suman.",
                                "The units keep different currencies, which are not added.")
                     : question->asked.by_agreement && indicator->how == RULE_DIFFERENCE
                         ? TEXT("Las mediciones no se atribuyen a convenios.", "Snapshots are not attributed to agreements.")
                         : TEXT("Ningún registro puede responder; no es cero.", "No record can answer; it is not zero.");
    }
    fill_parts(ctx, question, code, figure, &out);
    return out;
}

/* ---- small numbers --------------------------------------------------------------------------------------------------- */

static bool is_small(int64_t count)
{
    return count > 0 && count < SUPPRESS_SMALL;
}

/* A hidden part could be had by taking the others from the whole: all are hidden, or none. */
static void hide_small(struct statement_figure *figure, enum indicator_rule how, bool whole_territory)
{
    struct statement_part *parts = figure->parts.items;
    bool hidden = how != RULE_NONE && (is_small(figure->with_data) || whole_territory);
    bool small = hidden;
    for (size_t i = 0; i < figure->parts.len; i++) {
        int64_t size = parts[i].value.amount < 0 ? -parts[i].value.amount : parts[i].value.amount;
        small = small || (parts[i].value.kind == VALUE_COUNT && is_small(size));
    }
    for (size_t i = 0; i < figure->parts.len && small; i++) {
        parts[i].value = (struct value){VALUE_NONE, 0};
        parts[i].hidden = ANSWER_YES;
    }
    if (hidden) {
        figure->value = (struct value){VALUE_NONE, 0};
        figure->with_data = INT_NONE;
        figure->of = INT_NONE;
        figure->verification = (struct statement_verification){INT_NONE, INT_NONE, INT_NONE, INT_NONE};
        figure->reason = whole_territory ? TEXT("Oculto: con esta cifra se sabría la de un territorio vecino con menos de cinco.",
                                                "Hidden: it would give away a neighbouring territory with fewer than five.")
                                         : TEXT("Oculto: menos de cinco.", "Hidden: fewer than five.");
        figure->hidden = ANSWER_YES;
    }
}

/* ---- agreements and remarks ------------------------------------------------------------------------------------------- */

static struct text side_label(struct ctx *ctx, struct str pair)
{
    struct str rest = pair;
    struct str level;
    struct str side;
    if (!str_split(&rest, '/', &level) || !str_split(&rest, '/', &side)) {
        return TEXT_NONE;
    }
    const struct choice *first = choice_find(organisation_levels, level);
    const struct choice *second = choice_find(organisation_sides, side);
    if (first == NULL || second == NULL) {
        return (struct text){str_c(ctx->arena, pair), str_c(ctx->arena, pair)};
    }
    return (struct text){str_c(ctx->arena, str_format(ctx->arena, "%s, %s", first->label.es, second->label.es)),
                         str_c(ctx->arena, str_format(ctx->arena, "%s, %s", first->label.en, second->label.en))};
}

struct cells {
    struct statement_part *parts;
    size_t len;
    size_t cap;
};

static void count_side(struct ctx *ctx, struct cells *cells, struct str pair)
{
    for (size_t i = 0; i < cells->len; i++) {
        if (str_eq(cells->parts[i].code, pair)) {
            cells->parts[i].value.amount++;
            return;
        }
    }
    if (cells->len == cells->cap) {
        struct statement_part *larger = ARENA_ARRAY(ctx->arena, struct statement_part, cells->cap * 2 + 16);
        if (cells->len > 0) {
            memcpy(larger, cells->parts, cells->len * sizeof(*larger));
        }
        cells->parts = larger;
        cells->cap = cells->cap * 2 + 16;
    }
    cells->parts[cells->len++] = (struct statement_part){
        .code = pair, .label = side_label(ctx, pair), .value = {VALUE_COUNT, 1}, .measure = S("count"), .hidden = ANSWER_NO};
}

static int part_cmp(const void *a, const void *b)
{
    return str_cmp(((const struct statement_part *)a)->code, ((const struct statement_part *)b)->code);
}

/* Agreements in force on the last day, by level and side of their parties; they have no facts. */
static enum err count_agreements(struct ctx *ctx, const struct question *question, struct statement_figure *out)
{
    struct statement_agreement *agreements = NULL;
    size_t count = 0;
    TRY(statement_store_agreements(ctx, &agreements, &count));
    struct cells cells = {0};
    int64_t in_force = 0;
    out->with_data = 0;
    out->of = 0;
    for (size_t i = 0; i < count; i++) {
        const struct statement_agreement *agreement = &agreements[i];
        if (!question_asks_unit(question, agreement->unit) ||
            (question->asked.by_agreement && !id_eq(agreement->id, question->agreement_id))) {
            continue;
        }
        out->of++;
        if (str_eq(agreement->state, S("negotiation")) || date_is_none(agreement->valid_from)) {
            continue;
        }
        out->with_data++;
        if (date_cmp(agreement->valid_from, question->to) > 0 ||
            (!date_is_none(agreement->valid_to) && date_cmp(agreement->valid_to, question->to) < 0)) {
            continue;
        }
        in_force++;
        struct strings sides;
        TRY(statement_store_sides(ctx, agreement, &sides));
        for (size_t j = 0; j < sides.len; j++) {
            count_side(ctx, &cells, sides.items[j]);
        }
    }
    if (out->with_data > 0) {
        out->value = (struct value){VALUE_COUNT, in_force};
        out->reason = TEXT_NONE;
        out->verification.declared = in_force;
    }
    if (cells.len > 1) {
        qsort(cells.parts, cells.len, sizeof(*cells.parts), part_cmp);
    }
    out->parts = (struct rows){cells.parts, cells.len};
    return ERR_OK;
}

/* Agreements are of the agency, not of one of its territories. */
static void leave_out_agreements(struct statement_figure *figure)
{
    figure->value = (struct value){VALUE_NONE, 0};
    figure->parts = (struct rows){0};
    figure->with_data = 0;
    figure->of = 0;
    figure->verification = (struct statement_verification){0};
    figure->reason = TEXT("Los convenios son de toda la agencia, no de un territorio.", "Agreements are of the whole agency, not of a territory.");
}

/* A remark belongs to the figures of its unit, of the units above it, and of those below. */
static bool remark_applies(const struct question *question, struct id unit)
{
    const struct facts_stock *stock = question->view->stock;
    if (question->unit == NULL || question_asks_unit(question, unit)) {
        return true;
    }
    for (size_t i = 0; i < stock->unit_count; i++) {
        const struct facts_unit *above = &stock->units[i];
        if (id_eq(above->id, unit)) {
            return question->unit->tree_from >= above->tree_from && question->unit->tree_from <= above->tree_to;
        }
    }
    return false;
}

static void add_remark(struct ctx *ctx, const struct statement_remark *remark, struct statement_figure *figure)
{
    if (figure->note.es == NULL) {
        figure->note = (struct text){str_c(ctx->arena, remark->es), str_c(ctx->arena, remark->en)};
        return;
    }
    figure->note = (struct text){
        str_c(ctx->arena, str_format(ctx->arena, "%s " STR_FMT, figure->note.es, STR_ARG(remark->es))),
        str_c(ctx->arena, str_format(ctx->arena, "%s " STR_FMT, figure->note.en, STR_ARG(remark->en)))};
}

static enum err add_remarks(struct ctx *ctx, const struct question *question, struct statement *statement)
{
    struct statement_remark *remarks = NULL;
    size_t count = 0;
    TRY(statement_store_remarks(ctx, question->from, question->to, &remarks, &count));
    struct statement_figure *figures = statement->figures.items;
    for (size_t i = 0; i < count; i++) {
        for (size_t j = 0; j < statement->figures.len; j++) {
            if (str_eq(remarks[i].indicator, figures[j].code) && remark_applies(question, remarks[i].unit)) {
                add_remark(ctx, &remarks[i], &figures[j]);
            }
        }
    }
    return ERR_OK;
}

/* ---- results.statement -------------------------------------------------------------------------------------------------- */

static void fill_head(struct ctx *ctx, const struct statement_input *input, const struct question *question,
                      struct statement *out)
{
    struct str es = territory_area_name(ctx->arena, question->territory, LANG_ES);
    struct str en = territory_area_name(ctx->arena, question->territory, LANG_EN);
    *out = (struct statement){
        .period = {input->from, input->to},
        .unit = question->unit == NULL ? STR_NONE : str_copy(ctx->arena, question->unit->code),
        .unit_name = question->unit == NULL ? STR_NONE : str_copy(ctx->arena, question->unit->name),
        .territory = str_is_empty(question->territory) ? STR_NONE : str_copy(ctx->arena, question->territory),
        .enterprises_elsewhere = INT_NONE,
        .persons_elsewhere = INT_NONE,
        .territory_name = {str_c(ctx->arena, es), str_c(ctx->arena, en)},
        .map = question->asked.today ? S("today") : S("then"),
        .agreement = question->agreement,
        .agreement_title = question->agreement_title,
        .as_of = clock_now(),
    };
}

static enum err fill_statement(struct ctx *ctx, const struct question *question, struct statement *out)
{
    struct figure_answer *answer = ARENA_NEW(ctx->arena, struct figure_answer);
    figure_answer(ctx->arena, &question->asked, answer);
    struct statement_figure *figures = ARENA_ARRAY(ctx->arena, struct statement_figure, INDICATOR_COUNT);
    for (int i = 0; i < INDICATOR_COUNT; i++) {
        figures[i] = figure_of(ctx, question, (enum indicator_code)i, &answer->figures[i]);
    }
    TRY(count_agreements(ctx, question, &figures[INDICATOR_AGREEMENTS_IN_FORCE]));
    if (!str_is_empty(ctx->actor.bound.territory)) {
        leave_out_agreements(&figures[INDICATOR_AGREEMENTS_IN_FORCE]);
    }
    if (ctx->scope.detail == DETAIL_AGGREGATE) {
        bool whole_territory;
        TRY(cube_hides_territory(ctx, question, &whole_territory));
        for (int i = 0; i < INDICATOR_COUNT; i++) {
            if (i != INDICATOR_AGREEMENTS_IN_FORCE) {
                hide_small(&figures[i], indicator_at((enum indicator_code)i)->how, whole_territory);
            }
        }
    }
    out->figures = (struct rows){figures, INDICATOR_COUNT};
    bool few = figures[INDICATOR_CLIENTS_SERVED].hidden == ANSWER_YES; /* the records of few clients are few as well */
    out->records = few ? INT_NONE : answer->records;
    out->verified = few ? INT_NONE : answer->verified;
    if (!bound_is_none(&ctx->actor.bound)) {
        return ERR_OK; /* a remark is written for the whole unit, and may tell of others */
    }
    return add_remarks(ctx, question, out);
}

/* What the unit's own territory leaves out is said, so that nobody is missing unnoticed. */
static enum err count_elsewhere(struct ctx *ctx, const struct question *question, struct statement *out)
{
    if (!question->own_territory) {
        return ERR_OK;
    }
    TRY(cube_count_elsewhere(ctx, question, false, &out->enterprises_elsewhere));
    TRY(cube_count_elsewhere(ctx, question, true, &out->persons_elsewhere));
    if (ctx->scope.detail == DETAIL_AGGREGATE && (is_small(out->enterprises_elsewhere) || is_small(out->persons_elsewhere))) {
        out->enterprises_elsewhere = INT_NONE;
        out->persons_elsewhere = INT_NONE;
    }
    return ERR_OK;
}

static enum err run_statement(struct ctx *ctx, const void *in, void *out)
{
    const struct statement_input *input = in;
    struct question question;
    TRY(question_begin(ctx, input, &question));
    fill_head(ctx, input, &question, out);
    enum err err = fill_statement(ctx, &question, out);
    if (err == ERR_OK) {
        err = count_elsewhere(ctx, &question, out);
    }
    question_end(ctx, &question);
    return err;
}

/* ---- results.explain ---------------------------------------------------------------------------------------------------- */

static int evidence_cmp(const void *a, const void *b, void *self)
{
    const struct figure_evidence *left = a;
    const struct figure_evidence *right = b;
    const struct facts_stock *stock = self;
    unsigned first = FACT_DAY(left->part->keys[left->at]);
    unsigned second = FACT_DAY(right->part->keys[right->at]);
    if (first != second) {
        return first < second ? -1 : 1;
    }
    const struct facts_record *one = FACTS_AT(const struct facts_record, &stock->records, left->part->sources[left->at].record);
    const struct facts_record *other = FACTS_AT(const struct facts_record, &stock->records, right->part->sources[right->at].record);
    if (one->name.dataset != other->name.dataset) {
        return one->name.dataset < other->name.dataset ? -1 : 1;
    }
    int order = id_cmp(one->name.id, other->name.id);
    if (order != 0) {
        return order;
    }
    uint32_t client = left->part->sources[left->at].client;
    uint32_t another = right->part->sources[right->at].client;
    return (client > another) - (client < another);
}

/* Amount and minutes of the fact, from the table of its kind. */
static void fill_detail(const struct question *question, const struct figure_evidence *evidence, struct statement_record *out)
{
    const struct facts_stock *stock = question->view->stock;
    uint32_t detail = evidence->part->sources[evidence->at].detail;
    unsigned kind = FACT_KIND(evidence->part->keys[evidence->at]);
    out->minutes = INT_NONE;
    out->amount = MONEY_NONE;
    if (FACT_IS_SESSION(kind)) {
        const struct facts_session *session = FACTS_AT(const struct facts_session, &stock->sessions, detail);
        out->minutes = session->contact == FACTS_NO_MINUTES ? INT_NONE : session->contact;
    } else if (kind >= FACT_APPROVAL && kind <= FACT_CONTRIBUTION) {
        int64_t amount = *FACTS_AT(const int64_t, &stock->amounts, detail);
        out->amount = amount == MONEY_MISSING ? MONEY_NONE : money_of(amount, question->currency);
    }
}

static void fill_clients(struct ctx *ctx, const struct question *question, const struct figure_evidence *evidence,
                         struct statement_record *out)
{
    const struct facts_stock *stock = question->view->stock;
    uint32_t at = evidence->part->sources[evidence->at].client;
    const struct facts_client *client = FACTS_AT(const struct facts_client, &stock->clients, at);
    bool is_person = client->name.dataset == FACT_PERSONS;
    *(is_person ? &out->person : &out->enterprise) = str_copy(ctx->arena, client->code);
    bool across = question->unit == NULL || str_eq_c(question->unit->kind, "network");
    out->identity = facts_identity_code(stock, at, across, ctx->arena);
    if (FACT_IS_ATTENDANCE(FACT_KIND(evidence->part->keys[evidence->at]))) {
        uint32_t other = FACTS_AT(const struct facts_attendance, &stock->attendances, evidence->part->sources[evidence->at].detail)->other;
        if (other != FACT_NOBODY) {
            *(is_person ? &out->enterprise : &out->person) =
                str_copy(ctx->arena, FACTS_AT(const struct facts_client, &stock->clients, other)->code);
        }
    }
}

static enum err fill_record(struct ctx *ctx, const struct question *question, const struct figure_evidence *evidence,
                            struct statement_record *out)
{
    static const char *const states[] = {"declared", "with_evidence", "verified", "validated"};
    const struct facts_stock *stock = question->view->stock;
    uint64_t key = evidence->part->keys[evidence->at];
    const struct facts_record *record = FACTS_AT(const struct facts_record, &stock->records, evidence->part->sources[evidence->at].record);
    struct id agency = FACTS_AT(const struct facts_name, &stock->agencies, record->name.agency)->id;
    out->dataset = str_of(facts_dataset_name((enum fact_dataset)record->name.dataset));
    out->date = facts_date(FACT_DAY(key));
    out->unit = str_copy(ctx->arena, stock->units[FACT_UNIT(key)].code);
    out->district = FACT_PLACE(key) == 0 ? STR_NONE : str_copy(ctx->arena, stock->places[FACT_PLACE(key)]);
    out->verification = str_of(states[FACT_STATE(key)]);
    out->contribution = evidence->contribution;
    out->opening = evidence->opening == NULL ? STR_NONE : str_copy(ctx->arena, evidence->opening->code);
    fill_detail(question, evidence, out);
    fill_clients(ctx, question, evidence, out);
    return statement_store_code(ctx, (enum fact_dataset)record->name.dataset, agency, record->name.id, &out->code);
}

static enum err explain_agreements(struct ctx *ctx, const struct question *question, struct list *out)
{
    struct statement_agreement *agreements = NULL;
    size_t count = 0;
    TRY(statement_store_agreements(ctx, &agreements, &count));
    struct statement_record *rows = ARENA_ARRAY(ctx->arena, struct statement_record, count + 1);
    size_t len = 0;
    for (size_t i = 0; i < count; i++) {
        const struct statement_agreement *agreement = &agreements[i];
        if (!question_asks_unit(question, agreement->unit) || str_eq(agreement->state, S("negotiation")) ||
            date_is_none(agreement->valid_from) || date_cmp(agreement->valid_from, question->to) > 0 ||
            (!date_is_none(agreement->valid_to) && date_cmp(agreement->valid_to, question->to) < 0) ||
            (question->asked.by_agreement && !id_eq(agreement->id, question->agreement_id))) {
            continue;
        }
        rows[len++] = (struct statement_record){.dataset = S("agreements"), .code = agreement->code, .date = agreement->valid_from,
                                                .amount = MONEY_NONE, .minutes = INT_NONE, .verification = S("declared"),
                                                .contribution = {VALUE_COUNT, 1}};
    }
    out->rows = (struct rows){rows, len};
    out->total = (int64_t)len;
    return ERR_OK;
}

static enum err explain(struct ctx *ctx, const struct statement_explain_input *input, const struct question *question,
                        enum indicator_code code, struct list *out)
{
    out->shape = &statement_record_shape;
    out->next = STR_NONE;
    if (code == INDICATOR_AGREEMENTS_IN_FORCE) {
        return explain_agreements(ctx, question, out);
    }
    int64_t after = 0;
    if (!str_is_empty(input->after) && (!str_to_int(input->after, &after) || after < 0)) {
        return ctx_fault(ctx, "after", input->after, TEXT("No es una continuación.", "It is no continuation."),
                         TEXT("Use el valor de next.", "Use the value of next."));
    }
    struct figure_answer *answer = ARENA_NEW(ctx->arena, struct figure_answer);
    figure_compute(ctx->arena, &question->asked, code, answer);
    qsort_r(answer->evidence, answer->evidence_count, sizeof(*answer->evidence), evidence_cmp, question->view->stock);
    int64_t total = (int64_t)answer->evidence_count;
    int64_t limit = input->limit == INT_NONE ? 100 : input->limit;
    int64_t from = after < total ? after : total;
    int64_t to = total - from > limit ? from + limit : total;
    struct statement_record *rows = ARENA_ARRAY(ctx->arena, struct statement_record, (size_t)(to - from) + 1);
    for (int64_t i = from; i < to; i++) {
        TRY(fill_record(ctx, question, &answer->evidence[i], &rows[i - from]));
    }
    out->rows = (struct rows){rows, (size_t)(to - from)};
    out->total = total;
    out->next = to < total ? str_format(ctx->arena, "%lld", (long long)to) : STR_NONE;
    return ERR_OK;
}

static enum err run_explain(struct ctx *ctx, const void *in, void *out)
{
    const struct statement_explain_input *input = in;
    enum indicator_code code;
    if (ctx->scope.detail == DETAIL_AGGREGATE) {
        return ERR_DENIED;
    }
    if (!indicator_find(input->indicator, &code)) {
        return ctx_fault(ctx, "indicator", input->indicator, TEXT("No hay un indicador con ese código.", "No indicator has that code."),
                         TEXT("Vea los códigos con «adelante describe indicators».",
                              "See the codes with “adelante describe indicators”."));
    }
    struct question question;
    TRY(question_begin(ctx, &input->question, &question));
    enum err err = explain(ctx, input, &question, code, out);
    question_end(ctx, &question);
    return err;
}

/* ---- results.cube ---------------------------------------------------------------------------------------------------------- */

static enum err run_cube(struct ctx *ctx, const void *in, void *out)
{
    const struct statement_cube_input *input = in;
    struct question question;
    TRY(question_begin(ctx, &input->question, &question));
    enum err err = cube_answer(ctx, input, &question, out);
    question_end(ctx, &question);
    return err;
}

const struct op statement_ops[] = {
    {.name = "results.statement", .http = "GET /results", .label = T("Ver los resultados", "See the results"),
     .permission = PERM_RESULTS_READ, .kind = OP_READ, .input = &statement_input_shape, .output = &statement_shape,
     .answer = ANSWER_RECORD, .bounded = true, .run = run_statement},
    {.name = "results.explain", .http = "GET /results/{indicator}/records",
     .label = T("Ver los registros detrás de una cifra", "See the records behind a figure"), .permission = PERM_RECORD_READ,
     .kind = OP_READ, .input = &statement_explain_input_shape, .output = &statement_record_shape, .answer = ANSWER_LIST,
     .run = run_explain},
    {.name = "results.cube", .http = "GET /results/cube",
     .label = T("Contar servicios y clientes por dimensiones", "Count services and clients by dimensions"),
     .permission = PERM_RESULTS_READ, .kind = OP_READ, .input = &statement_cube_input_shape, .output = &statement_cell_shape,
     .answer = ANSWER_LIST, .bounded = true, .run = run_cube},
};
const size_t statement_op_count = COUNT_OF(statement_ops);
