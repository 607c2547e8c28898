/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * mem.h - the only door to the heap.
 *
 * All rooms allocate here, so that a test can make the n-th allocation fail
 * (bw_mem_fail_at) and prove that every path survives it. Sizes are count x
 * size and checked for overflow. NULL means no memory; nothing aborts.
 */
#ifndef BW_MEM_H
#define BW_MEM_H
#include "base/base.h"

void *bw_alloc(size_t count, size_t size) BW_MUST_USE;  /* uninitialised */
void *bw_calloc(size_t count, size_t size) BW_MUST_USE; /* zeroed */
/* p stays valid when NULL comes back. */
void *bw_realloc(void *p, size_t count, size_t size) BW_MUST_USE;
void bw_free(void *p); /* NULL is fine */

/* A hint, nothing else: this block is large and will be used all over, so
 * let the system back it with huge pages. Call it before the first use. */
void bw_mem_huge(void *p, size_t bytes);

/* For work that has to end: from that moment (nanoseconds of
 * CLOCK_MONOTONIC_COARSE) on the calling thread gets no memory any more, and
 * what it does comes back the way it does when memory ends. 0: no end. What it
 * holds it may still free. Cost: reading a coarse clock per allocation. */
void bw_mem_until(uint64_t moment);
bool bw_mem_late(void); /* has that moment come? */
uint64_t bw_mem_now(void);

/* Tests only: let allocation number n from now fail, and every later one
 * too; 0 switches it off. Returns how many were made since the last call. */
uint64_t bw_mem_fail_at(uint64_t n);

#endif
