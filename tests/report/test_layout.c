/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * test_layout.c - layered drawings: what must hold for any of them, and
 * graphs whose fewest crossings are known from theory.
 */
#include "support/support.h"
#include "report/layout.h"

#define MOST 64

struct drawn {
	struct bw_layout l;
	struct bw_layout_box box[MOST];
	struct bw_layout_arrow arrow[MOST];
	struct bw_arena a;
};

static void
start(struct drawn *d, size_t boxes)
{
	*d = (struct drawn){ .l = {
				 .gap_x = 10, .gap_y = 20, .head_height = 4 } };
	bw_arena_init(&d->a, 0);
	d->l.box = d->box;
	d->l.arrow = d->arrow;
	d->l.n_box = boxes;
	for (size_t i = 0; i < boxes; i++) {
		d->box[i].width = 100 + (unsigned)(i % 3) * 7;
		d->box[i].height = 60;
	}
}

static void
arrow(struct drawn *d, uint32_t from, uint32_t to)
{
	d->arrow[d->l.n_arrow++] = (struct bw_layout_arrow){ .from = from,
		.to = to,
		.label_left = 40,
		.label_right = 10,
		.label_height = 30 };
}

static void
apart(long a_left, long a_right, long b_left, long b_right)
{
	assert_true(a_right <= b_left || b_right <= a_left);
}

/* Boxes of a layer and labels of a height do not overlap, arrows go down
 * unless they close a cycle, lines begin and end at their boxes, and all is
 * inside the drawing. */
static void
sound(const struct drawn *d)
{
	const struct bw_layout *l = &d->l;

	for (size_t i = 0; i < l->n_box; i++) {
		long half = l->box[i].width / 2;

		assert_true(l->box[i].x - half >= 0);
		assert_true(l->box[i].x + half <= l->width);
		assert_true(l->box[i].y + l->box[i].height <= l->height);
		for (size_t k = 0; k < i; k++)
			if (l->box[i].layer == l->box[k].layer)
				apart(l->box[i].x - half, l->box[i].x + half,
				    l->box[k].x - l->box[k].width / 2,
				    l->box[k].x + l->box[k].width / 2);
	}
	for (size_t i = 0; i < l->n_arrow; i++) {
		const struct bw_layout_arrow *e = &l->arrow[i];

		if (e->self)
			continue;
		if (e->up)
			assert_true(
			    l->box[e->from].layer < l->box[e->to].layer);
		else
			assert_true(
			    l->box[e->from].layer > l->box[e->to].layer);
		assert_int_equal(e->point[0], l->box[e->from].x);
		assert_int_equal(e->point[2 * e->n - 2], l->box[e->to].x);
		for (size_t k = 0; k < i; k++)
			if (!l->arrow[k].self &&
			    l->arrow[k].label_y == e->label_y)
				apart(e->label_x - 40, e->label_x + 10,
				    l->arrow[k].label_x - 40,
				    l->arrow[k].label_x + 10);
	}
}

static void
run(struct drawn *d)
{
	struct bw_err err = BW_ERR_INIT;

	assert_ok(bw_layout_run(&d->l, &d->a, &err), &err);
	sound(d);
}

static void
one_box(void **state)
{
	struct drawn d;

	(void)state;
	start(&d, 1);
	run(&d);
	assert_int_equal(d.l.width, 100);
	assert_int_equal(d.l.height, 60);
	bw_arena_release(&d.a);
}

static void
a_tree_has_no_crossings(void **state)
{
	struct drawn d;

	(void)state;
	start(&d, 13); /* three holders each, two layers, told in a bad order */
	for (uint32_t i = 12; i >= 1; i--)
		arrow(&d, i, (i - 1) % 4);
	run(&d);
	assert_int_equal(d.l.crossings, 0);
	bw_arena_release(&d.a);
}

static void
a_holder_stands_above_everything_it_holds(void **state)
{
	struct drawn d;

	(void)state;
	start(&d, 3);
	arrow(&d, 1, 0);
	arrow(&d, 2, 1);
	arrow(&d, 2, 0); /* past layer 1 */
	run(&d);
	assert_int_equal(d.box[1].layer, 1);
	assert_int_equal(d.box[2].layer, 2);
	assert_int_equal(d.l.crossings, 0);
	bw_arena_release(&d.a);
}

static void
a_loop_is_opened_once(void **state)
{
	struct drawn d;
	size_t up = 0;

	(void)state;
	start(&d, 4);
	arrow(&d, 1, 0);
	arrow(&d, 2, 1);
	arrow(&d, 0, 2);
	arrow(&d, 3, 3);
	arrow(&d, 3, 2);
	run(&d);
	for (size_t i = 0; i < d.l.n_arrow; i++)
		up += d.arrow[i].up;
	assert_int_equal(up, 1);
	assert_true(d.arrow[2].up);
	assert_true(d.arrow[3].self);
	bw_arena_release(&d.a);
}

/* Two layers of three boxes, each joined with each: C(3,2)^2 = 9 crossings
 * whatever the order. */
static void
crossings_are_counted(void **state)
{
	struct drawn d;

	(void)state;
	start(&d, 6);
	for (uint32_t up = 3; up < 6; up++)
		for (uint32_t down = 0; down < 3; down++)
			arrow(&d, up, down);
	run(&d);
	assert_int_equal(d.l.crossings, 9);
	bw_arena_release(&d.a);
}

/* Nordlicht holds in the company and in one of its holders, which others
 * hold in as well: a drawing without crossings exists. */
static void
a_way_round_is_found(void **state)
{
	struct drawn d;

	(void)state;
	start(&d, 8);
	arrow(&d, 2, 0); /* 2 is a holder of 0 and of 3 */
	arrow(&d, 1, 0);
	arrow(&d, 3, 0);
	arrow(&d, 4, 1);
	arrow(&d, 5, 1);
	arrow(&d, 2, 3);
	arrow(&d, 6, 3);
	arrow(&d, 7, 2);
	run(&d);
	assert_int_equal(d.l.crossings, 0);
	bw_arena_release(&d.a);
}

static void
the_same_twice(void **state)
{
	struct drawn a, b;

	(void)state;
	for (struct drawn *d = &a; d != NULL; d = d == &a ? &b : NULL) {
		uint32_t seed = 7;

		start(d, 24);
		for (size_t i = 0; i < 60; i++) {
			seed = seed * 1664525 + 1013904223;
			arrow(d, seed >> 8 & 15, seed >> 16 & 15);
		}
		run(d);
	}
	assert_int_equal(a.l.width, b.l.width);
	for (size_t i = 0; i < 24; i++)
		assert_int_equal(a.box[i].x, b.box[i].x);
	for (size_t i = 0; i < 60; i++)
		if (!a.arrow[i].self)
			assert_memory_equal(a.arrow[i].point, b.arrow[i].point,
			    2 * a.arrow[i].n * sizeof(long));
	bw_arena_release(&a.a);
	bw_arena_release(&b.a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_box),
		cmocka_unit_test(a_tree_has_no_crossings),
		cmocka_unit_test(a_holder_stands_above_everything_it_holds),
		cmocka_unit_test(a_loop_is_opened_once),
		cmocka_unit_test(crossings_are_counted),
		cmocka_unit_test(a_way_round_is_found),
		cmocka_unit_test(the_same_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
