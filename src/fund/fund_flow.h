/* fund/fund_flow.h: what the steps of an application ask for (domain.md 9, "FONDEPRO application"). */
#ifndef ADELANTE_FUND_FLOW_H
#define ADELANTE_FUND_FLOW_H

#include "fund/fund_application.h"

struct fund_observe_input {
    struct flow_input flow;
    struct str text;
    struct str made_by;
    struct date made_on;
};
struct fund_approve_input {
    struct flow_input flow;
    struct money approved;
    struct date decided_on;
    struct str existing_link; /* of a grant that was recorded before; empty: a new link is made */
};

#endif
