#include "assistance/share_rule.h"

#include "advice/service.h"
#include "client/client.h"
#include "client/enterprise.h"
#include "client/size.h"
#include "core/record.h"
#include "party/unit.h"
#include "territory/territory.h"

static const struct field fields[] = {
    RECORD_CODE(struct share_rule),
    RECORD_UNIT(struct share_rule),
    FIELD_INT(struct share_rule, rank, .required = true, .min = 1, .max = 1000, .label = T("Orden", "Rank"),
              .hint = T("La tabla se lee por este orden; vale la primera fila que corresponde.",
                        "The table is read in this order; the first row that fits applies.")),
    FIELD_CHOICE(struct share_rule, led_by, .choices = enterprise_leaders, .label = T("Dirigida por", "Led by")),
    FIELD_INT(struct share_rule, age_from, .min = 0, .max = 120, .label = T("Edad desde", "Age from"),
              .hint = T("De la persona propietaria, el día de la firma.", "Of the owner, on the day of signature.")),
    FIELD_INT(struct share_rule, age_to, .min = 0, .max = 120, .label = T("Edad hasta", "Age to")),
    FIELD_CHOICE(struct share_rule, zone, .choices = client_zones, .label = T("Zona", "Zone")),
    FIELD_CATALOGUE(struct share_rule, district, .catalogue = &territory_districts, .label = T("Distrito", "District")),
    FIELD_CHOICE(struct share_rule, size_class, .choices = size_classes, .label = T("Tamaño", "Size")),
    FIELD_PERCENT(struct share_rule, percent, .required = true, .min = 0, .max = 10000,
                  .label = T("Aporte del cliente, %", "Client's part, %")),
    FIELD_DATE(struct share_rule, valid_from, .required = true, .label = T("Vigente desde", "In force from")),
    FIELD_DATE(struct share_rule, valid_to, .label = T("Vigente hasta", "In force until"),
               .hint = T("Vacía si sigue vigente.", "Empty while in force.")),
    FIELD_TEXT(struct share_rule, notes, .max = 500,
               .label = T("De dónde viene la regla", "Where the rule comes from")),
    RECORD_ANNULMENT(struct share_rule),
};

static enum err rule_check(struct ctx *ctx, void *row_, const void *before)
{
    (void)before;
    struct share_rule *row = row_;
    enum err err = ERR_OK;
    if (row->record.annulled == ANSWER_YES) {
        return ERR_OK;
    }
    if (row->percent < SHARE_PERCENT_LEAST || row->percent > SHARE_PERCENT_MOST) {
        err = ctx_fault(ctx, "percent", hundredths_plain(ctx->arena, row->percent),
                        TEXT("El aporte del cliente va del 3 al 18 %.", "The client's part is from 3 to 18 %."),
                        TEXT("Corrija el porcentaje; una exoneración la decide la dirección en cada contrato.",
                             "Correct the percentage; a waiver is decided by the direction in each contract."));
    }
    SERVICE_COLLECT(err,
                    service_check_order(ctx, TEXT("vigente desde", "in force from"), row->valid_from, "valid_to",
                                        row->valid_to));
    if (row->age_from != INT_NONE && row->age_to != INT_NONE && row->age_to < row->age_from) {
        err = ctx_fault(ctx, "age_to", str_format(ctx->arena, "%lld", (long long)row->age_to),
                        TEXT("La edad final no puede ser menor que la inicial.",
                             "The last age may not be below the first."),
                        TEXT("Corrija una de las dos edades.", "Correct one of the two ages."));
    }
    return err;
}

const struct entity share_rule_entity = {
    .shape = SHAPE("share_rule", struct share_rule, fields),
    .dataset = "share_rules",
    .code_prefix = "RA",
    .label = T("Regla de aporte", "Rule of the client's share"),
    .plural = T("Reglas de aporte", "Rules of the client's share"),
    .store = &share_rule_store,
    .check = rule_check,
};

/* ---- picking a row ------------------------------------------------------------------------------------- */

static bool text_fits(struct str asked, struct str is)
{
    return str_is_empty(asked) || str_eq(asked, is);
}

/* The classes of the reform of 2026 are kinds of micro enterprise. */
static bool size_fits(struct str asked, struct str is)
{
    bool is_micro = str_eq_c(is, "subsistence") || str_eq_c(is, "accumulation") || str_eq_c(is, "expansion");
    return text_fits(asked, is) || (is_micro && str_eq_c(asked, "micro"));
}

bool share_rule_fits(const struct share_rule *rule, const struct share_case *of)
{
    bool asks_age = rule->age_from != INT_NONE || rule->age_to != INT_NONE;
    if (asks_age && (of->age == INT_NONE || (rule->age_from != INT_NONE && of->age < rule->age_from) ||
                     (rule->age_to != INT_NONE && of->age > rule->age_to))) {
        return false;
    }
    return text_fits(rule->led_by, of->led_by) && text_fits(rule->zone, of->zone) &&
        text_fits(rule->district, of->district) &&
           size_fits(rule->size_class, of->size_class);
}

const struct share_rule *share_rule_choose(const struct share_rule *rules, size_t count, const struct share_case *of)
{
    for (size_t i = 0; i < count; i++) {
        if (share_rule_fits(&rules[i], of)) {
            return &rules[i];
        }
    }
    return NULL;
}

static enum err case_of(struct ctx *ctx, struct id agency, struct id id, struct date on, struct share_case *out)
{
    struct enterprise enterprise;
    shape_clear(&enterprise_entity.shape, &enterprise);
    TRY(record_find_id(ctx, &enterprise_entity, id, &enterprise));
    struct share_owner owner;
    TRY(share_rule_store_owner(ctx, agency, id, on, &owner));
    bool stated = str_eq_c(owner.sex, "female") || str_eq_c(owner.sex, "male");
    *out = (struct share_case){
        .led_by = str_is_empty(enterprise.led_by) && stated ? owner.sex : enterprise.led_by,
        .age = date_is_none(owner.birth) ? INT_NONE : date_age(owner.birth, on),
        .zone = enterprise.zone,
        .district = enterprise.district,
        .size_class = str_is_empty(enterprise.size_override) ? enterprise.size_class : enterprise.size_override,
    };
    return ERR_OK;
}

enum err share_rule_for(struct ctx *ctx, struct id agency, const struct refs *enterprises, struct date on,
                        struct share_rule *out, bool *found)
{
    struct list rules;
    *found = false;
    TRY(share_rule_store_on(ctx, agency, on, &rules));
    for (size_t i = 0; i < enterprises->len; i++) {
        struct share_case of;
        TRY(case_of(ctx, agency, enterprises->items[i].id, on, &of));
        const struct share_rule *rule = share_rule_choose(rules.rows.items, rules.rows.len, &of);
        if (rule != NULL && (!*found || rule->percent > out->percent)) {
            *out = *rule;
            *found = true;
        }
    }
    return ERR_OK;
}
