/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * parse.c - arguments to struct bw_cli, by getopt_long over one table.
 *
 * Options may stand before or behind the verb. Which of them a verb takes is
 * checked afterwards, so that the message can name the verb.
 */
#include "cli/cli.h"
#include "base/table.h"
#include <getopt.h>
#include <unistd.h>

static void
fill_table(struct option long_option[BW_OPTIONS + 1], char letters[])
{
	size_t n = 0;

	/* ':' first: tell a missing value from an unknown option. */
	letters[n++] = ':';
	for (int i = 0; i < BW_OPTIONS; i++) {
		const struct bw_option_row *row = &bw_option_rows[i];

		long_option[i] = (struct option){ row->name,
			row->value ? required_argument : no_argument, NULL,
			256 + i };
		if (row->letter != 0) {
			letters[n++] = row->letter;
			if (row->value != NULL)
				letters[n++] = ':';
		}
	}
	long_option[BW_OPTIONS] = (struct option){ 0 };
	letters[n] = '\0';
}

static int
option_of(int c)
{
	if (c >= 256)
		return c - 256;
	for (int i = 0; i < BW_OPTIONS; i++)
		if (bw_option_rows[i].letter == c)
			return i;
	return -1;
}

static int
take_options(struct bw_cli *cli, int argc, char **argv, struct bw_err *err)
{
	struct option table[BW_OPTIONS + 1];
	char letters[2 * BW_OPTIONS + 2];
	int c, o;

	fill_table(table, letters);
	cli->each = BW_ARENA_ARRAY(&cli->arena, struct bw_cli_value,
	    (size_t)argc + 1); /* at most one an argument */
	if (cli->each == NULL)
		return bw_fail(err, BW_ENOMEM, "no memory for options");
	opterr = 0;
	optind = 0; /* GNU: start afresh */
	while ((c = getopt_long(argc, argv, letters, table, NULL)) != -1) {
		if (c == ':')
			return bw_fail(err, BW_EUSAGE, "%s needs a value",
			    argv[optind - 1]);
		if (c == '?')
			return bw_fail(err, BW_EUSAGE,
			    "unknown option %s; see 'bolwerk help'",
			    argv[optind - 1]);
		o = option_of(c);
		BW_ASSERT(o >= 0);
		if (optarg != NULL && *optarg == '\0')
			return bw_fail(err, BW_EUSAGE, "--%s needs a value",
			    bw_option_rows[o].name);
		cli->given[o] = true;
		cli->value[o] = optarg;
		if (optarg != NULL)
			cli->each[cli->n_each++] =
			    (struct bw_cli_value){ (enum bw_option)o, optarg };
	}
	cli->arg = argv + optind;
	cli->n_arg = argc - optind;
	return 0;
}

static int
take_verb(struct bw_cli *cli, struct bw_err *err)
{
	const struct bw_verb *v;

	if (cli->n_arg == 0)
		return 0;
	for (v = bw_verbs; v->name != NULL; v++)
		if (strcmp(v->name, cli->arg[0]) == 0)
			break;
	if (v->name == NULL)
		return bw_fail(err, BW_EUSAGE,
		    "no verb is called \"%s\"; see 'bolwerk help'",
		    cli->arg[0]);
	cli->verb = v;
	cli->arg++;
	cli->n_arg--;
	return 0;
}

static int
check_verb(const struct bw_cli *cli, struct bw_err *err)
{
	const struct bw_verb *v = cli->verb;

	if (v == NULL || bw_cli_has(cli, BW_OPT_HELP))
		return 0;
	for (int i = 0; i < BW_OPTIONS; i++)
		if (cli->given[i] && !bw_verb_takes(v, (enum bw_option)i))
			return bw_fail(err, BW_EUSAGE,
			    "'bolwerk %s' takes no --%s; see 'bolwerk help "
			    "%s'",
			    v->name, bw_option_rows[i].name, v->name);
	/* These are about files, not about what was known of anybody. */
	if (bw_cli_has(cli, BW_OPT_KNOWN) &&
	    (v->run == bw_verb_load || v->run == bw_verb_audit ||
		v->run == bw_verb_help))
		return bw_fail(err, BW_EUSAGE,
		    "'bolwerk %s' takes no --known; see 'bolwerk help %s'",
		    v->name, v->name);
	if (cli->n_arg < v->least || (v->most >= 0 && cli->n_arg > v->most))
		return bw_fail(
		    err, BW_EUSAGE, "usage: bolwerk %s %s", v->name, v->args);
	return 0;
}

static int
number(const char *text, const char *option, int64_t least, int64_t most,
    int64_t *out, struct bw_err *err)
{
	if (!bw_str_i64(bw_str_of(text), out) || *out < least || *out > most)
		return bw_fail(err, BW_EUSAGE,
		    "--%s: \"%s\" is no number from %lld to %lld", option, text,
		    (long long)least, (long long)most);
	return 0;
}

static int
take_language(struct bw_cli *cli, struct bw_err *err)
{
	static const char *const by[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
	const char *z;

	if (bw_cli_has(cli, BW_OPT_LANG)) {
		if (!bw_lang_of(bw_str_of(cli->value[BW_OPT_LANG]), &cli->lang))
			return bw_fail(err, BW_EUSAGE,
			    "--lang: \"%s\" is neither nl nor en",
			    cli->value[BW_OPT_LANG]);
		return 0;
	}
	cli->lang = BW_EN;
	for (size_t i = 0; i < BW_LEN(by); i++) {
		z = getenv(by[i]);
		if (z == NULL || *z == '\0')
			continue;
		if (!bw_lang_of(bw_str_of(z), &cli->lang))
			cli->lang = BW_EN;
		break;
	}
	return 0;
}

static int
take_look(struct bw_cli *cli, struct bw_err *err)
{
	const char *colour = cli->value[BW_OPT_COLOUR];
	int64_t n;
	int rc;

	cli->width = bw_term_width(STDOUT_FILENO);
	if (bw_cli_has(cli, BW_OPT_WIDTH)) {
		rc = number(
		    cli->value[BW_OPT_WIDTH], "width", 40, 1000, &n, err);
		if (rc != 0)
			return rc;
		cli->width = (unsigned)n;
	}
	cli->colour = isatty(STDOUT_FILENO) && getenv("NO_COLOR") == NULL;
	if (colour != NULL) {
		if (strcmp(colour, "always") == 0)
			cli->colour = true;
		else if (strcmp(colour, "never") == 0)
			cli->colour = false;
		else if (strcmp(colour, "auto") != 0)
			return bw_fail(err, BW_EUSAGE,
			    "--colour: \"%s\" is not auto, always or never",
			    colour);
	}
	return 0;
}

static int
take_values(struct bw_cli *cli, struct bw_err *err)
{
	const char *level = cli->value[BW_OPT_FAIL_ON];
	const char *day = cli->value[BW_OPT_AS_OF];
	int64_t n;
	int rc;

	cli->as_of = bw_date_today();
	if (day != NULL && !bw_date_parse(bw_str_of(day), &cli->as_of))
		return bw_fail(err, BW_EUSAGE,
		    "--as-of: \"%s\" is no date; write 2026-01-31", day);
	if (level != NULL && !bw_level_of(bw_str_of(level), &cli->fail_on))
		return bw_fail(err, BW_EUSAGE,
		    "--fail-on: \"%s\" is not act, plan or know", level);
	cli->limit = 20;
	if (bw_cli_has(cli, BW_OPT_LIMIT)) {
		rc = number(
		    cli->value[BW_OPT_LIMIT], "limit", 1, 1000000, &n, err);
		if (rc != 0)
			return rc;
		cli->limit = (size_t)n;
	}
	return 0;
}

int
bw_cli_parse(struct bw_cli *cli, int argc, char **argv, struct bw_err *err)
{
	int rc;

	cli->value[BW_OPT_WORLD] = "world.bwk";
	if ((rc = take_options(cli, argc, argv, err)) != 0 ||
	    (rc = take_language(cli, err)) != 0 ||
	    (rc = take_look(cli, err)) != 0 ||
	    (rc = take_verb(cli, err)) != 0 ||
	    (rc = check_verb(cli, err)) != 0 ||
	    (rc = take_values(cli, err)) != 0)
		return rc;
	return 0;
}
