/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * rules_head.c - which versions of which instruments hold on a day.
 *
 * The law is looked up by date and never falls through to another version: no
 * version on the day is an answer of its own (before the act existed), and the
 * rules say what it means. Two versions of one instrument on one day would be
 * a mistake in the files and are refused.
 */
#include "law/rules_priv.h"
#include "base/embed.h"
#include <nettle/sha2.h>
#include <stdarg.h>

int
rules_wrong(struct making_rules *m, uint32_t instrument,
    const struct bw_yaml *at, const char *fmt, ...)
{
	char what[200], file[160];
	struct bw_str rule = BW_STR("");
	va_list args;

	va_start(args, fmt);
	vsnprintf(what, sizeof(what), fmt, args);
	va_end(args);
	if (m->making > 0)
		rule = m->output.v[m->making - 1].name;
	bw_fail(m->err, BW_EFORMAT, "%s%.*s%s%s", rule.n > 0 ? "rule " : "",
	    (int)(rule.n < 80 ? rule.n : 80), rule.p, rule.n > 0 ? ": " : "",
	    what);
	if (at != NULL)
		bw_fail_at(m->err, at->line, UINT64_MAX);
	snprintf(file, sizeof(file), "%.*s",
	    BW_ARG(m->instrument.v[instrument].file));
	return bw_fail_in(m->err, file);
}

struct bw_text
rules_text(const struct bw_yaml *n, const char *key)
{
	const struct bw_yaml *t = bw_yaml_get(n, key);

	return (struct bw_text){ .in = { [BW_NL] = bw_yaml_text(t, "nl"),
				     [BW_EN] = bw_yaml_text(t, "en") } };
}

static void
digest(struct bw_str text, char hex[65])
{
	static const char digit[] = "0123456789abcdef";
	uint8_t sum[SHA256_DIGEST_SIZE];
	struct sha256_ctx ctx;

	sha256_init(&ctx);
	sha256_update(&ctx, text.n, (const uint8_t *)text.p);
	sha256_digest(&ctx, sizeof(sum), sum);
	for (size_t i = 0; i < sizeof(sum); i++) {
		hex[2 * i] = digit[sum[i] >> 4];
		hex[2 * i + 1] = digit[sum[i] & 15];
	}
	hex[64] = '\0';
}

static bool
read_status(struct bw_str s, enum bw_law_status *out)
{
	static const char *const name[] = { "in_force", "guidance", "pending",
		"lapsed" };

	for (size_t i = 0; i < BW_LEN(name); i++)
		if (bw_str_eq(s, bw_str_of(name[i]))) {
			*out = (enum bw_law_status)i;
			return true;
		}
	return false;
}

static bool
read_day(struct bw_str s, bw_date otherwise, bw_date *out)
{
	*out = otherwise;
	return s.n == 0 || bw_str_eq(s, BW_STR("null")) ||
	    bw_date_parse(s, out);
}

static int
read_head(struct making_rules *m, const struct bw_rule_file *f,
    const struct bw_yaml *top)
{
	struct bw_instrument in = { .file = f->name,
		.id = bw_yaml_text(top, "$id"),
		.bwb_id = bw_yaml_text(top, "bwb_id"),
		.version = bw_yaml_text(top,
		    bw_yaml_get(top, "edition") != NULL ? "edition"
							: "valid_from"),
		.title = rules_text(top, "title"),
		.abbreviation = rules_text(top, "abbreviation"),
		.note = rules_text(top, "note"),
		.url = bw_yaml_text(top, "url"),
		.layer = bw_yaml_text(top, "regulatory_layer"),
		.not_verified = bw_str_eq(
		    bw_yaml_text(top, "not_verified"), BW_STR("true")) };
	uint32_t i = (uint32_t)m->instrument.n;

	digest(f->text, in.sha256);
	if (!bw_vec_push(&m->instrument, in) || !bw_vec_push(&m->top, top))
		return bw_fail(m->err, BW_ENOMEM, "no memory for rules");
	if (in.id.n == 0 || in.title.in[BW_NL].n == 0 ||
	    in.title.in[BW_EN].n == 0 || in.url.n == 0)
		return rules_wrong(
		    m, i, top, "an instrument has $id, title {nl, en} and url");
	if (!read_status(
		bw_yaml_text(top, "status"), &m->instrument.v[i].status))
		return rules_wrong(m, i, bw_yaml_get(top, "status"),
		    "status is in_force, guidance, pending or lapsed");
	if (!read_day(bw_yaml_text(top, "valid_from"), BW_DATE_MIN,
		&m->instrument.v[i].valid.from) ||
	    !read_day(bw_yaml_text(top, "valid_to"), BW_DATE_MAX,
		&m->instrument.v[i].valid.to))
		return rules_wrong(
		    m, i, top, "valid_from or valid_to is no date");
	return 0;
}

static bool
holds(const struct making_rules *m, const struct bw_instrument *in, bool shadow,
    struct bw_str only)
{
	if (in->status == BW_LAW_PENDING)
		return shadow && (only.n == 0 || bw_str_eq(only, in->id));
	return bw_period_has(in->valid, m->out->day);
}

/* A proposal changes an act, and means nothing on a day without that act. */
static bool
rests_on_nothing(const struct making_rules *m, size_t i)
{
	struct bw_str on = bw_yaml_text(m->top.v[i], "rests_on");

	if (on.n == 0 || m->instrument.v[i].status != BW_LAW_PENDING)
		return false;
	for (size_t k = 0; k < m->instrument.n; k++)
		if (m->instrument.v[k].status != BW_LAW_PENDING &&
		    bw_str_eq(m->instrument.v[k].id, on))
			return false;
	return true;
}

static void
drop_baseless(struct making_rules *m)
{
	size_t n = 0;

	for (size_t i = 0; i < m->instrument.n; i++) {
		if (rests_on_nothing(m, i))
			continue;
		m->instrument.v[n] = m->instrument.v[i];
		m->top.v[n++] = m->top.v[i];
	}
	m->instrument.n = m->top.n = n;
}

/* Proposals come last: what they replace has been read by then. */
static int
proposals_last(struct making_rules *m)
{
	size_t n = m->instrument.n, k = 0;
	struct bw_instrument *in =
	    BW_ARENA_ARRAY(m->a, struct bw_instrument, n + 1);
	const struct bw_yaml **top =
	    BW_ARENA_ARRAY(m->a, const struct bw_yaml *, n + 1);

	if (in == NULL || top == NULL)
		return bw_fail(m->err, BW_ENOMEM, "no memory for rules");
	for (int pending = 0; pending < 2; pending++)
		for (size_t i = 0; i < n; i++) {
			bool is = m->instrument.v[i].status == BW_LAW_PENDING;

			if (is != (pending == 1))
				continue;
			in[k] = m->instrument.v[i];
			top[k++] = m->top.v[i];
		}
	for (size_t i = 0; i < n; i++) {
		m->instrument.v[i] = in[i];
		m->top.v[i] = top[i];
	}
	return 0;
}

int
rules_heads(struct making_rules *m, const struct bw_rule_file *file,
    size_t n_file, bool shadow, struct bw_str only)
{
	const struct bw_yaml *top;
	int rc = 0;

	for (size_t i = 0; i < n_file && rc == 0; i++) {
		char name[160];

		snprintf(name, sizeof(name), "%.*s", BW_ARG(file[i].name));
		rc = bw_yaml_parse(&top, file[i].text, m->a, m->err);
		if (rc != 0)
			return bw_fail_in(m->err, name);
		rc = read_head(m, &file[i], top);
		if (rc == 0 &&
		    !holds(m, &m->instrument.v[m->instrument.n - 1], shadow,
			only)) {
			m->instrument.n--;
			m->top.n--;
		}
	}
	if (rc == 0)
		rc = proposals_last(m);
	if (rc == 0)
		drop_baseless(m);
	for (size_t i = 0; i < m->instrument.n && rc == 0; i++)
		for (size_t j = 0; j < i && rc == 0; j++)
			if (bw_str_eq(
				m->instrument.v[i].id, m->instrument.v[j].id))
				rc = rules_wrong(m, (uint32_t)i, m->top.v[i],
				    "a version of this instrument holds on "
				    "the same day already");
	return rc;
}
