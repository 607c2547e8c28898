#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# Make the Debian package: bolwerk_VERSION_ARCHITECTURE.deb.
#
#   tools/deb.sh [OUT]                build it, and leave it in OUT (here)
#   tools/deb.sh --build DIR [OUT]    pack what meson built in DIR; its prefix
#                                     has to be /usr
#
# It needs debhelper and what ./start installs. The same tree gives the same
# bytes: nothing is dated later than debian/changelog (SOURCE_DATE_EPOCH).
set -eu
here=$(pwd)
cd "$(dirname "$0")/.."
BUILD=
if [ "${1:-}" = --build ]; then
	BUILD=$(cd "$here" && cd "$2" && pwd)
	shift 2
fi
OUT=$(cd "$here" && mkdir -p "${1:-.}" && cd "${1:-.}" && pwd)

version=$(sed -n "s/^ *version: '\(.*\)',/\1/p" meson.build | head -n 1)
packed=$(dpkg-parsechangelog -S Version)
if [ "$version" != "$packed" ]; then
	echo "meson.build says version $version, debian/changelog $packed" >&2
	exit 1
fi
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(dpkg-parsechangelog -S Timestamp)}
export SOURCE_DATE_EPOCH OUT
[ -z "$BUILD" ] || export BUILD

# In a place of its own: the tree stays as it is.
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
if [ -n "$BUILD" ]; then
	set -- debian $(ls -d packaging 2>/dev/null) examples LICENSES .reuse ./*.md
else
	set -- --exclude=./.git --exclude='./build*' --exclude=./node_modules .
fi
mkdir "$work/bolwerk"
tar -cf - "$@" | tar -xf - -C "$work/bolwerk"
cd "$work/bolwerk"
umask 022
debian/rules binary >"$work/log" 2>&1 || {
	tail -n 40 "$work/log" >&2
	exit 1
}
ls "$OUT/bolwerk_${version}_$(dpkg-architecture -q DEB_HOST_ARCH 2>/dev/null ||
	dpkg --print-architecture).deb"
