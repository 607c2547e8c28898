/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * replay.c - run a fuzz target over the files of a folder, as a TAP test.
 *
 * A case passes when the target comes back: a crash, a sanitizer report or a
 * failed BW_ASSERT ends the program and so fails the case.
 */
#include "base/base.h"
#include <dirent.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int
replay(const char *path)
{
	FILE *f = fopen(path, "rb");
	uint8_t *data = NULL;
	size_t n = 0, cap = 0;

	if (f == NULL)
		return -1;
	do {
		if (n == cap) {
			cap = cap ? cap * 2 : 65536;
			data = realloc(data, cap);
			BW_ASSERT(data != NULL);
		}
		n += fread(data + n, 1, cap - n, f);
	} while (!feof(f) && !ferror(f));
	fclose(f);
	LLVMFuzzerTestOneInput(data, n);
	free(data);
	return 0;
}

int
main(int argc, char **argv)
{
	struct dirent **list;
	char path[4096];
	int i, n, shown = 0, rc;

	n = argc > 1 ? scandir(argv[1], &list, NULL, alphasort) : -1;
	if (n < 0)
		return printf("Bail out! no corpus folder\n"), 1;
	for (i = 0; i < n; i++) {
		if (list[i]->d_name[0] != '.') {
			snprintf(path, sizeof(path), "%s/%s", argv[1],
			    list[i]->d_name);
			rc = replay(path);
			printf("%s %d - %s\n", rc ? "not ok" : "ok", ++shown,
			    list[i]->d_name);
			fflush(stdout);
		}
		free(list[i]);
	}
	free(list);
	printf("1..%d\n", shown);
	return shown > 0 ? 0 : 1;
}
