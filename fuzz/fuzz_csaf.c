/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_csaf.c - any bytes as a security advisory: every test, every message.
 */
#include "base/mem.h"
#include "cyber/csaf.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
look(struct bw_csaf_work *w, const struct bw_csaf_result *r)
{
	struct bw_csaf_facts facts = { 0 };
	struct bw_buf b = { 0 };

	for (size_t i = 0; i < r->n_all; i++) {
		bw_buf_clear(&b);
		bw_csaf_path(w, &r->v[i], &b);
		bw_csaf_message(i % 2 ? BW_NL : BW_EN, &r->v[i], &b);
		BW_ASSERT(r->v[i].test != NULL && b.n > 0);
	}
	if (r->version != BW_CSAF_UNKNOWN)
		BW_ASSERT(bw_csaf_facts(w, &facts, NULL) == 0);
	bw_csaf_facts_release(&facts);
	bw_buf_release(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct bw_csaf *csaf; /* made once: it is only read */
	struct bw_csaf_preset full;
	struct bw_csaf_result r = { 0 };
	struct bw_csaf_work *w = NULL;
	struct bw_json_parser *p = NULL;
	struct bw_json root;
	char *text = bw_calloc(size + BW_JSON_PAD, 1);

	if (csaf == NULL) {
		BW_ASSERT(bw_text_load(NULL) == 0);
		BW_ASSERT(bw_csaf_new(&csaf, NULL) == 0);
	}
	BW_ASSERT(text != NULL && bw_json_parser_new(&p, NULL) == 0 &&
	    bw_csaf_work_new(&w, csaf, NULL) == 0 &&
	    bw_csaf_preset(BW_STR("full"), &full));
	if (size > 0)
		memcpy(text, data, size);
	if (bw_json_parse(p, text, size, &root, NULL) == 0) {
		/* Twice: what is kept from one to the next has no say. */
		size_t n = 0;

		for (int i = 0; i < 2; i++) {
			BW_ASSERT(
			    bw_csaf_check(w, root, &full, 0, &r, NULL) == 0);
			BW_ASSERT(i == 0 || r.n_all == n);
			n = r.n_all;
		}
		look(w, &r);
	}
	bw_csaf_work_free(w);
	bw_json_parser_free(p);
	bw_free(text);
	return 0;
}
