import { expect, test } from 'vitest';
import { z } from 'zod';
import { verbs } from './index.ts';
import { choice, flag, lines, list, number, text, textOr, written } from './inputs.ts';
import { parseInputs } from './parse-inputs.ts';

test.each([
  ['text', text, '  a b ', 'a b'],
  ['an empty text is not given', text, '  ', undefined],
  ['a default', textOr('x'), '', 'x'],
  ['a list, by lines and commas', list, 'a, b\n\nc,', ['a', 'b', 'c']],
  ['lines keep commas', lines, 'a, b\n\n c ', ['a, b', 'c']],
  ['true', flag(false), 'True', true],
  ['false', flag(true), 'FALSE', false],
  ['a number', number, ' 0.5 ', 0.5],
  ['a word', choice('a', 'b'), 'b', 'b'],
  ['a file that is written', written('.json'), ' a.json ', 'a.json'],
])('%s', (_, schema, given, expected) => {
  expect(schema.parse(given)).toEqual(expected);
  expect(z.object({ x: schema }).parse({}).x).toEqual(schema.parse(''));
});

const verb = async (name: string) => {
  const found = await verbs.find((candidate) => candidate.name === name)?.load();
  if (found === undefined) throw new Error(name);
  return found;
};

test.each([
  ['evaluate', 'prediction-file', 'x', 'input-unknown', 'prediction-file'],
  ['evaluate', 'task', 'binery', 'input-invalid', '"binery" is not one of binary, multiclass, multilabel'],
  ['evaluate', 'confidence', 'high', 'input-invalid', '"high" is not a number'],
  ['check-drift', 'margin', '2', 'input-invalid', '2 is not between 0 and 1; is 0.02 meant?'],
  [
    'validate-data',
    'profile',
    'data.csv',
    'input-invalid',
    '"data.csv" is written, and does not end in .json',
  ],
  ['report', 'html', 'assay.yml', 'input-invalid', 'does not end in .html'],
  ['report', 'comment', 'yes', 'input-invalid', '"yes" is not one of true, false'],
])('%s: %s=%s is %s', async (name, input, value, code, shown) => {
  const asked = await verb(name);
  expect(() => parseInputs(asked, { [input]: value })).toThrowError(
    expect.objectContaining({ code, message: expect.stringContaining(shown) }),
  );
});

test('a mistyped input meets the one that was meant', async () => {
  const asked = await verb('evaluate');
  expect(() => parseInputs(asked, { metrics_file: 'x' })).toThrowError(
    expect.objectContaining({ fix: 'did you mean "metrics-file"?' }),
  );
});

test('every input and output of every verb is described, and named in kebab-case', async () => {
  for (const listed of verbs) {
    const { name, inputs, outputs, description } = await listed.load();
    expect(name).toBe(listed.name);
    expect(description, name).not.toBe('');
    for (const [input, schema] of Object.entries(inputs.shape)) {
      expect(input).toMatch(/^[a-z]+(-[a-z]+)*$/);
      expect(schema.description, `${name} ${input}`).toBeTruthy();
    }
    for (const text of Object.values(outputs)) expect(text).not.toBe('');
  }
});
