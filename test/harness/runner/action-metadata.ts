import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** What of an `action.yml` the runner needs to run a JavaScript action. */
export interface ActionMetadata {
  main: string;
  pre?: string;
  post?: string;
  inputs: Record<string, { default?: string }>;
}

/** The values that `${{ github.token }}` and the like stand for in the defaults of inputs. */
export type ExpressionContexts = Record<string, Record<string, string | undefined>>;

/** Reads `action.yml` in `folder`. Only actions that run on Node are run here; composite ones are act's. */
export function readActionMetadata(folder: string): ActionMetadata {
  const { runs, inputs } = parse(readFileSync(join(folder, 'action.yml'), 'utf8')) as {
    runs: { using: string; main?: string; pre?: string; post?: string };
    inputs?: ActionMetadata['inputs'];
  };
  if (!/^node\d+$/.test(runs.using) || runs.main === undefined) {
    throw new Error(`${folder}/action.yml: only JavaScript actions can be run, not using: ${runs.using}`);
  }
  return {
    main: runs.main,
    ...(runs.pre === undefined ? {} : { pre: runs.pre }),
    ...(runs.post === undefined ? {} : { post: runs.post }),
    inputs: inputs ?? {},
  };
}

/**
 * The INPUT_ variables of a step. An input that is not given gets its default, or the empty string: the runner does
 * not enforce `required`. One that the action does not declare is passed on all the same (the runner only warns).
 */
export function inputVariables(
  metadata: ActionMetadata,
  given: Record<string, string>,
  contexts: ExpressionContexts,
): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [name, input] of Object.entries(metadata.inputs)) {
    variables[inputVariable(name)] = evaluate(String(input.default ?? ''), contexts);
  }
  for (const [name, value] of Object.entries(given)) variables[inputVariable(name)] = value;
  return variables;
}

// The runner keeps dashes: INPUT_FAIL-ON, not INPUT_FAIL_ON.
function inputVariable(name: string): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;
}

function evaluate(text: string, contexts: ExpressionContexts): string {
  return text.replace(/\$\{\{\s*(.*?)\s*\}\}/g, (_, expression: string) => {
    const [context = '', key = '', ...more] = expression.split('.');
    const known = contexts[context];
    if (known === undefined || !(key in known) || more.length > 0) {
      throw new Error(`the default \${{ ${expression} }} is beyond what the test runner evaluates`);
    }
    return known[key] ?? '';
  });
}
