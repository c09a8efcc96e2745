import { BANDS, ROWS } from './thresholds.ts';
import { join, mix } from './word-hash.ts';

/** How many hashes a signature has. */
export const HASHES = BANDS * ROWS;

const EMPTY = 0xffff_ffff;

/**
 * The MinHash signature of a set: 125 hashes, each equal in two signatures with the probability of the sets' Jaccard
 * similarity. Undefined for an empty set.
 *
 * One hash a member and not 125: members are dealt to 125 bins, of each the smallest counts (one permutation hashing,
 * Li, Owen and Zhang 2012), and an empty bin borrows from another that is drawn by its number alone (optimal
 * densification, Shrivastava 2017).
 */
export const signSet = (members: Uint32Array): Uint32Array | undefined => {
  if (members.length === 0) return undefined;
  const least = new Uint32Array(HASHES).fill(EMPTY);
  for (const member of members) {
    const hash = mix(member ^ 0x2545f491);
    const bin = mix(member ^ 0x6c078965) % HASHES;
    if (hash < (least[bin] ?? 0)) least[bin] = hash;
  }
  return least.map((hash, bin) => {
    if (hash !== EMPTY) return hash;
    for (let attempt = 1; ; attempt++) {
      const lender = join(bin, attempt) % HASHES;
      const lent = least[lender] ?? EMPTY;
      if (lent !== EMPTY) return lent;
    }
  });
};

/** The hash of each band of a signature: two documents that share one are worth comparing. */
export const hashBands = (signature: Uint32Array): number[] =>
  Array.from({ length: BANDS }, (_, band) => {
    let hash = mix(band + 1);
    for (let row = 0; row < ROWS; row++) hash = join(hash, signature[band * ROWS + row] ?? 0);
    return hash;
  });
