import type { RunRecord, Training } from '@assay/contract';
import { formatBytes, formatNumber, formatSeconds } from '../../text/number.ts';
import { counted, shortDigest } from '../../text/words.ts';
import type { Block, Line, Section } from '../model.ts';
import { code, line } from '../spans.ts';

const outcomes: Record<Training['outcome'], string> = {
  trained: '',
  failed: 'failed',
  'cut-off': 'cut off',
};

function pairs(
  caption: string,
  titles: [string, string],
  entries: readonly (readonly [string, Line])[],
): Block[] {
  if (entries.length === 0) return [];
  return [
    {
      kind: 'table',
      caption,
      columns: titles.map((title) => ({ title, align: 'left' as const })),
      rows: entries.map(([name, value]) => ({ tone: 'plain', cells: [line(code(name)), value] })),
    },
  ];
}

function seedsInWords({ seed, seeds = [] }: Training): string {
  return seeds.length === 0
    ? `seed ${seed}`
    : `seeds ${[seed, ...seeds.map((each) => each.seed)].join(', ')}`;
}

/** Each metric over the seeds that the model was trained with, its own first. */
function seedsTable({ evaluation }: RunRecord): Block[] {
  if (evaluation?.seeds === undefined) return [];
  const { seeds, metrics } = evaluation.seeds;
  const right = ['mean', 'standard deviation', ...seeds.map((seed) => `seed ${seed}`)];
  return [
    {
      kind: 'table',
      caption: 'Metrics of trainings with different seeds',
      columns: [
        { title: 'metric', align: 'left' },
        ...right.map((title) => ({ title, align: 'right' as const })),
      ],
      rows: metrics
        .filter(({ slice }) => slice === undefined)
        .map(({ metric, mean, sd, values }) => ({
          tone: 'plain',
          cells: [line(code(metric)), ...[mean, sd, ...values].map((value) => line(formatNumber(value)))],
        })),
    },
  ];
}

/** How the model was trained: outcome, time, memory; params, inputs, environment. */
export function trainingSection(record: RunRecord): Section | null {
  const { training, artifact } = record;
  if (training === undefined) return null;
  const memory = training['peak-memory-mb'];
  const summary = [
    ...(outcomes[training.outcome] === '' ? [] : [outcomes[training.outcome]]),
    ...(training.exit !== null && training.exit !== 0 ? [`exit code ${training.exit}`] : []),
    formatSeconds(training.seconds),
    ...(memory === null ? [] : [formatBytes(memory * 1e6)]),
    seedsInWords(training),
    counted(Object.keys(training.inputs).length, 'input'),
    ...(artifact === undefined ? [] : [`model of ${formatBytes(artifact.bytes)}`]),
  ];
  return {
    id: 'training',
    title: 'training',
    summary: line(summary.join(', ')),
    tone: training.outcome === 'trained' ? 'plain' : 'bad',
    open: training.outcome !== 'trained',
    blocks: [
      { kind: 'paragraph', line: line(code(training.command)) },
      ...seedsTable(record),
      ...pairs(
        'Metrics that the training wrote',
        ['metric', 'value'],
        Object.entries(training.metrics).map(([name, value]) => [name, line(formatNumber(value))]),
      ),
      ...pairs(
        'Parameters',
        ['parameter', 'value'],
        Object.entries(training.params).map(([name, value]) => [name, line(code(String(value)))]),
      ),
      ...pairs(
        'Inputs',
        ['path', 'SHA-256'],
        Object.entries(training.inputs).map(([path, digest]) => [path, line(code(shortDigest(digest)))]),
      ),
      ...pairs(
        'Environment',
        ['name', 'version'],
        Object.entries(training.environment).map(([name, version]) => [
          name,
          line(code(version.startsWith('sha256:') ? shortDigest(version) : version)),
        ]),
      ),
    ],
  };
}
