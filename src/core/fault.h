/* core/fault.h: what is wrong, in words for the person at the screen.
 *
 * A refusal names the field, the value as given, the rule and what to do, in both languages, and
 * changes nothing. Faults collect in the context, so that one answer names all of them.
 */
#ifndef ADELANTE_FAULT_H
#define ADELANTE_FAULT_H

#include "base/base.h"

struct fault_item {
    struct str field;   /* as the API and the CSV name it: dui, funding[1].percent; "" for the whole record */
    struct str value;   /* as given; STR_NONE if none was; shortened to 200 bytes */
    struct text rule;   /* a full sentence: what the rule is */
    struct text remedy; /* a full sentence: what to do, or who may */
    struct str cell;    /* in a file: "sessions.csv:17:date" or "Hoja1!C17"; otherwise empty */
};
struct fault {
    struct arena *arena;
    struct fault_item *items;
    size_t count;
    size_t total; /* including those beyond the first FAULT_KEPT */
    size_t most;  /* how many to keep, where it is not FAULT_KEPT; 0: FAULT_KEPT */
    size_t cap;
    struct str cell; /* set by the import while it works on a cell */
};
#define FAULT_KEPT 500
#define FAULT_KEPT_FOR_SCRIPTS 10000 /* the whole report of an import at the command line */

/* Always returns ERR_INVALID, so that a rule reads `return fault_add(…)`. Copies field and value. */
enum err fault_add(struct fault *fault, struct str field, struct str value, struct text rule, struct text remedy);
/* Deep copies of all items, for faults whose own memory is about to go. */
void fault_append(struct fault *to, const struct fault *from);
void fault_clear(struct fault *fault);

#endif
