/* intake/convert_ops.h: the entrepreneur who becomes an enterprise, once: client.convert records the enterprise, the person as its
 * owner and the milestone of a business started, in one operation. A second time is refused, naming what was recorded first.
 */
#ifndef ADELANTE_CONVERT_OPS_H
#define ADELANTE_CONVERT_OPS_H

#include "core/op.h"

struct convert_input {
    struct str code;
    struct str name;
    struct str trade_name;
    struct str constitution;
    struct str sector;
    struct str district;
    struct date started_on;
    struct str evidence;
};
extern const struct op convert_ops[];
extern const size_t convert_op_count;

#endif
