/* app/cli_common.h: what the files of the command line share. */
#ifndef ADELANTE_CLI_COMMON_H
#define ADELANTE_CLI_COMMON_H

#include "app/call.h"
#include "app/options.h"

struct cli {
    struct arena arena;
    struct options options;
    struct caller caller;
    const char *format;
};
struct command {
    const char *name;
    const struct option *options;
    struct text usage;
    struct text help;
    enum err (*run)(struct cli *cli);
};

/* The text in the language asked for. */
const char *cli_said(const struct cli *cli, const char *es, const char *en);
/* Say what is wrong and pass the error on. */
enum err cli_complain(struct cli *cli, enum err err, const struct reply *reply);
enum err cli_complain_of(struct cli *cli, enum err err, struct text problem);
enum err cli_usage(struct cli *cli, struct text problem);
/* On standard output, with a line end. */
void cli_print(struct str text);
struct str cli_option_text(struct cli *cli, const char *name);
/* Fills a field of an input from an option of the same name. */
enum err cli_take_option(struct cli *cli, struct fault *fault, const struct shape *shape, const char *name, void *in);

extern const struct option cli_import_options[];
enum err cli_import(struct cli *cli);
extern const struct option cli_export_options[];
enum err cli_export(struct cli *cli);
extern const struct option cli_report_options[];
enum err cli_report(struct cli *cli);
extern const struct option cli_explain_options[];
enum err cli_explain(struct cli *cli);

/* import documents --files FOLDER: stores every file of it, before the rows that name them. export documents --files FOLDER: writes
 * each file once, named by its SHA-256. */
enum err cli_files_in(struct cli *cli, const char *dataset, const char *folder);
enum err cli_files_out(struct cli *cli, const char *dataset, const char *folder);

/* import boundaries FILE.geojson --source TEXT [--map districts|municipalities|departments] */
enum err cli_boundaries(struct cli *cli);

#endif
