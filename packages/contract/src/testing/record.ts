import type { RunRecord } from '../index.ts';

export const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;

/** The smallest record that a first step writes. */
export function record(overrides: Partial<RunRecord> = {}): RunRecord {
  const host = { os: 'linux', arch: 'x64', cpus: 2, 'memory-mb': 4096, node: '24.0.0' };
  return {
    assay: 'run/1',
    id: '01K53V9ZT8Q4N6M2W7X1C5B0AE',
    model: 'tip-predictor',
    created: '2026-11-21T10:00:00.000Z',
    source: { repository: null, commit: null, branch: null, dirty: false, base: null, pull: null },
    origin: { event: 'local', run: null, attempt: null, job: null, actor: null, host },
    contract: null,
    'made-by': { assay: '1.0.0', engine: null },
    ...overrides,
  };
}

export const artifact = { digest: digest('a'), files: 1, bytes: 5000, paths: ['model'] };

/** The code of the UserError that is thrown; anything else that is thrown goes on. */
export function codeOf(error: unknown): string {
  if (error instanceof Error && error.name === 'UserError' && 'code' in error) return String(error.code);
  throw error;
}
