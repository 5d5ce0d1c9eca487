#include "core/record.h"
#include "results/remark.h"

const struct op remark_ops[] = {
    RECORD_OPS("remark", "remarks", remark_entity, PERM_RESULTS_READ, PERM_UNIT_WRITE, "una nota a un resultado",
               "a remark on a result", false),
};
const size_t remark_op_count = COUNT_OF(remark_ops);
