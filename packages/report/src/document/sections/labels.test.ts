import type { Finding, LabelReport, RunRecord } from '@assay/contract';
import { describe, expect, it } from 'vitest';
import { renderHtml } from '../../html/render.ts';
import { renderMarkdown } from '../../markdown/render.ts';
import { renderTerminal } from '../../terminal/render.ts';
import { atNow, failingRecord } from '../../testing/index.ts';
import { taxiLabels } from '../../testing/taxi-labels.ts';
import { composeDocument } from '../compose.ts';
import { plain } from '../spans.ts';
import { labelsSection } from './labels.ts';

const { agreement, errors, changes } = taxiLabels();

function labelled(labels: LabelReport, found: Partial<Finding>[] = []): RunRecord {
  const record = failingRecord();
  const [first] = record.data ?? [];
  const [finding] = first?.findings ?? [];
  if (first === undefined || finding === undefined) throw new Error('the record has no finding');
  first.labels = labels;
  first.findings = found.map((each) => ({ ...finding, ...each }));
  return record;
}

function summary(labels: LabelReport): string {
  return plain(labelsSection(labelled(labels))?.summary ?? []);
}

describe('the labels of a data set', () => {
  it('are no section where nothing is known of them', () => {
    expect(labelsSection(failingRecord())).toBeNull();
    expect(labelsSection(labelled({}))).toBeNull();
  });

  it('are summed up in a line', () => {
    expect(summary(taxiLabels())).toBe(
      '4 labels changed: Cash → Card 3, none → Cash 1, agreement α 0.742 [0.651, 0.823], 31 labels suspected (0.2 %)',
    );
    const none = { ...changes, rows: 9, changed: 0, added: 0, removed: 0, moves: [], examples: [] };
    expect(summary({ changes: { base: 'a'.repeat(40), ...none, reason: null } })).toBe('no label changed');
  });

  it('say why something is not known', () => {
    const unknown = { rows: null, changed: null, added: null, removed: null, moves: [], examples: [] };
    expect(summary({ changes: { base: 'a'.repeat(40), ...unknown, reason: 'no file there' } })).toBe(
      'changes not known: no file there',
    );
    if (errors === undefined || agreement?.[0] === undefined) throw new Error('no labels');
    expect(summary({ errors: { ...errors, suspects: null, share: null, reason: 'one-class' } })).toBe(
      'suspected labels not known: rows of one class only',
    );
    const none = { ...errors, suspects: null, share: null, reason: 'one-class', rows: 0, without: 2 };
    const section = labelsSection(labelled({ errors: none }));
    const [told] =
      section?.blocks.flatMap((each) => (each.kind === 'paragraph' ? [plain(each.line)] : [])) ?? [];
    expect(told).toMatch(/: suspected labels not known: rows of one class only, 2 labelled rows without/);
    const alpha = { ...agreement[0], value: null, low: null, high: null, reason: 'no-pairs' };
    expect(summary({ agreement: [alpha] })).toBe('no agreement: nothing was labelled twice');
  });

  it('are open where labels changed or a rule about them is broken, and folded where not', () => {
    const open = (record: RunRecord) => labelsSection(record)?.open;
    expect(open(labelled({ changes }))).toBe(true);
    expect(open(labelled({ agreement, errors }))).toBe(false);
    expect(open(labelled({ errors }, [{ check: 'labels errors', severity: 'warn' }]))).toBe(false);
    expect(open(labelled({ errors }, [{ check: 'labels errors', severity: 'error' }]))).toBe(true);
    expect(open(labelled({ errors }, [{ check: 'range', severity: 'error' }]))).toBe(false);
  });

  it('are shown on every surface', async () => {
    const record = labelled(taxiLabels());
    const document = composeDocument(record, { now: atNow });
    const surfaces = [
      renderMarkdown(document),
      renderTerminal(document, { width: 120, color: false }),
      await renderHtml(record, document),
    ];
    for (const surface of surfaces)
      for (const text of ['Krippendorff’s alpha', 'ann', 'trip 12', '15,000', '14,900'])
        expect(surface).toContain(text);
  });
});
