/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_xml.c - any bytes as XML; every node of every record is looked at.
 */
#include "base/xml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
walk(const struct bw_xml_node *n)
{
	BW_ASSERT(bw_utf8_valid(n->name, NULL));
	BW_ASSERT(bw_utf8_valid(n->text, NULL));
	for (const struct bw_xml_attr *a = n->attr; a != NULL; a = a->next)
		BW_ASSERT(bw_utf8_valid(a->value, NULL));
	for (n = n->child; n != NULL; n = n->next)
		walk(n);
}

static int
take(void *ctx, const struct bw_xml_node *record, uint64_t number,
    uint64_t byte, struct bw_err *err)
{
	uint64_t *last = ctx;

	(void)byte;
	(void)err;
	BW_ASSERT(number == ++*last);
	walk(record);
	return 0;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const records[] = { "rec", "r", NULL };
	struct bw_xml_opt opt = { .max_record = 8192, .max_depth = 16 };
	struct bw_err err = BW_ERR_INIT;
	struct bw_input *in = NULL;
	uint64_t last = 0;
	int rc = bw_input_memory(
	    &in, (struct bw_str){ (const char *)data, size }, NULL, &err);

	if (rc == 0)
		rc = bw_xml_records(in, records, &opt, take, &last, &err);
	BW_ASSERT(rc == err.code);
	bw_input_free(in);
	return 0;
}
