import { data, Evaluator, Lexer, Parser } from '@actions/expressions';

export type Value = string | number | boolean | null;

/** What the expressions of a job see. */
export interface Contexts {
  inputs: Record<string, Value>;
  secrets: Record<string, string>;
  github: Record<string, string>;
  runner: { temp: string };
  needs: Record<string, { result: string; outputs: Record<string, string> }>;
  steps: Record<string, { outcome: string; outputs: Record<string, string> }>;
}

const EXPRESSION = /\$\{\{(.+?)\}\}/gs;
const STATUS = ['success', 'failure', 'always', 'cancelled'];

/** A value of a workflow: text with its expressions filled in, or, where it is one expression, what that comes to. */
export function fill(given: Value, contexts: Contexts): Value {
  if (typeof given !== 'string') return given;
  const [, only] = /^\$\{\{((?:(?!\}\}).)+)\}\}$/s.exec(given) ?? [];
  if (only !== undefined) return evaluate(only, contexts, false);
  return given.replaceAll(EXPRESSION, (_, expression: string) =>
    String(evaluate(expression, contexts, false) ?? ''),
  );
}

/** All values of a block such as `with:` or `env:`, as text. */
export function fillAll(
  block: Record<string, Value> | undefined,
  contexts: Contexts,
): Record<string, string> {
  const entries = Object.entries(block ?? {});
  return Object.fromEntries(entries.map(([name, value]) => [name, String(fill(value, contexts) ?? '')]));
}

/** Whether a job or step runs. One that does not ask how things stand runs only where nothing has failed. */
export function holds(condition: string | undefined, contexts: Contexts, failed: boolean): boolean {
  const expression = String(condition ?? 'success()').replaceAll(EXPRESSION, '$1');
  const asks = STATUS.some((name) => expression.includes(`${name}(`));
  return (asks || !failed) && Boolean(evaluate(expression, contexts, failed));
}

function evaluate(expression: string, contexts: Contexts, failed: boolean): Value {
  const status = [!failed, failed, true, false];
  const functions = STATUS.map((name, i) => ({
    name,
    minArgs: 0,
    maxArgs: 0,
    call: () => new data.BooleanData(status[i] === true),
  }));
  const { tokens } = new Lexer(expression).lex();
  const parsed = new Parser(tokens, Object.keys(contexts), functions).parse();
  const seen = JSON.parse(JSON.stringify(contexts), data.reviver) as data.Dictionary;
  const found = new Evaluator(parsed, seen, new Map(functions.map((one) => [one.name, one]))).evaluate();
  return found instanceof data.StringData ||
    found instanceof data.BooleanData ||
    found instanceof data.NumberData
    ? found.value
    : null;
}
