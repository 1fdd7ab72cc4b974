import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { temporaryFolder } from '../temporary-folder.ts';

const actions = join(import.meta.dirname, 'actions');

/** The defaults of inputs that the workflows leave out, as the real actions have them. */
const INPUTS: Record<string, Record<string, string>> = {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's, not of ours
  checkout: { token: '${{ github.token }}', 'persist-credentials': 'true' },
  'upload-artifact': { 'include-hidden-files': 'false' },
};

/**
 * What act is told so that `actions/NAME@REF` is ours: those that need a network stand in for GitHub's own.
 *
 * @param uses all that the workflows use
 * @throws where one of GitHub's actions has no stand-in
 */
export function standIns(uses: readonly string[]): string[] {
  const folder = temporaryFolder('actions');
  const known = readdirSync(actions).map((file) => file.replace(/\.ts$/, ''));
  const wanted = [...new Set(uses.filter((use) => use.startsWith('actions/')))];
  return wanted.map((use) => {
    const name = use.replace(/^actions\/|@.*$/g, '');
    if (!known.includes(name))
      throw new Error(`nothing stands in for ${use}: add it to test/harness/act/actions`);
    return `${use}=${layOut(join(folder, name), name)}`;
  });
}

/** act copies an action to where its imports would lead nowhere: so it is one line that imports ours. */
function layOut(folder: string, name: string): string {
  const inputs = Object.entries(INPUTS[name] ?? {}).map(([input, value]) => [input, { default: value }]);
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'action.yml'),
    stringify({ name, inputs: Object.fromEntries(inputs), runs: { using: 'node24', main: 'main.mjs' } }),
  );
  writeFileSync(join(folder, 'main.mjs'), `await import(${JSON.stringify(join(actions, `${name}.ts`))});\n`);
  return folder;
}
