/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * own.c - see own.h.
 */
#include "own.h"
#include "base/map.h"

static uint64_t seed = 88172645463325252u;

unsigned
below(unsigned n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (unsigned)((seed >> 20) % n);
}

void
own_open(struct own *o)
{
	struct bw_err err = BW_ERR_INIT;

	*o = (struct own){ 0 };
	bw_arena_init(&o->a, 0);
	assert_ok(bw_scan_own(&o->q, &o->a, &err), &err);
	assert_ok(bw_scan_state_init(&o->s, &o->q, &o->a, &err), &err);
	o->s.full = true;
}

void
own_close(struct own *o)
{
	bw_arena_release(&o->a);
}

size_t
own_question(const struct own *o, const char *id)
{
	uint32_t i = bw_scan_find(&o->q, bw_str_of(id));

	assert_true(i != BW_NONE);
	return i;
}

void
own_say(struct own *o, const char *answers)
{
	struct bw_str rest = bw_str_of(answers), one, id;
	struct bw_err err = BW_ERR_INIT;

	while (bw_str_cut(&rest, ' ', &one)) {
		uint32_t i;

		assert_true(bw_str_cut(&one, '=', &id));
		i = bw_scan_find(&o->q, id);
		assert_true(i != BW_NONE);
		assert_ok(bw_scan_say(&o->s, &o->q, i, one, &o->a, &err), &err);
	}
}

void
own_score(struct own *o)
{
	struct bw_err err = BW_ERR_INIT;

	assert_ok(bw_scan_score(&o->r, &o->q, &o->s, &o->a, &err), &err);
}

const struct bw_scan_theme_score *
own_theme(const struct own *o, const char *id)
{
	uint32_t t = bw_scan_find_theme(&o->q, bw_str_of(id));

	assert_true(t != BW_NONE);
	return &o->r.theme[t];
}

bool
own_asks(const struct own *o, const char *id)
{
	bool ask[BW_SCAN_QUESTIONS];

	bw_scan_asks(&o->q, &o->s, ask);
	return ask[own_question(o, id)];
}
