import type { Engine } from '../engine/index.ts';
import type { Table } from './source.ts';

/** Tells people, by the engine, of data whose encoding no byte proves and nobody has said. */
export function warnOfGuess(engine: Engine, { dress, files }: Table): void {
  if (!dress?.encodings.includes('windows-1252')) return;
  const others = files.length === 1 ? '' : ` or another of ${files.length} files`;
  engine.warn(
    `${files[0]}${others} is no UTF-8 and was read as Windows-1252: look whether letters with accents are right, or save it as UTF-8`,
  );
}
