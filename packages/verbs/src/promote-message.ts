import type { RunRecord, Verdict, Version } from '@assay/contract';

const MODEL = 'Model: ';

/** The message of a version's tag: what it is and why it may be one, readable in `git show`. */
export function versionMessage(version: Version, record: RunRecord, verdict: Verdict): string {
  return [
    `${version.model} ${version.version}`,
    '',
    `Verdict: ${verdict.outcome}: ${oneLine(verdict.why)}`,
    `${MODEL}${version.artifact} (${version.bytes} bytes: ${oneLine(version.paths.join(', '))})`,
    `Policy: ${version.policy}`,
    `Evaluation-set: ${version.set ?? 'unknown'}`,
    `Record: ${version.record} of ${version.commit}`,
    ...signature(version),
    '',
    'Metrics of all rows:',
    ...metrics(record),
  ].join('\n');
}

/** The message of a stage's tag. */
export function stageMessage(
  version: Version,
  stage: string,
  why: string,
  signed: Pick<Version, 'by' | 'run'>,
): string {
  return [
    `${version.model} ${version.version}: ${stage}`,
    '',
    `Why: ${oneLine(why)}`,
    `${MODEL}${version.artifact}`,
    ...signature(signed),
  ].join('\n');
}

/** The digest of the model that a tag's message names. No line of the evidence can stand in for it: see {@link oneLine}. */
export function modelInMessage(message: string): string | undefined {
  return /^Model: (sha256:[0-9a-f]{64})\b/m.exec(message)?.[1];
}

function signature({ by, run }: Pick<Version, 'by' | 'run'>): string[] {
  return [`Approved-by: ${oneLine(by)}`, ...(run === null ? [] : [`Run: ${oneLine(run)}`])];
}

function metrics({ evaluation }: RunRecord): string[] {
  return (evaluation?.metrics ?? [])
    .filter(({ slice }) => slice === null)
    .map(({ metric, value, low, high }) => {
      const interval = low === null || high === null ? '' : ` [${figure(low)}, ${figure(high)}]`;
      return `  ${oneLine(metric)} ${value === null ? 'undefined' : figure(value)}${interval}`;
    });
}

function figure(value: number): string {
  return String(Number(value.toPrecision(4)));
}

/** A text of the user's on one line: no line end, and nothing that a terminal takes as a command or turns around. */
export function oneLine(text: string): string {
  const shown = text.replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u{${code.toString(16)}}`;
  });
  return shown.length > 500 ? `${shown.slice(0, 499)}…` : shown;
}
