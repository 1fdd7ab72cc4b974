/**
 * Reads what a step wrote to GITHUB_OUTPUT, GITHUB_ENV or GITHUB_STATE, as the runner does (FileCommandManager.cs in
 * actions/runner): `name=value`, or `name<<DELIMITER`, lines, `DELIMITER`. Throws with the runner's words where it
 * would fail the step.
 */
export function parseFileCommands(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  const lines = splitLines(text);
  for (let index = 0; index < lines.length; index += 1) {
    const { content } = at(lines, index);
    if (content === '') continue;
    const equals = content.indexOf('=');
    const heredoc = content.indexOf('<<');
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      if (equals === 0) throw new Error(`Invalid format '${content}'. Name must not be empty`);
      found[content.slice(0, equals)] = content.slice(equals + 1);
      continue;
    }
    const [name = '', delimiter = ''] = heredoc < 0 ? [] : split(content, heredoc);
    if (name === '' || delimiter === '') {
      throw new Error(
        heredoc < 0
          ? `Invalid format '${content}'`
          : `Invalid format '${content}'. Name must not be empty and delimiter must not be empty`,
      );
    }
    const { value, last } = readHeredoc(lines, index + 1, delimiter);
    found[name] = value;
    index = last;
  }
  return found;
}

interface Line {
  content: string;
  ending: string;
}

function readHeredoc(
  lines: readonly Line[],
  first: number,
  delimiter: string,
): { value: string; last: number } {
  let value = '';
  let ending = '';
  for (let index = first; index < lines.length; index += 1) {
    const line = at(lines, index);
    if (line.content === delimiter) return { value, last: index };
    // The line end before the delimiter is no part of the value.
    value += ending + line.content;
    ending = line.ending;
  }
  throw new Error(`Invalid value. Matching delimiter not found '${delimiter}'`);
}

function splitLines(text: string): Line[] {
  const lines = Array.from(text.matchAll(/([^\r\n]*)(\r\n|\n|\r|$)/g), ([, content = '', ending = '']) => ({
    content,
    ending,
  }));
  // The pattern also matches the empty rest at the end of the text.
  return lines.slice(0, -1);
}

function split(text: string, heredoc: number): [string, string] {
  return [text.slice(0, heredoc), text.slice(heredoc + 2)];
}

function at(lines: readonly Line[], index: number): Line {
  const line = lines[index];
  if (line === undefined) throw new RangeError(`no line ${index}`);
  return line;
}
