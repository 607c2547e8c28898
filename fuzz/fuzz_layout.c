/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_layout.c - any arrows between boxes as a layered drawing.
 *
 * The first byte says how many boxes; then each two bytes an arrow. Whatever
 * they form: arrows point down unless they close a cycle, boxes of a layer do
 * not overlap, and everything is inside the drawing.
 */
#include "report/layout.h"

#define BOXES 24
#define ARROWS 48

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_arrow(const struct bw_layout *l, const struct bw_layout_arrow *e)
{
	unsigned from = l->box[e->from].layer, to = l->box[e->to].layer;

	BW_ASSERT(e->self == (e->from == e->to));
	if (e->self)
		return;
	BW_ASSERT(e->up ? from < to : from > to);
	BW_ASSERT(e->n >= 4 && e->n % 2 == 0);
	for (size_t i = 0; i < e->n; i++) {
		BW_ASSERT(e->point[2 * i] >= 0 && e->point[2 * i] <= l->width);
		BW_ASSERT(e->point[2 * i + 1] >= 0 &&
		    e->point[2 * i + 1] <= l->height);
	}
	BW_ASSERT(e->label_x - (long)e->label_left >= 0);
	BW_ASSERT(e->label_x + (long)e->label_right <= l->width);
}

static void
check_boxes(const struct bw_layout *l)
{
	for (size_t i = 0; i < l->n_box; i++)
		for (size_t k = 0; k < i; k++) {
			const struct bw_layout_box *a = &l->box[i];
			const struct bw_layout_box *b = &l->box[k];
			long between = a->x < b->x ? b->x - a->x : a->x - b->x;

			BW_ASSERT(a->layer != b->layer ||
			    2 * between + 2 >= (long)(a->width + b->width));
		}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bw_layout_box box[BOXES] = { 0 };
	struct bw_layout_arrow arrow[ARROWS] = { 0 };
	struct bw_layout l = { .box = box,
		.arrow = arrow,
		.gap_x = 8,
		.gap_y = 16,
		.head_height = 4 };
	struct bw_err err = BW_ERR_INIT;
	struct bw_arena a;

	if (size < 1)
		return 0;
	l.n_box = 1 + data[0] % BOXES;
	for (size_t i = 0; i < l.n_box; i++) {
		box[i].width = 60 + (unsigned)(i * 7) % 40;
		box[i].height = 30 + (unsigned)(i * 5) % 20;
	}
	for (size_t i = 1; i + 1 < size && l.n_arrow < ARROWS; i += 2)
		arrow[l.n_arrow++] = (struct bw_layout_arrow){
			.from = (uint32_t)(data[i] % l.n_box),
			.to = (uint32_t)(data[i + 1] % l.n_box),
			.label_left = data[i] / 4u,
			.label_right = data[i + 1] / 4u,
			.label_height = 20,
		};
	bw_arena_init(&a, 0);
	BW_ASSERT(bw_layout_run(&l, &a, &err) == 0);
	check_boxes(&l);
	for (size_t i = 0; i < l.n_arrow; i++)
		check_arrow(&l, &arrow[i]);
	bw_arena_release(&a);
	return 0;
}
