import { isUtf8 } from 'node:buffer';
import { readFile, realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import {
  type DataContract,
  type Located,
  parseDataContract,
  UserError,
  whyUnreadable,
} from '@assay/contract';
import { checkContract } from './check-contract.ts';
import { recognise } from './import/recognise.ts';
import { importers } from './import/registry.ts';

/**
 * Reads a data contract and checks what its schema cannot: that bounds and allowed values are of their column's type.
 *
 * @param path relative to the root
 * @throws UserError `contract-not-found`, `path-outside` (its first lines may be quoted, and it may be a link), `contract-encoding`, `contract-foreign` (it is a schema of another tool), `contract-bound`, `contract-allowed`, and those of parseDataContract
 */
export async function readContract(path: string, root: string): Promise<Located<DataContract>> {
  const refuse = (why: string, cause?: unknown) =>
    new UserError('contract-not-found', `${path} cannot be read: ${why}`, {
      fix: 'write one: assay validate-data --infer --data FILE --out CONTRACT',
      cause,
    });
  const withReason = (cause: NodeJS.ErrnoException) => Promise.reject(refuse(whyUnreadable(cause), cause));
  const outside = new UserError('path-outside', `${path} is outside the repository`, {
    fix: 'name a path inside the repository',
  });
  const named = resolve(root, path);
  if (leadsOut(root, named)) throw outside;
  const file = await realpath(named).catch(withReason);
  if (leadsOut(await realpath(root), file)) throw outside;
  // A pipe would be waited for, and a device has no end.
  if (!(await stat(file).catch(withReason)).isFile()) throw refuse('it is no file');
  const bytes = await readFile(file).catch(withReason);
  if (!isUtf8(bytes))
    throw new UserError('contract-encoding', `${path} is not UTF-8`, {
      fix: 'save it as UTF-8: iconv -f ENCODING -t UTF-8 OLD > NEW, where `file OLD` may tell the ENCODING',
    });
  return checkContract(parsed(bytes.toString(), path));
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

function leadsOut(root: string, path: string): boolean {
  const inside = relative(root, path);
  return inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside);
}
