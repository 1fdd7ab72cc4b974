import { expect, test } from 'vitest';
import { serverOf } from './server.ts';
import { isTrinoTable, tableName } from './table-name.ts';

const URL_ = 'https://trino.example.org:8443';

test.each([
  ['no server', {}, 'trino-server'],
  ['no address', { ASSAY_TRINO_URL: 'trino.example.org' }, 'trino-server'],
  ['another scheme', { ASSAY_TRINO_URL: 'jdbc:trino://x' }, 'trino-server'],
  ['a path', { ASSAY_TRINO_URL: `${URL_}/secret-path` }, 'trino-server'],
  ['credentials in the address', { ASSAY_TRINO_URL: 'https://ada:secret@x' }, 'trino-credentials'],
  [
    'two kinds',
    { ASSAY_TRINO_URL: URL_, ASSAY_TRINO_PASSWORD: 'secret', ASSAY_TRINO_TOKEN: 'secret' },
    'trino-credentials',
  ],
  ['a line end', { ASSAY_TRINO_URL: URL_, ASSAY_TRINO_TOKEN: 'secret\n' }, 'trino-credentials'],
  ['a user with a colon', { ASSAY_TRINO_URL: URL_, ASSAY_TRINO_USER: 'secret:b' }, 'trino-credentials'],
  [
    'a password by http',
    { ASSAY_TRINO_URL: 'http://trino:8080', ASSAY_TRINO_PASSWORD: 'secret' },
    'trino-insecure',
  ],
  [
    'a token by http',
    { ASSAY_TRINO_URL: 'http://127.0.0.1.example.org', ASSAY_TRINO_TOKEN: 'secret' },
    'trino-insecure',
  ],
])('%s is refused, and nothing secret is said', (_name, environment, code) => {
  expect(() => serverOf(environment)).toThrowError(
    expect.objectContaining({ code, message: expect.not.stringContaining('secret') }),
  );
});

test.each(['https://trino:8443', 'http://127.0.0.1:8080', 'http://localhost:8080', 'http://[::1]:8080'])(
  'credentials may go to %s',
  (address) => {
    const { origin, headers } = serverOf({
      ASSAY_TRINO_URL: address,
      ASSAY_TRINO_USER: 'ada',
      ASSAY_TRINO_PASSWORD: 'pw',
    });
    expect(origin).toBe(address);
    // printf ada:pw | base64
    expect(headers).toMatchObject({ 'X-Trino-User': 'ada', Authorization: 'Basic YWRhOnB3' });
  },
);

test('names of tables', () => {
  expect(isTrinoTable('data/trips.csv')).toBe(false);
  expect(tableName('trino://hive.taxi.trips').sql).toBe('"hive"."taxi"."trips"');
  expect(tableName('trino://hive."a.b"."x ""y"""').sql).toBe('"hive"."a.b"."x ""y"""');
  for (const bad of ['trino://trips', 'trino://a.b.c.d', 'trino://a.b."c', 'trino://a.b.c;--', 'trino://'])
    expect(() => tableName(bad)).toThrowError(expect.objectContaining({ code: 'trino-table' }));
  expect(() => tableName('trino://ada:secret@host/a/b')).toThrowError(
    expect.objectContaining({ code: 'trino-table', message: expect.not.stringContaining('secret') }),
  );
});
