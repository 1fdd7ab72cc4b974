import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runAction } from '../../runner/index.ts';
import { temporaryFolder } from '../../temporary-folder.ts';
import type { GitHub } from '../github.ts';
import { startGitHub } from '../start-github.ts';

let github: GitHub;
let folder: string;

const CLIENT = import.meta.resolve('@actions/artifact');

beforeAll(async () => {
  github = await startGitHub();
  folder = temporaryFolder('artifacts');
  mkdirSync(join(folder, 'out'));
  writeFileSync(join(folder, 'out', 'run.json'), '{"a":1}');
  // Bigger than one block of 8 MB, and not compressible, so that it goes up as a list of blocks.
  const noise = Buffer.alloc(9 * 1024 * 1024);
  for (let index = 0, state = 1; index < noise.length; index += 1) {
    state = (state * 48_271) % 2_147_483_647;
    noise[index] = state & 255;
  }
  writeFileSync(join(folder, 'out', 'model.bin'), noise);
});
afterAll(() => github.close());

/** A step that runs `code` with the real artifact client as `client`. */
function step(code: string, token = github.token) {
  const action = temporaryFolder('action');
  writeFileSync(join(action, 'action.yml'), 'runs: { using: node24, main: main.mjs }\n');
  const main = `import { DefaultArtifactClient } from ${JSON.stringify(CLIENT)};
    import { appendFileSync } from 'node:fs';
    const client = new DefaultArtifactClient();
    const say = (value) => appendFileSync(process.env.GITHUB_OUTPUT, 'said=' + JSON.stringify(value) + '\\n');
    ${code}`;
  writeFileSync(join(action, 'main.mjs'), main);
  return runAction({ action, github: { url: github.url, token }, run: { runId: 42 } });
}

describe('artifacts', () => {
  it('go up and come down with the real client', async () => {
    const up = await step(`
      const files = ['run.json', 'model.bin'].map((name) => ${JSON.stringify(folder)} + '/out/' + name);
      say(await client.uploadArtifact('record', files, ${JSON.stringify(folder)}, { compressionLevel: 0 }));`);
    expect(up).toMatchObject({ exitCode: 0, stderr: '' });
    const { id, digest } = JSON.parse(up.outputs['said'] ?? '') as { id: number; digest: string };

    const down = await step(`
      const { artifact } = await client.getArtifact('record');
      say(await client.downloadArtifact(artifact.id, { path: ${JSON.stringify(join(folder, 'down'))}, expectedHash: artifact.digest }));`);
    expect(down.outputs['said']).toContain('"digestMismatch":false');
    expect(readFileSync(join(folder, 'down', 'out', 'run.json'), 'utf8')).toBe('{"a":1}');
    expect(
      readFileSync(join(folder, 'down', 'out', 'model.bin')).equals(
        readFileSync(join(folder, 'out', 'model.bin')),
      ),
    ).toBe(true);

    const listed = await github.call('GET', '/repos/octo-org/models/actions/runs/42/artifacts?name=record');
    expect(listed).toMatchObject({
      total_count: 1,
      artifacts: [{ id, name: 'record', digest: `sha256:${digest}` }],
    });
    expect(github.responseViolations).toEqual([]);
  });

  it('are downloaded by another run with a token that may read actions', async () => {
    const code = `say(await client.downloadArtifact(1, { path: ${JSON.stringify(join(folder, 'other'))},
      findBy: { token: process.env.TOKEN, workflowRunId: 42, repositoryOwner: 'octo-org', repositoryName: 'models' } }));`;
    const withToken = (token: string) => step(`process.env.TOKEN = ${JSON.stringify(token)};\n${code}`);
    expect((await withToken(github.grant({ actions: 'read' }))).exitCode).toBe(0);
    expect(readFileSync(join(folder, 'other', 'out', 'run.json'), 'utf8')).toBe('{"a":1}');
    expect((await withToken(github.grant({ contents: 'read' }))).stderr).toContain(
      'Resource not accessible by integration',
    );
  });

  it('are refused a second time under one name, and without the token of the run', async () => {
    const again = await step(
      `await client.uploadArtifact('record', [${JSON.stringify(join(folder, 'out', 'run.json'))}], ${JSON.stringify(folder)})`,
    );
    expect(again.stderr).toContain('an artifact with this name already exists on the workflow run');
    const service = `${github.url}/twirp/github.actions.results.api.v1.ArtifactService/ListArtifacts`;
    expect((await fetch(service, { method: 'POST', body: '{}' })).status).toBe(401);
    expect((await fetch(`${github.url}/blobs/1?sig=guess`)).status).toBe(403);
  });

  it('are deleted by the run itself, or by a token that may write actions', async () => {
    const upload = `await client.uploadArtifact('gone', [${JSON.stringify(join(folder, 'out', 'run.json'))}], ${JSON.stringify(folder)});`;
    const result = await step(`${upload} await client.deleteArtifact('gone'); ${upload}
      say((await client.listArtifacts()).artifacts.map(({ name, id }) => ({ name, id })));`);
    const artifacts = JSON.parse(result.outputs['said'] ?? '') as { name: string; id: number }[];
    expect(artifacts.map(({ name }) => name)).toEqual(['record', 'gone']);
    const path = `/repos/octo-org/models/actions/artifacts/${artifacts[1]?.id}`;
    const reader = github.grant({ actions: 'read' });
    await expect(github.call('DELETE', path, undefined, reader)).rejects.toThrow('403');
    await github.call('DELETE', path, undefined, github.grant({ actions: 'write' }));
    await expect(github.call('GET', path)).rejects.toThrow('404');
  });
});
