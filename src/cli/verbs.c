/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * verbs.c - the table of verbs and the table of options.
 */
#include "cli/cli.h"

const struct bw_verb bw_verbs[] = {
	{ "load", "FILE...", 1, -1,
	    BW_BIT(BW_OPT_FORMAT) | BW_BIT(BW_OPT_DATASET) |
		BW_BIT(BW_OPT_LICENCE) | BW_BIT(BW_OPT_STRICT),
	    bw_verb_load },
	{ "sources", "[NUMBER]", 0, 1, BW_BIT(BW_OPT_CSV), bw_verb_sources },
	{ "find", "TEXT...", 1, -1, BW_BIT(BW_OPT_LIMIT) | BW_BIT(BW_OPT_CSV),
	    bw_verb_find },
	{ "check", "PARTY", 1, 1,
	    BW_BIT(BW_OPT_HTML) | BW_BIT(BW_OPT_SVG) | BW_BIT(BW_OPT_BRIEF) |
		BW_BIT(BW_OPT_FAIL_ON),
	    bw_verb_check },
	{ "owners", "[PARTY]", 0, 1,
	    BW_BIT(BW_OPT_CSV) | BW_BIT(BW_OPT_LIMIT) | BW_BIT(BW_OPT_ALL) |
		BW_BIT(BW_OPT_MIN) | BW_BIT(BW_OPT_BY) | BW_BIT(BW_OPT_WITH) |
		BW_BIT(BW_OPT_READING) | BW_BIT(BW_OPT_EXACT) |
		BW_BIT(BW_OPT_RULES),
	    bw_verb_owners },
	{ "controls", "[PARTY...]", 0, -1,
	    BW_BIT(BW_OPT_LIST) | BW_BIT(BW_OPT_STATE) | BW_BIT(BW_OPT_ALL) |
		BW_BIT(BW_OPT_THRESHOLD) | BW_BIT(BW_OPT_AT_LEAST) |
		BW_BIT(BW_OPT_CAPITAL) | BW_BIT(BW_OPT_CSV) |
		BW_BIT(BW_OPT_LIMIT),
	    bw_verb_controls },
	{ "deal", "[FILE]", 0, 1,
	    BW_BIT(BW_OPT_BUYER) | BW_BIT(BW_OPT_TARGET) | BW_BIT(BW_OPT_FROM) |
		BW_BIT(BW_OPT_NEW_SHARES) | BW_BIT(BW_OPT_PERCENT) |
		BW_BIT(BW_OPT_VOTES) | BW_BIT(BW_OPT_VIA) |
		BW_BIT(BW_OPT_WITH) | BW_BIT(BW_OPT_BOARD) |
		BW_BIT(BW_OPT_BOARD_LOST) | BW_BIT(BW_OPT_NEW) |
		BW_BIT(BW_OPT_LAW) | BW_BIT(BW_OPT_DRAFT) |
		BW_BIT(BW_OPT_FACT) | BW_BIT(BW_OPT_ASSUME) |
		BW_BIT(BW_OPT_THRESHOLD) | BW_BIT(BW_OPT_CSV) |
		BW_BIT(BW_OPT_LIMIT),
	    bw_verb_deal },
	{ "law", "PART ...", 1, -1,
	    BW_BIT(BW_OPT_FACT) | BW_BIT(BW_OPT_ASSUME) |
		BW_BIT(BW_OPT_RECEIVED) | BW_BIT(BW_OPT_STOP) |
		BW_BIT(BW_OPT_EXTEND) | BW_BIT(BW_OPT_ICS) |
		BW_BIT(BW_OPT_CSV) | BW_BIT(BW_OPT_LIMIT) |
		BW_BIT(BW_OPT_RECEIPT),
	    bw_verb_law },
	{ "history", "PARTY", 1, 1,
	    BW_BIT(BW_OPT_KNOWLEDGE) | BW_BIT(BW_OPT_THRESHOLD) |
		BW_BIT(BW_OPT_CSV) | BW_BIT(BW_OPT_SVG),
	    bw_verb_history },
	{ "quality", "", 0, 0, BW_BIT(BW_OPT_CSV) | BW_BIT(BW_OPT_LIMIT),
	    bw_verb_quality },
	{ "export", "[PARTY] FILE", 1, 2,
	    BW_BIT(BW_OPT_AS) | BW_BIT(BW_OPT_SIDE) | BW_BIT(BW_OPT_PROOF),
	    bw_verb_export },
	{ "power", "PARTY", 1, 1,
	    BW_BIT(BW_OPT_NETWORK) | BW_BIT(BW_OPT_CSV) | BW_BIT(BW_OPT_LIMIT),
	    bw_verb_power },
	{ "watch", "[FILE...]", 0, -1,
	    BW_BIT(BW_OPT_SINCE) | BW_BIT(BW_OPT_PARTY) | BW_BIT(BW_OPT_LIST) |
		BW_BIT(BW_OPT_THRESHOLD) | BW_BIT(BW_OPT_CSV) |
		BW_BIT(BW_OPT_FAIL_ON) | BW_BIT(BW_OPT_FORMAT) |
		BW_BIT(BW_OPT_DATASET) | BW_BIT(BW_OPT_LICENCE) |
		BW_BIT(BW_OPT_STRICT),
	    bw_verb_watch },
	{ "exposure", "[PARTY]", 0, 1,
	    BW_BIT(BW_OPT_LIST) | BW_BIT(BW_OPT_COUNTRY) |
		BW_BIT(BW_OPT_SECTOR) | BW_BIT(BW_OPT_ALL) |
		BW_BIT(BW_OPT_CSV) | BW_BIT(BW_OPT_LIMIT),
	    bw_verb_exposure },
	{ "audit", "", 0, 0, 0, bw_verb_audit },
	{ "help", "[VERB]", 0, 1,
	    BW_BIT(BW_OPT_MAN) | BW_BIT(BW_OPT_COMPLETION), bw_verb_help },
	{ 0 },
};

const struct bw_option_row bw_option_rows[BW_OPTIONS] = {
	[BW_OPT_WORLD] = { "world", 'w', "FILE" },
	[BW_OPT_AS_OF] = { "as-of", 0, "DATE" },
	[BW_OPT_KNOWN] = { "known", 0, "DATE|NUMBER" },
	[BW_OPT_LANG] = { "lang", 0, "nl|en" },
	[BW_OPT_JSON] = { "json", 0, NULL },
	[BW_OPT_WIDTH] = { "width", 0, "COLUMNS" },
	[BW_OPT_COLOUR] = { "colour", 0, "auto|always|never" },
	[BW_OPT_QUIET] = { "quiet", 'q', NULL },
	[BW_OPT_HELP] = { "help", 'h', NULL },
	[BW_OPT_VERSION] = { "version", 0, NULL },
	[BW_OPT_FORMAT] = { "format", 0, "NAME" },
	[BW_OPT_DATASET] = { "dataset", 0, "NAME" },
	[BW_OPT_LICENCE] = { "licence", 0, "TEXT" },
	[BW_OPT_STRICT] = { "strict", 0, NULL },
	[BW_OPT_HTML] = { "html", 0, "FILE" },
	[BW_OPT_CSV] = { "csv", 0, "FILE" },
	[BW_OPT_SVG] = { "svg", 0, "PATH" },
	[BW_OPT_BRIEF] = { "brief", 0, NULL },
	[BW_OPT_FAIL_ON] = { "fail-on", 0, "act|plan|know" },
	[BW_OPT_LIMIT] = { "limit", 0, "NUMBER" },
	[BW_OPT_THRESHOLD] = { "threshold", 0, "PERCENT" },
	[BW_OPT_KNOWLEDGE] = { "knowledge", 0, NULL },
	[BW_OPT_SINCE] = { "since", 0, "DATE|NUMBER" },
	[BW_OPT_PARTY] = { "party", 0, "PARTY" },
	[BW_OPT_LIST] = { "list", 0, "FILE" },
	[BW_OPT_AS] = { "as", 0, "FORM" },
	[BW_OPT_SIDE] = { "side", 0, "up|down|both" },
	[BW_OPT_PROOF] = { "proof", 0, "OWNER" },
	[BW_OPT_COUNTRY] = { "country", 0, "COUNTRY" },
	[BW_OPT_SECTOR] = { "sector", 0, "CODE" },
	[BW_OPT_ALL] = { "all", 0, NULL },
	[BW_OPT_STATE] = { "state", 0, "COUNTRY" },
	[BW_OPT_AT_LEAST] = { "at-least", 0, NULL },
	[BW_OPT_CAPITAL] = { "capital", 0, NULL },
	[BW_OPT_NETWORK] = { "network", 0, NULL },
	[BW_OPT_MIN] = { "min", 0, "PERCENT" },
	[BW_OPT_BY] = { "by", 0, "either|integrated|votes" },
	[BW_OPT_WITH] = { "with", 0, "PARTY" },
	[BW_OPT_READING] = { "reading", 0, "integrated|leontief|paths" },
	[BW_OPT_EXACT] = { "exact", 0, NULL },
	[BW_OPT_RULES] = { "rules", 0, NULL },
	[BW_OPT_BUYER] = { "buyer", 0, "PARTY" },
	[BW_OPT_TARGET] = { "target", 0, "PARTY" },
	[BW_OPT_FROM] = { "from", 0, "PARTY" },
	[BW_OPT_NEW_SHARES] = { "new-shares", 0, NULL },
	[BW_OPT_PERCENT] = { "percent", 0, "PERCENT" },
	[BW_OPT_VOTES] = { "votes", 0, "PERCENT" },
	[BW_OPT_VIA] = { "via", 0, "PARTY" },
	[BW_OPT_BOARD] = { "board", 0, NULL },
	[BW_OPT_BOARD_LOST] = { "board-lost", 0, NULL },
	[BW_OPT_NEW] = { "new", 0, "NAME;CC;KIND" },
	[BW_OPT_LAW] = { "law", 0, NULL },
	[BW_OPT_DRAFT] = { "draft", 0, "FILE" },
	[BW_OPT_FACT] = { "fact", 0, "KEY=VALUE" },
	[BW_OPT_RECEIPT] = { "receipt", 0, "FILE" },
	[BW_OPT_ASSUME] = { "assume", 0, "FILE" },
	[BW_OPT_RECEIVED] = { "received", 0, "DATE" },
	[BW_OPT_STOP] = { "stop", 0, "FROM:TO" },
	[BW_OPT_EXTEND] = { "extend", 0, "MONTHS" },
	[BW_OPT_ICS] = { "ics", 0, "FILE" },
	[BW_OPT_MAN] = { "man", 0, NULL },
	[BW_OPT_COMPLETION] = { "completion", 0, NULL },
};
