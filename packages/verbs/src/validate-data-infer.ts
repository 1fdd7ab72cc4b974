import { stat } from 'node:fs/promises';
import { UserError, writeWhole } from '@assay/contract';
import {
  type InferredContract,
  inferContract,
  openArriving,
  readContract,
  updateContract,
} from '@assay/data';
import { counted } from '@assay/report';
import type { Context } from './context.ts';
import { withEngine } from './engine.ts';
import { opensNamed } from './named-data.ts';
import { inRoot, needs, readProject } from './project.ts';
import { isTable } from './table.ts';
import { columnsOf } from './validate-data-columns.ts';
import { type Opened, withTable } from './validate-data-trino.ts';
import type { Result } from './verb.ts';
import { writeNew } from './write-new.ts';

interface Given {
  readonly data: string[] | undefined;
  readonly contract: string | undefined;
  readonly out: string | undefined;
  readonly update: boolean;
  readonly config: string;
  readonly 'duckdb-library': string | undefined;
}

/**
 * Writes a first data contract from data, or brings one up to date with them.
 *
 * @throws UserError `nothing-to-do`, `input-missing`, `input-conflict`, `contract-exists`, `path-outside`, and those of the data
 */
export async function infer(given: Given, context: Context): Promise<Result> {
  const { data, out } = given;
  if (data === undefined) throw needs('data', 'data', 'data');
  const existing = given.update ? await existingOf(given, context) : undefined;
  const { found: inferred } = await withEngine(context, given['duckdb-library'], async (engine) => {
    const sets = existing === undefined ? {} : ((await readProject(context, given.config))?.value.data ?? {});
    const from = (opened: Omit<Opened, 'version'>) => inferFrom(opened, existing, context);
    if (isTable(data)) return withTable(engine, context, { path: data }, sets, from);
    const source = await openArriving(engine, { path: data, root: context.root });
    return from({ engine, source, open: opensNamed(engine, context.root, sets) });
  });
  if (existing === undefined && out !== undefined) await writeNew(context, out, inferred.yaml);
  return {
    document: { contract: inferred.yaml, columns: inferred.columns, notes: inferred.notes },
    exit: 0,
    outputs: { contract: existing ?? out ?? '' },
    annotations: [],
    report: null,
    alone: true,
    message: inWords(inferred, existing, out),
  };
}

async function inferFrom(
  { engine, source, open }: Omit<Opened, 'version'>,
  existing: string | undefined,
  context: Context,
): Promise<InferredContract> {
  if (existing === undefined) return inferContract(engine, source, { at: context.now() });
  const located = await readContract(existing, context.root);
  const options = { at: context.now(), open, columnsOf: columnsOf(context, open) };
  const updated = await updateContract(engine, source, located, options);
  if (updated.yaml !== located.source.text) await writeWhole(inRoot(context, existing), updated.yaml);
  return updated;
}

/** The contract to bring up to date; `undefined` where the one to write is not there yet. */
async function existingOf({ contract, out }: Given, context: Context): Promise<string | undefined> {
  if (contract !== undefined && out !== undefined)
    throw new UserError(
      'input-conflict',
      'the inputs "contract" and "out" both name the contract to update',
      {
        fix: 'give one of the two',
      },
    );
  if (contract !== undefined) return contract;
  if (out === undefined)
    throw new UserError('input-missing', 'the input "update" needs a contract', {
      fix: 'name it with "contract", or with "out"',
    });
  const found = await stat(inRoot(context, out)).catch(() => undefined);
  return found === undefined ? undefined : out;
}

function inWords(
  { yaml, columns, notes }: InferredContract,
  existing: string | undefined,
  out: string | undefined,
): string {
  const told = notes.map((note) => `\n  ${note}`).join('');
  if (existing !== undefined)
    return `${existing}: ${columns.length === 0 ? 'no new column' : `${counted(columns.length, 'new column')}`}${told}`;
  if (out === undefined) return yaml.trimEnd();
  return `${out}: a first contract of ${counted(columns.length, 'column')}; read it, and make it yours${told}`;
}
