#include "app/call.h"

#include "app/problem.h"
#include "app/socket.h"
#include "base/log.h"
#include "format/json.h"

#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct actor call_actor(struct arena *arena)
{
    const struct passwd *user = getpwuid(getuid());
    return (struct actor){
        .role = ROLE_LOCAL,
        .name = str_format(arena, "local:%s", user == NULL ? "?" : user->pw_name),
        .origin = S("cli"),
    };
}

const char *call_socket_path(struct arena *arena, const char *url)
{
    if (strncmp(url, "postgres", 8) == 0) {
        return NULL; /* every process has connections of its own */
    }
    return str_format(arena, "%s.sock", url).ptr;
}

void call_close(struct caller *caller)
{
    runner_close(caller->runner);
    caller->runner = NULL;
}

FALLIBLE call_runner(struct caller *caller, bool writing, struct text *problem)
{
    if (caller->remote || (caller->runner != NULL && (!writing || !caller->reading))) {
        return ERR_OK;
    }
    call_close(caller);
    enum err err = runner_open(caller->url, writing ? RUNNER_INLINE : RUNNER_READING, caller->arena, &caller->runner, problem);
    caller->reading = !writing;
    if (err == ERR_LOCKED && writing) {
        caller->runner = NULL;
        caller->remote = true;
        *problem = TEXT_NONE; /* the server answers for us: that it holds the database is no problem */
        return ERR_OK;
    }
    return err;
}

/* The faults of a problem document (RFC 9457) that a server sent. */
static void read_faults(struct reply *answer, const struct json *problem)
{
    const struct json *faults = problem->type == JSON_OBJECT ? json_find(problem, S("faults")) : NULL;
    for (size_t i = 0; faults != NULL && faults->type == JSON_ARRAY && i < faults->len; i++) {
        const struct json *item = faults->items[i];
        struct str parts[5];
        static const char *const names[5] = {"field", "value", "rule", "remedy", "cell"};
        for (size_t k = 0; k < 5; k++) {
            const struct json *part = json_find(item, str_of(names[k]));
            parts[k] = part == NULL || part->type != JSON_TEXT ? STR_NONE : part->text;
        }
        const char *rule = str_c(answer->fault.arena, parts[2]);
        const char *remedy = str_c(answer->fault.arena, parts[3]);
        answer->fault.cell = parts[4];
        fault_add(&answer->fault, parts[0], parts[1], (struct text){rule, rule}, (struct text){remedy, remedy});
    }
    const struct json *count = problem->type == JSON_OBJECT ? json_find(problem, S("fault_count")) : NULL;
    if (count != NULL && count->type == JSON_INT && count->integer > (int64_t)answer->fault.count) {
        answer->fault.total = (size_t)count->integer;
    }
}

static enum err err_of_code(struct str code)
{
    for (enum err err = 0; err < ERR_COUNT; err++) {
        if (str_eq_c(code, err_info(err)->code)) {
            return err;
        }
    }
    return ERR_INTERNAL;
}

static enum err call_remote(struct caller *caller, const struct op *op, const void *in, bool dry_run, struct str request_id,
                            struct reply *answer)
{
    struct buf body = BUF(caller->arena);
    if (op->input == NULL) {
        buf_put_c(&body, "{}");
    } else {
        shape_write_json(&body, op->input, in, PRIVACY_SENSITIVE);
    }
    struct socket_request request = {
        .path = call_socket_path(caller->arena, caller->url),
        .target = str_format(caller->arena, "/local/ops/%s?dry_run=%s", op->name, dry_run ? "true" : "false").ptr,
        .lang = caller->lang,
        .request_id = request_id,
        .body = buf_str(&body),
    };
    int status = 0;
    struct str reply;
    enum err err = socket_post(caller->arena, &request, &status, &reply);
    if (err != ERR_OK) {
        answer->problem = TEXT("Otro proceso de Adelante usa esta base de datos y no contesta por su socket local.",
                               "Another Adelante process is using this database and does not answer on its local socket.");
        return ERR_LOCKED;
    }
    if (status == 200) {
        answer->json = reply;
        return ERR_OK;
    }
    struct json *problem = NULL;
    struct str where;
    if (json_parse(caller->arena, reply, &problem, &where) != ERR_OK || problem->type != JSON_OBJECT) {
        return ERR_INTERNAL;
    }
    read_faults(answer, problem);
    const struct json *code = json_find(problem, S("code"));
    return code == NULL || code->type != JSON_TEXT ? ERR_INTERNAL : err_of_code(code->text);
}

FALLIBLE call_op(struct caller *caller, const struct op *op, const void *in, bool dry_run, struct str request_id, void *out,
                 struct reply *answer)
{
    *answer = (struct reply){.fault = {.arena = caller->arena, .most = FAULT_KEPT_FOR_SCRIPTS}};
    TRY(call_runner(caller, op->kind == OP_WRITE || op->leaves_access, &answer->problem));
    if (caller->remote) {
        return call_remote(caller, op, in, dry_run, request_id, answer);
    }
    struct call call = {
        .arena = caller->arena,
        .actor = call_actor(caller->arena),
        .lang = caller->lang,
        .request_id = request_id,
        .dry_run = dry_run,
        .given = caller->given,
        .want_json = true,
        .body_hash = hash_of(S("")),
        .fault = {.arena = caller->arena, .most = FAULT_KEPT_FOR_SCRIPTS},
    };
    if (!str_is_empty(request_id) && op->input != NULL) {
        struct buf body = BUF(caller->arena);
        shape_write_json(&body, op->input, in, PRIVACY_SENSITIVE);
        call.body_hash = hash_of(buf_str(&body));
    }
    union {
        struct list list;
        max_align_t align;
    } place;
    if (out == NULL) {
        out = op->answer == ANSWER_LIST ? (void *)&place.list
                                        : arena_alloc(caller->arena, op->output == NULL ? 1 : op->output->size);
        memset(out, 0, op->answer == ANSWER_LIST ? sizeof(place.list) : op->output == NULL ? 1 : op->output->size);
    }
    enum err err = op_run(caller->runner, &call, op, in, out);
    answer->fault = call.fault;
    answer->json = call.answer_json;
    return err;
}

static void print_problem(const struct caller *caller, enum err err, const struct reply *answer)
{
    struct buf out = BUF(caller->arena);
    problem_write(&out, err, answer == NULL ? NULL : &answer->fault, answer == NULL ? TEXT_NONE : answer->problem, caller->lang);
    buf_put_char(&out, '\n');
    fwrite(out.ptr, 1, out.len, stdout);
}

static void say_fault(const struct caller *caller, const struct fault_item *item)
{
    struct str place = str_is_empty(item->cell) ? item->field : item->cell;
    bool named = !str_is_empty(item->cell) && !str_is_empty(item->field) && !str_ends(item->cell, item->field);
    struct buf line = BUF(caller->arena);
    buf_put(&line, place);
    if (named) {
        buf_format(&line, " (" STR_FMT ")", STR_ARG(item->field));
    }
    if (!str_is_empty(item->value)) {
        buf_format(&line, "%s«" STR_FMT "»", line.len == 0 ? "" : " ", STR_ARG(item->value));
    }
    say("  " STR_FMT "%s" STR_FMT " " STR_FMT, STR_ARG(buf_str(&line)), line.len == 0 ? "" : ": ", STR_ARG(text_in(item->rule, caller->lang)),
        STR_ARG(text_in(item->remedy, caller->lang)));
}

void call_complain(const struct caller *caller, enum err err, const struct reply *answer)
{
    const struct err_info *info = err_info(err);
    if (caller->json) {
        print_problem(caller, err, answer);
        return;
    }
    if (answer != NULL && answer->problem.es != NULL) {
        say(STR_FMT, STR_ARG(text_in(answer->problem, caller->lang)));
    } else {
        say("%s", caller->lang == LANG_ES ? info->es : info->en);
    }
    if (answer == NULL) {
        return;
    }
    size_t shown = answer->fault.count < CALL_FAULTS_SHOWN ? answer->fault.count : CALL_FAULTS_SHOWN;
    for (size_t i = 0; i < shown; i++) {
        say_fault(caller, &answer->fault.items[i]);
    }
    if (answer->fault.total > shown) {
        bool all = answer->fault.total == answer->fault.count;
        say(caller->lang == LANG_ES ? "  … y %zu más; --format json %s %zu." : "  … and %zu more; --format json %s %zu.",
            answer->fault.total - shown,
            caller->lang == LANG_ES ? (all ? "da los" : "da los primeros") : (all ? "gives all" : "gives the first"), answer->fault.count);
    }
}
