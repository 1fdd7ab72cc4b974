import type { RunRecord } from '@assay/contract';
import type { Section } from '../model.ts';
import { behaviourSection } from './behaviour.ts';
import { curvesSection } from './curves.ts';
import { dataSection } from './data.ts';
import { flipsSection } from './flips.ts';
import { foundSection } from './found.ts';
import { labelsSection } from './labels.ts';
import { metricsSection } from './metrics.ts';
import { passingSection } from './passing.ts';
import { slicesSection } from './slices.ts';
import { trainingSection } from './training.ts';
import { waitingSection } from './waiting.ts';

/** Every section of a report, in the order of reading. A new one is a file and a line here. */
const registry: readonly ((record: RunRecord) => Section | null)[] = [
  passingSection,
  waitingSection,
  metricsSection,
  slicesSection,
  flipsSection,
  foundSection,
  behaviourSection,
  dataSection,
  labelsSection,
  trainingSection,
  curvesSection,
];

/** The sections that this record has something to say in. */
export function sectionsOf(record: RunRecord): Section[] {
  return registry.map((compose) => compose(record)).filter((section) => section !== null);
}
