/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * date.c - days and civil dates, after Howard Hinnant's "chrono-Compatible
 * Low-Level Date Algorithms" (2013): the year starts in March, so that the
 * leap day is the last.
 */
#include "base/date.h"

static bool
leap(int y)
{
	return (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
}

static int
days_in(int y, int m)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30,
		31 };

	return m == 2 && leap(y) ? 29 : days[m - 1];
}

bool
bw_date_of(int year, int month, int day, bw_date *out)
{
	int y = month <= 2 ? year - 1 : year, era, yoe, doy, doe;

	if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 ||
	    day > days_in(year, month))
		return false;
	era = y / 400; /* y >= 0 here */
	yoe = y - era * 400;
	doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
	doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
	*out = era * 146097 + doe - 719468;
	return true;
}

void
bw_date_split(bw_date d, int *year, int *month, int *day)
{
	int64_t z = (int64_t)d + 719468;
	int64_t era = (z >= 0 ? z : z - 146096) / 146097;
	int64_t doe = z - era * 146097;
	int64_t yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
	int64_t doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
	int64_t mp = (5 * doy + 2) / 153;

	*day = (int)(doy - (153 * mp + 2) / 5 + 1);
	*month = (int)(mp < 10 ? mp + 3 : mp - 9);
	*year = (int)(yoe + era * 400 + (*month <= 2));
}

/* `n` digits at s[at] as a number, or -1. */
static int
number(struct bw_str s, size_t at, size_t n)
{
	int v = 0;

	if (at + n > s.n)
		return -1;
	for (size_t i = at; i < at + n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return -1;
		v = v * 10 + (s.p[i] - '0');
	}
	return v;
}

bool
bw_date_parse(struct bw_str s, bw_date *out)
{
	int y, m = 1, d = 1;

	s = bw_str_trim(s);
	y = number(s, 0, 4);
	if (s.n > 4) {
		if (s.p[4] != '-' || (m = number(s, 5, 2)) < 0)
			return false;
	}
	if (s.n > 7) {
		if (s.p[7] != '-' || (d = number(s, 8, 2)) < 0)
			return false;
	}
	if (s.n > 10 && s.p[10] != 'T' && s.p[10] != ' ' && s.p[10] != 'Z' &&
	    s.p[10] != '+')
		return false;
	return bw_date_of(y, m, d, out);
}

void
bw_date_print(struct bw_buf *b, bw_date d)
{
	int y, m, day;

	if (d == BW_DATE_MIN || d == BW_DATE_MAX)
		return;
	bw_date_split(d, &y, &m, &day);
	bw_buf_fmt(b, "%04d-%02d-%02d", y, m, day);
}

bool
bw_period_has(struct bw_period p, bw_date d)
{
	return p.from <= d && (d < p.to || p.to == BW_DATE_MAX);
}

bw_date
bw_date_today(void)
{
	const char *fixed = getenv("BOLWERK_TODAY");
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	int64_t seconds = (int64_t)time(NULL);
	bw_date d;

	if (fixed != NULL && bw_date_parse(bw_str_of(fixed), &d))
		return d;
	if (epoch != NULL)
		(void)bw_str_i64(bw_str_of(epoch), &seconds);
	return (bw_date)(seconds / 86400);
}
