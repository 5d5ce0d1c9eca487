#include "assistance/offer.h"
#include "core/record.h"

const struct op offer_ops[] = {
    RECORD_OPS("offer", "offers", offer_entity, PERM_RECORD_READ, PERM_PROCUREMENT_WRITE, "una oferta",
               "an offer", false),
};
const size_t offer_op_count = COUNT_OF(offer_ops);
