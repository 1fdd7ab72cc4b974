import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { markdownTable } from 'markdown-table';
import { type Verb, verbs } from '../../packages/verbs/src/index.ts';
import type { Generated, Generator } from './generator.ts';

/** Inputs of every action that are the surface's own, not the verb's. */
const surface: Record<string, { description: string; default: string }> = {
  'working-directory': {
    description: 'Folder of the repository in which the contract and all paths lie',
    default: '.',
  },
  token: {
    description:
      'Token for git and for GitHub: reads the ledger, and where it may, writes the comment and the ledger',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of GitHub's, not of ours
    default: '${{ github.token }}',
  },
};

const BEGIN = '<!-- generated from the verb: pnpm generate -->';
const END = '<!-- end -->';

/** Verbs for terminals alone: what they do has no place in a job. */
const TERMINAL = ['run', 'history', 'explain'];

/** `action.yml` of each verb, and the tables of its README. */
export const actions: Generator = async (root) => {
  const published = verbs.filter((verb) => !TERMINAL.includes(verb.name));
  const files = await Promise.all(published.map(async (verb) => filesOf(root, await verb.load())));
  return files.flat();
};

async function filesOf(root: string, verb: Verb): Promise<Generated[]> {
  const folder = `actions/${verb.name}`;
  const readme = await readFile(join(root, folder, 'README.md'), 'utf8');
  const [before, rest = ''] = readme.split(BEGIN);
  const after = rest.split(END)[1] ?? '\n';
  return [
    { path: `${folder}/action.yml`, text: actionYml(verb) },
    { path: `${folder}/README.md`, text: `${before}${BEGIN}\n\n${tables(verb)}\n\n${END}${after}` },
  ];
}

function actionYml(verb: Verb): string {
  const inputs = Object.entries(verb.inputs.shape).map(
    ([name, schema]) => `  ${name}:\n    description: ${quoted(schema.description)}\n    required: false\n`,
  );
  const own = Object.entries(surface).map(
    ([name, input]) =>
      `  ${name}:\n    description: ${quoted(input.description)}\n    required: false\n    default: ${input.default}\n`,
  );
  const outputs = Object.entries(verb.outputs).map(
    ([name, description]) => `  ${name}:\n    description: ${quoted(description)}\n`,
  );
  return `# Generated from packages/verbs/src/${verb.name}-definition.ts: pnpm generate
name: Assay ${verb.name}
description: ${quoted(verb.description)}
author: Assay
branding:
  icon: check-circle
  color: green
inputs:
${[...inputs, ...own].join('')}outputs:
${outputs.join('')}runs:
  using: node24
  main: ../../dist/${verb.name}.js
`;
}

function tables(verb: Verb): string {
  const inputs = Object.entries(verb.inputs.shape).map(([name, schema]) => [
    `\`${name}\``,
    cell(schema.description),
  ]);
  const own = Object.entries(surface).map(([name, input]) => [
    `\`${name}\``,
    `${cell(input.description)}; \`${input.default}\``,
  ]);
  const outputs = Object.entries(verb.outputs).map(([name, description]) => [
    `\`${name}\``,
    cell(description),
  ]);
  return `## Inputs\n\n${markdownTable([['input', 'what it is'], ...inputs, ...own])}\n\n## Outputs\n\n${markdownTable([['output', 'what it is'], ...outputs])}`;
}

function described(description: string | undefined): string {
  if (description === undefined) throw new Error('an input without a description');
  return description;
}

function quoted(description: string | undefined): string {
  return `'${described(description).replaceAll("'", "''")}'`;
}

function cell(description: string | undefined): string {
  return described(description).replaceAll('|', '\\|');
}
