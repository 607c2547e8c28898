/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * clock_calendar.c - months, Easter, weekends and holidays.
 *
 * Easter is the anonymous Gregorian algorithm (Meeus, Astronomical Algorithms,
 * 1991, chapter 8; first in Nature, 1876). Holidays come from the data: a day
 * of the year, or so many days from Easter.
 */
#include "law/clock.h"

bool
bw_date_months(bw_date d, int32_t months, bw_date *out)
{
	int y, m, day;
	int64_t total;

	bw_date_split(d, &y, &m, &day);
	total = (int64_t)y * 12 + (m - 1) + months;
	if (total < 12 || total >= 10000 * 12)
		return false;
	y = (int)(total / 12);
	m = (int)(total % 12) + 1;
	while (!bw_date_of(y, m, day, out)) /* 31 -> 30, 29, 28 */
		if (--day < 1)
			return false;
	return true;
}

bw_date
bw_easter(int year)
{
	int a = year % 19, b = year / 100, c = year % 100;
	int d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
	int h = (19 * a + b - d - g + 15) % 30;
	int i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
	int m = (a + 11 * h + 22 * l) / 451, n = h + l - 7 * m + 114;
	bw_date day = 0;

	(void)bw_date_of(year, n / 31, n % 31 + 1, &day);
	return day;
}

unsigned
bw_weekday(bw_date d)
{
	int64_t w = ((int64_t)d + 3) % 7; /* 1970-01-01 was a Thursday */

	return (unsigned)(w < 0 ? w + 7 : w);
}

static bool
falls_on(const struct bw_holiday *h, bw_date d, int year)
{
	bw_date day;

	if (h->of_easter)
		return bw_easter(year) + h->offset == d;
	if (!bw_date_of(year, h->month, h->day, &day))
		return false; /* 29 February */
	if (h->on_sunday != 0 && bw_weekday(day) == 6)
		day += h->on_sunday;
	return day + h->offset == d;
}

const struct bw_holiday *
bw_holiday_on(const struct bw_general_terms *g, bw_date d)
{
	int year, month, day;

	bw_date_split(d, &year, &month, &day);
	for (size_t i = 0; i < g->n_holiday; i++)
		if (falls_on(&g->holiday[i], d, year))
			return &g->holiday[i];
	return NULL;
}

bw_date
bw_next_working_day(const struct bw_general_terms *g, bw_date d)
{
	/* A year has more working days than any list of holidays has days;
	 * data that says otherwise moves nothing. */
	for (int i = 0; i < 366; i++, d++)
		if (!(g->weekend >> bw_weekday(d) & 1) &&
		    bw_holiday_on(g, d) == NULL)
			return d;
	return d - 366;
}
