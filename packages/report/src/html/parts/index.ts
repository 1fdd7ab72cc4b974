import type { RunRecord } from '@assay/contract';
import type { ReportDocument } from '../../document/model.ts';
import { addedPart } from './added.ts';
import { behaviourPart } from './behaviour.ts';
import { curvesPart } from './curves.ts';
import { dataPart } from './data.ts';
import { flipsPart } from './flips.ts';
import { foundPart } from './found.ts';
import { labelsPart } from './labels.ts';
import { lineagePart } from './lineage.ts';
import { metricsPart } from './metrics.ts';
import { rulesPart } from './rules.ts';
import { slicesPart } from './slices.ts';
import { trainingPart } from './training.ts';

export interface Part {
  id: string;
  title: string;
  html: string;
}

type Compose = (record: RunRecord, document: ReportDocument) => string | null | Promise<string | null>;

/** Every part of the page below the verdict, in order. A new one is a file and a line here. */
const registry: readonly [id: string, title: string, compose: Compose][] = [
  ['rules', 'Rules', rulesPart],
  ['metrics', 'Metrics', metricsPart],
  ['slices', 'Slices', slicesPart],
  ['flips', 'Changed sides', flipsPart],
  ['found', 'Worst slices found', foundPart],
  ['behaviour', 'Behaviour', behaviourPart],
  ['curves', 'Curves', curvesPart],
  ['data', 'Data', dataPart],
  ['labels', 'Labels', labelsPart],
  ['training', 'Training', trainingPart],
  ['added', 'Added text', addedPart],
  ['lineage', 'Lineage', lineagePart],
];

/** The parts that this record has something to show in. */
export async function partsOf(record: RunRecord, document: ReportDocument): Promise<Part[]> {
  const parts = await Promise.all(
    registry.map(async ([id, title, compose]) => ({ id, title, html: await compose(record, document) })),
  );
  return parts.filter((part): part is Part => part.html !== null);
}
