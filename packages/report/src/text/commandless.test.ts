import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commandless } from './commandless.ts';

/** As the runner reads a line: what .NET trims, then `::`; the older way anywhere. */
const isCommand = (line: string) => /^[\s\u0085]*::/.test(line) || line.includes('##[');

test('no line is a command, whatever the text', () => {
  const pieces = fc.constantFrom('::', ':', '##[', '#', '[', 'error', ' ', '\t', '\u0085', '\n', '\r\n', 'a');
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
      expect(commandless(parts.join('')).split('\n').filter(isCommand)).toEqual([]);
    }),
  );
});

test('other text stays as it is', () => {
  expect(commandless('a::b\n:c\n#[d')).toBe('a::b\n:c\n#[d');
});
