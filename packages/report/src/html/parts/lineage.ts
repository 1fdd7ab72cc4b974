import type { RunRecord } from '@assay/contract';
import type { Line, Table } from '../../document/model.ts';
import { code, line } from '../../document/spans.ts';
import { formatBytes } from '../../text/number.ts';
import { counted } from '../../text/words.ts';
import { htmlTable } from '../blocks.ts';

type Entry = [name: string, value: string | null | undefined];

function known(entries: readonly Entry[]): [string, string][] {
  return entries.flatMap(([name, value]): [string, string][] => (value == null ? [] : [[name, value]]));
}

/** What this report rests on, each bound by its digest. */
export function lineagePart(record: RunRecord): string {
  const { source, origin, artifact, evaluation, verdict, training } = record;
  const made = record['made-by'];
  const { host } = origin;
  const entries: Entry[] = [
    ['record', record.id],
    ['made', record.created],
    ['repository', source.repository],
    ['commit', source.commit],
    ['base commit', source.base],
    ['pull request', source.pull?.toString()],
    ['event', origin.event],
    ['run', origin.run],
    ['actor', origin.actor],
    ['contract', record.contract?.digest],
    ...(record.data ?? []).map((report): Entry => [`data: ${report.name}`, report.digest]),
    ['training (command, inputs, parameters, environment, seed)', training?.fingerprint],
    ['model', artifact?.digest],
    ['model size', artifact && `${counted(artifact.files, 'file')}, ${formatBytes(artifact.bytes)}`],
    ['predictions', evaluation?.predictions?.digest],
    ['evaluation set', evaluation?.set],
    ...(evaluation?.lineage ?? []).map(
      ({ stage, role, path, md5 }): Entry => [`DVC: ${stage} ${role} ${path}`, md5 && `md5:${md5}`],
    ),
    ['policy', verdict?.policy],
    ['Assay', made.assay],
    ['engine', made.engine],
    [
      'host',
      `${host.os} ${host.arch}, ${host.cpus} CPUs, ${formatBytes(host['memory-mb'] * 1e6)}, Node ${host.node}`,
    ],
  ];
  const table: Table = {
    kind: 'table',
    caption: 'What this report rests on',
    columns: [
      { title: 'what', align: 'left' },
      { title: 'which', align: 'left' },
    ],
    rows: known(entries).map(([name, value]): { tone: 'plain'; cells: Line[] } => ({
      tone: 'plain',
      cells: [line(name), line(code(value))],
    })),
  };
  return htmlTable(table);
}
