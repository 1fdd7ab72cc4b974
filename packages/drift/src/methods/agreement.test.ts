import { beforeAll, describe, expect, test } from 'vitest';
import { columnAt, type DriftColumn, rowsOf } from './column.ts';
import { measureDrift } from './measure-drift.ts';
import { adultSides, type Sides } from './testing/adult.ts';
import { categorical, columnOf } from './testing/columns.ts';
import { type NannymlRun, reference } from './testing/reference.ts';

/** First rows of each side, as test/agreement/drift/split.py cuts them. */
const CUTS: Record<string, [number | undefined, number | undefined]> = {
  whole: [undefined, undefined],
  small: [800, 1200],
  few: [60, 45],
  uneven: [900, undefined],
};

let adult: ReadonlyMap<string, Sides>;
beforeAll(async () => {
  adult = await adultSides();
});

function first(column: DriftColumn, rows: number | undefined): DriftColumn {
  return rows === undefined
    ? column
    : columnAt(
        column,
        Int32Array.from({ length: rows }, (_, row) => row),
      );
}

/** Each column of each cut, and each odd column, with what a tool says of it. */
function each<T>(
  results: { cuts: Record<string, Record<string, T>>; odd: Record<string, T> },
  visit: (sides: Sides, said: T, name: string) => void,
): void {
  for (const [cut, columns] of Object.entries(results.cuts)) {
    const [rows, currentRows] = CUTS[cut] ?? [];
    for (const [name, said] of Object.entries(columns)) {
      const sides = adult.get(name);
      if (!sides) throw new Error(name);
      const { reference: known, current } = sides;
      visit({ reference: first(known, rows), current: first(current, currentRows) }, said, `${name}, ${cut}`);
    }
  }
  for (const [name, said] of Object.entries(results.odd)) {
    const { reference: known = [], current = [] } = reference.odd[name] ?? {};
    const integer = name === 'whole numbers';
    const [a, b] = [known, current].map((values) => ({ ...columnOf(values), ...(integer && { integer }) }));
    visit({ reference: a as DriftColumn, current: b as DriftColumn }, said, name);
  }
}

function one(method: string, sides: Sides) {
  const [found, ...others] = measureDrift(method, sides.reference, sides.current);
  if (!found || others.length > 0) throw new Error(`${method}: one measurement`);
  return found;
}

/** Six figures; what is smaller than `noise` only has to be as small. */
function sixFigures(ours: number | null | undefined, theirs: number, name: string, noise = 1e-12): void {
  if (typeof ours !== 'number') throw new Error(`${name}: no value where the tool has ${theirs}`);
  expect(Math.abs(ours - theirs), `${name}: ${ours} for ${theirs}`).toBeLessThanOrEqual(
    Math.max(5e-7 * Math.abs(theirs), noise),
  );
}

describe('Evidently', () => {
  test.each(['psi', 'js', 'kl', 'wasserstein', 'ks', 'default'])(
    '%s: value, threshold and drift',
    (method) => {
      let held = 0;
      each(reference.evidently, (sides, said, name) => {
        const theirs = said[method];
        if (!theirs || theirs.value === null) return;
        const ours = one(`${method}@evidently`, sides);
        sixFigures(ours.value, theirs.value, `${method} of ${name}`);
        expect([name, ours.threshold, ours.outcome]).toEqual([
          name,
          theirs.threshold,
          theirs.drift ? 'drift' : 'none',
        ]);
        held++;
      });
      expect(held).toBeGreaterThan(30);
    },
  );

  test('its defaults on the whole data are the published ones; five of fifteen columns drift', () => {
    const published = {
      age: 0.185347,
      workclass: 0.040518,
      fnlwgt: 0.023643,
      education: 0.832555,
      'education-num': 0.617697,
      'marital-status': 0.035802,
      occupation: 0.153201,
      relationship: 0.031144,
      race: 0.019436,
      sex: 0.018953,
      'capital-gain': 0.081773,
      'capital-loss': 0.033788,
      'hours-per-week': 0.088599,
      'native-country': 0.107327,
      class: 0.034295,
    };
    const found = [...adult].map(([name, sides]) => ({ name, ...one('default@evidently', sides) }));
    expect(Object.fromEntries(found.map(({ name, value }) => [name, Number(value?.toFixed(6))]))).toEqual(
      published,
    );
    expect(found.filter(({ outcome }) => outcome === 'drift')).toHaveLength(5);
  });
});

describe('NannyML', () => {
  // A distance is a root: rounding errors of 1e-16 in shares are 1e-8 in it.
  const NOISE = 5e-8;
  const held = (
    sides: Sides,
    said: NannymlRun,
    chunking: Parameters<typeof measureDrift>[3],
    name: string,
  ) => {
    const found = measureDrift('js@nannyml', sides.reference, sides.current, chunking);
    expect(found.length, name).toBe(said.chunks.length);
    found.forEach((ours, index) => {
      const theirs = said.chunks[index];
      if (!theirs || theirs.value === null) throw new Error(`${name}: a chunk without a value`);
      if (chunking) expect(ours.chunk).toBe(theirs.chunk);
      sixFigures(ours.value, theirs.value, `${name} ${theirs.chunk}`, NOISE);
      sixFigures(ours.threshold, said.threshold, `threshold of ${name}`, NOISE);
      if (theirs.value > NOISE) {
        expect([name, ours.outcome]).toEqual([name, theirs.drift ? 'drift' : 'none']);
      }
    });
  };

  test('one chunk, under the threshold of ten and the rest', () => {
    each(reference.nannyml, (sides, said, name) => held(sides, said.one, null, name));
  });

  test('chunks of a size, the incomplete last one kept on both sides', () => {
    const chunking = { size: reference.nannyml.size };
    each(reference.nannyml, (sides, said, name) => held(sides, said.size, chunking, name));
  });

  test('chunks by the value of a column are its chunks by period', () => {
    const days = (column: DriftColumn) => {
      const start = Date.UTC(2026, 0, 1);
      return categorical(
        Array.from({ length: rowsOf(column) }, (_, row) =>
          new Date(start + Math.floor(row / reference.nannyml.rows_a_day) * 86_400_000)
            .toISOString()
            .slice(0, 10),
        ),
      );
    };
    for (const [name, said] of Object.entries(reference.nannyml.days)) {
      const sides = adult.get(name);
      if (!sides) throw new Error(name);
      const by = { reference: days(sides.reference), current: days(sides.current) };
      held(sides, said, { by }, name);
    }
  });
});

test('TFDV: divergence and L-infinity', () => {
  each(reference.tfdv, (sides, said, name) => {
    sixFigures(one('jsd@tfdv', sides).value, said.jsd, `jsd of ${name}`);
    if (said.linf !== undefined) sixFigures(one('linf@tfdv', sides).value, said.linf, `linf of ${name}`);
  });
});

test('Soda: the index over bins of equal width', () => {
  each(reference.soda, (sides, said, name) => {
    sixFigures(one('psi@soda', sides).value, said, name);
  });
});

test("SciPy and NumPy: Assay's own methods where these have one definition, and the index by deciles", () => {
  const methods = {
    ks: 'ks',
    psi_deciles: 'psi@deciles',
    wasserstein: 'wasserstein',
    tv: 'tv',
    js: 'js',
    chi2: 'chi2',
  };
  each(reference.scipy, (sides, said, name) => {
    for (const [key, method] of Object.entries(methods)) {
      const theirs = said[key];
      if (theirs === undefined) continue;
      const ours = one(method, sides);
      sixFigures(ours.value, theirs, `${method} of ${name}`);
      const p = said[`${key}_p`];
      if (p !== undefined) sixFigures(ours.p, p, `p-value of ${method} of ${name}`);
    }
  });
});

test.each(['psi', 'js', 'kl', 'tv', 'chi2', 'null_rate'])("Assay's own %s, by a second program", (method) => {
  let held = 0;
  each(reference.own, (sides, said, name) => {
    const theirs = said[method];
    if (theirs === undefined || theirs === null) return;
    sixFigures(one(method, sides).value, theirs, `${method} of ${name}`);
    held++;
  });
  expect(held).toBeGreaterThan(60);
});

test('the published numbers of age under each convention', () => {
  const sides = adult.get('age');
  if (!sides) throw new Error('age');
  const rounded = (method: string, digits: number) => one(method, sides).value?.toFixed(digits);
  expect(rounded('psi@evidently', 4)).toBe('0.0553');
  expect(rounded('psi@soda', 4)).toBe('0.0364');
  expect(rounded('psi@deciles', 4)).toBe('0.0730');
  expect(rounded('js@evidently', 4)).toBe('0.0828');
  expect(rounded('js@nannyml', 4)).toBe('0.1168');
  expect(rounded('jsd@tfdv', 5)).toBe('0.00653');
});
