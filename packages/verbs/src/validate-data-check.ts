import type { DataReport, DataSet } from '@assay/contract';
import { type Engine, openArriving, readContract, shownKey, validate } from '@assay/data';
import type { NamedData } from './base-paths.ts';
import type { Context } from './context.ts';
import { opensNamed } from './named-data.ts';
import { isTable } from './table.ts';
import { columnsOf } from './validate-data-columns.ts';
import { withLabelChanges } from './validate-data-labels.ts';
import type { Profiling } from './validate-data-profile.ts';
import { type Opened, withTable } from './validate-data-trino.ts';

/** A data set that is to be checked. */
export interface Job extends NamedData {
  path: string[];
  /** Of a table, only the rows that this condition picks. */
  where: string | undefined;
  contract: string | undefined;
  reference: string[] | undefined;
}

/** Holds one data set against its contract and its reference, and makes its profile where one is asked for. */
export async function checkData(
  engine: Engine,
  context: Context,
  job: Job,
  environment: string | undefined,
  sets: Readonly<Record<string, DataSet>>,
  profile: Profiling | undefined,
): Promise<DataReport> {
  const { root } = context;
  const { name, path, where, reference } = job;
  const reading = job.contract === undefined ? null : readContract(job.contract, root);
  // It is awaited when the data are open; where those cannot be opened, that is what is said.
  reading?.catch(() => {});
  const check = async ({ engine, source: arriving, open, version }: Opened): Promise<DataReport> => {
    const contract = await reading;
    const profiled = await profile?.look(engine, { name, source: arriving, contract, reference });
    const report = await validate(engine, arriving, contract, {
      name,
      profiled,
      environment,
      at: context.now(),
      open,
      columnsOf: columnsOf(context, open),
    });
    const { digest, bytes } = report;
    const source = { ...arriving, digest, bytes };
    const beside =
      reference === undefined
        ? report
        : await (await import('./validate-data-skew.ts')).withSkew(engine, context, report, {
            source,
            reference,
            contract,
          });
    const whole = await withLabelChanges(context, engine, beside, { source, contract, named: job });
    return version === undefined ? whole : { ...whole, engine: version };
  };
  if (isTable(path)) {
    const contract = await reading;
    const key = contract === null ? [] : shownKey(contract.value);
    return withTable(engine, context, { path, where, key }, sets, check);
  }
  const source = await openArriving(engine, { path, root });
  return check({ engine, source, open: opensNamed(engine, root, sets), version: undefined });
}
