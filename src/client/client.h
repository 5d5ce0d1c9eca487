/* client/client.h: what persons and enterprises have in common: choices, consent, and the tables of this room. */
#ifndef ADELANTE_CLIENT_H
#define ADELANTE_CLIENT_H

#include "core/ctx.h"
#include "core/op.h"

extern const struct choice client_zones[];
extern const struct choice client_statuses[];
extern const struct choice client_provenances[];
extern const struct choice client_markets[];
extern const struct choice client_consent_scopes[];

struct client_consent {
    struct date on;
    struct str text;
    struct str scopes;
    struct date revoked_on;
};
/* Consent is dated, names its text and its purposes, and is not revoked before it was given. Adds every fault. */
enum err client_check_consent(struct ctx *ctx, const struct client_consent *consent);

/* Documents that name one person or one enterprise. */
enum client_document { CLIENT_PERSON_DUI, CLIENT_PERSON_NIT, CLIENT_ENTERPRISE_NIT, CLIENT_ENTERPRISE_NRC };
struct client_document_use {
    enum client_document document;
    const char *field;
    struct str value;
    struct str before; /* what the record had; STR_NONE for a new one */
};
/* A document that another record of the agency has already is refused unless a reason is given, since it would be the same
 * client twice; in a file it is a warning. Only what is new or changed is looked at. Adds every fault. */
enum err client_check_documents(struct ctx *ctx, const struct record *record, const struct client_document_use *uses, size_t count,
                                struct str reason);
#define CLIENT_DOCUMENT_REASON(s)                                                                                           \
    FIELD_TEXT(s, same_document_reason, .max = 300, .privacy = PRIVACY_INTERNAL,                                            \
               .label = T("Motivo de un documento repetido", "Reason for a repeated document"),                             \
               .hint = T("Solo si otro registro tiene ya ese documento y aun así debe haber dos.",                          \
                         "Only if another record has that document already and there must be two all the same."))
/* The code of another record of the agency that has the document; STR_NONE. In document_store.c. */
FALLIBLE client_document_holder(struct ctx *ctx, enum client_document document, const struct record *record, struct str value,
                                struct str *code);
extern const struct db_statements document_statements;

extern const struct op person_ops[];
extern const size_t person_op_count;
extern const struct op enterprise_ops[];
extern const size_t enterprise_op_count;
extern const struct op affiliation_ops[];
extern const size_t affiliation_op_count;
extern const struct op move_ops[];
extern const size_t move_op_count;
extern const struct op identity_ops[];
extern const size_t identity_op_count;
extern const struct op client_ops[]; /* client.list, client.search */
extern const size_t client_op_count;

#endif
