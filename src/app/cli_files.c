#include "app/cli_common.h"

#include "base/log.h"
#include "evidence/evidence_ops.h"
#include "format/json.h"
#include "format/media.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static enum err only_documents(struct cli *cli, const char *dataset)
{
    return strcmp(dataset, "documents") == 0
               ? ERR_OK
               : cli_usage(cli, TEXT("Solo los documentos llevan archivos: --files va con «documents».",
                                     "Documents alone have files: --files goes with “documents”."));
}

static enum err no_folder(struct cli *cli, const char *folder)
{
    return cli_complain_of(cli, ERR_NOT_FOUND,
                           text_format(&cli->arena, TEXT("No se puede usar la carpeta %s; revise el nombre y los permisos.",
                                                         "The folder %s cannot be used; check its name and permissions."), folder));
}

static enum err add_one(struct cli *cli, const char *folder, const char *name, int64_t *known)
{
    const struct op *op = op_find(S("file.add"));
    struct evidence_file_input *in = shape_new(&cli->arena, op->input);
    struct reply reply;
    in->path = str_format(&cli->arena, "%s/%s", folder, name);
    in->name = str_of(name);
    enum err err = call_op(&cli->caller, op, in, false, STR_NONE, NULL, &reply);
    if (err != ERR_OK) {
        return cli_complain(cli, err, &reply);
    }
    *known += str_find(reply.json, S("\"known\":true")) != SIZE_MAX;
    return ERR_OK;
}

enum err cli_files_in(struct cli *cli, const char *dataset, const char *folder)
{
    char real[4096];
    TRY(only_documents(cli, dataset));
    DIR *entries = realpath(folder, real) == NULL ? NULL : opendir(real);
    if (entries == NULL) {
        return no_folder(cli, folder);
    }
    const struct dirent *entry;
    int64_t count = 0;
    int64_t known = 0;
    enum err err = ERR_OK;
    while (err == ERR_OK && (entry = readdir(entries)) != NULL) {
        struct stat stat;
        const char *path = str_format(&cli->arena, "%s/%s", real, entry->d_name).ptr;
        if (entry->d_name[0] != '.' && lstat(path, &stat) == 0 && S_ISREG(stat.st_mode)) {
            err = add_one(cli, real, entry->d_name, &known);
            count++;
        }
    }
    closedir(entries);
    TRY(err);
    say(cli_said(cli, "%lld archivos guardados, %lld ya estaban", "%lld files stored, %lld were there already"), (long long)(count - known),
        (long long)known);
    return ERR_OK;
}

static struct str member(const struct json *object, const char *name)
{
    const struct json *value = json_find(object, str_of(name));
    return value == NULL || value->type != JSON_TEXT ? S("") : value->text;
}

static enum err write_one(struct cli *cli, const struct json *document, const char *folder, int64_t *count)
{
    const struct op *op = op_find(S("document.content"));
    enum media_kind kind = media_find_type(member(document, "media_type"));
    struct evidence_content_input *in = shape_new(&cli->arena, op->input);
    struct reply reply;
    in->code = member(document, "code");
    in->path = str_format(&cli->arena, "%s/" STR_FMT "%s", folder, STR_ARG(member(document, "sha256")),
                          kind == MEDIA_NONE ? "" : media_ending(kind));
    if (access(str_c(&cli->arena, in->path), F_OK) == 0) {
        return ERR_OK;
    }
    enum err err = call_op(&cli->caller, op, in, false, STR_NONE, NULL, &reply);
    if (err != ERR_OK) {
        return cli_complain(cli, err, &reply);
    }
    *count += 1;
    return ERR_OK;
}

enum err cli_files_out(struct cli *cli, const char *dataset, const char *folder)
{
    char real[4096];
    TRY(only_documents(cli, dataset));
    if ((mkdir(folder, 0700) != 0 && errno != EEXIST) || realpath(folder, real) == NULL) {
        return no_folder(cli, folder);
    }
    const struct op *op = op_find(S("document.list"));
    struct str after = S("");
    int64_t count = 0;
    do {
        void *in = shape_new(&cli->arena, op->input);
        struct fault fault = {.arena = &cli->arena};
        TRY(field_parse(&fault, shape_find(op->input, S("limit")), S("500"), "USD", in));
        TRY(field_parse(&fault, shape_find(op->input, S("after")), after, "USD", in));
        struct reply reply;
        struct str problem;
        struct json *list = NULL;
        enum err err = call_op(&cli->caller, op, in, false, STR_NONE, NULL, &reply);
        if (err != ERR_OK) {
            return cli_complain(cli, err, &reply);
        }
        TRY(json_parse(&cli->arena, reply.json, &list, &problem));
        const struct json *items = json_find(list, S("items"));
        for (size_t i = 0; items != NULL && i < items->len; i++) {
            TRY(write_one(cli, items->items[i], real, &count));
        }
        after = member(list, "next");
    } while (!str_is_empty(after));
    say(cli_said(cli, "%lld archivos escritos en %s", "%lld files written to %s"), (long long)count, real);
    return ERR_OK;
}
