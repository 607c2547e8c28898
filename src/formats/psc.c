/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * psc.c - the British register of people with significant control.
 *
 * Companies House publishes it as one JSON object a line: the company's
 * number and what it said about one person, company, or the lack of one. A
 * person who holds shares and votes and appoints the board says three things,
 * and becomes three stakes. What a company says about *nobody* ("we have not
 * found out yet", "we are exempt") is kept as an unknown holder with that
 * reason, for it is not the same as silence.
 *
 * A person has no number of its own here: the address of the entry
 * (links.self) is its id, and the id under which a later file replaces it.
 * Dates of birth, nationalities and addresses are left out: nothing here
 * computes with them. Rules: doc/formats/uk-psc.md.
 */
#include "formats/formats_priv.h"
#include "formats/psc_nature.h"
#include "formats/regid.h"
#include "base/json.h"

struct psc {
	struct bw_reading rd;
	struct bw_json data;
	struct bw_key company, holder;
	struct bw_period valid;
};

static struct bw_str
text(struct psc *p, const char *path)
{
	return bw_rd_text(&p->rd, bw_json_str(bw_json_path(p->data, path)));
}

/* Companies House writes the parts of the kingdom as countries. */
static struct bw_str
country(struct psc *p, struct bw_str name)
{
	static const char *const parts[] = { "England", "Scotland", "Wales",
		"Northern Ireland", "England and Wales", "England & Wales",
		"England And Wales", "Great Britain", "United Kingdom" };

	for (size_t i = 0; i < BW_LEN(parts); i++)
		if (bw_str_eq_nocase(name, bw_str_of(parts[i])))
			return BW_STR("GB");
	return bw_rd_country(&p->rd, name);
}

/* A date that is there but cannot be read is noted and left out. */
static int
date(struct psc *p, const char *key, bw_date *out)
{
	struct bw_str s = text(p, key);

	if (s.n == 0 || bw_date_parse(s, out))
		return 0;
	return bw_rd_note(
	    &p->rd, "psc-date", "%s \"%.*s\" is no date", key, BW_SHOW(s));
}

/* False when the entry ended at a time nobody told: it holds on no day that
 * can be named. */
static int
period(struct psc *p, bool *usable)
{
	int rc;

	p->valid = BW_ALWAYS;
	*usable = false;
	if ((rc = date(p, "notified_on", &p->valid.from)) != 0 ||
	    (rc = date(p, "ceased_on", &p->valid.to)) != 0)
		return rc;
	if (p->valid.to == BW_DATE_MAX &&
	    bw_json_bool(bw_json_get(p->data, "ceased"), false))
		return bw_rd_skip(&p->rd, "psc-ceased-undated",
		    "ceased, but no ceased_on says when");
	if (p->valid.from < p->valid.to) {
		*usable = true;
		return 0;
	}
	if (p->valid.from == p->valid.to)
		return bw_rd_skip(
		    &p->rd, "psc-no-time", "ceased on the day it was notified");
	/* Notified late, after it had ended: it held until then. */
	p->valid.from = BW_DATE_MIN;
	*usable = true;
	return bw_rd_note(&p->rd, "psc-date-order",
	    "ceased before it was notified: beginning taken as not told");
}

static int
stake(struct psc *p, const struct bw_psc_nature *n, struct bw_str code)
{
	struct bw_stake_rec s = { .holder = p->holder,
		.company = p->company,
		.nature = n->nature,
		.flags = BW_STAKE_BENEFICIAL,
		.share = n->share,
		.valid = p->valid,
		.detail = code,
		.place = p->rd.place };

	if (!n->told)
		s.flags |= BW_STAKE_NO_SHARE;
	if (n->through)
		s.flags |= BW_STAKE_INDIRECT;
	return bw_rd_stake(&p->rd, &s);
}

static int
bare_stake(struct psc *p, struct bw_str detail)
{
	struct bw_psc_nature n = { .nature = BW_NATURE_OTHER,
		.share = bw_share_unknown() };

	return stake(p, &n, detail);
}

static int
stakes(struct psc *p)
{
	struct bw_json list = bw_json_get(p->data, "natures_of_control");
	struct bw_json_each it = bw_json_each(list);
	struct bw_psc_nature n;
	struct bw_str code;
	size_t said = 0;
	int rc = 0;

	while (rc == 0 && bw_json_step(&it)) {
		said++;
		code = bw_rd_text(&p->rd, bw_json_str(it.value));
		if (bw_psc_nature(code, &n))
			rc = stake(p, &n, code);
		else
			rc = bw_rd_refuse(&p->rd, "psc-nature",
			    "\"%.*s\" is no nature of control we know",
			    BW_SHOW(code));
	}
	return rc != 0 || said > 0 ? rc : bare_stake(p, BW_STR(""));
}

/* "name", or the elements joined, without the title. */
static struct bw_str
name_of(struct psc *p)
{
	static const char *const parts[] = { "name_elements.forename",
		"name_elements.middle_name", "name_elements.surname" };
	struct bw_str whole = { 0 }, part;

	for (size_t i = 0; i < BW_LEN(parts); i++) {
		part = text(p, parts[i]);
		if (part.n > 0 && whole.n > 0)
			whole = bw_rd_fmt(
			    &p->rd, "%.*s %.*s", BW_ARG(whole), BW_ARG(part));
		else if (part.n > 0)
			whole = part;
	}
	return whole.n > 0 ? whole : text(p, "name");
}

/* A British company has its number in the same register; a Dutch number of
 * eight digits can only be that of the trade register. */
static size_t
register_number(struct psc *p, struct bw_str where, struct bw_key *out)
{
	struct bw_str number = text(p, "identification.registration_number");
	size_t digits = 0;

	for (size_t i = 0; i < number.n; i++)
		digits += number.p[i] >= '0' && number.p[i] <= '9';
	if (digits == 0)
		return 0;
	if (bw_str_is(where, "GB"))
		return bw_regid(&p->rd, BW_STR("gb-coh"), number, out, NULL);
	if (bw_str_is(where, "NL") && digits == 8 && number.n == 8)
		return bw_regid(&p->rd, BW_STR("kvk"), number, out, NULL);
	return 0;
}

/* "Legal persons" are what has no shares: governments and their departments,
 * local authorities, international organisations, corporations sole
 * (Companies Act 2006, s. 790C(12)). Only the legal form tells which. */
static uint8_t
legal_person_kind(struct psc *p)
{
	static const char *const words[] = { "government", "ministry",
		"department", "council", "authority", "secretary of state",
		"crown", "municipality" };
	struct bw_str form =
	    bw_rd_lower(&p->rd, text(p, "identification.legal_form"));

	for (size_t i = 0; i < BW_LEN(words); i++)
		if (bw_str_find(form, bw_str_of(words[i])) >= 0)
			return BW_PARTY_STATE_BODY;
	return BW_PARTY_COMPANY;
}

static int
somebody(struct psc *p, uint8_t kind)
{
	struct bw_key number;
	struct bw_party_rec party = { .key = p->holder,
		.kind = kind,
		.id = &number,
		.ended = BW_DATE_MAX,
		.place = p->rd.place };
	int rc;

	party.name = name_of(p);
	if (party.name.n == 0)
		return bw_rd_refuse(&p->rd, "psc-name", "nobody is named");
	if (kind == BW_PARTY_PERSON) {
		party.country = country(p, text(p, "country_of_residence"));
	} else {
		party.country =
		    country(p, text(p, "identification.country_registered"));
		party.n_id = register_number(p, party.country, &number);
		if (kind == BW_PARTY_COMPANY &&
		    bw_is_stichting(party.name, party.country))
			party.kind = BW_PARTY_FOUNDATION;
	}
	if ((rc = bw_rd_party(&p->rd, &party)) != 0)
		return rc;
	return stakes(p);
}

static int
nobody(struct psc *p, struct bw_str id, struct bw_str reason)
{
	struct bw_party_rec party = { .kind = BW_PARTY_UNKNOWN,
		.reason = reason,
		.ended = BW_DATE_MAX,
		.place = p->rd.place };
	int rc;

	p->holder = party.key = (struct bw_key){ BW_STR("unknown"), id };
	if ((rc = bw_rd_party(&p->rd, &party)) != 0)
		return rc;
	return bare_stake(p, reason);
}

/* Statements about changes, or that all is told, name no gap. */
static bool
tells_a_gap(struct bw_str s)
{
	static const char *const complete[] = {
		"all-beneficial-owners-identified",
		"nobody-has-become-or-ceased-to-be-a-beneficial-owner",
		"somebody-has-become-or-ceased-to-be-a-beneficial-owner",
		"no-change-beneficial-owner-relevant-period",
		"change-beneficial-owner-relevant-period",
		"no-trust-involved-relevant-period",
		"trust-involved-relevant-period",
		"no-change-beneficiary-relevant-period",
		"change-beneficiary-relevant-period"
	};

	for (size_t i = 0; i < BW_LEN(complete); i++)
		if (bw_str_is(s, complete[i]))
			return false;
	return true;
}

static int
statement(struct psc *p)
{
	struct bw_str said = text(p, "statement");

	if (said.n == 0)
		return bw_rd_refuse(
		    &p->rd, "psc-statement", "a statement that says nothing");
	if (!tells_a_gap(said))
		return bw_rd_skip(&p->rd, "psc-statement-complete",
		    "\"%.*s\" names no gap in the register", BW_SHOW(said));
	/* An entry may share its address with others of the company. */
	return nobody(p,
	    bw_rd_fmt(
		&p->rd, "%.*s#%.*s", BW_ARG(p->rd.place.ref), BW_ARG(said)),
	    said);
}

static int
hidden(struct psc *p)
{
	struct bw_str why = text(p, "description");

	if (why.n == 0)
		why = text(p, "kind");
	return nobody(p, p->rd.place.ref, why);
}

static int
exemption(struct psc *p, struct bw_str type, struct bw_json item)
{
	struct bw_str from = bw_json_str(bw_json_get(item, "exempt_from"));
	struct bw_str to = bw_json_str(bw_json_get(item, "exempt_to"));

	int rc = 0;

	p->valid = BW_ALWAYS;
	(void)bw_date_parse(from, &p->valid.from);
	if (to.n > 0 && !bw_date_parse(to, &p->valid.to))
		rc = bw_rd_note(&p->rd, "psc-date",
		    "exempt_to \"%.*s\" is no date", BW_SHOW(to));
	if (rc != 0)
		return rc;
	if (p->valid.from >= p->valid.to)
		return bw_rd_refuse(&p->rd, "psc-exemption-order",
		    "the exemption ends before it begins");
	return nobody(p,
	    bw_rd_fmt(&p->rd, "%.*s#%.*s#%.*s", BW_ARG(p->rd.place.ref),
		BW_ARG(type), BW_ARG(bw_rd_text(&p->rd, from))),
	    type);
}

static int
exemptions(struct psc *p)
{
	struct bw_json_each it =
	    bw_json_each(bw_json_get(p->data, "exemptions"));
	size_t said = 0;
	int rc = 0;

	while (rc == 0 && it.object && bw_json_step(&it)) {
		struct bw_json_each item =
		    bw_json_each(bw_json_get(it.value, "items"));
		struct bw_str type = bw_rd_text(&p->rd,
		    bw_json_str(bw_json_get(it.value, "exemption_type")));

		if (type.n == 0)
			type = bw_rd_text(&p->rd, it.key);
		while (rc == 0 && type.n > 0 && bw_json_step(&item)) {
			rc = exemption(p, type, item.value);
			said++;
		}
	}
	if (rc == 0 && said == 0)
		rc = bw_rd_refuse(
		    &p->rd, "psc-exemption", "exemptions, but none is given");
	return rc;
}

enum psc_kind {
	K_PERSON,
	K_CORPORATE,
	K_LEGAL,
	K_HIDDEN,
	K_STATEMENT,
	K_EXEMPTIONS,
	K_TOTALS,
	K_UNKNOWN
};

static enum psc_kind
kind_of(struct bw_str s)
{
	static const struct {
		const char *name;
		enum psc_kind kind;
	} kinds[] = {
		{ "individual-person-with-significant-control", K_PERSON },
		{ "individual-beneficial-owner", K_PERSON },
		{ "corporate-entity-person-with-significant-control",
		    K_CORPORATE },
		{ "corporate-entity-beneficial-owner", K_CORPORATE },
		{ "legal-person-person-with-significant-control", K_LEGAL },
		{ "legal-person-beneficial-owner", K_LEGAL },
		{ "super-secure-person-with-significant-control", K_HIDDEN },
		{ "super-secure-beneficial-owner", K_HIDDEN },
		{ "persons-with-significant-control-statement", K_STATEMENT },
		{ "exemptions", K_EXEMPTIONS },
		{ "totals#persons-of-significant-control-snapshot", K_TOTALS }
	};

	for (size_t i = 0; i < BW_LEN(kinds); i++)
		if (bw_str_is(s, kinds[i].name))
			return kinds[i].kind;
	return K_UNKNOWN;
}

static int
take(struct psc *p, enum psc_kind kind)
{
	bool usable = true;
	int rc = bw_rd_replace(&p->rd, p->rd.place.ref);

	if (rc == 0 && kind != K_EXEMPTIONS)
		rc = period(p, &usable);
	if (rc != 0 || !usable)
		return rc;
	switch (kind) {
	case K_PERSON:
		return somebody(p, BW_PARTY_PERSON);
	case K_CORPORATE:
		return somebody(p, BW_PARTY_COMPANY);
	case K_LEGAL:
		return somebody(p, legal_person_kind(p));
	case K_HIDDEN:
		return hidden(p);
	case K_STATEMENT:
		return statement(p);
	case K_EXEMPTIONS:
		return exemptions(p);
	case K_TOTALS:
	case K_UNKNOWN:
		break;
	}
	return 0;
}

/* "/company/N/persons-with-significant-control/individual/X" without what is
 * the same in all of them: ids are kept by the million. */
static struct bw_str
short_link(struct psc *p, struct bw_str self)
{
	static const struct bw_str head = BW_STR_INIT("/company/");
	static const struct bw_str middle =
	    BW_STR_INIT("/persons-with-significant-control");
	ptrdiff_t at = bw_str_find(self, middle);
	size_t from;

	if (!bw_str_starts(self, head) || at < (ptrdiff_t)head.n)
		return self;
	from = (size_t)at + middle.n;
	if (from + 1 >= self.n || (self.p[from] != '/' && self.p[from] != '-'))
		return self;
	return bw_rd_fmt(&p->rd, "%.*s/%.*s", (int)((size_t)at - head.n),
	    self.p + head.n, (int)(self.n - from - 1), self.p + from + 1);
}

/* The id of an entry. Statements may share one link with other entries. */
static struct bw_str
entry_id(struct psc *p, enum psc_kind kind)
{
	struct bw_str self = short_link(p, text(p, "links.self"));

	if (self.n == 0)
		self = text(p, "etag");
	if (self.n > 0 && kind == K_STATEMENT)
		return bw_rd_fmt(&p->rd, "%.*s#statement", BW_ARG(self));
	return self;
}

static int
entry(void *ctx, struct bw_json record)
{
	struct psc *p = ctx;
	struct bw_str kind, number;
	enum psc_kind k;

	p->data = bw_json_get(record, "data");
	kind = text(p, "kind");
	k = kind_of(kind);
	if (k == K_TOTALS)
		return bw_rd_skip(&p->rd, "psc-totals",
		    "totals of the snapshot: nothing to keep");
	if (k == K_UNKNOWN)
		return bw_rd_refuse(&p->rd, "psc-kind",
		    "\"%.*s\" is no kind of entry we know", BW_SHOW(kind));
	number = bw_json_str(bw_json_get(record, "company_number"));
	if (!bw_regid(&p->rd, BW_STR("gb-coh"), number, &p->company, NULL))
		return bw_rd_refuse(&p->rd, "psc-company",
		    "no company_number: of which company is this?");
	p->rd.place.ref = entry_id(p, k);
	if (p->rd.place.ref.n == 0)
		return bw_rd_refuse(&p->rd, "psc-id",
		    "neither links.self nor etag: the entry has no id");
	p->holder = (struct bw_key){ BW_STR("record"), p->rd.place.ref };
	return take(p, k);
}

static int
about(struct bw_reading *rd)
{
	int rc = bw_rd_about(rd, "publisher", BW_STR("Companies House"));

	return rc != 0 ? rc : bw_rd_about(rd, "licence", BW_STR("OGL-UK-3.0"));
}

static int
read_psc(struct bw_input *in, const struct bw_sink *sink, struct bw_err *err)
{
	struct psc p = { 0 };
	int rc = bw_rd_init(&p.rd, sink, err);

	if (rc == 0)
		rc = about(&p.rd);
	if (rc == 0)
		rc = bw_rd_json_each(&p.rd, in, NULL, entry, &p);
	bw_rd_release(&p.rd);
	return rc;
}

static int
recognise(struct bw_str ahead, bool cut, const char *name)
{
	struct bw_str s = bw_str_trim(ahead);

	(void)cut;
	(void)name;
	if (s.n == 0 || (s.p[0] != '{' && s.p[0] != '['))
		return 0;
	if (!bw_has_key(s, "data") || !bw_has_key(s, "kind") ||
	    bw_has_key(s, "recordType") || bw_has_key(s, "statementType"))
		return 0;
	if (bw_str_find(s, BW_STR("person-with-significant-control")) >= 0 ||
	    bw_str_find(s, BW_STR("persons-with-significant-control")) >= 0 ||
	    bw_str_find(s, BW_STR("persons-of-significant-control")) >= 0 ||
	    bw_str_find(s, BW_STR("-beneficial-owner\"")) >= 0)
		return 95;
	return bw_has_key(s, "company_number") ? 90
	    : bw_has_key(s, "etag")            ? 60
					       : 0;
}

const struct bw_format bw_format_psc = {
	.name = "psc",
	.version = 1,
	.recognise = recognise,
	.read = read_psc,
};
