import { copyFile, cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';

/**
 * The command: what it is made for is looked at before anything newer than that is met. What V8 makes of the code is kept in the
 * user's own cache, as Python keeps its .pyc; where that cannot be written, Node goes on without. An action does not: a job has
 * a new machine.
 */
const COMMAND = `#!/usr/bin/env node
import module from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(\`assay needs Node 24 or newer, and this is \${process.versions.node}\`);
  process.exit(2);
}
module.enableCompileCache(join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'assay', 'code'));
const { main } = await import('./index.js');
process.exitCode = await main(process.argv.slice(2));
`;

/** Workflows that are ours alone; users call the others. */
const OWN_WORKFLOWS = ['ci.yml'];

/** What the pages link to and a release does not hold. */
const NOT_RELEASED = /\[([^\]]*)\]\(\.\.\/(?:bench|packages|scripts|test)\/[^)]*\)/g;

/**
 * Puts around release/dist what a release tag holds beside it: the actions, the workflows that users call, the command,
 * schemas, pages, the example without its data, licence and manifest.
 *
 * @param repository where the tree will be pushed to, `your-org/assay`: stands in the place of `OWNER/assay`
 */
export async function layOutRelease(root: string, release: string, repository?: string): Promise<void> {
  if (repository !== undefined && !/^[\w.-]+\/[\w.-]+$/.test(repository))
    throw new Error(`"${repository}" is no repository: write it as your-org/assay`);
  const dist = join(release, 'dist');
  for (const verb of await readdir(join(root, 'actions'))) {
    const folder = join(release, 'actions', verb);
    await mkdir(folder, { recursive: true });
    for (const file of ['action.yml', 'README.md']) {
      await copyFile(join(root, 'actions', verb, file), join(folder, file));
    }
    await writeFile(
      join(dist, `${verb}.js`),
      `import { runAction } from './index.js';\nawait runAction('${verb}');\n`,
    );
  }
  const workflows = join('.github', 'workflows');
  await mkdir(join(release, workflows), { recursive: true });
  for (const file of await readdir(join(root, workflows))) {
    if (OWN_WORKFLOWS.includes(file)) continue;
    await copyFile(join(root, workflows, file), join(release, workflows, file));
  }
  await writeFile(join(dist, 'assay.js'), COMMAND, { mode: 0o755 });
  // What an editor completes assay.yml by.
  await cp(join(root, 'packages/contract/schemas'), join(release, 'schemas'), { recursive: true });
  for (const file of ['LICENSE', 'README.md']) await copyFile(join(root, file), join(release, file));
  await cp(join(root, 'docs'), join(release, 'docs'), { recursive: true });
  await copyExample(join(root, 'examples/taxi-tips'), join(release, 'examples/taxi-tips'));
  await writeFile(join(release, 'package.json'), `${JSON.stringify(await manifest(root), null, 2)}\n`);
  await fitTexts(release, repository);
}

/** Without its data, which every job would download, and without what a run of it left. */
async function copyExample(from: string, to: string): Promise<void> {
  const ignored = (await readFile(join(from, '.gitignore'), 'utf8'))
    .split('\n')
    .map((line) => basename(line));
  await cp(from, to, {
    recursive: true,
    filter: (path) => extname(path) !== '.csv' && !ignored.includes(basename(path)),
  });
}

/** Makes links of the pages lead to what is here, and puts the repository's name where its owner was left open. */
async function fitTexts(release: string, repository = 'OWNER/assay'): Promise<void> {
  for (const path of await readdir(release, { recursive: true })) {
    if (path.startsWith('dist') || !/\.(md|yml)$/.test(path)) continue;
    const text = await readFile(join(release, path), 'utf8');
    const fitting = text
      .replaceAll('OWNER/assay', repository)
      .replaceAll('](../packages/contract/schemas/', '](../schemas/')
      .replaceAll(NOT_RELEASED, '$1');
    if (fitting !== text) await writeFile(join(release, path), fitting);
  }
}

/** Without dependencies: everything is in dist/. */
async function manifest(root: string): Promise<object> {
  const { version, license } = JSON.parse(await readFile(join(root, 'packages/cli/package.json'), 'utf8'));
  const { description } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  return {
    name: 'assay',
    version,
    description,
    license,
    type: 'module',
    engines: { node: '>=24' },
    bin: { assay: 'dist/assay.js' },
  };
}
