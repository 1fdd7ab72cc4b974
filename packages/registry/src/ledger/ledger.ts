import { join, resolve } from 'node:path';
import {
  type Artifact,
  type RunRecord,
  type Verdict,
  type Version,
  verdictSchema,
  versionSchema,
} from '@assay/contract';
import type { z } from 'zod';
import type { Git } from '../git/git.ts';
import { fetchModel, type Kept, keepModel, type ModelId } from '../models/index.ts';
import { type ModelTags, type NewTag, readTags, type WrittenTags, writeTags } from '../tags/index.ts';
import { append } from './append.ts';
import { type Baseline, findBaseline, recordAt } from './baseline.ts';
import { type DocumentEdit, editsOf, json, parseDocument } from './documents.ts';
import { fetchFile } from './file-at.ts';
import { type Freshness, Mirror } from './mirror.ts';
import { verdictPath, versionPath, versionsFolder } from './paths.ts';
import { fetchPredictions } from './predictions.ts';
import { recordRun } from './record-run.ts';

/** The folders at its top. */
const FOLDERS = [
  ...['deployments', 'drift', 'models', 'predictions'],
  ...['retraining', 'runs', 'testsets', 'verdicts', 'versions'],
];

/** The ledger of a user's repository: run records and verdicts by what they are about, on a branch of their own. */
export class Ledger {
  readonly #clone: Git;
  readonly #mirror: Mirror;
  readonly freshness: Freshness;

  private constructor(clone: Git, mirror: Mirror, freshness: Freshness) {
    this.#clone = clone;
    this.#mirror = mirror;
    this.freshness = freshness;
  }

  /**
   * Opens the ledger of the repository that `clone` works on; a repository without a remote keeps it in itself.
   *
   * @param options.remote address or path of the git repository that holds it; without it, the clone's `origin`
   * @throws UserError `git-failed` (not a repository), `ledger-unreachable`, `ledger-foreign`
   */
  static async open(options: { clone: Git; remote?: string }): Promise<Ledger> {
    const [common, origin, top] = await Promise.all([
      options.clone
        .run(['rev-parse', '--path-format=absolute', '--git-common-dir'])
        .then((path) => path.trim()),
      options.clone.try(['remote', 'get-url', 'origin']),
      options.clone.try(['rev-parse', '--show-toplevel']),
    ]);
    const named = options.remote ?? (origin.code === 0 ? origin.stdout.trim() : common);
    // As git itself reads it: without a colon before its first slash it is a path, from the top of the work tree.
    const base = top.code === 0 ? top.stdout.trim() : options.clone.cwd;
    const remote = /^[^/]*:/.test(named) ? named : resolve(base, named);
    const mirror = await Mirror.open({
      git: options.clone,
      folder: join(common, 'assay', 'ledger.git'),
      remote,
    });
    const freshness = await mirror.refresh();
    await mirror.requireFolders(FOLDERS);
    return new Ledger(options.clone, mirror, freshness);
  }

  /**
   * The record of the commit, or of its nearest first-parent ancestor, that holds an evaluation and was not judged badly: were
   * what failed a baseline, whatever comes next would pass against it. Where none was judged well, the nearest that was
   * evaluated.
   */
  findBaseline(model: string, commit: string): Promise<Baseline | undefined> {
    return findBaseline(this.#clone, this.#mirror, model, commit);
  }

  /** A file of the user's as a commit has it, which the clone lacks; `null`: it has none, `undefined`: it cannot be had. */
  fetchFile(commit: string, path: string): Promise<string | null | undefined> {
    return fetchFile(this.#clone, this.#mirror, commit, path);
  }

  /** Predictions that were kept with a recorded run. */
  predictions(digest: string): Promise<Uint8Array | undefined> {
    return fetchPredictions(this.#mirror, digest);
  }

  /**
   * Records a run of a commit: its predictions and its model first, then record and verdict in one commit of the ledger.
   * Killed between any two, running again mends it; run twice, nothing changes.
   *
   * @param more documents that go into the same commit
   * @returns whether the model's bytes, as they lie in the work tree, are kept; `null`: the run has no model
   */
  record(
    record: RunRecord,
    predictions: Uint8Array | undefined,
    more: readonly DocumentEdit[] = [],
  ): Promise<Kept | null> {
    return recordRun(this.#mirror, { record, predictions, root: this.#clone.cwd, more });
  }

  /** The record of exactly this commit. @throws UserError `ledger-damaged`, `ledger-wrong-record` */
  recordOf(model: string, commit: string): Promise<RunRecord | undefined> {
    return recordAt(this.#mirror, model, commit);
  }

  /** The verdict on a model's bytes. @throws UserError `ledger-damaged` */
  verdictOn(model: string, digest: string): Promise<Verdict | undefined> {
    return this.read(verdictPath(model, digest), verdictSchema);
  }

  /** Keeps a model's bytes, as they lie below `root`. @throws UserError as {@link keepModel} */
  keepModel(artifact: Artifact, root: string): Promise<Kept> {
    return keepModel(this.#mirror, root, artifact);
  }

  /** Writes the files of a kept model into a folder; `false`: it is not kept. @throws UserError as {@link fetchModel} */
  fetchModel(model: ModelId, folder: string): Promise<boolean> {
    return fetchModel(this.#mirror, model, folder);
  }

  /**
   * A document of the ledger, or `undefined` where there is none.
   *
   * @throws UserError `ledger-damaged`: it is not what stands there
   */
  async read<S extends z.ZodType>(path: string, schema: S): Promise<z.output<S> | undefined> {
    const text = await this.#mirror.read(path);
    return text === undefined ? undefined : parseDocument(text, path, schema);
  }

  /** Paths of the documents below a folder. */
  list(folder: string): Promise<string[]> {
    return this.#mirror.list(folder);
  }

  /**
   * Makes the new documents from the old ones and records them in one commit. When another writer was faster they are made
   * again from what it left, so each `next` must be a function of the old document alone; one that answers with the old
   * document changes nothing.
   *
   * @throws UserError as {@link append}, `ledger-damaged`
   */
  async edit(documents: readonly DocumentEdit[], message: string): Promise<void> {
    await append(this.#mirror, editsOf(documents), message);
  }

  /** The versions of a model, as registered. @throws UserError `ledger-damaged` */
  async versions(model: string): Promise<Version[]> {
    const paths = await this.#mirror.list(versionsFolder(model));
    const found = await Promise.all(paths.map((path) => this.read(path, versionAt(path))));
    return found.filter((version) => version !== undefined);
  }

  /**
   * Registers a version. When another writer was faster it is decided again on the versions that are there then, so that
   * `decide` sees all of them: it answers with one of them, and nothing is written, or with a new one.
   *
   * @throws UserError as {@link append}, `ledger-damaged`, and what `decide` throws
   */
  async registerVersion(model: string, decide: (known: readonly Version[]) => Version): Promise<Version> {
    let decided: Version | undefined;
    const edits = async () => {
      const known = await this.versions(model);
      const version = decide(known);
      decided = version;
      const path = versionPath(model, version.version);
      return known.includes(version) ? {} : { [path]: () => json(versionSchema.parse(version)) };
    };
    await append(this.#mirror, edits, `register a version of ${model}`);
    if (decided === undefined) throw new TypeError('a version is decided on before it is written');
    return decided;
  }

  /** The tags of a model, as the remote has them now. @throws UserError as {@link readTags} */
  tags(model: string): Promise<ModelTags> {
    return readTags(this.#mirror, model);
  }

  /** Makes tags of a model on the remote, all or none. @throws UserError as {@link writeTags} */
  writeTags(model: string, at: Date, decide: (tags: ModelTags) => readonly NewTag[]): Promise<WrittenTags> {
    return writeTags(this.#mirror, model, at, decide);
  }
}

/** What stands at the path of a version: that one, and not another by its name. */
function versionAt(path: string): z.ZodType<Version> {
  return versionSchema.refine(({ model, version }) => versionPath(model, version) === path);
}
