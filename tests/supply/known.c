/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * known.c - reads the cases one after the other.
 */
#include "supply/known.h"

size_t known_numbers;
static double tol_abs, tol_rel;

void
known_near(double got, double want)
{
	if (!(fabs(got - want) <= tol_abs + tol_rel * fabs(want)))
		fail_msg("got %.15g, expected %.15g", got, want);
	known_numbers++;
}

double
known_number(struct bw_json v, const char *key)
{
	double x = NAN;

	(void)bw_json_f64(bw_json_get(v, key), &x);
	return x;
}

struct bw_str
known_word(struct bw_json v, const char *key)
{
	return bw_json_str(bw_json_get(v, key));
}

/* A case that asks for no tolerance still gets that of binary sums. */
static bool
run(struct bw_json c, const struct known_kind *kind, size_t n)
{
	struct bw_str name = known_word(c, "kind");

	tol_abs = known_number(bw_json_get(c, "tol"), "abs");
	tol_rel = known_number(bw_json_get(c, "tol"), "rel");
	if (tol_abs + tol_rel == 0)
		tol_abs = 1e-12;
	for (size_t i = 0; i < n; i++) {
		if (!bw_str_is(name, kind[i].kind))
			continue;
		kind[i].run(bw_json_get(c, "inputs"), bw_json_get(c, "expect"));
		return true;
	}
	return false;
}

size_t
known_cases(
    const struct known_kind *kind, size_t n, void (*other)(struct bw_str kind))
{
	const char *path = test_data("cases/supply.json");
	struct bw_json_reader *r = NULL;
	struct bw_err err = BW_ERR_INIT;
	struct bw_input *in = NULL;
	struct bw_json c;
	size_t ran = 0;
	bool more;

	if (path == NULL)
		skip();
	assert_ok(bw_input_open(&in, path, NULL, &err), &err);
	assert_ok(bw_json_open(&r, in, NULL, &err), &err);
	while (bw_json_next(r, &c, &more, &err) == 0 && more) {
		if (run(c, kind, n))
			ran++;
		else if (other != NULL)
			other(known_word(c, "kind"));
	}
	assert_ok(err.code, &err);
	bw_json_close(r);
	bw_input_free(in);
	return ran;
}
