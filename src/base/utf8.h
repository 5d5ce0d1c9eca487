/* base/utf8.h: what people's text needs: validation, folding, sorting, sound.
 *
 * Folded and sort keys are stored in columns, because the engines' own lower() and text order
 * differ and are wrong for Spanish (security 2).
 */
#ifndef ADELANTE_UTF8_H
#define ADELANTE_UTF8_H

#include "base/base.h"

/* Well-formed UTF-8 without NUL and without control characters other than TAB, LF and CR. */
bool utf8_is_text(struct str s);
bool utf8_is_valid(struct str s);
size_t utf8_length(struct str s); /* code points */
struct str utf8_from_latin1(struct arena *arena, struct str s); /* Windows-1252; its five open bytes become U+FFFD */
struct str utf8_repair(struct arena *arena, struct str s); /* each ill-formed byte becomes U+FFFD */
/* NFC, white space trimmed and collapsed to one blank within a line; lines end in LF, without blanks at either end;
 * blanks without width are dropped, ill-formed bytes become U+FFFD. */
struct str utf8_clean(struct arena *arena, struct str s);
/* Case and accents removed, punctuation to blanks, blanks collapsed: "José  PEÑA-Ruiz" gives "jose pena ruiz". */
struct str utf8_fold(struct arena *arena, struct str s);
/* Byte order of these keys is the Spanish alphabetical order: accents ignored at first, ñ after n; deterministic.
 * Well-formed text without NUL: letters, then, only where accents or punctuation decide, a TAB and the text with them. */
struct str utf8_sort_key(struct arena *arena, struct str s);
/* A folded word as it sounds in Salvadoran Spanish: b=v, s=z=c(e,i)=x, ll=y, h silent, g(e,i)=j, qu=k=c, doubled
 * letters once; ch before a vowel is a sound of its own (written c), the u of gue, gui, que, qui is silent. */
struct str utf8_sound(struct arena *arena, struct str folded_word);

#endif
