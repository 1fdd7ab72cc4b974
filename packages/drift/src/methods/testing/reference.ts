import { readFileSync } from 'node:fs';

/** Results of each column of each cut of the data, and of each odd column. */
interface Results<T> {
  readonly cuts: Record<string, Record<string, T>>;
  readonly odd: Record<string, T>;
}

interface Evidently {
  readonly value: number | null;
  readonly test: string;
  readonly threshold: number;
  readonly drift: boolean;
}

export interface NannymlRun {
  readonly threshold: number;
  readonly chunks: readonly { chunk: string; value: number | null; drift: boolean }[];
}

type HistogramSide = readonly (readonly [number | string, number | string, number])[];

/** What the tools themselves say: the scripts of test/agreement/drift wrote it. */
export interface Reference {
  readonly odd: Record<
    string,
    { reference: (number | string | null)[]; current: (number | string | null)[] }
  >;
  readonly evidently: Results<Record<string, Evidently>>;
  readonly nannyml: Results<{ one: NannymlRun; size: NannymlRun }> & {
    readonly size: number;
    readonly rows_a_day: number;
    readonly days: Record<string, NannymlRun>;
  };
  readonly tfdv: Results<{ jsd: number; linf?: number; sketch?: number }> & {
    readonly histograms: {
      reference: HistogramSide;
      current: HistogramSide;
      nans: [number, number];
      jsd: number;
    }[];
  };
  readonly soda: Results<number>;
  /** Assay's own numbers, by a second program. */
  readonly own: Results<Record<string, number | null>>;
  readonly scipy: Results<Record<string, number>> & {
    readonly edges: {
      readonly name: string;
      readonly values: number[] | null;
      readonly sturges: number[];
      readonly doane: number[];
      readonly integer?: number[];
    }[];
    readonly edges_of_age: number[];
    readonly deciles: { readonly values: number[]; readonly inner: number[] }[];
  };
}

const file = new URL('../../../../../test/agreement/drift/reference.json', import.meta.url);

export const reference = JSON.parse(readFileSync(file, 'utf8')) as Reference;
