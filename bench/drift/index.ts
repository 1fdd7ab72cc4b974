import { type BenchDocument, machine } from '../document.ts';
import { measure } from '../measure.ts';
import { builtAssay, dataFolder, LIMIT_SECONDS, libraryFolder, ROOT } from '../setting.ts';
import { dailyRow } from './daily.ts';
import { rowsOf } from './one-shot.ts';
import { type Ours, peer } from './setting.ts';

/** The columns of make_data.py. */
const D1 = [...numbered('f', 12), ...numbered('i', 3), ...numbered('c', 5)];
const D3 = numbered('x', 500, 3);

/** One shot on two data sets, beside NannyML and Evidently; and a day of a monitor of 2,000 columns. */
export async function benchDrift(): Promise<BenchDocument> {
  const assay = builtAssay();
  const peers = [
    await peer('nannyml', ['--method', 'js@nannyml']),
    await peer('evidently', ['--method', 'default@evidently']),
  ] as const;
  const data = await dataFolder('drift', peers[0]);
  const ours: Ours = (cwd, ...args) => {
    const command = [assay, 'check-drift', '--duckdb-library', libraryFolder(), '--json', ...args];
    return measure(process.execPath, command, { cwd, limitSeconds: LIMIT_SECONDS });
  };
  const rows = [
    ...(await rowsOf('D1: 20 mixed columns, 500,000 rows a side', data, 'd1', D1, peers, ours)),
    ...(await rowsOf('D3: 500 numeric columns, 100,000 rows a side', data, 'd3', D3, peers, ours)),
    await dailyRow(ours),
  ];
  return { name: 'drift', verb: 'check-drift', machine: machine(ROOT), rows };
}

function numbered(letter: string, count: number, digits = 1): string[] {
  return Array.from({ length: count }, (_, place) => letter + String(place).padStart(digits, '0'));
}
