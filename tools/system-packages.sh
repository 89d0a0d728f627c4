#!/bin/sh
# Make sure of what pip cannot install: Pango for the PDFs, and for the tests and the benchmark a browser.
set -eu
missing=""
python3 -c 'import ctypes.util, sys; sys.exit(not all(map(ctypes.util.find_library, ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset"))))' ||
  missing="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
if [ "$1" != site ] && [ ! -x "${CHROMIUM:-/usr/bin/chromium}" ]; then missing="$missing chromium fonts-dejavu-core"; fi
if [ "$1" != site ] && ! command -v pdftoppm >/dev/null; then missing="$missing poppler-utils"; fi
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  # shellcheck disable=SC2086  # a list of names
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $missing >/dev/null
else
  echo "Please install Pango, and for the tests Chromium and Poppler (Debian, Ubuntu: sudo apt install $missing; Fedora: sudo dnf install pango chromium poppler-utils; macOS: brew install pango chromium poppler; Windows: MSYS2's pango). CHROMIUM may name the browser." >&2
  exit 1
fi
