/* html/timeline.h: what happened, newest first: a client's story at a glance. */
#ifndef ADELANTE_HTML_TIMELINE_H
#define ADELANTE_HTML_TIMELINE_H

#include "html/html.h"

enum timeline_kind {
    TIMELINE_ADVICE,
    TIMELINE_TRAINING,
    TIMELINE_ASSISTANCE,
    TIMELINE_LINK,
    TIMELINE_SNAPSHOT,
    TIMELINE_MILESTONE,
    TIMELINE_CHANGE, /* intake, move, merge, annulment */
};
struct timeline_item {
    struct date date;
    enum timeline_kind kind;
    struct str title;
    struct str detail; /* may have several lines */
    struct url url;    /* may be none */
    enum tone tone;
    struct str state;  /* a word in a chip; may be empty */
};
/* Years stand as headings between the items. Items come in the order to be shown. */
void timeline_draw(struct html *html, const struct timeline_item *items, size_t count);

#endif
