/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * export_priv.h - between what is exported (export.c) and how it is written
 * (a file per form).
 *
 * A writer gets all parties first and then all stakes, one by one; what it is
 * given lives until it returns.
 */
#ifndef BW_EXPORT_PRIV_H
#define BW_EXPORT_PRIV_H
#include "export/export.h"
#include "base/map.h"

struct exporter;
struct export_party {
	uint32_t party, slot; /* slot: how manieth */
	struct bw_party_facts facts;
	const char *controls; /* the centre: "certain", "possible" or "" */
	bool centre;
};
struct export_stake {
	const struct bw_link *link;
	uint32_t holder, company; /* parties */
	uint32_t from, to;        /* their slots */
	struct bw_period valid;   /* all of its stakes hold */
	struct bw_share share;    /* the most that is told of a right, ... */
	bool told;                /* ... if it is */
	bool beneficial, proof;
	struct bw_str detail; /* the source's word */
	struct bw_str places; /* "a.csv, line 3; b.json, number 7" */
	struct bw_str published;
};
struct export_writer {
	void (*begin)(struct exporter *e);
	int (*party)(struct exporter *e, const struct export_party *p);
	int (*stake)(struct exporter *e, const struct export_stake *s);
	void (*middle)(struct exporter *e); /* between parties and stakes */
	void (*end)(struct exporter *e);
};
extern const struct export_writer export_bods, export_bods_lines,
    export_graphml, export_dot, export_csv;

struct export_id { /* 128 bits, of a text, as XXH3 makes it */
	uint64_t high, low;
};
struct exporter {
	const struct bw_view *v;
	const struct bw_export_opt *opt;
	const struct export_writer *w;
	struct bw_out *o;
	struct bw_err *err;
	struct bw_arena scratch; /* of one party or stake */
	struct bw_arena a;
	struct bw_source *source; /* by number */
	size_t n_source;
	uint32_t centre;            /* party, or BW_NONE */
	struct export_id *id;       /* by slot, of BODS only */
	struct bw_jw j;             /* of a JSON array */
	struct bw_str day;          /* 2026-01-31 */
	size_t asked;               /* of the world, since it is held */
	size_t slots;               /* parties that are written */
	const struct bw_cone *cone; /* or NULL */
};

/* export_id.c: of a party, made of its number in a register where it has one,
 * else of where it was first told; the same at every export of a world. */
int export_id_of(struct exporter *e, const struct export_party *p,
    struct export_id *out) BW_MUST_USE;
struct bw_str export_id_text(struct exporter *e, struct export_id id);
/* The id of a text. */
struct export_id export_hash(struct bw_str text);
/* Does an identifier mean something outside its file? */
bool export_key_counts(const struct bw_key *key);
/* "lei:5299...", the first that counts, or empty. */
struct bw_str export_key(struct exporter *e, const struct bw_party_facts *f);
/* For XML and DOT: what these cannot hold becomes U+FFFD. */
void export_xml(struct bw_out *o, struct bw_str s);
void export_quoted(struct bw_out *o, struct bw_str s);
struct bw_str export_day(struct exporter *e, bw_date d);
/* "certain", "possible" or "no": what the link gives by itself. */
const char *export_control(const struct bw_link *k);

#endif
