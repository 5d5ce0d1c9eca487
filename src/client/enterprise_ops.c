#include "client/client.h"
#include "client/enterprise.h"
#include "core/record.h"

const struct op enterprise_ops[] = {
    RECORD_OPS("enterprise", "enterprises", enterprise_entity, PERM_RECORD_READ, PERM_CLIENT_WRITE, "una empresa", "an enterprise", true),
};
const size_t enterprise_op_count = COUNT_OF(enterprise_ops);
