/* base/words.h: amounts in words, for receipts and contracts (domain 7.4, 3.9 item 9).
 *
 * Spanish by the rules of the Academy: masculine before the noun (veintiún, ciento un), mil without un, 10^9 is mil millones
 * and 10^12 a billón. English by the short scale.
 */
#ifndef ADELANTE_WORDS_H
#define ADELANTE_WORDS_H

#include "base/base.h"
#include "base/money.h"

/* A whole number as it stands before a masculine noun: "veintiún mil quinientos", "twenty-one thousand five hundred". */
struct str words_number(struct arena *arena, int64_t number, enum lang lang);
/* In capitals, cents as a fraction: "QUINIENTOS 00/100 DÓLARES", "UN 50/100 DÓLAR", "FIVE HUNDRED AND 00/100 DOLLARS". Another
 * currency is named by its code. "" for no amount. */
struct str words_money(struct arena *arena, struct money money, enum lang lang);

#endif
