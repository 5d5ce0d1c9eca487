/* client/search.h: finding a client by a name that may be written wrongly: pure, without a database.
 *
 * Names are folded into words. A word of a query finds the words of the vocabulary that are equal, begin with it, sound
 * the same, or share what is left when one letter is taken out of either (so one wrong, missing, added or swapped letter).
 * Clients that have such words are candidates; search_score compares the whole names word by word in any order.
 */
#ifndef ADELANTE_SEARCH_H
#define ADELANTE_SEARCH_H

#include "base/base.h"

#define SEARCH_WORDS_MOST 12 /* words of a name or a query that are looked at */
#define SEARCH_KEYS_MOST 64
#define SEARCH_EXACT 1000
#define SEARCH_ENOUGH 600 /* the least likeness of two words that counts */

struct search_words {
    struct str words[SEARCH_WORDS_MOST];
    struct str sounds[SEARCH_WORDS_MOST];
    size_t count;
};
/* Folded words of a name with their sounds, without particles (de, la, del, …) unless there is nothing else; repeated words
 * once. */
void search_words_of(struct arena *arena, struct str name, struct search_words *out);
/* The keys under which a word of the vocabulary is kept, and those a word of a query asks for. Returns their number. */
size_t search_keys(struct arena *arena, struct str word, struct str *out);
/* 0 to SEARCH_EXACT: how alike two words are. asked may be the beginning of kept. */
int search_likeness(struct str asked, struct str asked_sound, struct str kept, struct str kept_sound);
/* Letters that must be changed, added, taken out or swapped with their neighbour; gives up above 2 and says 3. Words are folded,
 * so a byte is a letter but for ñ, whose two bytes count as one change at most twice. */
int search_distance(struct str a, struct str b);
/* How well a name answers a query; larger is better, 0 is not at all. */
int search_score(const struct search_words *asked, const struct search_words *kept);
/* Whether the query is a number (a document, a telephone): digits with blanks, hyphens, brackets and +; gives its digits. */
bool search_is_number(struct arena *arena, struct str query, struct str *digits);

#endif
