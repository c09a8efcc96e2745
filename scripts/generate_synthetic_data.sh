#!/usr/bin/env bash
# Writes 100 conversations with OpenAI and 100 with Gemini, 200 in all. Without a key for one of them that part is
# rehearsed on the simulator. Flags are handed on: ./scripts/generate_synthetic_data.sh --max-cost-usd 5
set -euo pipefail
cd "$(dirname "$0")/.."
./scripts/install.sh
exec node_modules/.bin/node bin/idiolect.js generate --provider openai,gemini --count 100 --seed 42 "$@"
