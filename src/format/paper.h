/* format/paper.h: what stands on a sheet of paper: letterhead, title, boxes, tables, lines to write on, signatures.
 *
 * A description only. format/pdf_write.h makes an A4 PDF of it and html/paper_page.h a print page, so that both say the same. It
 * knows no record: the rooms' X_print.c fill it.
 *
 *     struct paper *paper = paper_new(arena, lang, title);
 *     paper->name = …                         the letterhead
 *     paper_boxes(paper, boxes, COUNT_OF(boxes));
 *     paper_signatures(paper, signatures, 3);
 *     TRY(pdf_write(paper, &out));
 *
 * Invariants: texts are any UTF-8 of any length (ill-formed bytes become U+FFFD); what does not fit on a page goes on on the
 * next one. Everything is copied or borrowed from the paper's arena; arrays are copied, the bytes of texts are not.
 */
#ifndef ADELANTE_FORMAT_PAPER_H
#define ADELANTE_FORMAT_PAPER_H

#include "base/base.h"

enum paper_kind {
    PAPER_HEADING,    /* text: begins a part; stays with what follows */
    PAPER_TEXT,       /* a paragraph; label, if any, in bold before it ("PRIMERA.") */
    PAPER_NOTE,       /* a paragraph in small */
    PAPER_CENTRE,     /* in the middle of the line; lines 1: in large letters */
    PAPER_BOXES,      /* questions and answers in frames */
    PAPER_TABLE,
    PAPER_LINES,      /* lines to write on under a label */
    PAPER_SIGNATURES,
    PAPER_CODE,       /* a QR code with a caption beside it */
    PAPER_BREAK,      /* the rest on a new page */
};

/* A square to tick. */
struct paper_tick {
    struct str label;
    bool is_ticked;
};
/* One question with its answer, in a frame. */
struct paper_box {
    struct str label;
    struct str value;               /* empty: room to write */
    int width;                      /* twelfths of the line; 0: all twelve */
    int lines;                      /* room for so many lines at least; 0: one */
    const struct paper_tick *ticks; /* instead of a value */
    size_t tick_count;
};
struct paper_column {
    struct str label;
    int width; /* its share of the line, in any measure; 0: 10 */
    bool is_number; /* to the right */
    bool is_strong; /* in bold */
};
struct paper_signature {
    struct str office;   /* "Asesor(a)" */
    struct str name;     /* empty: a line for it */
    struct str document; /* "DUI 01234567-8"; may be empty */
};
/* A square code: one byte a module, row by row, 1 is dark. */
struct paper_squares {
    int size;
    const unsigned char *modules;
};

struct paper_item {
    enum paper_kind kind;
    struct str label;
    struct str text;
    const struct paper_box *boxes;
    const struct paper_column *columns;
    const struct paper_signature *signatures;
    size_t count;                /* of the array of this kind */
    struct str *cells;           /* table: row after row */
    size_t cell_count;
    size_t cell_room;
    int lines;                   /* table: room of a row; lines: how many */
    struct paper_squares squares;
};
struct paper {
    struct arena *arena;
    enum lang lang;
    struct str name;    /* letterhead: who issues the sheet */
    struct str line;    /* under the name */
    struct str address;
    struct str contact; /* telephone, e-mail */
    struct str logo;    /* bytes of a PNG or JPEG picture, for the PDF; empty: none */
    struct str logo_at; /* its address on this server, for the page; empty: none */
    struct str title;
    struct str lead;    /* under the title */
    struct str number;  /* of the record, to the right of the title */
    bool is_wide;       /* landscape */
    struct paper_item *items;
    size_t count;
    size_t room;
};

struct paper *paper_new(struct arena *arena, enum lang lang, struct str title);
void paper_heading(struct paper *paper, struct str text);
/* A paragraph; an empty one writes nothing. label: in bold before it, may be empty. Line ends are kept. */
void paper_text(struct paper *paper, struct str label, struct str text);
void paper_note(struct paper *paper, struct str text);
/* In the middle of the line, as on a diploma. */
void paper_centre(struct paper *paper, struct str text, bool is_large);
/* Frames of one form, from the left, wrapping after twelve twelfths. */
void paper_boxes(struct paper *paper, const struct paper_box *boxes, size_t count);
/* A table; its headings are repeated on each page. lines: room of a row (1 by default, 2 for a signature). Cells follow by
 * paper_cell, row after row; a last row that is not full is filled with empty ones. */
void paper_table(struct paper *paper, struct str caption, const struct paper_column *columns, size_t count, int lines);
void paper_cell(struct paper *paper, struct str text);
void paper_empty_rows(struct paper *paper, size_t rows);
void paper_lines(struct paper *paper, struct str label, int lines);
/* Up to three beside one another, never cut by the end of a page. */
void paper_signatures(struct paper *paper, const struct paper_signature *signatures, size_t count);
/* A QR code of the address; one or two signatures that follow stand beside it. One that is too long (over 1,000 bytes) is left out and only the caption written. */
void paper_code(struct paper *paper, struct str address, struct str caption);
void paper_break(struct paper *paper);

/* "☒ Oficina   ☐ Visita": both outputs write ticks so. */
struct str paper_ticks_text(struct arena *arena, const struct paper_tick *ticks, size_t count);
/* How many rows a table has. */
size_t paper_rows(const struct paper_item *table);
/* The cell of a row, empty behind the last. */
struct str paper_cell_at(const struct paper_item *table, size_t row, size_t column);

#endif
