#include "party/print_web.h"

#include "format/pdf_write.h"
#include "html/paper_page.h"
#include "html/table.h"
#include "party/letterhead_web.h"

FALLIBLE print_begin(struct visit *visit, struct print *print)
{
    bool is_pdf = str_ends(visit->req->path, S(".pdf"));
    struct letterhead_input in = {.unit = print->unit, .on = print->on, .wants_logo = is_pdf};
    shape_clear(&letterhead_shape, &print->letterhead);
    TRY(visit_run(visit, op_find(S("unit.letterhead")), &in, &print->letterhead));
    print_paper(print, visit->arena, visit->lang);
    if (!str_is_empty(print->letterhead.logo)) {
        print->paper->logo_at = letterhead_web_logo(visit->arena, print->unit, &print->letterhead, print->on).value;
    }
    return ERR_OK;
}

void print_paper(struct print *print, struct arena *arena, enum lang lang)
{
    const struct letterhead *head = &print->letterhead;
    struct paper *paper = paper_new(arena, lang, text_in(print->title, lang));
    paper->name = head->name;
    paper->line = head->line;
    paper->address = head->address;
    paper->number = print->number;
    bool both = !str_is_empty(head->phone) && !str_is_empty(head->email);
    paper->logo = head->logo_bytes;
    paper->contact = str_format(arena, STR_FMT "%s" STR_FMT, STR_ARG(head->phone), both ? " · " : "", STR_ARG(head->email));
    print->paper = paper;
}

void print_blank(struct visit *visit, struct print *print)
{
    print->unit = request_query(visit->req, "unit");
    print->back = URL(visit->arena, "/print");
    print->back_label = TEXT("Impresos", "Forms");
}

/* Letters and digits of a title as a file's name; what else stands there becomes a hyphen. */
static struct str file_name(struct visit *visit, const struct print *print)
{
    struct str name = print->file;
    if (str_is_empty(name)) {
        name = str_format(visit->arena, STR_FMT "%s" STR_FMT, STR_ARG(print->paper->title), str_is_empty(print->number) ? "" : " ",
                          STR_ARG(print->number));
    }
    struct buf buf = BUF(visit->arena);
    for (size_t i = 0; i < name.len; i++) {
        buf_put_char(&buf, name.ptr[i] == '/' || name.ptr[i] == '\\' || name.ptr[i] == ' ' ? '-' : name.ptr[i]);
    }
    buf_put_c(&buf, ".pdf");
    return buf_str(&buf);
}

/* The same address with ".pdf" behind the path. */
static struct url pdf_url(struct visit *visit)
{
    struct str target = visit->req->target;
    size_t mark = str_find(target, S("?"));
    size_t end = mark == SIZE_MAX ? target.len : mark;
    return url_local(visit->arena, str_format(visit->arena, STR_FMT ".pdf" STR_FMT, STR_ARG(str_slice(target, 0, end)),
                                              STR_ARG(str_slice(target, end, target.len))));
}

enum err print_end(struct visit *visit, struct print *print)
{
    if (str_ends(visit->req->path, S(".pdf"))) {
        struct buf *out = ARENA_NEW(visit->arena, struct buf);
        *out = BUF(visit->arena);
        TRY(pdf_write(print->paper, out));
        response_body(visit->resp, "application/pdf", buf_str(out));
        response_header(visit->resp, "Content-Disposition",
                        str_format(visit->arena, "inline; filename*=UTF-8''" STR_FMT,
                                   STR_ARG(str_slice(URL(visit->arena, "/{}", file_name(visit, print)).value, 1, SIZE_MAX))));
        visit->resp->is_compressible = false;
        return ERR_OK;
    }
    struct page_link pdf = {.label = text_in(TEXT("PDF para imprimir", "PDF to print"), visit->lang), .url = pdf_url(visit),
                            .primary = true};
    struct page_link back = {.label = text_in(print->back_label, visit->lang), .url = print->back};
    visit->page.actions = &pdf;
    visit->page.action_count = 1;
    visit->page.crumbs = &back;
    visit->page.crumb_count = url_is_none(print->back) ? 0 : 1;
    paper_page_frame(&visit->page, print->paper);
    visit_page(visit, print->title, print->place);
    paper_page(visit->html, print->paper);
    return visit_end(visit);
}

struct paper_signature print_signature(const struct print *print, const char *office)
{
    struct letterhead_signatory signatory = letterhead_find(&print->letterhead, office);
    return (struct paper_signature){.office = letterhead_position(&signatory, print->paper->lang), .name = signatory.name};
}

struct paper_signature print_signer(const struct print *print, struct text office, struct str name, struct str document)
{
    return (struct paper_signature){.office = text_in(office, print->paper->lang), .name = name, .document = document};
}

struct str print_place_and_date(const struct print *print, struct str day)
{
    struct str place = print->letterhead.place;
    return str_format(print->paper->arena, STR_FMT ", " STR_FMT, STR_ARG(str_is_empty(place) ? S("____________________") : place),
                      STR_ARG(str_is_empty(day) ? S("____ / ____ / ________") : day));
}

struct str print_address(const struct visit *visit, struct url url)
{
    struct str host = request_header(visit->req, "host");
    return str_format(visit->arena, "%s://" STR_FMT STR_FMT, visit->req->is_secure ? "https" : "http", STR_ARG(host),
                      STR_ARG(url.value));
}

struct paper_box print_choices(const struct print *print, struct str label, const struct choice *choices, struct str value, int width)
{
    size_t count = 0;
    while (choices[count].code != NULL) {
        count++;
    }
    struct paper_tick *ticks = ARENA_ARRAY(print->paper->arena, struct paper_tick, count + 1);
    for (size_t i = 0; i < count; i++) {
        struct str rest = value;
        struct str one;
        ticks[i].label = text_in(choices[i].label, print->paper->lang);
        while (!ticks[i].is_ticked && str_split(&rest, ';', &one)) {
            ticks[i].is_ticked = str_eq_c(one, choices[i].code);
        }
    }
    return (struct paper_box){.label = label, .width = width, .ticks = ticks, .tick_count = count};
}

struct str print_refs(struct arena *arena, const struct refs *refs)
{
    struct buf buf = BUF(arena);
    for (size_t i = 0; i < refs->len; i++) {
        buf_put_c(&buf, i == 0 ? "" : "; ");
        buf_put(&buf, str_is_empty(refs->items[i].label) ? refs->items[i].code : refs->items[i].label);
    }
    return buf_str(&buf);
}

struct paper_box print_field(const struct print *print, const struct shape *shape, const char *name, const void *row, int width)
{
    const struct field *field = shape_find(shape, str_of(name));
    assert(field != NULL);
    enum lang lang = print->paper->lang;
    struct str label = text_in(field->label, lang);
    if (field->choices != NULL) {
        struct str value = row == NULL ? STR_NONE : FIELD_GET(struct str, field, row);
        return print_choices(print, label, field->choices, value, width);
    }
    if (field->type == FIELD_TYPE_BOOL) {
        static const struct choice answers[] = {{"true", T("Sí", "Yes"), NULL}, {"false", T("No", "No"), NULL}, {0}};
        struct str value = row == NULL ? STR_NONE : field_plain(print->paper->arena, field, row);
        return print_choices(print, label, answers, value, width);
    }
    if (row != NULL && field->type == FIELD_TYPE_REFS) {
        return (struct paper_box){.label = label, .value = print_refs(print->paper->arena, FIELD_AT(const struct refs, field, row)),
                                  .width = width};
    }
    if (row != NULL && field->type == FIELD_TYPE_REF) {
        const struct ref *ref = FIELD_AT(const struct ref, field, row);
        return (struct paper_box){.label = label, .value = str_is_empty(ref->label) ? ref->code : ref->label, .width = width};
    }
    return (struct paper_box){
        .label = label, .value = row == NULL ? STR_NONE : field_display(print->paper->arena, field, row, lang), .width = width};
}

void print_list(struct visit *visit, struct text caption, const struct print_form *forms, size_t count)
{
    static const struct column columns[] = {
        {.label = T("Impreso", "Form")},
        {.label = T("Para qué", "What for"), .minor = true},
        {.label = T("Archivo", "File")},
    };
    struct html *html = visit->html;
    struct table table = {.caption = text_in(caption, visit->lang), .columns = columns, .count = COUNT_OF(columns), .total = INT_NONE};
    H(html, "<section class=\"card\">");
    table_open(html, &table);
    for (size_t i = 0; i < count; i++) {
        table_row(html, &table);
        table_link(html, &table, forms[i].url, text_in(forms[i].name, visit->lang));
        table_text(html, &table, text_in(forms[i].purpose, visit->lang));
        table_link(html, &table, url_local(visit->arena, str_format(visit->arena, STR_FMT ".pdf", STR_ARG(forms[i].url.value))),
                   S("PDF"));
        table_row_end(html, &table);
    }
    table_close(html, &table);
    H(html, "</section>");
}
