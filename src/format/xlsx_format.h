/* format/xlsx_format.h: what a workbook's number formats make of its numbers. For format/xlsx.c only. */
#ifndef ADELANTE_XLSX_FORMAT_H
#define ADELANTE_XLSX_FORMAT_H

#include "format/xlsx.h"

enum xlsx_format {
    XLSX_FORMAT_NUMBER,
    XLSX_FORMAT_PERCENT,
    XLSX_FORMAT_DATE, /* with or without a time of day */
    XLSX_FORMAT_TIME,
    XLSX_FORMAT_DURATION,
};
/* The first section of a format code decides: dd/mm/yyyy, [h]:mm, 0.0%. */
enum xlsx_format xlsx_format_of_code(struct str code);
/* Formats that Excel knows by number alone (ECMA-376 part 1, 18.8.30). */
enum xlsx_format xlsx_format_of_id(int64_t number);
/* A number as it is stored as a cell of the kind its format makes of it; what is no number or no date is XLSX_FAULT. */
struct xlsx_cell xlsx_format_number(struct arena *arena, struct str number, enum xlsx_format format, bool is_1904);

#endif
