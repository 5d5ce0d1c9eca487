/* client/match.h: how likely two records are the same person or the same enterprise, and why: pure, without a database.
 *
 * The way of Fellegi and Sunter: each thing that two records have in common, or not, is a piece of evidence with a weight in
 * hundredths of a bit (100: twice as likely). The weights stand in one table in match.c, each with its reason; their sum and
 * what is known beforehand (few of all pairs are the same) make a likelihood. Nothing is learned from data, so that a person
 * can read why the program says what it says.
 *
 * A card is a client made ready for comparing: folded, cut into words, with the sounds of the words. Two clients that share a
 * key (match_keys) are worth comparing; others are not compared, so that a hundred thousand clients need no ten thousand
 * million comparisons.
 */
#ifndef ADELANTE_MATCH_H
#define ADELANTE_MATCH_H

#include "base/base.h"
#include "base/date.h"

#define MATCH_WORDS_MOST 8
#define MATCH_REASONS_MOST 20
#define MATCH_KEYS_MOST 48
#define MATCH_OWNERS_MOST 4

/* What is known of one client, as stored or as typed; empty: not known. */
struct match_client {
    bool is_person;
    struct str given_names; /* a person's */
    struct str surnames;
    struct str name; /* an enterprise's */
    struct str trade_name;
    struct str dui;
    struct str nit;
    struct str nrc;
    struct str other_document;
    struct str sex;
    struct date birth_date;
    struct str phones[2];
    struct str email;
    struct str district;
    struct str address;
    struct str sector;
    struct str activity;
    struct str owners[MATCH_OWNERS_MOST]; /* who owns or represents the enterprise, each by something that names one person */
};

enum match_rank { MATCH_WORD_PLAIN, MATCH_WORD_COMMON, MATCH_WORD_GENERIC };
struct match_words {
    struct str words[MATCH_WORDS_MOST];
    struct str sounds[MATCH_WORDS_MOST];
    enum match_rank ranks[MATCH_WORDS_MOST];
    size_t count;
    size_t own; /* of surnames: those before it are the person's own, those from it on came by marriage ("de Martínez") */
};
struct match_card {
    bool is_person;
    struct match_words given;
    struct match_words surnames;
    struct match_words names[2]; /* legal and trade name without legal form */
    struct str joined[2];        /* the same, written as one word */
    struct str duis[2];          /* digits: of the DUI, and of a NIT that is one */
    struct str nit;              /* fourteen digits */
    struct str nrc;
    struct str other_document;
    struct str sex;
    struct date birth_date;
    struct str phones[2];
    struct str email;
    struct str district;
    struct match_words address;
    struct str sector;
    struct str activity;
    struct str owners[MATCH_OWNERS_MOST];
};
/* The card lives in the arena and points into the client's values. */
void match_prepare(struct arena *arena, const struct match_client *client, struct match_card *out);

enum match_sureness { MATCH_NONE, MATCH_POSSIBLE, MATCH_PROBABLE, MATCH_HIGH };
struct match_reason {
    int evidence; /* row of the table of weights */
    int weight;   /* hundredths of a bit; negative: speaks against */
};
struct match {
    int weight;
    int score; /* 0 to 1000: the likelihood in thousandths */
    enum match_sureness sureness;
    bool documents_differ; /* both have a valid DUI (or NIT), and not the same: never more than possible */
    struct match_reason reasons[MATCH_REASONS_MOST];
    size_t count;
};
/* Of two cards of one kind (asserted). Reasons come strongest first. Where several letters differ, the other order of the two
 * may weigh a little otherwise: what is kept is compared in the order of the ids. */
void match_compare(const struct match_card *a, const struct match_card *b, struct match *out);

/* The code and the sentence of a piece of evidence; codes are stored and must not change their meaning. */
const char *match_reason_code(int evidence);
struct text match_reason_text(int evidence);
/* The evidence of a code, -1 if there is none. */
int match_reason_find(struct str code);
/* "dui_same surnames_same -district_other": what is stored of a match; a hyphen before what speaks against. */
struct str match_reasons_format(struct arena *arena, const struct match *match);

/* The keys under which a client is found by those who may be the same. Returns their number; each once. */
size_t match_keys(const struct match_card *card, int64_t *out);

#endif
