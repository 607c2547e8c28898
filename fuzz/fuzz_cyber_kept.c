/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_cyber_kept.c - hostile bytes as world.bwk.cyber are refused, or
 * harmless.
 *
 * First the bytes as they are; then with all sums made right, as somebody
 * would who means harm, so that the checks behind the sums are reached. What
 * is accepted is used: every host and every advisory is matched, every name
 * looked up. The file is compiled in, because nothing outside it may know how
 * to make the sums.
 */
#include "cyber/cyber_load_kept.c" /* NOLINT(bugprone-suspicious-include) */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static volatile uint64_t sum;

static void
use_texts(const struct bw_cyber *c)
{
	uint32_t found[4];
	struct bw_ratings r = { 0 };

	for (uint32_t i = 0; i < c->claims.problems.n; i++) {
		struct bw_str name = bw_intern_get(&c->claims.problems, i);

		sum += bw_claims_called(&c->claims, name, found, 4);
		sum += bw_claims_exploited(&c->claims, i);
		if (bw_claims_ratings(&c->claims, i, &r, NULL) == 0)
			sum += r.n;
	}
	bw_ratings_release(&r);
	for (uint32_t i = 0; i < c->estate.n_host; i++)
		sum += bw_hash(c->host[i].name) + bw_hash(c->host[i].distro);
	for (uint32_t i = 0; i < c->estate.n_package; i++)
		sum += bw_hash(bw_intern_text(
		    &c->estate.texts, c->estate.package[i].label));
}

static void
use_opinions(const struct bw_cyber *c, const struct bw_match_result *r)
{
	for (size_t i = 0; i < r->n_verdict; i++)
		for (uint32_t k = 0; k < r->verdict[i].n; k++) {
			const struct bw_rule *rule = bw_claims_rule(&c->claims,
			    r->opinion[r->verdict[i].first + k].rule);
			const struct bw_spoken *s =
			    bw_claims_advisory(&c->claims, rule->advisory);

			sum += bw_hash(bw_claims_text(&c->claims, s->ref));
			sum +=
			    bw_hash(bw_claims_text(&c->claims, rule->versions));
		}
}

static void
use_matches(const struct bw_cyber *c)
{
	struct bw_match_opt opt = { .least = BW_SURE_SIMILAR, .silent = true };
	struct bw_match_result r;
	struct bw_match *m;

	if (bw_match_new(
		&m, &c->claims, &c->estate, &c->precedence, &opt, NULL) != 0)
		return;
	for (uint32_t i = 0; i < c->estate.n_host; i++)
		if (bw_match_host(m, i, NULL) == 0) {
			r = bw_match_result(m);
			use_opinions(c, &r);
		}
	for (uint32_t i = 0; i < c->claims.n_advisory; i++)
		if (bw_match_advisory(m, i, NULL) == 0) {
			r = bw_match_result(m);
			use_opinions(c, &r);
		}
	bw_match_free(m);
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
	h->rules = rules_digest();
	for (size_t i = 0; i < SECTIONS; i++)
		if (h->section[i].at <= n &&
		    h->section[i].bytes <= n - h->section[i].at)
			h->section[i].xxh3 =
			    XXH3_64bits((char *)bytes + h->section[i].at,
				(size_t)h->section[i].bytes);
	h->xxh3 = XXH3_64bits(h, offsetof(struct head, xxh3));
}

static void
use(const struct bw_precedence *precedence, const void *bytes, size_t n)
{
	struct cyber_kept k = { .c.precedence = *precedence };

	if (take(&k, bytes, n) == NULL) {
		use_texts(&k.c);
		use_matches(&k.c);
	}
	bw_arena_release(&k.c.claims.arena);
	bw_free(k.c.host);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct bw_precedence precedence;
	static struct bw_arena arena;
	size_t room = (size + BW_KEPT_ALIGN) / BW_KEPT_ALIGN * BW_KEPT_ALIGN;
	void *bytes;

	if (precedence.n == 0 &&
	    bw_precedence_read(&precedence,
		bw_embed("rules/cyber/precedence.yaml"), &arena, NULL) != 0)
		return 0;
	if (size < sizeof(struct head)) /* bw_kept_map sees to that */
		return 0;
	bytes = aligned_alloc(BW_KEPT_ALIGN, room);
	if (bytes == NULL)
		return 0;
	memcpy(bytes, data, size);
	for (int i = 0; i < 2; i++) {
		use(&precedence, bytes, size);
		make_sums_right(bytes, size);
	}
	free(bytes);
	return 0;
}
