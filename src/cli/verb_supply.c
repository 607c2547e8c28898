/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * verb_supply.c - on whom do we depend: the parts of the verb supply.
 */
#include "cli/supply.h"

static const struct bw_supply_part part[] = {
	{ "material", 1, 1, bw_supply_material },
	{ "materials", 0, 1, bw_supply_ranking },
	{ "compare", 2, -1, bw_supply_compare },
	{ "energy", 1, 2, bw_supply_energy },
	{ "company", 1, 1, bw_supply_company },
	{ "chain", 1, 1, bw_supply_chain },
	{ "producers", 1, 1, bw_supply_producers },
	{ "product", 1, -1, bw_supply_product },
	{ "country", 1, 1, bw_supply_of_country },
	{ "whatif", 1, 1, bw_supply_whatif_verb },
	{ "partners", 0, 1, bw_supply_partners_verb },
	{ "controllers", 1, 1, bw_supply_controllers },
};

/* "producers, ..." for whoever typed something else. */
static int
unknown(struct bw_cli *cli, struct bw_err *err)
{
	struct bw_str all = BW_STR("");

	for (size_t i = 0; i < BW_LEN(part); i++)
		all = bw_arena_fmt(&cli->arena, "%.*s%s%s", BW_ARG(all),
		    i > 0 ? ", " : "", part[i].name);
	return bw_fail(err, BW_EUSAGE,
	    "supply %s: there is %.*s; see 'bolwerk help supply'", cli->arg[0],
	    BW_ARG(all));
}

int
bw_verb_supply(struct bw_cli *cli, struct bw_err *err)
{
	for (size_t i = 0; i < BW_LEN(part); i++) {
		if (strcmp(cli->arg[0], part[i].name) != 0)
			continue;
		cli->arg++;
		cli->n_arg--;
		if (cli->n_arg < part[i].least ||
		    (part[i].most >= 0 && cli->n_arg > part[i].most))
			return bw_fail(err, BW_EUSAGE,
			    "supply %s: see 'bolwerk help supply'",
			    part[i].name);
		return part[i].run(cli, err);
	}
	return unknown(cli, err);
}
