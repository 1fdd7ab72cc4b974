import { basename } from 'node:path';
import { UserError } from '@assay/contract';
import { exportContract, type exportFormats, readContract } from '@assay/data';
import { counted } from '@assay/report';
import type { Context } from './context.ts';
import { inRoot } from './project.ts';
import type { Result } from './verb.ts';
import { writeNew } from './write-new.ts';

interface Given {
  readonly export: (typeof exportFormats)[number];
  readonly contract: string | undefined;
  readonly table: string | undefined;
  readonly out: string | undefined;
}

/**
 * Writes a data contract in the format of another tool.
 *
 * @throws UserError `input-missing`, `contract-exists`, `path-outside`, and those of readContract
 */
export async function exportSchema(given: Given, context: Context): Promise<Result> {
  const { contract: path, out } = given;
  if (path === undefined)
    throw new UserError('input-missing', 'the input "export" needs a contract', {
      fix: 'name it with "contract"',
    });
  inRoot(context, path);
  const { value } = await readContract(path, context.root);
  const name = given.table ?? basename(path).replace(/(\.contract)?\.[^.]*$/, '');
  const { document, text, notes } = await exportContract(value, given.export, name);
  if (out !== undefined) await writeNew(context, out, text);
  const lines = notes.map(
    ({ column, key, message }) => `\n  ${column === null ? '' : `${column}: `}${key}: ${message}`,
  );
  const told = notes.length === 0 ? 'nothing is left out' : `${counted(notes.length, 'thing')} it cannot say`;
  return {
    document: { schema: document, notes },
    exit: 0,
    outputs: { contract: path },
    annotations: [],
    report: null,
    alone: true,
    message:
      out === undefined ? text.trimEnd() : `${out}: ${path} as ${given.export}; ${told}${lines.join('')}`,
  };
}
