import type { GitHub } from './client.ts';
import { type MarkedText, readMarker, withMarker } from './comment-marker.ts';
import { statusOf } from './explain-error.ts';
import { mayNotOpenPulls } from './retraining-refusals.ts';

export interface RetrainingPlace {
  owner: string;
  repo: string;
  model: string;
  /** The branch that is to be merged, in this repository. */
  branch: string;
  /** The branch that it is to be merged into. */
  base: string;
  /** Login under which the token writes. */
  author: string;
  /** Numbers of pull requests that are known to be ours, whoever's token opened them: from the ledger. */
  known: readonly number[];
}

/** A pull request of the retraining branch. */
export interface RetrainingPull {
  number: number;
  url: string;
  state: 'open' | 'closed';
  merged: boolean;
  /** When it was closed or merged; `null` while it is open. */
  closed: string | null;
  headSha: string;
  headRef: string;
  author: string;
  title: string;
  /** What was written there by an earlier run; `undefined` where the marker is gone. */
  marked: MarkedText | undefined;
  /** Opened by us, by marker and author, or known from the ledger. */
  own: boolean;
}

const LIST = '/repos/{owner}/{repo}/pulls';
const ONE = '/repos/{owner}/{repo}/pulls/{pull_number}';

/** The key in the marker of bodies and comments about a retraining of the model: no model can be called so. */
export function retrainingKey(model: string): string {
  return `retraining of ${model}`;
}

/** The pull requests of one model's retraining branch. */
export class RetrainingPulls {
  readonly #github: GitHub;
  readonly #place: RetrainingPlace;

  constructor(github: GitHub, place: RetrainingPlace) {
    this.#github = github;
    this.#place = place;
  }

  /** All of the branch, from every page, and those that are known by their number, oldest first. */
  async look(): Promise<RetrainingPull[]> {
    const { owner, repo, branch, known } = this.#place;
    const listed = await this.#github.paginate(`GET ${LIST}`, {
      owner,
      repo,
      state: 'all',
      head: `${owner}:${branch}`,
      per_page: 100,
    });
    // Servers have been seen to ignore a filter; another branch's pull request is none of ours.
    const found = listed.filter(
      ({ head }) => head.ref === branch && head.repo?.full_name === `${owner}/${repo}`,
    );
    const pulls = found.map((answer) => this.#read(answer));
    // A branch that was renamed in the contract leaves its pull requests behind; the newest of them counts.
    const [newest] = known.filter((number) => pulls.every((pull) => pull.number !== number));
    const older = newest === undefined ? undefined : await this.#find(newest);
    return [...pulls, ...(older === undefined ? [] : [older])].sort((a, b) => a.number - b.number);
  }

  /** Opens one. A lost answer is `undefined`: looking tells whether it is there. */
  async open(title: string, text: MarkedText, patience: number): Promise<RetrainingPull | undefined> {
    const { owner, repo, branch, base } = this.#place;
    try {
      const { data } = await this.#github.request(`POST ${LIST}`, {
        owner,
        repo,
        head: branch,
        base,
        title,
        body: this.#body(text),
        maintainer_can_modify: true,
      });
      return this.#read(data);
    } catch (error) {
      const status = statusOf(error) ?? 0;
      // 422: there is one already, or the branch is not known to every server yet.
      if (status < 500 && status !== 422) throw mayNotOpenPulls(error);
      await this.#github.pause(patience);
      if (status === 422 && patience >= 3) throw error;
      return undefined;
    }
  }

  /** Replaces title and body. */
  async patch(number: number, title: string, text: MarkedText): Promise<void> {
    const { owner, repo } = this.#place;
    await this.#github.request(`PATCH ${ONE}`, {
      owner,
      repo,
      pull_number: number,
      title,
      body: this.#body(text),
    });
  }

  async close(number: number): Promise<void> {
    const { owner, repo } = this.#place;
    await this.#github.request(`PATCH ${ONE}`, { owner, repo, pull_number: number, state: 'closed' });
  }

  #body({ stamp, body }: MarkedText): string {
    return withMarker(retrainingKey(this.#place.model), stamp, body);
  }

  async #find(number: number): Promise<RetrainingPull | undefined> {
    const { owner, repo } = this.#place;
    try {
      const { data } = await this.#github.request(`GET ${ONE}`, { owner, repo, pull_number: number });
      return this.#read(data);
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  }

  #read(answer: Answer): RetrainingPull {
    const { model, author, known } = this.#place;
    const marked = readMarker(retrainingKey(model), answer.body ?? '');
    const login = answer.user?.login ?? '';
    return {
      number: answer.number,
      url: answer.html_url,
      state: answer.state === 'open' ? 'open' : 'closed',
      merged: answer.merged_at !== null,
      closed: answer.state === 'open' ? null : (answer.merged_at ?? answer.closed_at),
      headSha: answer.head.sha,
      headRef: answer.head.ref,
      author: login,
      title: answer.title,
      marked,
      own: known.includes(answer.number) || (marked !== undefined && login === author),
    };
  }
}

/** What of GitHub's answers is read here; lists and single pull requests have it alike. */
interface Answer {
  number: number;
  html_url: string;
  state: string;
  title: string;
  body: string | null;
  user: { login: string } | null;
  merged_at: string | null;
  closed_at: string | null;
  head: { sha: string; ref: string };
}
