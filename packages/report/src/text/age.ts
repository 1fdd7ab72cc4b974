const units = [
  ['year', 365 * 24 * 60 * 60],
  ['month', 30 * 24 * 60 * 60],
  ['day', 24 * 60 * 60],
  ['hour', 60 * 60],
  ['minute', 60],
] as const;

/** How long ago, in words and rounded down: `2 days old`, `just now` under a minute or with clocks that disagree. */
export function ageInWords(then: string, now: Date): string {
  const seconds = (now.getTime() - new Date(then).getTime()) / 1000;
  for (const [unit, size] of units) {
    const count = Math.floor(seconds / size);
    if (count >= 1) return `${count} ${unit}${count === 1 ? '' : 's'} old`;
  }
  return 'just now';
}
