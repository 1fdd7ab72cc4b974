export type { ReferenceGroups } from './comparison.ts';
export { type GroupRepresentation, type RepresentationOptions, representation } from './representation.ts';
