import type { Stage } from '../stage.ts';
import { heading } from '../terminal.ts';

const MODEL = 'tip-predictor';

/** main becomes a version, which is released; where it is not healthy, the version before it stays in service. */
export async function ship(stage: Stage, version: string, should: 'healthy' | 'unhealthy'): Promise<void> {
  heading(`main becomes ${version}, and is released`);
  const promoted = await stage.dispatch('promote.yml');
  const tag = promoted.steps.at(-1)?.outputs['tag'] ?? 'nothing';
  stage.must(
    !promoted.failed && tag === `${MODEL}@${version}`,
    `${tag} is registered, stage production`,
    promoted.steps.at(-1)?.log,
  );

  const { github } = stage;
  await github.call('POST', `/repos/${github.repository}/releases`, { tag_name: tag, name: version });
  const released = await stage.play('release.yml', { event: 'release', ref: `refs/tags/${tag}` });
  const step = released.steps.at(-1);
  const serves = await stage.service.version();
  const outcome = step?.outputs['outcome'];
  const inService = step?.outputs['in-service'];
  stage.must(
    outcome === should && inService === serves && (serves === version) === (should === 'healthy'),
    `${version} is ${outcome ?? 'nowhere'}, and should be ${should}: ${serves} is in service`,
    step?.log,
  );
}
