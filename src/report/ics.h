/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * ics.h - days of a calendar as iCalendar (RFC 5545), for any calendar program.
 *
 * Whole days only: no time zones. Lines end in CR LF and are folded at 75
 * bytes between characters; text is escaped; what is no UTF-8 becomes U+FFFD
 * and control characters become blanks, so that no text can forge a line.
 * Deterministic: the caller gives stamps and names.
 */
#ifndef BW_ICS_H
#define BW_ICS_H
#include "base/date.h"
#include "base/out.h"

struct bw_ics_event {
	struct bw_str uid; /* of ASCII letters, digits, - . @ */
	bw_date day;
	bw_date stamp; /* when it was made */
	struct bw_str summary, description;
	bool tentative;
	const int32_t *alarm; /* days before */
	size_t n_alarm;
};
void bw_ics_open(struct bw_out *o, struct bw_str name);
void bw_ics_event(struct bw_out *o, const struct bw_ics_event *e);
void bw_ics_close(struct bw_out *o);
/* One line "NAME:value", escaped and folded. */
void bw_ics_text(struct bw_out *o, const char *name, struct bw_str value);

#endif
