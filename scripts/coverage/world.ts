import type { Formula, MetricSpec, Samples, Task } from '../../packages/stats/src/index.ts';
import { randomNumbers } from '../../packages/stats/src/testing/samples.ts';

/** Where rows come from: what is drawn, and by which metrics it is judged. */
export interface World<T extends Task = Task> {
  readonly name: string;
  readonly task: T;
  /** In a sentence, for the page: how rows are made. */
  readonly how: string;
  readonly specs: readonly (MetricSpec & { readonly formula?: Formula })[];
  /** What n counts, where it is not rows. */
  readonly counts?: string;
  /** True values that a large sample does not show. */
  readonly truths?: Readonly<Record<string, number>>;
  /** Draws n units: those of a model, and those of a worse one on the same rows. */
  draw(n: number, chance: Chance): Drawn<T>;
}

/** Two models on the same rows; `group` where rows come in clusters. */
export interface Drawn<T extends Task> {
  readonly sample: Samples[T];
  readonly base: Samples[T];
  readonly group?: Int32Array | undefined;
}

/** Random numbers of the units of one sample. */
export interface Chance {
  /** A standard normal number for each unit; units of a cluster are alike, with a correlation of 0.3. */
  normals(): Float64Array;
  /** Cluster code of each unit, where there are clusters. */
  readonly clusters: Int32Array | undefined;
}

const CORRELATION = 0.3;
/** Clusters have from 1 to 7 units, 4 on average. */
const LARGEST_CLUSTER = 7;

/** What units are drawn from: n of them, one by one or in clusters. The margins are the same either way, and so is the truth. */
export function chanceOf(
  n: number,
  { uniform, normal }: ReturnType<typeof randomNumbers>,
  clustered: boolean,
): Chance {
  const clusters = clustered ? clusterCodes(n, uniform) : undefined;
  return {
    clusters,
    normals: () => {
      const numbers = new Float64Array(n);
      let shared = 0;
      for (let unit = 0; unit < n; unit++) {
        if (clusters && (unit === 0 || clusters[unit] !== clusters[unit - 1])) shared = normal();
        const own = normal();
        numbers[unit] = clusters ? Math.sqrt(CORRELATION) * shared + Math.sqrt(1 - CORRELATION) * own : own;
      }
      return numbers;
    },
  };
}

export { randomNumbers };

function clusterCodes(n: number, uniform: () => number): Int32Array {
  const codes = new Int32Array(n);
  for (let unit = 0, code = 0; unit < n; code++) {
    const end = Math.min(n, unit + 1 + Math.floor(LARGEST_CLUSTER * uniform()));
    codes.fill(code, unit, end);
    unit = end;
  }
  return codes;
}
