/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_stakes.c - any bytes as a stakes table.
 */
#include "fuzz_format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_format("stakes", data, size);
}
