// Checks one file without a judge, and tells on stdout how long the search for duplicates took.
import { check } from '../src/index.ts';

const [file = ''] = process.argv.slice(2);
let duplicatesMs = 0;
await check(
  { files: [file] },
  {
    onEvent: (event) => {
      if (event.kind === 'compared') duplicatesMs = event.tookMs;
    },
  },
);
process.stdout.write(JSON.stringify({ duplicatesMs }));
