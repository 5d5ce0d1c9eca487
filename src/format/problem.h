/* format/problem.h: what a reader of files could not take, in words for the person who made the file.
 *
 * The four parts of core/fault.h's item without its collecting: readers stop at the first problem of a row, the
 * import collects them. Texts are literals or lie in the arena that the reader was opened with.
 */
#ifndef ADELANTE_PROBLEM_H
#define ADELANTE_PROBLEM_H

#include "base/base.h"

struct problem {
    struct str place;   /* "ventas.csv:17:fecha", "ventas.csv:17", "Hoja1!C17", or the file's name */
    struct str column;  /* the heading of the cell, where it is known; otherwise empty */
    struct str value;   /* as given, at most 200 bytes; STR_NONE if none */
    struct text rule;   /* a full sentence: what the rule is */
    struct text remedy; /* a full sentence: what to do */
};

#endif
