#include "core/record.h"
#include "results/indicator.h"
#include "results/service_row.h"
#include "results/statement.h"
#include "results/target.h"

#include <string.h>

enum { SMALL = 5 }; /* services, that a reader of aggregates may not see */

const struct choice target_lights[] = {
    {"green", T("Verde", "Green"), NULL}, {"amber", T("Ámbar", "Amber"), NULL}, {"red", T("Rojo", "Red"), NULL}, {0}};

bool target_rule_measure(struct arena *arena, struct str given, struct str *out, struct text *rule, struct text *remedy)
{
    enum indicator_code code;
    enum service_row row;
    (void)arena;
    if (!indicator_find(given, &code) && !service_row_find(given, &row)) {
        *rule = TEXT("No hay un indicador con ese código.", "There is no indicator of that code.");
        *remedy = TEXT("Use un código de «adelante describe indicators», por ejemplo enterprises_advised, o un renglón del informe mensual, por "
                       "ejemplo service_business_advice.",
                       "Use a code of “adelante describe indicators”, for example enterprises_advised, or a row of the monthly report, for "
                       "example service_business_advice.");
        return false;
    }
    *out = given;
    return true;
}

struct text target_label(struct str measure)
{
    enum indicator_code code;
    enum service_row row;
    return indicator_find(measure, &code)   ? indicator_at(code)->label
           : service_row_find(measure, &row) ? service_row_list[row].label
                                             : TEXT_NONE;
}

enum err target_check_value(struct ctx *ctx, struct str measure, int64_t count, struct money amount)
{
    enum indicator_code code;
    enum service_row row;
    bool indicator = indicator_find(measure, &code);
    if (!indicator && !service_row_find(measure, &row)) {
        return ERR_OK; /* said already */
    }
    bool money = indicator && strcmp(indicator_at(code)->measure, "money") == 0;
    if (money ? !money_is_none(amount) && count == INT_NONE : count != INT_NONE && money_is_none(amount)) {
        return ERR_OK;
    }
    return ctx_fault(ctx, money ? "amount" : "count", STR_NONE,
                     money ? TEXT("La meta de ese indicador es un monto.", "The target of that indicator is an amount.")
                           : TEXT("La meta de ese indicador es un número.", "The target of that indicator is a number."),
                     TEXT("Escriba la meta en ese campo y deje vacío el otro.", "Write the target in that field and leave the other one empty."));
}

struct value target_value(int64_t count, struct money amount)
{
    bool money = count == INT_NONE;
    return (struct value){money ? VALUE_MONEY : VALUE_COUNT, money ? amount.minor : count};
}

struct str target_light(int64_t percent)
{
    return percent >= 9500 ? S("green") : percent >= 8000 ? S("amber") : S("red");
}

int64_t target_percent(struct value result, struct value target)
{
    if (result.kind == VALUE_NONE || target.amount <= 0) {
        return INT_NONE;
    }
    int64_t amount = result.kind == VALUE_HUNDREDTHS ? result.amount / 100 : result.amount;
    return amount / target.amount * 10000 + amount % target.amount * 10000 / target.amount;
}

static struct value value_in(const struct statement *statement, struct str code)
{
    const struct statement_figure *figures = statement->figures.items;
    for (size_t i = 0; i < statement->figures.len; i++) {
        if (str_eq(figures[i].code, code)) {
            return figures[i].value;
        }
    }
    return (struct value){VALUE_NONE, 0};
}

static enum err result_of_row(struct target_results *results, enum service_row row, struct date from, struct date to, struct value *out)
{
    struct service_row_line lines[SERVICE_ROW_COUNT];
    const struct service_row_question question = {
        .scope = results->scope, .from = from, .to = to, .staff = results->staff, .agreement = results->agreement_id};
    TRY(service_row_count(results->ctx, &question, lines));
    bool hidden = results->scope.detail == DETAIL_AGGREGATE && lines[row].services < SMALL;
    *out = hidden ? (struct value){VALUE_NONE, 0} : (struct value){VALUE_COUNT, lines[row].services};
    return ERR_OK;
}

/* The statements of the periods that the targets name, each asked once: the same computation that everybody else is shown. */
enum err target_result(struct target_results *results, struct str measure, struct date from, struct date to, struct value *out)
{
    enum service_row row;
    *out = (struct value){VALUE_NONE, 0};
    if (service_row_find(measure, &row)) {
        return result_of_row(results, row, from, to, out);
    }
    if (!id_is_none(results->staff)) {
        return ERR_OK;
    }
    if (results->statements == NULL) {
        results->statements = ARENA_ARRAY(results->ctx->arena, struct statement, results->room + 1);
    }
    struct statement *statement = NULL;
    for (size_t i = 0; i < results->count && statement == NULL; i++) {
        const struct statement_period *period = &results->statements[i].period;
        if (date_cmp(period->from, from) == 0 && date_cmp(period->to, to) == 0) {
            statement = &results->statements[i];
        }
    }
    if (statement == NULL) {
        assert(results->count <= results->room);
        /* An agreement's services count wherever the client's home is; a unit's within its territory. */
        struct statement_input in = {.from = from, .to = to, .unit = results->unit, .agreement = results->agreement, .map = S("then"),
                                     .territory = str_is_empty(results->agreement) ? STR_NONE : S("SV")};
        statement = &results->statements[results->count];
        shape_clear(&statement_shape, statement);
        TRY(op_find(S("results.statement"))->run(results->ctx, &in, statement));
        results->count++;
    }
    *out = value_in(statement, measure);
    return ERR_OK;
}
