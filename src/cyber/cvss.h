/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cvss.h - how grave a vulnerability is, by the vectors of CVSS 2.0, 3.0, 3.1
 * and 4.0 (FIRST): pure.
 *
 * A vector is read into the numbers of its values; from these the scores
 * follow by the formulas of its own version, in whole tenths and without a
 * floating-point number, so that nothing depends on how a machine rounds. 2.0
 * and 3.x have a base, a temporal and an environmental score; 4.0 has one
 * score, and a name that tells which groups of metrics went into it (CVSS-B,
 * -BT, -BE, -BTE).
 *
 * Reading is as strict as the version: 2.0 and 3.x take metrics in any order
 * (JSON schema of 2.0; 3.1, section 6), 4.0 in that of its table 23 only. In
 * all, a metric stands once and base metrics are all there.
 */
#ifndef BW_CVSS_H
#define BW_CVSS_H
#include "base/str.h"

enum bw_cvss_version {
	BW_CVSS_2,
	BW_CVSS_30,
	BW_CVSS_31,
	BW_CVSS_40,
	BW_CVSS_VERSIONS
};
enum bw_cvss_group {
	BW_CVSS_BASE,
	BW_CVSS_THREAT, /* called temporal up to 3.1 */
	BW_CVSS_ENVIRONMENT,
	BW_CVSS_SUPPLEMENT /* 4.0: tells more, has no say in the score */
};
struct bw_cvss_metric {
	const char *name;
	uint8_t group;
	/* Gravest first, ends with NULL. Those that may be left out have "not
	 * defined" (X, ND) as their last. */
	const char *value[8];
};
#define BW_CVSS_MOST 32 /* metrics of a version */

struct bw_cvss {
	uint8_t version;
	/* By number of the metric: 0 when left out, or the number of the value
	 * + 1. */
	uint8_t value[BW_CVSS_MOST];
};
struct bw_cvss_score { /* in tenths; -1: the vector gives none */
	int base, temporal, environmental;
	int overall; /* the last of these whose metrics are given */
};
enum bw_cvss_severity {
	BW_CVSS_NONE,
	BW_CVSS_LOW,
	BW_CVSS_MEDIUM,
	BW_CVSS_HIGH,
	BW_CVSS_CRITICAL
};

/* BW_EFORMAT tells the rule that is broken; err->byte is the place. */
int bw_cvss_parse(
    struct bw_cvss *out, struct bw_str vector, struct bw_err *err) BW_MUST_USE;
/* In the order of the standard. */
void bw_cvss_print(struct bw_buf *b, const struct bw_cvss *v);

/* The metrics of a version, in its order. */
const struct bw_cvss_metric *bw_cvss_metrics(unsigned version, size_t *n);
const char *bw_cvss_version_name(unsigned version); /* "3.1" */
/* Is there a value that says something (not X, not ND)? */
bool bw_cvss_has(const struct bw_cvss *v, enum bw_cvss_group group);

/* Of a vector as bw_cvss_parse gives it. In 2.0 a score is there when one of
 * its group's metrics is; in 3.x always (what is left out counts as X); in 4.0
 * `base` is the one score. */
struct bw_cvss_score bw_cvss_scores(const struct bw_cvss *v);
/* The words of 3.x and 4.0; for 2.0, which has none, those NVD gives it. */
enum bw_cvss_severity bw_cvss_severity(unsigned version, int tenths);
const char *bw_cvss_severity_name(enum bw_cvss_severity s); /* "Medium" */
/* 4.0, section 1.3: "CVSS-BT"; of another version "CVSS". */
const char *bw_cvss_nomenclature(const struct bw_cvss *v);

/* What the overall score would be if one metric were one value graver or less
 * grave, all else staying; only where that changes it, largest change first. A
 * threat metric that is left out counts as its gravest value, as in the
 * formulas. */
#define BW_CVSS_STEPS 64
struct bw_cvss_step {
	uint8_t metric;
	uint8_t from, to; /* values; `from` as in struct bw_cvss */
	int overall, change;
};
size_t bw_cvss_steps(
    const struct bw_cvss *v, struct bw_cvss_step out[BW_CVSS_STEPS]);

#endif
