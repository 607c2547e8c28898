/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * trade_load.h - trade rows of a world: a file of columns for every load.
 *
 * The world lists the load (file, SHA-256, licence, what was refused); its
 * rows lie beside it in world.bwk.trade.N, N being the load. That file is made
 * once, before the load is committed, and never changed. It names the SHA-256
 * of the file that it was made from and has a sum for every piece of 65,536
 * rows, so that a question reads and checks what it needs and nothing else.
 * When it is lost, loading the same file again makes it anew.
 *
 * Files of one source (format, and edition where a file has only one) are one
 * body of figures; bodies are never mixed. In a body the later load holds
 * where two tell the same flow.
 */
#ifndef BW_TRADE_LOAD_H
#define BW_TRADE_LOAD_H
#include "supply/dependency.h"
#include "supply/trade.h"
#include "world/world.h"

bool bw_trade_format(struct bw_str format); /* has its rows in such a file */

/* Write the columns of a load; sha256 is that of its file. */
int bw_trade_write(const struct bw_trade_cols *c, const char *world,
    uint32_t load, const uint8_t sha256[32], struct bw_pool *pool,
    struct bw_err *err) BW_MUST_USE;
/* Are the columns of a load there, and whole? Reads all of them. */
bool bw_trade_whole(const char *world, uint32_t load);

void bw_trade_remove(const char *world, uint32_t load);

struct bw_trade_file {
	struct bw_trade_cols c;
	struct bw_source_row source;
	uint16_t *area; /* of c.area, as numbers of area.h */
	void *map;
	size_t bytes;
	const uint64_t *sum; /* of pieces, column by column */
	uint8_t *checked;    /* per piece and column; threads may all look */
};
struct bw_trade_body {
	struct bw_str format;
	unsigned edition;            /* of BACI; else unknown, see the groups */
	struct bw_trade_file **file; /* newest first */
	size_t n;
	uint32_t newest; /* load */
	bool world;      /* all of the world's trade, reconciled */
	int first_year, last_year;
};
struct bw_trade {
	struct bw_trade_file *file;
	size_t n_file;
	struct bw_trade_body *body; /* the one loaded last comes first */
	size_t n_body;
	uint8_t *kind; /* of areas: enum bw_area_mark */
	struct bw_areas areas;
	struct bw_arena arena;
};
/* What is known after load `known` (0: now). */
int bw_trade_open(struct bw_trade **out, struct bw_world *w, uint32_t known,
    struct bw_err *err) BW_MUST_USE;
void bw_trade_close(struct bw_trade *t);

/* The flows of one product in one year. */
struct bw_trade_flow {
	struct bw_flow pair; /* numbers of area.h */
	uint64_t kg;
	uint32_t product, line;
	uint16_t file; /* in the body */
	uint8_t month, how;
};
struct bw_trade_year {
	int year;
	/* As reported by importers (or reconciled): by importer and exporter;
	 * and by exporters. Months are added up. */
	struct bw_flow *flow, *export;
	size_t n, n_export;
	uint16_t months;   /* bits 1 .. 12; 0: told for the year as a whole */
	uint16_t editions; /* bits of enum bw_edition */
	uint32_t replaced; /* rows that a later load tells anew */
};
struct bw_trade_reader { /* one per thread; zeroed at first */
	BW_VEC(struct bw_flow) flow, export;
	BW_VEC(struct bw_trade_flow) row;
};
void bw_trade_reader_release(struct bw_trade_reader *r);
/* In memory of the reader, good until the next call. */
int bw_trade_read(struct bw_trade_reader *r, const struct bw_trade_body *b,
    uint32_t product, int year, struct bw_trade_year *out,
    struct bw_err *err) BW_MUST_USE;
/* The rows behind that, each with its place, in the reader's `row`: what this
 * importer buys (BW_AREA_NONE: every one), by exporter. */
int bw_trade_rows(struct bw_trade_reader *r, const struct bw_trade_body *b,
    uint32_t product, int year, uint16_t importer,
    struct bw_err *err) BW_MUST_USE;
/* Reports by exporters take the place of what importers say of them. */
void bw_trade_market(const struct bw_trade *t, const struct bw_trade_year *y,
    struct bw_market *m);
/* All products of so many digits that the body has, rising; bw_free. */
int bw_trade_products(const struct bw_trade_body *b, unsigned digits,
    uint32_t **product, size_t *n, struct bw_err *err) BW_MUST_USE;

#endif
