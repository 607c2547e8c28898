/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * whatif.h - what becomes of every indicator when supply falls away or is
 * added: pure arithmetic.
 *
 * A production is a list of origins (a country, or a mine or company in it)
 * and a rest: what unnamed countries make together. Events happen one after
 * the other: an embargo takes all of a country away until it is lifted, a mine
 * stops and starts again, a part is lost, a producer is added. Amounts are
 * remembered while they are away, so that embargo and lift undo each other to
 * the last bit. Nobody else makes up for what is lost: that is a second
 * event, which the one who asks has to name. So the answer is the first blow,
 * not a forecast.
 *
 * An embargo may hit a country that no source names. Then any part of the
 * rest may be away, from nothing to all of it, and what depends on it is an
 * interval. Its ends are sharp: with named amounts a_i of sum S and a rest
 * left between 0 and r, sum a_i^2 / (S + r)^2 is the least HHI (all of the
 * rest there, spread thin), and the largest is reached at one of the ends,
 * the rest gone or whole and one country's, because (A + x^2) / (S + x)^2
 * first falls and then rises in x.
 */
#ifndef BW_WHATIF_H
#define BW_WHATIF_H
#include "base/arena.h"
#include "supply/concentration.h"

struct bw_origin {
	uint32_t country;  /* caller's number */
	uint32_t site;     /* mine or company, 0 = none named */
	double amount;     /* > 0; others make nothing */
	double governance; /* 0..10, NAN = not known */
	bool eu;           /* a member state of the EU */
};
enum bw_event_kind {
	BW_EVENT_EMBARGO, /* nothing from `country`, named or not */
	BW_EVENT_LIFT,    /* the end of that embargo */
	BW_EVENT_STOP,    /* the site makes nothing */
	BW_EVENT_START,   /* it makes what it did before */
	BW_EVENT_LOSE,    /* `amount` less from `country`, at most all */
	BW_EVENT_ADD      /* `amount` more from `country`, perhaps new */
};
struct bw_event {
	enum bw_event_kind kind;
	uint32_t country, site;
	double amount;
	double governance; /* of a country that is new */
	bool eu;
};
struct bw_between {
	double lo, hi; /* NAN when there is no supply left */
};
struct bw_indicators {    /* of one production */
	size_t suppliers; /* named countries that supply */
	struct bw_between total;
	struct bw_between kept; /* share of the supply before */
	struct bw_between hhi, wgi, effective;
	double wgi_covered;          /* least share with known governance */
	struct bw_between top, top3; /* of named countries */
	uint32_t top_country;
	struct bw_between abroad; /* largest country outside the EU */
	uint32_t abroad_country;
	/* the market without its largest named country: what share of the
	 * supply is left, and how concentrated that is */
	struct bw_between n1_kept, n1_hhi;
};
struct bw_whatif_country { /* of one country, before and after */
	uint32_t country;
	double before, after;
	double governance;
	bool eu, embargoed;
};
struct bw_whatif {
	struct bw_indicators before, after;
	struct bw_whatif_country
	    *country; /* most before first, then by number */
	size_t n_country;
	bool rest_hit; /* an embargo may hit part of the rest */
	/* Events that changed nothing: no such site or amount, lifted what was
	 * not on. A bit for each of the first 64. */
	uint64_t idle;
};
/* Origins of one country are one supplier. Same bits whatever the order of the
 * origins. Results lie in the arena. */
int bw_whatif(struct bw_whatif *out, const struct bw_origin *origin, size_t n,
    double rest, const struct bw_event *event, size_t n_event,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;
/* Of origins with each country once, in any order, and a rest between two
 * amounts. `whole` is the amount that `kept` is a share of. */
int bw_indicators(struct bw_indicators *out, const struct bw_origin *country,
    size_t n, struct bw_between rest, double whole, struct bw_arena *a,
    struct bw_err *err) BW_MUST_USE;

#endif
