/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * record.c - calling a sink through.
 *
 * A format tells all it knows; a sink takes what it wants. That a function
 * may be missing is looked at here, once, and not in every format.
 */
#include "model/record.h"
#include <stdarg.h>

int
bw_sink_party(
    const struct bw_sink *s, const struct bw_party_rec *r, struct bw_err *err)
{
	return s->party == NULL ? 0 : s->party(s->ctx, r, err);
}

int
bw_sink_stake(
    const struct bw_sink *s, const struct bw_stake_rec *r, struct bw_err *err)
{
	return s->stake == NULL ? 0 : s->stake(s->ctx, r, err);
}

int
bw_sink_use(
    const struct bw_sink *s, const struct bw_use_rec *r, struct bw_err *err)
{
	return s->use == NULL ? 0 : s->use(s->ctx, r, err);
}

int
bw_sink_production(const struct bw_sink *s, const struct bw_production_rec *r,
    struct bw_err *err)
{
	return s->production == NULL ? 0 : s->production(s->ctx, r, err);
}

int
bw_sink_governance(const struct bw_sink *s, const struct bw_governance_rec *r,
    struct bw_err *err)
{
	return s->governance == NULL ? 0 : s->governance(s->ctx, r, err);
}

int
bw_sink_study(
    const struct bw_sink *s, const struct bw_study_rec *r, struct bw_err *err)
{
	return s->study == NULL ? 0 : s->study(s->ctx, r, err);
}

int
bw_sink_trade(
    const struct bw_sink *s, struct bw_trade_block *b, struct bw_err *err)
{
	return s->trade == NULL ? 0 : s->trade(s->ctx, b, err);
}

int
bw_sink_advisory(const struct bw_sink *s, const struct bw_advisory_rec *r,
    struct bw_err *err)
{
	return s->advisory == NULL ? 0 : s->advisory(s->ctx, r, err);
}

int
bw_sink_signal(
    const struct bw_sink *s, const struct bw_signal_rec *r, struct bw_err *err)
{
	return s->signal == NULL ? 0 : s->signal(s->ctx, r, err);
}

int
bw_sink_inventory(const struct bw_sink *s, const struct bw_inventory_rec *r,
    struct bw_err *err)
{
	return s->inventory == NULL ? 0 : s->inventory(s->ctx, r, err);
}

int
bw_sink_replace(const struct bw_sink *s, struct bw_str ref, struct bw_err *err)
{
	return s->replace == NULL ? 0 : s->replace(s->ctx, ref, err);
}

int
bw_sink_about(const struct bw_sink *s, const char *what, struct bw_str value,
    struct bw_err *err)
{
	return s->about == NULL ? 0 : s->about(s->ctx, what, value, err);
}

/* A report quotes the file it complains of: keep it to one line, and cut it
 * between characters. */
static struct bw_str
one_line(char *text, size_t size)
{
	struct bw_str s = { text, strlen(text) };
	size_t bad;

	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)text[i] < 0x20 || text[i] == 0x7f)
			text[i] = '?';
	if (s.n == size - 1 && !bw_utf8_valid(s, &bad) && s.n - bad < 4)
		s.n = bad;
	for (struct bw_str rest = s; !bw_utf8_valid(rest, &bad);) {
		text[s.n - rest.n + bad] = '?';
		rest = bw_str_sub(rest, bad + 1, rest.n);
	}
	return s;
}

int
bw_sink_report(const struct bw_sink *s, enum bw_report_kind kind,
    const char *rule, const struct bw_place *place, struct bw_err *err,
    const char *fmt, ...)
{
	char text[512];
	va_list args;

	if (s->report == NULL)
		return 0;
	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	return s->report(
	    s->ctx, kind, rule, place, one_line(text, sizeof(text)), err);
}
