/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csaf.h - is a security advisory (CSAF 2.0 or 2.1) right? Pure.
 *
 * The standard (OASIS CSAF, section 6) lists numbered tests: mandatory ones
 * (6.1, an error), optional or recommended ones (6.2, a warning) and
 * informative ones (6.3). Each is a function in csaf_61_*.c ... csaf_63.c and
 * a row in csaf_tests.c. The shape of the document is a schema of our own
 * (schema.h, content/csaf/). Presets are those of section 6.4, which the
 * reference validator names likewise.
 *
 * Tests that need a network (6.3.6, 6.3.7) or a dictionary of a language
 * (6.3.8, 6.3.17) are not there: bw_csaf_left_out names them.
 *
 * Cost: about linear in the document; tables are reused from one document to
 * the next, so that checking many costs no allocation each.
 */
#ifndef BW_CSAF_H
#define BW_CSAF_H
#include "base/json.h"
#include "base/vec.h"
#include "model/text.h"

enum bw_csaf_kind {
	BW_CSAF_ERROR,
	BW_CSAF_WARNING,
	BW_CSAF_INFO,
	BW_CSAF_KINDS
};
enum bw_csaf_version {
	BW_CSAF_2_0,
	BW_CSAF_2_1,
	BW_CSAF_UNKNOWN /* says neither: an error of its own */
};

struct bw_csaf; /* rules and lists: made once, then only read */
int bw_csaf_new(struct bw_csaf **out, struct bw_err *err) BW_MUST_USE;
void bw_csaf_free(struct bw_csaf *csaf);

/* A set of tests. Names: schema, mandatory, optional or recommended,
 * informative, basic, extended, full, external-request-free,
 * consistent-revision-history, consistent-date-times, ssvc; or one test,
 * "6.1.11". */
struct bw_csaf_preset {
	bool schema;
	uint64_t test[4]; /* a bit per row of csaf_tests.c */
};
bool bw_csaf_preset(struct bw_str name, struct bw_csaf_preset *out);
/* The i-th name of a preset, NULL past the end. */
const char *bw_csaf_preset_name(size_t i);
/* The i-th test that is there, in the order of the standard: its number and
 * the versions it belongs to. False past the end. */
bool bw_csaf_test(size_t i, const char **number, bool *in_2_0, bool *in_2_1);
/* The i-th test of the standard that is not, NULL past the end. */
const char *bw_csaf_left_out(size_t i);

/* Memory for checking one document at a time: one per thread. */
struct bw_csaf_work;
int bw_csaf_work_new(struct bw_csaf_work **out, const struct bw_csaf *csaf,
    struct bw_err *err) BW_MUST_USE;
void bw_csaf_work_free(struct bw_csaf_work *w);

struct bw_csaf_finding {
	const char *test; /* "6.1.11", "schema" */
	enum bw_csaf_kind kind;
	/* for bw_csaf_path and bw_csaf_message */
	uint32_t at;
	const char *message, *member;
	struct bw_str fill[3];
};
struct bw_csaf_result {
	enum bw_csaf_version version;
	bool valid; /* no errors */
	size_t n[BW_CSAF_KINDS];
	const struct bw_csaf_finding *v; /* by test, then by place */
	size_t n_all;
	bool cut; /* there were more than BW_CSAF_MOST */
};
#define BW_CSAF_MOST 10000 /* findings of one document */

/* Check a document. Errors are of the machine only (memory, limits): what is
 * wrong with the document is in the result, valid until the next check. The
 * record must stay until then too. today: nanoseconds since 1970, for the one
 * test that looks at the clock (6.2.33). */
int bw_csaf_check(struct bw_csaf_work *w, struct bw_json document,
    const struct bw_csaf_preset *preset, int64_t today,
    struct bw_csaf_result *out, struct bw_err *err) BW_MUST_USE;
/* Append where it is, as a JSON pointer, and what it is, in words. */
void bw_csaf_path(const struct bw_csaf_work *w, const struct bw_csaf_finding *f,
    struct bw_buf *out);
void bw_csaf_message(
    enum bw_lang lang, const struct bw_csaf_finding *f, struct bw_buf *out);

/* What the document checked last says, sorted by kind, subject and value; each
 * once. Kinds: document (subject: title, version ...), vulnerability, status,
 * score, remediation (subject: vulnerability / product). */
struct bw_csaf_fact {
	const char *kind;
	struct bw_str subject, value;
};
struct bw_csaf_facts {
	struct bw_arena arena;
	BW_VEC(struct bw_csaf_fact) list;
};
int bw_csaf_facts(struct bw_csaf_work *w, struct bw_csaf_facts *out,
    struct bw_err *err) BW_MUST_USE;
void bw_csaf_facts_release(struct bw_csaf_facts *f);

#endif
