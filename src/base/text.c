#include "base/base.h"

struct str text_in(struct text text, enum lang lang)
{
    const char *wanted = lang == LANG_EN ? text.en : text.es;
    const char *other = lang == LANG_EN ? text.es : text.en;
    return str_of(wanted != NULL ? wanted : other);
}

struct text text_format(struct arena *arena, struct text templates, ...)
{
    struct text result = TEXT_NONE;
    va_list args;
    va_start(args, templates);
    if (templates.es != NULL) {
        va_list again;
        va_copy(again, args);
        result.es = str_vformat(arena, templates.es, again).ptr;
        va_end(again);
    }
    if (templates.en != NULL) {
        result.en = str_vformat(arena, templates.en, args).ptr;
    }
    va_end(args);
    return result;
}

struct text text_words(struct arena *arena, struct text templates, struct text words)
{
    return (struct text){text_format(arena, (struct text){templates.es, NULL}, words.es).es,
                         text_format(arena, (struct text){NULL, templates.en}, words.en).en};
}
