import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { UserError } from '@assay/contract';
import { download, tarballUrl } from './npm-tarball.ts';
import { BINDING_FILE } from './open-binding.ts';

/** One npm package, as the lockfile pins it. */
export interface PinnedPackage {
  readonly name: string;
  readonly version: string;
  /** Subresource integrity of the archive: `sha512-` and base64. */
  readonly integrity: string;
}

/**
 * Fetches a pinned package from the registry and unpacks it to `folder`.
 *
 * Everything happens in a folder of this process beside `folder`, renamed at the end: whoever is killed half-way
 * leaves nothing that looks whole, and of two at once the second takes what the first has made.
 *
 * @throws UserError `duckdb-digest-mismatch`, or what download throws.
 */
export async function fetchLibrary(
  library: PinnedPackage,
  folder: string,
  { registry, log }: { registry?: string; log: (line: string) => void },
): Promise<void> {
  const url = tarballUrl(library, registry);
  log(`fetching ${library.name} ${library.version} from ${url.host}`);
  await mkdir(dirname(folder), { recursive: true });
  const workplace = await mkdtemp(`${folder}.part-`);
  try {
    const archive = join(workplace, 'archive.tgz');
    await download(url, archive, log);
    await checkDigest(archive, library, url);
    const unpacked = join(workplace, 'unpacked');
    await unpack(archive, unpacked);
    await moveInto(folder, join(unpacked, 'package'));
  } finally {
    await rm(workplace, { recursive: true, force: true });
  }
}

async function checkDigest(archive: string, library: PinnedPackage, url: URL): Promise<void> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(archive), hash);
  const found = `sha512-${hash.digest('base64')}`;
  if (found === library.integrity) return;
  throw new UserError(
    'duckdb-digest-mismatch',
    `${url} is not the ${library.name} that this release was made with: expected ${library.integrity}, got ${found}`,
    {
      fix: 'Do not use what that registry serves. Set npm_config_registry to one you trust, or name a local copy in the input duckdb-library.',
    },
  );
}

/** Regular files under `package/` only: links and devices are left out, and modern-tar refuses names outside the root. */
async function unpack(archive: string, folder: string): Promise<void> {
  const { unpackTar } = await import('modern-tar/fs');
  const files = unpackTar(folder, {
    fmode: 0o644,
    filter: ({ type, name }) => type === 'file' && name.startsWith('package/'),
  });
  await pipeline(createReadStream(archive), createGunzip(), files);
}

async function moveInto(folder: string, unpacked: string): Promise<void> {
  try {
    await rename(unpacked, folder);
  } catch (error) {
    if (!existsSync(join(folder, BINDING_FILE))) throw error; // else another process was first
  }
}
