/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_sdmx.c - any bytes as SDMX-CSV of Comext.
 */
#include "fuzz_format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_format("sdmx-trade", data, size);
}
