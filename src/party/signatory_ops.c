#include "core/record.h"
#include "party/party.h"
#include "party/signatory.h"

const struct op signatory_ops[] = {
    RECORD_OPS("signatory", "signatories", signatory_entity, PERM_RECORD_READ, PERM_UNIT_WRITE, "un firmante", "a signatory",
               false),
};
const size_t signatory_op_count = COUNT_OF(signatory_ops);
