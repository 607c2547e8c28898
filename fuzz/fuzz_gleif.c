/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_gleif.c - any bytes as a file of GLEIF: XML when it begins so, an
 * answer in JSON, else CSV.
 */
#include "fuzz_format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *format = "gleif-csv";

	if (size > 0 && data[0] == '<')
		format = "gleif-xml";
	if (size > 0 && data[0] == '{')
		format = "gleif-api";
	return fuzz_format(format, data, size);
}
