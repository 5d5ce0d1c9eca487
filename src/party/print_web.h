/* party/print_web.h: what every printed sheet has in common: the letterhead of its unit, its two addresses, its answer.
 *
 *     struct print print = {.title = …, .unit = row.record.unit.code, .on = row.date, .number = row.record.code,
 *                           .back = URL(arena, "/sessions/{}", code), .back_label = …, .place = PLACE_SERVICES};
 *     TRY(print_begin(&visit, &print));
 *     … paper_boxes(print.paper, …), print_signature(&print, "director") …
 *     return print_end(&visit, &print);
 *
 * A handler serves both /…/print (a page that the browser prints) and /…/print.pdf. Data is read by operations before
 * print_begin, so that a sheet is seen by whom the record is, and leaves the same access record.
 */
#ifndef ADELANTE_PRINT_WEB_H
#define ADELANTE_PRINT_WEB_H

#include "account/visit.h"
#include "format/paper.h"
#include "party/letterhead.h"

struct print {
    struct text title;
    struct str unit;     /* code; empty: the visitor's own */
    struct date on;      /* the day of the document: whose names are printed; none: today */
    struct str number;   /* of the record; empty: a blank form */
    struct str file;     /* the PDF's name without ending; empty: the title and the number */
    struct url back;     /* the record's page, or the list of forms */
    struct text back_label;
    enum place place;
    /* Filled by print_begin: */
    struct letterhead letterhead;
    struct paper *paper;
};
/* Reads the letterhead and starts the sheet. */
FALLIBLE print_begin(struct visit *visit, struct print *print);
/* The same without a visit: makes print->paper of title, number and letterhead. */
void print_paper(struct print *print, struct arena *arena, enum lang lang);
/* A blank form: of the visitor's unit or of ?unit=, its way back is the list of forms. Before print_begin. */
void print_blank(struct visit *visit, struct print *print);
/* Answers with the PDF where the path ends in ".pdf", otherwise with the page and its button to the PDF. */
enum err print_end(struct visit *visit, struct print *print);
/* Who signs for the office of the unit on the day: the name is empty if nobody is recorded. */
struct paper_signature print_signature(const struct print *print, const char *office);
/* A signature of somebody else: an adviser, a client. */
struct paper_signature print_signer(const struct print *print, struct text office, struct str name, struct str document);
/* "La Unión, 5 de marzo de 2014": the place of the unit's documents, then the day; a line to write on if it is empty. */
struct str print_place_and_date(const struct print *print, struct str day);
/* The address of a page of ours as another machine reaches it, for QR codes: https://host/path. */
struct str print_address(const struct visit *visit, struct url url);
/* "☒ a  ☐ b": a tick for each choice of a closed list; empty: all open. Stays valid with the arena. */
struct paper_box print_choices(const struct print *print, struct str label, const struct choice *choices, struct str value,
                               int width);
/* One sheet of a list of sheets: /…/print and /…/print.pdf. */
struct print_form {
    struct text name;
    struct text purpose; /* when it is used, in a line */
    struct url url;      /* of the page; ".pdf" behind it is the PDF */
};
/* A table of sheets with links to page and PDF. */
void print_list(struct visit *visit, struct text caption, const struct print_form *forms, size_t count);

/* The names of several records, or their codes. */
struct str print_refs(struct arena *arena, const struct refs *refs);
/* A box from a field table: its label, and its value as people read it. */
struct paper_box print_field(const struct print *print, const struct shape *shape, const char *name, const void *row, int width);

#endif
