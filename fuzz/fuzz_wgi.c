/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_wgi.c - any bytes as a wgi table.
 */
#include "fuzz_format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_format("wgi", data, size);
}
