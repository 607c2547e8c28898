/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * mem.c - the heap, with a switch that makes it run dry for tests.
 *
 * The counters are atomic because loaders allocate on two threads.
 */
#include "base/mem.h"
#include <stdatomic.h>
#include <sys/mman.h>

#define HUGE_PAGE ((uintptr_t)2 << 20)

static _Atomic uint64_t made;    /* allocations since bw_mem_fail_at */
static _Atomic uint64_t fail_at; /* 0 = never */

static _Thread_local uint64_t until; /* 0 = no end */

uint64_t
bw_mem_now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC_COARSE, &t);
	return (uint64_t)t.tv_sec * 1000000000 + (uint64_t)t.tv_nsec;
}

void
bw_mem_until(uint64_t moment)
{
	until = moment;
}

bool
bw_mem_late(void)
{
	return until != 0 && bw_mem_now() >= until;
}

static bool
run_dry(void)
{
	uint64_t at = atomic_load_explicit(&fail_at, memory_order_relaxed);

	if (bw_mem_late())
		return true;
	if (at == 0)
		return false;
	return atomic_fetch_add_explicit(&made, 1, memory_order_relaxed) + 1 >=
	    at;
}

uint64_t
bw_mem_fail_at(uint64_t n)
{
	atomic_store(&fail_at, n);
	return atomic_exchange(&made, 0);
}

void *
bw_alloc(size_t count, size_t size)
{
	size_t bytes;

	if (bw_mul_overflow(count, size, &bytes) || run_dry())
		return NULL;
	return malloc(bytes ? bytes : 1);
}

void *
bw_calloc(size_t count, size_t size)
{
	if (run_dry())
		return NULL;
	return calloc(count ? count : 1, size ? size : 1);
}

void *
bw_realloc(void *p, size_t count, size_t size)
{
	size_t bytes;

	if (bw_mul_overflow(count, size, &bytes) || run_dry())
		return NULL;
	return realloc(p, bytes ? bytes : 1);
}

void
bw_free(void *p)
{
	free(p);
}

void
bw_mem_huge(void *p, size_t bytes)
{
	uintptr_t from = ((uintptr_t)p + HUGE_PAGE - 1) & ~(HUGE_PAGE - 1);
	uintptr_t to = ((uintptr_t)p + bytes) & ~(HUGE_PAGE - 1);

	if (from < to)
		(void)madvise((void *)from, to - from, MADV_HUGEPAGE);
}
