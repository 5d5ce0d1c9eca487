/* exchange/import_ops.h: import.check and import.run (exchange/import.h). */
#ifndef ADELANTE_IMPORT_OPS_H
#define ADELANTE_IMPORT_OPS_H

#include "exchange/import.h"

extern const struct op import_ops[];
extern const size_t import_op_count;

#endif
