import fc from 'fast-check';
import { expect, it } from 'vitest';
import { visible, visibleLines } from './visible.ts';

it('shows what would hide or act', () => {
  expect(visible('a\nb\tc')).toBe('a b c');
  expect(visible('\u001b[31m')).toBe('\\u{1b}[31m');
  expect(visible('abc\u202efdp.exe')).toBe('abc\\u{202e}fdp.exe');
  expect(visible('zero\u200bwidth')).toBe('zero\\u{200b}width');
});

it('leaves scripts and emoji as they are', () => {
  for (const text of ['naïve', '東京', 'می‌خواهم', '👩‍🔬', 'π ≈ 3.14']) expect(visible(text)).toBe(text);
});

it('leaves no control character, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(visible(text)).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u);
    }),
  );
});

it('keeps lines apart', () => {
  expect(visibleLines('one\n\u001b[2Jtwo\r\n')).toBe('one\n\\u{1b}[2Jtwo \n');
});
