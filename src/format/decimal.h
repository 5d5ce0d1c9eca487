/* format/decimal.h: numbers as other programs write them (-8.7943e1, 1.1000000000000001), without a detour through a double. */
#ifndef ADELANTE_DECIMAL_H
#define ADELANTE_DECIMAL_H

#include "base/base.h"

/* The number × 10^shift in plain decimal writing: no exponent, no zeros at the end of the fraction, no "-0". A fraction is
 * rounded so that at most 15 digits remain, which undoes what binary arithmetic left behind ("1.1000000000000001" gives "1.1");
 * whole numbers keep all their digits. False: not a number, or of more than 40 digits when written out. */
bool decimal_plain(struct arena *arena, struct str number, int shift, struct str *out);
/* The number × 10^shift rounded to a whole number, half away from zero. False: not a number, or beyond ±10^18. */
bool decimal_scaled(struct str number, int shift, int64_t *out);

#endif
