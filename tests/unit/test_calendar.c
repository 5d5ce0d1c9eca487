#include "check.h"

#include "agenda/calendar.h"

#include <string.h>

/* RFC 5545: what is written out, where lines are folded, which day and hour it is elsewhere. */

static struct arena arena;

static struct agenda_item item_of(struct str kind, struct str code)
{
    struct agenda_item item;
    shape_clear(&agenda_item_shape, &item);
    item.kind = kind;
    item.dataset = S("sessions");
    item.code = code;
    item.date = DATE(2014, 11, 30);
    item.start_time = 20 * 60;
    item.end_time = 21 * 60 + 30;
    item.title = S("Asesoría empresarial");
    item.modality = S("Visita");
    item.client = S("Panadería Ñandú, S.A.; \"La mejor\"\\ de\nConchagua");
    item.place = S("Conchagua, La Unión");
    item.version = 3;
    return item;
}

static struct str text_of(const struct agenda_item *item, bool with_client)
{
    struct calendar_about about = {.name = S("Adelante"), .lang = LANG_ES, .with_client = with_client, .now = INT64_C(1416744000000000)};
    return calendar_text(&arena, &about, item, 1);
}

static void has(struct str text, const char *line, bool expected)
{
    struct buf whole = BUF(&arena);
    buf_format(&whole, "\r\n%s\r\n", line);
    bool found = str_find(text, buf_str(&whole)) != SIZE_MAX;
    if (found != expected) {
        print_error("%s\n" STR_FMT "\n", line, STR_ARG(text));
    }
    assert_int_equal(found, expected);
}

static void an_entry(void **state)
{
    (void)state;
    struct agenda_item item = item_of(S("session"), S("S-17"));
    struct str text = text_of(&item, false);
    assert_true(str_find(text, S("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")) == 0);
    has(text, "UID:sessions-S-17@00000000-0000-0000-0000-000000000000", true);
    has(text, "DTSTAMP:20141123T120000Z", true);
    has(text, "SEQUENCE:2", true);
    has(text, "DTSTART:20141201T020000Z", true); /* eight in the evening here */
    has(text, "DTEND:20141201T033000Z", true);
    has(text, "SUMMARY:Asesoría empresarial (Visita)", true);
    has(text, "LOCATION:Conchagua\\, La Unión", true);
    has(text, "STATUS:CONFIRMED", true);
    assert_true(str_find(text, S("Panader")) == SIZE_MAX); /* nobody is named unless it was asked for */
    item.off = ANSWER_YES;
    item.version = 4;
    text = text_of(&item, false);
    has(text, "STATUS:CANCELLED", true);
    has(text, "SEQUENCE:3", true);
    has(text, "UID:sessions-S-17@00000000-0000-0000-0000-000000000000", true);
}

static void a_day_and_an_action(void **state)
{
    (void)state;
    struct agenda_item item = item_of(S("action"), S("AC-1"));
    item.start_time = INT_NONE;
    item.title = S("Cotizar la etiqueta de doña Rosa");
    item.date = DATE(2014, 12, 31);
    struct str text = text_of(&item, false);
    has(text, "DTSTART;VALUE=DATE:20141231", true);
    has(text, "DTEND;VALUE=DATE:20150101", true);
    has(text, "SUMMARY:Vence una acción del plan", true);
    assert_true(str_find(text, S("Rosa")) == SIZE_MAX);
    item = item_of(S("event"), S("EV-1"));
    item.end_time = INT_NONE;
    text = text_of(&item, false);
    has(text, "UID:sessions-EV-1-20141130@00000000-0000-0000-0000-000000000000", true); /* one for each day */
    has(text, "DTEND:20141201T030000Z", true);
}

/* No line is longer than 75 octets, none is cut within a character, and unfolded it says everything, written out. */
static void folded_lines(void **state)
{
    (void)state;
    struct agenda_item item = item_of(S("session"), S("S-18"));
    item.title = S("ñññññññññññññññññññññññññññññññññññññññññññññññññññññññññññññññññññññññññññññññññññññññññññññññ");
    struct str text = text_of(&item, true);
    struct buf unfolded = BUF(&arena);
    size_t line = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\r') {
            assert_true(i + 1 < text.len && text.ptr[i + 1] == '\n');
            assert_true(line <= 75);
            line = 0;
            i++;
            if (i + 1 < text.len && text.ptr[i + 1] == ' ') {
                assert_true(((unsigned char)text.ptr[i + 2] & 0xC0) != 0x80);
                line = 1;
                i++;
            } else {
                buf_put_char(&unfolded, '\n');
            }
            continue;
        }
        assert_true(text.ptr[i] != '\n');
        buf_put_char(&unfolded, text.ptr[i]);
        line++;
    }
    struct str whole = buf_str(&unfolded);
    assert_true(str_find(whole, item.title) != SIZE_MAX);
    assert_true(str_find(whole, S("Panadería Ñandú\\, S.A.\\; \"La mejor\"\\\\ de\\nConchagua")) != SIZE_MAX);
}

static void days(void **state)
{
    (void)state;
    assert_int_equal(date_cmp(agenda_week_of(DATE(2014, 11, 30)), DATE(2014, 11, 24)), 0);
    assert_int_equal(date_cmp(agenda_week_of(DATE(2014, 11, 24)), DATE(2014, 11, 24)), 0);
    assert_int_equal(date_cmp(agenda_month_of(DATE(2014, 11, 30)), DATE(2014, 11, 1)), 0);
    struct agenda_item item = item_of(S("session"), S("S-1"));
    assert_true(str_eq(agenda_hours(&arena, &item), S("20:00–21:30")));
    item.end_time = INT_NONE;
    assert_true(str_eq(agenda_hours(&arena, &item), S("20:00")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_entry),
        cmocka_unit_test(a_day_and_an_action),
        cmocka_unit_test(folded_lines),
        cmocka_unit_test(days),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_release(&arena);
    return failed;
}
