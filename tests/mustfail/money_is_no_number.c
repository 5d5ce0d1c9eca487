/* Money carries its currency: it is not added as a number. must say: invalid operands */
#include "base/money.h"

int64_t snippet(struct money a, struct money b);
int64_t snippet(struct money a, struct money b)
{
#ifdef WRONG
    return a + b;
#else
    return a.minor + b.minor;
#endif
}
