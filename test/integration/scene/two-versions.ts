import { join } from 'node:path';
import { expect } from 'vitest';
import { type FileContent, type StepResult, temporaryFolder } from '../../harness/index.ts';
import { type Job, openScene, type Scene } from './job.ts';
import { openRelease, readText, type StepOptions } from './release.ts';
import { CONTRACT, tinyModel } from './tiny-model.ts';

/** What a version is, as `promote` said. */
interface Promoted {
  commit: string;
  digest: string;
}

/** Two versions of the tiny model, v0.0.1 in service and v0.0.2 not, and jobs that deploy. */
export interface TwoVersions {
  scene: Scene;
  token: string;
  first: Promoted;
  second: Promoted;
  /** File that `deploy.mjs` is told of as SERVICE. */
  service: string;
  /** Its lines: what was put into service, oldest first. */
  log(): string[];
  /** A later job with nothing but a shallow checkout. */
  nextJob(): Promise<Job>;
  deploy(job: Job, version: string, more?: Pick<StepOptions, 'env' | 'secrets'>): Promise<StepResult>;
}

const DEPLOY = `
import { appendFileSync, readFileSync } from 'node:fs';
const { SERVICE, BAD, ATTACK, ASSAY_VERSION, ASSAY_MODEL } = process.env;
appendFileSync(SERVICE, ASSAY_VERSION + ' ' + readFileSync(ASSAY_MODEL + '/model.json', 'utf8') + '\\n');
if (ASSAY_VERSION === BAD) await import('./' + ATTACK + '.mjs');
`;

/** @param files what else is in the repository; `<ATTACK>.mjs` is what the command does where the version is BAD */
export async function openTwoVersions(
  deploy = 'command: node deploy.mjs',
  files: Record<string, FileContent> = {},
): Promise<TwoVersions> {
  const contract = `${CONTRACT}deploy: {${deploy}}\n`;
  const all = tinyModel(0.6, { 'assay.yml': contract, 'deploy.mjs': DEPLOY, ...files });
  const scene = await openScene(await openRelease(), all);
  const { github } = scene;
  await github.call('PUT', `/repos/${github.repository}/environments/production`, {});
  const token = github.grant({ contents: 'write', deployments: 'write', actions: 'read' });
  const service = join(temporaryFolder('service'), 'log');
  let runId = 0;
  const nextJob = () => {
    runId += 1;
    return scene.job({ pull: null, runId, token });
  };
  const promoted = async (noise: number): Promise<Promoted> => {
    await scene.pushMain(`Noise ${noise}`, { 'params.json': `{ "noise": ${noise} }` });
    const { promote } = await (await nextJob()).steps(['train', 'evaluate', 'gate', 'report', 'promote']);
    expect(promote, promote?.stdout).toMatchObject({ exitCode: 0 });
    return { commit: `${promote?.outputs['commit']}`, digest: `${promote?.outputs['model-digest']}` };
  };
  const [first, second] = [await promoted(0.6), await promoted(0.4)];
  const world: TwoVersions = {
    scene,
    token,
    first,
    second,
    service,
    log: () => readText(service).trim().split('\n'),
    nextJob,
    deploy: (job, version, { env, ...more } = {}) =>
      job.step('deploy', { inputs: { version }, env: { SERVICE: service, ...env }, ...more }),
  };
  expect(await world.deploy(await nextJob(), 'v0.0.1')).toMatchObject({ exitCode: 0 });
  return world;
}
