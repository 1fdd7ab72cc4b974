import type { MetricSpec } from '../metrics/metric.ts';
import type { Samples, Task } from '../sample.ts';

type Numbers = readonly number[];

/** A sample and what other tools say of it, as test/agreement/stats/problems.py writes it. */
export interface Problem {
  readonly task: Task;
  readonly name: string;
  readonly sample: {
    readonly labels: Numbers | readonly Numbers[];
    readonly classes?: readonly string[];
    readonly levels?: Numbers;
    readonly scores?: Numbers | readonly Numbers[];
    readonly predictions?: Numbers | readonly Numbers[];
    readonly queries?: Numbers;
    readonly scales?: Numbers;
    readonly weights?: Numbers;
    readonly attributes?: Readonly<Record<string, Numbers>>;
  };
  readonly values: readonly (MetricSpec & { readonly value: number | null })[];
}

const labelArray = { binary: Uint8Array, multiclass: Int32Array, multilabel: Uint8Array } as const;

/** The sample in the arrays of its task. */
export function sampleOf({ task, sample }: Problem): Samples[Task] {
  const ofLabels = task in labelArray ? labelArray[task as keyof typeof labelArray] : Float64Array;
  const { classes, levels, queries, attributes, labels, ...numbers } = sample;
  const columns = Object.entries(numbers).map(([name, values]) => [name, arrays(values, Float64Array)]);
  return {
    ...Object.fromEntries(columns),
    labels: arrays(labels, ofLabels),
    ...(classes && { classes }),
    ...(levels && { levels }),
    ...(queries && { queries: Int32Array.from(queries) }),
    ...(attributes && {
      attributes: Object.fromEntries(
        Object.entries(attributes).map(([name, codes]) => [name, Int32Array.from(codes)]),
      ),
    }),
  } as Samples[Task];
}

type ArrayOf = Float64ArrayConstructor | Int32ArrayConstructor | Uint8ArrayConstructor;

function arrays(values: Numbers | readonly Numbers[], of: ArrayOf) {
  const [first] = values;
  return typeof first === 'object'
    ? (values as readonly Numbers[]).map((column) => of.from(column))
    : of.from(values as Numbers);
}

/** Equal to 12 digits, or to 14 decimals where the number is near 0 by cancellation. */
export function agrees(actual: number, expected: number): boolean {
  return Math.abs(actual - expected) <= Math.max(1e-14, 1e-12 * Math.abs(expected));
}
