import type { Deployment } from '@assay/contract';
import { describe, expect, test } from 'vitest';
import { type Evidence, gapAt } from './history-gap.ts';

const day = (number: number) => `2026-11-${String(number).padStart(2, '0')}T10:00:00.000Z`;

function deployment(start: number, overrides: Partial<Deployment> = {}): Deployment {
  return {
    assay: 'deployment/1',
    id: '01JBVWXYZ0000000000000000A',
    environment: 'production',
    model: 'tips',
    version: 'v1.0.0',
    artifact: `sha256:${'a'.repeat(64)}`,
    outcome: 'healthy',
    why: '',
    started: day(start),
    from: day(start),
    to: null,
    by: 'octocat',
    run: null,
    'rolls-back': null,
    github: null,
    ...overrides,
  };
}

/** Registered on the 5th, on its way from the 10th, in service from the 11th to the 15th. */
const LIFE: Evidence = {
  model: 'tips',
  environment: 'production',
  versions: [
    { version: 'v1.1.0', at: day(9) },
    { version: 'v1.0.0', at: day(5) },
  ],
  deployments: [deployment(10, { from: day(11), to: day(15) })],
  missing: 0,
};
const failed = (outcome: Deployment['outcome']) => ({
  ...LIFE,
  deployments: [deployment(10, { outcome, from: null })],
});

describe('why nothing is shown at a moment', () => {
  test.each([
    ['before the ledger knows of the model', LIFE, 4, 'not known', `v1.0.0, at ${day(5)}`],
    ['between its first version and its first deployment', LIFE, 8, 'nothing yet', `began at ${day(10)}`],
    ['a version and no deployment', { ...LIFE, deployments: [] }, 20, 'nothing yet', 'none since'],
    ['a deployment and no version', { ...LIFE, versions: [] }, 4, 'not known', `of v1.0.0, at ${day(10)}`],
    ['neither', { ...LIFE, deployments: [], versions: [] }, 20, 'not known', 'neither a version'],
    ['while the first one is on its way', LIFE, 10.5, 'not known', 'on its way'],
    ['after what served was ended', LIFE, 16, 'not known', `served until ${day(15)}`],
    ['after one that failed', failed('failed'), 16, 'not known', 'did not come into service (failed)'],
    ['after one that is not heard of', failed('pending'), 16, 'not known', 'not heard of since'],
    ['where not everything could be read', { ...LIFE, missing: 2 }, 8, 'not known', '2 deployments'],
  ] as const)('%s', (_, evidence, on, standing, why) => {
    const at = new Date(Date.parse(day(Math.floor(on))) + (on % 1) * 86_400_000);
    const gap = gapAt(evidence, at);
    expect(gap).toMatchObject({ model: 'tips', standing });
    expect(gap.why).toContain(why);
  });
});
