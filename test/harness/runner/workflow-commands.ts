/** One `::name key=value::data` (or the older `##[name key=value]data`) that a step wrote to its log. */
export interface WorkflowCommand {
  name: string;
  properties: Record<string, string>;
  data: string;
}

/**
 * Reads one line of a log as the runner does (ActionCommand.cs in actions/runner): `::` at the start after white
 * space, else the older form anywhere in the line. Answers `undefined` for ordinary output.
 */
export function parseWorkflowCommand(line: string): WorkflowCommand | undefined {
  return parseDoubleColon(line) ?? parseHashBracket(line);
}

function parseDoubleColon(line: string): WorkflowCommand | undefined {
  const trimmed = line.trimStart();
  if (!trimmed.startsWith('::')) return undefined;
  const end = trimmed.indexOf('::', 2);
  if (end < 0) return undefined;
  return command(trimmed.slice(2, end), ',', unescapeProperty, unescapeData(trimmed.slice(end + 2)));
}

function parseHashBracket(line: string): WorkflowCommand | undefined {
  const start = line.indexOf('##[');
  const end = start < 0 ? -1 : line.indexOf(']', start);
  if (end < 0) return undefined;
  return command(line.slice(start + 3, end), ';', unescapeLegacy, unescapeLegacy(line.slice(end + 1)));
}

function command(
  head: string,
  separator: string,
  decode: (text: string) => string,
  data: string,
): WorkflowCommand | undefined {
  const space = head.indexOf(' ');
  const name = space < 0 ? head : head.slice(0, space);
  if (name === '') return undefined;
  const properties: Record<string, string> = {};
  for (const pair of space < 0
    ? []
    : head
        .slice(space + 1)
        .trim()
        .split(separator)) {
    const equals = pair.indexOf('=');
    if (equals > 0) properties[pair.slice(0, equals).trim()] = decode(pair.slice(equals + 1));
  }
  return { name: name.toLowerCase(), properties, data };
}

// %25 is undone last: `%250A` stands for the text `%0A`.
function unescapeData(text: string): string {
  return text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');
}

function unescapeProperty(text: string): string {
  const inner = text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',');
  return inner.replaceAll('%25', '%');
}

function unescapeLegacy(text: string): string {
  const inner = text
    .replaceAll('%3B', ';')
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%5D', ']');
  return inner.replaceAll('%25', '%');
}
