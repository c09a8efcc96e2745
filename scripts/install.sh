#!/usr/bin/env bash
# Installs what the other scripts need: the npm packages of package-lock.json, the project's own Node among them.
# Does nothing when they are already there and the lock file has not changed since.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v npm >/dev/null 2>&1; then
  echo "✗ npm is not installed. Install Node.js with npm 10 or newer (nodejs.org), then run this again." >&2
  exit 2
fi

mark=node_modules/.installed
if [ -x node_modules/.bin/node ] && [ -f "$mark" ] && cmp -s package-lock.json "$mark"; then exit 0; fi

echo "Installing npm packages (about a minute the first time) …" >&2
# Engine warnings speak of the system's Node; the project runs on the one it brings along.
npm ci --include=dev --no-fund --no-audit --loglevel=error >&2
cp package-lock.json "$mark"
