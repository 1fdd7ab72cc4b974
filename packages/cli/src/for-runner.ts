import { fstatSync } from 'node:fs';
import { commandless } from '@assay/report';

/** Text that may hold names of the user's data: in a step of a job, whose runner reads it too, none of its lines is a command. */
export function forRunner(text: string): string {
  return isJob() ? commandless(text) : text;
}

/** The same of a JSON text, which stays the same document. */
export function jsonForRunner(text: string): string {
  return isJob() ? text.replaceAll('##[', '\\u0023#[') : text;
}

/** The same of what goes into a file as it is, where standard output is one. */
export function forRunnerOrFile(text: string): string {
  return fstatSync(process.stdout.fd).isFile() ? text : forRunner(text);
}

function isJob(): boolean {
  return process.env['GITHUB_ACTIONS'] === 'true';
}
