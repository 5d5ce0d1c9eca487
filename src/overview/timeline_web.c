#include "overview/timeline_web.h"

#include "advice/plan.h"
#include "advice/plan_web.h"
#include "advice/service.h"
#include "advice/session.h"
#include "assistance/assistance.h"
#include "client/about.h"
#include "client/affiliation.h"
#include "client/client.h"
#include "client/client_web.h"
#include "client/enterprise.h"
#include "client/group_member_web.h"
#include "client/identity.h"
#include "client/move.h"
#include "client/person.h"
#include "client/shown_ops.h"
#include "client/size.h"
#include "diagnosis/diagnosis.h"
#include "diagnosis/diagnosis_web.h"
#include "finance/link.h"
#include "format/json.h"
#include "html/timeline.h"
#include "intake/intake.h"
#include "intake/intake_web.h"
#include "overview/merged_web.h"
#include "overview/size_web.h"
#include "results/milestone.h"
#include "results/snapshot.h"
#include "territory/territory.h"
#include "training/attendance.h"

#include <stdlib.h>

enum { ITEMS_MOST = 600, MEMBERS_MOST = 12, BY_CLIENT_MOST = 100 };

/* ---- gathering ------------------------------------------------------------------------------------------ */

struct story {
    struct visit *visit;
    struct timeline_item *items;
    size_t count;
    struct map seen; /* "sessions/S-1": of several members of one client */
    struct map days;   /* "EV-1/P-1" -> struct tally *: the days of one person in one event make one line */
};

static struct timeline_item *add(struct story *story, const char *dataset, struct str code)
{
    struct str key = str_format(story->visit->arena, "%s/" STR_FMT, dataset, STR_ARG(code));
    if (story->count == ITEMS_MOST || map_find(&story->seen, key) != NULL) {
        return NULL;
    }
    struct timeline_item *item = &story->items[story->count++];
    map_set(&story->seen, key, item);
    *item = (struct timeline_item){.url = desk_record_url(story->visit->arena, str_of(dataset), code)};
    return item;
}

struct tally {
    struct timeline_item *item;
    struct str person;
    int days;
};

static void set_state(struct story *story, struct timeline_item *item, struct str verification)
{
    item->tone = desk_verification_tone(verification);
    item->state = desk_word(story->visit, service_verifications, verification);
}

/* Runs X.by_client for one client; nothing where the visitor may not read. */
static enum err ask(struct story *story, const char *op, struct str kind, struct str code, struct list *out)
{
    *out = (struct list){0};
    return desk_ask(story->visit, op, DESK_VALUES({"kind", kind}, {"code", code}, {"limit", S("100")}), out);
}

static struct str minutes_words(struct arena *arena, int64_t minutes)
{
    return minutes == INT_NONE ? STR_NONE : str_format(arena, "%lld min", (long long)minutes);
}

static struct str joined(struct arena *arena, struct str a, struct str b)
{
    if (str_is_empty(a) || str_is_empty(b)) {
        return str_is_empty(a) ? b : a;
    }
    return str_format(arena, STR_FMT " · " STR_FMT, STR_ARG(a), STR_ARG(b));
}

static enum err take_sessions(struct story *story, struct str kind, struct str code)
{
    struct list list;
    TRY(ask(story, "session.by_client", kind, code, &list));
    const struct session *rows = list.rows.items;
    struct arena *arena = story->visit->arena;
    for (size_t i = 0; i < list.rows.len; i++) {
        struct timeline_item *item = add(story, "sessions", rows[i].record.code);
        if (item != NULL) {
            item->date = rows[i].date;
            item->kind = TIMELINE_ADVICE;
            item->title = desk_word(story->visit, session_kinds, rows[i].kind);
            struct str head = joined(arena, minutes_words(arena, rows[i].contact_minutes), rows[i].adviser.label);
            item->detail = str_is_empty(rows[i].summary)
                               ? head
                               : str_format(arena, STR_FMT "\n" STR_FMT, STR_ARG(head), STR_ARG(str_slice(rows[i].summary, 0, 600)));
            set_state(story, item, rows[i].verification);
        }
    }
    return ERR_OK;
}

static struct timeline_item *event_item(struct story *story, const struct attendance *row)
{
    struct str key = str_format(story->visit->arena, "events/" STR_FMT, STR_ARG(row->event.code));
    struct timeline_item *item = map_find(&story->seen, key);
    if (item == NULL) {
        item = add(story, "events", row->event.code);
    }
    if (item != NULL && date_is_none(item->date)) {
        item->date = row->date;
        item->kind = TIMELINE_TRAINING;
        item->title = row->event.label;
        set_state(story, item, row->verification);
    }
    return item;
}

static enum err take_attendances(struct story *story, struct str kind, struct str code)
{
    struct list list;
    TRY(ask(story, "attendance.by_client", kind, code, &list));
    const struct attendance *rows = list.rows.items;
    struct arena *arena = story->visit->arena;
    for (size_t i = 0; i < list.rows.len; i++) {
        struct str key = str_format(arena, STR_FMT "/" STR_FMT, STR_ARG(rows[i].event.code), STR_ARG(rows[i].person.code));
        struct str once = str_format(arena, "attendances/" STR_FMT, STR_ARG(rows[i].record.code));
        if (rows[i].present != ANSWER_YES || map_find(&story->seen, once) != NULL) {
            continue;
        }
        struct tally *tally = map_find(&story->days, key);
        if (tally == NULL) {
            tally = ARENA_NEW(arena, struct tally);
            *tally = (struct tally){.item = event_item(story, &rows[i]), .person = rows[i].person.label};
            map_set(&story->days, key, tally);
        }
        tally->days++;
        map_set(&story->seen, once, tally);
    }
    return ERR_OK;
}

/* "Ana María Cruz · 3 días", a line each. */
static void write_tallies(struct story *story)
{
    struct arena *arena = story->visit->arena;
    for (size_t i = 0; i < story->days.len; i++) {
        const struct tally *tally = story->days.entries[i].value;
        if (tally->item == NULL) {
            continue;
        }
        struct text words = tally->days == 1 ? TEXT("día", "day") : TEXT("días", "days");
        tally->item->detail = str_format(arena, STR_FMT "%s" STR_FMT " · %d " STR_FMT, STR_ARG(tally->item->detail),
                                         str_is_empty(tally->item->detail) ? "" : "\n", STR_ARG(tally->person), tally->days,
                                         STR_ARG(text_in(words, story->visit->lang)));
    }
}

static enum err take_assistances(struct story *story, struct str kind, struct str code)
{
    struct list list;
    TRY(ask(story, "assistance.by_client", kind, code, &list));
    const struct assistance *rows = list.rows.items;
    struct arena *arena = story->visit->arena;
    for (size_t i = 0; i < list.rows.len; i++) {
        struct timeline_item *item = add(story, "assistances", rows[i].record.code);
        if (item != NULL) {
            item->date = date_is_none(rows[i].signed_on) ? rows[i].starts_on : rows[i].signed_on;
            item->kind = TIMELINE_ASSISTANCE;
            item->title = rows[i].title;
            item->detail = joined(arena, desk_word(story->visit, assistance_states, rows[i].state), money_symbol(arena, rows[i].total));
            set_state(story, item, rows[i].verification);
        }
    }
    return ERR_OK;
}

static enum err take_links(struct story *story, struct str kind, struct str code)
{
    struct list list;
    TRY(ask(story, "link.by_client", kind, code, &list));
    const struct link *rows = list.rows.items;
    struct arena *arena = story->visit->arena;
    for (size_t i = 0; i < list.rows.len; i++) {
        struct timeline_item *item = add(story, "links", rows[i].record.code);
        if (item != NULL) {
            struct money amount = money_is_none(rows[i].approved) ? rows[i].requested : rows[i].approved;
            item->date = rows[i].date;
            item->kind = TIMELINE_LINK;
            item->title = joined(arena, desk_word(story->visit, link_kinds, rows[i].kind), rows[i].institution.label);
            item->detail = joined(arena, desk_word(story->visit, link_states, rows[i].state), money_symbol(arena, amount));
            set_state(story, item, rows[i].verification);
        }
    }
    return ERR_OK;
}

static enum err take_snapshots(struct story *story, struct str kind, struct str code)
{
    struct list list;
    TRY(ask(story, "snapshot.by_client", kind, code, &list));
    const struct snapshot *rows = list.rows.items;
    struct arena *arena = story->visit->arena;
    for (size_t i = 0; i < list.rows.len; i++) {
        struct timeline_item *item = add(story, "snapshots", rows[i].record.code);
        if (item != NULL) {
            struct money sales = money_add(rows[i].national_sales, rows[i].export_sales);
            item->date = rows[i].reference_date;
            item->kind = TIMELINE_SNAPSHOT;
            item->title = str_format(arena, STR_FMT ": " STR_FMT, STR_ARG(text_in(snapshot_entity.label, story->visit->lang)),
                                     STR_ARG(desk_word(story->visit, snapshot_kinds, rows[i].kind)));
            item->detail = money_is_none(sales) ? STR_NONE
                                                : joined(arena, text_in(TEXT("Ventas", "Sales"), story->visit->lang),
                                                         money_symbol(arena, sales));
            set_state(story, item, rows[i].verification);
        }
    }
    return ERR_OK;
}

static enum err take_milestones(struct story *story, struct str kind, struct str code)
{
    struct list list;
    TRY(ask(story, "milestone.by_client", kind, code, &list));
    const struct milestone *rows = list.rows.items;
    for (size_t i = 0; i < list.rows.len; i++) {
        struct timeline_item *item = add(story, "milestones", rows[i].record.code);
        if (item != NULL) {
            item->date = rows[i].date;
            item->kind = TIMELINE_MILESTONE;
            item->title = desk_word(story->visit, milestone_kinds, rows[i].kind);
            item->detail = rows[i].description;
            set_state(story, item, rows[i].verification);
        }
    }
    return ERR_OK;
}

static enum err take_intakes(struct story *story, struct str kind, struct str code)
{
    struct list list;
    TRY(ask(story, "intake.by_client", kind, code, &list));
    const struct intake *rows = list.rows.items;
    for (size_t i = 0; i < list.rows.len; i++) {
        struct timeline_item *item = add(story, "intakes", rows[i].record.code);
        if (item != NULL) {
            item->date = rows[i].date;
            item->kind = TIMELINE_ADVICE;
            item->title = text_in(intake_entity.label, story->visit->lang);
            item->detail = rows[i].need;
            item->tone = intake_web_tone(rows[i].state);
            item->state = desk_word(story->visit, intake_states, rows[i].state);
        }
    }
    return ERR_OK;
}

static enum err take_diagnoses(struct story *story, struct str kind, struct str code)
{
    struct list list;
    TRY(ask(story, "diagnosis.by_client", kind, code, &list));
    const struct diagnosis *rows = list.rows.items;
    struct visit *visit = story->visit;
    for (size_t i = 0; i < list.rows.len; i++) {
        struct timeline_item *item = add(story, "diagnoses", rows[i].record.code);
        if (item != NULL) {
            item->date = rows[i].date;
            item->kind = TIMELINE_ADVICE;
            item->title = str_format(visit->arena, STR_FMT ": " STR_FMT, STR_ARG(text_in(diagnosis_entity.label, visit->lang)),
                                     STR_ARG(rows[i].instrument.label));
            item->detail = joined(visit->arena, diagnosis_web_score(visit, rows[i].score), rows[i].adviser.label);
            item->tone = str_eq(rows[i].state, S("complete")) ? TONE_OK : TONE_WARN;
            item->state = desk_word(visit, diagnosis_states, rows[i].state);
        }
    }
    return ERR_OK;
}

static enum err take_plans(struct story *story, struct str kind, struct str code)
{
    struct list list;
    TRY(ask(story, "plan.by_client", kind, code, &list));
    const struct plan *rows = list.rows.items;
    struct visit *visit = story->visit;
    for (size_t i = 0; i < list.rows.len; i++) {
        struct timeline_item *item = add(story, "plans", rows[i].record.code);
        if (item != NULL) {
            enum tone tone;
            bool open = plan_is_open(rows[i].state);
            item->date = rows[i].starts_on;
            item->kind = TIMELINE_ADVICE;
            item->title = str_format(visit->arena, STR_FMT ": " STR_FMT, STR_ARG(text_in(plan_entity.label, visit->lang)),
                                     STR_ARG(rows[i].name));
            item->detail = joined(visit->arena, rows[i].adviser.label,
                                  open ? plan_web_left(visit, plan_days_left(clock_today(), rows[i].ends_on), &tone) : STR_NONE);
            item->tone = plan_web_tone(rows[i].state);
            item->state = desk_word(visit, plan_states, rows[i].state);
        }
    }
    return ERR_OK;
}

static enum err take_services(struct story *story, struct str kind, struct str code)
{
    TRY(take_intakes(story, kind, code));
    TRY(take_diagnoses(story, kind, code));
    TRY(take_plans(story, kind, code));
    TRY(take_sessions(story, kind, code));
    TRY(take_attendances(story, kind, code));
    TRY(take_assistances(story, kind, code));
    TRY(take_links(story, kind, code));
    TRY(take_snapshots(story, kind, code));
    return take_milestones(story, kind, code);
}

/* ---- changes of the record itself -------------------------------------------------------------------------- */

static struct str json_words(struct arena *arena, const struct field *field, const struct json *value, enum lang lang)
{
    if (value->type == JSON_NULL) {
        return S("—");
    }
    if (value->type == JSON_TEXT && field->choices != NULL) {
        const struct choice *choice = choice_find(field->choices, value->text);
        return choice == NULL ? value->text : text_in(choice->label, lang);
    }
    if (value->type == JSON_INT) {
        return str_format(arena, "%lld", (long long)value->integer);
    }
    if (value->type == JSON_BOOL) {
        return value->truth ? text_in(TEXT("sí", "yes"), lang) : text_in(TEXT("no", "no"), lang);
    }
    return value->type == JSON_TEXT || value->type == JSON_REAL ? str_slice(value->text, 0, 200) : S("…");
}

/* "Teléfono: 7000-0000 → 7111-1111", a line each. */
static struct str change_words(struct visit *visit, const struct shape *shape, struct str values)
{
    struct json *json;
    struct str problem;
    struct buf buf = BUF(visit->arena);
    if (json_parse(visit->arena, values, &json, &problem) != ERR_OK || json->type != JSON_OBJECT) {
        return STR_NONE;
    }
    for (size_t i = 0; i < json->len && buf.len < 1500; i++) {
        const struct field *field = shape_find(shape, json->members[i].key);
        const struct json *pair = json->members[i].value;
        if (field == NULL || pair->type != JSON_ARRAY || pair->len != 2) {
            continue;
        }
        struct str before = json_words(visit->arena, field, pair->items[0], visit->lang);
        struct str after = json_words(visit->arena, field, pair->items[1], visit->lang);
        buf_format(&buf, "%s" STR_FMT ": " STR_FMT " → " STR_FMT, buf.len > 0 ? "\n" : "",
                   STR_ARG(text_in(field->label, visit->lang)), STR_ARG(before), STR_ARG(after));
    }
    return buf_str(&buf);
}

static struct text change_title(struct arena *arena, struct str operation)
{
    if (str_ends(operation, S(".add"))) {
        return TEXT("Se registró", "Recorded");
    }
    if (str_ends(operation, S(".set"))) {
        return TEXT("Se corrigió", "Corrected");
    }
    if (str_ends(operation, S(".annul"))) {
        return TEXT("Se anuló", "Annulled");
    }
    if (str_starts(operation, S("import."))) {
        return TEXT("Vino de un archivo", "Came from a file");
    }
    const struct op *op = op_find(operation);
    return op == NULL ? TEXT("Cambio", "Change") : op_label(arena, op);
}

static void take_changes(struct story *story, const struct entity *entity, const struct about *about)
{
    const struct about_change *rows = about->changes.items;
    struct visit *visit = story->visit;
    for (size_t i = about->changes.len; i-- > 0 && story->count < ITEMS_MOST;) {
        struct timeline_item *item = &story->items[story->count++];
        struct str who = joined(visit->arena, instant_display(visit->arena, rows[i].at), rows[i].actor);
        bool created = rows[i].version <= 1;
        struct str values = created ? rows[i].reason : joined(visit->arena, rows[i].reason,
                                                              change_words(visit, &entity->shape, rows[i].values));
        *item = (struct timeline_item){
            .date = instant_date(rows[i].at),
            .kind = TIMELINE_CHANGE,
            .title = text_in(change_title(visit->arena, rows[i].operation), visit->lang),
            .detail = str_is_empty(values) ? who : str_format(visit->arena, STR_FMT "\n" STR_FMT, STR_ARG(who), STR_ARG(values)),
        };
    }
}

static void take_moves(struct story *story, const struct about *about)
{
    const struct move *rows = about->moves.items;
    struct visit *visit = story->visit;
    for (size_t i = 0; i < about->moves.len && story->count < ITEMS_MOST; i++) {
        struct str place = territory_districts.name_of(visit->arena, rows[i].district, DATE_NONE, visit->lang);
        story->items[story->count++] = (struct timeline_item){
            .date = rows[i].moved_on,
            .kind = TIMELINE_CHANGE,
            .title = str_format(visit->arena, STR_FMT " " STR_FMT,
                                STR_ARG(text_in(TEXT("Se trasladó a", "Moved to"), visit->lang)), STR_ARG(place)),
            .detail = rows[i].address,
        };
    }
}

static void take_identities(struct story *story, const struct about *about)
{
    const struct identity *rows = about->identities.items;
    struct visit *visit = story->visit;
    for (size_t i = 0; i < about->identities.len && story->count + 1 < ITEMS_MOST; i++) {
        story->items[story->count++] = (struct timeline_item){
            .date = rows[i].merged_on,
            .kind = TIMELINE_CHANGE,
            .title = text_in(TEXT("Se unió con un registro duplicado", "Merged with a duplicate record"), visit->lang),
            .detail = rows[i].reason,
        };
        if (!date_is_none(rows[i].unmerged_on)) {
            story->items[story->count++] = (struct timeline_item){
                .date = rows[i].unmerged_on,
                .kind = TIMELINE_CHANGE,
                .title = text_in(TEXT("Se separó del registro duplicado", "Split from the duplicate record"), visit->lang),
            };
        }
    }
}

struct placed {
    struct timeline_item item;
    size_t at; /* as gathered: newest first within each kind */
};

static int newest_first(const void *a, const void *b)
{
    const struct placed *x = a;
    const struct placed *y = b;
    int by_date = date_cmp(y->item.date, x->item.date);
    if (by_date != 0) {
        return by_date;
    }
    return x->item.kind != y->item.kind ? (x->item.kind < y->item.kind ? -1 : 1) : (x->at < y->at ? -1 : x->at > y->at);
}

static void sort_story(struct story *story)
{
    struct placed *placed = ARENA_ARRAY(story->visit->arena, struct placed, story->count);
    for (size_t i = 0; i < story->count; i++) {
        placed[i] = (struct placed){story->items[i], i};
    }
    qsort(placed, story->count, sizeof(placed[0]), newest_first);
    for (size_t i = 0; i < story->count; i++) {
        story->items[i] = placed[i].item;
    }
}

/* ---- whom the story is about ---------------------------------------------------------------------------------- */

struct subject {
    struct visit *visit;
    bool is_person;
    const struct desk_noun *noun;
    struct record *row;         /* struct person or struct enterprise */
    const void *facts;          /* the same as it is shown: with the values of the records merged with it */
    struct shown_client shown;
    struct str name;
    struct about about;
};

static bool is_over(struct date to)
{
    return !date_is_none(to) && date_cmp(to, clock_today()) < 0;
}

static bool is_open(const struct identity *identity)
{
    return date_is_none(identity->unmerged_on) && identity->record.annulled != ANSWER_YES;
}

static enum err gather(const struct subject *subject, struct story *story)
{
    struct visit *visit = subject->visit;
    *story = (struct story){.visit = visit, .items = ARENA_ARRAY(visit->arena, struct timeline_item, ITEMS_MOST),
                            .seen = MAP(visit->arena), .days = MAP(visit->arena)};
    struct str kind = subject->is_person ? S("person") : S("enterprise");
    TRY(take_services(story, kind, subject->row->code));
    size_t members = 0;
    const struct identity *identities = subject->about.identities.items;
    for (size_t i = 0; i < subject->about.identities.len; i++) {
        const struct refs *same = subject->is_person ? &identities[i].persons : &identities[i].enterprises;
        for (size_t k = 0; k < same->len && is_open(&identities[i]) && members < MEMBERS_MOST; k++) {
            if (!str_eq(same->items[k].code, subject->row->code)) {
                TRY(take_services(story, kind, same->items[k].code));
                members++;
            }
        }
    }
    const struct affiliation *affiliations = subject->about.affiliations.items;
    for (size_t i = 0; i < subject->about.affiliations.len && subject->is_person && members < MEMBERS_MOST; i++) {
        TRY(take_services(story, S("enterprise"), affiliations[i].enterprise.code));
        members++;
    }
    write_tallies(story);
    take_changes(story, subject->noun->entity, &subject->about);
    take_moves(story, &subject->about);
    take_identities(story, &subject->about);
    sort_story(story);
    return ERR_OK;
}

/* ---- the page ------------------------------------------------------------------------------------------------------ */

static struct url with_client(const struct subject *subject, struct url url)
{
    return url_with(subject->visit->arena, url, subject->is_person ? "person" : "enterprise", subject->row->code);
}

static void put_actions(const struct subject *subject)
{
    struct visit *visit = subject->visit;
    struct html *html = visit->html;
    struct arena *arena = visit->arena;
    if (subject->row->annulled == ANSWER_YES || !visit_may(visit, PERM_SERVICE_WRITE)) {
        return;
    }
    H(html, "<nav class=\"filters screen\"");
    h_attr(html, "aria-label", TR(html, "Registrar algo más", "Record something else"));
    H(html, ">");
    h_link(html, with_client(subject, URL(arena, "/intakes/new")), TR(html, "Solicitud F1", "Application F1"));
    if (subject->is_person) {
        h_link(html, URL(arena, "/clients/person/{}/convert", subject->row->code), TR(html, "Ya tiene su empresa", "Has an enterprise now"));
    }
    if (!subject->is_person) {
        h_link(html, with_client(subject, URL(arena, "/diagnoses/new")), TR(html, "Diagnóstico", "Diagnosis"));
        h_link(html, with_client(subject, URL(arena, "/plans/new")), TR(html, "Plan de acción", "Action plan"));
        h_link(html, with_client(subject, URL(arena, "/assistances/new")), TR(html, "Asistencia técnica", "Assistance"));
    }
    h_link(html, with_client(subject, URL(arena, "/links/new")), TR(html, "Vínculo o crédito", "Link or credit"));
    if (!subject->is_person) {
        h_link(html, with_client(subject, URL(arena, "/snapshots/new")), TR(html, "Medición", "Measurement"));
    }
    h_link(html, with_client(subject, URL(arena, "/milestones/new")), TR(html, "Hito", "Milestone"));
    H(html, "</nav>");
}

static void put_consent(struct visit *visit, struct date on, struct date revoked)
{
    struct html *html = visit->html;
    struct str label = TR(html, "Consentimiento", "Consent");
    if (!date_is_none(revoked)) {
        page_fact_chip(html, label, TONE_BAD, TR(html, "Revocado", "Revoked"));
    } else if (date_is_none(on)) {
        page_fact_chip(html, label, TONE_WARN, TR(html, "Falta", "Missing"));
    } else {
        page_fact_chip(html, label, TONE_OK,
                       str_format(visit->arena, STR_FMT " " STR_FMT, STR_ARG(TR(html, "Desde", "Since")),
                                  STR_ARG(date_display(visit->arena, on))));
    }
}

/* Home today: the last move, or the home at registration. */
static struct str home_of(const struct subject *subject, struct str registered)
{
    const struct move *moves = subject->about.moves.items;
    struct date latest = DATE_NONE;
    struct str district = registered;
    for (size_t i = 0; i < subject->about.moves.len; i++) {
        if (date_is_none(latest) || date_cmp(moves[i].moved_on, latest) >= 0) {
            latest = moves[i].moved_on;
            district = moves[i].district;
        }
    }
    return territory_districts.name_of(subject->visit->arena, district, DATE_NONE, subject->visit->lang);
}

static void put_short_facts(const struct subject *subject)
{
    struct visit *visit = subject->visit;
    struct html *html = visit->html;
    const struct person *person = subject->facts;
    const struct enterprise *enterprise = subject->facts;
    bool is_person = subject->is_person;
    struct str phone = !is_person ? enterprise->phone : str_is_empty(person->mobile) ? person->phone : person->mobile;
    page_facts_open(html);
    page_fact(html, TR(html, "Vive o está en", "Home"), home_of(subject, is_person ? person->district : enterprise->district));
    if (!str_is_empty(phone)) {
        page_fact_url(html, TR(html, "Teléfono", "Telephone"), phone, url_phone(visit->arena, phone));
    }
    if (!is_person) {
        page_fact(html, TR(html, "Rubro", "Sector"), desk_word(visit, enterprise_sectors, enterprise->sector));
        page_fact(html, TR(html, "Tamaño", "Size"),
                  desk_word(visit, str_is_empty(enterprise->size_override) ? size_classes : size_overrides,
                            str_is_empty(enterprise->size_override) ? enterprise->size_class : enterprise->size_override));
    }
    const struct ref *adviser = is_person ? &person->adviser : &enterprise->adviser;
    page_fact(html, TR(html, "Asesor(a)", "Adviser"), str_is_empty(adviser->label) ? adviser->code : adviser->label);
    page_fact(html, TR(html, "Estado", "Status"), desk_word(visit, client_statuses, is_person ? person->status : enterprise->status));
    put_consent(visit, is_person ? person->consent_on : enterprise->consent_on,
                is_person ? person->consent_revoked_on : enterprise->consent_revoked_on);
    page_facts_close(html);
}

static void put_people(const struct subject *subject)
{
    struct visit *visit = subject->visit;
    struct html *html = visit->html;
    const struct affiliation *rows = subject->about.affiliations.items;
    H(html, "<section class=\"card\"><h2>");
    h_text(html, subject->is_person ? TR(html, "Sus empresas", "Enterprises") : TR(html, "Su gente", "People"));
    H(html, "</h2>");
    if (subject->about.affiliations.len == 0) {
        H(html, "<p class=\"quiet\">");
        HT(html, "Sin relaciones registradas.", "No affiliations recorded.");
        H(html, "</p>");
    }
    for (size_t i = 0; i < subject->about.affiliations.len; i++) {
        const struct ref *other = subject->is_person ? &rows[i].enterprise : &rows[i].person;
        H(html, "<p>");
        h_link(html, desk_client_url(visit->arena, subject->is_person ? S("enterprise") : S("person"), other->code),
               str_is_empty(other->label) ? other->code : other->label);
        H(html, " <span class=\"quiet\">");
        h_text(html, desk_word(visit, affiliation_relations, rows[i].relation));
        if (is_over(rows[i].to_on)) {
            HT(html, ", hasta ", ", until ");
            h_date(html, rows[i].to_on);
        }
        H(html, "</span></p>");
    }
}

static struct form_view small_form(const struct subject *subject, const char *verb, const struct shape *shape, struct str prefix)
{
    struct visit *visit = subject->visit;
    return (struct form_view){
        .action = URL(visit->arena, "/clients/{}/{}/{}", subject->is_person ? S("person") : S("enterprise"), subject->row->code,
                      str_of(verb)),
        .csrf = visit->csrf,
        .request_id = id_format(visit->arena, id_new()),
        .shape = shape,
        .id_prefix = prefix,
    };
}

static void put_affiliation_form(const struct subject *subject)
{
    struct visit *visit = subject->visit;
    struct html *html = visit->html;
    if (visit_may(visit, PERM_CLIENT_WRITE) && subject->row->annulled != ANSWER_YES) {
        struct form_view view = small_form(subject, "affiliation", &affiliation_entity.shape, S("af-"));
        H(html, "<details class=\"screen\"><summary>");
        h_text(html, subject->is_person ? TR(html, "Agregar una empresa", "Add an enterprise") : TR(html, "Agregar a alguien", "Add somebody"));
        H(html, "</summary>");
        form_open(html, &view);
        form_input(html, &view,
                   &(struct form_input){.name = "other", .required = true,
                                        .label = subject->is_person ? TR(html, "Código de la empresa", "Code of the enterprise")
                                                                    : TR(html, "Código de la persona", "Code of the person")});
        form_named(html, &view, "relation");
        form_named(html, &view, "from_on");
        form_close(html, &view, TR(html, "Agregar", "Add"), (struct url){STR_NONE});
        H(html, "</details>");
    }
    H(html, "</section>");
}

static void put_move_form(const struct subject *subject)
{
    struct visit *visit = subject->visit;
    struct html *html = visit->html;
    if (!visit_may(visit, PERM_CLIENT_WRITE) || subject->row->annulled == ANSWER_YES) {
        return;
    }
    struct form_view view = small_form(subject, "move", &move_entity.shape, S("mo-"));
    H(html, "<details class=\"screen\"><summary>");
    HT(html, "Se trasladó", "Moved");
    H(html, "</summary>");
    form_open(html, &view);
    form_input(html, &view, &(struct form_input){.name = "district", .required = true,
                                                 .label = TR(html, "Nuevo distrito (código o nombre)", "New district (code or name)")});
    form_named(html, &view, "moved_on");
    form_named(html, &view, "address");
    form_close(html, &view, TR(html, "Guardar el traslado", "Save the move"), (struct url){STR_NONE});
    H(html, "</details>");
}

static void put_aside(const struct subject *subject)
{
    struct html *html = subject->visit->html;
    H(html, "<section class=\"card\">");
    put_short_facts(subject);
    H(html, "</section>");
    put_people(subject);
    put_affiliation_form(subject);
    merged_put(&(struct merged){subject->visit, subject->noun, subject->row, &subject->about, &subject->shown});
    H(html, "<section class=\"card\"><details><summary>");
    HT(html, "Todos los datos", "All data");
    H(html, "</summary>");
    desk_facts(subject->visit, subject->noun, subject->facts, NULL);
    H(html, "</details>");
    put_move_form(subject);
    merged_put_compare(subject->visit, subject->noun, subject->row);
    H(html, "</section>");
    desk_foot(subject->visit, subject->noun, subject->row);
}

static void set_heading(struct subject *subject)
{
    struct visit *visit = subject->visit;
    const struct enterprise *enterprise = subject->facts;
    struct str lead = str_format(visit->arena, STR_FMT " · " STR_FMT, STR_ARG(text_in(subject->noun->entity->label, visit->lang)),
                                 STR_ARG(subject->row->code));
    visit->page.lead = subject->is_person ? lead : joined(visit->arena, lead, enterprise->trade_name);
    struct page_link *links = ARENA_ARRAY(visit->arena, struct page_link, 2);
    size_t count = 0;
    if (subject->row->annulled != ANSWER_YES && visit_may(visit, PERM_SERVICE_WRITE)) {
        links[count++] = (struct page_link){.label = text_in(TEXT("Registrar sesión", "Record a session"), visit->lang),
                                            .url = with_client(subject, URL(visit->arena, "/sessions/new")), .primary = true};
    }
    if (subject->row->annulled != ANSWER_YES && visit_may(visit, PERM_CLIENT_WRITE)) {
        links[count++] = (struct page_link){
            .label = text_in(TEXT("Corregir", "Edit"), visit->lang),
            .url = URL(visit->arena, "/clients/{}/{}/edit", subject->is_person ? S("person") : S("enterprise"), subject->row->code)};
    }
    visit->page.actions = links;
    visit->page.action_count = count;
}

/* The client as it is shown. A record that another stands for leads there, unless its own values are asked for. */
static enum err take_shown(struct subject *subject, bool *elsewhere)
{
    struct visit *visit = subject->visit;
    bool own = !str_is_empty(request_query(visit->req, "own"));
    shape_clear(&shown_client_shape, &subject->shown);
    TRY(desk_ask(visit, "client.shown",
                 DESK_VALUES({"kind", subject->is_person ? S("person") : S("enterprise")}, {"code", subject->row->code}), &subject->shown));
    bool merged = !str_is_empty(subject->shown.identity.code);
    *elsewhere = merged && !own && !str_eq(subject->shown.first, subject->row->code);
    subject->facts = merged && !own ? subject->is_person ? subject->shown.persons.items : subject->shown.enterprises.items : subject->row;
    return ERR_OK;
}

static enum err client_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct str kind = request_param(req, "kind");
    bool is_person = str_eq(kind, S("person"));
    if (!is_person && !str_eq(kind, S("enterprise"))) {
        return ERR_NOT_FOUND;
    }
    const struct desk_noun *noun = is_person ? &person_noun : &enterprise_noun;
    struct subject subject = {.visit = &visit, .is_person = is_person, .noun = noun,
                              .row = shape_new(visit.arena, &noun->entity->shape)};
    TRY(desk_get(&visit, noun->entity, request_param(req, "code"), subject.row));
    shape_clear(&about_shape, &subject.about);
    bool elsewhere;
    TRY(take_shown(&subject, &elsewhere));
    if (elsewhere) {
        return visit_go(&visit, desk_client_url(visit.arena, kind, subject.shown.first), TEXT_NONE);
    }
    TRY(desk_ask(&visit, "client.about", DESK_VALUES({"kind", kind}, {"code", subject.row->code}), &subject.about));
    struct story story;
    TRY(gather(&subject, &story));
    subject.name = is_person ? person_name(visit.arena, subject.facts) : ((const struct enterprise *)subject.facts)->name;
    set_heading(&subject);
    desk_page(&visit, noun, subject.name, subject.row);
    struct html *html = visit.html;
    if (subject.facts == subject.row) {
        merged_put_standing(&visit, noun, &subject.shown);
    }
    put_actions(&subject);
    H(html, "<div class=\"two\"><section class=\"card\"><h2>");
    HT(html, "Lo que ha pasado", "What has happened");
    H(html, "</h2>");
    timeline_draw(html, story.items, story.count);
    H(html, "</section><div>");
    put_aside(&subject);
    H(html, "</div></div>");
    if (!is_person) {
        TRY(group_members_show(&visit, (const void *)subject.row));
        TRY(size_history_show(&visit, (const void *)subject.row));
    }
    return visit_end(&visit);
}

const struct route timeline_routes[] = {
    {.method = METHOD_GET, .pattern = "/clients/{kind}/{code}", .handler = client_page},
};
const size_t timeline_route_count = COUNT_OF(timeline_routes);
