/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * rank.c - the first line of the rule that holds, in three values.
 */
#include "cyber/rank.h"
#include "cyber/cvss.h"

static const struct {
	const char *name;
	bool number;
} facts[BW_RANK_FACTS] = {
	[BW_RANK_EXPLOITED] = { "exploited", false },
	[BW_RANK_EXPOSURE] = { "exposure", false },
	[BW_RANK_SSVC] = { "ssvc", false },
	[BW_RANK_EPSS] = { "epss", true },
	[BW_RANK_CVSS] = { "cvss", true },
	[BW_RANK_IMPORTANCE] = { "importance", false },
	[BW_RANK_URGENCY] = { "urgency", false },
	[BW_RANK_CHANCE] = { "chance", false },
	[BW_RANK_DAMAGE] = { "damage", false },
};

const char *
bw_rank_fact_name(enum bw_rank_fact f)
{
	return facts[f].name;
}

bool
bw_rank_is_number(enum bw_rank_fact f)
{
	return facts[f].number;
}

enum holds {
	NO,
	MAYBE,
	YES
};

static bool
listed(struct bw_str word, const struct bw_str *list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (bw_str_eq_nocase(word, list[i]))
			return true;
	return false;
}

static enum holds
condition(const struct bw_rank_if *on, const struct bw_rank_told *told)
{
	size_t met = 0;

	if (told->n == 0)
		return MAYBE;
	if (facts[on->fact].number)
		return told->number >= on->at_least ? YES : NO;
	for (size_t i = 0; i < told->n; i++)
		met += listed(told->word[i], on->word, on->n);
	return met == told->n ? YES : met > 0 ? MAYBE : NO;
}

/* All conditions; *open gets the facts that leave it undecided. */
static enum holds
line(const struct bw_rank_line *l, const struct bw_rank_case *c, uint16_t *open)
{
	enum holds out = YES;

	*open = 0;
	for (size_t i = 0; i < l->n; i++) {
		enum holds h = condition(&l->on[i], &c->fact[l->on[i].fact]);

		if (h == NO)
			return NO;
		if (h == MAYBE) {
			out = MAYBE;
			*open |= (uint16_t)(1u << l->on[i].fact);
		}
	}
	return out;
}

struct bw_urgency
bw_rank_of(const struct bw_rank_rule *r, const struct bw_rank_case *c)
{
	struct bw_urgency out = { 0 };
	uint16_t open[BW_RANK_LINES] = { 0 };

	while (out.line < r->n_line) {
		enum holds h = line(&r->line[out.line], c, &open[out.line]);

		if (h == YES)
			break;
		if (h == MAYBE)
			out.maybe |= UINT64_C(1) << out.line;
		out.line++;
	}
	BW_ASSERT(out.line < r->n_line); /* the reader saw to it */
	out.tier = out.best = out.worst = r->line[out.line].tier;
	for (uint32_t i = 0; i < out.line; i++) {
		uint8_t tier = r->line[i].tier;

		if ((out.maybe >> i & 1) == 0 || tier == out.tier)
			continue;
		out.settles |= open[i];
		if (tier < out.best)
			out.best = tier;
		if (tier > out.worst)
			out.worst = tier;
	}
	out.certain = out.best == out.worst;
	return out;
}

/* Where a fact stands in the order: small comes first. */
static int64_t
level(const struct bw_rank_order *o, const struct bw_rank_told *told)
{
	int64_t best = 2 * (int64_t)o->n;

	if (facts[o->fact].number && o->n == 0)
		return told->n == 0 ? 1 : -told->number;
	if (told->n == 0)
		return best - 1;
	for (size_t i = 0; i < o->n; i++)
		if (facts[o->fact].number ? told->number >= o->from[i]
					  : told->n == 1 &&
			    bw_str_eq_nocase(told->word[0], o->first[i]))
			return 2 * (int64_t)i;
	/* One of several that are possible is not known. */
	return told->n > 1 ? best - 1 : best;
}

struct bw_rank_key
bw_rank_key(const struct bw_rank_rule *r, const struct bw_rank_case *c)
{
	struct bw_rank_key out = { .name = c->name,
		.tier = bw_rank_of(r, c).tier };

	for (size_t i = 0; i < r->n_order; i++)
		out.level[i] = level(&r->order[i], &c->fact[r->order[i].fact]);
	return out;
}

int
bw_rank_key_compare(const struct bw_rank_key *a, const struct bw_rank_key *b)
{
	if (a->tier != b->tier)
		return a->tier < b->tier ? -1 : 1;
	for (size_t i = 0; i < BW_LEN(a->level); i++)
		if (a->level[i] != b->level[i])
			return a->level[i] < b->level[i] ? -1 : 1;
	return bw_str_cmp(a->name, b->name);
}

void
bw_rank_tell(struct bw_rank_case *c, enum bw_rank_fact f, struct bw_str word)
{
	c->fact[f] = (struct bw_rank_told){ .word = { word }, .n = 1 };
}

/* "e-05" behind a number, as some write small chances. */
static bool
exponent(struct bw_str s, int64_t *v)
{
	int64_t e;

	if (s.n > 1 && s.p[0] == '+')
		s = bw_str_sub(s, 1, s.n);
	if (!bw_str_i64(s, &e) || e > 3 || e < -20)
		return false;
	for (; e > 0; e--)
		*v *= 10;
	for (; e < 0; e++)
		*v /= 10;
	return true;
}

/* Decimal text in millionths, below ten million; what is smaller is dropped. */
static bool
millionths(struct bw_str s, int64_t *out)
{
	size_t i = 0, decimals = 0, digits = 0;
	bool point = false;
	int64_t v = 0;

	for (; i < s.n && s.p[i] != 'e' && s.p[i] != 'E'; i++) {
		if (s.p[i] == '.' && !point) {
			point = true;
			continue;
		}
		if (s.p[i] < '0' || s.p[i] > '9' || (!point && v > 999999))
			return false;
		digits++;
		if (decimals == 6)
			continue;
		v = v * 10 + (s.p[i] - '0');
		decimals += point;
	}
	for (; decimals < 6; decimals++)
		v *= 10;
	if (digits == 0 ||
	    (i < s.n && !exponent(bw_str_sub(s, i + 1, s.n), &v)))
		return false;
	*out = v;
	return true;
}

bool
bw_rank_tell_number(
    struct bw_rank_case *c, enum bw_rank_fact f, struct bw_str decimal)
{
	int64_t v;

	if (!millionths(decimal, &v))
		return false;
	bw_rank_tell(c, f, decimal);
	c->fact[f].number = v;
	return true;
}

/* The newest version speaks, in it the highest score. */
static void
score(struct bw_rank_case *c, struct bw_str vector, int *best)
{
	struct bw_rank_told *t = &c->fact[BW_RANK_CVSS];
	struct bw_cvss v;
	int overall;

	if (bw_cvss_parse(&v, vector, NULL) != 0)
		return;
	overall = bw_cvss_scores(&v).overall;
	if (v.version * 1000 + overall <= *best)
		return;
	*best = v.version * 1000 + overall;
	bw_rank_tell(c, BW_RANK_CVSS, vector);
	t->number = (int64_t)overall * 100000;
}

void
bw_rank_ratings(struct bw_rank_case *c, const struct bw_rating *r, size_t n)
{
	static const uint8_t label[] = { [BW_RATING_URGENCY] = BW_RANK_URGENCY,
		[BW_RATING_CHANCE] = BW_RANK_CHANCE,
		[BW_RATING_DAMAGE] = BW_RANK_DAMAGE };
	bw_date last[BW_RANK_FACTS];
	bool told[BW_RANK_FACTS] = { 0 };
	int best = -1;

	for (size_t i = 0; i < n; i++) {
		enum bw_rank_fact f = BW_RANK_EPSS;

		if (r[i].kind == BW_RATING_EXPLOITED)
			bw_rank_tell(c, BW_RANK_EXPLOITED, BW_STR("yes"));
		else if (r[i].kind == BW_RATING_CVSS)
			score(c, r[i].value, &best);
		if (r[i].kind == BW_RATING_URGENCY ||
		    r[i].kind == BW_RATING_CHANCE ||
		    r[i].kind == BW_RATING_DAMAGE)
			f = (enum bw_rank_fact)label[r[i].kind];
		else if (r[i].kind != BW_RATING_EPSS)
			continue;
		/* Of one day the larger, whatever the order of the input. */
		if (told[f] &&
		    (r[i].at < last[f] ||
			(r[i].at == last[f] &&
			    bw_str_cmp(r[i].value, c->fact[f].word[0]) <= 0)))
			continue;
		if (f != BW_RANK_EPSS)
			bw_rank_tell(c, f, r[i].value);
		else if (!bw_rank_tell_number(c, f, r[i].value))
			continue;
		told[f] = true;
		last[f] = r[i].at;
	}
}
