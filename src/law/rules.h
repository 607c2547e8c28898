/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * rules.h - instruments of law as data, and one program made of those that
 * hold on a day.
 *
 * A rule file is one version of one instrument and is never changed after it
 * was used; a new version is a new file. Its form follows the machine-readable
 * law format of the Dutch government (regelrecht: articles with a number,
 * `machine_readable.execution.actions`, operations with subject, value and
 * conditions, `$name` for what is read), with what that lacks: own words in
 * two languages, causes, crossings of a threshold, and code lists. The form is
 * described in doc/formats/rules.md.
 *
 * An output is one named value: a yes-no, a choice, or a number. It belongs to
 * an article, and so has a citation. Outputs of all instruments of a day form
 * one space of names; a pending instrument may stand in for an output of a law
 * in force ("replaces") in a second, shadow program, and refer to the present
 * one as $base.NAME.
 */
#ifndef BW_LAW_RULES_H
#define BW_LAW_RULES_H
#include "law/facts.h"

enum bw_law_status {
	BW_LAW_IN_FORCE,
	BW_LAW_GUIDANCE, /* not statute: how the authority reads it */
	BW_LAW_PENDING,  /* a proposal; only in shadow */
	BW_LAW_LAPSED
};
struct bw_instrument {
	struct bw_str id;      /* "wet_vifo" */
	struct bw_str bwb_id;  /* or CELEX; official number */
	struct bw_str version; /* valid_from as written, or "pending" */
	struct bw_text title, abbreviation, note;
	struct bw_str url, layer;
	enum bw_law_status status;
	struct bw_period valid;
	struct bw_str file; /* "rules/law/wet_vifo/2025-09-01.yaml" */
	char sha256[65];    /* of that file */
	bool not_verified;  /* as a whole */
};
struct bw_article_item {      /* a factor, a measure, a dated amount ... */
	struct bw_str letter; /* of an amount: since when, or its name */
	struct bw_text words;
	struct bw_str see; /* the amount stands there: "sr 23(4)" */
	bool not_verified;
	bool amount, known; /* an amount; one that could be told */
};
struct bw_article {
	uint32_t instrument;
	struct bw_str number;        /* "4(1)(a)" */
	struct bw_text words;        /* our own */
	struct bw_str url, sha256;   /* of the official text where known */
	struct bw_text not_verified; /* what was not, in words; or empty */
	struct bw_str role;          /* "duty", "factor", "consequence" ... */
	struct bw_str follows;       /* after what: "not_notified" ... */
	const struct bw_str *only;   /* holds when one of these outputs does */
	size_t n_only;
	struct bw_article_item *item; /* a checklist: nothing is computed */
	size_t n_item;
	uint64_t line;
};
struct bw_output {
	struct bw_str name;
	uint32_t article;
	uint8_t kind;                /* enum bw_value_kind */
	uint8_t unit;                /* enum bw_fact_type, of a number */
	const struct bw_str *choice; /* of a choice */
	size_t n_choice;
	struct bw_text yes, no; /* the sentence when it is so, and not */
	struct bw_str adds; /* when true, `item` joins the list of this name */
	struct bw_str item;
	struct bw_str via; /* outcomes for which it is a ground: "NOTIFIABLE" */
	struct bw_str cite; /* beyond the article's number, or empty */
	bool guidance;      /* rests on guidance */
	uint32_t step;
	uint64_t line;
};
/* A control list of an instrument: its entries, and what follows for a code
 * that stands in it. */
struct bw_named_list {
	uint32_t instrument;
	struct bw_str name, cite;
	struct bw_text says; /* "Excluded: ..."; or empty */
	struct bw_code_list codes;
	const struct bw_text *words; /* by entry; NULL: none */
};
struct bw_rules {
	const struct bw_vocabulary *vocabulary;
	struct bw_instrument *instrument;
	size_t n_instrument;
	struct bw_article *article;
	size_t n_article;
	struct bw_output *output;
	size_t n_output;
	struct bw_named_list *list;
	size_t n_list;
	struct bw_program program;
	bw_date day;
	bool shadow;
};
struct bw_rule_file {
	struct bw_str name, text;
};
/* All files of the program. */
int bw_rule_files(struct bw_rule_file **file, size_t *n, struct bw_arena *a,
    struct bw_err *err) BW_MUST_USE;
/* The instruments that hold on a day, compiled. Files that do not hold are read
 * as far as their dates only. With `shadow` pending ones hold too (that of the
 * given id only, when given). An error names file, line and rule. BW_ENOTFOUND
 * when no version of an instrument that is needed holds: the text names the
 * nearest version. */
int bw_rules_make(struct bw_rules *out, const struct bw_rule_file *file,
    size_t n_file, const struct bw_vocabulary *v, bw_date day, bool shadow,
    struct bw_str only, struct bw_arena *a, struct bw_err *err) BW_MUST_USE;
/* BW_NONE when there is no such output. */
uint32_t bw_output_find(const struct bw_rules *r, struct bw_str name);

#endif
