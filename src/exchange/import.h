/* exchange/import.h: taking in a file of records: one operation, one transaction, one audit record.
 *
 * A file is all or nothing. Every cell passes the same field tables, checks and stores as a single operation. A record whose
 * code exists already is left alone if it is equal, changed if the caller asked for updates, refused otherwise. The audit record
 * holds the file's hash and a manifest; each record holds the line it came from.
 * Memory is constant: rows are read twice or more (import.check, then import.run), never kept.
 */
#ifndef ADELANTE_IMPORT_H
#define ADELANTE_IMPORT_H

#include "core/op.h"

#include <stdatomic.h>

/* For whoever waits: written by the import, read by others. */
struct import_progress {
    _Atomic int64_t rows; /* read so far in the present pass */
    _Atomic int pass;     /* 1 checking, 2 applying, 3 finished */
    _Atomic int64_t faults;
};
struct import_input {
    struct str dataset;
    struct str path;      /* of the file on this machine */
    struct str name;      /* what the person called it; decides the kind by its ending */
    struct str encoding;  /* sheet_options */
    struct str delimiter;
    struct str decimal;
    struct str sheet;
    struct str mapping;   /* code of an import_mapping; empty: the file's columns are ours */
    struct str constants; /* lines "event = EV-017" that hold for every row and go before those of the mapping; empty: none */
    enum answer update; /* existing records that differ are changed */
    enum answer keep;   /* … or left as they are; otherwise they are refused */
    struct import_progress *progress; /* may be NULL; not part of the shape */
};
struct import_output {
    struct str dataset;
    struct str file;
    struct str sha256;
    struct text found;  /* encoding and separators, as read */
    int64_t rows;
    int64_t added;
    int64_t changed;
    int64_t unchanged;
    int64_t faults;
    int64_t warnings;    /* rows that were taken and should be looked at */
    struct text notices; /* the first of them, a line each */
    enum answer dry_run;
};
extern const struct shape import_input_shape;
extern const struct shape import_output_shape;

#endif
