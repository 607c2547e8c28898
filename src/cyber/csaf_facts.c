/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * csaf_facts.c - what a document says that matters to its reader, as facts.
 *
 * A fact is a subject and what is said of it: "CVE-2024-1 / Product A 4.1",
 * status, "known_affected". Products stand there by name, so that two
 * revisions that number their products in other ways say the same. Two lists
 * of facts, sorted, are compared in one go; that is csaf diff.
 */
#include "cyber/csaf_priv.h"

struct facts {
	struct bw_csaf_work *c;
	struct bw_csaf_facts *out;
	struct bw_str vulnerability;
};

static void
add(struct facts *f, const char *kind, struct bw_str subject,
    struct bw_str value)
{
	struct bw_csaf_fact fact = { kind,
		bw_arena_dup(&f->out->arena, subject),
		bw_arena_dup(&f->out->arena, value) };

	if (fact.subject.p == NULL || fact.value.p == NULL ||
	    !bw_vec_push(&f->out->list, fact))
		f->c->failed = true;
}

/* "vulnerability / product" */
static struct bw_str
about(struct facts *f, uint32_t number, struct bw_str id)
{
	struct bw_csaf_work *c = f->c;
	struct bw_buf *b = &c->scratch[1];
	struct bw_str name = id;

	if (number != NOT_NAMED && c->defined.v[number] != 0)
		name = csaf_text(
		    c, c->products.v[c->defined.v[number] - 1].at, K_name);
	bw_buf_clear(b);
	bw_buf_str(b, f->vulnerability);
	bw_buf_z(b, " / ");
	bw_buf_str(b, name.n > 0 ? name : id);
	return bw_buf_get(b);
}

static struct bw_str
name_of(const struct bw_csaf_work *c, uint32_t v)
{
	struct bw_str s = csaf_text(c, v, K_cve);
	uint32_t id = csaf_first(c, csaf_get(c, v, K_ids));

	if (s.n == 0)
		s = csaf_text(c, id, K_text);
	return s.n > 0 ? s : csaf_text(c, v, K_title);
}

static void
statuses(struct facts *f, uint32_t v)
{
	struct bw_csaf_work *c = f->c;
	uint32_t status = csaf_get(c, v, K_product_status);

	for (size_t i = 0; i < BW_LEN(csaf_status_lists); i++)
		EACH(c, p, csaf_get(c, status, csaf_status_lists[i].key))
	add(f, "status", about(f, csaf_number(c, c->v[p].text), c->v[p].text),
	    bw_str_of(csaf_status_lists[i].name));
}

static void
scores(struct facts *f, uint32_t v)
{
	static const uint16_t key[] = { K_cvss_v2, K_cvss_v3, K_cvss_v4 };
	struct bw_csaf_work *c = f->c;

	EACH(c, m, csaf_metrics(c, v))
	for (size_t i = 0; i < BW_LEN(key); i++) {
		uint32_t cvss = csaf_get(c, csaf_content(c, m), key[i]);
		uint32_t base = csaf_get(c, cvss, K_baseScore);
		struct csaf_refs r = csaf_refs(c, m);
		char text[160];

		if (cvss == 0 || base == 0)
			continue;
		snprintf(text, sizeof(text), "CVSS %.*s: %.1f %.*s",
		    BW_ARG(bw_str_sub(csaf_text(c, cvss, K_version), 0, 8)),
		    c->v[base].number,
		    BW_ARG(bw_str_sub(
			csaf_text(c, cvss, K_vectorString), 0, 120)));
		while (csaf_refs_step(c, &r))
			add(f, "score", about(f, r.number, c->v[r.at].text),
			    bw_str_of(text));
	}
}

static void
remediations(struct facts *f, uint32_t v)
{
	struct bw_csaf_work *c = f->c;

	EACH(c, item, csaf_get(c, v, K_remediations))
	{
		struct csaf_refs r = csaf_refs(c, item);

		while (csaf_refs_step(c, &r))
			add(f, "remediation",
			    about(f, r.number, c->v[r.at].text),
			    csaf_text(c, item, K_category));
	}
}

static void
of_document(struct facts *f)
{
	struct bw_csaf_work *c = f->c;

	add(f, "document", BW_STR("title"), csaf_text(c, c->document, K_title));
	add(f, "document", BW_STR("id"), csaf_text(c, c->tracking, K_id));
	add(f, "document", BW_STR("version"),
	    csaf_text(c, c->tracking, K_version));
	add(f, "document", BW_STR("status"), c->status_text);
	add(f, "document", BW_STR("released"),
	    csaf_text(c, c->tracking, K_current_release_date));
	add(f, "document", BW_STR("category"), c->category);
	add(f, "document", BW_STR("publisher"),
	    csaf_text(c, c->publisher, K_name));
	if (c->tlp.n > 0)
		add(f, "document", BW_STR("tlp"), c->tlp);
	f->vulnerability = csaf_text(
	    c, csaf_get(c, c->document, K_aggregate_severity), K_text);
	if (f->vulnerability.n > 0)
		add(f, "document", BW_STR("severity"), f->vulnerability);
}

static int
by_subject(const void *x, const void *y)
{
	const struct bw_csaf_fact *a = x, *b = y;
	int order = strcmp(a->kind, b->kind);

	if (order == 0)
		order = bw_str_cmp(a->subject, b->subject);
	return order != 0 ? order : bw_str_cmp(a->value, b->value);
}

int
bw_csaf_facts(
    struct bw_csaf_work *w, struct bw_csaf_facts *out, struct bw_err *err)
{
	struct facts f = { .c = w, .out = out };
	size_t n = 0;

	bw_arena_init(&out->arena, (size_t)512 << 20);
	of_document(&f);
	EACH(w, v, w->vulnerabilities)
	{
		f.vulnerability = name_of(w, v);
		add(&f, "vulnerability", f.vulnerability,
		    csaf_text(w, v, K_title));
		statuses(&f, v);
		scores(&f, v);
		remediations(&f, v);
	}
	if (w->failed)
		return bw_fail(err, BW_ENOMEM, "no memory for a document");
	if (out->list.n > 1)
		qsort(
		    out->list.v, out->list.n, sizeof(*out->list.v), by_subject);
	/* What two items say alike is one fact. */
	for (size_t i = 0; i < out->list.n; i++)
		if (i == 0 ||
		    by_subject(&out->list.v[i], &out->list.v[n - 1]) != 0)
			out->list.v[n++] = out->list.v[i];
	out->list.n = n;
	return 0;
}

void
bw_csaf_facts_release(struct bw_csaf_facts *f)
{
	bw_vec_release(&f->list);
	bw_arena_release(&f->arena);
}
