#!/usr/bin/env bash
# Installs what is missing and runs every check there is: format, lint, types, all tests. Ends with the tests' counts.
set -euo pipefail
cd "$(dirname "$0")/.."
./scripts/install.sh
export PATH="$PWD/node_modules/.bin:$PATH"

echo "format and lint …" >&2
biome check .
echo "types …" >&2
tsc -p tsconfig.json
echo "tests …" >&2
exec vitest run "$@"
