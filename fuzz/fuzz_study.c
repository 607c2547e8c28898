/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_study.c - any bytes as a table of a study or of energy statistics; the
 * first byte says which.
 */
#include "fuzz_format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const format[] = { "crm-scores", "crm-shares-world",
		"crm-shares-eu", "crm-uses", "energy-trade", "energy-imports" };

	if (size == 0)
		return 0;
	return fuzz_format(
	    format[data[0] % BW_LEN(format)], data + 1, size - 1);
}
