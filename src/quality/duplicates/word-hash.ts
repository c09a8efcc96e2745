/** Spreads 32 bits so that each bit of the outcome hangs on all of them (MurmurHash3's finaliser). */
export const mix = (bits: number): number => {
  let mixed = bits ^ (bits >>> 16);
  mixed = Math.imul(mixed, 0x85ebca6b);
  mixed ^= mixed >>> 13;
  mixed = Math.imul(mixed, 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
};

/** A hash of two hashes in their order. */
export const join = (one: number, other: number): number =>
  mix((Math.imul(one, 0x9e3779b1) + Math.imul(other ^ 0x5bd1e995, 0x85ebca77)) | 0);

const BASE = 0x01000193;

/** `BASE` to the power of `count`, modulo 2^32: by how much the oldest word of a run weighs when it falls out. */
const weigh = (count: number): number => {
  let power = 1;
  for (let left = count; left > 0; left--) power = Math.imul(power, BASE);
  return power;
};

/**
 * The hash of every run of `size` words between `from` and `to`, in order, one for each start (Karp and Rabin's rolling
 * hash). Writes into `into` from 0 on and tells how many there are.
 */
export const hashRuns = (
  words: Uint32Array,
  from: number,
  to: number,
  size: number,
  into: Uint32Array,
): number => {
  const count = Math.max(0, to - from - size + 1);
  if (count === 0) return 0;
  const leaving = weigh(size);
  let hash = 0;
  for (let at = from; at < from + size - 1; at++) hash = (Math.imul(hash, BASE) + (words[at] ?? 0)) | 0;
  for (let start = 0; start < count; start++) {
    const last = from + start + size - 1;
    hash = (Math.imul(hash, BASE) + (words[last] ?? 0)) | 0;
    if (start > 0) hash = (hash - Math.imul(words[from + start - 1] ?? 0, leaving)) | 0;
    into[start] = mix(hash);
  }
  return count;
};
