const ESCAPE = '\u001B[';

/**
 * What a terminal shows after a text was written to it: its rows without blanks at their ends. It knows the cursor
 * moves and erasures of ECMA-48 §8.3 that redrawing needs; colours are left out, and a row that is too long goes on in
 * the next one.
 */
export const toScreen = (text: string, columns: number): string[] => {
  const screen = new Screen(columns);
  const [plain = '', ...sequences] = text.split(ESCAPE);
  screen.write(plain);
  for (const sequence of sequences) {
    const [all = '', parameters = '', letter = ''] = /^([?\d;]*)([A-Za-z])/.exec(sequence) ?? [];
    screen.act(letter, parameters);
    screen.write(sequence.slice(all.length));
  }
  return screen.read();
};

class Screen {
  readonly #columns: number;
  readonly #rows: string[][] = [[]];
  #row = 0;
  #column = 0;

  constructor(columns: number) {
    this.#columns = columns;
  }

  write(text: string): void {
    for (const sign of text) {
      if (sign === '\n' || this.#column === this.#columns) {
        this.#row++;
        this.#column = 0;
      }
      this.#rows[this.#row] ??= [];
      if (sign !== '\n') this.#current[this.#column++] = sign;
    }
  }

  act(letter: string, parameters: string): void {
    const count = parameters === '' ? 1 : Number(parameters);
    if (letter === 'A') this.#row = Math.max(0, this.#row - count);
    if (letter === 'B') this.#row += count;
    if (letter === 'G') this.#column = count - 1;
    if (letter === 'K') this.#rows[this.#row] = this.#current.slice(0, parameters === '2' ? 0 : this.#column);
  }

  read(): string[] {
    return this.#rows.map((signs) =>
      Array.from(signs, (sign) => sign ?? ' ')
        .join('')
        .trimEnd(),
    );
  }

  get #current(): string[] {
    return this.#rows[this.#row] ?? [];
  }
}
