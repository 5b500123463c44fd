/** Random choices that can be repeated: MULU_SEED fixes the seed, which is printed. */
export const SOAK = process.env['MULU_SOAK'] === '1';

export interface Chance {
  /** A number from 0 up to, not including, 1. */
  next(): number;
  /** A whole number from 0 up to, not including, `below`. */
  below(below: number): number;
}

export function chance(what: string): Chance {
  const given = process.env['MULU_SEED'];
  let state = given === undefined ? Math.floor(Math.random() * 2 ** 32) : Number(given) >>> 0;
  process.stdout.write(`${what}: seed ${state}\n`);
  // Mulberry32: small, and the same on every machine.
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return { next, below: (below) => Math.floor(next() * below) };
}
