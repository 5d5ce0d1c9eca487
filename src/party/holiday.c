#include "party/holiday.h"

#include "party/unit.h"
#include "territory/territory.h"

const struct choice holiday_reaches[] = {
    {"national", T("Todo el país", "The whole country"), "NACIONAL"},
    {"local", T("Un distrito", "One district"), "LOCAL"},
    {"public_offices", T("Oficinas públicas", "Public offices"), "OFICINAS_PUBLICAS"},
    {0},
};

static const struct field fields[] = {
    RECORD_CODE(struct holiday),
    RECORD_UNIT(struct holiday),
    FIELD_DATE(struct holiday, date, .required = true, .label = T("Fecha", "Date")),
    FIELD_TEXT(struct holiday, name_es, .required = true, .max = 150, .label = T("Nombre en español", "Name in Spanish")),
    FIELD_TEXT(struct holiday, name_en, .max = 150, .label = T("Nombre en inglés", "Name in English")),
    FIELD_CHOICE(struct holiday, reach, .required = true, .choices = holiday_reaches, .initial = "national",
                 .label = T("Dónde rige", "Where it holds")),
    FIELD_CATALOGUE(struct holiday, district, .catalogue = &territory_districts, .label = T("Distrito", "District"),
                    .hint = T("De un asueto local.", "Of a local holiday.")),
    FIELD_TEXT(struct holiday, basis, .max = 300, .label = T("Base legal", "Legal basis")),
    FIELD_BOOL(struct holiday, confirmed, .initial = "false", .label = T("Confirmado", "Confirmed"),
               .hint = T("Se leyó en la ley o el decreto.", "It was read in the law or the decree.")),
    FIELD_BOOL(struct holiday, working, .initial = "false", .label = T("Se trabaja", "It is worked"),
               .hint = T("El asueto se trasladó o quedó sin efecto ese día.",
                         "The holiday was moved, or does not hold on that day.")),
    RECORD_ANNULMENT(struct holiday),
};

static enum err holiday_check(struct ctx *ctx, void *row, const void *before)
{
    const struct holiday *holiday = row;
    (void)before;
    bool local = str_eq(holiday->reach, S("local"));
    if (holiday->record.annulled == ANSWER_YES || local == !str_is_empty(holiday->district)) {
        return ERR_OK;
    }
    return ctx_fault(ctx, "district", holiday->district,
                     TEXT("Un asueto local dice su distrito, y solo uno local.",
                          "A local holiday says its district, and only a local one."),
                     TEXT("Elija el distrito, o cambie dónde rige.", "Choose the district, or change where it holds."));
}

const struct entity holiday_entity = {
    .shape = SHAPE("holiday", struct holiday, fields),
    .dataset = "holidays",
    .code_prefix = "AU",
    .label = T("Día de asueto", "Holiday"),
    .plural = T("Días de asueto", "Holidays"),
    .store = &holiday_store,
    .check = holiday_check,
};

/* ---- the calendar ------------------------------------------------------------------------------------------ */

void holiday_of_law(struct arena *arena, const struct holiday_day *day, struct holiday *out)
{
    shape_clear(&holiday_entity.shape, out);
    out->record.source_line = INT_NONE;
    out->record.code = str_format(arena, "%s-" STR_FMT, day->code, STR_ARG(date_iso(arena, day->date)));
    out->date = day->date;
    out->name_es = str_of(day->name.es);
    out->name_en = str_of(day->name.en);
    out->reach = str_of(holiday_reaches[day->reach].code);
    out->district = day->district == NULL ? STR_NONE : str_of(day->district);
    out->basis = str_of(day->basis.es);
    out->confirmed = day->confirmed ? ANSWER_YES : ANSWER_NO;
    out->working = ANSWER_NO;
}

/* Keeps the order of the dates. */
static void put(struct holiday *rows, size_t *count, const struct holiday *holiday)
{
    size_t at = (*count)++;
    for (; at > 0 && date_cmp(rows[at - 1].date, holiday->date) > 0; at--) {
        rows[at] = rows[at - 1];
    }
    rows[at] = *holiday;
}

static bool has_record(const struct list *records, struct str code)
{
    for (size_t i = 0; i < records->rows.len; i++) {
        if (str_eq(((const struct holiday *)records->rows.items)[i].record.code, code)) {
            return true;
        }
    }
    return false;
}

enum err holiday_between(struct ctx *ctx, struct id agency, struct date from, struct date to, struct rows *out)
{
    struct list records;
    TRY(holiday_store_between(ctx, agency, from, to, &records));
    size_t years = (size_t)(to.year - from.year + 1);
    struct holiday *rows = ARENA_ARRAY(ctx->arena, struct holiday, records.rows.len + years * HOLIDAY_DAYS_MOST);
    size_t count = 0;
    for (size_t i = 0; i < records.rows.len; i++) {
        const struct holiday *record = &((const struct holiday *)records.rows.items)[i];
        if (record->record.annulled != ANSWER_YES && date_cmp(record->date, from) >= 0 && date_cmp(record->date, to) <= 0) {
            put(rows, &count, record);
        }
    }
    for (int year = from.year; year <= to.year; year++) {
        struct holiday_day days[HOLIDAY_DAYS_MOST];
        size_t len = working_day_holidays(year, days);
        for (size_t i = 0; i < len; i++) {
            struct holiday holiday;
            holiday_of_law(ctx->arena, &days[i], &holiday);
            if (date_cmp(holiday.date, from) >= 0 && date_cmp(holiday.date, to) <= 0 &&
                !has_record(&records, holiday.record.code)) {
                put(rows, &count, &holiday);
            }
        }
    }
    *out = (struct rows){rows, count};
    return ERR_OK;
}

enum err holiday_calendar(struct ctx *ctx, struct id agency, struct date from, struct str district, bool public_offices,
                          struct working_days *out)
{
    struct rows rows;
    TRY(holiday_between(ctx, agency, from, date_add_days(from, 400), &rows));
    struct date *off = ARENA_ARRAY(ctx->arena, struct date, rows.len + 1);
    size_t count = 0;
    const struct holiday *holidays = rows.items;
    for (size_t i = 0; i < rows.len; i++) {
        const struct holiday *day = &holidays[i];
        bool counts = str_eq(day->reach, S("national")) || (str_eq(day->reach, S("local")) &&
                                                            str_eq(day->district, district)) ||
                      (str_eq(day->reach, S("public_offices")) && public_offices);
        if (counts && day->working != ANSWER_YES) {
            off[count++] = day->date;
        }
    }
    *out = (struct working_days){off, count};
    return ERR_OK;
}
