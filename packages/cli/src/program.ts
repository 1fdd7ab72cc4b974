import { VERSION, type Verb, verbs } from '@assay/verbs';
import { Command, Option } from 'commander';
import { isVerb, unknownVerb } from './wrong-use.ts';

/** What the command line asked for. */
export interface Asked {
  verb: Verb;
  inputs: Record<string, string>;
  json: boolean;
}

type Given = true | string | string[];

/**
 * The command line: a sub-command for each verb, an option for each of its inputs.
 *
 * @param first what the arguments begin with: where that is a verb, the others are not loaded
 * @throws UserError `unknown-command`
 */
export async function program(
  first: string | undefined,
  act: (asked: Asked) => Promise<void>,
): Promise<Command> {
  const assay = new Command('assay')
    .description('CI, CD and continuous training for machine-learning models')
    .version(VERSION, '--version', 'print the version')
    .helpOption('-h, --help', 'print this')
    // Before a verb, --version is Assay's; behind it, the verb's.
    .enablePositionalOptions()
    .exitOverride();
  const asked = verbs.filter(({ name }) => name === first);
  if (asked.length === 0 && first !== undefined && isVerb(first)) {
    throw unknownVerb(
      first,
      verbs.map(({ name }) => name),
    );
  }
  for (const verb of await Promise.all((asked.length > 0 ? asked : verbs).map((each) => each.load())))
    assay.addCommand(subcommand(verb, act));
  return assay;
}

function subcommand(verb: Verb, act: (asked: Asked) => Promise<void>): Command {
  const command = new Command(verb.name)
    .description(verb.description)
    .exitOverride()
    .showSuggestionAfterError();
  for (const [name, schema] of Object.entries(verb.inputs.shape)) {
    command.addOption(new Option(`--${name} ${syntaxOf(schema)}`, schema.description ?? ''));
  }
  command.addOption(
    new Option('--json', 'print one JSON document on standard output, and nothing else there'),
  );
  command.action(async (_options, self: Command) => {
    const { json, ...given } = self.opts<Record<string, Given>>();
    await act({ verb, inputs: asInputs(verb, given), json: json !== undefined });
  });
  return command;
}

/** A flag may stand bare; what takes many may be repeated, and is a line each, as in a workflow. */
function syntaxOf(schema: Verb['inputs']['shape'][string]): string {
  const takes = schema.meta()?.['takes'];
  return takes === 'flag' ? '[true|false]' : takes === 'many' ? '<value...>' : '<value>';
}

/** Commander's camel-cased options under the names of the inputs, as text. */
function asInputs(verb: Verb, options: Record<string, Given>): Record<string, string> {
  const names = Object.keys(verb.inputs.shape);
  return Object.fromEntries(
    Object.entries(options).map(([key, value]) => {
      const name = names.find((candidate) => new Option(`--${candidate}`).attributeName() === key) ?? key;
      return [name, [value].flat().join('\n')];
    }),
  );
}
