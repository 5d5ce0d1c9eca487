/* exchange/mapping.h: how the columns of a centre's own spreadsheet correspond to the fields of a dataset.
 *
 * A mapping is kept as a record, so that next month's file needs no second thought. It is written in lines that a person can read:
 *
 *     columns       Nombre del cliente = enterprises      or  Observaciones = -   (the column is left out)
 *     constants     kind = advice_business                (every row has it; a column of the file goes before it)
 *     translations  kind: Asesoría TIC = advice_ict
 *                   enterprises: Pescaderia Dias = E-0017  (somebody decided who is meant)
 *
 * Headings and values are compared folded. In datasets of clients a translation of `code` is by the client's name: the row is then
 * that client and not a new one.
 *
 * Who is meant may be decided more closely (exchange/hint_ops.h): for the name with what the row says beside it, and for one row. "*"
 * as the value of a name says that each of its rows is decided by itself:
 *
 *                   person: María López = *
 *                   person: María López [91234567-8] = P-17
 *                   person: María López [#12 0a1b2c3d] = P-18
 */
#ifndef ADELANTE_MAPPING_H
#define ADELANTE_MAPPING_H

#include "base/map.h"
#include "core/ctx.h"
#include "core/entity.h"
#include "core/op.h"

struct mapping {
    struct record record;
    struct str dataset;
    struct str name;
    struct str columns;
    struct str constants;
    struct str translations;
    struct str date_order; /* dmy, mdy, ymd; empty: dmy or ymd, as each date is written */
    struct str decimal;    /* point, comma; empty: to be recognised */
};
extern const struct choice mapping_date_orders[];
extern const struct choice mapping_decimals[];
extern const struct entity_store mapping_store;
extern const struct entity mapping_entity;
enum err mapping_check(struct ctx *ctx, void *row, const void *before);

struct mapping_constant {
    const struct field *field;
    struct str value;
};
/* A mapping ready for use. */
struct mapping_plan {
    const struct entity *entity;
    struct map columns; /* folded heading: struct str *, the field's name or "-" */
    struct map values;  /* "field\nfolded value": struct str * */
    struct mapping_constant *constants;
    size_t constant_count;
    struct str date_order;
    struct str hint; /* of the row being read: marks that tell its clients apart; empty: none */
    struct str row;
};
/* Faults on columns, constants and translations name the line. */
FALLIBLE mapping_read(struct arena *arena, struct fault *fault, const struct mapping *mapping, struct mapping_plan *out);
/* The field that a heading stands for; *left_out: the column is not taken. NULL: nothing is said of it. */
const struct field *mapping_column(const struct mapping_plan *plan, struct arena *arena, struct str heading, bool *left_out);
/* The value as our files would write it. */
struct str mapping_value(const struct mapping_plan *plan, struct arena *arena, const struct field *field, struct str text);
/* What was decided for a value of the field, where it names a client in this row, with this hint or of this name; NULL if nothing.
 * It may be "*": each row by itself, and nothing for this one. */
const struct str *mapping_decided(const struct mapping_plan *plan, struct arena *arena, const char *field, struct str value);
/* Appends a line "left = right". */
void mapping_put_line(struct buf *out, struct str left, struct str right);
/* The name that stands for a client in translations of `code`: of a row of persons or enterprises; empty for other datasets. */
struct str mapping_client_name(struct arena *arena, const struct entity *entity, const void *row);

/* A field whose name or label in either language is the heading, compared folded; NULL if none. */
const struct field *mapping_named(struct arena *arena, const struct shape *shape, struct str heading);
/* The same, and by what centres call such a column. */
const struct field *mapping_suggest(struct arena *arena, const struct shape *shape, struct str heading);

/* ---- looking at a file: import.columns --------------------------------------------------------------------- */

struct mapping_columns_input {
    struct str dataset;
    struct str path;
    struct str name;
    struct str encoding;
    struct str delimiter;
    struct str decimal;
    struct str sheet;
    struct str mapping; /* code; empty: the saved one that fits all of the file's headings, if there is one */
};
struct mapping_heading {
    struct str heading;
    struct str field;   /* "" where nothing suggests itself, "-" left out */
    struct str samples; /* a few values */
};
/* A value of the file that is none of ours: somebody must say what it means. */
struct mapping_unknown {
    struct str field;
    struct str value;
    int64_t rows;             /* how often */
    struct str decided;       /* by the mapping, or because there is no doubt */
    struct strings codes;     /* who or what may be meant, likeliest first */
    struct strings labels;
    struct strings reasons_es;
    struct strings reasons_en;
};
struct mapping_columns {
    struct str dataset;
    struct str file;
    struct str mapping; /* the one used; empty: none */
    int64_t rows;
    struct rows headings;
    struct rows unknowns;
};
extern const struct shape mapping_columns_shape;
extern const struct op mapping_ops[];
extern const size_t mapping_op_count;

/* In mapping_store.c: codes of the dataset's mappings that are in force, newest first. */
FALLIBLE mapping_store_of(struct ctx *ctx, struct str dataset, struct str *out, size_t most, size_t *count);
extern const struct db_statements mapping_statements;

#endif
