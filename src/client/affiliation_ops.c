#include "client/client.h"
#include "client/affiliation.h"
#include "core/record.h"

const struct op affiliation_ops[] = {
    RECORD_OPS("affiliation", "affiliations", affiliation_entity, PERM_RECORD_READ, PERM_CLIENT_WRITE, "una relación con una empresa", "an affiliation", false),
};
const size_t affiliation_op_count = COUNT_OF(affiliation_ops);
