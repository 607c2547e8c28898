/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * verb_csaf.c - security advisories (CSAF): csaf validate, show, diff.
 *
 * validate checks each file by the tests of a preset. With --json one object a
 * line for each document, so that it can stand in a pipe; a file that is no
 * JSON is a document with one error, and the others go on.
 */
#include "cli/csaf.h"
#include "base/mem.h"
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

int
bw_advisory_new(struct bw_cli_advisory *a, struct bw_err *err)
{
	int rc = bw_csaf_new(&a->rules, err);

	if (rc == 0)
		rc = bw_csaf_work_new(&a->work, a->rules, err);
	return rc != 0 ? rc : bw_json_parser_new(&a->parser, err);
}

void
bw_advisory_free(struct bw_cli_advisory *a)
{
	bw_json_parser_free(a->parser);
	bw_free(a->text);
	bw_csaf_work_free(a->work);
	bw_csaf_free(a->rules);
}

/* 2.1 asks readers to take documents of 150 MiB. */
#define LARGEST ((size_t)256 << 20)

static bool
grown(struct bw_cli_advisory *a, size_t need)
{
	char *text;

	if (need <= a->cap)
		return true;
	need += need / 2;
	if ((text = bw_realloc(a->text, need, 1)) == NULL)
		return false;
	a->text = text;
	a->cap = need;
	return true;
}

/* A plain file straight into memory that is used again: most advisories are
 * small, and there are many. false: it is something else. */
static bool
plain_file(struct bw_cli_advisory *a, const char *path, size_t *n)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	struct stat st;
	ssize_t got = 0;
	bool ok;

	*n = 0;
	ok = fd >= 0 && fstat(fd, &st) == 0 && S_ISREG(st.st_mode) &&
	    st.st_size > 0 && (uint64_t)st.st_size <= LARGEST &&
	    grown(a, (size_t)st.st_size + BW_JSON_PAD);
	while (ok && *n < (size_t)st.st_size &&
	    (got = read(fd, a->text + *n, (size_t)st.st_size - *n)) > 0)
		*n += (size_t)got;
	if (fd >= 0)
		close(fd);
	if (!ok || got < 0 || *n == 0)
		return false;
	memset(a->text + *n, 0, BW_JSON_PAD);
	return a->text[0] == '{' || a->text[0] == ' ' || a->text[0] == '\n' ||
	    a->text[0] == '\r' || a->text[0] == '\t';
}

/* Anything else: packed, from a pipe, with a byte-order mark; and what is no
 * JSON is read so, for the place of the mistake. */
static int
other_file(struct bw_cli_advisory *a, const char *path, struct bw_err *err)
{
	struct bw_json_opt opt = { .whole = true, .max_record = LARGEST };
	struct bw_json_reader *r = NULL;
	struct bw_input *in = NULL;
	char *text = NULL;
	size_t n = 0;
	bool more = false;
	int rc = bw_input_open(&in, path, NULL, err);

	if (rc == 0)
		rc = bw_input_all(in, LARGEST, BW_JSON_PAD, &text, &n, err);
	bw_input_free(in);
	in = NULL;
	if (rc != 0)
		return rc;
	bw_free(a->text);
	a->text = text;
	a->cap = n + BW_JSON_PAD;
	if (n >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
		memmove(text, text + 3, n -= 3);
	if (bw_json_parse(a->parser, text, n, &a->root, NULL) == 0)
		return 0;
	rc = bw_input_memory(&in, (struct bw_str){ text, n },
	    &(struct bw_input_opt){ .name = path }, err);
	if (rc == 0)
		rc = bw_json_open(&r, in, &opt, err);
	if (rc == 0)
		rc = bw_json_next(r, &a->root, &more, err);
	if (rc == 0)
		rc = bw_fail(err, BW_EFORMAT,
		    more ? "%s: is not one document" : "%s: holds nothing",
		    path);
	bw_json_close(r);
	bw_input_free(in);
	return rc;
}

int
bw_advisory_read(
    struct bw_cli_advisory *a, const char *path, struct bw_err *err)
{
	size_t n;

	if (strcmp(path, "-") != 0 && plain_file(a, path, &n) &&
	    bw_json_parse(a->parser, a->text, n, &a->root, NULL) == 0)
		return 0;
	return other_file(a, path, err);
}

int
bw_advisory_facts(struct bw_cli_advisory *a, const char *path,
    struct bw_csaf_facts *out, struct bw_err *err)
{
	struct bw_csaf_preset none = { 0 };
	struct bw_csaf_result result;
	int rc = bw_advisory_read(a, path, err);

	if (rc == 0)
		rc = bw_csaf_check(a->work, a->root, &none, 0, &result, err);
	if (rc == 0 && result.version == BW_CSAF_UNKNOWN)
		rc = bw_fail(err, BW_EFORMAT,
		    "%s: no CSAF 2.0 or 2.1 (its csaf_version is another)",
		    path);
	return rc != 0 ? rc : bw_csaf_facts(a->work, out, err);
}

struct validate {
	struct bw_cli *cli;
	struct bw_cli_advisory a;
	struct bw_csaf_preset preset;
	struct bw_buf path, text;
	int64_t today;
	size_t files, bad;
};

static void
json_list(struct validate *v, struct bw_jw *j, const char *key,
    enum bw_csaf_kind kind, const struct bw_csaf_result *r)
{
	bw_jw_open(j, key, '[');
	for (size_t i = 0; i < r->n_all; i++) {
		if (r->v[i].kind != kind)
			continue;
		bw_buf_clear(&v->path);
		bw_buf_clear(&v->text);
		bw_csaf_path(v->a.work, &r->v[i], &v->path);
		bw_csaf_message(v->cli->lang, &r->v[i], &v->text);
		bw_jw_open(j, NULL, '{');
		bw_jw_z(j, "test", r->v[i].test);
		bw_jw_str(j, "path", bw_buf_get(&v->path));
		bw_jw_str(j, "message", bw_buf_get(&v->text));
		bw_jw_close(j);
	}
	bw_jw_close(j);
}

static struct bw_jw
json_start(struct validate *v, const char *file, bool valid)
{
	struct bw_jw j = bw_jw(&v->cli->out);

	j.compact = true;
	bw_jw_open(&j, NULL, '{');
	bw_jw_z(&j, "file", file);
	bw_jw_bool(&j, "valid", valid);
	return j;
}

static void
json_result(
    struct validate *v, const char *file, const struct bw_csaf_result *r)
{
	struct bw_jw j = json_start(v, file, r->valid);

	json_list(v, &j, "errors", BW_CSAF_ERROR, r);
	json_list(v, &j, "warnings", BW_CSAF_WARNING, r);
	json_list(v, &j, "infos", BW_CSAF_INFO, r);
	bw_jw_close(&j);
}

/* A file that cannot be read as JSON. */
static void
json_broken(struct validate *v, const char *file, const struct bw_err *why)
{
	struct bw_jw j = json_start(v, file, false);

	bw_jw_open(&j, "errors", '[');
	bw_jw_open(&j, NULL, '{');
	bw_jw_z(&j, "test", "json");
	bw_jw_z(&j, "path", "");
	bw_jw_z(&j, "message", why->what);
	bw_jw_close(&j);
	bw_jw_close(&j);
	bw_jw_open(&j, "warnings", '[');
	bw_jw_close(&j);
	bw_jw_open(&j, "infos", '[');
	bw_jw_close(&j);
	bw_jw_close(&j);
}

static void
heading(struct validate *v, const char *file, const char *word)
{
	bw_out_str(&v->cli->out, bw_cli_plain(v->cli, bw_str_of(file)));
	bw_out_z(&v->cli->out, ": ");
	bw_out_str(&v->cli->out, bw_cli_wordf(v->cli, "csaf.say", word));
	bw_out_z(&v->cli->out, "\n");
}

static int
table(struct validate *v, const struct bw_csaf_result *r, struct bw_err *err)
{
	static const char *const col[] = { "kind", "test", "place", "message" };
	static const char *const kind[] = { "error", "warning", "info" };
	struct bw_cli *cli = v->cli;
	struct bw_arena_mark mark = bw_arena_mark(&cli->arena);
	struct bw_table *t;
	int rc;

	if (r->n_all == 0)
		return 0;
	t = bw_table_new(&cli->arena);
	for (size_t i = 0; i < BW_LEN(col); i++)
		bw_table_col(t, bw_cli_wordf(cli, "csaf.col", col[i]),
		    i >= 2 ? BW_COL_WRAP : 0);
	for (size_t i = 0; i < r->n_all; i++) {
		bw_buf_clear(&v->path);
		bw_buf_clear(&v->text);
		bw_csaf_path(v->a.work, &r->v[i], &v->path);
		bw_csaf_message(cli->lang, &r->v[i], &v->text);
		bw_table_cell(
		    t, bw_cli_wordf(cli, "csaf.say", kind[r->v[i].kind]));
		bw_table_cell(t, bw_str_of(r->v[i].test));
		bw_table_cell(t, bw_cli_plain(cli, bw_buf_get(&v->path)));
		bw_table_cell(t, bw_cli_plain(cli, bw_buf_get(&v->text)));
	}
	rc = bw_table_print(t, &cli->out, cli->width, err);
	if (rc == 0 && r->cut)
		bw_out_str(&cli->out, bw_cli_word(cli, "csaf.say.cut"));
	bw_out_z(&cli->out, "\n");
	bw_arena_reset(&cli->arena, mark);
	return rc;
}

static int
one_file(struct validate *v, const char *file, struct bw_err *err)
{
	struct bw_csaf_result r = { 0 };
	struct bw_err why = BW_ERR_INIT;
	bool json = bw_cli_has(v->cli, BW_OPT_JSON);
	int rc = bw_advisory_read(&v->a, file, &why);

	v->files++;
	if (rc == BW_EFORMAT || rc == BW_ELIMIT) {
		v->bad++;
		if (json)
			json_broken(v, file, &why);
		else {
			heading(v, file, "broken");
			bw_out_fmt(&v->cli->out, "  %s\n", why.what);
		}
		return 0;
	}
	if (rc != 0) {
		*err = why;
		return rc;
	}
	rc = bw_csaf_check(v->a.work, v->a.root, &v->preset, v->today, &r, err);
	if (rc != 0)
		return rc;
	v->bad += !r.valid;
	if (json) {
		json_result(v, file, &r);
		return 0;
	}
	heading(v, file, r.valid ? "valid" : "invalid");
	return table(v, &r, err);
}

static int
preset_of(struct bw_cli *cli, struct bw_csaf_preset *out, struct bw_err *err)
{
	const char *name = bw_cli_has(cli, BW_OPT_PRESET)
	    ? cli->value[BW_OPT_PRESET]
	    : "basic";
	char names[300] = "";

	if (bw_csaf_preset(bw_str_of(name), out))
		return 0;
	for (size_t i = 0; bw_csaf_preset_name(i) != NULL; i++) {
		size_t n = strlen(names);

		snprintf(names + n, sizeof(names) - n, "%s%s",
		    i == 0 ? "" : ", ", bw_csaf_preset_name(i));
	}
	return bw_fail(err, BW_EUSAGE,
	    "no preset is called '%s'; there is %s, or the number of a test",
	    name, names);
}

static int
validate(struct bw_cli *cli, struct bw_err *err)
{
	struct validate v = { .cli = cli,
		.today = ((int64_t)bw_date_today() + 1) * 86400 * 1000000000 };
	int rc;

	if (cli->n_arg < 2)
		return bw_fail(err, BW_EUSAGE,
		    "csaf validate FILE...: name at least one file");
	if ((rc = preset_of(cli, &v.preset, err)) == 0)
		rc = bw_advisory_new(&v.a, err);
	for (int i = 1; rc == 0 && i < cli->n_arg; i++)
		rc = one_file(&v, cli->arg[i], err);
	if (rc == 0)
		cli->hit = v.bad > 0;
	if (rc == 0 && v.files > 1 && !bw_cli_has(cli, BW_OPT_JSON)) {
		char text[64];

		snprintf(
		    text, sizeof(text), "%zu / %zu ", v.files - v.bad, v.files);
		bw_out_z(&cli->out, text);
		bw_out_str(&cli->out, bw_cli_word(cli, "csaf.say.valid"));
		bw_out_z(&cli->out, "\n");
	}
	bw_buf_release(&v.path);
	bw_buf_release(&v.text);
	bw_advisory_free(&v.a);
	return rc;
}

int
bw_verb_csaf(struct bw_cli *cli, struct bw_err *err)
{
	struct bw_str part = bw_str_of(cli->arg[0]);

	if (bw_str_is(part, "validate"))
		return validate(cli, err);
	if (bw_str_is(part, "show"))
		return bw_csaf_show(cli, err);
	if (bw_str_is(part, "diff"))
		return bw_csaf_diff(cli, err);
	return bw_fail(err, BW_EUSAGE,
	    "csaf %s: there is validate, show and diff", cli->arg[0]);
}
