/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csaf_61_history.c - mandatory tests of versions and the revision history
 * (6.1.14, 6.1.16 to 6.1.21, 6.1.30) and of 6.2 and 6.3 that go with them.
 */
#include "cyber/csaf_priv.h"

#define MISSING_MOST 100 /* said of one document */

static uint32_t
history(const struct bw_csaf_work *c)
{
	return csaf_get(c, c->tracking, K_revision_history);
}

CSAF_TEST(csaf_6_1_14)
{
	for (size_t i = 1; i < c->revisions.n; i++)
		if (csaf_number_order(
			&c->revisions.v[i - 1], &c->revisions.v[i]) > 0) {
			csaf_say(c, history(c), "history-order");
			return;
		}
}

CSAF_TEST(csaf_6_1_16)
{
	uint32_t at = csaf_get(c, c->tracking, K_version);
	struct csaf_revision version = { 0 }, last;

	if (at == 0 || c->revisions.n == 0)
		return;
	csaf_number_read(c->v[at].text, &version);
	last = c->revisions.v[c->revisions.n - 1];
	if (bw_str_is(c->status_text, "draft"))
		version.v.before = last.v.before = (struct bw_str){ 0 };
	if (csaf_number_order(&version, &last) != 0)
		csaf_say2(c, at, "version-last", c->v[at].text, last.number);
}

CSAF_TEST(csaf_6_1_17)
{
	uint32_t at = csaf_get(c, c->tracking, K_version);
	uint32_t status = csaf_get(c, c->tracking, K_status);
	struct csaf_revision version = { 0 };

	if (at == 0 || status == 0 || bw_str_is(c->status_text, "draft") ||
	    !csaf_number_read(c->v[at].text, &version))
		return;
	if (version.major == 0 || version.v.before.p != NULL)
		csaf_say2(c, status, "draft", c->status_text, c->v[at].text);
}

CSAF_TEST(csaf_6_1_18)
{
	if (!csaf_released(c))
		return;
	for (size_t i = 0; i < c->revisions.n; i++) {
		const struct csaf_revision *r = &c->revisions.v[i];

		if (r->valid && r->major == 0)
			csaf_say2(c, csaf_get(c, r->at, K_number),
			    "released-zero", r->number, c->status_text);
	}
}

CSAF_TEST(csaf_6_1_19)
{
	for (size_t i = 0; i < c->revisions.n; i++) {
		const struct csaf_revision *r = &c->revisions.v[i];

		if (r->valid && r->v.before.p != NULL)
			csaf_say1(c, csaf_get(c, r->at, K_number), "prerelease",
			    r->number);
	}
}

CSAF_TEST(csaf_6_1_20)
{
	uint32_t at = csaf_get(c, c->tracking, K_version);
	struct csaf_revision version = { 0 };

	if (at != 0 && csaf_released(c) &&
	    csaf_number_read(c->v[at].text, &version) &&
	    version.v.before.p != NULL)
		csaf_say2(
		    c, at, "version-prerelease", c->v[at].text, c->status_text);
}

static struct bw_str
numbered(struct bw_csaf_work *c, const struct csaf_revision *like, uint64_t n)
{
	return csaf_fmt(
	    c, like->semantic ? "%llu.0.0" : "%llu", (unsigned long long)n);
}

static bool
anywhere(const struct bw_csaf_work *c, uint64_t n)
{
	for (size_t i = 0; i < c->revisions.n; i++)
		if (c->revisions.v[i].valid && c->revisions.v[i].major == n)
			return true;
	return false;
}

static struct bw_str
dated(const struct bw_csaf_work *c, const struct csaf_revision *r)
{
	return csaf_text(c, r->at, K_date);
}

/* Numbers in from .. to - 1 are not where they should be: after `below` (NULL:
 * at the start) and before `above`. */
static void
missing(struct bw_csaf_work *c, uint64_t from, uint64_t to,
    const struct csaf_revision *below, const struct csaf_revision *above,
    unsigned *left)
{
	for (uint64_t n = from; n<to && * left> 0; n++, --*left) {
		struct bw_str number = numbered(c, above, n);

		if (!anywhere(c, n))
			csaf_say1(c, history(c), "missing", number);
		else if (below == NULL)
			csaf_say2(c, history(c), "missing-before", number,
			    dated(c, above));
		else
			csaf_say3(c, history(c), "missing-between", number,
			    dated(c, below), dated(c, above));
	}
}

CSAF_TEST(csaf_6_1_21)
{
	const struct csaf_revision *top = c->revisions.v, *r;
	unsigned left = MISSING_MOST;

	if (c->revisions.n == 0 || !top->valid)
		return;
	if (top->major > 1) {
		csaf_say1(c, history(c),
		    top->semantic ? "start-semantic" : "start-integer",
		    top->number);
		missing(c, 1, top->major, NULL, top, &left);
	}
	for (r = top + 1; r < c->revisions.v + c->revisions.n; r++) {
		if (!r->valid || r->major <= top->major)
			continue;
		missing(c, top->major + 1, r->major, top, r, &left);
		top = r;
	}
}

/* As the document is read: a history that changes its way of counting, and a
 * version that counts in another way than the last item before it. */
CSAF_TEST(csaf_6_1_30)
{
	uint32_t at = csaf_get(c, c->tracking, K_version), last = 0;
	bool seen[2] = { false, false }, of_last = false;
	struct csaf_revision version = { 0 };

	for (size_t i = 0; i < c->revisions.n; i++) {
		const struct csaf_revision *r = &c->revisions.v[i];

		if (!r->valid)
			continue;
		seen[r->semantic] = true;
		if (r->at > last) {
			last = r->at;
			of_last = r->semantic;
		}
	}
	if (seen[0] && seen[1])
		csaf_say(c, history(c), "mixed");
	if (at != 0 && last != 0 && csaf_number_read(c->v[at].text, &version) &&
	    version.semantic != of_last)
		csaf_say(c, at, "mixed");
}

CSAF_TEST(csaf_6_2_4)
{
	for (size_t i = 0; i < c->revisions.n; i++) {
		const struct csaf_revision *r = &c->revisions.v[i];

		if (r->valid && r->v.build.p != NULL)
			csaf_say1(c, csaf_get(c, r->at, K_number), "build",
			    r->number);
	}
}

CSAF_TEST(csaf_6_2_5)
{
	uint32_t at = csaf_get(c, c->tracking, K_initial_release_date);
	int64_t time;

	if (at != 0 && c->revisions.n > 0 && c->revisions.v[0].timed &&
	    bw_form_time(c->v[at].text, &time) && time < c->revisions.v[0].time)
		csaf_say2(c, at, "initial-older", c->v[at].text,
		    dated(c, &c->revisions.v[0]));
}

CSAF_TEST(csaf_6_2_6)
{
	uint32_t at = csaf_get(c, c->tracking, K_current_release_date);
	int64_t time, newest;

	if (at != 0 && csaf_newest(c, &newest) &&
	    bw_form_time(c->v[at].text, &time) && time < newest)
		csaf_say2(c, at, "current-older", c->v[at].text,
		    dated(c, &c->revisions.v[c->revisions.n - 1]));
}

CSAF_TEST(csaf_6_2_21)
{
	for (size_t i = 1; i < c->revisions.n; i++)
		if (c->revisions.v[i].timed && c->revisions.v[i - 1].timed &&
		    c->revisions.v[i].time == c->revisions.v[i - 1].time)
			csaf_say1(c, csaf_get(c, c->revisions.v[i].at, K_date),
			    "same-time", dated(c, &c->revisions.v[i]));
}
