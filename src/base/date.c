#include "base/date.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define MICROSECONDS INT64_C(1000000)
#define DAY_MICROSECONDS (INT64_C(86400) * MICROSECONDS)
#define ZONE_OFFSET (INT64_C(-6) * 3600 * MICROSECONDS)
#define YEAR_FIRST 1900
#define YEAR_LAST 2199

static const char *const month_names[2][12] = {
    [LANG_ES] = {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
                 "octubre", "noviembre", "diciembre"},
    [LANG_EN] = {"January", "February", "March", "April", "May", "June", "July", "August", "September",
                 "October", "November", "December"},
};

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int month_days(int year, int month)
{
    static const int days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* The arithmetic of the proleptic Gregorian calendar in years that begin on 1 March, so that the
 * leap day is the last one; eras of 400 years have 146,097 days. */
static int64_t days_from_civil(int64_t year, int month, int day)
{
    year -= month <= 2;
    int64_t era = (year >= 0 ? year : year - 399) / 400;
    int64_t year_of_era = year - era * 400;
    int64_t day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

static struct date civil_from_days(int64_t days)
{
    days += 719468;
    int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    int64_t day_of_era = days - era * 146097;
    int64_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month_from_march = (5 * day_of_year + 2) / 153;
    int64_t day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    int64_t month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
    return DATE(year_of_era + era * 400 + (month <= 2), month, day);
}

bool date_is_none(struct date date)
{
    return date.year == 0;
}

bool date_is_valid(struct date date)
{
    return date.year >= YEAR_FIRST && date.year <= YEAR_LAST && date.month >= 1 && date.month <= 12 &&
           date.day >= 1 && date.day <= month_days(date.year, date.month);
}

int date_cmp(struct date a, struct date b)
{
    int32_t left = a.year * 10000 + a.month * 100 + a.day;
    int32_t right = b.year * 10000 + b.month * 100 + b.day;
    return (left > right) - (left < right);
}

int32_t date_to_days(struct date date)
{
    assert(date_is_valid(date));
    return (int32_t)days_from_civil(date.year, date.month, date.day);
}

struct date date_from_days(int32_t days)
{
    int64_t first = days_from_civil(YEAR_FIRST, 1, 1);
    int64_t last = days_from_civil(YEAR_LAST, 12, 31);
    return days < first || days > last ? DATE_NONE : civil_from_days(days);
}

struct date date_add_days(struct date date, int32_t days)
{
    int32_t sum = 0;
    return __builtin_add_overflow(date_to_days(date), days, &sum) ? DATE_NONE : date_from_days(sum);
}

struct date date_add_months(struct date date, int months)
{
    assert(date_is_valid(date));
    int64_t index = (int64_t)date.year * 12 + date.month - 1 + months;
    int64_t year = index / 12;
    if (index < 0 || year < YEAR_FIRST || year > YEAR_LAST) {
        return DATE_NONE;
    }
    int month = (int)(index % 12) + 1;
    int last = month_days((int)year, month);
    return DATE(year, month, date.day < last ? date.day : last);
}

int date_weekday(struct date date)
{
    /* 1970-01-01 was a Thursday. */
    int32_t from_monday = (date_to_days(date) + 3) % 7;
    return (from_monday < 0 ? from_monday + 7 : from_monday) + 1;
}

int date_age(struct date birth, struct date on)
{
    bool before_birthday = on.month < birth.month || (on.month == birth.month && on.day < birth.day);
    return on.year - birth.year - (before_birthday ? 1 : 0);
}

/* Reads exactly count digits at *at. */
static bool digits_read(struct str s, size_t *at, size_t count, int *out)
{
    if (s.len < *at + count) {
        return false;
    }
    int value = 0;
    for (size_t i = 0; i < count; i++) {
        char c = s.ptr[*at + i];
        if (c < '0' || c > '9') {
            return false;
        }
        value = value * 10 + (c - '0');
    }
    *at += count;
    *out = value;
    return true;
}

static bool char_read(struct str s, size_t *at, char wanted)
{
    if (*at >= s.len || s.ptr[*at] != wanted) {
        return false;
    }
    (*at)++;
    return true;
}

static bool iso_read(struct str s, size_t *at, struct date *out)
{
    int year = 0;
    int month = 0;
    int day = 0;
    if (!digits_read(s, at, 4, &year) || !char_read(s, at, '-') || !digits_read(s, at, 2, &month) ||
        !char_read(s, at, '-') || !digits_read(s, at, 2, &day)) {
        return false;
    }
    *out = DATE(year, month, day);
    return date_is_valid(*out);
}

bool date_parse_iso(struct str s, struct date *out)
{
    size_t at = 0;
    struct date date = DATE_NONE;
    if (!iso_read(s, &at, &date) || at != s.len) {
        return false;
    }
    *out = date;
    return true;
}

/* One or two digits and a slash. */
static bool slashed_read(struct str s, size_t *at, int *out)
{
    size_t count = *at + 1 < s.len && s.ptr[*at + 1] == '/' ? 1 : 2;
    return digits_read(s, at, count, out) && char_read(s, at, '/');
}

bool date_parse(struct str s, struct date *out)
{
    s = str_trim(s);
    if (date_parse_iso(s, out)) {
        return true;
    }
    size_t at = 0;
    int day = 0;
    int month = 0;
    int year = 0;
    if (!slashed_read(s, &at, &day) || !slashed_read(s, &at, &month) || !digits_read(s, &at, 4, &year) ||
        at != s.len) {
        return false;
    }
    struct date date = DATE(year, month, day);
    if (!date_is_valid(date)) {
        return false;
    }
    *out = date;
    return true;
}

/* Dates stand in every address and table: they are written digit by digit. */
static char *put_digits(char *to, int value, int count)
{
    for (int i = count; i-- > 0; value /= 10) {
        to[i] = (char)('0' + value % 10);
    }
    return to + count;
}

struct str date_iso(struct arena *arena, struct date date)
{
    if (date_is_none(date)) {
        return S("");
    }
    char *text = arena_bytes(arena, 11);
    char *at = put_digits(text, date.year, 4);
    *at++ = '-';
    at = put_digits(at, date.month, 2);
    *at++ = '-';
    *put_digits(at, date.day, 2) = '\0';
    return (struct str){text, 10};
}

struct str date_display(struct arena *arena, struct date date)
{
    if (date_is_none(date)) {
        return S("");
    }
    char *text = arena_bytes(arena, 11);
    char *at = put_digits(text, date.day, 2);
    *at++ = '/';
    at = put_digits(at, date.month, 2);
    *at++ = '/';
    *put_digits(at, date.year, 4) = '\0';
    return (struct str){text, 10};
}

struct str date_words(struct arena *arena, struct date date, enum lang lang)
{
    if (date_is_none(date)) {
        return S("");
    }
    const char *format = lang == LANG_EN ? "%d %s %d" : "%d de %s de %d";
    return str_format(arena, format, date.day, date_month_name(date.month, lang), date.year);
}

const char *date_month_name(int month, enum lang lang)
{
    assert(month >= 1 && month <= 12);
    return month_names[lang == LANG_EN ? LANG_EN : LANG_ES][month - 1];
}

static bool ends_month(struct date date)
{
    return date_add_days(date, 1).day == 1;
}

bool date_is_month(struct date from, struct date to)
{
    return from.day == 1 && from.year == to.year && from.month == to.month && ends_month(to);
}

struct str date_span(struct arena *arena, struct date from, struct date to, enum lang lang)
{
    if (from.day != 1 || from.year != to.year || date_cmp(from, to) > 0 || !ends_month(to)) {
        return str_format(arena, STR_FMT " – " STR_FMT, STR_ARG(date_display(arena, from)), STR_ARG(date_display(arena, to)));
    }
    if (from.month == 1 && to.month == 12) {
        return str_format(arena, "%d", from.year);
    }
    const char *last = date_month_name(to.month, lang);
    if (from.month == to.month) {
        return str_format(arena, lang == LANG_EN ? "%s %d" : "%s de %d", last, to.year);
    }
    return str_format(arena, lang == LANG_EN ? "%s to %s %d" : "%s a %s de %d", date_month_name(from.month, lang), last, to.year);
}

static _Atomic int64_t fixed_instant; /* 0: the real clock */
static pthread_once_t clock_once = PTHREAD_ONCE_INIT;

static void clock_start(void)
{
    const char *variable = getenv("ADELANTE_CLOCK");
    if (variable == NULL || variable[0] == '\0') {
        return;
    }
    int64_t instant = 0;
    if (!instant_parse(str_of(variable), &instant)) {
        /* Going on with the real clock would make a wrong test pass. */
        fprintf(stderr, "adelante: ADELANTE_CLOCK is not an ISO instant\n");
        abort();
    }
    atomic_store(&fixed_instant, instant);
}

static int64_t clock_read(clockid_t clock)
{
    struct timespec now;
    if (clock_gettime(clock, &now) != 0) {
        abort();
    }
    return (int64_t)now.tv_sec * MICROSECONDS + now.tv_nsec / 1000;
}

int64_t clock_now(void)
{
    pthread_once(&clock_once, clock_start);
    int64_t instant = atomic_load_explicit(&fixed_instant, memory_order_relaxed);
    return instant != 0 ? instant : clock_read(CLOCK_REALTIME);
}

int64_t clock_monotonic(void)
{
    return clock_read(CLOCK_MONOTONIC);
}

struct date clock_today(void)
{
    return instant_date(clock_now());
}

void clock_set(int64_t instant)
{
    pthread_once(&clock_once, clock_start);
    atomic_store(&fixed_instant, instant);
}

/* Rounds down, also before 1970. */
static int64_t instant_day(int64_t instant, int64_t *within)
{
    int64_t day = instant / DAY_MICROSECONDS;
    int64_t rest = instant % DAY_MICROSECONDS;
    if (rest < 0) {
        rest += DAY_MICROSECONDS;
        day--;
    }
    *within = rest;
    return day;
}

struct str instant_iso(struct arena *arena, int64_t instant)
{
    int64_t within = 0;
    struct date date = civil_from_days(instant_day(instant, &within));
    int64_t second = within / MICROSECONDS;
    return str_format(arena, "%04d-%02d-%02dT%02d:%02d:%02d.%06dZ", date.year, date.month, date.day,
                      (int)(second / 3600), (int)(second / 60 % 60), (int)(second % 60),
                      (int)(within % MICROSECONDS));
}

struct str instant_display(struct arena *arena, int64_t instant)
{
    int64_t within = 0;
    struct date date = civil_from_days(instant_day(instant + ZONE_OFFSET, &within));
    int64_t minute = within / (60 * MICROSECONDS);
    return str_format(arena, "%02d/%02d/%04d %02d:%02d", date.day, date.month, date.year, (int)(minute / 60),
                      (int)(minute % 60));
}

/* ".1" to ".123456" */
static bool fraction_read(struct str s, size_t *at, int64_t *out)
{
    *out = 0;
    if (!char_read(s, at, '.')) {
        return true;
    }
    int64_t unit = MICROSECONDS;
    size_t start = *at;
    while (*at < s.len && s.ptr[*at] >= '0' && s.ptr[*at] <= '9' && unit > 1) {
        unit /= 10;
        *out += (s.ptr[*at] - '0') * unit;
        (*at)++;
    }
    return *at > start;
}

/* "Z", "+01:00", "-06:00" */
static bool zone_read(struct str s, size_t *at, int64_t *out)
{
    *out = 0;
    if (char_read(s, at, 'Z')) {
        return true;
    }
    int sign = char_read(s, at, '-') ? -1 : 1;
    int hours = 0;
    int minutes = 0;
    if ((sign > 0 && !char_read(s, at, '+')) || !digits_read(s, at, 2, &hours) || !char_read(s, at, ':') ||
        !digits_read(s, at, 2, &minutes) || hours > 14 || minutes > 59) {
        return false;
    }
    *out = sign * (hours * 60 + minutes) * 60 * MICROSECONDS;
    return true;
}

bool instant_parse(struct str s, int64_t *out)
{
    size_t at = 0;
    struct date date = DATE_NONE;
    int hour = 0;
    int minute = 0;
    int second = 0;
    int64_t fraction = 0;
    int64_t zone = 0;
    if (!iso_read(s, &at, &date) || !char_read(s, &at, 'T') || !digits_read(s, &at, 2, &hour) ||
        !char_read(s, &at, ':') || !digits_read(s, &at, 2, &minute) || !char_read(s, &at, ':') ||
        !digits_read(s, &at, 2, &second) || hour > 23 || minute > 59 || second > 59 ||
        !fraction_read(s, &at, &fraction) || !zone_read(s, &at, &zone) || at != s.len) {
        return false;
    }
    int64_t seconds = (hour * 60 + minute) * 60 + second;
    *out = date_to_days(date) * DAY_MICROSECONDS + seconds * MICROSECONDS + fraction - zone;
    return true;
}

struct date instant_date(int64_t instant)
{
    int64_t within = 0;
    int64_t day = instant_day(instant + ZONE_OFFSET, &within);
    return day < INT32_MIN || day > INT32_MAX ? DATE_NONE : date_from_days((int32_t)day);
}
