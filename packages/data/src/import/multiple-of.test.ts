import { expect, test } from 'vitest';
import { imported } from './testing/imported.ts';

/** The same property in each format that has the keyword. */
const formats = {
  'json-schema': (multipleOf: number) => ({ properties: { x: { type: 'number', multipleOf } } }),
  odcs: (multipleOf: number) => ({
    apiVersion: 'v3.1.0',
    kind: 'DataContract',
    schema: [
      {
        name: 't',
        properties: [{ name: 'x', logicalType: 'number', logicalTypeOptions: { multipleOf } }],
      },
    ],
  }),
};

test.each(Object.entries(formats))('%s: whole multiples are a rule, others a note', async (_, schema) => {
  const whole = await imported(schema(5));
  expect(whole.contract['rules']).toEqual([{ name: 'multipleOf of x', expect: '"x" % 5 = 0' }]);
  // 7.77 % 0.01 is 0.00999… in doubles: a rule would find rows broken that are not.
  const cents = await imported(schema(0.01));
  expect(cents.contract['rules']).toBeUndefined();
  expect(cents.notes.map(({ message }) => message)).toEqual([
    'no counterpart: 0.01, which is no whole number',
  ]);
});
