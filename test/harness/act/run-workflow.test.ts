import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TemporaryRepository, temporaryRepository } from '../git/index.ts';
import { type GitHub, startGitHub } from '../github/index.ts';
import { actPart } from '../parts/index.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { type RanWorkflow, runWorkflow } from './run-workflow.ts';

const act = await actPart();
const PIN = '0'.repeat(40);

const CALLED = `on:
  workflow_call:
    inputs: {greeting: {type: string, default: hello}}
    secrets: {password: {required: false}}
jobs:
  make:
    runs-on: ubuntu-latest
    permissions: {contents: read}
    outputs: {artifact: "\${{ steps.upload.outputs.artifact-id }}"}
    steps:
      - uses: actions/checkout@${PIN}
        with: {persist-credentials: false}
      - id: own
        env: {GREETING: "\${{ inputs.greeting }}", PASSWORD: "\${{ secrets.password }}"}
        run: |
          echo "said=$GREETING $(cat .hidden/file)" >> "$GITHUB_OUTPUT"
          echo "password $PASSWORD"
          echo "# Made" >> "$GITHUB_STEP_SUMMARY"
      - id: upload
        uses: actions/upload-artifact@${PIN}
        with: {name: hidden, path: .hidden, include-hidden-files: true}
      - id: push
        env: {TOKEN: "\${{ github.token }}"}
        continue-on-error: true
        run: git push "http://x:$TOKEN@\${GITHUB_SERVER_URL#http://}/$GITHUB_REPOSITORY" HEAD:refs/heads/made
  write:
    needs: make
    runs-on: ubuntu-latest
    permissions: {contents: write}
    steps:
      - run: test -z "$(ls -A)"
      - uses: actions/checkout@${PIN}
        with: {fetch-depth: 0, persist-credentials: true}
      - uses: actions/download-artifact@${PIN}
        with: {artifact-ids: "\${{ needs.make.outputs.artifact }}", path: got}
      - run: cat got/file
      - run: git push origin HEAD:refs/heads/written
`;

const caller = (permissions: string) => `on: push
jobs:
  ours:
    permissions: {${permissions}}
    uses: OWNER/assay/.github/workflows/called.yml@v1
    with: {greeting: good day}
    secrets: {password: "\${{ secrets.FROM_SETTINGS }}"}
`;

describe.runIf(act.available)('runWorkflow', () => {
  let github: GitHub;
  let repository: TemporaryRepository;
  const release = temporaryFolder('release');

  beforeAll(async () => {
    mkdirSync(join(release, '.github/workflows'), { recursive: true });
    writeFileSync(join(release, '.github/workflows/called.yml'), CALLED);
    const gitRoot = temporaryFolder('remotes');
    github = await startGitHub({ gitRoot });
    repository = await temporaryRepository();
    await repository.git('remote', 'add', 'origin', join(gitRoot, `${github.repository}.git`));
    await repository.commit('Begin', {
      '.hidden/file': 'held',
      '.github/workflows/ours.yml': caller('contents: write'),
      '.github/workflows/less.yml': caller('contents: read'),
    });
    await repository.git('push', '--quiet', '--force', 'origin', 'main');
  });
  afterAll(() => github.close());

  async function run(workflow: string): Promise<RanWorkflow> {
    const commit = await repository.sha();
    return runWorkflow({
      act: act.available ? act.executable : '',
      github,
      release,
      workflow,
      commit,
      ref: 'refs/heads/main',
      event: 'push',
      payload: { ref: 'refs/heads/main' },
      runId: 1,
      secrets: { FROM_SETTINGS: 'canary' },
      toolCache: temporaryFolder('tools'),
    });
  }

  it('runs the jobs of a called workflow, each with its own permissions and an empty folder', async () => {
    const { exitCode, jobs, permissions, log } = await run('ours.yml');
    expect(exitCode, log).toBe(0);
    expect(permissions.get('ours/make')).toEqual({ contents: 'read' });
    const make = jobs.get('ours/make');
    const step = (id: string) => make?.steps.find((other) => other.id === id);
    expect(step('own')).toMatchObject({ result: 'success', outputs: { said: 'good day held' } });
    expect(step('own')?.summary).toBe('# Made\n');
    expect(step('push')?.result).toBe('failure');
    expect(make?.log).toContain('403');
    expect(jobs.get('ours/write')).toMatchObject({
      result: 'success',
      log: expect.stringMatching(/^held$/m),
    });
    const branches = await github.git.run(github.repository, 'branch', '--list', '--format=%(refname:short)');
    expect(branches.split('\n')).toEqual(['main', 'written']);
    expect(log).not.toContain('canary');
  });

  it('starts nothing where the called workflow asks for more than its caller has', async () => {
    await expect(run('less.yml')).rejects.toThrow(
      'the job ours/write asks for "contents: write", and its caller has "contents: read"',
    );
  });
});
