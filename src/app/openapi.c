#include "app/openapi.h"

#include "base/map.h"
#include "core/op.h"
#include "format/json.h"

#include <string.h>

struct openapi {
    struct json_writer writer;
    struct map shapes; /* name to shape: what is still to be described, in the order met */
};

static void key_text(struct json_writer *writer, const char *key, const char *text)
{
    json_key(writer, str_of(key));
    json_text(writer, str_of(text));
}

static void reference(struct openapi *api, const struct shape *shape)
{
    struct arena *arena = api->writer.out->arena;
    union {
        const struct shape *in;
        void *out;
    } pointer = {.in = shape};
    map_set(&api->shapes, str_of(shape->name), pointer.out);
    json_key(&api->writer, S("$ref"));
    json_text(&api->writer, str_format(arena, "#/components/schemas/%s", shape->name));
}

static void write_enum(struct json_writer *writer, const struct choice *choices, bool nullable)
{
    json_key(writer, S("enum"));
    json_open_array(writer);
    for (const struct choice *choice = choices; choice->code != NULL; choice++) {
        json_text(writer, str_of(choice->code));
    }
    if (nullable) {
        json_null(writer);
    }
    json_close_array(writer);
}

static void write_types(struct json_writer *writer, const char *type, bool nullable)
{
    json_key(writer, S("type"));
    if (!nullable) {
        json_text(writer, str_of(type));
        return;
    }
    json_open_array(writer);
    json_text(writer, str_of(type));
    json_text(writer, S("null"));
    json_close_array(writer);
}

static void write_array_of(struct openapi *api, const struct field *field)
{
    struct json_writer *writer = &api->writer;
    key_text(writer, "type", "array");
    json_key(writer, S("items"));
    json_open_object(writer);
    switch (field->type) {
    case FIELD_TYPE_ROWS:
        reference(api, field->shape);
        break;
    case FIELD_TYPE_CHOICES:
        key_text(writer, "type", "string");
        write_enum(writer, field->choices, false);
        break;
    case FIELD_TYPE_SHARES:
        key_text(writer, "type", "object");
        json_key(writer, S("required"));
        json_raw(writer, S("[\"to\",\"percent\"]"));
        json_key(writer, S("properties"));
        json_raw(writer, S("{\"to\":{\"type\":\"string\"},\"percent\":{\"type\":\"string\",\"pattern\":\"^[0-9]{1,3}([.][0-9]{1,2})?$\"}}"));
        json_key(writer, S("additionalProperties"));
        json_bool(writer, false);
        break;
    default:
        key_text(writer, "type", "string");
        break;
    }
    json_close_object(writer);
}

static void write_field_type(struct openapi *api, const struct field *field, bool nullable)
{
    struct json_writer *writer = &api->writer;
    switch (field->type) {
    case FIELD_TYPE_CHOICES:
    case FIELD_TYPE_REFS:
    case FIELD_TYPE_SHARES:
    case FIELD_TYPE_ROWS:
    case FIELD_TYPE_STRINGS:
        write_array_of(api, field);
        return;
    case FIELD_TYPE_RECORD:
        reference(api, field->shape);
        return;
    case FIELD_TYPE_INT:
    case FIELD_TYPE_MINUTES:
        write_types(writer, "integer", nullable);
        return;
    case FIELD_TYPE_BOOL:
        write_types(writer, "boolean", nullable);
        return;
    case FIELD_TYPE_VALUE:
        json_key(writer, S("type"));
        json_raw(writer, S("[\"integer\",\"string\",\"null\"]"));
        return;
    case FIELD_TYPE_LABEL:
        json_key(writer, S("type"));
        json_raw(writer, nullable ? S("[\"object\",\"null\"]") : S("\"object\""));
        json_key(writer, S("properties"));
        json_raw(writer, S("{\"es\":{\"type\":\"string\"},\"en\":{\"type\":\"string\"}}"));
        return;
    default:
        break;
    }
    write_types(writer, "string", nullable);
    switch (field->type) {
    case FIELD_TYPE_CHOICE:
        write_enum(writer, field->choices, nullable);
        break;
    case FIELD_TYPE_DATE:
        key_text(writer, "format", "date");
        break;
    case FIELD_TYPE_INSTANT:
        key_text(writer, "format", "date-time");
        break;
    case FIELD_TYPE_ID:
        key_text(writer, "format", "uuid");
        break;
    case FIELD_TYPE_MONEY:
    case FIELD_TYPE_PERCENT:
        key_text(writer, "pattern", "^-?[0-9]+[.][0-9]{2}$");
        break;
    case FIELD_TYPE_TIME:
        key_text(writer, "pattern", "^[0-2][0-9]:[0-5][0-9]$");
        break;
    case FIELD_TYPE_TEXT:
        json_key(writer, S("maxLength"));
        json_int(writer, field->max != 0 ? field->max : 200);
        break;
    default:
        break;
    }
}

static void write_property(struct openapi *api, const struct field *field)
{
    struct json_writer *writer = &api->writer;
    json_key(writer, str_of(field->name));
    json_open_object(writer);
    write_field_type(api, field, !field->required);
    key_text(writer, "title", field->label.en == NULL ? field->name : field->label.en);
    if (field->hint.en != NULL) {
        key_text(writer, "description", field->hint.en);
    }
    if (field->computed) {
        json_key(writer, S("readOnly"));
        json_bool(writer, true);
    }
    json_close_object(writer);
}

/* A noun's schema also has `version`. */
static bool is_noun(const struct shape *shape)
{
    size_t count;
    const struct entity *const *all = entity_all(&count);
    for (size_t i = 0; i < count; i++) {
        if (&all[i]->shape == shape) {
            return true;
        }
    }
    return false;
}

static void write_schema(struct openapi *api, const struct shape *shape)
{
    struct json_writer *writer = &api->writer;
    json_key(writer, str_of(shape->name));
    json_open_object(writer);
    key_text(writer, "type", "object");
    json_key(writer, S("additionalProperties"));
    json_bool(writer, false);
    json_key(writer, S("properties"));
    json_open_object(writer);
    if (is_noun(shape)) {
        json_key(writer, S("version"));
        json_raw(writer, S("{\"type\":\"integer\",\"minimum\":1}"));
    }
    for (size_t i = 0; i < shape->count; i++) {
        write_property(api, &shape->fields[i]);
    }
    json_close_object(writer);
    json_close_object(writer);
}

static bool in_path(struct str path, const char *name)
{
    struct arena scratch = {0};
    bool found = str_find(path, str_format(&scratch, "{%s}", name)) != SIZE_MAX;
    arena_release(&scratch);
    return found;
}

static void write_parameters(struct openapi *api, const struct op *op, struct str method, struct str path)
{
    struct json_writer *writer = &api->writer;
    bool reads = str_eq(method, S("GET"));
    json_key(writer, S("parameters"));
    json_open_array(writer);
    for (size_t i = 0; op->input != NULL && i < op->input->count; i++) {
        const struct field *field = &op->input->fields[i];
        bool path_field = in_path(path, field->name);
        if (!path_field && !reads) {
            continue;
        }
        json_open_object(writer);
        key_text(writer, "name", field->name);
        key_text(writer, "in", path_field ? "path" : "query");
        json_key(writer, S("required"));
        json_bool(writer, path_field || field->required);
        json_key(writer, S("schema"));
        json_open_object(writer);
        write_field_type(api, field, false);
        json_close_object(writer);
        json_close_object(writer);
    }
    if (op->kind == OP_WRITE) {
        json_raw(writer, S("{\"name\":\"Idempotency-Key\",\"in\":\"header\",\"required\":false,\"schema\":{\"type\":\"string\",\"maxLength\":80}}"));
    }
    if (op->partial) {
        json_raw(writer, S("{\"name\":\"If-Match\",\"in\":\"header\",\"required\":false,\"schema\":{\"type\":\"string\"}}"));
    }
    json_close_array(writer);
}

static void write_content(struct openapi *api, const struct op *op)
{
    struct json_writer *writer = &api->writer;
    json_key(writer, S("content"));
    json_open_object(writer);
    json_key(writer, S("application/json"));
    json_open_object(writer);
    json_key(writer, S("schema"));
    json_open_object(writer);
    if (op->answer == ANSWER_LIST) {
        key_text(writer, "type", "object");
        json_key(writer, S("required"));
        json_raw(writer, S("[\"items\",\"next\"]"));
        json_key(writer, S("properties"));
        json_open_object(writer);
        json_key(writer, S("items"));
        json_open_object(writer);
        key_text(writer, "type", "array");
        json_key(writer, S("items"));
        json_open_object(writer);
        reference(api, op->output);
        json_close_object(writer);
        json_close_object(writer);
        json_key(writer, S("next"));
        json_raw(writer, S("{\"type\":[\"string\",\"null\"]}"));
        json_key(writer, S("total"));
        json_raw(writer, S("{\"type\":\"integer\"}"));
        json_close_object(writer);
    } else if (op->output != NULL && op->answer == ANSWER_RECORD) {
        reference(api, op->output);
    } else {
        key_text(writer, "type", "object");
    }
    json_close_object(writer);
    json_close_object(writer);
    json_close_object(writer);
}

static void write_operation(struct openapi *api, const struct op *op, struct str method, struct str path)
{
    struct json_writer *writer = &api->writer;
    json_open_object(writer);
    key_text(writer, "operationId", op->name);
    struct text label = op_label(writer->out->arena, op);
    key_text(writer, "summary", label.en);
    key_text(writer, "description", label.es);
    key_text(writer, "x-permission", permission_info(op->permission)->code);
    if (op->bounded) {
        json_key(writer, S("x-bounded"));
        json_bool(writer, true);
    }
    write_parameters(api, op, method, path);
    if (op->input != NULL && !str_eq(method, S("GET"))) {
        json_key(writer, S("requestBody"));
        json_open_object(writer);
        json_key(writer, S("content"));
        json_open_object(writer);
        json_key(writer, S("application/json"));
        json_open_object(writer);
        json_key(writer, S("schema"));
        json_open_object(writer);
        reference(api, op->input);
        json_close_object(writer);
        json_close_object(writer);
        json_close_object(writer);
        json_close_object(writer);
    }
    json_key(writer, S("responses"));
    json_open_object(writer);
    json_key(writer, S("200"));
    json_open_object(writer);
    key_text(writer, "description", "OK");
    write_content(api, op);
    json_close_object(writer);
    json_key(writer, S("default"));
    json_raw(writer, S("{\"$ref\":\"#/components/responses/problem\"}"));
    json_close_object(writer);
    json_close_object(writer);
}

/* Operations by path, each path once with all its methods. */
static void write_paths(struct openapi *api)
{
    struct json_writer *writer = &api->writer;
    struct map done = MAP(writer->out->arena);
    const struct op *op;
    json_key(writer, S("paths"));
    json_open_object(writer);
    for (size_t i = 0; (op = op_at(i)) != NULL; i++) {
        struct str path = str_of(op->http);
        struct str method;
        if (op->http == NULL || !str_split(&path, ' ', &method) || map_find(&done, path) != NULL) {
            continue;
        }
        map_set(&done, path, writer);
        json_key(writer, path);
        json_open_object(writer);
        const struct op *same;
        for (size_t k = i; (same = op_at(k)) != NULL; k++) {
            struct str other = str_of(same->http);
            if (same->http != NULL && str_split(&other, ' ', &method) && str_eq(other, path)) {
                char lower[8] = "";
                for (size_t c = 0; c < method.len && c < sizeof(lower) - 1; c++) {
                    lower[c] = (char)(method.ptr[c] | 0x20);
                }
                json_key(writer, str_of(lower));
                write_operation(api, same, method, path);
            }
        }
        json_close_object(writer);
    }
    json_key(writer, S("/import/{dataset}"));
    json_raw(writer, S("{\"post\":{\"operationId\":\"import.run\",\"summary\":\"Import a file, all or nothing\",\"x-permission\":\"import\","
                       "\"parameters\":[{\"name\":\"dataset\",\"in\":\"path\",\"required\":true,\"schema\":{\"type\":\"string\"}},"
                       "{\"name\":\"dry_run\",\"in\":\"query\",\"required\":false,\"schema\":{\"type\":\"boolean\"}},"
                       "{\"name\":\"mapping\",\"in\":\"query\",\"required\":false,\"schema\":{\"type\":\"string\"}}],"
                       "\"requestBody\":{\"content\":{\"text/csv\":{},\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet\":{}}},"
                       "\"responses\":{\"200\":{\"description\":\"OK\",\"content\":{\"application/json\":{\"schema\":{\"$ref\":\"#/components/schemas/import_report\"}}}},"
                       "\"default\":{\"$ref\":\"#/components/responses/problem\"}}}}"));
    json_key(writer, S("/export/{dataset}"));
    json_raw(writer, S("{\"get\":{\"operationId\":\"export.run\",\"summary\":\"Export a dataset\",\"x-permission\":\"export\","
                       "\"parameters\":[{\"name\":\"dataset\",\"in\":\"path\",\"required\":true,\"schema\":{\"type\":\"string\"}},"
                       "{\"name\":\"format\",\"in\":\"query\",\"required\":false,\"schema\":{\"type\":\"string\",\"enum\":[\"csv\",\"json\"]}}],"
                       "\"responses\":{\"200\":{\"description\":\"OK\",\"content\":{\"text/csv\":{},\"application/json\":{}}},"
                       "\"default\":{\"$ref\":\"#/components/responses/problem\"}}}}"));
    json_key(writer, S("/files"));
    json_raw(writer, S("{\"post\":{\"operationId\":\"file.add\",\"summary\":\"Store the file of a document\",\"x-permission\":\"evidence_write\","
                       "\"parameters\":[{\"name\":\"name\",\"in\":\"query\",\"required\":false,\"schema\":{\"type\":\"string\"}},"
                       "{\"name\":\"record\",\"in\":\"query\",\"required\":false,\"schema\":{\"type\":\"string\"}}],"
                       "\"requestBody\":{\"content\":{\"image/jpeg\":{},\"image/png\":{},\"image/webp\":{},\"application/pdf\":{},"
                       "\"application/octet-stream\":{}}},"
                       "\"responses\":{\"200\":{\"description\":\"OK\",\"content\":{\"application/json\":{\"schema\":{\"$ref\":\"#/components/schemas/file\"}}}},"
                       "\"default\":{\"$ref\":\"#/components/responses/problem\"}}}}"));
    json_key(writer, S("/documents/{code}/content"));
    json_raw(writer, S("{\"get\":{\"operationId\":\"document.content\",\"summary\":\"Open the file of a document\",\"x-permission\":\"record_read\","
                       "\"parameters\":[{\"name\":\"code\",\"in\":\"path\",\"required\":true,\"schema\":{\"type\":\"string\"}}],"
                       "\"responses\":{\"200\":{\"description\":\"OK\",\"content\":{\"image/jpeg\":{},\"image/png\":{},\"image/webp\":{},"
                       "\"application/pdf\":{}}},"
                       "\"default\":{\"$ref\":\"#/components/responses/problem\"}}}}"));
    json_close_object(writer);
}

static void write_components(struct openapi *api)
{
    struct json_writer *writer = &api->writer;
    json_key(writer, S("components"));
    json_open_object(writer);
    json_key(writer, S("securitySchemes"));
    json_raw(writer, S("{\"token\":{\"type\":\"http\",\"scheme\":\"bearer\"}}"));
    json_key(writer, S("responses"));
    json_raw(writer, S("{\"problem\":{\"description\":\"RFC 9457 problem\",\"content\":{\"application/problem+json\":{\"schema\":{\"$ref\":\"#/components/schemas/problem\"}}}}}"));
    json_key(writer, S("schemas"));
    json_open_object(writer);
    /* Of the operations whose bodies are files, which are written above by hand. */
    static const char *const by_hand[] = {"import.run", "file.add"};
    for (size_t i = 0; i < COUNT_OF(by_hand); i++) {
        const struct op *op = op_find(str_of(by_hand[i]));
        if (op != NULL) {
            union {
                const struct shape *in;
                void *out;
            } pointer = {.in = op->output};
            map_set(&api->shapes, str_of(op->output->name), pointer.out);
        }
    }
    /* Describing a shape may meet further ones, which are added behind. */
    for (size_t i = 0; i < api->shapes.len; i++) {
        write_schema(api, api->shapes.entries[i].value);
    }
    json_key(writer, S("problem"));
    json_raw(writer, S("{\"type\":\"object\",\"required\":[\"type\",\"code\",\"title\",\"status\",\"faults\"],\"properties\":{\"type\":{\"type\":\"string\"},"
                       "\"code\":{\"type\":\"string\"},\"title\":{\"type\":\"string\"},\"status\":{\"type\":\"integer\"},\"fault_count\":{\"type\":\"integer\"},"
                       "\"faults\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"field\":{\"type\":\"string\"},\"value\":{\"type\":[\"string\",\"null\"]},"
                       "\"rule\":{\"type\":\"string\"},\"remedy\":{\"type\":\"string\"},\"cell\":{\"type\":\"string\"}}}}}}"));
    json_close_object(writer);
    json_close_object(writer);
}

void openapi_write(struct buf *out)
{
    struct openapi api = {.writer = json_writer(out), .shapes = MAP(out->arena)};
    struct json_writer *writer = &api.writer;
    json_open_object(writer);
    key_text(writer, "openapi", "3.1.0");
    json_key(writer, S("info"));
    json_open_object(writer);
    key_text(writer, "title", "Adelante");
    key_text(writer, "version", "1");
    key_text(writer, "description", "Every operation of the program. Money is a decimal string, counts are integers, null means that there is no value.");
    json_close_object(writer);
    json_key(writer, S("servers"));
    json_raw(writer, S("[{\"url\":\"/api/v1\"}]"));
    json_key(writer, S("security"));
    json_raw(writer, S("[{\"token\":[]}]"));
    write_paths(&api);
    write_components(&api);
    json_close_object(writer);
}
