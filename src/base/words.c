#include "base/words.h"

#include <string.h>

static const char *const spanish_small[] = {
    "cero",       "un",          "dos",        "tres",        "cuatro",     "cinco",      "seis",      "siete",
    "ocho",       "nueve",       "diez",       "once",        "doce",       "trece",      "catorce",   "quince",
    "dieciséis",  "diecisiete",  "dieciocho",  "diecinueve",  "veinte",     "veintiún",   "veintidós", "veintitrés",
    "veinticuatro", "veinticinco", "veintiséis", "veintisiete", "veintiocho", "veintinueve",
};
static const char *const spanish_tens[] = {"",         "",        "",        "treinta", "cuarenta",
                                           "cincuenta", "sesenta", "setenta", "ochenta", "noventa"};
static const char *const spanish_hundreds[] = {"",           "ciento",     "doscientos",  "trescientos", "cuatrocientos",
                                               "quinientos", "seiscientos", "setecientos", "ochocientos", "novecientos"};
static const char *const english_small[] = {
    "zero", "one", "two",    "three",  "four",     "five",     "six",     "seven",   "eight",     "nine",
    "ten",  "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
};
static const char *const english_tens[] = {"", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};

static void put_word(struct buf *buf, const char *word)
{
    if (buf->len > 0) {
        buf_put_char(buf, ' ');
    }
    buf_put_c(buf, word);
}

/* 1 to 999 */
static void spanish_group(struct buf *buf, uint64_t n)
{
    if (n == 100) {
        put_word(buf, "cien");
        return;
    }
    if (n >= 100) {
        put_word(buf, spanish_hundreds[n / 100]);
        n %= 100;
    }
    if (n == 0) {
        return;
    }
    if (n < COUNT_OF(spanish_small)) {
        put_word(buf, spanish_small[n]);
        return;
    }
    put_word(buf, spanish_tens[n / 10]);
    if (n % 10 > 0) {
        put_word(buf, "y");
        put_word(buf, spanish_small[n % 10]);
    }
}

/* 1 to 999,999: the thousands of one of Spanish's steps of a million. */
static void spanish_step(struct buf *buf, uint64_t n)
{
    if (n >= 1000) {
        if (n / 1000 > 1) {
            spanish_group(buf, n / 1000);
        }
        put_word(buf, "mil");
        n %= 1000;
    }
    if (n > 0) {
        spanish_group(buf, n);
    }
}

static void put_spanish(struct buf *buf, uint64_t n)
{
    static const struct {
        uint64_t size;
        const char *one;
        const char *many;
    } steps[] = {
        {UINT64_C(1000000000000000000), "trillón", "trillones"},
        {UINT64_C(1000000000000), "billón", "billones"},
        {UINT64_C(1000000), "millón", "millones"},
    };
    for (size_t i = 0; i < COUNT_OF(steps); i++) {
        uint64_t count = n / steps[i].size;
        if (count > 0) {
            spanish_step(buf, count);
            put_word(buf, count == 1 ? steps[i].one : steps[i].many);
            n %= steps[i].size;
        }
    }
    if (n > 0) {
        spanish_step(buf, n);
    }
}

/* 1 to 999 */
static void english_group(struct buf *buf, uint64_t n)
{
    if (n >= 100) {
        put_word(buf, english_small[n / 100]);
        put_word(buf, "hundred");
        n %= 100;
    }
    if (n == 0) {
        return;
    }
    if (n < COUNT_OF(english_small)) {
        put_word(buf, english_small[n]);
        return;
    }
    put_word(buf, english_tens[n / 10]);
    if (n % 10 > 0) {
        buf_put_char(buf, '-');
        buf_put_c(buf, english_small[n % 10]);
    }
}

static void put_english(struct buf *buf, uint64_t n)
{
    static const struct {
        uint64_t size;
        const char *name;
    } steps[] = {
        {UINT64_C(1000000000000000000), "quintillion"}, {UINT64_C(1000000000000000), "quadrillion"},
        {UINT64_C(1000000000000), "trillion"},          {UINT64_C(1000000000), "billion"},
        {UINT64_C(1000000), "million"},                 {UINT64_C(1000), "thousand"},
    };
    for (size_t i = 0; i < COUNT_OF(steps); i++) {
        if (n >= steps[i].size) {
            english_group(buf, n / steps[i].size);
            put_word(buf, steps[i].name);
            n %= steps[i].size;
        }
    }
    if (n > 0) {
        english_group(buf, n);
    }
}

struct str words_number(struct arena *arena, int64_t number, enum lang lang)
{
    struct buf buf = BUF(arena);
    uint64_t n = number < 0 ? (uint64_t)0 - (uint64_t)number : (uint64_t)number;
    if (number < 0) {
        put_word(&buf, lang == LANG_ES ? "menos" : "minus");
    }
    if (n == 0) {
        put_word(&buf, lang == LANG_ES ? spanish_small[0] : english_small[0]);
    } else if (lang == LANG_ES) {
        put_spanish(&buf, n);
    } else {
        put_english(&buf, n);
    }
    return buf_str(&buf);
}

/* Capitals of what stands in the tables above: ASCII and á é í ó ú (0xC3 0xA1 …). */
static struct str capitals(struct arena *arena, struct str words)
{
    char *to = arena_alloc(arena, words.len + 1);
    for (size_t i = 0; i < words.len; i++) {
        unsigned char c = (unsigned char)words.ptr[i];
        bool lower = (c >= 'a' && c <= 'z') || (i > 0 && (unsigned char)words.ptr[i - 1] == 0xC3 && c >= 0xA0);
        to[i] = (char)(lower ? c - 0x20 : c);
    }
    return (struct str){to, words.len};
}

struct str words_money(struct arena *arena, struct money money, enum lang lang)
{
    if (money_is_none(money)) {
        return S("");
    }
    uint64_t minor = money.minor < 0 ? (uint64_t)0 - (uint64_t)money.minor : (uint64_t)money.minor;
    uint64_t whole = minor / 100;
    struct str number = words_number(arena, (int64_t)whole, lang);
    struct str unit = str_of(money.currency);
    if (strcmp(money.currency, "USD") == 0) {
        bool one = whole == 1;
        unit = lang == LANG_ES ? (one ? S("dólar") : S("dólares")) : one ? S("dollar") : S("dollars");
    }
    const char *sign = money.minor >= 0 ? "" : lang == LANG_ES ? "menos " : "minus ";
    struct str words = str_format(arena, "%s" STR_FMT "%s %02d/100 " STR_FMT, sign, STR_ARG(number), lang == LANG_ES ? "" : " and",
                                  (int)(minor % 100), STR_ARG(unit));
    return capitals(arena, words);
}
