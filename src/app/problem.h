/* app/problem.h: a refusal as a problem document (RFC 9457), the same over the API and for scripts at the command line. */
#ifndef ADELANTE_PROBLEM_DOCUMENT_H
#define ADELANTE_PROBLEM_DOCUMENT_H

#include "core/fault.h"

/* type, code, title, status, detail (what was said in place of the title, if anything was), faults with field, value, rule,
 * remedy and cell; fault_count where there are more than are listed. In one language. */
void problem_write(struct buf *out, enum err err, const struct fault *fault, struct text said, enum lang lang);

#endif
