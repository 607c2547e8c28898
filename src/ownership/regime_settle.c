/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * regime_settle.c - which stakes to ask about, when a threshold is possible.
 *
 * A set of uncertain stakes decides when, with all of them as high as they
 * may be, the threshold is certain, and with all as low as they may be, it is
 * excluded; in between the answer may leave a next question. Candidates are
 * the uncertain stakes of the owner and of everybody it possibly controls or
 * reaches. Both tests are the engine itself on a changed copy of the net, so
 * nothing is assumed about how a regime counts. Twelve candidates or fewer:
 * all sets are tried, smallest first. More: those that can be missed are taken
 * out, the least uncertain first; what is left decides and none can be missed.
 * What an open end leaves out is tried one part per billion inside it.
 */
#include "ownership/regime_priv.h"

#define FEW 12
#define TRIALS 4200              /* 2^12 sets and both ends of a few */
#define WORK (50u * 1000 * 1000) /* parties and ties copied in all */

struct settle {
	struct bw_tests *t;
	const struct bw_regime *rule; /* with the one threshold */
	const uint32_t *seed;
	size_t n_seed;
	struct bw_tie *tie; /* copy of the net, changed per trial */
	uint32_t *pick;     /* candidates, most uncertain first */
	size_t n_pick;
	uint32_t *chosen;
	size_t n_chosen, trials;
};

static struct bw_share
at_end(struct bw_share s, bool high)
{
	uint32_t v = high ? s.hi : s.lo;

	if (s.hi - s.lo > 1 && high && (s.open & BW_HI_OPEN))
		v--;
	if (s.hi - s.lo > 1 && !high && (s.open & BW_LO_OPEN))
		v++;
	return bw_share_exact(v);
}

static struct bw_tie
tie_of(const struct bw_tests *t, uint32_t i)
{
	return (struct bw_tie){ .holder = t->net->holder[i],
		.company = t->company[i],
		.votes = bw_net_votes(t->net, i),
		.capital = bw_net_capital(t->net, i),
		.mark = t->net->mark[i] &
		    (BW_TIE_DIRECT | BW_TIE_MAYBE | BW_TIE_INDIRECT) };
}

/* The stake, told exactly. An indirect one stays what it is: no part of the
 * total. */
static void
fix(struct bw_tie *tie, bool high)
{
	tie->votes = at_end(tie->votes, high);
	tie->capital = at_end(tie->capital, high);
	if ((tie->mark & BW_TIE_MAYBE) && high)
		tie->mark |= BW_TIE_DIRECT;
	tie->mark &= (uint8_t)~BW_TIE_MAYBE;
	if (high && (tie->mark & BW_TIE_INDIRECT))
		tie->mark &= (uint8_t)~BW_TIE_INDIRECT;
}

static int
ask_changed(
    struct settle *s, bool high, enum bw_certainty *out, struct bw_err *err)
{
	const struct bw_net *net = s->t->net;
	struct bw_regime_answer answer;
	struct bw_tests *t = NULL;
	struct bw_net copy = { 0 };
	int rc;

	s->trials++;
	for (size_t i = 0; i < s->n_chosen; i++)
		fix(&s->tie[s->chosen[i]], high);
	rc = bw_net_init(&copy, net->n, s->tie, net->m, err);
	for (size_t i = 0; i < s->n_chosen; i++)
		s->tie[s->chosen[i]] = tie_of(s->t, s->chosen[i]);
	if (rc == 0)
		rc = bw_tests_new(&t, &copy, s->t->y, err);
	if (rc == 0)
		rc = bw_tests_ask(t, s->rule, s->seed, s->n_seed, &answer, err);
	if (rc == 0)
		*out = answer.at[0].certainty;
	bw_tests_free(t);
	bw_net_release(&copy);
	return rc;
}

static int
decides(struct settle *s, bool *out, struct bw_err *err)
{
	enum bw_certainty how = BW_POSSIBLE;
	int rc = ask_changed(s, true, &how, err);

	*out = false;
	if (rc != 0 || how != BW_CERTAIN)
		return rc;
	rc = ask_changed(s, false, &how, err);
	*out = how == BW_EXCLUDED;
	return rc;
}

static uint32_t
width(const struct bw_tests *t, uint32_t i)
{
	struct bw_share v = bw_net_votes(t->net, i);
	struct bw_share c = bw_net_capital(t->net, i);
	uint32_t wide = v.hi - v.lo > c.hi - c.lo ? v.hi - v.lo : c.hi - c.lo;

	return t->net->mark[i] & BW_TIE_MAYBE ? BW_ONE : wide;
}

/* Everybody below the seeds: only their stakes can raise the owner's. */
static void
below(struct bw_tests *t, const uint32_t *seed, size_t n_seed)
{
	const struct bw_net *net = t->net;

	for (size_t i = 0; i < t->n_list; i++)
		t->in[t->list[i]] = 0;
	t->n_list = 0;
	for (size_t i = 0; i < n_seed; i++)
		if (!t->in[seed[i]]) {
			t->in[seed[i]] = 1;
			t->list[t->n_list++] = seed[i];
		}
	for (size_t head = 0; head < t->n_list; head++) {
		uint32_t x = t->list[head];

		for (uint32_t k = net->out_at[x]; k < net->out_at[x + 1]; k++) {
			uint32_t c = net->out_company[k];

			if (t->in[c] || x == t->y)
				continue;
			t->in[c] = 1;
			t->list[t->n_list++] = c;
		}
	}
}

static void
candidates(struct settle *s)
{
	struct bw_tests *t = s->t;

	below(t, s->seed, s->n_seed);
	for (uint32_t i = 0; i < t->net->m; i++) {
		uint32_t w = width(t, i);
		size_t k;

		if (w == 0 || !t->in[t->net->holder[i]] ||
		    t->net->holder[i] == t->y)
			continue;
		for (k = s->n_pick++; k > 0 && width(t, s->pick[k - 1]) < w;
		     k--)
			s->pick[k] = s->pick[k - 1];
		s->pick[k] = i;
	}
}

/* All sets of `size` among the candidates, in order. */
static int
try_sets(struct settle *s, size_t size, bool *found, struct bw_err *err)
{
	int rc = 0;

	for (unsigned set = 0; rc == 0 && !*found && set < 1u << s->n_pick;
	     set++) {
		if ((size_t)__builtin_popcount(set) != size)
			continue;
		s->n_chosen = 0;
		for (size_t i = 0; i < s->n_pick; i++)
			if (set >> i & 1)
				s->chosen[s->n_chosen++] = s->pick[i];
		rc = decides(s, found, err);
	}
	return rc;
}

/* Take out what can be missed, the least uncertain first. */
static int
thin(struct settle *s, struct bw_err *err)
{
	bool ok;
	int rc = 0;

	for (size_t i = s->n_chosen; rc == 0 && i-- > 0;) {
		uint32_t out = s->chosen[i];

		memmove(&s->chosen[i], &s->chosen[i + 1],
		    (s->n_chosen - i - 1) * sizeof(*s->chosen));
		s->n_chosen--;
		rc = decides(s, &ok, err);
		if (rc != 0 || ok)
			continue;
		memmove(&s->chosen[i + 1], &s->chosen[i],
		    (s->n_chosen - i) * sizeof(*s->chosen));
		s->chosen[i] = out;
		s->n_chosen++;
	}
	return rc;
}

static int
search(struct settle *s, bool *found, struct bw_err *err)
{
	uint64_t once = s->t->net->n + (uint64_t)s->t->net->m;
	int rc;

	*found = false;
	memcpy(s->chosen, s->pick, s->n_pick * sizeof(*s->pick));
	s->n_chosen = s->n_pick;
	rc = decides(s, found, err);
	if (rc != 0 || !*found)
		return rc;
	if (s->n_pick > FEW || (once << s->n_pick) > WORK) {
		/* Too many sets to try; and the net may be too large to thin.
		 */
		if (once * s->n_pick <= WORK && s->n_pick <= TRIALS)
			rc = thin(s, err);
		else
			*found = false;
		return rc;
	}
	*found = false;
	for (size_t size = 1; rc == 0 && !*found && size <= s->n_pick; size++)
		rc = try_sets(s, size, found, err);
	return rc;
}

int
bw_tests_settle(struct bw_tests *t, const struct bw_regime *r, size_t at,
    const uint32_t *seed, size_t n_seed, struct bw_arena *a, uint32_t **tie,
    size_t *n, bool *unknown, struct bw_err *err)
{
	struct bw_regime one = *r;
	struct bw_regime_answer now;
	struct settle s = {
		.t = t, .rule = &one, .seed = seed, .n_seed = n_seed
	};
	size_t m = t->net->m;
	bool found;
	int rc;

	*tie = NULL;
	*n = 0;
	*unknown = false;
	if (at >= r->n_threshold)
		return bw_fail(err, BW_EUSAGE, "no threshold %zu", at);
	one.threshold[0] = r->threshold[at];
	one.n_threshold = 1;
	rc = bw_tests_ask(t, &one, seed, n_seed, &now, err);
	if (rc != 0 || now.at[0].certainty != BW_POSSIBLE)
		return rc;
	s.tie = BW_ARENA_ARRAY(a, struct bw_tie, m + 1);
	s.pick = BW_ARENA_ARRAY(a, uint32_t, m + 1);
	s.chosen = BW_ARENA_ARRAY(a, uint32_t, m + 1);
	if (s.tie == NULL || s.pick == NULL || s.chosen == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory to settle");
	for (uint32_t i = 0; i < m; i++)
		s.tie[i] = tie_of(t, i);
	candidates(&s);
	rc = search(&s, &found, err);
	if (rc != 0)
		return rc;
	*unknown = !found;
	*tie = s.chosen;
	*n = found ? s.n_chosen : 0;
	return 0;
}
