/* exchange/export_ops.h: export.run (exchange/export.h). */
#ifndef ADELANTE_EXPORT_OPS_H
#define ADELANTE_EXPORT_OPS_H

#include "exchange/export.h"

extern const struct op export_ops[];
extern const size_t export_op_count;

#endif
