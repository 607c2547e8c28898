/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * rated_words.c - what is told of a vulnerability, in figures and labels that
 * are the same in every language.
 */
#include "cyber/rated.h"

struct bw_str
bw_rated_cvss(const struct bw_rated *r, struct bw_arena *a)
{
	int tenths = r->n_score == 0 ? 0 : r->score[0].tenths;

	return r->n_score == 0
	    ? BW_STR("")
	    : bw_arena_fmt(a, "%d.%d", tenths / 10, tenths % 10);
}

/* Several where the facts leave it open: "Attend|Track". */
struct bw_str
bw_rated_ssvc(const struct bw_rated *r, struct bw_arena *a)
{
	const struct bw_decided *d = &r->decided[BW_DECIDED_MACHINE];
	struct bw_str out = BW_STR("");

	if (d->table == NULL)
		d = &r->decided[BW_DECIDED_ALONE];
	if (d->table == NULL)
		return out;
	for (unsigned i = 0; i < d->outcome->n; i++)
		if ((d->decisions >> i & 1) != 0)
			out = bw_arena_fmt(a, "%.*s%s%.*s", BW_ARG(out),
			    out.n > 0 ? "|" : "",
			    BW_ARG(d->outcome->value[i].name));
	return out;
}

struct bw_str
bw_rated_value(const struct bw_rated *r, uint32_t said)
{
	return said == BW_NONE ? BW_STR("") : r->said[said].rating.value;
}

static struct bw_str
add(struct bw_str out, struct bw_arena *a, const char *what,
    struct bw_str value)
{
	return value.n == 0 ? out
			    : bw_arena_fmt(a, "%.*s%s%s%.*s", BW_ARG(out),
				  out.n > 0 ? ", " : "", what, BW_ARG(value));
}

struct bw_str
bw_rated_figures(const struct bw_rated *r, struct bw_arena *a)
{
	struct bw_str out = add(BW_STR(""), a, "CVSS ", bw_rated_cvss(r, a));
	struct bw_str epss = bw_rated_value(r, r->epss);

	if (epss.n > 6) /* 0.94359: four decimals are enough */
		epss = bw_str_sub(epss, 0, 6);
	out = add(out, a, "EPSS ", epss);
	return add(out, a, "NCSC: ", bw_rated_value(r, r->urgency));
}
