/** How often a test set will answer pass or fail, and how sure one wants to be of all the answers together. */
export interface Looks {
  /** H: evaluations planned on one set. */
  readonly looks: number;
  /** 1 - delta: the probability that no answer is wrong by more than the tolerance. */
  readonly reliability: number;
  /** Whether the developer sees each answer before the next model (`full`), or none before the last (`none`). */
  readonly adaptivity: 'none' | 'full';
}

/**
 * Labelled rows that a condition on means of values between 0 and 1 needs, so that with probability `reliability` each of
 * `looks` estimates lies within `tolerance` of the truth:
 *
 *     N = k^2 c^2 (L + ln(k m / delta)) / (2 tolerance^2),   L = ln H unseen, H ln 2 seen each time, rounded up.
 *
 * Hoeffding's inequality and a union over what may be asked. Source: Renggli, Karlas, Ding, Liu, Schawinski, Wu, Zhang,
 * "Continuous integration of machine learning models with ease.ml/ci", MLSys 2019, section 3.
 *
 * @param condition.variables k: the means in it, 1 for `new > limit`, 2 for `new - old > limit`
 * @param condition.clauses m: conditions that must hold together
 * @param condition.coefficient c: the largest factor of a mean in it
 * @throws RangeError for what is no plan: a reliability or tolerance outside (0, 1), counts below 1
 */
export function rowsForTolerance(
  plan: Looks & { readonly tolerance: number },
  condition: { readonly variables?: number; readonly clauses?: number; readonly coefficient?: number } = {},
): number {
  const { variables = 1, clauses = 1, coefficient = 1 } = condition;
  const delta = checkedDelta(plan, plan.tolerance, variables, clauses);
  const evidence = answersInNats(plan) + Math.log((variables * clauses) / delta);
  return Math.ceil((variables ** 2 * coefficient ** 2 * evidence) / (2 * plan.tolerance ** 2));
}

/**
 * The same for `new - old > limit` where few predictions change from one model to the next: at most a share `changed` of
 * them. By Bennett's inequality, with h(u) = (1 + u) ln(1 + u) - u:
 *
 *     N = (L + ln(q / delta)) / (p h(tolerance / p)),   q = 2 where p is known, 4 where it is estimated from unlabelled rows.
 *
 * Same source, section 4.
 */
export function rowsForFewChanges(
  plan: Looks & { readonly tolerance: number },
  { changed, estimated }: { readonly changed: number; readonly estimated: boolean },
): number {
  const delta = checkedDelta(plan, plan.tolerance, 1, 1);
  if (!(changed > 0 && changed <= 1)) throw new RangeError(`${changed} is no share of changed predictions`);
  const u = plan.tolerance / changed;
  const h = (1 + u) * Math.log1p(u) - u;
  return Math.ceil((answersInNats(plan) + Math.log((estimated ? 4 : 2) / delta)) / (changed * h));
}

/** Logarithm of how many different models may have been asked about by the last look. */
function answersInNats({ looks, adaptivity }: Looks): number {
  return adaptivity === 'none' ? Math.log(looks) : looks * Math.LN2;
}

function checkedDelta({ looks, reliability }: Looks, tolerance: number, ...counts: number[]): number {
  if (!(reliability > 0 && reliability < 1))
    throw new RangeError(`a reliability of ${reliability} is not between 0 and 1`);
  if (!(tolerance > 0 && tolerance < 1))
    throw new RangeError(`a tolerance of ${tolerance} is not between 0 and 1`);
  for (const count of [looks, ...counts])
    if (!(count >= 1)) throw new RangeError(`${count} is not a count from 1 on`);
  return 1 - reliability;
}
