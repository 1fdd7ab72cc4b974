import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Makes workspace packages of the emitted folders: each resolves `@assay/…` to its emitted neighbours, and everything
 * else to what the source package has installed.
 */
export async function linkPackages(root: string, build: string): Promise<void> {
  for (const folder of await readdir(join(build, 'packages'))) {
    const manifest = JSON.parse(await readFile(join(root, 'packages', folder, 'package.json'), 'utf8'));
    const { name, version, dependencies = {} } = manifest;
    const emitted = join(build, 'packages', folder);
    // No module of ours does anything by being imported: whoever imports one thing of a package loads what that needs, no more.
    const exported = {
      ...{ name, version, type: 'module', sideEffects: false },
      exports: { '.': './src/index.js' },
    };
    await writeFile(join(emitted, 'package.json'), JSON.stringify(exported));

    for (const dependency of Object.keys(dependencies)) {
      const link = join(emitted, 'node_modules', dependency);
      const target = dependency.startsWith('@assay/')
        ? join(build, 'packages', dependency.slice('@assay/'.length))
        : join(root, 'packages', folder, 'node_modules', dependency);
      await mkdir(join(link, '..'), { recursive: true });
      await symlink(target, link, 'junction'); // on Windows a junction needs no privilege
    }
  }
}
