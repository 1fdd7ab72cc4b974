import { type Draft, quoted } from './draft.ts';
import type { Part } from './part.ts';

interface Context {
  readonly draft: Draft;
  readonly domains: ReadonlyMap<string, Part>;
  readonly name: string;
  /** What stands beside a list of values: how large a share may be others. */
  readonly words: Readonly<Record<string, unknown>>;
}

type Domain = (domain: Part, context: Context) => void;

const DOMAINS: Readonly<Record<string, Domain>> = {
  string_domain: listOf,
  int_domain: (domain, context) => {
    domain.passOver('name', 'is_categorical');
    typed(context, 'integer');
    within(domain, context);
  },
  float_domain: (domain, context) => {
    domain.passOver('name', 'is_categorical', 'is_embedding');
    typed(context, 'number');
    within(domain, context);
    const { draft, name } = context;
    if (domain.flag('disallow_nan') === true) draft.column(name).set('nan', false);
    if (domain.flag('disallow_inf') === true)
      draft.rules.push({ name: `${name} is finite`, expect: `NOT isinf(${quoted(name)})` });
  },
  bool_domain: (domain, { draft, name, words }) => {
    domain.passOver('name');
    const yes = domain.text('true_value');
    const no = domain.text('false_value');
    const type = draft.column(name).get('type');
    if (type === 'integer' || type === 'number')
      draft.column(name).set('allowed', { values: [0, 1], ...words });
    else if (yes === undefined && no === undefined) draft.column(name, 'boolean');
    else
      draft
        .column(name, 'string')
        .set('allowed', { values: [yes, no].filter((word) => word !== undefined), ...words });
  },
  url_domain: (domain, { draft, name }) => {
    draft.column(name, 'url');
    draft.note(domain, undefined, 'only addresses of http and https are a url here', name);
  },
};

/** What the values of a feature are. */
export function importDomain(feature: Part, context: Context): void {
  const { draft, domains, name } = context;
  const global = feature.text('domain');
  const listed = global === undefined ? undefined : domains.get(global);
  if (listed !== undefined) listOf(listed, context);
  else if (global !== undefined)
    draft.note(feature, 'domain', `no string_domain ${JSON.stringify(global)}`, name);
  for (const [key, read] of Object.entries(DOMAINS)) {
    const domain = feature.part(key);
    if (domain !== undefined) read(domain, context);
  }
}

function listOf(domain: Part, { draft, name, words }: Context): void {
  domain.passOver('name');
  const values = domain.texts('value');
  if (values !== undefined)
    draft
      .column(name, 'string')
      .set('allowed', Object.keys(words).length === 0 ? values : { values, ...words });
}

/** Numbers that are written as texts are numbers. */
function typed({ draft, name }: Context, type: 'integer' | 'number'): void {
  if (draft.column(name).get('type') !== 'integer') draft.column(name, type);
}

function within(domain: Part, { draft, name }: Context): void {
  const [min, max] = [domain.plain('min'), domain.plain('max')];
  if (min !== undefined || max !== undefined)
    draft.say(name, 'range', {
      ...(min === undefined ? {} : { min }),
      ...(max === undefined ? {} : { max }),
    });
}
