/** One of many things that are counted, with the conversation in which it stands. */
export interface Sighting {
  readonly id: string;
  readonly what: string;
}

/** What is seen most often. */
export interface Concentration {
  /** Its share of all; 0 where nothing is seen twice. */
  readonly share: number;
  /** Undefined where nothing is seen twice. */
  readonly what: string | undefined;
  /** In which conversations, each once. */
  readonly ids: readonly string[];
}

/** Finds what is seen most often; of equals the first in the alphabet. */
export const findCommonest = (sightings: readonly Sighting[], all: number): Concentration => {
  const groups = [...Map.groupBy(sightings, ({ what }) => what)].sort(
    ([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1),
  );
  const [what, group = []] = groups[0] ?? [];
  if (group.length < 2) return { share: 0, what: undefined, ids: [] };
  return { share: group.length / all, what, ids: [...new Set(group.map(({ id }) => id))] };
};

/** The share of different things, 1 where nothing is seen twice. */
export const findRepeated = (sightings: readonly Sighting[]): Concentration => {
  const groups = Map.groupBy(sightings, ({ what }) => what);
  const commonest = findCommonest(sightings, sightings.length);
  return { ...commonest, share: sightings.length === 0 ? 1 : groups.size / sightings.length };
};
