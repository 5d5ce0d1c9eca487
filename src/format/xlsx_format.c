#include "format/xlsx_format.h"

#include <string.h>

#include "format/decimal.h"

static bool is_elapsed(struct str bracket)
{
    for (size_t i = 0; i < bracket.len; i++) {
        if (strchr("hmsHMS", bracket.ptr[i]) == NULL) {
            return false;
        }
    }
    return bracket.len > 0;
}

enum xlsx_format xlsx_format_of_code(struct str code)
{
    bool day = false;
    bool month = false;
    bool time = false;
    bool elapsed = false;
    bool percent = false;
    for (size_t i = 0; i < code.len && code.ptr[i] != ';'; i++) {
        char c = code.ptr[i];
        /* What is quoted, escaped or in brackets is not code. */
        if (c == '\\' || c == '_' || c == '*') {
            i++;
        } else if (c == '"' || c == '[') {
            size_t from = i + 1;
            char closing = c == '"' ? '"' : ']';
            do {
                i++;
            } while (i < code.len && code.ptr[i] != closing);
            elapsed |= c == '[' && is_elapsed(str_slice(code, from, i));
        } else if ((c | 0x20) == 'd' || (c | 0x20) == 'y') {
            day = true;
        } else if ((c | 0x20) == 'm') {
            month = true;
        } else if ((c | 0x20) == 'h' || (c | 0x20) == 's') {
            time = true;
        } else if (c == '%') {
            percent = true;
        }
    }
    if (str_eq_c(code, "General") || str_eq_c(code, "GENERAL")) {
        return XLSX_FORMAT_NUMBER;
    }
    return day       ? XLSX_FORMAT_DATE
           : elapsed ? XLSX_FORMAT_DURATION
           : time    ? XLSX_FORMAT_TIME
           : month   ? XLSX_FORMAT_DATE
           : percent ? XLSX_FORMAT_PERCENT
                     : XLSX_FORMAT_NUMBER;
}

enum xlsx_format xlsx_format_of_id(int64_t number)
{
    if (number == 9 || number == 10) {
        return XLSX_FORMAT_PERCENT;
    }
    if ((number >= 14 && number <= 17) || number == 22 || (number >= 27 && number <= 31) || number == 36 ||
        (number >= 50 && number <= 54) || number == 57 || number == 58) {
        return XLSX_FORMAT_DATE;
    }
    if ((number >= 18 && number <= 21) || (number >= 32 && number <= 35) || number == 45 || number == 47 || number == 55 ||
        number == 56) {
        return XLSX_FORMAT_TIME;
    }
    return number == 46 ? XLSX_FORMAT_DURATION : XLSX_FORMAT_NUMBER;
}

#define SECONDS_OF_DAY 86400
#define FRACTION INT64_C(10000000000) /* Excel keeps a moment to about ten decimals of a day */

static struct xlsx_cell fault_cell(struct str text)
{
    return (struct xlsx_cell){text, XLSX_FAULT};
}

/* Serial days to ISO text. Excel's 1900 has a 29 February that never was: day 60 is refused, later days are one less. */
static struct xlsx_cell moment_cell(struct arena *arena, struct str number, enum xlsx_format format, bool is_1904)
{
    int64_t serial;
    if (!decimal_scaled(number, 10, &serial) || serial < 0) {
        return fault_cell(number);
    }
    int64_t days = serial / FRACTION;
    int64_t seconds = (serial % FRACTION * SECONDS_OF_DAY + FRACTION / 2) / FRACTION;
    if (seconds == SECONDS_OF_DAY) {
        days++;
        seconds = 0;
    }
    int hour = (int)(seconds / 3600);
    int minute = (int)(seconds / 60 % 60);
    int second = (int)(seconds % 60);
    if (format == XLSX_FORMAT_DURATION) {
        return (struct xlsx_cell){str_format(arena, "%lld:%02d:%02d", (long long)(days * 24 + hour), minute, second), XLSX_DURATION};
    }
    if (days == 0 && (format == XLSX_FORMAT_TIME || (seconds > 0 && !is_1904))) {
        return (struct xlsx_cell){str_format(arena, "%02d:%02d:%02d", hour, minute, second), XLSX_TIME};
    }
    if (!is_1904 && (days == 0 || days == 60)) {
        return fault_cell(number);
    }
    /* 1970-01-01 is 25569 in the system of 1900 and 24107 in that of 1904. */
    int64_t since_1970 = days - (is_1904 ? 24107 : days < 60 ? 25568 : 25569);
    struct date date = date_from_days((int32_t)since_1970);
    if (!date_is_valid(date)) {
        return fault_cell(number);
    }
    struct str text = date_iso(arena, date);
    if (seconds > 0) {
        text = str_format(arena, STR_FMT "T%02d:%02d:%02d", STR_ARG(text), hour, minute, second);
    }
    return (struct xlsx_cell){text, XLSX_DATE};
}

struct xlsx_cell xlsx_format_number(struct arena *arena, struct str number, enum xlsx_format format, bool is_1904)
{
    struct str text;
    if (format == XLSX_FORMAT_DATE || format == XLSX_FORMAT_TIME || format == XLSX_FORMAT_DURATION) {
        return moment_cell(arena, number, format, is_1904);
    }
    if (!decimal_plain(arena, number, format == XLSX_FORMAT_PERCENT ? 2 : 0, &text)) {
        return fault_cell(number);
    }
    return (struct xlsx_cell){text, format == XLSX_FORMAT_PERCENT ? XLSX_PERCENT : XLSX_NUMBER};
}
