#include "html/html.h"

#include <stdatomic.h>
#include <string.h>

#include "base/log.h"
#include "base/map.h"

/* Most pages are smaller, so that they are not copied while they grow. */
#define PAGE_ROOM ((size_t)48 * 1024)

struct html html_start(struct buf *out, enum lang lang)
{
    buf_room(out, PAGE_ROOM);
    return (struct html){.out = out, .arena = out->arena, .lang = lang, .start = out->len};
}

void html_raw(struct html *html, struct str literal)
{
    buf_put(html->out, literal);
}

static struct str escape_of(char c)
{
    switch (c) {
    case '&':
        return S("&amp;");
    case '<':
        return S("&lt;");
    case '>':
        return S("&gt;");
    case '"':
        return S("&quot;");
    case '\'':
        return S("&#39;");
    default:
        return STR_NONE;
    }
}

/* What may not be written as it stands. */
static const bool escapes[256] = {['&'] = true, ['<'] = true, ['>'] = true, ['"'] = true, ['\''] = true};

static void put_escaped(struct buf *out, struct str text)
{
    size_t from = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (escapes[(unsigned char)text.ptr[i]]) {
            buf_put(out, (struct str){text.ptr + from, i - from});
            buf_put(out, escape_of(text.ptr[i]));
            from = i + 1;
        }
    }
    if (from < text.len) {
        buf_put(out, (struct str){text.ptr + from, text.len - from});
    }
}

void h_text(struct html *html, struct str text)
{
    put_escaped(html->out, text);
}

void h_lines(struct html *html, struct str text)
{
    struct str rest = text;
    struct str line;
    bool first = true;
    while (str_split(&rest, '\n', &line)) {
        if (!first) {
            H(html, "<br>");
        }
        first = false;
        put_escaped(html->out, str_trim(line));
    }
}

void h_t(struct html *html, struct text text)
{
    put_escaped(html->out, text_in(text, html->lang));
}

void h_int(struct html *html, int64_t value)
{
    if (value != INT64_MIN) {
        buf_put_int(html->out, value);
    }
}

void h_count(struct html *html, int64_t value)
{
    buf_put(html->out, value == INT64_MIN ? S("—") : count_display(html->arena, value));
}

void h_money(struct html *html, struct money money)
{
    if (money_is_none(money)) {
        H(html, "—");
    } else {
        put_escaped(html->out, money_symbol(html->arena, money));
    }
}

void h_date(struct html *html, struct date date)
{
    if (date_is_none(date)) {
        return;
    }
    H(html, "<time");
    h_attr(html, "datetime", date_iso(html->arena, date));
    H(html, ">");
    buf_put(html->out, date_display(html->arena, date));
    H(html, "</time>");
}

/* Lengths are known when compiling: every page is scanned when it is finished, so this is walked thousands of times. */
#define IS(s, literal) ((s).len == sizeof(literal) - 1 && memcmp((s).ptr, (literal), sizeof(literal) - 1) == 0)

static bool carries_address(struct str name)
{
    return IS(name, "href") || IS(name, "action") || IS(name, "formaction") || IS(name, "src");
}

static bool may_run_code(struct str name)
{
    return (name.len > 2 && name.ptr[0] == 'o' && name.ptr[1] == 'n') || IS(name, "style") || IS(name, "srcdoc");
}

static void put_attr(struct html *html, struct str name, struct str value)
{
    buf_put_char(html->out, ' ');
    buf_put(html->out, name);
    buf_put(html->out, S("=\""));
    put_escaped(html->out, value);
    buf_put_char(html->out, '"');
}

void html_attr(struct html *html, struct str name, struct str value)
{
    assert(!carries_address(name) && !may_run_code(name));
    put_attr(html, name, value);
}

void html_attr_int(struct html *html, struct str name, int64_t value)
{
    assert(!carries_address(name) && !may_run_code(name));
    buf_put_char(html->out, ' ');
    buf_put(html->out, name);
    buf_put(html->out, S("=\""));
    buf_put_int(html->out, value);
    buf_put_char(html->out, '"');
}

void html_url(struct html *html, struct str name, struct url url)
{
    assert(carries_address(name));
    put_attr(html, name, url.value);
}

/* ---- addresses ---------------------------------------------------------------------------- */

static bool is_unreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
           c == '_' || c == '~';
}

static void put_percent(struct buf *out, struct str part)
{
    static const char digits[] = "0123456789ABCDEF";
    for (size_t i = 0; i < part.len; i++) {
        char c = part.ptr[i];
        if (is_unreserved(c)) {
            buf_put_char(out, c);
        } else {
            unsigned char byte = (unsigned char)c;
            buf_put_char(out, '%');
            buf_put_char(out, digits[byte >> 4]);
            buf_put_char(out, digits[byte & 15]);
        }
    }
}

struct url url_make(struct arena *arena, struct str template, const struct str *parts, size_t count)
{
    assert(str_starts(template, S("/")) && !str_starts(template, S("//")));
    struct buf out = BUF(arena);
    size_t used = 0;
    struct str rest = template;
    for (;;) {
        size_t at = str_find(rest, S("{}"));
        if (at == SIZE_MAX) {
            buf_put(&out, rest);
            break;
        }
        assert(used < count);
        buf_put(&out, str_slice(rest, 0, at));
        put_percent(&out, parts[used++]);
        rest = str_slice(rest, at + 2, rest.len);
    }
    assert(used == count);
    return (struct url){buf_str(&out)};
}

struct url url_with(struct arena *arena, struct url url, const char *name, struct str value)
{
    if (str_is_empty(value) || url_is_none(url)) {
        return url;
    }
    struct buf out = BUF(arena);
    buf_put(&out, url.value);
    buf_put_char(&out, str_find(url.value, S("?")) == SIZE_MAX ? '?' : '&');
    put_percent(&out, str_of(name));
    buf_put_char(&out, '=');
    put_percent(&out, value);
    return (struct url){buf_str(&out)};
}

static bool has_control_or_blank(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        unsigned char byte = (unsigned char)s.ptr[i];
        if (byte <= ' ' || byte == 127) {
            return true;
        }
    }
    return false;
}

struct url url_local(struct arena *arena, struct str path)
{
    bool ours = str_starts(path, S("/")) && !str_starts(path, S("//")) && path.len <= 2000 &&
                str_find(path, S("\\")) == SIZE_MAX && !has_control_or_blank(path);
    return (struct url){ours ? str_copy(arena, path) : S("/")};
}

struct url url_web(struct arena *arena, struct str website)
{
    struct str site = str_trim(website);
    if (str_is_empty(site) || has_control_or_blank(site) || site.len > 500) {
        return (struct url){STR_NONE};
    }
    if (str_starts(site, S("https://")) || str_starts(site, S("http://"))) {
        return (struct url){str_copy(arena, site)};
    }
    bool bare = str_find(site, S(":")) == SIZE_MAX && str_find(site, S(".")) != SIZE_MAX && site.ptr[0] != '/';
    return (struct url){bare ? str_format(arena, "https://" STR_FMT, STR_ARG(site)) : STR_NONE};
}

struct url url_mail(struct arena *arena, struct str email)
{
    struct str address = str_trim(email);
    size_t at = str_find(address, S("@"));
    if (at == SIZE_MAX || at == 0 || at + 1 == address.len || has_control_or_blank(address)) {
        return (struct url){STR_NONE};
    }
    struct buf out = BUF(arena);
    buf_put(&out, S("mailto:"));
    put_percent(&out, str_slice(address, 0, at));
    buf_put_char(&out, '@');
    put_percent(&out, str_slice(address, at + 1, address.len));
    return (struct url){buf_str(&out)};
}

struct url url_phone(struct arena *arena, struct str phone)
{
    struct buf out = BUF(arena);
    buf_put(&out, S("tel:"));
    size_t digits = 0;
    for (size_t i = 0; i < phone.len; i++) {
        char c = phone.ptr[i];
        if ((c >= '0' && c <= '9') || (c == '+' && digits == 0)) {
            buf_put_char(&out, c);
            digits += c != '+';
        } else if (c != ' ' && c != '-' && c != '(' && c != ')' && c != '.') {
            return (struct url){STR_NONE};
        }
    }
    return (struct url){digits >= 4 ? buf_str(&out) : STR_NONE};
}

bool url_is_none(struct url url)
{
    return str_is_empty(url.value);
}

/* ---- pieces that components share ----------------------------------------------------------- */

void h_chip(struct html *html, enum tone tone, struct str word)
{
    static const char *const classes[] = {[TONE_PLAIN] = "state", [TONE_OK] = "state ok", [TONE_WARN] = "state warn",
                                          [TONE_BAD] = "state bad"};
    H(html, "<span");
    h_attr(html, "class", str_of(classes[tone]));
    H(html, ">");
    h_text(html, word);
    H(html, "</span>");
}

void h_link(struct html *html, struct url url, struct str label)
{
    if (url_is_none(url)) {
        h_text(html, label);
        return;
    }
    H(html, "<a");
    h_href(html, url);
    H(html, ">");
    h_text(html, label);
    H(html, "</a>");
}

void h_button_link(struct html *html, struct url url, struct str label, bool primary)
{
    H(html, "<a");
    h_attr(html, "class", primary ? S("btn") : S("btn alt"));
    h_href(html, url);
    H(html, ">");
    h_text(html, label);
    H(html, "</a>");
}

struct str html_id(struct html *html, const char *prefix)
{
    return str_format(html->arena, "%s-%d", prefix, ++html->next_id);
}

/* ---- what a finished page is held to ----------------------------------------------------------- */

#define DEPTH_LIMIT 128
struct scan {
    struct arena *arena;
    struct str page;
    size_t at;
    struct str open[DEPTH_LIMIT];
    size_t depth;
    struct map ids;
    const char *problem;
};

/* Names and the offset only: what a page says about people must not reach the log. */
static void scan_problem(struct scan *scan, const char *what, struct str name)
{
    if (scan->problem == NULL) {
        struct str text = str_format(scan->arena, "%s <" STR_FMT "> at byte %zu", what, STR_ARG(name), scan->at);
        scan->problem = str_c(scan->arena, text);
    }
}

static bool is_void(struct str tag)
{
    return IS(tag, "br") || IS(tag, "input") || IS(tag, "hr") || IS(tag, "meta") || IS(tag, "link") || IS(tag, "img") ||
           IS(tag, "wbr") || IS(tag, "col") || IS(tag, "area");
}

static bool is_name_byte(char c)
{
    unsigned letter = (unsigned char)(c | 32) - (unsigned)'a';
    unsigned digit = (unsigned char)c - (unsigned)'0';
    return letter < 26 || digit < 10 || c == '-' || c == '_' || c == ':';
}

static struct str scan_name(struct scan *scan)
{
    size_t from = scan->at;
    while (scan->at < scan->page.len && is_name_byte(scan->page.ptr[scan->at])) {
        scan->at++;
    }
    return (struct str){scan->page.ptr + from, scan->at - from};
}

static char scan_peek(const struct scan *scan)
{
    return scan->at < scan->page.len ? scan->page.ptr[scan->at] : '\0';
}

static bool is_allowed_address(struct str value)
{
    static const char *const schemes[] = {"https://", "http://", "mailto:", "tel:"};
    if (str_is_empty(value) || value.ptr[0] == '#' || value.ptr[0] == '?') {
        return true;
    }
    if (value.ptr[0] == '/') {
        return !str_starts(value, S("//")) && !str_starts(value, S("/\\"));
    }
    for (size_t i = 0; i < COUNT_OF(schemes); i++) {
        if (str_starts(value, str_of(schemes[i]))) {
            return true;
        }
    }
    return false;
}

static void check_attr(struct scan *scan, struct str tag, struct str name, struct str value)
{
    if (may_run_code(name)) {
        scan_problem(scan, "inline style or handler in", tag);
    }
    if ((carries_address(name) || IS(name, "xlink:href")) && !is_allowed_address(value)) {
        scan_problem(scan, "an address that is not ours in", tag);
    }
    if (IS(name, "id")) {
        if (map_find(&scan->ids, value) != NULL) {
            scan_problem(scan, "an id that is used twice in", tag);
        }
        map_set(&scan->ids, value, scan);
    }
}

/* From behind the tag's name to behind its '>'; true if it closed itself ("/>"). */
static bool scan_attrs(struct scan *scan, struct str tag, bool *has_src)
{
    while (scan->problem == NULL) {
        while (scan_peek(scan) == ' ' || scan_peek(scan) == '\n') {
            scan->at++;
        }
        char c = scan_peek(scan);
        if (c == '>') {
            scan->at++;
            return false;
        }
        if (c == '/' && scan->at + 1 < scan->page.len && scan->page.ptr[scan->at + 1] == '>') {
            scan->at += 2;
            return true;
        }
        struct str name = scan_name(scan);
        if (name.len == 0) {
            scan_problem(scan, "an attribute that cannot be read in", tag);
            return false;
        }
        struct str value = S("");
        if (scan_peek(scan) == '=') {
            size_t from = scan->at + 2;
            const char *end = from <= scan->page.len && scan->page.ptr[scan->at + 1] == '"'
                                  ? memchr(scan->page.ptr + from, '"', scan->page.len - from)
                                  : NULL;
            if (end == NULL) {
                scan_problem(scan, "an attribute without quotes in", tag);
                return false;
            }
            value = (struct str){scan->page.ptr + from, (size_t)(end - scan->page.ptr) - from};
            scan->at = from + value.len + 1;
        }
        *has_src = *has_src || IS(name, "src");
        check_attr(scan, tag, name, value);
    }
    return false;
}

static void scan_open(struct scan *scan)
{
    struct str tag = scan_name(scan);
    bool has_src = false;
    bool closed = scan_attrs(scan, tag, &has_src);
    bool is_script = IS(tag, "script");
    bool refused = IS(tag, "style") || IS(tag, "iframe") || IS(tag, "object") || IS(tag, "embed") || IS(tag, "base") ||
                   (is_script && !has_src);
    if (tag.len == 0 || refused) {
        scan_problem(scan, "an element that is not allowed:", tag);
    }
    if (is_script && !str_starts(str_slice(scan->page, scan->at, scan->page.len), S("</script>"))) {
        scan_problem(scan, "a script with content:", tag);
    }
    if (closed || is_void(tag)) {
        return;
    }
    if (scan->depth == DEPTH_LIMIT) {
        scan_problem(scan, "too many open elements at", tag);
        return;
    }
    scan->open[scan->depth++] = tag;
}

static bool same_name(struct str a, struct str b)
{
    return a.len == b.len && memcmp(a.ptr, b.ptr, a.len) == 0;
}

static void scan_close(struct scan *scan)
{
    struct str tag = scan_name(scan);
    if (scan_peek(scan) != '>') {
        scan_problem(scan, "an end tag that cannot be read:", tag);
        return;
    }
    scan->at++;
    if (scan->depth == 0 || !same_name(scan->open[scan->depth - 1], tag)) {
        scan_problem(scan, "an end tag out of order:", tag);
        return;
    }
    scan->depth--;
}

const char *html_problem(struct arena *arena, struct str page)
{
    struct scan *scan = ARENA_NEW(arena, struct scan);
    scan->arena = arena;
    scan->page = page;
    scan->ids = MAP(arena);
    while (scan->problem == NULL && scan->at < page.len) {
        const char *next = memchr(page.ptr + scan->at, '<', page.len - scan->at);
        if (next == NULL) {
            break;
        }
        scan->at = (size_t)(next - page.ptr) + 1;
        if (scan_peek(scan) == '!' && str_starts(str_slice(page, scan->at, page.len), S("!doctype html>"))) {
            scan->at += 14;
        } else if (scan_peek(scan) == '/') {
            scan->at++;
            scan_close(scan);
        } else {
            scan_open(scan);
        }
    }
    if (scan->problem == NULL && scan->depth > 0) {
        scan_problem(scan, "not closed:", scan->open[scan->depth - 1]);
    }
    return scan->problem;
}

/* The test costs a fifth of a large page. A page that breaks a rule does so for everybody who sees it: the first thousand
 * pages of a process are looked at, then one in sixteen. */
static bool is_looked_at(void)
{
    static _Atomic unsigned finished;
    unsigned number = atomic_fetch_add(&finished, 1);
    return number < 1000 || number % 16 == 0;
}

void html_finish(struct html *html)
{
    if (!is_looked_at()) {
        return;
    }
    struct str page = buf_str(html->out);
    const char *problem = html_problem(html->arena, str_slice(page, html->start, page.len));
    if (problem != NULL) {
        log_write(LOG_ERROR, "what=html problem=\"%s\"", problem);
    }
    assert(problem == NULL);
}
