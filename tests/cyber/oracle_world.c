/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * oracle_world.c - worlds from dice, and the same as claims and inventories.
 */
#include <stdio.h>
#include "oracle.h"

/* ---- dice ---- */

static unsigned
dice(struct dice *d, unsigned n)
{
	if (d->p != NULL)
		return d->p < d->end ? *d->p++ % n : 0;
	d->seed ^= d->seed << 13;
	d->seed ^= d->seed >> 7;
	d->seed ^= d->seed << 17;
	return (unsigned)(d->seed >> 33) % n;
}

static struct thing
make_thing(struct dice *d)
{
	static const unsigned release[] = { 0, 11, 12 };
	struct thing t = { .kind = (enum kind)dice(d, KINDS),
		.product = dice(d, 2) };

	if (t.kind == WORDS)
		t.vendor = dice(d, 2);
	if (t.kind == DEB)
		t.release = release[dice(d, 3)];
	return t;
}

static struct said_product
make_product(struct dice *d, unsigned n)
{
	struct said_product p = { .thing = make_thing(d),
		.form = (enum form)dice(d, FORMS),
		.hi = 1 + dice(d, 4),
		.on = -1 };

	if (p.form == RANGE) {
		p.lo = dice(d, p.hi);
		p.upstream = p.thing.kind == DEB && dice(d, 2) == 0;
	}
	if (dice(d, 6) == 0)
		p.on = (int)dice(d, n);
	return p;
}

static void
make_node(struct said_vuln *v, struct dice *d, unsigned n, unsigned deep)
{
	struct said_node *node = &v->node[v->n_node++];

	node->op = deep == 2 ? BW_ADV_LEAF : (uint8_t)dice(d, 3);
	node->negate = dice(d, 4) == 0;
	node->product = dice(d, n);
	for (unsigned i = 0; i < 2 && node->op != BW_ADV_LEAF; i++)
		make_node(v, d, n, v->n_node == 1 ? 1 : 2);
}

static struct said_vuln
make_vuln(struct dice *d, unsigned n_product)
{
	struct said_vuln v = { .n_name = 1 + dice(d, 3) };

	for (unsigned i = 0; i < v.n_name; i++)
		v.name[i] = dice(d, NAMES);
	if (dice(d, 5) == 0)
		make_node(&v, d, n_product, 0);
	return v;
}

static void
make_said(struct said *s, struct dice *d)
{
	*s = (struct said){ .scheme = dice(d, 6),
		.publisher = dice(d, 3),
		.modified = dice(d, 3),
		.speaker = (uint8_t)dice(d, BW_SPEAKER_OWN + 1),
		.withdrawn = dice(d, 8) == 7,
		.n_vuln = 1 + dice(d, VULNS),
		.n_product = 1 + dice(d, PRODUCTS),
		.n_claim = 1 + dice(d, CLAIMS) };
	for (unsigned i = 0; i < s->n_product; i++) {
		s->product[i] = make_product(d, s->n_product);
		if (s->product[i].on == (int)i) /* on itself says nothing */
			s->product[i].on = -1;
	}
	for (unsigned i = 0; i < s->n_vuln; i++)
		s->vuln[i] = make_vuln(d, s->n_product);
	for (unsigned i = 0; i < s->n_claim; i++)
		s->claim[i] = (struct said_claim){ dice(d, s->n_vuln),
			dice(d, s->n_product),
			(uint8_t)(dice(d, 2) == 0 ? BW_CLAIM_AFFECTED
						  : dice(d, 5)),
			dice(d, 6) == 5 };
	/* What runs beside is told without a release: those names are all that
	 * is looked for. */
	for (unsigned i = 0; i < s->n_product; i++)
		if (s->product[i].on >= 0)
			s->product[s->product[i].on].thing.release = 0;
	for (unsigned i = 0; i < s->n_vuln; i++)
		for (unsigned k = 0; k < s->vuln[i].n_node; k++)
			s->product[s->vuln[i].node[k].product].thing.release =
			    0;
}

void
oracle_make(struct oracle_world *w, struct dice *d)
{
	static const unsigned version[] = { 1, 2, 3, 4, 0, ODD };
	static const unsigned least[] = { BW_SURE_SIMILAR, BW_SURE_DERIVED,
		BW_SURE_EXACT };

	*w = (struct oracle_world){ .least = least[dice(d, 3)] };
	for (unsigned i = 0; i < COMPONENTS; i++) {
		struct component *c = &w->component[i];

		c->thing = make_thing(d);
		c->version = version[dice(d, c->thing.kind == DEB ? 5 : 6)];
		c->system = dice(d, 8) == 7;
	}
	for (unsigned h = 0; h < HOSTS; h++)
		for (unsigned i = 0; i < COMPONENTS; i++)
			w->on_host[h][i] = dice(d, 2) == 1;
	for (unsigned i = 0; i < ADVISORIES; i++)
		make_said(&w->said[i], d);
}

/* ---- as records ---- */

#define TEXT 96
#define NUMBER 32
struct told_thing {
	struct bw_key key[2];
	size_t n_key;
	struct bw_str vendor, name, ecosystem;
	char text[4][TEXT];
};

/* With a version (of a component) or NULL. */
static void
tell_thing(struct told_thing *to, const struct thing *t, const char *version)
{
	*to = (struct told_thing){ 0 };
	snprintf(to->text[0], TEXT, "p%u", t->product);
	if (t->kind == NPM || t->kind == NPM_CPE) {
		snprintf(to->text[1], TEXT, "pkg:npm/p%u%s%s", t->product,
		    version == NULL ? "" : "@", version == NULL ? "" : version);
		to->key[to->n_key++] =
		    (struct bw_key){ BW_STR("purl"), bw_str_of(to->text[1]) };
	}
	if (t->kind == CPE || t->kind == NPM_CPE) {
		snprintf(to->text[2], TEXT, "cpe:2.3:a:v:p%u:%s:*:*:*:*:*:*:*",
		    t->product, version == NULL ? "*" : version);
		to->key[to->n_key++] =
		    (struct bw_key){ BW_STR("cpe"), bw_str_of(to->text[2]) };
	}
	if (t->kind == DEB && version == NULL && t->release != 0) {
		snprintf(to->text[1], TEXT, "Debian:%u", t->release);
		to->ecosystem = bw_str_of(to->text[1]);
		to->name = bw_str_of(to->text[0]);
	} else if (t->kind == DEB) {
		snprintf(to->text[1], TEXT, "pkg:deb/debian/p%u%s%s",
		    t->product, version == NULL ? "" : "@",
		    version == NULL ? "" : version);
		to->key[to->n_key++] =
		    (struct bw_key){ BW_STR("purl"), bw_str_of(to->text[1]) };
	}
	if (t->kind == WORDS || t->kind == ALONE)
		to->name = bw_str_of(to->text[0]);
	if (t->kind == WORDS)
		to->vendor =
		    t->vendor == 0 ? BW_STR("Acme GmbH") : BW_STR("Bolt");
}

static void
tell_number(char *to, unsigned version, bool deb)
{
	snprintf(to, NUMBER, "%u.0.0%s", version, deb ? "-1" : "");
}

static void
tell_versions(struct bw_versions *v, const struct said_product *p, char *text)
{
	bool deb = p->thing.kind == DEB && !p->upstream;
	const char *scheme = deb ? "deb"
	    : p->thing.kind == WORDS || p->thing.kind == ALONE ||
		p->thing.kind == CPE || p->upstream
	    ? "semver"
	    : "npm";
	char lo[NUMBER], hi[NUMBER];

	tell_number(lo, p->lo, deb);
	tell_number(hi, p->hi, deb);
	*v = (struct bw_versions){ .form = BW_VERSIONS_ALL };
	if (p->form == ALL)
		return;
	v->form = p->form == ONE ? BW_VERSIONS_ONE
	    : p->form == RANGE   ? BW_VERSIONS_VERS
				 : BW_VERSIONS_WORDS;
	if (p->form == ONE)
		snprintf(text, TEXT, "%s", hi);
	else if (p->form == BEFORE)
		snprintf(text, TEXT, "< %s", hi);
	else if (p->form == UNREAD)
		snprintf(text, TEXT, "with the option X");
	else if (p->lo == 0)
		snprintf(text, TEXT, "vers:%s/<%s", scheme, hi);
	else
		snprintf(text, TEXT, "vers:%s/>=%s|<%s", scheme, lo, hi);
	v->text = bw_str_of(text);
}

struct told {
	struct told_thing thing[PRODUCTS];
	char versions[PRODUCTS][TEXT], ref[16], publisher[16];
	struct bw_adv_product product[PRODUCTS];
	struct bw_str alias[VULNS][2];
	struct bw_adv_vuln vuln[VULNS];
	struct bw_adv_node node[VULNS][5];
	struct bw_claim claim[CLAIMS];
	struct bw_advisory_rec rec;
};

static void
tell_vuln(struct told *t, const struct said_vuln *v, unsigned i)
{
	for (unsigned k = 1; k < v->n_name; k++)
		t->alias[i][k - 1] = bw_str_of(oracle_name[v->name[k]]);
	for (unsigned k = 0; k < v->n_node; k++)
		t->node[i][k] = (struct bw_adv_node){ .op = v->node[k].op,
			.negate = v->node[k].negate,
			.product = v->node[k].product,
			.n = v->node[k].op == BW_ADV_LEAF ? 0 : 2 };
	t->vuln[i] =
	    (struct bw_adv_vuln){ .name = bw_str_of(oracle_name[v->name[0]]),
		    .alias = t->alias[i],
		    .n_alias = v->n_name - 1,
		    .node = t->node[i],
		    .n_node = v->n_node };
}

static void
tell_product(struct told *t, const struct said_product *p, unsigned i)
{
	struct told_thing *g = &t->thing[i];

	tell_thing(g, &p->thing, NULL);
	t->product[i] = (struct bw_adv_product){ .vendor = g->vendor,
		.name = g->name,
		.ecosystem = g->ecosystem,
		.key = g->key,
		.n_key = g->n_key,
		.on = p->on < 0 ? BW_ADV_NONE : (uint32_t)p->on };
	tell_versions(&t->product[i].versions, p, t->versions[i]);
}

static void
tell(struct told *t, const struct said *s, unsigned number)
{
	*t = (struct told){ 0 };
	snprintf(t->ref, sizeof(t->ref), "ADV-%u", number);
	snprintf(t->publisher, sizeof(t->publisher), "P%u", s->publisher);
	for (unsigned i = 0; i < s->n_product; i++)
		tell_product(t, &s->product[i], i);
	for (unsigned i = 0; i < s->n_vuln; i++)
		tell_vuln(t, &s->vuln[i], i);
	for (unsigned i = 0; i < s->n_claim; i++)
		t->claim[i] = (struct bw_claim){ .vuln = s->claim[i].vuln,
			.product = s->claim[i].product,
			.status = s->claim[i].status,
			.flags = s->claim[i].otherwise ? BW_CLAIM_DEFAULT : 0 };
	t->rec = (struct bw_advisory_rec){
		.key = { bw_str_of(oracle_scheme[s->scheme]),
		    bw_str_of(t->ref) },
		.publisher = bw_str_of(t->publisher),
		.modified = s->modified,
		.speaker = s->speaker,
		.state = s->withdrawn ? BW_ADV_WITHDRAWN : BW_ADV_CURRENT,
		.vuln = t->vuln,
		.n_vuln = s->n_vuln,
		.product = t->product,
		.n_product = s->n_product,
		.claim = t->claim,
		.n_claim = s->n_claim
	};
}

/* ---- as claims and inventories ---- */

static int
add_claims(struct bw_claims_build *b, const struct oracle_world *w,
    unsigned from, unsigned end, struct bw_err *err)
{
	int rc = 0;

	for (unsigned i = from; i < end && rc == 0; i++) {
		struct told t;

		tell(&t, &w->said[i], i);
		rc = bw_claims_add(b, &t.rec, i, err);
	}
	return rc;
}

static int
say_claims(struct bw_claims *out, const struct bw_claims *under,
    const struct oracle_world *w, const struct bw_naming_rules *r,
    unsigned from, unsigned end, struct bw_err *err)
{
	struct bw_claims_build *b;
	int rc = under == NULL ? bw_claims_begin(&b, r, err)
			       : bw_claims_begin_over(&b, r, under, err);

	if (rc == 0) {
		rc = add_claims(b, w, from, end, err);
		if (rc == 0)
			return bw_claims_finish(b, out, err);
		bw_claims_abort(b);
	}
	return rc;
}

static int
add_package(struct bw_estate_build *b, const struct component *c, unsigned row,
    uint32_t *id, struct bw_err *err)
{
	struct told_thing t;
	struct bw_component_rec rec = { 0 };
	char version[NUMBER] = "latest", distro[NUMBER] = "";
	bool told = c->version != 0;

	if (told && c->version != ODD)
		tell_number(version, c->version, c->thing.kind == DEB);
	tell_thing(&t, &c->thing, told ? version : NULL);
	if (c->thing.kind == DEB && !told) { /* a purl without a version */
		snprintf(
		    t.text[1], TEXT, "pkg:deb/debian/p%u", c->thing.product);
		t.key[0] =
		    (struct bw_key){ BW_STR("purl"), bw_str_of(t.text[1]) };
		t.n_key = 1;
		t.ecosystem = t.name = (struct bw_str){ NULL, 0 };
	}
	if (c->thing.release != 0)
		snprintf(distro, NUMBER, "debian:%u", c->thing.release);
	rec.vendor = t.vendor;
	rec.name = t.name;
	rec.key = t.key;
	rec.n_key = t.n_key;
	rec.flags = c->system ? BW_COMPONENT_SYSTEM : 0;
	if (told)
		rec.version = bw_str_of(version);
	return bw_estate_package(b, &rec, bw_str_of(distro), row, id, err);
}

/* Packages and hosts from .. end; those below have the numbers before them. */
static int
say_estate(struct bw_estate *out, const struct bw_estate *under,
    const struct oracle_world *w, const struct bw_naming_rules *r,
    unsigned package, unsigned host, unsigned end, struct bw_err *err)
{
	uint32_t id[COMPONENTS], on[COMPONENTS];
	struct bw_estate_build *b;
	int rc = under == NULL ? bw_estate_begin(&b, r, err)
			       : bw_estate_begin_over(&b, r, under, err);

	if (rc != 0)
		return rc;
	for (unsigned i = 0; i < package; i++)
		id[i] = i;
	for (unsigned i = package; i < COMPONENTS && rc == 0; i++)
		rc = add_package(b, &w->component[i], i, &id[i], err);
	for (unsigned h = host; h < end && rc == 0; h++) {
		size_t n = 0;

		for (unsigned i = 0; i < COMPONENTS; i++)
			if (w->on_host[h][i])
				on[n++] = id[i];
		rc = bw_estate_host(b, h, on, n, err);
	}
	if (rc == 0)
		return bw_estate_finish(b, out, err);
	bw_estate_abort(b);
	return rc;
}

int
oracle_say(struct oracle_held *h, const struct oracle_world *w,
    const struct bw_naming_rules *r, unsigned cut, struct bw_err *err)
{
	int rc = 0;

	*h = (struct oracle_held){ 0 };
	if (cut > 0) {
		rc = say_claims(&h->below, NULL, w, r, 0, cut, err);
		if (rc == 0)
			rc = say_estate(&h->under, NULL, w, r, 0, 0, 1, err);
	}
	if (rc == 0)
		rc = say_claims(&h->claims, cut > 0 ? &h->below : NULL, w, r,
		    cut, ADVISORIES, err);
	if (rc == 0)
		rc = say_estate(&h->estate, cut > 0 ? &h->under : NULL, w, r,
		    cut > 0 ? COMPONENTS : 0, cut > 0 ? 1 : 0, HOSTS, err);
	return rc;
}

void
oracle_release(struct oracle_held *h)
{
	bw_claims_release(&h->claims);
	bw_claims_release(&h->below);
	bw_estate_release(&h->estate);
	bw_estate_release(&h->under);
}

/* ---- held against the oracle ---- */

static void
find(const struct oracle_held *h, const struct bw_match_result *r,
    unsigned component, unsigned problem, struct oracle_verdict *out)
{
	for (size_t i = 0; i < r->n_verdict; i++) {
		const struct bw_verdict *v = &r->verdict[i];

		if (bw_estate_package_at(&h->estate, v->package)->row ==
			component &&
		    bw_str_is(bw_intern_get(&h->claims.problems, v->problem),
			oracle_name[problem]))
			*out =
			    (struct oracle_verdict){ v->says, v->why, v->sure };
	}
}

static bool
host_agrees(const struct oracle_held *h, const struct oracle_world *w,
    const struct bw_precedence *p, const struct bw_match_result *r,
    unsigned host, struct bw_buf *why)
{
	size_t n = 0;

	for (unsigned c = 0; c < COMPONENTS; c++)
		for (unsigned u = 0; u < NAMES && w->on_host[host][c]; u++) {
			struct oracle_verdict is = { 0 };
			struct oracle_verdict want =
			    oracle_decide(w, p, host, c, u);

			find(h, r, c, u, &is);
			n += want.says != BW_SAYS_NOTHING;
			if (is.says == want.says && is.why == want.why &&
			    is.sure == want.sure)
				continue;
			bw_buf_fmt(why,
			    "host %u component %u %s: says %u why %u sure %u, "
			    "the rules %u %u %u\n",
			    host, c, oracle_name[u], is.says, is.why, is.sure,
			    want.says, want.why, want.sure);
			return false;
		}
	if (n != r->n_verdict)
		bw_buf_fmt(why, "host %u: %zu verdicts, the rules %zu\n", host,
		    r->n_verdict, n);
	return n == r->n_verdict;
}

bool
oracle_agrees(const struct oracle_held *h, const struct oracle_world *w,
    const struct bw_precedence *p, struct bw_buf *why, size_t *verdicts)
{
	struct bw_match_opt opt = { .least = (uint8_t)w->least,
		.silent = true };
	struct bw_err err = { 0 };
	struct bw_match *m;
	bool same =
	    bw_match_new(&m, &h->claims, &h->estate, p, &opt, &err) == 0;

	for (uint32_t i = 0; i < HOSTS && same; i++) {
		struct bw_match_result r;

		same = bw_match_host(m, i, &err) == 0;
		r = bw_match_result(m);
		*verdicts += r.n_verdict;
		same = same && host_agrees(h, w, p, &r, i, why);
	}
	bw_match_free(m);
	if (err.code != 0)
		bw_buf_z(why, err.what);
	return same;
}
