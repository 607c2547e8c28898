/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * json_scan.h - where are the next brackets, quotes, backslashes, line ends?
 *
 * 64 bytes at a time give one word with a bit each, as in csv_scan.h. '{' and
 * '[', and '}' and ']', differ in one bit only (0x20), so one comparison
 * finds both.
 */
#ifndef BW_JSON_SCAN_H
#define BW_JSON_SCAN_H
#include "base/base.h"

#ifdef __SSE2__
#include <emmintrin.h>

static inline uint64_t
json_structural(const char *p)
{
	const __m128i open = _mm_set1_epi8('{'), shut = _mm_set1_epi8('}'),
		      q = _mm_set1_epi8('"'), lf = _mm_set1_epi8('\n'),
		      back = _mm_set1_epi8('\\'), bit = _mm_set1_epi8(0x20);
	uint64_t mask = 0;

	for (unsigned i = 0; i < 4; i++) {
		__m128i v, b, hit;

		memcpy(&v, p + 16 * i, 16);
		b = _mm_or_si128(v, bit);
		hit = _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(b, open),
				       _mm_cmpeq_epi8(b, shut)),
		    _mm_or_si128(_mm_cmpeq_epi8(v, q),
			_mm_or_si128(
			    _mm_cmpeq_epi8(v, lf), _mm_cmpeq_epi8(v, back))));
		mask |= (uint64_t)(uint32_t)_mm_movemask_epi8(hit) << (16 * i);
	}
	return mask;
}

#else

static inline uint64_t
json_structural(const char *p)
{
	uint64_t mask = 0;

	for (unsigned i = 0; i < 64; i++) {
		char c = p[i], b = (char)(c | 0x20);
		bool hit =
		    b == '{' || b == '}' || c == '"' || c == '\n' || c == '\\';

		mask |= (uint64_t)hit << i;
	}
	return mask;
}

#endif
#endif
