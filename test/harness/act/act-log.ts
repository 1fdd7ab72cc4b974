/** What became of a step. */
export interface RanStep {
  /** Its id; without one, its number. */
  id: string;
  name: string;
  result: 'success' | 'failure' | 'skipped';
  outputs: Record<string, string>;
  summary: string;
}

/** What became of a job. */
export interface RanJob {
  result: 'success' | 'failure' | 'cancelled';
  steps: RanStep[];
  /** What its steps printed, secrets masked. */
  log: string;
}

/** A line of `act --json`; other lines are of no interest. */
interface Line {
  /** `CALLER/WORKFLOW/JOB`, or `WORKFLOW/JOB`, padded. */
  job?: string;
  jobID?: string;
  jobResult?: RanJob['result'];
  step?: string;
  stepID?: string[];
  stepResult?: RanStep['result'];
  stage?: string;
  command?: string;
  name?: string;
  arg?: string;
  content?: string;
  msg?: string;
  raw_output?: boolean;
}

/** Reads the log of act while it runs. Jobs are keyed by id: `CALLER/JOB` for those of a called workflow. */
export class ActLog {
  readonly jobs = new Map<string, RanJob>();
  /** What act itself says: why nothing ran. */
  told = '';
  readonly #begun: (job: string) => void;

  /** @param begun is told of each job before its first step */
  constructor(begun: (job: string) => void) {
    this.#begun = begun;
  }

  take(text: string): void {
    const line = readLine(text);
    if (line === undefined) {
      this.told += `${text}\n`;
      return;
    }
    const key = keyOf(line);
    if (key === undefined) {
      this.told += `${line.msg ?? ''}\n`;
      return;
    }
    let job = this.jobs.get(key);
    if (job === undefined) {
      if (line.step === undefined) return;
      job = { result: 'cancelled', steps: [], log: '' };
      this.jobs.set(key, job);
      this.#begun(key);
    }
    job.log +=
      line.raw_output || line.stepResult === undefined ? `${(line.msg ?? '').replace(/\n$/, '')}\n` : '';
    if (line.jobResult !== undefined) job.result = line.jobResult;
    if (line.stage === 'Main') takeStep(job, line);
  }
}

function takeStep(
  job: RanJob,
  { step = '', stepID = [], stepResult, command, name, arg, content }: Line,
): void {
  const id = stepID.join('.');
  let found = job.steps.find((other) => other.id === id);
  if (found === undefined) {
    found = { id, name: step, result: 'skipped', outputs: {}, summary: '' };
    job.steps.push(found);
  }
  if (stepResult !== undefined) found.result = stepResult;
  if (command === 'set-output' && name !== undefined) found.outputs[name] = arg ?? '';
  if (command === 'summary') found.summary += content ?? '';
}

function readLine(text: string): Line | undefined {
  try {
    return JSON.parse(text) as Line;
  } catch {
    return undefined;
  }
}

function keyOf({ job, jobID }: Line): string | undefined {
  if (job === undefined || jobID === undefined) return undefined;
  const parts = job.trim().split('/');
  return parts.length > 2 ? `${parts[0]}/${jobID}` : jobID;
}
