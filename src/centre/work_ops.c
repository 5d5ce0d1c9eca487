#include "advice/session.h"
#include "centre/monthly_report.h"
#include "centre/work.h"
#include "core/record.h"
#include "finance/link.h"
#include "party/staff.h"
#include "results/milestone.h"
#include "results/snapshot.h"

static const struct field today_input_fields[] = {
    FIELD_TEXT(struct work_today_input, adviser, .max = 60, .label = T("Asesor(a)", "Adviser"),
               .hint = T("Su código; vacío: lo propio de quien pregunta, o lo de toda la unidad.",
                         "The code; empty: the asker's own, or the whole unit's.")),
    FIELD_INT(struct work_today_input, limit, .min = 1, .max = 100, .initial = "6", .label = T("Cuántos de cada parte", "How many of each section")),
};
static const struct shape today_input_shape = SHAPE("today_input", struct work_today_input, today_input_fields);
static const struct field quality_input_fields[] = {
    FIELD_CHOICE(struct work_quality_input, rule, .required = true, .choices = work_rules, .label = T("Regla", "Rule")),
    FIELD_TEXT(struct work_quality_input, adviser, .max = 60, .label = T("Asesor(a)", "Adviser")),
    FIELD_INT(struct work_quality_input, limit, .min = 1, .max = 500, .initial = "100", .label = T("Cuántos como máximo", "How many at most")),
};
static const struct shape quality_input_shape = SHAPE("quality_input", struct work_quality_input, quality_input_fields);
static const struct field summary_input_fields[] = {
    FIELD_TEXT(struct work_quality_input, adviser, .max = 60, .label = T("Asesor(a)", "Adviser")),
};
static const struct shape summary_input_shape = SHAPE("quality_summary_input", struct work_quality_input, summary_input_fields);

/* ---- whose section is which --------------------------------------------------------------------------------------- */

#define ROLE(role) (1U << (role))
#define DIRECTION (ROLE(ROLE_DIRECTOR) | ROLE(ROLE_LOCAL))
#define BOARD (ROLE(ROLE_EXECUTIVE) | ROLE(ROLE_LOCAL))
#define OFFICE (ROLE(ROLE_ADMINISTRATOR) | ROLE(ROLE_LOCAL))
enum { LINGERS = 30 }; /* days */
#define FIRST_DAY DATE(1000, 1, 1)
#define LAST_DAY DATE(9999, 12, 31)
enum horizon { PAST, SOON, MONTH, ANY }; /* until yesterday, in a week, in sixty days, always */

static const struct {
    unsigned roles;
    enum horizon horizon;
} sections[WORK_SECTION_COUNT] = {
    [WORK_APPOINTMENTS] = {ROLE(ROLE_ADVISER) | DIRECTION, SOON},
    [WORK_ACTIONS] = {ROLE(ROLE_ADVISER), SOON},
    [WORK_OWN_INTAKES] = {ROLE(ROLE_ADVISER), ANY},
    [WORK_INTAKES] = {DIRECTION, ANY},
    [WORK_PLANS] = {DIRECTION, ANY},
    [WORK_APPROVALS] = {DIRECTION | BOARD, ANY},
    [WORK_PAYMENTS_HELD] = {DIRECTION | BOARD | OFFICE, ANY},
    [WORK_PAYMENTS_READY] = {OFFICE, ANY},
    [WORK_OFFERS] = {OFFICE, ANY},
    [WORK_CONTRACTS] = {OFFICE, ANY},
    [WORK_REPORTS] = {DIRECTION | BOARD, ANY},
    [WORK_DUPLICATES] = {DIRECTION, ANY},
    [WORK_LATE_SERVICES] = {ROLE(ROLE_ADVISER) | OFFICE | DIRECTION, PAST},
    [WORK_LATE_SESSIONS] = {ROLE(ROLE_ADVISER) | DIRECTION, PAST},
    [WORK_LATE_PLANS] = {DIRECTION, PAST},
    [WORK_UNVERIFIED] = {DIRECTION, ANY},
    [WORK_FUND_INVOICES] = {ROLE(ROLE_ADVISER) | DIRECTION | BOARD, ANY},
    [WORK_AGREEMENTS] = {DIRECTION | BOARD, MONTH},
    [WORK_RESOLUTIONS] = {DIRECTION | BOARD, PAST},
    [WORK_DUTIES] = {BOARD, MONTH},
};

static struct date until_of(enum horizon horizon, struct date today)
{
    static const int32_t days[] = {[PAST] = -1, [SOON] = 7, [MONTH] = 60};
    return horizon == ANY ? LAST_DAY : date_add_days(today, days[horizon]);
}

/* ---- items --------------------------------------------------------------------------------------------------------- */

/* The kind of a service is its title: said in words. */
static void name_kinds(struct ctx *ctx, struct rows *rows)
{
    static const struct {
        const char *dataset;
        const struct choice *choices;
    } kinds[] = {{"sessions", session_kinds}, {"monthly_reports", monthly_report_states}, {"links", link_kinds}, {"milestones", milestone_kinds}, {"snapshots", snapshot_kinds}};
    struct work_item *items = rows->items;
    for (size_t i = 0; i < rows->len; i++) {
        for (size_t k = 0; k < COUNT_OF(kinds); k++) {
            if (!str_eq_c(items[i].dataset, kinds[k].dataset)) {
                continue;
            }
            const struct choice *choice = choice_find(kinds[k].choices, items[i].title);
            items[i].title = choice == NULL ? items[i].title : text_in(choice->label, ctx->lang);
            if (k > 0) { /* "Inicial" says too little by itself */
                struct str noun = text_in(entity_find_dataset(items[i].dataset)->label, ctx->lang);
                items[i].title = str_format(ctx->arena, STR_FMT ": " STR_FMT, STR_ARG(noun), STR_ARG(items[i].title));
            }
        }
    }
}

/* Whose work is asked for: an adviser asks for her own. A staff code names somebody in scope. */
static enum err find_staff(struct ctx *ctx, struct str code, struct staff *out)
{
    shape_clear(&staff_entity.shape, out);
    if (!str_is_empty(code)) {
        enum err err = record_find_code(ctx, &staff_entity, code, out);
        return err != ERR_NOT_FOUND ? err
                                    : ctx_fault(ctx, "adviser", code, TEXT("No hay una persona del equipo con ese código.", "There is no member of staff of that code."),
                                                TEXT("Use un código de la lista del equipo.", "Use a code of the list of staff."));
    }
    if (ctx->actor.role == ROLE_ADVISER && !id_is_none(ctx->actor.staff)) {
        return record_find_id(ctx, &staff_entity, ctx->actor.staff, out);
    }
    return ERR_OK;
}

static void count_late(struct work_count *count, const struct rows *rows)
{
    const struct work_item *items = rows->items;
    count->late = 0;
    for (size_t i = 0; i < rows->len; i++) {
        count->late += items[i].days != INT_NONE && items[i].days < 0;
    }
}

static enum err run_today(struct ctx *ctx, const void *in, void *out)
{
    const struct work_today_input *input = in;
    struct work_today *today = out;
    int64_t limit = input->limit == INT_NONE ? 6 : input->limit;
    struct staff staff;
    TRY(find_staff(ctx, input->adviser, &staff));
    struct work_count *counts = ARENA_ARRAY(ctx->arena, struct work_count, WORK_SECTION_COUNT);
    struct work_item *items = ARENA_ARRAY(ctx->arena, struct work_item, (size_t)limit * WORK_SECTION_COUNT);
    size_t count = 0;
    size_t item_count = 0;
    for (enum work_list list = 0; list < WORK_SECTION_COUNT; list++) {
        if ((sections[list].roles & ROLE(ctx->actor.role)) == 0) {
            continue;
        }
        struct rows rows;
        struct work_count *section = &counts[count++];
        *section = (struct work_count){.code = str_of(work_sections[list].code), .label = work_sections[list].label};
        /* Her own appointments, where the one who directs advises too. */
        struct id whose = list == WORK_APPOINTMENTS && id_is_none(staff.record.id) ? ctx->actor.staff : staff.record.id;
        /* What was agreed and never happened stays among her appointments for a month, and is late afterwards. */
        bool own_late = list == WORK_LATE_SESSIONS && ctx->actor.role == ROLE_ADVISER;
        struct date from = list == WORK_APPOINTMENTS ? date_add_days(ctx->today, -LINGERS) : FIRST_DAY;
        struct date until = own_late ? date_add_days(ctx->today, -LINGERS - 1) : until_of(sections[list].horizon, ctx->today);
        TRY(work_store_list(ctx, list, from, until, whose, limit, &rows, &section->count));
        name_kinds(ctx, &rows);
        count_late(section, &rows);
        struct work_item *found = rows.items;
        for (size_t i = 0; i < rows.len; i++) {
            found[i].section = section->code;
            items[item_count++] = found[i];
        }
    }
    *today = (struct work_today){
        .on = ctx->today,
        .adviser = staff.record.code,
        .adviser_name = staff.name,
        .sections = {counts, count},
        .items = {items, item_count},
    };
    return ERR_OK;
}

/* ---- quality ------------------------------------------------------------------------------------------------------- */

#define X(name, code, es, en, supplier_es, supplier_en) T(supplier_es, supplier_en),
static const struct text suppliers[WORK_RULE_COUNT] = {WORK_RULES(X)};
#undef X

/* What is not over cannot lack its list yet. */
static struct date until_of_rule(size_t rule, struct date today)
{
    return WORK_SECTION_COUNT + rule == WORK_EVENT_ATTENDANCE ? date_add_days(today, -1) : LAST_DAY;
}

static enum err run_summary(struct ctx *ctx, const void *in, void *out)
{
    const struct work_quality_input *input = in;
    struct list *list = out;
    struct staff staff;
    TRY(find_staff(ctx, input->adviser, &staff));
    struct work_count *counts = ARENA_ARRAY(ctx->arena, struct work_count, WORK_RULE_COUNT);
    for (size_t i = 0; i < WORK_RULE_COUNT; i++) {
        struct rows rows;
        counts[i] = (struct work_count){
            .code = str_of(work_rules[i].code), .label = work_rules[i].label, .late = INT_NONE, .supplier = suppliers[i]};
        TRY(work_store_list(ctx, (enum work_list)(WORK_SECTION_COUNT + i), FIRST_DAY, until_of_rule(i, ctx->today), staff.record.id, 1, &rows,
                            &counts[i].count));
    }
    *list = (struct list){.shape = &work_count_shape, .rows = {counts, WORK_RULE_COUNT}, .total = WORK_RULE_COUNT};
    return ERR_OK;
}

static enum err run_quality(struct ctx *ctx, const void *in, void *out)
{
    const struct work_quality_input *input = in;
    struct list *list = out;
    struct staff staff;
    TRY(find_staff(ctx, input->adviser, &staff));
    size_t rule = (size_t)(choice_find(work_rules, input->rule) - work_rules);
    *list = (struct list){.shape = &work_item_shape};
    TRY(work_store_list(ctx, (enum work_list)(WORK_SECTION_COUNT + rule), FIRST_DAY, until_of_rule(rule, ctx->today),
                        staff.record.id, input->limit == INT_NONE ? 100 : input->limit, &list->rows, &list->total));
    name_kinds(ctx, &list->rows);
    struct work_item *items = list->rows.items;
    for (size_t i = 0; i < list->rows.len; i++) {
        items[i].section = input->rule;
    }
    return ERR_OK;
}

const struct op work_ops[] = {
    {.name = "today.read", .http = "GET /today", .label = T("Ver lo que espera hoy", "See what waits today"), .permission = PERM_RECORD_READ,
     .kind = OP_READ, .input = &today_input_shape, .output = &work_today_shape, .answer = ANSWER_RECORD, .run = run_today},
    {.name = "quality.summary", .http = "GET /quality",
     .label = T("Contar los registros a los que les falta algo", "Count the records that lack something"), .permission = PERM_RECORD_READ,
     .kind = OP_READ, .input = &summary_input_shape, .output = &work_count_shape, .answer = ANSWER_LIST, .run = run_summary},
    {.name = "quality.list", .http = "GET /quality/{rule}",
     .label = T("Listar los registros a los que les falta algo, por regla", "List the records that lack something, by rule"),
     .permission = PERM_RECORD_READ, .kind = OP_READ, .input = &quality_input_shape, .output = &work_item_shape, .answer = ANSWER_LIST,
     .run = run_quality},
};
const size_t work_op_count = COUNT_OF(work_ops);
