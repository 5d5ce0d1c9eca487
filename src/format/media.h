/* format/media.h: what a file of evidence really is: a photo, a scan or a PDF, told by its content alone.
 *
 * Takes JPEG, PNG, WebP and PDF, and nothing else; names what was found instead. Photos come out without what their camera wrote
 * about them (position, serial numbers, comments, miniature, whatever hangs on behind the picture); the way up is kept. A PDF with
 * a program, with orders to the reader's machine, with files inside or behind a password is refused, not cleaned. Reading what came
 * out again gives the same bytes.
 * Pure and bounded, but the input is hostile: the server calls it through sandbox_media.
 */
#ifndef ADELANTE_MEDIA_H
#define ADELANTE_MEDIA_H

#include "format/problem.h"

enum media_kind { MEDIA_NONE, MEDIA_JPEG, MEDIA_PNG, MEDIA_WEBP, MEDIA_PDF, MEDIA_KIND_COUNT };

#define MEDIA_SIDE_LIMIT 30000
#define MEDIA_PIXEL_LIMIT INT64_C(100000000)

struct media {
    enum media_kind kind;
    int64_t width;     /* of a picture, in pixels as stored; 0 of a PDF */
    int64_t height;
    int64_t pages;     /* of a PDF, as far as its page objects say; 1 of a picture */
    bool had_position; /* it said where it was taken; `bytes` do not */
    struct str bytes;  /* what is to be kept; the input itself where nothing had to go */
};

/* ERR_INVALID with *problem (without place) in all cases of refusal. */
FALLIBLE media_read(struct arena *arena, struct str bytes, struct media *out, struct problem *problem);

const char *media_type(enum media_kind kind);   /* image/jpeg; NULL for MEDIA_NONE */
const char *media_ending(enum media_kind kind); /* .jpg */
bool media_is_picture(enum media_kind kind);
enum media_kind media_find_type(struct str type); /* MEDIA_NONE for any other */
/* Whether the file's name may stand for the kind: it has no ending, or one of a picture for a picture, or .pdf for a PDF. */
bool media_fits_name(enum media_kind kind, struct str name);

#endif
