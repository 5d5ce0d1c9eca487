#include "assistance/consultant_web.h"

#include "assistance/assistance.h"
#include "assistance/share_rule.h"
#include "assistance/sheet.h"
#include "client/client.h"
#include "client/size.h"
#include "html/table.h"
#include "party/consultant.h"

#include <stdlib.h>

enum err consultant_options(struct visit *visit, struct desk_options *out)
{
    struct call call = visit->call;
    struct list list = {0};
    TRY(desk_ask(visit, "consultant.list", DESK_VALUES({"limit", S("500")}), &list));
    visit->call = call;
    const struct consultant *rows = list.rows.items;
    struct form_option *items = ARENA_ARRAY(visit->arena, struct form_option, list.rows.len + 1);
    *out = (struct desk_options){.items = items};
    for (size_t i = 0; i < list.rows.len; i++) {
        if (rows[i].record.annulled != ANSWER_YES) {
            items[out->count++] = (struct form_option){.code = rows[i].record.code, .label = rows[i].name};
        }
    }
    return ERR_OK;
}

/* ---- consultants --------------------------------------------------------------------------------------- */

static const char *const who[] = {"name", "kind", "nit", "nrc", "specialities", "speciality_text", NULL};
static const char *const reach[] = {"phone", "email", "district", "address", NULL};
static const char *const keeping[] = {"notes", "unit", "code", NULL};
static const struct desk_group consultant_groups[] = {
    {.names = who},
    {.legend = T("Contacto", "Contact"), .names = reach},
    {.legend = T("Notas, unidad y código", "Notes, unit and code"), .names = keeping, .folded = true},
    {.names = NULL},
};
static const struct desk_noun consultant_noun = {
    .name = "consultant",
    .entity = &consultant_entity,
    .path = "consultants",
    .place = PLACE_SERVICES,
    .write = PERM_PROCUREMENT_WRITE,
    .new_title = T("Nueva persona o empresa consultora", "New consultant"),
    .edit_title = T("Corregir los datos del consultor", "Correct the consultant's data"),
    .saved = T("Consultor guardado.", "Consultant saved."),
    .list = "/consultants",
    .list_label = T("Consultores", "Consultants"),
    .groups = consultant_groups,
};

static const struct page_link *crumb(struct visit *visit)
{
    struct page_link *link = ARENA_NEW(visit->arena, struct page_link);
    *link = (struct page_link){.label = text_in(TEXT("Asistencia técnica", "Assistance"), visit->lang),
                               .url = URL(visit->arena, "/assistances")};
    return link;
}

static void open_list(struct visit *visit, struct text title, enum permission write, const char *fresh,
                      struct text button)
{
    struct page_link *action = ARENA_NEW(visit->arena, struct page_link);
    *action = (struct page_link){.label = text_in(button, visit->lang),
                                 .url = url_local(visit->arena, str_of(fresh)), .primary = true};
    visit->page.actions = visit_may(visit, write) ? action : NULL;
    visit->page.action_count = visit_may(visit, write) ? 1 : 0;
    visit->page.crumbs = crumb(visit);
    visit->page.crumb_count = 1;
    visit_page(visit, title, PLACE_SERVICES);
}

static struct table open_table(struct visit *visit, const struct list *list, const char *path, struct str after,
                               struct str caption, const struct column *columns, size_t count)
{
    struct url here = url_local(visit->arena, str_of(path));
    struct table table = {
        .caption = caption,
        .caption_hidden = true,
        .columns = columns,
        .count = count,
        .next = str_is_empty(list->next) ? (struct url){STR_NONE} : url_with(visit->arena, here, "after", list->next),
        .first = str_is_empty(after) ? (struct url){STR_NONE} : here,
    };
    H(visit->html, "<section class=\"card\">");
    table_open(visit->html, &table);
    return table;
}

static enum err consultants_page(struct request *req, struct response *resp)
{
    static const struct column columns[] = {
        {.label = T("Consultor(a)", "Consultant")}, {.label = T("Factura como", "Bills as")},
        {.label = T("Especialidades", "Specialities")}, {.label = T("Teléfono", "Telephone")},
    };
    struct visit visit;
    VISIT(&visit, req, resp);
    struct str after = request_query(req, "after");
    struct list list = {0};
    TRY(desk_ask(&visit, "consultant.list", DESK_VALUES({"limit", S("50")}, {"after", after}), &list));
    open_list(&visit, TEXT("Consultores y consultoras", "Consultants"), PERM_PROCUREMENT_WRITE, "/consultants/new",
              TEXT("Nueva persona consultora", "New consultant"));
    struct html *html = visit.html;
    if (list.rows.len == 0) {
        page_empty(html, TR(html, "Todavía no hay consultores", "No consultants yet"),
                   TR(html, "Registre a quienes se invita a ofertar: personas o empresas.",
                      "Record those who are invited to bid: persons or companies."),
                   visit_may(&visit, PERM_PROCUREMENT_WRITE) ? URL(visit.arena, "/consultants/new")
                   : (struct url){STR_NONE}, TR(html, "Nueva persona consultora", "New consultant"));
        return visit_end(&visit);
    }
    const struct consultant *rows = list.rows.items;
    const struct field *specialities = shape_find(&consultant_entity.shape, S("specialities"));
    struct table table =
        open_table(&visit, &list, "/consultants", after,
                   TR(html, "Consultores, por código", "Consultants, by code"), columns, COUNT_OF(columns));
    for (size_t i = 0; i < list.rows.len; i++) {
        table_row(html, &table);
        table_link_note(html, &table, URL(visit.arena, "/consultants/{}", rows[i].record.code), rows[i].name,
                        rows[i].record.code);
        table_text(html, &table, desk_word(&visit, consultant_kinds, rows[i].kind));
        table_field(html, &table, specialities, &rows[i]);
        table_text(html, &table, rows[i].phone);
        table_row_end(html, &table);
    }
    table_close(html, &table);
    H(html, "</section>");
    return visit_end(&visit);
}

static void put_contracts(struct visit *visit, const struct sheet_load *load)
{
    static const struct column columns[] = {
        {.label = T("Asistencia", "Assistance")}, {.label = T("Firma", "Signed")}, {.label = T("Fin", "Ends")},
        {.label = T("Monto", "Amount"), .number = true}, {.label = T("Estado", "State")},
            {.label = T("Evaluación", "Evaluation"), .number = true},
    };
    struct html *html = visit->html;
    const struct assistance *rows = load->contracts.items;
    struct table table =
        {.caption = TR(html, "Asistencias técnicas", "Technical assistances"), .columns = columns,
         .count = COUNT_OF(columns)};
    H(html, "<section class=\"card\">");
    table_open(html, &table);
    for (size_t i = 0; i < load->contracts.len; i++) {
        table_row(html, &table);
        table_link_note(html, &table, URL(visit->arena, "/assistances/{}", rows[i].record.code), rows[i].title,
                        rows[i].record.code);
        table_date(html, &table, rows[i].signed_on);
        table_date(html, &table, rows[i].ends_on);
        table_money(html, &table, rows[i].total);
        table_chip(html, &table, assistance_is_open(rows[i].state) ? TONE_WARN : TONE_PLAIN,
                   desk_word(visit, assistance_states, rows[i].state));
        table_count(html, &table, rows[i].evaluation);
        table_row_end(html, &table);
    }
    table_close(html, &table);
    H(html, "</section>");
}

static enum err consultant_page(struct request *req, struct response *resp)
{
    static const char *const except[] = {"name", NULL};
    struct visit visit;
    VISIT(&visit, req, resp);
    const struct op *op = op_find(S("consultant.load"));
    struct sheet_load *load = shape_new(visit.arena, op->output);
    TRY(desk_ask(&visit, "consultant.load", DESK_VALUES({"code", request_param(req, "code")}), load));
    const struct consultant *row = load->consultant.items;
    desk_page(&visit, &consultant_noun, row->name, row);
    struct html *html = visit.html;
    H(html, "<section class=\"card\"><h2>");
    HT(html, "Carga y evaluaciones", "Load and evaluations");
    H(html, "</h2>");
    page_facts_open(html);
    page_fact_chip(html, TR(html, "Contratos abiertos", "Open contracts"),
                   load->may_take > 0 ? TONE_OK : TONE_BAD,
                   str_format(visit.arena, visit.lang == LANG_ES ? "%lld de %d" : "%lld of %d",
                              (long long)load->open_contracts, ASSISTANCE_OPEN_MOST));
    page_fact(html, TR(html, "Nota media de los clientes", "Mean mark of the clients"),
              load->evaluations == 0 ? STR_NONE
              : str_format(visit.arena,
                           visit.lang == LANG_ES ? STR_FMT " de 5 (evaluaciones: %lld)"
                           : STR_FMT " of 5 (evaluations: %lld)",
                           STR_ARG(hundredths_plain(visit.arena, load->mean)), (long long)load->evaluations));
    page_facts_close(html);
    H(html, "</section>");
    if (load->contracts.len > 0) {
        put_contracts(&visit, load);
    }
    desk_facts(&visit, &consultant_noun, row, except);
    desk_foot(&visit, &consultant_noun, row);
    return visit_end(&visit);
}

/* ---- the table of shares ------------------------------------------------------------------------------- */

static const char *const rule_first[] =
    {"rank", "led_by", "age_from", "age_to", "zone", "district", "size_class", "percent", NULL};
static const char *const rule_more[] = {"valid_from", "valid_to", "notes", NULL};
static const char *const rule_keeping[] = {"unit", "code", NULL};
static const struct desk_group rule_groups[] = {
    {.names = rule_first},
    {.legend = T("Vigencia", "Validity"), .names = rule_more},
    {.legend = T("Unidad y código", "Unit and code"), .names = rule_keeping, .folded = true},
    {.names = NULL},
};
static const struct desk_noun rule_noun = {
    .name = "share_rule",
    .entity = &share_rule_entity,
    .path = "share_rules",
    .place = PLACE_SERVICES,
    .write = PERM_PROCUREMENT_APPROVE,
    .new_title = T("Nueva regla de aporte", "New rule of the client's share"),
    .edit_title = T("Corregir la regla de aporte", "Correct the rule of the client's share"),
    .saved = T("Regla guardada.", "Rule saved."),
    .list = "/share_rules",
    .list_label = T("Tabla de aportes", "Table of shares"),
    .groups = rule_groups,
};

static int by_rank(const void *a, const void *b)
{
    const struct share_rule *x = a;
    const struct share_rule *y = b;
    return x->rank != y->rank ? (x->rank < y->rank ? -1 : 1) : str_cmp(x->record.code, y->record.code);
}

/* "mujeres · hasta 29 años · rural": what a row asks, or everybody. */
static struct str criteria(struct visit *visit, const struct share_rule *rule)
{
    static const char *const names[] = {"led_by", "age_from", "age_to", "zone", "district", "size_class", NULL};
    struct buf out = BUF(visit->arena);
    for (size_t i = 0; names[i] != NULL; i++) {
        const struct field *field = shape_find(&share_rule_entity.shape, str_of(names[i]));
        if (!field_is_none(field, rule)) {
            buf_format(&out, "%s" STR_FMT ": " STR_FMT, out.len == 0 ? "" : " · ",
                       STR_ARG(text_in(field->label, visit->lang)),
                       STR_ARG(field_display(visit->arena, field, rule, visit->lang)));
        }
    }
    return out.len == 0 ? text_in(TEXT("Todas las demás empresas", "All other enterprises"), visit->lang)
        : buf_str(&out);
}

static enum err rules_page(struct request *req, struct response *resp)
{
    static const struct column columns[] = {
        {.label = T("A quién corresponde", "Whom it fits")}, {.label = T("Orden", "Rank"), .number = true},
        {.label = T("Aporte", "Share"), .number = true}, {.label = T("Desde", "From")}, {.label = T("Hasta", "Until")},
    };
    struct visit visit;
    VISIT(&visit, req, resp);
    struct list list = {0};
    TRY(desk_ask(&visit, "share_rule.list", DESK_VALUES({"limit", S("500")}), &list));
    open_list(&visit, TEXT("Tabla de aportes de los clientes", "Table of the clients' shares"),
              PERM_PROCUREMENT_APPROVE, "/share_rules/new", TEXT("Nueva regla", "New rule"));
    struct html *html = visit.html;
    if (list.rows.len == 0) {
        page_empty(html, TR(html, "Todavía no hay reglas", "No rules yet"),
                   TR(html, "Sin tabla, cada contrato lleva el porcentaje que dicen sus términos, del 3 al 18 %.",
                      "Without a table each contract takes the percentage that its terms state, from 3 to 18 %."),
                   visit_may(&visit, PERM_PROCUREMENT_APPROVE) ? URL(visit.arena, "/share_rules/new")
                   : (struct url){STR_NONE}, TR(html, "Nueva regla", "New rule"));
        return visit_end(&visit);
    }
    struct share_rule *rows = list.rows.items;
    qsort(rows, list.rows.len, sizeof *rows, by_rank);
    struct table table =
        open_table(&visit, &list, "/share_rules", STR_NONE, TR(html, "Reglas, por orden", "Rules, by rank"),
                   columns, COUNT_OF(columns));
    for (size_t i = 0; i < list.rows.len; i++) {
        if (rows[i].record.annulled == ANSWER_YES) {
            continue;
        }
        table_row(html, &table);
        table_link_note(html, &table, URL(visit.arena, "/share_rules/{}", rows[i].record.code),
                        criteria(&visit, &rows[i]), rows[i].record.code);
        table_count(html, &table, rows[i].rank);
        table_value(html, &table, (struct value){VALUE_HUNDREDTHS, rows[i].percent});
        table_date(html, &table, rows[i].valid_from);
        table_date(html, &table, rows[i].valid_to);
        table_row_end(html, &table);
    }
    table_close(html, &table);
    H(html, "<p class=\"note\">");
    HT(html, "La tabla se lee de arriba abajo: vale la primera fila vigente el día de la firma que corresponde "
             "a la empresa. De varias empresas en un contrato vale el aporte más alto. El contrato guarda la "
             "regla que usó.",
       "The table is read from top to bottom: the first row in force on the day of signature that fits the "
       "enterprise applies. Of several enterprises in one contract the highest share applies. The contract keeps "
       "the rule it used.");
    H(html, "</p></section>");
    return visit_end(&visit);
}

static enum err rule_page(struct request *req, struct response *resp)
{
    struct visit visit;
    VISIT(&visit, req, resp);
    struct share_rule row;
    shape_clear(&share_rule_entity.shape, &row);
    TRY(desk_get(&visit, &share_rule_entity, request_param(req, "code"), &row));
    desk_page(&visit, &rule_noun, criteria(&visit, &row), &row);
    desk_facts(&visit, &rule_noun, &row, NULL);
    desk_foot(&visit, &rule_noun, &row);
    return visit_end(&visit);
}

const struct route consultant_routes[] = {
    {.method = METHOD_GET, .pattern = "/consultants", .handler = consultants_page},
    {.method = METHOD_GET, .pattern = "/consultants/{code}", .handler = consultant_page},
    DESK_ROUTES("/consultants", consultant_noun),
    {.method = METHOD_GET, .pattern = "/share_rules", .handler = rules_page},
    {.method = METHOD_GET, .pattern = "/share_rules/{code}", .handler = rule_page},
    DESK_ROUTES("/share_rules", rule_noun),
};
const size_t consultant_route_count = COUNT_OF(consultant_routes);
