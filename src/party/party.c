#include "party/party.h"

struct date party_fiscal_year_start(struct date on, int64_t month)
{
    return DATE(on.month < month ? on.year - 1 : on.year, month, 1);
}
