import { sep } from 'node:path';

/**
 * Whether a path stays below where it is put: relative, with no step up or empty step, and none into a repository of git's.
 */
export function isPlainPath(path: string): boolean {
  // Where `\` parts paths, a step may not hold one.
  return path.split('/').every((step) => !/^(\.{0,2}|\.git)$/i.test(step) && !step.includes(sep));
}
