/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * gen_register.c - the made-up register of town_net.h as a stakes CSV.
 *
 *	gen_register [MILLIONS] [CORE]      on standard output
 *
 * For comparing with programs that know no ranges, own shares or rights: of a
 * band the lower end is written, the other two are left out. Parallel stakes
 * stay apart.
 */
#include "town_net.h"

static void
print_tie(const struct bw_net *net, uint32_t y, uint32_t i)
{
	uint32_t x = net->holder[i], ppb = net->votes_lo[i];

	if (x == y || ppb == 0)
		return;
	printf("P%u,P%u,%u.%07u\n", x, y, ppb / BW_PERCENT, ppb % BW_PERCENT);
}

int
main(int argc, char **argv)
{
	double millions = argc > 1 ? strtod(argv[1], NULL) : 1;
	uint32_t core = argc > 2 ? (uint32_t)strtoul(argv[2], NULL, 10) : 20000;
	struct bw_err err = BW_ERR_INIT;
	struct bw_net net;

	if (town_net(&net, (uint64_t)(millions * 1e6), core, &err) != 0) {
		fprintf(stderr, "gen_register: %s\n", err.what);
		return 1;
	}
	printf("holder,company,percent\n");
	for (uint32_t y = 0; y < net.n; y++)
		for (uint32_t i = net.in_at[y]; i < net.in_at[y + 1]; i++)
			print_tie(&net, y, i);
	bw_net_release(&net);
	return ferror(stdout) ? 1 : 0;
}
