/* party/letterhead.h: what stands at the head of a unit's printed sheets, and who signs them on a day.
 *
 * What a unit leaves empty is that of the unit above it in the same agency, and so is an office nobody holds in the unit.
 * Nothing of it is written in the program (domain 3.9, item 6). Its logo is a document of kind "logo" of the unit (evidence/): the
 * newest one whose date is not after the day of the sheet.
 */
#ifndef ADELANTE_LETTERHEAD_H
#define ADELANTE_LETTERHEAD_H

#include "core/ctx.h"
#include "core/op.h"

/* unit.letterhead (GET /letterhead). */
struct letterhead_input {
    struct str unit; /* code; empty: the caller's own (of the operator of the machine, who has none: the first agency) */
    struct date on;  /* the day of the document; none: today */
    bool wants_logo; /* not part of the shape: read the bytes of the logo too */
};
struct letterhead_signatory {
    struct str office;   /* signatory_offices */
    struct str name;
    struct str position; /* as printed; empty: the word for the office */
    struct str document; /* DUI, for those who read records */
};
struct letterhead {
    struct str unit; /* code */
    struct str name;
    struct str line;
    struct str address;
    struct str phone;
    struct str email;
    struct str place;
    struct str bank_account;
    struct str logo;       /* code of the document; empty: the unit and those above it have none */
    struct str logo_type;  /* media type: image/png or image/jpeg */
    struct str logo_bytes; /* not part of the shape */
    struct rows signatories; /* of struct letterhead_signatory: each office once, "other" as often as there are */
};
extern const struct shape letterhead_input_shape;
extern const struct shape letterhead_shape;
extern const struct shape letterhead_signatory_shape;
extern const struct op letterhead_ops[];
extern const size_t letterhead_op_count;
extern const struct db_statements letterhead_statements;

/* Who holds the office; a row without a name if nobody does. */
struct letterhead_signatory letterhead_find(const struct letterhead *letterhead, const char *office);
/* The words under the name: the position, or the office's. */
struct str letterhead_position(const struct letterhead_signatory *signatory, enum lang lang);

/* In letterhead_store.c. unit: as in party_unit_of. */
struct party_unit;
FALLIBLE letterhead_store_first_agency(struct ctx *ctx, struct id *out);
FALLIBLE letterhead_store_get(struct ctx *ctx, const struct party_unit *unit, struct date on, struct letterhead *out);
/* The bytes of out->logo, if there is one. ERR_CORRUPT: they do not give the SHA-256 that names them. */
FALLIBLE letterhead_store_logo(struct ctx *ctx, const struct party_unit *unit, struct letterhead *out);

#endif
