/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * claims_build.h - gathering what is said about vulnerabilities: pure.
 *
 *	bw_claims_add (an advisory) ... bw_claims_finish -> columns (claims.h)
 *
 * Cost: O(claims), and a sort at the end.
 */
#ifndef BW_CLAIMS_BUILD_H
#define BW_CLAIMS_BUILD_H
#include "cyber/claims.h"

struct bw_claims_build;
/* The rules must outlive the build. */
int bw_claims_begin(struct bw_claims_build **out,
    const struct bw_naming_rules *r, struct bw_err *err) BW_MUST_USE;
/* Over claims that outlive these. */
int bw_claims_begin_over(struct bw_claims_build **out,
    const struct bw_naming_rules *r, const struct bw_claims *under,
    struct bw_err *err) BW_MUST_USE;
/* Of `under`: an advisory (by number), the ratings of a list (by load). */
int bw_claims_gone(struct bw_claims_build *b, uint32_t advisory,
    struct bw_err *err) BW_MUST_USE;
int bw_claims_gone_list(
    struct bw_claims_build *b, uint32_t list, struct bw_err *err) BW_MUST_USE;
/* `row` is the caller's number for it. */
int bw_claims_add(struct bw_claims_build *b, const struct bw_advisory_rec *r,
    uint64_t row, struct bw_err *err) BW_MUST_USE;
int bw_claims_signal(struct bw_claims_build *b, const struct bw_signal_rec *r,
    uint32_t list, struct bw_err *err) BW_MUST_USE;
/* Frees b in any case. */
int bw_claims_finish(struct bw_claims_build *b, struct bw_claims *out,
    struct bw_err *err) BW_MUST_USE;
void bw_claims_abort(struct bw_claims_build *b);

#endif
