/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * base.h - first header of every file: language, checks, safe arithmetic.
 *
 * Room `base` holds what C lacks. It includes nothing of Bolwerk but itself.
 * BW_ASSERT stays on in production and is for invariants only: bad input is
 * an error value (err.h), never an assertion.
 */
#ifndef BW_BASE_H
#define BW_BASE_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define BW_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define BW_MUST_USE __attribute__((warn_unused_result))
#define BW_UNUSED __attribute__((unused))
#define BW_LEN(a) (sizeof(a) / sizeof((a)[0]))

#ifdef __cplusplus
extern "C" {
#define _Noreturn [[noreturn]]
#endif
_Noreturn void bw_panic(const char *file, int line, const char *what);
#ifdef __cplusplus
}
#undef _Noreturn
#endif

#define BW_ASSERT(x) ((x) ? (void)0 : bw_panic(__FILE__, __LINE__, #x))

/* Checked size arithmetic: true when the result does not fit. */
static inline bool
bw_mul_overflow(size_t a, size_t b, size_t *out)
{
	return __builtin_mul_overflow(a, b, out);
}

static inline bool
bw_add_overflow(size_t a, size_t b, size_t *out)
{
	return __builtin_add_overflow(a, b, out);
}

#ifndef __cplusplus
/* Functions that lose bounds, hide state or read the locale. (A fortified
 * libc gives clang some of them as macros.) */
#undef sprintf
#pragma GCC poison strcpy strcat sprintf vsprintf strtok atoi atol gets
#pragma GCC poison localtime gmtime asctime ctime
#endif

#endif
