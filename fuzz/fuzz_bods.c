/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_bods.c - any bytes as a file of that register.
 */
#include "fuzz_format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_format("bods", data, size);
}
