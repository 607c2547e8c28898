/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_baci.c - any bytes as BACI.
 */
#include "fuzz_format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_format("baci", data, size);
}
