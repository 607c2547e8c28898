/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * psc_nature.c - see psc_nature.h.
 *
 * A code is made of parts: what is held, a band, through whom, and the kind
 * of company. The bands follow the statute (The Register of People with
 * Significant Control Regulations 2016, SI 2016/339, sch. 2; for LLPs SI
 * 2016/340): "more than 25% but not more than 50%", "more than 50% but less
 * than 75%", "75% or more". For overseas entities there is one band, "more
 * than 25%" (Economic Crime Act 2022, sch. 2). That 75 belongs to the upper
 * band and 50 to the lower is what the ends of the intervals are about.
 *
 * The codes are those of psc_descriptions.yml in Companies House's
 * api-enumerations.
 */
#include "formats/psc_nature.h"

static const struct what {
	const char *prefix;
	uint8_t nature;
	bool band; /* a band follows */
} whats[] = {
	{ "ownership-of-shares", BW_NATURE_CAPITAL, true },
	{ "voting-rights", BW_NATURE_VOTES, true },
	{ "right-to-share-surplus-assets", BW_NATURE_ECONOMIC, true },
	{ "part-right-to-share-surplus-assets", BW_NATURE_ECONOMIC, true },
	{ "right-to-appoint-and-remove-directors", BW_NATURE_BOARD, false },
	{ "right-to-appoint-and-remove-members", BW_NATURE_BOARD, false },
	{ "right-to-appoint-and-remove-person", BW_NATURE_BOARD, false },
	{ "significant-influence-or-control", BW_NATURE_OTHER, false },
	/* Of land, on behalf of somebody: no control of the entity. */
	{ "registered-owner-as-nominee-person-england-wales",
	    BW_NATURE_CONTRACT, false },
	{ "registered-owner-as-nominee-person-scotland", BW_NATURE_CONTRACT,
	    false },
	{ "registered-owner-as-nominee-person-northern-ireland",
	    BW_NATURE_CONTRACT, false },
	{ "registered-owner-as-nominee-another-entity-england-wales",
	    BW_NATURE_CONTRACT, false },
	{ "registered-owner-as-nominee-another-entity-scotland",
	    BW_NATURE_CONTRACT, false },
	{ "registered-owner-as-nominee-another-entity-northern-ireland",
	    BW_NATURE_CONTRACT, false },
};

static bool
take(struct bw_str *s, const char *part)
{
	struct bw_str p = bw_str_of(part);

	if (!bw_str_starts(*s, p))
		return false;
	*s = bw_str_sub(*s, p.n, s->n);
	return true;
}

static bool
take_number(struct bw_str *s, uint32_t *percent)
{
	size_t n = 0;

	*percent = 0;
	while (n < s->n && n < 3 && s->p[n] >= '0' && s->p[n] <= '9')
		*percent = *percent * 10 + (uint32_t)(s->p[n++] - '0');
	*s = bw_str_sub(*s, n, s->n);
	return n > 0 && *percent <= 100;
}

/* "-25-to-50-percent" or "-more-than-25-percent". Bands are above their
 * lower and up to their upper end, but for 75, which is in the upper one. */
static bool
take_band(struct bw_str *s, struct bw_share *out)
{
	uint32_t lo, hi = 100;
	bool more = take(s, "-more-than-");

	if ((!more && !take(s, "-")) || !take_number(s, &lo))
		return false;
	if (!more && (!take(s, "-to-") || !take_number(s, &hi)))
		return false;
	if (!take(s, "-percent") || lo >= hi)
		return false;
	*out = (struct bw_share){ lo * BW_PERCENT, hi * BW_PERCENT, 0 };
	if (more || lo != 75)
		out->open |= BW_LO_OPEN;
	if (hi == 75)
		out->open |= BW_HI_OPEN;
	return true;
}

bool
bw_psc_nature(struct bw_str code, struct bw_psc_nature *out)
{
	const struct what *w = NULL;
	bool over, role;

	for (size_t i = 0; i < BW_LEN(whats) && w == NULL; i++)
		if (take(&code, whats[i].prefix))
			w = &whats[i];
	if (w == NULL)
		return false;
	*out = (struct bw_psc_nature){ .nature = w->nature,
		.told = w->band,
		.share = bw_share_unknown() };
	if (w->band && !take_band(&code, &out->share))
		return false;
	over = take(&code, "-as-control-over-trust") ||
	    take(&code, "-as-control-over-firm");
	role = !over && (take(&code, "-as-trust") || take(&code, "-as-firm"));
	if (take(&code, "-registered-overseas-entity")) {
		/* There "as trust" is the trustee, who holds in person. */
		out->through = over;
	} else {
		out->through = over || role;
		(void)take(&code, "-limited-liability-partnership");
	}
	return code.n == 0;
}
