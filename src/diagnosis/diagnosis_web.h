/* diagnosis/diagnosis_web.h: diagnoses on screen: answering on one page, the scores as a picture beside those before, and the
 * instruments with their questions. */
#ifndef ADELANTE_DIAGNOSIS_WEB_H
#define ADELANTE_DIAGNOSIS_WEB_H

#include "client/desk_web.h"
#include "http/route.h"

extern const struct desk_noun diagnosis_noun;
extern const struct desk_noun instrument_noun;
extern const struct desk_noun instrument_question_noun;
extern const struct route diagnosis_routes[];
extern const size_t diagnosis_route_count;
extern const struct route instrument_routes[];
extern const size_t instrument_route_count;

/* "62.50 de 100"; empty if there is no score. */
struct str diagnosis_web_score(struct visit *visit, int64_t score);

#endif
