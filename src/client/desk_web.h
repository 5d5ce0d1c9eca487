/* client/desk_web.h: what the pages of every noun share: asking operations by name, lists to choose from, and the five pages
 * that a record has (new, edit, annul, verify, and the foot of its own page).
 *
 * A room describes its noun by one struct desk_noun (the questions of its form in groups) and names desk_new, desk_add … as
 * handlers with the noun as the route's data. What a noun needs beyond that is a page of its own.
 */
#ifndef ADELANTE_DESK_WEB_H
#define ADELANTE_DESK_WEB_H

#include "account/visit.h"
#include "core/entity.h"
#include "html/html.h"
#include "http/route.h"

/* ---- asking -------------------------------------------------------------------------------------- */

/* A field of an operation's input as a person would write it; an empty value is left out. */
struct desk_value {
    const char *name;
    struct str value;
};
/* Runs a reading operation. out: struct list, or shape_new of the op's output. */
FALLIBLE desk_ask(struct visit *visit, const char *op, const struct desk_value *values, size_t count, void *out);
/* Runs a changing one as visit_change does. */
FALLIBLE desk_change(struct visit *visit, const char *op, const struct desk_value *values, size_t count, void *out);
#define DESK_VALUES(...) \
    (const struct desk_value[]){__VA_ARGS__}, COUNT_OF(((const struct desk_value[]){__VA_ARGS__}))
/* The record of that code, or ERR_NOT_FOUND. row: shape_new of the entity. */
FALLIBLE desk_get(struct visit *visit, const struct entity *entity, struct str code, void *row);

/* ---- lists to choose from --------------------------------------------------------------------------- */

struct desk_options {
    const struct form_option *items;
    size_t count;
};
struct desk_lists {
    struct desk_options staff;
    struct desk_options units;
    struct desk_options agreements; /* those that may pay: signed or in force */
    struct desk_options organisations;
    struct desk_options districts;  /* those of the visitor's department first */
    struct str own_staff;           /* code of the adviser that the visitor is; empty: none */
    struct str own_unit;
    struct str own_territory;
};
/* What the visitor may not read is left empty. */
FALLIBLE desk_lists_get(struct visit *visit, struct desk_lists *out);
FALLIBLE desk_staff(struct visit *visit, struct desk_options *out, struct str *own);
/* Every unit in reach; own: the visitor's own unit's code and territory. */
FALLIBLE desk_units(struct visit *visit, struct desk_options *out, struct str *own, struct str *territory);
/* The agreements that may pay. */
FALLIBLE desk_agreements(struct visit *visit, struct desk_options *out);
/* Districts by department, `first` (a department's code, may be empty) leading. */
struct desk_options desk_districts(struct arena *arena, struct str first);
/* The same with an empty option in front, labelled. */
struct desk_options desk_with_all(struct arena *arena, struct desk_options options, struct str label);
/* The label of a choice's code in the visitor's language; the code itself if it is none. */
struct str desk_word(const struct visit *visit, const struct choice *choices, struct str code);
enum tone desk_verification_tone(struct str verification);

/* ---- addresses ------------------------------------------------------------------------------------------ */

/* The page of a record by its dataset ("sessions"); no address for what has no page. */
struct url desk_record_url(struct arena *arena, struct str dataset, struct str code);
/* kind: enterprise or person. */
struct url desk_client_url(struct arena *arena, struct str kind, struct str code);

/* The places under "services": sessions, training, assistance, links, plans, diagnoses, the agenda, referrals and, last, printed forms; the current one by its
 * number, -1 for the last. */
void desk_service_tabs(struct visit *visit, int current);
/* The places under "clients": all of them, applications, those without a service for twelve months, and for those who decide on
 * them the possible duplicates. */
void desk_client_tabs(struct visit *visit, int current);

/* ---- forms ------------------------------------------------------------------------------------------------- */

struct desk_group {
    struct text legend;       /* none: the first questions, without a heading */
    const char *const *names; /* NULL-terminated */
    bool folded;              /* in <details>, closed unless something in it is wrong */
};
struct desk_noun;
struct desk_form {
    const struct desk_noun *noun;
    struct desk_lists lists;
    struct form_view view;
    void *row;
    bool is_new;
    struct desk_options people; /* who may be named beside those already named: boxes of `persons` */
    struct str others; /* after a conflict: what others changed in other fields */
    struct str notice; /* above the questions; may be empty */
    struct url back; /* where to go when it is saved or left; none: the record's page */
};
struct desk_noun {
    const char *name;           /* of its operations: session */
    const struct entity *entity;
    const char *path;           /* sessions */
    enum place place;
    enum permission write;
    struct text new_title;
    struct text edit_title;     /* without the code */
    struct text saved;
    bool prints;                /* its page leads to /path/{code}/print */
    const char *add;            /* the operation that records a new one; NULL: name.add */
    const char *list;           /* the list it stands in, as a path of ours */
    struct text list_label;
    const struct desk_group *groups; /* ends with a zero row */
    /* Changes what was sent before it is read, e.g. two boxes of one question into one; may be NULL. */
    void (*sent)(struct visit *visit);
    /* The first values of a new record, beyond its unit; *elsewhere: the page was answered otherwise. May be NULL. */
    enum err (*begin)(struct visit *visit, struct desk_form *form, bool *elsewhere);
    /* Before a new record is saved, its values in visit->form: may answer with a page that asks something first (*answered). May be
     * NULL. */
    enum err (*ask)(struct visit *visit, const struct desk_noun *noun, bool *answered);
    /* Draws a field otherwise than by its type: true if it did. May be NULL. */
    bool (*draw)(struct visit *visit, const struct desk_form *form, const struct field *field);
    /* Answers with the record's page again after a refused action, the faults on it; NULL: what is recorded, and the steps. */
    enum err (*show)(struct visit *visit, const struct desk_noun *noun, struct str code, const struct fault *fault);
};

/* Handlers; the route's data is the noun. Patterns: GET and POST /x/new; GET and POST /x/{code}/edit; POST /x/{code}/annul;
 * POST /x/{code}/verify; POST /x/{code}/move/{move} for a noun with a flow. */
enum err desk_new(struct request *req, struct response *resp);
enum err desk_add(struct request *req, struct response *resp);
enum err desk_edit(struct request *req, struct response *resp);
enum err desk_set(struct request *req, struct response *resp);
enum err desk_annul(struct request *req, struct response *resp);
enum err desk_verify(struct request *req, struct response *resp);
enum err desk_flow_post(struct request *req, struct response *resp); /* desk_flow_web.h */
/* The form of a new record again, as it was typed, without fault. */
enum err desk_type_on(struct visit *visit, const struct desk_noun *noun);
/* The record that the typed one turned out to be: its form, empty questions filled with what was typed, and what differs said. */
enum err desk_complete(struct visit *visit, const struct desk_noun *noun, struct str code);
/* "Celular: 7000-0000; Correo: …": what was typed where the record says otherwise, or (missing_too) nothing; empty if nothing. */
struct str desk_typed_otherwise(struct visit *visit, const struct shape *shape, const void *row, bool missing_too);
#define DESK_ROUTES(path, noun)                                                                                       \
    {.method = METHOD_GET, .pattern = path "/new", .handler = desk_new, .data = &(noun)},                             \
    {.method = METHOD_POST, .pattern = path "/new", .handler = desk_add, .data = &(noun)},                            \
    {.method = METHOD_GET, .pattern = path "/{code}/edit", .handler = desk_edit, .data = &(noun)},                    \
    {.method = METHOD_POST, .pattern = path "/{code}/edit", .handler = desk_set, .data = &(noun)},                    \
    {.method = METHOD_POST, .pattern = path "/{code}/annul", .handler = desk_annul, .data = &(noun)},                 \
    {.method = METHOD_POST, .pattern = path "/{code}/verify", .handler = desk_verify, .data = &(noun)},               \
    {.method = METHOD_POST, .pattern = path "/{code}/move/{move}", .handler = desk_flow_post, .data = &(noun)}

/* One question by its name, with the options that its type asks for. */
void desk_field(struct visit *visit, const struct desk_form *form, const char *name);
/* Radio buttons whatever the number of choices. */
void desk_radios(struct visit *visit, const struct desk_form *form, const struct field *field);
/* The same from a list of the page's own; value: the one that is chosen. */
void desk_radio_list(struct visit *visit, const struct desk_form *form, const struct field *field,
                     const struct form_option *options, size_t count, struct str value);
/* Several of a list of the page's own, however long: people tick those who came, and do not type codes. */
void desk_tick_list(struct visit *visit, const struct desk_form *form, const struct field *field, const struct form_option *options,
                    size_t count);
/* A field that the visitor need not see; its value as given before, or from the row. */
void desk_hidden(struct visit *visit, const struct desk_form *form, const struct field *field);
/* Takes the value of a field as a person would write it into the form's row; a bad value leaves it empty. */
void desk_preset(struct visit *visit, struct desk_form *form, const char *name, struct str value);
/* First choose a client: a page with a search; every hit leads to `self` with ?enterprise= or ?person=. */
enum err desk_choose_client(struct visit *visit, const struct desk_noun *noun, struct url self, bool enterprises_only);

/* ---- the page of a record ------------------------------------------------------------------------------------ */

/* Opens the page of a record: title, crumbs, the button to edit it; says if it is annulled. */
void desk_page(struct visit *visit, const struct desk_noun *noun, struct str title, const void *row);
/* The card with what is recorded: every field with a value but those named. References to clients are links. */
void desk_facts(struct visit *visit, const struct desk_noun *noun, const void *row, const char *const *except);
/* The same page after a refused action: the faults, and the record again. */
enum err desk_refuse(struct visit *visit, const struct desk_noun *noun, struct str code, enum err err);
/* Documents, verification and annulment, for those who may. */
void desk_judgement(struct visit *visit, const struct desk_noun *noun, const void *row);
/* The steps that can be taken, documents, verification and annulment, for those who may. */
void desk_foot(struct visit *visit, const struct desk_noun *noun, const void *row);

#endif
