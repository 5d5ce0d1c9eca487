#include "app/cli_common.h"
#include "core/report.h"
#include "format/csv.h"
#include "format/pdf_write.h"
#include "format/xlsx.h"
#include "party/letterhead.h"
#include "party/print_web.h"
#include "results/facts.h"
#include "results/statement.h"
#include "results/statement_print.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* ---- results ------------------------------------------------------------------------------------------------- */

#define RESULT_OPTIONS {"from", false}, {"to", false}, {"unit", false}, {"territory", false}, {"map", false}, {"agreement", false}
/* What the questions of the reports ask for, besides. */
static const char *const report_options[] = {"policy", "organisation", "instrument", "year", "month"};
const struct option cli_report_options[] = {RESULT_OPTIONS, {"policy", false}, {"organisation", false}, {"instrument", false}, {"month", false},
                                            {"year", false}, {"output", false}, {NULL, false}};
const struct option cli_explain_options[] = {RESULT_OPTIONS, {"limit", false}, {"after", false}, {NULL, false}};
static const char *const result_options[] = {"from", "to", "unit", "territory", "map", "agreement"};

static enum err read_question(struct cli *cli, const struct op *op, void *in)
{
    struct reply reply = {.fault = {.arena = &cli->arena}};
    for (size_t i = 0; i < COUNT_OF(result_options); i++) {
        enum err err = cli_take_option(cli, &reply.fault, op->input, result_options[i], in);
        if (err != ERR_OK) {
            return cli_complain(cli, err, &reply);
        }
    }
    return ERR_OK;
}

static enum err start_results(struct cli *cli)
{
    struct text problem = TEXT_NONE;
    enum err err = call_runner(&cli->caller, false, &problem);
    if (err == ERR_OK) {
        err = facts_start(cli->caller.runner);
    }
    return err == ERR_OK ? ERR_OK : cli_complain_of(cli, err, problem);
}

/* Rows of a shape as CSV. */
static void write_rows(struct buf *out, const struct shape *shape, const struct rows *rows)
{
    struct csv_writer writer = csv_writer(out, ',');
    for (size_t i = 0; i < shape->count; i++) {
        csv_value(&writer, str_of(shape->fields[i].name));
    }
    csv_end_row(&writer);
    for (size_t n = 0; n < rows->len; n++) {
        const void *row = (const char *)rows->items + n * shape->size;
        for (size_t i = 0; i < shape->count; i++) {
            struct str value = field_plain(out->arena, &shape->fields[i], row);
            if (shape->fields[i].type == FIELD_TYPE_TEXT) {
                csv_text(&writer, value);
            } else {
                csv_value(&writer, value);
            }
        }
        csv_end_row(&writer);
    }
}

/* Text, counts and amounts each as what they are, so that a spreadsheet can go on with them. */
static void write_cells(struct xlsx_writer *writer, const struct rows *rows)
{
    const struct statement_row *row = rows->items;
    for (size_t i = 0; i < rows->len; i++) {
        xlsx_write_text(writer, row[i].code);
        xlsx_write_text(writer, row[i].label);
        switch (row[i].value.kind) {
        case VALUE_NONE:
            xlsx_write_blank(writer);
            break;
        case VALUE_COUNT:
            xlsx_write_integer(writer, row[i].value.amount);
            break;
        default:
            xlsx_write_hundredths(writer, row[i].value.amount);
            break;
        }
        xlsx_write_text(writer, row[i].measure);
        xlsx_write_integer(writer, row[i].with_data);
        xlsx_write_integer(writer, row[i].of);
        xlsx_write_end_row(writer);
    }
}

static enum err write_workbook(struct cli *cli, const struct statement *statement)
{
    const char *output = options_get(&cli->options, "output");
    if (output == NULL) {
        return cli_usage(cli, TEXT("Un libro XLSX se escribe en un archivo: --output resultados.xlsx",
                                   "A workbook is written into a file: --output results.xlsx"));
    }
    struct rows rows = statement_rows(&cli->arena, statement, cli->caller.lang);
    const struct xlsx_column columns[] = {
        {str_of(cli_said(cli, "Código", "Code")), 26},       {str_of(cli_said(cli, "Cifra", "Figure")), 46},
        {str_of(cli_said(cli, "Valor", "Value")), 16},       {str_of(cli_said(cli, "Medida", "Measure")), 16},
        {str_of(cli_said(cli, "Con dato", "With data")), 12}, {str_of(cli_said(cli, "De", "Of")), 12},
    };
    struct xlsx_writer *writer = NULL;
    enum err err = xlsx_write_open(&cli->arena, output, statement->as_of, &writer);
    if (err == ERR_OK) {
        struct str name = str_format(&cli->arena, STR_FMT " " STR_FMT, STR_ARG(date_iso(&cli->arena, statement->period.from)),
                                     STR_ARG(date_iso(&cli->arena, statement->period.to)));
        xlsx_write_sheet(writer, name, columns, COUNT_OF(columns));
        write_cells(writer, &rows);
        err = xlsx_write_close(writer);
    }
    return err == ERR_OK ? ERR_OK : cli_complain(cli, err, NULL);
}

static enum err read_letterhead(struct cli *cli, struct str unit, struct letterhead *out)
{
    struct letterhead_input in = {.unit = unit};
    struct reply reply;
    shape_clear(&letterhead_shape, out);
    enum err err = call_op(&cli->caller, op_find(S("unit.letterhead")), &in, false, STR_NONE, out, &reply);
    return err == ERR_OK ? ERR_OK : cli_complain(cli, err, &reply);
}

/* A sheet goes into a file, or to standard output where that is not a terminal. */
static enum err write_pdf(struct cli *cli, const struct paper *paper)
{
    const char *output = options_get(&cli->options, "output");
    if (output == NULL && isatty(STDOUT_FILENO)) {
        return cli_usage(cli, TEXT("Un PDF se escribe en un archivo: --output resultados.pdf",
                                   "A PDF is written into a file: --output results.pdf"));
    }
    struct buf out = BUF(&cli->arena);
    enum err err = pdf_write(paper, &out);
    if (err != ERR_OK) {
        return cli_complain(cli, err, NULL);
    }
    FILE *file = output == NULL ? stdout : fopen(output, "wb");
    bool written = file != NULL && fwrite(out.ptr, 1, out.len, file) == out.len && fflush(file) == 0;
    if (output != NULL && file != NULL) {
        written = fclose(file) == 0 && written;
    }
    return written ? ERR_OK : cli_complain(cli, ERR_IO, NULL);
}

static enum err write_sheet(struct cli *cli, const struct statement *statement)
{
    struct letterhead head;
    TRY(read_letterhead(cli, statement->unit, &head));
    return write_pdf(cli, statement_print_paper(&cli->arena, statement, &head, cli->caller.lang));
}

/* ---- reports ------------------------------------------------------------------------------------------------- */

static enum err report_usage(struct cli *cli)
{
    struct buf names = BUF(&cli->arena);
    const struct actor actor = call_actor(&cli->arena);
    const struct op *op;
    for (size_t i = 0; (op = report_at(&actor, i)) != NULL; i++) {
        buf_format(&names, ", " STR_FMT, STR_ARG(report_name(op)));
    }
    const char *others = str_c(&cli->arena, buf_str(&names));
    return cli_usage(cli, text_format(&cli->arena, TEXT("Uso: adelante report NOMBRE [opciones] [--format …] [--output ARCHIVO]. Informes: results%s",
                                                        "Usage: adelante report NAME [options] [--format …] [--output FILE]. Reports: results%s"), others));
}

/* An option that the report does not ask for is refused rather than passed over. */
static enum err take_report_option(struct cli *cli, struct fault *fault, const struct op *op, const char *name, void *in)
{
    const char *value = options_get(&cli->options, name);
    if (value == NULL || (op->input != NULL && shape_find(op->input, str_of(name)) != NULL)) {
        return value == NULL ? ERR_OK : cli_take_option(cli, fault, op->input, name, in);
    }
    fault_add(fault, str_of(name), str_of(value), TEXT("Ese informe no lo pregunta.", "That report does not ask for it."),
              TEXT("Quite la opción.", "Leave the option out."));
    return ERR_INVALID;
}

static enum err read_report_question(struct cli *cli, const struct op *op, void *in)
{
    struct reply reply = {.fault = {.arena = &cli->arena}};
    enum err err = ERR_OK;
    for (size_t i = 0; i < COUNT_OF(result_options) + COUNT_OF(report_options); i++) {
        const char *name = i < COUNT_OF(result_options) ? result_options[i] : report_options[i - COUNT_OF(result_options)];
        enum err taken = take_report_option(cli, &reply.fault, op, name, in);
        err = err == ERR_OK ? taken : err;
    }
    return err == ERR_OK ? ERR_OK : cli_complain(cli, err, &reply);
}

static enum err write_report(struct cli *cli, struct report *report, struct str json)
{
    struct buf out = BUF(&cli->arena);
    report->arena = &cli->arena;
    if (strcmp(cli->format, "json") == 0) {
        cli_print(json);
        return ERR_OK;
    }
    if (strcmp(cli->format, "xlsx") == 0) {
        const char *output = options_get(&cli->options, "output");
        if (output == NULL) {
            return cli_usage(cli, TEXT("Un libro XLSX se escribe en un archivo: --output informe.xlsx",
                                       "A workbook is written into a file: --output report.xlsx"));
        }
        enum err err = report_xlsx(&cli->arena, report, output);
        return err == ERR_OK ? ERR_OK : cli_complain(cli, err, NULL);
    }
    if (strcmp(cli->format, "pdf") == 0) {
        const char *title = str_c(&cli->arena, report->title);
        struct print print = {.title = {title, title}, .number = report->number};
        TRY(read_letterhead(cli, report->unit, &print.letterhead));
        print_paper(&print, &cli->arena, cli->caller.lang);
        report_paper(report, print.paper);
        return write_pdf(cli, print.paper);
    }
    if (strcmp(cli->format, "csv") == 0) {
        report_csv(report, &out);
    } else {
        report_plain(report, &out);
    }
    cli_print(buf_str(&out));
    return ERR_OK;
}

static enum err named_report(struct cli *cli, const struct op *op)
{
    void *in = op->input == NULL ? NULL : shape_new(&cli->arena, op->input);
    TRY(read_report_question(cli, op, in));
    TRY(start_results(cli));
    struct report report;
    struct reply reply;
    shape_clear(&report_shape, &report);
    enum err err = call_op(&cli->caller, op, in, false, STR_NONE, &report, &reply);
    if (err == ERR_OK && cli->caller.remote) {
        /* A running server answered: only its words came. */
        err = shape_read_json(&reply.fault, &report_shape, reply.json, "USD", &report, NULL);
    }
    return err == ERR_OK ? write_report(cli, &report, reply.json) : cli_complain(cli, err, &reply);
}

enum err cli_report(struct cli *cli)
{
    const struct op *named = cli->options.word_count == 1 ? report_find(str_of(cli->options.words[0])) : NULL;
    if (named != NULL) {
        return named_report(cli, named);
    }
    if (cli->options.word_count != 1 || strcmp(cli->options.words[0], "results") != 0) {
        return report_usage(cli);
    }
    const struct op *op = op_find(S("results.statement"));
    void *in = shape_new(&cli->arena, op->input);
    TRY(read_question(cli, op, in));
    TRY(start_results(cli));
    struct statement statement;
    memset(&statement, 0, sizeof(statement));
    struct reply reply;
    enum err err = call_op(&cli->caller, op, in, false, STR_NONE, &statement, &reply);
    if (err != ERR_OK) {
        return cli_complain(cli, err, &reply);
    }
    if (strcmp(cli->format, "json") == 0) {
        cli_print(reply.json);
        return ERR_OK;
    }
    struct buf out = BUF(&cli->arena);
    if (strcmp(cli->format, "csv") == 0) {
        struct rows rows = statement_rows(&cli->arena, &statement, cli->caller.lang);
        write_rows(&out, &statement_row_shape, &rows);
    } else if (strcmp(cli->format, "xlsx") == 0) {
        return write_workbook(cli, &statement);
    } else if (strcmp(cli->format, "pdf") == 0) {
        return write_sheet(cli, &statement);
    } else {
        statement_text(&out, &statement, cli->caller.lang);
    }
    cli_print(buf_str(&out));
    return ERR_OK;
}

enum err cli_explain(struct cli *cli)
{
    if (cli->options.word_count != 1) {
        return cli_usage(cli, TEXT("Uso: adelante explain INDICADOR --from D --to D [--unit U] …", "Usage: adelante explain INDICATOR --from D --to D [--unit U] …"));
    }
    const struct op *op = op_find(S("results.explain"));
    void *in = shape_new(&cli->arena, op->input);
    struct reply reply = {.fault = {.arena = &cli->arena}};
    enum err err = field_parse(&reply.fault, shape_find(op->input, S("indicator")), str_of(cli->options.words[0]), "USD", in);
    if (err == ERR_OK) {
        err = cli_take_option(cli, &reply.fault, op->input, "limit", in);
    }
    if (err == ERR_OK) {
        err = cli_take_option(cli, &reply.fault, op->input, "after", in);
    }
    if (err != ERR_OK) {
        return cli_complain(cli, err, &reply);
    }
    TRY(read_question(cli, op, in));
    TRY(start_results(cli));
    struct list records = {0};
    err = call_op(&cli->caller, op, in, false, STR_NONE, &records, &reply);
    if (err != ERR_OK) {
        return cli_complain(cli, err, &reply);
    }
    if (strcmp(cli->format, "json") == 0) {
        cli_print(reply.json);
        return ERR_OK;
    }
    struct buf out = BUF(&cli->arena);
    if (strcmp(cli->format, "csv") == 0) {
        write_rows(&out, records.shape, &records.rows);
    } else {
        explain_text(&out, in, &records, cli->caller.lang);
    }
    cli_print(buf_str(&out));
    return ERR_OK;
}
