/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cli.h - what every verb of the command line gets, and the table of verbs.
 *
 * A verb is one file (cli/verb_*.c) and one row in verbs.c. That table also
 * writes the help, the man page and the shell completion, so they cannot
 * drift. An option is one row in options.c; a verb names the options it
 * takes, any other is wrong usage.
 */
#ifndef BW_CLI_H
#define BW_CLI_H
#include "base/arena.h"
#include "base/table.h"
#include "model/finding.h"
#include "world/view.h"

enum bw_option { /* in the order of the help */
	BW_OPT_WORLD,
	BW_OPT_AS_OF,
	BW_OPT_KNOWN,
	BW_OPT_LANG,
	BW_OPT_JSON,
	BW_OPT_WIDTH,
	BW_OPT_COLOUR,
	BW_OPT_QUIET,
	BW_OPT_HELP,
	BW_OPT_VERSION,
	BW_OPT_FORMAT,
	BW_OPT_DATASET,
	BW_OPT_LICENCE,
	BW_OPT_STRICT,
	BW_OPT_HTML,
	BW_OPT_PDF,
	BW_OPT_CSV,
	BW_OPT_SVG,
	BW_OPT_BRIEF,
	BW_OPT_FAIL_ON,
	BW_OPT_LIMIT,
	BW_OPT_THRESHOLD,
	BW_OPT_KNOWLEDGE,
	BW_OPT_SINCE,
	BW_OPT_PARTY,
	BW_OPT_LIST,
	BW_OPT_AS,
	BW_OPT_SIDE,
	BW_OPT_PROOF,
	BW_OPT_WAYS,
	BW_OPT_OPEN,
	BW_OPT_NETWORK,
	BW_OPT_COUNTRY,
	BW_OPT_SECTOR,
	BW_OPT_ALL,
	BW_OPT_STATE,
	BW_OPT_AT_LEAST,
	BW_OPT_CAPITAL,
	BW_OPT_MIN,
	BW_OPT_BY,
	BW_OPT_WITH,
	BW_OPT_READING,
	BW_OPT_EXACT,
	BW_OPT_RULES,
	BW_OPT_BUYER,
	BW_OPT_TARGET,
	BW_OPT_FROM,
	BW_OPT_NEW_SHARES,
	BW_OPT_PERCENT,
	BW_OPT_VOTES,
	BW_OPT_VIA,
	BW_OPT_BOARD,
	BW_OPT_BOARD_LOST,
	BW_OPT_NEW,
	BW_OPT_LAW,
	BW_OPT_DRAFT,
	BW_OPT_FACT,
	BW_OPT_OVERRULE,
	BW_OPT_RULES_DIR,
	BW_OPT_RECEIPT,
	BW_OPT_ASSUME,
	BW_OPT_RECEIVED,
	BW_OPT_STOP,
	BW_OPT_EXTEND,
	BW_OPT_ICS,
	BW_OPT_STAGE,
	BW_OPT_EMBARGO,
	BW_OPT_WITHOUT,
	BW_OPT_CUTS,
	BW_OPT_ADD,
	BW_OPT_PARTNER,
	BW_OPT_YEARS,
	BW_OPT_OPENING,
	BW_OPT_FOR,
	BW_OPT_DOMESTIC,
	BW_OPT_ELASTICITY,
	BW_OPT_PRESET,
	BW_OPT_SURE,
	BW_OPT_PORT,
	BW_OPT_ADDRESS,
	BW_OPT_ALLOW_ORIGIN,
	BW_OPT_SECURITY_CONTACT,
	BW_OPT_PRIVATE,
	BW_OPT_VERBOSE,
	BW_OPT_UNREAD,
	BW_OPT_PUBLISHER,
	BW_OPT_SCHEME,
	BW_OPT_EXPLOITED,
	BW_OPT_QUICK,
	BW_OPT_ANSWERS,
	BW_OPT_ANSWER,
	BW_OPT_PREVIOUS,
	BW_OPT_OTHERS,
	BW_OPT_SIZE,
	BW_OPT_SAVE,
	BW_OPT_MAN,
	BW_OPT_COMPLETION,
	BW_OPTIONS
};
/* So many, the first ones, are options of every verb. */
#define BW_OPT_EVERYWHERE (BW_OPT_VERSION + 1)
/* The options of a row of verbs.c: BW_TAKES(BW_OPT_CSV, BW_OPT_LIMIT) */
#define BW_TAKES(...) ((const enum bw_option[]){ __VA_ARGS__, BW_OPTIONS })

struct bw_cli {
	bool given[BW_OPTIONS];
	const char *value[BW_OPTIONS]; /* the last one given */
	/* Every option with a value, in the order given: some may stand
	 * several times. */
	struct bw_cli_value {
		enum bw_option option;
		const char *text;
	} * each;
	size_t n_each;
	enum bw_lang lang;
	bw_date as_of;
	struct bw_source known; /* of --known; id 0 = now */
	unsigned width;
	bool colour;
	enum bw_level fail_on;
	size_t limit;
	const struct bw_verb *verb;
	char **arg; /* what stands behind the verb */
	int n_arg;
	struct bw_out out;     /* standard output */
	struct bw_arena arena; /* lives as long as the question */
	bool hit; /* something is at or above fail_on: exit status 1 */
};

struct bw_verb {
	const char *name;
	const char *args; /* "FILE...", shown in the usage line */
	int least, most;  /* number of arguments; most -1 = any */
	/* Besides those taken everywhere; ends with BW_OPTIONS. NULL: none. */
	const enum bw_option *options;
	int (*run)(struct bw_cli *cli, struct bw_err *err);
};
extern const struct bw_verb bw_verbs[]; /* ends with a NULL name */

struct bw_option_row {
	const char *name;  /* without -- */
	char letter;       /* or 0 */
	const char *value; /* "FILE", or NULL for a switch */
};
extern const struct bw_option_row bw_option_rows[BW_OPTIONS];

/* Fill cli from the arguments; BW_EUSAGE says what is wrong. */
int bw_cli_parse(
    struct bw_cli *cli, int argc, char **argv, struct bw_err *err) BW_MUST_USE;
/* Does the verb take that option, or does every verb? */
bool bw_verb_takes(const struct bw_verb *v, enum bw_option o);
static inline bool
bw_cli_has(const struct bw_cli *cli, enum bw_option o)
{
	return cli->given[o];
}

/* Open the world of -w; errors name it. */
int bw_cli_world(struct bw_cli *cli, enum bw_world_mode mode,
    struct bw_world **w, struct bw_err *err) BW_MUST_USE;
/* Open the world of -w for reading and bring its columns into memory: as
 * known now, or by --known, which is told to people first. */
int bw_cli_view(struct bw_cli *cli, struct bw_world **w, struct bw_view **v,
    struct bw_err *err) BW_MUST_USE;
/* PARTY of the command line. An ambiguous name is BW_ECONFLICT, after the
 * candidates were printed as a table. */
int bw_cli_party(struct bw_cli *cli, const struct bw_view *v, const char *text,
    uint32_t *party, struct bw_err *err) BW_MUST_USE;
/* The load that --known or another option means: a number, or the last one
 * of a day (known.c). */
int bw_cli_load_of(struct bw_cli *cli, struct bw_world *w, const char *option,
    const char *text, struct bw_source *out, struct bw_err *err) BW_MUST_USE;
int bw_cli_known(
    struct bw_cli *cli, struct bw_world *w, struct bw_err *err) BW_MUST_USE;
void bw_cli_say_known(struct bw_cli *cli);
void bw_cli_known_json(const struct bw_cli *cli, struct bw_jw *j);
struct bw_str bw_cli_day(struct bw_cli *cli, bw_date day); /* 2026-01-31 */
/* One line on stderr, with the place where it is known. */
void bw_cli_say_error(const struct bw_err *err);
/* Text of others, made harmless for a terminal; in the arena. */
struct bw_str bw_cli_plain(struct bw_cli *cli, struct bw_str s);
/* Open the JSON object every verb writes: bolwerk, as_of, known; the verb
 * adds its result and closes it. */
struct bw_jw bw_cli_json(struct bw_cli *cli);
/* Name, or "(no name)", and a country name for people. */
struct bw_str bw_cli_name(
    struct bw_cli *cli, const struct bw_view *v, uint32_t party);
struct bw_str bw_cli_code(struct bw_cli *cli, uint16_t code); /* "NL" */
struct bw_str bw_cli_country(struct bw_cli *cli, uint16_t code);
struct bw_str bw_cli_share(struct bw_cli *cli, struct bw_share s);
struct bw_str bw_cli_word(struct bw_cli *cli, const char *key);
/* "4 parties, 1 stake": counts that are not 0, with the words "cli.load.WHAT"
 * and, for one, "cli.load.one.WHAT". */
struct bw_cli_count {
	const char *what;
	uint64_t n;
};
struct bw_str bw_cli_counts(
    struct bw_cli *cli, const struct bw_cli_count *count, size_t n);
struct bw_str bw_cli_wordf(struct bw_cli *cli, const char *prefix,
    const char *name); /* key "prefix.name" */
/*
 * A listing is one result that is a table: for people on standard output, or
 * as CSV with --csv. Columns have one name: the CSV header, and key of the
 * words "cli.col.NAME". Cells follow row by row. CSV is for programs: it does
 * not change with the language. The file "-" is standard output.
 */
#define BW_LIST_CSV 0x100u    /* column flag: only in CSV */
#define BW_LIST_PEOPLE 0x200u /* only in the table */
struct bw_listing {
	struct bw_cli *cli;
	struct bw_table *table; /* or */
	struct bw_out csv;
	bool to_csv, to_stdout;
	const unsigned *flags;
	size_t cols, cell;
};
int bw_list_open(struct bw_listing *l, struct bw_cli *cli,
    const char *const *name, const unsigned *flags, size_t cols,
    struct bw_err *err) BW_MUST_USE;
void bw_list_cell(struct bw_listing *l, struct bw_str text);
void bw_list_count(struct bw_listing *l, uint64_t n);
/* A word of the words "prefix.code"; in CSV the code. */
void bw_list_code(struct bw_listing *l, const char *prefix, const char *code);
/* Two columns for CSV, smallest and largest in per cent; or empty. */
void bw_list_share(struct bw_listing *l, bool has, struct bw_share s);
int bw_list_close(struct bw_listing *l, struct bw_err *err) BW_MUST_USE;

/* A table of parties: id, name, kind, country, identifiers. */
int bw_cli_parties(struct bw_cli *cli, const struct bw_view *v,
    const uint32_t *party, size_t n, struct bw_err *err) BW_MUST_USE;
int bw_cli_party_json(struct bw_cli *cli, struct bw_jw *j, const char *key,
    const struct bw_view *v, uint32_t party, struct bw_err *err) BW_MUST_USE;

/* Load the tables that are part of the program; and the files of the command
 * line (loading.c): one line each when `say`, or objects in *json. *first is
 * the first new load, 0 when all was there already. */
int bw_cli_load_own(
    struct bw_cli *cli, struct bw_world *w, struct bw_err *err) BW_MUST_USE;
int bw_cli_load_files(struct bw_cli *cli, struct bw_world *w, bool say,
    struct bw_jw *json, uint32_t *first, struct bw_err *err) BW_MUST_USE;
/* Tell of files loaded after `before` that have an older namesake. */
int bw_cli_load_hint(struct bw_cli *cli, struct bw_world *w, uint32_t before,
    struct bw_err *err) BW_MUST_USE;

int bw_verb_load(struct bw_cli *, struct bw_err *) BW_MUST_USE;
int bw_verb_sources(struct bw_cli *, struct bw_err *) BW_MUST_USE;
int bw_verb_find(struct bw_cli *, struct bw_err *) BW_MUST_USE;
int bw_verb_check(struct bw_cli *, struct bw_err *) BW_MUST_USE;
int bw_verb_report(struct bw_cli *, struct bw_err *) BW_MUST_USE;
int bw_verb_owners(struct bw_cli *, struct bw_err *) BW_MUST_USE;
int bw_verb_controls(struct bw_cli *, struct bw_err *) BW_MUST_USE;
/* owners --all, in owners_all.c */
int bw_owners_all(struct bw_cli *, struct bw_err *) BW_MUST_USE;
int bw_verb_quality(struct bw_cli *, struct bw_err *) BW_MUST_USE;
int bw_verb_export(struct bw_cli *, struct bw_err *) BW_MUST_USE;
int bw_verb_audit(struct bw_cli *, struct bw_err *) BW_MUST_USE;
int bw_verb_watch(struct bw_cli *, struct bw_err *) BW_MUST_USE;
int bw_verb_history(struct bw_cli *, struct bw_err *) BW_MUST_USE;
int bw_verb_power(struct bw_cli *, struct bw_err *) BW_MUST_USE;
int bw_verb_exposure(struct bw_cli *, struct bw_err *) BW_MUST_USE;
int bw_verb_deal(struct bw_cli *, struct bw_err *) BW_MUST_USE;
int bw_verb_law(struct bw_cli *, struct bw_err *) BW_MUST_USE;
int bw_verb_supply(struct bw_cli *, struct bw_err *) BW_MUST_USE;
int bw_verb_match(struct bw_cli *, struct bw_err *) BW_MUST_USE;
int bw_verb_version(struct bw_cli *, struct bw_err *) BW_MUST_USE;
int bw_verb_advisories(struct bw_cli *, struct bw_err *) BW_MUST_USE;
int bw_verb_inventory(struct bw_cli *, struct bw_err *) BW_MUST_USE;
int bw_verb_purl(struct bw_cli *, struct bw_err *) BW_MUST_USE;
int bw_verb_cpe(struct bw_cli *, struct bw_err *) BW_MUST_USE;
int bw_verb_csaf(struct bw_cli *, struct bw_err *) BW_MUST_USE;
int bw_verb_cvss(struct bw_cli *, struct bw_err *) BW_MUST_USE;
int bw_verb_serve(struct bw_cli *, struct bw_err *) BW_MUST_USE;
int bw_verb_scan(struct bw_cli *, struct bw_err *) BW_MUST_USE;
int bw_verb_ssvc(struct bw_cli *, struct bw_err *) BW_MUST_USE;
int bw_verb_help(struct bw_cli *, struct bw_err *) BW_MUST_USE;
/* Help of the program (verb NULL) or of one verb. */
int bw_cli_help(struct bw_cli *cli, const struct bw_verb *verb);

#endif
