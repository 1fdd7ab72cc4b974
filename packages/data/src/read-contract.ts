import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DataContract, type Located, parseDataContract, UserError } from '@assay/contract';
import { checkContract } from './check-contract.ts';
import { recognise } from './import/recognise.ts';
import { importers } from './import/registry.ts';

/**
 * Reads a data contract and checks what its schema cannot: that bounds and allowed values are of their column's type.
 *
 * @param path relative to the root
 * @throws UserError `contract-not-found`, `contract-foreign` (it is a schema of another tool), `contract-bound`, `contract-allowed`, and those of parseDataContract
 */
export async function readContract(path: string, root: string): Promise<Located<DataContract>> {
  const text = await readFile(join(root, path), 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new UserError('contract-not-found', `${path} cannot be read: ${cause.code}`, {
      fix: 'write one: assay validate-data --infer --data FILE --out CONTRACT',
      cause,
    });
  });
  return checkContract(parsed(text, path));
}

function parsed(text: string, path: string): Located<DataContract> {
  try {
    return parseDataContract(text, path);
  } catch (cause) {
    const format = /^assay-data\s*:/m.test(text) ? undefined : recognise(text, path);
    if (format === undefined) throw cause;
    throw new UserError('contract-foreign', `${path} is ${importers[format].words}`, {
      fix: `make a data contract of it: assay validate-data --import ${path} --out CONTRACT`,
      cause,
    });
  }
}
