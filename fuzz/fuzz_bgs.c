/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_bgs.c - any bytes as a table of the British Geological Survey.
 */
#include "fuzz_format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_format("bgs", data, size);
}
