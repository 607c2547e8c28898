/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * help.c - help, man page and shell completion, all from the table of verbs.
 */
#include "cli/cli.h"
#include "formats/formats.h"

static void
say(struct bw_cli *cli, const char *key, unsigned indent)
{
	bw_wrap(&cli->out, bw_cli_word(cli, key), indent, cli->width);
}

static void
heading(struct bw_cli *cli, const char *key)
{
	bw_out_fmt(&cli->out, "\n%.*s\n", BW_ARG(bw_cli_word(cli, key)));
}

static void
option_line(struct bw_cli *cli, enum bw_option o)
{
	const struct bw_option_row *row = &bw_option_rows[o];
	struct bw_out *out = &cli->out;

	if (row->letter != 0)
		bw_out_fmt(out, "  -%c, --%s", row->letter, row->name);
	else
		bw_out_fmt(out, "  --%s", row->name);
	bw_out_fmt(
	    out, "%s%s\n", row->value ? " " : "", row->value ? row->value : "");
	bw_wrap(out, bw_cli_wordf(cli, "cli.option", row->name), 8, cli->width);
}

/* Those the verb takes besides the ones of every verb, which NULL stands for.
 */
static bool
listed(const struct bw_verb *v, int o)
{
	if (v == NULL || o < BW_OPT_EVERYWHERE)
		return v == NULL && o < BW_OPT_EVERYWHERE;
	return bw_verb_takes(v, (enum bw_option)o);
}

static void
options(struct bw_cli *cli, const struct bw_verb *v)
{
	for (int o = 0; o < BW_OPTIONS; o++)
		if (listed(v, o))
			option_line(cli, (enum bw_option)o);
}

static void
formats(struct bw_cli *cli)
{
	heading(cli, "cli.help.formats");
	for (size_t i = 0; bw_formats[i] != NULL; i++)
		bw_out_fmt(&cli->out, "  %-12s %.*s\n", bw_formats[i]->name,
		    BW_ARG(
			bw_cli_wordf(cli, "cli.format", bw_formats[i]->name)));
}

static void
help_verb(struct bw_cli *cli, const struct bw_verb *v)
{
	char key[64];

	bw_out_fmt(&cli->out, "bolwerk %s %s\n\n", v->name, v->args);
	snprintf(key, sizeof(key), "cli.verb.%s.more", v->name);
	say(cli, key, 2);
	if (v->options != NULL) {
		heading(cli, "cli.help.options");
		options(cli, v);
	}
	if (v->run == bw_verb_load)
		formats(cli);
	heading(cli, "cli.help.everywhere");
	options(cli, NULL);
}

static void
help_all(struct bw_cli *cli)
{
	struct bw_out *out = &cli->out;
	char key[64];

	say(cli, "cli.help.about", 0);
	bw_out_z(out, "\n  bolwerk [-w WORLD] VERB ...\n");
	heading(cli, "cli.help.verbs");
	for (const struct bw_verb *v = bw_verbs; v->name != NULL; v++) {
		snprintf(key, sizeof(key), "cli.verb.%s.line", v->name);
		bw_out_fmt(out, "  %-10s %-12s%s %.*s\n", v->name, v->args,
		    strlen(v->args) > 12 ? "\n                         " : "",
		    BW_ARG(bw_cli_word(cli, key)));
	}
	heading(cli, "cli.help.everywhere");
	options(cli, NULL);
	heading(cli, "cli.help.party.title");
	say(cli, "cli.help.party", 2);
	heading(cli, "cli.help.exit.title");
	say(cli, "cli.help.exit", 2);
}

int
bw_cli_help(struct bw_cli *cli, const struct bw_verb *verb)
{
	if (verb == NULL)
		help_all(cli);
	else
		help_verb(cli, verb);
	return 0;
}

/* mdoc text: a leading dot or quote and backslashes mean something. */
static void
man_text(struct bw_out *o, struct bw_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\\')
			bw_out_z(o, "\\e");
		else if (i == 0 && (s.p[i] == '.' || s.p[i] == '\''))
			bw_out_fmt(o, "\\&%c", s.p[i]);
		else if (s.p[i] == '.' && i + 1 < s.n && s.p[i + 1] == ' ') {
			/* A new sentence begins on a new line. */
			bw_out_z(o, ".\n");
			i++;
		} else
			bw_out_str(o, bw_str_sub(s, i, 1));
	}
	bw_out_z(o, "\n");
}

static void
man_word(struct bw_cli *cli, const char *key)
{
	man_text(&cli->out, bw_cli_word(cli, key));
}

static void
man_options(struct bw_cli *cli, const struct bw_verb *v)
{
	struct bw_out *out = &cli->out;

	bw_out_z(out, ".Bl -tag -width Ds\n");
	for (int o = 0; o < BW_OPTIONS; o++) {
		const struct bw_option_row *row = &bw_option_rows[o];

		if (!listed(v, o))
			continue;
		bw_out_z(out, ".It ");
		if (row->letter != 0)
			bw_out_fmt(out, "Fl %c , ", row->letter);
		bw_out_fmt(out, "Fl \\-%s", row->name);
		if (row->value != NULL)
			bw_out_fmt(out, " Ar %s", row->value);
		bw_out_z(out, "\n");
		man_text(out, bw_cli_wordf(cli, "cli.option", row->name));
	}
	bw_out_z(out, ".El\n");
}

static void
man_verbs(struct bw_cli *cli)
{
	struct bw_out *out = &cli->out;
	char key[64];

	for (const struct bw_verb *v = bw_verbs; v->name != NULL; v++) {
		bw_out_fmt(out, ".Ss bolwerk %s %s\n", v->name, v->args);
		snprintf(key, sizeof(key), "cli.verb.%s.more", v->name);
		man_word(cli, key);
		if (v->options != NULL)
			man_options(cli, v);
	}
}

static void
man_formats(struct bw_cli *cli)
{
	bw_out_z(&cli->out, ".Sh FORMATS\n.Bl -tag -width Ds\n");
	for (size_t i = 0; bw_formats[i] != NULL; i++) {
		bw_out_fmt(&cli->out, ".It Cm %s\n", bw_formats[i]->name);
		man_text(&cli->out,
		    bw_cli_wordf(cli, "cli.format", bw_formats[i]->name));
	}
	bw_out_z(&cli->out, ".El\n");
}

static int
man(struct bw_cli *cli)
{
	struct bw_out *out = &cli->out;

	bw_out_fmt(out,
	    ".\\\" SPDX-License-Identifier: EUPL-1.2\n"
	    ".\\\" Made by 'bolwerk help --man'; change the table of verbs or "
	    "content/words/cli.yaml.\n"
	    ".Dd %.*s\n.Dt BOLWERK 1\n.Os\n.Sh NAME\n.Nm bolwerk\n.Nd %.*s\n"
	    ".Sh SYNOPSIS\n.Nm\n.Op Fl w Ar WORLD\n.Ar VERB\n.Ar ...\n"
	    ".Sh DESCRIPTION\n",
	    BW_ARG(bw_cli_word(cli, "cli.man.date")),
	    BW_ARG(bw_cli_word(cli, "cli.man.name")));
	man_word(cli, "cli.help.about");
	bw_out_z(out, ".Pp\n");
	man_word(cli, "cli.help.party");
	bw_out_z(out, ".Pp\n");
	man_word(cli, "cli.man.options");
	man_options(cli, NULL);
	man_verbs(cli);
	man_formats(cli);
	bw_out_z(out, ".Sh ENVIRONMENT\n");
	man_word(cli, "cli.man.environment");
	bw_out_z(out, ".Sh FILES\n");
	man_word(cli, "cli.man.files");
	bw_out_z(out, ".Sh EXIT STATUS\n");
	man_word(cli, "cli.help.exit");
	bw_out_z(out, ".Sh EXAMPLES\n.Bd -literal\n");
	bw_out_z(out,
	    "$ bolwerk load stakes.csv parties.csv uses.csv\n"
	    "$ bolwerk find fotonica\n"
	    "$ bolwerk check --html report.html \"Voorbeeld Fotonica B.V.\"\n"
	    "$ bolwerk --json owners lei:529900T8BM49AURSDO55\n.Ed\n");
	return 0;
}

/* bash: verbs first, then the options of the verb and files. */
static int
completion(struct bw_cli *cli)
{
	struct bw_out *out = &cli->out;

	bw_out_z(out,
	    "# bash completion, made by 'bolwerk help --completion'\n"
	    "_bolwerk() {\n"
	    "\tlocal cur=${COMP_WORDS[COMP_CWORD]} w verb= opts=\n"
	    "\tfor w in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
	    "\t\tcase $w in\n");
	for (const struct bw_verb *v = bw_verbs; v->name != NULL; v++) {
		bw_out_fmt(out, "\t\t%s) verb=%s; opts='", v->name, v->name);
		for (int o = 0; o < BW_OPTIONS; o++)
			if (listed(v, o))
				bw_out_fmt(
				    out, "--%s ", bw_option_rows[o].name);
		bw_out_z(out, "' ;;\n");
	}
	bw_out_z(out,
	    "\t\tesac\n\tdone\n\tif [[ $cur == -* ]]; then\n"
	    "\t\tCOMPREPLY=($(compgen -W \"$opts");
	for (int o = 0; o < BW_OPT_EVERYWHERE; o++)
		bw_out_fmt(out, " --%s", bw_option_rows[o].name);
	bw_out_z(out,
	    "\" -- \"$cur\"))\n"
	    "\telif [[ -z $verb ]]; then\n"
	    "\t\tCOMPREPLY=($(compgen -W \"");
	for (const struct bw_verb *v = bw_verbs; v->name != NULL; v++)
		bw_out_fmt(out, "%s ", v->name);
	bw_out_z(out,
	    "\" -- \"$cur\"))\n"
	    "\telse\n\t\tCOMPREPLY=($(compgen -f -- \"$cur\"))\n"
	    "\tfi\n}\ncomplete -o filenames -F _bolwerk bolwerk\n");
	return 0;
}

int
bw_verb_help(struct bw_cli *cli, struct bw_err *err)
{
	const struct bw_verb *v = NULL;

	if (bw_cli_has(cli, BW_OPT_MAN))
		return man(cli);
	if (bw_cli_has(cli, BW_OPT_COMPLETION))
		return completion(cli);
	if (cli->n_arg > 0) {
		for (v = bw_verbs; v->name != NULL; v++)
			if (strcmp(v->name, cli->arg[0]) == 0)
				break;
		if (v->name == NULL)
			return bw_fail(err, BW_EUSAGE,
			    "no verb is called \"%s\"; see 'bolwerk help'",
			    cli->arg[0]);
	}
	return bw_cli_help(cli, v);
}
