#include "check.h"

#include "base/words.h"

/* Written out by hand from the rules of the Academy's grammar. */
static const struct {
    int64_t number;
    const char *spanish;
} spanish[] = {
    {0, "cero"},
    {1, "un"},
    {2, "dos"},
    {5, "cinco"},
    {9, "nueve"},
    {10, "diez"},
    {11, "once"},
    {15, "quince"},
    {16, "dieciséis"},
    {17, "diecisiete"},
    {19, "diecinueve"},
    {20, "veinte"},
    {21, "veintiún"},
    {22, "veintidós"},
    {23, "veintitrés"},
    {25, "veinticinco"},
    {26, "veintiséis"},
    {29, "veintinueve"},
    {30, "treinta"},
    {31, "treinta y un"},
    {39, "treinta y nueve"},
    {40, "cuarenta"},
    {42, "cuarenta y dos"},
    {55, "cincuenta y cinco"},
    {60, "sesenta"},
    {67, "sesenta y siete"},
    {76, "setenta y seis"},
    {88, "ochenta y ocho"},
    {90, "noventa"},
    {91, "noventa y un"},
    {99, "noventa y nueve"},
    {100, "cien"},
    {101, "ciento un"},
    {110, "ciento diez"},
    {116, "ciento dieciséis"},
    {121, "ciento veintiún"},
    {199, "ciento noventa y nueve"},
    {200, "doscientos"},
    {300, "trescientos"},
    {400, "cuatrocientos"},
    {500, "quinientos"},
    {501, "quinientos un"},
    {600, "seiscientos"},
    {700, "setecientos"},
    {777, "setecientos setenta y siete"},
    {800, "ochocientos"},
    {900, "novecientos"},
    {999, "novecientos noventa y nueve"},
    {1000, "mil"},
    {1001, "mil un"},
    {1010, "mil diez"},
    {1100, "mil cien"},
    {1101, "mil ciento un"},
    {1492, "mil cuatrocientos noventa y dos"},
    {2000, "dos mil"},
    {2014, "dos mil catorce"},
    {10000, "diez mil"},
    {16000, "dieciséis mil"},
    {20000, "veinte mil"},
    {21000, "veintiún mil"},
    {21001, "veintiún mil un"},
    {21021, "veintiún mil veintiún"},
    {31000, "treinta y un mil"},
    {100000, "cien mil"},
    {101000, "ciento un mil"},
    {200000, "doscientos mil"},
    {262573, "doscientos sesenta y dos mil quinientos setenta y tres"},
    {500100, "quinientos mil cien"},
    {898950, "ochocientos noventa y ocho mil novecientos cincuenta"},
    {999999, "novecientos noventa y nueve mil novecientos noventa y nueve"},
    {1000000, "un millón"},
    {1000001, "un millón un"},
    {1001000, "un millón mil"},
    {1100000, "un millón cien mil"},
    {2000000, "dos millones"},
    {21000000, "veintiún millones"},
    {100000000, "cien millones"},
    {123456789, "ciento veintitrés millones cuatrocientos cincuenta y seis mil setecientos ochenta y nueve"},
    {1000000000, "mil millones"},
    {1001000000, "mil un millones"},
    {21000000000, "veintiún mil millones"},
    {1000000000000, "un billón"},
    {2000000000001, "dos billones un"},
    {-21, "menos veintiún"},
};

static const struct {
    int64_t number;
    const char *english;
} english[] = {
    {0, "zero"},
    {1, "one"},
    {12, "twelve"},
    {13, "thirteen"},
    {15, "fifteen"},
    {18, "eighteen"},
    {20, "twenty"},
    {21, "twenty-one"},
    {40, "forty"},
    {99, "ninety-nine"},
    {100, "one hundred"},
    {101, "one hundred one"},
    {115, "one hundred fifteen"},
    {1000, "one thousand"},
    {1001, "one thousand one"},
    {21000, "twenty-one thousand"},
    {262573, "two hundred sixty-two thousand five hundred seventy-three"},
    {1000000, "one million"},
    {1000000000, "one billion"},
    {1000000000000, "one trillion"},
    {-7, "minus seven"},
};

static void numbers_in_words(UNUSED void **state)
{
    for (size_t i = 0; i < COUNT_OF(spanish); i++) {
        check_str(words_number(&check_arena, spanish[i].number, LANG_ES), spanish[i].spanish);
    }
    for (size_t i = 0; i < COUNT_OF(english); i++) {
        check_str(words_number(&check_arena, english[i].number, LANG_EN), english[i].english);
    }
}

static void amounts_in_words(UNUSED void **state)
{
    static const struct {
        int64_t cents;
        const char *spanish;
        const char *english;
    } amounts[] = {
        {0, "CERO 00/100 DÓLARES", "ZERO AND 00/100 DOLLARS"},
        {5, "CERO 05/100 DÓLARES", "ZERO AND 05/100 DOLLARS"},
        {99, "CERO 99/100 DÓLARES", "ZERO AND 99/100 DOLLARS"},
        {100, "UN 00/100 DÓLAR", "ONE AND 00/100 DOLLAR"},
        {150, "UN 50/100 DÓLAR", "ONE AND 50/100 DOLLAR"},
        {200, "DOS 00/100 DÓLARES", "TWO AND 00/100 DOLLARS"},
        {1600, "DIECISÉIS 00/100 DÓLARES", "SIXTEEN AND 00/100 DOLLARS"},
        {2100, "VEINTIÚN 00/100 DÓLARES", "TWENTY-ONE AND 00/100 DOLLARS"},
        {45575, "CUATROCIENTOS CINCUENTA Y CINCO 75/100 DÓLARES", "FOUR HUNDRED FIFTY-FIVE AND 75/100 DOLLARS"},
        {50000, "QUINIENTOS 00/100 DÓLARES", "FIVE HUNDRED AND 00/100 DOLLARS"},
        {100000, "MIL 00/100 DÓLARES", "ONE THOUSAND AND 00/100 DOLLARS"},
        {100101, "MIL UN 01/100 DÓLARES", "ONE THOUSAND ONE AND 01/100 DOLLARS"},
        {26257317, "DOSCIENTOS SESENTA Y DOS MIL QUINIENTOS SETENTA Y TRES 17/100 DÓLARES",
         "TWO HUNDRED SIXTY-TWO THOUSAND FIVE HUNDRED SEVENTY-THREE AND 17/100 DOLLARS"},
        {100000000, "UN MILLÓN 00/100 DÓLARES", "ONE MILLION AND 00/100 DOLLARS"},
        {-2150, "MENOS VEINTIÚN 50/100 DÓLARES", "MINUS TWENTY-ONE AND 50/100 DOLLARS"},
    };
    for (size_t i = 0; i < COUNT_OF(amounts); i++) {
        check_str(words_money(&check_arena, money_of(amounts[i].cents, "USD"), LANG_ES), amounts[i].spanish);
        check_str(words_money(&check_arena, money_of(amounts[i].cents, "USD"), LANG_EN), amounts[i].english);
    }
    check_str(words_money(&check_arena, money_of(1250, "EUR"), LANG_ES), "DOCE 50/100 EUR");
    check_str(words_money(&check_arena, MONEY_NONE, LANG_ES), "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_in_words),
        cmocka_unit_test(amounts_in_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
