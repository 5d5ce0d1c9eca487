#include "client/group_member_web.h"

#include "client/desk_table_web.h"
#include "client/group_member.h"
#include "html/table.h"

#include <string.h>

static const char *const first[] = {"enterprise", "member", "from_on", "to_on", "role", NULL};
static const char *const keeping[] = {"code", NULL};
static const struct desk_group groups[] = {
    {.names = first},
    {.legend = T("Código", "Code"), .names = keeping, .folded = true},
    {.names = NULL},
};
static const char *const columns[] = {"member", "from_on", "to_on", "role", NULL};

static bool draw(struct visit *visit, const struct desk_form *form, const struct field *field)
{
    if (strcmp(field->name, "enterprise") == 0) {
        desk_hidden(visit, form, field);
        return true;
    }
    return false;
}

static const struct desk_noun member_noun = {
    .name = "group_member", .entity = &group_member_entity, .path = "group_members", .place = PLACE_CLIENTS, .write = PERM_CLIENT_WRITE,
    .new_title = T("Nuevo integrante del grupo", "New member of the group"), .edit_title = T("Corregir al integrante", "Correct the member"),
    .saved = T("Integrante guardado.", "Member saved."), .list = "/clients", .list_label = T("Clientes", "Clients"), .groups = groups,
    .begin = desk_table_begin, .draw = draw,
};
static const struct desk_table member_table = {
    .noun = &member_noun, .columns = columns, .title = "member", .only_within = true,
    .empty = T("Los integrantes se registran en la página de su grupo.", "Members are recorded on their group's page."),
};

static struct url member_url(struct arena *arena, const void *row)
{
    return desk_record_url(arena, S("group_members"), ((const struct group_member *)row)->record.code);
}

FALLIBLE group_members_show(struct visit *visit, const struct enterprise *group)
{
    struct html *html = visit->html;
    struct date on;
    struct list list = {0};
    if (!str_eq_c(group->category, "group")) {
        return ERR_OK;
    }
    bool dated = date_parse_iso(request_query(visit->req, "on"), &on);
    struct call call = visit->call;
    if (dated) {
        TRY(desk_ask(visit, "group_member.on", DESK_VALUES({"code", group->record.code}, {"on", date_iso(visit->arena, on)}), &list));
    } else {
        TRY(desk_ask(visit, "group_member.of_enterprise", DESK_VALUES({"code", group->record.code}), &list));
    }
    visit->call = call;
    H(html, "<section class=\"card\" id=\"members\"><h2>");
    HT(html, "Integrantes del grupo y sus fechas", "Members of the group and their dates");
    H(html, "</h2>");
    form_filter_open(html, desk_client_url(visit->arena, S("enterprise"), group->record.code), TR(html, "Integrantes en una fecha", "Members on a day"));
    form_filter_date(html, "on", TR(html, "Quiénes eran el", "Who they were on"), dated ? on : DATE_NONE);
    form_filter_close(html, TR(html, "Ver", "Show"));
    struct table table = {.caption = TR(html, "Integrantes", "Members"), .caption_hidden = true, .total = INT_NONE};
    if (list.rows.len > 0) {
        table_records(html, &table, &group_member_entity.shape, columns, list.rows, member_url);
    } else {
        H(html, "<p class=\"note\">");
        h_text(html, dated ? TR(html, "Nadie en esa fecha.", "Nobody on that day.") : TR(html, "Todavía no hay integrantes con fechas.", "No members with dates yet."));
        H(html, "</p>");
    }
    if (visit_may(visit, PERM_CLIENT_WRITE) && group->record.annulled != ANSWER_YES) {
        H(html, "<p class=\"screen\">");
        h_button_link(html, URL(visit->arena, "/group_members/new?enterprise={}", group->record.code), TR(html, "Agregar un integrante", "Add a member"), false);
        H(html, "</p>");
    }
    H(html, "</section>");
    return ERR_OK;
}

const struct route group_member_routes[] = {
    DESK_TABLE_ROUTES("/group_members", member_table),
    DESK_ROUTES("/group_members", member_noun),
};
const size_t group_member_route_count = COUNT_OF(group_member_routes);
