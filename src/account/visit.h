/* account/visit.h: one visit to a page: who is signed in, in which language, and the page that answers.
 *
 * What every X_web.c begins with. A handler reads:
 *
 *     static enum err clients_page(struct request *req, struct response *resp)
 *     {
 *         struct visit visit;
 *         VISIT(&visit, req, resp);                       signed in, or already sent to the sign-in page
 *         … visit_run(&visit, op_find(S("client.list")), in, &out) …
 *         visit_page(&visit, TEXT("Clientes", "Clients"), PLACE_CLIENTS);
 *         H(visit.html, "…");
 *         return visit_end(&visit);
 *     }
 *
 * A form that changes something: VISIT_POST checks that it comes from a page of ours (CSRF token, origin) and reads the fields;
 * visit_input fills an operation's input from them; on ERR_INVALID or ERR_CONFLICT the same page is shown again with the
 * same values and visit.call.fault at each field; on success visit_go leads on (303) with a message.
 */
#ifndef ADELANTE_VISIT_H
#define ADELANTE_VISIT_H

#include "core/op.h"
#include "format/form.h"
#include "html/form.h"
#include "html/page.h"
#include "http/message.h"

/* What the application hands to every request as req->app: the first member of its own struct. */
struct site {
    struct runner *runner;
    struct page_assets assets;
    struct str version;
    enum lang lang; /* for visitors without a preference */
};

struct visit {
    struct request *req;
    struct response *resp;
    struct site *site;
    struct arena *arena;
    enum lang lang;
    struct actor actor;     /* role ROLE_NONE: nobody is signed in */
    struct str full_name;
    struct str secret;      /* of the session: CSRF tokens are derived from it */
    struct str csrf;        /* for the forms of this page */
    struct form *form;      /* of a POST */
    struct call call;       /* of the last operation: its faults */
    struct page page;
    const void *about;      /* what the page has read of its subject, for the hooks that draw parts of it */
    struct html writer;
    struct html *html;      /* &writer */
};

/* Who comes? ERR_UNAUTHENTICATED has already answered with a redirect to the sign-in page (which returns here). */
enum err visit_begin(struct visit *visit, struct request *req, struct response *resp);
/* The same for pages that anybody may see: nobody signed in is fine. */
enum err visit_begin_open(struct visit *visit, struct request *req, struct response *resp);
/* visit_begin, and the form of a POST with its CSRF token and origin checked. ERR_DENIED otherwise. */
enum err visit_begin_post(struct visit *visit, struct request *req, struct response *resp);
/* Returns from the handler where the visit cannot begin. */
#define VISIT(visit, req, resp)                              \
    do {                                                     \
        enum err visit_err = visit_begin(visit, req, resp);  \
        if (visit_err == ERR_UNAUTHENTICATED) {              \
            return ERR_OK;                                   \
        }                                                    \
        TRY(visit_err);                                      \
    } while (0)
#define VISIT_POST(visit, req, resp)                              \
    do {                                                          \
        enum err visit_err = visit_begin_post(visit, req, resp);  \
        if (visit_err == ERR_UNAUTHENTICATED) {                   \
            return ERR_OK;                                        \
        }                                                         \
        TRY(visit_err);                                           \
    } while (0)

bool visit_may(const struct visit *visit, enum permission permission);
/* What the frame of a page says of who is signed in: name, role, agency, and the places that the role may reach. */
void visit_sign_page(struct visit *visit, struct page *page);
/* Runs an operation as the visitor; faults in visit->call.fault. out: struct of the op's output, or struct list. */
FALLIBLE visit_run(struct visit *visit, const struct op *op, const void *in, void *out);
/* The same for a change: the form's field `request_id` is the idempotency key, so that a form sent twice is done once;
 * given (may be NULL): for .partial operations. When the answer is a replay (visit->call.replayed) out holds what its JSON gives. */
FALLIBLE visit_change(struct visit *visit, const struct op *op, const void *in, const bool *given, void *out);
/* Fills `in` from the form's fields (several checkboxes of one CHOICES or REFS field are joined), marks `given`; faults are
 * collected in visit->call.fault. Fields the form does not have stay as they are; `version` goes to struct record of nouns. */
FALLIBLE visit_input(struct visit *visit, const struct op *op, void *in, bool *given);

/* Opens the page: title, place; actions, crumbs and flash may be set in visit->page before. The flash message of visit_go is shown. */
void visit_page(struct visit *visit, struct text title, enum place place);
/* Closes the page and hands it to the response. */
enum err visit_end(struct visit *visit);
/* 303 to a page of ours, which shows the message once. */
enum err visit_go(struct visit *visit, struct url to, struct text message);
/* Whether a refusal is answered with the form again, rather than with a page of its own. */
bool visit_shows_again(enum err err);
/* Shows the form again: status 422 (or 409), before visit_page. */
void visit_refused(struct visit *visit, enum err err);
/* Values of the form as sent, for html/form.h: a form_view's `given`. */
struct map *visit_given(struct visit *visit);
/* A new idempotency key for the hidden field `request_id`. */
struct str visit_request_key(struct visit *visit);
/* The language cookie: also set by the switch. */
void visit_set_language(struct visit *visit, enum lang lang);

/* The session cookie, at sign-in and sign-out. */
void visit_open_session(struct visit *visit, struct str secret);
void visit_close_session(struct visit *visit);

#endif
