/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * law_receipt.c - what a decision rests on, so that it can be made again.
 *
 * A receipt holds the SHA-256 of every rule file of the day, the facts as used
 * (told and assumed apart, in the order and the spelling of the vocabulary)
 * with their SHA-256, the day whose law was applied, the version of the
 * program, and the verdict of every rule. `law replay` reads it, decides again
 * and compares each of these; a difference is named.
 */
#include "base/map.h"
#include "cli/law.h"
#include "version.h"
#include <nettle/sha2.h>

static struct bw_str
sha256(struct bw_arena *a, struct bw_str text)
{
	static const char digit[] = "0123456789abcdef";
	uint8_t sum[SHA256_DIGEST_SIZE];
	char hex[2 * SHA256_DIGEST_SIZE];
	struct sha256_ctx ctx;

	sha256_init(&ctx);
	sha256_update(&ctx, text.n, (const uint8_t *)text.p);
	sha256_digest(&ctx, sizeof(sum), sum);
	for (size_t i = 0; i < sizeof(sum); i++) {
		hex[2 * i] = digit[sum[i] >> 4];
		hex[2 * i + 1] = digit[sum[i] & 15];
	}
	return bw_arena_dup(a, (struct bw_str){ hex, sizeof(hex) });
}

/* A fact that reads back as the same value, in no language: as told, or a
 * percentage with a point (sums of concert parties have no text). */
static struct bw_str
canonical(struct bw_law_case *c, uint32_t fact)
{
	const struct bw_value *v = &c->facts.value[fact];
	struct bw_buf b = { 0 };
	struct bw_str s;

	if (c->facts.text[fact].n > 0 ||
	    c->vocabulary.fact[fact].type != BW_FACT_PERCENT)
		return c->facts.text[fact];
	bw_ppb_print(&b, (uint64_t)v->lo, '.');
	s = bw_arena_dup(&c->cli->arena, bw_buf_get(&b));
	bw_buf_release(&b);
	return s;
}

/* The list of parties is told by its two sums; one that a party kept open is
 * as good as not told. */
static bool
is_used(const struct bw_law_case *c, uint32_t fact)
{
	return c->facts.from[fact] != BW_FROM_NOBODY &&
	    c->vocabulary.fact[fact].type != BW_FACT_CONCERT &&
	    (c->facts.text[fact].n > 0 ||
		bw_value_single(&c->facts.value[fact]));
}

static void
facts_json(struct bw_law_case *c, struct bw_jw *j, const char *key)
{
	bw_jw_open(j, key, '{');
	for (uint32_t i = 0; i < c->vocabulary.n; i++) {
		struct bw_str k =
		    bw_arena_dup(&c->cli->arena, c->vocabulary.fact[i].key);

		if (is_used(c, i))
			bw_jw_str(j, k.p, canonical(c, i));
	}
	bw_jw_close(j);
}

static struct bw_str
facts_sha256(struct bw_law_case *c)
{
	struct bw_out o;
	struct bw_jw j;
	struct bw_str s;

	bw_out_memory(&o);
	j = bw_jw(&o);
	facts_json(c, &j, NULL);
	s = sha256(&c->cli->arena, bw_buf_get(&o.buf));
	bw_out_release(&o);
	return s;
}

static struct bw_str
verdict(struct bw_law_case *c, uint32_t i)
{
	const struct bw_output *o = &c->rules.output[i];

	return bw_law_value(
	    c, &c->decision.value[o->step], o->unit, o->choice, o->n_choice);
}

void
bw_law_receipt(struct bw_law_case *c, struct bw_jw *j)
{
	const struct bw_rules *r = &c->rules;

	bw_jw_z(j, "program", BW_VERSION);
	bw_jw_str(j, "law_of", bw_cli_day(c->cli, c->day));
	bw_jw_str(j, "outcome", c->decision.outcome);
	bw_jw_open(j, "rule_files", '{');
	for (size_t i = 0; i < r->n_instrument; i++) {
		struct bw_str f =
		    bw_arena_dup(&c->cli->arena, r->instrument[i].file);

		bw_jw_z(j, f.p, r->instrument[i].sha256);
	}
	bw_jw_close(j);
	facts_json(c, j, "facts");
	bw_jw_str(j, "facts_sha256", facts_sha256(c));
	bw_jw_open(j, "assumed", '[');
	for (uint32_t i = 0; i < c->vocabulary.n; i++)
		if (c->facts.from[i] == BW_FROM_ASSUMPTION && is_used(c, i))
			bw_jw_str(j, NULL, c->vocabulary.fact[i].key);
	bw_jw_close(j);
	bw_law_json_overruled(c, j);
	bw_jw_open(j, "verdicts", '{');
	for (uint32_t i = 0; i < r->n_output; i++) {
		struct bw_str name =
		    bw_arena_dup(&c->cli->arena, r->output[i].name);

		if (bw_output_find(r, r->output[i].name) == i)
			bw_jw_str(j, name.p, verdict(c, i));
	}
	bw_jw_close(j);
}

int
bw_law_receipt_file(struct bw_law_case *c, const char *path, struct bw_err *err)
{
	struct bw_out o;
	struct bw_jw j;
	int rc = bw_out_file(&o, path, err);

	if (rc != 0)
		return rc;
	j = bw_jw(&o);
	bw_jw_open(&j, NULL, '{');
	bw_law_receipt(c, &j);
	bw_jw_close(&j);
	return bw_out_finish(&o, err);
}

static int
differs(struct bw_err *err, const char *what, struct bw_str name,
    struct bw_str was, struct bw_str is)
{
	return bw_fail(err, BW_ECONFLICT,
	    "not the same decision: %s %.*s was %.*s and is %.*s", what,
	    BW_ARG(name), BW_ARG(was), BW_ARG(is));
}

static int
same_files(struct bw_law_case *c, struct bw_json receipt, struct bw_err *err)
{
	struct bw_json was = bw_json_get(receipt, "rule_files");
	const struct bw_rules *r = &c->rules;

	if (bw_json_count(was) != r->n_instrument)
		return bw_fail(err, BW_ECONFLICT,
		    "not the same law: the receipt names %zu rule files and "
		    "%zu hold on that day",
		    bw_json_count(was), r->n_instrument);
	for (size_t i = 0; i < r->n_instrument; i++) {
		struct bw_str f =
		    bw_arena_dup(&c->cli->arena, r->instrument[i].file);
		struct bw_str sum = bw_str_of(r->instrument[i].sha256);
		struct bw_str told = bw_json_str(bw_json_get(was, f.p));

		if (!bw_str_eq(told, sum))
			return differs(err, "rule file", f, told, sum);
	}
	return 0;
}

static int
same_verdicts(struct bw_law_case *c, struct bw_json receipt, struct bw_err *err)
{
	struct bw_json was = bw_json_get(receipt, "verdicts");
	struct bw_str told = bw_json_str(bw_json_get(receipt, "outcome"));

	for (uint32_t i = 0; i < c->rules.n_output; i++) {
		struct bw_str name =
		    bw_arena_dup(&c->cli->arena, c->rules.output[i].name);
		struct bw_str before = bw_json_str(bw_json_get(was, name.p));

		if (bw_output_find(&c->rules, name) == i &&
		    !bw_str_eq(before, verdict(c, i)))
			return differs(
			    err, "rule", name, before, verdict(c, i));
	}
	return bw_str_eq(told, c->decision.outcome)
	    ? 0
	    : differs(err, "the", BW_STR("outcome"), told, c->decision.outcome);
}

/* Facts back from the receipt: those it says were assumed, as assumed. */
static int
facts_back(struct bw_law_case *c, struct bw_json receipt, struct bw_err *err)
{
	struct bw_json_each it = bw_json_each(bw_json_get(receipt, "assumed"));
	struct bw_str told = bw_json_str(bw_json_get(receipt, "facts_sha256")),
		      is;
	int rc = bw_facts_read(&c->facts, bw_json_get(receipt, "facts"),
	    BW_FROM_USER, &c->cli->arena, err);

	while (rc == 0 && bw_json_step(&it)) {
		uint32_t f =
		    bw_fact_find(&c->vocabulary, bw_json_str(it.value));

		if (f != BW_NONE && c->facts.from[f] != BW_FROM_NOBODY)
			c->facts.from[f] = BW_FROM_ASSUMPTION;
	}
	if (rc != 0)
		return rc;
	is = facts_sha256(c);
	return bw_str_eq(told, is)
	    ? 0
	    : differs(err, "the sum of", BW_STR("facts"), told, is);
}

static int
replay(struct bw_law_case *c, struct bw_json receipt, struct bw_err *err)
{
	int rc;

	if (!bw_date_parse(
		bw_json_str(bw_json_get(receipt, "law_of")), &c->day))
		return bw_fail(err, BW_EFORMAT,
		    "this is no receipt: law_of is no date; write one with "
		    "'bolwerk law decide --receipt FILE'");
	c->day_told = true;
	if ((rc = facts_back(c, receipt, err)) != 0 ||
	    (rc = bw_law_run(c, err)) != 0 ||
	    (rc = same_files(c, receipt, err)) != 0)
		return rc;
	return same_verdicts(c, receipt, err);
}

static void
say_same(struct bw_law_case *c)
{
	struct bw_cli *cli = c->cli;
	const struct bw_fill fill = { "value",
		bw_text_same(c->decision.outcome) };
	struct bw_text t = bw_text_fill(&cli->arena, "law.replayed", &fill, 1);
	struct bw_jw j;

	if (!bw_cli_has(cli, BW_OPT_JSON)) {
		bw_wrap(&cli->out, t.in[cli->lang], 0, cli->width);
		return;
	}
	j = bw_cli_json(cli);
	bw_jw_str(&j, "outcome", c->decision.outcome);
	bw_jw_bool(&j, "same", true);
	bw_jw_close(&j);
}

int
bw_law_replay(struct bw_cli *cli, struct bw_err *err)
{
	struct bw_json_opt opt = { .whole = true };
	struct bw_json_reader *r = NULL;
	struct bw_input *in = NULL;
	struct bw_json receipt;
	struct bw_law_case c;
	bool more = false;
	int rc = bw_law_open(&c, cli, err);

	if (rc != 0)
		return rc;
	rc = bw_input_open(&in, cli->arg[0], NULL, err);
	if (rc == 0)
		rc = bw_json_open(&r, in, &opt, err);
	if (rc == 0)
		rc = bw_json_next(r, &receipt, &more, err);
	if (rc == 0 && !more)
		rc = bw_fail(err, BW_EFORMAT, "there is nothing in it");
	if (rc == 0)
		rc = replay(&c, receipt, err);
	if (rc == 0)
		say_same(&c);
	bw_json_close(r);
	bw_input_free(in);
	return rc != 0 ? bw_fail_in(err, cli->arg[0]) : 0;
}
