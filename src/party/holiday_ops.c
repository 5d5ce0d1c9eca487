#include "party/holiday.h"

struct year_input {
    int64_t year;
};
static const struct field year_fields[] = {
    FIELD_INT(struct year_input, year, .required = true, .min = 1990, .max = 2100, .label = T("Año", "Year")),
};
static const struct shape year_shape = SHAPE("holiday_year", struct year_input, year_fields);

struct term_input {
    struct date from;
    int64_t days;
    struct str district;
    enum answer public_offices;
};
static const struct field term_fields[] = {
    FIELD_DATE(struct term_input, from, .required = true, .label = T("Desde", "From")),
    FIELD_INT(struct term_input, days, .required = true, .min = 1, .max = 200, .label = T("Días hábiles", "Working days")),
    FIELD_TEXT(struct term_input, district, .max = 4, .label = T("Distrito", "District")),
    FIELD_BOOL(struct term_input, public_offices, .initial = "false", .label = T("De oficinas públicas", "Of public offices")),
};
static const struct shape term_shape = SHAPE("working_days", struct term_input, term_fields);
struct term {
    struct date date;
};
static const struct field term_out_fields[] = {
    FIELD_DATE(struct term, date, .label = T("Vence", "Due")),
};
static const struct shape term_out_shape = SHAPE("working_day_term", struct term, term_out_fields);

static enum err run_year(struct ctx *ctx, const void *in, void *out)
{
    const struct year_input *input = in;
    struct list *list = out;
    int year = (int)input->year;
    *list = (struct list){.shape = &holiday_entity.shape, .total = INT_NONE};
    return holiday_between(ctx, ctx->scope.agency, DATE(year, 1, 1), DATE(year, 12, 31), &list->rows);
}

static enum err run_term(struct ctx *ctx, const void *in, void *out)
{
    const struct term_input *input = in;
    struct working_days calendar;
    TRY(holiday_calendar(ctx, ctx->scope.agency, input->from, input->district, input->public_offices == ANSWER_YES, &calendar));
    ((struct term *)out)->date = working_day_after(&calendar, input->from, input->days);
    return ERR_OK;
}

/* Writes down the law's days of the year that no record stands for, so that they can be corrected one by one. */
static enum err run_plan(struct ctx *ctx, const void *in, void *out)
{
    const struct year_input *input = in;
    struct holiday_day days[HOLIDAY_DAYS_MOST];
    size_t len = working_day_holidays((int)input->year, days);
    struct holiday *added = ARENA_ARRAY(ctx->arena, struct holiday, len);
    size_t count = 0;
    for (size_t i = 0; i < len; i++) {
        struct holiday *row = &added[count];
        struct holiday there;
        holiday_of_law(ctx->arena, &days[i], row);
        shape_clear(&holiday_entity.shape, &there);
        enum err found = record_find_code(ctx, &holiday_entity, row->record.code, &there);
        if (found == ERR_OK) {
            continue;
        }
        if (found != ERR_NOT_FOUND) {
            return found;
        }
        row->record.unit = (struct ref){.id = ctx->scope.unit};
        row->record.agency = ctx->scope.agency;
        shape_fill(ctx->arena, &holiday_entity.shape, row);
        TRY(record_write(ctx, &holiday_entity, row, NULL));
        count++;
    }
    struct list *list = out;
    *list = (struct list){.shape = &holiday_entity.shape, .rows = {added, count}, .total = (int64_t)count};
    return record_label(ctx, &holiday_entity, added, count);
}

const struct op holiday_ops[] = {
    RECORD_OPS("holiday", "holidays", holiday_entity, PERM_AGREEMENT_READ, PERM_AGREEMENT_WRITE, "un día de asueto",
               "a holiday", false),
    {.name = "holiday.of_year", .http = "GET /years/{year}/holidays",
     .label = T("Ver los asuetos de un año", "See the holidays of a year"),
     .permission = PERM_AGREEMENT_READ, .kind = OP_READ, .input = &year_shape, .output = &holiday_entity.shape, .answer = ANSWER_LIST,
     .entity = &holiday_entity, .run = run_year},
    {.name = "holiday.plan", .http = "POST /years/{year}/holidays",
     .label = T("Anotar los asuetos de ley de un año para corregirlos",
                "Write down the holidays of a year by the law, to correct them"),
     .permission = PERM_AGREEMENT_WRITE, .kind = OP_WRITE, .input = &year_shape, .output = &holiday_entity.shape, .answer = ANSWER_LIST,
     .entity = &holiday_entity, .run = run_plan},
    {.name = "holiday.term", .http = "GET /working_days/{from}",
     .label = T("Calcular un plazo en días hábiles",
                "Work out a term in working days"), .permission = PERM_AGREEMENT_READ, .kind = OP_READ,
     .input = &term_shape, .output = &term_out_shape, .answer = ANSWER_RECORD, .run = run_term},
};
const size_t holiday_op_count = COUNT_OF(holiday_ops);
