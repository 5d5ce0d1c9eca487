/* intake/intake.h: the application for advice (F1): who asks, with which enterprise, its figures before any service, what is sworn
 * and consented to, and who signed (domain.md 3.3 step 1, 8.3 to 8.5).
 *
 * draft → signed (client and adviser) → authorised (by a director who did not write it) | returned, with observations → draft.
 * A signed application is not corrected: it is returned first.
 *
 * The applicant and the enterprise are records from the first day: prospects. Authorising makes them clients: it takes the F1's
 * consent, provenance, products, markets, sales and jobs to them, makes them active, joins them by an affiliation, and records
 * the initial measurement if the enterprise has none. That is why this room comes behind `results`.
 */
#ifndef ADELANTE_INTAKE_H
#define ADELANTE_INTAKE_H

#include "advice/service.h"
#include "client/enterprise.h"
#include "client/person.h"
#include "core/ctx.h"
#include "core/entity.h"
#include "core/op.h"

struct intake {
    struct record record;
    struct date date;
    struct ref adviser;
    struct ref person;
    struct ref enterprise; /* none: an entrepreneur without one yet */
    struct str relation;   /* of the applicant to it */
    struct str provenance;
    struct str need;
    struct money national_sales; /* this and the next four: of the last twelve months; empty is no data, zero is none */
    struct money export_sales;
    struct money production_cost;
    struct money current_financing;
    struct money seed_capital;
    int64_t jobs_male_fixed;
    int64_t jobs_male_temporary;
    int64_t jobs_female_fixed;
    int64_t jobs_female_temporary;
    struct str markets; /* several */
    struct str products;
    struct str language; /* of the texts that are signed */
    enum answer sworn;
    struct ref sworn_text;
    enum answer consent;
    struct ref consent_text;
    struct str consent_scopes;
    enum answer survey;
    struct ref survey_text;
    enum answer pledge;
    struct ref pledge_text;
    struct date client_signed_on;
    struct date adviser_signed_on;
    struct date authorised_on;
    struct ref authorised_by;
    struct str observations;
    struct ref snapshot;
    struct str state;
};
extern const struct choice intake_states[];
extern const struct entity_store intake_store;
extern const struct entity intake_entity;
extern const struct op intake_ops[];
extern const size_t intake_op_count;
extern const struct db_statements intake_statements;

enum err intake_check(struct ctx *ctx, void *row, const void *before);

/* intake.receive (POST /received/intakes): an F1 with an applicant and an enterprise that may be new. `intake` stands first, so
 * that its rows describe this struct too. */
struct intake_receive {
    struct intake intake;
    struct str given_names; /* of a new applicant, where intake.person is empty */
    struct str surnames;
    struct str dui;
    struct str sex;
    struct date birth_date;
    struct str mobile;
    struct str email;
    struct str name; /* of a new enterprise, where intake.enterprise is empty; empty too: no enterprise yet */
    struct str trade_name;
    struct str sector;
    struct str constitution;
    struct date started_on;
    struct str district; /* of both */
    struct str address;
};
extern const struct shape intake_receive_shape;

/* intake.sheet (GET /intakes/{code}/sheet): everything that a page or a printed F1 shows. */
struct intake_sheet {
    struct intake intake;
    struct person person;
    struct rows enterprises; /* of struct enterprise: one or none */
    struct str unit_name;
    struct str sworn_words; /* as signed; of a draft as they would be signed today; empty before the first F1 of an agency */
    struct str consent_words;
    struct str survey_words;
    struct str pledge_words;
};
extern const struct shape intake_sheet_shape;

/* In intake_store.c. */

FALLIBLE intake_store_by_client(struct ctx *ctx, bool is_person, struct id agency, struct id id, int64_t limit, struct list *out);
FALLIBLE intake_store_newest(struct ctx *ctx, const struct service_newest_input *in, struct list *out);
/* Signed ones, the oldest first: they wait for a director. */
FALLIBLE intake_store_waiting(struct ctx *ctx, int64_t limit, struct list *out);
/* Another F1 of the same applicant and enterprise that is not authorised yet: its code; STR_NONE if there is none. */
FALLIBLE intake_store_other(struct ctx *ctx, const struct intake *intake, struct str *out_code);
/* The initial measurement of the enterprise and an affiliation between the two on the day; ID_NONE where there is none. */
FALLIBLE intake_store_initial(struct ctx *ctx, const struct intake *intake, struct id *out);
FALLIBLE intake_store_affiliation(struct ctx *ctx, const struct intake *intake, struct id *out);

#endif
