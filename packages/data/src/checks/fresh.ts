import { durationMilliseconds } from '@assay/contract';
import type { ColumnCheck } from './column-rule.ts';

const DAY = 86_400_000;

/**
 * The newest moment is not older than it may be. A timestamp without a zone is taken as UTC. Moments more than a day ahead
 * are mistakes, which would make old data look fresh for ever, and are left out.
 */
export const fresh: ColumnCheck = ({ fresh: said, sensitive }, reading) => {
  if (said === undefined || reading.wrongType) return null;
  const most = durationMilliseconds(said.within);
  return {
    check: 'fresh',
    said,
    expected: `a newest value at most ${said.within} old`,
    fix: 'run what loads the data, or find out why nothing new has come',
    figures: {
      newest: (value, { now }) => {
        const end = new Date(now.getTime() + DAY).toISOString().replace('T', ' ').replace('Z', '');
        return `max(CASE WHEN ${value} <= TIMESTAMP '${end}' THEN ${reading.dialect.epochMilliseconds(value)} END)`;
      },
    },
    judge: ({ rows, now }, { newest }) => {
      if (rows === 0) return null;
      if (newest === null || newest === undefined) return 'no value that is not in the future';
      const age = now.getTime() - newest;
      if (age <= most) return null;
      const of = sensitive ? '' : `, of ${new Date(newest).toISOString().replace('.000Z', 'Z')}`;
      return `the newest value is ${inUnits(age)} old${of}`;
    },
  };
};

/** In the unit that a person would name. */
function inUnits(milliseconds: number): string {
  const units = [
    [DAY, 'd'],
    [3_600_000, 'h'],
    [60_000, 'm'],
    [1000, 's'],
  ] as const;
  const [size, unit] = units.find(([length]) => milliseconds >= 2 * length) ?? [1000, 's'];
  return `${Math.floor(milliseconds / size)}${unit}`;
}
