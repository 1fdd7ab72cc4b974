/**
 * What a monitor's memory takes by itself: `node update.ts FILE`. Reads the memory as the ledger has it, counts one more batch
 * into it, in which every column is as in the reference, and makes the text of the next file. Prints the seconds of processors
 * from file to text; loading the program is not among them.
 */
import { readFileSync } from 'node:fs';
import {
  type Batch,
  decodeState,
  driftStateSchema,
  encodeState,
  updateState,
} from '../../packages/drift/src/index.ts';

const [file = ''] = process.argv.slice(2);
const begun = process.cpuUsage();
const state = decodeState(driftStateSchema.parse(JSON.parse(readFileSync(file, 'utf8'))));
const batch: Batch = {
  digest: `sha256:${'0'.repeat(64)}`,
  label: 'one more day',
  at: '2026-01-31T06:00:00.000Z',
  rows: state.reference.rows,
  reference: state.reference.digest,
  columns: state.columns,
  newColumns: [],
  metrics: [],
};
const next = updateState(state, batch);
const text = JSON.stringify(driftStateSchema.parse(encodeState(next.state)), null, 1);
const { user, system } = process.cpuUsage(begun);
if (next.repeated || next.state.checks !== state.checks + 1 || text.length < 1000)
  throw new Error('the batch was not counted');
console.log((user + system) / 1e6);
