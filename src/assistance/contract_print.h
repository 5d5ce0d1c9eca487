/* assistance/contract_print.h: the papers of an assistance from the contract on: contract of three parties, extension, act of
 * acceptance or rejection, reception act, receipt with the amount in words and the tax withheld (domain 3.4, 7.4, 11.3).
 */
#ifndef ADELANTE_CONTRACT_PRINT_H
#define ADELANTE_CONTRACT_PRINT_H

#include "http/route.h"

extern const struct route contract_print_routes[];
extern const size_t contract_print_route_count;

#endif
