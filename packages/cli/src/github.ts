import type { Git } from '@assay/registry';
import type { GitHubAccess } from '@assay/verbs';

/** Verbs that write to GitHub at a terminal too; the others are for one's own eyes there. */
const WRITERS = ['deploy', 'rollback', 'open-retraining-pr'];

/** GitHub, as a person's own token reaches it, and the repository that `origin` names there. */
export interface LocalGitHub {
  access: GitHubAccess;
  /** owner/name. */
  repository: string;
}

/**
 * What a verb has of GitHub at a terminal: something where GITHUB_TOKEN or GH_TOKEN is set and `origin` is a repository on
 * GitHub, or on the server that GITHUB_SERVER_URL names.
 */
export async function localGitHub(
  verb: string,
  git: Git,
  environment: NodeJS.ProcessEnv,
): Promise<LocalGitHub | null> {
  const token = environment['GITHUB_TOKEN'] || environment['GH_TOKEN'];
  if (token === undefined || token === '' || !WRITERS.includes(verb)) return null;
  const serverUrl = environment['GITHUB_SERVER_URL'] || 'https://github.com';
  const { code, stdout } = await git.try(['remote', 'get-url', 'origin']);
  const repository = code === 0 ? repositoryIn(stdout.trim(), serverUrl) : undefined;
  if (repository === undefined) return null;
  const apiUrl = environment['GITHUB_API_URL'] || apiOf(serverUrl);
  return { access: { token, apiUrl, serverUrl, author: null, artifacts: false }, repository };
}

/** owner/name in the address of a remote on this server, by https or ssh; `undefined` for one that is elsewhere. */
export function repositoryIn(address: string, serverUrl: string): string | undefined {
  // git@github.com:owner/name.git, as ssh knows it.
  const short = /^(?:[^@/]+@)?([^:/]+):(?!\/)(.+)$/.exec(address);
  const text = short === null ? address : `ssh://${short[1]}/${short[2]}`;
  if (!URL.canParse(text) || !URL.canParse(serverUrl)) return undefined;
  const [{ protocol, hostname, host, pathname }, server] = [new URL(text), new URL(serverUrl)];
  const ssh = protocol === 'ssh:';
  if (!ssh && protocol !== 'https:' && protocol !== server.protocol) return undefined;
  // The port of ssh is its own.
  if (ssh ? hostname !== server.hostname && hostname !== `ssh.${server.hostname}` : host !== server.host)
    return undefined;
  return /^\/([\w.-]+\/[\w.-]+?)(?:\.git)?\/?$/.exec(pathname)?.[1];
}

/** A server of one's own has its API below its own address. */
function apiOf(serverUrl: string): string {
  return serverUrl === 'https://github.com' ? 'https://api.github.com' : `${serverUrl}/api/v3`;
}
