#include "centre/work.h"

#define X(name, code, es, en) {code, T(es, en), NULL},
const struct choice work_sections[] = {WORK_SECTIONS(X){0}};
#undef X
#define X(name, code, es, en, ...) {code, T(es, en), NULL},
const struct choice work_rules[] = {WORK_RULES(X){0}};
#undef X

static const struct field item_fields[] = {
    FIELD_TEXT(struct work_item, section, .label = T("Parte o regla", "Section or rule")),
    FIELD_TEXT(struct work_item, dataset, .label = T("Conjunto", "Dataset")),
    FIELD_TEXT(struct work_item, code, .label = T("Código", "Code")),
    FIELD_TEXT(struct work_item, title, .max = 1000, .privacy = PRIVACY_PERSONAL, .label = T("Qué", "What")),
    FIELD_TEXT(struct work_item, who, .max = 300, .privacy = PRIVACY_PERSONAL, .label = T("Quién", "Who")),
    FIELD_DATE(struct work_item, date, .label = T("Fecha", "Date")),
    FIELD_INT(struct work_item, days, .min = -1000000, .label = T("Días que faltan", "Days left")),
};
const struct shape work_item_shape = SHAPE("work_item", struct work_item, item_fields);

static const struct field count_fields[] = {
    FIELD_TEXT(struct work_count, code, .label = T("Código", "Code")),
    FIELD_LABEL(struct work_count, label, .label = T("Qué", "What")),
    FIELD_INT(struct work_count, count, .label = T("Cuántos", "How many")),
    FIELD_INT(struct work_count, late, .label = T("Atrasados entre los que se muestran", "Late among those shown")),
    FIELD_LABEL(struct work_count, supplier, .label = T("Quién lo aporta", "Who supplies it")),
};
const struct shape work_count_shape = SHAPE("work_count", struct work_count, count_fields);

static const struct field today_fields[] = {
    FIELD_DATE(struct work_today, on, .label = T("Día", "Day")),
    FIELD_TEXT(struct work_today, adviser, .label = T("Asesor(a)", "Adviser")),
    FIELD_TEXT(struct work_today, adviser_name, .label = T("Nombre", "Name")),
    FIELD_ROWS(struct work_today, sections, .shape = &work_count_shape, .label = T("Partes", "Sections")),
    FIELD_ROWS(struct work_today, items, .shape = &work_item_shape, .label = T("Lo que espera", "What waits")),
};
const struct shape work_today_shape = SHAPE("today", struct work_today, today_fields);
