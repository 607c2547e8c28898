/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_mcs_single.c - any bytes as a table of one commodity.
 */
#include "fuzz_format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_format("mcs-single", data, size);
}
