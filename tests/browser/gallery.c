/* Writes every component of src/html as pages into the folder given: gallery FOLDER. All people are made up.
 * gallery.mjs opens them in a browser, measures, photographs and audits them. */
#include <stdio.h>
#include <stdlib.h>

#include "base/secret.h"
#include "core/field.h"
#include "html/chart.h"
#include "html/form.h"
#include "html/grid.h"
#include "html/map.h"
#include "html/page.h"
#include "html/table.h"
#include "html/timeline.h"

struct visit {
    struct str code;
    struct date date;
    int64_t start_time;
    struct str kind;
    struct str modality;
    struct ref adviser;
    struct refs enterprises;
    struct str consent_scopes;
    int64_t contact_minutes;
    int64_t attendees;
    int64_t percent;
    struct money sales;
    struct shares funding;
    struct str district;
    struct str email;
    struct str mobile;
    struct str dui;
    struct str summary;
    enum answer is_signed;
    enum answer formal_accounting;
};
static const struct choice kinds[] = {
    {"advice_business", T("Asesoría empresarial", "Business advice"), NULL},
    {"advice_finance", T("Asesoría financiera", "Financial advice"), NULL},
    {"advice_ict", T("Asesoría en tecnologías de la información y la comunicación", "Advice on information and communication technology"), NULL},
    {"advice_women", T("Asesoría en empresarialidad femenina", "Advice on women's enterprise"), NULL},
    {"attention", T("Atención empresarial", "Business attention"), NULL},
    {0},
};
static const struct choice modalities[] = {
    {"office", T("Oficina", "Office"), NULL},
    {"visit", T("Visita", "Visit"), NULL},
    {"phone", T("Teléfono", "Phone"), NULL},
    {"online", T("En línea", "Online"), NULL},
    {0},
};
static const struct choice scopes[] = {
    {"services", T("Recibir servicios", "Receive services"), NULL},
    {"surveys", T("Responder encuestas", "Answer surveys"), NULL},
    {"share_national", T("Compartir con la oficina nacional", "Share with the national office"), NULL},
    {"publish", T("Publicar en el catálogo", "Publish in the catalogue"), NULL},
    {0},
};
static const struct field visit_fields[] = {
    FIELD_TEXT(struct visit, code, .max = 60, .label = T("Código", "Code"),
               .hint = T("El número propio de la agencia; si se deja vacío, el programa asigna uno.",
                         "The agency's own number; left empty, the program assigns one.")),
    FIELD_DATE(struct visit, date, .required = true, .past = true, .label = T("Fecha", "Date")),
    FIELD_TIME(struct visit, start_time, .label = T("Hora de inicio", "Start time")),
    FIELD_CHOICE(struct visit, kind, .required = true, .choices = kinds, .label = T("Servicio", "Service")),
    FIELD_CHOICE(struct visit, modality, .required = true, .choices = modalities, .label = T("Modalidad", "Modality")),
    FIELD_REF(struct visit, adviser, .required = true, .label = T("Asesor(a) responsable", "Responsible adviser")),
    FIELD_REFS(struct visit, enterprises, .required = true, .label = T("Empresas", "Enterprises"),
               .hint = T("Las que estuvieron presentes.", "Those that were present.")),
    FIELD_CHOICES(struct visit, consent_scopes, .choices = scopes, .label = T("Alcance del consentimiento", "Scope of consent")),
    FIELD_MINUTES(struct visit, contact_minutes, .required = true, .label = T("Tiempo de contacto", "Contact time")),
    FIELD_INT(struct visit, attendees, .max = 5000, .label = T("Asistentes", "Attendees")),
    FIELD_PERCENT(struct visit, percent, .label = T("Aporte del cliente", "Client's share")),
    FIELD_MONEY(struct visit, sales, .label = T("Ventas de los últimos doce meses", "Sales of the last twelve months"),
                .hint = T("En dólares, con punto decimal: 1,250.00", "In dollars, with a decimal point: 1,250.00")),
    FIELD_SHARES(struct visit, funding, .label = T("Financiamiento", "Funding"),
                 .hint = T("Los porcentajes suman 100; vacío significa fondos propios.", "Percentages add to 100; empty means own funds.")),
    FIELD_TEXT(struct visit, district, .label = T("Distrito", "District")),
    FIELD_TEXT(struct visit, email, .max = 120, .label = T("Correo electrónico", "E-mail")),
    FIELD_TEXT(struct visit, mobile, .max = 20, .label = T("Celular", "Mobile")),
    FIELD_TEXT(struct visit, dui, .max = 12, .label = T("DUI", "DUI"), .hint = T("Nueve dígitos: 01234567-8", "Nine digits: 01234567-8")),
    FIELD_TEXT(struct visit, summary, .max = 4000, .label = T("Resumen de lo tratado y de los compromisos", "Summary of what was discussed and agreed")),
    FIELD_BOOL(struct visit, is_signed, .initial = "false", .label = T("Firmada por el cliente", "Signed by the client")),
    FIELD_BOOL(struct visit, formal_accounting, .label = T("Contabilidad formal", "Formal accounting")),
};
static const struct shape visit_shape = SHAPE("visit", struct visit, visit_fields);

static const struct page_assets assets = {
    .style = {{"/screen.css", 11}},
    .script = {{"/adelante.js", 12}},
    .icon = {{"/icon.svg", 9}},
    .manifest = {{"/adelante.webmanifest", 21}},
};

static struct page frame(struct html *html, struct str title, enum place place)
{
    return (struct page){
        .title = title,
        .lead = TR(html, "ADEL La Unión · 1 de enero al 31 de diciembre de 2014", "ADEL La Unión · 1 January to 31 December 2014"),
        .place = place,
        .places = ~0U,
        .assets = &assets,
        .agency = S("ADEL La Unión"),
        .user = S("María Concepción Villatoro"),
        .role = TR(html, "Administradora de AT y capacitación", "Administrator of training and assistance"),
        .csrf = S("gallery-token"),
        .here = URL(html->arena, "/gallery?x={}", S("1&2")),
        .version = S("0.1.0"),
    };
}

/* ---- results: tiles, charts, map ---------------------------------------------------------------- */

static void put_tiles(struct html *html)
{
    const struct tile tiles[] = {
        {.label = TR(html, "empresas asesoradas", "enterprises advised"), .value = {VALUE_COUNT, 184}, .meter = true, .percent = 9640,
         .tone = chart_tone(9640), .note = TR(html, "meta 191 · 96 %", "target 191 · 96 %"), .url = URL(html->arena, "/results/a")},
        {.label = TR(html, "empresas capacitadas", "enterprises trained"), .value = {VALUE_COUNT, 371}, .meter = true, .percent = 10600,
         .tone = chart_tone(10600), .note = TR(html, "meta 350 · 106 %", "target 350 · 106 %"), .url = URL(html->arena, "/results/b")},
        {.label = TR(html, "con asistencia técnica especializada", "with specialised technical assistance"), .value = {VALUE_COUNT, 36},
         .meter = true, .percent = 6000, .tone = chart_tone(6000), .note = TR(html, "meta 60 · 60 %", "target 60 · 60 %"),
         .url = URL(html->arena, "/results/c")},
        {.label = TR(html, "incremento de ventas", "increase in sales"), .value = {VALUE_MONEY, 4125075},
         .note = TR(html, "neto de bajas, aparte", "net of decreases, apart"), .url = URL(html->arena, "/results/d")},
        {.label = TR(html, "financiamiento gestionado", "financing negotiated"), .value = {VALUE_MONEY, 18740050},
         .note = TR(html, "aprobado; desembolsado, aparte", "approved; disbursed apart"), .url = URL(html->arena, "/results/e")},
        {.label = TR(html, "empleos conservados", "jobs kept"), .value = {VALUE_NONE, 0}, .note = TR(html, "sin datos todavía", "no data yet")},
    };
    chart_tiles_open(html);
    for (size_t i = 0; i < COUNT_OF(tiles); i++) {
        chart_tile(html, &tiles[i]);
    }
    chart_tiles_close(html);
}

static const int64_t by_month[] = {12, 31, 44, 38, 52, 61, INT_NONE, 40, 57, 66, 49, 18};
static const int64_t by_month_before[] = {9, 22, 30, 35, 41, 39, 28, 33, 40, 52, 37, 15};

static void put_charts(struct html *html)
{
    const struct series months[] = {{S("2014"), by_month}, {S("2013"), by_month_before}};
    const struct chart columns = {.title = TR(html, "Sesiones por mes", "Sessions by month"), .category = TR(html, "Mes", "Month"),
                                  .description = TR(html, "Octubre es el mes con más sesiones; de julio no hay datos.",
                                                    "October has most sessions; July has no data."),
                                  .labels = chart_months(html), .count = 12, .series = months, .series_count = 2, .kind = VALUE_COUNT};
    H(html, "<section class=\"card\">");
    chart_columns(html, &columns);
    H(html, "</section><section class=\"card\">");
    const struct str names[] = {S("Asociación Cooperativa de Producción Agropecuaria El Espino"), S("Conchagua"), S("La Unión"), S("El Carmen")};
    const int64_t amounts[] = {4125075, 2989500, 1241560, INT_NONE};
    const struct series money = {TR(html, "Financiamiento", "Financing"), amounts};
    const struct url urls[] = {URL(html->arena, "/a"), URL(html->arena, "/b"), URL(html->arena, "/c"), URL(html->arena, "/d")};
    const struct chart bars = {.title = TR(html, "Financiamiento aprobado por beneficiario", "Approved financing by beneficiary"),
                               .category = TR(html, "Beneficiario", "Beneficiary"), .labels = names, .count = 4, .series = &money,
                               .series_count = 1, .kind = VALUE_MONEY, .urls = urls};
    chart_bars(html, &bars);
    H(html, "</section><section class=\"card\">");
    const struct str sources[] = {S("CDMYPE"), S("FONDEPRO"), TR(html, "Cooperación", "Cooperation")};
    const int64_t cash[] = {12000000, 5400000, 2500000};
    const int64_t kind[] = {3000000, 0, 1800000};
    const int64_t own[] = {1500000, 600000, INT_NONE};
    const struct series parts[] = {{TR(html, "Efectivo", "Cash"), cash}, {TR(html, "Especie", "In kind"), kind},
                                   {TR(html, "Contrapartida", "Counterpart"), own}};
    const struct chart stack = {.title = TR(html, "Recursos por fuente", "Resources by source"), .category = TR(html, "Fuente", "Source"),
                                .labels = sources, .count = 3, .series = parts, .series_count = 3, .kind = VALUE_MONEY};
    chart_stack(html, &stack);
    H(html, "</section>");
}

static const char *const district_names[18] = {
    "Anamorós", "Bolívar", "Concepción de Oriente", "Conchagua", "El Carmen", "El Sauce", "Intipucá", "La Unión", "Lislique",
    "Meanguera del Golfo", "Nueva Esparta", "Pasaquina", "Polorós", "San Alejo", "San José", "Santa Rosa de Lima", "Yayantique", "Yucuaiquín"};

static void put_maps(struct html *html)
{
    static const int64_t values[18] = {12, INT_NONE, 3, 58, 17, INT_NONE, 9, 77, 4, 21, INT_NONE, 26, INT_NONE, 14, INT_NONE, 45, 8, INT_NONE};
    struct map_area *areas = ARENA_ARRAY(html->arena, struct map_area, 18);
    for (size_t i = 0; i < 18; i++) {
        struct str code = str_format(html->arena, "14%02zu", i + 1);
        areas[i] = (struct map_area){.code = code, .name = str_of(district_names[i]), .value = values[i],
                                     .url = URL(html->arena, "/results?territory={}", code)};
    }
    const struct map_picture la_union = {.title = TR(html, "Municipios con empresas atendidas", "Municipalities with enterprises served"),
                                         .unit = TR(html, "Empresas", "Enterprises"), .category = TR(html, "Distrito", "District"),
                                         .areas = areas, .count = 18, .kind = VALUE_COUNT};
    H(html, "<section class=\"card\">");
    map_draw(html, &la_union);
    H(html, "</section><section class=\"card\">");
    struct map_area *national = ARENA_ARRAY(html->arena, struct map_area, 14);
    for (size_t i = 0; i < 14; i++) {
        national[i] = (struct map_area){.code = str_format(html->arena, "%02zu", i + 1), .name = str_format(html->arena, "Departamento %zu", i + 1),
                                        .value = (int64_t)(i * i * 3)};
    }
    const struct map_picture departments = {.title = TR(html, "Empresas por departamento", "Enterprises by department"),
                                            .unit = TR(html, "Empresas", "Enterprises"), .category = TR(html, "Departamento", "Department"),
                                            .areas = national, .count = 14, .kind = VALUE_COUNT, .classing = MAP_STEPS, .classes = 5, .zero_is_none = true};
    map_draw(html, &departments);
    H(html, "</section><section class=\"card\">");
    struct map_area outlines[3] = {
        {.code = S("A"), .name = S("Norte"), .path = S("M10 10L110 20L90 70L20 60Z"), .value = 1200000, .url = URL(html->arena, "/n")},
        {.code = S("B"), .name = S("Sur"), .path = S("M20 60L90 70L100 120L30 110Z"), .value = 450000, .url = URL(html->arena, "/s")},
        {.code = S("C"), .name = S("Isla"), .path = S("M120 90L140 95L135 115L118 110Z"), .value = INT_NONE, .url = URL(html->arena, "/i")},
    };
    const struct map_picture real = {.title = TR(html, "Ventas por zona (contornos)", "Sales by zone (outlines)"), .unit = TR(html, "Ventas", "Sales"),
                                     .category = TR(html, "Zona", "Zone"), .areas = outlines, .count = 3, .kind = VALUE_MONEY, .width = 150, .height = 130};
    map_draw(html, &real);
    H(html, "</section>");
}

static void page_results(struct html *html)
{
    struct page page = frame(html, TR(html, "Resultados 2014", "Results 2014"), PLACE_RESULTS);
    const struct page_link actions[] = {{.label = TR(html, "Imprimir la hoja", "Print the sheet"), .url = URL(html->arena, "/results/sheet"), .primary = true},
                                        {.label = TR(html, "Descargar XLSX", "Download XLSX"), .url = URL(html->arena, "/results.xlsx")}};
    page.actions = actions;
    page.action_count = 2;
    page_open(html, &page);
    const struct form_option years[] = {{.code = S("2014"), .label = TR(html, "Año 2014", "Year 2014")}, {.code = S("2013"), .label = TR(html, "Año 2013", "Year 2013")}};
    const struct form_option units[] = {{.code = S("adel"), .label = S("ADEL La Unión")}, {.code = S("cdmype"), .label = S("CDMYPE ADEL La Unión, sede Santa Rosa de Lima")}};
    form_filter_open(html, URL(html->arena, "/results"), TR(html, "Qué se muestra", "What is shown"));
    form_filter_select(html, "period", TR(html, "Período", "Period"), years, 2, S("2014"));
    form_filter_select(html, "unit", TR(html, "Unidad", "Unit"), units, 2, S("adel"));
    form_filter_date(html, "from", TR(html, "Desde", "From"), DATE(2014, 1, 1));
    form_filter_close(html, TR(html, "Ver", "Show"));
    put_tiles(html);
    H(html, "<div class=\"two\"><div>");
    put_charts(html);
    H(html, "</div><div>");
    put_maps(html);
    H(html, "</div></div>");
    page_close(html, &page);
}

/* ---- clients: filters, table, timeline ------------------------------------------------------------------ */

struct client_row {
    const char *code, *name, *place;
    int64_t sessions;
    int64_t sales;
    struct date last;
    enum tone tone;
    struct text state;
};
static const struct client_row clients[] = {
    {"C-001", "Panadería La Esperanza de Conchagua", "Conchagua", 14, 1845000, {2014, 11, 3}, TONE_OK, T("verificado", "verified")},
    {"C-002", "Asociación Cooperativa de Producción Agropecuaria El Espino de Responsabilidad Limitada", "Meanguera del Golfo", 3, 125000099, {2014, 2, 28}, TONE_WARN, T("con evidencia", "with evidence")},
    {"C-003", "Ñandutí Artesanías <María & José>", "Yucuaiquín", 0, MONEY_MISSING, {0, 0, 0}, TONE_PLAIN, T("declarado", "declared")},
    {"C-004", "Tienda Lupita", "La Unión", 1204, 950, {2014, 12, 31}, TONE_BAD, T("objetado", "objected")},
};

static void put_clients(struct html *html)
{
    static const struct column columns[] = {
        {.label = T("Cliente", "Client"), .key = "name"},
        {.label = T("Estado", "State")},
        {.label = T("Sesiones", "Sessions"), .key = "sessions", .number = true},
        {.label = T("Ventas anuales", "Annual sales"), .number = true},
        {.label = T("Último contacto", "Last contact"), .key = "last"},
        {.label = T("Tendencia", "Trend"), .minor = true},
    };
    struct table table = {.caption = TR(html, "Clientes de la unidad", "Clients of the unit"), .columns = columns, .count = COUNT_OF(columns),
                          .here = URL(html->arena, "/clients?status={}", S("active")), .sort = S("-sessions"),
                          .next = URL(html->arena, "/clients?after={}", S("C-004")), .total = 1241};
    table_open(html, &table);
    for (size_t i = 0; i < COUNT_OF(clients); i++) {
        const struct client_row *row = &clients[i];
        table_row(html, &table);
        table_link_note(html, &table, URL(html->arena, "/clients/{}", str_of(row->code)), str_of(row->name), str_of(row->place));
        table_chip(html, &table, row->tone, text_in(row->state, html->lang));
        table_count(html, &table, row->sessions);
        table_money(html, &table, row->sales == MONEY_MISSING ? MONEY_NONE : money_of(row->sales, "USD"));
        table_date(html, &table, row->last);
        table_cell_open(html, &table);
        chart_spark(html, TR(html, "Sesiones por mes", "Sessions by month"), by_month, 12);
        table_cell_close(html, &table);
        table_row_end(html, &table);
    }
    table_foot(html, &table);
    table_row(html, &table);
    table_text(html, &table, TR(html, "Total", "Total"));
    table_text(html, &table, STR_NONE);
    table_count(html, &table, 1221);
    table_money(html, &table, money_of(126846049, "USD"));
    table_text(html, &table, STR_NONE);
    table_text(html, &table, STR_NONE);
    table_row_end(html, &table);
    table_close(html, &table);
}

static void put_timeline(struct html *html)
{
    const struct timeline_item items[] = {
        {.date = DATE(2014, 11, 3), .kind = TIMELINE_ADVICE, .title = TR(html, "Asesoría financiera en visita", "Financial advice, visit"),
         .detail = TR(html, "Se revisó el flujo de caja.\nCompromiso: separar las cuentas.", "The cash flow was reviewed.\nAgreed: separate accounts."),
         .url = URL(html->arena, "/sessions/S-1"), .tone = TONE_OK, .state = TR(html, "verificado", "verified")},
        {.date = DATE(2014, 6, 12), .kind = TIMELINE_TRAINING, .title = TR(html, "Curso de manipulación de alimentos", "Course on handling food"), .url = URL(html->arena, "/events/E-1")},
        {.date = DATE(2014, 4, 1), .kind = TIMELINE_ASSISTANCE, .title = TR(html, "Diseño de empaque", "Packaging design"), .tone = TONE_WARN, .state = TR(html, "contratada", "contracted")},
        {.date = DATE(2014, 3, 2), .kind = TIMELINE_LINK, .title = TR(html, "Crédito aprobado por $ 5,000.00", "Credit approved, $ 5,000.00")},
        {.date = DATE(2013, 12, 31), .kind = TIMELINE_SNAPSHOT, .title = TR(html, "Medición inicial", "Initial measurement")},
        {.date = DATE(2013, 10, 9), .kind = TIMELINE_MILESTONE, .title = TR(html, "Formalización", "Formalisation")},
        {.date = DATE(2013, 9, 1), .kind = TIMELINE_CHANGE, .title = TR(html, "Inscripción", "Intake")},
    };
    timeline_draw(html, items, COUNT_OF(items));
}

static void page_clients(struct html *html)
{
    struct page page = frame(html, TR(html, "Clientes", "Clients"), PLACE_CLIENTS);
    const struct page_link crumbs[] = {{.label = TR(html, "Hoy", "Today"), .url = URL(html->arena, "/")}};
    const struct page_link tabs[] = {{.label = TR(html, "Historia", "Story"), .url = URL(html->arena, "/a"), .current = true},
                                     {.label = TR(html, "Datos generales", "Data"), .url = URL(html->arena, "/b")},
                                     {.label = TR(html, "Sesiones", "Sessions"), .url = URL(html->arena, "/c"), .count = 14},
                                     {.label = TR(html, "Asistencia técnica", "Technical assistance"), .url = URL(html->arena, "/d"), .count = 2}};
    const struct table_filter filters[] = {{.label = TR(html, "Activos", "Active"), .url = URL(html->arena, "/clients"), .current = true, .count = 1241},
                                           {.label = TR(html, "En seguimiento", "In follow-up"), .url = URL(html->arena, "/clients?status=follow_up"), .count = 88},
                                           {.label = TR(html, "Todos", "All"), .url = URL(html->arena, "/clients?status=all"), .count = INT_NONE}};
    page.crumbs = crumbs;
    page.crumb_count = 1;
    page.flash = TR(html, "Sesión guardada.", "Session saved.");
    page.flash_tone = TONE_OK;
    page_open(html, &page);
    page_tabs(html, TR(html, "Cliente", "Client"), tabs, COUNT_OF(tabs));
    table_filters(html, TR(html, "Filtros", "Filters"), filters, COUNT_OF(filters));
    H(html, "<section class=\"card\">");
    put_clients(html);
    H(html, "</section><div class=\"two\"><section class=\"card\"><h2>");
    HT(html, "Historia", "Story");
    H(html, "</h2>");
    put_timeline(html);
    H(html, "</section><div><section class=\"card\"><h2>");
    HT(html, "Datos", "Data");
    H(html, "</h2>");
    page_facts_open(html);
    page_fact(html, TR(html, "Nombre comercial", "Trade name"), S("Panadería La Esperanza"));
    page_fact_url(html, TR(html, "Correo", "E-mail"), S("esperanza@example.com"), url_mail(html->arena, S("esperanza@example.com")));
    page_fact(html, TR(html, "Teléfono", "Phone"), STR_NONE);
    page_fact_chip(html, TR(html, "Estado", "State"), TONE_WARN, TR(html, "en seguimiento", "in follow-up"));
    page_facts_close(html);
    H(html, "</section>");
    page_empty(html, TR(html, "Todavía no hay asistencia técnica", "No technical assistance yet"),
               TR(html, "Comience por los términos de referencia: qué necesita la empresa y en cuántas semanas.",
                  "Begin with the terms of reference: what the enterprise needs and in how many weeks."),
               URL(html->arena, "/assistances/new"), TR(html, "Redactar los términos", "Write the terms"));
    page_notice(html, TONE_WARN, TR(html, "Este período está cerrado.\nLo que cambie ahora aparece como corrección.",
                                    "This period is closed.\nWhat changes now appears as a correction."));
    page_progress(html, TR(html, "Importando 3,200 de 8,000 filas…", "Importing 3,200 of 8,000 rows…"), 40, (struct url){STR_NONE}, URL(html->arena, "/jobs/1"));
    page_post_open(html, URL(html->arena, "/x"), S("t"));
    page_post_close(html, TR(html, "Verificar", "Verify"), false);
    H(html, "</div></div>");
    page_close(html, &page);
}

/* ---- forms ---------------------------------------------------------------------------------------------------- */

static void put_visit_form(struct html *html, const struct form_view *form)
{
    const struct form_option advisers[] = {{.code = S("T-1"), .label = S("Ana Ruth Benavides")}, {.code = S("T-2"), .label = S("Óscar Peña")}};
    const struct form_option enterprises[] = {{.code = S("C-001"), .label = S("Panadería La Esperanza de Conchagua")},
                                              {.code = S("C-002"), .label = S("Asociación Cooperativa de Producción Agropecuaria El Espino")}};
    const struct form_option agreements[] = {{.code = S("A-1"), .label = TR(html, "Convenio CDMYPE 2014 con CONAMYPE", "CDMYPE agreement 2014 with CONAMYPE")},
                                             {.code = S("A-2"), .label = TR(html, "Carta de entendimiento con la municipalidad de Conchagua", "Memorandum with the municipality of Conchagua")}};
    const struct form_option districts[] = {{.code = S("1404"), .label = S("Conchagua"), .group = S("La Unión Sur")}, {.code = S("1408"), .label = S("La Unión"), .group = S("La Unión Sur")},
                                            {.code = S("1416"), .label = S("Santa Rosa de Lima"), .group = S("La Unión Norte")}};
    static const char *const rest[] = {"code", "date", "start_time", "adviser", "enterprises", "funding", "district", "kind", "modality", NULL};
    const struct form_button again = {.name = "then", .value = "again", .label = TR(html, "Guardar y registrar otra", "Save and record another")};
    struct form_view view = *form;
    view.second = &again;
    form_open(html, &view);
    form_named(html, &view, "code");
    form_row_open(html);
    form_named(html, &view, "date");
    form_named(html, &view, "start_time");
    form_row_close(html);
    form_named(html, &view, "kind");
    form_named(html, &view, "modality");
    form_named_options(html, &view, "adviser", advisers, 2);
    form_named_options(html, &view, "enterprises", enterprises, 2);
    form_group_open(html, TR(html, "Dónde y con qué dinero", "Where, and with what money"), TR(html, "Sirve para los informes de cada convenio.", "Serves the reports of each agreement."));
    form_select(html, &view, "district", TR(html, "Distrito", "District"), STR_NONE, districts, 3, S("1408"));
    form_named_options(html, &view, "funding", agreements, 2);
    form_group_close(html);
    form_fields(html, &view, rest);
    form_close(html, &view, TR(html, "Guardar la sesión", "Save the session"), URL(html->arena, "/sessions"));
}

static void page_form(struct html *html, bool wrong)
{
    struct page page = frame(html, TR(html, "Registrar una sesión", "Record a session"), PLACE_SERVICES);
    page.narrow = true;
    page_open(html, &page);
    struct fault fault = {.arena = html->arena};
    struct form_view form = {.action = URL(html->arena, "/sessions"), .csrf = S("gallery-token"), .request_id = S("r-1"), .version = 3, .shape = &visit_shape};
    const struct form_pair pairs[] = {
        {S("date"), S("31/02/2014")}, {S("kind"), S("advice_finance")}, {S("enterprises"), S("")}, {S("enterprises"), S("C-002")},
        {S("funding:A-1"), S("60.00")}, {S("funding:A-2"), S("30.00")}, {S("summary"), S("Dijo: \"<b>vender más</b>\" & ahorrar")},
        {S("sales"), S("2,097,2312.96")}, {S("start_time"), S("25:00")}, {S("district"), S("1404")},
    };
    struct map given = form_given(html->arena, pairs, COUNT_OF(pairs));
    if (wrong) {
        const struct text remedy = TEXT("Corríjala y guarde de nuevo.", "Correct it and save again.");
        enum err err = fault_add(&fault, S("date"), S("31/02/2014"), TEXT("Esa fecha no existe.", "That date does not exist."), remedy);
        err = fault_add(&fault, S("start_time"), S("25:00"), TEXT("La hora va de 00:00 a 23:59.", "The time is 00:00 to 23:59."), remedy);
        err = fault_add(&fault, S("modality"), STR_NONE, TEXT("Falta la modalidad.", "The modality is missing."), TEXT("Elija una.", "Choose one."));
        err = fault_add(&fault, S("funding[1].percent"), S("30.00"), TEXT("Los porcentajes suman 90.00 y deben sumar 100.00.", "The percentages add to 90.00 and must add to 100.00."), remedy);
        err = fault_add(&fault, S("sales"), S("2,097,2312.96"), TEXT("El monto está mal agrupado.", "The amount is wrongly grouped."), TEXT("Escriba 20972312.96.", "Write 20972312.96."));
        err = fault_add(&fault, S(""), STR_NONE, TEXT("El período está cerrado.", "The period is closed."), TEXT("La dirección del centro puede abrirlo.", "The centre's director may open it."));
        (void)err;
        form.fault = &fault;
        form.given = &given;
    }
    put_visit_form(html, &form);
    page_close(html, &page);
}

static void page_sign_in(struct html *html)
{
    struct page page = {.title = TR(html, "Iniciar sesión", "Sign in"), .assets = &assets, .narrow = true, .version = S("0.1.0")};
    page_open(html, &page);
    struct form_view form = {.action = URL(html->arena, "/sign-in")};
    H(html, "<section class=\"card\">");
    form_open(html, &form);
    form_input(html, &form, &(struct form_input){.name = "user", .label = TR(html, "Usuario", "User"), .autocomplete = "username", .required = true});
    form_input(html, &form, &(struct form_input){.name = "password", .label = TR(html, "Contraseña", "Password"), .type = "password", .autocomplete = "current-password", .required = true});
    form_checkbox(html, &form, "remember", TR(html, "Recordar mi usuario en este equipo", "Remember my user name on this machine"), true);
    form_close(html, &form, TR(html, "Entrar", "Enter"), (struct url){STR_NONE});
    H(html, "</section>");
    page_close(html, &page);
}

/* ---- attendance, sheets, errors -------------------------------------------------------------------------------- */

static void put_grid(struct html *html, bool read_only)
{
    static const struct date days[] = {{2014, 6, 9}, {2014, 6, 10}, {2014, 6, 11}, {2014, 6, 12}, {2014, 6, 13}};
    const struct grid_person persons[] = {
        {S("P-01"), S("Concepción Hernández Villalobos"), S("Panadería La Esperanza de Conchagua")},
        {S("P-02"), S("José Ángel Núñez"), TR(html, "sin empresa", "no enterprise")},
        {S("P-03"), S("Guadalupe Maximiliana Portillo de Benavides"), S("Ñandutí Artesanías")},
    };
    static const bool present[15] = {true, true, false, true, true, false, true, true, true, false, true, true, true, true, true};
    const struct grid grid = {.caption = read_only ? TR(html, "Asistencia cerrada", "Closed attendance") : TR(html, "Asistencia por día", "Attendance by day"), .persons = persons, .person_count = 3,
                              .days = days, .day_count = 5, .present = present, .read_only = read_only};
    grid_draw(html, &grid);
}

static void page_attendance(struct html *html)
{
    struct page page = frame(html, TR(html, "Asistencia", "Attendance"), PLACE_SERVICES);
    page_open(html, &page);
    struct form_view form = {.action = URL(html->arena, "/events/E-1/attendance"), .csrf = S("gallery-token")};
    H(html, "<section class=\"card\">");
    form_open(html, &form);
    put_grid(html, false);
    form_close(html, &form, TR(html, "Guardar la asistencia", "Save the attendance"), URL(html->arena, "/events/E-1"));
    H(html, "</section><section class=\"card\">");
    put_grid(html, true);
    H(html, "</section>");
    page_close(html, &page);
}

static void page_sheet(struct html *html)
{
    struct page page = frame(html, TR(html, "Hoja de asistencia", "Attendance sheet"), PLACE_NONE);
    page.sheet = true;
    page_open(html, &page);
    put_grid(html, true);
    H(html, "<div class=\"signs\">");
    page_signature(html, TR(html, "Firma de la persona empresaria", "Signature of the business owner"), S("Concepción Hernández"), S("DUI 00000000-0"));
    page_signature(html, TR(html, "Firma del asesor", "Signature of the adviser"), STR_NONE, STR_NONE);
    H(html, "</div>");
    page_close(html, &page);
}

static void page_refused(struct html *html)
{
    struct page page = frame(html, STR_NONE, PLACE_NONE);
    page_error(html, &page, ERR_DENIED, TR(html, "Solo la dirección del centro puede reabrir un período. Pídalo a Óscar Peña.",
                                          "Only the centre's director may reopen a period. Ask Óscar Peña."), S("0192f0c1-0000"));
}

/* ---- files ------------------------------------------------------------------------------------------------------- */

static void draw(struct html *html, int n)
{
    switch (n) {
    case 0:
        page_results(html);
        break;
    case 1:
        page_clients(html);
        break;
    case 2:
        page_form(html, false);
        break;
    case 3:
        page_form(html, true);
        break;
    case 4:
        page_attendance(html);
        break;
    case 5:
        page_sheet(html);
        break;
    case 6:
        page_sign_in(html);
        break;
    default:
        page_refused(html);
        break;
    }
}

int main(int argc, char **argv)
{
    static const char *const names[] = {"results", "clients", "form", "form-wrong", "attendance", "sheet", "sign-in", "error"};
    if (argc != 2) {
        fprintf(stderr, "gallery FOLDER\n");
        return 2;
    }
    secret_init();
    for (int n = 0; n < (int)COUNT_OF(names); n++) {
        for (int lang = LANG_ES; lang <= LANG_EN; lang++) {
            struct arena arena = {0};
            struct buf out = BUF(&arena);
            struct html html = html_start(&out, (enum lang)lang);
            draw(&html, n);
            struct str path = str_format(&arena, "%s/%s-%s.html", argv[1], names[n], lang == LANG_ES ? "es" : "en");
            FILE *file = fopen(path.ptr, "wb");
            if (file == NULL || fwrite(out.ptr, 1, out.len, file) != out.len || fclose(file) != 0) {
                perror(path.ptr);
                return 1;
            }
            arena_release(&arena);
        }
    }
    return 0;
}
