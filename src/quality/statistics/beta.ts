/** The natural logarithm of the gamma function for x > 0 (Lanczos, g = 7, nine terms: about 15 digits). */
export const toLogGamma = (x: number): number => {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - toLogGamma(1 - x);
  const shifted = x - 1;
  const base = shifted + 7.5;
  const sum = LANCZOS.reduce(
    (total, coefficient, at) => total + coefficient / (shifted + at + 1),
    0.9999999999998099,
  );
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(base) - base + Math.log(sum);
};

const LANCZOS = [
  676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 0.000009984369578019572, 1.5056327351493116e-7,
];

/** The natural logarithm of the number of ways to take `k` of `n` things; minus infinity where there is none. */
export const toLogChoose = (n: number, k: number): number =>
  k < 0 || k > n ? Number.NEGATIVE_INFINITY : toLogGamma(n + 1) - toLogGamma(k + 1) - toLogGamma(n - k + 1);

/**
 * The share of the beta distribution with shapes `a` and `b` that lies below `x`: the regularised incomplete beta
 * function, by its continued fraction (NIST Digital Library of Mathematical Functions, 8.17.22) with Lentz's method.
 */
export const toBetaShare = (x: number, a: number, b: number): number => {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  // The fraction converges quickly below the mean only; above it the mirrored one does.
  if (x > (a + 1) / (a + b + 2)) return 1 - toBetaShare(1 - x, b, a);
  const front =
    Math.exp(toLogGamma(a + b) - toLogGamma(a) - toLogGamma(b) + a * Math.log(x) + b * Math.log1p(-x)) / a;
  return Math.min(1, front / toFraction(x, a, b));
};

const toFraction = (x: number, a: number, b: number): number => {
  let c = 1;
  let d = 0;
  let fraction = 1;
  for (let step = 1; step <= 10_000; step++) {
    const half = step >> 1;
    const top =
      step % 2 === 0
        ? (half * (b - half) * x) / ((a + step - 1) * (a + step))
        : (-(a + half) * (a + b + half) * x) / ((a + step - 1) * (a + step));
    d = 1 / awayFromZero(1 + top * d);
    c = awayFromZero(1 + top / c);
    fraction *= c * d;
    if (Math.abs(c * d - 1) < 1e-15) break;
  }
  return fraction;
};

const awayFromZero = (value: number): number => (Math.abs(value) < 1e-300 ? 1e-300 : value);

/** The x below which a share `p` of the beta distribution with shapes `a` and `b` lies, by bisection to 1 in 10^15. */
export const toBetaQuantile = (p: number, a: number, b: number): number => {
  if (p <= 0) return 0;
  if (p >= 1) return 1;
  let low = 0;
  let high = 1;
  while (high - low > 1e-15) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (toBetaShare(middle, a, b) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
};
