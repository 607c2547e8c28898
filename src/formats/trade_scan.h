/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * trade_scan.h - reading trade files of any size: chunks over all processors.
 *
 * The files that statistical offices publish for machines have millions of
 * rows of the same few columns. While one thread reads (and hashes) the next
 * window of the file, the others take rows out of chunks of the window before;
 * chunks end at line ends and have a fixed size, and what they found is handed
 * on in their order. So the result does not depend on the number of threads,
 * and memory is two windows plus the rows.
 *
 * A line end always ends a row here: these files have quotes around names, but
 * no line breaks in them. A quote that stays open refuses its row.
 */
#ifndef BW_TRADE_SCAN_H
#define BW_TRADE_SCAN_H
#include "formats/columns.h"
#include "model/area.h"
#include "model/trade.h"

enum bw_trade_why { /* what is wrong with a row; rules in trade_scan.c */
	BW_WHY_TAKEN,
	/* skipped: sound, but not a flow of its own */
	BW_WHY_SUM,
	BW_WHY_TOTAL,
	BW_WHY_FLOW,
	BW_WHY_PART,
	BW_WHY_CLASS,
	BW_WHY_SECRET,
	BW_WHY_UNTOLD,
	BW_WHY_MEASURE,
	/* refused */
	BW_WHY_COLUMNS,
	BW_WHY_QUOTE,
	BW_WHY_YEAR,
	BW_WHY_AREA,
	BW_WHY_PRODUCT,
	BW_WHY_NUMBER,
	BW_WHY_NEGATIVE,
	BW_WHY_ABSURD,
	BW_WHY_UNIT,
	/* noted: taken without its quantity */
	BW_WHY_KG,
	BW_WHYS
};

#define BW_TRADE_FIELDS 128
struct bw_trade_line {
	const struct bw_str *field;
	size_t n;
	const int *at;     /* position of column i, or -1 */
	struct bw_str bad; /* what to show when the row is not taken */
	bool no_kg;        /* taken, but its quantity is no number */
};
/* The cell under column i, without blanks. */
struct bw_str bw_trade_cell(const struct bw_trade_line *l, unsigned i);

struct bw_trade_form {
	const struct bw_column *column;
	unsigned n;
	const char *currency, *publisher;
	bool parts; /* see struct bw_trade_block */
	/* The first rows at work, before any other, with the header bound to
	 * columns: settles what the whole file has in common. May be NULL. */
	int (*begin)(void *ctx, const struct bw_trade_line *first,
	    const char *name, struct bw_err *err);
	enum bw_trade_why (*row)(
	    const void *ctx, struct bw_trade_line *l, struct bw_trade_row *out);
	/* A quick way for plain rows; false: take the other. May be NULL. */
	bool (*quick)(const void *ctx, const char *p, const char *end,
	    struct bw_trade_row *out);
	/* Only if the columns stand in their order in the header. */
};
/* threads = 0: as many as processors; window = 0: as fits the file. */
int bw_trade_scan(struct bw_input *in, const struct bw_trade_form *form,
    void *ctx, unsigned threads, size_t window, const struct bw_sink *sink,
    struct bw_err *err) BW_MUST_USE;
/* BACI, for tests of the above. */
int bw_baci_read_with(struct bw_input *in, const struct bw_sink *sink,
    unsigned threads, size_t window, struct bw_err *err) BW_MUST_USE;

/* ---- cells -------------------------------------------------------------- */
/* A number with a decimal point, times 10^scale, rounded half up. Empty, NA
 * and ":" give BW_TRADE_UNTOLD. BW_WHY_TAKEN, or what is wrong. */
enum bw_trade_why bw_trade_amount(struct bw_str s, int scale, uint64_t *out);
/* The same for a quantity: what is wrong with it only leaves it out. */
void bw_trade_kg(struct bw_trade_line *l, struct bw_str s, int scale,
    struct bw_trade_row *out);
/* "2020", "202003", "2020-03", "2020M03"; a 52nd month is the whole year. */
bool bw_trade_period(struct bw_str s, struct bw_trade_row *out);
/* Either code may be empty. Sets *area, or says that it is a sum or unknown. */
enum bw_trade_why bw_trade_area(struct bw_trade_line *l, struct bw_str number,
    struct bw_str letters, int year, uint16_t *area);
enum bw_trade_why bw_trade_product(
    struct bw_trade_line *l, struct bw_str s, struct bw_trade_row *out);
/* Importer and exporter from who reports, about whom, and which way. */
void bw_trade_reported(struct bw_trade_row *out, uint16_t reporter,
    uint16_t partner, bool import, unsigned edition);
static inline uint8_t
bw_trade_how(unsigned side, unsigned edition)
{
	return (uint8_t)(side + 4 * edition);
}

#endif
