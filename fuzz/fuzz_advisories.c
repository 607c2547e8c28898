/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_advisories.c - any bytes as an advisory or a list of ratings: the first
 * byte chooses the reader.
 */
#include "fuzz_format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const formats[] = { "csaf", "osv", "cve", "kev",
		"epss", "nvd" };

	if (size == 0)
		return 0;
	return fuzz_format(
	    formats[data[0] % BW_LEN(formats)], data + 1, size - 1);
}
