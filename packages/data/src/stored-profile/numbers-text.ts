import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { MOST_HASHES } from '@assay/stats';

/** Digits behind the point that are tried. */
const MOST_PLACES = 12;
/** A whole number of 53 bits takes eight bytes of seven bits. */
const MOST_BYTES = 8 * (MOST_HASHES + 3);

/**
 * Different numbers as text, in which those of a regular column take next to nothing: as whole numbers of the least unit in
 * which all are whole, what each is above the one before, packed; Base64.
 *
 * Where some numbers have such a text, so has each part of them, and where parts have none, nor have all: so parts together
 * come to the same as the whole.
 *
 * @returns `null`: there is no such unit among 1, 0.1, … 1e-12
 */
export function writeNumbers(numbers: readonly number[]): string | null {
  const ascending = [...numbers].sort((a, b) => a - b);
  for (let places = 0; places <= MOST_PLACES; places++) {
    const whole = ascending.map((x) => Math.round(x * 10 ** places));
    const range = (whole.at(-1) ?? 0) - (whole[0] ?? 0);
    if (![...whole, range].every((n) => Number.isSafeInteger(n))) return null;
    if (whole.some((n, i) => n / 10 ** places !== ascending[i])) continue;
    const steps = whole.slice(1).map((n, i) => n - (whole[i] as number));
    const unit = steps.reduce(greatestCommon, 0) || 1;
    const first = whole[0] ?? 0;
    const bytes = [places, unit, Math.abs(first), first < 0 ? 1 : 0, ...steps.map((step) => step / unit)];
    return deflateRawSync(Uint8Array.from(bytes.flatMap(sevenBits)), { level: 9 }).toString('base64');
  }
  return null;
}

/** @throws Error where the text is not one that {@link writeNumbers} wrote, of some numbers */
export function readNumbers(text: string): number[] {
  const bytes = inflateRawSync(Buffer.from(text, 'base64'), { maxOutputLength: MOST_BYTES });
  const read: number[] = [];
  let [n, scale] = [0, 1];
  for (const byte of bytes) {
    n += (byte & 127) * scale;
    scale *= 128;
    if (byte & 128) continue;
    read.push(n);
    [n, scale] = [0, 1];
  }
  const [places = 0, unit = 1, size = 0, isNegative = 0, ...steps] = read;
  let whole = isNegative === 1 ? -size : size;
  const numbers = [whole, ...steps.map((step) => (whole += step * unit))].map((each) => each / 10 ** places);
  const isAscending = numbers.every(
    (x, i) => Number.isFinite(x) && (i === 0 || x > (numbers[i - 1] as number)),
  );
  if (scale !== 1 || places > MOST_PLACES || !isAscending || numbers.length > MOST_HASHES)
    throw new Error('numbers are broken');
  return numbers;
}

function greatestCommon(a: number, b: number): number {
  return b === 0 ? a : greatestCommon(b, a % b);
}

/** A whole number by its lowest seven bits first; the eighth bit of a byte says that there are more. */
function sevenBits(number: number): number[] {
  const bytes: number[] = [];
  let rest = number;
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return [...bytes, rest];
}
