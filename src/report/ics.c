/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ics.c - iCalendar (RFC 5545): content lines (3.1), text (3.3.11), events
 * (3.6.1) and alarms (3.6.6).
 */
#include "report/ics.h"

#define FOLD 75 /* bytes of a line, without its CR LF (3.1) */

/* Length of the character at s[at], or 0 when it is no UTF-8. */
static size_t
rune_at(struct bw_str s, size_t at)
{
	unsigned char c = (unsigned char)s.p[at];
	size_t n = c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;

	return n <= s.n - at && bw_utf8_valid(bw_str_sub(s, at, n), NULL) ? n
									  : 0;
}

struct line {
	struct bw_out *o;
	size_t used;
};

/* A piece that must not be broken: a character, or an escape. */
static void
put(struct line *l, const char *p, size_t n)
{
	if (l->used + n > FOLD) {
		bw_out_z(l->o, "\r\n ");
		l->used = 1;
	}
	bw_out_str(l->o, (struct bw_str){ p, n });
	l->used += n;
}

void
bw_ics_text(struct bw_out *o, const char *name, struct bw_str value)
{
	struct line l = { o, 0 };
	size_t n;

	for (const char *p = name; *p != '\0'; p++)
		put(&l, p, 1);
	put(&l, ":", 1);
	for (size_t i = 0; i<value.n; i += n> 0 ? n : 1) {
		char c = value.p[i];

		n = rune_at(value, i);
		if (n == 0)
			put(&l, "\xef\xbf\xbd", 3);
		else if (c == '\\' || c == ';' || c == ',')
			put(&l, (char[]){ '\\', c }, 2);
		else if (c == '\n')
			put(&l, "\\n", 2);
		else if (n == 1 && ((unsigned char)c < 0x20 || c == 0x7f))
			put(&l, " ", 1);
		else
			put(&l, value.p + i, n);
	}
	bw_out_z(o, "\r\n");
}

static void
day(struct bw_out *o, const char *name, bw_date d, const char *behind)
{
	int y, m, dd;

	bw_date_split(d, &y, &m, &dd);
	bw_out_fmt(o, "%s:%04d%02d%02d%s\r\n", name, y, m, dd, behind);
}

void
bw_ics_open(struct bw_out *o, struct bw_str name)
{
	bw_out_z(o,
	    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
	    "PRODID:-//Bolwerk//law clock//EN\r\nCALSCALE:GREGORIAN\r\n");
	bw_ics_text(o, "X-WR-CALNAME", name);
}

static void
alarm_of(struct bw_out *o, int32_t days, struct bw_str text)
{
	bw_out_z(o, "BEGIN:VALARM\r\nACTION:DISPLAY\r\n");
	bw_out_fmt(o, "TRIGGER:-P%dD\r\n", (int)days);
	bw_ics_text(o, "DESCRIPTION", text);
	bw_out_z(o, "END:VALARM\r\n");
}

void
bw_ics_event(struct bw_out *o, const struct bw_ics_event *e)
{
	bw_out_z(o, "BEGIN:VEVENT\r\n");
	bw_ics_text(o, "UID", e->uid);
	day(o, "DTSTAMP", e->stamp, "T000000Z");
	day(o, "DTSTART;VALUE=DATE", e->day, "");
	day(o, "DTEND;VALUE=DATE", e->day + 1, ""); /* not included */
	bw_ics_text(o, "SUMMARY", e->summary);
	if (e->description.n > 0)
		bw_ics_text(o, "DESCRIPTION", e->description);
	bw_out_z(
	    o, e->tentative ? "STATUS:TENTATIVE\r\n" : "STATUS:CONFIRMED\r\n");
	bw_out_z(o, "TRANSP:TRANSPARENT\r\n");
	for (size_t i = 0; i < e->n_alarm; i++)
		alarm_of(o, e->alarm[i], e->summary);
	bw_out_z(o, "END:VEVENT\r\n");
}

void
bw_ics_close(struct bw_out *o)
{
	bw_out_z(o, "END:VCALENDAR\r\n");
}
