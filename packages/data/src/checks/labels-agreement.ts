import type { LabelAgreement } from '@assay/contract';
import type { Reading } from '../column/reading.ts';
import type { Checked } from './data-check.ts';
import { type Found, saidOf } from './found.ts';
import { type Annotations, readAnnotations } from './labels-annotations.ts';
import { strangeItems } from './labels-items.ts';
import { agreementOf, MOST_LABELS } from './labels-statistics.ts';
import { agreementInWords, flawsInWords } from './labels-words.ts';
import { otherColumns } from './other-columns.ts';
import { count, plainNumber } from './words.ts';

interface Answer {
  readonly findings: readonly Found[];
  readonly agreement: LabelAgreement[];
}

/** Annotators agree: Krippendorff's alpha is held against the contract, the kappas stand beside it. */
export async function annotatorsAgree(checked: Checked, column: string, asked: Annotations): Promise<Answer> {
  const place = ['labels', 'annotations'];
  const base = { column, ...saidOf(asked, saidOf(checked.contract.labels)), examples: [], place };
  const never = (observed: string): Answer => ({
    agreement: [],
    findings: [
      {
        ...{ ...base, check: 'labels annotations', expected: `annotations in ${asked.data}`, observed },
        ...{ rows: checked.rows, of: checked.rows, fraction: 1, fix: 'correct `annotations`, or the file' },
      },
    ],
  });
  const { table: other, engine } = await checked.openAnywhere(asked.data, [...place, 'data']);
  const named = [asked.item, asked.annotator, asked.label];
  const there = otherColumns(checked, other, asked.data, named, ['', '', column]);
  if (typeof there === 'string') return never(there);
  const [item, annotator, label] = there as [Reading, Reading, Reading];
  const annotated = await readAnnotations(engine, other, [item, annotator, label], asked, {
    item: checked.hides(asked.item),
    annotator: checked.hides(asked.annotator),
    label: checked.hides(column) || checked.hides(asked.label),
  });
  if (annotated === undefined) return never('too many annotations of one item to be compared');
  if (asked.scale === 'nominal' && annotated.together.categories > MOST_LABELS)
    return never(`over ${count(MOST_LABELS)} different labels: too many to be classes`);

  const strange = engine === checked.engine ? await strangeItems(checked, other, column, asked) : null;
  const findings: Found[] = strange === null ? [] : [strange];
  const agreement = agreementOf(annotated, asked.scale, !checked.hides(asked.annotator));
  const { value, n } = agreement[0];
  const least = asked['at-least'];
  if (least !== undefined && (value === null || value < least))
    findings.push({
      ...base,
      check: 'labels agreement',
      expected: `Krippendorff’s alpha at least ${plainNumber(least)}`,
      observed: agreementInWords(agreement, least),
      ...{ rows: n, of: n, fraction: 1 },
      fix: 'write down with examples what each label means, talk over where annotators differ, and have these items labelled again; the worst pair first',
      place: [...place, 'at-least'],
    });
  const { flaws } = annotated;
  const useless = flaws.nobodys + flaws.offScale + flaws.repeats;
  if (useless > 0)
    findings.push({
      ...base,
      check: 'labels annotations',
      expected: `of each item in ${asked.data} one label by each annotator${asked.scale === 'nominal' ? '' : ', on the scale'}`,
      observed: flawsInWords(flaws, asked.scale),
      ...{ rows: useless, of: flaws.rows, fraction: useless / flaws.rows },
      fix: 'correct these annotations in the file, or where it is written',
    });
  return { findings, agreement };
}
