#!/usr/bin/env bash
# Tests the pages in Chromium: the one that CHROMIUM names, or the one on the path, or else Debian's, which it installs.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH="$PWD/node_modules/.bin:$PATH"

if [ -z "${CHROMIUM:-}" ] && ! command -v chromium >/dev/null 2>&1; then
  if ! command -v apt-get >/dev/null 2>&1; then
    echo "✗ There is no Chromium. Install it, or name one: CHROMIUM=/path/to/chrome npm run test:browser" >&2
    exit 2
  fi
  echo "Installing Debian's Chromium …" >&2
  apt-get update -qq >&2
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core >&2
fi
export CHROMIUM="${CHROMIUM:-$(command -v chromium)}"
exec vitest run --config vitest.browser.config.ts "$@"
