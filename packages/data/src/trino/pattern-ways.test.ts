import { expect, test } from 'vitest';
import { waysOf } from './pattern-ways.ts';

test.each([
  ['abc', 1],
  ['[a+*]\\+\\Q(a+)+\\E', 1],
  // One repetition in 100 ways; two after each other in 100 times as many.
  ['\\w+@\\w+', 1e4],
  ['[]+]+(?i)a{2,4}', 300],
  ['(red|green|blue)', 3],
  ['(?:a|b)(?P<x>c|d)', 4],
  // a?a?…aa…: 2 ways for each.
  ['a?'.repeat(30), 2 ** 30],
  ['(a|a){30}', 2 ** 30],
  ['(a+)+', Number.POSITIVE_INFINITY],
  ['(a|b)*', Number.POSITIVE_INFINITY],
  ['((a{1,2}){1,2}){30,}', Number.POSITIVE_INFINITY],
  ['(abc)*', 100],
  ['(-[0-9]+)?', 101],
])('%s: %d', (pattern, ways) => expect(waysOf(pattern)).toBe(ways));
