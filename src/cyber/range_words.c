/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * range_words.c - ranges as people write them in advisories.
 *
 * CSAF documents and CVE records tell most versions in words: "All versions <
 * V4.33", ">= 6.2 | < 7.1", "8.0.17 and prior", "4.10 to 5.6", "prior to 2.3".
 * The words that were met (some hundred thousand entries of CISA's documents
 * and of CVE records) are read here into the same ranges as everything else.
 * What holds a word that is not known here, a condition ("with Ethernet
 * interface"), or a sentence is not guessed at: it is refused, and every
 * version is then neither in nor out.
 */
#include "cyber/range_priv.h"

enum word {
	W_VERSION, /* anything that is none of the others */
	W_OP,      /* < <= > >= = */
	W_OR,      /* | , ; / "or" */
	W_AND,
	W_ALL,
	W_NOISE,  /* "version", "firmware" */
	W_BEFORE, /* before a version */
	W_UP_TO,
	W_FROM,
	W_AFTER,
	W_TO,      /* between two versions */
	W_EARLIER, /* behind a version: "and prior" */
	W_LATER,
	W_INCLUDING,
	W_END
};

static const struct {
	const char *text;
	uint8_t word;
} known[] = {
	{ "and", W_AND },
	{ "or", W_OR },
	{ "all", W_ALL },
	{ "any", W_ALL },
	{ "*", W_ALL },
	{ "version", W_NOISE },
	{ "versions", W_NOISE },
	{ "ver", W_NOISE },
	{ "ver.", W_NOISE },
	{ "release", W_NOISE },
	{ "releases", W_NOISE },
	{ "firmware", W_NOISE },
	{ "the", W_NOISE },
	{ "is", W_NOISE },
	{ "are", W_NOISE },
	{ "of", W_NOISE },
	{ "prior", W_EARLIER },
	{ "earlier", W_EARLIER },
	{ "older", W_EARLIER },
	{ "below", W_EARLIER },
	{ "lower", W_EARLIER },
	{ "before", W_EARLIER },
	{ "previous", W_EARLIER },
	{ "under", W_EARLIER },
	{ "later", W_LATER },
	{ "newer", W_LATER },
	{ "above", W_LATER },
	{ "higher", W_LATER },
	{ "greater", W_LATER },
	{ "after", W_LATER },
	{ "from", W_FROM },
	{ "since", W_FROM },
	{ "starting", W_FROM },
	{ "between", W_FROM },
	{ "through", W_TO },
	{ "thru", W_TO },
	{ "to", W_TO },
	{ "than", W_TO },
	{ "-", W_TO },
	{ "up", W_UP_TO },
	{ "upto", W_UP_TO },
	{ "including", W_INCLUDING },
	{ "inclusive", W_INCLUDING },
	{ "(including)", W_INCLUDING },
	{ "(inclusive)", W_INCLUDING },
};

struct token {
	uint8_t word;
	uint8_t op;
	struct bw_str text;
};

struct reading {
	struct making m;
	struct bw_version_scan s;
	struct token ahead;
	struct bw_str whole;
	unsigned names; /* "=" so far */
};

/* ---- words ---- */

static bool
is_blank(int c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool
ends_word(int c)
{
	return c < 0 || is_blank(c) || strchr("<>=|,;", c) != NULL;
}

static struct bw_str
one_word(struct bw_version_scan *s)
{
	const char *from = s->p;

	while (!ends_word(peek(s)))
		s->p++;
	return (struct bw_str){ from, (size_t)(s->p - from) };
}

/* "V14 SP1 Update 14", "3.4 Build 16": the words behind belong to it. */
static struct bw_str
with_tail(struct bw_version_scan *s, struct bw_str first)
{
	static const char *const tail[] = { "sp", "update", "upd", "hf",
		"patch", "build", "rev", "r" };

	for (;;) {
		struct bw_version_scan at = *s;
		struct bw_str w;
		size_t letters, i;

		while (is_blank(peek(&at)))
			at.p++;
		w = one_word(&at);
		for (letters = 0; letters < w.n && is_alpha(w.p[letters]);)
			letters++;
		for (i = 0; i < BW_LEN(tail); i++)
			if (bw_str_eq_nocase(
				bw_str_sub(w, 0, letters), bw_str_of(tail[i])))
				break;
		if (i == BW_LEN(tail) || w.n == 0)
			return first;
		if (letters == w.n) { /* the number stands apart */
			while (is_blank(peek(&at)))
				at.p++;
			w = one_word(&at);
		}
		if (w.n == 0 || !is_digit((unsigned char)w.p[w.n - 1]))
			return first;
		*s = at;
		first.n = (size_t)(s->p - first.p);
	}
}

static struct token
next(struct reading *r)
{
	struct token t = { .word = W_END };
	struct bw_version_scan *s = &r->s;

	while (is_blank(peek(s)))
		s->p++;
	if (s->p == s->end)
		return t;
	if (strchr("<>=", peek(s)) != NULL) {
		t.op = (uint8_t)making_op(s);
		t.word = W_OP;
		return t;
	}
	if (strchr("|,;", peek(s)) != NULL) {
		while (peek(s) == '|' || peek(s) == ',' || peek(s) == ';')
			s->p++;
		t.word = W_OR;
		return t;
	}
	t.text = one_word(s);
	for (size_t i = 0; i < BW_LEN(known); i++)
		if (bw_str_eq_nocase(t.text, bw_str_of(known[i].text))) {
			t.word = known[i].word;
			return t;
		}
	t.word = W_VERSION;
	t.text = with_tail(s, t.text);
	return t;
}

static void
step(struct reading *r)
{
	r->ahead = next(r);
}

static bool
take(struct reading *r, enum word w)
{
	if (r->ahead.word != w)
		return false;
	step(r);
	return true;
}

static void
noise(struct reading *r)
{
	while (r->ahead.word == W_NOISE)
		step(r);
}

static int
odd(struct reading *r)
{
	return bw_fail(r->m.err, BW_EFORMAT,
	    "'%.*s' is no range of versions that is understood",
	    BW_ARG(bw_str_sub(r->whole, 0, 200)));
}

/* ---- phrases ---- */

/* A word that can be a version: it has a digit and no bracket that is open. */
static bool
version_like(struct bw_str v)
{
	bool digit = false;
	int open = 0;

	for (size_t i = 0; i < v.n; i++) {
		digit = digit || is_digit((unsigned char)v.p[i]);
		open += v.p[i] == '(' ? 1 : v.p[i] == ')' ? -1 : 0;
		if (open < 0 || v.p[i] == '"')
			return false;
	}
	return digit && open == 0;
}

static int
version(struct reading *r, struct bw_str *out)
{
	noise(r);
	if (r->ahead.word != W_VERSION || !version_like(r->ahead.text))
		return odd(r);
	*out = r->ahead.text;
	step(r);
	return 0;
}

/* "10.5.x" is all of 10.5; false when it ends otherwise. */
static bool
starred(struct bw_str v, struct bw_str *stem)
{
	*stem = v;
	while (stem->n > 2 && stem->p[stem->n - 2] == '.' &&
	    strchr("xX*", stem->p[stem->n - 1]) != NULL)
		stem->n -= 2;
	return stem->n < v.n;
}

/* Below the next version of the last number of the stem. */
static int
below_next(struct reading *r, struct bw_str stem)
{
	size_t digits = 0;
	int64_t last;

	while (digits < stem.n && is_digit(stem.p[stem.n - 1 - digits]))
		digits++;
	if (!bw_str_i64(bw_str_sub(stem, stem.n - digits, digits), &last) ||
	    last < 0 || last == INT64_MAX)
		return odd(r);
	bw_buf_clear(&r->m.text);
	bw_buf_str(&r->m.text, bw_str_sub(stem, 0, stem.n - digits));
	bw_buf_fmt(&r->m.text, "%lld", (long long)last + 1);
	return making_add(&r->m, BW_CMP_LT, bw_buf_get(&r->m.text));
}

static int
all_of(struct reading *r, struct bw_str stem)
{
	int rc = making_add(&r->m, BW_CMP_GE, stem);

	return rc == 0 ? below_next(r, stem) : rc;
}

/* "<= 11.x" is below 12, "< 11.x" below 11. */
static int
bound(struct reading *r, unsigned op)
{
	struct bw_str v, stem;
	int rc = version(r, &v);

	if (rc != 0 || !starred(v, &stem))
		return rc == 0 ? making_add(&r->m, op, v) : rc;
	switch (op) {
	case BW_CMP_LE:
		return below_next(r, stem);
	case BW_CMP_LT:
	case BW_CMP_GE:
		return making_add(&r->m, op, stem);
	case BW_CMP_EQ:
		return all_of(r, stem);
	default:
		return odd(r);
	}
}

/* "12.2.3-12.2.9": both sides of one "-" are versions in this order, of
 * equally many numbers; "1.02-05" is one version. */
static bool
hyphened(
    struct reading *r, struct bw_str v, struct bw_str *low, struct bw_str *high)
{
	struct bw_buf scratch[2] = { { 0 }, { 0 } };
	size_t dots[2] = { 0, 0 };
	bool yes;

	*high = v;
	bw_str_cut(high, '-', low);
	if (high->p == NULL || memchr(high->p, '-', high->n) != NULL)
		return false;
	for (size_t i = 0; i < low->n; i++)
		dots[0] += low->p[i] == '.';
	for (size_t i = 0; i < high->n; i++)
		dots[1] += high->p[i] == '.';
	yes = dots[0] > 0 && dots[0] == dots[1] &&
	    bw_version_compare(r->m.r->scheme, *low, *high, scratch) ==
		BW_BEFORE;
	bw_buf_release(&scratch[0]);
	bw_buf_release(&scratch[1]);
	return yes;
}

/* "and prior", "or later", "and all later versions": 1, -1 earlier, 0 none. */
static int
open_end(struct reading *r)
{
	struct bw_version_scan at = r->s;
	struct token ahead = r->ahead;
	int way;

	if (r->ahead.word == W_AND || r->ahead.word == W_OR)
		step(r);
	(void)take(r, W_ALL);
	noise(r);
	way = r->ahead.word == W_EARLIER ? -1 : r->ahead.word == W_LATER;
	if (way == 0) {
		r->s = at;
		r->ahead = ahead;
		return 0;
	}
	step(r);
	noise(r);
	if (r->ahead.word != W_VERSION)
		return way;
	r->s = at; /* "2.0 or before 1.0" is something else */
	r->ahead = ahead;
	return 0;
}

/* A phrase that begins with a version. */
static int
from_version(struct reading *r)
{
	struct bw_str v, low, high;
	int rc = version(r, &v), way;

	if (rc != 0)
		return rc;
	if (v.p[v.n - 1] == '+' && v.n > 1) {
		v.n--;
		return making_add(&r->m, BW_CMP_GE, v);
	}
	way = open_end(r);
	if (starred(v, &low))
		return way < 0 ? odd(r)
		    : way > 0  ? making_add(&r->m, BW_CMP_GE, low)
			       : all_of(r, low);
	if (way != 0)
		return making_add(&r->m, way < 0 ? BW_CMP_LE : BW_CMP_GE, v);
	if (take(r, W_TO)) {
		rc = making_add(&r->m, BW_CMP_GE, v);
		return rc == 0 ? bound(r, BW_CMP_LE) : rc;
	}
	if (hyphened(r, v, &low, &high)) {
		rc = making_add(&r->m, BW_CMP_GE, low);
		return rc == 0 ? making_add(&r->m, BW_CMP_LE, high) : rc;
	}
	r->names++;
	return making_add(&r->m, BW_CMP_EQ, v);
}

/* "before 2.3", "prior to 2.3", "earlier than 2.3" */
static int
before(struct reading *r, unsigned op)
{
	step(r);
	noise(r);
	(void)take(r, W_TO);
	if (r->ahead.word == W_AND) { /* "prior to and including" */
		step(r);
		op = BW_CMP_LE;
		if (!take(r, W_INCLUDING))
			return odd(r);
	}
	return bound(r, op);
}

/* "up to 3.4", "up to and including 3.4" */
static int
up_to(struct reading *r)
{
	step(r);
	(void)take(r, W_TO);
	(void)take(r, W_AND);
	(void)take(r, W_INCLUDING);
	return bound(r, BW_CMP_LE);
}

static int
from(struct reading *r)
{
	int rc;

	while (take(r, W_FROM))
		noise(r);
	rc = bound(r, BW_CMP_GE);
	if (rc != 0)
		return rc;
	if (r->ahead.word == W_UP_TO)
		return up_to(r);
	if (r->ahead.word == W_EARLIER)
		return before(r, BW_CMP_LT);
	return take(r, W_TO) ? bound(r, BW_CMP_LE) : 0;
}

static int
phrase(struct reading *r)
{
	unsigned op = r->ahead.op;

	switch (r->ahead.word) {
	case W_OP:
		step(r);
		r->names += op == BW_CMP_EQ;
		return bound(r, op);
	case W_EARLIER:
		return before(r, BW_CMP_LT);
	case W_LATER:
		return before(r, BW_CMP_GT);
	case W_UP_TO:
		return up_to(r);
	case W_FROM:
		return from(r);
	case W_VERSION:
		return from_version(r);
	default:
		return odd(r);
	}
}

/* Bounds between "|" or "," are one interval when the first opens it and the
 * next closes it (">= 6.2 | < 7.1"); otherwise each is an "or". */
static bool
closes(const struct reading *r)
{
	size_t n = r->m.c.n;

	return n == 1 &&
	    (r->m.c.v[0].op == BW_CMP_GE || r->m.c.v[0].op == BW_CMP_GT) &&
	    r->ahead.word == W_OP &&
	    (r->ahead.op == BW_CMP_LT || r->ahead.op == BW_CMP_LE);
}

/* A phrase, and what parts it from the next one: two versions side by side
 * ("V3.16 P013") are one that is not understood. */
static int
parted(struct reading *r)
{
	int rc = phrase(r);

	if (rc != 0)
		return rc;
	(void)take(r, W_INCLUDING);
	if (r->ahead.word != W_END && r->ahead.word != W_OR &&
	    r->ahead.word != W_AND && !closes(r))
		return odd(r);
	while (r->ahead.word == W_OR || r->ahead.word == W_AND)
		step(r);
	noise(r);
	return 0;
}

static int
phrases(struct reading *r)
{
	int rc = 0;

	while (rc == 0 && r->ahead.word != W_END) {
		rc = parted(r);
		if (rc == 0 && closes(r))
			rc = parted(r);
		if (rc == 0)
			rc = making_alternative(&r->m, false, true);
	}
	return rc;
}

static int
words(struct reading *r)
{
	bool all;

	step(r);
	noise(r);
	all = take(r, W_ALL);
	noise(r);
	if (r->ahead.word == W_END)
		return all ? making_alternative(&r->m, true, false) : odd(r);
	return phrases(r);
}

int
bw_range_words(struct bw_range *out, struct bw_str scheme, struct bw_str text,
    struct bw_arena *a, struct bw_err *err)
{
	struct reading r = { .s = scan_of(text), .whole = text };
	int rc;

	/* "vers:all/<V7.0.3": the form of vers with a scheme that is none. */
	if (bw_str_starts(text, BW_STR("vers:"))) {
		struct bw_str scheme_told;

		bw_str_cut(&r.whole, '/', &scheme_told);
		r.s = scan_of(r.whole);
	}
	if (text.n > 0 && text.p[text.n - 1] == '.')
		r.s.end--;
	if (text.n > BW_RANGE_WORDS_MOST)
		return bw_fail(err, BW_EFORMAT,
		    "the range of versions is longer than %d bytes",
		    BW_RANGE_WORDS_MOST);
	rc = making_open(&r.m, out, scheme, a, err);
	if (rc == 0)
		rc = words(&r);
	return making_close(&r.m, rc);
}
