#include "format/decimal.h"

#include <string.h>

#define DIGITS_KEPT 40

/* digits × 10^exponent; no zeros in front; len 0 is zero. */
struct decimal {
    bool negative;
    uint8_t digits[DIGITS_KEPT];
    int len;
    int exponent;
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool parse_exponent(struct str s, size_t at, int *out)
{
    int sign = 1;
    int value = 0;
    if (at < s.len && (s.ptr[at] == '+' || s.ptr[at] == '-')) {
        sign = s.ptr[at] == '-' ? -1 : 1;
        at++;
    }
    if (at == s.len) {
        return false;
    }
    for (; at < s.len; at++) {
        if (!is_digit(s.ptr[at]) || value > 1000) {
            return false;
        }
        value = value * 10 + (s.ptr[at] - '0');
    }
    *out = sign * value;
    return true;
}

static bool parse(struct str s, struct decimal *out)
{
    struct decimal number = {0};
    size_t at = 0;
    bool any = false;
    bool in_fraction = false;
    if (s.len > 1000) {
        return false;
    }
    if (at < s.len && (s.ptr[at] == '+' || s.ptr[at] == '-')) {
        number.negative = s.ptr[at] == '-';
        at++;
    }
    for (; at < s.len; at++) {
        char c = s.ptr[at];
        if (c == '.' && !in_fraction) {
            in_fraction = true;
            continue;
        }
        if (!is_digit(c)) {
            break;
        }
        any = true;
        if (number.len == DIGITS_KEPT) {
            number.exponent += in_fraction ? 0 : 1;
            continue;
        }
        if (number.len > 0 || c != '0') {
            number.digits[number.len++] = (uint8_t)(c - '0');
        }
        number.exponent -= in_fraction ? 1 : 0;
    }
    if (!any) {
        return false;
    }
    if (at < s.len) {
        int exponent;
        if ((s.ptr[at] != 'e' && s.ptr[at] != 'E') || !parse_exponent(s, at + 1, &exponent)) {
            return false;
        }
        number.exponent += exponent;
    }
    *out = number;
    return true;
}

static void strip_zeros(struct decimal *number)
{
    while (number->len > 0 && number->digits[number->len - 1] == 0) {
        number->len--;
        number->exponent++;
    }
    if (number->len == 0) {
        number->exponent = 0;
        number->negative = false;
    }
}

/* Leaves `keep` digits, rounding half away from zero. */
static void round_to(struct decimal *number, int keep)
{
    if (keep >= number->len) {
        return;
    }
    bool up = keep >= 0 && number->digits[keep] >= 5;
    int at = keep < 0 ? 0 : keep;
    number->exponent += number->len - at;
    number->len = at;
    while (up && at > 0) {
        at--;
        if (number->digits[at] < 9) {
            number->digits[at]++;
            up = false;
        } else {
            number->digits[at] = 0;
        }
    }
    if (up) {
        /* All nines, or no digit was left: a one stands in front of what remains. */
        number->exponent += number->len;
        number->digits[0] = 1;
        number->len = 1;
    }
}

bool decimal_plain(struct arena *arena, struct str number, int shift, struct str *out)
{
    struct decimal value;
    if (!parse(number, &value)) {
        return false;
    }
    value.exponent += shift;
    strip_zeros(&value);
    if (value.exponent < 0 && value.len > 15) {
        int whole = value.len + value.exponent;
        round_to(&value, whole > 15 ? whole : 15);
        strip_zeros(&value);
    }
    if (value.len + value.exponent > DIGITS_KEPT || value.exponent < -DIGITS_KEPT) {
        return false;
    }
    struct buf text = BUF(arena);
    if (value.negative) {
        buf_put_char(&text, '-');
    }
    int whole = value.len + value.exponent;
    if (whole <= 0) {
        buf_put_char(&text, '0');
    }
    for (int i = 0; i < whole; i++) {
        buf_put_char(&text, i < value.len ? (char)('0' + value.digits[i]) : '0');
    }
    if (value.exponent < 0) {
        buf_put_char(&text, '.');
        for (int i = whole; i < value.len; i++) {
            buf_put_char(&text, i < 0 ? '0' : (char)('0' + value.digits[i]));
        }
    }
    *out = buf_str(&text);
    return true;
}

bool decimal_scaled(struct str number, int shift, int64_t *out)
{
    struct decimal value;
    if (!parse(number, &value)) {
        return false;
    }
    value.exponent += shift;
    strip_zeros(&value);
    if (value.exponent < 0) {
        round_to(&value, value.len + value.exponent);
    }
    if (value.len > 0 && value.len + value.exponent > 18) {
        return false;
    }
    int64_t result = 0;
    for (int i = 0; i < value.len; i++) {
        result = result * 10 + value.digits[i];
    }
    for (int i = 0; i < value.exponent && result != 0; i++) {
        result *= 10;
    }
    *out = value.negative ? -result : result;
    return true;
}
