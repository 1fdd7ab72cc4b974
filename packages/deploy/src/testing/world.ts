import type { Deployment, Turn } from '@assay/contract';
import type { AnnouncedState, Ports, RollOutRequest, VerifiedVersion } from '../ports.ts';
import type { Service } from '../service/put-into-service.ts';

/** A run that was killed: it does nothing more. */
export class Killed extends Error {}

/** The world outside a run: what stays when a run is killed. */
export class World {
  turn: Turn | undefined;
  deployments: Deployment[] = [];
  /** State of each deployment on GitHub, by its id in the ledger. */
  announced: string[] = [];
  states: string[] = [];
  /** Versions that have the stage. */
  stage = new Set(['v1.0.0', 'v2.0.0', 'v3.0.0']);
  /** What the command put there last. */
  runs = 'nothing';
  bad = new Set<string>();
  time = Date.parse('2026-11-02T10:00:00Z');
  processes = 0;
  /** Which attempt of their runs those that are started next are. */
  attempt = 1;
  /** Of which deployments commands may be left on this machine, by each command that was to begin. */
  strays: string[][] = [];

  /** The ports of a run, which is killed before or after its n-th step. */
  ports(run: string | null, killAt = Number.POSITIVE_INFINITY, more: Partial<Ports> = {}): Ports {
    let steps = 0;
    this.processes += 1;
    const me = { holder: `P${this.processes}`, attempt: this.attempt };
    const step = async <T>(act: () => T): Promise<T> => {
      steps += 1;
      if (steps === killAt) throw new Killed();
      const result = act();
      steps += 1;
      if (steps === killAt) throw new Killed();
      return result;
    };
    return {
      journal: {
        read: async () => structuredClone({ turn: this.turn, deployments: this.deployments }),
        write: ({ expected, turn, deployments }) =>
          step(() => {
            const { deployment = null, holder = null } = this.turn ?? {};
            if (deployment !== expected.deployment || holder !== expected.holder) return false;
            this.turn = turn;
            const changed = new Map(deployments.map((one) => [one.id, one]));
            this.deployments = this.deployments.map((one) => changed.get(one.id) ?? one);
            const known = new Set(this.deployments.map(({ id }) => id));
            this.deployments.push(...deployments.filter(({ id }) => !known.has(id)));
            return true;
          }),
        me,
        isMine: ({ holder, attempt }, deployment) =>
          holder === me.holder || (deployment.run === run && (attempt ?? 0) < me.attempt),
      },
      announcer: {
        begin: ({ id }) =>
          step(() => {
            if (!this.announced.includes(id)) this.announced.push(id);
            this.show(this.announced.indexOf(id), 'in_progress');
            return this.announced.indexOf(id);
          }),
        end: (number, state) => step(() => this.show(number, state)),
        retire: (number) => step(() => this.show(number, 'inactive')),
      },
      verify: async (version) => verified(version),
      endStrays: async (deployments) => {
        this.strays.push([...deployments]);
      },
      serve: ({ version }) =>
        step(() => {
          this.runs = version;
          return this.bad.has(version) ? unhealthy : healthy;
        }),
      assign: (version) => step(() => void this.stage.add(version)),
      unassign: (version) => step(() => void this.stage.delete(version)),
      now: () => {
        this.time += 1000;
        return new Date(this.time);
      },
      newId: (last) => `01JD${String(Number(last?.slice(4) ?? 0) + 1).padStart(22, '0')}`,
      log: { info: () => {}, warn: () => {} },
      ...more,
    };
  }

  show(number: number, state: AnnouncedState | 'in_progress' | 'inactive'): void {
    this.states[number] = state;
  }

  /** What it has come to, without times and without how often a run began. */
  get summary() {
    return {
      turn: this.turn?.deployment ?? null,
      runs: this.runs,
      stage: [...this.stage],
      states: this.states,
      deployments: this.deployments.map(({ version, outcome, to, 'rolls-back': back }) =>
        [version, outcome, ...(to === null ? [] : ['over']), ...(back === null ? [] : ['back'])].join(' '),
      ),
    };
  }
}

export const healthy: Service = {
  outcome: 'healthy',
  why: 'ok',
  cancelled: false,
  address: 'http://service',
};
export const unhealthy: Service = {
  outcome: 'unhealthy',
  why: 'it answered 503',
  cancelled: false,
  address: null,
};
export const verified = (version: string): VerifiedVersion => ({
  model: 'tips',
  version,
  artifact: `sha256:${'a'.repeat(64)}`,
  commit: 'c'.repeat(40),
  path: '/model',
});
export const request = (run: string | null, more: Partial<RollOutRequest> = {}): RollOutRequest => ({
  environment: 'production',
  model: 'tips',
  by: 'ada',
  run,
  rollback: 'previous',
  limitMs: 60_000,
  force: false,
  ...more,
});
