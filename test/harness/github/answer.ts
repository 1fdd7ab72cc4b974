import type { Json } from './openapi/json-schema.ts';

/** An answer before it is sent: JSON, bytes, or nothing. */
export interface Answer {
  status: number;
  body?: Json;
  bytes?: Buffer;
  headers?: Record<string, string>;
}

const DOCUMENTATION = 'https://docs.github.com/rest';

/** An error in GitHub's form. */
export function refusal(
  status: number,
  message: string,
  more: { errors?: Json; headers?: Record<string, string> } = {},
): Answer {
  const errors = more.errors === undefined ? {} : { errors: more.errors };
  const body = { message, ...errors, documentation_url: DOCUMENTATION, status: String(status) };
  return { status, body, ...(more.headers === undefined ? {} : { headers: more.headers }) };
}

export function notFound(): Answer {
  return refusal(404, 'Not Found');
}

/** A 422 in the form that GitHub gives to each kind of error. */
export function invalid(resource: string, field: string, code: string, message?: string): Answer {
  const error = { resource, field, code, ...(message === undefined ? {} : { message }) };
  return refusal(422, 'Validation Failed', { errors: [error] });
}

/** One page of a list, with the Link header that leads to the others. */
export function page(items: Json[], url: URL): { items: Json[]; headers: Record<string, string> } {
  const size = Math.min(Number(url.searchParams.get('per_page') ?? 30), 100);
  const current = Number(url.searchParams.get('page') ?? 1);
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = (number: number, relation: string) => {
    const target = new URL(url);
    target.searchParams.set('page', String(number));
    return `<${target.href}>; rel="${relation}"`;
  };
  const links = [
    ...(current > 1 ? [link(current - 1, 'prev'), link(1, 'first')] : []),
    ...(current < last ? [link(current + 1, 'next'), link(last, 'last')] : []),
  ];
  return {
    items: items.slice((current - 1) * size, current * size),
    headers: links.length === 0 ? {} : { link: links.join(', ') },
  };
}
