import { createRequire, Module } from 'node:module';
import { join } from 'node:path';
import { UserError } from '@assay/contract';

/** The API of `@duckdb/node-api`, as one object. */
export type DuckDB = typeof import('@duckdb/node-api');

/** The file in a library's folder that Node loads; DuckDB's own shared library lies beside it. */
export const BINDING_FILE = 'duckdb.node';

const nodeRequire = createRequire(import.meta.url);

/** True once `@duckdb/node-api` has its binding. */
export function bindingIsOpen(): boolean {
  return nodeRequire.cache[bindingModule()] !== undefined;
}

/**
 * Loads the native binding and puts it where `@duckdb/node-api` gets it: that package requires
 * `@duckdb/node-bindings`, a module that we fill in before it could search for a library by itself.
 *
 * @param folder absolute path of the folder that holds `duckdb.node` and DuckDB's shared library.
 * @throws UserError `duckdb-library-not-loadable` where the system refuses the library.
 */
export function openBinding(folder: string): void {
  if (bindingIsOpen()) return;
  const path = bindingModule();
  const binding = new Module(path);
  try {
    process.dlopen(binding, join(folder, BINDING_FILE));
  } catch (cause) {
    throw new UserError(
      'duckdb-library-not-loadable',
      `cannot load the DuckDB library in ${folder}: ${reason(cause)}`,
      {
        fix: 'Use a runner whose system DuckDB supports, or name a library built for it in the input duckdb-library.',
        cause,
      },
    );
  }
  binding.filename = path;
  binding.loaded = true;
  nodeRequire.cache[path] = binding;
}

/** What the native binding has to read the numbers of a chunk, without the client's objects for each of its vectors. */
interface NativeVectors {
  data_chunk_get_vector(chunk: object, index: number): object;
  /** A copy, in a buffer of its own. */
  vector_get_data(vector: object, bytes: number): Uint8Array;
  /** The same of the bits of what is not null; `null`: nothing is. */
  vector_get_validity(vector: object, bytes: number): Uint8Array | null;
}

/** Of the binding that is open. */
export function nativeVectors(): NativeVectors {
  return nodeRequire(bindingModule()) as NativeVectors;
}

/** What `require('@duckdb/node-bindings')` means: in the bundle a file beside it (see scripts/build), else the package. */
function bindingModule(): string {
  try {
    return nodeRequire.resolve('./duckdb-binding.cjs');
  } catch {
    return createRequire(nodeRequire.resolve('@duckdb/node-api')).resolve('@duckdb/node-bindings');
  }
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
