#include "results/statement.h"

#include "base/utf8.h"
#include "results/indicator.h"

#include <string.h>

/* Columns of the table of figures. */
#define LABEL_WIDTH 46
#define VALUE_WIDTH 18

static void pad(struct buf *buf, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        buf_put_char(buf, ' ');
    }
}

static void put_left(struct buf *buf, struct str text, size_t width)
{
    buf_put(buf, text);
    pad(buf, utf8_length(text), width);
}

static void put_right(struct buf *buf, struct str text, size_t width)
{
    pad(buf, utf8_length(text), width);
    buf_put(buf, text);
}

static void put_line(struct buf *buf, struct text words, enum lang lang)
{
    buf_put(buf, text_in(words, lang));
    buf_put_char(buf, '\n');
}

/* Long sentences are broken between words. */
static void put_wrapped(struct buf *buf, struct str words, size_t indent, size_t width)
{
    size_t at = indent;
    bool first = true;
    struct str word;
    pad(buf, 0, indent);
    while (str_split(&words, ' ', &word)) {
        size_t length = utf8_length(word);
        if (!first && at + 1 + length > width) {
            buf_put_char(buf, '\n');
            pad(buf, 0, indent);
            at = indent;
            first = true;
        }
        if (!first) {
            buf_put_char(buf, ' ');
            at++;
        }
        buf_put(buf, word);
        at += length;
        first = false;
    }
    buf_put_char(buf, '\n');
}

struct str statement_text_value(struct arena *arena, struct value value, struct str measure)
{
    switch (value.kind) {
    case VALUE_COUNT:
        return count_display(arena, value.amount);
    case VALUE_MONEY:
        return money_symbol(arena, money_of(value.amount, str_c(arena, measure)));
    case VALUE_HUNDREDTHS:
        return str_format(arena, STR_FMT "%s", STR_ARG(money_display(arena, money_of(value.amount, "USD"))),
                          str_eq(measure, S("hours")) ? " h" : str_eq(measure, S("per_cent")) ? " %" : "");
    default:
        return S("–");
    }
}

static void put_period(struct buf *buf, const struct statement_period *period, enum lang lang)
{
    struct str from = date_words(buf->arena, period->from, lang);
    struct str to = date_words(buf->arena, period->to, lang);
    if (lang == LANG_ES) {
        buf_format(buf, "Del " STR_FMT " al " STR_FMT "\n", STR_ARG(from), STR_ARG(to));
    } else {
        buf_format(buf, STR_FMT " to " STR_FMT "\n", STR_ARG(from), STR_ARG(to));
    }
}

static void put_head(struct buf *buf, const struct statement *statement, enum lang lang)
{
    put_line(buf, TEXT("Resultados", "Results"), lang);
    put_period(buf, &statement->period, lang);
    buf_put(buf, text_in(TEXT("Unidad: ", "Unit: "), lang));
    if (str_is_empty(statement->unit)) {
        put_line(buf, TEXT("todas las que usted alcanza", "all that you reach"), lang);
    } else {
        buf_format(buf, STR_FMT " (" STR_FMT ")\n", STR_ARG(statement->unit_name), STR_ARG(statement->unit));
    }
    buf_put(buf, text_in(TEXT("Territorio: ", "Territory: "), lang));
    buf_put(buf, text_in(statement->territory_name, lang));
    buf_put_char(buf, '\n');
    buf_put(buf, text_in(TEXT("Mapa: ", "Map: "), lang));
    put_line(buf, str_eq(statement->map, S("today")) ? TEXT("el de hoy", "of today") : TEXT("el de la fecha de cada servicio", "of the date of each service"), lang);
    if (!str_is_empty(statement->agreement)) {
        buf_format(buf, STR_FMT STR_FMT " (" STR_FMT ")\n", STR_ARG(text_in(TEXT("Convenio: ", "Agreement: "), lang)),
                   STR_ARG(statement->agreement_title), STR_ARG(statement->agreement));
    }
    buf_put_char(buf, '\n');
}

struct str statement_text_data(struct arena *arena, const struct statement_figure *figure, enum lang lang)
{
    if (figure->hidden == ANSWER_YES || figure->of == 0 ||
        (figure->with_data == figure->of && figure->value.kind == VALUE_COUNT && figure->value.amount == figure->of)) {
        return S("");
    }
    /* Of municipalities people ask how many there are, not how many enterprises said where they are. */
    bool places = str_eq(figure->measure, S("municipalities"));
    int64_t had = places ? figure->value.amount : figure->with_data;
    return str_format(arena, "%s %s " STR_FMT, count_display(arena, had).ptr, lang == LANG_ES ? "de" : "of",
                      STR_ARG(count_display(arena, figure->of)));
}

static void put_figure(struct buf *buf, const struct statement_figure *figure, bool noted, enum lang lang)
{
    struct arena *arena = buf->arena;
    put_left(buf, text_in(figure->label, lang), LABEL_WIDTH);
    put_right(buf, statement_text_value(arena, figure->value, figure->measure), VALUE_WIDTH);
    struct str data = statement_text_data(arena, figure, lang);
    if (!str_is_empty(data)) {
        buf_put_c(buf, "  ");
        buf_put(buf, data);
    }
    buf_put_c(buf, noted ? " *\n" : "\n");
    const struct statement_part *parts = figure->parts.items;
    for (size_t i = 0; i < figure->parts.len; i++) {
        if (parts[i].value.kind == VALUE_NONE && parts[i].hidden != ANSWER_YES) {
            continue;
        }
        buf_put_c(buf, "    ");
        put_left(buf, text_in(parts[i].label, lang), LABEL_WIDTH - 4);
        put_right(buf, statement_text_value(arena, parts[i].value, parts[i].measure), VALUE_WIDTH);
        buf_put_char(buf, '\n');
    }
}

static void put_notes(struct buf *buf, const struct statement *statement, enum lang lang)
{
    const struct statement_figure *figures = statement->figures.items;
    for (size_t i = 0; i < statement->figures.len; i++) {
        if (figures[i].note.es != NULL || figures[i].note.en != NULL) {
            struct str words = str_format(buf->arena, "* " STR_FMT ": " STR_FMT, STR_ARG(text_in(figures[i].label, lang)),
                                          STR_ARG(text_in(figures[i].note, lang)));
            put_wrapped(buf, words, 0, 88);
        }
    }
    for (size_t i = 0; i < statement->figures.len; i++) {
        if (figures[i].value.kind == VALUE_NONE && figures[i].reason.es != NULL) {
            struct str words = str_format(buf->arena, "– " STR_FMT ": " STR_FMT, STR_ARG(text_in(figures[i].label, lang)),
                                          STR_ARG(text_in(figures[i].reason, lang)));
            put_wrapped(buf, words, 0, 88);
        }
    }
}

struct str statement_text_rests(struct arena *arena, const struct statement *statement, enum lang lang)
{
    struct str at = instant_display(arena, statement->as_of);
    if (statement->records == INT_NONE) {
        return str_format(arena, lang == LANG_ES ? "Calculado el " STR_FMT "." : "Computed on " STR_FMT ".", STR_ARG(at));
    }
    return str_format(arena,
                      lang == LANG_ES ? "Se apoya en " STR_FMT " registros, " STR_FMT
                                        " de ellos verificados por una segunda persona. Calculado el " STR_FMT "."
                                      : "It rests on " STR_FMT " records, " STR_FMT
                                        " of them verified by a second person. Computed on " STR_FMT ".",
                      STR_ARG(count_display(arena, statement->records)), STR_ARG(count_display(arena, statement->verified)), STR_ARG(at));
}

static struct str elsewhere(struct arena *arena, const struct statement *statement, enum lang lang)
{
    return str_format(arena,
                      lang == LANG_ES ? "Atendidas con sede o domicilio fuera de ese territorio, o sin distrito, que no se incluyen: "
                                        "empresas " STR_FMT ", personas " STR_FMT ". Con --territory SV se incluyen."
                                      : "Served, with a home outside that territory or without a district, and not included: "
                                        "enterprises " STR_FMT ", persons " STR_FMT ". With --territory SV they are.",
                      STR_ARG(count_display(arena, statement->enterprises_elsewhere)),
                      STR_ARG(count_display(arena, statement->persons_elsewhere)));
}

void statement_text(struct buf *buf, const struct statement *statement, enum lang lang)
{
    put_head(buf, statement, lang);
    const struct statement_figure *figures = statement->figures.items;
    for (size_t i = 0; i < statement->figures.len; i++) {
        put_figure(buf, &figures[i], figures[i].note.es != NULL || figures[i].note.en != NULL, lang);
    }
    buf_put_char(buf, '\n');
    put_wrapped(buf,
                text_in(TEXT("Empresas asesoradas, capacitadas y con asistencia técnica no se suman: una empresa pudo recibir dos o "
                             "tres servicios. Las atendidas sin duplicar son el total.",
                             "Enterprises advised, trained and assisted are not added: one enterprise may have received two or "
                             "three services. Those served, each once, are the total."), lang),
                0, 88);
    put_wrapped(buf, statement_text_rests(buf->arena, statement, lang), 0, 88);
    if (statement->enterprises_elsewhere > 0 || statement->persons_elsewhere > 0) {
        put_wrapped(buf, elsewhere(buf->arena, statement, lang), 0, 88);
    }
    put_notes(buf, statement, lang);
}

/* ---- the records behind one figure ------------------------------------------------------------------------------- */

struct column {
    struct text title;
    size_t width;
    bool right;
};
#define COLUMNS 8

static void record_cells(struct arena *arena, const struct statement_record *record, struct str cells[COLUMNS])
{
    cells[0] = record->dataset;
    cells[1] = record->code;
    cells[2] = date_display(arena, record->date);
    cells[3] = str_is_empty(record->enterprise) ? record->person : record->enterprise;
    cells[4] = record->unit;
    cells[5] = record->district;
    cells[6] = record->verification;
    cells[7] = !str_is_empty(record->opening)
                   ? str_format(arena, "%s (" STR_FMT ")", statement_text_value(arena, record->contribution, S("USD")).ptr, STR_ARG(record->opening))
                   : statement_text_value(arena, record->contribution, S("USD"));
    for (int i = 0; i < COLUMNS; i++) {
        cells[i] = cells[i].ptr == NULL ? S("") : cells[i];
    }
}

void explain_text(struct buf *buf, const struct statement_explain_input *input, const struct list *list, enum lang lang)
{
    struct column columns[COLUMNS] = {
        {T("Conjunto", "Dataset"), 0, false},    {T("Código", "Code"), 0, false},
        {T("Fecha", "Date"), 0, false},          {T("Cliente", "Client"), 0, false},
        {T("Unidad", "Unit"), 0, false},         {T("Distrito", "District"), 0, false},
        {T("Verificación", "Verification"), 0, false}, {T("Aporta", "Contributes"), 0, true},
    };
    struct arena *arena = buf->arena;
    const struct statement_record *records = list->rows.items;
    enum indicator_code code;
    if (indicator_find(input->indicator, &code)) {
        put_line(buf, indicator_at(code)->label, lang);
        put_wrapped(buf, text_in(indicator_at(code)->rule, lang), 0, 88);
    }
    put_period(buf, &(struct statement_period){input->question.from, input->question.to}, lang);
    buf_put_char(buf, '\n');
    struct str(*cells)[COLUMNS] = arena_array(arena, list->rows.len + 1, sizeof(*cells));
    for (int i = 0; i < COLUMNS; i++) {
        columns[i].width = utf8_length(text_in(columns[i].title, lang));
    }
    for (size_t n = 0; n < list->rows.len; n++) {
        record_cells(arena, &records[n], cells[n]);
        for (int i = 0; i < COLUMNS; i++) {
            size_t length = utf8_length(cells[n][i]);
            columns[i].width = length > columns[i].width ? length : columns[i].width;
        }
    }
    for (size_t n = 0; n <= list->rows.len; n++) {
        for (int i = 0; i < COLUMNS; i++) {
            struct str cell = n == 0 ? text_in(columns[i].title, lang) : cells[n - 1][i];
            if (columns[i].right) {
                put_right(buf, cell, columns[i].width);
            } else {
                put_left(buf, cell, columns[i].width + 2);
            }
        }
        buf_put_char(buf, '\n');
    }
    buf_put_char(buf, '\n');
    struct str shown = count_display(arena, (int64_t)list->rows.len);
    struct str total = count_display(arena, list->total);
    buf_format(buf, lang == LANG_ES ? STR_FMT " de " STR_FMT " registros.\n" : STR_FMT " of " STR_FMT " records.\n", STR_ARG(shown),
               STR_ARG(total));
    if (!str_is_empty(list->next)) {
        buf_format(buf, lang == LANG_ES ? "Siguen con --after " STR_FMT "\n" : "They go on with --after " STR_FMT "\n",
                   STR_ARG(list->next));
    }
}
