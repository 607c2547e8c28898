/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_snap.c - hostile bytes as world.bwk.snap are refused, or harmless.
 *
 * First the bytes as they are; then with all sums made right, as somebody
 * would who means harm, so that the checks behind the sums are reached. What
 * is accepted is used: every column is read, everybody is searched. The file
 * is compiled in, because nothing outside it may know how to make the sums.
 */
#include "world/snap_file.c" /* NOLINT(bugprone-suspicious-include) */
#include "world/view_priv.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static volatile uint64_t sum;

static void
use_columns(const struct bw_snap *s)
{
	const uint32_t *at = bw_snap_u32(s, BW_S_AT);
	const uint32_t *out_at = bw_snap_u32(s, BW_S_OUT_AT);
	const uint32_t *out = bw_snap_u32(s, BW_S_OUT);
	const uint32_t *holder = bw_snap_u32(s, BW_S_HOLDER);
	const uint8_t *nature = s->at[BW_S_NATURE];

	for (uint64_t p = 0; p < s->n[BW_N_PARTY]; p++) {
		for (uint32_t i = at[p]; i < at[p + 1]; i++)
			sum += at[holder[i]] + nature[i];
		for (uint32_t i = out_at[p]; i < out_at[p + 1]; i++)
			sum += holder[out[i]];
	}
}

static void
use_view(const struct bw_snap *s)
{
	static const char *const text[] = { "#1", "#2", "a", "lei:aaa",
		"company number 7", "b.v.", "" };
	struct bw_view_priv priv = { .snap = *s };
	struct bw_view v = { .n_party = (uint32_t)s->n[BW_N_PARTY],
		.n_stake = (uint32_t)s->n[BW_N_STAKE],
		.name_at = s->at[BW_S_NAME_AT],
		.names = s->at[BW_S_NAMES],
		.priv = &priv };
	uint32_t party, *many;
	struct bw_arena a;
	size_t n;

	bw_arena_init(&a, 0);
	for (uint32_t i = 0; i < v.n_party; i++) {
		struct bw_str name = bw_view_name(&v, i);

		for (size_t j = 0; j < name.n; j++)
			sum += (unsigned char)name.p[j];
		(void)bw_view_more_rows(&v, i, &n);
	}
	for (size_t i = 0; i < BW_LEN(text); i++) {
		if (bw_view_party(&v, bw_str_of(text[i]), &a, &party, &many, &n,
			NULL) == 0)
			BW_ASSERT(party < v.n_party);
		if (bw_view_search(
			&v, bw_str_of(text[i]), 5, &a, &many, &n, NULL) == 0)
			for (size_t j = 0; j < n; j++)
				BW_ASSERT(many[j] < v.n_party);
	}
	bw_arena_release(&a);
}

static void
make_sums_right(void *bytes, size_t n)
{
	struct head *h = bytes;

	if (n < sizeof(*h))
		return;
	memcpy(h->magic, MAGIC, 8);
	h->layout = LAYOUT;
	h->order = ORDER;
	for (int i = 0; i < BW_SNAP_SECTIONS; i++)
		if (h->section[i].at <= n &&
		    h->section[i].bytes <= n - h->section[i].at)
			h->section[i].xxh3 =
			    XXH3_64bits((char *)bytes + h->section[i].at,
				(size_t)h->section[i].bytes);
	h->xxh3 = XXH3_64bits(h, offsetof(struct head, xxh3));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	size_t room = (size + ALIGN) / ALIGN * ALIGN;
	void *bytes = aligned_alloc(ALIGN, room);
	struct bw_snap s;
	const char *why;

	if (bytes == NULL)
		return 0;
	memcpy(bytes, data, size);
	for (int i = 0; i < 2; i++) {
		if (bw_snap_read(&s, bytes, size, NULL, &why)) {
			use_columns(&s);
			use_view(&s);
		} else {
			BW_ASSERT(why != NULL);
		}
		make_sums_right(bytes, size);
	}
	free(bytes);
	return 0;
}
