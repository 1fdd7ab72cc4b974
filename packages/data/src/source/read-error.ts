import { mistakeOf, UserError } from '@assay/contract';

/** Turns the engine's complaint about a file into one line that names the file and the place. */
export function unreadable(file: string, cause: unknown): unknown {
  const refused = mistakeOf(cause);
  if (refused !== undefined || !(cause instanceof Error)) return refused ?? cause;
  const lines = cause.message.split('\n').map((line) => line.trim());
  const line = /CSV Error on Line: (\d+)/.exec(cause.message)?.[1];
  const reason = (line === undefined ? lines[0] : reasonOf(lines)) ?? 'cannot be read';
  const short = reason
    .replace(/^[A-Za-z ]+ (Error|Exception): /, '')
    .replaceAll(/(in file |file )?['"][^'"]*\/[^'"]*['"],? ?/g, '')
    .replace(/: \/.*$/, '')
    .replace(/ of $/, '');
  const where = line === undefined ? file : `${file}:${line}`;
  return new UserError('data-unreadable', `${where} cannot be read: ${short.slice(0, 300)}`, {
    fix: fixFor(cause.message),
    cause,
  });
}

/** Whether the engine complains of bytes that are no UTF-8. */
export function isNotUtf8(cause: unknown): boolean {
  return cause instanceof Error && NOT_UTF8.test(cause.message);
}

const NOT_UTF8 = /unicode|(not|invalid) utf-8/i;

/** The engine quotes the line, which may be of a sensitive column; what is wrong with it stands after. */
function reasonOf(lines: readonly string[]): string | undefined {
  return lines.find((line) =>
    /^(Expected Number of Columns|Invalid unicode|Value with unterminated quote|Maximum line size)/.test(
      line,
    ),
  );
}

function fixFor(message: string): string {
  if (NOT_UTF8.test(message))
    return 'save the file as UTF-8: iconv -f ENCODING -t UTF-8 OLD > NEW, where `file OLD` may tell the ENCODING; in Excel, "CSV UTF-8"';
  if (message.includes('state machine reached an invalid state'))
    return 'end all lines the same way, by LF or by CRLF; put quotes around a whole field or nowhere in it';
  if (message.includes('Expected Number of Columns'))
    return 'give every line as many fields as the header, or quote fields that hold the separator';
  if (message.includes('Maximum line size') || message.includes('maximum_object_size'))
    return 'does a line end lack there? Keep what is so large in files of its own, and name those here';
  if (message.includes('unterminated quote'))
    return 'close the quote; a quote within a quoted field is written twice';
  if (message.includes('encryption_config')) return 'decrypt it in a step before, and name that file';
  if (message.includes('expected records'))
    return 'write an object with a key in each line; of a list of objects: jq -c ".[]" OLD > NEW';
  return 'write the file again; is it complete, and of the format that its name says?';
}
