import type { GitHub } from './client.ts';
import { hasCmlWatermark } from './cml-watermark.ts';
import { later, type MarkedText, readMarker, withMarker } from './comment-marker.ts';
import { statusOf } from './explain-error.ts';
import { whoAmI } from './who-am-i.ts';

export interface CommentPlace {
  owner: string;
  repo: string;
  /** Number of the pull request. */
  number: number;
  /** Which of Assay's comments on the pull request this is: the model's name. */
  key: string;
  /** Login under which the token writes; without it GitHub is asked. */
  author?: string | null;
}

export interface OwnComment extends MarkedText {
  id: number;
  url: string;
}

const ONE = '/repos/{owner}/{repo}/issues/comments/{comment_id}';
const ALL = '/repos/{owner}/{repo}/issues/{issue_number}/comments';

/** The comments of one key and one author on a pull request. A marker alone proves nothing: anyone can copy it. */
export class OwnComments {
  /** Why the latest `post` may have failed. */
  failure: unknown;
  /** Id of the comment that was written last. */
  lastWritten: number | undefined;
  /** Id of the last comment that CML wrote as the same author, when it was looked last. */
  ofCml: number | undefined;
  readonly #github: GitHub;
  readonly #place: CommentPlace;
  readonly #gone = new Set<number>();
  #author: string | null;
  readonly #written = new Map<number, OwnComment>();

  constructor(github: GitHub, place: CommentPlace) {
    this.#github = github;
    this.#place = place;
    this.#author = place.author ?? null;
  }

  /** All of them, from every page, oldest first. */
  async look(): Promise<OwnComment[]> {
    const { owner, repo, number, key } = this.#place;
    const pages = this.#github.paginate(`GET ${ALL}`, { owner, repo, issue_number: number, per_page: 100 });
    const all = await pages;
    const marked = all.flatMap(({ id, html_url, user, body }) => {
      const read = readMarker(key, body ?? '');
      return read === undefined ? [] : [{ ...read, id, url: html_url, login: user?.login }];
    });
    const ofCml = all.filter(({ id, body }) => hasCmlWatermark(body ?? '') && !this.#gone.has(id));
    if (marked.length + ofCml.length > 0) this.#author ??= await whoAmI(this.#github);
    this.ofCml = ofCml.findLast(({ user }) => user?.login === this.#author)?.id;
    // Lists may lag behind: what was written is there, and what was deleted is not, whatever the list says.
    const own: OwnComment[] = marked
      .filter(({ login }) => login === this.#author)
      .map((one) => later(one, this.#written.get(one.id) ?? one));
    own.push(...[...this.#written.values()].filter(({ id }) => own.every((one) => one.id !== id)));
    return own.filter(({ id }) => !this.#gone.has(id)).sort((a, b) => a.id - b.id);
  }

  /** Posts a comment. Where the answer is lost it waits `patience` seconds, for the next look to tell whether it is there. */
  async post({ stamp, body }: MarkedText, patience: number): Promise<void> {
    const { owner, repo, number, key } = this.#place;
    try {
      const text = withMarker(key, stamp, body);
      const { data } = await this.#github.request(`POST ${ALL}`, {
        owner,
        repo,
        issue_number: number,
        body: text,
      });
      // The answer says for certain who we are.
      this.#author = data.user?.login ?? this.#author;
      this.#wrote({ id: Number(data.id), url: data.html_url, stamp, body });
    } catch (error) {
      if ((statusOf(error) ?? 0) < 500) throw error;
      this.failure = error;
      await this.#github.pause(patience);
    }
  }

  /** Replaces the text of a comment. Answers whether it was still there. */
  async patch(id: number, { stamp, body }: MarkedText): Promise<boolean> {
    const { owner, repo, key } = this.#place;
    const text = withMarker(key, stamp, body);
    return this.#unlessGone(id, async () => {
      const { data } = await this.#github.request(`PATCH ${ONE}`, {
        owner,
        repo,
        comment_id: id,
        body: text,
      });
      this.#wrote({ id, url: data.html_url, stamp, body });
    });
  }

  async remove(id: number): Promise<void> {
    const { owner, repo } = this.#place;
    await this.#unlessGone(id, () => this.#github.request(`DELETE ${ONE}`, { owner, repo, comment_id: id }));
    this.#gone.add(id);
  }

  #wrote(comment: OwnComment): void {
    this.#written.set(comment.id, comment);
    this.lastWritten = comment.id;
  }

  async #unlessGone(id: number, request: () => Promise<unknown>): Promise<boolean> {
    try {
      await request();
      return true;
    } catch (error) {
      const status = statusOf(error);
      if (status !== 404 && status !== 410) throw error;
      this.#gone.add(id);
      return false;
    }
  }
}
