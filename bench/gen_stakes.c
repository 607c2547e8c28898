/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * gen_stakes.c - a made-up register as a stakes CSV on standard output.
 *
 *	gen_stakes ROWS [SEED]
 *
 * Shaped like real registers: about 45 companies and 28 people per 100 stakes;
 * a company has one to four holders, two out of three of them people, else
 * companies of the same register, the earlier ones more often, so that chains
 * and loops arise. Fixed seed, no clock: the same rows always.
 */
#include "base/base.h"

static uint64_t state;

/* xorshift64* (Vigna 2016) */
static uint64_t
next(void)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return state * 0x2545f4914f6cdd1du;
}

static uint64_t
below(uint64_t n)
{
	return next() % n;
}

int
main(int argc, char **argv)
{
	uint64_t rows = argc > 1 ? strtoull(argv[1], NULL, 10) : 1000;
	uint64_t companies = rows * 45 / 100 + 1, people = rows * 3 / 10 + 1,
		 row = 0;

	state = argc > 2 ? strtoull(argv[2], NULL, 10) : 20251123;
	printf("holder,company,percent\n");
	for (uint64_t c = 0; row < rows; c = (c + 1) % companies) {
		uint64_t holders = 1 + below(4), left = 10000, part;

		for (uint64_t h = 0; h < holders && row < rows; h++, row++) {
			part = h + 1 == holders ? left : 1 + below(left);
			left -= part < left ? part : left - 1;
			if (below(3) != 0)
				printf("Person %llu",
				    (unsigned long long)below(people));
			else /* min of two: earlier companies hold more */
				printf("Company %llu B.V.",
				    (unsigned long long)(below(companies) *
					below(companies) / companies));
			printf(",Company %llu B.V.,%llu.%02llu\n",
			    (unsigned long long)c,
			    (unsigned long long)part / 100,
			    (unsigned long long)part % 100);
		}
	}
	return ferror(stdout) ? 1 : 0;
}
