import { mkdtemp, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runtimeToken, type GitHub as StandIn, startGitHub } from '@assay/test';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { artifactUrl, uploadFile } from './artifact.ts';

const HTML = '<!doctype html><title>report</title>';
const CREATE = /ArtifactService\/CreateArtifact$/;

let server: StandIn;
let folder: string;
let upload: Parameters<typeof uploadFile>[0];
let run = 41;

beforeAll(async () => {
  server = await startGitHub();
});
beforeEach(async () => {
  run += 1;
  folder = await mkdtemp(join(tmpdir(), 'artifact-'));
  await writeFile(join(folder, 'report.html'), HTML);
  upload = { name: 'tip-predictor.html', path: join(folder, 'report.html'), retentionDays: 14, attempt: 1 };
  // The client of artifacts takes these from the environment of the job, and nothing else does.
  vi.stubEnv('ACTIONS_RESULTS_URL', server.url);
  vi.stubEnv('ACTIONS_RUNTIME_TOKEN', runtimeToken(run));
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => server.close());

describe('uploadFile', () => {
  it('uploads the file itself under the name of the artifact, to open in the browser', async () => {
    const outcome = await uploadFile(upload);
    expect(outcome).toMatchObject({ uploaded: true, name: 'tip-predictor.html', bytes: HTML.length });
    const sent = server.requests.filter(({ path }) => CREATE.test(path)).at(-1);
    expect(JSON.parse(sent?.text ?? '')).toMatchObject({
      name: 'tip-predictor.html',
      mime_type: 'text/html',
    });
    const days = (Date.parse(JSON.parse(sent?.text ?? '').expires_at) - Date.now()) / 86_400_000;
    expect(days).toBeCloseTo(14, 2);
    expect(server.requests.some(({ method, text }) => method === 'PUT' && text === HTML)).toBe(true);
    expect(await readdir(folder)).toEqual(['report.html']);
  });

  it('puts the attempt into the name, and the next number where that is taken', async () => {
    const name = async (attempt: number) => {
      const outcome = await uploadFile({ ...upload, attempt });
      return outcome.uploaded ? outcome.name : outcome.reason;
    };
    expect(await name(2)).toBe('tip-predictor-2.html');
    expect(await name(1)).toBe('tip-predictor.html');
    expect(await name(1)).toBe('tip-predictor-3.html');
  });

  it('replaces what a name must not hold, and does not leave its folder', async () => {
    const outcome = await uploadFile({ ...upload, name: '../team/tips: "v1".html' });
    expect(outcome).toMatchObject({ uploaded: true, name: '..-team-tips- -v1-.html' });
  });

  it('answers why it could not, and leaves nothing behind', async () => {
    server.inject({ path: CREATE, kind: 'status', status: 403 });
    expect(await uploadFile(upload)).toEqual({ uploaded: false, reason: expect.stringContaining('(403)') });
    expect(await readdir(folder)).toEqual(['report.html']);
    expect(await uploadFile({ ...upload, path: join(folder, 'missing.html') })).toEqual({
      uploaded: false,
      reason: expect.stringContaining('missing.html'),
    });
    vi.stubEnv('ACTIONS_RUNTIME_TOKEN', '');
    expect(await uploadFile(upload)).toEqual({ uploaded: false, reason: expect.stringContaining('TOKEN') });
  });
});

describe('artifactUrl', () => {
  it('is the page of the artifact', () => {
    const place = { serverUrl: 'https://github.com', owner: 'octo-org', repo: 'models', run: 42 };
    expect(artifactUrl(place, 7)).toBe('https://github.com/octo-org/models/actions/runs/42/artifacts/7');
  });
});
