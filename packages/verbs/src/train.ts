import { type Train, type Training, trainSchema, UserError } from '@assay/contract';
import { formatBytes, formatSeconds } from '@assay/report';
import { train as runTraining, type TrainResult } from '@assay/train';
import { composedLater } from './composed-later.ts';
import type { Context } from './context.ts';
import { inputInvalid } from './input-invalid.ts';
import { needs, readProject } from './project.ts';
import { addSections, openRecord } from './run-record.ts';
import type { TrainInputs } from './train-definition.ts';
import { trainOtherSeeds } from './train-seeds.ts';
import type { Result } from './verb.ts';

export async function train(given: TrainInputs, context: Context): Promise<Result<Training>> {
  const project = await readProject(context, given.config);
  const request = requestOf(given, project?.value.train);
  const record = await openRecord(context, given.record, project, 'training');
  const run = (once: Train) =>
    context.log.group(`train: ${request.command}${request.seeds ? `, seed ${once.seed}` : ''}`, () =>
      runOnce(once, given, context),
    );
  const predictions = project?.value.evaluate?.predictions;
  const { seeds, failed } = await trainOtherSeeds(context, request, run, {
    predictions,
    record: given.record,
  });
  const { training: last, artifact, notes } = failed ?? (await run(request));
  const training = seeds.length === 0 ? last : { ...last, seeds };
  for (const note of notes) context.log.warn(asGiven(note, given));
  const next = await addSections(
    context,
    given.record,
    record,
    'training',
    artifact ? { training, artifact } : { training },
  );
  const ok = training.outcome === 'trained';
  return {
    document: training,
    exit: ok ? 0 : 1,
    outputs: {
      outcome: training.outcome,
      seconds: String(training.seconds),
      'peak-memory-mb': training['peak-memory-mb'] === null ? '' : String(training['peak-memory-mb']),
      'model-digest': artifact?.digest ?? '',
      'model-paths': artifact?.paths.join('\n') ?? '',
      record: given.record,
    },
    annotations: ok ? [] : [{ level: 'error', title: 'training', message: inWords(training) }],
    report: composedLater(next, context),
    alone: given.command !== undefined,
    message:
      ok && artifact
        ? `${inWords(training)}; model ${artifact.digest.slice(0, 19)}, ${formatBytes(artifact.bytes)}`
        : inWords(training),
  };
}

function runOnce(request: Train, given: TrainInputs, context: Context): Promise<TrainResult> {
  return runTraining(
    { ...request, root: context.root },
    {
      clock: context.now,
      environment: context.environment,
      output: (chunk, stream) => context.log.output(chunk, stream),
      signal: context.signal,
    },
  ).catch((error: unknown) => {
    if (!(error instanceof UserError)) throw error;
    const { code, message, fix, cause } = error;
    throw new UserError(code, asGiven(message, given), { fix: asGiven(fix, given), cause });
  });
}

function requestOf(given: TrainInputs, declared: Train | undefined): Train {
  const named = {
    command: given.command ?? declared?.command,
    inputs: given.inputs ?? declared?.inputs,
    params: given.params ?? declared?.params,
    outputs: given.outputs ?? declared?.outputs,
    'metrics-file': given['metrics-file'] ?? declared?.['metrics-file'],
    seed: given.seed ?? declared?.seeds?.[0] ?? declared?.seed,
    // A seed that is given is meant alone.
    seeds: given.seed === undefined ? declared?.seeds : undefined,
    timeout: given.timeout ?? declared?.timeout,
  };
  if (named.command === undefined) throw needs('training command', 'command', 'train');
  const parsed = trainSchema.safeParse(named, { reportInput: true });
  if (parsed.success) return withParams(parsed.data);
  throw inputInvalid(parsed.error);
}

/** The result depends on its parameters' file as on any other input. */
function withParams(request: Train): Train {
  const inputs = new Set([...request.inputs, ...(request.params === undefined ? [] : [request.params])]);
  return { ...request, inputs: [...inputs] };
}

/** Calls a setting what the user called it: the input, where it came from one, else its place in the contract. */
function asGiven(text: string, given: TrainInputs): string {
  return text.replaceAll(/`train\.([a-z-]+)`/g, (place, key: string) =>
    key in given && given[key as keyof typeof given] !== undefined ? `the input "${key}"` : place,
  );
}

function inWords(training: Training): string {
  const memory = training['peak-memory-mb'] === null ? '' : `, ${Math.round(training['peak-memory-mb'])} MB`;
  const spent = `${formatSeconds(training.seconds)}${memory}`;
  if (training.outcome === 'trained') return `trained in ${spent}`;
  if (training.outcome === 'cut-off') return `the training was cut off after ${spent}`;
  return `the training command failed with exit code ${training.exit ?? 'none (a signal)'} after ${spent}`;
}
