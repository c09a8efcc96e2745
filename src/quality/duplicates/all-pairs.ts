/** Features of one document, each once, with weights. */
export interface SparseVector {
  readonly features: Uint32Array;
  readonly weights: Float64Array;
}

/**
 * The dot product of every pair of documents, by way of the features that two or more have.
 *
 * @param visit - Is called once for each document but the first, in order, with the products with those before it.
 *   The list is used again: copy what is to be kept.
 */
export const multiplyAllPairs = (
  vectors: readonly SparseVector[],
  visit: (document: number, products: Float64Array) => void,
): void => {
  const { rows, weights, starts, documents, holding } = invert(vectors);
  const filled = starts.slice();
  const products = new Float64Array(vectors.length);
  let at = 0;
  for (const [document, count] of rows.entries()) {
    products.fill(0, 0, document);
    for (const last = at + count; at < last; at++) {
      const feature = holding[at] ?? 0;
      const weight = weights[at] ?? 0;
      const end = filled[feature] ?? 0;
      for (let place = starts[feature] ?? 0; place < end; place++) {
        const other = documents.holders[place] ?? 0;
        products[other] = (products[other] ?? 0) + weight * (documents.weights[place] ?? 0);
      }
      documents.holders[end] = document;
      documents.weights[end] = weight;
      filled[feature] = end + 1;
    }
    if (document > 0) visit(document, products.subarray(0, document));
  }
};

interface Inverted {
  /** How many of its features each document shares with any other. */
  readonly rows: Uint32Array;
  /** Those, document by document: the feature's number and its weight. */
  readonly holding: Uint32Array;
  readonly weights: Float64Array;
  /** Where the documents of each feature begin; room for them, still empty. */
  readonly starts: Uint32Array;
  readonly documents: { readonly holders: Uint32Array; readonly weights: Float64Array };
}

/** Numbers the features that two or more documents have; what one alone has brings nobody together. */
const invert = (vectors: readonly SparseVector[]): Inverted => {
  const counts = new Map<number, number>();
  for (const { features } of vectors)
    for (const feature of features) counts.set(feature, (counts.get(feature) ?? 0) + 1);
  const numbers = new Map<number, number>();
  const starts: number[] = [];
  let total = 0;
  for (const [feature, count] of counts) {
    if (count < 2) continue;
    numbers.set(feature, starts.push(total) - 1);
    total += count;
  }
  const holding = new Uint32Array(total);
  const weights = new Float64Array(total);
  const rows = new Uint32Array(vectors.length);
  let at = 0;
  for (const [document, vector] of vectors.entries()) {
    const before = at;
    for (const [index, feature] of vector.features.entries()) {
      const number = numbers.get(feature);
      if (number === undefined) continue;
      holding[at] = number;
      weights[at++] = vector.weights[index] ?? 0;
    }
    rows[document] = at - before;
  }
  const documents = { holders: new Uint32Array(total), weights: new Float64Array(total) };
  return { rows, holding, weights, starts: Uint32Array.from(starts), documents };
};
