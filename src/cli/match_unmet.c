/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * match_unmet.c - statements of VEX documents that met nothing here: they were
 * loaded to silence something, and silence nothing.
 */
#include "cli/match.h"

#define SHOWN 5

/* Documents that are made for one's own inventories. A maker's advisory tells
 * of a hundred products that one does not have; that is no news. */
static bool
is_vex(const struct bw_claims *c, const struct bw_spoken *s)
{
	struct bw_str scheme = bw_claims_text(c, s->scheme);

	return s->speaker == BW_SPEAKER_OWN || bw_str_is(scheme, "openvex") ||
	    bw_str_is(scheme, "cyclonedx");
}

int
bw_found_unmet(struct bw_found_all *f, struct bw_match *m, struct bw_err *err)
{
	const struct bw_claims *c = &f->c.claims;
	int rc = 0;

	for (uint32_t i = 0; i < c->n_advisory && rc == 0; i++) {
		struct bw_arena_mark mark = bw_arena_mark(&f->scratch);
		struct bw_unmet *unmet;
		size_t n;

		if (!bw_claims_holds(c, i) ||
		    !is_vex(c, bw_claims_advisory(c, i)))
			continue;
		rc = bw_match_unmet(m, i, &unmet, &n, &f->scratch, err);
		for (size_t k = 0; k < n && rc == 0; k++)
			if (!bw_vec_push(&f->unmet,
				(struct bw_found_unmet){
				    i, unmet[k].rule, unmet[k].named }))
				rc = bw_fail(
				    err, BW_ENOMEM, "no memory for matches");
		bw_arena_reset(&f->scratch, mark);
	}
	return rc;
}

/* "p:npm/left-pad" is npm/left-pad for people. */
static struct bw_str
thing(const struct bw_found_all *f, const struct bw_rule *r)
{
	struct bw_str name = bw_intern_get(&f->c.claims.names, r->name);

	return name.n > 2 && name.p[1] == ':' ? bw_str_sub(name, 2, name.n)
					      : name;
}

static void
say_one(struct bw_found_all *f, const struct bw_found_unmet *u)
{
	struct bw_cli *cli = f->cli;
	const struct bw_claims *c = &f->c.claims;
	const struct bw_rule *r = bw_claims_rule(c, u->rule);
	const struct bw_spoken *s = bw_claims_advisory(c, u->advisory);
	struct bw_str versions = bw_claims_text(c, r->versions);

	bw_wrap(&cli->out,
	    bw_cli_plain(cli,
		bw_arena_fmt(&cli->arena, "- %.*s: %.*s, %.*s%s%.*s: %.*s",
		    BW_ARG(bw_claims_text(c, s->ref)),
		    BW_ARG(bw_intern_get(&c->problems, r->problem)),
		    BW_ARG(thing(f, r)), versions.n > 0 ? " " : "",
		    BW_ARG(versions),
		    BW_ARG(bw_cli_word(cli,
			u->named ? "match.unmet-version"
				 : "match.unmet-name")))),
	    2, cli->width);
}

void
bw_say_unmet(struct bw_found_all *f)
{
	struct bw_arena *a = &f->cli->arena;
	struct bw_fill fill = { "n",
		bw_text_same(bw_arena_fmt(a, "%zu", f->unmet.n)) };

	if (f->unmet.n == 0)
		return;
	bw_wrap(&f->cli->out,
	    bw_text_fill(a, "match.unmet", &fill, 1).in[f->cli->lang], 0,
	    f->cli->width);
	for (size_t i = 0; i < f->unmet.n && i < SHOWN; i++)
		say_one(f, &f->unmet.v[i]);
}

void
bw_unmet_json(struct bw_jw *j, struct bw_found_all *f)
{
	const struct bw_claims *c = &f->c.claims;

	bw_jw_open(j, "vex_unmet", '[');
	for (size_t i = 0; i < f->unmet.n; i++) {
		const struct bw_found_unmet *u = &f->unmet.v[i];
		const struct bw_rule *r = bw_claims_rule(c, u->rule);

		bw_jw_open(j, NULL, '{');
		bw_jw_str(j, "advisory",
		    bw_claims_text(c, bw_claims_advisory(c, u->advisory)->ref));
		bw_jw_str(j, "vulnerability",
		    bw_intern_get(&c->problems, r->problem));
		bw_jw_str(j, "product", thing(f, r));
		bw_jw_str(j, "versions", bw_claims_text(c, r->versions));
		bw_jw_z(j, "why", u->named ? "version" : "name");
		bw_jw_close(j);
	}
	bw_jw_close(j);
}
