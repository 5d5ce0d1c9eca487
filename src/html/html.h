/* html/html.h: writes a page into a buffer, escaped, in one language. Knows no HTTP.
 *
 * Markup is written by H, which takes string literals only; everything else goes through a writer
 * that escapes it, so that no value can become markup:
 *
 *     H(html, "<p class=\"note\"><a");
 *     h_url(html, "href", "/clients/{}", client->code);
 *     H(html, ">");
 *     h_text(html, client->name);
 *     H(html, "</a></p>");
 *
 * Invariants, asserted when the page is finished (html_finish, called by page_close): every tag is
 * closed in order; ids are unique; there is no style attribute, no attribute that begins with "on",
 * no <style>, no <script> with content, no address but our own paths, http(s), mailto and tel.
 * They hold the Content-Security-Policy of security 5 by construction.
 */
#ifndef ADELANTE_HTML_HTML_H
#define ADELANTE_HTML_HTML_H

#include "base/base.h"
#include "base/date.h"
#include "base/money.h"

struct html {
    struct buf *out;
    struct arena *arena; /* the buffer's; for small pieces that live as long as the page */
    enum lang lang;
    size_t start;        /* where this page begins in the buffer */
    int next_id;
};
struct html html_start(struct buf *out, enum lang lang);
/* Asserts the invariants above over everything written since html_start, and says on standard error where they break: for the
 * first thousand pages of a process and then for one in sixteen. */
void html_finish(struct html *html);
/* The same test as a question, for unit tests: what is wrong, or NULL. Works on whole pages and on fragments. */
const char *html_problem(struct arena *arena, struct str page);

/* ---- markup and text -------------------------------------------------------------------- */

/* Raw markup: a string literal; anything else does not compile. */
#define H(html, literal) html_raw((html), S(literal))
void html_raw(struct html *html, struct str literal); /* through H only */

void h_text(struct html *html, struct str text);      /* escaped; no value writes nothing */
void h_lines(struct html *html, struct str text);     /* escaped; line ends become <br> */
void h_t(struct html *html, struct text text);        /* in the page's language, escaped */
#define HT(html, es, en) h_t((html), TEXT(es, en))
/* The word itself, for members of components: TR(html, "Guardar", "Save"). */
#define TR(html, es, en) text_in(TEXT(es, en), (html)->lang)
void h_int(struct html *html, int64_t value);         /* 1234, plain; INT64_MIN writes nothing */
void h_count(struct html *html, int64_t value);       /* 1,234; INT64_MIN writes an em dash */
void h_money(struct html *html, struct money money);  /* $ 41,250.75; no amount writes an em dash */
void h_date(struct html *html, struct date date);     /* <time datetime>dd/mm/yyyy</time>; no date writes nothing */

/* ` name="value"`, escaped; the name is a literal and not one that carries an address, a style or a handler (asserted). */
#define h_attr(html, name, value) html_attr((html), S(name), (value))
void html_attr(struct html *html, struct str name, struct str value);
#define h_attr_t(html, name, text) html_attr((html), S(name), text_in((text), (html)->lang))
#define h_attr_int(html, name, value) html_attr_int((html), S(name), (value))
void html_attr_int(struct html *html, struct str name, int64_t value);

/* ---- addresses ---------------------------------------------------------------------------- */

/* An address that was made by one of the functions below. Zeroed: no address. */
struct url {
    struct str value;
};
/* Our own path: a literal that begins with '/', every {} replaced by the next argument (struct str), percent-encoded.
 *     URL(arena, "/clients/{}/sessions?from={}", code, date_iso(arena, from)) */
#define URL(arena, ...)                                                                                    \
    url_make((arena), S(URL_FIRST_(__VA_ARGS__, "")), (const struct str[]){URL_REST_(__VA_ARGS__, STR_NONE)}, \
             COUNT_OF(((const struct str[]){URL_REST_(__VA_ARGS__, STR_NONE)})) - 1)
#define URL_FIRST_(first, ...) first
#define URL_REST_(first, ...) __VA_ARGS__
struct url url_make(struct arena *arena, struct str template, const struct str *parts, size_t count); /* through URL */
/* Adds ?name=value (or &name=value); nothing if the value is empty. */
struct url url_with(struct arena *arena, struct url url, const char *name, struct str value);
/* A path that came from outside (a return address): itself if it is a path of ours ("/x", never "//x", "/\x" or with control
 * characters), otherwise "/". */
struct url url_local(struct arena *arena, struct str path);
/* Addresses of others: http(s) only ("www.x.sv" gets https://), mailto:, tel:. No address if the value is not one. */
struct url url_web(struct arena *arena, struct str website);
struct url url_mail(struct arena *arena, struct str email);
struct url url_phone(struct arena *arena, struct str phone);
bool url_is_none(struct url url);

/* ` href="/clients/C-017"`; the name is a literal: href, action, formaction, src. */
#define h_url(html, name, ...) html_url((html), S(name), URL((html)->arena, __VA_ARGS__))
void html_url(struct html *html, struct str name, struct url url);
#define h_href(html, url) html_url((html), S("href"), (url))

/* ---- pieces that components share ----------------------------------------------------------- */

/* A colour that says something, always beside a word. */
enum tone { TONE_PLAIN, TONE_OK, TONE_WARN, TONE_BAD };
/* <span class="state ok">verificado</span> */
void h_chip(struct html *html, enum tone tone, struct str word);
/* <a href>label</a>, or the label alone if there is no address. */
void h_link(struct html *html, struct url url, struct str label);
/* A link that looks like a button. */
void h_button_link(struct html *html, struct url url, struct str label, bool primary);
/* Unique within the page: prefix-1, prefix-2, … */
struct str html_id(struct html *html, const char *prefix);

#endif
