/* party/document.h: the identity documents of El Salvador: DUI, NIT, NRC (domain 7.1).
 *
 * The rules accept what people type (with or without hyphens and blanks) and give the form that is shown and kept:
 * DUI 01234567-8, NIT 0614-050707-104-8, NRC 26024-0. Only arithmetic: no rule asks anybody whether the document exists.
 */
#ifndef ADELANTE_DOCUMENT_H
#define ADELANTE_DOCUMENT_H

#include "core/field.h"

/* Nine digits whose last is the check digit: (10 − (9d1+8d2+…+2d8) mod 10) mod 10. Says true for nine zeros too. */
bool document_dui_is_valid(struct str digits);
/* Fourteen digits whose last is the check digit, by the old formula for sequences up to 100 and the new one above. */
bool document_nit_is_valid(struct str digits);
/* Whether digits 5 to 10 of a NIT are a day DDMMYY of some century. */
bool document_nit_has_date(struct str digits);

/* As .rule of fields. A NIT of nine digits is a DUI. All zeros are refused as nobody's document. */
bool document_dui(struct arena *arena, struct str given, struct str *out, struct text *rule, struct text *remedy);
bool document_nit(struct arena *arena, struct str given, struct str *out, struct text *rule, struct text *remedy);
bool document_nrc(struct arena *arena, struct str given, struct str *out, struct text *rule, struct text *remedy);
/* The digits alone: what search and comparison use. */
struct str document_digits(struct arena *arena, struct str s);

#endif
