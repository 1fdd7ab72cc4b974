/** A batch of the drift tests. */
export interface BatchOptions {
  rows?: number;
  seed?: number;
  /** By how many standard deviations `amount` is off. */
  shift?: number;
  /** Share of `city` that is this new one. */
  unseen?: number;
  /** Share of `amount` that is missing. */
  missing?: number;
}

/** CSV of id, amount (about normal), city (three values), score, label (null in the last tenth). Seeded. */
export function driftBatch({
  rows = 2000,
  seed = 1,
  shift = 0,
  unseen = 0,
  missing = 0,
}: BatchOptions = {}): string {
  const random = uniform(seed);
  const lines = Array.from({ length: rows }, (_, i) => {
    const amount = Array.from({ length: 12 }, random).reduce((sum, u) => sum + u, shift - 6);
    const city = random() < unseen ? 'Atlantis' : ['Bonn', 'Köln', 'Ulm'][Math.floor(random() * 3)];
    const score = random();
    const label = i > rows * 0.9 ? '' : Number(random() < score);
    return [
      `${seed}-${i}`,
      random() < missing ? '' : amount.toFixed(6),
      city,
      score.toFixed(6),
      label,
    ].join();
  });
  return ['id,amount,city,score,label', ...lines, ''].join('\n');
}

/** Numbers in [0, 1) by Park and Miller's generator. */
function uniform(seed: number): () => number {
  let state = seed * 7919 + 17;
  const next = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  for (let i = 0; i < 20; i++) next();
  return next;
}

/** A contract with one monitor over `lake/<date>.csv`. */
export function monitoredProject(monitor = ''): Record<string, string> {
  return {
    'assay.yml': `assay: 1
model: parity
data:
  rows: {path: data/*.csv, reference: data/reference.csv, contract: data.contract.yml}
evaluate: {predictions: out/p.csv, task: binary, id: id, label: label, score: score}
drift:
  daily:
    current: lake/{{ date }}.csv
    patience: 30
${monitor}`,
    'data.contract.yml':
      'assay-data: 1\ncolumns:\n  city: {type: string, sensitive: true}\nextra-columns: allow\n',
    'data/reference.csv': driftBatch({ rows: 8000 }),
  };
}
