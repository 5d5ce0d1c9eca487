/* Any bytes as a workbook. Beside whole files, an input that begins with "<" becomes the first sheet of a good workbook, because a
 * fuzzer hardly ever packs one rightly. */
#include <string.h>

#include "../unit/zip_maker.h"
#include "format/xlsx.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char styles[] = "<numFmts><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/></numFmts>"
                             "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"46\"/><xf numFmtId=\"20\"/><xf numFmtId=\"9\"/></cellXfs>";

static struct str as_sheet(struct arena *arena, struct str xml)
{
    struct zip_maker zip = zip_workbook(arena, str_c(arena, xml), styles, "<si><t>uno</t></si>", "");
    return zip_done(&zip);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena arena;
    struct str bytes = {(const char *)data, size};
    struct xlsx *xlsx;
    struct problem problem = {0};
    if (size > 0 && data[0] == '<') {
        bytes = as_sheet(&arena, bytes);
    }
    enum err err = xlsx_open(&arena, bytes, &xlsx, &problem);
    assert(err == ERR_OK || problem.rule.es != NULL);
    if (err == ERR_OK) {
        for (size_t sheet = 0; sheet < xlsx_sheet_count(xlsx) && sheet < 3; sheet++) {
            struct xlsx_row row;
            bool found = true;
            int64_t last = 0;
            err = xlsx_start(xlsx, sheet, &problem);
            while (err == ERR_OK && found) {
                err = xlsx_next(xlsx, &row, &found, &problem);
                if (err == ERR_OK && found) {
                    assert(row.number > last && row.len <= XLSX_CELL_LIMIT);
                    last = row.number;
                    for (size_t i = 0; i < row.len; i++) {
                        assert(row.cells[i].text.ptr != NULL && row.cells[i].kind <= XLSX_FAULT);
                    }
                }
            }
            assert(err == ERR_OK || problem.rule.es != NULL);
        }
        xlsx_close(xlsx);
    }
    arena_release(&arena);
    return 0;
}
