/* app/options.h: --name value and positional words of a command. */
#ifndef ADELANTE_OPTIONS_H
#define ADELANTE_OPTIONS_H

#include "base/base.h"

struct option {
    const char *name; /* "from"; a flag when .flag */
    bool flag;
};
struct options {
    const struct option *known; /* ends with a zero row; --db, --lang and --format are known everywhere */
    const char *words[64];
    size_t word_count;
    const char *values[32]; /* by index in known, then the three common ones */
    const char *problem;    /* the word that could not be understood */
};
/* argv from the first word after the command. ERR_USAGE: an unknown option or a missing value. */
FALLIBLE options_read(struct options *options, const struct option *known, int argc, char **argv);
/* The value given, or NULL; "" for a flag that was given. The name must be known (asserted). */
const char *options_get(const struct options *options, const char *name);

#endif
