#include "app/options.h"

#include <string.h>

static const struct option common[] = {{"db", false}, {"lang", false}, {"format", false}, {NULL, false}};

static size_t option_count(const struct option *list)
{
    size_t count = 0;
    while (list[count].name != NULL) {
        count++;
    }
    return count;
}

/* Index into values, or SIZE_MAX. */
static size_t option_index(const struct options *options, const char *name, size_t len, const struct option **out)
{
    size_t own = option_count(options->known);
    for (size_t i = 0; i < own + option_count(common); i++) {
        const struct option *option = i < own ? &options->known[i] : &common[i - own];
        if (strlen(option->name) == len && memcmp(option->name, name, len) == 0) {
            *out = option;
            return i;
        }
    }
    return SIZE_MAX;
}

FALLIBLE options_read(struct options *options, const struct option *known, int argc, char **argv)
{
    *options = (struct options){.known = known};
    assert(option_count(known) + option_count(common) <= COUNT_OF(options->values));
    bool only_words = false;
    for (int i = 0; i < argc; i++) {
        const char *word = argv[i];
        if (only_words || strncmp(word, "--", 2) != 0) {
            if (options->word_count == COUNT_OF(options->words)) {
                options->problem = word;
                return ERR_USAGE;
            }
            options->words[options->word_count++] = word;
            continue;
        }
        if (word[2] == '\0') {
            only_words = true;
            continue;
        }
        const char *equals = strchr(word, '=');
        size_t len = equals == NULL ? strlen(word) - 2 : (size_t)(equals - word) - 2;
        const struct option *option = NULL;
        size_t index = option_index(options, word + 2, len, &option);
        options->problem = word;
        if (index == SIZE_MAX || (option->flag && equals != NULL)) {
            return ERR_USAGE;
        }
        if (option->flag) {
            options->values[index] = "";
        } else if (equals != NULL) {
            options->values[index] = equals + 1;
        } else if (i + 1 < argc) {
            options->values[index] = argv[++i];
        } else {
            return ERR_USAGE;
        }
    }
    options->problem = NULL;
    return ERR_OK;
}

const char *options_get(const struct options *options, const char *name)
{
    const struct option *option = NULL;
    size_t index = option_index(options, name, strlen(name), &option);
    assert(index != SIZE_MAX);
    return options->values[index];
}
