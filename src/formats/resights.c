/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * resights.c - Danish owners in bands, as edges of a drawing.
 *
 * The Danish register (CVR) tells shares of ownership in bands: 5-9.99 %,
 * 10-14.99 % and so on. Resights' drawings give them as "10-15%" per edge, in
 * JSON: source and target (numbers of the register), their names, and whether
 * the edge is still active. A band is at least its lower and less than its
 * upper number; "33" is a third and "67" two thirds as the register prints
 * them (33.33, 66.67).
 *
 * Numbers of eight digits are CVR numbers. Longer ones number participants:
 * people, mostly, but foreign companies too, and the file does not tell which.
 * An edge that is over has no date: it says nothing about any day, and is
 * skipped. Rules: doc/formats/resights.md.
 */
#include "formats/formats_priv.h"
#include "formats/regid.h"
#include "base/json.h"

/* A number of percent in 1/100, as printed: "33", "66.66", "12,5". */
static bool
take_number(struct bw_str *s, uint32_t *hundredths, unsigned *decimals)
{
	size_t i = 0;

	*hundredths = 0;
	*decimals = 0;
	while (i < s->n && i < 3 && s->p[i] >= '0' && s->p[i] <= '9')
		*hundredths = *hundredths * 10 + (uint32_t)(s->p[i++] - '0');
	if (i == 0)
		return false;
	if (i + 1 < s->n && (s->p[i] == '.' || s->p[i] == ',') &&
	    s->p[i + 1] >= '0' && s->p[i + 1] <= '9')
		for (i++; i < s->n && *decimals < 2 && s->p[i] >= '0' &&
		     s->p[i] <= '9';
		     (*decimals)++)
			*hundredths =
			    *hundredths * 10 + (uint32_t)(s->p[i++] - '0');
	for (unsigned d = *decimals; d < 2; d++)
		*hundredths *= 10;
	*s = bw_str_trim(bw_str_sub(*s, i, s->n));
	return *hundredths <= 10000;
}

#define PPB(hundredths) ((hundredths) * (BW_PERCENT / 100))

/* The lower end of a band. 2/3 is printed 66.67 but is less, hence 66.66. */
static uint32_t
lower(uint32_t h, unsigned decimals)
{
	if (decimals == 0 && h == 3300)
		return PPB(3333u);
	if (h == 6667 || (decimals == 0 && h == 6700))
		return PPB(6666u);
	return PPB(h);
}

/* The upper end, not itself in the band: "10" of "5-10", 9.99 + 0.01. */
static uint32_t
upper(uint32_t h, unsigned decimals, uint8_t *open)
{
	*open = BW_HI_OPEN;
	if (decimals == 0 && h == 3300)
		return PPB(3333u);
	if (decimals == 0 && h == 6700)
		return PPB(6667u);
	if (h == 10000) {
		*open = 0;
		return BW_ONE;
	}
	return decimals == 2 ? PPB(h + 1) : PPB(h);
}

static bool
band(struct bw_str s, struct bw_share *out)
{
	uint32_t a, b = 0;
	unsigned da, db = 0;
	bool below, above, two;
	uint8_t open;

	s = bw_str_trim(s);
	below = bw_str_starts(s, BW_STR("<"));
	above = bw_str_starts(s, BW_STR(">"));
	if (below || above)
		s = bw_str_trim(bw_str_sub(s, 1, s.n));
	if (!take_number(&s, &a, &da))
		return false;
	two = bw_str_starts(s, BW_STR("-"));
	if (two) {
		s = bw_str_trim(bw_str_sub(s, 1, s.n));
		if (below || above || !take_number(&s, &b, &db))
			return false;
	}
	if (s.n > 0 && !bw_str_is(s, "%"))
		return false;
	if (below)
		*out = (struct bw_share){ 0, PPB(a), BW_LO_OPEN | BW_HI_OPEN };
	else if (above)
		*out = (struct bw_share){ PPB(a), BW_ONE, BW_LO_OPEN };
	else if (!two)
		*out = bw_share_exact(PPB(a));
	else {
		*out = (struct bw_share){ lower(a, da), 0, 0 };
		out->hi = upper(b, db, &open);
		out->open = open;
	}
	return out->lo < out->hi || (out->lo == out->hi && out->open == 0);
}

/* A number in the register, written as a number or as text. */
static bool
node(struct bw_reading *rd, struct bw_json v, const char *key,
    struct bw_key *out)
{
	struct bw_json n = bw_json_get(v, key);
	struct bw_str s = bw_json_str(n);
	int64_t i;

	if (bw_json_i64(n, &i) && i > 0)
		s = bw_rd_fmt(rd, "%lld", (long long)i);
	s = bw_rd_text(rd, s);
	for (size_t k = 0; k < s.n; k++)
		if (s.p[k] < '0' || s.p[k] > '9')
			return false;
	if (s.n == 0 || s.n > 10)
		return false;
	out->scheme = s.n <= 8 ? BW_STR("dk-cvr") : BW_STR("dk-participant");
	out->value = s.n < 8
	    ? bw_rd_fmt(rd, "%.*s%.*s", (int)(8 - s.n), "00000000", BW_ARG(s))
	    : s;
	return true;
}

static int
party(struct bw_reading *rd, struct bw_json v, struct bw_key key,
    const char *name_key)
{
	bool company = bw_str_is(key.scheme, "dk-cvr");
	struct bw_party_rec p = { .key = key,
		.kind = company ? BW_PARTY_COMPANY : BW_PARTY_PERSON,
		.name = bw_rd_text(rd, bw_json_str(bw_json_get(v, name_key))),
		.country = company ? BW_STR("DK") : BW_STR(""),
		.ended = BW_DATE_MAX,
		.place = rd->place };
	static const char *const forms[] = { " LP", " L.P.", " Plc", " PLC",
		" Ltd", " Limited", " GmbH", " AB", " AS", " SA", " B.V.",
		" LLC", " Inc", " SCSp", " S.à r.l.", " SICAV" };

	/* Participants that carry a company's form are foreign companies. */
	for (size_t i = 0; i < BW_LEN(forms) && !company; i++)
		if (bw_str_ends(p.name, bw_str_of(forms[i])))
			p.kind = BW_PARTY_COMPANY;
	return bw_rd_party(rd, &p);
}

static int
edge(void *ctx, struct bw_json v)
{
	struct bw_reading *rd = ctx;
	struct bw_stake_rec s = { .nature = BW_NATURE_SHARES,
		.valid = BW_ALWAYS };
	int rc;

	if (!node(rd, v, "source", &s.holder))
		return bw_rd_refuse(
		    rd, "resights-source", "source is no number of a register");
	if (!node(rd, v, "target", &s.company))
		return bw_rd_refuse(
		    rd, "resights-target", "target is no number of a register");
	s.detail = bw_rd_text(rd, bw_json_str(bw_json_get(v, "share")));
	if (!band(s.detail, &s.share))
		return bw_rd_refuse(rd, "resights-share",
		    "share \"%.*s\" is no band", BW_SHOW(s.detail));
	rd->place.ref = bw_rd_text(rd, bw_json_str(bw_json_get(v, "id")));
	if (rd->place.ref.n == 0)
		rd->place.ref = bw_rd_fmt(rd, "%.*s_%.*s",
		    BW_ARG(s.holder.value), BW_ARG(s.company.value));
	s.place = rd->place;
	if ((rc = party(rd, v, s.holder, "source_name")) != 0 ||
	    (rc = party(rd, v, s.company, "target_name")) != 0 ||
	    (rc = bw_rd_replace(rd, rd->place.ref)) != 0)
		return rc;
	if (!bw_json_bool(bw_json_get(v, "active"), true))
		return bw_rd_skip(
		    rd, "resights-ended", "over, and no date tells since when");
	return bw_rd_stake(rd, &s);
}

static int
read_resights(
    struct bw_input *in, const struct bw_sink *sink, struct bw_err *err)
{
	struct bw_reading rd;
	int rc = bw_rd_init(&rd, sink, err);

	if (rc == 0)
		rc = bw_rd_json_each(&rd, in, NULL, edge, &rd);
	bw_rd_release(&rd);
	return rc;
}

static int
recognise(struct bw_str ahead, bool cut, const char *name)
{
	struct bw_str s = bw_str_trim(ahead);

	(void)cut;
	(void)name;
	if (s.n == 0 || (s.p[0] != '[' && s.p[0] != '{'))
		return 0;
	return bw_has_key(s, "source") && bw_has_key(s, "target") &&
		bw_has_key(s, "share") && bw_has_key(s, "source_name")
	    ? 90
	    : 0;
}

const struct bw_format bw_format_resights = {
	.name = "resights",
	.version = 1,
	.recognise = recognise,
	.read = read_resights,
};
