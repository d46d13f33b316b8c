/** Rounding of points: half up, and down without losing what floating point took. */

const HAIR = 1e-7;

export function roundDecimals(value, digits) {
  const factor = 10 ** digits;
  return Math.round(value * factor + HAIR) / factor;
}

export function roundDown(value, digits) {
  const factor = 10 ** digits;
  return Math.floor(value * factor + HAIR) / factor;
}
