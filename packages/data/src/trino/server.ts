import { UserError } from '@assay/contract';

/** A Trino server, and how to be known to it. Nothing of this is in a contract: a pull request cannot send it elsewhere. */
export interface TrinoServer {
  /** Scheme, host and port. */
  readonly origin: string;
  readonly headers: Readonly<Record<string, string>>;
  /** What may stand in no message. */
  readonly secrets: readonly string[];
}

/**
 * The server that ASSAY_TRINO_URL names, with ASSAY_TRINO_USER and either ASSAY_TRINO_PASSWORD or ASSAY_TRINO_TOKEN.
 *
 * @throws UserError `trino-server`, `trino-credentials`, `trino-insecure`; none of them says a value that may be secret
 */
export function serverOf(environment: NodeJS.ProcessEnv): TrinoServer {
  const url = addressOf(environment['ASSAY_TRINO_URL'] ?? '');
  const password = environment['ASSAY_TRINO_PASSWORD'] ?? '';
  const token = environment['ASSAY_TRINO_TOKEN'] ?? '';
  const user = environment['ASSAY_TRINO_USER'] || 'assay';
  if (!/^[\x21-\x7e]+$/.test(user) || user.includes(':'))
    throw new UserError('trino-credentials', 'ASSAY_TRINO_USER is not the name of a user', {
      fix: 'write it in ASCII, without spaces and colons',
    });
  if (password !== '' && token !== '')
    throw new UserError('trino-credentials', 'both ASSAY_TRINO_PASSWORD and ASSAY_TRINO_TOKEN are set', {
      fix: 'set one of them',
    });
  if (token !== '' && !/^[\x21-\x7e]+$/.test(token))
    throw new UserError('trino-credentials', 'ASSAY_TRINO_TOKEN holds characters that no token has', {
      fix: 'look for a space or line end that was copied with it',
    });
  if ((password !== '' || token !== '') && url.protocol === 'http:' && !isLoopback(url.hostname))
    throw new UserError(
      'trino-insecure',
      'ASSAY_TRINO_URL is http:, which would show the credentials to all between',
      {
        fix: 'use https:; http: is for this machine (127.0.0.1, localhost), or without credentials',
      },
    );
  const basic = Buffer.from(`${user}:${password}`).toString('base64');
  const authorization = token !== '' ? `Bearer ${token}` : `Basic ${basic}`;
  const secrets = [password, password === '' ? '' : basic, token].filter((secret) => secret !== '');
  return {
    origin: url.origin,
    headers: {
      'X-Trino-User': user,
      'X-Trino-Source': 'assay',
      'X-Trino-Time-Zone': 'UTC',
      'X-Trino-Client-Capabilities': 'PARAMETRIC_DATETIME',
      ...(secrets.length === 0 ? {} : { Authorization: authorization }),
    },
    secrets: [...secrets, ...secrets.map(encodeURIComponent)],
  };
}

/** A text of the server's, in which secrets may stand. */
export function withoutSecrets(text: string, { secrets }: TrinoServer): string {
  return secrets.reduce((said, secret) => said.replaceAll(secret, '***'), text);
}

function addressOf(text: string): URL {
  if (text === '')
    throw new UserError('trino-server', 'a Trino table is named, and no server', {
      fix: 'set ASSAY_TRINO_URL in the environment, such as https://trino.example.org:8443',
    });
  const url = URL.parse(text);
  if (url !== null && (url.username !== '' || url.password !== ''))
    throw new UserError('trino-credentials', 'ASSAY_TRINO_URL holds a user or a password', {
      fix: 'take them out: they are set as ASSAY_TRINO_USER and ASSAY_TRINO_PASSWORD',
    });
  const isPlain =
    url !== null &&
    /^https?:$/.test(url.protocol) &&
    url.pathname === '/' &&
    url.search === '' &&
    url.hash === '';
  if (url === null || !isPlain)
    throw new UserError('trino-server', 'ASSAY_TRINO_URL is not the address of a server', {
      fix: 'write scheme, host and port: https://trino.example.org:8443',
    });
  return url;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127(\.\d+){3}$/.test(host);
}
