/** How the code of a language is read: by a tree-sitter grammar or by a parser of its own. */
export type Reader =
  | { readonly kind: 'grammar'; readonly grammar: string }
  | { readonly kind: 'json' }
  | { readonly kind: 'yaml' };

/** Every language that is read, with the words that stand for it behind a fence. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
  bash: ['bash', 'sh', 'shell', 'zsh'],
  'c-sharp': ['csharp', 'c#', 'cs'],
  cpp: ['cpp', 'c++', 'cc', 'cxx', 'hpp'],
  css: ['css'],
  go: ['go', 'golang'],
  ini: ['ini'],
  java: ['java'],
  javascript: ['javascript', 'js', 'jsx', 'mjs', 'cjs', 'node'],
  php: ['php'],
  powershell: ['powershell', 'ps1', 'pwsh'],
  python: ['python', 'py', 'python3'],
  ruby: ['ruby', 'rb'],
  rust: ['rust', 'rs'],
  tsx: ['tsx'],
  typescript: ['typescript', 'ts', 'mts', 'cts'],
};

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ...Object.entries(NAMES).flatMap(([grammar, words]) =>
    words.map((word): [string, Reader] => [word, { kind: 'grammar', grammar }]),
  ),
  ['json', { kind: 'json' }],
  ['yaml', { kind: 'yaml' }],
  ['yml', { kind: 'yaml' }],
]);

/** The reader of a fence's language word, letter case aside; undefined for one that is not read here. */
export const findReader = (word: string): Reader | undefined => READERS.get(word.toLowerCase());
