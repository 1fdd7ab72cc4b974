import { UserError } from '@assay/contract';

/**
 * Predictions beside those that are judged: their mistakes say which file has them.
 *
 * @throws UserError of the reading, its message begun with the path
 */
export async function namingFile<T>(path: string, read: Promise<T>): Promise<T> {
  try {
    return await read;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(error.code, `${path}: ${error.message}`, { fix: error.fix, cause: error });
  }
}
