/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * precedence.c - rules/cyber/precedence.yaml: who is heard first.
 */
#include "base/yaml.h"
#include "cyber/match.h"

static int
read_row(struct bw_precedence *p, const struct bw_yaml *n, struct bw_err *err)
{
	struct bw_str speaker = bw_yaml_text(n, "speaker");
	unsigned s = BW_SPEAKER_UNKNOWN;

	while (s <= BW_SPEAKER_OWN && !bw_str_is(speaker, bw_speaker_name(s)))
		s++;
	if (s > BW_SPEAKER_OWN)
		return bw_fail(err, BW_EFORMAT,
		    "line %llu: '%.*s' is no speaker",
		    (unsigned long long)n->line, BW_ARG(speaker));
	if (p->n == BW_PRECEDENCE_MOST)
		return bw_fail(
		    err, BW_EFORMAT, "more than %d ranks", BW_PRECEDENCE_MOST);
	p->row[p->n].speaker = (uint8_t)s;
	p->row[p->n].scheme = bw_yaml_text(n, "scheme");
	p->row[p->n++].reason = bw_yaml_text(n, "reason");
	return 0;
}

int
bw_precedence_read(struct bw_precedence *out, struct bw_str yaml,
    struct bw_arena *a, struct bw_err *err)
{
	const struct bw_yaml *root, *n;
	int rc = bw_yaml_parse(&root, yaml, a, err);

	*out = (struct bw_precedence){ .n = 0 };
	if (rc != 0)
		return rc;
	n = bw_yaml_get(root, "ranks");
	for (n = n == NULL ? NULL : n->child; n != NULL && rc == 0; n = n->next)
		rc = read_row(out, n, err);
	n = bw_yaml_get(root, "outside");
	for (n = n == NULL ? NULL : n->child;
	     n != NULL && out->n_outside < BW_LEN(out->outside); n = n->next)
		out->outside[out->n_outside++] = n->text;
	return rc;
}

uint8_t
bw_precedence_rank(
    const struct bw_precedence *p, uint8_t speaker, struct bw_str scheme)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		if (p->row[i].speaker == speaker &&
		    (p->row[i].scheme.n == 0 ||
			bw_str_eq(p->row[i].scheme, scheme)))
			break;
	return (uint8_t)i;
}

bool
bw_precedence_outside(const struct bw_precedence *p, struct bw_str scheme)
{
	for (size_t i = 0; i < p->n_outside; i++)
		if (bw_str_eq(p->outside[i], scheme))
			return true;
	return false;
}
