#include "app/cli_common.h"
#include "format/csv.h"
#include "format/pdf_write.h"
#include "format/xlsx.h"
#include "party/letterhead.h"
#include "results/facts.h"
#include "results/statement.h"
#include "results/statement_print.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* ---- results ------------------------------------------------------------------------------------------------- */

#define RESULT_OPTIONS {"from", false}, {"to", false}, {"unit", false}, {"territory", false}, {"map", false}, {"agreement", false}
const struct option cli_report_options[] = {RESULT_OPTIONS, {"output", false}, {NULL, false}};
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

/* A sheet goes into a file, or to standard output where that is not a terminal. */
static enum err write_sheet(struct cli *cli, const struct statement *statement)
{
    const char *output = options_get(&cli->options, "output");
    if (output == NULL && isatty(STDOUT_FILENO)) {
        return cli_usage(cli, TEXT("Un PDF se escribe en un archivo: --output resultados.pdf",
                                   "A PDF is written into a file: --output results.pdf"));
    }
    struct letterhead_input in = {.unit = statement->unit};
    struct letterhead head;
    shape_clear(&letterhead_shape, &head);
    struct reply reply;
    enum err err = call_op(&cli->caller, op_find(S("unit.letterhead")), &in, false, STR_NONE, &head, &reply);
    if (err != ERR_OK) {
        return cli_complain(cli, err, &reply);
    }
    struct buf out = BUF(&cli->arena);
    err = pdf_write(statement_print_paper(&cli->arena, statement, &head, cli->caller.lang), &out);
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

enum err cli_report(struct cli *cli)
{
    if (cli->options.word_count != 1 || strcmp(cli->options.words[0], "results") != 0) {
        return cli_usage(cli, TEXT("Uso: adelante report results --from D --to D [--unit U] [--territory T] [--map then|today] [--agreement A]",
                               "Usage: adelante report results --from D --to D [--unit U] [--territory T] [--map then|today] [--agreement A]"));
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
