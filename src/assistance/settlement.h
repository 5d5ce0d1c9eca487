/* assistance/settlement.h: the arithmetic of paying a consultant: who pays which part, and the income tax that is
 * withheld (domain.md 7.4). Pure; amounts in minor units.
 */
#ifndef ADELANTE_SETTLEMENT_H
#define ADELANTE_SETTLEMENT_H

#include "assistance/assistance.h"

/* What is owed for an assistance, and which part of it is whose; all 0 where nothing may be paid. Of a finished one
 * the contract, of one terminated with a part accepted the amount of that part, of one that still runs what its
 * contract says. */
struct settlement_due {
    int64_t total;
    int64_t client;
    int64_t operator;
};
struct settlement_due settlement_due(const struct assistance *row);

/* Prices include 13 % of value added tax; from a person without a company 10 % of the amount without it is withheld:
 * 500.00 gives base 442.48, withheld 44.25, net 455.75. */
struct settlement_pay {
    int64_t base;
    int64_t withheld;
    int64_t net;
};
struct settlement_pay settlement_pay(int64_t amount, bool natural_person);

#endif
