#!/bin/sh
# Make sure of what pip cannot install: Pango for the PDFs, and for the tests and the benchmark a browser and a server.
set -eu
missing=""
python3 -c 'import ctypes.util, sys; sys.exit(not all(map(ctypes.util.find_library, ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset"))))' ||
  missing="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
if [ "$1" != site ] && [ "$1" != translate ] && [ ! -x "${CHROMIUM:-/usr/bin/chromium}" ]; then missing="$missing chromium fonts-dejavu-core"; fi
if [ "$1" != site ] && [ "$1" != translate ] && ! command -v pdftoppm >/dev/null; then missing="$missing poppler-utils"; fi
if [ "$1" != site ] && [ "$1" != translate ] && [ ! -x /usr/sbin/nginx ]; then missing="$missing nginx-light"; fi
if [ "$1" = test ] && [ ! -x /usr/sbin/apache2 ] && ! command -v httpd >/dev/null; then missing="$missing apache2-bin"; fi
if [ "$1" = test ] && ! command -v caddy >/dev/null; then missing="$missing caddy"; fi
if { [ "$1" = test ] || [ "$1" = audit ]; } && ! command -v java >/dev/null; then missing="$missing default-jre-headless"; fi
if [ "$1" = bench ] && ! command -v wrk >/dev/null; then missing="$missing wrk"; fi
# The browser tests take the shell where there is one, for half the work; Chromium does as well, so its lack is no error.
if [ "$1" = test ] && [ "$(id -u)" = 0 ] && [ -z "${CHROMIUM:-}" ] && [ ! -x /usr/bin/chromium-headless-shell ] &&
  apt-cache show chromium-headless-shell >/dev/null 2>&1; then
  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium-headless-shell >/dev/null 2>&1 || true
fi
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  # shellcheck disable=SC2086  # a list of names
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends $missing >/dev/null
else
  echo "Please install Pango, and for the tests Chromium, Poppler, nginx, Apache, Caddy and Java (Debian, Ubuntu: sudo apt install $missing; Fedora: sudo dnf install pango chromium poppler-utils nginx httpd caddy java-21-openjdk-headless; macOS: brew install pango chromium poppler nginx httpd caddy openjdk; Windows: MSYS2's pango). CHROMIUM may name the browser." >&2
  exit 1
fi
