import type { DataReport, LabelChanges, LabelReport, RunRecord, SuspectedLabels } from '@assay/contract';
import { reasonInWords } from '@assay/stats';
import { formatCount, formatEstimate, formatShare } from '../../text/number.ts';
import { counted, shortCommit } from '../../text/words.ts';
import { AGREEMENT_DECIMALS, agreementTable, changeTables, suspectTables } from '../label-tables.ts';
import type { Block, Line, Section } from '../model.ts';
import { code, joined, line } from '../spans.ts';

/** Moves that the summary names. */
const NAMED = 3;

type Labelled = DataReport & { labels: LabelReport };

/** How good labels are, and which of them a pull request changes. */
export function labelsSection(record: RunRecord): Section | null {
  const reports = (record.data ?? []).filter(
    (report): report is Labelled => report.labels !== undefined && partsOf(report.labels).length > 0,
  );
  if (reports.length === 0) return null;
  const findings = reports.flatMap((report) =>
    report.findings.filter(({ check }) => /^labels\b/.test(check)),
  );
  const bad = findings.some(({ severity }) => severity === 'error');
  const changed = reports.some(({ labels }) => (labels.changes?.changed ?? 0) > 0);
  return {
    id: 'labels',
    title: 'labels',
    summary: joined(
      reports.flatMap(({ name, labels }) => {
        const parts = partsOf(labels);
        return reports.length === 1 || parts.length === 0
          ? parts
          : [[...line(code(name), ' '), ...joined(parts, ', ')]];
      }),
      ', ',
    ),
    tone: bad ? 'bad' : findings.length > 0 ? 'warning' : 'plain',
    open: bad || changed,
    blocks: reports.flatMap(({ name, labels }) => blocksOf(name, labels)),
  };
}

function partsOf({ changes, agreement, errors }: LabelReport): Line[] {
  const alpha = agreement?.[0];
  return [
    ...(changes === undefined ? [] : [changesInWords(changes)]),
    ...(alpha === undefined
      ? []
      : [
          line(
            alpha.value === null
              ? `no agreement: ${reasonInWords(alpha.reason ?? '')}`
              : `agreement α ${formatEstimate(alpha, AGREEMENT_DECIMALS)}`,
          ),
        ]),
    ...(errors === undefined ? [] : [line(suspectsInWords(errors))]),
  ];
}

function blocksOf(name: string, { changes, agreement, errors }: LabelReport): Block[] {
  const paragraph = (of: Line): Block => ({ kind: 'paragraph', line: line(code(name), ': ', ...of) });
  return [
    ...(changes === undefined ? [] : [paragraph(changesInFull(changes)), ...changeTables(name, changes)]),
    ...(agreement === undefined || agreement.length === 0 ? [] : [agreementTable(name, agreement)]),
    ...(errors === undefined ? [] : [paragraph(suspectsInFull(errors)), ...suspectTables(name, errors)]),
  ];
}

/** `4 labels changed: "Cash" → "Card" 3, "Card" → "Cash" 1` */
function changesInWords({ changed, moves, reason }: LabelChanges): Line {
  if (changed === null) return line(`changes not known: ${reason}`);
  if (changed === 0) return line('no label changed');
  const named = moves
    .slice(0, NAMED)
    .map(({ from, to, n }) => line(side(from), ' → ', side(to), ` ${formatCount(n)}`));
  const more = moves.length > NAMED ? [line('…')] : [];
  const told = named.length === 0 ? [] : line(': ', ...joined([...named, ...more], ', '));
  return line(`${counted(changed, 'label')} changed`, ...told);
}

function changesInFull(changes: LabelChanges): Line {
  const { base, rows, changed, added, removed, reason } = changes;
  const since = line(' since ', code(shortCommit(base)));
  if (rows === null || changed === null)
    return line('labels are not compared with those of ', code(shortCommit(base)), `: ${reason}`);
  return line(
    `${formatCount(changed)} of ${counted(rows, 'label')} changed`,
    ...since,
    `; ${counted(added ?? 0, 'row')} added, ${formatCount(removed ?? 0)} removed`,
  );
}

function side(label: string | null) {
  return label === null ? 'none' : code(label);
}

function suspectsInWords({ suspects, share, reason }: SuspectedLabels): string {
  if (suspects === null) return `suspected labels not known: ${reasonInWords(reason ?? '')}`;
  return `${counted(suspects, 'label')} suspected (${formatShare(share ?? 0)})`;
}

function suspectsInFull(errors: SuspectedLabels): Line {
  const without =
    errors.without > 0 ? `, ${counted(errors.without, 'labelled row')} without probabilities of use` : '';
  if (errors.suspects === null) return line(`${suspectsInWords(errors)}${without}`);
  return line(`${suspectsInWords(errors)} of ${counted(errors.rows, 'row')} by confident learning${without}`);
}
