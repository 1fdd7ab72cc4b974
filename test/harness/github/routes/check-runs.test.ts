import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GitHub } from '../github.ts';
import type { JsonObject } from '../openapi/json-schema.ts';
import { startGitHub } from '../start-github.ts';

let github: GitHub;
let token: string;
let sha: string;

beforeAll(async () => {
  github = await startGitHub();
  token = github.grant({ checks: 'write' });
  sha = (await github.git.branch('octo-org/models', 'main')) ?? '';
});
afterAll(() => github.close());

const call = (method: string, path: string, body?: JsonObject, as = token) =>
  github.call(method, `/repos/octo-org/models${path}`, body, as) as Promise<JsonObject>;
const annotations = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    path: 'a.py',
    start_line: index + 1,
    end_line: index + 1,
    annotation_level: 'notice',
    message: `m${index}`,
    title: 't',
  }));

describe('check runs', () => {
  it('are made, updated with more annotations, and listed at their commit', async () => {
    const output = { title: 't', summary: 's', annotations: annotations(50) };
    const { id } = await call('POST', '/check-runs', {
      name: 'assay',
      head_sha: sha,
      status: 'in_progress',
      output,
    });
    await call('PATCH', `/check-runs/${id}`, {
      conclusion: 'failure',
      output: { title: 't', summary: 's', annotations: annotations(1) },
    });
    const listed = await call('GET', `/commits/${sha}/check-runs?check_name=assay`);
    expect(listed).toMatchObject({
      total_count: 1,
      check_runs: [{ id, status: 'completed', conclusion: 'failure', output: { annotations_count: 51 } }],
    });
    expect(await call('GET', `/check-runs/${id}/annotations?per_page=100`)).toHaveLength(51);
    expect(github.violations).toEqual([]);
    expect(github.responseViolations).toEqual([]);
  });

  it('are refused with 51 annotations, too long a text, an unknown commit, or by a person', async () => {
    const run = { name: 'assay', head_sha: sha };
    const output = { title: 't', summary: 's' };
    await expect(
      call('POST', '/check-runs', { ...run, output: { ...output, annotations: annotations(51) } }),
    ).rejects.toThrow('must NOT have more than 50 items');
    await expect(
      call('POST', '/check-runs', { ...run, output: { ...output, text: 'x'.repeat(65_536) } }),
    ).rejects.toThrow('must NOT have more than 65535 characters');
    await expect(call('POST', '/check-runs', { ...run, head_sha: '1'.repeat(40) })).rejects.toThrow(
      'No commit found',
    );
    await expect(call('POST', '/check-runs', run, github.token)).rejects.toThrow(
      'You must authenticate via a GitHub App',
    );
  });
});
