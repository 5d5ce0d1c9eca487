#include "app/cli_common.h"
#include "app/progress.h"
#include "exchange/export.h"
#include "exchange/import.h"
#include "base/log.h"
#include "format/json.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- import and export ------------------------------------------------------------------------------------ */

const struct option cli_import_options[] = {{"dry-run", true},   {"update", true}, {"encoding", false}, {"delimiter", false},
                                               {"decimal", false}, {"sheet", false}, {"map", false}, {"source", false}, {"files", false}, {"mapping", false},
                                               {NULL, false}};

static void print_import(struct cli *cli, const struct reply *reply, bool json)
{
    if (json) {
        cli_print(reply->json);
        return;
    }
    struct str problem;
    struct json *report = NULL;
    if (json_parse(&cli->arena, reply->json, &report, &problem) != ERR_OK) {
        return;
    }
    int64_t counts[4] = {0};
    static const char *const names[4] = {"rows", "added", "changed", "unchanged"};
    for (size_t i = 0; i < 4; i++) {
        const struct json *count = json_find(report, str_of(names[i]));
        counts[i] = count == NULL ? 0 : count->integer;
    }
    const struct json *found = json_find(report, S("found"));
    const struct json *words = found == NULL ? NULL : json_find(found, cli->caller.lang == LANG_ES ? S("es") : S("en"));
    const struct json *file = json_find(report, S("file"));
    printf(cli_said(cli, STR_FMT " (" STR_FMT "): %lld filas, %lld agregadas, %lld cambiadas, %lld ya estaban iguales\n",
                STR_FMT " (" STR_FMT "): %lld rows, %lld added, %lld changed, %lld already equal\n"),
           STR_ARG(file == NULL ? S("") : file->text), STR_ARG(words == NULL ? S("") : words->text), (long long)counts[0],
           (long long)counts[1], (long long)counts[2], (long long)counts[3]);
    const struct json *notices = json_find(report, S("notices"));
    const struct json *lines = notices == NULL ? NULL : json_find(notices, cli->caller.lang == LANG_ES ? S("es") : S("en"));
    if (lines != NULL && lines->type == JSON_TEXT) {
        say(STR_FMT, STR_ARG(lines->text));
    }
}

static enum err import_one(struct cli *cli, struct str dataset, const char *path)
{
    const struct op *op = op_find(S("import.run"));
    struct import_input *in = shape_new(&cli->arena, op->input);
    char real[4096];
    in->dataset = dataset;
    in->path = str_copy(&cli->arena, str_of(realpath(path, real) == NULL ? path : real));
    in->name = str_of(path);
    in->encoding = cli_option_text(cli, "encoding");
    in->delimiter = cli_option_text(cli, "delimiter");
    in->decimal = cli_option_text(cli, "decimal");
    in->sheet = cli_option_text(cli, "sheet");
    in->mapping = cli_option_text(cli, "mapping");
    in->update = options_get(&cli->options, "update") != NULL ? ANSWER_YES : ANSWER_NO;
    struct import_progress progress = {0};
    in->progress = &progress;
    bool dry_run = options_get(&cli->options, "dry-run") != NULL;
    struct reply reply;
    progress_start(&progress);
    /* The check keeps nobody from writing, but sees only what a row says by itself; a refused file is therefore tried whole
     * before it is reported, so that one report names everything. */
    enum err err = dry_run ? ERR_OK : call_op(&cli->caller, op_find(S("import.check")), in, false, STR_NONE, NULL, &reply);
    if (err == ERR_OK || err == ERR_INVALID) {
        err = call_op(&cli->caller, op, in, dry_run || err == ERR_INVALID, STR_NONE, NULL, &reply);
    }
    progress_stop(&progress);
    if (err != ERR_OK) {
        return cli_complain(cli, err, &reply);
    }
    print_import(cli, &reply, strcmp(cli->format, "json") == 0);
    if (dry_run) {
        say("%s", cli_said(cli, "Ensayo: no se guardó nada.", "Dry run: nothing was saved."));
    }
    return ERR_OK;
}

enum err cli_import(struct cli *cli)
{
    if (cli->options.word_count < 2) {
        return cli_usage(cli, TEXT("Uso: adelante import CONJUNTO ARCHIVO… [--dry-run] [--update]",
                               "Usage: adelante import DATASET FILE… [--dry-run] [--update]"));
    }
    if (strcmp(cli->options.words[0], "boundaries") == 0) {
        return cli_boundaries(cli);
    }
    if (options_get(&cli->options, "files") != NULL) {
        TRY(cli_files_in(cli, cli->options.words[0], options_get(&cli->options, "files")));
    }
    for (size_t i = 1; i < cli->options.word_count; i++) {
        TRY(import_one(cli, str_of(cli->options.words[0]), cli->options.words[i]));
    }
    return ERR_OK;
}

const struct option cli_export_options[] = {{"output", false}, {"files", false}, {NULL, false}};

static enum err write_stdout(void *self, struct str bytes)
{
    (void)self;
    return bytes.len == 0 || fwrite(bytes.ptr, 1, bytes.len, stdout) == bytes.len ? ERR_OK : ERR_IO;
}

/* What a server wrote for us into a file, to standard output. */
static enum err copy_out(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return ERR_IO;
    }
    char chunk[65536];
    size_t got;
    enum err err = ERR_OK;
    while (err == ERR_OK && (got = fread(chunk, 1, sizeof(chunk), file)) > 0) {
        err = fwrite(chunk, 1, got, stdout) == got ? ERR_OK : ERR_IO;
    }
    fclose(file);
    return err;
}

enum err cli_export(struct cli *cli)
{
    const char *output = options_get(&cli->options, "output");
    bool xlsx = strcmp(cli->format, "xlsx") == 0;
    if (cli->options.word_count != 1 || (xlsx && output == NULL && isatty(STDOUT_FILENO))) {
        return cli_usage(cli, TEXT("Uso: adelante export CONJUNTO [--format csv|json|xlsx] [--output ARCHIVO]",
                               "Usage: adelante export DATASET [--format csv|json|xlsx] [--output FILE]"));
    }
    const struct op *op = op_find(S("export.run"));
    struct export_input *in = shape_new(&cli->arena, op->input);
    struct text problem = TEXT_NONE;
    enum err err = call_runner(&cli->caller, true, &problem);
    if (err != ERR_OK) {
        return cli_complain_of(cli, err, problem);
    }
    in->dataset = str_of(cli->options.words[0]);
    in->format = strcmp(cli->format, "text") == 0 ? S("csv") : str_of(cli->format);
    char scratch[] = "/tmp/adelante-export-XXXXXX";
    bool through_file = output == NULL && (xlsx || cli->caller.remote);
    if (through_file) {
        int fd = mkstemp(scratch);
        if (fd < 0) {
            return cli_complain(cli, ERR_IO, NULL);
        }
        close(fd);
        in->path = str_of(scratch);
    } else if (output != NULL) {
        const char *folder = output[0] == '/' ? "" : getcwd(arena_alloc(&cli->arena, 4096), 4096);
        in->path = str_format(&cli->arena, "%s%s%s", folder, output[0] == '/' ? "" : "/", output);
    } else {
        in->sink = write_stdout;
    }
    struct reply reply;
    err = call_op(&cli->caller, op, in, false, STR_NONE, NULL, &reply);
    if (err == ERR_OK && through_file) {
        err = copy_out(scratch);
    }
    if (through_file) {
        unlink(scratch);
    }
    if (err != ERR_OK) {
        return cli_complain(cli, err, &reply);
    }
    const char *folder = options_get(&cli->options, "files");
    return folder == NULL ? ERR_OK : cli_files_out(cli, cli->options.words[0], folder);
}
