/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * reading.h - what the readers of registers share: one record at a time.
 *
 * A register comes as millions of records of one shape. A reader walks them,
 * keeps the place for its reports, and puts the few texts it must change
 * (lower case, padding, two parts joined) in an arena that is emptied at each
 * record. No memory is told once, when a record is handed on, so that the
 * code between reads like the format it reads.
 */
#ifndef BW_READING_H
#define BW_READING_H
#include "base/arena.h"
#include "base/json.h"
#include "base/vec.h"
#include "model/record.h"

struct bw_reading {
	const struct bw_sink *sink;
	struct bw_err *err;
	struct bw_arena scratch; /* of the current record */
	struct bw_arena_mark start;
	struct bw_place place;
	bool oom;
	char published[11]; /* latest date told to the sink */
};

/* Loads the table of countries too. */
int bw_rd_init(struct bw_reading *rd, const struct bw_sink *sink,
    struct bw_err *err) BW_MUST_USE;
void bw_rd_release(struct bw_reading *rd);
void bw_rd_next(struct bw_reading *rd, uint64_t line, uint64_t number);

/* The next JSON record, with its place. A broken one of many lines is refused
 * (rule "json") and passed over. */
int bw_rd_json_next(struct bw_reading *rd, struct bw_json_reader *r,
    struct bw_json *record, bool *more) BW_MUST_USE;

/* Every JSON record of the input in turn; a non-zero return ends it. */
typedef int bw_rd_record_fn(void *ctx, struct bw_json record);
int bw_rd_json_each(struct bw_reading *rd, struct bw_input *in,
    const struct bw_json_opt *opt, bw_rd_record_fn *fn, void *ctx) BW_MUST_USE;

/* Trimmed; a NUL byte (JSON can write one) becomes a blank. Borrowed unless
 * it had to be changed. */
struct bw_str bw_rd_text(struct bw_reading *rd, struct bw_str raw);
struct bw_str bw_rd_fmt(struct bw_reading *rd, const char *fmt, ...)
    BW_PRINTF(2, 3);
struct bw_str bw_rd_lower(struct bw_reading *rd, struct bw_str s);
struct bw_str bw_rd_upper(struct bw_reading *rd, struct bw_str s);
/* "GB", "gb" -> GB; "GB-SCT" stays; any other spelling by the table of
 * countries; empty when it is none. */
struct bw_str bw_rd_country(struct bw_reading *rd, struct bw_str any);

/* Hand on. A party or stake without a key value is an invariant broken. */
int bw_rd_party(
    struct bw_reading *rd, const struct bw_party_rec *rec) BW_MUST_USE;
int bw_rd_stake(
    struct bw_reading *rd, const struct bw_stake_rec *rec) BW_MUST_USE;
int bw_rd_replace(struct bw_reading *rd, struct bw_str ref) BW_MUST_USE;
int bw_rd_about(
    struct bw_reading *rd, const char *what, struct bw_str value) BW_MUST_USE;
/* Date of publication: told when it is later than what was told. */
int bw_rd_published(struct bw_reading *rd, struct bw_str date) BW_MUST_USE;

#define bw_rd_report(rd, kind, rule, ...) \
	bw_sink_report(                   \
	    (rd)->sink, (kind), (rule), &(rd)->place, (rd)->err, __VA_ARGS__)
#define bw_rd_refuse(rd, rule, ...) \
	bw_rd_report(rd, BW_REPORT_REFUSED, rule, __VA_ARGS__)
#define bw_rd_note(rd, rule, ...) \
	bw_rd_report(rd, BW_REPORT_NOTE, rule, __VA_ARGS__)
#define bw_rd_skip(rd, rule, ...) \
	bw_rd_report(rd, BW_REPORT_SKIPPED, rule, __VA_ARGS__)
/* A foreign text inside a report: not more than 60 bytes of it. */
#define BW_SHOW(s) BW_ARG(bw_str_sub((s), 0, 60))

/* For recognising: does the text hold this, between quotes? */
bool bw_has_key(struct bw_str ahead, const char *key);

#endif
