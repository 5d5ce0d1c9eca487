#include "party/document.h"

#include "base/date.h"

struct str document_digits(struct arena *arena, struct str s)
{
    char *digits = arena_alloc(arena, s.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < s.len; i++) {
        if (s.ptr[i] >= '0' && s.ptr[i] <= '9') {
            digits[len++] = s.ptr[i];
        }
    }
    return (struct str){digits, len};
}

/* Digits, and between them nothing but single hyphens or blanks. */
static bool is_written_plainly(struct str given)
{
    bool digit = false;
    for (size_t i = 0; i < given.len; i++) {
        char c = given.ptr[i];
        if (c >= '0' && c <= '9') {
            digit = true;
        } else if ((c == '-' || c == ' ') && digit && i + 1 < given.len) {
            digit = false;
        } else {
            return false;
        }
    }
    return digit;
}

static bool is_all_zero(struct str digits)
{
    for (size_t i = 0; i < digits.len; i++) {
        if (digits.ptr[i] != '0') {
            return false;
        }
    }
    return true;
}

static int digit_at(struct str digits, size_t at)
{
    return digits.ptr[at] - '0';
}

static bool are_digits(struct str s, size_t len)
{
    if (s.len != len) {
        return false;
    }
    for (size_t i = 0; i < len; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9') {
            return false;
        }
    }
    return true;
}

static int dui_check_digit(struct str digits)
{
    int sum = 0;
    for (size_t i = 0; i < 8; i++) {
        sum += (9 - (int)i) * digit_at(digits, i);
    }
    return (10 - sum % 10) % 10;
}

bool document_dui_is_valid(struct str digits)
{
    return are_digits(digits, 9) && digit_at(digits, 8) == dui_check_digit(digits);
}

static int nit_check_digit(struct str digits)
{
    static const int weights[13] = {2, 7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2};
    int sequence = digit_at(digits, 10) * 100 + digit_at(digits, 11) * 10 + digit_at(digits, 12);
    int sum = 0;
    if (sequence <= 100) {
        for (size_t i = 0; i < 13; i++) {
            sum += digit_at(digits, i) * (14 - (int)i);
        }
        return sum % 11 % 10;
    }
    for (size_t i = 0; i < 13; i++) {
        sum += digit_at(digits, i) * weights[i];
    }
    return (11 - sum % 11) % 11 % 10;
}

bool document_nit_is_valid(struct str digits)
{
    return are_digits(digits, 14) && digit_at(digits, 13) == nit_check_digit(digits);
}

bool document_nit_has_date(struct str digits)
{
    if (!are_digits(digits, 14)) {
        return false;
    }
    int day = digit_at(digits, 4) * 10 + digit_at(digits, 5);
    int month = digit_at(digits, 6) * 10 + digit_at(digits, 7);
    int year = digit_at(digits, 8) * 10 + digit_at(digits, 9);
    /* The century is not written: 29 February of year 00 was a day in 2000. */
    return date_is_valid(DATE(1900 + year, month, day)) || date_is_valid(DATE(2000 + year, month, day));
}

static bool refuse_dui_digit(struct arena *arena, struct str digits, struct text *rule, struct text *remedy)
{
    *rule = text_format(arena,
                        TEXT("El último dígito de un DUI comprueba los anteriores; para %.8s- debería ser %d.",
                             "The last digit of a DUI checks the others; for %.8s- it should be %d."),
                        digits.ptr, dui_check_digit(digits));
    *remedy = TEXT("Compare el número con el documento y escríbalo de nuevo.",
                   "Compare the number with the document and write it again.");
    return false;
}

bool document_dui(struct arena *arena, struct str given, struct str *out, struct text *rule, struct text *remedy)
{
    struct str digits = document_digits(arena, given);
    if (!is_written_plainly(given) || digits.len != 9) {
        *rule = TEXT("Un DUI tiene nueve dígitos: 00000000-0.", "A DUI has nine digits: 00000000-0.");
        *remedy = TEXT("Escriba los nueve dígitos del documento, con o sin guion, o deje el campo vacío si no hay DUI.",
                       "Write the nine digits of the document, with or without the hyphen, or leave the field empty if "
                       "there is no DUI.");
        return false;
    }
    if (is_all_zero(digits)) {
        *rule = TEXT("Un DUI de puros ceros no es de nadie.", "A DUI of zeros only is nobody's document.");
        *remedy = TEXT("Escriba el número del documento o deje el campo vacío si la persona no tiene DUI.",
                       "Write the number of the document or leave the field empty if the person has no DUI.");
        return false;
    }
    if (!document_dui_is_valid(digits)) {
        return refuse_dui_digit(arena, digits, rule, remedy);
    }
    *out = str_format(arena, "%.8s-%c", digits.ptr, digits.ptr[8]);
    return true;
}

bool document_nit(struct arena *arena, struct str given, struct str *out, struct text *rule, struct text *remedy)
{
    struct str digits = document_digits(arena, given);
    if (is_written_plainly(given) && digits.len == 9) {
        return document_dui(arena, given, out, rule, remedy);
    }
    if (!is_written_plainly(given) || digits.len != 14) {
        *rule = TEXT("Un NIT tiene catorce dígitos (0000-000000-000-0), o nueve si es el DUI de una persona natural.",
                     "A NIT has fourteen digits (0000-000000-000-0), or nine if it is the DUI of a natural person.");
        *remedy = TEXT("Escriba todos los dígitos, con o sin guiones, o deje el campo vacío si no hay NIT.",
                       "Write all the digits, with or without hyphens, or leave the field empty if there is no NIT.");
        return false;
    }
    if (is_all_zero(digits)) {
        *rule = TEXT("Un NIT de puros ceros no es de nadie.", "A NIT of zeros only is nobody's document.");
        *remedy = TEXT("Escriba el número del documento o deje el campo vacío si no hay NIT.",
                       "Write the number of the document or leave the field empty if there is no NIT.");
        return false;
    }
    if (digits.ptr[0] != '0' && digits.ptr[0] != '1' && digits.ptr[0] != '9') {
        *rule = TEXT("Un NIT comienza con el código de un municipio (0 o 1), o con 9 si es del extranjero.",
                     "A NIT begins with the code of a municipality (0 or 1), or with 9 if it is from abroad.");
        *remedy = TEXT("Compare el número con el documento y escríbalo de nuevo.",
                       "Compare the number with the document and write it again.");
        return false;
    }
    if (!document_nit_has_date(digits)) {
        *rule = text_format(arena,
                            TEXT("Los dígitos 5 a 10 de un NIT son una fecha (DDMMAA), y %.6s no es ninguna.",
                                 "Digits 5 to 10 of a NIT are a date (DDMMYY), and %.6s is none."),
                            digits.ptr + 4);
        *remedy = TEXT("Compare la parte de la fecha con el documento y escríbala de nuevo.",
                       "Compare the date part with the document and write it again.");
        return false;
    }
    if (!document_nit_is_valid(digits)) {
        *rule = text_format(arena,
                            TEXT("El último dígito de un NIT comprueba los anteriores; para este debería ser %d.",
                                 "The last digit of a NIT checks the others; for this one it should be %d."),
                            nit_check_digit(digits));
        *remedy = TEXT("Compare el número con el documento y escríbalo de nuevo.",
                       "Compare the number with the document and write it again.");
        return false;
    }
    *out = str_format(arena, "%.4s-%.6s-%.3s-%c", digits.ptr, digits.ptr + 4, digits.ptr + 10, digits.ptr[13]);
    return true;
}

bool document_nrc(struct arena *arena, struct str given, struct str *out, struct text *rule, struct text *remedy)
{
    struct str digits = document_digits(arena, given);
    if (!is_written_plainly(given) || digits.len > 8) {
        *rule = TEXT("Un NRC tiene de uno a ocho dígitos, como 26024-0.", "An NRC has one to eight digits, such as 26024-0.");
        *remedy = TEXT("Escriba los dígitos del registro de IVA, o deje el campo vacío si no lo hay.",
                       "Write the digits of the VAT register, or leave the field empty if there is none.");
        return false;
    }
    if (is_all_zero(digits)) {
        *rule = TEXT("Un NRC de puros ceros no es de nadie.", "An NRC of zeros only is nobody's number.");
        *remedy = TEXT("Escriba los dígitos del registro de IVA, o deje el campo vacío si no lo hay.",
                       "Write the digits of the VAT register, or leave the field empty if there is none.");
        return false;
    }
    *out = digits.len == 1 ? digits
                           : str_format(arena, STR_FMT "-%c", STR_ARG(str_slice(digits, 0, digits.len - 1)),
                                        digits.ptr[digits.len - 1]);
    return true;
}
