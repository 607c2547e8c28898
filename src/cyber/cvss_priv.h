/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cvss_priv.h - the numbers of the metrics, and the formula of each version.
 *
 * The order is that of the tables in cvss.c, which is that of the standards.
 */
#ifndef BW_CVSS_PRIV_H
#define BW_CVSS_PRIV_H
#include "cyber/cvss.h"

enum cvss2_metric {
	V2_AV,
	V2_AC,
	V2_AU,
	V2_C,
	V2_I,
	V2_A,
	V2_E,
	V2_RL,
	V2_RC,
	V2_CDP,
	V2_TD,
	V2_CR,
	V2_IR,
	V2_AR,
	V2_METRICS
};
enum cvss3_metric {
	V3_AV,
	V3_AC,
	V3_PR,
	V3_UI,
	V3_S,
	V3_C,
	V3_I,
	V3_A,
	V3_E,
	V3_RL,
	V3_RC,
	V3_CR,
	V3_IR,
	V3_AR,
	V3_MODIFIED, /* MAV, and then in the order of the base metrics */
	V3_METRICS = V3_MODIFIED + 8
};
enum cvss4_metric {
	V4_AV,
	V4_AC,
	V4_AT,
	V4_PR,
	V4_UI,
	V4_VC,
	V4_VI,
	V4_VA,
	V4_SC,
	V4_SI,
	V4_SA,
	V4_E,
	V4_CR,
	V4_IR,
	V4_AR,
	V4_MODIFIED, /* MAV, and then in the order of the base metrics */
	V4_SUPPLEMENT = V4_MODIFIED + 11,
	V4_METRICS = V4_SUPPLEMENT + 6
};

struct bw_cvss_score cvss2_scores(const uint8_t *value);
struct bw_cvss_score cvss3_scores(const uint8_t *value, bool v31);
int cvss4_score(const uint8_t *value);

/* Scores in tenths of the macro vectors (4.0, section 8.2), by level of EQ1 to
 * EQ6; 255 where there is no such set. */
extern const uint8_t cvss4_macro[3][2][3][3][3][2];

#endif
