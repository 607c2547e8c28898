/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_recognise.c - any bytes: which format is it? The answer must be the
 * same twice, and never more than sure.
 */
#include "formats/formats.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct bw_str bytes = { (const char *)data, size };
	const struct bw_format *first = NULL, *second = NULL;
	struct bw_err err = BW_ERR_INIT;
	struct bw_input *in = NULL;
	int rc;

	for (size_t i = 0; bw_formats[i] != NULL; i++) {
		int sure = bw_formats[i]->recognise(bytes, false, "fuzz");

		BW_ASSERT(sure >= 0 && sure <= 100);
	}
	if (bw_input_memory(&in, bytes, NULL, &err) < 0)
		return 0;
	rc = bw_format_recognise(in, &first, &err);
	BW_ASSERT((rc == 0) == (first != NULL));
	bw_err_clear(&err);
	BW_ASSERT(bw_format_recognise(in, &second, &err) == rc);
	BW_ASSERT(first == second);
	bw_input_free(in);
	return 0;
}
