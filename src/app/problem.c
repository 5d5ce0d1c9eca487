#include "app/problem.h"

#include "format/json.h"

static void write_fault(struct json_writer *writer, const struct fault_item *item, enum lang lang)
{
    json_open_object(writer);
    json_key(writer, S("field"));
    json_text(writer, item->field);
    json_key(writer, S("value"));
    json_text(writer, item->value);
    json_key(writer, S("rule"));
    json_text(writer, text_in(item->rule, lang));
    json_key(writer, S("remedy"));
    json_text(writer, text_in(item->remedy, lang));
    if (!str_is_empty(item->cell)) {
        json_key(writer, S("cell"));
        json_text(writer, item->cell);
    }
    json_close_object(writer);
}

void problem_write(struct buf *out, enum err err, const struct fault *fault, struct text said, enum lang lang)
{
    const struct err_info *info = err_info(err);
    struct json_writer writer = json_writer(out);
    json_open_object(&writer);
    json_key(&writer, S("type"));
    json_text(&writer, str_format(out->arena, "urn:adelante:error:%s", info->code));
    json_key(&writer, S("code"));
    json_text(&writer, str_of(info->code));
    json_key(&writer, S("title"));
    json_text(&writer, str_of(lang == LANG_ES ? info->es : info->en));
    json_key(&writer, S("status"));
    json_int(&writer, info->http_status);
    if (said.es != NULL) {
        json_key(&writer, S("detail"));
        json_text(&writer, text_in(said, lang));
    }
    json_key(&writer, S("faults"));
    json_open_array(&writer);
    for (size_t i = 0; fault != NULL && i < fault->count; i++) {
        write_fault(&writer, &fault->items[i], lang);
    }
    json_close_array(&writer);
    if (fault != NULL && fault->total > fault->count) {
        json_key(&writer, S("fault_count"));
        json_int(&writer, (int64_t)fault->total);
    }
    json_close_object(&writer);
}
