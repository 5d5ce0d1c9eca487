#include "results/question.h"

#include "agreement/agreement.h"
#include "core/record.h"
#include "territory/territory.h"

#include <string.h>

static bool is_visible(const struct scope *scope, const struct facts_unit *unit)
{
    return id_cmp(unit->agency, scope->agency_low) >= 0 && id_cmp(unit->agency, scope->agency_high) <= 0 &&
           unit->tree_from >= scope->tree_from && unit->tree_from <= scope->tree_to;
}

static const struct facts_unit *unit_of(const struct facts_stock *stock, struct id id)
{
    for (size_t i = 0; i < stock->unit_count && !id_is_none(id); i++) {
        if (id_eq(stock->units[i].id, id)) {
            return &stock->units[i];
        }
    }
    return NULL;
}

/* The one visible unit that is below no other visible one; NULL if there are several. */
static const struct facts_unit *highest(const struct facts_stock *stock, const struct scope *scope)
{
    const struct facts_unit *found = NULL;
    for (size_t i = 0; i < stock->unit_count; i++) {
        const struct facts_unit *unit = &stock->units[i];
        const struct facts_unit *parent = unit_of(stock, unit->parent);
        if (!is_visible(scope, unit) || (parent != NULL && is_visible(scope, parent))) {
            continue;
        }
        if (found != NULL) {
            return NULL;
        }
        found = unit;
    }
    return found;
}

/* The actor's own unit: the highest that she reaches. The operator of the machine has none of his own; where there is just one
 * agency it is that (its new records go there too), otherwise all that he reaches. */
static const struct facts_unit *unit_by_default(const struct facts_stock *stock, const struct scope *scope)
{
    for (size_t i = 0; i < stock->unit_count; i++) {
        if (!id_is_none(scope->unit) && id_eq(stock->units[i].id, scope->unit)) {
            return &stock->units[i];
        }
    }
    return highest(stock, scope);
}

static enum err find_unit(struct ctx *ctx, struct question *question, struct str given)
{
    const struct facts_stock *stock = question->view->stock;
    if (str_is_empty(given)) {
        question->unit = unit_by_default(stock, &ctx->scope);
        return ERR_OK;
    }
    struct str code = given;
    struct str agency = STR_NONE;
    size_t slash = str_find(given, S("/"));
    if (slash != SIZE_MAX) {
        agency = str_slice(given, 0, slash);
        code = str_slice(given, slash + 1, given.len);
    }
    for (size_t i = 0; i < stock->unit_count; i++) {
        const struct facts_unit *unit = &stock->units[i];
        if (!str_eq(unit->code, code) || !is_visible(&ctx->scope, unit) ||
            (agency.ptr != NULL && !str_eq(unit->agency_code, agency))) {
            continue;
        }
        if (question->unit != NULL) {
            return ctx_fault(ctx, "unit", given, TEXT("Varias agencias usan ese código.", "Several agencies use that code."),
                             TEXT("Escriba agencia/código.", "Write agency/code."));
        }
        question->unit = unit;
    }
    if (question->unit == NULL) {
        return ctx_fault(ctx, "unit", given,
                         TEXT("No hay una unidad con ese código a su alcance.", "No unit with that code is within your reach."),
                         TEXT("Elija una de la lista de unidades.", "Choose one from the list of units."));
    }
    return ERR_OK;
}

static void ask_units(struct ctx *ctx, struct question *question)
{
    const struct facts_stock *stock = question->view->stock;
    uint8_t *units = ARENA_ARRAY(ctx->arena, uint8_t, FACT_UNITS_MOST);
    question->currency = ctx->currency;
    const struct facts_unit *first = NULL;
    for (size_t i = 0; i < stock->unit_count; i++) {
        const struct facts_unit *unit = &stock->units[i];
        if (!is_visible(&ctx->scope, unit) ||
            (question->unit != NULL &&
             (unit->tree_from < question->unit->tree_from || unit->tree_from > question->unit->tree_to))) {
            continue;
        }
        units[i] = 1;
        first = first == NULL ? unit : first;
        question->asked.mixed_currency = question->asked.mixed_currency || !str_eq(unit->currency, first->currency);
    }
    if (first != NULL && !str_is_empty(first->currency)) {
        question->currency = str_c(ctx->arena, first->currency);
    }
    question->asked.units = units;
}

bool question_asks_unit(const struct question *question, struct id unit)
{
    const struct facts_stock *stock = question->view->stock;
    const struct facts_unit *found = unit_of(stock, unit);
    return found != NULL && question->asked.units[found - stock->units];
}

const uint8_t *question_places(struct ctx *ctx, const struct question *question, struct str area)
{
    const struct facts_stock *stock = question->view->stock;
    if (str_is_empty(area)) {
        return NULL;
    }
    uint8_t *places = ARENA_ARRAY(ctx->arena, uint8_t, FACT_PLACES_MOST);
    const struct territory_district **districts;
    size_t count = territory_districts_of(ctx->arena, area, &districts);
    for (size_t i = 0; i < count; i++) {
        places[facts_place(stock, str_of(districts[i]->code))] = 1;
    }
    return places;
}

/* Every district of the area lies in the other one; the country lies in none. */
static bool lies_within(struct arena *arena, struct str area, struct str within)
{
    const struct territory_district **districts;
    size_t count = str_is_empty(area) ? 0 : territory_districts_of(arena, area, &districts);
    for (size_t i = 0; i < count; i++) {
        if (!territory_contains(within, str_of(districts[i]->code))) {
            return false;
        }
    }
    return count > 0;
}

/* A municipality that reads its own territory asks for that, or for a part of it. */
static enum err hold_to_territory(struct ctx *ctx, struct question *question, struct str given)
{
    struct str bound = ctx->actor.bound.territory;
    if (str_is_empty(bound)) {
        return ERR_OK;
    }
    if (str_is_empty(given)) {
        question->territory = bound;
        question->own_territory = false;
    } else if (!lies_within(ctx->arena, question->territory, bound)) {
        return ctx_fault(ctx, "territory", given, TEXT("Ese territorio no es el suyo.", "That territory is not yours."),
                         TEXT("Deje vacío el territorio, o pida una parte del suyo.", "Leave the territory empty, or ask for a part of yours."));
    }
    return ERR_OK;
}

static enum err ask_territory(struct ctx *ctx, struct question *question, struct str given)
{
    const struct facts_stock *stock = question->view->stock;
    if (!str_is_empty(given)) {
        struct text rule = TEXT_NONE;
        struct text remedy = TEXT_NONE;
        if (!territory_parse_area(ctx->arena, given, &question->territory, &rule, &remedy)) {
            return ctx_fault(ctx, "territory", given, rule, remedy);
        }
    } else {
        const struct facts_unit *unit = question->unit;
        while (unit != NULL && str_is_empty(unit->territory)) {
            unit = unit_of(stock, unit->parent);
        }
        question->territory = unit == NULL ? STR_NONE : unit->territory;
        question->own_territory = !str_is_empty(question->territory);
    }
    TRY(hold_to_territory(ctx, question, given));
    question->asked.places = question_places(ctx, question, question->territory);
    question->asked.cover = question_places(ctx, question, question->territory);
    question->asked.cover_of = (int64_t)territory_municipality_count_of(
        question->territory, question->asked.today ? DATE_NONE : question->to);
    return ERR_OK;
}

/* What a funder is bound to: nothing is answered without one of its agreements. */
static enum err find_agreement(struct ctx *ctx, struct str given, struct agreement *out)
{
    const struct bound *bound = &ctx->actor.bound;
    shape_clear(&agreement_entity.shape, out);
    if (str_is_empty(given) && bound->agreement_count > 0) {
        if (bound->agreement_count == 1) {
            return record_find_id(ctx, &agreement_entity, bound->agreements[0], out);
        }
        return ctx_fault(ctx, "agreement", given, TEXT("Usted lee varios convenios, cada uno por aparte.", "You read several agreements, each by itself."),
                         TEXT("Diga cuál.", "Say which one."));
    }
    TRY(record_find_code(ctx, &agreement_entity, given, out));
    return bound_is_none(bound) || bound_has_agreement(bound, out->record.id) ? ERR_OK : ERR_NOT_FOUND;
}

static enum err ask_agreement(struct ctx *ctx, struct question *question, struct str given)
{
    if (str_is_empty(given) && ctx->actor.bound.agreement_count == 0) {
        return ERR_OK;
    }
    struct agreement agreement;
    enum err err = find_agreement(ctx, given, &agreement);
    if (err == ERR_NOT_FOUND) {
        return ctx_fault(ctx, "agreement", given,
                         TEXT("No hay un convenio con ese código a su alcance.", "No agreement with that code is within your reach."),
                         TEXT("Elija uno de la lista de convenios.", "Choose one from the list of agreements."));
    }
    TRY(err);
    question->asked.by_agreement = true;
    question->asked.agreement = FACT_NOBODY;
    question->agreement = agreement.record.code;
    question->agreement_title = agreement.title;
    question->agreement_id = agreement.record.id;
    for (size_t i = 0; i < question->view->agreement_count; i++) {
        if (id_eq(FACTS_AT(const struct facts_name, &question->view->stock->agreements, i)->id, agreement.record.id)) {
            question->asked.agreement = (uint32_t)i;
        }
    }
    return ERR_OK;
}

/* The fiscal year of the agency that holds the last day of the period. */
static void ask_fiscal_year(struct question *question)
{
    const struct facts_unit *unit = question->unit;
    while (unit != NULL && (unit->fiscal_month < 1 || (!str_eq(unit->kind, S("agency")) && !str_eq(unit->kind, S("network"))))) {
        unit = unit_of(question->view->stock, unit->parent);
    }
    int month = unit == NULL ? 1 : (int)unit->fiscal_month;
    int year = question->to.month < month ? question->to.year - 1 : question->to.year;
    question->asked.fiscal_from = facts_day(DATE(year, month, 1));
}

static enum err check_period(struct ctx *ctx, const struct statement_input *input)
{
    if (date_cmp(input->from, input->to) > 0) {
        return ctx_fault(ctx, "to", date_iso(ctx->arena, input->to),
                         TEXT("El último día no va antes del primero.", "The last day does not come before the first."),
                         TEXT("Corrija una de las dos fechas.", "Correct one of the two dates."));
    }
    return ERR_OK;
}

static enum err resolve(struct ctx *ctx, const struct statement_input *input, struct question *out)
{
    if (!id_is_none(ctx->actor.bound.organisation)) {
        return ERR_DENIED; /* a body reads what is added up by bodies, and no figures of single units */
    }
    TRY(find_unit(ctx, out, input->unit));
    ask_units(ctx, out);
    TRY(ask_territory(ctx, out, input->territory));
    TRY(ask_agreement(ctx, out, input->agreement));
    ask_fiscal_year(out);
    return ERR_OK;
}

FALLIBLE question_begin(struct ctx *ctx, const struct statement_input *input, struct question *out)
{
    *out = (struct question){.from = input->from, .to = input->to};
    TRY(check_period(ctx, input));
    TRY(facts_acquire(ctx->runner, &out->view));
    out->asked.view = out->view;
    out->asked.from = facts_day(input->from);
    out->asked.to = facts_day(input->to);
    out->asked.today = str_eq(input->map, S("today"));
    enum err err = resolve(ctx, input, out);
    if (err != ERR_OK) {
        question_end(ctx, out);
    }
    return err;
}

void question_end(struct ctx *ctx, struct question *question)
{
    facts_release(ctx->runner, question->view);
    question->view = NULL;
}
