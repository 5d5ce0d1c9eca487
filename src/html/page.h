/* html/page.h: the frame of every page, and the small components that are not forms, tables or pictures.
 *
 *     struct html html = html_start(&out, lang);
 *     page_open(&html, &page);       doctype to <main>, the heading, its actions and the flash message
 *     …                              the page's own content
 *     page_close(&html, &page);      footer, end, html_finish
 *
 * Classes that page code may use in its own markup (assets/screen.css): card (a section on paper), two (two columns that
 * become one on a phone: 3 to 2), half (two equal columns), note (small grey text), btn and btn alt (links and buttons),
 * n (numbers to the right), lead, quiet (grey), row (children beside one another, wrapping), screen (not printed),
 * paper (printed only), sheet (a form that people sign), sign (a signature line), stack (vertical rhythm).
 */
#ifndef ADELANTE_HTML_PAGE_H
#define ADELANTE_HTML_PAGE_H

#include "core/fault.h"
#include "core/field.h"
#include "html/html.h"

/* The five places people go. */
enum place { PLACE_NONE, PLACE_HOME, PLACE_CLIENTS, PLACE_SERVICES, PLACE_AGREEMENTS, PLACE_RESULTS, PLACE_COUNT };

/* Addresses that the frame itself uses. The three that change something are POSTs and carry the field `csrf`. */
#define PAGE_PATH_HOME "/"
#define PAGE_PATH_CLIENTS "/clients"
#define PAGE_PATH_SERVICES "/services"
#define PAGE_PATH_AGREEMENTS "/agreements"
#define PAGE_PATH_RESULTS "/results"
#define PAGE_PATH_SEARCH "/search"       /* GET, field q */
#define PAGE_PATH_LANGUAGE "/language"   /* POST, fields lang (es, en) and return (a path of ours: url_local) */
#define PAGE_PATH_SIGN_OUT "/sign-out"   /* POST */
#define PAGE_PATH_ACCOUNT "/account"     /* the user's own page: password, sessions */

/* Where the embedded files are served; the caller puts the version into the address. Any may be none. */
struct page_assets {
    struct url style;    /* screen.css */
    struct url script;   /* adelante.js */
    struct url icon;     /* icon.svg */
    struct url manifest; /* adelante.webmanifest */
};
struct page_link {
    struct str label;
    struct url url;
    bool current;  /* tabs: the one shown */
    bool primary;  /* actions: the one that most people come for */
    int64_t count; /* tabs: shown behind the label; 0: nothing is shown */
};
/* Who issues a sheet: printed above its title. */
struct page_issuer {
    struct str name;
    struct str line;
    struct str address;
    struct str contact;
    struct url logo;   /* a picture; none: none */
    struct str number; /* of the record, beside the title */
};
struct page {
    struct str title;
    struct str lead; /* a line under the title: unit, period; may be empty */
    enum place place;
    const struct page_assets *assets;
    struct str agency;  /* its short name, beside the product's name in the header bar; may be empty */
    unsigned places;    /* bits 1 << PLACE_…: those that the role may reach, shown in the bar */
    struct str user;    /* who is signed in; empty: nobody, and the frame shows no places, search or menu */
    struct str role;    /* in words, under the user's name */
    struct str csrf;    /* token of the session */
    struct url here;    /* this page with its query: where the language switch returns to */
    struct str query;   /* what was searched for */
    struct str flash;   /* what just happened: "Sesión guardada." */
    enum tone flash_tone;
    const struct page_link *crumbs; /* the way here, outermost first, without this page */
    size_t crumb_count;
    const struct page_link *actions; /* buttons beside the title */
    size_t action_count;
    struct str version; /* of the program, for the footer */
    bool narrow;        /* one column of at most 40rem: forms, sign-in */
    bool sheet;         /* a sheet to sign: white paper, printed as it is seen */
    const struct page_issuer *issuer; /* of a sheet; NULL: none */
};
void page_open(struct html *html, const struct page *page);
void page_close(struct html *html, const struct page *page);

/* A whole page for a failure: the sentence of the error (or the more exact one given), what to do, a link home or to
 * signing in, and the request id for whoever is asked for help. `page` may have no user. */
void page_error(struct html *html, const struct page *page, enum err err, struct str detail, struct str request_id);

/* The links inside one client, agreement or result, under the title. */
void page_tabs(struct html *html, struct str label, const struct page_link *links, size_t count);
/* Nothing here yet: what it is, what to do first, and the button that does it (url may be none). */
void page_empty(struct html *html, struct str title, struct str what_to_do, struct url url, struct str button);
/* A message inside the page, with a tone. */
void page_notice(struct html *html, enum tone tone, struct str text);
/* Faults that belong to no form (an import, an action): field or cell, value, rule and remedy in a list. */
void page_faults(struct html *html, const struct fault *fault);

/* What is held about one record: label and value pairs, in two columns on a desk. */
void page_facts_open(struct html *html);
void page_fact(struct html *html, struct str label, struct str value); /* an em dash if there is none */
void page_fact_url(struct html *html, struct str label, struct str value, struct url url);
void page_fact_chip(struct html *html, struct str label, enum tone tone, struct str word);
/* From a field table: the field's label and field_display of its value. */
void page_fact_field(struct html *html, const struct field *field, const void *row);
/* Every field of the shape that has a value, in table order, but those named in `except` (NULL-terminated; may be NULL). */
void page_facts_shape(struct html *html, const struct shape *shape, const void *row, const char *const *except);
void page_facts_close(struct html *html);

/* One button that changes something: a small POST form with the token. Hidden fields may be added between open and close. */
void page_post_open(struct html *html, struct url action, struct str csrf);
void page_post_hidden(struct html *html, const char *name, struct str value);
void page_post_close(struct html *html, struct str label, bool primary);

/* Work in progress: a bar, a sentence, and (with the script) polling of `status`, which answers JSON
 * {"percent":40,"message":"…","done":false,"url":"/…"}; without the script a link to look again. percent 0 to 100. */
void page_progress(struct html *html, struct str message, int percent, struct url status, struct url again);

/* A signature line on a sheet: name and document under it. */
void page_signature(struct html *html, struct str role, struct str name, struct str document);

#endif
