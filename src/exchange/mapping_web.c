#include "exchange/mapping_web.h"

#include "account/visit.h"
#include "core/record.h"
#include "exchange/import_job.h"
#include "exchange/mapping.h"
#include "html/table.h"

#include <unistd.h>

#define UNKNOWN_SHOWN 60
#define OPTIONS_SHOWN 12
#define PARTS_MOST 600

/* What the page is about: the file's job, its columns as they correspond now, and the saved mapping behind that. */
struct columns_page {
    struct visit *visit;
    struct import_job_view job;
    const struct entity *entity;
    struct mapping_columns columns;
    struct mapping *mapping; /* empty if none was used */
};

static struct url columns_url(struct visit *visit, struct str job)
{
    return URL(visit->arena, "/import/{}/columns", job);
}

/* ---- gathering ----------------------------------------------------------------------------------------- */

static FALLIBLE ask_columns(struct columns_page *page, struct str mapping)
{
    struct visit *visit = page->visit;
    const struct op *op = op_find(S("import.columns"));
    struct mapping_columns_input *in = shape_new(visit->arena, op->input);
    int fd = -1;
    TRY(import_job_file(visit->actor, page->job.id, &fd));
    in->dataset = page->job.dataset;
    in->path = str_format(visit->arena, "/proc/self/fd/%d", fd);
    in->name = page->job.file_name;
    in->encoding = page->job.options.encoding;
    in->delimiter = page->job.options.delimiter;
    in->decimal = page->job.options.decimal;
    in->sheet = page->job.options.sheet;
    in->mapping = mapping;
    enum err err = visit_run(visit, op, in, &page->columns);
    close(fd);
    return err;
}

static FALLIBLE get_mapping(struct visit *visit, struct str code, struct mapping *out)
{
    const struct record_code_input in = {.code = code};
    return visit_run(visit, op_find(S("import_mapping.get")), &in, out);
}

static FALLIBLE gather(struct columns_page *page, struct visit *visit, struct str mapping)
{
    *page = (struct columns_page){.visit = visit};
    if (!visit_may(visit, PERM_IMPORT)) {
        return ERR_DENIED;
    }
    TRY(import_job_look(visit->arena, visit->actor, request_param(visit->req, "job"), &page->job));
    page->entity = entity_find_dataset(page->job.dataset);
    page->mapping = shape_new(visit->arena, &mapping_entity.shape);
    if (page->entity == NULL || page->job.running) {
        return ERR_NOT_FOUND;
    }
    TRY(ask_columns(page, str_is_empty(mapping) ? page->job.options.mapping : mapping));
    return str_is_empty(page->columns.mapping) ? ERR_OK : get_mapping(visit, page->columns.mapping, page->mapping);
}

/* ---- drawing -------------------------------------------------------------------------------------------- */

static void put_option(struct html *html, struct str code, struct str label, struct str note, struct str selected)
{
    H(html, "<option");
    h_attr(html, "value", code);
    if (str_eq(code, selected)) {
        H(html, " selected");
    }
    H(html, ">");
    h_text(html, label);
    if (!str_is_empty(note)) {
        H(html, " — ");
        h_text(html, note);
    }
    H(html, "</option>");
}

static void open_select(struct html *html, const char *name, struct str label)
{
    H(html, "<select");
    h_attr(html, "name", str_of(name));
    h_attr(html, "aria-label", label);
    H(html, ">");
}

static void put_field_select(struct columns_page *page, const struct mapping_heading *heading)
{
    struct html *html = page->visit->html;
    const struct shape *shape = &page->entity->shape;
    open_select(html, "f", heading->heading);
    put_option(html, S(""), TR(html, "Elija…", "Choose…"), STR_NONE, heading->field);
    put_option(html, S("-"), TR(html, "No se importa", "Left out"), STR_NONE, heading->field);
    for (size_t i = 0; i < shape->count; i++) {
        if (!shape->fields[i].computed) {
            put_option(html, str_of(shape->fields[i].name), text_in(shape->fields[i].label, html->lang), STR_NONE, heading->field);
        }
    }
    H(html, "</select>");
}

static void put_headings(struct columns_page *page)
{
    static const struct column columns[] = {{.label = T("Columna del archivo", "Column of the file")}, {.label = T("Nuestro dato", "Our field")},
                                            {.label = T("Ejemplos", "Samples"), .minor = true}};
    struct html *html = page->visit->html;
    struct table table = {.caption = TR(html, "Qué es cada columna", "What each column is"), .columns = columns, .count = COUNT_OF(columns),
                          .total = INT_NONE};
    const struct mapping_heading *headings = page->columns.headings.items;
    table_open(html, &table);
    for (size_t i = 0; i < page->columns.headings.len; i++) {
        table_row(html, &table);
        table_text(html, &table, headings[i].heading);
        table_cell_open(html, &table);
        form_hidden(html, "h", headings[i].heading);
        put_field_select(page, &headings[i]);
        table_cell_close(html, &table);
        table_text(html, &table, headings[i].samples);
        table_row_end(html, &table);
    }
    table_close(html, &table);
}

static bool is_mapped(const struct columns_page *page, const struct field *field)
{
    const struct mapping_heading *headings = page->columns.headings.items;
    for (size_t i = 0; i < page->columns.headings.len; i++) {
        if (str_eq_c(headings[i].field, field->name)) {
            return true;
        }
    }
    return false;
}

/* The right side of the line for a field: of what the import began with, or else of the mapping; empty if there is none. */
static struct str constant_of(const struct columns_page *page, const struct field *field)
{
    struct str rest = str_format(page->visit->arena, STR_FMT "\n" STR_FMT, STR_ARG(page->job.options.constants),
                                 STR_ARG(page->mapping->constants));
    struct str line;
    while (str_split(&rest, '\n', &line)) {
        size_t sign = str_find(line, S("="));
        if (sign != SIZE_MAX && str_eq_c(str_trim(str_slice(line, 0, sign)), field->name)) {
            return str_trim(str_slice(line, sign + 1, line.len));
        }
    }
    return S("");
}

static void put_constant(struct columns_page *page, const struct field *field)
{
    struct html *html = page->visit->html;
    struct str value = constant_of(page, field);
    struct str label = text_in(field->label, html->lang);
    form_hidden(html, "cf", str_of(field->name));
    if (field->choices != NULL && field->type == FIELD_TYPE_CHOICE) {
        size_t count;
        const struct form_option *options = form_options_of(html, field->choices, &count);
        H(html, "<p><label>");
        h_text(html, label);
        H(html, " ");
        open_select(html, "cv", label);
        put_option(html, S(""), S("—"), STR_NONE, value);
        for (size_t i = 0; i < count; i++) {
            put_option(html, options[i].code, options[i].label, STR_NONE, value);
        }
        H(html, "</select></label></p>");
        return;
    }
    H(html, "<p><label>");
    h_text(html, label);
    H(html, " <input type=\"text\" name=\"cv\" autocomplete=\"off\"");
    h_attr(html, "value", value);
    H(html, "></label></p>");
}

/* Fields that every row needs and no column gives, and those that the mapping gives already. */
static void put_constants(struct columns_page *page)
{
    struct html *html = page->visit->html;
    const struct shape *shape = &page->entity->shape;
    bool first = true;
    for (size_t i = 0; i < shape->count; i++) {
        const struct field *field = &shape->fields[i];
        bool wanted = field->required && field->initial == NULL && !str_eq_c(S("unit"), field->name);
        if (field->computed || is_mapped(page, field) || !(wanted || !str_is_empty(constant_of(page, field)))) {
            continue;
        }
        if (first) {
            form_group_open(html, TR(html, "Lo mismo para todas las filas", "The same for every row"),
                            TR(html, "Lo que el archivo no dice y hace falta.", "What the file does not say and is needed."));
            first = false;
        }
        put_constant(page, field);
    }
    if (!first) {
        form_group_close(html);
    }
}

static void put_choices(struct columns_page *page, const struct mapping_unknown *unknown)
{
    struct html *html = page->visit->html;
    bool known = str_is_empty(unknown->decided) || str_eq(unknown->decided, S("-"));
    const struct strings *reasons = html->lang == LANG_ES ? &unknown->reasons_es : &unknown->reasons_en;
    bool client = str_eq(unknown->field, S("code"));
    open_select(html, "vc", unknown->value);
    put_option(html, S(""), client ? TR(html, "Es un cliente nuevo", "It is a new client") : TR(html, "Por decidir", "To be decided"), STR_NONE,
               unknown->decided);
    if (!client) {
        put_option(html, S("-"), TR(html, "Dejar vacío", "Leave empty"), STR_NONE, unknown->decided);
    }
    const struct field *field = shape_find(&page->entity->shape, unknown->field);
    bool names_client = client || (field->target != NULL && (str_eq_c(S("persons"), field->target->dataset) ||
                                                             str_eq_c(S("enterprises"), field->target->dataset)));
    if (names_client && (unknown->rows > 1 || str_eq(unknown->decided, S("*")))) {
        put_option(html, S("*"), TR(html, "Decidir en cada fila", "Decide in each row"), STR_NONE, unknown->decided);
        known = known || str_eq(unknown->decided, S("*"));
    }
    for (size_t i = 0; i < unknown->codes.len && i < OPTIONS_SHOWN; i++) {
        known = known || str_eq(unknown->codes.items[i], unknown->decided);
        struct str label = str_eq(unknown->labels.items[i], unknown->codes.items[i]) || field->choices != NULL
                               ? unknown->labels.items[i]
                               : str_format(page->visit->arena, STR_FMT " (" STR_FMT ")", STR_ARG(unknown->labels.items[i]),
                                            STR_ARG(unknown->codes.items[i]));
        put_option(html, unknown->codes.items[i], label, reasons->items[i], unknown->decided);
    }
    if (!known) {
        put_option(html, unknown->decided, unknown->decided, STR_NONE, unknown->decided);
    }
    H(html, "</select>");
}

/* "María López [#12 0a1b2c3d]" is read as "María López, fila 12". */
static void put_value(struct html *html, struct str value)
{
    size_t mark = str_find(value, S(" [#"));
    struct str rest = mark == SIZE_MAX ? S("") : str_slice(value, mark + 3, value.len);
    struct str number = S("");
    (void)str_split(&rest, ' ', &number);
    h_text(html, str_slice(value, 0, mark == SIZE_MAX ? value.len : mark));
    if (mark != SIZE_MAX) {
        HT(html, ", fila ", ", row ");
        h_text(html, number);
    }
}

static void put_unknowns(struct columns_page *page)
{
    static const struct column columns[] = {{.label = T("En el archivo", "In the file")}, {.label = T("Filas", "Rows"), .number = true},
                                            {.label = T("Es", "Is")}, {.label = T("U otro código", "Or another code")}};
    struct visit *visit = page->visit;
    struct html *html = visit->html;
    const struct mapping_unknown *unknowns = page->columns.unknowns.items;
    size_t shown = page->columns.unknowns.len > UNKNOWN_SHOWN ? UNKNOWN_SHOWN : page->columns.unknowns.len;
    if (shown == 0) {
        return;
    }
    struct table table = {.caption = TR(html, "Qué significa cada valor, y de quién se trata", "What each value means, and who is meant"),
                          .columns = columns, .count = COUNT_OF(columns), .total = (int64_t)page->columns.unknowns.len};
    table_open(html, &table);
    for (size_t i = 0; i < shown; i++) {
        const struct field *field = shape_find(&page->entity->shape, unknowns[i].field);
        table_row(html, &table);
        table_cell_open(html, &table);
        form_hidden(html, "vf", unknowns[i].field);
        form_hidden(html, "vv", unknowns[i].value);
        put_value(html, unknowns[i].value);
        H(html, "<br><span class=\"quiet\">");
        h_text(html, str_eq(unknowns[i].field, S("code")) ? TR(html, "¿Ya está en el sistema?", "Is it there already?") : text_in(field->label, html->lang));
        H(html, "</span>");
        table_cell_close(html, &table);
        table_count(html, &table, unknowns[i].rows);
        table_cell_open(html, &table);
        put_choices(page, &unknowns[i]);
        table_cell_close(html, &table);
        table_cell_open(html, &table);
        H(html, "<input type=\"text\" name=\"vo\" class=\"short\" autocomplete=\"off\"");
        h_attr(html, "aria-label", str_format(visit->arena, STR_FMT ": " STR_FMT, STR_ARG(TR(html, "Otro código", "Another code")),
                                              STR_ARG(unknowns[i].value)));
        H(html, ">");
        table_cell_close(html, &table);
        table_row_end(html, &table);
    }
    table_close(html, &table);
}

static enum err show(struct columns_page *page, const struct fault *fault)
{
    static const struct form_button again = {.name = "again", .value = "1", .label = {"Guardar y volver a ver", 22}};
    static const struct form_button again_en = {.name = "again", .value = "1", .label = {"Save and look again", 19}};
    struct visit *visit = page->visit;
    struct page_link crumbs[] = {{.label = text_in(TEXT("Importar", "Import"), visit->lang), .url = URL(visit->arena, "/import")},
                                 {.label = page->job.file_name, .url = URL(visit->arena, "/import/{}", page->job.id)}};
    struct form_view form = {
        .action = columns_url(visit, page->job.id),
        .csrf = visit->csrf,
        .request_id = id_format(visit->arena, id_new()),
        .version = INT_NONE,
        .fault = fault,
        .shape = &mapping_entity.shape,
        .row = page->mapping,
        .second = visit->lang == LANG_ES ? &again : &again_en,
    };
    if (str_is_empty(page->mapping->name)) {
        page->mapping->name = str_slice(page->job.file_name, 0, 100);
    }
    visit->page.crumbs = crumbs;
    visit->page.crumb_count = 2;
    visit->page.lead = text_in(page->entity->plural, visit->lang);
    visit_page(visit, TEXT("Las columnas de su archivo", "The columns of your file"), PLACE_NONE);
    struct html *html = visit->html;
    if (!str_is_empty(page->columns.mapping) && fault == NULL) {
        page_notice(html, TONE_OK, str_format(visit->arena, STR_FMT " «" STR_FMT "».", STR_ARG(TR(html, "Se usa la correspondencia guardada", "The saved mapping is used:")),
                                              STR_ARG(page->mapping->name)));
    }
    H(html, "<section class=\"card correspond\">");
    form_open(html, &form);
    form_hidden(html, "mapping", page->columns.mapping);
    put_headings(page);
    put_constants(page);
    put_unknowns(page);
    form_row_open(html);
    form_named(html, &form, "date_order");
    form_named(html, &form, "decimal");
    form_row_close(html);
    form_named(html, &form, "name");
    form_close(html, &form, TR(html, "Guardar y ensayar", "Save and try"), crumbs[1].url);
    H(html, "</section>");
    return visit_end(visit);
}

static enum err columns_page(struct request *req, struct response *resp)
{
    struct visit visit;
    struct columns_page page;
    VISIT(&visit, req, resp);
    TRY(gather(&page, &visit, request_query(req, "mapping")));
    return show(&page, NULL);
}

/* ---- saving ------------------------------------------------------------------------------------------------- */

struct parts {
    struct str items[PARTS_MOST];
    size_t count;
};

static struct parts *parts_of(struct visit *visit, const char *name)
{
    struct parts *parts = ARENA_NEW(visit->arena, struct parts);
    parts->count = form_all(visit->form, name, parts->items, PARTS_MOST);
    parts->count = parts->count > PARTS_MOST ? PARTS_MOST : parts->count;
    return parts;
}

/* The lines just said, and those of before whose left side was not on the page. */
static struct str with_former(struct visit *visit, struct str said, const struct map *lefts, struct str former)
{
    struct buf out = BUF(visit->arena);
    struct str rest = former;
    struct str line;
    buf_put(&out, said);
    while (str_split(&rest, '\n', &line)) {
        size_t at = line.len;
        while (at > 0 && line.ptr[at - 1] != '=') {
            at--;
        }
        if (at > 0 && map_find(lefts, str_trim(str_slice(line, 0, at - 1))) == NULL) {
            mapping_put_line(&out, str_trim(str_slice(line, 0, at - 1)), str_trim(str_slice(line, at, line.len)));
        }
    }
    return out.len == 0 ? STR_NONE : buf_str(&out);
}

static struct str read_pairs(struct visit *visit, const char *left, const char *right, struct str former)
{
    const struct parts *lefts = parts_of(visit, left);
    const struct parts *rights = parts_of(visit, right);
    struct buf said = BUF(visit->arena);
    struct map known = MAP(visit->arena);
    for (size_t i = 0; i < lefts->count && i < rights->count; i++) {
        map_set(&known, str_trim(lefts->items[i]), visit);
        if (!str_is_empty(str_trim(rights->items[i]))) {
            mapping_put_line(&said, str_trim(lefts->items[i]), str_trim(rights->items[i]));
        }
    }
    return with_former(visit, said.len == 0 ? S("") : buf_str(&said), &known, former);
}

static struct str read_values(struct visit *visit, struct str former)
{
    const struct parts *fields = parts_of(visit, "vf");
    const struct parts *values = parts_of(visit, "vv");
    const struct parts *chosen = parts_of(visit, "vc");
    const struct parts *others = parts_of(visit, "vo");
    struct buf said = BUF(visit->arena);
    struct map known = MAP(visit->arena);
    for (size_t i = 0; i < fields->count && i < values->count && i < chosen->count && i < others->count; i++) {
        struct str left = str_format(visit->arena, STR_FMT ": " STR_FMT, STR_ARG(fields->items[i]), STR_ARG(str_trim(values->items[i])));
        struct str right = str_is_empty(str_trim(others->items[i])) ? chosen->items[i] : str_trim(others->items[i]);
        map_set(&known, left, visit);
        if (!str_is_empty(right)) {
            mapping_put_line(&said, left, right);
        }
    }
    return with_former(visit, said.len == 0 ? S("") : buf_str(&said), &known, former);
}

static FALLIBLE save(struct columns_page *page, struct mapping *out)
{
    struct visit *visit = page->visit;
    const struct mapping *former = page->mapping;
    struct str name = str_trim(form_get(visit->form, "name"));
    bool same = !str_is_empty(page->columns.mapping) && str_eq(name, former->name);
    const struct op *op = op_find(same ? S("import_mapping.set") : S("import_mapping.add"));
    struct mapping *in = shape_new(visit->arena, op->input);
    bool *given = ARENA_ARRAY(visit->arena, bool, op->input->count);
    visit->call.fault = (struct fault){.arena = visit->arena};
    TRY(visit_input(visit, op, in, given));
    in->dataset = page->job.dataset;
    in->columns = read_pairs(visit, "h", "f", former->columns);
    in->constants = read_pairs(visit, "cf", "cv", former->constants);
    in->translations = read_values(visit, former->translations);
    if (same) {
        in->record.code = former->record.code;
        in->record.version = former->record.version;
    }
    static const char *const set[] = {"name", "columns", "constants", "translations", "date_order", "decimal"};
    for (size_t i = 0; i < COUNT_OF(set); i++) {
        given[shape_find(op->input, str_of(set[i])) - op->input->fields] = true;
    }
    return visit_change(visit, op, in, given, out);
}

/* Whether a name was just said to be decided in each row: its rows are to be shown. */
static bool asks_for_rows(struct visit *visit, struct str former)
{
    const struct parts *fields = parts_of(visit, "vf");
    const struct parts *values = parts_of(visit, "vv");
    const struct parts *chosen = parts_of(visit, "vc");
    for (size_t i = 0; i < fields->count && i < values->count && i < chosen->count; i++) {
        struct str line = str_format(visit->arena, STR_FMT ": " STR_FMT " = *", STR_ARG(fields->items[i]), STR_ARG(str_trim(values->items[i])));
        if (str_eq(chosen->items[i], S("*")) && str_find(former, line) == SIZE_MAX) {
            return true;
        }
    }
    return false;
}

static enum err columns_post(struct request *req, struct response *resp)
{
    struct visit visit;
    struct columns_page page;
    VISIT_POST(&visit, req, resp);
    TRY(gather(&page, &visit, form_get(visit.form, "mapping")));
    struct mapping *saved = shape_new(visit.arena, &mapping_entity.shape);
    enum err err = save(&page, saved);
    if (err == ERR_INVALID || err == ERR_CONFLICT) {
        struct fault fault = visit.call.fault;
        visit_refused(&visit, err);
        return show(&page, &fault);
    }
    TRY(err);
    if (form_has(visit.form, "again") || asks_for_rows(&visit, page.mapping->translations)) {
        return visit_go(&visit, url_with(visit.arena, columns_url(&visit, page.job.id), "mapping", saved->record.code),
                        TEXT("Correspondencia guardada.", "Mapping saved."));
    }
    struct import_job_options options = page.job.options;
    options.mapping = saved->record.code;
    options.for_real = false;
    TRY(import_job_again(visit.site->runner, visit.actor, page.job.id, options));
    return visit_go(&visit, URL(visit.arena, "/import/{}", page.job.id), TEXT("Correspondencia guardada.", "Mapping saved."));
}

const struct route mapping_routes[] = {
    {.method = METHOD_GET, .pattern = "/import/{job}/columns", .handler = columns_page},
    {.method = METHOD_POST, .pattern = "/import/{job}/columns", .handler = columns_post},
};
const size_t mapping_route_count = COUNT_OF(mapping_routes);
