/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * clock.c - from facts to terms with an end (clock.h).
 *
 * A term is counted in parts, in the order of time: first its own length, then
 * its extensions together. Each part is counted as if nothing stopped it, and
 * then grows by the stopped days that fall in it; a stop that begins after the
 * part is over has nothing left to stop there.
 */
#include "base/map.h"
#include "law/clock.h"

#define NEVER BW_DATE_MAX

struct run { /* one question */
	const struct bw_clocks *c;
	const struct bw_clock_case *in;
	struct bw_err *err;
	struct bw_clock_stop *stop; /* of the term at hand: sorted, joined */
	size_t n_stop;
	int32_t *gone; /* by pool: months that earlier terms used */
};

const char *
bw_clock_state_name(enum bw_clock_state s)
{
	static const char *const name[] = { "unknown", "ahead", "running",
		"stopped", "disputed", "unless_extended", "over", "done",
		"late" };

	return name[s];
}

size_t
bw_clock_join(struct bw_clock_stop *stop, size_t n)
{
	size_t k = 0;

	for (size_t i = 1; i < n; i++) /* few: insertion sort, stable */
		for (size_t j = i; j > 0 && stop[j].from < stop[j - 1].from;
		     j--) {
			struct bw_clock_stop swap = stop[j];

			stop[j] = stop[j - 1];
			stop[j - 1] = swap;
		}
	for (size_t i = 0; i < n; i++) {
		if (stop[i].to <= stop[i].from)
			continue;
		if (k > 0 && stop[i].from <= stop[k - 1].to) {
			if (stop[i].to > stop[k - 1].to)
				stop[k - 1].to = stop[i].to;
			continue;
		}
		stop[k++] = stop[i];
	}
	return k;
}

static bool
told(const struct run *r, uint32_t fact, int64_t *value)
{
	const struct bw_value *v;

	if (fact == BW_NONE)
		return false;
	v = &r->in->facts->value[fact];
	*value = v->lo;
	return v->kind == BW_VALUE_NUMBER && bw_value_single(v);
}

static struct bw_str
key(const struct run *r, uint32_t fact)
{
	return r->c->vocabulary->fact[fact].key;
}

/* Are all conditions met? One that is not told makes it unsure. */
static bool
applies(const struct run *r, const struct bw_clock_when *when, size_t n,
    uint32_t *unsure)
{
	*unsure = BW_NONE;
	for (size_t i = 0; i < n; i++) {
		uint64_t may = r->in->facts->value[when[i].fact].may;

		if ((may & when[i].value) == 0)
			return false;
		if ((may & ~when[i].value) != 0 && *unsure == BW_NONE)
			*unsure = when[i].fact;
	}
	return true;
}

static int
months_told(const struct run *r, const struct bw_term_rule *t,
    const struct bw_extension_rule *e, int32_t most, int32_t *used)
{
	int64_t n = 0;

	*used = 0;
	if (!told(r, e->told, &n))
		return 0;
	if (n < 0 || n > most)
		return bw_fail(r->err, BW_EFORMAT,
		    "%.*s is %lld, but article %.*s leaves 0 to %d months for "
		    "%.*s",
		    BW_ARG(key(r, e->told)), (long long)n, BW_ARG(e->cite),
		    (int)most, BW_ARG(t->id));
	*used = (int32_t)n;
	return 0;
}

/* What goes on top of an extension falls away when that one was not used. */
static bool
has_base(const struct run *r, const struct bw_term_rule *t, size_t i)
{
	int64_t n;

	return !t->extension[i].on_top || i == 0 ||
	    !told(r, t->extension[i - 1].told, &n) || n != 0;
}

static int
extensions(struct run *r, struct bw_term *t)
{
	uint32_t unsure;
	int64_t n;
	int rc = 0;

	for (size_t i = 0; i < t->rule->n_extension && rc == 0; i++) {
		const struct bw_extension_rule *e = &t->rule->extension[i];
		const struct bw_month_pool *pool = &r->c->pool[e->pool];

		t->never[i] = !applies(r, e->when, e->n_when, &unsure) ||
		    !has_base(r, t->rule, i);
		t->perhaps[i] = !t->never[i] && unsure != BW_NONE;
		t->most[i] = t->never[i] ? 0 : pool->most;
		if (pool->shared)
			t->most[i] -= r->gone[e->pool];
		if (t->most[i] < 0)
			t->most[i] = 0;
		rc = months_told(r, t->rule, e, t->most[i], &t->used[i]);
		r->gone[e->pool] += t->used[i];
		if (t->untold == BW_NONE && t->most[i] > 0 &&
		    e->told != BW_NONE && !told(r, e->told, &n))
			t->untold = e->told;
	}
	return rc;
}

static bool
find_start(const struct run *r, struct bw_term *t)
{
	const struct bw_term_rule *rule = t->rule;
	bool any = false;
	int64_t day;

	for (size_t i = 0; i < rule->n_from; i++) {
		if (!told(r, rule->from[i], &day)) {
			if (rule->latest || i + 1 == rule->n_from)
				t->missing = rule->from[i];
			if (rule->latest)
				return false;
			continue;
		}
		if (!any || day > t->start)
			t->start = (bw_date)day;
		any = true;
		if (!rule->latest)
			break;
	}
	if (any)
		t->missing = BW_NONE;
	return any;
}

/* The stops of the facts by this term's rules, and those of the case. */
static int
find_stops(struct run *r, const struct bw_term_rule *t)
{
	int64_t asked, supplied;

	r->n_stop = 0;
	for (size_t i = 0; i < t->n_stop; i++) {
		const struct bw_stop_rule *s = &t->stop[i];
		struct bw_clock_stop one = { .to = NEVER };

		if (!told(r, s->asked, &asked))
			continue;
		if (told(r, s->supplied, &supplied)) {
			if (supplied < asked)
				return bw_fail(r->err, BW_EFORMAT,
				    "%.*s lies before %.*s",
				    BW_ARG(key(r, s->supplied)),
				    BW_ARG(key(r, s->asked)));
			one.to = (bw_date)supplied;
		}
		one.from = (bw_date)asked + s->next_day;
		r->stop[r->n_stop++] = one;
	}
	for (size_t i = 0; i < r->in->n_stop && t->n_stop > 0; i++) {
		r->stop[r->n_stop] = r->in->stop[i];
		r->stop[r->n_stop++].from += t->stop[0].next_day;
	}
	r->n_stop = bw_clock_join(r->stop, r->n_stop);
	return 0;
}

/*
 * The end of a part that begins after `start` and would end on *end. Days of
 * the part that are stopped are added. False when a stop is open: then *left
 * is what remains of the part from the day the information comes.
 */
static bool
pass(const struct run *r, bw_date start, bw_date *end, int32_t *stopped,
    int32_t *left)
{
	for (size_t i = 0; i < r->n_stop; i++) {
		bw_date from = r->stop[i].from, to = r->stop[i].to;

		if (from <= start)
			from = start + 1;
		if (from > *end || to <= from)
			continue;
		if (to == NEVER) {
			*left = *end - from;
			return false;
		}
		*stopped += to - from;
		*end += to - from;
	}
	return true;
}

static bool
add(bw_date from, struct bw_span s, bw_date *out)
{
	int64_t day;
	bw_date first, last;

	if (!bw_date_months(from, s.months, out))
		return false;
	day = (int64_t)*out + s.days + 7 * (int64_t)s.weeks;
	(void)bw_date_of(1, 1, 1, &first);
	(void)bw_date_of(9999, 12, 31, &last);
	*out = (bw_date)day;
	return day >= first && day <= last;
}

static bool
within(const struct bw_span *limit, struct bw_span s)
{
	return s.days <= limit->days && s.weeks <= limit->weeks &&
	    s.months <= limit->months;
}

struct count { /* how a term is counted */
	bw_date start;
	struct bw_span length;
	int32_t months; /* of extensions */
};

static struct bw_clock_end
count(
    const struct run *r, const struct count *c, int32_t *stopped, int32_t *left)
{
	struct bw_span more = { .months = c->months };
	const struct bw_general_terms *g = &r->c->general;
	struct bw_clock_end e = { 0 };
	bw_date half;

	*stopped = *left = 0;
	e.movable =
	    g->there && within(&g->limit, c->length) && within(&g->limit, more);
	if (!add(c->start, c->length, &e.day))
		return e;
	e.known = pass(r, c->start, &e.day, stopped, left);
	if (e.known && c->months > 0) {
		half = e.day;
		e.known = add(half, more, &e.day) &&
		    pass(r, half, &e.day, stopped, left);
	} else if (c->months > 0) {
		/* An open stop in the first part: what is left of that part,
		 * and then the extension, whose length in days the month
		 * decides in which it begins. */
		*left = -1;
	}
	e.moved = e.known && e.movable ? bw_next_working_day(g, e.day) : e.day;
	return e;
}

static int32_t
sum(const int32_t *n, size_t k)
{
	int32_t all = 0;

	while (k-- > 0)
		all += n[k];
	return all;
}

static enum bw_clock_state
state_of(const struct run *r, const struct bw_term *t)
{
	bw_date day = t->done != NEVER ? t->done : r->in->today;
	bool acted = t->done != NEVER;

	if (!acted && day < t->start)
		return BW_CLOCK_AHEAD;
	if (!acted && (!t->plain.known || day <= t->plain.day))
		for (size_t i = 0; i < r->n_stop; i++)
			if (r->stop[i].from <= day && day < r->stop[i].to)
				return BW_CLOCK_STOPPED;
	if (!t->plain.known) /* an open stop, perhaps still to come */
		return acted ? BW_CLOCK_DONE : BW_CLOCK_RUNNING;
	if (day <= t->plain.day)
		return acted ? BW_CLOCK_DONE : BW_CLOCK_RUNNING;
	if (day <= t->plain.moved)
		return BW_CLOCK_DISPUTED;
	if (t->untold != BW_NONE && t->worst.known && day <= t->worst.day)
		return BW_CLOCK_UNLESS;
	return acted ? BW_CLOCK_LATE : BW_CLOCK_OVER;
}

/* The fact that would close the open stop. */
static uint32_t
open_stop(const struct run *r, const struct bw_term_rule *t)
{
	int64_t day;

	for (size_t i = 0; i < t->n_stop; i++)
		if (told(r, t->stop[i].asked, &day) &&
		    !told(r, t->stop[i].supplied, &day))
			return t->stop[i].supplied;
	return t->n_stop > 0 ? t->stop[0].supplied : BW_NONE;
}

static int
one_term(struct run *r, struct bw_term *t)
{
	const struct bw_term_rule *rule = t->rule;
	size_t n = rule->n_extension, n_stop;
	struct count c;
	int32_t none;
	int64_t day;
	int rc = extensions(r, t);

	t->done = NEVER;
	if (rc != 0 || (rc = find_stops(r, rule)) != 0)
		return rc;
	if (!find_start(r, t)) {
		t->state = BW_CLOCK_UNKNOWN;
		return 0;
	}
	if (told(r, rule->done, &day)) {
		if (day < t->start && rule->in_order)
			return bw_fail(r->err, BW_EFORMAT,
			    "%.*s lies before %.*s", BW_ARG(key(r, rule->done)),
			    BW_ARG(key(r, rule->from[0])));
		if (day >= t->start) /* an act on something earlier is none */
			t->done = (bw_date)day;
	}
	c = (struct count){ t->start, rule->length, sum(t->most, n) };
	t->worst = count(r, &c, &none, &none);
	c.months = sum(t->used, n);
	t->plain = count(r, &c, &t->stopped, &t->left);
	if (!t->plain.known)
		t->missing = open_stop(r, rule);
	t->state = state_of(r, t);
	if (t->state >= BW_CLOCK_OVER) /* it cannot be extended any more */
		t->worst = t->plain;
	n_stop = r->n_stop;
	r->n_stop = 0;
	t->running = count(r, &c, &none, &none);
	r->n_stop = n_stop;
	return 0;
}

/* The path when every step is as long as it may be. */
static int
longest(struct run *r, const struct bw_clock *k, bool each,
    struct bw_clock_end *out)
{
	bw_date at = NEVER;
	int32_t stopped, left;
	int rc;

	*out = (struct bw_clock_end){ 0 };
	memset(r->gone, 0, (r->c->n_pool + 1) * sizeof(*r->gone));
	for (size_t i = 0; i < r->c->n_path; i++) {
		const struct bw_term *t = NULL;
		struct count c = { 0 };

		for (size_t j = 0; j < k->n_term; j++)
			if (k->term[j].rule == &r->c->term[r->c->path[i]])
				t = &k->term[j];
		*out = (struct bw_clock_end){ 0 };
		if (t == NULL || t->state == BW_CLOCK_OVER ||
		    (t->state == BW_CLOCK_UNKNOWN && at == NEVER))
			return 0; /* silence ended the path */
		c.start = t->state == BW_CLOCK_UNKNOWN ? at : t->start;
		c.length = t->rule->length;
		for (size_t e = 0; e < t->rule->n_extension; e++) {
			uint32_t p = t->rule->extension[e].pool;
			bool once = r->c->pool[p].shared || !each;
			int32_t most = r->c->pool[p].most;

			if (once)
				most -= r->gone[p];
			if (t->never[e] || most < 0)
				most = 0;
			if (t->state != BW_CLOCK_UNKNOWN && t->done != NEVER)
				most = t->used[e]; /* it is history */
			c.months += most;
			r->gone[p] += most;
		}
		if ((rc = find_stops(r, t->rule)) != 0)
			return rc;
		*out = count(r, &c, &stopped, &left);
		if (t->state != BW_CLOCK_UNKNOWN && t->done != NEVER)
			*out = (struct bw_clock_end){ true, t->done, t->done,
				false };
		if (!out->known)
			return 0;
		at = out->day;
	}
	return 0;
}

int
bw_clock_run(struct bw_clock *out, const struct bw_clocks *c,
    const struct bw_clock_case *in, struct bw_arena *a, struct bw_err *err)
{
	struct run r = { .c = c, .in = in, .err = err };
	uint32_t unsure;
	int rc = 0;

	*out = (struct bw_clock){ 0 };
	out->term = BW_ARENA_ARRAY(a, struct bw_term, c->n_term + 1);
	r.gone = BW_ARENA_ARRAY(a, int32_t, c->n_pool + 1);
	r.stop = BW_ARENA_ARRAY(
	    a, struct bw_clock_stop, in->n_stop + BW_CLOCK_STOPS);
	if (out->term == NULL || r.gone == NULL || r.stop == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for terms");
	for (size_t i = 0; i < c->n_term && rc == 0; i++) {
		const struct bw_term_rule *rule = &c->term[i];
		struct bw_term *t = &out->term[out->n_term];

		if (!applies(&r, rule->when, rule->n_when, &unsure))
			continue;
		*t = (struct bw_term){ .rule = rule,
			.unsure = unsure,
			.missing = BW_NONE,
			.untold = BW_NONE };
		rc = one_term(&r, t);
		out->n_term++;
	}
	if (rc == 0)
		rc = longest(&r, out, false, &out->longest);
	return rc == 0 ? longest(&r, out, true, &out->longest_each) : rc;
}
