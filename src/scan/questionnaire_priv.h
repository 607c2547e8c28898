/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * questionnaire_priv.h - what the readers of a questionnaire share.
 */
#ifndef BW_SCAN_QUESTIONNAIRE_PRIV_H
#define BW_SCAN_QUESTIONNAIRE_PRIV_H
#include "base/yaml.h"
#include "scan/questionnaire.h"

struct scan_reading {
	struct bw_scan *q;
	struct bw_scan_scale *scale;
	struct bw_scan_theme *theme;
	struct bw_scan_question *question;
	struct bw_arena *a;
	struct bw_err *err;
};

int scan_wrong(struct scan_reading *r, const struct bw_yaml *at,
    struct bw_str who, const char *what) BW_MUST_USE;
int scan_no_memory(struct scan_reading *r) BW_MUST_USE;
size_t scan_count(const struct bw_yaml *n);
/* Both languages, or an error that names `key`. key NULL: of the node. */
int scan_both(struct scan_reading *r, const struct bw_yaml *at,
    struct bw_str who, const char *key, struct bw_text *out) BW_MUST_USE;
/* The condition under `key` of a node; it may speak of the questions read so
 * far. */
int scan_condition(struct scan_reading *r, const struct bw_yaml *at,
    struct bw_str who, const char *key,
    struct bw_scan_condition *out) BW_MUST_USE;
/* `ask`: codes of authorities. */
int scan_asked(struct scan_reading *r, const struct bw_yaml *at,
    struct bw_str who, struct bw_scan_asked *out) BW_MUST_USE;
int scan_signals(struct scan_reading *r, const struct bw_yaml *top) BW_MUST_USE;
int scan_proposals(
    struct scan_reading *r, const struct bw_yaml *top) BW_MUST_USE;

#endif
