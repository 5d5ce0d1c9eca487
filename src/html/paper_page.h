/* html/paper_page.h: a sheet (format/paper.h) inside a page, as the browser prints it: the same words as in the PDF.
 *
 * Title and letterhead belong to the page around it: paper_page_frame before the page is opened with the paper's title, then
 * paper_page. Only the sheet is printed.
 */
#ifndef ADELANTE_HTML_PAPER_PAGE_H
#define ADELANTE_HTML_PAPER_PAGE_H

#include "format/paper.h"
#include "html/page.h"

void paper_page_frame(struct page *page, const struct paper *paper);
void paper_page(struct html *html, const struct paper *paper);

#endif
