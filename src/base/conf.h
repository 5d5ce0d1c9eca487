/* base/conf.h: the settings of a process, declared in one table (adelante describe settings).
 * A setting comes from its command-line option, else from its environment variable (an empty one counts as none), else
 * from its default. */
#ifndef ADELANTE_CONF_H
#define ADELANTE_CONF_H

#include "base/base.h"

struct setting {
    const char *name;     /* db */
    const char *variable; /* ADELANTE_DB */
    const char *value_default;
    struct text label;
};
extern const struct setting conf_settings[];
extern const size_t conf_setting_count;
/* The value in force; the name must be in the table (asserted). Valid for the life of the process. */
const char *conf_get(const char *name);
/* Overrides it for this process; false if there is no such setting. */
bool conf_set(const char *name, const char *value);

#endif
