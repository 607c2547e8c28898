/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * law_clock.h - what the parts of `law clock` share.
 */
#ifndef BW_CLI_LAW_CLOCK_H
#define BW_CLI_LAW_CLOCK_H
#include "cli/law.h"
#include "law/clock.h"

struct bw_law_clock {
	struct bw_law_case c;
	struct bw_clocks clocks;
	struct bw_clock clock;
	struct bw_clock_stop *stop; /* of --stop */
	size_t n_stop;
	const char *path; /* of the facts, or NULL */
};
static inline bool
bw_law_clock_differs(const struct bw_clock_end *e)
{
	return e->known && e->moved != e->day;
}
/* Terms of a notified deal, or with a start: worth more than a mention. */
bool bw_law_clock_shown(const struct bw_law_clock *k, const struct bw_term *t);
struct bw_str bw_law_clock_words(
    struct bw_law_clock *k, const char *key, const struct bw_fill *f, size_t n);

void bw_law_clock_json(struct bw_law_clock *k);
int bw_law_clock_people(struct bw_law_clock *k, struct bw_err *err);
int bw_law_clock_ics(
    struct bw_law_clock *k, const char *path, struct bw_err *err);

#endif
