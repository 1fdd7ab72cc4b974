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
  /** The report to show, in the terminal or as the job summary, composed when asked; `null`: the verb has only its message. */
  report: (() => Promise<ReportDocument>) | null;
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

/** A verb that is not loaded yet: the start of a process pays for no other than the one that is asked for. */
export interface ListedVerb {
  name: string;
  /** What it is called, takes and gives. Its work is loaded when it is run: help pays for none. */
  load(): Promise<Verb>;
}

/** Ties a name to a verb's definition and to its work. */
export function listVerb<I extends Inputs, D>(
  name: string,
  definition: () => Promise<VerbDefinition<I>>,
  work: () => Promise<Work<I, D>>,
): ListedVerb {
  return {
    name,
    async load() {
      const verb: Verb<I, D> = {
        ...(await definition()),
        async run(inputs, context) {
          const [ready, act] = await Promise.all([context, work()]);
          return act(inputs, ready);
        },
      };
      return verb as unknown as Verb;
    },
  };
}
