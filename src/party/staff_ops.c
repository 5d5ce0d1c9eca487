#include "core/record.h"
#include "party/party.h"
#include "party/staff.h"

const struct op staff_ops[] = {
    RECORD_OPS("staff", "staff", staff_entity, PERM_RECORD_READ, PERM_UNIT_WRITE, "una persona del equipo",
               "a member of staff", false),
};
const size_t staff_op_count = COUNT_OF(staff_ops);
