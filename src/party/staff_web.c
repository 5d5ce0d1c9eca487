#include "party/staff_web.h"

#include "account/pick.h"
#include "account/record_web.h"
#include "core/record.h"
#include "html/table.h"
#include "party/party_web.h"
#include "party/staff.h"

static void draw_fields(struct visit *visit, const struct form_view *form, bool is_new)
{
    struct html *html = visit->html;
    struct pick units = pick_records(visit, "unit.list", "name");
    if (is_new) {
        form_named(html, form, "code");
    }
    form_named_options(html, form, "unit", units.options, units.count);
    form_named(html, form, "name");
    form_named(html, form, "position");
    form_named(html, form, "speciality");
    form_named(html, form, "email");
    form_row_open(html);
    form_named(html, form, "from_on");
    form_named(html, form, "to_on");
    form_row_close(html);
}

static const struct record_web pages = {
    .entity = &staff_entity,
    .path = "/staff",
    .place = PLACE_AGREEMENTS,
    .add = T("Registrar una persona del equipo", "Record a member of staff"),
    .correct = T("Corregir los datos", "Correct the data"),
    .saved = T("Datos guardados.", "Data saved."),
    .fields = draw_fields,
};

static struct str years(struct visit *visit, const struct staff *staff)
{
    struct str from = date_display(visit->arena, staff->from_on);
    struct str to = date_display(visit->arena, staff->to_on);
    if (str_is_empty(from) && str_is_empty(to)) {
        return STR_NONE;
    }
    return str_format(visit->arena, STR_FMT " – " STR_FMT, STR_ARG(from), STR_ARG(to));
}

static enum err list_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct record_list_input in = {.after = request_query(req, "after"), .limit = 50};
    struct list list = {.total = INT_NONE};
    TRY(visit_run(&visit, op_find(S("staff.list")), &in, &list));
    struct page_link add;
    party_web_add_action(&visit, record_web_may_write(&visit, &pages), &add, "/staff/new", pages.add);
    visit_page(&visit, TEXT("Personal", "Staff"), PLACE_AGREEMENTS);
    party_web_tabs(&visit, PARTY_TAB_STAFF);
    static const struct column columns[] = {
        {.label = T("Nombre", "Name")},
        {.label = T("Cargo", "Position")},
        {.label = T("Especialidad", "Speciality")},
        {.label = T("Unidad", "Unit")},
        {.label = T("Periodo", "Period"), .minor = true},
    };
    struct html *html = visit.html;
    if (list.rows.len == 0 && str_is_empty(in.after)) {
        page_empty(html, TR(html, "Nadie registrado todavía", "Nobody recorded yet"),
                   TR(html, "Registre a quienes asesoran, dirigen y administran.", "Record those who advise, direct and administer."),
                   (struct url){STR_NONE}, STR_NONE);
        return visit_end(&visit);
    }
    struct table table = {.caption = TR(html, "Personal", "Staff"), .caption_hidden = true, .columns = columns,
                          .count = COUNT_OF(columns), .total = INT_NONE};
    if (!str_is_empty(list.next)) {
        table.next = URL(visit.arena, "/staff?after={}", list.next);
    }
    if (!str_is_empty(in.after)) {
        table.first = URL(visit.arena, "/staff");
    }
    table_open(html, &table);
    const struct staff *staff = list.rows.items;
    for (size_t i = 0; i < list.rows.len; i++) {
        table_row(html, &table);
        table_link_note(html, &table, record_web_url(visit.arena, &pages, staff[i].record.code), staff[i].name, staff[i].record.code);
        table_text(html, &table, staff[i].position);
        table_field(html, &table, shape_find(&staff_entity.shape, S("speciality")), &staff[i]);
        table_text(html, &table, staff[i].record.unit.code);
        table_text(html, &table, years(&visit, &staff[i]));
        table_row_end(html, &table);
    }
    table_close(html, &table);
    return visit_end(&visit);
}

static enum err detail_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct staff staff;
    TRY(record_web_get(&visit, &pages, &staff));
    struct page_link crumb = {.label = text_in(TEXT("Personal", "Staff"), visit.lang), .url = URL(visit.arena, "/staff")};
    struct page_link edit = {.label = text_in(TEXT("Corregir", "Correct"), visit.lang),
                             .url = URL(visit.arena, "/staff/{}/edit", staff.record.code)};
    visit.page.crumbs = &crumb;
    visit.page.crumb_count = 1;
    visit.page.actions = &edit;
    visit.page.action_count = record_web_may_write(&visit, &pages) ? 1 : 0;
    visit.page.lead = staff.position;
    visit_page(&visit, (struct text){str_c(visit.arena, staff.name), NULL}, PLACE_AGREEMENTS);
    struct html *html = visit.html;
    H(html, "<section class=\"card\">");
    page_facts_open(html);
    static const char *const except[] = {"name", "position", "annulled", "annul_reason", NULL};
    page_facts_shape(html, &staff_entity.shape, &staff, except);
    page_facts_close(html);
    H(html, "</section>");
    record_web_annulment(&visit, &pages, &staff);
    return visit_end(&visit);
}

static enum err new_form(struct request *req, struct response *resp)
{
    return record_web_new(req, resp, &pages);
}

static enum err add_form(struct request *req, struct response *resp)
{
    return record_web_add(req, resp, &pages);
}

static enum err edit_form(struct request *req, struct response *resp)
{
    return record_web_edit(req, resp, &pages);
}

static enum err set_form(struct request *req, struct response *resp)
{
    return record_web_set(req, resp, &pages);
}

static enum err annul_form(struct request *req, struct response *resp)
{
    return record_web_annul(req, resp, &pages);
}

const struct route staff_routes[] = {
    {.method = METHOD_GET, .pattern = "/staff", .handler = list_page},
    {.method = METHOD_GET, .pattern = "/staff/new", .handler = new_form},
    {.method = METHOD_POST, .pattern = "/staff/new", .handler = add_form},
    {.method = METHOD_GET, .pattern = "/staff/{code}", .handler = detail_page},
    {.method = METHOD_GET, .pattern = "/staff/{code}/edit", .handler = edit_form},
    {.method = METHOD_POST, .pattern = "/staff/{code}/edit", .handler = set_form},
    {.method = METHOD_POST, .pattern = "/staff/{code}/annul", .handler = annul_form},
};
const size_t staff_route_count = COUNT_OF(staff_routes);
