/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_parties.c - any bytes as a parties table.
 */
#include "fuzz_format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_format("parties", data, size);
}
