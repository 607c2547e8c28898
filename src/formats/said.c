/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * said.c - see said.h.
 */
#include "formats/said.h"
#include "formats/cells.h"

struct word {
	const char *said, *kept;
};

static struct bw_str
choose(struct bw_str s, const struct word *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (bw_str_eq_nocase(s, bw_str_of(words[i].said)))
			return bw_str_of(words[i].kept);
	return (struct bw_str){ 0 };
}

struct bw_str
bw_said_exposure(struct bw_str s)
{
	static const struct word words[] = { { "internet", "internet" },
		{ "external", "internet" }, { "extern", "internet" },
		{ "internal", "internal" }, { "intern", "internal" },
		{ "isolated", "isolated" }, { "afgesloten", "isolated" },
		{ "ge\xc3\xafsoleerd", "isolated" },
		{ "geisoleerd", "isolated" } };

	return choose(s, words, BW_LEN(words));
}

struct bw_str
bw_said_importance(struct bw_str s)
{
	static const struct word words[] = { { "high", "high" },
		{ "hoog", "high" }, { "normal", "normal" },
		{ "normaal", "normal" }, { "low", "low" }, { "laag", "low" } };

	return choose(s, words, BW_LEN(words));
}

/* A key that lives as long as the record. */
bool
bw_said_owner(
    struct bw_inv *inv, struct bw_str s, struct bw_key *out, const char **why)
{
	struct bw_reading *rd = &inv->rd;
	struct bw_id *id;

	*out = (struct bw_key){ 0 };
	if (bw_cell_nobody(s))
		return true;
	if ((id = BW_ARENA_NEW(&rd->scratch, struct bw_id)) == NULL) {
		rd->oom = true;
		return true;
	}
	switch (bw_cell_id(s, id, why)) {
	case BW_ID_BAD:
		return false;
	case BW_ID_GOOD:
		*out = id->key;
		return true;
	case BW_ID_NONE:
		break;
	}
	*out = (struct bw_key){ BW_STR("name"), s };
	return true;
}

enum said {
	HOST,
	OWNER,
	DISTRO,
	EXPOSURE,
	IMPORTANCE,
	MADE,
	NOTHING
};

static enum said
kind_of(struct bw_str word)
{
	static const struct {
		const char *word;
		enum said said;
	} words[] = { { "host", HOST }, { "apparaat", HOST },
		{ "machine", HOST }, { "owner", OWNER }, { "eigenaar", OWNER },
		{ "distro", DISTRO }, { "distributie", DISTRO },
		{ "exposure", EXPOSURE }, { "bereikbaar", EXPOSURE },
		{ "importance", IMPORTANCE }, { "belang", IMPORTANCE },
		{ "made", MADE }, { "datum", MADE } };

	for (size_t i = 0; i < BW_LEN(words); i++)
		if (bw_str_eq_nocase(word, bw_str_of(words[i].word)))
			return words[i].said;
	return NOTHING;
}

static int
choice(struct bw_inv *inv, struct bw_str value, struct bw_str kept,
    const char *rule, struct bw_str *to)
{
	*to = kept;
	if (kept.n > 0)
		return 0;
	return bw_rd_note(&inv->rd, rule, "\"%.*s\" is no such word: left out",
	    BW_SHOW(value));
}

struct bw_str
bw_said_distro(struct bw_inv *inv, struct bw_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == ':' || s.p[i] == ' ')
			return bw_inv_distro(inv, bw_str_sub(s, 0, i),
			    bw_str_sub(s, i + 1, s.n));
	return bw_inv_distro(inv, s, (struct bw_str){ 0 });
}

int
bw_inv_said(struct bw_inv *inv, struct bw_str word, struct bw_str value)
{
	struct bw_inventory_rec *r = &inv->rec;
	const char *why = "";

	value = bw_str_trim(value);
	if (value.n == 0)
		return 0;
	switch (kind_of(bw_str_trim(word))) {
	case HOST:
		r->name = value;
		break;
	case OWNER:
		if (!bw_said_owner(inv, value, &r->owner, &why))
			return bw_rd_note(&inv->rd, "inventory-owner",
			    "\"%.*s\": %s; left out", BW_SHOW(value), why);
		break;
	case DISTRO:
		r->distro = bw_said_distro(inv, value);
		break;
	case EXPOSURE:
		return choice(inv, value, bw_said_exposure(value),
		    "inventory-exposure", &r->exposure);
	case IMPORTANCE:
		return choice(inv, value, bw_said_importance(value),
		    "inventory-importance", &r->importance);
	case MADE:
		if (!bw_instant_parse(value, &r->made))
			return bw_rd_note(&inv->rd, "inventory-made",
			    "\"%.*s\" is no time: left out", BW_SHOW(value));
		break;
	case NOTHING:
		break;
	}
	return 0;
}
