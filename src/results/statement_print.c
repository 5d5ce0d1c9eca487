#include "results/statement_print.h"

#include "client/desk_web.h"
#include "party/print_web.h"

/* The period, whose results these are, and what was asked beside it, a line each. */
static struct str lead_of(struct arena *arena, const struct statement *statement, enum lang lang)
{
    struct buf buf = BUF(arena);
    struct str from = date_words(arena, statement->period.from, lang);
    struct str to = date_words(arena, statement->period.to, lang);
    buf_format(&buf, lang == LANG_ES ? "Del " STR_FMT " al " STR_FMT "\n" : STR_FMT " to " STR_FMT "\n", STR_ARG(from), STR_ARG(to));
    struct str unit = str_is_empty(statement->unit) ? text_in(TEXT("todas las unidades", "all units"), lang) : statement->unit_name;
    buf_format(&buf, "%s" STR_FMT "\n", lang == LANG_ES ? "Unidad: " : "Unit: ", STR_ARG(unit));
    buf_format(&buf, "%s" STR_FMT, lang == LANG_ES ? "Territorio: " : "Territory: ",
               STR_ARG(text_in(statement->territory_name, lang)));
    bool today = str_eq_c(statement->map, "today");
    buf_put_c(&buf, lang == LANG_ES ? (today ? ". Mapa de hoy." : ". Mapa de la fecha de cada servicio.")
                                    : (today ? ". Map of today." : ". Map of the date of each service."));
    if (!str_is_empty(statement->agreement)) {
        buf_format(&buf, "\n%s" STR_FMT " (" STR_FMT ")", lang == LANG_ES ? "Convenio: " : "Agreement: ",
                   STR_ARG(statement->agreement_title), STR_ARG(statement->agreement));
    }
    return buf_str(&buf);
}

static void put_figure(struct paper *paper, const struct statement_figure *figure)
{
    struct arena *arena = paper->arena;
    bool noted = figure->note.es != NULL || figure->note.en != NULL;
    paper_cell(paper, str_format(arena, STR_FMT "%s", STR_ARG(text_in(figure->label, paper->lang)), noted ? " *" : ""));
    paper_cell(paper, statement_text_value(arena, figure->value, figure->measure));
    paper_cell(paper, statement_text_data(arena, figure, paper->lang));
    const struct statement_part *parts = figure->parts.items;
    for (size_t i = 0; i < figure->parts.len; i++) {
        if (parts[i].value.kind == VALUE_NONE && parts[i].hidden != ANSWER_YES) {
            continue;
        }
        /* Set in by two em spaces. */
        paper_cell(paper, str_format(arena, "\xE2\x80\x83\xE2\x80\x83" STR_FMT, STR_ARG(text_in(parts[i].label, paper->lang))));
        paper_cell(paper, statement_text_value(arena, parts[i].value, parts[i].measure));
        paper_cell(paper, STR_NONE);
    }
}

/* Remarks beside figures, and then why a figure has no value. */
static void put_notes(struct paper *paper, const struct statement *statement)
{
    enum lang lang = paper->lang;
    const struct statement_figure *figures = statement->figures.items;
    for (size_t i = 0; i < statement->figures.len; i++) {
        if (figures[i].note.es != NULL || figures[i].note.en != NULL) {
            paper_note(paper, str_format(paper->arena, "* " STR_FMT ": " STR_FMT, STR_ARG(text_in(figures[i].label, lang)),
                                         STR_ARG(text_in(figures[i].note, lang))));
        }
    }
    struct buf without = BUF(paper->arena);
    for (size_t i = 0; i < statement->figures.len; i++) {
        if (figures[i].value.kind == VALUE_NONE && figures[i].reason.es != NULL) {
            buf_format(&without, "%s– " STR_FMT ": " STR_FMT, without.len > 0 ? "\n" : "", STR_ARG(text_in(figures[i].label, lang)),
                       STR_ARG(text_in(figures[i].reason, lang)));
        }
    }
    paper_note(paper, buf_str(&without));
}

/* Whom the unit's own territory left out. */
static void put_elsewhere(struct paper *paper, const struct statement *statement)
{
    if (statement->enterprises_elsewhere <= 0 && statement->persons_elsewhere <= 0) {
        return;
    }
    paper_note(paper, str_format(paper->arena,
                                 paper->lang == LANG_ES
                                     ? "Atendidas con sede o domicilio fuera de ese territorio, o sin distrito, que no se incluyen: "
                                       "empresas " STR_FMT ", personas " STR_FMT "."
                                     : "Served, with a home outside that territory or without a district, and not included: "
                                       "enterprises " STR_FMT ", persons " STR_FMT ".",
                                 STR_ARG(count_display(paper->arena, statement->enterprises_elsewhere)),
                                 STR_ARG(count_display(paper->arena, statement->persons_elsewhere))));
}

/* The table, what it rests on, and its notes. */
static void put_statement(struct paper *paper, const struct statement *statement)
{
    enum lang lang = paper->lang;
    struct arena *arena = paper->arena;
    const struct paper_column columns[] = {
        {.label = text_in(TEXT("Cifra", "Figure"), lang), .width = 50},
        {.label = text_in(TEXT("Resultado", "Result"), lang), .width = 18, .is_number = true, .is_strong = true},
        {.label = text_in(TEXT("Con dato", "With data"), lang), .width = 16, .is_number = true},
    };
    paper->lead = lead_of(arena, statement, lang);
    paper_table(paper, STR_NONE, columns, COUNT_OF(columns), 1);
    const struct statement_figure *figures = statement->figures.items;
    for (size_t i = 0; i < statement->figures.len; i++) {
        put_figure(paper, &figures[i]);
    }
    paper_text(paper, STR_NONE,
               text_in(TEXT("Empresas asesoradas, capacitadas y con asistencia técnica no se suman: una empresa pudo recibir dos o "
                            "tres servicios. Las atendidas sin duplicar son el total.",
                            "Enterprises advised, trained and assisted are not added: one enterprise may have received two or "
                            "three services. Those served, each once, are the total."), lang));
    paper_text(paper, STR_NONE, statement_text_rests(arena, statement, lang));
    put_elsewhere(paper, statement);
    put_notes(paper, statement);
}

static void put_signatures(const struct print *print)
{
    const struct paper_signature signatures[] = {print_signature(print, "executive"), print_signature(print, "director")};
    /* A line without a name only where the agency has named nobody at all. */
    const struct paper_signature *first = str_is_empty(signatures[0].name) && !str_is_empty(signatures[1].name) ? &signatures[1]
                                                                                                               : signatures;
    bool both = first == signatures && !str_is_empty(signatures[1].name);
    paper_signatures(print->paper, first, both ? 2 : 1);
}

struct paper *statement_print_paper(struct arena *arena, const struct statement *statement, const struct letterhead *letterhead,
                                    enum lang lang)
{
    struct print print = {.title = TEXT("Resultados", "Results"), .letterhead = *letterhead};
    print_paper(&print, arena, lang);
    put_statement(print.paper, statement);
    put_signatures(&print);
    return print.paper;
}

static enum err statement_sheet(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct statement statement;
    shape_clear(&statement_shape, &statement);
    TRY(desk_ask(&visit, "results.statement",
                 DESK_VALUES({"from", request_query(req, "from")}, {"to", request_query(req, "to")},
                             {"unit", request_query(req, "unit")}, {"territory", request_query(req, "territory")},
                             {"map", request_query(req, "map")}, {"agreement", request_query(req, "agreement")}),
                 &statement));
    struct print print = {
        .title = TEXT("Resultados", "Results"),
        .unit = statement.unit,
        .file = str_format(visit.arena, "%s-" STR_FMT "-" STR_FMT, visit.lang == LANG_ES ? "resultados" : "results",
                           STR_ARG(date_iso(visit.arena, statement.period.from)), STR_ARG(date_iso(visit.arena, statement.period.to))),
        .back = url_local(visit.arena, str_format(visit.arena, "/results?" STR_FMT, STR_ARG(req->query))),
        .back_label = TEXT("Resultados", "Results"),
        .place = PLACE_RESULTS,
    };
    TRY(print_begin(&visit, &print));
    put_statement(print.paper, &statement);
    put_signatures(&print);
    return print_end(&visit, &print);
}

const struct route statement_print_routes[] = {
    {.method = METHOD_GET, .pattern = "/results/print", .handler = statement_sheet},
    {.method = METHOD_GET, .pattern = "/results/print.pdf", .handler = statement_sheet},
};
const size_t statement_print_route_count = COUNT_OF(statement_print_routes);
