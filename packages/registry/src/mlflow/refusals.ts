import { UserError } from '@assay/contract';
import { z } from 'zod';
import { type MlflowClient, Refusal } from './client.ts';

/** An answer in which nothing is looked for. */
export const nothing = z.looseObject({});

/** The answer, or `undefined` where MLflow says no with this code. */
export async function unless<T>(code: string, call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Refusal && error.code === code) return undefined;
    throw error;
  }
}

/** Runs requests; what MLflow refuses is said to the user. @throws UserError `mlflow-refused` */
export async function explained<T>({ host }: MlflowClient, requests: () => Promise<T>): Promise<T> {
  try {
    return await requests();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new UserError('mlflow-refused', `MLflow at ${host} refuses (${error.code}): ${error.message}`, {
      fix: 'see what it says; names of the experiment and of the model stand under "promote: mlflow:" in assay.yml',
      cause: error,
    });
  }
}
