/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fuzz_comtrade.c - any bytes as UN Comtrade.
 */
#include "fuzz_format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	return fuzz_format("comtrade", data, size);
}
