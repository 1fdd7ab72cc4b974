import { join } from 'node:path';
import { pythonPart } from '../harness/index.ts';

const requirements = (file: string) => join(import.meta.dirname, file);
/** The requirements name all that is needed: what is asked for beyond that, as for clouds, is left out. */
const complete = true;

/** The tools that scripts of these folders ask, each set up when a test first asks for it. */
export const environments = {
  /** SciPy, scikit-learn, statsmodels, krippendorff, cleanlab */
  labels: pythonPart('agreement-labels', requirements('labels/requirements.txt'), { complete }),
  /** scikit-learn, SciPy, statsmodels, fairlearn, trec_eval */
  stats: pythonPart('agreement-stats', requirements('stats/requirements.txt'), { complete }),
  /** SciPy, pandas, pyarrow */
  profile: pythonPart('agreement-profile', requirements('profile/requirements.txt'), { complete }),
  /** frictionless, pandera, Great Expectations, datacontract-cli */
  imports: pythonPart('agreement-imports', requirements('imports/requirements.txt'), { complete }),
  /** scikit-learn, DVC and DVCLive, pytest-benchmark */
  metricsFiles: pythonPart('agreement-metrics-files', requirements('metrics-files/requirements.txt'), {
    complete,
  }),
  /** lm-evaluation-harness, without torch: the model is our own. */
  lmEval: pythonPart('agreement-lm-eval', requirements('metrics-files/lm-eval.txt'), { complete }),
  evidently: pythonPart('agreement-evidently', requirements('drift/evidently.txt'), { complete }),
  nannyml: pythonPart('agreement-nannyml', requirements('drift/nannyml.txt'), { complete }),
  // Neither it nor the pandas that it works with is built for a newer Python.
  soda: pythonPart('agreement-soda', requirements('drift/soda.txt'), { complete, newest: 11 }),
  tfdv: pythonPart('agreement-tfdv', requirements('tfx/tfdv.txt'), { complete, newest: 11 }),
  /** The taxi data that TFX ships, without a tool. */
  tfx: pythonPart('agreement-tfx', requirements('tfx/tfx.txt'), { complete }),
} as const;
