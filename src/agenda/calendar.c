#include "agenda/calendar.h"

enum { LINE_MOST = 75, ZONE_MINUTES = 6 * 60, USUAL_MINUTES = 60 };

static const struct field address_fields[] = {
    FIELD_BOOL(struct calendar_address, active, .label = T("Hay una dirección en uso", "An address is in use")),
    FIELD_BOOL(struct calendar_address, with_client, .label = T("Nombra a los clientes", "Names the clients")),
    FIELD_INSTANT(struct calendar_address, created_at, .label = T("Creada", "Made")),
};
const struct shape calendar_address_shape = SHAPE("calendar_address", struct calendar_address, address_fields);

/* How many bytes of the text fit into so many, without cutting a character. */
static size_t whole_characters(struct str text, size_t most)
{
    size_t len = text.len < most ? text.len : most;
    while (len > 0 && len < text.len && ((unsigned char)text.ptr[len] & 0xC0) == 0x80) {
        len--;
    }
    return len;
}

static void put_line(struct buf *out, struct str line)
{
    size_t room = LINE_MOST;
    while (line.len > room) {
        size_t len = whole_characters(line, room);
        buf_put(out, str_slice(line, 0, len));
        buf_put_c(out, "\r\n ");
        line = str_slice(line, len, line.len);
        room = LINE_MOST - 1; /* the blank that begins a folded line counts */
    }
    buf_put(out, line);
    buf_put_c(out, "\r\n");
}

/* NAME:value with the value as TEXT: backslash, comma, semicolon and line ends are written out, other controls left out. */
static void put_text(struct buf *out, struct arena *arena, const char *name, struct str value)
{
    struct buf line = BUF(arena);
    buf_put_c(&line, name);
    buf_put_char(&line, ':');
    for (size_t i = 0; i < value.len; i++) {
        char c = value.ptr[i];
        if (c == '\\' || c == ',' || c == ';') {
            buf_put_char(&line, '\\');
            buf_put_char(&line, c);
        } else if (c == '\n') {
            buf_put_c(&line, "\\n");
        } else if ((unsigned char)c >= ' ' && c != 0x7F) {
            buf_put_char(&line, c);
        }
    }
    put_line(out, buf_str(&line));
}

static struct str day_text(struct arena *arena, struct date day)
{
    return str_format(arena, "%04d%02d%02d", day.year, day.month, day.day);
}

/* A day and minutes here as YYYYMMDDTHHMMSSZ. */
static struct str utc_text(struct arena *arena, struct date day, int64_t minutes)
{
    int64_t at = minutes + ZONE_MINUTES;
    struct date there = date_add_days(day, (int32_t)(at / (24 * 60)));
    at %= 24 * 60;
    return str_format(arena, STR_FMT "T%02d%02d00Z", STR_ARG(day_text(arena, there)), (int)(at / 60), (int)(at % 60));
}

static struct str stamp(struct arena *arena, int64_t instant)
{
    struct str iso = instant_iso(arena, instant); /* 2026-11-23T12:00:00.000000Z */
    const struct str parts[] = {str_slice(iso, 0, 4),   str_slice(iso, 5, 7),   str_slice(iso, 8, 10),
                                str_slice(iso, 11, 13), str_slice(iso, 14, 16), str_slice(iso, 17, 19)};
    return str_format(arena, STR_FMT STR_FMT STR_FMT "T" STR_FMT STR_FMT STR_FMT "Z", STR_ARG(parts[0]), STR_ARG(parts[1]), STR_ARG(parts[2]),
                      STR_ARG(parts[3]), STR_ARG(parts[4]), STR_ARG(parts[5]));
}

/* What an action says may name a client, so it is kept back with the names. */
static struct str summary(struct arena *arena, const struct calendar_about *about, const struct agenda_item *item)
{
    bool names = about->with_client && !str_is_empty(item->client);
    if (str_eq(item->kind, S("action"))) {
        struct str due = text_in(TEXT("Vence una acción del plan", "An action of a plan falls due"), about->lang);
        return names ? str_format(arena, STR_FMT ": " STR_FMT " (" STR_FMT ")", STR_ARG(due), STR_ARG(item->title), STR_ARG(item->client)) : due;
    }
    if (str_eq(item->kind, S("session"))) {
        struct str what = str_format(arena, STR_FMT " (" STR_FMT ")", STR_ARG(item->title), STR_ARG(item->modality));
        return names ? str_format(arena, STR_FMT ": " STR_FMT, STR_ARG(what), STR_ARG(item->client)) : what;
    }
    return item->title;
}

static void put_times(struct buf *out, struct arena *arena, const struct agenda_item *item)
{
    if (item->start_time == INT_NONE) {
        put_line(out, str_format(arena, "DTSTART;VALUE=DATE:" STR_FMT, STR_ARG(day_text(arena, item->date))));
        put_line(out, str_format(arena, "DTEND;VALUE=DATE:" STR_FMT, STR_ARG(day_text(arena, date_add_days(item->date, 1)))));
        put_line(out, S("TRANSP:TRANSPARENT"));
        return;
    }
    bool ends = item->end_time != INT_NONE && item->end_time > item->start_time;
    int64_t end = ends ? item->end_time : item->start_time + USUAL_MINUTES;
    put_line(out, str_format(arena, "DTSTART:" STR_FMT, STR_ARG(utc_text(arena, item->date, item->start_time))));
    put_line(out, str_format(arena, "DTEND:" STR_FMT, STR_ARG(utc_text(arena, item->date, end))));
}

static void put_entry(struct buf *out, struct arena *arena, const struct calendar_about *about, const struct agenda_item *item)
{
    bool is_event = str_eq(item->kind, S("event")); /* one record, an entry each day */
    struct str day = is_event ? str_format(arena, "-" STR_FMT, STR_ARG(day_text(arena, item->date))) : S("");
    put_line(out, S("BEGIN:VEVENT"));
    put_text(out, arena, "UID",
             str_format(arena, STR_FMT "-" STR_FMT STR_FMT "@" STR_FMT, STR_ARG(item->dataset), STR_ARG(item->code), STR_ARG(day),
                        STR_ARG(id_format(arena, about->agency))));
    put_line(out, str_format(arena, "DTSTAMP:" STR_FMT, STR_ARG(stamp(arena, about->now))));
    put_line(out, str_format(arena, "SEQUENCE:%lld", (long long)(item->version > 1 ? item->version - 1 : 0)));
    put_times(out, arena, item);
    put_text(out, arena, "SUMMARY", summary(arena, about, item));
    if (!str_is_empty(item->place)) {
        put_text(out, arena, "LOCATION", item->place);
    }
    put_line(out, item->off == ANSWER_YES ? S("STATUS:CANCELLED") : S("STATUS:CONFIRMED"));
    put_line(out, S("CLASS:PRIVATE"));
    put_line(out, S("END:VEVENT"));
}

struct str calendar_text(struct arena *arena, const struct calendar_about *about, const struct agenda_item *items, size_t count)
{
    struct buf out = BUF(arena);
    put_line(&out, S("BEGIN:VCALENDAR"));
    put_line(&out, S("VERSION:2.0"));
    put_line(&out, about->lang == LANG_ES ? S("PRODID:-//Adelante//Agenda//ES") : S("PRODID:-//Adelante//Agenda//EN"));
    put_line(&out, S("CALSCALE:GREGORIAN"));
    put_line(&out, S("METHOD:PUBLISH"));
    put_text(&out, arena, "X-WR-CALNAME", about->name);
    put_line(&out, S("REFRESH-INTERVAL;VALUE=DURATION:PT1H"));
    for (size_t i = 0; i < count; i++) {
        put_entry(&out, arena, about, &items[i]);
    }
    put_line(&out, S("END:VCALENDAR"));
    return buf_str(&out);
}
