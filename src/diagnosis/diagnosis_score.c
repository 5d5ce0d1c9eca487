#include "diagnosis/diagnosis.h"

#define FULL_SCORE 10000

bool diagnosis_counts(const struct instrument_question *question)
{
    bool scored = str_eq(question->kind, S("yes_no")) || str_eq(question->kind, S("scale")) ||
                  (str_eq(question->kind, S("number")) && question->full_number != INT_NONE && question->full_number > 0);
    return scored && question->weight != INT_NONE && question->weight > 0;
}

int64_t diagnosis_score_of(const struct instrument_question *question, struct str value)
{
    int64_t number;
    if (str_is_empty(value) || !diagnosis_counts(question)) {
        return INT_NONE;
    }
    if (str_eq(question->kind, S("yes_no"))) {
        return str_eq(value, S("yes")) ? FULL_SCORE : 0;
    }
    if (!str_to_int(value, &number)) {
        return INT_NONE;
    }
    if (str_eq(question->kind, S("scale"))) {
        return (number - 1) * (FULL_SCORE / 4);
    }
    return number >= question->full_number ? FULL_SCORE : (number * FULL_SCORE + question->full_number / 2) / question->full_number;
}

static bool parse_yes_no(struct str given, struct str *out)
{
    static const struct {
        const char *word;
        bool yes;
    } words[] = {
        {"yes", true}, {"sí", true}, {"si", true}, {"s", true}, {"true", true}, {"x", true}, {"1", true},
        {"no", false}, {"n", false}, {"false", false}, {"0", false},
        {"Sí", true}, {"Si", true}, {"SI", true}, {"SÍ", true}, {"No", false}, {"NO", false}, {"Yes", true}, {"YES", true},
    };
    for (size_t i = 0; i < COUNT_OF(words); i++) {
        if (str_eq_c(given, words[i].word)) {
            *out = words[i].yes ? S("yes") : S("no");
            return true;
        }
    }
    return false;
}

bool diagnosis_parse(const struct instrument_question *question, struct str given, struct str *out, struct text *rule, struct text *remedy)
{
    struct str value = str_trim(given);
    int64_t number = 0;
    *out = value;
    if (str_is_empty(value) || str_eq(question->kind, S("text"))) {
        return true;
    }
    if (str_eq(question->kind, S("yes_no"))) {
        *rule = TEXT("Se espera sí o no.", "Yes or no is expected.");
        *remedy = TEXT("Elija una de las dos, o deje la pregunta sin responder.", "Choose one of the two, or leave the question unanswered.");
        return parse_yes_no(value, out);
    }
    bool whole = str_to_int(value, &number);
    if (str_eq(question->kind, S("scale"))) {
        *rule = TEXT("La escala va de 1 a 5.", "The scale goes from 1 to 5.");
        *remedy = TEXT("Elija un número del 1 al 5.", "Choose a number from 1 to 5.");
        return whole && number >= 1 && number <= 5;
    }
    *rule = TEXT("Se espera un número entero, cero o mayor.", "A whole number, zero or more, is expected.");
    *remedy = TEXT("Escriba solo cifras.", "Write digits only.");
    return whole && number >= 0 && number <= 1000000000;
}

void diagnosis_mean_add(struct diagnosis_mean *mean, int64_t weight, int64_t score)
{
    if (score != INT_NONE && weight != INT_NONE && weight > 0) {
        mean->sum += weight * score;
        mean->weight += weight;
    }
}

int64_t diagnosis_mean_of(const struct diagnosis_mean *mean)
{
    return mean->weight == 0 ? INT_NONE : (2 * mean->sum + mean->weight) / (2 * mean->weight);
}
