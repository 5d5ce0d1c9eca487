/* client/shown.h: which value is shown where the records of one client differ (architecture 5).
 *
 * A merge changes no record. What people chose is kept with the identity, as pairs of a field and the record whose value is
 * shown: "phone:P-2;email:P-1". Without a choice the first record's value is shown, and where it has none, that of the first
 * record that has one ("not stated" is none). Fields that belong together (a document with its kind, a consent with its text)
 * follow one another. The choice "code:P-2" puts that record first: its code stays in lists, the others lead to it.
 *
 * The members of an identity come in its order; only records of the agency whose identity it is are looked at.
 */
#ifndef ADELANTE_SHOWN_H
#define ADELANTE_SHOWN_H

#include "core/ctx.h"
#include "core/entity.h"

struct identity;

/* Whether people choose among the values of a field: not of the code, the unit, the annulment and what the program computes. */
bool shown_is_chosen(const struct field *field);
/* The record named for a field, STR_NONE if none is. */
struct str shown_choice(struct str shown, const char *field);
/* The choices with one more, in place of an earlier one of the same field. */
struct str shown_with(struct arena *arena, struct str shown, struct str field, struct str code);
/* Choices taken later over earlier ones. */
struct str shown_over(struct arena *arena, struct str earlier, struct str later);
/* Which of the rows' values is shown: its place in `rows`. Each row begins with struct record. */
size_t shown_from(const struct shape *shape, struct str shown, const void *const *rows, size_t count, const struct field *field);
/* The client as it is shown: the first row's record with each field's shown value. */
void shown_take(const struct shape *shape, struct str shown, const void *const *rows, size_t count, void *out);
/* Checks choices whose records must be among `codes`; a fault on `field` names what is wrong. */
enum err shown_check(struct ctx *ctx, const char *field, const struct shape *shape, struct str shown, const struct str *codes, size_t count);
/* Drops what names a field that is not chosen or a record that is not among `codes`. */
struct str shown_known(struct arena *arena, const struct shape *shape, struct str shown, const struct str *codes, size_t count);

/* Before an identity is written: puts the record of "code:" first and takes that choice out, drops what names a record that has left;
 * a choice that is new and names no member is a fault. `was` may be NULL. */
enum err shown_settle(struct ctx *ctx, struct identity *identity, const struct identity *was);

/* In shown_store.c. What the list says of a client follows its open identity in its own agency: after the client or the identity
 * was written. */
FALLIBLE shown_follow(struct ctx *ctx, char kind, struct id agency, struct id client);
/* After an identity was written: the list's lines of its first record as shown, or (not open) of all of them as they are. */
FALLIBLE shown_apply(struct ctx *ctx, const struct identity *identity, bool open);
/* The id of the open identity of its own agency that the client is in, none if there is none. */
FALLIBLE shown_identity_of(struct ctx *ctx, char kind, struct id agency, struct id client, struct id *out);
extern const struct db_statements shown_statements;

#endif
