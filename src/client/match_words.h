/* client/match_words.h: names cut into the words that are compared: particles, titles, abbreviations, surnames by marriage,
 * legal forms; and which words are so common that sharing them says little. For match.c alone.
 */
#ifndef ADELANTE_MATCH_WORDS_H
#define ADELANTE_MATCH_WORDS_H

#include "client/match.h"

void match_words_given(struct arena *arena, struct str given_names, struct match_words *out);
/* "López de Martínez" is López, and Martínez by marriage; "de la O" is one word. */
void match_words_surnames(struct arena *arena, struct str surnames, struct match_words *out);
/* Without "S.A. de C.V." and its kin. *joined: the words that say something, written as one. */
void match_words_enterprise(struct arena *arena, struct str name, struct match_words *out, struct str *joined);
void match_words_address(struct arena *arena, struct str address, struct match_words *out);

/* How alike two words are. */
enum match_likeness { MATCH_UNLIKE, MATCH_INITIAL, MATCH_TYPO, MATCH_SOUND, MATCH_EXACT };
enum match_likeness match_likeness_of(const struct match_words *a, size_t i, const struct match_words *b, size_t k);
/* Jaro and Winkler's likeness of two words, 0 to 1000. */
int match_jaro_winkler(struct str a, struct str b);
/* Two numbers of which one is the other with one digit wrong, missing or added, or two neighbours swapped; not the same. */
bool match_digits_near(struct str a, struct str b);

#endif
