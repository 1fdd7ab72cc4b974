import { expect, test } from 'vitest';
import { parseDataContract, UserError } from './index.ts';

function mistake(text: string): UserError {
  try {
    parseDataContract(text, 'd.yml');
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  throw new Error('no mistake was found');
}

const column = (name: string, allowed: string) =>
  `assay-data: 1\ncolumns:\n  ${name}: {type: integer, allowed: [${allowed}]}\n`;

test.each([
  // 2^53 + 1 is halfway between two numbers of 64 bits, and would be the even one below.
  ['9007199254740993', 'taken for 9007199254740992'],
  ['-9007199254740993', 'taken for -9007199254740992'],
  ['+18446744073709551615', 'taken for 18446744073709552000'],
])('%s is not taken for another number', (number, said) => {
  const error = mistake(column('x', number));
  expect(error).toMatchObject({ code: 'yaml-syntax', message: expect.stringContaining(said) });
  expect(error.fix).toContain('put it into quotes');
});

test.each(['9007199254740992', '18446744073709551616', '9223372036854776000', '"9007199254740993"'])(
  '%s is kept',
  (number) => {
    const { value } = parseDataContract(column('x', number), 'd.yml');
    expect(value.columns['x']?.allowed?.values).toEqual([JSON.parse(number)]);
  },
);

test.each(['1.0', 'null', '007', '~', 'true', '1e3', '0x10'])('a column may be called %s', (name) => {
  const { value, source } = parseDataContract(column(name, '1'), 'd.yml');
  expect(Object.keys(value.columns)).toEqual([name]);
  expect(source.position(['columns', name], 'key')).toEqual({ line: 3, column: 3, length: name.length });
});
