import { expect, test } from 'vitest';
import { environments } from '../environments.ts';
import { readReference, runAgain, settled } from '../run-again.ts';

const kept = readReference(import.meta.dirname);

/** In which environment the script of each part of reference.json runs. */
const scripts = {
  evidently: environments.evidently,
  nannyml: environments.nannyml,
  soda: environments.soda,
  tfdv: environments.tfdv,
  scipy: environments.profile,
  own: environments.profile,
};

for (const [name, environment] of Object.entries(scripts)) {
  const python = await environment();
  test.runIf(python.available)(
    `reference.json holds what run_${name}.py says`,
    async () => {
      const copy = await runAgain('drift', python, [`run_${name}.py`]);
      const part = { odd: kept['odd'], [name]: kept[name] };
      expect(settled(readReference(copy), part)).toEqual(part);
    },
    300_000,
  );
}

test('reference.json has no part that no script writes', () => {
  expect(Object.keys(kept).sort()).toEqual([...Object.keys(scripts), 'odd'].sort());
});
