/**
 * Sine and cosine rounded as exactly as the C library of production's database does it. V8's own are off in the last
 * bit for some angles, which shows in distances: the vendor's tests compare those to the last digit.
 */

/** An unevaluated sum of two numbers: about 32 decimal digits. */
type Double = readonly [high: number, low: number];

function plus([a, b]: Double, [c, d]: Double): Double {
  const sum = a + c;
  const part = sum - a;
  const low = a - (sum - part) + (c - part) + b + d;
  return normal(sum, low);
}

const normal = (high: number, low: number): Double => {
  const sum = high + low;
  return [sum, low - (sum - high)];
};

/** Veltkamp's constant: splits a number into two halves whose products are exact. */
const SPLITTER = 2 ** 27 + 1;
function halves(a: number): Double {
  const scaled = a * SPLITTER;
  const high = scaled - (scaled - a);
  return [high, a - high];
}

function times([a, b]: Double, [c, d]: Double): Double {
  const product = a * c;
  const [a1, a2] = halves(a);
  const [c1, c2] = halves(c);
  const low = a2 * c2 - (product - a1 * c1 - a2 * c1 - a1 * c2) + a * d + b * c;
  return normal(product, low);
}

function over(a: Double, divisor: number): Double {
  const quotient = a[0] / divisor;
  const rest = plus(a, times([-quotient, 0], [divisor, 0]));
  return normal(quotient, (rest[0] + rest[1]) / divisor);
}

/** π/2 as the sum of two numbers. */
const HALF_PI: Double = [1.5707963267948966, 6.123233995736766e-17];

/** Sine and cosine of an angle in radians, |angle| ≤ 4. */
export function sineAndCosine(angle: number): { sine: number; cosine: number } {
  const quarters = Math.round(angle / HALF_PI[0]);
  const rest = plus([angle, 0], times([-quarters, 0], HALF_PI));
  const sine = series(rest, rest, 1);
  const cosine = series([1, 0], rest, 0);
  const turned = [
    { sine, cosine },
    { sine: cosine, cosine: -sine },
    { sine: -sine, cosine: -cosine },
    { sine: -cosine, cosine: sine },
  ];
  return turned[((quarters % 4) + 4) % 4] as { sine: number; cosine: number };
}

/** Taylor's series from its first term; each further one is the last times -x² ÷ (n+1)(n+2). */
function series(first: Double, x: Double, power: number): number {
  const square = times(x, x);
  let sum = first;
  let term = first;
  for (let n = power; Math.abs(term[0]) > 1e-33 && n < 40; n += 2) {
    term = over(times([-term[0], -term[1]], square), (n + 1) * (n + 2));
    sum = plus(sum, term);
  }
  return sum[0] + sum[1];
}
