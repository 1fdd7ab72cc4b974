import { type Draft, ofValues, remainder } from './draft.ts';
import type { Part } from './part.ts';
import { importDomain } from './tfdv-domain.ts';

/** Stages in which TFDV reports nothing of a feature. */
const UNWATCHED = ['PLANNED', 'ALPHA', 'DEBUG_ONLY', 'DEPRECATED', 'DISABLED'];

const TYPES = { INT: 'integer', FLOAT: 'number', BYTES: 'string' } as const;

/**
 * Reads a schema of TensorFlow Data Validation (tensorflow_metadata.proto.v0.Schema), as its pbtxt says it.
 *
 * Source: tensorflow/metadata, schema.proto
 */
export function importTfdv(schema: Part, draft: Draft): void {
  draft.top.set('extra-columns', 'error');
  const domains = new Map(schema.parts('string_domain').map((domain) => [domain.text('name') ?? '', domain]));
  const defaults = schema.texts('default_environment') ?? [];
  const features = schema.parts('feature');
  const environments = new Set(defaults);
  for (const feature of features)
    for (const key of ['in_environment', 'not_in_environment'])
      for (const name of feature.texts(key) ?? []) environments.add(name);
  for (const name of environments) draft.environments.set(name, { optional: [] });
  for (const feature of features) importFeature(feature, { draft, domains, defaults });
  countOfRows(schema, draft);
}

interface Context {
  readonly draft: Draft;
  readonly domains: ReadonlyMap<string, Part>;
  readonly defaults: readonly string[];
}

function importFeature(feature: Part, { draft, domains, defaults }: Context): void {
  const name = feature.text('name');
  if (name === undefined) return;
  const type = feature.text('type') ?? '';
  const stage = feature.flag('deprecated') === true ? 'DEPRECATED' : (feature.text('lifecycle_stage') ?? '');
  if (!Object.hasOwn(TYPES, type) && type !== '' && type !== 'TYPE_UNKNOWN') {
    draft.top.set('extra-columns', 'allow');
    draft.note(
      feature,
      'type',
      `${type}: a column of structures has no type here; it may be there, and is not checked`,
      name,
    );
    feature.passOver(...feature.keys);
    return;
  }
  const column = draft.column(
    name,
    Object.hasOwn(TYPES, type) ? TYPES[type as keyof typeof TYPES] : undefined,
  );
  if (UNWATCHED.includes(stage)) {
    column.set('required', false).set('nullable', true).set('severity', 'warn');
    draft.note(
      feature,
      undefined,
      `${stage}: TFDV reports nothing of it; here it may be absent, and only its type is checked`,
      name,
    );
    feature.passOver(...feature.keys);
    return;
  }
  presence(feature, draft, name);
  const mass = feature.part('distribution_constraints')?.number('min_domain_mass') ?? 1;
  importDomain(feature, { draft, domains, name, words: ofValues(name, remainder(mass)) });
  const distinct = feature.part('unique_constraints');
  if (distinct !== undefined) {
    const min = distinct.number('min') ?? (column.has('distinct') ? 1 : undefined);
    const max = distinct.number('max');
    draft
      .column(name)
      .set('distinct', { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) });
  }
  const comment = feature.part('annotation')?.texts('comment');
  if (comment !== undefined) column.set('description', comment.join(' '));
  inEnvironments(feature, { draft, domains, defaults }, name);
  for (const key of ['skew_comparator', 'drift_comparator']) {
    if (!feature.has(key)) continue;
    feature.passOver(key);
    draft.note(feature, key, 'distributions are compared by check-drift: --method linf@tfdv, jsd@tfdv', name);
  }
}

/** A feature may be absent unless it says how often it is present; one with a shape is present always. */
function presence(feature: Part, draft: Draft, name: string): void {
  const said = feature.part('presence');
  const column = draft.column(name);
  const least = said?.number('min_fraction') ?? 0;
  const fraction = feature.has('shape') ? 1 : least;
  const count = said?.number('min_count') ?? 0;
  if (fraction === 0 && count === 0) column.set('required', false);
  column.set('nullable', fraction === 1 ? false : fraction === 0 ? true : { 'at-most': remainder(fraction) });
  if (count > 0 && fraction === 0) column.set('distinct', { min: 1 });
  if (fraction === 1 && said?.has('min_fraction') && least < 1)
    draft.note(
      feature,
      'presence',
      `min_fraction ${least}: TFDV reports a shape as soon as one row lacks a value; so none may here`,
      name,
    );
  if (count > 1)
    draft.note(
      feature,
      'presence',
      `min_count ${count}: that there is one value is all that is asked for`,
      name,
    );
  const shape = feature.part('shape');
  const sizes = shape?.parts('dim').map((dim) => dim.number('size')) ?? [];
  if (sizes.some((size) => size !== 1))
    draft.note(feature, 'shape', 'a column has one value a row here', name);
  const values = feature.part('value_count');
  const most = values?.number('max') ?? 1;
  const fewest = values?.number('min') ?? 0;
  if (most !== 1 || fewest > 1)
    draft.note(feature, 'value_count', 'a column has one value a row here, or none', name);
}

/** In which environments it is: those of its own word, else the default ones. */
function inEnvironments(feature: Part, { draft, defaults }: Context, name: string): void {
  const only = feature.texts('in_environment') ?? [];
  const not = feature.texts('not_in_environment') ?? [];
  for (const [environment, { optional }] of draft.environments) {
    const isIn = only.includes(environment) || (!not.includes(environment) && defaults.includes(environment));
    if (isIn) continue;
    optional.push(name);
    draft.note(
      feature,
      undefined,
      `may be absent in ${environment}; TFDV reports it where it is there`,
      name,
    );
  }
}

function countOfRows(schema: Part, draft: Draft): void {
  const said = schema.part('dataset_constraints');
  const least = said?.number('min_examples_count');
  const most = said?.number('max_examples_count');
  if (least === undefined && most === undefined) return;
  draft.top.set('rows', {
    ...(least === undefined ? {} : { 'at-least': least }),
    ...(most === undefined ? {} : { 'at-most': most }),
  });
}
