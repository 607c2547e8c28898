/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * naming_kin.c - reference/cyber/kin.csv: which package is which product.
 *
 * Lists of vulnerabilities name products by CPE, bills name packages by purl.
 * That "pkg:pypi/pillow" is "python:pillow" follows from no rule; people keep
 * tables of it. What a component is by such a table is one more name of it, as
 * sure as the table (curated).
 */
#include "base/vec.h"
#include "cyber/naming_priv.h"

static int
by_purl(const void *x, const void *y)
{
	const struct bw_kin *a = x, *b = y;
	int o = bw_str_cmp(a->purl, b->purl);

	return o != 0 ? o : bw_str_cmp(a->cpe, b->cpe);
}

static int
by_cpe(const void *x, const void *y)
{
	const struct bw_kin *a = x, *b = y;
	int o = bw_str_cmp(a->cpe, b->cpe);

	return o != 0 ? o : bw_str_cmp(a->purl, b->purl);
}

static size_t
lines(struct bw_str s)
{
	size_t n = 1;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == '\n';
	return n;
}

int
bw_naming_kin_read(struct bw_naming_rules *out, struct bw_str csv,
    struct bw_arena *a, struct bw_err *err)
{
	struct bw_kin *of_purl = BW_ARENA_ARRAY(a, struct bw_kin, lines(csv));
	struct bw_kin *of_cpe = BW_ARENA_ARRAY(a, struct bw_kin, lines(csv));
	struct bw_str line;
	size_t n = 0;

	if (of_purl == NULL || of_cpe == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for names");
	bw_str_cut(&csv, '\n', &line); /* the names of the columns */
	while (csv.n > 0 && bw_str_cut(&csv, '\n', &line)) {
		struct bw_kin k;

		bw_str_cut(&line, ',', &k.purl);
		bw_str_cut(&line, ',', &k.cpe);
		if (k.purl.n > 0 && k.cpe.n > 0)
			of_purl[n++] = k;
	}
	memcpy(of_cpe, of_purl, n * sizeof(*of_cpe));
	qsort(of_purl, n, sizeof(*of_purl), by_purl);
	qsort(of_cpe, n, sizeof(*of_cpe), by_cpe);
	out->of_purl = of_purl;
	out->of_cpe = of_cpe;
	out->n_kin = n;
	return 0;
}

/* The first of the kin of a name, or where it would be. */
static size_t
first(const struct bw_kin *v, size_t n, struct bw_str name, bool purl)
{
	size_t lo = 0, hi = n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;

		if (bw_str_cmp(purl ? v[mid].purl : v[mid].cpe, name) < 0)
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo;
}

struct bw_kins
naming_kin(const struct bw_naming_rules *r, struct bw_str name)
{
	bool purl = bw_str_starts(name, BW_STR("p:"));
	const struct bw_kin *v = purl ? r->of_purl : r->of_cpe;
	size_t from, end;

	if (r->n_kin == 0 || (!purl && !bw_str_starts(name, BW_STR("c:"))))
		return (struct bw_kins){ NULL, 0 };
	name = bw_str_sub(name, 2, name.n);
	from = end = first(v, r->n_kin, name, purl);
	while (
	    end < r->n_kin && bw_str_eq(purl ? v[end].purl : v[end].cpe, name))
		end++;
	/* A product that is several packages may be any of them. */
	return purl || end - from == 1
	    ? (struct bw_kins){ v + from, end - from }
	    : (struct bw_kins){ NULL, 0 };
}
