import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DataProfile, dataProfileSchema, storedProfileSchema } from '@assay/contract';
import { expect, test } from 'vitest';
import { openSource } from '../source/index.ts';
import { engineFor, temporaryFolder } from '../temporary-data.ts';
import { leaveOut, putBack } from './left-out.ts';
import { makeProfile } from './make-profile.ts';
import { mergeProfiles } from './merge-profiles.ts';
import { readStoredProfile } from './read-stored-profile.ts';

const TRIPS = join(import.meta.dirname, '../../../../examples/taxi-tips/data/trips.csv');

async function profileOf(csv: string, sensitive: readonly string[] = []): Promise<DataProfile> {
  const folder = temporaryFolder();
  await writeFile(join(folder, 's.csv'), csv);
  const engine = engineFor(folder);
  const source = await openSource(engine, { path: 's.csv', root: folder });
  const profile = await makeProfile(engine, source, { name: 's.csv', sensitive: new Set(sensitive) });
  return { ...profile, 'made-by': { assay: '0.1.0', engine: 'duckdb 1.5.6' } };
}

test('what is left out of a file comes back, and 9,533 rows of 19 columns take less than 80 kB', async () => {
  const made = await profileOf(await readFile(TRIPS, 'utf8'), ['company']);
  const text = JSON.stringify(leaveOut(made));
  expect(text.length).toBeLessThan(80_000);
  const stored = storedProfileSchema.parse(JSON.parse(text));
  expect(putBack(stored)).toEqual(made);
  const told = new Map(stored.columns.map((column) => [column.name, Object.hasOwn(column, 'sketch')]));
  // Of 300 different fares each has an edge; of 9,533 different ids not; texts have no edges.
  expect([told.get('fare'), told.get('trip_id'), told.get('payment_type')]).toEqual([false, true, true]);
});

test.each([
  { edges: [1, 2.5], between: [0, 0], at: [1, 1], slack: 1 },
  { edges: [1, 2.5], between: [0, 1], at: [1, 0], slack: 0 },
  null,
])('what is not there and does not follow from %j is not known', async (cells) => {
  const stored = leaveOut(await profileOf('x\n1\n2.5\n'));
  const columns = stored.columns.map((column) => ({ ...column, cells }));
  expect(putBack({ ...stored, columns }).columns[0]).toMatchObject({ sketch: null, top: null });
});

/** Of `x,t,at\n1,a,2026-01-31\n2.5,b,\n`, as it was written before there were others. */
const FIRST =
  '{"assay":"data-profile/1","name":"s.csv","parts":[{"digest":"sha256:638bafe0321b23b2785db3eb97139f641f9b0346844c4213af565018bc42a18e","rows":2}],"rows":2,"columns":[{"name":"x","type":"DOUBLE","kind":"number","sensitive":false,"count":2,"nulls":0,"nan":0,"infinite":{"negative":0,"positive":0},"distinct":{"count":2,"exact":true},"sketch":{"kind":"hashes","text":"01tDDlMd5QAoQyhZ"},"min":1,"max":2.5,"quantiles":[{"q":0.01,"value":1.015},{"q":0.05,"value":1.075},{"q":0.25,"value":1.375},{"q":0.5,"value":1.75},{"q":0.75,"value":2.125},{"q":0.95,"value":2.425},{"q":0.99,"value":2.4850000000000003}],"rank-error":0,"cells":{"edges":[1,2.5],"between":[0,0],"at":[1,1],"slack":0},"numbers":{"mean":1.75,"sd":1.0606601717798212,"skewness":null,"moments":{"n":2,"mean":1.75,"m2":1.125,"m3":0},"zeros":0,"negatives":0},"lengths":null,"top":{"values":[{"value":"1","count":1},{"value":"2.5","count":1}],"rest":0,"missed":0}},{"name":"t","type":"VARCHAR","kind":"text","sensitive":false,"count":2,"nulls":0,"nan":0,"infinite":{"negative":0,"positive":0},"distinct":{"count":2,"exact":true},"sketch":{"kind":"hashes","text":"MXV3HNc6d2nimcMx"},"min":null,"max":null,"quantiles":null,"rank-error":null,"cells":null,"numbers":null,"lengths":{"min":1,"max":1,"sum":2,"mean":1},"top":{"values":[{"value":"a","count":1},{"value":"b","count":1}],"rest":0,"missed":0}},{"name":"at","type":"DATE","kind":"time","sensitive":false,"count":1,"nulls":1,"nan":0,"infinite":{"negative":0,"positive":0},"distinct":{"count":1,"exact":true},"sketch":{"kind":"hashes","text":"TXU225x0"},"min":"2026-01-31","max":"2026-01-31","quantiles":[{"q":0.01,"value":1769817600},{"q":0.05,"value":1769817600},{"q":0.25,"value":1769817600},{"q":0.5,"value":1769817600},{"q":0.75,"value":1769817600},{"q":0.95,"value":1769817600},{"q":0.99,"value":1769817600}],"rank-error":0,"cells":{"edges":[1769817600],"between":[0],"at":[1],"slack":0},"numbers":null,"lengths":null,"top":null}],"made-by":{"assay":"0.1.0","engine":"duckdb 1.5.6"}}';

test('a profile of the first version is read, and adds up with one of now', async () => {
  const path = join(temporaryFolder(), 'first.json');
  await writeFile(path, FIRST);
  const first = await readStoredProfile(path, 'first.json');
  expect(dataProfileSchema.parse(first)).toEqual(first);
  expect(first.columns.map((column) => [column.type, column['engine-type']])).toEqual([
    ['number', 'DOUBLE'],
    ['string', 'VARCHAR'],
    ['date', 'DATE'],
  ]);
  const now = await profileOf('x,t,at\n1,a,2026-01-31\n2.5,b,\n');
  const bySketch = ({ columns }: DataProfile) => columns.map((column) => ({ ...column, sketch: null }));
  expect(bySketch(first)).toEqual(bySketch(now));
  const [x, t] = mergeProfiles([first, await profileOf('x,t,at\n2.5,c,\n7.25,c,\n')]).columns;
  expect([x?.distinct, t?.distinct]).toEqual([
    { count: 3, exact: true },
    { count: 3, exact: true },
  ]);
});
