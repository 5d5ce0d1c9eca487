/* party/contact.h: telephone, e-mail and web address as .rule of fields (domain 7.1). */
#ifndef ADELANTE_CONTACT_H
#define ADELANTE_CONTACT_H

#include "core/field.h"

/* 8 to 30 characters. Eight digits, with or without 503 before them, become +503 ####-####; others stay as written. */
bool contact_phone(struct arena *arena, struct str given, struct str *out, struct text *rule, struct text *remedy);
/* One @ with something before it and a name with a dot behind it; at most 100 characters; the domain in lower case. */
bool contact_email(struct arena *arena, struct str given, struct str *out, struct text *rule, struct text *remedy);
/* http:// or https://, which is put in front if nothing is. */
bool contact_website(struct arena *arena, struct str given, struct str *out, struct text *rule, struct text *remedy);

#endif
