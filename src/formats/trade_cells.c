/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * trade_cells.c - what stands in one cell of a trade file.
 */
#include "formats/trade_scan.h"

struct bw_str
bw_trade_cell(const struct bw_trade_line *l, unsigned i)
{
	int at = l->at[i];

	if (at < 0 || (size_t)at >= l->n)
		return (struct bw_str){ 0 };
	return bw_str_trim(l->field[at]);
}

static bool
untold(struct bw_str s)
{
	return s.n == 0 || bw_str_is(s, "NA") || bw_str_is(s, ":") ||
	    bw_str_is(s, "N/A") || bw_str_is(s, "null") || bw_str_is(s, "NaN");
}

/* Digits, one point, an exponent: d x 10^e. False when it is no number. */
struct decimal {
	uint64_t digits;
	int exponent;
};

static bool
mantissa(struct bw_str s, size_t *at, struct decimal *d)
{
	bool point = false, some = false;

	for (; *at < s.n; (*at)++) {
		const char c = s.p[*at];

		if (c == '.' && !point) {
			point = true;
			continue;
		}
		if (c < '0' || c > '9')
			break;
		some = true;
		if (d->digits < UINT64_MAX / 10 - 1) {
			d->digits = d->digits * 10 + (uint64_t)(c - '0');
			d->exponent -= point;
		} else {
			d->exponent += !point;
		}
	}
	return some;
}

static bool
exponent(struct bw_str s, size_t *at, struct decimal *d)
{
	bool minus = false;
	int e = 0;

	if (*at == s.n)
		return true;
	if (s.p[*at] != 'e' && s.p[*at] != 'E')
		return false;
	(*at)++;
	if (*at < s.n && (s.p[*at] == '-' || s.p[*at] == '+'))
		minus = s.p[(*at)++] == '-';
	if (*at == s.n)
		return false;
	for (; *at < s.n; (*at)++) {
		if (s.p[*at] < '0' || s.p[*at] > '9' || e > 1000)
			return false;
		e = e * 10 + (s.p[*at] - '0');
	}
	d->exponent += minus ? -e : e;
	return true;
}

enum bw_trade_why
bw_trade_amount(struct bw_str s, int scale, uint64_t *out)
{
	struct decimal d = { .exponent = scale };
	bool minus;
	size_t at = 0;

	*out = BW_TRADE_UNTOLD;
	if (untold(s))
		return BW_WHY_TAKEN;
	minus = s.p[0] == '-';
	at = minus || s.p[0] == '+';
	if (!mantissa(s, &at, &d) || !exponent(s, &at, &d))
		return BW_WHY_NUMBER;
	if (minus && d.digits > 0)
		return BW_WHY_NEGATIVE;
	for (; d.exponent > 0 && d.digits > 0; d.exponent--) {
		d.digits *= 10;
		if (d.digits > BW_TRADE_MOST)
			return BW_WHY_ABSURD;
	}
	for (; d.exponent < -1 && d.digits > 0; d.exponent++)
		d.digits /= 10;
	if (d.exponent == -1)
		d.digits = (d.digits + 5) / 10;
	if (d.digits > BW_TRADE_MOST)
		return BW_WHY_ABSURD;
	*out = d.digits;
	return BW_WHY_TAKEN;
}

void
bw_trade_kg(struct bw_trade_line *l, struct bw_str s, int scale,
    struct bw_trade_row *out)
{
	if (bw_trade_amount(s, scale, &out->kg) == BW_WHY_TAKEN)
		return;
	out->kg = BW_TRADE_UNTOLD;
	l->no_kg = true;
	l->bad = s;
}

static bool
digits(struct bw_str s, size_t from, size_t n, unsigned *out)
{
	*out = 0;
	for (size_t i = from; i < from + n; i++) {
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		*out = *out * 10 + (unsigned)(s.p[i] - '0');
	}
	return true;
}

bool
bw_trade_period(struct bw_str s, struct bw_trade_row *out)
{
	unsigned year, month = 0;

	if (s.n != 4 && s.n != 6 && s.n != 7)
		return false;
	if (s.n == 7 && s.p[4] != '-' && s.p[4] != 'M')
		return false;
	if (!digits(s, 0, 4, &year) || year < 1900 || year > 2100)
		return false;
	if (s.n > 4 && !digits(s, s.n - 2, 2, &month))
		return false;
	if (s.n > 4 && (month == 0 || (month > 12 && month != 52)))
		return false;
	out->year = (uint16_t)year;
	out->month_part = (uint8_t)(month == 52 ? 0 : month);
	return true;
}

enum bw_trade_why
bw_trade_area(struct bw_trade_line *l, struct bw_str number,
    struct bw_str letters, int year, uint16_t *area)
{
	unsigned n;

	*area = BW_AREA_NONE;
	if (number.n >= 1 && number.n <= 4 && digits(number, 0, number.n, &n))
		*area = bw_area_number(n, year);
	if (*area == BW_AREA_NONE && letters.n > 0)
		*area = bw_area_letters(letters, year);
	if (*area != BW_AREA_NONE && bw_area_get(*area)->kind != BW_AREA_SUM)
		return BW_WHY_TAKEN;
	l->bad = letters.n > 0 ? letters : number;
	return *area == BW_AREA_NONE ? BW_WHY_AREA : BW_WHY_SUM;
}

enum bw_trade_why
bw_trade_product(
    struct bw_trade_line *l, struct bw_str s, struct bw_trade_row *out)
{
	l->bad = s;
	if (bw_str_is(s, "TOTAL"))
		return BW_WHY_TOTAL;
	out->product = bw_product_parse(s);
	if (out->product != BW_PRODUCT_NONE)
		return out->product / 16 == 0 ? BW_WHY_TOTAL : BW_WHY_TAKEN;
	/* "27XXXXXX", "85MMM000": what it is is kept secret. */
	if (s.n >= 2 && s.n <= 8 && s.p[0] >= '0' && s.p[0] <= '9')
		for (size_t i = 1; i < s.n; i++)
			if (s.p[i] >= 'A' && s.p[i] <= 'Z')
				return BW_WHY_SECRET;
	return BW_WHY_PRODUCT;
}

void
bw_trade_reported(struct bw_trade_row *out, uint16_t reporter, uint16_t partner,
    bool import, unsigned edition)
{
	out->importer = import ? reporter : partner;
	out->exporter = import ? partner : reporter;
	out->how = bw_trade_how(
	    import ? BW_TRADE_IMPORTER : BW_TRADE_EXPORTER, edition);
}
