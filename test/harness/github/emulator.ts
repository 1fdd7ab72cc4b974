import type { Answer } from './answer.ts';
import type { Json } from './openapi/json-schema.ts';

/** Ordinary accounts that always exist. */
const ACCOUNTS = ['github-actions[bot]', 'octocat', 'stranger'];

export interface EmulatedRepository {
  /** `owner/name` */
  name: string;
  forkOf?: string;
}

/** The `emulate` server behind the proxy: it keeps issues, comments, pull requests, labels and reviews. */
export interface Emulator {
  /** Sends a request as `login`, who is taken to have been checked. */
  send(login: string, method: string, path: string, body?: Json): Promise<Answer>;
  close(): Promise<void>;
}

/** Starts it. Its answers name `publicUrl` in links, so that clients come back through the proxy. */
export async function startEmulator(
  publicUrl: string,
  logins: readonly string[],
  repositories: readonly EmulatedRepository[],
): Promise<Emulator> {
  // A large package: loaded when a server starts, not when this file is imported.
  const { createEmulator } = await import('emulate');
  const everyone = [...new Set([...ACCOUNTS, ...logins, ...repositories.map(({ name }) => split(name)[0])])];
  const emulator = await createEmulator({
    service: 'github',
    port: 0,
    seed: {
      tokens: Object.fromEntries(
        everyone.map((login) => [tokenOf(login), { login, scopes: ['repo', 'admin:org'] }]),
      ),
      github: {
        users: everyone.map((login) => ({ login })),
        repos: repositories
          .filter(({ forkOf }) => forkOf === undefined)
          .map(({ name }) => ({ owner: split(name)[0], name: split(name)[1], auto_init: true })),
      },
    },
  });
  // It listens on the IPv4 loopback address, which it names in two ways.
  const origin = emulator.url;
  const reached = `http://127.0.0.1:${new URL(origin).port}`;
  const publicly = (text: string) => text.replaceAll(origin, publicUrl).replaceAll(reached, publicUrl);
  const send: Emulator['send'] = async (login, method, path, body) => {
    const response = await fetch(reached + path, {
      method,
      headers: { authorization: `Bearer ${tokenOf(login)}`, 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = publicly(await response.text());
    const link = publicly(response.headers.get('link') ?? '');
    return {
      status: response.status,
      ...(text === '' ? {} : { body: presentBots(JSON.parse(text) as Json) }),
      ...(link === '' ? {} : { headers: { link } }),
    };
  };
  for (const { name, forkOf } of repositories) {
    if (forkOf !== undefined)
      await send(split(name)[0], 'POST', `/repos/${forkOf}/forks`, { name: split(name)[1] });
  }
  return { send, close: () => emulator.close() };
}

function tokenOf(login: string): string {
  return `emulated-${Buffer.from(login).toString('hex')}`;
}

function split(name: string): [owner: string, repository: string] {
  const [owner = '', repository = ''] = name.split('/');
  return [owner, repository];
}

// The emulator takes every account for a person, and does not encode the brackets of their names in URLs.
function presentBots(value: Json): Json {
  if (Array.isArray(value)) return value.map(presentBots);
  if (typeof value !== 'object' || value === null) return value;
  const changed = Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const isUrl = typeof inner === 'string' && /(^|_)url$/.test(key);
      return [key, isUrl ? inner.replaceAll('[bot]', '%5Bbot%5D') : presentBots(inner)];
    }),
  );
  const { login } = changed;
  return typeof login === 'string' && login.endsWith('[bot]') && 'type' in changed
    ? { ...changed, type: 'Bot' }
    : changed;
}
