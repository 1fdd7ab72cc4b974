import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { UserError } from '@assay/contract';

const PUBLIC_REGISTRY = 'https://registry.npmjs.org';
/** Pauses between tries, in milliseconds: four tries in all. */
const PAUSES = [250, 1_000, 4_000];
/** For one try; the archives are some 25 MB. */
const TIME_LIMIT = 5 * 60_000;

/**
 * Where a registry keeps a package's archive. The path is a convention that npm's registry and its mirrors share.
 *
 * @throws UserError `duckdb-registry-invalid` unless the registry is https, or this machine itself.
 */
export function tarballUrl(of: { name: string; version: string }, registry = PUBLIC_REGISTRY): URL {
  const base = URL.parse(registry.endsWith('/') ? registry : `${registry}/`);
  if (base === null || !isTrustedTransport(base) || base.username !== '') {
    // Not quoted whole: it may carry a password.
    throw new UserError(
      'duckdb-registry-invalid',
      `the registry (${base?.host ?? 'no URL'}) is not a plain https address`,
      {
        fix: 'Set npm_config_registry to an https address without credentials, or leave it out for the public registry.',
      },
    );
  }
  const file = of.name.slice(of.name.indexOf('/') + 1);
  return new URL(`${of.name}/-/${file}-${of.version}.tgz`, base);
}

/**
 * Downloads to a file. Broken connections and answers that may get better (429, 5xx) are tried again.
 *
 * @throws UserError `duckdb-download-failed`, with the last failure as cause.
 */
export async function download(url: URL, file: string, log: (line: string) => void): Promise<void> {
  for (const pause of [...PAUSES, undefined]) {
    const failure = await tryDownload(url, file);
    if (failure === undefined) return;
    if (pause === undefined || !failure.mayPass) throw downloadFailed(url, failure);
    log(`${failure.why}; trying again in ${pause / 1000} s`);
    await sleep(pause);
  }
}

interface Failure {
  readonly why: string;
  /** Whether another try can do better. */
  readonly mayPass: boolean;
  readonly cause?: unknown;
}

async function tryDownload(url: URL, file: string, redirects = 5): Promise<Failure | undefined> {
  try {
    // Redirects are followed by hand, because each address is to be checked before it is asked.
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(TIME_LIMIT) });
    const location = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && location !== null) {
      const next = new URL(location, url);
      if (redirects > 0 && isTrustedTransport(next)) return await tryDownload(next, file, redirects - 1);
      return { why: `${url.host} redirects to ${next.origin}`, mayPass: false };
    }
    if (!response.ok || response.body === null) {
      return {
        why: `${url.host} answered ${response.status}`,
        mayPass: response.status === 429 || response.status >= 500,
      };
    }
    await pipeline(Readable.fromWeb(response.body), createWriteStream(file));
    return undefined;
  } catch (cause) {
    return { why: innermost(cause), mayPass: true, cause };
  }
}

function isTrustedTransport(url: URL): boolean {
  const loopback = /^(localhost|\[::1\]|127\.\d+\.\d+\.\d+)$/.test(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && loopback);
}

/** `fetch failed` says nothing; what it wraps does. */
function innermost(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? innermost(error.cause) : error.message || error.name;
}

function downloadFailed(url: URL, { why, cause }: Failure): UserError {
  return new UserError('duckdb-download-failed', `cannot download ${url}: ${why}`, {
    fix: 'Check the network and its proxy, or name a local copy of the library in the input duckdb-library.',
    cause,
  });
}
