/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * common.c - what several verbs need: the view, a party, its table and JSON.
 */
#include "cli/cli.h"
#include "base/fold.h"
#include "base/table.h"
#include "formats/cells.h"
#include "model/ref.h"
#include "version.h"
#include <unistd.h>

int
bw_cli_world(struct bw_cli *cli, enum bw_world_mode mode, struct bw_world **w,
    struct bw_err *err)
{
	const char *path = cli->value[BW_OPT_WORLD];
	int rc = bw_world_open(w, path, mode, err);

	if (rc != 0 && strstr(err->what, path) == NULL)
		bw_fail_in(err, path);
	return rc;
}

int
bw_cli_view(struct bw_cli *cli, struct bw_world **w, struct bw_view **v,
    struct bw_err *err)
{
	struct bw_view_opt opt = { .progress = isatty(STDERR_FILENO) &&
		    !bw_cli_has(cli, BW_OPT_QUIET) };
	int rc;

	rc = bw_cli_world(cli, BW_WORLD_READ, w, err);
	if (rc == 0)
		rc = bw_cli_known(cli, *w, err);
	opt.known_load = cli->known.id;
	if (rc == 0)
		rc = bw_view_open(v, *w, &opt, err);
	if (rc == 0)
		bw_cli_say_known(cli);
	return rc;
}

void
bw_cli_say_error(const struct bw_err *err)
{
	struct bw_buf b = { 0 };

	bw_plain(&b, bw_str_of(err->what));
	fprintf(stderr, "bolwerk: %.*s", BW_ARG(bw_buf_get(&b)));
	bw_buf_release(&b);
	if (err->line != 0)
		fprintf(stderr, " (line %llu)", (unsigned long long)err->line);
	else if (err->byte != UINT64_MAX)
		fprintf(stderr, " (byte %llu)", (unsigned long long)err->byte);
	fputc('\n', stderr);
}

struct bw_str
bw_cli_plain(struct bw_cli *cli, struct bw_str s)
{
	struct bw_buf b = { 0 };
	struct bw_str out;

	bw_plain(&b, s);
	out = bw_arena_dup(&cli->arena, bw_buf_get(&b));
	bw_buf_release(&b);
	return out;
}

struct bw_str
bw_cli_word(struct bw_cli *cli, const char *key)
{
	return bw_word(cli->lang, key);
}

struct bw_str
bw_cli_wordf(struct bw_cli *cli, const char *prefix, const char *name)
{
	char key[96];

	snprintf(key, sizeof(key), "%s.%s", prefix, name);
	return bw_word(cli->lang, key);
}

struct bw_str
bw_cli_counts(struct bw_cli *cli, const struct bw_cli_count *count, size_t n)
{
	struct bw_buf b = { 0 };
	struct bw_str out;

	for (size_t i = 0; i < n; i++)
		if (count[i].n > 0)
			bw_buf_fmt(&b, "%s%llu %.*s", b.n > 0 ? ", " : "",
			    (unsigned long long)count[i].n,
			    BW_ARG(bw_cli_wordf(cli,
				count[i].n == 1 ? "cli.load.one" : "cli.load",
				count[i].what)));
	out = bw_arena_dup(&cli->arena, bw_buf_get(&b));
	bw_buf_release(&b);
	return out;
}

struct bw_str
bw_cli_name(struct bw_cli *cli, const struct bw_view *v, uint32_t party)
{
	struct bw_str name = bw_view_name(v, party);

	return name.n > 0 ? bw_cli_plain(cli, name)
			  : bw_cli_word(cli, "cli.no-name");
}

struct bw_str
bw_cli_code(struct bw_cli *cli, uint16_t code)
{
	char two[2] = { (char)(code >> 8), (char)(code & 0xff) };

	return bw_arena_dup(
	    &cli->arena, (struct bw_str){ two, code != 0 ? 2 : 0 });
}

struct bw_str
bw_cli_country(struct bw_cli *cli, uint16_t code)
{
	struct bw_str text = bw_cli_code(cli, code);
	const struct bw_ref_item *item = bw_ref_country(text);

	return item != NULL ? item->name.in[cli->lang] : text;
}

struct bw_str
bw_cli_share(struct bw_cli *cli, struct bw_share s)
{
	struct bw_buf b = { 0 };
	struct bw_str out;

	if (bw_share_same(s, bw_share_unknown()) &&
	    !bw_cli_has(cli, BW_OPT_CSV))
		return bw_cli_word(cli, "share.unknown");
	bw_share_print(&b, s,
	    cli->lang == BW_NL && !bw_cli_has(cli, BW_OPT_CSV) ? ',' : '.');
	out = bw_arena_dup(&cli->arena, bw_buf_get(&b));
	bw_buf_release(&b);
	return out;
}

struct bw_jw
bw_cli_json(struct bw_cli *cli)
{
	struct bw_jw j = bw_jw(&cli->out);
	struct bw_buf day = { 0 };

	bw_date_print(&day, cli->as_of);
	bw_jw_open(&j, NULL, '{');
	bw_jw_z(&j, "bolwerk", BW_VERSION);
	bw_jw_str(&j, "as_of", bw_buf_get(&day));
	bw_buf_release(&day);
	bw_cli_known_json(cli, &j);
	return j;
}

/* "lei:5299…, kvk:123…" */
static struct bw_str
identifiers(struct bw_arena *a, const struct bw_party_facts *f)
{
	struct bw_buf b = { 0 };
	struct bw_str out;

	for (size_t i = 0; i < f->n_id; i++)
		bw_buf_fmt(&b, "%s%.*s:%.*s", i > 0 ? ", " : "",
		    BW_ARG(f->id[i].scheme), BW_ARG(f->id[i].value));
	out = bw_arena_dup(a, bw_buf_get(&b));
	bw_buf_release(&b);
	return out;
}

int
bw_cli_parties(struct bw_cli *cli, const struct bw_view *v,
    const uint32_t *party, size_t n, struct bw_err *err)
{
	static const char *const name[] = { "id", "name", "kind", "country",
		"identifiers" };
	static const unsigned flags[] = { BW_COL_RIGHT, BW_COL_WRAP, 0,
		BW_COL_WRAP, BW_COL_WRAP };
	struct bw_party_facts f;
	struct bw_listing l;
	int rc = bw_list_open(&l, cli, name, flags, BW_LEN(name), err);

	for (size_t i = 0; rc == 0 && i < n; i++) {
		uint32_t p = party[i];

		rc = bw_view_party_facts(v, p, &cli->arena, &f, err);
		if (rc != 0)
			return rc;
		bw_list_cell(&l,
		    bw_arena_fmt(&cli->arena, l.to_csv ? "%lld" : "#%lld",
			(long long)v->party_row[p]));
		bw_list_cell(
		    &l, l.to_csv ? bw_view_name(v, p) : bw_cli_name(cli, v, p));
		bw_list_code(&l, "kind", bw_party_kind_name(f.kind));
		bw_list_cell(&l,
		    l.to_csv ? bw_cli_code(cli, v->country[p])
			     : bw_cli_country(cli, v->country[p]));
		bw_list_cell(&l, identifiers(&cli->arena, &f));
	}
	return rc != 0 ? rc : bw_list_close(&l, err);
}

int
bw_cli_party_json(struct bw_cli *cli, struct bw_jw *j, const char *key,
    const struct bw_view *v, uint32_t party, struct bw_err *err)
{
	struct bw_party_facts f;
	int rc = bw_view_party_facts(v, party, &cli->arena, &f, err);

	if (rc != 0)
		return rc;
	bw_jw_open(j, key, '{');
	bw_jw_i64(j, "id", v->party_row[party]);
	bw_jw_str(j, "name", bw_view_name(v, party));
	bw_jw_z(j, "kind", bw_party_kind_name(f.kind));
	if (f.country.n > 0)
		bw_jw_str(j, "country", f.country);
	else
		bw_jw_null(j, "country");
	if (f.reason.n > 0)
		bw_jw_str(j, "reason", f.reason);
	bw_jw_open(j, "identifiers", '[');
	for (size_t i = 0; i < f.n_id; i++) {
		bw_jw_open(j, NULL, '{');
		bw_jw_str(j, "scheme", f.id[i].scheme);
		bw_jw_str(j, "id", f.id[i].value);
		bw_jw_close(j);
	}
	bw_jw_close(j);
	bw_jw_close(j);
	return 0;
}

/* An identifier as the readers keep it: gb-coh:1234567 is gb-coh:01234567.
 * *why tells what is wrong with one that breaks the rule of its scheme. */
static struct bw_str
canonical(struct bw_cli *cli, const char *text, const char **why)
{
	struct bw_str s = bw_str_trim(bw_str_of(text));
	enum bw_id_verdict v;
	struct bw_id id;

	*why = NULL;
	v = bw_cell_id(s, &id, why);
	if (v != BW_ID_BAD)
		*why = NULL;
	return v != BW_ID_GOOD
	    ? s
	    : bw_arena_fmt(&cli->arena, "%.*s:%.*s", BW_ARG(id.key.scheme),
		  BW_ARG(id.key.value));
}

int
bw_cli_party(struct bw_cli *cli, const struct bw_view *v, const char *text,
    uint32_t *party, struct bw_err *err)
{
	uint32_t *many = NULL;
	const char *why;
	size_t n = 0;
	int rc, rc_table;

	rc = bw_view_party(
	    v, canonical(cli, text, &why), &cli->arena, party, &many, &n, err);
	if (rc == BW_ENOTFOUND && why != NULL) {
		*err = (struct bw_err)BW_ERR_INIT;
		return bw_fail(err, rc, "\"%s\": %s", text, why);
	}
	if (rc != BW_ECONFLICT || bw_cli_has(cli, BW_OPT_JSON))
		return rc;
	rc_table = bw_cli_parties(cli, v, many, n, err);
	return rc_table != 0 ? rc_table : rc;
}
