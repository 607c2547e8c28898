/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * export_id.c - names of records that stay the same.
 *
 * The Beneficial Ownership Data Standard asks for identifiers that do not
 * change from one publication to the next ("persistent", 32 to 64 characters).
 * A party with a number of a register is known by that; any other by the file
 * it was first told in and the place there, which two worlds that loaded
 * the same file agree on. XXH3 of 128 bits: no secret, only a short name.
 */
#include "export/export_priv.h"
#define XXH_INLINE_ALL
#include <xxhash.h>

struct export_id
export_hash(struct bw_str text)
{
	XXH128_hash_t h = XXH3_128bits(text.p != NULL ? text.p : "", text.n);

	return (struct export_id){ h.high64, h.low64 };
}

struct bw_str
export_id_text(struct exporter *e, struct export_id id)
{
	return bw_arena_fmt(&e->scratch, "%016llx%016llx",
	    (unsigned long long)id.high, (unsigned long long)id.low);
}

bool
export_key_counts(const struct bw_key *key)
{
	return !bw_str_is(key->scheme, "record") &&
	    !bw_str_is(key->scheme, "name") &&
	    !bw_str_is(key->scheme, "unknown");
}

struct bw_str
export_key(struct exporter *e, const struct bw_party_facts *f)
{
	for (size_t i = 0; i < f->n_id; i++)
		if (export_key_counts(&f->id[i]))
			return bw_arena_fmt(&e->scratch, "%.*s:%.*s",
			    BW_ARG(f->id[i].scheme), BW_ARG(f->id[i].value));
	return (struct bw_str){ 0 };
}

int
export_id_of(
    struct exporter *e, const struct export_party *p, struct export_id *out)
{
	const struct bw_party_facts *f = &p->facts;
	struct bw_str key = export_key(e, f), sha = { 0 };

	if (f->load > 0 && f->load <= e->n_source)
		sha = e->source[f->load - 1].sha256;
	if (key.n == 0)
		key = bw_arena_fmt(&e->scratch, "%.*s/%llu/%llu/%lld",
		    BW_ARG(sha), (unsigned long long)f->line,
		    (unsigned long long)f->number,
		    (long long)e->v->party_row[p->party]);
	if (key.p == NULL)
		return bw_fail(e->err, BW_ENOMEM, "no memory for an export");
	*out = export_hash(key);
	return 0;
}
