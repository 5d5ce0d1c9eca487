#include "results/remark.h"

#include "advice/service.h"
#include "party/unit.h"

/* The form of an indicator's code; a remark on an indicator that the program does not compute is shown nowhere. */
static bool rule_indicator(struct arena *arena, struct str given, struct str *out, struct text *rule, struct text *remedy)
{
    (void)arena;
    bool good = given.len > 0;
    for (size_t i = 0; good && i < given.len; i++) {
        good = (given.ptr[i] >= 'a' && given.ptr[i] <= 'z') || given.ptr[i] == '_';
    }
    if (!good) {
        *rule = TEXT("El código de un indicador lleva solo minúsculas y guion bajo.",
                     "An indicator's code consists of small letters and underscores.");
        *remedy = TEXT("Escriba, por ejemplo, enterprises_advised; adelante describe indicators los enumera.",
                       "Write, for example, enterprises_advised; adelante describe indicators lists them.");
        return false;
    }
    *out = given;
    return true;
}

static const struct field fields[] = {
    RECORD_CODE(struct remark),
    RECORD_UNIT(struct remark),
    FIELD_TEXT(struct remark, indicator, .required = true, .max = 60, .rule = rule_indicator,
               .label = T("Indicador", "Indicator")),
    FIELD_DATE(struct remark, from_on, .required = true, .label = T("Desde", "From")),
    FIELD_DATE(struct remark, to_on, .required = true, .label = T("Hasta", "To")),
    FIELD_TEXT(struct remark, text_es, .required = true, .max = 500, .label = T("Texto en español", "Text in Spanish")),
    FIELD_TEXT(struct remark, text_en, .required = true, .max = 500, .label = T("Texto en inglés", "Text in English")),
    RECORD_ANNULMENT(struct remark),
};

enum err remark_check(struct ctx *ctx, void *row, const void *before)
{
    (void)before;
    const struct remark *remark = row;
    return service_check_order(ctx, TEXT("desde", "from"), remark->from_on, "to_on", remark->to_on);
}

const struct entity remark_entity = {
    .shape = SHAPE("remark", struct remark, fields),
    .dataset = "remarks",
    .code_prefix = "N",
    .label = T("Nota a un resultado", "Remark on a result"),
    .plural = T("Notas a los resultados", "Remarks on results"),
    .store = &remark_store,
    .check = remark_check,
};
