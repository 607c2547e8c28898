/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * instant.c - moments as advisories write them (RFC 3339), in seconds.
 *
 * Which of two statements is newer may hang on an hour, so a zone is counted
 * off. XML Schema allows a time without a zone: that is taken as UTC. Parts
 * of a second are dropped; a leap second is the second after it.
 */
#include "model/advisory.h"

/* Exactly n digits. */
static bool
digits(struct bw_str *s, size_t n, int *out)
{
	*out = 0;
	if (s->n < n)
		return false;
	for (size_t i = 0; i < n; i++) {
		if (s->p[i] < '0' || s->p[i] > '9')
			return false;
		*out = *out * 10 + (s->p[i] - '0');
	}
	*s = bw_str_sub(*s, n, s->n);
	return true;
}

static bool
skip(struct bw_str *s, char c)
{
	if (s->n == 0 || s->p[0] != c)
		return false;
	*s = bw_str_sub(*s, 1, s->n);
	return true;
}

/* "Z", "+02:00", "-0330", or nothing. */
static bool
zone(struct bw_str s, int *minutes)
{
	int sign, h, m;

	*minutes = 0;
	if (s.n == 0 || bw_str_is(s, "Z") || bw_str_is(s, "z"))
		return true;
	sign = s.p[0] == '+' ? 1 : -1;
	if (!skip(&s, '+') && !skip(&s, '-'))
		return false;
	if (!digits(&s, 2, &h))
		return false;
	(void)skip(&s, ':');
	if (!digits(&s, 2, &m) || s.n > 0 || h > 23 || m > 59)
		return false;
	*minutes = sign * (h * 60 + m);
	return true;
}

static bool
clock_time(struct bw_str s, int64_t *seconds)
{
	int h, m, sec = 0, minutes, unused;

	if (!digits(&s, 2, &h) || !skip(&s, ':') || !digits(&s, 2, &m))
		return false;
	if (skip(&s, ':') && !digits(&s, 2, &sec))
		return false;
	if (skip(&s, '.') || skip(&s, ',')) {
		if (!digits(&s, 1, &unused))
			return false;
		while (digits(&s, 1, &unused))
			;
	}
	if (h > 24 || m > 59 || sec > 60 || (h == 24 && (m > 0 || sec > 0)) ||
	    !zone(s, &minutes))
		return false;
	*seconds = (int64_t)h * 3600 + m * 60 + sec - minutes * 60;
	return true;
}

bool
bw_instant_parse(struct bw_str s, int64_t *out)
{
	struct bw_str day = bw_str_sub(bw_str_trim(s), 0, 10);
	struct bw_str rest = bw_str_trim(s);
	int64_t seconds = 0;
	bw_date d;

	if (day.n < 10 || day.p[4] != '-' || day.p[7] != '-' ||
	    !bw_date_parse(day, &d))
		return false;
	rest = bw_str_sub(rest, 10, rest.n);
	if (rest.n > 0) {
		if (!skip(&rest, 'T') && !skip(&rest, 't') && !skip(&rest, ' '))
			return false;
		if (!clock_time(rest, &seconds))
			return false;
	}
	*out = (int64_t)d * 86400 + seconds;
	return true;
}

void
bw_instant_print(struct bw_buf *b, int64_t t)
{
	int64_t day = t / 86400, rest = t % 86400;

	if (t == BW_NO_TIME)
		return;
	if (rest < 0) {
		rest += 86400;
		day--;
	}
	bw_date_print(b, (bw_date)day);
	bw_buf_fmt(b, "T%02d:%02d:%02dZ", (int)(rest / 3600),
	    (int)(rest / 60 % 60), (int)(rest % 60));
}
