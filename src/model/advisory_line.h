/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * advisory_line.h - records out of a line of JSON that is parsed already,
 * for those who read very many of them with one parser.
 */
#ifndef BW_ADVISORY_LINE_H
#define BW_ADVISORY_LINE_H
#include "base/json.h"
#include "model/advisory.h"
#include "model/inventory.h"

int bw_advisory_from(struct bw_advisory_rec *out, struct bw_json v,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;
int bw_component_from(struct bw_component_rec *out, struct bw_json v,
    struct bw_arena *a, struct bw_err *err) BW_MUST_USE;

#endif
