import { engineFor, temporaryFolder } from '../../temporary-data.ts';
import { importContract } from '../import-contract.ts';

/** How a schema is imported. */
export type Options = Parameters<typeof importContract>[3];

/** What becomes of a schema of another tool. */
export function imported(schema: string | object | Uint8Array, options: Options = {}) {
  const text = typeof schema === 'string' ? schema : JSON.stringify(schema, null, 1);
  const bytes = schema instanceof Uint8Array ? schema : Buffer.from(text);
  return importContract(engineFor(temporaryFolder()), bytes, 'schema', options);
}

/** The messages of notes, with their places. */
export const notes = async (schema: string | object, options: Options = {}) =>
  (await imported(schema, options)).notes.map(
    ({ column, place, line, message }) => `${line} ${place} (${column}): ${message}`,
  );

export const field = (more: object) => ({ fields: [{ name: 'x', type: 'string', ...more }] });
export const expectation = (type: string, kwargs: object, more: object = {}) => ({
  type,
  kwargs: { column: 'x', ...kwargs },
  ...more,
});
export const columnOf = async (schema: string | object) =>
  ((await imported(schema)).contract['columns'] as Record<string, unknown>)['x'];
