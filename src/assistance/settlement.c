#include "assistance/settlement.h"

struct settlement_due settlement_due(const struct assistance *row)
{
    if (str_eq_c(row->state, "rejected") || money_is_none(row->total)) {
        return (struct settlement_due){0, 0, 0};
    }
    if (!str_eq_c(row->state, "terminated")) {
        return (struct settlement_due){row->total.minor,
                                       money_is_none(row->client_share) ? 0 : row->client_share.minor,
                                       money_is_none(row->operator_share) ? row->total.minor
                                       : row->operator_share.minor};
    }
    if (row->part_accepted != ANSWER_YES || money_is_none(row->accepted_amount)) {
        return (struct settlement_due){0, 0, 0};
    }
    int64_t total = row->accepted_amount.minor;
    struct money_split split = money_split(total, row->client_percent == INT_NONE ? 0 : row->client_percent);
    return (struct settlement_due){split.total, split.share, split.rest};
}

/* Half up, of amounts that are not negative. */
static int64_t divided(int64_t amount, int64_t by)
{
    return (2 * amount + by) / (2 * by);
}

struct settlement_pay settlement_pay(int64_t amount, bool natural_person)
{
    struct settlement_pay pay = {.base = divided(amount * 100, 113), .net = amount};
    if (natural_person) {
        pay.withheld = divided(amount * 10, 113);
        pay.net = amount - pay.withheld;
    }
    return pay;
}
