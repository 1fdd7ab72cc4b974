import { describe, expect, it } from 'vitest';
import { parseFileCommands } from './file-commands.ts';
import { parseWorkflowCommand } from './workflow-commands.ts';

describe('parseWorkflowCommand', () => {
  it.each([
    [
      '::error file=a.py,line=3::bad',
      { name: 'error', properties: { file: 'a.py', line: '3' }, data: 'bad' },
    ],
    ['  ::debug::x', { name: 'debug', properties: {}, data: 'x' }],
    [
      '::notice title=a%2Cb%3Ac%25::1%0A2%0D3%2C',
      { name: 'notice', properties: { title: 'a,b:c%' }, data: '1\n2\r3%2C' },
    ],
    ['::error::%250A', { name: 'error', properties: {}, data: '%0A' }],
    ['::group::a::b', { name: 'group', properties: {}, data: 'a::b' }],
    [
      'x ##[warning file=a%5D;line=1]old %3B form',
      { name: 'warning', properties: { file: 'a]', line: '1' }, data: 'old ; form' },
    ],
  ])('%s', (line, expected) => expect(parseWorkflowCommand(line)).toEqual(expected));

  it.each(['text ::error::x', '::no end', ':: ::x', 'a##[open', ''])('is ordinary output: %j', (line) =>
    expect(parseWorkflowCommand(line)).toBeUndefined(),
  );
});

describe('parseFileCommands', () => {
  it('reads one-line and many-line values, with the line ends inside', () => {
    expect(parseFileCommands('a=1=2\n\nb<<EOF\nx\r\n\ny\nEOF\nc=<<\nd<<=\n=\n')).toEqual({
      a: '1=2',
      b: 'x\r\n\ny',
      c: '<<',
      d: '',
    });
  });

  it.each([
    ['plain', "Invalid format 'plain'"],
    ['=x', 'Name must not be empty'],
    ['<<EOF\nEOF', 'Name must not be empty'],
    ['a<<EOF\nEOF ', "Matching delimiter not found 'EOF'"],
  ])('refuses %j', (text, message) => expect(() => parseFileCommands(text)).toThrow(message));
});
