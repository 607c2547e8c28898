/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csv_encoding.c - UTF-8, or what Excel saves on a Western Windows.
 *
 * Where the first byte above 7F is no UTF-8, the file is Windows-1252, all of
 * it: two such bytes that happen to look like UTF-8 are then no longer taken
 * for it. Where good UTF-8 came before, the file is UTF-8 with damage (glued
 * together from two sources, mostly), and only the bad bytes are read as
 * Windows-1252. The table is that of the WHATWG Encoding Standard, section 9,
 * which gives the five unused bytes the control characters of Latin-1.
 */
#include "base/csv_priv.h"

static const uint16_t high[32] = { 0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026,
	0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8d, 0x017d,
	0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d, 0x017e, 0x0178 };

static uint32_t
rune_1252(char c)
{
	unsigned char u = (unsigned char)c;

	return u >= 0x80 && u < 0xa0 ? high[u - 0x80] : u;
}

/* Offset of the first byte above 7F, or n. */
static size_t
ascii_span(const char *p, size_t n)
{
	uint64_t eight;
	size_t i = 0;

	for (; n - i >= 8; i += 8) {
		memcpy(&eight, p + i, 8);
		if ((eight & 0x8080808080808080u) != 0)
			break;
	}
	while (i < n && (unsigned char)p[i] < 0x80)
		i++;
	return i;
}

/* Could the window have cut a sequence here? */
static bool
cut_off(const struct bw_csv *c, size_t at)
{
	unsigned char lead = (unsigned char)c->text[at];
	size_t need = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;

	if (c->end || lead < 0xc2 || lead > 0xf4 || c->n - at >= need)
		return false;
	for (size_t i = at + 1; i < c->n; i++)
		if (((unsigned char)c->text[i] & 0xc0) != 0x80)
			return false;
	return true;
}

void
bw_csv_check_encoding(struct bw_csv *c)
{
	struct bw_str s;
	size_t from, bad;

	if (c->recoded || c->bad != SIZE_MAX)
		return;
	from = c->valid + ascii_span(c->text + c->valid, c->n - c->valid);
	s = (struct bw_str){ c->text + from, c->n - from };
	if (bw_utf8_valid(s, &bad)) {
		c->multi |= s.n > 0;
		c->valid = c->n;
		return;
	}
	c->multi |= bad > 0;
	c->valid = from + bad;
	if (!cut_off(c, c->valid))
		c->bad = c->valid;
}

static void
recode(struct bw_csv *c, struct bw_str *f)
{
	size_t start = c->out.n, bad;
	struct bw_str s = *f;

	if (ascii_span(s.p, s.n) == s.n)
		return;
	if (c->whole_1252) {
		for (size_t i = 0; i < s.n; i++)
			bw_buf_rune(&c->out, rune_1252(s.p[i]));
	} else {
		while (!bw_utf8_valid(s, &bad)) {
			bw_buf_add(&c->out, s.p, bad);
			bw_buf_rune(&c->out, rune_1252(s.p[bad]));
			s = bw_str_sub(s, bad + 1, s.n);
		}
		bw_buf_str(&c->out, s);
	}
	*f = (struct bw_str){ c->out.p + start, c->out.n - start };
}

int
bw_csv_recode_row(struct bw_csv *c, struct bw_err *err)
{
	size_t all = 0;

	if (!c->recoded) {
		c->recoded = true;
		c->whole_1252 = !c->multi;
	}
	for (size_t i = 0; i < c->fields; i++)
		all += c->field[i].n;
	/* At most three bytes for one; room first, so that nothing moves. */
	bw_buf_clear(&c->out);
	if (!bw_buf_room(&c->out, 3 * all + 4))
		return bw_buf_check(&c->out, err);
	for (size_t i = 0; i < c->fields; i++)
		recode(c, &c->field[i]);
	return 0;
}
