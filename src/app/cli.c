#include "app/cli.h"

#include "account/account_ops.h"
#include "app/describe.h"
#include "app/options.h"
#include "app/progress.h"
#include "app/serve.h"
#include "app/setup.h"
#include "base/conf.h"
#include "base/log.h"
#include "db/address.h"
#include "db/role.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/cli_common.h"

const char *cli_said(const struct cli *cli, const char *es, const char *en)
{
    return cli->caller.lang == LANG_ES ? es : en;
}

enum err cli_complain(struct cli *cli, enum err err, const struct reply *reply)
{
    call_complain(&cli->caller, err, reply);
    return err;
}

enum err cli_complain_of(struct cli *cli, enum err err, struct text problem)
{
    struct reply reply = {.problem = problem};
    return cli_complain(cli, err, &reply);
}

enum err cli_usage(struct cli *cli, struct text problem)
{
    return cli_complain_of(cli, ERR_USAGE, problem);
}

void cli_print(struct str text)
{
    printf(STR_FMT, STR_ARG(text));
    if (text.len > 0 && text.ptr[text.len - 1] != '\n') {
        putchar('\n');
    }
}

struct str cli_option_text(struct cli *cli, const char *name)
{
    return str_of(options_get(&cli->options, name));
}

/* Fills a field of an input from an option of the same name. */
enum err cli_take_option(struct cli *cli, struct fault *fault, const struct shape *shape, const char *name, void *in)
{
    const char *value = options_get(&cli->options, name);
    const struct field *field = shape_find(shape, str_of(name));
    assert(field != NULL);
    return value == NULL ? ERR_OK : field_parse(fault, field, str_of(value), "USD", in);
}

/* ---- init, example, serve ------------------------------------------------------------------------------ */

static const struct option init_options[] = {{"country", false}, {"password-file", false}, {NULL, false}};

/* A superuser's address serves once, to make the program's own role; from then on that one's is used, and printed. */
static enum err use_own_role(struct cli *cli)
{
    struct db_role role;
    struct text problem = TEXT_NONE;
    enum err err = db_role_make(cli->caller.url, options_get(&cli->options, "password-file"), &cli->arena, &role, &problem);
    if (err != ERR_OK) {
        return cli_complain_of(cli, err, problem);
    }
    if (role.was_needed) {
        cli->caller.url = role.url;
        say(role.made ? cli_said(cli, "Rol creado: %s. Su contraseña está en %s", "Role created: %s. Its password is in %s")
                      : cli_said(cli, "El rol %s ya estaba. Su contraseña está en %s", "The role %s was there already. Its password is in %s"),
            str_c(&cli->arena, role.name), str_c(&cli->arena, role.password_file));
        say("%s", cli_said(cli, "De ahora en adelante use esta dirección (ADELANTE_DB o --db), que no lleva la contraseña:",
                           "From now on use this address (ADELANTE_DB or --db), which does not hold the password:"));
    }
    return ERR_OK;
}

static enum err run_init(struct cli *cli)
{
    const char *country = options_get(&cli->options, "country");
    if (country != NULL && strcmp(country, "SV") != 0) {
        return cli_usage(cli, TEXT("Por ahora hay catálogos de un país: SV (El Salvador).", "There are catalogues of one country so far: SV (El Salvador)."));
    }
    int from = 0;
    struct text problem = TEXT_NONE;
    const char *given = cli->caller.url;
    TRY(use_own_role(cli));
    enum err err = setup_database(&cli->arena, cli->caller.url, &from, &problem);
    if (err != ERR_OK) {
        return cli_complain_of(cli, err, problem);
    }
    if (cli->caller.url != given) {
        cli_print(str_of(cli->caller.url));
    }
    struct reply reply;
    err = call_op(&cli->caller, op_find(S("territory.load")), NULL, false, STR_NONE, NULL, &reply);
    if (err != ERR_OK) {
        return cli_complain(cli, err, &reply);
    }
    say(from == 0 ? cli_said(cli, "Base de datos creada: %s", "Database created: %s") : cli_said(cli, "Base de datos lista: %s", "Database ready: %s"),
        str_c(&cli->arena, db_address_shown(&cli->arena, cli->caller.url)));
    return ERR_OK;
}

static const struct option example_options[] = {{"from", false}, {NULL, false}};

static const char *example_folder(struct cli *cli)
{
    const char *given = options_get(&cli->options, "from");
    if (given != NULL) {
        return given;
    }
    char program[4096];
    ssize_t len = readlink("/proc/self/exe", program, sizeof(program) - 1);
    struct str folder = len > 0 ? (struct str){program, (size_t)len} : S("");
    for (int i = 0; i < 2; i++) {
        while (folder.len > 0 && folder.ptr[folder.len - 1] != '/') {
            folder.len--;
        }
        folder.len -= folder.len > 0;
    }
    const char *places[] = {
        "examples/la-union-2014",
        str_format(&cli->arena, STR_FMT "/examples/la-union-2014", STR_ARG(folder)).ptr,
        str_format(&cli->arena, STR_FMT "/share/adelante/examples/la-union-2014", STR_ARG(folder)).ptr,
    };
    for (size_t i = 0; i < COUNT_OF(places); i++) {
        if (access(places[i], R_OK) == 0) {
            return places[i];
        }
    }
    return places[0];
}

static enum err run_example(struct cli *cli)
{
    if (cli->options.word_count != 1 || strcmp(cli->options.words[0], "la-union") != 0) {
        return cli_usage(cli, TEXT("Hay un ejemplo: adelante example la-union", "There is one example: adelante example la-union"));
    }
    say("%s", cli_said(cli, "Importando el ejemplo de La Unión 2014:", "Importing the example of La Unión 2014:"));
    struct reply reply;
    enum err err = setup_example(&cli->caller, example_folder(cli), &reply);
    return err == ERR_OK ? ERR_OK : cli_complain(cli, err, &reply);
}

static const struct option serve_options_known[] = {
    {"listen", false}, {"certificate", false}, {"key", false}, {"behind-proxy", true}, {"link", false}, {NULL, false}};

static enum err run_serve(struct cli *cli)
{
    const char *listen = options_get(&cli->options, "listen");
    struct serve_options options = {
        .url = cli->caller.url,
        .listen = listen == NULL ? conf_get("listen") : listen,
        .tls_certificate = options_get(&cli->options, "certificate"),
        .tls_key = options_get(&cli->options, "key"),
        .behind_proxy = options_get(&cli->options, "behind-proxy") != NULL,
        .link_for = options_get(&cli->options, "link"),
        .lang = cli->caller.lang,
    };
    struct text problem = TEXT_NONE;
    enum err err = serve_run(&cli->arena, &options, &problem);
    return err == ERR_OK ? ERR_OK : cli_complain_of(cli, err, problem);
}

/* ---- any operation; what there is ------------------------------------------------------------------------------ */

static const struct option op_options[] = {{"json", false}, {"dry-run", true}, {"request", false}, {NULL, false}};

static struct str read_standard_input(struct arena *arena)
{
    struct buf out = BUF(arena);
    char chunk[16384];
    size_t got;
    while ((got = fread(chunk, 1, sizeof(chunk), stdin)) > 0) {
        buf_put(&out, (struct str){chunk, got});
    }
    return buf_str(&out);
}

static enum err run_op(struct cli *cli)
{
    const struct op *op = cli->options.word_count == 1 ? op_find(str_of(cli->options.words[0])) : NULL;
    if (op == NULL && cli->options.word_count == 1) {
        return cli_usage(cli, text_format(&cli->arena, TEXT("No hay una operación «%s»; vea los nombres con: adelante describe ops",
                                                            "There is no operation “%s”; see the names with: adelante describe ops"),
                                          cli->options.words[0]));
    }
    if (op == NULL) {
        return cli_usage(cli, TEXT("Uso: adelante op NOMBRE --json '{…}' (los nombres: adelante describe ops)",
                               "Usage: adelante op NAME --json '{…}' (the names: adelante describe ops)"));
    }
    struct reply reply = {.fault = {.arena = &cli->arena}};
    void *in = op->input == NULL ? NULL : shape_new(&cli->arena, op->input);
    const char *json = options_get(&cli->options, "json");
    enum err err = ERR_OK;
    if (op->input != NULL && json != NULL && strcmp(json, "-") == 0) {
        json = str_c(&cli->arena, read_standard_input(&cli->arena));
    }
    if (op->input != NULL) {
        bool *given = ARENA_ARRAY(&cli->arena, bool, op->input->count);
        cli->caller.given = given;
        err = op_read_input(&reply.fault, op, json == NULL ? S("{}") : str_of(json), "USD", in, given);
    }
    if (err == ERR_OK) {
        err = call_op(&cli->caller, op, in, options_get(&cli->options, "dry-run") != NULL, cli_option_text(cli, "request"), NULL, &reply);
    }
    if (err != ERR_OK) {
        return cli_complain(cli, err, &reply);
    }
    cli_print(reply.json);
    return ERR_OK;
}

static const struct option no_options[] = {{NULL, false}};

static enum err run_describe(struct cli *cli)
{
    struct buf out = BUF(&cli->arena);
    bool json = strcmp(cli->format, "json") == 0;
    if (cli->options.word_count != 1 || !describe_write(&out, str_of(cli->options.words[0]), json, cli->caller.lang)) {
        return cli_usage(cli, TEXT("Uso: adelante describe ops|datasets|indicators|settings|errors|permissions|flows [--format json]",
                               "Usage: adelante describe ops|datasets|indicators|settings|errors|permissions|flows [--format json]"));
    }
    cli_print(buf_str(&out));
    return ERR_OK;
}

/* ---- db ------------------------------------------------------------------------------------------------------------ */

static enum err run_db(struct cli *cli)
{
    const char *what = cli->options.word_count > 0 ? cli->options.words[0] : "";
    const char *path = cli->options.word_count > 1 ? cli->options.words[1] : NULL;
    struct text problem = TEXT_NONE;
    enum err err = ERR_USAGE;
    if (strcmp(what, "check") == 0) {
        int findings = 0;
        err = setup_check(&cli->caller, &problem, &findings);
        err = err == ERR_OK && findings > 0 ? ERR_CORRUPT : err;
    } else if (strcmp(what, "backup") == 0 && path != NULL) {
        err = setup_backup(&cli->caller, path, &problem);
    } else if (strcmp(what, "restore") == 0 && path != NULL) {
        err = setup_restore(&cli->caller, path, &problem);
    } else if (strcmp(what, "migrate") == 0) {
        int from = 0;
        err = setup_database(&cli->arena, cli->caller.url, &from, &problem);
    } else if (strcmp(what, "rebuild") == 0) {
        struct reply reply;
        err = call_op(&cli->caller, op_find(S("client.rebuild")), NULL, false, STR_NONE, NULL, &reply);
        return err == ERR_OK ? ERR_OK : cli_complain(cli, err, &reply);
    } else {
        return cli_usage(cli, TEXT("Uso: adelante db check|backup ARCHIVO|restore ARCHIVO|rebuild|migrate",
                               "Usage: adelante db check|backup FILE|restore FILE|rebuild|migrate"));
    }
    return err == ERR_OK ? ERR_OK : cli_complain_of(cli, err, problem);
}

/* ---- users ------------------------------------------------------------------------------------------------------------ */

static const struct option user_options[] = {{"role", false}, {"unit", false}, {"staff", false}, {"territory", false},
                                             {"agreements", false}, {"organisation", false}, {"full-name", false}, {"if-missing", true}, {NULL, false}};

static enum err run_user(struct cli *cli)
{
    const char *what = cli->options.word_count == 2 ? cli->options.words[0] : "";
    const char *name = cli->options.word_count == 2 ? cli->options.words[1] : NULL;
    struct reply reply = {.fault = {.arena = &cli->arena}};
    const struct op *op = op_find(strcmp(what, "add") == 0 ? S("user.add") : S("user.link"));
    if (name == NULL || (strcmp(what, "add") != 0 && strcmp(what, "link") != 0)) {
        return cli_usage(cli, TEXT("Uso: adelante user add NOMBRE --full-name NOMBRE --role ROL --unit UNIDAD | adelante user link NOMBRE",
                               "Usage: adelante user add NAME --full-name NAME --role ROLE --unit UNIT | adelante user link NAME"));
    }
    void *in = shape_new(&cli->arena, op->input);
    enum err err = field_parse(&reply.fault, shape_find(op->input, S("name")), str_of(name), "USD", in);
    if (strcmp(what, "add") == 0) {
        static const char *const fields[] = {"role", "unit", "staff", "territory", "agreements", "organisation"};
        for (size_t i = 0; i < COUNT_OF(fields); i++) {
            enum err taken = cli_take_option(cli, &reply.fault, op->input, fields[i], in);
            err = err == ERR_OK ? taken : err;
        }
        if (options_get(&cli->options, "full-name") != NULL) {
            enum err taken = field_parse(&reply.fault, shape_find(op->input, S("full_name")), cli_option_text(cli, "full-name"), "USD", in);
            err = err == ERR_OK ? taken : err;
        }
    }
    if (err == ERR_OK) {
        err = call_op(&cli->caller, op, in, false, STR_NONE, NULL, &reply);
    }
    if (err == ERR_EXISTS && options_get(&cli->options, "if-missing") != NULL) {
        return ERR_OK;
    }
    if (err != ERR_OK) {
        return cli_complain(cli, err, &reply);
    }
    cli_print(reply.json);
    return ERR_OK;
}

/* ---- the commands ---------------------------------------------------------------------------------------------------------- */

static enum err run_help(struct cli *cli);

static const struct command commands[] = {
    {"init", init_options, T("init [--country SV] [--password-file ARCHIVO]", "init [--country SV] [--password-file FILE]"),
     T("crea o actualiza la base de datos; con un superusuario de PostgreSQL crea el rol del programa",
       "creates or upgrades the database; with a superuser of PostgreSQL makes the program's role"), run_init},
    {"example", example_options, T("example la-union", "example la-union"),
     T("carga el ejemplo de La Unión 2014", "loads the example of La Unión 2014"), run_example},
    {"serve", serve_options_known, T("serve [--listen HOST:PUERTO]", "serve [--listen HOST:PORT]"),
     T("atiende las páginas y la API", "serves the pages and the API"), run_serve},
    {"import", cli_import_options, T("import CONJUNTO ARCHIVO… [--dry-run] [--update]", "import DATASET FILE… [--dry-run] [--update]"),
     T("importa CSV o XLSX, todo o nada; «boundaries» importa contornos GeoJSON (--map, --source)",
       "imports CSV or XLSX, all or nothing; “boundaries” imports GeoJSON outlines (--map, --source)"), cli_import},
    {"export", cli_export_options, T("export CONJUNTO [--format csv|json|xlsx]", "export DATASET [--format csv|json|xlsx]"),
     T("saca un conjunto de datos", "writes a dataset out"), cli_export},
    {"report", cli_report_options, T("report results --from D --to D [--unit U] [--territory T] [--map then|today] [--agreement A]",
                                     "report results --from D --to D [--unit U] [--territory T] [--map then|today] [--agreement A]"),
     T("el estado de resultados; otros informes: report agreement --agreement A, report policy --policy P …",
       "the results statement; other reports: report agreement --agreement A, report policy --policy P …"), cli_report},
    {"explain", cli_explain_options, T("explain INDICADOR --from D --to D …", "explain INDICATOR --from D --to D …"),
     T("los registros detrás de una cifra", "the records behind one figure"), cli_explain},
    {"op", op_options, T("op NOMBRE --json '{…}' (o --json - de la entrada)", "op NAME --json '{…}' (or --json - from input)"), T("cualquier operación", "any operation"), run_op},
    {"describe", no_options,
     T("describe ops|datasets|indicators|settings|errors|permissions|flows",
       "describe ops|datasets|indicators|settings|errors|permissions|flows"),
     T("lo que hay, de las tablas del programa", "what there is, from the program's own tables"), run_describe},
    {"db", no_options, T("db check|backup ARCHIVO|restore ARCHIVO|rebuild|migrate", "db check|backup FILE|restore FILE|rebuild|migrate"),
     T("cuida la base de datos", "keeps the database safe"), run_db},
    {"user", user_options, T("user add NOMBRE --full-name TEXTO --role ROL --unit UNIDAD [--staff CÓDIGO] [--territory T|--agreements A;B|--organisation O]; user link NOMBRE",
       "user add NAME --full-name TEXT --role ROLE --unit UNIT [--staff CODE] [--territory T|--agreements A;B|--organisation O]; user link NAME"),
     T("usuarios y enlaces de entrada", "users and sign-in links"), run_user},
    {"help", no_options, T("help", "help"), T("esta ayuda", "this help"), run_help},
};

static enum err run_help(struct cli *cli)
{
    printf("%s\n\n", cli_said(cli, "Adelante: el sistema de una agencia de desarrollo económico local.", "Adelante: the system of a local economic development agency."));
    for (size_t i = 0; i < COUNT_OF(commands); i++) {
        printf("  adelante " STR_FMT "\n      " STR_FMT "\n", STR_ARG(text_in(commands[i].usage, cli->caller.lang)),
               STR_ARG(text_in(commands[i].help, cli->caller.lang)));
    }
    printf("\n%s\n", cli_said(cli, "En todas: --db RUTA|postgresql://…   --lang es|en   --format text|json|csv|xlsx",
                          "Everywhere: --db PATH|postgresql://…   --lang es|en   --format text|json|csv|xlsx"));
    return ERR_OK;
}

/* Only what is signed is written as PDF: reports. */
static enum err set_up(struct cli *cli, const char *command)
{
    const char *db = options_get(&cli->options, "db");
    const char *lang = options_get(&cli->options, "lang");
    const char *format = options_get(&cli->options, "format");
    static const char *const formats[] = {"text", "json", "csv", "xlsx"};
    cli->caller.arena = &cli->arena;
    cli->caller.url = db == NULL ? conf_get("db") : db;
    if (lang == NULL) {
        lang = conf_get("lang");
    }
    cli->caller.lang = strncmp(lang, "en", 2) == 0 ? LANG_EN : LANG_ES;
    cli->format = format == NULL ? "text" : format;
    cli->caller.json = strcmp(cli->format, "json") == 0;
    if (strncmp(lang, "en", 2) != 0 && strncmp(lang, "es", 2) != 0) {
        return cli_usage(cli, text_format(&cli->arena, TEXT("No se conoce el idioma «%s»: --lang es o en.", "There is no language “%s”: --lang es or en."), lang));
    }
    for (size_t i = 0; i < COUNT_OF(formats); i++) {
        if (strcmp(cli->format, formats[i]) == 0) {
            return ERR_OK;
        }
    }
    if (strcmp(cli->format, "pdf") == 0 && strcmp(command, "report") == 0) {
        return ERR_OK;
    }
    return cli_usage(cli, text_format(&cli->arena, TEXT("No se conoce el formato «%s»: --format text, json, csv o xlsx.",
                                                        "There is no format “%s”: --format text, json, csv or xlsx."), cli->format));
}

/* The language is looked for before anything else is understood, so that what is not is said in it. */
static enum lang language_of(int argc, char **argv)
{
    const char *lang = conf_get("lang");
    for (int i = 1; i < argc; i++) {
        if (strncmp(argv[i], "--lang=", 7) == 0) {
            lang = argv[i] + 7;
        } else if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc) {
            lang = argv[i + 1];
        }
    }
    return strncmp(lang, "en", 2) == 0 ? LANG_EN : LANG_ES;
}

static const struct command *find_command(const char *name)
{
    for (size_t i = 0; i < COUNT_OF(commands); i++) {
        if (strcmp(commands[i].name, name) == 0) {
            return &commands[i];
        }
    }
    return NULL;
}

int cli_main(int argc, char **argv)
{
    static struct cli cli;
    const char *name = argc > 1 ? argv[1] : "help";
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
        name = "help";
    }
    const struct command *command = find_command(name);
    cli.caller.lang = language_of(argc, argv);
    enum err err = ERR_USAGE;
    if (command == NULL) {
        say(cli_said(&cli, "No existe la orden «%s»; vea: adelante help", "There is no command “%s”; see: adelante help"), name);
        return err_info(err)->exit_code;
    }
    err = options_read(&cli.options, command->options, argc > 2 ? argc - 2 : 0, argv + 2);
    if (err != ERR_OK) {
        say(cli_said(&cli, "No se entiende «%s»; uso: adelante %s", "“%s” is not understood; usage: adelante %s"), cli.options.problem,
            str_c(&cli.arena, text_in(command->usage, cli.caller.lang)));
        return err_info(err)->exit_code;
    }
    err = set_up(&cli, name);
    if (err == ERR_OK) {
        err = command->run(&cli);
    }
    call_close(&cli.caller);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        err = err == ERR_OK ? ERR_IO : err;
    }
    return err_info(err)->exit_code;
}
