#include "results/measure_web.h"

#include "client/enterprise.h"
#include "client/person.h"
#include "results/milestone.h"
#include "results/snapshot.h"

static const char *const snapshot_first[] = {"enterprise", "kind", "reference_date", "national_sales", "export_sales",
                                             "jobs_female_fixed", "jobs_female_temporary", "jobs_male_fixed",
                                             "jobs_male_temporary", NULL};
static const char *const snapshot_money[] = {"window_months", "production_cost", "current_financing", "seed_capital",
                                             "jobs_at_risk", "retention_stated", NULL};
static const char *const snapshot_business[] = {"formality", "markets", "products", NULL};
static const char *const snapshot_keeping[] = {"captured_by", "method", "evidence", "unit", "code", NULL};
static const struct desk_group snapshot_groups[] = {
    {.names = snapshot_first},
    {.legend = T("Costos, financiamiento y empleos en riesgo", "Costs, financing and jobs at risk"), .names = snapshot_money,
     .folded = true},
    {.legend = T("Formalidad, mercados y productos", "Formality, markets and products"), .names = snapshot_business, .folded = true},
    {.legend = T("Quién la levantó, cómo y con qué evidencia", "Who captured it, how and on what evidence"),
     .names = snapshot_keeping, .folded = true},
    {.names = NULL},
};
static const char *const milestone_first[] = {"enterprise", "person", "kind", "date", "description", "evidence", NULL};
static const char *const milestone_keeping[] = {"unit", "code", NULL};
static const struct desk_group milestone_groups[] = {
    {.names = milestone_first},
    {.legend = T("Unidad y código", "Unit and code"), .names = milestone_keeping, .folded = true},
    {.names = NULL},
};

static enum err begin_snapshot(struct visit *visit, struct desk_form *form, bool *elsewhere)
{
    struct str enterprise = request_query(visit->req, "enterprise");
    if (str_is_empty(enterprise)) {
        *elsewhere = true;
        return desk_choose_client(visit, form->noun, URL(visit->arena, "/snapshots/new"), true);
    }
    struct enterprise client;
    shape_clear(&enterprise_entity.shape, &client);
    TRY(desk_get(visit, &enterprise_entity, enterprise, &client));
    desk_preset(visit, form, "enterprise", enterprise);
    desk_preset(visit, form, "unit", client.record.unit.code);
    desk_preset(visit, form, "kind", request_query(visit->req, "kind"));
    desk_preset(visit, form, "reference_date", date_iso(visit->arena, clock_today()));
    desk_preset(visit, form, "captured_by", form->lists.own_staff);
    return ERR_OK;
}

static enum err begin_milestone(struct visit *visit, struct desk_form *form, bool *elsewhere)
{
    struct str enterprise = request_query(visit->req, "enterprise");
    struct str person = request_query(visit->req, "person");
    if (str_is_empty(enterprise) && str_is_empty(person)) {
        *elsewhere = true;
        return desk_choose_client(visit, form->noun, URL(visit->arena, "/milestones/new"), false);
    }
    desk_preset(visit, form, "enterprise", enterprise);
    desk_preset(visit, form, "person", person);
    desk_preset(visit, form, "date", date_iso(visit->arena, clock_today()));
    return ERR_OK;
}

const struct desk_noun snapshot_noun = {
    .name = "snapshot",
    .entity = &snapshot_entity,
    .path = "snapshots",
    .place = PLACE_CLIENTS,
    .write = PERM_SERVICE_WRITE,
    .new_title = T("Nueva medición", "New measurement"),
    .edit_title = T("Corregir la medición", "Correct the measurement"),
    .saved = T("Medición guardada.", "Measurement saved."),
    .list = "/clients",
    .list_label = T("Clientes", "Clients"),
    .groups = snapshot_groups,
    .begin = begin_snapshot,
};
const struct desk_noun milestone_noun = {
    .name = "milestone",
    .entity = &milestone_entity,
    .path = "milestones",
    .place = PLACE_CLIENTS,
    .write = PERM_SERVICE_WRITE,
    .new_title = T("Nuevo hito", "New milestone"),
    .edit_title = T("Corregir el hito", "Correct the milestone"),
    .saved = T("Hito guardado.", "Milestone saved."),
    .list = "/clients",
    .list_label = T("Clientes", "Clients"),
    .groups = milestone_groups,
    .begin = begin_milestone,
};

static enum err snapshot_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct snapshot row;
    shape_clear(&snapshot_entity.shape, &row);
    TRY(desk_get(&visit, &snapshot_entity, request_param(req, "code"), &row));
    struct str title = str_format(visit.arena, STR_FMT ", " STR_FMT, STR_ARG(desk_word(&visit, snapshot_kinds, row.kind)),
                                  STR_ARG(date_display(visit.arena, row.reference_date)));
    desk_page(&visit, &snapshot_noun, title, &row);
    desk_facts(&visit, &snapshot_noun, &row, NULL);
    desk_foot(&visit, &snapshot_noun, &row);
    return visit_end(&visit);
}

static enum err milestone_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct milestone row;
    shape_clear(&milestone_entity.shape, &row);
    TRY(desk_get(&visit, &milestone_entity, request_param(req, "code"), &row));
    struct str title = str_format(visit.arena, STR_FMT ", " STR_FMT, STR_ARG(desk_word(&visit, milestone_kinds, row.kind)),
                                  STR_ARG(date_display(visit.arena, row.date)));
    desk_page(&visit, &milestone_noun, title, &row);
    desk_facts(&visit, &milestone_noun, &row, NULL);
    desk_foot(&visit, &milestone_noun, &row);
    return visit_end(&visit);
}

const struct route measure_routes[] = {
    {.method = METHOD_GET, .pattern = "/snapshots/{code}", .handler = snapshot_page},
    DESK_ROUTES("/snapshots", snapshot_noun),
    {.method = METHOD_GET, .pattern = "/milestones/{code}", .handler = milestone_page},
    DESK_ROUTES("/milestones", milestone_noun),
};
const size_t measure_route_count = COUNT_OF(measure_routes);
