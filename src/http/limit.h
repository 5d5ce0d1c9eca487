/* http/limit.h: how often one address may ask something that anybody may ask.
 *
 * In memory, for this process: each address has so many tokens, which come back evenly. Few addresses are kept; when there is no
 * room the one that asked longest ago is forgotten. Safe with many threads.
 */
#ifndef ADELANTE_HTTP_LIMIT_H
#define ADELANTE_HTTP_LIMIT_H

#include "base/base.h"

/* One question of `subject`. True: go on. False: it asked more than `most` times within `seconds`; try again in *out_wait seconds. */
bool limit_take(struct str subject, int most, int seconds, int *out_wait);
/* Tests: forgets everybody. */
void limit_reset(void);

#endif
