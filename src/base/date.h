/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * date.h - civil dates (proleptic Gregorian), no clock, no time zone.
 *
 * A date is the number of days since 1970-01-01. A period is half open:
 * from <= d < to. BW_DATE_MIN and BW_DATE_MAX stand for "always was" and
 * "still is". Years run from 1 to 9999.
 */
#ifndef BW_DATE_H
#define BW_DATE_H
#include "base/str.h"

typedef int32_t bw_date; /* the one scalar typedef: days since 1970-01-01 */
#define BW_DATE_MIN INT32_MIN
#define BW_DATE_MAX INT32_MAX

struct bw_period {
	bw_date from, to;
};

#define BW_ALWAYS ((struct bw_period){ BW_DATE_MIN, BW_DATE_MAX })

bool bw_date_of(int year, int month, int day, bw_date *out);
void bw_date_split(bw_date d, int *year, int *month, int *day);
/* "2024-02-29", or a time stamp that begins so (its zone is dropped);
 * "2024-02" and "2024" give the first day. False when it is no date. */
bool bw_date_parse(struct bw_str s, bw_date *out);
void bw_date_print(struct bw_buf *b, bw_date d); /* ISO; "" for MIN, MAX */
bool bw_period_has(struct bw_period p, bw_date d);
/* Today by the system clock in UTC, or $BOLWERK_TODAY / SOURCE_DATE_EPOCH
 * where set, for reproducible output. For the command line only. */
bw_date bw_date_today(void);

#endif
