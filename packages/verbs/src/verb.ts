import type { Annotation, ReportDocument } from '@assay/report';
import type { z } from 'zod';
import type { Context } from './context.ts';

/** Exit codes of every verb: 0 pass, 1 fail, 3 inconclusive where that is to fail. (2 is wrong use, 70 a bug.) */
export type Exit = 0 | 1 | 3;

/** What a verb comes to, for any surface: a terminal, a job summary, `--json`. */
export interface Result<D = unknown> {
  /** What `--json` prints. */
  document: D;
  exit: Exit;
  /** Outputs of the action. */
  outputs: Record<string, string>;
  annotations: Annotation[];
  /** The report to show, in the terminal or as the job summary; `null`: the verb has only its message. */
  report: ReportDocument | null;
  /** Whether the verb worked from its own inputs: then no later step's report will show what it found. */
  alone: boolean;
  /** One line: what came out. */
  message: string;
}

/** An input of an action and an option of the command line, described once for both. */
export type Inputs = z.ZodObject<Record<string, z.ZodType>>;

/** What a verb is called, takes and gives: all that an action's description and the command line's help are made of. */
export interface VerbDefinition<I extends Inputs = Inputs> {
  name: string;
  description: string;
  /** Kebab-case, described, parsed once. */
  inputs: I;
  /** What each output of the action holds. */
  outputs: Record<string, string>;
}

/** What a verb does: the one function that both surfaces call. */
type Work<I extends Inputs, D> = (inputs: z.output<I>, context: Context) => Promise<Result<D>>;

export interface Verb<I extends Inputs = Inputs, D = unknown> extends VerbDefinition<I> {
  /** @param context may be on its way: a verb is loaded while git is asked. */
  run(inputs: z.output<I>, context: Context | Promise<Context>): Promise<Result<D>>;
}

/** Ties a verb to its work, which is loaded when it is run: the start of a process pays for no other verb, and help for none. */
export function defineVerb<I extends Inputs, D>(
  definition: VerbDefinition<I>,
  load: () => Promise<Work<I, D>>,
): Verb<I, D> {
  return {
    ...definition,
    async run(inputs, context) {
      const [ready, work] = await Promise.all([context, load()]);
      return work(inputs, ready);
    },
  };
}
