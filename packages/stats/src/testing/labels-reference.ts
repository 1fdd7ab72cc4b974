import { readFileSync } from 'node:fs';

/** What other tools computed: test/agreement/labels/reference.py wrote it. */
interface LabelsReference {
  readonly agreement: {
    readonly codes: number[];
    readonly annotators: number;
    readonly categories: number;
    readonly scale: number[];
    readonly cohen: Record<'None' | 'linear' | 'quadratic', Record<'value' | 'low' | 'high' | 'n', number>>;
    readonly fleiss: number;
    readonly alpha: Record<'nominal' | 'ordinal' | 'interval', number>;
  }[];
  readonly label_errors: {
    readonly labels: number[];
    readonly probabilities: number[];
    readonly classes: number;
    readonly thresholds: (number | null)[];
    readonly confident: number[][];
    readonly calibrated: number[][];
    readonly joint: number[][];
    readonly noise: number[][];
    readonly self_confidence: number[];
    readonly normalized_margin: number[];
    readonly suspects: number[];
  }[];
  readonly representation: ({
    readonly counts: number[];
    readonly tolerance: number;
    readonly low: number[];
    readonly high: number[];
    readonly p: number[];
  } & ({ readonly shares: number[] } | { readonly reference: number[] }))[];
}

const file = new URL('../../../../test/agreement/labels/reference.json', import.meta.url);

export const labelsReference = JSON.parse(readFileSync(file, 'utf8')) as LabelsReference;
