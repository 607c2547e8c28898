/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * facts.c - the facts of one case: from JSON or text into possible values.
 */
#include "law/facts.h"
#include "base/map.h"

static uint64_t
all_values(const struct bw_fact_kind *k)
{
	if (k->type != BW_FACT_CHOICE && k->type != BW_FACT_SET)
		return BW_NO | BW_YES;
	return k->n_values >= 64 ? UINT64_MAX
				 : (UINT64_C(1) << k->n_values) - 1;
}

static enum bw_value_kind
kind_of(const struct bw_fact_kind *k)
{
	if (k->type == BW_FACT_SET)
		return BW_VALUE_SET;
	return k->type == BW_FACT_PERCENT || k->type == BW_FACT_INTEGER ||
		k->type == BW_FACT_DATE
	    ? BW_VALUE_NUMBER
	    : BW_VALUE_CHOICE;
}

/* What is possible when nothing is told. A percentage is one all the same. */
void
bw_facts_forget(struct bw_facts *f, uint32_t i)
{
	const struct bw_fact_kind *k = &f->vocabulary->fact[i];
	struct bw_value v = bw_value_any(kind_of(k), all_values(k), i, k->open);

	if (k->type == BW_FACT_PERCENT) {
		v.lo = 0;
		v.hi = BW_ONE;
	}
	f->value[i] = v;
	f->codes[i] = (struct bw_codes){ .any = v };
	f->text[i] = f->reason[i] = BW_STR("");
	f->from[i] = BW_FROM_NOBODY;
}

int
bw_facts_init(struct bw_facts *f, const struct bw_vocabulary *v,
    struct bw_arena *a, struct bw_err *err)
{
	*f = (struct bw_facts){ .vocabulary = v,
		.value = BW_ARENA_ARRAY(a, struct bw_value, v->n),
		.codes = BW_ARENA_ARRAY(a, struct bw_codes, v->n),
		.text = BW_ARENA_ARRAY(a, struct bw_str, v->n),
		.from = BW_ARENA_ARRAY(a, uint8_t, v->n),
		.reason = BW_ARENA_ARRAY(a, struct bw_str, v->n),
		.unasked = BW_ARENA_ARRAY(a, bool, v->n) };
	if (f->value == NULL || f->codes == NULL || f->text == NULL ||
	    f->from == NULL || f->reason == NULL || f->unasked == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for facts");
	for (uint32_t i = 0; i < v->n; i++)
		bw_facts_forget(f, i);
	return 0;
}

struct bw_fact_values
bw_facts_values(const struct bw_facts *f)
{
	return (struct bw_fact_values){ f->value, f->codes, f->vocabulary->n };
}

void
bw_facts_share(struct bw_facts *f, uint32_t fact, struct bw_share s,
    enum bw_fact_from from)
{
	struct bw_value v = f->value[fact];

	if (bw_share_is_exact(s))
		memset(&v.why, 0, sizeof(v.why));
	v.told = true;
	v.lo = s.lo;
	v.hi = s.hi;
	v.open = s.open;
	f->value[fact] = v;
	f->from[fact] = (uint8_t)from;
}

static int
wrong(const struct bw_fact_kind *k, struct bw_str text, const char *need,
    struct bw_err *err)
{
	return bw_fail(err, BW_EFORMAT, "%.*s: \"%.*s\" is not %s",
	    BW_ARG(k->key), (int)(text.n < 80 ? text.n : 80), text.p, need);
}

static int
value_of(const struct bw_fact_kind *k, struct bw_str text, unsigned *value,
    struct bw_err *err)
{
	for (unsigned i = 0; i < k->n_values; i++)
		if (bw_str_eq(k->values[i], text)) {
			*value = i;
			return 0;
		}
	return wrong(
	    k, text, "one of its values; see 'bolwerk law facts'", err);
}

/* Pieces between ; or , */
static struct bw_str
piece(struct bw_str *rest)
{
	size_t n = 0;
	struct bw_str s;

	while (n < rest->n && rest->p[n] != ';' && rest->p[n] != ',')
		n++;
	s = bw_str_trim((struct bw_str){ rest->p, n });
	n = n < rest->n ? n + 1 : n;
	*rest = (struct bw_str){ rest->p + n, rest->n - n };
	return s;
}

static size_t
pieces(struct bw_str s)
{
	size_t n = 1;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] == ';' || s.p[i] == ',';
	return n;
}

static size_t
letters(struct bw_str s)
{
	size_t n = 0;

	while (n < s.n && (s.p[n] | 32) >= 'a' && (s.p[n] | 32) <= 'z')
		n++;
	return n;
}

/* Codes with letters of which the vocabulary knows all: is this one of them?
 */
static int
check_kind(const struct bw_fact_kind *k, struct bw_str code, struct bw_arena *a,
    struct bw_err *err)
{
	struct bw_str begin = { code.p, letters(code) }, known = BW_STR("");

	for (size_t i = 0; i < k->n_values; i++) {
		struct bw_str v = k->values[i];

		if (bw_str_eq(v, code))
			return 0;
		if (bw_str_eq((struct bw_str){ v.p, letters(v) }, begin))
			known = bw_arena_fmt(a, "%.*s%s%.*s", BW_ARG(known),
			    known.n > 0 ? ", " : "", BW_ARG(v));
	}
	return known.n == 0 ? 0
			    : bw_fail(err, BW_EFORMAT,
				  "%.*s: there is no code %.*s; there are %.*s",
				  BW_ARG(k->key), BW_ARG(code), BW_ARG(known));
}

static int
set_codes(struct bw_facts *f, uint32_t i, struct bw_str text,
    struct bw_arena *a, struct bw_err *err)
{
	const struct bw_fact_kind *k = &f->vocabulary->fact[i];
	struct bw_str *code = BW_ARENA_ARRAY(a, struct bw_str, pieces(text));
	struct bw_str one;
	size_t n = 0;
	int rc;

	if (code == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for codes");
	while (text.n > 0) {
		one = piece(&text);
		if (one.n == 0)
			continue;
		if (!bw_code_entry(one, a, &code[n]))
			return wrong(k, one,
			    "an entry of a control list such "
			    "as 6A001, ML19.d or AST3",
			    err);
		if ((rc = check_kind(k, code[n++], a, err)) != 0)
			return rc;
	}
	f->codes[i] = (struct bw_codes){ .code = code,
		.n = n,
		.told = true,
		.any =
		    bw_value_any(BW_VALUE_CHOICE, BW_YES | BW_NO, i, k->open) };
	f->value[i] = bw_value_bool(n > 0);
	return 0;
}

static int
set_bool(const struct bw_fact_kind *k, struct bw_str text, struct bw_value *out,
    struct bw_err *err)
{
	static const char *const yes[] = { "true", "yes", "ja", "1" };
	static const char *const no[] = { "false", "no", "nee", "0" };

	for (size_t i = 0; i < BW_LEN(yes); i++) {
		bool is = bw_str_eq_nocase(text, bw_str_of(yes[i]));

		if (is || bw_str_eq_nocase(text, bw_str_of(no[i]))) {
			*out = bw_value_bool(is);
			return 0;
		}
	}
	return wrong(k, text, "yes or no", err);
}

static int
set_set(const struct bw_fact_kind *k, struct bw_str text, struct bw_value *out,
    struct bw_err *err)
{
	struct bw_value v = { .kind = BW_VALUE_SET };
	unsigned one = 0;
	int rc = 0;

	while (text.n > 0 && rc == 0) {
		struct bw_str s = piece(&text);

		if (s.n == 0)
			continue;
		rc = value_of(k, s, &one, err);
		if (rc == 0)
			v.must |= UINT64_C(1) << one;
	}
	v.may = v.must;
	*out = v;
	return rc;
}

/* "1/3": what is no whole number of parts per billion is taken one part up, so
 * that a third is at least a third. */
bool
bw_fact_fraction(struct bw_str text, struct bw_value *out)
{
	struct bw_str above;
	int64_t n, of, whole;
	bool up;

	if (memchr(text.p, '/', text.n) == NULL ||
	    !bw_str_cut(&text, '/', &above) ||
	    !bw_str_i64(bw_str_trim(above), &n) ||
	    !bw_str_i64(bw_str_trim(text), &of) || n < 0 || of <= 0 || n > of ||
	    of > INT64_MAX / BW_ONE)
		return false;
	whole = n * BW_ONE;
	up = whole % of != 0;
	*out = bw_value_number(whole / of + up);
	return true;
}

/* A range, or more digits than parts per billion, leaves the fact itself to be
 * told more exactly. */
static int
set_percent(const struct bw_fact_kind *k, uint32_t fact, struct bw_str text,
    struct bw_value *out, struct bw_err *err)
{
	struct bw_err own = BW_ERR_INIT;
	struct bw_share share;

	if (bw_fact_fraction(text, out))
		return 0;
	if (bw_share_parse(text, &share, &own) != 0)
		return wrong(k, text,
		    "a percentage from 0 to 100, or a fraction such as 1/3",
		    err);
	*out = bw_share_is_exact(share)
	    ? bw_value_number(share.lo)
	    : bw_value_any(BW_VALUE_NUMBER, 0, fact, false);
	out->told = true;
	out->lo = share.lo;
	out->hi = share.hi;
	out->open = share.open;
	return 0;
}

static int
set_number(const struct bw_fact_kind *k, struct bw_str text,
    struct bw_value *out, struct bw_err *err)
{
	bw_date day;
	int64_t n;

	if (k->type == BW_FACT_DATE) {
		if (!bw_date_parse(text, &day))
			return wrong(k, text, "a date such as 2026-01-31", err);
		*out = bw_value_number(day);
		return 0;
	}
	if (!bw_str_i64(text, &n) || n < 0)
		return wrong(k, text, "a whole number", err);
	*out = bw_value_number(n);
	return 0;
}

int
bw_facts_set(struct bw_facts *f, uint32_t i, struct bw_str text,
    enum bw_fact_from from, struct bw_arena *a, struct bw_err *err)
{
	const struct bw_fact_kind *k = &f->vocabulary->fact[i];
	struct bw_value v = { 0 };
	unsigned choice = 0;
	int rc = 0;

	text = bw_arena_dup(a, bw_str_trim(text));
	if (text.p == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for facts");
	f->unasked[i] = k->type != BW_FACT_TEXT && bw_str_is(text, "unknown");
	if (f->unasked[i])
		return 0;
	switch ((enum bw_fact_type)k->type) {
	case BW_FACT_CODES:
		rc = set_codes(f, i, text, a, err);
		v = f->value[i];
		break;
	case BW_FACT_BOOL:
		rc = set_bool(k, text, &v, err);
		break;
	case BW_FACT_CHOICE:
		if ((rc = value_of(k, text, &choice, err)) == 0)
			v = bw_value_choice(choice);
		break;
	case BW_FACT_SET:
		rc = set_set(k, text, &v, err);
		break;
	case BW_FACT_TEXT:
		v = bw_value_bool(true);
		break;
	case BW_FACT_CONCERT:
		return wrong(k, text,
		    "a list of parties with votes_before and "
		    "votes_after (JSON)",
		    err);
	case BW_FACT_PERCENT:
		rc = set_percent(k, i, text, &v, err);
		break;
	case BW_FACT_INTEGER:
	case BW_FACT_DATE:
		rc = set_number(k, text, &v, err);
	}
	if (rc != 0)
		return rc;
	f->value[i] = v;
	f->text[i] = text;
	f->from[i] = (uint8_t)from;
	return 0;
}
