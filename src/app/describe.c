#include "app/describe.h"

#include "base/conf.h"
#include "core/flow.h"
#include "core/op.h"
#include "format/json.h"
#include "results/indicator.h"

static const char *const type_names[] = {
    [FIELD_TYPE_TEXT] = "text",       [FIELD_TYPE_CHOICE] = "choice",   [FIELD_TYPE_CHOICES] = "choices",
    [FIELD_TYPE_CATALOGUE] = "catalogue", [FIELD_TYPE_INT] = "integer", [FIELD_TYPE_PERCENT] = "percent",
    [FIELD_TYPE_MINUTES] = "minutes", [FIELD_TYPE_TIME] = "time",       [FIELD_TYPE_BOOL] = "boolean",
    [FIELD_TYPE_DATE] = "date",       [FIELD_TYPE_INSTANT] = "instant", [FIELD_TYPE_MONEY] = "money",
    [FIELD_TYPE_ID] = "id",           [FIELD_TYPE_REF] = "reference",   [FIELD_TYPE_REFS] = "references",
    [FIELD_TYPE_SHARES] = "shares",   [FIELD_TYPE_VALUE] = "value",     [FIELD_TYPE_LABEL] = "label",
    [FIELD_TYPE_RECORD] = "record",   [FIELD_TYPE_ROWS] = "rows",       [FIELD_TYPE_STRINGS] = "texts",
};
static const char *const privacy_names[] = {"public", "internal", "personal", "sensitive"};

static void key_text(struct json_writer *writer, const char *key, const char *text)
{
    json_key(writer, str_of(key));
    if (text == NULL) {
        json_null(writer);
    } else {
        json_text(writer, str_of(text));
    }
}

static void key_label(struct json_writer *writer, const char *key, struct text text)
{
    json_key(writer, str_of(key));
    json_open_object(writer);
    key_text(writer, "es", text.es);
    key_text(writer, "en", text.en);
    json_close_object(writer);
}

/* ---- datasets ------------------------------------------------------------------------------------ */

static void write_choices_json(struct json_writer *writer, const struct choice *choices)
{
    json_key(writer, S("choices"));
    json_open_array(writer);
    for (const struct choice *choice = choices; choice->code != NULL; choice++) {
        json_open_object(writer);
        key_text(writer, "code", choice->code);
        key_label(writer, "label", choice->label);
        json_close_object(writer);
    }
    json_close_array(writer);
}

static void write_column_json(struct json_writer *writer, const struct field *field)
{
    json_open_object(writer);
    key_text(writer, "name", field->name);
    key_text(writer, "type", type_names[field->type]);
    key_label(writer, "label", field->label);
    json_key(writer, S("required"));
    json_bool(writer, field->required);
    json_key(writer, S("computed"));
    json_bool(writer, field->computed);
    key_text(writer, "privacy", privacy_names[field->privacy]);
    if (field->type == FIELD_TYPE_TEXT) {
        json_key(writer, S("max_length"));
        json_int(writer, field->max != 0 ? field->max : 200);
    } else if (field->max != 0) {
        json_key(writer, S("min"));
        json_int(writer, field->min);
        json_key(writer, S("max"));
        json_int(writer, field->max);
    }
    if (field->initial != NULL) {
        key_text(writer, "initial", field->initial);
    }
    if (field->target != NULL) {
        key_text(writer, "dataset", field->target->dataset);
    }
    if (field->catalogue != NULL) {
        key_text(writer, "catalogue", field->catalogue->name);
    }
    if (field->choices != NULL) {
        write_choices_json(writer, field->choices);
    }
    json_close_object(writer);
}

static void datasets_json(struct json_writer *writer)
{
    size_t count;
    const struct entity *const *all = entity_all(&count);
    json_open_array(writer);
    for (size_t i = 0; i < count; i++) {
        json_open_object(writer);
        key_text(writer, "dataset", all[i]->dataset);
        key_label(writer, "label", all[i]->plural);
        json_key(writer, S("columns"));
        json_open_array(writer);
        for (size_t k = 0; k < all[i]->shape.count; k++) {
            write_column_json(writer, &all[i]->shape.fields[k]);
        }
        json_close_array(writer);
        json_close_object(writer);
    }
    json_close_array(writer);
}

static void datasets_text(struct buf *out, enum lang lang)
{
    size_t count;
    const struct entity *const *all = entity_all(&count);
    for (size_t i = 0; i < count; i++) {
        buf_format(out, "%s — " STR_FMT "\n", all[i]->dataset, STR_ARG(text_in(all[i]->plural, lang)));
        for (size_t k = 0; k < all[i]->shape.count; k++) {
            const struct field *field = &all[i]->shape.fields[k];
            buf_format(out, "  %-24s %-10s %s " STR_FMT, field->name, type_names[field->type],
                       field->required ? "*" : field->computed ? "=" : " ", STR_ARG(text_in(field->label, lang)));
            for (const struct choice *choice = field->choices; choice != NULL && choice->code != NULL; choice++) {
                buf_format(out, "%s%s", choice == field->choices ? ": " : ", ", choice->code);
            }
            buf_put_char(out, '\n');
        }
        buf_put_char(out, '\n');
    }
}

/* ---- operations, settings, errors, permissions, indicators ------------------------------------------------ */

static void ops_json(struct json_writer *writer)
{
    const struct op *op;
    json_open_array(writer);
    for (size_t i = 0; (op = op_at(i)) != NULL; i++) {
        json_open_object(writer);
        key_text(writer, "name", op->name);
        key_text(writer, "kind", op->kind == OP_READ ? "read" : "write");
        key_text(writer, "permission", permission_info(op->permission)->code);
        key_text(writer, "http", op->http);
        key_label(writer, "label", op_label(writer->out->arena, op));
        json_key(writer, S("input"));
        json_open_array(writer);
        for (size_t k = 0; op->input != NULL && k < op->input->count; k++) {
            write_column_json(writer, &op->input->fields[k]);
        }
        json_close_array(writer);
        json_close_object(writer);
    }
    json_close_array(writer);
}

static void ops_text(struct buf *out, enum lang lang)
{
    const struct op *op;
    for (size_t i = 0; (op = op_at(i)) != NULL; i++) {
        buf_format(out, "%-28s %-5s %-16s %-36s " STR_FMT "\n", op->name, op->kind == OP_READ ? "read" : "write",
                   permission_info(op->permission)->code, op->http == NULL ? "—" : op->http, STR_ARG(text_in(op_label(out->arena, op), lang)));
    }
}

static void settings_json(struct json_writer *writer)
{
    json_open_array(writer);
    for (size_t i = 0; i < conf_setting_count; i++) {
        json_open_object(writer);
        key_text(writer, "name", conf_settings[i].name);
        key_text(writer, "variable", conf_settings[i].variable);
        key_text(writer, "default", conf_settings[i].value_default);
        key_label(writer, "label", conf_settings[i].label);
        json_close_object(writer);
    }
    json_close_array(writer);
}

static void settings_text(struct buf *out, enum lang lang)
{
    for (size_t i = 0; i < conf_setting_count; i++) {
        buf_format(out, "%-22s %-30s %-18s " STR_FMT "\n", conf_settings[i].name, conf_settings[i].variable,
                   conf_settings[i].value_default, STR_ARG(text_in(conf_settings[i].label, lang)));
    }
}

static void errors_json(struct json_writer *writer)
{
    json_open_array(writer);
    for (enum err err = 0; err < ERR_COUNT; err++) {
        const struct err_info *info = err_info(err);
        json_open_object(writer);
        key_text(writer, "code", info->code);
        json_key(writer, S("http_status"));
        json_int(writer, info->http_status);
        json_key(writer, S("exit_status"));
        json_int(writer, info->exit_code);
        key_label(writer, "label", (struct text){info->es, info->en});
        json_close_object(writer);
    }
    json_close_array(writer);
}

static void errors_text(struct buf *out, enum lang lang)
{
    for (enum err err = 0; err < ERR_COUNT; err++) {
        const struct err_info *info = err_info(err);
        buf_format(out, "%-22s %3d %2d %s\n", info->code, info->http_status, info->exit_code, lang == LANG_ES ? info->es : info->en);
    }
}

static void permissions_json(struct json_writer *writer)
{
    json_open_array(writer);
    for (enum permission permission = 0; permission < PERM_COUNT; permission++) {
        json_open_object(writer);
        key_text(writer, "permission", permission_info(permission)->code);
        key_label(writer, "label", permission_info(permission)->label);
        json_key(writer, S("roles"));
        json_open_array(writer);
        for (enum role role = 0; role < ROLE_COUNT; role++) {
            if (role_may(role, permission)) {
                json_text(writer, str_of(role_info(role)->code));
            }
        }
        json_close_array(writer);
        json_close_object(writer);
    }
    json_close_array(writer);
}

/* A Markdown table: docs/permissions.md is this text. */
static void permissions_text(struct buf *out, enum lang lang)
{
    buf_put_c(out, lang == LANG_ES ? "| permiso |" : "| permission |");
    for (enum role role = 0; role < ROLE_COUNT; role++) {
        buf_format(out, " %s |", role_info(role)->code);
    }
    buf_put_c(out, "\n|---|");
    for (enum role role = 0; role < ROLE_COUNT; role++) {
        buf_put_c(out, "---|");
    }
    buf_put_char(out, '\n');
    for (enum permission permission = 0; permission < PERM_COUNT; permission++) {
        buf_format(out, "| %s: " STR_FMT " |", permission_info(permission)->code, STR_ARG(text_in(permission_info(permission)->label, lang)));
        for (enum role role = 0; role < ROLE_COUNT; role++) {
            buf_put_c(out, role_may(role, permission) ? " ✓ |" : " |");
        }
        buf_put_char(out, '\n');
    }
}

static void indicators_json(struct json_writer *writer)
{
    json_open_array(writer);
    for (size_t i = 0; i < indicator_count; i++) {
        const struct indicator *indicator = &indicator_list[i];
        json_open_object(writer);
        key_text(writer, "code", indicator->code);
        key_text(writer, "measure", indicator->measure);
        key_label(writer, "label", indicator->label);
        key_label(writer, "rule", indicator->rule);
        json_close_object(writer);
    }
    json_close_array(writer);
}

static void indicators_text(struct buf *out, enum lang lang)
{
    for (size_t i = 0; i < indicator_count; i++) {
        const struct indicator *indicator = &indicator_list[i];
        buf_format(out, "%-24s %-14s " STR_FMT "\n    " STR_FMT "\n", indicator->code, indicator->measure,
                   STR_ARG(text_in(indicator->label, lang)), STR_ARG(text_in(indicator->rule, lang)));
    }
}

/* ---- flows -------------------------------------------------------------------------------------------------- */

static void flows_json(struct json_writer *writer)
{
    size_t count;
    const struct entity *const *all = entity_all(&count);
    json_open_array(writer);
    for (size_t i = 0; i < count; i++) {
        const struct flow *flow = all[i]->flow;
        if (flow == NULL) {
            continue;
        }
        json_open_object(writer);
        key_text(writer, "dataset", all[i]->dataset);
        key_label(writer, "label", all[i]->label);
        key_text(writer, "field", flow->field);
        json_key(writer, S("correctable"));
        json_bool(writer, flow->correctable);
        write_choices_json(writer, shape_find(&all[i]->shape, str_of(flow->field))->choices);
        json_key(writer, S("moves"));
        json_open_array(writer);
        for (size_t k = 0; k < flow->count; k++) {
            const struct flow_move *move = &flow->moves[k];
            json_open_object(writer);
            key_text(writer, "op", flow_op(all[i], move)->name);
            key_label(writer, "label", move->label);
            key_text(writer, "from", move->from);
            key_text(writer, "to", move->to);
            key_text(writer, "permission", permission_info(flow_op(all[i], move)->permission)->code);
            json_close_object(writer);
        }
        json_close_array(writer);
        json_close_object(writer);
    }
    json_close_array(writer);
}

static void flows_text(struct buf *out, enum lang lang)
{
    size_t count;
    const struct entity *const *all = entity_all(&count);
    for (size_t i = 0; i < count; i++) {
        const struct flow *flow = all[i]->flow;
        if (flow == NULL) {
            continue;
        }
        buf_format(out, "%s — " STR_FMT "\n", all[i]->dataset, STR_ARG(text_in(all[i]->label, lang)));
        for (size_t k = 0; k < flow->count; k++) {
            const struct flow_move *move = &flow->moves[k];
            buf_format(out, "  %-36s %s → %s · " STR_FMT "\n", flow_op(all[i], move)->name, move->from,
                       move->to == NULL ? "=" : move->to, STR_ARG(text_in(move->label, lang)));
        }
        buf_put_char(out, '\n');
    }
}

bool describe_write(struct buf *out, struct str what, bool json, enum lang lang)
{
    static const struct {
        const char *name;
        void (*json)(struct json_writer *writer);
        void (*text)(struct buf *out, enum lang lang);
    } lists[] = {
        {"ops", ops_json, ops_text},
        {"datasets", datasets_json, datasets_text},
        {"indicators", indicators_json, indicators_text},
        {"settings", settings_json, settings_text},
        {"errors", errors_json, errors_text},
        {"permissions", permissions_json, permissions_text},
        {"flows", flows_json, flows_text},
    };
    for (size_t i = 0; i < COUNT_OF(lists); i++) {
        if (str_eq_c(what, lists[i].name)) {
            if (json) {
                struct json_writer writer = json_writer(out);
                lists[i].json(&writer);
            } else {
                lists[i].text(out, lang);
            }
            return true;
        }
    }
    return false;
}
