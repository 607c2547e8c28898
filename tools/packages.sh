# SPDX-License-Identifier: EUPL-1.2
# The Debian 12 packages we stand on, and a way to install what is missing.
# Sourced by ./start and ./test.

PACKAGES_BUILD='gcc g++ meson ninja-build pkg-config python3
libsqlite3-dev libsimdjson-dev libexpat1-dev libyaml-dev libarchive-dev
libmicrohttpd-dev libsodium-dev nettle-dev zlib1g-dev libxxhash-dev libgmp-dev
libseccomp-dev libharfbuzz-dev libfribidi-dev libfontconfig-dev fonts-open-sans fonts-dejavu-core'

PACKAGES_TEST='clang libclang-rt-14-dev clang-format libcmocka-dev sqlite3 zstd
zip unzip mandoc reuse chromium cppcheck qpdf poppler-utils
git procps debhelper lintian graphviz python3-yaml python3-jsonschema python3-networkx gringo
python3-pikepdf'

missing() {
	for p in $1; do
		dpkg-query -W -f '${db:Status-Status}\n' "$p" 2>/dev/null |
			grep -qx installed || echo "$p"
	done
}

# need "PACKAGES": install those that are not there.
need() {
	command -v dpkg-query >/dev/null || {
		echo "This is no Debian system. Install by hand:" $1 >&2
		return 0
	}
	lack=$(missing "$1" | tr '\n' ' ')
	[ -n "$lack" ] || return 0
	echo "Installing: $lack"
	as_root=
	if [ "$(id -u)" -ne 0 ]; then
		command -v sudo >/dev/null || {
			echo "These packages are missing, and there is no sudo. As root:" >&2
			echo "  apt-get install $lack" >&2
			return 1
		}
		as_root=sudo
	fi
	export DEBIAN_FRONTEND=noninteractive
	log=$(mktemp)
	if ! { $as_root apt-get update -q && $as_root apt-get install -y -q \
		--no-install-recommends $lack; } >"$log" 2>&1 </dev/null; then
		cat "$log" >&2
		return 1
	fi
	rm -f "$log"
}

# need_node: Node.js and npm, from whatever source they came; else Debian's.
need_node() {
	command -v node >/dev/null || need nodejs || return 1
	command -v npm >/dev/null || need npm
}
