/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * inventory.c - see inventory.h.
 *
 * Scanners write what a distribution knows of a package (its source, the
 * release it is from) as qualifiers of the package URL: "upstream" and
 * "distro" (https://github.com/package-url/purl-spec, types deb, rpm, apk).
 */
#include "formats/inventory.h"

#define MAX_COMPONENTS ((size_t)4 << 20)

int
bw_inv_init(struct bw_inv *inv, const struct bw_sink *sink, struct bw_err *err)
{
	int rc = bw_rd_init(&inv->rd, sink, err);

	bw_inv_begin(inv);
	return rc;
}

void
bw_inv_release(struct bw_inv *inv)
{
	bw_vec_release(&inv->component);
	bw_vec_release(&inv->key);
	bw_rd_release(&inv->rd);
}

void
bw_inv_begin(struct bw_inv *inv)
{
	inv->rec = (struct bw_inventory_rec){ .made = BW_NO_TIME };
	inv->component.n = inv->key.n = 0;
	inv->seen_distro = (struct bw_str){ 0 };
	inv->mixed_distro = false;
}

struct bw_component_rec *
bw_inv_add(struct bw_inv *inv)
{
	struct bw_component_rec none = { .place = inv->rd.place };

	none.place.ref = (struct bw_str){ 0 };
	none.place.number = inv->component.n + 1;
	if (inv->component.n >= MAX_COMPONENTS ||
	    !bw_vec_push(&inv->component, none)) {
		inv->rd.oom = true;
		return NULL;
	}
	return &inv->component.v[inv->component.n - 1];
}

/* "debian-12" or "alpine-3.19.1": the name may hold a hyphen too. */
static void
see_distro(struct bw_inv *inv, struct bw_str told)
{
	struct bw_str id = told, version = { 0 }, distro;

	for (size_t i = 0; i + 1 < told.n; i++) {
		if (told.p[i] == '-' && told.p[i + 1] >= '0' &&
		    told.p[i + 1] <= '9') {
			id = bw_str_sub(told, 0, i);
			version = bw_str_sub(told, i + 1, told.n);
			break;
		}
	}
	distro = bw_inv_distro(inv, id, version);
	if (inv->seen_distro.n == 0)
		inv->seen_distro = distro;
	else if (!bw_str_eq(distro, inv->seen_distro))
		inv->mixed_distro = true;
}

/* "openssl", "openssl@3.0.11-1" or "glibc-2.36-9.el9.src.rpm". */
static void
see_source(struct bw_component_rec *c, struct bw_str upstream)
{
	struct bw_str name;

	if (bw_inv_source_rpm(upstream, &c->source, &c->source_version))
		return;
	if (bw_str_cut(&upstream, '@', &name)) {
		c->source = name;
		c->source_version = upstream;
	}
}

static void
see_purl(struct bw_inv *inv, struct bw_component_rec *c, struct bw_str purl)
{
	struct bw_str type = bw_url_type(purl), told;

	if (c->ecosystem.n == 0)
		c->ecosystem = bw_rd_lower(&inv->rd, type);
	if (memchr(purl.p, '?', purl.n) == NULL)
		return;
	told = bw_url_qualifier(&inv->rd, purl, "distro");
	if (told.n > 0)
		see_distro(inv, told);
	told = bw_url_qualifier(&inv->rd, purl, "upstream");
	if (told.n > 0 && c->source.n == 0)
		see_source(c, told);
}

void
bw_inv_key(struct bw_inv *inv, const char *scheme, struct bw_str value)
{
	struct bw_component_rec *c;
	const struct bw_key *mine;
	struct bw_key added = { bw_str_of(scheme), value };

	BW_ASSERT(inv->component.n > 0);
	c = &inv->component.v[inv->component.n - 1];
	mine = c->n_key == 0 ? NULL : &inv->key.v[inv->key.n - c->n_key];
	/* Scanners write dozens of guessed names; a few are often the same. */
	for (size_t i = 0; i < c->n_key && i < 8; i++)
		if (bw_str_eq(mine[i].value, value))
			return;
	if (value.n == 0)
		return;
	if (!bw_vec_push(&inv->key, added)) {
		inv->rd.oom = true;
		return;
	}
	c->n_key++;
	if (strcmp(scheme, "purl") == 0)
		see_purl(inv, c, value);
}

void
bw_inv_seal(struct bw_inv *inv)
{
	size_t at = 0;

	for (size_t i = 0; i < inv->component.n; i++) {
		struct bw_component_rec *c = &inv->component.v[i];

		c->key = c->n_key > 0 ? inv->key.v + at : NULL;
		at += c->n_key;
	}
	inv->rec.component = inv->component.v;
	inv->rec.n_component = inv->component.n;
	if (inv->rec.distro.n == 0 && !inv->mixed_distro)
		inv->rec.distro = inv->seen_distro;
}

int
bw_inv_full(struct bw_inv *inv)
{
	if (inv->component.n >= MAX_COMPONENTS)
		return bw_fail(inv->rd.err, BW_ELIMIT,
		    "more than %zu components", MAX_COMPONENTS);
	return bw_fail(inv->rd.err, BW_ENOMEM, "no memory for an inventory");
}

int
bw_inv_tell(struct bw_inv *inv)
{
	const struct bw_inventory_rec *r = &inv->rec;

	bw_inv_seal(inv);
	if (inv->rd.oom)
		return bw_inv_full(inv);
	BW_ASSERT(r->key.scheme.n > 0 && r->key.value.n > 0);
	return bw_sink_inventory(inv->rd.sink, r, inv->rd.err);
}

/* The first n numbers: "12.5" is release 12 of Debian. */
static struct bw_str
first_numbers(struct bw_str s, unsigned n)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '.' && --n == 0)
			return bw_str_sub(s, 0, i);
	return s;
}

struct bw_str
bw_inv_distro(struct bw_inv *inv, struct bw_str id, struct bw_str version)
{
	/* By what the statements of a distribution are divided. */
	static const struct {
		const char *id;
		unsigned numbers;
	} released[] = { { "debian", 1 }, { "alpine", 2 }, { "ubuntu", 2 } };
	struct bw_str name = bw_rd_lower(&inv->rd, bw_str_trim(id));

	version = bw_str_trim(version);
	if (name.n == 0 || version.n == 0)
		return name;
	for (size_t i = 0; i < BW_LEN(released); i++)
		if (bw_str_is(name, released[i].id))
			version = first_numbers(version, released[i].numbers);
	return bw_rd_fmt(&inv->rd, "%.*s:%.*s", BW_ARG(name), BW_ARG(version));
}

bool
bw_inv_source_rpm(
    struct bw_str file, struct bw_str *name, struct bw_str *version)
{
	static const struct bw_str src = BW_STR_INIT(".src.rpm");
	static const struct bw_str nosrc = BW_STR_INIT(".nosrc.rpm");
	unsigned hyphens = 0;
	size_t at;

	if (bw_str_ends(file, src))
		at = file.n -= src.n;
	else if (bw_str_ends(file, nosrc))
		at = file.n -= nosrc.n;
	else
		return false;
	while (at > 0 && hyphens < 2)
		hyphens += file.p[--at] == '-';
	if (at == 0)
		return false;
	*name = bw_str_sub(file, 0, at);
	*version = bw_str_sub(file, at + 1, file.n);
	return true;
}

struct bw_str
bw_file_stem(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct bw_str s = bw_str_of(slash != NULL ? slash + 1 : path);
	static const char *const packed[] = { ".gz", ".zst", ".zip" };

	for (size_t i = 0; i < BW_LEN(packed); i++)
		if (bw_str_ends(s, bw_str_of(packed[i])))
			s.n -= strlen(packed[i]);
	for (size_t i = s.n; i-- > 1;)
		if (s.p[i] == '.')
			return bw_str_sub(s, 0, i);
	return s;
}

int
bw_inv_digest(struct bw_reading *rd, struct bw_input *in, struct bw_str *out)
{
	uint8_t sum[32];
	int rc = bw_input_digest(in, sum, rd->err);

	if (rc == 0)
		*out = bw_rd_fmt(rd,
		    "sha256:%02x%02x%02x%02x%02x%02x%02x%02x%02x%02x%02x%02x"
		    "%02x%02x%02x%02x",
		    sum[0], sum[1], sum[2], sum[3], sum[4], sum[5], sum[6],
		    sum[7], sum[8], sum[9], sum[10], sum[11], sum[12], sum[13],
		    sum[14], sum[15]);
	if (rc == 0 && rd->oom)
		rc = bw_fail(rd->err, BW_ENOMEM, "no memory for a name");
	return rc;
}
