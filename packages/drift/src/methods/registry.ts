import type { DriftMethod } from './method.ts';

/** Every drift method, in the order of documentation. A new one is its file and its line here. */
export const methods: readonly DriftMethod[] = [];
