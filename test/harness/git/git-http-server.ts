import { createServer } from 'node:http';
import { type LocalServer, listen } from '../local-server.ts';
import { type GitAuthorisation, handleGitRequest, isGitRequest } from './git-http-handler.ts';

/** What each token may do. Without any tokens, everyone may read and write. */
export type GitTokens = Record<string, 'read' | 'write'>;

/** Serves the bare repositories `<root>/<owner>/<name>.git` over HTTP on the loopback address. */
export function gitHttpServer(root: string, tokens?: GitTokens): Promise<LocalServer> {
  const authorise: GitAuthorisation = ({ access }, password) => {
    if (tokens === undefined) return 'allowed';
    const granted = tokens[password ?? ''];
    if (granted === undefined) return 'unauthenticated';
    return access === 'write' && granted === 'read' ? 'forbidden' : 'allowed';
  };
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://git');
    if (!isGitRequest(pathname)) {
      response.writeHead(404).end();
      return;
    }
    handleGitRequest({ root, authorise }, request, response).catch((error: Error) => response.destroy(error));
  });
  return listen(server);
}
