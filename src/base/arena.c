/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * arena.c - bump allocation in a stack of growing blocks.
 */
#include "base/arena.h"
#include "base/mem.h"
#include <stdarg.h>

#define FIRST_BLOCK 4096u
#define LARGEST_BLOCK (1u << 20)

struct bw_arena_block {
	struct bw_arena_block *below;
	size_t used, cap;
	_Alignas(max_align_t) unsigned char data[];
};

void
bw_arena_init(struct bw_arena *a, size_t limit)
{
	*a = (struct bw_arena){ .limit = limit };
}

static void
pop(struct bw_arena *a)
{
	struct bw_arena_block *b = a->top;

	a->top = b->below;
	a->total -= b->cap;
	bw_free(b);
}

void
bw_arena_release(struct bw_arena *a)
{
	while (a->top != NULL)
		pop(a);
}

static bool
push(struct bw_arena *a, size_t need)
{
	size_t cap = a->top == NULL ? FIRST_BLOCK : a->top->cap * 2, bytes;
	struct bw_arena_block *b;

	if (cap > LARGEST_BLOCK)
		cap = LARGEST_BLOCK;
	if (cap < need)
		cap = need;
	if (a->limit != 0 && (cap > a->limit || a->total > a->limit - cap))
		return false;
	if (bw_add_overflow(cap, sizeof(*b), &bytes))
		return false;
	b = bw_alloc(1, bytes);
	if (b == NULL)
		return false;
	*b = (struct bw_arena_block){ .below = a->top, .cap = cap };
	a->top = b;
	a->total += cap;
	return true;
}

void *
bw_arena_alloc(struct bw_arena *a, size_t count, size_t size)
{
	const size_t align = _Alignof(max_align_t);
	size_t bytes;
	void *p;

	if (bw_mul_overflow(count, size, &bytes) ||
	    bw_add_overflow(bytes, align - 1, &bytes))
		return NULL;
	bytes &= ~(align - 1);
	if (a->top == NULL || a->top->cap - a->top->used < bytes)
		if (!push(a, bytes))
			return NULL;
	p = a->top->data + a->top->used;
	a->top->used += bytes;
	return memset(p, 0, bytes);
}

struct bw_str
bw_arena_dup(struct bw_arena *a, struct bw_str s)
{
	char *p = bw_arena_alloc(a, s.n + 1, 1);

	if (p == NULL)
		return (struct bw_str){ NULL, 0 };
	if (s.n > 0)
		memcpy(p, s.p, s.n);
	return (struct bw_str){ p, s.n };
}

struct bw_str
bw_arena_fmt(struct bw_arena *a, const char *fmt, ...)
{
	va_list args;
	char *p;
	int n;

	va_start(args, fmt);
	n = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	BW_ASSERT(n >= 0);
	p = bw_arena_alloc(a, (size_t)n + 1, 1);
	if (p == NULL)
		return (struct bw_str){ NULL, 0 };
	va_start(args, fmt);
	vsnprintf(p, (size_t)n + 1, fmt, args);
	va_end(args);
	return (struct bw_str){ p, (size_t)n };
}

struct bw_arena_mark
bw_arena_mark(const struct bw_arena *a)
{
	return (struct bw_arena_mark){ a->top, a->top ? a->top->used : 0 };
}

void
bw_arena_reset(struct bw_arena *a, struct bw_arena_mark m)
{
	while (a->top != m.block) {
		BW_ASSERT(a->top != NULL);
		pop(a);
	}
	if (a->top != NULL)
		a->top->used = m.used;
}
