#include "core/record.h"
#include "party/organisation.h"
#include "party/party.h"

const struct op organisation_ops[] = {
    RECORD_OPS("organisation", "organisations", organisation_entity, PERM_AGREEMENT_READ, PERM_AGREEMENT_WRITE,
               "una organización", "an organisation", false),
};
const size_t organisation_op_count = COUNT_OF(organisation_ops);
