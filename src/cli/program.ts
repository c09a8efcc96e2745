import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import type { Io } from './io.ts';
import { collect, splitList, toNumber } from './parse-flag.ts';

const PROVIDERS = 'openai, gemini or anthropic; several with commas (required, but for --simulate: openai)';

/**
 * The command line as data: names, flags and help. A command's own code is loaded when it runs, so that help is
 * there at once.
 */
export const createProgram = (io: Io, ended: (exitCode: number) => void): Command => {
  const program = new Command('idiolect')
    .description(
      "Turns a few real conversations into a fine-tuning set that carries one person's way of working.",
    )
    .version(readVersion(), '-V, --version')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error: /, '✗ ').replace(/\n\(Did/, '\n  → (Did')),
    })
    .showSuggestionAfterError()
    .addHelpText(
      'after',
      '\nStart: idiolect generate --provider openai --count 5 --simulate\nDocs:  docs/ in the package',
    );
  addInit(program, io, ended);
  addPlan(program, io, ended);
  addGenerate(program, io, ended);
  addStatus(program, io, ended);
  addCheck(program, io, ended);
  addJudge(program, io, ended);
  addSimulator(program, io, ended);
  return program;
};

type Add = (program: Command, io: Io, ended: (exitCode: number) => void) => void;

const addInit: Add = (program, io, ended) => {
  program
    .command('init [dir]')
    .description('make a folder with a copy of the built-in recipe to change')
    .action(async (dir: string | undefined) => {
      const { runInit } = await import('./commands/init.ts');
      ended(await runInit(dir, io));
    });
};

const addPlan: Add = (program, io, ended) => {
  addPlanFlags(program.command('plan'))
    .description('show what would be asked, how evenly, and what it would cost; makes no call')
    .option('--provider <name>', 'whose cost to estimate (default: openai,gemini)', splitList)
    .option('--model <name>', "model to estimate for (default: the provider's)")
    .option('--max-tokens <n>', 'room for one answer (default: 3000)', toNumber('--max-tokens'))
    .option('--json', 'print one JSON value')
    .action(async (flags) => {
      const { runPlan } = await import('./commands/plan.ts');
      ended(await runPlan(flags, io));
    });
};

const addGenerate: Add = (program, io, ended) => {
  const command = program
    .command('generate')
    .description('write the conversations that the plan asks for')
    .option('--provider <name>', PROVIDERS, splitList);
  addPaceFlags(
    addPlanFlags(command)
      .option('--output-dir <dir>', 'folder for the dataset file (default: data/synthetic/<provider>)')
      .option('--model <name>', "model to ask (default: the provider's, see docs/models.md)")
      .option(
        '--temperature <number>',
        'sampling temperature, 0 to 2 (default: 0.8)',
        toNumber('--temperature'),
      )
      .option(
        '--max-tokens <n>',
        'room for one answer, hidden thinking not counted (default: 3000)',
        toNumber('--max-tokens'),
      ),
  )
    .option('--max-cost-usd <usd>', 'never spend more than this', toNumber('--max-cost-usd'))
    .option(
      '--max-attempts <n>',
      'unusable answers per conversation before it is given up (default: 3)',
      toNumber('--max-attempts'),
    )
    .option(
      '--timeout-seconds <s>',
      'how long one answer may take (default: learnt)',
      toNumber('--timeout-seconds'),
    )
    .option('--base-url <url>', "another server that speaks the provider's wire")
    .option('--judge <names>', 'the judges that check will ask, fixed with the run', splitList)
    .option('--unit <name>', 'what check will hold to be right, fixed with the run: instance or conversation')
    .option('--fresh', 'ask for everything anew, though it was paid for')
    .option('--until-accepted', 'ask for more in place of what the checks reject, until --count are accepted')
    .option('--simulate', 'rehearse on the simulator, into data/simulated/');
  addRehearsalFlags(command)
    .option('--log <file>', 'append one line of JSON to it for each event; - shows them in place of progress')
    .option('--quiet', 'no progress')
    .option('--json', 'print the summary as one JSON value')
    .addHelpText('after', GENERATE_EXAMPLES)
    .action(async (flags) => {
      const { runGenerate } = await import('./commands/generate.ts');
      ended(await runGenerate(flags, io));
    });
};

const addStatus: Add = (program, io, ended) => {
  program
    .command('status')
    .description('show what was made, what it cost, what is missing and why')
    .option('--json', 'print one JSON value')
    .action(async (flags) => {
      const { runStatus } = await import('./commands/status.ts');
      ended(await runStatus(flags, io));
    });
};

const addCheck: Add = (program, io, ended) => {
  const command = program
    .command('check [files...]')
    .description('decide go or no-go: checks, duplicates, diversity, judges; writes a report')
    .option('--judge <names>', 'who looks for the patterns, such as openai,gemini:gemini-2.5-pro', splitList)
    .option('--panel', 'two judges of different families decide together')
    .option('--detect', 'judges also look at some without being told what they declare')
    .option('--unit <name>', 'what has to be right: instance or conversation (default: instance)')
    .option('--decontaminate <file>', 'evaluation prompts that the set must not hold, one a line or JSONL')
    .option(
      '--output-dir <dir>',
      'folder for report.html and quality.json (default: quality/ beside the data)',
    );
  addJudgeFlags(command).action(async (files: string[], flags) => {
    const { runCheck } = await import('./commands/check.ts');
    ended(await runCheck(files, flags, io));
  });
};

const addJudge: Add = (program, io, ended) => {
  const judge = program.command('judge').description('measure judges');
  const validate = judge
    .command('validate')
    .description('measure judges on the gold set of the recipe; one that falls short decides nothing')
    .requiredOption('--judge <names>', 'whom to measure, such as openai,gemini:gemini-2.5-pro', splitList);
  addJudgeFlags(validate).action(async (flags) => {
    const { runValidateJudge } = await import('./commands/judge.ts');
    ended(await runValidateJudge(flags, io));
  });
};

const addJudgeFlags = (command: Command): Command => {
  const paced = addPaceFlags(
    command
      .option('--recipe <dir>', 'recipe folder (default: recipe/ here, else the built-in one)')
      .option('--seed <n>', 'who judges what, and the resampling (default: 42)', toNumber('--seed'))
      .option('--max-cost-usd <usd>', 'never spend more than this on judges', toNumber('--max-cost-usd')),
  );
  const asked = paced
    .option(
      '--timeout-seconds <s>',
      'how long one answer may take (default: learnt)',
      toNumber('--timeout-seconds'),
    )
    .option('--base-url <url>', "another server that speaks the judge's wire")
    .option('--simulate', 'rehearse with simulated judges');
  return addRehearsalFlags(asked).option('--quiet', 'no progress').option('--json', 'print one JSON value');
};

/** How fast to ask, at most. */
const addPaceFlags = (command: Command): Command =>
  command
    .option('--concurrency <n>', 'calls at once, at most (default: 32)', toNumber('--concurrency'))
    .option('--rpm <n>', 'requests per minute, at most', toNumber('--rpm'))
    .option('--tpm <n>', 'tokens per minute, at most', toNumber('--tpm'));

/** How the simulator behaves. */
const addRehearsalFlags = (command: Command): Command =>
  command
    .option('--profile <name>', 'with the simulator: how it behaves (default: calm)')
    .option(
      '--fault <kind=share>',
      'with the simulator: a fault, such as 429=0.1 or hang=#3; may be repeated',
      collect,
    )
    .option('--latency-ms <n>', 'with the simulator: how long an answer takes', toNumber('--latency-ms'));

const addSimulator: Add = (program, io, ended) => {
  program
    .command('simulator')
    .description('start the simulator alone: an HTTP server that speaks the wires of all providers')
    .option('--port <n>', 'port on 127.0.0.1 (default: 4010; 0 picks a free one)', toNumber('--port'))
    .option('--seed <n>', 'what it writes and when it fails (default: 42)', toNumber('--seed'))
    .option('--recipe <dir>', 'recipe to write from (default: recipe/ here, else the built-in one)')
    .option('--profile <name>', 'how it behaves (default: calm)')
    .option('--fault <kind=share>', 'a fault, such as 429=0.1 or hang=#3; may be repeated', collect)
    .option('--latency-ms <n>', 'how long an answer takes', toNumber('--latency-ms'))
    .option('--rpm <n>', 'requests per minute that it allows', toNumber('--rpm'))
    .option('--tpm <n>', 'tokens per minute that it allows', toNumber('--tpm'))
    .option('--json', 'print the addresses as one JSON value')
    .action(async (flags) => {
      const { runSimulator } = await import('./commands/simulator.ts');
      ended(await runSimulator(flags, io));
    });
};

const addPlanFlags = (command: Command): Command =>
  command
    .option('--count <n>', 'conversations for each provider (default: 100)', toNumber('--count'))
    .option('--seed <n>', 'same seed, same plan (default: 42)', toNumber('--seed'))
    .option('--design <name>', 'how patterns meet topics: cycle or balanced (default: cycle)')
    .option('--recipe <dir>', 'recipe folder (default: recipe/ here, else the built-in one)');

const GENERATE_EXAMPLES = `
Examples:
  idiolect generate --provider openai --count 5
  idiolect generate --provider openai,gemini --max-cost-usd 5
  idiolect generate --provider openai --base-url http://127.0.0.1:11434/v1 --model llama3.3
  idiolect generate --provider gemini --simulate --profile storm`;

const readVersion = (): string => {
  const file = new URL('../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
};
