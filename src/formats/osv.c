/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * osv.c - the Open Source Vulnerability format (ossf.github.io/osv-schema).
 *
 * A record is one vulnerability, or one advisory of a distribution about
 * several (`upstream`), with the packages it touches. Ranges are events along
 * the versions of a package; each range becomes one `vers`, and the list of
 * versions another: a version is meant when it is in one of them, which is how
 * the standard evaluates them. Ranges of commits are counted and passed over,
 * for no inventory knows commits. Records come as JSON (one, an array, one a
 * line) and as YAML (one), so that a node stands for either. Rules:
 * doc/formats/osv.md.
 */
#include "base/yaml.h"
#include "formats/advice.h"
#include "formats/formats_priv.h"

struct node {
	struct bw_json json;
	const struct bw_yaml *yaml;
};
struct each {
	struct bw_json_each json;
	const struct bw_yaml *yaml; /* the next */
	struct node node;
};
struct osv {
	struct bw_advice a;
	uint32_t n_vuln; /* claims hold for each of them */
	size_t commits, packageless, empty;
	size_t before; /* claims before this affected[] */
};

static struct node
get(struct node n, const char *key)
{
	if (n.yaml != NULL)
		return (struct node){ .yaml = bw_yaml_get(n.yaml, key) };
	return (struct node){ .json = bw_json_get(n.json, key) };
}

static struct bw_str
text_of(struct osv *o, struct node n)
{
	struct bw_str raw = { 0 };

	if (n.yaml == NULL)
		raw = bw_json_str(n.json);
	else if (n.yaml->kind == BW_YAML_TEXT)
		raw = n.yaml->text;
	return bw_rd_text(&o->a.rd, raw);
}

static struct bw_str
text(struct osv *o, struct node n, const char *key)
{
	return text_of(o, get(n, key));
}

static bool
is_list(struct node n)
{
	return n.yaml != NULL ? n.yaml->kind == BW_YAML_LIST
			      : bw_json_type(n.json) == BW_JSON_ARRAY;
}

static bool
is_there(struct node n)
{
	return n.yaml != NULL ||
	    (bw_json_type(n.json) != BW_JSON_NONE &&
		bw_json_type(n.json) != BW_JSON_NULL);
}

static struct each
each(struct node n)
{
	struct each it = { 0 };

	if (n.yaml != NULL)
		it.yaml = is_list(n) ? n.yaml->child : NULL;
	else
		it.json =
		    bw_json_each(is_list(n) ? n.json : (struct bw_json){ 0 });
	return it;
}

static bool
step(struct each *it)
{
	if (it->yaml != NULL) {
		it->node = (struct node){ .yaml = it->yaml };
		it->yaml = it->yaml->next;
		return true;
	}
	if (!bw_json_step(&it->json))
		return false;
	it->node = (struct node){ .json = it->json.value };
	return true;
}

/* ---- who speaks ---- */

static void
speaker(struct osv *o, struct bw_str id)
{
	static const struct {
		const char *prefix, *name;
		uint8_t speaker;
	} who[] = { { "GHSA-", "GitHub", BW_SPEAKER_UPSTREAM },
		{ "GO-", "Go Vulnerability Database", BW_SPEAKER_UPSTREAM },
		{ "PYSEC-", "PyPA", BW_SPEAKER_UPSTREAM },
		{ "PSF-", "Python Software Foundation", BW_SPEAKER_VENDOR },
		{ "RUSTSEC-", "RustSec", BW_SPEAKER_UPSTREAM },
		{ "HSEC-", "Haskell", BW_SPEAKER_UPSTREAM },
		{ "RSEC-", "R Consortium", BW_SPEAKER_UPSTREAM },
		{ "BIT-", "Bitnami", BW_SPEAKER_DISTRIBUTION },
		{ "MAL-", "OpenSSF", BW_SPEAKER_UPSTREAM },
		{ "OSV-", "OSS-Fuzz", BW_SPEAKER_UPSTREAM },
		{ "CURL-", "curl", BW_SPEAKER_VENDOR },
		{ "DSA-", "Debian", BW_SPEAKER_DISTRIBUTION },
		{ "DLA-", "Debian", BW_SPEAKER_DISTRIBUTION },
		{ "DTSA-", "Debian", BW_SPEAKER_DISTRIBUTION },
		{ "DEBIAN-", "Debian", BW_SPEAKER_DISTRIBUTION },
		{ "USN-", "Ubuntu", BW_SPEAKER_DISTRIBUTION },
		{ "UBUNTU-", "Ubuntu", BW_SPEAKER_DISTRIBUTION },
		{ "ALPINE-", "Alpine", BW_SPEAKER_DISTRIBUTION },
		{ "CGA-", "Chainguard", BW_SPEAKER_DISTRIBUTION },
		{ "RHSA-", "Red Hat", BW_SPEAKER_DISTRIBUTION },
		{ "RHBA-", "Red Hat", BW_SPEAKER_DISTRIBUTION },
		{ "RHEA-", "Red Hat", BW_SPEAKER_DISTRIBUTION },
		{ "RLSA-", "Rocky Linux", BW_SPEAKER_DISTRIBUTION },
		{ "RXSA-", "Rocky Linux", BW_SPEAKER_DISTRIBUTION },
		{ "ALSA-", "AlmaLinux", BW_SPEAKER_DISTRIBUTION },
		{ "ALBA-", "AlmaLinux", BW_SPEAKER_DISTRIBUTION },
		{ "ALEA-", "AlmaLinux", BW_SPEAKER_DISTRIBUTION },
		{ "SUSE-", "SUSE", BW_SPEAKER_DISTRIBUTION },
		{ "openSUSE-", "SUSE", BW_SPEAKER_DISTRIBUTION },
		{ "MGASA-", "Mageia", BW_SPEAKER_DISTRIBUTION },
		{ "OESA-", "openEuler", BW_SPEAKER_DISTRIBUTION } };

	o->a.rec.speaker = BW_SPEAKER_UPSTREAM;
	for (size_t i = 0; i < BW_LEN(who); i++) {
		if (bw_str_starts(id, bw_str_of(who[i].prefix))) {
			o->a.rec.publisher = bw_str_of(who[i].name);
			o->a.rec.speaker = who[i].speaker;
		}
	}
}

/* ---- the vulnerability ---- */

static void
severities(struct osv *o, struct node list)
{
	struct each it = each(list);
	struct bw_rating r = { .at = BW_DATE_MIN };
	struct bw_str kind;

	while (step(&it)) {
		kind = text(o, it.node, "type");
		r.value = text(o, it.node, "score");
		r.kind = bw_str_starts(kind, BW_STR("CVSS"))
		    ? BW_RATING_CVSS
		    : BW_RATING_SEVERITY;
		bw_advice_rating(&o->a, r);
	}
}

/* Vectors may hang on each package; to the record they are the same. */
static void
ratings(struct osv *o, struct node n)
{
	struct each it = each(get(n, "affected"));
	struct bw_str word = text(o, get(n, "database_specific"), "severity");

	severities(o, get(n, "severity"));
	while (step(&it))
		severities(o, get(it.node, "severity"));
	bw_advice_rating(&o->a,
	    (struct bw_rating){
		.kind = BW_RATING_SEVERITY, .value = word, .at = BW_DATE_MIN });
}

/* A bulletin of a distribution is about the vulnerabilities it names as
 * upstream. Anything else is a vulnerability of its own. */
static void
vulnerabilities(struct osv *o, struct node n, struct bw_str id)
{
	struct each alias = each(get(n, "aliases"));
	struct each up = each(get(n, "upstream"));
	struct bw_str name;

	if (!is_there(get(n, "aliases")))
		while (step(&up))
			if ((name = text_of(o, up.node)).n > 0) {
				(void)bw_advice_vuln(&o->a, name);
				ratings(o, n);
			}
	if (o->a.vuln.n == 0) {
		(void)bw_advice_vuln(&o->a, id);
		while (step(&alias))
			bw_advice_alias(&o->a, text_of(o, alias.node));
		ratings(o, n);
	}
	o->n_vuln = (uint32_t)o->a.vuln.n;
	for (uint32_t i = 0; i < o->n_vuln; i++)
		o->a.vuln.v[i].title = o->a.rec.title;
}

/* ---- what is affected ---- */

static void
affect(struct osv *o, const struct bw_adv_product *p, struct bw_str purl)
{
	uint32_t id = bw_advice_product(&o->a, *p);

	bw_advice_key(&o->a, "purl", purl);
	for (uint32_t i = 0; i < o->n_vuln && !o->a.over; i++)
		bw_advice_claim(&o->a,
		    (struct bw_claim){ .vuln = i,
			.product = id,
			.status = BW_CLAIM_AFFECTED });
}

/* The events of a range, while they become a row of constraints. */
struct events {
	struct bw_str open; /* introduced, and not written yet */
	bool introduced;
	unsigned intervals; /* that hold a version */
};

static void
begin_interval(struct osv *o, struct events *e)
{
	if (e->open.n > 0 && !bw_str_is(e->open, "0"))
		bw_vers_part(&o->a, ">=", e->open);
	e->intervals += e->open.n > 0;
	e->open.n = 0;
}

/* One event has one of four names. "introduced: 0" is before everything, and
 * a limit of "*" behind everything. What is introduced where it is fixed holds
 * nothing (Bitnami writes such); as a row of constraints it would hold all that
 * follows. */
static int
event(struct osv *o, struct events *e, struct node n)
{
	static const char *const names[][2] = { { "fixed", "<" },
		{ "last_affected", "<=" }, { "limit", "<" } };
	struct bw_str v = text(o, n, "introduced");
	bool known = v.n > 0;

	if (known) {
		begin_interval(o, e);
		e->open = v;
		e->introduced = true;
	}
	for (size_t i = 0; i < BW_LEN(names); i++) {
		v = text(o, n, names[i][0]);
		if (v.n == 0)
			continue;
		known = true;
		if (i != 1 && e->open.n > 0 && bw_str_eq(e->open, v)) {
			e->open.n = 0;
			continue;
		}
		begin_interval(o, e);
		if (!bw_str_is(v, "*"))
			bw_vers_part(&o->a, names[i][1], v);
	}
	return known ? 0
		     : bw_rd_note(&o->a.rd, "osv-event",
			   "an event that is neither introduced, fixed, "
			   "last_affected nor limit");
}

static int
range(
    struct osv *o, struct node n, struct bw_adv_product *p, struct bw_str purl)
{
	struct bw_str type = text(o, n, "type"), scheme;
	struct each it = each(get(n, "events"));
	struct events e = { 0 };
	int rc = 0;

	if (bw_str_is(type, "GIT")) {
		o->commits++;
		return 0;
	}
	if (!bw_str_is(type, "SEMVER") && !bw_str_is(type, "ECOSYSTEM"))
		return bw_rd_note(&o->a.rd, "osv-range",
		    "\"%.*s\" is no type of range", BW_SHOW(type));
	scheme = bw_ecosystem_type(p->ecosystem);
	if (bw_str_is(type, "SEMVER") || scheme.n == 0)
		scheme = bw_str_is(type, "SEMVER") ? BW_STR("semver")
						   : BW_STR("generic");
	bw_vers_begin(&o->a, scheme);
	while (rc == 0 && step(&it))
		rc = event(o, &e, it.node);
	begin_interval(o, &e);
	if (rc == 0 && !e.introduced)
		return bw_rd_note(&o->a.rd, "osv-introduced",
		    "a range that begins nowhere: no event \"introduced\"");
	if (rc == 0 && e.intervals == 0)
		return bw_rd_note(
		    &o->a.rd, "osv-empty", "a range that holds no version");
	p->versions = bw_vers_take(&o->a, scheme);
	if (rc == 0)
		affect(o, p, purl);
	return rc;
}

static void
listed(struct osv *o, struct node list, struct bw_adv_product *p,
    struct bw_str purl)
{
	struct bw_str scheme = bw_ecosystem_type(p->ecosystem), v;
	struct each it = each(list);

	if (scheme.n == 0)
		scheme = BW_STR("generic");
	bw_vers_begin(&o->a, scheme);
	while (step(&it))
		if ((v = text_of(o, it.node)).n > 0)
			bw_vers_part(&o->a, "", v);
	if (o->a.parts == 0)
		return;
	p->versions = bw_vers_take(&o->a, scheme);
	affect(o, p, purl);
}

static int
affected(struct osv *o, struct node n)
{
	struct node package = get(n, "package");
	struct each it = each(get(n, "ranges"));
	struct bw_str purl = text(o, package, "purl");
	struct bw_adv_product p = { .name = text(o, package, "name"),
		.ecosystem = text(o, package, "ecosystem"),
		.on = BW_ADV_NONE };
	size_t before = o->a.claim.n, commits = o->commits;
	int rc = 0;

	if (p.name.n == 0 || p.ecosystem.n == 0) {
		o->packageless++;
		return 0;
	}
	while (rc == 0 && step(&it))
		rc = range(o, it.node, &p, purl);
	if (rc == 0)
		listed(o, get(n, "versions"), &p, purl);
	if (rc == 0 && o->a.claim.n == before && o->commits == commits)
		o->empty++;
	return rc;
}

/* ---- the record ---- */

static int
counted(struct osv *o)
{
	int rc = 0;

	if (o->commits > 0)
		rc = bw_rd_skip(&o->a.rd, "osv-git",
		    "%zu ranges of commits: no inventory knows those",
		    o->commits);
	if (rc == 0 && o->packageless > 0)
		rc = bw_rd_note(&o->a.rd, "osv-package",
		    "%zu entries of affected name no package", o->packageless);
	if (rc == 0 && o->empty > 0)
		rc = bw_rd_note(&o->a.rd, "osv-versions",
		    "%zu entries of affected say no version", o->empty);
	return rc;
}

static int
record(struct osv *o, struct node n)
{
	struct bw_advisory_rec *r = &o->a.rec;
	struct bw_str id = text(o, n, "id");
	struct each it = each(get(n, "affected"));
	int rc = 0;

	bw_advice_begin(&o->a);
	o->commits = o->packageless = o->empty = 0;
	o->a.rd.place.ref = id;
	if (id.n == 0)
		return bw_rd_refuse(&o->a.rd, "osv-id", "a record without id");
	r->key = (struct bw_key){ BW_STR("osv"), id };
	r->published = bw_moment(text(o, n, "published"));
	r->modified = bw_moment(text(o, n, "modified"));
	if (r->modified == BW_NO_TIME)
		rc = bw_rd_note(
		    &o->a.rd, "osv-modified", "no moment of the last change");
	if (r->modified < 0) /* the zero time of Go's database: not told */
		r->modified = BW_NO_TIME;
	if (text(o, n, "withdrawn").n > 0)
		r->state = BW_ADV_WITHDRAWN;
	r->title = text(o, n, "summary");
	if (r->title.n == 0)
		r->title = bw_text_cut(text(o, n, "details"), 160);
	r->lang = BW_STR("en");
	speaker(o, id);
	vulnerabilities(o, n, id);
	if (rc == 0 && is_there(get(n, "affected")) &&
	    !is_list(get(n, "affected")))
		rc =
		    bw_rd_note(&o->a.rd, "osv-affected", "affected is no list");
	while (rc == 0 && step(&it))
		rc = affected(o, it.node);
	if (rc == 0)
		rc = counted(o);
	return rc != 0 ? rc : bw_advice_tell(&o->a);
}

static int
read_yaml(struct osv *o, struct bw_input *in)
{
	const struct bw_yaml *doc = NULL;
	char *bytes = NULL;
	size_t n = 0;
	int rc = bw_input_all(in, (size_t)16 << 20, 1, &bytes, &n, o->a.rd.err);

	bw_rd_next(&o->a.rd, 1, 1);
	if (rc == 0)
		rc = bw_yaml_parse(&doc, (struct bw_str){ bytes, n },
		    &o->a.rd.scratch, o->a.rd.err);
	if (rc == 0 && (doc == NULL || doc->kind != BW_YAML_MAP))
		rc = bw_rd_refuse(
		    &o->a.rd, "osv-record", "a record is a map of names");
	else if (rc == 0)
		rc = record(o, (struct node){ .yaml = doc });
	bw_free(bytes);
	return rc;
}

static int
one_record(void *ctx, struct bw_json one)
{
	struct osv *o = ctx;

	return bw_json_type(one) == BW_JSON_OBJECT
	    ? record(o, (struct node){ .json = one })
	    : bw_rd_refuse(&o->a.rd, "osv-record", "a record is an object");
}

static int
read_json(struct osv *o, struct bw_input *in)
{
	static const struct bw_json_opt opt = { .max_record =
						    BW_ADVICE_DOCUMENT };

	return bw_rd_json_each(&o->a.rd, in, &opt, one_record, o);
}

static int
read_osv(struct bw_input *in, const struct bw_sink *sink, struct bw_err *err)
{
	struct osv o = { 0 };
	struct bw_str ahead = { 0 };
	int rc = bw_advice_init(&o.a, sink, err);

	if (rc == 0)
		rc = bw_input_peek(in, &ahead, err);
	ahead = bw_str_trim(ahead);
	if (rc == 0)
		rc = ahead.n > 0 && (ahead.p[0] == '{' || ahead.p[0] == '[')
		    ? read_json(&o, in)
		    : read_yaml(&o, in);
	bw_advice_release(&o.a);
	return rc;
}

/* `key:` at the beginning of a line. */
static bool
has_line(struct bw_str s, const char *key)
{
	struct bw_str line, name;

	while (bw_str_cut(&s, '\n', &line))
		if (bw_str_cut(&line, ':', &name) && bw_str_is(name, key))
			return true;
	return false;
}

static int
recognise(struct bw_str ahead, bool cut, const char *name)
{
	struct bw_str s = bw_str_trim(ahead);

	(void)cut;
	(void)name;
	if (s.n == 0)
		return 0;
	if (s.p[0] != '{' && s.p[0] != '[')
		return has_line(s, "id") && has_line(s, "affected") &&
			has_line(s, "modified")
		    ? 90
		    : 0;
	if (!bw_has_key(s, "id") || !bw_has_key(s, "modified"))
		return 0;
	return bw_has_key(s, "schema_version") && bw_has_key(s, "affected") ? 92
	    : bw_has_key(s, "affected") &&
		(bw_has_key(s, "events") || bw_has_key(s, "ecosystem"))
	    ? 88
	    : bw_has_key(s, "schema_version") ||
		(bw_has_key(s, "affected") && bw_has_key(s, "details"))
	    ? 70
	    : 0;
}

const struct bw_format bw_format_osv = {
	.name = "osv",
	.version = 1,
	.recognise = recognise,
	.read = read_osv,
};
