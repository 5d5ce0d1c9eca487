/* account/record_web.h: the forms of a plain noun (RECORD_OPS): add, correct, annul. Lists and details are written by hand.
 *
 * A refused form comes back with what was sent and the words at each field; after a change by somebody else it carries the
 * version of that change, so that sending it again is a decision.
 */
#ifndef ADELANTE_RECORD_WEB_H
#define ADELANTE_RECORD_WEB_H

#include "account/visit.h"
#include "core/entity.h"

struct record_web {
    const struct entity *entity;
    const char *path; /* /agreements: the list; a record is /agreements/{code} */
    enum place place;
    struct text add;     /* title of the empty form: "Registrar un convenio" */
    struct text correct; /* "Corregir el convenio" */
    struct text saved;   /* "Convenio guardado." */
    /* Draws the fields. is_new: the record does not exist yet. */
    void (*fields)(struct visit *visit, const struct form_view *form, bool is_new);
};
/* The handlers' bodies: GET and POST of {path}/new, GET and POST of {path}/{code}/edit, POST of {path}/{code}/annul. */
enum err record_web_new(struct request *req, struct response *resp, const struct record_web *page);
enum err record_web_add(struct request *req, struct response *resp, const struct record_web *page);
enum err record_web_edit(struct request *req, struct response *resp, const struct record_web *page);
enum err record_web_set(struct request *req, struct response *resp, const struct record_web *page);
enum err record_web_annul(struct request *req, struct response *resp, const struct record_web *page);

/* The record named by the route's {code}. */
FALLIBLE record_web_get(struct visit *visit, const struct record_web *page, void *out);
struct url record_web_url(struct arena *arena, const struct record_web *page, struct str code);
bool record_web_may_write(const struct visit *visit, const struct record_web *page);
/* At the end of a detail: that it is annulled and why, or for whoever may the question for the reason. */
void record_web_annulment(struct visit *visit, const struct record_web *page, const void *row);

#endif
