#include "app/api.h"

#include "account/account_ops.h"
#include "app/openapi.h"
#include "app/problem.h"
#include "app/serve.h"
#include "core/record.h"
#include "evidence/evidence_ops.h"
#include "exchange/export.h"
#include "exchange/import.h"
#include "format/json.h"
#include "format/media.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define FILE_BODY_LIMIT (INT64_C(512) << 20)
#define EVIDENCE_BODY_LIMIT (INT64_C(140) << 20)

/* ---- problems --------------------------------------------------------------------------------- */

void api_problem(struct request *req, struct response *resp, enum err err, const struct fault *fault)
{
    const struct err_info *info = err_info(err);
    struct buf body = BUF(req->arena);
    problem_write(&body, err, fault, TEXT_NONE, request_language(req));
    resp->status = info->http_status;
    resp->log_error = info->code;
    if (err == ERR_BUSY || err == ERR_TOO_MANY || err == ERR_UNKNOWN) {
        response_header(resp, "Retry-After", S("2"));
    }
    if (err == ERR_UNAUTHENTICATED) {
        response_header(resp, "WWW-Authenticate", S("Bearer"));
    }
    response_body(resp, "application/problem+json", buf_str(&body));
}

/* ---- one call ------------------------------------------------------------------------------------ */

static enum err actor_of(struct request *req, struct actor *out)
{
    struct serve *serve = req->app;
    struct str token = request_bearer(req);
    if (str_is_empty(token)) {
        return ERR_UNAUTHENTICATED;
    }
    return account_token_actor(serve->site.runner, req->arena, token, out);
}

static enum err read_query(struct request *req, struct fault *fault, const struct op *op, void *in)
{
    size_t before = fault->total;
    for (size_t i = 0; i < req->query_form->len; i++) {
        const struct form_field *given = &req->query_form->fields[i];
        const struct field *field = shape_find(op->input, given->name);
        if (field == NULL) {
            fault_add(fault, given->name, given->value, TEXT("Ese parámetro no existe aquí.", "There is no such parameter here."),
                      TEXT("Vea /api/v1/openapi.json.", "See /api/v1/openapi.json."));
            continue;
        }
        enum err err = field_parse(fault, field, given->value, "USD", in);
        (void)err; /* counted in fault->total */
    }
    return fault->total == before ? ERR_OK : ERR_INVALID;
}

static enum err read_path(struct request *req, struct fault *fault, const struct op *op, void *in, bool *given)
{
    for (size_t i = 0; i < req->param_count; i++) {
        const struct field *field = shape_find(op->input, req->params[i].name);
        if (field != NULL) {
            TRY(field_parse(fault, field, req->params[i].value, "USD", in));
            given[field - op->input->fields] = true;
        }
    }
    return ERR_OK;
}

/* The version that the caller saw: If-Match: "3". */
static enum err read_version(struct request *req, struct fault *fault, const struct op *op, void *in)
{
    if (!op->partial) {
        return ERR_OK;
    }
    struct record *head = in;
    struct str match = str_trim(request_header(req, "If-Match"));
    if (str_starts(match, S("\"")) && str_ends(match, S("\"")) && match.len > 2) {
        match = str_slice(match, 1, match.len - 1);
    }
    int64_t version = 0;
    if (!str_is_empty(match)) {
        if (!str_to_int(match, &version) || version < 1) {
            fault_add(fault, S("version"), match, TEXT("If-Match lleva el número de la versión que vio.", "If-Match carries the number of the version you saw."),
                      TEXT("Lea el registro y envíe su versión: If-Match: \"3\".", "Read the record and send its version: If-Match: \"3\"."));
            return ERR_CONFLICT;
        }
        head->version = version;
    }
    return head->version > 0 ? ERR_OK : ERR_PRECONDITION;
}

static enum err read_input(struct request *req, struct fault *fault, const struct op *op, void *in, bool *given)
{
    if (op->input == NULL) {
        return ERR_OK;
    }
    if (req->method == METHOD_GET || req->method == METHOD_HEAD) {
        TRY(read_query(req, fault, op, in));
    } else if (req->body.len > 0) {
        if (!str_eq(request_content_type(req), S("application/json"))) {
            return ERR_MEDIA_TYPE;
        }
        TRY(op_read_input(fault, op, req->body, "USD", in, given));
    }
    return read_path(req, fault, op, in, given);
}

static enum err run(struct request *req, struct response *resp, struct call *call, const struct op *op, const void *in)
{
    struct serve *serve = req->app;
    size_t size = op->answer == ANSWER_LIST ? sizeof(struct list) : op->output == NULL ? 1 : op->output->size;
    void *out = arena_alloc(req->arena, size);
    call->want_json = true;
    enum err err = op_run(serve->site.runner, call, op, in, out);
    resp->log_op = op->name;
    if (err != ERR_OK) {
        return err;
    }
    if (call->replayed) {
        response_header(resp, "Idempotent-Replayed", S("true"));
    }
    if (op->answer == ANSWER_RECORD && op->entity != NULL && op->output == &op->entity->shape && !call->replayed) {
        struct str tag = str_format(req->arena, "%lld", (long long)((const struct record *)out)->version);
        if (response_etag(resp, req, tag)) {
            return ERR_OK;
        }
    } else if (op->kind == OP_READ) {
        struct hash hash = hash_of(call->answer_json);
        if (response_etag(resp, req, str_slice(hash_hex(req->arena, &hash), 0, 32))) {
            return ERR_OK;
        }
    }
    response_body(resp, "application/json", call->answer_json);
    return ERR_OK;
}

static enum err handle_op(struct request *req, struct response *resp)
{
    const struct op *op = req->route->data;
    struct call call = {
        .arena = req->arena,
        .lang = request_language(req),
        .request_id = request_header(req, "Idempotency-Key"),
        .fault = {.arena = req->arena},
    };
    void *in = op->input == NULL ? NULL : shape_new(req->arena, op->input);
    bool *given = ARENA_ARRAY(req->arena, bool, op->input == NULL ? 1 : op->input->count);
    enum err err = actor_of(req, &call.actor);
    if (err == ERR_OK) {
        call.actor.origin = S("api");
        call.given = given;
        call.body_hash = hash_of(str_format(req->arena, STR_FMT "\n" STR_FMT, STR_ARG(req->path), STR_ARG(req->body)));
        err = role_may(call.actor.role, op->permission) ? read_input(req, &call.fault, op, in, given) : ERR_DENIED;
    }
    if (err == ERR_OK) {
        err = read_version(req, &call.fault, op, in);
    }
    if (err == ERR_OK) {
        err = run(req, resp, &call, op, in);
    }
    if (err != ERR_OK) {
        api_problem(req, resp, err, &call.fault);
    }
    return ERR_OK;
}

/* ---- files ------------------------------------------------------------------------------------------ */

/* The body as a path that the importer can open. */
static enum err body_path(struct request *req, int *fd, struct str *out)
{
    *fd = -1;
    int body = req->body_fd;
    if (body < 0) {
        *fd = memfd_create("upload", MFD_CLOEXEC);
        if (*fd < 0 || write(*fd, req->body.ptr, req->body.len) != (ssize_t)req->body.len) {
            return ERR_IO;
        }
        body = *fd;
    }
    *out = str_format(req->arena, "/proc/self/fd/%d", body);
    return ERR_OK;
}

static enum err handle_import(struct request *req, struct response *resp)
{
    const struct op *op = op_find(S("import.run"));
    struct call call = {.arena = req->arena,
                        .lang = request_language(req),
                        .request_id = request_header(req, "Idempotency-Key"),
                        .fault = {.arena = req->arena}};
    struct str type = request_content_type(req);
    bool csv = str_eq(type, S("text/csv"));
    bool xlsx = str_eq(type, S("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"));
    struct import_input *in = shape_new(req->arena, op->input);
    int fd = -1;
    enum err err = actor_of(req, &call.actor);
    if (err == ERR_OK) {
        call.actor.origin = S("api");
        err = !role_may(call.actor.role, op->permission) ? ERR_DENIED : csv || xlsx ? ERR_OK : ERR_MEDIA_TYPE;
    }
    if (err == ERR_OK) {
        struct str dry = request_query(req, "dry_run");
        call.dry_run = str_eq(dry, S("true")) || str_eq(dry, S("1"));
        in->dataset = request_param(req, "dataset");
        in->encoding = request_query(req, "encoding");
        in->delimiter = request_query(req, "delimiter");
        in->decimal = request_query(req, "decimal");
        in->sheet = request_query(req, "sheet");
        in->mapping = request_query(req, "mapping");
        in->update = str_eq(request_query(req, "update"), S("true")) ? ANSWER_YES : ANSWER_NO;
        in->name = csv ? S("upload.csv") : S("upload.xlsx");
        call.body_hash = hash_of(req->body);
        err = body_path(req, &fd, &in->path);
    }
    if (err == ERR_OK) {
        err = run(req, resp, &call, op, in);
    }
    if (fd >= 0) {
        close(fd);
    }
    if (err != ERR_OK) {
        api_problem(req, resp, err, &call.fault);
    }
    return ERR_OK;
}

static enum err export_to_response(void *self, struct str bytes)
{
    return response_write(self, bytes);
}

static enum err handle_export(struct request *req, struct response *resp)
{
    struct serve *serve = req->app;
    const struct op *op = op_find(S("export.run"));
    struct call call = {.arena = req->arena, .lang = request_language(req), .fault = {.arena = req->arena}};
    struct export_input *in = shape_new(req->arena, op->input);
    struct export_output out = {.rows = 0};
    struct str format = request_query(req, "format");
    bool json = str_eq(format, S("json"));
    enum err err = actor_of(req, &call.actor);
    if (err == ERR_OK) {
        call.actor.origin = S("api");
        in->dataset = request_param(req, "dataset");
        in->format = json ? S("json") : S("csv");
        in->sink = export_to_response;
        in->sink_self = resp;
        err = op_run(serve->site.runner, &call, op, in, &out);
        resp->log_op = op->name;
    }
    if (err != ERR_OK) {
        api_problem(req, resp, err, &call.fault);
        return ERR_OK;
    }
    resp->content_type = json ? S("application/json") : S("text/csv; charset=utf-8");
    response_attachment(resp, str_format(req->arena, STR_FMT ".%s", STR_ARG(in->dataset), json ? "json" : "csv"));
    return ERR_OK;
}

/* A photo, a scan or a PDF as the body; looked into before the operation, so that nobody's write waits for it. */
static enum err handle_file(struct request *req, struct response *resp)
{
    const struct op *op = op_find(S("file.add"));
    struct call call = {.arena = req->arena, .lang = request_language(req), .fault = {.arena = req->arena}};
    struct evidence_file_input *in = shape_new(req->arena, op->input);
    struct evidence_intake intake;
    struct str type = request_content_type(req);
    int fd = -1;
    enum err err = actor_of(req, &call.actor);
    if (err == ERR_OK) {
        call.actor.origin = S("api");
        bool known = media_find_type(type) != MEDIA_NONE || str_eq(type, S("application/octet-stream"));
        err = !role_may(call.actor.role, op->permission) ? ERR_DENIED : known ? ERR_OK : ERR_MEDIA_TYPE;
    }
    if (err == ERR_OK) {
        struct str path;
        in->name = request_query(req, "name");
        in->record = request_query(req, "record");
        err = body_path(req, &fd, &path);
    }
    if (err == ERR_OK) {
        err = evidence_intake_read(req->arena, &call.fault, fd >= 0 ? fd : req->body_fd, in->name, &intake);
    }
    if (err == ERR_OK) {
        in->intake = &intake;
        err = run(req, resp, &call, op, in);
    }
    if (fd >= 0) {
        close(fd);
    }
    if (err != ERR_OK) {
        api_problem(req, resp, err, &call.fault);
    }
    return ERR_OK;
}

static enum err handle_content(struct request *req, struct response *resp)
{
    struct serve *serve = req->app;
    const struct op *op = op_find(S("document.content"));
    struct call call = {.arena = req->arena, .lang = request_language(req), .fault = {.arena = req->arena}};
    struct evidence_content_input *in = shape_new(req->arena, op->input);
    struct evidence *out = shape_new(req->arena, op->output);
    enum err err = actor_of(req, &call.actor);
    if (err == ERR_OK) {
        call.actor.origin = S("api");
        in->code = request_param(req, "code");
        in->sink = export_to_response;
        in->sink_self = resp;
        err = op_run(serve->site.runner, &call, op, in, out);
        resp->log_op = op->name;
    }
    if (err != ERR_OK) {
        api_problem(req, resp, err, &call.fault);
        return ERR_OK;
    }
    resp->content_type = out->media_type;
    resp->is_sandboxed = true;
    resp->is_compressible = false;
    response_attachment(resp, str_format(req->arena, STR_FMT "%s", STR_ARG(out->record.code), media_ending(media_find_type(out->media_type))));
    return ERR_OK;
}

/* ---- the local socket ---------------------------------------------------------------------------------- */

static enum err handle_local(struct request *req, struct response *resp)
{
    if (!req->is_local_socket || (req->peer_uid != (int64_t)geteuid() && req->peer_uid != 0)) {
        return ERR_NOT_FOUND;
    }
    const struct op *op = op_find(request_param(req, "name"));
    struct call call = {
        .arena = req->arena,
        .lang = request_language(req),
        .request_id = request_header(req, "Idempotency-Key"),
        .actor = {.role = ROLE_LOCAL, .name = str_format(req->arena, "local:%lld", (long long)req->peer_uid), .origin = S("cli")},
        .dry_run = str_eq(request_query(req, "dry_run"), S("true")),
        .body_hash = hash_of(req->body),
        .fault = {.arena = req->arena, .most = FAULT_KEPT_FOR_SCRIPTS},
    };
    enum err err = op == NULL ? ERR_NOT_FOUND : ERR_OK;
    void *in = NULL;
    if (err == ERR_OK && op->input != NULL) {
        in = shape_new(req->arena, op->input);
        bool *given = ARENA_ARRAY(req->arena, bool, op->input->count);
        call.given = given;
        err = op_read_input(&call.fault, op, req->body, "USD", in, given);
    }
    if (err == ERR_OK) {
        err = run(req, resp, &call, op, in);
    }
    if (err != ERR_OK) {
        api_problem(req, resp, err, &call.fault);
    }
    return ERR_OK;
}

static enum err handle_openapi(struct request *req, struct response *resp)
{
    struct buf body = BUF(req->arena);
    openapi_write(&body);
    response_body(resp, "application/json", buf_str(&body));
    resp->no_store = false;
    return ERR_OK;
}

/* ---- routes ------------------------------------------------------------------------------------------------ */

static const struct route fixed_routes[] = {
    {.method = METHOD_GET, .pattern = "/api/v1/openapi.json", .handler = handle_openapi},
    {.method = METHOD_POST, .pattern = "/api/v1/import/{dataset}", .handler = handle_import, .body_limit = FILE_BODY_LIMIT},
    {.method = METHOD_GET, .pattern = "/api/v1/export/{dataset}", .handler = handle_export},
    {.method = METHOD_POST, .pattern = "/api/v1/files", .handler = handle_file, .body_limit = EVIDENCE_BODY_LIMIT},
    {.method = METHOD_GET, .pattern = "/api/v1/documents/{code}/content", .handler = handle_content},
    {.method = METHOD_POST, .pattern = "/local/ops/{name}", .handler = handle_local, .body_limit = INT64_C(8) << 20},
};

void api_add_routes(struct arena *arena, struct router *router)
{
    router_add(router, fixed_routes, COUNT_OF(fixed_routes));
    size_t count = 0;
    while (op_at(count) != NULL) {
        count++;
    }
    struct route *routes = ARENA_ARRAY(arena, struct route, count);
    size_t used = 0;
    for (size_t i = 0; i < count; i++) {
        const struct op *op = op_at(i);
        if (op->http == NULL) {
            continue;
        }
        struct str pattern = str_of(op->http);
        struct str method;
        bool split = str_split(&pattern, ' ', &method);
        assert(split);
        routes[used++] = (struct route){
            .method = method_parse(method),
            .pattern = str_format(arena, "/api/v1" STR_FMT, STR_ARG(pattern)).ptr,
            .handler = handle_op,
            .data = op,
        };
    }
    router_add(router, routes, used);
}
