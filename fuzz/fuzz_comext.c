/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_comext.c - any bytes as a full file of Comext.
 */
#include "fuzz_format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_format("comext", data, size);
}
