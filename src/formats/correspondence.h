/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * correspondence.h - tables of old and new codes, as offices publish them.
 *
 * HS, CN, PRODCOM, BEC, CPA: two columns of codes, perhaps one that says how
 * they relate. The names of the columns differ with every edition ("HS 2017",
 * "CN2023", "From"), so that the first two are taken unless they are called
 * from and to. Rules: doc/formats/correspondence.md.
 */
#ifndef BW_FORMATS_CORRESPONDENCE_H
#define BW_FORMATS_CORRESPONDENCE_H
#include "base/input.h"
#include "model/correspondence.h"
#include "model/record.h"

/* `out` is initialised and empty; it is finished afterwards. Of the sink only
 * `report` is used. */
int bw_correspondence_read(struct bw_input *in, const struct bw_sink *sink,
    struct bw_correspondence *out, struct bw_err *err) BW_MUST_USE;

#endif
