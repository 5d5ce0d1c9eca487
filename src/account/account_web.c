#include "account/account_web.h"

#include "account/account_ops.h"
#include "account/visit.h"
#include "http/guard.h"

/* Forms that are sent before there is a session, and so without its token. */
static enum err open_post(struct visit *visit, struct request *req, struct response *resp)
{
    TRY(visit_begin_open(visit, req, resp));
    TRY(request_form(req, &visit->form));
    return guard_is_same_origin(req) ? ERR_OK : ERR_DENIED;
}

static enum err language_post(struct request *req, struct response *resp)
{
    struct visit visit;
    TRY(open_post(&visit, req, resp));
    struct str lang = form_get(visit.form, "lang");
    if (!str_eq(lang, S("es")) && !str_eq(lang, S("en"))) {
        return ERR_MALFORMED;
    }
    visit_set_language(&visit, str_eq(lang, S("en")) ? LANG_EN : LANG_ES);
    return visit_go(&visit, url_local(visit.arena, form_get(visit.form, "return")), TEXT_NONE);
}

const struct route account_routes[] = {
    {.method = METHOD_POST, .pattern = "/language", .handler = language_post},
};
const size_t account_route_count = COUNT_OF(account_routes);
