/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * record.h - what a format gives and the world keeps: typed records, a sink.
 *
 * A format (room formats) turns a foreign file into these records and hands
 * them to a sink; the world (room world) is one sink, a test another. All
 * text in a record is borrowed and valid during the call only.
 *
 * Who is meant is said by keys: a scheme and a value ("lei",
 * "529900T8BM49AURSDO55"). Schemes are lower case. Three are special:
 *   "name"     an own file (stakes, parties, uses) calls the party so; equal
 *              names in own files are one party;
 *   "record"   an id that is only known inside files of that publisher;
 *   "unknown"  a party nobody names: a new one for every value.
 */
#ifndef BW_RECORD_H
#define BW_RECORD_H
#include "base/date.h"
#include "base/share.h"
#include "model/kind.h"

struct bw_key {
	struct bw_str scheme, value;
};

/* Where in the file a record stands. */
struct bw_place {
	uint64_t line;     /* 1-based; 0 = the format has no lines */
	uint64_t number;   /* 1-based record number */
	struct bw_str ref; /* the record's own id, or empty */
};

struct bw_name {
	struct bw_str text;
	struct bw_str kind; /* "", "former", "trading", "transliterated" ... */
	struct bw_str lang; /* BCP 47 or "" */
};

struct bw_party_rec {
	struct bw_key key;
	uint8_t kind;          /* enum bw_party_kind */
	struct bw_str name;    /* the main one, may be empty */
	struct bw_str country; /* ISO 3166-1 alpha-2 or ISO 3166-2, or empty */
	const struct bw_key *id; /* further identifiers: the same party */
	size_t n_id;
	const struct bw_name *other; /* further names */
	size_t n_other;
	/* What it does: codes of a classification, scheme "nace". */
	const struct bw_key *code;
	size_t n_code;
	struct bw_str reason; /* why unknown */
	bw_date ended;        /* dissolved; BW_DATE_MAX = not */
	struct bw_place place;
};

enum bw_stake_flag {
	BW_STAKE_INDIRECT = 1,  /* the source calls it indirect: a summary of
				   other stakes, never counted beside them */
	BW_STAKE_COMPONENT = 2, /* a link in such a chain */
	BW_STAKE_NO_SHARE = 4,  /* the source gives no share */
	BW_STAKE_BENEFICIAL = 8 /* source: beneficial ownership or control */
};

struct bw_stake_rec {
	struct bw_key holder, company;
	uint8_t nature;        /* enum bw_nature */
	uint8_t flags;         /* enum bw_stake_flag */
	struct bw_share share; /* unknown when BW_STAKE_NO_SHARE */
	struct bw_period valid;
	struct bw_str detail; /* the source's own word for the nature */
	struct bw_place place;
};

struct bw_use_rec { /* what a company uses */
	struct bw_key company;
	struct bw_str item;     /* material code (ref.h) or own words */
	struct bw_key supplier; /* scheme empty = not told */
	struct bw_str country;  /* ISO alpha-2 of origin, or empty */
	double amount;          /* NAN = not told */
	struct bw_str unit;
	int8_t critical; /* 1 yes, 0 no, -1 not told */
	struct bw_place place;
};

enum bw_figure_flag {
	BW_FIGURE_ESTIMATE = 1,
	BW_FIGURE_WITHHELD = 2, /* exists, not published: amount is NAN */
	BW_FIGURE_REST = 4,     /* "other countries" together */
	BW_FIGURE_WORLD = 8,    /* the published total, not a country */
	BW_FIGURE_AT_LEAST = 16 /* printed with ">" */
};

enum bw_measure { /* of what a production row speaks */
	BW_MEASURE_PRODUCTION = 0,
	BW_MEASURE_CAPACITY = 1,
	BW_MEASURE_RESERVES = 2
};

struct bw_production_rec {
	struct bw_str material; /* material code (ref.h) */
	uint8_t stage, measure, flags;
	struct bw_str country; /* ISO alpha-2; "" for rest and world */
	struct bw_str where;   /* country as printed */
	int year;
	double amount; /* in `unit`; NAN = not published */
	struct bw_str unit;
	struct bw_str detail; /* the publisher's type text */
	/* The company that makes it: then this is part of what the country
	 * makes, not something besides. Scheme "": the country as a whole. */
	struct bw_key producer;
	struct bw_place place;
};

struct bw_governance_rec {
	struct bw_str country; /* ISO alpha-2 */
	int year;
	char dimension[3]; /* "va" "pv" "ge" "rq" "rl" "cc" */
	double estimate;   /* -2.5 .. 2.5 */
	double stddev;     /* NAN = not given */
	struct bw_place place;
};

/* A figure of a study or of statistics that is no amount produced. The names
 * (of a material unless said otherwise): "supply-risk" "economic-importance"
 * "import-reliance" "eol-recycling" "si-sr" "si-ei" "hhi-wgi-world"
 * "hhi-wgi-eu" "supply-data" (detail: both, world, eu); per country
 * "world-share" "world-factor" "eu-share" "eu-factor"; "use-share"
 * (counterpart: the sector), "value-added" (subject: the sector); "imports"
 * of an energy product; "net-energy-imports" of a country. */
struct bw_study_rec {
	struct bw_str name, subject;
	int8_t stage;          /* enum bw_stage, or -1 */
	struct bw_str country; /* ISO alpha-2, "EU", or empty */
	struct bw_str counterpart;
	int year;
	double value;  /* as printed; NAN = only words or bounds */
	double lo, hi; /* what it was before rounding */
	struct bw_str unit, detail;
	struct bw_place place;
};

enum bw_report_kind {
	BW_REPORT_REFUSED, /* the record breaks a rule and was not taken */
	BW_REPORT_NOTE,    /* taken, but something in it was left out */
	BW_REPORT_SKIPPED  /* sound, of a kind the world has no place for */
};

struct bw_trade_block;   /* model/trade.h */
struct bw_advisory_rec;  /* model/advisory.h */
struct bw_signal_rec;    /* model/advisory.h */
struct bw_inventory_rec; /* model/inventory.h */

/* Every function may be NULL (not wanted). A non-zero return stops the
 * format, which returns that code. */
struct bw_sink {
	void *ctx;
	int (*party)(void *, const struct bw_party_rec *, struct bw_err *);
	int (*stake)(void *, const struct bw_stake_rec *, struct bw_err *);
	int (*use)(void *, const struct bw_use_rec *, struct bw_err *);
	int (*production)(
	    void *, const struct bw_production_rec *, struct bw_err *);
	int (*governance)(
	    void *, const struct bw_governance_rec *, struct bw_err *);
	int (*study)(void *, const struct bw_study_rec *, struct bw_err *);
	int (*trade)(void *, struct bw_trade_block *, struct bw_err *);
	int (*advisory)(
	    void *, const struct bw_advisory_rec *, struct bw_err *);
	int (*signal)(void *, const struct bw_signal_rec *, struct bw_err *);
	int (*inventory)(
	    void *, const struct bw_inventory_rec *, struct bw_err *);
	/* The source says record `ref` anew: what it said under that id
	 * before (in this or an earlier file) no longer holds. Called before
	 * the new stakes of that record. */
	int (*replace)(void *, struct bw_str ref, struct bw_err *);
	/* Something about one record. `rule` is a stable short id that
	 * doc/formats explains ("bods-share-order"). */
	int (*report)(void *, enum bw_report_kind, const char *rule,
	    const struct bw_place *, struct bw_str what, struct bw_err *);
	/* About the file: "licence", "publisher", "published" (ISO date),
	 * "version". May be called at any time. */
	int (*about)(
	    void *, const char *what, struct bw_str value, struct bw_err *);
};

/* Call through, doing nothing where the sink has no such function. */
int bw_sink_party(const struct bw_sink *, const struct bw_party_rec *,
    struct bw_err *) BW_MUST_USE;
int bw_sink_stake(const struct bw_sink *, const struct bw_stake_rec *,
    struct bw_err *) BW_MUST_USE;
int bw_sink_use(const struct bw_sink *, const struct bw_use_rec *,
    struct bw_err *) BW_MUST_USE;
int bw_sink_production(const struct bw_sink *, const struct bw_production_rec *,
    struct bw_err *) BW_MUST_USE;
int bw_sink_governance(const struct bw_sink *, const struct bw_governance_rec *,
    struct bw_err *) BW_MUST_USE;
int bw_sink_study(const struct bw_sink *, const struct bw_study_rec *,
    struct bw_err *) BW_MUST_USE;
int bw_sink_trade(const struct bw_sink *, struct bw_trade_block *,
    struct bw_err *) BW_MUST_USE;
int bw_sink_advisory(const struct bw_sink *, const struct bw_advisory_rec *,
    struct bw_err *) BW_MUST_USE;
int bw_sink_signal(const struct bw_sink *, const struct bw_signal_rec *,
    struct bw_err *) BW_MUST_USE;
int bw_sink_inventory(const struct bw_sink *, const struct bw_inventory_rec *,
    struct bw_err *) BW_MUST_USE;
int bw_sink_replace(
    const struct bw_sink *, struct bw_str ref, struct bw_err *) BW_MUST_USE;
int bw_sink_about(const struct bw_sink *, const char *what, struct bw_str value,
    struct bw_err *) BW_MUST_USE;
int bw_sink_report(const struct bw_sink *, enum bw_report_kind,
    const char *rule, const struct bw_place *, struct bw_err *, const char *fmt,
    ...) BW_PRINTF(6, 7) BW_MUST_USE;

#endif
