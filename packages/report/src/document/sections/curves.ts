import type { Curves, RunRecord } from '@assay/contract';
import { fixed, formatCount, formatInterval, formatNumber, formatShare } from '../../text/number.ts';
import { largestGap, reachedAt, telling } from '../curve-readings.ts';
import type { Column, Row, Section, Table } from '../model.ts';
import { code, line } from '../spans.ts';

function table(caption: string, titles: readonly string[], rows: readonly string[][]): Table {
  return {
    kind: 'table',
    caption,
    columns: titles.map((title): Column => ({ title, align: 'right' })),
    rows: rows.map((cells): Row => ({ tone: 'plain', cells: cells.map((cell) => line(cell)) })),
  };
}

function confusionTable({ classes, counts }: NonNullable<Curves['confusion']>): Table {
  return {
    kind: 'table',
    caption: 'Confusion matrix: rows are true classes, columns predicted ones',
    columns: [
      { title: 'true', align: 'left' },
      ...classes.map((name): Column => ({ title: name, align: 'right' })),
    ],
    rows: counts.map(
      (row, index): Row => ({
        tone: 'plain',
        cells: [
          line(code(classes[index] ?? '')),
          ...classes.map((_, column) => line(formatNumber(row[column] ?? 0))),
        ],
      }),
    ),
  };
}

/** Curves as figures that can be read off without a plot. */
export function curvesSection(record: RunRecord): Section | null {
  const {
    roc,
    'precision-recall': precisionRecall,
    gain,
    calibration,
    confusion,
    residuals,
  } = record.evaluation?.curves ?? {};
  const named: string[] = [];
  const blocks: Table[] = [];
  if (confusion !== undefined) {
    named.push('confusion matrix');
    blocks.push(confusionTable(confusion));
  }
  if (roc !== undefined && roc.length > 1) {
    named.push('ROC');
    const rows = [0.01, 0.05, 0.1, 0.2].map((rate) => [formatShare(rate), formatShare(reachedAt(roc, rate))]);
    blocks.push(
      table(
        'ROC: true positive rate at a false positive rate',
        ['false positive rate', 'true positive rate'],
        rows,
      ),
    );
  }
  if (precisionRecall !== undefined && precisionRecall.length > 1) {
    named.push('precision-recall');
    const rows = [0.5, 0.8, 0.9, 0.95].map((recall) => [
      formatShare(recall),
      formatShare(reachedAt(precisionRecall, recall)),
    ]);
    blocks.push(table('Precision at a recall', ['recall', 'precision'], rows));
  }
  if (gain !== undefined && gain.length > 1) {
    named.push('gain');
    const rows = [0.01, 0.05, 0.1, 0.2, 0.5].map((selected) => {
      const found = reachedAt(gain, selected);
      return [formatShare(selected), formatShare(found), fixed(found / selected, 2)];
    });
    blocks.push(
      table(
        'Gain: share of the positives in the rows of the highest scores',
        ['rows', 'positives', 'lift'],
        rows,
      ),
    );
  }
  if (calibration !== undefined && calibration.length > 0) {
    named.push(`calibration (largest gap ${fixed(largestGap(calibration), 4)})`);
    const rows = calibration.map((bin) => [
      fixed(bin.predicted, 4),
      `${fixed(bin.observed, 4)} ${formatInterval({ value: bin.observed, ...bin }, 4)}`,
      telling([bin]).length === 0 ? `${formatCount(bin.n)} (too few to read)` : formatCount(bin.n),
    ]);
    blocks.push(
      table('Calibration: predicted against observed share', ['predicted', 'observed', 'rows'], rows),
    );
  }
  if (residuals !== undefined && residuals.length > 0) {
    named.push('residuals');
    const rows = residuals.map(({ quantile, value }) => [formatShare(quantile), formatNumber(value)]);
    blocks.push(table('Quantiles of true minus predicted', ['quantile', 'residual'], rows));
  }
  if (blocks.length === 0) return null;
  return {
    id: 'curves',
    title: 'curves',
    summary: line(named.join(', ')),
    blocks,
    tone: 'plain',
    open: false,
  };
}
