#include "client/client_web.h"
#include "client/compare_web.h"
#include "client/duplicate.h"
#include "client/duplicate_web.h"
#include "client/shown_ops.h"
#include "html/table.h"

/* Two records beside one another, and what a person says of them. */
struct sides {
    struct visit *visit;
    struct str kind;
    struct compare compare;
    struct pair_comparison pair;
    struct duplicate judgement; /* in force; without a code there is none */
    struct str merged;          /* code of the merge that both are in */
    bool across;                /* of two agencies: joined by the network, without a worklist */
};

static struct url sides_url(const struct sides *sides, const char *verb)
{
    const struct request *req = sides->visit->req;
    struct url url = URL(sides->visit->arena, "/duplicates/{}/{}/{}", sides->kind, request_param(req, "first"), request_param(req, "second"));
    return verb == NULL ? url : url_local(sides->visit->arena, str_format(sides->visit->arena, STR_FMT "/%s", STR_ARG(url.value), verb));
}

static enum err merge_of(struct visit *visit, struct str kind, struct str code, struct str *out)
{
    struct shown_client shown;
    shape_clear(&shown_client_shape, &shown);
    TRY(desk_ask(visit, "client.shown", DESK_VALUES({"kind", kind}, {"code", code}), &shown));
    *out = shown.identity.code;
    return ERR_OK;
}

static enum err gather(struct visit *visit, struct sides *sides)
{
    struct str codes[] = {request_param(visit->req, "first"), request_param(visit->req, "second")};
    struct str merges[2];
    *sides = (struct sides){.visit = visit, .kind = request_param(visit->req, "kind")};
    const struct desk_noun *noun = compare_noun(sides->kind);
    if (noun == NULL) {
        return ERR_NOT_FOUND;
    }
    sides->compare = (struct compare){.visit = visit, .noun = noun, .count = 2};
    for (size_t i = 0; i < 2; i++) {
        void *row = shape_new(visit->arena, &noun->entity->shape);
        TRY(desk_get(visit, noun->entity, codes[i], row));
        sides->compare.rows[i] = row;
        TRY(merge_of(visit, sides->kind, codes[i], &merges[i]));
    }
    const struct record *first = sides->compare.rows[0];
    const struct record *second = sides->compare.rows[1];
    sides->merged = str_eq(merges[0], merges[1]) ? merges[0] : STR_NONE;
    sides->across = !id_eq(first->agency, second->agency);
    shape_clear(&pair_comparison_shape, &sides->pair);
    shape_clear(&duplicate_entity.shape, &sides->judgement);
    if (sides->across) {
        return ERR_OK;
    }
    TRY(desk_ask(visit, "duplicate.pair", DESK_VALUES({"kind", sides->kind}, {"first", codes[0]}, {"second", codes[1]}), &sides->pair));
    if (!str_is_empty(sides->pair.judgement.code)) {
        TRY(desk_get(visit, &duplicate_entity, sides->pair.judgement.code, &sides->judgement));
    }
    sides->compare.shown = sides->judgement.shown;
    return ERR_OK;
}

static bool is_state(const struct sides *sides, const char *state)
{
    return str_eq_c(sides->pair.state, state);
}

/* ---- what speaks for and against -------------------------------------------------------------------------------------- */

static void put_side(const struct sides *sides, struct text title, bool against)
{
    struct html *html = sides->visit->html;
    const struct pair_evidence *rows = sides->pair.evidence.items;
    bool any = false;
    for (size_t i = 0; i < sides->pair.evidence.len; i++) {
        if ((rows[i].weight < 0) != against) {
            continue;
        }
        if (!any) {
            H(html, "<section class=\"card\"><h2>");
            h_t(html, title);
            H(html, "</h2><ul>");
            any = true;
        }
        H(html, "<li>");
        h_text(html, rows[i].text);
        H(html, "</li>");
    }
    if (any) {
        H(html, "</ul></section>");
    }
}

static void put_evidence(const struct sides *sides)
{
    struct html *html = sides->visit->html;
    H(html, "<div class=\"pair\">");
    put_side(sides, TEXT("A favor de que sean el mismo", "For being the same"), false);
    put_side(sides, TEXT("En contra", "Against"), true);
    H(html, "</div>");
}

static void put_history(const struct sides *sides)
{
    struct html *html = sides->visit->html;
    const struct pair_counts *rows = sides->pair.history.items;
    struct column columns[] = {{.label = T("Historia", "History")}, {.number = true}, {.number = true}};
    for (size_t i = 0; i < 2; i++) {
        const struct record *record = sides->compare.rows[i];
        const char *code = str_c(html->arena, record->code);
        columns[i + 1].label = (struct text){code, code};
    }
    H(html, "<section class=\"card\"><h2>");
    HT(html, "Lo que ha pasado con cada uno", "What has happened with each");
    H(html, "</h2>");
    if (sides->pair.history.len == 0) {
        H(html, "<p class=\"quiet\">");
        HT(html, "Ninguno tiene servicios ni otros registros.", "Neither has services or other records.");
        H(html, "</p></section>");
        return;
    }
    struct table table = {.caption = TR(html, "Registros de cada uno", "Records of each"), .caption_hidden = true, .columns = columns,
                          .count = COUNT_OF(columns), .total = INT_NONE, .plain = true};
    table_open(html, &table);
    for (size_t i = 0; i < sides->pair.history.len; i++) {
        table_row(html, &table);
        table_text(html, &table, rows[i].label);
        table_count(html, &table, rows[i].first);
        table_count(html, &table, rows[i].second);
        table_row_end(html, &table);
    }
    table_close(html, &table);
    H(html, "</section>");
}

/* ---- what was said, and what can be said ------------------------------------------------------------------------------- */

static void put_judgement(const struct sides *sides)
{
    struct visit *visit = sides->visit;
    struct html *html = visit->html;
    const struct duplicate *row = &sides->judgement;
    if (!str_is_empty(sides->merged)) {
        page_notice(html, TONE_OK, TR(html, "Estos dos registros están unidos: cuentan como un solo cliente.",
                                      "These two records are merged: they count as one client."));
        H(html, "<p>");
        h_button_link(html, URL(visit->arena, "/identities/{}", sides->merged), TR(html, "Ver la unión", "See the merge"), true);
        H(html, "</p>");
        return;
    }
    if (sides->pair.documents_differ == ANSWER_YES) {
        page_notice(html, TONE_BAD,
                    TR(html, "Los dos llevan documentos válidos y distintos. Para unirlos hace falta un motivo.",
                       "Both bear valid documents that are not the same. A reason is needed to merge them."));
    }
    if (str_is_empty(row->record.code)) {
        return;
    }
    const struct field *state = shape_find(&duplicate_entity.shape, S("state"));
    bool decided = !str_is_empty(row->decided_by);
    struct buf said = BUF(visit->arena);
    buf_format(&said, STR_FMT ": " STR_FMT ", " STR_FMT, STR_ARG(field_display(visit->arena, state, row, visit->lang)),
               STR_ARG(decided ? row->decided_by : row->proposed_by),
               STR_ARG(date_display(visit->arena, decided ? row->decided_on : row->proposed_on)));
    if (!str_is_empty(row->reason)) {
        buf_format(&said, ". " STR_FMT ": " STR_FMT, STR_ARG(TR(html, "Motivo", "Reason")), STR_ARG(row->reason));
    }
    page_notice(html, is_state(sides, "distinct") ? TONE_OK : TONE_WARN, buf_str(&said));
}

static void put_verdict(struct html *html, const char *verdict, struct str label, bool primary)
{
    H(html, "<button type=\"submit\" name=\"verdict\"");
    h_attr(html, "value", str_of(verdict));
    h_attr(html, "class", primary ? S("btn") : S("btn alt"));
    H(html, ">");
    h_text(html, label);
    H(html, "</button>");
}

static void put_verdicts(const struct sides *sides)
{
    struct html *html = sides->visit->html;
    bool proposed = is_state(sides, "proposed");
    bool merges = visit_may(sides->visit, PERM_MERGE);
    H(html, "<p class=\"buttons row\">");
    if (merges) {
        put_verdict(html, "same", proposed ? TR(html, "Aprobar la unión", "Approve the merge") : TR(html, "Son el mismo: unir", "The same: merge"), true);
    } else if (!proposed) {
        put_verdict(html, "same", TR(html, "Son el mismo: proponer la unión", "The same: propose to merge"), true);
    }
    put_verdict(html, "distinct", TR(html, "No es duplicado", "Not a duplicate"), false);
    if (str_is_empty(sides->pair.state)) {
        put_verdict(html, "later", TR(html, "Decidir después", "Decide later"), false);
    }
    H(html, "</p>");
}

static void put_form(struct sides *sides, const struct fault *fault)
{
    struct visit *visit = sides->visit;
    struct html *html = visit->html;
    const struct form_view view = {
        .action = sides_url(sides, NULL), .csrf = visit->csrf, .request_id = id_format(visit->arena, id_new()), .version = INT_NONE,
        .fault = fault, .given = visit->form == NULL ? NULL : visit_given(visit),
    };
    sides->compare.choosing = true;
    form_open(html, &view);
    form_group_open(html, TR(html, "Si son el mismo, qué se muestra", "If they are the same, what is shown"),
                    TR(html, "Los dos registros se conservan enteros y se pueden volver a separar.",
                       "Both records are kept whole and can be split again."));
    compare_differences(&sides->compare);
    form_group_close(html);
    form_input(html, &view, &(struct form_input){
        .name = "reason", .label = TR(html, "Motivo", "Reason"),
        .hint = TR(html, "Necesario para «No es duplicado», y para unir si los documentos son distintos.",
                   "Needed for “Not a duplicate”, and to merge where the documents differ.")});
    put_verdicts(sides);
    H(html, "</form>");
}

/* The network joins records of its agencies by naming both. */
static void put_network_form(const struct sides *sides)
{
    struct visit *visit = sides->visit;
    struct html *html = visit->html;
    const struct form_view view = {
        .action = URL(visit->arena, "/clients/{}/{}/merge", sides->kind, request_param(visit->req, "first")),
        .csrf = visit->csrf, .request_id = id_format(visit->arena, id_new()), .version = INT_NONE,
    };
    page_notice(html, TONE_PLAIN, TR(html, "Los dos registros son de agencias distintas: los une la red.",
                                     "The two records are of different agencies: the network joins them."));
    form_open(html, &view);
    form_hidden(html, "other", request_param(visit->req, "second"));
    form_input(html, &view, &(struct form_input){.name = "reason", .required = true, .label = TR(html, "Motivo", "Reason")});
    form_close(html, &view, TR(html, "Unir en la red", "Merge in the network"), (struct url){STR_NONE});
}

/* A decision against a merge can be taken back. */
static void put_withdrawal(const struct sides *sides)
{
    struct visit *visit = sides->visit;
    struct html *html = visit->html;
    const struct form_view view = {
        .action = sides_url(sides, "withdraw"), .csrf = visit->csrf, .request_id = id_format(visit->arena, id_new()),
        .version = sides->judgement.record.version, .id_prefix = S("wi-"),
    };
    H(html, "<details class=\"screen\"><summary>");
    HT(html, "Retirar la decisión", "Take the decision back");
    H(html, "</summary>");
    form_open(html, &view);
    form_hidden(html, "judgement", sides->judgement.record.code);
    form_input(html, &view, &(struct form_input){.name = "reason", .required = true, .label = TR(html, "Motivo", "Reason")});
    form_close(html, &view, TR(html, "Retirar", "Take back"), (struct url){STR_NONE});
    H(html, "</details>");
}

static enum err show(struct sides *sides, const struct fault *fault)
{
    struct visit *visit = sides->visit;
    struct page_link crumbs[] = {
        {.label = text_in(TEXT("Posibles duplicados", "Possible duplicates"), visit->lang), .url = URL(visit->arena, "/duplicates")}};
    visit->page.crumbs = crumbs;
    visit->page.crumb_count = 1;
    struct str sureness = desk_word(visit, pair_surenesses, sides->pair.sureness);
    visit->page.lead = sides->across ? STR_NONE : str_format(visit->arena, STR_FMT " · %lld %%",
                                  STR_ARG(str_is_empty(sureness) ? text_in(TEXT("Poco parecidos", "Little alike"), visit->lang) : sureness),
                                  (long long)sides->pair.likeness / 100);
    visit_page(visit, TEXT("¿Son el mismo cliente?", "Are they the same client?"), PLACE_CLIENTS);
    struct html *html = visit->html;
    bool decides = visit_may(visit, PERM_MERGE_PROPOSE) && str_is_empty(sides->merged) && !is_state(sides, "distinct") && !sides->across;
    put_judgement(sides);
    compare_heads(&sides->compare);
    if (!sides->across) {
        put_evidence(sides);
        put_history(sides);
    }
    if (decides) {
        put_form(sides, fault);
    } else {
        H(html, "<section class=\"card stack\"><h2>");
        HT(html, "Lo que es distinto", "What differs");
        H(html, "</h2>");
        compare_differences(&sides->compare);
        H(html, "</section>");
    }
    compare_rest(&sides->compare);
    if (sides->across && str_is_empty(sides->merged) && visit_may(visit, PERM_MERGE)) {
        put_network_form(sides);
    }
    if (visit_may(visit, PERM_MERGE_PROPOSE) && str_is_empty(sides->merged) && is_state(sides, "distinct")) {
        put_withdrawal(sides);
    }
    return visit_end(visit);
}

static enum err pair_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct sides sides;
    TRY(gather(&visit, &sides));
    return show(&sides, NULL);
}

/* What was refused is said beside the form, with what was chosen. */
static enum err refuse(struct visit *visit, enum err err)
{
    struct sides sides;
    if (!visit_shows_again(err)) {
        return err;
    }
    struct fault *fault = ARENA_NEW(visit->arena, struct fault);
    *fault = visit->call.fault;
    TRY(gather(visit, &sides));
    visit->call.fault = *fault;
    visit_refused(visit, err);
    struct str sent = compare_sent(visit, sides.compare.noun);
    sides.compare.shown = str_is_empty(sent) ? sides.compare.shown : sent;
    return show(&sides, fault);
}

static enum err pair_post(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    struct str kind = request_param(req, "kind");
    const struct desk_noun *noun = compare_noun(kind);
    if (noun == NULL) {
        return ERR_NOT_FOUND;
    }
    struct duplicate out;
    shape_clear(&duplicate_entity.shape, &out);
    struct str verdict = form_get(visit.form, "verdict");
    bool same = str_eq_c(verdict, "same");
    struct str shown = same ? compare_sent(&visit, noun) : STR_NONE;
    enum err err = desk_change(&visit, "duplicate.judge",
                               DESK_VALUES({"kind", kind}, {"first", request_param(req, "first")}, {"second", request_param(req, "second")},
                                           {"verdict", verdict}, {"reason", form_get(visit.form, "reason")}, {"shown", shown}),
                               &out);
    if (err != ERR_OK) {
        return refuse(&visit, err);
    }
    if (str_eq_c(out.state, "confirmed")) {
        return visit_go(&visit, desk_client_url(visit.arena, kind, request_param(req, "first")),
                        TEXT("Los dos registros cuentan desde ahora como uno.", "The two records count as one from now on."));
    }
    return visit_go(&visit, URL(visit.arena, "/duplicates"),
                    same                               ? TEXT("Unión propuesta. La dirección la aprueba.", "Merge proposed. The direction approves it.")
                    : str_eq_c(verdict, "distinct") ? TEXT("Anotado: no son duplicados.", "Noted: they are no duplicates.")
                                                       : TEXT("Queda para después.", "Left for later."));
}

static enum err withdraw_post(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT_POST(&visit, req, resp);
    void *out = shape_new(visit.arena, &duplicate_entity.shape);
    enum err err = desk_change(&visit, "duplicate.withdraw",
                               DESK_VALUES({"code", form_get(visit.form, "judgement")}, {"version", form_get(visit.form, "version")},
                                           {"reason", form_get(visit.form, "reason")}),
                               out);
    if (err != ERR_OK) {
        return refuse(&visit, err);
    }
    return visit_go(&visit, URL(visit.arena, "/duplicates/{}/{}/{}", request_param(req, "kind"), request_param(req, "first"),
                                request_param(req, "second")),
                    TEXT("La decisión se retiró.", "The decision was taken back."));
}

/* From a form that names the other record: to the page of the two. */
static enum err find_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct str kind = request_query(req, "kind");
    struct str first = request_query(req, "first");
    struct str second = str_trim(request_query(req, "second"));
    if (compare_noun(kind) == NULL || str_is_empty(first) || str_is_empty(second)) {
        return ERR_NOT_FOUND;
    }
    return visit_go(&visit, URL(visit.arena, "/duplicates/{}/{}/{}", kind, first, second), TEXT_NONE);
}

/* A decision is read on the page of its two records. */
static enum err judgement_page(struct request *req, struct response *resp)
{
    struct visit visit;
    struct duplicate row;
    VISIT(&visit, req, resp);
    shape_clear(&duplicate_entity.shape, &row);
    TRY(desk_get(&visit, &duplicate_entity, request_param(req, "code"), &row));
    return visit_go(&visit, URL(visit.arena, "/duplicates/{}/{}/{}", duplicate_is_person(&row) ? S("person") : S("enterprise"),
                                duplicate_first(&row)->code, duplicate_second(&row)->code),
                    TEXT_NONE);
}

const struct route pair_routes[] = {
    {.method = METHOD_GET, .pattern = "/duplicates/pair", .handler = find_page},
    {.method = METHOD_GET, .pattern = "/duplicates/{code}", .handler = judgement_page},
    {.method = METHOD_GET, .pattern = "/duplicates/{kind}/{first}/{second}", .handler = pair_page},
    {.method = METHOD_POST, .pattern = "/duplicates/{kind}/{first}/{second}", .handler = pair_post},
    {.method = METHOD_POST, .pattern = "/duplicates/{kind}/{first}/{second}/withdraw", .handler = withdraw_post},
};
const size_t pair_route_count = COUNT_OF(pair_routes);
