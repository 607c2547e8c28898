/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * naming.c - from identifiers and words to names.
 */
#include "cyber/naming_priv.h"
#include "base/fold.h"
#include "base/vec.h"
#include "cyber/cpe.h"
#include "cyber/purl.h"

struct naming {
	struct bw_namings *out;
	const struct bw_naming_rules *r;
	struct bw_arena *a;
	struct bw_err *err;
	struct bw_buf b;
	int rc;
};

static void
add(struct naming *n, struct bw_str qualifiers, enum bw_sure sure)
{
	struct bw_naming one = { .text = bw_arena_dup(n->a, bw_buf_get(&n->b)),
		.qualifiers = qualifiers,
		.sure = (uint8_t)sure };

	if (n->rc != 0)
		return;
	for (size_t i = 0; i < n->out->n; i++)
		if (bw_str_eq(n->out->v[i].text, one.text) &&
		    bw_str_eq(n->out->v[i].qualifiers, qualifiers))
			return;
	if (n->b.failed || one.text.p == NULL || !bw_vec_push(n->out, one))
		n->rc = bw_fail(n->err, BW_ENOMEM, "no memory for names");
}

static int
done(struct naming *n)
{
	bw_buf_release(&n->b);
	return n->rc;
}

/* ---- identifiers ---- */

static void
add_purl(struct naming *n, const struct bw_purl *p, enum bw_sure sure)
{
	bw_buf_clear(&n->b);
	bw_buf_z(&n->b, "p:");
	bw_purl_key(&n->b, p);
	add(n, p->qualifiers, sure);
}

static bool
read_purl(struct naming *n, struct bw_str text, struct bw_purl *p)
{
	struct bw_err why = { 0 };
	int rc = bw_purl_parse(p, text, n->a, &why);

	if (rc == BW_ENOMEM)
		n->rc = bw_fail(n->err, BW_ENOMEM, "no memory for names");
	n->out->bad += rc != 0;
	return rc == 0;
}

static void
add_cpe(struct naming *n, struct bw_str text)
{
	struct bw_err why = { 0 };
	struct bw_cpe c;

	if (bw_cpe_parse(&c, text, n->a, &why) != 0) {
		n->out->bad++;
		return;
	}
	bw_buf_clear(&n->b);
	bw_buf_z(&n->b, "c:");
	bw_cpe_key(&n->b, &c);
	add(n, (struct bw_str){ NULL, 0 }, BW_SURE_EXACT);
}

static void
add_plain(struct naming *n, const char *kind, struct bw_str value)
{
	bw_buf_clear(&n->b);
	bw_buf_z(&n->b, kind);
	bw_buf_str(&n->b, value);
	add(n, (struct bw_str){ NULL, 0 }, BW_SURE_EXACT);
}

static void
add_key(struct naming *n, const struct bw_key *k)
{
	struct bw_purl p;

	if (bw_str_is(k->scheme, "purl")) {
		if (read_purl(n, k->value, &p))
			add_purl(n, &p, BW_SURE_EXACT);
	} else if (bw_str_is(k->scheme, "cpe")) {
		add_cpe(n, k->value);
	} else if (bw_str_is(k->scheme, "cyclonedx")) {
		add_plain(n, "i:", k->value);
	} else if (bw_str_is(k->scheme, "bom-ref")) {
		add_plain(n, "r:", k->value);
	}
}

/* ---- packages told in parts ---- */

static const struct bw_ecosystem *
ecosystem_of(const struct bw_naming_rules *r, struct bw_str name)
{
	struct bw_str base;

	bw_str_cut(&name, ':', &base); /* "Debian:12" */
	for (size_t i = 0; i < r->n_ecosystem; i++)
		if (bw_str_eq_nocase(base, r->ecosystem[i].name))
			return &r->ecosystem[i];
	return NULL;
}

/* "group:artifact", "github.com/a/b", "@scope/name" */
static void
split_name(const struct bw_ecosystem *e, struct bw_str *ns, struct bw_str *name)
{
	*ns = e->ns;
	if (e->between == 0)
		return;
	for (size_t i = name->n; i-- > 0;)
		if (name->p[i] == e->between) {
			*ns = bw_str_sub(*name, 0, i);
			*name = bw_str_sub(*name, i + 1, name->n);
			return;
		}
}

/* The release of "Debian:12" as a purl says it: distro=debian-12. */
static struct bw_str
release_of(struct naming *n, struct bw_str ecosystem)
{
	struct bw_str rest = ecosystem, base, release;

	bw_str_cut(&rest, ':', &base);
	if (rest.p == NULL || rest.n == 0)
		return (struct bw_str){ NULL, 0 };
	bw_str_cut(&rest, ':', &release); /* "Ubuntu:22.04:LTS" */
	if (release.n > 1 && (release.p[0] == 'v' || release.p[0] == 'V'))
		release = bw_str_sub(release, 1, release.n);
	bw_buf_clear(&n->b);
	bw_buf_z(&n->b, "distro=");
	for (size_t i = 0; i < base.n; i++)
		bw_buf_char(&n->b,
		    base.p[i] >= 'A' && base.p[i] <= 'Z' ? base.p[i] + 32
			: base.p[i] == ' '               ? '-'
							 : base.p[i]);
	bw_buf_char(&n->b, '-');
	bw_buf_str(&n->b, release);
	return bw_arena_dup(n->a, bw_buf_get(&n->b));
}

static void
add_package(struct naming *n, struct bw_str ecosystem, struct bw_str name,
    struct bw_str qualifiers)
{
	const struct bw_ecosystem *e = ecosystem_of(n->r, ecosystem);
	struct bw_err why = { 0 };
	struct bw_str ns;
	struct bw_purl p;
	int rc;

	if (e == NULL || name.n == 0)
		return;
	split_name(e, &ns, &name);
	rc = bw_purl_make(&p, e->type, ns, name, n->a, &why);
	if (rc == BW_ENOMEM)
		n->rc = bw_fail(n->err, BW_ENOMEM, "no memory for names");
	if (rc != 0)
		return;
	p.qualifiers = qualifiers;
	add_purl(n, &p, BW_SURE_EXACT);
}

/* ---- words ---- */

/* "Siemens AG" is Siemens; what is left folded, without blanks. */
static void
fold_vendor(struct naming *n, struct bw_str vendor)
{
	struct bw_buf word = { 0 };
	struct bw_str rest = bw_str_trim(vendor), w;
	bool first = true;

	while (bw_str_cut(&rest, ' ', &w)) {
		bool legal = false;

		bw_buf_clear(&word);
		bw_fold(&word, w);
		for (size_t i = 0; i < n->r->n_legal && !first; i++)
			legal = legal ||
			    bw_str_eq(bw_buf_get(&word), n->r->legal[i]);
		if (!legal)
			bw_buf_str(&n->b, bw_buf_get(&word));
		first = false;
	}
	n->b.failed = n->b.failed || word.failed;
	bw_buf_release(&word);
}

/* "n:" + vendor + "|" + product, all folded. */
static void
add_pair(struct naming *n, const char *vendor_kind, struct bw_str vendor,
    struct bw_str folded, enum bw_sure sure)
{
	bw_buf_clear(&n->b);
	bw_buf_z(&n->b, "n:");
	bw_buf_z(&n->b, vendor_kind);
	fold_vendor(n, vendor);
	bw_buf_char(&n->b, '|');
	bw_buf_str(&n->b, folded);
	add(n, (struct bw_str){ NULL, 0 }, sure);
}

/* A vendor that is not told meets any vendor ("*"); two that are told and
 * differ do not meet. */
static void
add_words(
    struct naming *n, struct bw_str vendor, struct bw_str name, bool product)
{
	struct bw_str nobody = { NULL, 0 };
	struct bw_buf folded = { 0 };
	struct bw_str f;

	bw_fold(&folded, name);
	n->b.failed = n->b.failed || folded.failed;
	f = bw_buf_get(&folded);
	if (f.n > 0 && vendor.n > 0)
		add_pair(n, "", vendor, f, BW_SURE_DERIVED);
	if (f.n > 0 && (product ? vendor.n > 0 : vendor.n == 0))
		add_pair(n, "*", nobody, f, BW_SURE_SIMILAR);
	if (f.n > 0 && (!product || vendor.n == 0))
		add_pair(n, "", nobody, f, BW_SURE_SIMILAR);
	bw_buf_release(&folded);
}

/* ---- products and components ---- */

int
bw_names_of_product(struct bw_namings *out, const struct bw_naming_rules *r,
    const struct bw_adv_product *p, struct bw_arena *a, struct bw_err *err)
{
	struct naming n = { .out = out, .r = r, .a = a, .err = err };

	for (size_t i = 0; i < p->n_key && n.rc == 0; i++)
		add_key(&n, &p->key[i]);
	add_package(&n, p->ecosystem, p->name, release_of(&n, p->ecosystem));
	if (p->name.n > 0 && p->ecosystem.n == 0)
		add_words(&n, p->vendor, p->name, true);
	return done(&n);
}

struct bw_within
bw_versions_within(const struct bw_naming_rules *r,
    const struct bw_adv_product *p, struct bw_arena *a)
{
	const struct bw_ecosystem *e = ecosystem_of(r, p->ecosystem);
	struct bw_within w = { .type = e == NULL ? (struct bw_str){ NULL, 0 }
						 : e->type };
	struct bw_buf plain = { 0 };
	struct bw_err why = { 0 };
	struct bw_purl purl;
	struct bw_cpe cpe;

	for (size_t i = 0; i < p->n_key; i++) {
		if (bw_str_is(p->key[i].scheme, "purl") &&
		    bw_purl_parse(&purl, p->key[i].value, a, &why) == 0) {
			w.type = purl.type;
			w.version = purl.version;
			break;
		}
		if (w.version.n > 0 || !bw_str_is(p->key[i].scheme, "cpe") ||
		    bw_cpe_parse(&cpe, p->key[i].value, a, &why) != 0 ||
		    bw_cpe_logical(cpe.attr[BW_CPE_VERSION]))
			continue;
		bw_buf_clear(&plain);
		bw_cpe_plain(&plain, cpe.attr[BW_CPE_VERSION]);
		w.version = bw_arena_dup(a, bw_buf_get(&plain));
	}
	bw_buf_release(&plain);
	return w;
}

/* The qualifiers of a component: its own, and the release that its host runs
 * when it tells none. */
static struct bw_str
with_release(struct naming *n, struct bw_str qualifiers, struct bw_str distro)
{
	struct bw_str release = release_of(n, distro);

	if (release.n == 0 || bw_purl_qualifier(qualifiers, "distro").n > 0)
		return qualifiers;
	return qualifiers.n == 0 ? release
				 : bw_arena_fmt(n->a, "%.*s&%.*s",
				       BW_ARG(qualifiers), BW_ARG(release));
}

static void
identify(struct bw_component_id *who, struct bw_str type, struct bw_str version)
{
	enum bw_scheme s;

	if (who->scheme == BW_SCHEME_VENDOR && bw_scheme_find(type, &s))
		who->scheme = s;
	if (who->version.n == 0)
		who->version = version;
}

/* What the names from `first` on are by the table of kinship. */
static void
add_kin(struct naming *n, size_t first)
{
	size_t end = n->out->n;

	for (size_t i = first; i < end && n->rc == 0; i++) {
		struct bw_str name = n->out->v[i].text;
		bool purl = bw_str_starts(name, BW_STR("p:"));
		struct bw_kins kin = naming_kin(n->r, name);

		for (size_t k = 0; k < kin.n; k++) {
			bw_buf_clear(&n->b);
			bw_buf_z(&n->b, purl ? "c:" : "p:");
			bw_buf_str(&n->b, purl ? kin.v[k].cpe : kin.v[k].purl);
			add(n, (struct bw_str){ NULL, 0 }, BW_SURE_CURATED);
		}
	}
}

/* A binary package is spoken of by its source (Debian, Alpine). */
static void
add_source(struct naming *n, const struct bw_component_rec *c,
    const struct bw_purl *p, struct bw_component_id *who)
{
	struct bw_purl source = *p;
	struct bw_str up = bw_purl_qualifier(p->qualifiers, "upstream"), name;

	if (up.n > 0)
		bw_str_cut(&up, '@', &name);
	else
		name = c->source;
	if (name.n == 0 || bw_str_eq(name, p->name))
		return;
	source.name = name;
	add_purl(n, &source, BW_SURE_EXACT);
	if (c->source_version.n > 0)
		who->version = c->source_version;
	else if (up.p != NULL && up.n > 0)
		who->version = up;
}

int
bw_names_of_component(struct bw_namings *out, const struct bw_naming_rules *r,
    const struct bw_component_rec *c, struct bw_str distro,
    struct bw_component_id *who, struct bw_arena *a, struct bw_err *err)
{
	struct naming n = { .out = out, .r = r, .a = a, .err = err };
	struct bw_purl p;
	size_t first = out->n;
	bool purl = false;

	*who = (struct bw_component_id){ BW_SCHEME_VENDOR, c->version };
	for (size_t i = 0; i < c->n_key && n.rc == 0; i++) {
		if (!bw_str_is(c->key[i].scheme, "purl")) {
			add_key(&n, &c->key[i]);
			continue;
		}
		if (!read_purl(&n, c->key[i].value, &p))
			continue;
		p.qualifiers = with_release(&n, p.qualifiers, distro);
		add_purl(&n, &p, BW_SURE_EXACT);
		identify(who, p.type, p.version);
		add_source(&n, c, &p, who);
		purl = true;
	}
	if (!purl && c->ecosystem.n > 0) {
		struct bw_str q = with_release(&n, BW_STR(""), distro);
		const struct bw_ecosystem *e = ecosystem_of(r, c->ecosystem);

		add_package(&n, c->ecosystem, c->name, q);
		add_package(&n, c->ecosystem, c->source, q);
		identify(who, e == NULL ? c->ecosystem : e->type, c->version);
		if (c->source_version.n > 0)
			who->version = c->source_version;
	}
	add_kin(&n, first);
	if (who->version.n == 0) {
		struct bw_adv_product keys = { .key = c->key,
			.n_key = c->n_key };

		who->version = bw_versions_within(r, &keys, a).version;
	}
	if (!purl && c->ecosystem.n == 0)
		add_words(&n, c->vendor, c->name, false);
	return done(&n);
}
