#!/bin/sh
# Make sure of what pip cannot install: a virtual environment needs nothing for `site`, a browser for `test` and `bench`.
set -eu
case "$1" in
  test | bench) ;;
  *) exit 0 ;;
esac
[ -x "${CHROMIUM:-/usr/bin/chromium}" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium fonts-dejavu-core >/dev/null
else
  echo "The browser tests need Chromium: install it (Debian and Ubuntu: sudo apt install chromium; Fedora: sudo dnf install chromium; macOS: brew install chromium), or set CHROMIUM to its path." >&2
  exit 1
fi
