#include "party/contact.h"

#include <string.h>

#include "base/utf8.h"
#include "party/document.h"

bool contact_phone(struct arena *arena, struct str given, struct str *out, struct text *rule, struct text *remedy)
{
    bool plain = true;
    for (size_t i = 0; i < given.len; i++) {
        plain = plain && given.ptr[i] != '\0' && str_find(S("0123456789 +-().,/;extEXT"), str_slice(given, i, i + 1)) != SIZE_MAX;
    }
    struct str digits = document_digits(arena, given);
    if (!plain || digits.len < 7 || given.len > 30) {
        *rule = TEXT("Un teléfono tiene de 8 a 30 caracteres: dígitos, espacios, guiones, paréntesis y +.",
                     "A telephone number has 8 to 30 characters: digits, blanks, hyphens, brackets and +.");
        *remedy = TEXT("Escriba el número como 2604-1234, o con + y el código del país si es del extranjero.",
                       "Write the number as 2604-1234, or with + and the country's code if it is abroad.");
        return false;
    }
    if (digits.len == 11 && str_starts(digits, S("503"))) {
        digits = str_slice(digits, 3, 11);
    }
    if (digits.len == 8 && str_find(given, S("+")) == SIZE_MAX) {
        *out = str_format(arena, "+503 %.4s-%.4s", digits.ptr, digits.ptr + 4);
    } else if (digits.len == 8 && str_starts(document_digits(arena, given), S("503"))) {
        *out = str_format(arena, "+503 %.4s-%.4s", digits.ptr, digits.ptr + 4);
    } else if (given.len < 8) {
        *rule = TEXT("Un teléfono tiene de 8 a 30 caracteres.", "A telephone number has 8 to 30 characters.");
        *remedy = TEXT("Escriba todos los dígitos del número.", "Write all the digits of the number.");
        return false;
    } else {
        *out = given;
    }
    return true;
}

bool contact_email(struct arena *arena, struct str given, struct str *out, struct text *rule, struct text *remedy)
{
    size_t at = str_find(given, S("@"));
    bool good = at != SIZE_MAX && at > 0 && at <= 64 && utf8_length(given) <= 100;
    struct str domain = good ? str_slice(given, at + 1, given.len) : STR_NONE;
    size_t dot = str_find(domain, S("."));
    good = good && dot != SIZE_MAX && dot > 0 && !str_ends(domain, S(".")) && str_find(domain, S("@")) == SIZE_MAX &&
           str_find(domain, S("..")) == SIZE_MAX;
    for (size_t i = 0; good && i < given.len; i++) {
        unsigned char c = (unsigned char)given.ptr[i];
        good = c > ' ' && c != ',' && c != ';' && c != '<' && c != '>' && c != '"' && c != '(' && c != ')' && c != 127;
    }
    if (!good) {
        *rule = TEXT("Un correo se escribe nombre@dominio.sv, sin espacios, de 100 caracteres a lo sumo.",
                     "An e-mail address is written name@domain.sv, without blanks, in at most 100 characters.");
        *remedy = TEXT("Escriba una sola dirección completa, o deje el campo vacío.",
                       "Write one whole address, or leave the field empty.");
        return false;
    }
    char *copy = arena_alloc(arena, given.len + 1);
    for (size_t i = 0; i < given.len; i++) {
        char c = given.ptr[i];
        copy[i] = i > at && c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
    }
    *out = (struct str){copy, given.len};
    return true;
}

/* A host name as in an address: labels of letters, digits and hyphens between single dots, the last with a letter in it, and
 * perhaps a port. Letters beyond ASCII are taken as they are. */
static bool is_web_host(struct str host)
{
    size_t colon = str_find(host, S(":"));
    int64_t port = 1;
    if (colon != SIZE_MAX) {
        if (!str_to_int(str_slice(host, colon + 1, host.len), &port)) {
            return false;
        }
        host = str_slice(host, 0, colon);
    }
    bool letter = false; /* in the present label */
    size_t dots = 0;
    for (size_t i = 0; i < host.len; i++) {
        unsigned char c = (unsigned char)host.ptr[i];
        bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 0x80;
        if (c == '.') {
            dots++;
            letter = false;
        } else if (!is_letter && c != '-' && (c < '0' || c > '9')) {
            return false;
        }
        letter = letter || is_letter;
    }
    return dots > 0 && letter && port > 0 && port < 65536 && host.ptr[0] != '.' && str_find(host, S("..")) == SIZE_MAX;
}

bool contact_website(struct arena *arena, struct str given, struct str *out, struct text *rule, struct text *remedy)
{
    bool blank = str_find(given, S(" ")) != SIZE_MAX || str_find(given, S("<")) != SIZE_MAX ||
                 str_find(given, S("\"")) != SIZE_MAX;
    struct str whole = given;
    if (!str_starts(given, S("http://")) && !str_starts(given, S("https://"))) {
        blank = blank || str_find(given, S(":")) != SIZE_MAX;
        whole = str_format(arena, "https://" STR_FMT, STR_ARG(given));
    }
    struct str host = str_slice(whole, str_find(whole, S("://")) + 3, whole.len);
    size_t end = 0;
    while (end < host.len && strchr("/?#", host.ptr[end]) == NULL) {
        end++;
    }
    if (blank || !is_web_host(str_slice(host, 0, end))) {
        *rule = TEXT("Una dirección web comienza con https:// o http:// y no lleva espacios.",
                     "A web address begins with https:// or http:// and has no blanks.");
        *remedy = TEXT("Copie la dirección del navegador, o deje el campo vacío.",
                       "Copy the address from the browser, or leave the field empty.");
        return false;
    }
    *out = whole;
    return true;
}
