#include "base/money.h"

#include <stdlib.h>
#include <string.h>

__extension__ struct wide {
    unsigned __int128 n;
};

struct money money_of(int64_t minor, const char *currency)
{
    struct money money = {.minor = minor};
    size_t len = strnlen(currency, sizeof(money.currency));
    assert(len < sizeof(money.currency));
    memcpy(money.currency, currency, len);
    return money;
}

bool money_is_none(struct money money)
{
    return money.minor == MONEY_MISSING;
}

struct money money_add(struct money a, struct money b)
{
    if (money_is_none(a)) {
        return b;
    }
    if (money_is_none(b)) {
        return a;
    }
    assert(memcmp(a.currency, b.currency, sizeof(a.currency)) == 0);
    int64_t sum = 0;
    bool overflow = __builtin_add_overflow(a.minor, b.minor, &sum);
    assert(!overflow && sum != MONEY_MISSING);
    return money_of(sum, a.currency);
}

static bool is_digit(struct str s, size_t at)
{
    return at < s.len && s.ptr[at] >= '0' && s.ptr[at] <= '9';
}

/* Reads digits at *at as they stand, at most MONEY_LIMIT. */
static bool digits_read(struct str s, size_t *at, int64_t *value)
{
    while (is_digit(s, *at)) {
        *value = *value * 10 + (s.ptr[*at] - '0');
        if (*value > MONEY_LIMIT) {
            return false;
        }
        (*at)++;
    }
    return true;
}

/* 1234 or, where grouping is allowed, 1,234: one to three digits that do not begin with 0 (0,500 is somebody's
 * decimal comma), then groups of three. */
static bool whole_read(struct str s, size_t *at, bool grouped, int64_t *value)
{
    size_t start = *at;
    if (!is_digit(s, start) || !digits_read(s, at, value)) {
        return false;
    }
    if (!grouped || *at == s.len || s.ptr[*at] != ',') {
        return true;
    }
    if (*at - start > 3 || s.ptr[start] == '0') {
        return false;
    }
    while (*at < s.len && s.ptr[*at] == ',') {
        size_t group = ++*at;
        if (!digits_read(s, at, value) || *at - group != 3) {
            return false;
        }
    }
    return true;
}

/* The whole of s as hundredths, without sign. */
static bool decimal_read(struct str s, bool grouped, int64_t *out)
{
    size_t at = 0;
    int64_t whole = 0;
    if (!whole_read(s, &at, grouped, &whole)) {
        return false;
    }
    int64_t value = whole * 100;
    if (at < s.len) {
        size_t decimals = s.len - at - 1;
        if (s.ptr[at] != '.' || decimals < 1 || decimals > 2 || !is_digit(s, at + 1) ||
            !is_digit(s, s.len - 1)) {
            return false;
        }
        value += (s.ptr[at + 1] - '0') * 10 + (decimals == 2 ? s.ptr[at + 2] - '0' : 0);
    }
    if (value > MONEY_LIMIT) {
        return false;
    }
    *out = value;
    return true;
}

static struct str minus_cut(struct str s, bool *negative)
{
    *negative = str_starts(s, S("-"));
    return *negative ? str_slice(s, 1, s.len) : s;
}

/* The symbol that money_symbol writes, and the other one of the dollar. */
static struct str symbol_cut(struct str s, const char *currency)
{
    struct str symbols[2] = {str_of(currency), STR_NONE};
    if (strcmp(currency, "USD") == 0) {
        symbols[0] = S("$");
        symbols[1] = S("US$");
    }
    for (size_t i = 0; i < COUNT_OF(symbols); i++) {
        if (symbols[i].len > 0 && str_starts(s, symbols[i])) {
            return str_trim(str_slice(s, symbols[i].len, s.len));
        }
    }
    return s;
}

bool money_parse(struct str s, const char *currency, struct money *out)
{
    bool negative = false;
    int64_t minor = 0;
    s = symbol_cut(minus_cut(str_trim(s), &negative), currency);
    if (!decimal_read(s, true, &minor)) {
        return false;
    }
    *out = money_of(negative ? -minor : minor, currency);
    return true;
}

/* The last `count` digits of a number, behind a sign. */
static void digits_put(struct buf *buf, char sign, uint64_t value, int count)
{
    char text[4] = {sign};
    for (int i = count; i > 0; i--, value /= 10) {
        text[i] = (char)('0' + value % 10);
    }
    buf_put(buf, (struct str){text, (size_t)count + 1});
}

static void grouped_put(struct buf *buf, uint64_t value)
{
    if (value >= 1000) {
        grouped_put(buf, value / 1000);
        digits_put(buf, ',', value, 3);
    } else {
        buf_put_int(buf, (int64_t)value);
    }
}

static uint64_t magnitude(int64_t value)
{
    return value < 0 ? (uint64_t)0 - (uint64_t)value : (uint64_t)value;
}

static struct str decimal_format(struct arena *arena, int64_t hundredths, struct str symbol, bool grouped)
{
    struct buf buf = BUF(arena);
    uint64_t value = magnitude(hundredths);
    if (hundredths < 0) {
        buf_put_char(&buf, '-');
    }
    buf_put(&buf, symbol);
    if (grouped) {
        grouped_put(&buf, value / 100);
    } else {
        buf_put_int(&buf, (int64_t)(value / 100));
    }
    digits_put(&buf, '.', value, 2);
    return buf_str(&buf);
}

struct str money_plain(struct arena *arena, struct money money)
{
    return money_is_none(money) ? S("") : decimal_format(arena, money.minor, STR_NONE, false);
}

struct str money_display(struct arena *arena, struct money money)
{
    return money_is_none(money) ? S("") : decimal_format(arena, money.minor, STR_NONE, true);
}

struct str money_symbol(struct arena *arena, struct money money)
{
    if (money_is_none(money)) {
        return S("");
    }
    struct str symbol = S("$ ");
    if (strcmp(money.currency, "USD") != 0) {
        symbol = str_format(arena, "%s ", money.currency);
    }
    return decimal_format(arena, money.minor, symbol, true);
}

/* a × b / divisor, rounded half away from zero. */
static int64_t scaled(int64_t a, int64_t b, int64_t divisor)
{
    assert(divisor > 0);
    bool negative = (a < 0) != (b < 0);
    struct wide product = {magnitude(a)};
    product.n *= magnitude(b);
    struct wide result = {product.n / (uint64_t)divisor};
    uint64_t remainder = (uint64_t)(product.n % (uint64_t)divisor);
    if (remainder >= (uint64_t)divisor - remainder) {
        result.n++;
    }
    assert(result.n <= INT64_MAX);
    return negative ? -(int64_t)result.n : (int64_t)result.n;
}

int64_t money_share(int64_t total_minor, int64_t percent_hundredths)
{
    return scaled(total_minor, percent_hundredths, 10000);
}

struct money_split money_split(int64_t total_minor, int64_t percent_hundredths)
{
    int64_t share = money_share(total_minor, percent_hundredths);
    return (struct money_split){total_minor, share, total_minor - share};
}

struct money_split money_split_of_share(int64_t share_minor, int64_t percent_hundredths)
{
    assert(percent_hundredths > 0);
    int64_t total = scaled(share_minor, 10000, percent_hundredths);
    return (struct money_split){total, share_minor, total - share_minor};
}

struct remainder {
    struct wide rest;
    size_t index;
};

static int remainder_cmp(const void *left, const void *right)
{
    const struct remainder *a = left;
    const struct remainder *b = right;
    if (a->rest.n != b->rest.n) {
        return a->rest.n > b->rest.n ? -1 : 1;
    }
    return (a->index > b->index) - (a->index < b->index);
}

void money_allocate(int64_t total_minor, const int64_t *weights, size_t count, int64_t *parts)
{
    struct wide sum = {0};
    for (size_t i = 0; i < count; i++) {
        assert(weights[i] >= 0);
        sum.n += (uint64_t)weights[i];
    }
    assert(sum.n > 0);
    struct arena arena = {0};
    struct remainder *remainders = ARENA_ARRAY(&arena, struct remainder, count);
    uint64_t total = magnitude(total_minor);
    uint64_t left = total;
    int64_t sign = total_minor < 0 ? -1 : 1;
    for (size_t i = 0; i < count; i++) {
        struct wide share = {total};
        share.n *= (uint64_t)weights[i];
        uint64_t part = (uint64_t)(share.n / sum.n);
        parts[i] = sign * (int64_t)part;
        left -= part;
        remainders[i] = (struct remainder){{share.n % sum.n}, i};
    }
    qsort(remainders, count, sizeof(*remainders), remainder_cmp);
    for (size_t i = 0; i < left; i++) {
        parts[remainders[i].index] += sign;
    }
    arena_release(&arena);
}

bool hundredths_parse(struct str s, int64_t *out)
{
    bool negative = false;
    int64_t value = 0;
    if (!decimal_read(minus_cut(str_trim(s), &negative), false, &value)) {
        return false;
    }
    *out = negative ? -value : value;
    return true;
}

struct str hundredths_plain(struct arena *arena, int64_t hundredths)
{
    return decimal_format(arena, hundredths, STR_NONE, false);
}

int64_t percent_hundredths(int64_t numerator, int64_t denominator)
{
    return scaled(numerator, 10000, denominator);
}

struct str count_display(struct arena *arena, int64_t count)
{
    struct buf buf = BUF(arena);
    if (count < 0) {
        buf_put_char(&buf, '-');
    }
    grouped_put(&buf, magnitude(count));
    return buf_str(&buf);
}
