/** Stands in for actions/upload-artifact, without globs: the same client, paths and outputs. */
import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { DefaultArtifactClient } from '@actions/artifact';
import * as core from '@actions/core';

const name = core.getInput('name', { required: true });
const paths = core.getMultilineInput('path', { required: true }).map((path) => resolve(path));
const files = paths.flatMap((path) => filesAt(path)).filter(isTaken);

if (files.length === 0) {
  const message = `No files were found with the provided path: ${paths.join(', ')}`;
  if (core.getInput('if-no-files-found') === 'error') core.setFailed(message);
  else core.warning(message);
} else {
  const retentionDays = Number(core.getInput('retention-days') || 90);
  const { id, digest } = await new DefaultArtifactClient().uploadArtifact(name, files, root(), {
    retentionDays,
  });
  core.setOutput('artifact-id', id);
  core.setOutput('artifact-digest', digest);
}

/** What the paths in the archive are relative to: one file's folder, one folder, or what several have in common. */
function root(): string {
  const [first = '', ...others] = paths;
  if (others.length === 0) return statSync(first).isFile() ? dirname(first) : first;
  const common = first.split(sep);
  while (!others.every((path) => path.startsWith(`${common.join(sep)}${sep}`))) common.pop();
  return common.join(sep);
}

function filesAt(path: string): string[] {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return [];
  if (!found.isDirectory()) return [path];
  return readdirSync(path).flatMap((entry) => filesAt(join(path, entry)));
}

function isTaken(file: string): boolean {
  const hidden =
    file
      .slice(root().length)
      .split(sep)
      .some((part) => part.startsWith('.')) || basename(file).startsWith('.');
  return !hidden || core.getBooleanInput('include-hidden-files');
}
