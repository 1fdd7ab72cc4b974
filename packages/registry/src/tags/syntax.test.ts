import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ParsedTag, parseTag, writeTag } from './syntax.ts';

// What gto 1.10.1 reads: gto.tag.parse_name(tag), run for each.
test.each<[string, ParsedTag | undefined]>([
  ['tips@v1.2.3', { name: 'tips', event: { kind: 'register', version: 'v1.2.3' }, counter: null }],
  [
    'tips@v1.2.3-rc.1+5',
    { name: 'tips', event: { kind: 'register', version: 'v1.2.3-rc.1+5' }, counter: null },
  ],
  ['tips@v1.2.3!', { name: 'tips', event: { kind: 'deregister', version: 'v1.2.3' }, counter: null }],
  ['tips@v1.2.3!#4', { name: 'tips', event: { kind: 'deregister', version: 'v1.2.3' }, counter: 4 }],
  ['tips#prod#1', { name: 'tips', event: { kind: 'assign', stage: 'prod' }, counter: 1 }],
  ['tips#prod', { name: 'tips', event: { kind: 'assign', stage: 'prod' }, counter: null }],
  ['tips#prod!#2', { name: 'tips', event: { kind: 'unassign', stage: 'prod' }, counter: 2 }],
  ['tips#eu/prod#12', { name: 'tips', event: { kind: 'assign', stage: 'eu/prod' }, counter: 12 }],
  ['tips@deprecated', { name: 'tips', event: { kind: 'deprecate' }, counter: null }],
  ['tips@deprecated#3', { name: 'tips', event: { kind: 'deprecate' }, counter: 3 }],
  [
    'models/x=taxi/tips@v0.0.1',
    { name: 'models/x:taxi/tips', event: { kind: 'register', version: 'v0.0.1' }, counter: null },
  ],
  ['v1.2.3', undefined],
  ['tips@v1.2', undefined],
  ['tips@v01.2.3', undefined],
  ['tips@1.2.3', undefined],
  ['tips@v1.2.3-01', undefined],
  ['tips#prod#x', undefined],
  ['tips-@v1.2.3', undefined],
  ['tips@v1.2.3\n', undefined],
])('%s', (tag, parsed) => {
  expect(parseTag(tag)).toEqual(parsed);
  if (parsed !== undefined) expect(writeTag(parsed)).toBe(tag);
});

const letters = 'abcXYZ019';
const name = fc
  .tuple(
    fc.string({ unit: fc.constantFrom(...letters), minLength: 1, maxLength: 4 }),
    fc.string({ unit: fc.constantFrom(...letters, '/', '-', '_'), maxLength: 8 }),
    fc.constantFrom(...letters),
  )
  .map((parts) => parts.join(''));
const number = fc.nat({ max: 1e6 });
const version = fc
  .tuple(number, number, number, fc.constantFrom('', '-rc.1', '-0.a-b'))
  .map(([major, minor, patch, pre]) => `v${major}.${minor}.${patch}${pre}`);
const event: fc.Arbitrary<ParsedTag['event']> = fc.oneof(
  fc.record({ kind: fc.constantFrom('register' as const, 'deregister' as const), version }),
  fc.record({ kind: fc.constantFrom('assign' as const, 'unassign' as const), stage: name }),
  fc.constant({ kind: 'deprecate' as const }),
);
const parsed = fc.record({
  name: fc.oneof(
    name,
    fc.tuple(name, name).map((pair) => pair.join(':')),
  ),
  event,
  counter: fc.option(fc.nat()),
});

test('what is written is read back', () => {
  fc.assert(
    fc.property(parsed, (tag) => {
      expect(parseTag(writeTag(tag))).toEqual(tag);
    }),
  );
});

test('any text is read or is none of GTO’s, and what is read can be written', () => {
  const unit = fc.constantFrom(...'aZ0@#!=.-_/v12: \n\u00e9');
  fc.assert(
    fc.property(fc.string({ unit, maxLength: 20 }), (text) => {
      const tag = parseTag(text);
      if (tag !== undefined) expect(parseTag(writeTag(tag))).toEqual(tag);
    }),
    { numRuns: 20_000 },
  );
});

test('what the syntax cannot say is a bug of the caller', () => {
  const tag = (name: string): ParsedTag => ({ name, event: { kind: 'deprecate' }, counter: null });
  for (const bad of ['', 'a b', 'a@b', '-a', 'a:b:c', 'a=b'])
    expect(() => writeTag(tag(bad))).toThrow(TypeError);
});
