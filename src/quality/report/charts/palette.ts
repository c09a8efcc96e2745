/**
 * Colours of the plots by what they mean. A plot is drawn once and shown in light, in dark and on paper; so it is drawn
 * in these stand-ins, and `toThemed` puts variables of the page's style in their place.
 */
const NAMES = [
  'ink',
  'faint',
  'grid',
  'first',
  'second',
  'third',
  'fourth',
  'pale',
  'good',
  'warn',
  'fail',
  'heat-0',
  'heat-1',
  'heat-2',
  'heat-3',
  'heat-4',
  'heat-low-ink',
  'heat-high-ink',
] as const;

export type ColourName = (typeof NAMES)[number];

const STAND_INS: ReadonlyMap<string, ColourName> = new Map(
  NAMES.map((name, index) => [`#fe${(index + 16).toString(16)}ed`, name]),
);

/** The stand-in of each colour, as the chart library is given it. */
export const COLOURS = Object.fromEntries([...STAND_INS].map(([code, name]) => [name, code])) as Readonly<
  Record<ColourName, string>
>;

/** Colours of providers, in their order; a fifth begins again. */
export const SERIES_COLOURS = [COLOURS.first, COLOURS.second, COLOURS.third, COLOURS.fourth] as const;

/** A plot's SVG with the page's variables in place of the stand-ins. */
export const toThemed = (svg: string): string =>
  svg.replace(/"(#fe[0-9a-f]{2}ed)"/g, (whole, code: string) => {
    const name = STAND_INS.get(code);
    return name === undefined ? whole : `"var(--${name})"`;
  });
