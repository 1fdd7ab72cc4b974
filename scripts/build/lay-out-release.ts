import { copyFile, cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The command: what it is made for is looked at before anything newer than that is met. */
const COMMAND = `#!/usr/bin/env node
if (Number(process.versions.node.split('.')[0]) < 24) {
  console.error(\`assay needs Node 24 or newer, and this is \${process.versions.node}\`);
  process.exit(2);
}
const { main } = await import('./index.js');
process.exitCode = await main(process.argv.slice(2));
`;

/** Workflows that are ours alone; users call the others. */
const OWN_WORKFLOWS = ['ci.yml'];

/**
 * Puts around release/dist what a release tag holds beside it: the actions, the workflows that users call, the command,
 * schemas, licence and manifest.
 */
export async function layOutRelease(root: string, release: string): Promise<void> {
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
  await writeFile(join(release, 'package.json'), `${JSON.stringify(await manifest(root), null, 2)}\n`);
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
