#include "results/target_web.h"

#include "html/widget.h"
#include "results/indicator.h"
#include "results/service_row.h"

bool target_web_draw(struct visit *visit, const struct desk_form *form, const struct field *field)
{
    if (!str_eq_c(S("indicator"), field->name)) {
        return false;
    }
    struct form_option *options = ARENA_ARRAY(visit->arena, struct form_option, SERVICE_ROW_COUNT + indicator_count);
    size_t count = 0;
    for (size_t i = 0; i < indicator_count; i++) {
        options[count++] = (struct form_option){.code = str_of(indicator_list[i].code), .label = text_in(indicator_list[i].label, visit->lang)};
    }
    for (size_t i = 0; i < SERVICE_ROW_COUNT; i++) {
        struct text label = text_format(visit->arena, TEXT("Informe mensual: %s", "Monthly report: %s"),
                                        str_c(visit->arena, text_in(service_row_list[i].label, visit->lang)));
        options[count++] = (struct form_option){.code = str_of(service_row_list[i].code), .label = text_in(label, visit->lang)};
    }
    struct str value = form->row == NULL ? STR_NONE : FIELD_GET(struct str, field, form->row);
    form_select(visit->html, &form->view, field->name, text_in(field->label, visit->lang), STR_NONE, options, count,
                widget_given(&form->view, str_of(field->name), value));
    return true;
}
