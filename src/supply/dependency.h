/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * dependency.h - who depends on whom for one traded product: pure arithmetic.
 *
 * From the flows of one product in one year come, for each importer, the
 * concentration of its origins (HHI = sum of squared shares), the largest
 * origin, and imports against exports; for the world the concentration of its
 * exporters; and for a group of countries (the Union) the three core
 * dependency indicators of the European Commission, SWD(2021) 352:
 *
 *	CDI1 = sum over origins outside of (share in imports from outside)^2
 *	CDI2 = imports from outside / (from outside + among members)
 *	CDI3 = imports from outside / exports of the members
 *
 * CDI3 takes all exports of the members, those to each other included, as a
 * measure of what they make. GeoDep (CEPII, data set 41) asks of one country:
 * import HHI, world-export HHI, imports / exports, in two of three years.
 *
 * Values are whole numbers and sums of their squares have 128 bits, so that
 * "more than 0.4" is decided exactly and no order of adding matters. Trade
 * with "areas not elsewhere specified" is in the total and of no country: the
 * concentration is a range as in concentration.h, with the unnamed part spread
 * thin at its lower end and of one further country at its upper.
 */
#ifndef BW_DEPENDENCY_H
#define BW_DEPENDENCY_H
#include "base/err.h"
#include "model/finding.h"

__extension__ typedef unsigned __int128 bw_u128;

struct bw_flow {
	uint16_t importer, exporter; /* below n_area; each pair once */
	uint64_t value;
};

struct bw_origins {       /* of the imports of one country or group */
	uint64_t total;   /* from others, the unnamed included */
	uint64_t unnamed; /* of no country in particular */
	bw_u128 squares;  /* of the named ones */
	uint32_t n;       /* named ones */
	uint16_t top;     /* the largest; of equals the lowest number */
	uint64_t top_value;
};
struct bw_dependency {
	struct bw_origins from;
	uint64_t used;    /* from.total, but for goods that only pass through */
	uint64_t inside;  /* a country: from itself; a group: among members.
			     Not in from. */
	uint64_t exports; /* a group: those among its members included */
	uint16_t importer;
};

/* What is known of the areas by their numbers. */
struct bw_areas {
	size_t n;
	const uint8_t *kind; /* enum bw_area_mark, together */
};
enum bw_area_mark {
	BW_AREA_MEMBER = 1, /* of the group */
	BW_AREA_UNNAMED = 2 /* "not elsewhere specified": no country */
};

/* Room for one product at a time; one per thread. */
struct bw_market {
	struct bw_dependency *importer; /* by rising number */
	size_t n_importer;
	struct bw_dependency group;  /* importer: 0 */
	struct bw_origins exporters; /* of the world */
	uint64_t *exports, *outside; /* per area: all, and to the group */
	size_t n_area;
};
int bw_market_init(
    struct bw_market *m, size_t n_area, struct bw_err *err) BW_MUST_USE;
void bw_market_release(struct bw_market *m);
/* The flows of one product and year, by importer; overwrites what m held. */
void bw_market_read(struct bw_market *m, const struct bw_areas *areas,
    const struct bw_flow *flow, size_t n);

/* Exporters report their sales themselves: of those who do, these flows take
 * the place of what their customers say. Call it after bw_market_read. */
void bw_market_exports(struct bw_market *m, const struct bw_areas *areas,
    const struct bw_flow *flow, size_t n);

/* Lower and upper end of the HHI; NAN when there is nothing. */
double bw_origins_lo(const struct bw_origins *o);
double bw_origins_hi(const struct bw_origins *o);
/* Is the HHI above so many parts per billion? */
enum bw_certainty bw_origins_above(const struct bw_origins *o, uint32_t limit);
/* Is part / whole above limit / 10^9? A whole of 0 is exceeded by any part. */
bool bw_ratio_above(uint64_t part, uint64_t whole, uint64_t limit);

/* The limits, in parts per billion; each is exceeded strictly. */
struct bw_cdi_rule {
	uint32_t concentration; /* of imports */
	uint32_t outside;       /* share from outside */
	uint64_t exports;       /* imports against exports */
};
struct bw_cdi {
	double cdi1, cdi1_hi, cdi2, cdi3; /* NAN: no value */
	enum bw_certainty exceeded[3], dependent;
};
void bw_cdi(const struct bw_dependency *group, const struct bw_cdi_rule *rule,
    struct bw_cdi *out);

struct bw_geodep_rule {
	uint32_t imports, world; /* HHI */
	uint64_t exports;        /* imports against exports */
	unsigned needed, of;     /* "in at least 2 of 3 years" */
};
/* One country in one year; excluded when it imports nothing. */
enum bw_certainty bw_geodep_year(const struct bw_dependency *d,
    const struct bw_origins *world, const struct bw_geodep_rule *rule);
/* Of the last rule->of years (no more are looked at). */
enum bw_certainty bw_geodep(
    const enum bw_certainty *year, size_t n, const struct bw_geodep_rule *rule);

/*
 * Goods that only pass through: with `share` (parts per billion) of the imports
 * meant for use at home, the rest leaves again and is neither dependence nor
 * a product of the country. Shares of origins stay as they are, because one
 * share per product says nothing of origins.
 */
void bw_domestic_use(struct bw_dependency *d, uint32_t share);

/* A mark per year (dependent or not) of each of many products: how many stay,
 * enter and leave from each year to the next. mark[p * years + y]. */
struct bw_persistence {
	uint64_t dependent, stay, enter, leave; /* against the year before */
};
void bw_persistence(const uint8_t *mark, size_t products, size_t years,
    struct bw_persistence *out);

#endif
