/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * finding.c - the list of findings of one question, and its order.
 *
 * People read the first page: what must be done comes before what should be
 * planned, what is certain before what is possible. Within that, findings
 * keep the order in which the pillars made them, so the same question always
 * gives the same pages.
 */
#include "model/finding.h"

static const char *const certainties[] = { "certain", "possible", "excluded",
	"open" };
static const char *const levels[] = { "know", "plan", "act" };
static const char *const pillars[] = { "ownership", "law", "supply", "cyber",
	"data" };

struct bw_finding *
bw_finding_add(struct bw_findings *f, const char *id)
{
	struct bw_finding *new;

	if (!bw_vec_room(&f->list, 1))
		return NULL;
	new = &f->list.v[f->list.n++];
	*new = (struct bw_finding){ .id = id, .deadline = BW_DATE_MAX };
	return new;
}

void
bw_findings_release(struct bw_findings *f)
{
	for (size_t i = 0; i < f->list.n; i++) {
		bw_vec_release(&f->list.v[i].evidence);
		bw_vec_release(&f->list.v[i].basis);
		bw_vec_release(&f->list.v[i].settle);
	}
	bw_vec_release(&f->list);
}

/* Certain, possible, open, excluded: an open norm asks for more attention
 * than what is known not to hold. */
static int
rank(enum bw_certainty c)
{
	static const int ranks[] = { [BW_CERTAIN] = 0,
		[BW_POSSIBLE] = 1,
		[BW_OPEN] = 2,
		[BW_EXCLUDED] = 3 };

	return ranks[c];
}

static int
before(const struct bw_finding *a, const struct bw_finding *b)
{
	if (a->level != b->level)
		return a->level > b->level ? -1 : 1;
	if (a->certainty != b->certainty)
		return rank(a->certainty) - rank(b->certainty);
	return (a->pillar > b->pillar) - (a->pillar < b->pillar);
}

/* By insertion: stable, in place, and the lists are short. */
void
bw_findings_sort(struct bw_findings *f)
{
	struct bw_finding *v = f->list.v, hold;
	size_t i, j;

	for (i = 1; i < f->list.n; i++) {
		hold = v[i];
		for (j = i; j > 0 && before(&hold, &v[j - 1]) < 0; j--)
			v[j] = v[j - 1];
		v[j] = hold;
	}
}

const char *
bw_certainty_name(enum bw_certainty c)
{
	BW_ASSERT((size_t)c < BW_LEN(certainties));
	return certainties[c];
}

const char *
bw_level_name(enum bw_level l)
{
	BW_ASSERT((size_t)l < BW_LEN(levels));
	return levels[l];
}

const char *
bw_pillar_name(enum bw_pillar p)
{
	BW_ASSERT((size_t)p < BW_LEN(pillars));
	return pillars[p];
}

bool
bw_level_of(struct bw_str s, enum bw_level *out)
{
	for (size_t i = 0; i < BW_LEN(levels); i++) {
		if (bw_str_eq_nocase(s, bw_str_of(levels[i]))) {
			*out = (enum bw_level)i;
			return true;
		}
	}
	return false;
}
