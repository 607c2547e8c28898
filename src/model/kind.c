/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kind.c - the stable names of parties, natures and stages.
 *
 * These are the words of files and of the schema, not words for people
 * (those are in content/words/model.yaml under "kind.", "nature.", "stage.").
 * A number that a later version has added reads as the least specific word
 * here, so that an older program shows a newer world without lying about it.
 */
#include "model/kind.h"

static const char *const kinds[BW_PARTY_KINDS] = {
	[BW_PARTY_UNKNOWN] = "unknown",
	[BW_PARTY_COMPANY] = "company",
	[BW_PARTY_PERSON] = "person",
	[BW_PARTY_STATE] = "state",
	[BW_PARTY_STATE_BODY] = "state-body",
	[BW_PARTY_FUND] = "fund",
	[BW_PARTY_TRUST] = "trust",
	[BW_PARTY_ARRANGEMENT] = "arrangement",
	[BW_PARTY_FOUNDATION] = "foundation",
};

static const char *const natures[BW_NATURES] = {
	[BW_NATURE_SHARES] = "shares",
	[BW_NATURE_CAPITAL] = "capital",
	[BW_NATURE_VOTES] = "votes",
	[BW_NATURE_BOARD] = "board",
	[BW_NATURE_VETO] = "veto",
	[BW_NATURE_CONTRACT] = "contract",
	[BW_NATURE_NOMINEE] = "nominee",
	[BW_NATURE_GENERAL_PARTNER] = "general-partner",
	[BW_NATURE_OTHER] = "other",
	[BW_NATURE_CONSOLIDATION] = "consolidation",
	[BW_NATURE_TRUST_ROLE] = "trust-role",
	[BW_NATURE_ECONOMIC] = "economic",
	[BW_NATURE_MANAGES] = "manages",
};

static const char *const stages[BW_STAGES] = {
	[BW_STAGE_MINE] = "mine",
	[BW_STAGE_REFINE] = "refine",
	[BW_STAGE_PART] = "part",
};

const char *
bw_party_kind_name(unsigned kind)
{
	return kinds[kind < BW_PARTY_KINDS ? kind : BW_PARTY_UNKNOWN];
}

const char *
bw_nature_name(unsigned nature)
{
	return natures[nature < BW_NATURES ? nature : BW_NATURE_OTHER];
}

const char *
bw_stage_name(unsigned stage)
{
	return stage < BW_STAGES ? stages[stage] : "unknown";
}

static bool
same_word(struct bw_str s, const char *z)
{
	size_t n = strlen(z);

	if (s.n != n)
		return false;
	for (size_t i = 0; i < n; i++) {
		char c = s.p[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c + ('a' - 'A'));
		if ((c == '_' ? '-' : c) != z[i])
			return false;
	}
	return true;
}

static bool
find(struct bw_str s, const char *const *list, size_t n, uint8_t *out)
{
	for (size_t i = 0; i < n; i++) {
		if (same_word(s, list[i])) {
			*out = (uint8_t)i;
			return true;
		}
	}
	return false;
}

bool
bw_party_kind_of(struct bw_str s, uint8_t *kind)
{
	return find(s, kinds, BW_PARTY_KINDS, kind);
}

bool
bw_nature_of(struct bw_str s, uint8_t *nature)
{
	return find(s, natures, BW_NATURES, nature);
}

bool
bw_stage_of(struct bw_str s, uint8_t *stage)
{
	return find(s, stages, BW_STAGES, stage);
}
