/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * verb_scan.c - the scan: questions, and the plan they come to.
 *
 * At a terminal it asks; otherwise it only reckons. Nothing is kept but in the
 * file that --save names.
 */
#include "base/input.h"
#include "base/map.h"
#include "base/mem.h"
#include "cli/scan.h"
#include <unistd.h>

static int
read_file(struct bw_scan_case *c, const char *path, struct bw_scan_state *to,
    struct bw_err *err)
{
	struct bw_input *in = NULL;
	char *text = NULL;
	size_t n = 0;
	int rc = bw_input_open(&in, path, NULL, err);

	if (rc == 0)
		rc = bw_input_all(in, BW_SCAN_FILE, 0, &text, &n, err);
	if (rc == 0)
		rc = bw_scan_state_read(
		    to, &c->q, (struct bw_str){ text, n }, &c->cli->arena, err);
	bw_input_free(in);
	bw_free(text);
	return rc != 0 && strstr(err->what, path) == NULL
	    ? bw_fail_in(err, path)
	    : rc;
}

/* KJ1=2, KJ1=u, "KJ1=n: we make nothing" */
static int
take_answers(struct bw_scan_case *c, struct bw_err *err)
{
	struct bw_cli *cli = c->cli;
	int rc = 0;

	for (size_t i = 0; i < cli->n_each && rc == 0; i++) {
		struct bw_str text = bw_str_of(cli->each[i].text), id;
		uint32_t question;

		if (cli->each[i].option != BW_OPT_ANSWER)
			continue;
		if (bw_str_find(text, BW_STR("=")) < 0 ||
		    !bw_str_cut(&text, '=', &id) ||
		    (question = bw_scan_find(&c->q, bw_str_trim(id))) ==
			BW_NONE)
			return bw_fail(err, BW_EUSAGE,
			    "--answer %s: write QUESTION=ANSWER, such as "
			    "KJ1=2; the questions: bolwerk scan --csv -",
			    cli->each[i].text);
		rc =
		    bw_scan_say(&c->s, &c->q, question, text, &cli->arena, err);
	}
	return rc;
}

static int
open_state(struct bw_scan_case *c, struct bw_err *err)
{
	struct bw_cli *cli = c->cli;
	const char *answers = cli->value[BW_OPT_ANSWERS];
	int rc = bw_scan_state_init(&c->s, &c->q, &cli->arena, err);

	c->s.full = true;
	if (rc == 0 && answers != NULL)
		rc = read_file(c, answers, &c->s, err);
	if (bw_cli_has(cli, BW_OPT_QUICK))
		c->s.full = false;
	if (bw_cli_has(cli, BW_OPT_SECTOR))
		c->s.sector = bw_str_of(cli->value[BW_OPT_SECTOR]);
	if (bw_cli_has(cli, BW_OPT_SIZE))
		c->s.size = bw_str_of(cli->value[BW_OPT_SIZE]);
	if (rc == 0)
		rc = take_answers(c, err);
	if (rc == 0 && bw_cli_has(cli, BW_OPT_PREVIOUS)) {
		rc = read_file(c, cli->value[BW_OPT_PREVIOUS], &c->before, err);
		c->has_before = true;
	}
	if (rc == 0 && c->has_before)
		rc = bw_scan_score(
		    &c->r_before, &c->q, &c->before, &cli->arena, err);
	return rc;
}

static int
open_party(struct bw_scan_case *c, struct bw_err *err)
{
	struct bw_cli *cli = c->cli;
	struct bw_check_opt opt = { .day = cli->as_of };
	uint32_t party;
	int rc;

	if (!bw_cli_has(cli, BW_OPT_PARTY))
		return 0;
	rc = bw_cli_view(cli, &c->w, &c->v, err);
	if (rc == 0)
		rc = bw_cli_party(
		    cli, c->v, cli->value[BW_OPT_PARTY], &party, err);
	if (rc == 0)
		rc = bw_check_run(
		    &c->check, c->v, party, &opt, &cli->arena, err);
	if (rc == 0)
		rc = bw_check_scan(
		    &c->known, &c->n_known, &c->q, &c->check, &cli->arena, err);
	return rc;
}

static int
save(struct bw_scan_case *c, struct bw_err *err)
{
	const char *path = c->cli->value[BW_OPT_SAVE];
	struct bw_buf b = { 0 };
	struct bw_out o;
	int rc;

	if (path == NULL)
		return 0;
	c->s.date = c->cli->as_of;
	bw_scan_state_write(&b, &c->q, &c->s, &c->r);
	rc = bw_buf_check(&b, err);
	if (rc == 0)
		rc = bw_out_file(&o, path, err);
	if (rc == 0) {
		bw_out_str(&o, bw_buf_get(&b));
		rc = bw_out_finish(&o, err);
		bw_out_release(&o);
	}
	bw_buf_release(&b);
	return rc;
}

static bool
asks(const struct bw_cli *cli)
{
	return isatty(STDIN_FILENO) && cli->out.tty &&
	    !bw_cli_has(cli, BW_OPT_JSON) && !bw_cli_has(cli, BW_OPT_CSV) &&
	    !bw_cli_has(cli, BW_OPT_ANSWER);
}

static int
run(struct bw_scan_case *c, struct bw_err *err)
{
	struct bw_cli *cli = c->cli;
	int rc = bw_scan_own(&c->q, &cli->arena, err);

	if (rc == 0 && cli->n_arg > 0) {
		if (strcmp(cli->arg[0], "questions") != 0)
			return bw_fail(err, BW_EUSAGE,
			    "scan %s: there is only scan questions",
			    cli->arg[0]);
		bw_scan_show(c);
		return 0;
	}
	if (rc == 0)
		rc = open_state(c, err);
	if (rc == 0)
		rc = open_party(c, err);
	if (rc == 0 && asks(cli))
		rc = bw_scan_ask(c, err);
	if (rc == 0)
		rc = bw_scan_score(&c->r, &c->q, &c->s, &cli->arena, err);
	if (rc == 0)
		rc = bw_scan_others(c, err);
	if (rc == 0)
		rc = save(c, err);
	if (rc != 0)
		return rc;
	if (bw_cli_has(cli, BW_OPT_CSV))
		return bw_scan_csv(c, err);
	if (bw_cli_has(cli, BW_OPT_JSON))
		bw_scan_json(c);
	else
		bw_scan_print(c);
	return 0;
}

int
bw_verb_scan(struct bw_cli *cli, struct bw_err *err)
{
	struct bw_scan_case c = { .cli = cli };
	int rc = run(&c, err);

	bw_check_release(&c.check);
	bw_view_close(c.v);
	bw_world_close(c.w);
	return rc;
}

/* ---- what the files of it share ---- */

void
bw_scan_wrap(struct bw_scan_case *c, unsigned indent, const char *key,
    const struct bw_fill *fill, size_t n)
{
	char name[64];

	snprintf(name, sizeof(name), "scan.%s", key);
	bw_wrap(&c->cli->out,
	    bw_text_fill(&c->cli->arena, name, fill, n).in[c->cli->lang],
	    indent, c->cli->width);
}

struct bw_fill
bw_scan_fill(const char *name, struct bw_str value)
{
	return (struct bw_fill){ name, bw_text_same(value) };
}

struct bw_str
bw_scan_number(struct bw_scan_case *c, unsigned n)
{
	return bw_arena_fmt(&c->cli->arena, "%u", n);
}

struct bw_str
bw_scan_range_text(struct bw_scan_case *c, unsigned lo, unsigned hi)
{
	const struct bw_fill fill[] = {
		bw_scan_fill("lo", bw_scan_number(c, lo)),
		bw_scan_fill("hi", bw_scan_number(c, hi)),
	};

	if (lo == hi)
		return bw_scan_number(c, lo);
	return bw_text_fill(&c->cli->arena, "scan.between", fill, 2)
	    .in[c->cli->lang];
}

const struct bw_scan_known *
bw_scan_known_of(const struct bw_scan_case *c, size_t question)
{
	for (size_t i = 0; i < c->n_known; i++)
		if (c->known[i].question == question)
			return &c->known[i];
	return NULL;
}
