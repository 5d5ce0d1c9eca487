/* advice/service.h: what all kinds of service and measurement share.
 *
 * The closed lists and field rows that several nouns have, the rules on dates, states and
 * verification, the generic verb "verify", and the reading of lists by client. It knows no noun of
 * its own: sessions, events, assistances, links, snapshots and milestones build on it.
 */
#ifndef ADELANTE_SERVICE_H
#define ADELANTE_SERVICE_H

#include "agreement/agreement.h"
#include "core/op.h"

/* declared, with_evidence, verified, validated, objected (domain.md section 9, "snapshot value"). */
extern const struct choice service_verifications[];
extern const struct choice service_themes[];
extern const struct choice service_deliveries[];

#define SERVICE_REPORTABLE(s)                                                                                          \
    FIELD_BOOL(s, reportable, .initial = "true", .label = T("Se informa", "Reportable"),                               \
               .hint = T("Si no se informa, no cuenta en ningún resultado.", "If not reportable, it counts in no result."))
#define SERVICE_FUNDING(s)                                                                                             \
    FIELD_SHARES(s, funding, .target = &agreement_entity, .label = T("Financiamiento", "Funding"),                     \
                 .hint = T("Convenios que pagan y su porcentaje; deben sumar 100.00. Vacío: fondos propios.",          \
                           "Agreements that pay and their percentage; must add to 100.00. Empty: own funds."))
#define SERVICE_EVIDENCE(s)                                                                                            \
    FIELD_TEXT(s, evidence, .max = 500, .label = T("Evidencia", "Evidence"),                                           \
               .hint = T("El documento que respalda el registro y dónde está.",                                        \
                         "The document behind the record and where it is."))
#define SERVICE_VERIFICATION(s)                                                                                        \
    FIELD_CHOICE(s, verification, .choices = service_verifications, .initial = "declared",                             \
                 .label = T("Verificación", "Verification"),                                                           \
                 .hint = T("Verificar corresponde a otra persona que quien registró.",                                 \
                           "Verifying is for a person other than the one who recorded it."))

/* ---- rules: each adds its faults to the context and returns ERR_INVALID if there was one ---- */

/* Keeps ERR_INVALID in err and goes on, so that one answer names every fault; passes any other error on at once. */
#define SERVICE_COLLECT(err, expression)           \
    do {                                           \
        enum err collect_err = (expression);       \
        if (collect_err == ERR_INVALID) {          \
            (err) = ERR_INVALID;                   \
        } else if (collect_err != ERR_OK) {        \
            return collect_err;                    \
        }                                          \
    } while (0)

/* The row was annulled by this write or was so already: its cross rules rest. */
bool service_is_annulled(const struct record *record);
/* R5 (domain.md section 10): not in the future; older than twelve months only by a director, an executive director or the
 * local operator, or from a file. A date that did not change since `before` (DATE_NONE: new) is not looked at again. */
FALLIBLE service_check_date(struct ctx *ctx, const char *field, struct date date, struct date before);
/* first <= second where both are given; the fault is on the second's field. */
FALLIBLE service_check_order(struct ctx *ctx, struct text first_label, struct date first, const char *second_field,
                             struct date second);
/* An amount that is given is more than zero. */
FALLIBLE service_check_positive(struct ctx *ctx, const char *field, struct money amount);
/* No record twice. */
FALLIBLE service_check_distinct(struct ctx *ctx, const char *field, const struct refs *refs);

/* Separation of duties (domain.md section 12): verified, validated and objected are set with PERM_VERIFY by a person who
 * neither recorded nor last changed the value, and by nothing else in the same write; with_evidence needs evidence: words, or a document attached to it. When
 * the content of a record that somebody had judged is changed, its verification falls back to with_evidence or declared.
 * `row` and `before` are structs of the entity, which has the fields verification and evidence. To be called last. */
FALLIBLE service_check_verification(struct ctx *ctx, const struct entity *entity, void *row, const void *before);

/* ---- verbs ------------------------------------------------------------------------------- */

struct service_verify_input {
    struct str code;
    struct str verification;
    struct str evidence;
    int64_t version;
};
extern const struct shape service_verify_shape;
/* Writes a record that a verb changed, as record_write does, and gives its references their labels for the answer. */
FALLIBLE service_write(struct ctx *ctx, const struct entity *entity, void *row, const void *before);
/* Sets verification and evidence of a record of ctx->op->entity. out: the stored record. */
FALLIBLE service_verify(struct ctx *ctx, const void *in, void *out);
#define SERVICE_VERIFY_OP(noun, plural, entity_, es, en)                                                               \
    {.name = noun ".verify", .http = "POST /" plural "/{code}/verify", .label = T("Verificar " es, "Verify " en),      \
     .permission = PERM_VERIFY, .kind = OP_WRITE, .input = &service_verify_shape, .output = &(entity_).shape,          \
     .answer = ANSWER_RECORD, .entity = &(entity_), .run = service_verify}

/* ---- lists for pages ------------------------------------------------------------------------ */

struct service_client_input {
    struct str kind; /* enterprise, person */
    struct str code;
    int64_t limit;
};
extern const struct shape service_client_shape;
/* Services by their day, the newest first: those of a period, of an adviser, and those after the last one shown. */
struct service_newest_input {
    int64_t limit;
    struct date from;
    struct date to;
    struct str adviser; /* code */
    struct str after;   /* the `next` of the page before */
};
extern const struct shape service_newest_shape;

/* The client that the input names, in scope; ERR_NOT_FOUND otherwise. Names it as the subject of the access record. */
struct service_client {
    bool is_person;
    struct id agency;
    struct id id;
    int64_t limit;
};
FALLIBLE service_find_client(struct ctx *ctx, const struct service_client_input *in, struct service_client *out);
/* Fills `out` with the records of these ids, in this order, with links and labels. */
FALLIBLE service_read_list(struct ctx *ctx, const struct entity *entity, const struct id *ids, size_t count, struct list *out);
#define SERVICE_BY_CLIENT_OP(noun, plural, entity_, es, en, run_)                                                      \
    {.name = noun ".by_client", .http = "GET /clients/{kind}/{code}/" plural,                                          \
     .label = T("Listar " es " de un cliente", "List the " en " of a client"), .permission = PERM_RECORD_READ,         \
     .kind = OP_READ, .input = &service_client_shape, .output = &(entity_).shape, .answer = ANSWER_LIST,               \
     .entity = &(entity_), .leaves_access = true, .run = (run_)}

#endif
