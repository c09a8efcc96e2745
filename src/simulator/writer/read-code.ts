/** What can be said of code without running it. */
export interface CodeReading {
  /** The first function or type that it defines. */
  readonly name: string | undefined;
  /** Short lines on which the course of things hangs. */
  readonly guards: readonly string[];
  readonly lines: number;
}

const DEFINITIONS: readonly RegExp[] = [
  /^\s*(?:export\s+)?(?:async\s+)?(?:def|fn|function\*?)\s+(\w+)/m,
  /^\s*(?:pub(?:\([^)]*\))?\s+)(?:async\s+)?fn\s+(\w+)/m,
  /^func\s+(?:\([^)]*\)\s*)?(\w+)/m,
  /^\s*(?:export\s+)?const\s+(\w+)\s*=\s*(?:async\s*)?(?:<[^>]*>\s*)?\(/m,
  /^\s*(?:public|private|protected|static|final|inline|constexpr|[\w<>[\]:*&,]+)\s+(?:[\w<>[\]:*&,]+\s+)*(\w+)\([^;]*\)\s*(?:const\s*)?(?:noexcept\s*)?(?:throws\s+[\w, ]+)?\{/m,
  /^\s*(?:export\s+)?(?:abstract\s+|final\s+|public\s+)*(?:class|struct|interface|record|trait|enum)\s+(\w+)/m,
  /\bCREATE\s+(?:UNIQUE\s+)?(?:TABLE|INDEX|FUNCTION)\s+(?:CONCURRENTLY\s+)?(?:IF NOT EXISTS\s+)?(\w+)/i,
];
const GUARD =
  /^(?:\}?\s*(?:else )?if\b|throw\b|raise\b|return Err|catch\b|\}\s*catch\b|except\b|rescue\b|guard\b|unless\b|assert\b|while\b|for\b|SET -|WHERE\b|CHECK\b|ON CONFLICT\b|await\b|return\b|set -|trap\b)/i;
const KEYWORD = /^(if|for|while|switch|catch|return|new|else)$/;

export const readCode = (code: string): CodeReading => {
  const lines = code.split('\n').filter((line) => line.trim() !== '');
  const names = DEFINITIONS.map((definition) => definition.exec(code)?.[1]);
  return {
    name: names.find((name) => name !== undefined && !KEYWORD.test(name)),
    guards: lines
      .map((line) => line.trim().replace(/\s*\{$/, ''))
      .filter((line) => GUARD.test(line) && line.length >= 10 && line.length <= 64 && !line.includes('`')),
    lines: lines.length,
  };
};
