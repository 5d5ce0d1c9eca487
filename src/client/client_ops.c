#include "client/client.h"
#include "client/finder.h"
#include "client/listing.h"
#include "client/person.h"
#include "client/size.h"
#include "core/record.h"
#include "party/staff.h"
#include "territory/territory.h"

static const struct choice kinds[] = {
    {"enterprise", T("Empresa", "Enterprise"), "EMPRESA"},
    {"person", T("Persona", "Person"), "PERSONA"},
    {NULL, T(NULL, NULL), NULL},
};

static const struct field line_fields[] = {
    FIELD_CHOICE(struct listing_line, kind, .choices = kinds, .label = T("Tipo", "Kind")),
    FIELD_TEXT(struct listing_line, code, .label = T("Código", "Code")),
    FIELD_TEXT(struct listing_line, name, .max = 260, .privacy = PRIVACY_PERSONAL, .label = T("Nombre", "Name")),
    FIELD_TEXT(struct listing_line, detail, .max = 260, .privacy = PRIVACY_PERSONAL,
               .label = T("Nombre comercial", "Trade name")),
    FIELD_CHOICE(struct listing_line, status, .choices = client_statuses, .privacy = PRIVACY_INTERNAL,
                 .label = T("Estado", "Status")),
    FIELD_CATALOGUE(struct listing_line, district, .catalogue = &territory_districts, .privacy = PRIVACY_INTERNAL,
                    .label = T("Distrito", "District")),
    FIELD_CHOICE(struct listing_line, size_class, .choices = size_classes, .privacy = PRIVACY_INTERNAL,
                 .label = T("Tamaño", "Size")),
    FIELD_REF(struct listing_line, adviser, .target = &staff_entity, .privacy = PRIVACY_INTERNAL,
              .label = T("Asesor(a)", "Adviser")),
};
static const struct shape line_shape = SHAPE("client_line", struct listing_line, line_fields);

/* ---- client.list ------------------------------------------------------------------------------------------------ */

struct list_input {
    struct str after;
    int64_t limit;
    struct str kind;
    struct str status;
    struct str district;
    struct str adviser;
};
static const struct field list_fields[] = {
    FIELD_TEXT(struct list_input, after, .max = 40, .label = T("Desde después de", "After"),
               .hint = T("Lo que la página anterior dio como siguiente.", "What the page before gave as next.")),
    FIELD_INT(struct list_input, limit, .min = 1, .max = 500, .initial = "50", .label = T("Cuántos", "How many")),
    FIELD_CHOICE(struct list_input, kind, .choices = kinds, .label = T("Tipo", "Kind")),
    FIELD_CHOICE(struct list_input, status, .choices = client_statuses, .label = T("Estado", "Status")),
    FIELD_CATALOGUE(struct list_input, district, .catalogue = &territory_districts, .label = T("Distrito", "District")),
    FIELD_TEXT(struct list_input, adviser, .max = 120, .label = T("Asesor(a)", "Adviser"),
               .hint = T("Código de la persona del equipo.", "Code of the member of staff.")),
};
static const struct shape list_shape = SHAPE("client_list", struct list_input, list_fields);

static enum err run_list(struct ctx *ctx, const void *in_, void *out)
{
    const struct list_input *in = in_;
    struct list *list = out;
    struct listing_filter filter = {.kind = in->kind, .status = in->status, .district = in->district};
    if (!str_is_empty(in->adviser)) {
        struct staff adviser;
        shape_clear(&staff_entity.shape, &adviser);
        enum err err = record_find_code(ctx, &staff_entity, in->adviser, &adviser);
        if (err == ERR_NOT_FOUND) {
            return ctx_fault(ctx, "adviser", in->adviser,
                             TEXT("No hay nadie del equipo con ese código.", "Nobody of the staff has that code."),
                             TEXT("Escriba el código de una persona del equipo.", "Write the code of a member of staff."));
        }
        TRY(err);
        filter.adviser = adviser.record.id;
    }
    struct id after = ID_NONE;
    if (!str_is_empty(in->after) && !id_parse(in->after, &after)) {
        return ctx_fault(ctx, "after", in->after,
                         TEXT("Eso no lo dio ninguna página anterior.", "No page before gave that."),
                         TEXT("Comience por la primera página.", "Begin with the first page."));
    }
    size_t limit = in->limit == INT_NONE ? 50 : (size_t)in->limit;
    struct listing_line *lines;
    size_t count;
    TRY(listing_page(ctx, after, &filter, limit + 1, &lines, &count));
    bool more = count > limit;
    *list = (struct list){
        .shape = &line_shape,
        .rows = {lines, more ? limit : count},
        .next = more ? id_format(ctx->arena, lines[limit - 1].id) : STR_NONE,
        .total = INT_NONE,
    };
    return ERR_OK;
}

/* ---- client.search ------------------------------------------------------------------------------------------------ */

struct search_input {
    struct str text;
    int64_t limit;
};
static const struct field search_fields[] = {
    FIELD_TEXT(struct search_input, text, .required = true, .max = 120, .label = T("Buscar", "Search"),
               .hint = T("Nombre, código, DUI, NIT o teléfono.", "Name, code, DUI, NIT or telephone.")),
    FIELD_INT(struct search_input, limit, .min = 1, .max = 50, .initial = "10", .label = T("Cuántos", "How many")),
};
static const struct shape search_shape = SHAPE("client_search", struct search_input, search_fields);

static enum err run_search(struct ctx *ctx, const void *in_, void *out)
{
    const struct search_input *in = in_;
    struct list *list = out;
    struct listing_line *lines;
    size_t count;
    TRY(finder_find(ctx, in->text, in->limit == INT_NONE ? 10 : (size_t)in->limit, &lines, &count));
    *list = (struct list){.shape = &line_shape, .rows = {lines, count}, .total = (int64_t)count};
    return ERR_OK;
}

/* ---- client.rebuild --------------------------------------------------------------------------------------------------- */

struct rebuild_output {
    int64_t clients;
};
static const struct field rebuild_fields[] = {
    FIELD_INT(struct rebuild_output, clients, .label = T("Clientes", "Clients")),
};
static const struct shape rebuild_shape = SHAPE("client_rebuild", struct rebuild_output, rebuild_fields);

static enum err run_rebuild(struct ctx *ctx, const void *in, void *out)
{
    (void)in;
    ctx->subject = S("clients");
    return listing_rebuild(ctx, &((struct rebuild_output *)out)->clients);
}

const struct op client_ops[] = {
    {.name = "client.list", .http = "GET /clients", .label = T("Listar los clientes", "List the clients"),
     .permission = PERM_RECORD_READ, .kind = OP_READ, .input = &list_shape, .output = &line_shape, .answer = ANSWER_LIST,
     .run = run_list},
    {.name = "client.search", .http = "GET /clients/search", .label = T("Buscar clientes", "Search clients"),
     .permission = PERM_RECORD_READ, .kind = OP_READ, .input = &search_shape, .output = &line_shape,
     .answer = ANSWER_LIST, .run = run_search},
    {.name = "client.rebuild", .label = T("Rehacer la lista y la búsqueda de clientes", "Rebuild the list and the search of clients"),
     .permission = PERM_SYSTEM, .kind = OP_WRITE, .output = &rebuild_shape, .answer = ANSWER_RECORD, .long_running = true,
     .run = run_rebuild},
};
const size_t client_op_count = COUNT_OF(client_ops);
