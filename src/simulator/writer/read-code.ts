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
/** Where the course of things is decided, then where it merely ends or repeats. */
const GUARDS: readonly RegExp[] = [
  /^(?:\}?\s*(?:else )?if\b|throw\b|raise\b|return Err|catch\b|\}\s*catch\b|except\b|rescue\b|guard\b|unless\b|assert\b|WHERE\b|CHECK\b|ON CONFLICT\b|set -|trap\b)/i,
  /^(?:while\b|for\b|await\b|return\b)/i,
];
const KEYWORD = /^(if|for|while|switch|catch|return|new|else)$/;

export const readCode = (code: string): CodeReading => {
  const lines = code.split('\n').filter((line) => line.trim() !== '');
  const short = lines
    .map((line) => line.trim().replace(/\s*\{$/, ''))
    .filter((line) => line.length >= 10 && line.length <= 64 && !line.includes('`'));
  const outer = code.replace(/^[ \t].*$/gm, '');
  const names = [outer, code].flatMap((text) => DEFINITIONS.map((definition) => definition.exec(text)?.[1]));
  return {
    name: names.find((name) => name !== undefined && !KEYWORD.test(name)),
    guards:
      GUARDS.map((guard) => short.filter((line) => guard.test(line))).find((found) => found.length > 0) ?? [],
    lines: lines.length,
  };
};

const NAMES: Readonly<Record<string, string>> = {
  c: 'C',
  cpp: 'C++',
  csharp: 'C#',
  css: 'CSS',
  go: 'Go',
  hcl: 'HCL',
  html: 'HTML',
  java: 'Java',
  javascript: 'JavaScript',
  js: 'JavaScript',
  jsx: 'JavaScript',
  php: 'PHP',
  python: 'Python',
  ruby: 'Ruby',
  rust: 'Rust',
  sql: 'SQL',
  toml: 'TOML',
  ts: 'TypeScript',
  tsx: 'TypeScript',
  typescript: 'TypeScript',
  yaml: 'YAML',
  bash: 'shell',
  sh: 'shell',
  dockerfile: 'Dockerfile',
};

/** A language as one writes it in a sentence. */
export const toLanguageName = (language: string): string | undefined =>
  NAMES[language.toLowerCase()] ?? (/^[\w+#.-]+$/.test(language) ? language : undefined);
