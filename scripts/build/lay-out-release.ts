import { copyFile, cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Puts around release/dist what a release tag holds beside it: the actions, the command, schemas, licence and manifest. */
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
  await writeFile(
    join(dist, 'assay.js'),
    "#!/usr/bin/env node\nimport { main } from './index.js';\nprocess.exitCode = await main(process.argv.slice(2));\n",
    { mode: 0o755 },
  );
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
