#include "results/shared.h"

#include "advice/service.h"
#include "advice/session.h"
#include "assistance/assistance.h"
#include "client/client.h"
#include "client/enterprise.h"
#include "client/person.h"
#include "core/record.h"
#include "finance/link.h"
#include "results/milestone.h"
#include "results/snapshot.h"
#include "training/attendance.h"
#include "training/event.h"

#include <string.h>

static const struct field service_fields[] = {
    FIELD_TEXT(struct shared_service, dataset, .label = T("Conjunto de datos", "Dataset")),
    FIELD_TEXT(struct shared_service, code, .label = T("Código", "Code")),
    FIELD_DATE(struct shared_service, date, .label = T("Fecha", "Date")),
    FIELD_LABEL(struct shared_service, kind, .label = T("Qué fue", "What it was")),
    FIELD_INT(struct shared_service, minutes, .label = T("Minutos", "Minutes")),
    FIELD_MONEY(struct shared_service, amount, .label = T("Monto", "Amount")),
    FIELD_TEXT(struct shared_service, verification, .label = T("Verificación", "Verification")),
};
const struct shape shared_service_shape = SHAPE("shared_service", struct shared_service, service_fields);

/* ---- consent ------------------------------------------------------------------------------------------ */

static bool has_scope(struct str scopes, const char *wanted)
{
    struct str rest = scopes;
    struct str one;
    while (str_split(&rest, ';', &one)) {
        if (str_eq_c(one, wanted)) {
            return true;
        }
    }
    return false;
}

static bool is_shared(const struct entity *entity, const void *row)
{
    const struct person *person = row;
    const struct enterprise *enterprise = row;
    bool is_person = entity == &person_entity;
    const struct record *record = row;
    return record->annulled != ANSWER_YES && !date_is_none(is_person ? person->consent_on : enterprise->consent_on) &&
           date_is_none(is_person ? person->consent_revoked_on : enterprise->consent_revoked_on) &&
           has_scope(is_person ? person->consent_scopes : enterprise->consent_scopes, "share_national");
}

/* ---- clients -------------------------------------------------------------------------------------------- */

static enum err run_get(struct ctx *ctx, const void *in, void *out)
{
    TRY(record_get(ctx, in, out));
    return is_shared(ctx->op->entity, out) ? ERR_OK : ERR_NOT_FOUND;
}

/* A page may hold fewer rows than its limit, or none, and still have a next one: the others did not consent. */
static enum err run_list(struct ctx *ctx, const void *in, void *out)
{
    struct list *list = out;
    TRY(record_list(ctx, in, out));
    char *rows = list->rows.items;
    size_t size = ctx->op->entity->shape.size;
    size_t kept = 0;
    for (size_t i = 0; i < list->rows.len; i++) {
        if (is_shared(ctx->op->entity, rows + i * size)) {
            memmove(rows + kept++ * size, rows + i * size, size);
        }
    }
    list->rows.len = kept;
    list->total = INT_NONE;
    return ERR_OK;
}

/* ---- their services ----------------------------------------------------------------------------------------- */

struct services {
    struct ctx *ctx;
    struct service_client client;
    struct shared_service *items;
    size_t count;
    size_t cap;
};

static void add(struct services *services, struct shared_service item, const struct record *record, const struct entity *entity)
{
    if (record->annulled == ANSWER_YES) {
        return;
    }
    if (services->count == services->cap) {
        size_t cap = services->cap * 2 + 64;
        struct shared_service *items = ARENA_ARRAY(services->ctx->arena, struct shared_service, cap);
        if (services->count > 0) {
            memcpy(items, services->items, services->count * sizeof(*items));
        }
        services->items = items;
        services->cap = cap;
    }
    item.dataset = str_of(entity->dataset);
    item.code = record->code;
    services->items[services->count++] = item;
}

static struct text words_of(const struct choice *choices, struct str code, struct text otherwise)
{
    const struct choice *choice = str_is_empty(code) ? NULL : choice_find(choices, code);
    return choice == NULL ? otherwise : choice->label;
}

static struct text own_words(struct services *services, struct str words)
{
    const char *text = str_c(services->ctx->arena, words);
    return (struct text){text, text};
}

typedef enum err read_by_client(struct ctx *ctx, bool is_person, struct id agency, struct id id, int64_t limit, struct list *out);

static enum err read_some(struct services *services, read_by_client *read, struct list *out)
{
    const struct service_client *client = &services->client;
    *out = (struct list){.total = INT_NONE};
    return read(services->ctx, client->is_person, client->agency, client->id, client->limit, out);
}

static enum err take_sessions(struct services *services)
{
    struct list list;
    TRY(read_some(services, session_store_by_client, &list));
    const struct session *rows = list.rows.items;
    for (size_t i = 0; i < list.rows.len; i++) {
        const struct shared_service item = {.date = rows[i].date, .kind = words_of(session_kinds, rows[i].kind, session_entity.label),
                                            .minutes = rows[i].contact_minutes, .amount = MONEY_NONE, .verification = rows[i].verification};
        add(services, item, &rows[i].record, &session_entity);
    }
    return ERR_OK;
}

static enum err take_attendances(struct services *services)
{
    struct list list;
    TRY(read_some(services, attendance_store_by_client, &list));
    const struct attendance *rows = list.rows.items;
    for (size_t i = 0; i < list.rows.len; i++) {
        struct text what = str_is_empty(rows[i].event.label) ? event_entity.label : own_words(services, rows[i].event.label);
        const struct shared_service item = {.date = rows[i].date, .kind = what, .minutes = INT_NONE, .amount = MONEY_NONE,
                                            .verification = rows[i].verification};
        if (rows[i].present == ANSWER_YES) {
            add(services, item, &rows[i].record, &attendance_entity);
        }
    }
    return ERR_OK;
}

static enum err take_assistances(struct services *services)
{
    struct list list;
    TRY(read_some(services, assistance_store_by_client, &list));
    const struct assistance *rows = list.rows.items;
    for (size_t i = 0; i < list.rows.len; i++) {
        const struct shared_service item = {.date = rows[i].signed_on, .kind = own_words(services, rows[i].title), .minutes = INT_NONE,
                                            .amount = rows[i].total, .verification = rows[i].verification};
        add(services, item, &rows[i].record, &assistance_entity);
    }
    return ERR_OK;
}

static enum err take_links(struct services *services)
{
    struct list list;
    TRY(read_some(services, link_store_by_client, &list));
    const struct link *rows = list.rows.items;
    for (size_t i = 0; i < list.rows.len; i++) {
        const struct shared_service item = {.date = rows[i].date, .kind = words_of(link_kinds, rows[i].kind, link_entity.label),
                                            .minutes = INT_NONE, .amount = rows[i].approved, .verification = rows[i].verification};
        add(services, item, &rows[i].record, &link_entity);
    }
    return ERR_OK;
}

static enum err take_measurements(struct services *services)
{
    struct list list;
    TRY(read_some(services, snapshot_store_by_client, &list));
    const struct snapshot *snapshots = list.rows.items;
    for (size_t i = 0; i < list.rows.len; i++) {
        const struct shared_service item = {.date = snapshots[i].reference_date, .kind = snapshot_entity.label, .minutes = INT_NONE,
                                            .amount = MONEY_NONE, .verification = snapshots[i].verification};
        add(services, item, &snapshots[i].record, &snapshot_entity);
    }
    TRY(read_some(services, milestone_store_by_client, &list));
    const struct milestone *milestones = list.rows.items;
    for (size_t i = 0; i < list.rows.len; i++) {
        const struct shared_service item = {.date = milestones[i].date,
                                            .kind = words_of(milestone_kinds, milestones[i].kind, milestone_entity.label),
                                            .minutes = INT_NONE, .amount = MONEY_NONE, .verification = milestones[i].verification};
        add(services, item, &milestones[i].record, &milestone_entity);
    }
    return ERR_OK;
}

/* Insertion: what each list brings is in order already. */
static void newest_first(struct services *services)
{
    for (size_t i = 1; i < services->count; i++) {
        struct shared_service moved = services->items[i];
        size_t at = i;
        while (at > 0 && date_cmp(services->items[at - 1].date, moved.date) < 0) {
            services->items[at] = services->items[at - 1];
            at--;
        }
        services->items[at] = moved;
    }
}

static enum err run_services(struct ctx *ctx, const void *in_, void *out)
{
    const struct service_client_input *in = in_;
    struct services services = {.ctx = ctx};
    TRY(service_find_client(ctx, in, &services.client));
    const struct entity *entity = services.client.is_person ? &person_entity : &enterprise_entity;
    void *row = shape_new(ctx->arena, &entity->shape);
    TRY(record_find_id(ctx, entity, services.client.id, row));
    if (!is_shared(entity, row)) {
        return ERR_NOT_FOUND;
    }
    TRY(take_sessions(&services));
    TRY(take_attendances(&services));
    TRY(take_assistances(&services));
    TRY(take_links(&services));
    TRY(take_measurements(&services));
    newest_first(&services);
    *(struct list *)out = (struct list){.shape = &shared_service_shape, .rows = {services.items, services.count}, .total = INT_NONE};
    return ERR_OK;
}

#define SHARED_OPS(noun, plural, entity_, es, en)                                                                               \
    {.name = "shared." plural, .http = "GET /shared/" plural,                                                                   \
     .label = T("Listar " es " que consienten compartir con la oficina nacional", "List " en " that consent to sharing with the national office"), \
     .permission = PERM_SHARED_READ, .kind = OP_READ, .input = &record_list_shape, .output = &(entity_).shape,                  \
     .answer = ANSWER_LIST, .entity = &(entity_), .leaves_access = true, .run = run_list},                                      \
    {.name = "shared." noun, .http = "GET /shared/" plural "/{code}",                                                           \
     .label = T("Ver una de las " es " que consienten compartir", "See one of the " en " that consent to sharing"),             \
     .permission = PERM_SHARED_READ, .kind = OP_READ, .input = &record_code_shape, .output = &(entity_).shape,                  \
     .answer = ANSWER_RECORD, .entity = &(entity_), .leaves_access = true, .run = run_get}

const struct op shared_ops[] = {
    SHARED_OPS("enterprise", "enterprises", enterprise_entity, "empresas", "enterprises"),
    SHARED_OPS("person", "persons", person_entity, "personas", "persons"),
    {.name = "shared.services", .http = "GET /shared/clients/{kind}/{code}/services",
     .label = T("Listar los servicios de un cliente que consiente compartir", "List the services of a client that consents to sharing"),
     .permission = PERM_SHARED_READ, .kind = OP_READ, .input = &service_client_shape, .output = &shared_service_shape,
     .answer = ANSWER_LIST, .leaves_access = true, .run = run_services},
};
const size_t shared_op_count = COUNT_OF(shared_ops);
