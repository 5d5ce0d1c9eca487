/* results/statement.h: the results statement: every indicator of a period, unit, territory and agreement, with what it rests on.
 *
 * The definitions bind (domain section 10): results/indicator.h names them, results/figure.h computes them in one pass over the
 * facts (results/facts.h). Operations: results.statement, results.explain, results.cube. In inputs the members of `question` are named plainly: from, to, unit …
 *
 * Invariants: counts are integers, money is in minor units, hours and percentages in hundredths; a figure without a record that
 * could answer has no value (missing is not zero); enterprises advised, trained and assisted are never added together.
 */
#ifndef ADELANTE_STATEMENT_H
#define ADELANTE_STATEMENT_H

#include "core/ctx.h"
#include "core/field.h"
#include "core/op.h"

extern const struct choice statement_maps[]; /* then, today */

/* What is asked. results.statement (GET /results). */
struct statement_input {
    struct date from; /* both inclusive */
    struct date to;
    struct str unit;      /* code, or agency/code; empty: the caller's highest unit */
    struct str territory; /* an area's code or name, SV for the country: clients whose home is there; empty: that of the unit */
    struct str map;       /* then, today */
    struct str agreement; /* code; empty: all services, whoever paid them */
};

struct statement_period {
    struct date from;
    struct date to;
};
/* One line under a figure: cash and in kind, falls, persons with and without an enterprise, level/side of agreements. */
struct statement_part {
    struct str code;
    struct text label;
    struct value value;
    struct str measure;
    enum answer hidden; /* a small number that this reader may not see */
};
/* Number of records that made a figure, by how far they are verified. */
struct statement_verification {
    int64_t declared;
    int64_t with_evidence;
    int64_t verified;
    int64_t validated;
};
struct statement_figure {
    struct str code;
    struct value value; /* VALUE_NONE: nothing that could answer, or hidden */
    struct str measure; /* enterprises, persons, USD … (results/indicator.h) */
    int64_t with_data;
    int64_t of;
    struct text label;
    struct rows parts; /* of struct statement_part */
    struct statement_verification verification;
    struct text note;   /* remarks of the unit whose period overlaps; may be none */
    struct text reason; /* why there is no value; may be none */
    int64_t definition; /* version of the rule that was used */
    enum answer hidden;
};
struct statement {
    struct statement_period period;
    struct str unit;           /* code; none: all that the caller reaches */
    struct str unit_name;
    struct str territory;      /* code; none: the country */
    int64_t enterprises_elsewhere; /* served, and left out by the unit's own territory; INT_NONE: a territory was asked for */
    int64_t persons_elsewhere;
    struct text territory_name;
    struct str map;
    struct str agreement;      /* code; none: all */
    struct str agreement_title;
    struct rows figures;       /* of struct statement_figure, in the order in which they are printed */
    int64_t records;           /* distinct records that it rests on */
    int64_t verified;          /* of these, verified or validated by a second person */
    int64_t as_of;             /* instant */
};

/* results.explain (GET /results/{indicator}/records): the records behind one figure, a list of struct statement_record by
 * date, dataset and code. Their contributions add up to the figure where it is a count or a sum. */
struct statement_explain_input {
    struct statement_input question;
    struct str indicator;
    struct str after; /* as handed back in .next */
    int64_t limit;    /* 1 to 500, 100 if none */
};
struct statement_record {
    struct str dataset;
    struct str code;
    struct date date;
    struct str enterprise; /* code of the record named in the fact, or none */
    struct str person;
    struct str identity;   /* code of the first record of the same enterprise or person */
    struct str unit;       /* code */
    struct str district;   /* home of the client on the date */
    struct money amount;
    int64_t minutes;
    struct str verification;
    struct str opening;    /* of differences: the code of the snapshot before */
    struct value contribution;
};

/* results.cube (GET /results/cube): distinct clients and services of each cell of up to three dimensions, a list of struct
 * statement_cell. Dimensions: kind, district, municipality, month, year, unit, sex, size, sector, adviser_unit. */
struct statement_cube_input {
    struct statement_input question;
    struct str by;    /* CHOICES: one to three dimensions, joined by ';' */
    struct str kinds; /* CHOICES of statement_kinds; empty: every kind of service */
    struct str of;    /* enterprises (initial) or persons */
};
struct statement_cell {
    struct str first; /* code of the first dimension: advice_business, 1408, 2014-03 */
    struct text first_label;
    struct str second;
    struct text second_label;
    struct str third;
    struct text third_label;
    int64_t services; /* INT_NONE when hidden */
    int64_t clients;  /* distinct identities */
    int64_t minutes;  /* contact and preparation */
    enum answer hidden;
};
extern const struct choice statement_kinds[];
extern const struct choice statement_dimensions[];

extern const struct shape statement_input_shape;
extern const struct shape statement_shape;
extern const struct shape statement_figure_shape;
extern const struct shape statement_part_shape;
extern const struct shape statement_explain_input_shape;
extern const struct shape statement_record_shape;
extern const struct shape statement_cube_input_shape;
extern const struct shape statement_cell_shape;
extern const struct op statement_ops[];
extern const size_t statement_op_count;

/* One figure a row, for tables in CSV and XLSX: label, value, measure, with_data, of. */
struct statement_row {
    struct str code;
    struct str label;
    struct value value;
    struct str measure;
    int64_t with_data;
    int64_t of;
};
extern const struct shape statement_row_shape;
/* The figures with their parts (as code.part) as rows of struct statement_row. */
struct rows statement_rows(struct arena *arena, const struct statement *statement, enum lang lang);

/* For the terminal and for paper: what is asked, the figures in aligned columns, what they rest on. Lines end in LF. */
void statement_text(struct buf *buf, const struct statement *statement, enum lang lang);
/* "$ 41,250.75", "1,654.92 h", an en dash for none. */
struct str statement_text_value(struct arena *arena, struct value value, struct str measure);
/* On how many records it rests, and when it was computed, in a sentence or two. */
struct str statement_text_rests(struct arena *arena, const struct statement *statement, enum lang lang);
/* "470 de 480": how many could answer; empty where it says no more than the value. */
struct str statement_text_data(struct arena *arena, const struct statement_figure *figure, enum lang lang);
/* The records behind one figure: `list` is the answer of results.explain. */
void explain_text(struct buf *buf, const struct statement_explain_input *input, const struct list *list, enum lang lang);

#endif
