#!/usr/bin/env node
import { realpathSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { styleText } from 'node:util';
import { interpretSchemas, mistakeOf } from '@assay/contract';
import { visibleLines } from '@assay/report';
import { parseInputs, type Result, verbs } from '@assay/verbs';
import { CommanderError } from 'commander';
import { askGit, localContext, type Told } from './context.ts';
import { forRunner, forRunnerOrFile, jsonForRunner } from './for-runner.ts';
import { program } from './program.ts';
import { wrongUse } from './wrong-use.ts';

const WRONG_USE = 2;
const BUG = 70;
/** As a shell has it for Ctrl-C. */
const INTERRUPTED = 130;

/**
 * The command line.
 *
 * @param argv the arguments after the program's name
 * @returns the exit code: 0 pass, 1 fail, 2 wrong use or contract, 3 inconclusive where that is to fail, 70 a bug; 130 is
 *   the shell's, for a run that Ctrl-C ended
 */
export async function main(argv: readonly string[]): Promise<number> {
  interpretSchemas();
  mindOutputs();
  let exit: number = 0;
  try {
    const asked = askAhead(argv);
    const assay = await program(argv[0], async ({ verb, inputs, json }) => {
      const told = asked ?? askGit(verb.name, process.cwd());
      const result = await verb.run(parseInputs(verb, inputs), localContext(json, told));
      await show(result, json);
      exit = result.exit;
    });
    await assay.parseAsync(argv, { from: 'user' });
    return exit;
  } catch (error) {
    const isSaid = error instanceof CommanderError;
    if (isSaid && error.exitCode === 0) return 0;
    const mistake = isSaid ? wrongUse(error, argv[0]) : mistakeOf(error);
    if (mistake !== undefined) {
      const { code, message, fix } = mistake;
      if (!isSaid) complain(`${message}\n${fix}`);
      if (argv.includes('--json')) printJson({ error: { code, message, fix } });
      return code === 'interrupted' ? INTERRUPTED : WRONG_USE;
    }
    complain(
      `this is a bug in Assay, please report it:\n${error instanceof Error ? error.stack : String(error)}`,
    );
    return BUG;
  }
}

/** Git is at it while the verb is loaded; for help it is not needed. */
function askAhead([first, ...options]: readonly string[]): Promise<Told> | undefined {
  const isVerb = verbs.some(({ name }) => name === first);
  if (first === undefined || !isVerb || options.some((option) => ['-h', '--help'].includes(option)))
    return undefined;
  const asked = askGit(first, process.cwd());
  // What goes wrong is told where it is waited for.
  asked.catch(() => {});
  return asked;
}

/**
 * Whoever reads may have seen enough (`assay … | head`): the work goes on, and its exit code stands. It goes on too where the
 * outputs cannot be written, as on a full disk; but then it has not gone well.
 */
function mindOutputs(): void {
  let told = false;
  const refused = (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || told) return;
    told = true;
    const mistake = mistakeOf(error);
    if (mistake === undefined) throw error;
    complain(`the output cannot be written: ${error.code}\n${mistake.fix}`);
    process.once('exit', () => {
      process.exitCode ||= WRONG_USE;
    });
  };
  process.stdout.on('error', refused);
  process.stderr.on('error', refused);
}

async function show(result: Result, json: boolean): Promise<void> {
  if (json) {
    printJson(result.document);
    return;
  }
  const { isTTY, columns } = process.stdout;
  if (result.report !== null) {
    const { renderTerminal } = await import('@assay/report');
    const color = isTTY === true && process.env['NO_COLOR'] === undefined;
    const text = renderTerminal(await result.report(), { width: columns ?? 100, color });
    process.stdout.write(`${forRunner(text)}\n`);
  }
  // A contract or schema, which it may be, is to reach a file as it is.
  process.stdout.write(
    `${isTTY === true ? visibleLines(result.message) : forRunnerOrFile(result.message)}\n`,
  );
}

function printJson(document: unknown): void {
  process.stdout.write(`${jsonForRunner(JSON.stringify(document, null, 2))}\n`);
}

/** Names of the user's data, and what a server said, may be in the text. */
function complain(text: string): void {
  process.stderr.write(
    `${styleText('red', 'error:', { stream: process.stderr })} ${forRunner(visibleLines(text))}\n`,
  );
}

const started = process.argv[1];
if (started !== undefined && realpathSync(started) === fileURLToPath(import.meta.url)) {
  process.exitCode = await main(process.argv.slice(2));
}
