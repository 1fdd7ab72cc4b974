import type { Git } from '../git/git.ts';
import type { Mirror } from './mirror.ts';

/** How far back a baseline is looked for: along first parents, the states that the branch itself was in. */
const DEPTHS = [100, 1000];

/**
 * The commit and its ancestors along first parents, nearest first, a longer list each time it is asked for more.
 *
 * A full clone answers by itself. A shallow one (a runner's) has no history: then the commits alone (no trees, no
 * files) are fetched into the mirror.
 */
export async function* ancestors(clone: Git, mirror: Mirror, commit: string): AsyncGenerator<string[]> {
  const shallow = (await clone.run(['rev-parse', '--is-shallow-repository'])).trim() === 'true';
  for (const depth of DEPTHS) {
    const walk = ['rev-list', '--first-parent', `--max-count=${depth}`, commit, '--'];
    if (!shallow) {
      const listed = await clone.try(walk);
      if (listed.code === 0) {
        yield lines(listed.stdout);
        continue;
      }
    }
    const fetched = await mirror.git.try([
      'fetch',
      '--quiet',
      '--no-tags',
      `--depth=${depth}`,
      '--filter=tree:0',
      '--no-write-fetch-head',
      'origin',
      commit,
    ]);
    yield fetched.code === 0 ? lines(await mirror.git.run(walk)) : [commit];
  }
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}
