import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cached, cacheFolder } from '../cache.ts';
import { run } from '../process.ts';
import { findProgram } from './find-program.ts';
import { type Part, part } from './part.ts';

const UV_VERSION = '0.13.8';
const INSTALL_MILLISECONDS = 10 * 60_000;

/** A virtual environment with what a requirements file names. */
export interface PythonEnvironment {
  /** Its interpreter. */
  python: string;
  /** The folder to put in front of PATH. */
  bin: string;
  /** `3.11.7` */
  version: string;
}

export interface PythonOptions {
  /** The requirements name all that is needed, and what their packages ask for beyond that is left out. */
  complete?: boolean;
  /** 11: Python 3.11 is the newest that the packages are built for. */
  newest?: number;
}

/** The environment of a requirements file (all versions pinned), made once for each content of it. */
export function pythonPart(
  name: string,
  requirements: string,
  options: PythonOptions = {},
): () => Promise<Part<PythonEnvironment>> {
  return part(`Python (${name})`, () => environment(name, requirements, options));
}

async function environment(
  name: string,
  requirements: string,
  { complete = false, newest }: PythonOptions,
): Promise<PythonEnvironment> {
  const { python, version } = await findPython(newest);
  const wanted = readFileSync(requirements);
  const hash = createHash('sha256').update(wanted).digest('hex').slice(0, 16);
  const folder = await cached(`python-${name}`, `${version}-${hash}`, async (target) => {
    const uv = await installUv(python, version);
    const env = { ...process.env, ...(await uvEnvironment(python)) };
    const options = { env, timeLimitMilliseconds: INSTALL_MILLISECONDS };
    await run(uv, ['venv', '--quiet', '--clear', '--python', python, target], options);
    // Not compiled here: most of what is installed is never imported, and what is keeps its own compilation.
    const install = ['pip', 'install', '--quiet', '--python', join(target, 'bin/python')];
    const all = complete ? ['--no-deps'] : [];
    await run(uv, [...install, ...all, '--requirement', requirements], options);
  });
  return { python: join(folder, 'bin/python'), bin: join(folder, 'bin'), version };
}

/**
 * The machine's own Python that is at least 3.10, and at most 3.`newest`; else the newest other one on PATH. Throws one
 * line that says what to install.
 */
export async function findPython(
  newest = Number.POSITIVE_INFINITY,
): Promise<{ python: string; version: string }> {
  const unfit: string[] = [];
  for (const name of ['python3', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python']) {
    const python = findProgram(name);
    if (python === undefined) continue;
    const probe = ['-c', 'import ensurepip, platform, venv; print(platform.python_version())'];
    const { exitCode, stdout } = await run(python, probe, { mayFail: true });
    const version = stdout.trim();
    const [major = 0, minor = 0] = version.split('.').map(Number);
    if (exitCode === 0 && major === 3 && minor >= 10 && minor <= newest) return { python, version };
    unfit.push(
      exitCode === 0 ? `${python} is ${version}` : `${python} lacks venv (Debian: apt install python3-venv)`,
    );
  }
  const found = unfit.length === 0 ? 'there is none on PATH' : unfit.join(', ');
  const wanted = Number.isFinite(newest) ? `3.10 to 3.${newest}` : '3.10 or newer';
  throw new Error(`Python ${wanted} is needed: ${found}`);
}

async function installUv(python: string, version: string): Promise<string> {
  const folder = await cached('uv', `${UV_VERSION}-python${version}`, async (target) => {
    await run(python, ['-m', 'venv', target]);
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `uv==${UV_VERSION}`];
    await run(join(target, 'bin/python'), pip, { timeLimitMilliseconds: INSTALL_MILLISECONDS });
  });
  return join(folder, 'bin/uv');
}

// What of pip's settings uv has to be told: it reads none of them.
const HANDED_ON: Record<string, string> = {
  'index-url': 'UV_DEFAULT_INDEX',
  'extra-index-url': 'UV_INDEX',
  'find-links': 'UV_FIND_LINKS',
  'trusted-host': 'UV_INSECURE_HOST',
  cert: 'SSL_CERT_FILE',
};

async function uvEnvironment(python: string): Promise<Record<string, string>> {
  const { stdout } = await run(python, ['-m', 'pip', 'config', 'list'], { mayFail: true });
  const settings: Record<string, string> = {};
  for (const [, key = '', value = ''] of stdout.matchAll(/^(?:global|install|:env:)\.([\w-]+)='(.*)'$/gm)) {
    const variable = HANDED_ON[key];
    if (variable !== undefined && process.env[variable] === undefined) settings[variable] = value;
  }
  return { ...settings, UV_CACHE_DIR: join(cacheFolder(), 'uv-cache'), UV_PYTHON_DOWNLOADS: 'never' };
}
