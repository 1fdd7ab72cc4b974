const MILLISECONDS: Record<string, number> = { s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds of a duration as the contract writes it: `90s`, `30m`, `2h`. */
export function durationMs(text: string): number {
  const unit = MILLISECONDS[text.slice(-1)];
  if (unit === undefined) throw new TypeError(`not a duration: ${text}`);
  return Number(text.slice(0, -1)) * unit;
}
