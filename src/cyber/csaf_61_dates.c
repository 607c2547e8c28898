/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csaf_61_dates.c - mandatory tests of times (6.1.37, 6.1.45, 6.1.49, 6.1.51
 * to 6.1.53), with those of 6.2 (6.2.7, 6.2.33, 6.2.41).
 */
#include "cyber/csaf_priv.h"

#define DAYS INT64_C(86400000000000)

/* RFC 3339, but with a capital T and Z and without leap seconds (2.3). */
static bool
strict(struct bw_str s)
{
	int64_t t;

	return bw_form_time(s, &t) && s.p[10] == 'T' && s.p[s.n - 1] != 'z' &&
	    s.p[17] != '6';
}

CSAF_TEST(csaf_6_1_37)
{
	static const uint16_t key[] = { K_current_release_date,
		K_initial_release_date, K_date, K_disclosure_date,
		K_discovery_date, K_exploitation_date, K_timestamp };

	for (uint32_t at = 1; at < c->tree.n; at++) {
		if (c->v[at].key == K_x_extensions) {
			at = csaf_end(c, at) - 1;
			continue;
		}
		for (size_t i = 0; i < BW_LEN(key); i++)
			if (c->v[at].key == key[i] &&
			    c->v[at].type == BW_JSON_STRING &&
			    !strict(c->v[at].text))
				csaf_say1(c, at, "time", c->v[at].text);
	}
}

/* A time that is later than the newest revision. */
static void
not_later(struct bw_csaf_work *c, uint32_t at, const char *message)
{
	int64_t time, newest;

	if (at != 0 && csaf_newest(c, &newest) &&
	    bw_form_time(c->v[at].text, &time) && time > newest)
		csaf_say1(c, at, message, c->v[at].text);
}

CSAF_TEST(csaf_6_1_45)
{
	if (csaf_released(c) && bw_str_is(c->tlp, "CLEAR"))
		EACH(c, v, c->vulnerabilities)
	not_later(c, csaf_get(c, v, K_disclosure_date), "later-than-history");
}

CSAF_TEST(csaf_6_2_33)
{
	EACH(c, v, c->vulnerabilities)
	{
		uint32_t at = csaf_get(c, v, K_disclosure_date);
		int64_t time;

		if (at != 0 && bw_form_time(c->v[at].text, &time) &&
		    time < c->today)
			not_later(c, at, "later-than-history");
	}
}

static void
stamps(struct bw_csaf_work *c, uint16_t key)
{
	if (!csaf_released(c))
		return;
	EACH(c, v, c->vulnerabilities)
	EACH(c, m, csaf_metrics(c, v))
	not_later(c, csaf_get2(c, csaf_content(c, m), key, K_timestamp),
	    "later-than-history");
}

CSAF_TEST(csaf_6_1_49)
{
	stamps(c, K_ssvc_v2);
}

CSAF_TEST(csaf_6_1_51)
{
	stamps(c, K_epss);
}

CSAF_TEST(csaf_6_1_52)
{
	if (!csaf_released(c))
		return;
	EACH(c, v, c->vulnerabilities)
	EACH(c, e, csaf_get(c, v, K_first_known_exploitation_dates))
	{
		not_later(c, csaf_get(c, e, K_date), "later-than-history");
		not_later(c, csaf_get(c, e, K_exploitation_date),
		    "later-than-history");
	}
}

CSAF_TEST(csaf_6_1_53)
{
	EACH(c, v, c->vulnerabilities)
	EACH(c, e, csaf_get(c, v, K_first_known_exploitation_dates))
	{
		uint32_t at = csaf_get(c, e, K_exploitation_date);
		int64_t exploited, date;

		if (at != 0 && bw_form_time(c->v[at].text, &exploited) &&
		    bw_form_time(csaf_text(c, e, K_date), &date) &&
		    exploited > date)
			csaf_say2(c, at, "exploited-later", c->v[at].text,
			    csaf_text(c, e, K_date));
	}
}

CSAF_TEST(csaf_6_2_7)
{
	EACH(c, v, c->vulnerabilities)
	EACH(c, i, csaf_get(c, v, K_involvements))
	if (csaf_get(c, i, K_date) == 0)
		csaf_say_absent(c, i, "date", "involvement-date");
}

/* The youngest EPSS of a vulnerability is at most 15 days older than the
 * newest revision. */
CSAF_TEST(csaf_6_2_41)
{
	int64_t newest;

	if (!csaf_released(c) || !csaf_newest(c, &newest))
		return;
	EACH(c, v, c->vulnerabilities)
	{
		int64_t youngest = INT64_MIN, time;
		uint32_t of = 0;

		EACH(c, m, csaf_metrics(c, v))
		{
			uint32_t at = csaf_get2(
			    c, csaf_content(c, m), K_epss, K_timestamp);

			if (at == 0 || !bw_form_time(c->v[at].text, &time) ||
			    time <= youngest)
				continue;
			youngest = time;
			of = at;
		}
		if (of != 0 && youngest < newest - 15 * DAYS)
			csaf_say1(c, of, "epss-old", c->v[of].text);
	}
}
