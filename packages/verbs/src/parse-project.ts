import { type AssayYml, hint, type Located, parseAssayYml, UserError } from '@assay/contract';
import { FAILURE_RATE, requestedMetrics } from '@assay/evaluate';

/** Rules may be about these too; they are no metrics of an evaluation. */
const resources = /^(train|model)\./;

/** Reads the text of an `assay.yml`. @throws UserError as `parseAssayYml` and {@link checkParts} */
export function parseProject(text: string, file: string): Located<AssayYml> {
  const project = parseAssayYml(text, file);
  checkParts(project);
  return project;
}

/**
 * Checks what the parts of a contract say of each other, before anything is trained: every metric exists, and every
 * rule is about one that is computed.
 *
 * @throws UserError `unknown-metric`, pointing at the place
 */
function checkParts({ value, source }: Located<AssayYml>): void {
  const { evaluate, gate } = value;
  if (evaluate?.predictions === undefined || evaluate.task === undefined) return;
  const { task } = evaluate;
  evaluate.metrics.forEach((metric, i) => {
    try {
      requestedMetrics({ ...evaluate, metrics: [metric] }, task);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const path = [
        'evaluate',
        'metrics',
        i,
        ...(typeof metric === 'string' ? [] : ['name' in metric ? 'name' : 'metric']),
      ];
      throw source.error(path, error.code, error.message, error.fix);
    }
  });
  const computed = requestedMetrics(evaluate, task).map(({ key }) => key);
  gate?.rules.forEach(({ metric }, i) => {
    if (resources.test(metric) || computed.includes(metric)) return;
    if (evaluate.behaviour !== undefined && metric.startsWith(FAILURE_RATE)) return;
    const path = ['gate', 'rules', i, 'metric'];
    const near = hint(metric, computed);
    throw source.error(
      path,
      'unknown-metric',
      `the metric "${metric}" is not computed`,
      near.endsWith('?') ? `${near} Or add it to evaluate.metrics` : `add it to evaluate.metrics, or ${near}`,
    );
  });
}
