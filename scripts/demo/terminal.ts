import { styleText } from 'node:util';
import type { Played } from './runner/play-job.ts';

const WIDTH = 140;

export const say = (text = '') => process.stdout.write(`${text}\n`);

export function heading(text: string): void {
  say(`\n${styleText('bold', text)}`);
}

/** What must not be overlooked. */
export function alarm(text: string): void {
  say(`  ${styleText(['bold', 'red'], `▲ ${text}`)}`);
}

/** A step of a job, on one line. */
export function tellStep({ verb, failed, seconds, log }: Played, label: string): void {
  const time = styleText('dim', `${seconds.toFixed(1).padStart(5)} s`);
  say(`  ${mark(!failed)} ${[label, verb].join(' ').trim().padEnd(18)} ${time}  ${lastLine(log)}`);
}

/** Whether something is as it should be. */
export function tellCheck(right: boolean, text: string): void {
  say(`${mark(right)} ${styleText('bold', text)}`);
}

function mark(good: boolean): string {
  return good ? styleText('green', '✓') : styleText('red', '✗');
}

/** The end of a job's log, without what only the runner reads. */
export function lastLines(log: string, most = 12): string {
  const lines = log
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^::(debug|add-mask|group|endgroup|[0-9a-f-]{36})/.test(line))
    .map((line) => line.replace(/^::(error|warning|notice)[^:]*::/, '').replaceAll('%0A', '; '));
  return lines.slice(-most).join('\n');
}

function lastLine(log: string): string {
  const words = lastLines(log, 1);
  return words.length > WIDTH ? `${words.slice(0, WIDTH - 1)}…` : words;
}
