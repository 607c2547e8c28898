/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * trade_load_ask.h - does a country, or the Union, depend on others for a
 * traded product? By year, and for all products at once.
 *
 * The Union is judged by the three core dependency indicators of one year; a
 * country by the rule of GeoDep, over years, where the body of figures covers
 * the world (else the concentration of the world's exports is not known, and
 * no verdict is given).
 */
#ifndef BW_TRADE_LOAD_ASK_H
#define BW_TRADE_LOAD_ASK_H
#include "supply/trade_load.h"
#include "supply/trade_rules.h"

struct bw_domestic {      /* share of imports that is for use at home */
	uint32_t product; /* of 6 digits */
	uint32_t share;   /* parts per billion */
	struct bw_str source;
};
/* CSV: product, percent, source; sorted by product, in the arena. */
int bw_domestic_load(const char *path, struct bw_arena *a,
    struct bw_domestic **list, size_t *n, struct bw_err *err) BW_MUST_USE;

struct bw_trade_ask {
	const struct bw_trade *t;
	const struct bw_trade_body *b;
	const struct bw_trade_rules *rules;
	uint16_t who; /* BW_AREA_NONE: the Union */
	int until;    /* no year after this one */
	const struct bw_domestic *domestic;
	size_t n_domestic;
};
struct bw_trade_answer {
	int year; /* 0: nothing traded */
	struct bw_dependency d;
	struct bw_origins world;     /* exporters; total 0 when not known */
	struct bw_cdi cdi;           /* of the Union */
	enum bw_certainty dependent; /* that year; BW_OPEN: no verdict */
	bool corrected;              /* for goods that only pass through */
	uint16_t months, editions;
	uint32_t replaced;
};
struct bw_trade_asker { /* memory of one thread */
	struct bw_trade_reader reader;
	struct bw_market market;
};
int bw_trade_asker_init(struct bw_trade_asker *k, const struct bw_trade *t,
    struct bw_err *err) BW_MUST_USE;
void bw_trade_asker_release(struct bw_trade_asker *k);
int bw_trade_ask(const struct bw_trade_ask *q, struct bw_trade_asker *k,
    uint32_t product, int year, struct bw_trade_answer *out,
    struct bw_err *err) BW_MUST_USE;

struct bw_trade_product {
	uint32_t product;
	struct bw_trade_answer last; /* the last year with imports */
	unsigned years, yes;         /* looked at; dependent in */
	enum bw_certainty dependent; /* over years; BW_OPEN: no verdict */
};
struct bw_trade_whole {
	struct bw_trade_product *product; /* dependent ones first, then by
					     imports */
	size_t n;
	int first_year, last_year;
	struct bw_persistence *year; /* per year, first_year on */
};
/* All products of 6 digits that it imports, over the threads of the pool. */
int bw_trade_ask_all(const struct bw_trade_ask *q, struct bw_pool *pool,
    struct bw_trade_whole *out, struct bw_err *err) BW_MUST_USE;
void bw_trade_whole_release(struct bw_trade_whole *w);

#endif
