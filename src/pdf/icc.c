/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * icc.c - what the colours of a PDF mean: a small profile of sRGB.
 *
 * PDF/A (ISO 19005) wants colours that mean the same in fifty years, so the
 * file brings their profile: ICC.1:2001-04, the primaries of IEC 61966-2-1
 * adapted to D50, and a curve of 2.2 for all three.
 */
#include "pdf/pdf_priv.h"

#define TAGS 9u
#define HEAD 128u

static void
u32(struct bw_buf *b, uint32_t v)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		bw_buf_char(b, (char)(v >> shift & 0xff));
}

static void
zeros(struct bw_buf *b, size_t n)
{
	while (n-- > 0)
		bw_buf_char(b, '\0');
}

static void
pad(struct bw_buf *b)
{
	while (b->n % 4 != 0)
		bw_buf_char(b, '\0');
}

/* Clause 7.1.1; the size comes first, when it is known. */
static void
header(struct bw_buf *b, uint32_t size)
{
	u32(b, size);
	u32(b, 0);
	u32(b, 0x02100000); /* version 2.1 */
	bw_buf_z(b, "mntrRGB XYZ ");
	u32(b, 0x07ea0001); /* a day that never changes: 2026-01-01 */
	u32(b, 0x00010000);
	u32(b, 0);
	bw_buf_z(b, "acsp");
	zeros(b, 28);
	u32(b, 0xf6d6); /* D50 */
	u32(b, 0x10000);
	u32(b, 0xd32d);
	zeros(b, 48);
}

static void
xyz(struct bw_buf *b, const uint32_t v[3])
{
	bw_buf_z(b, "XYZ ");
	u32(b, 0);
	for (size_t i = 0; i < 3; i++)
		u32(b, v[i]);
}

static void
description(struct bw_buf *b)
{
	bw_buf_z(b, "desc");
	u32(b, 0);
	u32(b, 5);
	bw_buf_add(b, "sRGB", 5);
	zeros(b, 4 + 4 + 2 + 1 + 67); /* no other alphabets */
}

void
icc_write(struct bw_buf *out)
{
	static const char name[TAGS][5] = { "desc", "cprt", "wtpt", "rXYZ",
		"gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC" };
	static const uint32_t point[4][3] = {
		{ 0xf6d6, 0x10000, 0xd32d }, /* white */
		{ 0x6fa2, 0x38f5, 0x0390 },  /* red */
		{ 0x6299, 0xb785, 0x18da },  /* green */
		{ 0x24a0, 0x0f84, 0xb6cf },  /* blue */
	};
	const size_t start = HEAD + 4 + 12 * TAGS;
	struct bw_buf data = { 0 };
	size_t at[TAGS], end[TAGS];

	for (size_t i = 0; i < TAGS; i++) {
		at[i] = i > 6 ? at[6] : data.n; /* one curve for all */
		if (i == 0)
			description(&data);
		else if (i == 1)
			bw_buf_add(&data, "text\0\0\0\0CC0", 12);
		else if (i < 6)
			xyz(&data, point[i - 2]);
		else if (i == 6) {
			bw_buf_z(&data, "curv");
			u32(&data, 0);
			u32(&data, 1);
			bw_buf_add(&data, "\x02\x33", 2); /* 2.2 */
		}
		end[i] = i > 6 ? end[6] : data.n;
		pad(&data);
	}
	header(out, (uint32_t)(start + data.n));
	u32(out, TAGS);
	for (size_t i = 0; i < TAGS; i++) {
		bw_buf_z(out, name[i]);
		u32(out, (uint32_t)(start + at[i]));
		u32(out, (uint32_t)(end[i] - at[i]));
	}
	bw_buf_str(out, bw_buf_get(&data));
	out->failed |= data.failed;
	bw_buf_release(&data);
}
