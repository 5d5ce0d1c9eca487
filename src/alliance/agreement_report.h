/* alliance/agreement_report.h: the reports that an agreement asks for: when each is due, when it went out, what came back
 * (domain.md 8.13, D09). */
#ifndef ADELANTE_AGREEMENT_REPORT_H
#define ADELANTE_AGREEMENT_REPORT_H

#include "core/children.h"

struct agreement_report {
    struct record record;
    struct ref agreement;
    struct str kind;
    struct date from_on;
    struct date to_on;
    struct date due_on;
    struct ref addressee;
    struct str state;
    struct date sent_on;
    struct date answered_on;
    struct str observations;
    struct str evidence;
};
extern const struct choice agreement_report_kinds[];
extern const struct choice agreement_report_states[];
extern const struct entity_store agreement_report_store;
extern const struct entity agreement_report_entity;
extern const struct op agreement_report_ops[];
extern const size_t agreement_report_op_count;

/* The i-th period of a calendar that begins in the month of `from`: whole months, quarters or years of the calendar, cut at both
 * ends. False when it begins after `to`. */
bool agreement_report_period(struct str kind, struct date from, struct date to, int i, struct date *out_from, struct date *out_to);

#endif
