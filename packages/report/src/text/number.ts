/**
 * Every number that a report shows is written here: thousands with a comma, a true minus, and as many decimals as
 * tell it from zero and from its neighbours (4e-6 is 0.000004, never 0.0).
 */

const MINUS = '−';
const SMALLEST = 1e-9;
const LARGEST = 1e15;

/** Where the first significant digit stands: 0 for 1 to 9, -1 for 0.1, 3 for 1,000. */
function magnitude(value: number): number {
  return value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)) + 1e-12);
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

/**
 * Decimals that a group of figures shares, so that they stand under each other and can be compared.
 *
 * @param values four significant digits of the largest, and at least one of every other that is not 0
 * @param halfWidth half the width of an interval among them: at least two of its digits are shown
 */
export function decimalsFor(values: readonly (number | null)[], halfWidth: number | null = null): number {
  const present = values.filter(
    (value): value is number => value !== null && Number.isFinite(value) && value !== 0,
  );
  const largest = Math.max(...present.map(Math.abs), 0);
  let decimals = clamp(3 - (largest === 0 ? -1 : magnitude(largest)), 0, 4);
  for (const value of present) {
    // One digit is enough to tell a value from zero.
    if (Math.abs(value) >= SMALLEST) decimals = Math.max(decimals, -magnitude(value));
  }
  if (halfWidth !== null && halfWidth >= SMALLEST) decimals = Math.max(decimals, 1 - magnitude(halfWidth));
  return clamp(decimals, 0, 10);
}

function grouped(digits: string): string {
  const [whole = '', fraction] = digits.split('.');
  const withCommas = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return fraction === undefined ? withCommas : `${withCommas}.${fraction}`;
}

/** A finite number at given decimals. */
export function fixed(value: number, decimals: number, signed = false): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'not a number' : value > 0 ? '∞' : `${MINUS}∞`;
  const size = Math.abs(value);
  const digits =
    size !== 0 && (size >= LARGEST || size < SMALLEST)
      ? size.toExponential(1).replace('-', MINUS).replace('+', '')
      : grouped(size.toFixed(decimals));
  if (value < 0 && /[1-9]/.test(digits)) return `${MINUS}${digits}`;
  return signed && value > 0 ? `+${digits}` : digits;
}

/** What sums of floating-point numbers leave where they cancel, beside a number of another size: zero. */
export function withoutRounding(value: number, beside: number): number {
  return Math.abs(value) < 1e-12 * Math.abs(beside) ? 0 : value;
}

/** A number that stands alone; whole numbers stay whole. `null` is a dash. */
export function formatNumber(value: number | null): string {
  if (value === null) return '–';
  if (Number.isInteger(value)) return fixed(value, 0);
  return fixed(value, decimalsFor([value], Math.abs(value) < 0.01 ? Math.abs(value) : null));
}

/** A number that stands in data, to seven digits: its neighbours there are other values. */
export function formatValue(value: number): string {
  const digits = fixed(value, clamp(6 - magnitude(value), 0, 15));
  return digits.includes('.') && !digits.includes('e') ? digits.replace(/\.?0+$/, '') : digits;
}

/** A number that somebody wrote into a contract: as written, without zeros at the end. */
export function formatGiven(value: number): string {
  const digits = formatNumber(value);
  return digits.includes('.') && !digits.includes('e') ? digits.replace(/\.?0+$/, '') : digits;
}

/** A count of things: `15,002`. */
export function formatCount(value: number): string {
  return fixed(value, 0);
}

interface WithInterval {
  value: number | null;
  low: number | null;
  high: number | null;
  /** Whether the interval need not hold the true value as often as it says. */
  approximate?: true | undefined;
}

/** Half the width of an interval; null where there is none. */
export function halfWidth({ low, high }: Omit<WithInterval, 'value'>): number | null {
  return low === null || high === null ? null : (high - low) / 2;
}

/**
 * `[0.8391, 0.8762]`, with a `≈` before it where it is approximate; or nothing where there is no interval. An end that is not zero is told from it, `[−0.0027, −0.00003]`:
 * on which side of zero it lies is what is made of a change.
 */
export function formatInterval(of: WithInterval, decimals: number, signed = false): string {
  if (of.low === null || of.high === null) return '';
  const [low, high] = [of.low, of.high].map((end) => fixed(end, decimalsOfEnd(end, decimals), signed));
  return `${of.approximate ? '≈\u00a0' : ''}[${low}, ${high}]`;
}

function decimalsOfEnd(end: number, decimals: number): number {
  const looksLikeZero = Number(end.toFixed(decimals)) === 0;
  return end !== 0 && looksLikeZero ? Math.max(decimals, -magnitude(end)) : decimals;
}

/** `0.8583 [0.8391, 0.8762]`. */
export function formatEstimate(of: WithInterval, decimals = decimalsFor([of.value], halfWidth(of))): string {
  if (of.value === null) return '–';
  return [fixed(of.value, decimals), formatInterval(of, decimals)].filter(Boolean).join(' ');
}

/** `−0.0141 [−0.0178, −0.0104]`: a change, with its sign. */
export function formatChange(of: WithInterval, decimals = decimalsFor([of.value], halfWidth(of))): string {
  if (of.value === null) return '–';
  return [fixed(of.value, decimals, true), formatInterval(of, decimals, true)].filter(Boolean).join(' ');
}

/** The change as a share of the size of the base, `(c - b) / |b|`: `−1.6 %`; a dash at a base of 0. */
export function formatRelative(base: number | null, change: number | null): string {
  if (base === null || change === null || base === 0) return '–';
  const percent = (change / Math.abs(base)) * 100;
  const decimals = percent === 0 ? 1 : clamp(Math.max(1, -magnitude(percent)), 1, 8);
  return `${fixed(percent, decimals, true)} %`;
}

/** A p-value. */
export function formatProbability(p: number): string {
  return p < 0.0001 ? 'under 0.0001' : String(Number(p.toPrecision(2)));
}

/** A share of 1: `0.3 %`. Neither nearly none is 0 nor nearly all 100. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent === 0 || percent === 100) return `${fixed(percent, 0)} %`;
  return `${fixed(percent, clamp(Math.max(-magnitude(percent), -magnitude(100 - percent)), 1, 8))} %`;
}

/** `310 MB`, `1.2 GB`: powers of 1,000. */
export function formatBytes(bytes: number): string {
  const units = ['bytes', 'KB', 'MB', 'GB', 'TB'];
  const step = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(magnitude(bytes) / 3));
  const scaled = bytes / 1000 ** step;
  return `${fixed(scaled, step === 0 || scaled >= 100 ? 0 : 1)} ${units[step]}`;
}

/** `0.4 s`, `41 s`, `12 min 5 s`, `3 h 20 min`. */
export function formatSeconds(seconds: number): string {
  if (seconds < 10) return `${fixed(seconds, 1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${formatCount(Math.floor(whole / 3600))} h ${Math.floor((whole % 3600) / 60)} min`;
}
