/** Why a text is no predicate. */
export class PredicateMistake extends Error {}
