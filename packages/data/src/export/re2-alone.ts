import type { ExportNote } from './exporter.ts';

/** An escape, a class of characters, or flags. */
const PART = /\\(?:x\{|.)|\[\^?\]?(?:\[:\^?\w+:\]|\\.|[^\]\\])*\]|\(\?[a-zA-Z-]*[):]/gs;

/**
 * What of a pattern RE2 knows and readers of other tools (Python's re, ECMA-262) refuse or read otherwise: flags without a group
 * of their own, which may not stand behind an anchor; and signs of RE2 alone. `null`: nothing.
 */
function ofRe2Alone(pattern: string): string | null {
  for (const [part] of pattern.matchAll(PART)) {
    if (part.startsWith('(') && (part.endsWith(')') || part.includes('U'))) return part;
    if (part.startsWith('\\') && /^\\([pPQCz]|x\{)/.test(part)) return part;
    if (part.startsWith('[') && /\[:|\\([pP]|x\{)/.test(part)) return part;
  }
  return null;
}

/** Whether a pattern of a column has to be left out for that, which is noted. */
export function notedAlone(column: string, pattern: string | undefined, notes: ExportNote[]): boolean {
  const sign = ofRe2Alone(pattern ?? '');
  if (sign === null) return false;
  const message = `left out, for not every reader of patterns knows ${sign}`;
  notes.push({ column, key: 'pattern', message });
  return true;
}
