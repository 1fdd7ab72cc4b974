import type { RunRecord, Version } from '@assay/contract';

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;

/** The smallest record of a commit. */
export function record(more: Partial<RunRecord> = {}): RunRecord {
  const host = { os: 'linux', arch: 'x64', cpus: 2, 'memory-mb': 1000, node: '24.0.0' };
  return {
    assay: 'run/1',
    id: '01JD0000000000000000000000',
    model: 'tips',
    created: '2026-11-21T10:00:00Z',
    source: { repository: null, commit: null, branch: 'main', dirty: false, base: null, pull: null },
    origin: { event: 'local', run: null, attempt: null, job: null, actor: null, host },
    contract: null,
    'made-by': { assay: '0.1.0', engine: null },
    ...more,
  };
}

/** A version that passed. */
export function version(more: Partial<Version> = {}): Version {
  return {
    assay: 'version/1',
    model: 'tips',
    version: 'v0.0.1',
    commit: 'c'.repeat(40),
    tag: 'tips@v0.0.1',
    artifact: digest('a'),
    paths: ['model'],
    bytes: 7,
    policy: digest('b'),
    set: null,
    record: '01JD0000000000000000000000',
    metrics: {},
    at: '2026-11-21T10:00:00Z',
    by: 'ada',
    run: null,
    ...more,
  };
}
