/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csv_scan.h - where are the next structural bytes of a table?
 *
 * As in Langdale and Lemire, "Parsing gigabytes of JSON per second" (VLDB J.
 * 28, 2019): 64 bytes are compared at once and give one word with a bit per
 * delimiter, quote, line end or NUL; the reader then jumps from bit to bit.
 * Without SSE2 a table of 256 does the same, a byte at a time.
 */
#ifndef BW_CSV_SCAN_H
#define BW_CSV_SCAN_H
#include "base/base.h"

#ifdef __SSE2__
#include <emmintrin.h>

static inline uint64_t
csv_structural(const char *p, char delimiter)
{
	const __m128i d = _mm_set1_epi8(delimiter), q = _mm_set1_epi8('"'),
		      lf = _mm_set1_epi8('\n'), cr = _mm_set1_epi8('\r'),
		      nul = _mm_setzero_si128();
	uint64_t mask = 0;

	for (unsigned i = 0; i < 4; i++) {
		__m128i v, hit;

		memcpy(&v, p + 16 * i, 16);
		hit = _mm_or_si128(
		    _mm_or_si128(_mm_cmpeq_epi8(v, d), _mm_cmpeq_epi8(v, q)),
		    _mm_or_si128(_mm_cmpeq_epi8(v, lf),
			_mm_or_si128(
			    _mm_cmpeq_epi8(v, cr), _mm_cmpeq_epi8(v, nul))));
		mask |= (uint64_t)(uint32_t)_mm_movemask_epi8(hit) << (16 * i);
	}
	return mask;
}

#else

static inline uint64_t
csv_structural(const char *p, char delimiter)
{
	uint64_t mask = 0;

	for (unsigned i = 0; i < 64; i++) {
		char c = p[i];
		bool hit = c == delimiter || c == '"' || c == '\n' ||
		    c == '\r' || c == '\0';

		mask |= (uint64_t)hit << i;
	}
	return mask;
}

#endif
#endif
